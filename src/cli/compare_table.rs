//! A comparison in words, in either language: the table, and what there is to know of it.

use std::cmp::Ordering;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::args::Compare;
use super::talk::{self, thousands};
use crate::audit::Lang;
use crate::compare::{self, By, FEWEST_CASES, Indicator, Kind, NoChange, Row, Summary, WhyNot};
use crate::dataset::columns::Words;
use crate::template::Forms;

/// How it is told.
pub(super) struct Telling {
    pub(super) lang: Lang,
    /// How many rows.
    pub(super) top: usize,
}

impl Telling {
    fn pick<T>(&self, zh: T, en: T) -> T {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn name(&self, row: &Row) -> String {
        match (row.by, self.lang) {
            (By::Kind | By::Level, Lang::En) => row.unit.of_kind_en(),
            _ => row.unit.name.clone(),
        }
    }

    fn why_not(&self, why_not: &WhyNot) -> String {
        self.pick(why_not.zh(), why_not.en())
    }
}

/// The rows of one year.
pub(super) fn table(
    out: &mut impl Write,
    indicator: &Indicator,
    year: Option<u16>,
    rows: &[Row],
    nothing: Option<String>,
    telling: &Telling,
) -> io::Result<()> {
    let year = year.map(|year| telling.pick(format!("，{year}年"), format!(", {year}"))).unwrap_or_default();
    let called = telling.pick(&indicator.zh, &indicator.en);
    writeln!(out, "{}{year}", if called.is_empty() { &indicator.key } else { called })?;
    if rows.is_empty() {
        let none = telling.pick("没有报告符合所有条件", "no report fits all that was asked for");
        let nothing = nothing.unwrap_or_else(|| none.to_string());
        return writeln!(out, "  {}{nothing}", telling.pick("无可显示：", "nothing to show: "));
    }
    let shown: Vec<(String, &Row)> =
        rows.iter().take(telling.top).map(|row| (telling.name(row), row)).collect();
    let width = shown.iter().map(|(name, _)| name.width_cjk()).max().unwrap_or(0);
    let groups = compare::of_several_groups(rows.iter());
    for (name, row) in &shown {
        let rank = row.rank.map_or("–".to_string(), |rank| {
            let to = if rank.worst > rank.best { format!("–{}", rank.worst) } else { String::new() };
            let of = if groups { format!("{}{}", telling.pick("/", " of "), rank.of) } else { String::new() };
            format!("{}{to}{of}", rank.best)
        });
        write!(out, "{rank:>9}  {name}{}  ", " ".repeat(width - name.width_cjk().min(width)))?;
        value(out, indicator, row, telling)?;
        remarks(out, row, telling)?;
        writeln!(out)?;
    }
    if rows.len() > telling.top {
        let more = rows.len() - telling.top;
        let told = telling.pick(
            format!("… 另有{more}行；--top N 可多显示，indicators.csv 中全有"),
            format!("… and {more} more; --top N shows them, indicators.csv has them all"),
        );
        writeln!(out, "  {told}")?;
    }
    Ok(())
}

fn value(out: &mut impl Write, indicator: &Indicator, row: &Row, telling: &Telling) -> io::Result<()> {
    let why_not = row.why_not.as_ref().map(|why_not| telling.why_not(why_not)).unwrap_or_default();
    let Some(value) = row.value else { return write!(out, "–  {why_not}") };
    if indicator.kind != Kind::Share {
        return write!(out, "{}", indicator.kind.told(value));
    }
    write!(out, "{:>6}", Kind::Share.told(value))?;
    if let Some(interval) = row.interval {
        write!(out, " ({}–{})", Kind::Share.told(interval.low), Kind::Share.told(interval.high))?;
    }
    let digits =
        |number: Option<rust_decimal::Decimal>| number.map(|n| n.normalize().to_string()).unwrap_or_default();
    let (part, of) = (digits(row.numerator), digits(row.denominator));
    write!(out, "  {}", telling.pick(format!("{part}/{of}"), format!("{part} of {of}")))?;
    if !why_not.is_empty() {
        write!(out, "  {why_not}")?;
    }
    Ok(())
}

/// What there is to know of a row: change, what it rests on, and what is not in it.
fn remarks(out: &mut impl Write, row: &Row, telling: &Telling) -> io::Result<()> {
    let group = row.by != By::Agency;
    if let Some((change, told)) = row.change.and_then(|change| Some((change, change.told()?))) {
        let mark = if told == Ordering::Greater { "↑" } else { "↓" };
        write!(out, "  {mark} {}", telling.pick("较上年", "since last year"))?;
        if group {
            let matched = change.matched;
            write!(
                out,
                "{}",
                telling
                    .pick(format!("（两年都有数值的{matched}家）"), format!(" ({matched} with both years)"))
            )?;
        }
    }
    // Of a dataset of one year nobody expects a change.
    let expected = row.no_report > 0 || row.why_no_change == Some(NoChange::OtherForm);
    if let (true, Some(reason)) = (group && expected, row.why_no_change) {
        let reason = telling.pick(NoChange::zh(reason), NoChange::en(reason));
        write!(out, "  [{}{reason}]", telling.pick("无变化值：", "no change: "))?;
    }
    let words = Words::Rests.list(Forms::builtin());
    for word in row.rests.words() {
        let zh = words.iter().find(|known| known.word == word).map_or(word, |known| known.zh.as_ref());
        write!(out, "  [{}]", telling.pick(zh, word))?;
    }
    if !group {
        return Ok(());
    }
    let (without, all) = (row.without_value, row.reports + row.without_value);
    let told = [
        (
            without,
            telling.pick(format!("{all}份中{without}份缺值"), format!("{without} of {all} without a value")),
        ),
        (
            row.left_out,
            telling.pick(
                format!("{}份重复不计", row.left_out),
                format!("{} left out: counted already", row.left_out),
            ),
        ),
        (
            row.no_report,
            telling.pick(
                format!("{}家本年无报告", row.no_report),
                format!("{} without a report", row.no_report),
            ),
        ),
    ];
    for (_, told) in told.iter().filter(|(count, _)| *count > 0) {
        write!(out, "  [{told}]")?;
    }
    Ok(())
}

/// What there is to know of the table, and of what was left out.
pub(super) fn notes(summary: &Summary, rows: &[Row], args: &Compare, telling: &Telling) {
    let say = |zh: String, en: String| talk::say(telling.pick(zh, en));
    talk::say("");
    if rows.iter().any(|row| row.rank.is_some()) {
        say(
            format!(
                "名次写作“从–到”：案件数容许的最好与最差名次，整张名单的名次以95%的把握同时成立；不足{FEWEST_CASES}件不排名"
            ),
            format!(
                "a rank is from–to: the best and the worst place that the cases allow; all ranks of a list hold together with 95% confidence; \
                 fewer than {FEWEST_CASES} cases are not ranked"
            ),
        );
    }
    if compare::of_several_groups(rows.iter()) {
        match rows.iter().any(|row| row.by == By::Kind) {
            true => say(
                "名次为同级各类之间的名次：--level 可单独显示一级".to_string(),
                "a rank is among the kinds of one level: --level shows one alone".to_string(),
            ),
            false => say(
                "名次为同类同级机关之间的名次：--kind 和 --level 可单独显示一组".to_string(),
                "a rank is among agencies of one kind and level: --kind and --level show such a group alone"
                    .to_string(),
            ),
        }
    }
    if rows.iter().any(|row| row.by != By::Agency && row.interval.is_some()) {
        say(
            "合计的区间把各机关的申请视为一个样本，不含机关之间的差异".to_string(),
            "an interval of several agencies takes their requests as one sample: how the agencies differ is not in it".to_string(),
        );
    }
    if rows.iter().any(|row| row.left_out > 0) {
        say(
            "重复不计：同一地方的政府报告与其部门及下辖地方的报告，只计件数较多的一方，相等时计政府报告".to_string(),
            "left out: of the report of a place's government and those of its departments and the places below it, those with more cases count, \
             the government's where they are even"
                .to_string(),
        );
    }
    let (reports, agencies) = (thousands(summary.reports as u64), thousands(summary.agencies as u64));
    let file = args.dataset.join("indicators.csv");
    let word = if summary.agencies == 1 { "agency" } else { "agencies" };
    let counted = talk::counted(summary.reports as u64, "report");
    say(
        format!("比较了{agencies}个机关的{reports}份报告：{}", file.display()),
        format!("{counted} of {agencies} {word} compared: {}", file.display()),
    );
    let left_out = |count: u64, zh: &str, en: &str| {
        if count > 0 {
            let number = thousands(count);
            say(
                format!("{number}份未计：{zh}"),
                format!("{} left out: {en}", talk::counted(count, "report")),
            );
        }
    };
    left_out(
        summary.other_versions,
        "同一机关同一年度的另一版本",
        "another version for the same agency and year",
    );
    left_out(summary.unnamed, "机关或年度不明", "agency or year is not known");
    if let (Some(path), true) = (&args.join, summary.not_joined > 0) {
        let number = thousands(summary.not_joined as u64);
        say(
            format!("{number}份报告的地区在 {} 中没有数据", path.display()),
            format!("{number} of {reports} reports have a region that {} has no row for", path.display()),
        );
    }
}
