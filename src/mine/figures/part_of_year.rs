//! Numbers of a part of a year, which no table has: 上半年受理267件, 1—6月收到31件, 截至11月底受理91件.

/// Words for parts of a year.
pub(super) const PARTS_OF_YEAR: [&str; 6] = ["上半年", "下半年", "季度", "施行以来", "实施以来", MONTH];

const MONTH: &str = "月";
const LAST_MONTH: u8 = 12;
const LAST_DAY: u8 = 31;
/// What joins the first month to the last.
const TO: [&str; 8] = ["至", "到", "-", "—", "－", "–", "~", "～"];
/// Words before the day that a count ends with, …
const UNTIL: [&str; 6] = ["截至", "截止", "截止到", "截至到", "截止至", "至"];
/// … and before the one it begins with.
const SINCE: [&str; 3] = ["自", "从", "于"];
/// Words behind that day.
const ON: [&str; 5] = ["起", "后", "以来", "至今", "开始"];
/// What is said of a single month: 5月收到3件.
const CAME_IN: [&str; 7] = ["收", "共收", "新收", "接", "受理", "办结", "办理"];

/// Whether a number speaks of a part of a year, as the last words before it say. What is said of the whole year, or of all of it
/// together, ends that.
pub(super) fn is_of_part_of_year(text: &str, at: usize, year: Option<u16>) -> bool {
    const WHOLE: [&str; 9] = ["全年", "年度", "本年", "年内", "年底", "年末", "合计", "总计", "共计"];
    let before = text.get(..at).unwrap_or_default();
    let sentence = before.rsplit(['。', '；']).next().unwrap_or_default();
    let whole = WHOLE.iter().filter_map(|word| sentence.rfind(word)).max();
    // 截至12月15日，全年新收: up to then; 1—6月受理91件，全年受理 is another number.
    let counts = |part: usize, whole: usize| {
        let between = sentence.get(part..whole).unwrap_or_default();
        !is_until(sentence, part) || between.contains(['件', '条', '项', '个', '份'])
    };
    let is_last = |part: usize| whole.is_none_or(|whole| whole < part || !counts(part, whole));
    let words =
        PARTS_OF_YEAR.iter().filter(|&&word| word != MONTH).filter_map(|word| sentence.rfind(word)).max();
    // 按季度公开, 每季度通报: how often.
    let often =
        |part: usize| sentence.get(..part).is_some_and(|before| before.ends_with(['按', '每', '各', '分']));
    let by_word = words.is_some_and(|part| is_last(part) && !often(part));
    by_word || last_months(sentence, year).is_some_and(|(part, at)| part && is_last(at))
}

/// Whether the months that a text names last are a part of the year, and where they stand.
fn last_months(text: &str, year: Option<u16>) -> Option<(bool, usize)> {
    // 5月一个月: the second is no month of the year.
    let mut places = text.rmatch_indices(MONTH);
    let (at, (month, start)) = places.find_map(|(at, _)| Some((at, number_before(text, at)?)))?;
    let month = u8::try_from(month).ok().filter(|month| (1..=LAST_MONTH).contains(month))?;
    let (named, start) = year_before(text, start);
    let other_year = named.is_some_and(|named| year.is_some_and(|year| named > year));
    let before = text.get(..start)?;
    let behind = text.get(at + MONTH.len()..)?;
    if let Some(first) = TO.iter().find_map(|to| first_month(before.strip_suffix(to)?)) {
        return Some(((first, month) != (1, LAST_MONTH) && !other_year, at));
    }
    if UNTIL.iter().any(|word| before.ends_with(word)) {
        let day = behind.split_once('日').and_then(|(day, _)| day.parse::<u8>().ok());
        let last = month == LAST_MONTH && day.is_none_or(|day| day >= LAST_DAY);
        return Some((!last && !other_year, at));
    }
    let day = behind.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['日', '份']);
    if SINCE.iter().any(|word| before.ends_with(word)) {
        let from = ON.iter().any(|word| day.split('，').next().is_some_and(|clause| clause.contains(word)));
        return Some((from && month > 1 && named.is_none_or(|named| Some(named) == year), at));
    }
    // 最多的月份为5月，收到46件: the month is what is told of.
    let told = ["为", "是", "在"].iter().any(|word| before.ends_with(word));
    let day = if told { day.trim_start_matches('，') } else { day };
    // 仅5月一个月就收到46件.
    let day = ["一个月", "单月", "当月"].iter().find_map(|alone| day.strip_prefix(alone)).unwrap_or(day);
    let day = day.trim_start_matches(['就', '即', '便', '已']);
    let alone =
        !before.ends_with(|c: char| c.is_ascii_digit()) && CAME_IN.iter().any(|word| day.starts_with(word));
    Some((alone && !other_year, at))
}

/// Whether a month is the one up to which was counted: 截至2022年11月底.
fn is_until(text: &str, month: usize) -> bool {
    let start = number_before(text, month).map_or(month, |(_, start)| start);
    let (_, start) = year_before(text, start);
    text.get(..start).is_some_and(|before| UNTIL.iter().any(|word| before.ends_with(word)))
}

/// The month at the end of a text: 2022年1月1日, 1月, or 1 before 至6月.
fn first_month(text: &str) -> Option<u8> {
    let text = text.trim_end_matches(['日', '起']);
    let month = match text.rfind(MONTH) {
        Some(at) if text.get(at + MONTH.len()..)?.bytes().all(|byte| byte.is_ascii_digit()) => {
            number_before(text, at)?.0
        }
        _ => number_before(text, text.len())?.0,
    };
    u8::try_from(month).ok().filter(|month| (1..=LAST_MONTH).contains(month))
}

/// The digits that end before a place, and where they begin.
fn number_before(text: &str, end: usize) -> Option<(u16, usize)> {
    let before = text.get(..end)?;
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    Some((before.get(start..)?.parse().ok()?, start))
}

/// The year that ends before a place, if one does, and where it begins.
fn year_before(text: &str, end: usize) -> (Option<u16>, usize) {
    let year = text.get(..end).and_then(|before| before.strip_suffix('年'));
    match year.and_then(|before| number_before(before, before.len())) {
        Some((year, start)) => (Some(year), start),
        None => (None, end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_part(sentence: &str) -> bool {
        is_of_part_of_year(sentence, sentence.len(), Some(2022))
    }

    #[test]
    fn months_that_are_no_year_are_a_part_of_one() {
        for part in [
            "上半年受理",
            "1—6月收到申请",
            "1-9月，共收到申请",
            "1月至6月收到申请",
            "2022年1月1日至6月30日，收到申请",
            "自2022年1月1日起至2022年11月30日，收到申请",
            "截至11月底，收到申请",
            "截至2022年11月30日，收到申请",
            "自2022年5月1日新规施行后，收到申请",
            "5月收到申请",
            "最多的月份为5月，收到申请",
            "仅5月一个月就收到申请",
            "截至12月20日，收到申请",
            "截至2022年12月15日，全年新收申请",
        ] {
            assert!(is_part(part), "{part}");
        }
    }

    #[test]
    fn a_year_and_what_is_said_of_it_are_no_part() {
        for whole in [
            "1—12月收到申请",
            "2022年1月1日至12月31日，收到申请",
            "截至2022年12月31日，收到申请",
            "截至12月底，收到申请",
            "截至2023年1月10日，均已办结",
            "上半年受理91件，全年受理",
            "截至11月底受理91件，全年受理",
            "1—6月收到91件，全年收到",
            "2022年3月制定办法，收到申请",
            "按季度通报，收到申请",
            "2019年5月15日起施行的条例，收到申请",
        ] {
            assert!(!is_part(whole), "{whole}");
        }
    }
}
