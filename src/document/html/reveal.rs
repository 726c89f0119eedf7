//! Elements that are invisible until a script of the page shows them, as soon as it has loaded.

use memchr::memmem;

use super::names::{Attr, Tag};
use super::tree::{Id, Tree};

/// How many elements of a page are looked for in its scripts.
const MOST: usize = 16;
/// How far behind the name of an element the word stands that shows it.
const REACH: usize = 60;

/// What the scripts were searched for, and whether they show it.
#[derive(Debug, Default)]
pub(super) struct Revealed {
    asked: Vec<(Id, bool)>,
}

impl Revealed {
    /// Whether a script takes the `visibility: hidden` or `opacity: 0` off an element.
    pub(super) fn is_revealed(&mut self, tree: &Tree<'_>, element: Id) -> bool {
        if let Some((_, is_revealed)) = self.asked.iter().find(|(id, _)| *id == element) {
            return *is_revealed;
        }
        let Some(name) = tree.attr(element, Attr::Id).filter(|name| !name.is_empty()) else {
            return false;
        };
        if self.asked.len() >= MOST {
            return false;
        }
        // The script of articles on WeChat lies in a file of its own.
        let is_revealed = name == "js_content" || is_shown_by_script(tree, name);
        self.asked.push((element, is_revealed));
        is_revealed
    }
}

fn is_shown_by_script(tree: &Tree<'_>, name: &str) -> bool {
    let finder = memmem::Finder::new(name);
    let scripts = tree.stores.iter().filter(|&&store| tree.tag(store) == Tag::Script);
    scripts.flat_map(|&script| tree.children(script)).any(|text| {
        let text = tree.text(text);
        finder.find_iter(text.as_bytes()).any(|at| {
            let before = text.get(..at).unwrap_or_default();
            let after = text.as_bytes().get(at + name.len()..).unwrap_or_default();
            let after = after.get(..REACH.min(after.len())).unwrap_or_default();
            let is_named = ["ById(\"", "ById('", "(\"#", "('#"].iter().any(|call| before.ends_with(call));
            let shows = |word: &str| memmem::find(after, word.as_bytes()).is_some();
            is_named
                && [".style.visibility", ".style.opacity", ".css(", ".show(", ".fadeIn("]
                    .into_iter()
                    .any(shows)
        })
    })
}
