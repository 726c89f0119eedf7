//! Of which year a number speaks.

use std::sync::OnceLock;

use super::Reader;
use crate::mine::numeral::chinese_digit;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::Role;
use crate::normalise::Finder;

impl Reader<'_> {
    /// The year spoken of at a token: the last one named before it in the sentence that is not a year compared with.
    pub(super) fn year_at(&self, sentence: &Sentence<'_>, place: usize) -> Option<u16> {
        if let Some(year) = self.given_out(sentence, place) {
            return Some(year);
        }
        if self.line.was == Some(place) {
            return self.setting.year.map(|year| year - 1);
        }
        let tokens = sentence.tokens.get(..place).unwrap_or_default();
        let mut year = self.setting.year;
        let mut compared_before = false;
        let mut outside = year;
        for (index, token) in tokens.iter().enumerate() {
            // 上年新收19件，本年新收26件: the words of what is counted tell the year, too.
            if matches!(token.kind, Kind::Word(role, _) if role != Role::Glue)
                && begins_this_year(sentence.text_of(token))
            {
                year = self.setting.year;
                continue;
            }
            let named = match token.kind {
                // 下降42.9%（2022年7件），: a bracket keeps its year for itself.
                Kind::Mark('（') => {
                    outside = year;
                    continue;
                }
                Kind::Mark('）') => {
                    year = outside;
                    continue;
                }
                Kind::Word(Role::Glue, _) => {
                    let word = sentence.text.get(token.start..token.end).unwrap_or_default();
                    // 2022年，全年新收93件: the comma parts nothing.
                    let mut before = tokens.get(..index).unwrap_or_default().iter().rev();
                    let behind_year = before
                        .find(|token| token.kind != Kind::Mark('，'))
                        .is_some_and(|token| matches!(token.kind, Kind::Year(_)) || token.is(Role::Last));
                    let this = matches!(word, "今年" | "本年" | "本年度" | "当年" | "目前");
                    if this
                        || matches!(word, "年内" | "全年" | "全年度")
                            && !behind_year
                            && year <= self.setting.year
                    {
                        year = self.setting.year;
                    }
                    continue;
                }
                Kind::Word(Role::Up | Role::Down, _) => {
                    // 计划2024年增至15名 is of that year.
                    if ends_at(sentence, token) && year <= self.setting.year {
                        year = self.setting.year;
                    }
                    continue;
                }
                Kind::Year(year) => Some(year),
                Kind::Word(Role::Last, _) => self.setting.year.map(|year| year - 1),
                Kind::Word(Role::Next, _) => self.setting.year.map(|year| year + 1),
                // 比上年的188件增加27件.
                Kind::Word(Role::Compare, _)
                    if sentence
                        .text
                        .get(token.start..token.end)
                        .is_some_and(|word| word.ends_with(['年', '度', '期']))
                        && owned_by_comparison(sentence, tokens, index, place) =>
                {
                    year = self.setting.year.map(|year| year - 1);
                    continue;
                }
                _ => continue,
            };
            let before = index.checked_sub(1).and_then(|index| tokens.get(index));
            let behind = sentence.tokens.get(index + 1..).unwrap_or_default();
            let word_before = sentence.text.get(..token.start).unwrap_or_default();
            let word_behind = sentence.text.get(token.end..).unwrap_or_default();
            // 较2021年、2022年分别增长25%和9.3%.
            let listed = compared_before && before.is_some_and(|token| token.is(Role::Join));
            let compared = before.is_some_and(|token| token.is(Role::Compare))
                || listed
                || word_before.ends_with('与')
                || word_behind.starts_with("同期")
                || behind.first().is_some_and(|token| token.is(Role::Compare));
            compared_before = compared;
            // 上年无结转；已办结17件.
            let carries =
                |token: &Token| token.is(Role::Carry) || token.kind == Kind::Word(Role::Not, "carry");
            let carried =
                behind.iter().take(2).any(carries) || before.is_some_and(|token| token.is(Role::Carry));
            // 较2022年的80件增长: the number behind is of that year all the same.
            // 对2022年度报告中提出的问题: what is done about them is done now.
            let told_then = [
                "存在",
                "提出",
                "反馈",
                "指出",
                "通报",
                "查出",
                "发现",
                "查摆",
                "排查",
                "梳理",
                "遗留",
                "报告",
                "年报",
                "年度报告",
                "信息公开年报",
                "信息公开年度报告",
                "政府信息公开年报",
                "政府信息公开年度报告",
                "政府信息公开工作年度报告",
            ];
            // 对2020年以前的文件进行清理.
            let before_then = ["以前", "之前", "前", "及以前", "及之前"];
            if told_then
                .iter()
                .chain(&before_then)
                .any(|word| word_behind.trim_start_matches("度").starts_with(word))
            {
                continue;
            }
            // 是上年的1.2倍；办结率99.5%: the second is of now.
            let digit = |c: char| c.is_ascii_digit() || c == '.' || chinese_digit(c).is_some();
            let times = word_behind.strip_prefix('的').map(|behind| behind.trim_start_matches(digit));
            if times.is_some_and(|behind| behind.starts_with('倍')) {
                continue;
            }
            // 已整改上一年度问题3个，开展自查4次: the second is of now.
            let own = ["问题", "的问题", "不足", "短板"];
            let ended =
                tokens.get(index..).unwrap_or_default().iter().any(|t| matches!(t.kind, Kind::Mark(_)));
            if ended && own.iter().any(|word| word_behind.starts_with(word)) {
                continue;
            }
            let owns = index + 1 == place || index + 2 == place && word_behind.starts_with(['的', '（']);
            // 发布2022年度预算信息，公开答复2件: of that year is what was published, and nothing behind it.
            let published = before
                .is_some_and(|token| matches!(token.role(), Some(Role::Act | Role::Public | Role::Verb)));
            let told = tokens
                .get(index..)
                .unwrap_or_default()
                .iter()
                .take_while(|t| !matches!(t.kind, Kind::Mark(_)));
            if published && ended && !told.into_iter().any(|t| matches!(t.kind, Kind::Quantity(_))) {
                continue;
            }
            // 已完成上年4项任务，新增制度1项: these are new now. 上年为3239件，同比下降17.5%；共办理2808件, too.
            let linking = |token: &&Token| token.is(Role::Glue) || is_copula(sentence.text_of(token));
            let of_next = token.is(Role::Last)
                && behind.iter().find(|token| !linking(token)).is_some_and(|next| {
                    matches!(next.kind, Kind::Quantity(_)) && sentence.tokens.get(place) != Some(next)
                });
            if of_next && !owns {
                continue;
            }
            // 针对2022年被纠错的案件，开展剖析2次: done now.
            let aimed = word_before.ends_with("针对");
            // 上年未结1件，审结6件: these were closed now.
            let number = |token: &Token| matches!(token.kind, Kind::Quantity(_));
            let left_over = behind.first().is_some_and(|token| token.is(Role::Outcome))
                && tokens.get(index..).unwrap_or_default().iter().any(number);
            if carried || left_over || (compared || aimed) && !owns {
                continue;
            }
            if word_before.ends_with('自') || word_before.ends_with('从') || word_behind.starts_with("以来")
            {
                // 自2008年以来, but not 自2023年1月1日起.
                // But 2023年以来, said in that year, is of it.
                let many = word_behind.contains("以来") && named != self.setting.year;
                year = if many { None } else { named };
            } else {
                year = named;
            }
        }
        // 由上年末的428个整合至397个: what it came to is of this year.
        let reached =
            sentence.tokens.get(place).is_some_and(|token| ends_with_to(sentence.text, token.start));
        let counted = tokens.last().is_some_and(|token| !matches!(token.kind, Kind::Year(_)));
        if reached && counted && year.is_some_and(|year| self.setting.year == Some(year + 1)) {
            year = self.setting.year;
        }
        // 累计收到1286件（2008年以来）, 累计许可2860件（2016年机构成立以来）.
        let behind = sentence.tokens.get(place).and_then(|token| sentence.text.get(token.end..));
        let note = behind.and_then(|behind| behind.strip_prefix('（')?.split_once('）'));
        if note.is_some_and(|(note, _)| note.ends_with("以来") && note.contains('年')) {
            return None;
        }
        let mark =
            tokens.iter().rposition(|token| matches!(token.kind, Kind::Mark(_))).map_or(0, |at| at + 1);
        let clause = tokens.get(mark..).unwrap_or_default();
        // 历年累计公开11.7万条，本年新增1.4万条.
        let now = || clause.iter().any(|token| begins_this_year(sentence.text_of(token)));
        // 历年共收到31件，未出现行政复议: what is denied behind them is denied of now.
        let own_of_many = || speaks_of_many(sentence.words(clause));
        let denies = sentence.tokens.get(place).is_some_and(|token| token.is(Role::Not));
        if !self.line.whole.of_many_years || now() || denies && !own_of_many() {
            return year;
        }
        // What a closed bracket said of many years, (历年累计7393件), is not said of what stands behind it.
        let close = tokens.iter().rposition(|token| token.kind == Kind::Mark('）'));
        let open =
            close.and_then(|close| tokens.get(..close)?.iter().rposition(|t| t.kind == Kind::Mark('（')));
        let own = |range: std::ops::Range<usize>| {
            let tokens = tokens.get(range).unwrap_or_default();
            let (start, end) = (tokens.first().map_or(0, |t| t.start), tokens.last().map_or(0, |t| t.end));
            sentence.text.get(start..end).unwrap_or_default()
        };
        let outside = match (open, close) {
            (Some(open), Some(close)) => [own(0..open), own(close + 1..tokens.len())],
            _ => [own(0..tokens.len()), ""],
        };
        // 较往年有所增加 compares.
        let of_many = |words: &&str| {
            let compared =
                |at: usize| words.get(..at).is_some_and(|before| before.ends_with(['较', '比', '与']));
            // 是历年来最多的一年.
            let record = |end: usize| {
                let behind = words.get(end..).unwrap_or_default();
                let made = ["印发", "制定", "制发", "出台", "政务公开", "结转"];
                made.iter().any(|word| behind.starts_with(word))
                    || behind.trim_start_matches('来').starts_with(['最', '新'])
            };
            let uncompared = |word: &&str| {
                words.match_indices(*word).any(|(at, word)| !compared(at) && !record(at + word.len()))
            };
            speaks_of_many(words) && ALL_YEARS.iter().any(uncompared)
        };
        // 从历年情况来看，2019年办理11件，2020年办理13件: each year is named with its number.
        let first = clause.iter().find(|token| !token.is(Role::Among));
        if let Some(first) = first
            && matches!(first.kind, Kind::Year(of) if Some(of) == year)
            && !speaks_of_many(own(mark..tokens.len()))
        {
            return year;
        }
        if outside.iter().any(of_many) { None } else { year }
    }

    /// The year of a number in a list that is given out in order: 2021年、2022年分别公开800条、900条.
    fn given_out(&self, sentence: &Sentence<'_>, place: usize) -> Option<u16> {
        let tokens = sentence.tokens.get(..place)?;
        let out = tokens.iter().rposition(|token| token.is(Role::Respectively))?;
        let is_quantity = |token: &&Token| matches!(token.kind, Kind::Quantity(_));
        let behind = sentence.tokens.get(out + 1..)?;
        let end = behind.iter().position(|token| matches!(token.kind, Kind::Mark(_))).unwrap_or(behind.len());
        let numbers = behind.get(..end)?.iter().filter(is_quantity).count();
        let number = tokens.get(out + 1..)?.iter().filter(is_quantity).count();
        if out + 1 + end <= place || numbers < 2 {
            return None;
        }
        self.years_named(sentence, tokens.get(..out)?, numbers)?.get(number).copied()
    }

    /// How many numbers are given out to years from here on, if this is the first of them.
    pub(super) fn numbers_by_year(&self, sentence: &Sentence<'_>, place: usize) -> Option<usize> {
        let tokens = sentence.tokens.as_slice();
        let out = tokens.get(..place)?.iter().rposition(|token| token.is(Role::Respectively))?;
        let is_number = |token: &&Token| matches!(token.kind, Kind::Quantity(_));
        let first = !tokens.get(out..place)?.iter().any(|token| is_number(&token));
        self.given_out(sentence, place).filter(|_| first)?;
        let behind = tokens.get(out..)?;
        let end = behind.iter().position(|token| matches!(token.kind, Kind::Mark(_))).unwrap_or(behind.len());
        Some(behind.get(..end)?.iter().filter(is_number).count())
    }

    /// As many years as there are numbers: each of them, from one to another, or the last so many.
    fn years_named(&self, sentence: &Sentence<'_>, tokens: &[Token], numbers: usize) -> Option<Vec<u16>> {
        let last = tokens.iter().rposition(|token| matches!(token.kind, Kind::Year(_)));
        let Some(last) = last else { return self.last_years(sentence, tokens, numbers) };
        let mut years = Vec::new();
        for (index, token) in tokens.iter().enumerate().take(last + 1).rev() {
            match (token.kind, years.as_slice()) {
                (Kind::Year(year), _) => years.insert(0, year),
                _ if token.is(Role::Join) => {}
                (_, &[until]) => {
                    let text = sentence.text.get(token.start..token.end).unwrap_or_default();
                    let before = index.checked_sub(1).and_then(|index| tokens.get(index));
                    if let (true, Some(Kind::Year(from))) =
                        (["至", "到", "—", "-"].contains(&text), before.map(|token| token.kind))
                    {
                        years = (from..=until).collect();
                    }
                    break;
                }
                // 较2021年、2022年分别增长: the numbers are of this year.
                _ if token.is(Role::Compare) => return None,
                _ => break,
            }
        }
        (years.len() == numbers).then_some(years)
    }

    /// 近三年申请数量依次为142件、210件、186件.
    fn last_years(&self, sentence: &Sentence<'_>, tokens: &[Token], numbers: usize) -> Option<Vec<u16>> {
        let (start, end) = (tokens.first()?.start, tokens.last()?.end);
        let text = sentence.text.get(start..end)?;
        let word = ["近两年", "近三年", "近四年", "近五年"].get(numbers.checked_sub(2)?)?;
        let year = self.setting.year.filter(|_| text.contains(word))?;
        let first = year.checked_sub(u16::try_from(numbers).ok()?)? + 1;
        Some((first..=year).collect())
    }
}

/// Whether a number is that which is compared with: 比上年的188件增加27件, 较上年申请量（35件）上升20%.
fn owned_by_comparison(sentence: &Sentence<'_>, before: &[Token], compare: usize, place: usize) -> bool {
    let between = before.get(compare + 1..place).unwrap_or_default();
    let light = |token: &Token| token.is(Role::Object) || token.is(Role::Glue);
    match between.split_last() {
        None => true,
        Some((last, named)) if last.kind == Kind::Mark('（') => named.iter().all(light),
        Some((last, [])) => sentence.text_of(last).starts_with('的'),
        _ => false,
    }
}

/// Whether a change is told by what it led to: 增至, 下降到.
pub(super) fn ends_at(sentence: &Sentence<'_>, token: &Token) -> bool {
    let word = sentence.text.get(token.start..token.end).unwrap_or_default();
    let behind = sentence.text.get(token.end..).unwrap_or_default();
    word.ends_with(['至', '到', '为']) || behind.starts_with(['至', '到'])
}

/// Whether a word only says that something is so many: 上年为3239件.
fn is_copula(word: &str) -> bool {
    matches!(word, "为" | "是" | "则为" | "同期为" | "共" | "共计")
}

/// Whether 至 stands before a place of a text.
fn ends_with_to(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with('至'))
}

/// Words that speak of several years together.
pub(super) const ALL_YEARS: [&str; 25] = [
    "成立以来",
    "开通以来",
    "上线以来",
    "建立以来",
    "运行以来",
    "两年累计",
    "三年累计",
    "四年累计",
    "五年累计",
    "至今累计",
    "至今共",
    "历年",
    "历次",
    "往年",
    "近年来",
    "以来累计",
    "两年来",
    "三年来",
    "四年来",
    "五年来",
    "十年来",
    "多年来",
    "几年来",
    "实施以来，累计",
    "施行以来，累计",
];

/// Whether any of them stands in a text.
pub(super) fn speaks_of_many(text: &str) -> bool {
    static FINDER: OnceLock<Finder<(), &str>> = OnceLock::new();
    FINDER.get_or_init(|| Finder::new(ALL_YEARS.map(|word| (word, ())))).occurs(text)
}

/// Whether a word begins with the name of the year that a report is on.
fn begins_this_year(word: &str) -> bool {
    ["本年", "今年", "当年"].iter().any(|name| word.starts_with(name))
}
