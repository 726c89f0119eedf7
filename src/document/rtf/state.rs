//! What holds in a group, and what the characters of each font are written in.

use crate::document::typed::Type;
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// What holds in a group; groups in it begin with the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) dest: Dest,
    /// How many bytes stand for a character of Unicode, for programs that do not know it.
    pub(super) fallback: usize,
    pub(super) font: Option<i32>,
    pub(super) hidden: bool,
    pub(super) struck: bool,
    /// White type, or type of which only a dot is seen.
    pub(super) pale: bool,
    pub(super) tiny: bool,
    pub(super) of: Type,
    /// Where the text of the group around goes, if this one only holds a form of it for older programs.
    pub(super) around: Dest,
    /// In how many tables the paragraph stands.
    pub(super) depth: usize,
    pub(super) heading: bool,
}

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dest {
    Body,
    Title,
    Fonts,
    Colours,
    /// A box over the text.
    Shape,
    /// It is not shown.
    Nowhere,
}

impl State {
    pub(super) const START: State = State {
        dest: Dest::Body,
        fallback: 1,
        font: None,
        hidden: false,
        struck: false,
        pale: false,
        tiny: false,
        of: Type { is_raised: false, is_lowered: false, size: 0, is_doubtful: false },
        around: Dest::Body,
        depth: 0,
        heading: false,
    };

    /// Forgets the look of characters.
    pub(super) fn plain(&mut self) {
        (self.hidden, self.font, self.of) = (false, None, Type::default());
        (self.pale, self.tiny, self.struck) = (false, false, false);
    }
}

/// Groups whose text is not shown, or is no text.
pub(super) fn is_hidden(word: &str) -> bool {
    matches!(
        word,
        "stylesheet"
            | "info"
            | "pict"
            | "object"
            | "header"
            | "headerl"
            | "headerr"
            | "headerf"
            | "footer"
            | "footerl"
            | "footerr"
            | "footerf"
            | "footnote"
            | "annotation"
            | "nonesttables"
            | "shprslt"
            | "pntext"
            | "listtext"
            | "xe"
            | "tc"
            | "rxe"
    )
}

/// The encodings of a document.
#[derive(Debug, Default)]
pub(super) struct Encodings {
    page: Option<&'static Encoding>,
    default: Option<i32>,
    fonts: Vec<(i32, &'static Encoding)>,
}

/// No document has more fonts.
const MAX_FONTS: usize = 4_096;

impl Encodings {
    pub(super) fn set_page(&mut self, page: i32) {
        self.page = match page {
            936 | 54936 => Some(GB18030),
            950 => Some(BIG5),
            932 => Some(SHIFT_JIS),
            949 => Some(EUC_KR),
            65001 => Some(UTF_8),
            _ => None,
        };
    }

    pub(super) fn set_default(&mut self, font: i32) {
        self.default = Some(font);
    }

    /// Takes in the character set of a font.
    pub(super) fn set_font(&mut self, font: i32, set: i32) {
        let encoding = match set {
            134 => GB18030,
            136 => BIG5,
            128 => SHIFT_JIS,
            129 => EUC_KR,
            _ => return,
        };
        if self.fonts.len() < MAX_FONTS {
            self.fonts.push((font, encoding));
        }
    }

    /// What some bytes say.
    pub(super) fn decode(&self, bytes: &[u8], font: Option<i32>) -> String {
        let of_font = |font: i32| self.fonts.iter().rfind(|(known, _)| *known == font);
        let told = font.or(self.default).and_then(of_font).map(|(_, encoding)| *encoding).or(self.page);
        // A western font may hold hanzi all the same: the font for them is named elsewhere.
        let (text, wrong) = told.unwrap_or(GB18030).decode_without_bom_handling(bytes);
        if told.is_none() && wrong { WINDOWS_1252.decode(bytes).0.into_owned() } else { text.into_owned() }
    }
}
