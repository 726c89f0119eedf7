//! Cells that a script of the page fills: a person sees in them what their source does not hold.
//!
//! No script is run. It is enough to know which elements one writes to: those are no blanks, and what stands in them is in doubt.

use std::collections::HashSet;

use memchr::memmem;

use super::literal::literals;
use super::names::{Attr, Tag};
use super::sink::offset_in;
use super::tree::{Id, Tree};

/// How far behind the name of an element a script writes to it, in bytes.
const REACH: usize = 120;
/// The most names that are kept; a page whose scripts name more of them writes everywhere.
const MOST: usize = 10_000;
/// What sets the text of an element, with `=` behind it.
const SETTERS: [&str; 5] = ["innerHTML", "innerText", "textContent", "nodeValue", ".value"];
/// What does so as a call, with something between its brackets.
const CALLS: [&str; 6] = [".text(", ".html(", ".val(", ".append(", ".prepend(", ".load("];
/// What stands before the name of an element where a script takes it by that.
const BY_ID: [&str; 2] = ["ById(", "["];
const BY_CLASS: [&str; 1] = ["ClassName("];

/// The elements that scripts write to.
#[derive(Debug, Default)]
pub(super) struct Filled {
    ids: HashSet<String>,
    /// What their names begin with, where a script puts these together.
    stems: Vec<String>,
    classes: HashSet<String>,
    /// A script writes to cells by their places.
    cells: bool,
}

impl Filled {
    /// Reads the scripts of a page, as far as they write to it.
    pub(super) fn read(tree: &Tree<'_>) -> Filled {
        let mut filled = Filled::default();
        let scripts = tree.stores.iter().filter(|&&store| tree.tag(store) == Tag::Script);
        for text in scripts.flat_map(|&script| tree.children(script)).map(|text| tree.text(text)) {
            if writes(text) {
                filled.script(text);
            }
        }
        filled
    }

    fn script(&mut self, script: &str) {
        let statement = |end: usize| {
            let rest = script.get(end..).unwrap_or_default();
            rest.get(..rest.floor_char_boundary(REACH)).unwrap_or(rest).split(';').next().unwrap_or_default()
        };
        let by_place = memmem::find_iter(script.as_bytes(), ".cells");
        self.cells |= by_place.map(&statement).any(writes);
        for literal in literals(script) {
            if self.ids.len() + self.stems.len() + self.classes.len() > MOST {
                return;
            }
            let name = literal.inside;
            let Some(at) = offset_in(script, name.as_bytes()).filter(|_| is_name(name)) else { continue };
            let before = script.get(..at.saturating_sub(1)).unwrap_or_default().trim_ascii_end();
            let after = statement(at + name.len() + 1).trim_ascii_start();
            let is_stem = after.starts_with('+');
            // Also a key of what is written to the elements one after the other.
            if after.starts_with(':') || BY_ID.iter().any(|call| before.ends_with(call)) {
                self.id(name, is_stem);
            } else if BY_CLASS.iter().any(|call| before.ends_with(call)) && writes(after) {
                self.classes.insert(name.to_string());
            } else if before.ends_with('(') {
                name.split(',').for_each(|one| self.selector(one, is_stem, writes(after)));
            }
        }
    }

    /// Takes in what a selector asks of the element itself: of `#zoom td.n:eq(1)` a cell of class `n`.
    fn selector(&mut self, selector: &str, is_stem: bool, is_written: bool) {
        let own = selector.trim_ascii().rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
        let own = own.split([':', '[']).next().unwrap_or_default();
        match own.split_once(['#', '.']) {
            Some((_, id)) if own.contains('#') => self.id(id, is_stem),
            Some((_, class)) if is_written => drop(self.classes.insert(class.to_string())),
            None if is_written && !is_stem => self.cells |= own.eq_ignore_ascii_case("td"),
            _ => {}
        }
    }

    fn id(&mut self, name: &str, is_stem: bool) {
        if is_stem && !name.is_empty() {
            self.stems.push(name.to_string());
        } else {
            self.ids.insert(name.to_string());
        }
    }

    /// Whether a script takes an element by its name.
    pub(super) fn names(&self, tree: &Tree<'_>, id: Id) -> bool {
        let name = tree.attr(id, Attr::Id).filter(|name| !name.is_empty());
        name.is_some_and(|name| {
            self.ids.contains(name) || self.stems.iter().any(|stem| name.starts_with(stem.as_str()))
        })
    }

    /// Whether a script writes to an element by its class, or to all cells.
    pub(super) fn covers(&self, tree: &Tree<'_>, id: Id) -> bool {
        let mut classes = tree.attr(id, Attr::Class).unwrap_or_default().split_ascii_whitespace();
        self.cells && matches!(tree.tag(id), Tag::Td | Tag::Th)
            || !self.classes.is_empty() && classes.any(|class| self.classes.contains(class))
    }
}

/// Whether a text may be the name of an element, or a selector.
fn is_name(text: &str) -> bool {
    text.len() < REACH && !text.is_empty() && !text.contains(['<', '/', '\n', '='])
}

/// Whether a script, or a statement of it, sets the text of something.
fn writes(script: &str) -> bool {
    let behind = |word: &'static str| {
        let ends = memmem::find_iter(script.as_bytes(), word).map(move |at| at + word.len());
        ends.filter_map(|end| Some(script.get(end..)?.trim_ascii_start()))
    };
    SETTERS
        .into_iter()
        .flat_map(behind)
        .any(|rest| rest.starts_with('=') && !rest.starts_with("==") || rest.starts_with("+="))
        || CALLS.into_iter().flat_map(behind).any(|rest| !rest.starts_with(')'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::html::feed;

    fn fills(script: &str, cell: &str) -> (bool, bool) {
        let page = format!("<table><tr>{cell}</tr></table><script>{script}</script>");
        let tree = feed::parse(&page);
        let filled = Filled::read(&tree);
        let cell = (0..tree.len() as Id).find(|&id| tree.tag(id) == Tag::Td).unwrap();
        (filled.names(&tree, cell), filled.covers(&tree, cell))
    }

    #[test]
    fn a_script_names_what_it_writes_to() {
        for script in [
            "document.getElementById('n1').innerHTML = 12;",
            "var e = document.getElementById(\"n1\"); e.textContent=x",
            "$('#n1').text(12)",
            "for (i in d) $('#n' + i).html(d[i]);",
            "var d={'n1':12}; for(k in d) document.getElementById(k).innerText=d[k]",
            "d['n1']=12; for(k in d) document.getElementById(k).innerText=d[k]",
        ] {
            assert_eq!(fills(script, "<td id=n1></td>"), (true, false), "{script}");
        }
        for script in ["$('td.n').text(1)", "$('.n').eq(2).html(d)", "t.rows[1].cells[2].innerHTML=d"] {
            assert_eq!(fills(script, "<td class='a n'></td>"), (false, true), "{script}");
        }
    }

    #[test]
    fn a_script_that_only_looks_fills_nothing() {
        for script in [
            "document.getElementById('n1').style.color='red'",
            "if (document.getElementById('n1').value == 2) f()",
            "var t = $('#n1').text()",
            "$('td.n').css('width', 3); $('#other').text(1)",
        ] {
            assert_eq!(fills(script, "<td id=n1 class=n></td>"), (false, false), "{script}");
        }
    }
}
