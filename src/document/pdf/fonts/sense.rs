//! Whether what a font says is text: a file was written anew by a program that lost which code of its fonts is which character, or names
//! a map of characters that is not its own, and what its codes seem to say is taken for text by every reader.
//!
//! A text of some length cannot do without the commonest characters of its script. Where they are missing, or where all codes say the
//! same, nothing in it is what it seems, and only a picture of the page shows what was meant.

/// Scripts: characters of which every text in it is full, whatever it is about, and the least part of it that they are. In reports of
/// agencies a fifth of the hanzi are among these, in either script; in texts of the others they are about half.
const SCRIPTS: [(&str, f32); 3] = [
    ("的一是在不有和人中大上以用出公政府部工作法本年月日及第二三十行信息主要其他", 0.02),
    ("のにはをたがでてとしれさいるなかもっくらンーイス", 0.4),
    ("이다는의에을가하로고지한기도사를서자일정대인으은시", 0.1),
];

/// So many characters of a script at least say something.
const LEAST: u32 = 100;

/// So many common ones make a text, however long it is.
const ENOUGH: u32 = 40;

/// This part of another script makes a text of another language, if it is one.
const OTHER_SCRIPT: f32 = 0.1;

/// So many Latin letters at least say something.
const LEAST_LATIN: u32 = 200;

/// In words a capital does not follow a small letter; of letters drawn at random every fourth pair is such.
const CAPITALS: f32 = 0.15;

/// Signs that no text is full of, and the part of them that none has.
const SIGNS: &str = "!\"#$&'*+;<=>?@[\\]^_`{|}~";
const MOST_SIGNS: f32 = 0.25;

/// Latin letters among so many hanzi are those of a Chinese text.
const FEW_LATIN: u32 = 2;

/// The part of accented letters and signs that no language has: hanzi taken byte by byte.
const ACCENTS: f32 = 0.5;

/// So many codes that say no more than so many characters say nothing.
const CODES: usize = 8;
const SAME: usize = 2;

/// What characters there are in a text.
#[derive(Debug, Default, Clone)]
pub(in crate::document::pdf) struct Tally {
    /// Characters of each script, and the common ones among them.
    scripts: [(u32, u32); 3],
    letters: u32,
    accents: u32,
    signs: u32,
    /// Letters that follow one another, and capitals that follow a small letter.
    pairs: (u32, u32),
    before: char,
    /// The first codes met, and what they say.
    codes: Vec<(u32, char)>,
}

impl Tally {
    /// Counts a character and the code that says it.
    pub(in crate::document::pdf) fn add(&mut self, ch: char, code: u32) {
        if self.is_known() {
            return;
        }
        let before = std::mem::replace(&mut self.before, ch);
        let script = match ch {
            '0'..='9' => return self.note(ch, code),
            'A'..='Z' | 'a'..='z' => {
                self.letters += 1;
                self.pairs.0 += u32::from(before.is_ascii_alphabetic());
                self.pairs.1 += u32::from(before.is_ascii_lowercase() && ch.is_ascii_uppercase());
                return self.note(ch, code);
            }
            '!'..='~' if SIGNS.contains(ch) => {
                self.signs += 1;
                return;
            }
            '\u{a1}'..='\u{ff}' => {
                self.accents += 1;
                return;
            }
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => 0,
            '\u{3040}'..='\u{30ff}' => 1,
            '\u{ac00}'..='\u{d7af}' => 2,
            _ => return,
        };
        self.note(ch, code);
        if let (Some((all, common)), Some((known, _))) = (self.scripts.get_mut(script), SCRIPTS.get(script)) {
            *all += 1;
            *common += u32::from(known.contains(ch));
        }
    }

    fn note(&mut self, ch: char, code: u32) {
        if self.codes.len() < CODES && !self.codes.iter().any(|(known, _)| *known == code) {
            self.codes.push((code, ch));
        }
    }

    /// Whether it is known what it is, so that no more need be counted.
    pub(in crate::document::pdf) fn is_known(&self) -> bool {
        self.is_text() && self.codes.len() >= CODES
    }

    fn is_text(&self) -> bool {
        let [(_, common), ..] = self.scripts;
        common >= ENOUGH
    }

    /// Whether it cannot be what was meant.
    pub(in crate::document::pdf) fn is_nonsense(&self) -> bool {
        self.says_one_thing() || !self.is_text() && (self.is_no_language() || self.is_no_latin())
    }

    fn says_one_thing(&self) -> bool {
        let mut said: Vec<char> = self.codes.iter().map(|(_, ch)| *ch).collect();
        said.sort_unstable();
        said.dedup();
        self.codes.len() == CODES && said.len() <= SAME
    }

    fn is_no_language(&self) -> bool {
        let most = self.scripts.iter().map(|(all, _)| *all).max().unwrap_or_default();
        let shares = || self.scripts.iter().zip(SCRIPTS).map(|(own, (_, least))| (*own, least));
        let is_sound = |((all, common), least): ((u32, u32), f32)| common as f32 >= least * all as f32;
        let counts =
            |((all, _), _): &((u32, u32), f32)| *all > 0 && *all as f32 >= OTHER_SCRIPT * most as f32;
        most >= LEAST && !shares().filter(counts).any(is_sound)
    }

    fn is_no_latin(&self) -> bool {
        let all = (self.letters + self.accents + self.signs) as f32;
        let hanzi: u32 = self.scripts.iter().map(|(all, _)| *all).sum();
        let (pairs, rises) = self.pairs;
        all >= LEAST_LATIN as f32
            && all > (FEW_LATIN * hanzi) as f32
            && (self.accents as f32 >= ACCENTS * all
                || self.signs as f32 >= MOST_SIGNS * all
                || rises as f32 >= CAPITALS * pairs.max(1) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_nonsense(text: &str) -> bool {
        let mut tally = Tally::default();
        for _ in 0..1 + 3 * LEAST_LATIN as usize / text.chars().count() {
            text.chars().for_each(|ch| tally.add(ch, ch as u32));
        }
        tally.is_nonsense()
    }

    #[test]
    fn only_characters_that_make_no_language_are_nonsense() {
        for text in [
            "䮩䪣㨋鰋䫏鯺㮄顜鋑銄騬㡄㩾䅍㪦钑㱻頚㬊㧮鏅㩾㪰㺲鳵",
            "ÕþÎñ¹«¿ªÐÅÏ¢ÄêÃÅ»§Íø",
            "eNtuVpWqRzAbXcQdYsKmLoPi",
            "v} mS:Ql[ \\@ R6N 2^t^ e?^ O墇oQl_ h9cn N-SNN槌 QqT V gaO",
            "걁걉검겁걑겉겑걙걡게",
        ] {
            assert!(is_nonsense(text), "{text}");
        }
        for text in [
            "本机关全年收到申请三件，均已按期答复，没有因此引起的复议和诉讼。",
            "臺北市政府資訊公開及檔案應用統計表",
            "国家公務員制度の概要及び運営状況について",
            "鲁迅、茅盾、巴金、老舍，都是现代文学的大家。",
            "规章行政规范性文件制发件数废止件数现行有效件数",
            "Annual report on the disclosure of government information",
            "정보공개 제도의 운영에 관한 연차 보고서를 다음과 같이 공표한다",
        ] {
            assert!(!is_nonsense(text), "{text}");
        }
        assert!(!is_nonsense("12 0 0 3"));
    }

    #[test]
    fn many_codes_that_say_one_thing_say_nothing() {
        let says = |say: fn(u32) -> char, codes: u32| {
            let mut tally = Tally::default();
            (0..codes).for_each(|code| tally.add(say(code), code));
            tally.is_nonsense()
        };
        assert!(says(|_| '一', 9) && says(|_| '0', 9));
        assert!(!says(|_| '0', 3), "the same figure in two widths, and once more");
        assert!(!says(|code| char::from(b'0' + code as u8), 9));
    }
}
