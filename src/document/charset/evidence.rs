//! How well bytes read as Chinese in an encoding.
//!
//! Reports are written with few characters, over and over. Read in the wrong encoding a text still gives hanzi, but
//! rare ones; so the share of the characters that every report is full of tells the right encoding within a line.

use std::sync::LazyLock;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Characters that reports are full of, simplified and traditional.
const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产\
种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其\
些然前外天政四日社义事平形相全表间样与关各重新线内数正心反明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最\
立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指\
几九区强放决西被干做必战先回则任取据处队给光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改己美\
再采转更单风切打白教速带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需\
段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往历市克何除消\
构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价\
严申请收予答诉讼维持纠审秘密危险护第案卷询项举投类复印刊版册费乡镇街镇厅室函网站微博微信询件数章罚许可强制购\
這個國時來們動過說產種後學經進著當點從業應開還樣與關線內數氣變條沒結問無軍員總設長頭資邊級圖統較將組見計別農幾區強決幹戰則據\
處隊給門規熱領東導壓爭濟階術極聯認權證轉單風帶場車務萬達積議聲報鬥類離華確張馬節話況傳許廣記觀織裝眾書復兒際驗連斷難礦備辦習響\
約勞團歷構稱準號維劃選標寫親養層專狀廠識適屬圓調滿縣參細聽該鐵價嚴請訴訟糾審護詢舉項費鄉鎮廳網購資訊臺覆公開";

/// Marks that Chinese text is full of.
const MARKS: &str = "，。、（）：“”《》";

/// A bit for each of them, by its number.
static BITS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; 1024];
    for c in COMMON.chars().chain(MARKS.chars()) {
        if let Some(word) = bits.get_mut(c as usize / 64) {
            *word |= 1 << (c as usize % 64);
        }
    }
    bits
});

fn is_common(bits: &[u64], c: char) -> bool {
    bits.get(c as usize / 64).is_some_and(|word| word >> (c as usize % 64) & 1 == 1)
}

/// What a sample gives in one encoding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    /// Characters beyond ASCII.
    foreign: i64,
    /// Those of them that reports are full of.
    common: i64,
    /// What cannot be decoded, or stands for a character that only its writer had.
    broken: i64,
}

impl Evidence {
    /// Reads a sample in an encoding.
    pub(super) fn of(encoding: &'static Encoding, sample: &[u8]) -> Evidence {
        Evidence::in_text(encoding, &encoding.decode_without_bom_handling(sample).0)
    }

    /// What a sample gives that was decoded to `text`.
    pub(super) fn in_text(encoding: &'static Encoding, text: &str) -> Evidence {
        let mut evidence = Evidence { foreign: 0, common: 0, broken: 0 };
        let bits = BITS.as_slice();
        for c in text.chars().filter(|c| !c.is_ascii()) {
            // Three bytes that are UTF-8 by accident are rare, whatever character they give.
            let by_form = encoding == UTF_8 && c >= '\u{800}';
            evidence.foreign += 1;
            if is_common(bits, c) {
                evidence.common += 1;
            } else if matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}') {
                evidence.broken += 1;
            } else if by_form {
                evidence.common += 1;
            }
        }
        evidence
    }

    /// The higher, the better it reads.
    pub(super) fn score(self) -> i64 {
        self.common - 2 * self.broken
    }

    /// Whether a good part of it is plain Chinese.
    pub(super) fn is_chinese(self) -> bool {
        self.score() > 0 && self.common * 4 >= self.foreign
    }
}

/// Whether a text that came out of GB 18030 without a fault plainly is Chinese wherever it is looked at, so that no other
/// encoding can read it better. Looks at places from its beginning to its end, for pages are put together from pieces in
/// several encodings; `false` says nothing.
pub(super) fn is_plain_throughout(text: &str) -> bool {
    const PLACES: usize = 16;
    const LENGTH: usize = 256;
    /// Of so few characters no share can be told.
    const FEW: i64 = 16;
    const ENOUGH: i64 = 200;
    let step = text.len() / PLACES;
    if step < LENGTH {
        return false;
    }
    let mut common = 0;
    for place in 0..PLACES {
        let start = text.floor_char_boundary(place * step);
        let end = text.floor_char_boundary(start + LENGTH);
        let evidence = Evidence::in_text(GB18030, text.get(start..end).unwrap_or_default());
        let plain = evidence.foreign < FEW || evidence.common * 2 >= evidence.foreign;
        if evidence.broken > 0 || !plain {
            return false;
        }
        common += evidence.common;
    }
    common >= ENOUGH
}

/// The highest scores that a sample can have in UTF-8 and in Big5: a character takes three bytes beyond ASCII or more in
/// the one, two or one with one of ASCII behind it in the other.
pub(super) fn at_most(sample: &[u8]) -> (i64, i64) {
    let (mut utf8, mut big5) = (0, 0);
    for run in sample.split(u8::is_ascii) {
        utf8 += run.len() / 3;
        big5 += run.len().div_ceil(2);
    }
    (utf8 as i64, big5 as i64)
}

/// How many bytes are looked at for UTF-16.
const UTF16_SAMPLE: usize = 8192;

/// The UTF-16 in which bytes without a mark are: nearly every unit is a character that reports have, and digits, line
/// ends or tags leave their NULs.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (units, _) = bytes.get(..bytes.len().min(UTF16_SAMPLE))?.as_chunks::<2>();
    let nuls = memchr::memchr_iter(0, units.as_flattened()).count();
    if units.len() < 2 || nuls * 50 < units.len() * 2 {
        return None;
    }
    let plausible = |read: fn([u8; 2]) -> u16| units.iter().filter(|unit| is_plausible(read(**unit))).count();
    let (le, be) = (plausible(u16::from_le_bytes), plausible(u16::from_be_bytes));
    let (best, encoding) = if le >= be { (le, UTF_16LE) } else { (be, UTF_16BE) };
    (best * 100 >= units.len() * 95).then_some(encoding)
}

/// Whether a UTF-16 unit is one that Chinese text or markup has.
pub(super) fn is_plausible(unit: u16) -> bool {
    matches!(unit,
        0x09..=0x0D | 0x20..=0x7E | 0xA0 | 0xB7 | 0x2010..=0x2030 | 0x2460..=0x257F | 0x3000..=0x3020
        | 0x4E00..=0x9FA5 | 0xFF00..=0xFF5E)
}
