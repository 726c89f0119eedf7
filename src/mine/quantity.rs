//! Quantities in a folded sentence: a number, Arabic or Chinese, with its counter and what makes it a bound.
//!
//! Dates, articles, numbers of documents, telephone numbers, times and orders are none. What may be read in two ways is
//! left out rather than guessed.

mod place;

use rust_decimal::Decimal;

use super::numeral::{arabic, chinese, chinese_digit, is_chinese_digit, numeral_length};
use super::words::{Counted, Side, Words};
use place::{bare, ends_there, is_in_title};

/// A quantity and where it stands, bound words and counter included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Decimal,
    /// As printed, or the sign for percent where it is written 百分之; empty if none is printed.
    pub(super) counter: String,
    pub(super) counted: Option<Counted>,
    /// `approx`, `at_least`, `at_most` or nothing.
    pub(super) bound: &'static str,
}

/// A year, and where it stands with the word 年.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) year: u16,
}

/// Characters that stand between the two ends of a range.
const RANGE: [char; 7] = ['-', '—', '–', '~', '～', '至', '到'];
/// Before a number it announces one, but between two it makes them a time or a ratio: 8:30.
const COLON: [char; 2] = ['：', ':'];
/// Before a Chinese numeral these make it a part of a word: 同一件, 数十家, 上百次.
const TIED: [char; 26] = [
    '同', '每', '逐', '某', '任', '这', '那', '哪', '首', '其', '唯', '统', '数', '几', '上', '第', '之',
    '专', '单', '合', '万', '若', '初', '跑', '前', '微',
];

/// All quantities and years of a sentence, in order.
pub(super) fn scan(text: &str, words: &Words) -> (Vec<Quantity>, Vec<Year>) {
    let (mut quantities, mut years) = (Vec::new(), Vec::new());
    let mut at = 0;
    let mut ordinal_until = None;
    let titles = text.contains('《');
    while let Some(found) = next_number(text, at) {
        at = found.end;
        // 《优化营商环境87项措施》.
        if titles && is_in_title(text, found.start) {
            continue;
        }
        let Some(number) = found.number else { continue };
        let rest = text.get(found.end..).unwrap_or_default();
        if let Some(year) = year(text, &found, rest) {
            at = year.end;
            years.push(year);
            continue;
        }
        let before = text.get(..found.start).unwrap_or_default();
        let chained = ordinal_until
            .and_then(|end| text.get(end..found.start))
            .is_some_and(|between| between.len() <= 12 && between.ends_with(['、', '和', '及', '至', '与']));
        if before.ends_with('第') || chained {
            ordinal_until = Some(found.end + counter_of(rest, words).map_or(0, |(counter, _)| counter.len()));
            continue;
        }
        if !found.chinese
            && before.ends_with(|c: char| {
                c.is_ascii_alphabetic() || matches!(c, '〔' | '[' | '/' | ':' | '：' | '×' | '*' | '#' | '-')
            })
            && (!before.ends_with(COLON)
                || before.trim_end_matches(COLON).ends_with(|c: char| c.is_ascii_digit()))
        {
            continue;
        }
        if let Some(quantity) = quantity(text, &found, number, words) {
            at = quantity.end;
            quantities.push(quantity);
        }
    }
    (quantities, years)
}

struct Found {
    start: usize,
    end: usize,
    number: Option<Decimal>,
    chinese: bool,
    percent: bool,
}

/// The next run of digits or Chinese numerals from a place on.
fn next_number(text: &str, from: usize) -> Option<Found> {
    let rest = text.get(from..)?;
    let (offset, first) = rest.char_indices().find(|(_, c)| c.is_ascii_digit() || is_chinese_digit(*c))?;
    let start = from + offset;
    let tail = text.get(start..)?;
    if first.is_ascii_digit() {
        let (length, number) = arabic(tail);
        return Some(Found { start, end: start + length, number, chinese: false, percent: false });
    }
    let percent = "百分之";
    if let Some(after) = tail.strip_prefix(percent) {
        let length = numeral_length(after);
        let number = chinese(after.get(..length)?);
        return Some(Found {
            start,
            end: start + percent.len() + length,
            number,
            chinese: true,
            percent: true,
        });
    }
    let mut length = numeral_length(tail);
    if tail.get(length..).is_some_and(|rest| rest.starts_with('元')) {
        // 三十万元 counts in 万元, as 30万元 does.
        let numeral = tail.get(..length).unwrap_or_default();
        length = numeral.trim_end_matches(['万', '亿']).len();
    }
    Some(Found {
        start,
        end: start + length,
        number: chinese(tail.get(..length)?),
        chinese: true,
        percent: false,
    })
}

/// A year with 年 behind it, or the first of two.
fn year(text: &str, found: &Found, rest: &str) -> Option<Year> {
    let number = found.number.filter(|number| number.scale() == 0)?;
    let year: u16 = number.mantissa().try_into().ok().filter(|year| (1978..=2100).contains(year))?;
    // 2024共收到12件, 2022结转件.
    let begins =
        || text.get(..found.start).is_none_or(|before| before.is_empty() || before.ends_with(['。', '；']));
    let end = if let Some(after) = rest.strip_prefix("年") {
        found.end + "年".len() + if after.starts_with('度') { "度".len() } else { 0 }
    } else if !found.chinese && (rest.starts_with('共') && begins() || rest.starts_with("结转")) {
        found.end
    } else {
        let second = rest.strip_prefix(RANGE)?;
        let digits = second.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        second.get(digits.len()..)?.starts_with('年').then_some(found.end)?
    };
    (found.end - found.start >= 4 && text.get(found.start..found.end).is_some()).then_some(Year {
        start: found.start,
        end,
        year,
    })
}

/// The longest counter that a text begins with.
fn counter_of(text: &str, words: &Words) -> Option<(&'static str, Counted)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return None;
    }
    // 余3件次年继续办理.
    words.counter(if text.starts_with("件次年") { "件" } else { text })
}

fn quantity(text: &str, found: &Found, mut value: Decimal, words: &Words) -> Option<Quantity> {
    let before = text.get(..found.start)?;
    let tail = text.get(found.start..)?;
    if found.chinese && !found.percent {
        let printed = text.get(found.start..found.end)?;
        let masked = words.is_no_figure(tail);
        let round = matches!(printed, "百" | "千") && !before.ends_with(['近', '超', '过', '逾', '足', '到']);
        // 没有一件申请逾期: not one.
        let denies = |text: &str| ["没有", "未", "无"].iter().any(|word| text.ends_with(word));
        let verbs = ["发生", "出现", "产生", "收到", "接到", "有"];
        let behind_verb = || verbs.iter().find_map(|verb| before.strip_suffix(verb)).is_some_and(denies);
        let none = value == Decimal::ONE && (denies(before) || behind_verb());
        // 上百次, but 网上一百零四件.
        let tied = before.ends_with(TIED) && (printed.starts_with(['百', '千']) || !before.ends_with("网上"));
        // 加在一起是74件: together.
        let together = printed == "一" && tail.starts_with("一起") && before.ends_with(['在', '到']);
        if masked || tied || round || none || together {
            return None;
        }
    }
    // 一式3份 says how often it was copied, 不等于100% what a sum should be.
    if before.ends_with("一式") || before.ends_with("等于") {
        return None;
    }
    let mut bound = "";
    let mut start = found.start;
    if let Some((word, means)) = words.bound(Side::Before, before) {
        (bound, start) = (means, found.start - word.len());
    } else if let Some(share) = before.strip_suffix("占") {
        // 约占36%.
        bound = words.bound(Side::Before, share).map_or("", |(_, means)| means);
    }
    let mut end = found.end;
    let rest = |end: usize| text.get(end..).unwrap_or_default();
    let mut take_bound = |end: &mut usize, side| {
        if let Some((word, means)) = words.bound(side, rest(*end)) {
            *end += word.len();
            bound = means;
        }
    };
    if found.percent {
        take_bound(&mut end, Side::End);
        let counted = Some(Counted::Percent);
        return Some(Quantity { start, end, value, counter: "%".to_string(), counted, bound });
    }
    take_bound(&mut end, Side::After);
    let mut scaled = false;
    if !rest(end).starts_with("万元") && !rest(end).starts_with("亿元") && !rest(end).starts_with("千元")
    {
        for (word, power) in [("万", 10_000u32), ("亿", 100_000_000), ("千", 1000), ("百", 100)] {
            if rest(end).starts_with(word) && !(found.chinese && power < 10_000) {
                value = value.checked_mul(Decimal::from(power))?;
                (end, scaled) = (end + word.len(), true);
                break;
            }
        }
        take_bound(&mut end, Side::After);
    }
    if rest(end).starts_with(RANGE)
        && rest(end).chars().nth(1).is_some_and(|c| c.is_ascii_digit() || chinese_digit(c).is_some())
        || before.ends_with(RANGE)
            && before
                .trim_end_matches(RANGE)
                .ends_with(|c: char| c.is_ascii_digit() || chinese_digit(c).is_some())
    {
        return None;
    }
    let own = counter_of(rest(end), words);
    let Some((counter, counted)) = own.or_else(|| points_behind(rest(end), words)) else {
        return bare(found, rest(end), before, scaled).then(|| Quantity {
            start,
            end,
            value: value.normalize(),
            counter: String::new(),
            counted: None,
            bound,
        });
    };
    // 前3名 is a place among others.
    let place_among = matches!(counter, "名" | "位") && before.ends_with(['前', '后'])
        || counter == "位"
            && ["前移", "后移", "提升", "上升", "前进", "下降"].iter().any(|to| before.ends_with(to));
    // 十五届人大三次会议 is the third.
    let session = counter == "次" && found.chinese && before.ends_with(['大', '届', '协', '会']);
    let session = session && rest(end + counter.len()).starts_with("会议");
    let behind = rest(end + counter.len());
    // “惠企十条”是 a name.
    let named = counter == "条" && behind.starts_with(['”', '》']) || before.ends_with('“');
    let named = named && found.chinese && matches!(counter, "条" | "个");
    // 转12345处理 counts nothing.
    let verb = counter == "处" && behind.starts_with(['理', '置', '罚', '办']);
    if counted == Counted::Nothing || place_among || session || verb || named {
        return None;
    }
    if found.chinese
        && value == Decimal::ONE
        && !ends_there(behind)
        && !sure_of_one(counter)
        && !held(before, counter)
    {
        return None;
    }
    end += own.map_or(0, |(counter, _)| counter.len());
    // 八成五 is 85 of 100.
    if counter == "成"
        && let Some(c) = rest(end).chars().next()
        && let Some(digit) = chinese_digit(c).filter(|digit| (1..=9).contains(digit))
    {
        value = value.checked_add(Decimal::new(digit.into(), 1))?;
        end += c.len_utf8();
    }
    let counter = if is_by_times(counter, counted, rest(end)) {
        end += "次".len();
        format!("{counter}次")
    } else {
        counter.to_string()
    };
    let mut end_bound = |end: &mut usize| {
        if let Some((word, means)) = words.bound(Side::End, rest(*end)) {
            *end += word.len();
            bound = means;
        }
    };
    end_bound(&mut end);
    Some(Quantity { start, end, value: value.normalize(), counter, counted: Some(counted), bound })
}

/// 分别提高0.2和0.5个百分点: the counter of a list that only its last number has.
fn points_behind(rest: &str, words: &Words) -> Option<(&'static str, Counted)> {
    let next = rest.strip_prefix(['和', '与', '、', '及'])?;
    let behind = next.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    (behind.len() < next.len() && behind.starts_with("个百分点")).then(|| counter_of(behind, words))?
}

/// 套次, 户次: any counter may count how often.
fn is_by_times(counter: &str, counted: Counted, behind: &str) -> bool {
    let times = behind.strip_prefix('次').filter(|_| counted == Counted::Things && !counter.ends_with('次'));
    times.is_some_and(|behind| !behind.starts_with(['会', '数', '年', '级', '日', '月', '要']))
}

/// Whether 一 with this counter counts one thing rather than being an article: 一件, but not 一个平台.
fn sure_of_one(counter: &str) -> bool {
    matches!(
        counter,
        "件" | "起" | "宗" | "例" | "份" | "篇" | "期" | "部" | "名" | "封" | "场" | "场次" | "人次"
    )
}

/// 开展一次检查: one was held.
fn held(before: &str, counter: &str) -> bool {
    counter == "次" && ["开展", "组织", "举办", "召开", "进行"].iter().any(|verb| before.ends_with(verb))
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::super::words::words;
    use super::*;

    fn read(sentence: &str) -> Vec<String> {
        let folded = fold(sentence);
        let (quantities, _) = scan(&folded, words());
        quantities.iter().map(|q| format!("{}{}{}", q.bound, q.value, q.counter)).collect()
    }

    #[test]
    fn numerals_of_both_kinds() {
        assert_eq!(
            read("收到申请三百二十一件、十二件、两件、一万零五十条"),
            ["321件", "12件", "2件", "10050条"]
        );
        assert_eq!(read("访问12,345次，投入43.788万元，占百分之三点五"), ["12345次", "43.788万元", "3.5%"]);
        assert_eq!(
            read("评论4万次，信息１２０条，9万多条，3.5万余人次"),
            ["40000次", "120条", "at_least90000条", "at_least35000人次"]
        );
    }

    #[test]
    fn bounds_on_three_sides() {
        let sentence = "超20万次，近200条，约30件，100余件，90%以上，不足5家，二十余场";
        let expected = [
            "at_least200000次",
            "at_most200条",
            "approx30件",
            "at_least100件",
            "at_least90%",
            "at_most5家",
            "at_least20场",
        ];
        assert_eq!(read(sentence), expected);
        assert_eq!(read("占八成五，不足三成"), ["8.5成", "at_most3成"]);
        assert_eq!(read("分别提高0.2和0.5个百分点"), ["0.2个百分点", "0.5个百分点"]);
    }

    #[test]
    fn what_is_no_quantity() {
        for sentence in [
            "根据国务院令第711号和国办公开办函〔2021〕30号",
            "自2023年1月1日起，至2023年12月31日止",
            "第二十条第（一）项、第三十五条、三十六条",
            "电话：0371-65881234",
            "在20个工作日内，每周5天、7×24小时，3个月",
            "从三个方面入手，高效办成一件事，统一条线，同一件事",
            "一是加强学习，二是抓好落实，第2次会议",
            "数十家企业，2019-2021年，2023.1.1",
            "12345热线、5G网络",
            "连续三年名列前3名，排在前2位",
            "一个平台建设，8:30至17:30",
        ] {
            assert_eq!(read(sentence), Vec::<String>::new(), "{sentence}");
        }
    }
}
