//! `nianbao compare`: indicators and rankings.

use std::io::{self, Write};

use super::args::{Compare, CompareBy, Global, PlotChart};
use super::export::follow;
use super::talk::{self, Loudness, counted, thousands};
use super::{ExitStatus, forms, places};
use crate::compare::plot::{Chart, plot};
use crate::compare::{self, By, FEWEST_CASES, Indicator, Join, Kind, Row};
use crate::dataset::columns::INDICATORS;
use unicode_width::UnicodeWidthStr;

pub(super) fn run(global: &Global, args: &Compare) -> anyhow::Result<ExitStatus> {
    let forms = forms(global)?;
    let join = args.join.as_deref().map(Join::load).transpose()?.unwrap_or_default();
    let indicators = match &args.indicators {
        Some(path) => compare::load(path, &forms, &join)?,
        None => compare::builtin(&forms, &join)?,
    };
    let shown = shown(args, &indicators)?;
    let mut rows = Vec::new();
    let summary = compare::compare(
        &args.dataset,
        &indicators,
        &join,
        &forms,
        &places(global)?,
        global.jobs,
        &mut |row| {
            if row.indicator == shown && takes(args, row) {
                rows.push(row.clone());
            }
        },
    )?;
    follow(global, &args.dataset, &[INDICATORS])?;
    let year = args.year.or_else(|| rows.iter().map(|row| row.year).max());
    let Some(indicator) = indicators.get(shown) else { return Ok(ExitStatus::Done) };
    order(&mut rows, indicator);
    if let (Some(path), Some(year)) = (&args.plot, year) {
        plot(args.chart.into(), indicator, &rows, year, args.top, path)?;
    }
    rows.retain(|row| Some(row.year) == year);
    let mut out = talk::stdout();
    table(&mut out, indicator, &rows, args.top)?;
    out.flush()?;
    if Loudness::new(global) > Loudness::Quiet {
        told(&summary, &rows, args);
    }
    Ok(ExitStatus::Done)
}

/// Says the rows of one year to a person, best first, and leaves all in that order.
pub(super) fn show(indicator: &Indicator, rows: &mut [Row], year: u16, top: usize) -> io::Result<()> {
    order(rows, indicator);
    let of_year: Vec<Row> = rows.iter().filter(|row| row.year == year).cloned().collect();
    let mut told = Vec::new();
    table(&mut told, indicator, &of_year, top)?;
    talk::say(String::from_utf8_lossy(&told).trim_end());
    Ok(())
}

/// Which indicator is shown: the one asked for, else the first.
fn shown(args: &Compare, indicators: &[Indicator]) -> anyhow::Result<usize> {
    let Some(key) = &args.indicator else { return Ok(0) };
    indicators.iter().position(|indicator| indicator.key == *key).ok_or_else(|| {
        let all: Vec<&str> = indicators.iter().map(|indicator| indicator.key.as_str()).collect();
        anyhow::anyhow!("there is no indicator {key:?}; there are {}", all.join(", "))
    })
}

fn takes(args: &Compare, row: &Row) -> bool {
    let by = match args.by {
        CompareBy::Agency => By::Agency,
        CompareBy::Kind => By::Kind,
        CompareBy::Level => By::Level,
        CompareBy::City => By::City,
        CompareBy::Province => By::Province,
    };
    let is = |asked: &Option<String>, found: &str| asked.as_deref().is_none_or(|asked| asked == found);
    let region = args.region.as_deref().is_none_or(|asked| {
        row.unit.region == asked || row.unit.region_code.starts_with(asked.trim_end_matches("00"))
    });
    row.by == by && is(&args.kind, &row.unit.kind) && is(&args.level, &row.unit.level) && region
}

impl From<PlotChart> for Chart {
    fn from(chart: PlotChart) -> Chart {
        match chart {
            PlotChart::Ranking => Chart::Ranking,
            PlotChart::Funnel => Chart::Funnel,
            PlotChart::Multiples => Chart::Multiples,
            PlotChart::Slope => Chart::Slope,
        }
    }
}

/// By value from the good end, then by name; those that are not ranked after those that are, those without a value last.
/// Not by rank: ranks are those among peers, and a table may show several groups of them.
fn order(rows: &mut [Row], indicator: &Indicator) {
    let ranked = rows.iter().any(|row| row.rank.is_some());
    rows.sort_by(|a, b| {
        let last = |row: &Row| (row.value.is_none(), ranked && row.rank.is_none());
        let value = |row: &Row| indicator.direction.from_good_end(row.value);
        last(a).cmp(&last(b)).then_with(|| value(a).total_cmp(&value(b))).then_with(|| a.unit.cmp(&b.unit))
    });
}

fn table(out: &mut impl Write, indicator: &Indicator, rows: &[Row], top: usize) -> io::Result<()> {
    let year = rows.first().map(|row| format!(", {}", row.year)).unwrap_or_default();
    writeln!(out, "{} ({}){year}", indicator.zh, indicator.en)?;
    if rows.is_empty() {
        return writeln!(out, "  nothing to show: no report has it, or none fits what was asked for");
    }
    let width = rows.iter().take(top).map(|row| row.unit.name.width_cjk()).max().unwrap_or(0);
    let groups = compare::of_several_groups(rows.iter());
    let pad = |name: &str| " ".repeat(width - name.width_cjk().min(width));
    for row in rows.iter().take(top) {
        let rank = row.rank.map_or("–".to_string(), |rank| {
            let to = if rank.worst > rank.best { format!("–{}", rank.worst) } else { String::new() };
            let of = if groups { format!(" of {}", rank.of) } else { String::new() };
            format!("{}{to}{of}", rank.best)
        });
        let name = &row.unit.name;
        write!(out, "{rank:>9}  {name}{}  ", pad(name))?;
        match (row.value, row.denominator) {
            (None, _) => write!(out, "–  {}", row.why_not)?,
            (Some(value), _) if indicator.kind != Kind::Share => {
                write!(out, "{}", indicator.kind.told(value))?
            }
            (Some(value), denominator) => {
                let of = denominator.map(|of| of.normalize().to_string()).unwrap_or_default();
                let part = row.numerator.map(|part| part.normalize().to_string()).unwrap_or_default();
                write!(out, "{:>6}", Kind::Share.told(value))?;
                if let Some(interval) = row.interval {
                    write!(out, " ({}–{})", Kind::Share.told(interval.low), Kind::Share.told(interval.high))?;
                }
                write!(out, "  {part} of {of}")?;
                if !row.why_not.is_empty() {
                    write!(out, "  {}", row.why_not)?;
                }
            }
        }
        if let Some(interval) = row.change.and_then(|change| change.interval) {
            let mark = match () {
                () if interval.low > 0.0 => "  ↑ since last year",
                () if interval.high < 0.0 => "  ↓ since last year",
                () => "",
            };
            write!(out, "{mark}")?;
        }
        for word in row.rests.words() {
            write!(out, "  [{word}]")?;
        }
        if row.without_value > 0 && row.reports > 0 {
            write!(out, "  [{} of {} without a value]", row.without_value, row.reports + row.without_value)?;
        }
        writeln!(out)?;
    }
    if rows.len() > top {
        writeln!(out, "  … and {} more; --top N shows them, indicators.csv has them all", rows.len() - top)?;
    }
    Ok(())
}

fn told(summary: &compare::Summary, rows: &[Row], args: &Compare) {
    talk::say(format_args!(
        "\na rank from–to: as many are surely better, as few surely worse; fewer than {FEWEST_CASES} cases are not ranked"
    ));
    if compare::of_several_groups(rows.iter()) {
        talk::say(
            "a rank is among agencies of one kind and level: --kind and --level show such a group alone",
        );
    }
    let reports = thousands(summary.reports as u64);
    let agencies = counted(summary.agencies as u64, "agency").replace("agencys", "agencies");
    talk::say(format_args!(
        "{reports} reports of {agencies} compared: {}",
        args.dataset.join("indicators.csv").display()
    ));
    if summary.other_versions > 0 {
        let others = counted(summary.other_versions, "report");
        talk::say(format_args!("{others} left out: another version for the same agency and year"));
    }
    if summary.unnamed > 0 {
        let unnamed = counted(summary.unnamed, "report");
        talk::say(format_args!("{unnamed} left out: agency or year is not known"));
    }
}
