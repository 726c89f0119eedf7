//! `nianbao compare`: indicators and rankings.

use std::io::{self, Write};

use super::args::{Compare, CompareBy, Global, PlotChart};
use super::audit::tell_partial;
use super::compare_asked::{Asked, order};
use super::compare_table::{Telling, notes, table};
use super::export::follow;
use super::talk::{self, Loudness};
use super::{ExitStatus, forms, places};
use crate::audit::Lang;
use crate::compare::plot::{Chart, plot};
use crate::compare::{self, By, Comparison, Indicator, Join, Row};
use crate::dataset::columns::INDICATORS;

pub(super) fn run(global: &Global, args: &Compare) -> anyhow::Result<ExitStatus> {
    let (forms, places) = (forms(global)?, places(global)?);
    let join = args.join.as_deref().map(Join::load).transpose()?.unwrap_or_default();
    let indicators = match &args.indicators {
        Some(path) => compare::load(path, &forms, &join)?,
        None => compare::builtin(&forms, &join)?,
    };
    let shown = shown(args, &indicators)?;
    let comparison = Comparison::read(&args.dataset, &indicators, &join, &forms, &places, global.jobs)?;
    let asked = Asked::of(args, &comparison, &places)?;
    let mut rows = Vec::new();
    let summary = comparison.write(&mut |row| {
        if row.indicator == shown && asked.takes(row) {
            rows.push(row.clone());
        }
    })?;
    follow(global, &args.dataset, &[INDICATORS])?;
    let year = asked.year.or_else(|| rows.iter().map(|row| row.year).max());
    let Some(indicator) = indicators.get(shown) else { return Ok(ExitStatus::Done) };
    order(&mut rows, indicator);
    if let (Some(path), Some(year)) = (&args.plot, year) {
        plot(args.chart.into(), indicator, &rows, year, args.top, path)?;
    }
    rows.retain(|row| Some(row.year) == year);
    if Loudness::new(global) > Loudness::Quiet {
        tell_partial(&args.dataset);
        let telling = Telling { lang: args.lang.into(), top: args.top };
        let mut out = talk::stdout();
        table(&mut out, indicator, year, &rows, asked.nothing(telling.lang), &telling)?;
        out.flush()?;
        notes(&summary, &rows, args, &telling);
    }
    Ok(ExitStatus::Done)
}

/// Says the rows of one year to a person, best first, and leaves all in that order.
pub(super) fn show(indicator: &Indicator, rows: &mut [Row], year: u16, top: usize) -> io::Result<()> {
    order(rows, indicator);
    let of_year: Vec<Row> = rows.iter().filter(|row| row.year == year).cloned().collect();
    let mut told = Vec::new();
    table(&mut told, indicator, Some(year), &of_year, None, &Telling { lang: Lang::En, top })?;
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

impl From<CompareBy> for By {
    fn from(by: CompareBy) -> By {
        match by {
            CompareBy::Agency => By::Agency,
            CompareBy::Kind => By::Kind,
            CompareBy::Level => By::Level,
            CompareBy::City => By::City,
            CompareBy::Province => By::Province,
        }
    }
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
