//! The rules of the page's own `<style>` elements, so far as they decide what is shown.
//!
//! Rules for paper (`@media print`) and for windows of some width are left out; so are selectors that depend on more
//! than names, classes, ids and ancestors. What is left out hides nothing.

use std::collections::HashMap;

use super::css::{self, Look};
use super::names::Attr;
use super::selector::{Compound, compounds};
use super::tree::{Id, Tree};

/// The most rules that are kept; a page has some hundreds.
const MAX_RULES: usize = 20_000;
/// The most rules that are kept for one class, id or name, as each is tried on each such element.
const MAX_RULES_OF_ONE: usize = 64;

#[derive(Debug)]
struct Rule {
    /// From the element itself outwards.
    compounds: Vec<Compound>,
    look: Look,
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
    /// Whether there is a rule for elements of a name.
    tags: [u64; 4],
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

impl Sheet {
    /// Reads the `<style>` elements of a page.
    pub(super) fn read(tree: &Tree<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        for &style in &tree.styles {
            if tree.attr(style, Attr::Media).is_none_or(is_for_screens) {
                sheet.add(&without_comments(&tree.raw_text(style)));
            }
        }
        sheet
    }

    /// Whether there is no rule.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// What the rules say about an element: first the ordinary ones, then those that overrule its own style.
    pub(super) fn look(&self, tree: &Tree<'_>, element: Id) -> (Look, Look) {
        let mut found: Vec<usize> = Vec::new();
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
        if found.is_empty() {
            return (Look::default(), Look::default());
        }
        let mut found: Vec<&Rule> = found
            .into_iter()
            .filter_map(|rule| self.rules.get(rule))
            .filter(|rule| rule.matches(tree, element))
            .collect();
        found.sort_by_key(|rule| rule.rank);
        found.into_iter().fold((Look::default(), Look::default()), |(plain, strong), rule| {
            if rule.look.important {
                (plain, strong.under(rule.look))
            } else {
                (plain.under(rule.look), strong)
            }
        })
    }

    fn add(&mut self, css: &str) {
        let mut rest = css;
        while let Some(open) = rest.find(['{', '}', ';']) {
            let (prelude, block) = rest.split_at(open);
            let prelude =
                prelude.trim_ascii().trim_start_matches("<!--").trim_start_matches("-->").trim_ascii();
            let Some(block) = block.strip_prefix('{') else {
                // The end of a block we went into, or of an `@import`.
                rest = block.get(1..).unwrap_or_default();
                continue;
            };
            if let Some(at_rule) = prelude.strip_prefix('@') {
                let (name, condition) = at_rule.split_at(at_rule.find([' ', '(']).unwrap_or(at_rule.len()));
                rest = match name.to_ascii_lowercase().as_str() {
                    "media" if is_for_screens(condition) => block,
                    "supports" | "layer" => block,
                    _ => after_block(block),
                };
                continue;
            }
            let end = block.find('}').unwrap_or(block.len());
            let (declarations, after) = block.split_at(end);
            rest = after.get(1..).unwrap_or_default();
            let look = css::look(declarations);
            if matters(&look) {
                self.add_rule(prelude, look);
            }
        }
    }

    fn add_rule(&mut self, selectors: &str, look: Look) {
        for selector in selectors.split(',') {
            if self.rules.len() >= MAX_RULES {
                return;
            }
            let Some(compounds) = compounds(selector) else {
                continue;
            };
            let Some(own) = compounds.first() else {
                continue;
            };
            let index = self.rules.len();
            let alike = match (&own.id, own.classes.first(), own.tag) {
                (Some(id), _, _) => self.by_id.entry(id),
                (None, Some(class), _) => self.by_class.entry(class),
                (None, None, Some(tag)) => {
                    add(&mut self.tags, tag as u8);
                    self.by_tag.entry(tag as u8).or_default()
                }
                (None, None, None) => continue,
            };
            if alike.len() >= MAX_RULES_OF_ONE {
                continue;
            }
            alike.push(index);
            let specificity = compounds
                .iter()
                .map(|one| {
                    u32::from(one.id.is_some()) * 10_000
                        + one.classes.len() as u32 * 100
                        + u32::from(one.tag.is_some())
                })
                .sum();
            self.rules.push(Rule { compounds, look, rank: (look.important, specificity, index) });
        }
    }
}

impl Rule {
    fn matches(&self, tree: &Tree<'_>, element: Id) -> bool {
        let Some((own, outer)) = self.compounds.split_first() else {
            return false;
        };
        if !own.matches(tree, element) {
            return false;
        }
        let mut ancestors = tree.ancestors(element);
        // The nearest ancestor that fits is taken; that is exact but for chains that mix `>` and spaces.
        outer.iter().all(|compound| {
            if compound.is_parent {
                ancestors.next().is_some_and(|parent| compound.matches(tree, parent))
            } else {
                ancestors.any(|ancestor| compound.matches(tree, ancestor))
            }
        })
    }
}

/// Whether a rule can change what we read. Ordinary sizes are left out: nearly every rule sets one.
fn matters(look: &Look) -> bool {
    let ordinary = Look { no_size: Some(false), narrow: Some(false), away: None, ..Look::default() };
    !Look { important: false, ..ordinary.under(*look) }.eq(&ordinary)
}

/// Whether a list of media names a screen of any size.
fn is_for_screens(media: &str) -> bool {
    let media = media.trim_ascii().to_ascii_lowercase();
    media.split(',').any(|one| {
        let one = one.trim_ascii();
        let one = one.strip_prefix("only ").unwrap_or(one);
        matches!(one, "" | "all" | "screen")
    })
}

/// What follows the block whose inside begins the text.
fn after_block(block: &str) -> &str {
    let mut depth = 1_usize;
    for (index, byte) in block.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return block.get(index + 1..).unwrap_or_default();
        }
    }
    ""
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
mod tests {
    use super::super::feed;
    use super::super::names::Tag;
    use super::super::tree::ROOT;
    use super::*;

    /// The ids of the elements of a page that the rules of a style hide.
    fn hidden(css: &str, body: &str) -> Vec<String> {
        let page = format!("<style>{css}</style>{body}");
        let tree = feed::parse(&page);
        let all: Vec<Id> = (0..tree.len() as Id).collect();
        let sheet = Sheet::read(&tree);
        assert_eq!(tree.node(ROOT).tag, Tag::Document);
        let gone = |id: &Id| {
            let (plain, strong) = sheet.look(&tree, *id);
            plain.under(strong).is_gone()
        };
        all.iter()
            .filter(|id| gone(id))
            .filter_map(|&id| Some(tree.attr(id, Attr::Id)?.to_string()))
            .collect()
    }

    #[test]
    fn classes_ids_and_names_hide() {
        let body = "<div id=a class='x y'></div><p id=b class=x></p><p id=c></p><p id=d class='Y'></p>";
        assert_eq!(hidden(".x{display:none}", body), ["a", "b"]);
        assert_eq!(hidden("p.x , #c { color:red; display : none }", body), ["b", "c"]);
        assert_eq!(hidden(".x.y{opacity:0}", body), ["a"]);
        assert_eq!(hidden("div{display:none}/* .x{display:none} */", body), ["a"]);
    }

    #[test]
    fn ancestors_count() {
        let body = "<div class=old><p><b id=a class=t></b></p></div><b id=b class=t></b>";
        assert_eq!(hidden(".old .t{display:none}", body), ["a"]);
        assert_eq!(hidden(".old > .t{display:none}", body), [""; 0]);
        assert_eq!(hidden("p>.t{display:none}", body), ["a"]);
        assert_eq!(hidden(".old p>.t{display:none}", body), ["a"]);
    }

    #[test]
    fn paper_small_windows_and_states_do_not_count() {
        let body = "<p id=a class=x></p>";
        for css in [
            "@media print{.x{display:none}}",
            "@media screen and (max-width:600px){.x{display:none}} .y{}",
            ".x:hover{display:none}",
            ".x::before{display:none}",
            ".a + .x{display:none}",
            ".x[data-v]{display:none}",
        ] {
            assert_eq!(hidden(css, body), [""; 0], "{css}");
        }
        for css in [
            "@media screen{.x{display:none}}",
            "@import url(a.css);@font-face{src:url(x)}.x{display:none}",
            "@media print{.y{color:red}.z{}} .x{display:none}",
            "<!-- .x{display:none} -->",
            ".x{display:none",
        ] {
            assert_eq!(hidden(css, body), ["a"], "{css}");
        }
    }

    #[test]
    fn the_stronger_rule_wins() {
        let body = "<div id=a class='tab'></div><div id=b class='tab on'></div>";
        assert_eq!(hidden(".tab.on{display:block}.tab{display:none}", body), ["a"]);
        assert_eq!(hidden(".tab{display:none!important}.on{display:block}", body), ["a", "b"]);
    }
}
