//! What a person who looks at the page sees of an element.

use std::cell::OnceCell;

use super::css::{Display, Ink, Look, Paper, Shift, TINY};
use super::filled::Filled;
use super::names::{Attr, Tag};
use super::pale;
use super::reveal::Revealed;
use super::sheet::Sheets;
use super::tree::{Id, Span, Tree};

/// The tree with its styles: answers how each element looks.
#[derive(Debug)]
pub(super) struct Sight<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) sheets: Sheets,
    revealed: Revealed,
    /// What scripts write to, read when a cell first asks.
    filled: OnceCell<Filled>,
    /// Whether some of the page is written in a colour that may not be seen.
    pale: bool,
    /// Whether other style sheets may colour what is behind it.
    is_styled_elsewhere: bool,
    /// Styles read lately: pages repeat a few of them on every cell.
    memo: [(Span, Look); MEMO],
}

/// How many styles are remembered.
const MEMO: usize = 16;

/// Inherited properties that make text invisible until a descendant says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Veil {
    invisible: bool,
    struck: bool,
    /// The size of type, in tenths of a pixel.
    size: u16,
    ink: Ink,
    /// What is behind the text, where that is said: otherwise the white of the page, unless other sheets colour it.
    paper: Option<Paper>,
    is_styled_elsewhere: bool,
    shift: Shift,
    doubtful: bool,
    /// The children stand side by side, each a block of its own.
    pub(super) parts: bool,
    /// Line breaks and runs of spaces are kept.
    pub(super) preformatted: bool,
}

/// The size of type where none is said, in tenths of a pixel.
const USUAL: u16 = 160;

/// What is small by its name alone is no smaller.
const LEAST: u16 = 60;

impl Default for Veil {
    fn default() -> Veil {
        Veil {
            invisible: false,
            struck: false,
            size: USUAL,
            ink: Ink::Plain,
            paper: None,
            is_styled_elsewhere: false,
            shift: Shift::No,
            doubtful: false,
            parts: false,
            preformatted: false,
        }
    }
}

impl Veil {
    /// Whether text is not seen under it.
    pub(super) fn hides(self) -> bool {
        self.invisible || self.struck || self.size < TINY || self.is_unseen()
    }

    /// Whether text under it is seen, struck out.
    pub(super) fn strikes(self) -> bool {
        self.struck && !Veil { struck: false, ..self }.hides()
    }

    /// Whether text has the colour of what is behind it.
    fn is_unseen(self) -> bool {
        match self.ink {
            Ink::Clear => true,
            Ink::Pale if self.paper.is_none() => !self.is_styled_elsewhere,
            Ink::Pale => self.paper == Some(Paper::Pale),
            Ink::Plain => false,
        }
    }

    /// Whether it is not known if text is seen under it: browsers may set a least size, and the ground may be dark.
    pub(super) fn is_doubtful(self) -> bool {
        let may_be_seen = self.ink == Ink::Pale && self.paper != Some(Paper::Dark) && !self.is_unseen();
        self.doubtful || may_be_seen || (1..TINY).contains(&self.size)
    }

    /// Whether type under it is set apart from type under another one: of another size, higher, or moved.
    pub(super) fn differs(self, other: Veil) -> bool {
        let (small, large) = (self.size.min(other.size), self.size.max(other.size));
        self.shift != other.shift || u32::from(small) * 100 < u32::from(large) * 85
    }

    /// Whether type under it stands above the line.
    pub(super) fn lifts(self) -> bool {
        self.shift == Shift::Up
    }

    /// The veil over the content of an element.
    pub(super) fn over(self, tag: Tag, look: &Look) -> Veil {
        let percent = match tag {
            Tag::Small | Tag::Sub | Tag::Sup => 83,
            _ => 100,
        };
        let least = self.size.min(LEAST);
        let usual = ((u32::from(self.size) * percent / 100) as u16).max(least);
        let shift = if tag == Tag::Sub { Shift::Down } else { self.shift };
        Veil {
            invisible: look.visible.map_or(self.invisible, |visible| !visible),
            struck: self.struck || look.struck || matches!(tag, Tag::Del | Tag::S | Tag::Strike),
            size: look.size.map_or(usual, |size| size.within(self.size)),
            ink: look.ink.unwrap_or(self.ink),
            paper: look.paper.or(self.paper),
            is_styled_elsewhere: self.is_styled_elsewhere,
            shift: if look.shift == Shift::No { shift } else { look.shift },
            doubtful: self.doubtful || look.doubtful || tag == Tag::Bdo,
            parts: matches!(look.display, Some(Display::Flex | Display::Grid)),
            preformatted: self.preformatted || look.preformatted || tag.is_preformatted(),
        }
    }
}

impl<'t> Sight<'t> {
    /// Looks at a page.
    pub(super) fn new(tree: &'t Tree<'t>) -> Sight<'t> {
        let plain = (Span::default(), Look::default());
        let pale = pale::is_mentioned(tree.source());
        Sight {
            tree,
            sheets: Sheets::read(tree, pale),
            revealed: Revealed::default(),
            filled: OnceCell::new(),
            pale,
            is_styled_elsewhere: pale && pale::is_styled_elsewhere(tree.source()),
            memo: [plain; MEMO],
        }
    }

    /// The veil over the page.
    pub(super) fn veil(&self) -> Veil {
        Veil { is_styled_elsewhere: self.is_styled_elsewhere, ..Veil::default() }
    }

    /// How an element looks by its own style and the rules for it.
    pub(super) fn look(&mut self, id: Id) -> Look {
        let tree = self.tree;
        let tag = tree.tag(id);
        let attrs = tree.attrs(id);
        if attrs.is_empty() && self.sheets.looks.is_empty() {
            return Look::default();
        }
        if matches!(tag, Tag::Html | Tag::Body | Tag::Document) {
            // Pages that hide themselves until their script has run.
            let paper = if self.pale { self.said(id, tag).paper } else { None };
            return Look { paper, ..Look::default() };
        }
        let mut own = self.said(id, tag);
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

    /// What the style of an element and the rules for it say.
    fn said(&mut self, id: Id, tag: Tag) -> Look {
        let tree = self.tree;
        let attrs = tree.attrs(id);
        let mut own = Look::default();
        for (attr, span) in attrs {
            match attr {
                Attr::Style => own = own.under(self.style(*span)),
                // `display` in the style overrules it; in a rule it may, too, but then the author has both.
                Attr::Hidden if own.display.is_none() => own.display = Some(Display::None),
                _ => {}
            }
        }
        if tag == Tag::Font && own.size.is_none() {
            own.size = tree.attr(id, Attr::Size).and_then(pale::font_size);
        }
        if self.pale {
            pale::of_attributes(tree, id, &mut own);
        }
        if self.sheets.looks.is_empty() {
            return own;
        }
        let (plain, strong) = self.sheets.looks.look(tree, id);
        if own.important { plain.under(strong).under(own) } else { plain.under(own).under(strong) }
    }

    /// Whether a script takes an element by its name, to write to it or not.
    pub(super) fn is_named(&self, id: Id) -> bool {
        self.tree.attr(id, Attr::Id).is_some() && self.filled().names(self.tree, id)
    }

    /// Whether a script writes to an element, so far as can be told.
    pub(super) fn fills(&self, id: Id) -> bool {
        self.is_named(id) || self.filled().covers(self.tree, id)
    }

    fn filled(&self) -> &Filled {
        self.filled.get_or_init(|| Filled::read(self.tree))
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
        let (sheets, pale) = (&self.sheets, self.pale);
        let read = || {
            let look = sheets.look(style);
            if pale { look } else { Look { ink: None, paper: None, ..look } }
        };
        let Some((known, look)) = self.memo.get_mut(sample % MEMO) else {
            return read();
        };
        if self.tree.str(*known) != style {
            *look = read();
            *known = span;
        }
        *look
    }
}
