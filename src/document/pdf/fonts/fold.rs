//! Radicals that stand for the hanzi they look like.
//!
//! Fonts give one glyph to a hanzi and to the radical of the same shape, and a producer that looks the glyph up backwards
//! writes the radical (Chromium: ⺠ for 民, ⼾ for 户). Readers of our text must not have to know.

use std::sync::LazyLock;

/// U+2E80..=U+2EF3, CJK Radicals Supplement, by `EquivalentUnifiedIdeograph.txt` of the Unicode Character Database.
const SUPPLEMENT: &str = "\
    ·厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵·旡日月歺母民氵氺灬爫爫丬牛\
    犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑\
    钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// U+2F00..=U+2FD5, Kangxi Radicals, from the same file. Three stand for the form that simplified Chinese prints, since
/// the fonts of these reports give that form the radical's glyph: ⼾ 户, ⾭ 青, ⿈ 黄.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀\
    寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋\
    比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
    缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛\
    辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
    黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Stands in the tables where a code point has no equivalent.
const NONE: char = '·';

static TABLES: LazyLock<[Vec<char>; 2]> =
    LazyLock::new(|| [SUPPLEMENT, KANGXI].map(|table| table.chars().collect()));

/// The hanzi for a radical or a compatibility ideograph; any other character as it is.
pub(in crate::document::pdf) fn fold(ch: char) -> char {
    let code = ch as u32;
    let [supplement, kangxi] = &*TABLES;
    let found = match code {
        0x2E80..=0x2EF3 => supplement.get((code - 0x2E80) as usize),
        0x2F00..=0x2FD5 => kangxi.get((code - 0x2F00) as usize),
        0xF900..=0xFAFF => return compatible(ch),
        _ => return ch,
    };
    found.copied().filter(|&hanzi| hanzi != NONE).unwrap_or(ch)
}

/// The unified hanzi of a compatibility ideograph.
fn compatible(ch: char) -> char {
    use unicode_normalization::UnicodeNormalization;
    let mut folded = std::iter::once(ch).nfc();
    match (folded.next(), folded.next()) {
        (Some(hanzi), None) => hanzi,
        _ => ch,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn radicals_become_hanzi_and_nothing_else_changes() {
        let folded: String = "⼀⼈⺠⻔⼾⻓⾏規7７（".chars().map(fold).collect();
        assert_eq!(folded, "一人民门户长行規7７（");
        assert_eq!(fold('\u{F900}'), '豈');
    }
}
