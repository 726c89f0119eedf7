//! The rules of the page's own `<style>` elements, so far as they decide what is shown.
//!
//! Rules for paper and for small windows are left out (`media`), and so are selectors of states that a page is not in when it is
//! opened. Where a condition or a selector is not understood, what it would hide or show is in doubt, and hides nothing.

use std::collections::HashMap;

use super::css::{self, Ink, Look, Shift};
use super::media::{self, Answer};
use super::names::{Attr, Tag};
use super::rules::{self, Own, Raw};
use super::selector::{self, Selector, split_list};
use super::tree::{Id, Tree};

/// The most rules that are kept; a page has some hundreds.
const MAX_RULES: usize = 20_000;
/// The most rules that are kept for one class, id or name, as each is tried on each such element.
const MAX_RULES_OF_ONE: usize = 64;

#[derive(Debug)]
struct Rule {
    selector: Selector,
    look: Look,
    /// It may hold, or not.
    is_unsure: bool,
    /// Important, then specificity, then order: the greater wins.
    rank: (bool, u32, usize),
}

/// The rules, found by what the element itself must have.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    by_class: Index,
    by_id: Index,
    by_tag: HashMap<u8, Vec<usize>>,
    /// Rules for elements of any kind.
    of_any: Vec<usize>,
    /// Whether there is a rule for elements of a name.
    tags: [u64; 4],
}

/// The rules of a page.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    /// On how elements look.
    pub(super) looks: Sheet,
    /// On what is drawn in elements that hold no text: pictures behind them.
    sprites: Sheet,
    /// On what is written before or behind their content.
    beside: Sheet,
    /// What that is, by the number of the rule; nothing for what is not text.
    words: Vec<Option<String>>,
    own: Own,
}

/// What a sheet writes beside the content of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside<'s> {
    /// Words.
    Words(&'s str),
    /// A picture, a counter, or an attribute that is not kept.
    Drawn,
}

/// Rules by a word. Most words that are looked up have none, so a glance at their ends comes before the hashing.
#[derive(Debug, Default)]
struct Index {
    rules: HashMap<String, Vec<usize>>,
    glance: [u64; 4],
}

impl Index {
    fn get(&self, word: &str) -> &[usize] {
        if !has(&self.glance, ends(word)) {
            return &[];
        }
        self.rules.get(word).map_or(&[], Vec::as_slice)
    }

    fn entry(&mut self, word: &str) -> &mut Vec<usize> {
        add(&mut self.glance, ends(word));
        self.rules.entry(word.to_string()).or_default()
    }
}

/// A number of the ends and the length of a word.
fn ends(word: &str) -> u8 {
    let bytes = word.as_bytes();
    let end = |byte: Option<&u8>| byte.copied().unwrap_or_default();
    let (first, last) = (end(bytes.first()), end(bytes.last()));
    first
        .wrapping_mul(31)
        .wrapping_add(last.wrapping_mul(7))
        .wrapping_add((bytes.len() as u8).wrapping_mul(13))
}

fn has(set: &[u64; 4], member: u8) -> bool {
    set.get(usize::from(member >> 6)).is_some_and(|word| word >> (member & 63) & 1 == 1)
}

fn add(set: &mut [u64; 4], member: u8) {
    if let Some(word) = set.get_mut(usize::from(member >> 6)) {
        *word |= 1 << (member & 63);
    }
}

impl Sheets {
    /// Reads the `<style>` elements of a page. `pale` says whether colours make a difference on it.
    pub(super) fn read(tree: &Tree<'_>, pale: bool) -> Sheets {
        let mut raws: Vec<Raw> = Vec::new();
        for &style in &tree.styles {
            let media = tree.attr(style, Attr::Media).map_or(Answer::Yes, media::holds);
            if media == Answer::No {
                continue;
            }
            let first = raws.len();
            rules::read(&without_comments(&tree.raw_text(style)), &mut raws);
            raws.iter_mut().skip(first).for_each(|raw| raw.is_sure &= media == Answer::Yes);
        }
        let mut sheets = Sheets { own: Own::of(&raws), ..Sheets::default() };
        for raw in &raws {
            sheets.add(raw, pale);
        }
        sheets
    }

    /// Declarations with the author's own properties put in.
    pub(super) fn look(&self, declarations: &str) -> Look {
        if declarations.contains("var(") {
            css::look(&self.own.put_in(declarations))
        } else {
            css::look(declarations)
        }
    }

    /// What the sheet writes beside the content of an element.
    pub(super) fn beside(&self, tree: &Tree<'_>, element: Id) -> Option<Beside<'_>> {
        if self.beside.is_empty() {
            return None;
        }
        let rule = self.beside.matching(tree, element).into_iter().max_by_key(|rule| rule.rank)?;
        let words = self.words.get(rule.rank.2)?;
        match words.as_deref() {
            Some("") => None,
            Some(words) => Some(Beside::Words(words)),
            None => Some(Beside::Drawn),
        }
    }

    /// Whether a picture is painted behind an element.
    pub(super) fn paints(&self, tree: &Tree<'_>, element: Id) -> bool {
        !self.sprites.is_empty() && !self.sprites.matching(tree, element).is_empty()
    }

    fn add(&mut self, raw: &Raw, pale: bool) {
        let mut look = self.look(&raw.declarations);
        if !pale {
            (look.ink, look.paper) = (None, None);
        }
        let content = content(&raw.declarations);
        let seen = matters(&look);
        if !seen && !look.sprite && content.is_none() {
            return;
        }
        for text in split_list(&raw.selectors) {
            let Some(selector) = selector::read(text) else { continue };
            if selector.is_beside {
                if let Some(content) = content.as_ref().filter(|_| !look.is_gone())
                    && self.beside.add(selector, look, raw.is_sure)
                {
                    self.words.push(content.clone());
                }
                continue;
            }
            if seen {
                self.looks.add(selector, look, raw.is_sure);
            } else if look.sprite {
                self.sprites.add(selector, look, raw.is_sure);
            }
        }
    }
}

impl Sheet {
    /// Whether there is no rule.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// What the rules say about an element: first the ordinary ones, then those that overrule its own style.
    pub(super) fn look(&self, tree: &Tree<'_>, element: Id) -> (Look, Look) {
        let mut found = self.matching(tree, element);
        found.sort_by_key(|rule| rule.rank);
        let sure = found.iter().filter(|rule| !rule.is_unsure);
        let (mut plain, strong) = sure.fold((Look::default(), Look::default()), |(plain, strong), rule| {
            if rule.look.important {
                (plain, strong.under(rule.look))
            } else {
                (plain.under(rule.look), strong)
            }
        });
        let known = plain.under(strong);
        plain.doubtful |=
            found.iter().any(|rule| rule.is_unsure && known.under(rule.look).seen() != known.seen());
        (plain, strong)
    }

    /// The rules that match an element, in no order.
    fn matching(&self, tree: &Tree<'_>, element: Id) -> Vec<&Rule> {
        let mut found: Vec<usize> = self.of_any.clone();
        let tag = tree.tag(element) as u8;
        if has(&self.tags, tag) {
            found.extend(self.by_tag.get(&tag).into_iter().flatten());
        }
        for (attr, value) in tree.attrs(element) {
            match attr {
                Attr::Id => found.extend(self.by_id.get(tree.str(*value).trim_ascii())),
                Attr::Class => {
                    for class in tree.str(*value).split_ascii_whitespace() {
                        found.extend(self.by_class.get(class));
                    }
                }
                _ => {}
            }
        }
        let rules = found.into_iter().filter_map(|rule| self.rules.get(rule));
        rules.filter(|rule| rule.selector.matches(tree, element)).collect()
    }

    /// Adds a rule; says whether there was room for it.
    fn add(&mut self, selector: Selector, look: Look, is_sure: bool) -> bool {
        let index = self.rules.len();
        let Some(own) = selector.own().filter(|_| index < MAX_RULES) else {
            return false;
        };
        let alike = match (&own.id, own.classes.first(), own.tag) {
            (Some(id), _, _) => self.by_id.entry(id),
            (None, Some(class), _) => self.by_class.entry(class),
            (None, None, tag) => match tag.or_else(|| own.is_named().then_some(Tag::Other)) {
                Some(tag) => {
                    add(&mut self.tags, tag as u8);
                    self.by_tag.entry(tag as u8).or_default()
                }
                None => &mut self.of_any,
            },
        };
        if alike.len() >= MAX_RULES_OF_ONE {
            return false;
        }
        alike.push(index);
        let is_unsure = !is_sure || selector.is_unsure;
        let rank = (look.important, selector.specificity, index);
        self.rules.push(Rule { selector, look, is_unsure, rank });
        true
    }
}

/// Whether a rule can change what we read. Ordinary sizes are left out: nearly every rule sets one. So is the place of boxes.
fn matters(look: &Look) -> bool {
    let ordinary = Look {
        size: if look.is_tiny() { None } else { look.size },
        narrow: look.narrow.filter(|narrow| !narrow),
        ink: look.ink.filter(|ink| *ink == Ink::Plain),
        away: None,
        clear: None,
        visible: None,
        paper: None,
        shift: if look.shift == Shift::Along { Shift::Along } else { Shift::No },
        animated: look.animated,
        sprite: look.sprite,
        important: look.important,
        ..Look::default()
    };
    *look != ordinary
}

/// What is written by `content`, without what is escaped in it; nothing inside where it is no text, and nothing at all if
/// nothing is said.
fn content(declarations: &str) -> Option<Option<String>> {
    if !declarations.contains("content") {
        return None;
    }
    let mut said = declarations.split(';').filter_map(|one| one.split_once(':'));
    let (_, value) = said.rfind(|(name, _)| name.trim_ascii().eq_ignore_ascii_case("content"))?;
    let value = value.split('!').next().unwrap_or(value).trim_ascii();
    if matches!(value, "none" | "normal" | "inherit" | "initial" | "open-quote" | "close-quote") {
        return Some(Some(String::new()));
    }
    let inside = value.strip_prefix(['"', '\'']).and_then(|inside| inside.strip_suffix(['"', '\'']));
    match inside {
        // A character of a font of pictures, or a blank that holds a place.
        Some(inside) if inside.contains(['\\', '"', '\'']) => {
            let is_blank =
                ["\\a0", "\\20", "\\200b", "\\00a0", "\\0020", "\\3000"].contains(&inside.trim_ascii());
            Some(is_blank.then(String::new))
        }
        Some(inside) => Some(Some(inside.trim_ascii().to_string())),
        None => Some(None),
    }
}

fn without_comments(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests;
