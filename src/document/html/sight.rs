//! What a person who looks at the page sees of an element.

use super::css::{self, Display, Look};
use super::names::{Attr, Tag};
use super::reveal::Revealed;
use super::sheet::Sheet;
use super::tree::{Id, Span, Tree};

/// The tree with its styles: answers how each element looks.
#[derive(Debug)]
pub(super) struct Sight<'t> {
    pub(super) tree: &'t Tree<'t>,
    sheet: Sheet,
    revealed: Revealed,
    /// Styles read lately: pages repeat a few of them on every cell.
    memo: [(Span, Look); MEMO],
}

/// How many styles are remembered.
const MEMO: usize = 16;

/// Inherited properties that make text invisible until a descendant says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Veil {
    invisible: bool,
    no_size: bool,
    struck: bool,
    /// The children stand side by side, each a block of its own.
    pub(super) parts: bool,
    /// Line breaks and runs of spaces are kept.
    pub(super) preformatted: bool,
}

impl Veil {
    /// Whether text is not seen under it.
    pub(super) fn hides(self) -> bool {
        self.invisible || self.no_size || self.struck
    }

    /// The veil over the content of an element.
    pub(super) fn over(self, tag: Tag, look: &Look) -> Veil {
        Veil {
            invisible: look.visible.map_or(self.invisible, |visible| !visible),
            no_size: look.no_size.unwrap_or(self.no_size),
            struck: self.struck || look.struck || matches!(tag, Tag::Del | Tag::S | Tag::Strike),
            parts: matches!(look.display, Some(Display::Flex | Display::Grid)),
            preformatted: self.preformatted || look.preformatted || tag.is_preformatted(),
        }
    }
}

impl<'t> Sight<'t> {
    /// Looks at a page.
    pub(super) fn new(tree: &'t Tree<'t>) -> Sight<'t> {
        let plain = (Span::default(), Look::default());
        Sight { tree, sheet: Sheet::read(tree), revealed: Revealed::default(), memo: [plain; MEMO] }
    }

    /// How an element looks by its own style and the rules for it.
    pub(super) fn look(&mut self, id: Id) -> Look {
        let tree = self.tree;
        let tag = tree.tag(id);
        let attrs = tree.attrs(id);
        if attrs.is_empty() && self.sheet.is_empty() {
            return Look::default();
        }
        if matches!(tag, Tag::Html | Tag::Body | Tag::Document) {
            // Pages that hide themselves until their script has run.
            return Look::default();
        }
        let mut own = Look::default();
        for (attr, span) in attrs {
            match attr {
                Attr::Style => own = own.under(self.style(*span)),
                // `display` in the style overrules it; in a rule it may, too, but then the author has both.
                Attr::Hidden if own.display.is_none() => own.display = Some(Display::None),
                _ => {}
            }
        }
        if !self.sheet.is_empty() {
            let (plain, strong) = self.sheet.look(tree, id);
            own = if own.important { plain.under(strong).under(own) } else { plain.under(own).under(strong) };
        }
        let is_veiled = own.visible == Some(false) || own.clear == Some(true);
        if is_veiled && self.revealed.is_revealed(tree, id) {
            (own.visible, own.clear) = (None, None);
        }
        // Table parts grow to their content whatever width they are given.
        let may_shrink = !matches!(tag, Tag::Td | Tag::Th | Tag::Tr | Tag::Table | Tag::Tbody | Tag::Img);
        if own.narrow == Some(true) && may_shrink {
            own.away = Some(true);
        }
        own
    }

    /// Whether an element and all in it is not shown.
    pub(super) fn is_gone(&mut self, id: Id) -> bool {
        let tag = self.tree.tag(id);
        tag.is_silent() || (tag != Tag::Text && self.look(id).is_gone())
    }

    fn style(&mut self, span: Span) -> Look {
        let style = self.tree.str(span);
        let bytes = style.as_bytes();
        let sample = bytes.len() + bytes.get(bytes.len() / 2).copied().map_or(0, usize::from);
        let Some((known, look)) = self.memo.get_mut(sample % MEMO) else {
            return css::look(style);
        };
        if self.tree.str(*known) != style {
            *look = css::look(style);
            *known = span;
        }
        *look
    }
}
