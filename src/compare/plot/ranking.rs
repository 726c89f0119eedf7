//! A bar for each unit, best first, with its interval.

use plotters::style::text_anchor::HPos;

use super::canvas::{ACCENT, Canvas, GRID, INK, MAIN, PALE, QUIET, width_of};
use super::{PlotError, label, ticks, title};
use crate::compare::indicator::{Indicator, Kind};
use crate::compare::rank::FEWEST_CASES;
use crate::compare::row::{By, Row, of_several_groups};
use crate::compare::why::WhyNot;

const ROW: f64 = 24.0;
const TOP: f64 = 56.0;
const BELOW: f64 = 24.0;
const PLOT: f64 = 470.0;
const SIZE: u32 = 13;

pub(super) fn draw(
    indicator: &Indicator,
    rows: &[&Row],
    without: usize,
    year: u16,
    most: usize,
) -> Result<Canvas, PlotError> {
    let shown = rows.get(..most.min(rows.len())).unwrap_or_default();
    if shown.is_empty() {
        return Err(PlotError::Nothing("no unit has a value"));
    }
    let names = shown.iter().map(|row| width_of(&row.unit.name, SIZE)).fold(60.0, f64::max);
    let groups = of_several_groups(shown.iter().copied());
    let ranks = if groups { 76.0 } else { 46.0 };
    let left = 16.0 + ranks + names + 10.0;
    let bottom = TOP + ROW * shown.len() as f64;
    let mut canvas = Canvas::new(left + PLOT + 190.0, bottom + BELOW);
    let top_value = shown
        .iter()
        .filter_map(|row| row.interval.map(|interval| interval.high).or(row.value))
        .fold(0.0, f64::max);
    let ticks = ticks(top_value);
    let end = ticks.last().copied().unwrap_or(1.0);
    let x = |value: f64| left + PLOT * value / end;
    for &tick in &ticks {
        canvas.line(vec![(x(tick), TOP - 4.0), (x(tick), bottom)], GRID, 1);
        canvas.words(label(indicator, tick), (x(tick), bottom + 12.0), HPos::Center, 11, QUIET);
    }
    if shown.iter().any(|row| row.rank.is_some()) {
        canvas.words("名次 rank", (12.0, TOP - 10.0), HPos::Left, 11, QUIET);
    }
    for (at, row) in shown.iter().enumerate() {
        let y = TOP + ROW * (at as f64 + 0.5);
        if row.value.is_some() {
            let rank = row.rank.map_or("-".to_string(), |rank| {
                let to = if rank.worst > rank.best { format!("-{}", rank.worst) } else { String::new() };
                let of = if groups { format!("/{}", rank.of) } else { String::new() };
                format!("{}{to}{of}", rank.best)
            });
            canvas.words(rank, (4.0 + ranks, y), HPos::Right, 12, QUIET);
        }
        bar(&mut canvas, indicator, row, y, left, &x);
    }
    canvas.frame(&title(indicator, &year.to_string()), &notes(indicator, rows.len(), without, shown));
    Ok(canvas)
}

fn bar(canvas: &mut Canvas, indicator: &Indicator, row: &Row, y: f64, left: f64, x: &dyn Fn(f64) -> f64) {
    let Some(value) = row.value else { return };
    let doubtful = row.rests.finding || row.rests.below_high;
    canvas.words(row.unit.name.as_str(), (left - 10.0, y), HPos::Right, SIZE, INK);
    canvas.bar((left, y - 7.0), (x(value), y + 7.0), if is_few(row) { PALE } else { MAIN });
    let mut end = x(value);
    if let Some(interval) = row.interval {
        end = x(interval.high);
        canvas.line(vec![(x(interval.low), y), (end, y)], INK, 1);
        for edge in [x(interval.low), end] {
            canvas.line(vec![(edge, y - 3.0), (edge, y + 3.0)], INK, 1);
        }
    }
    let mut told = label(indicator, value);
    if let (Kind::Share, Some(part), Some(of)) = (indicator.kind, row.numerator, row.denominator) {
        told = format!("{told}  {}/{}", part.normalize(), of.normalize());
    }
    canvas.words(told, (end + 8.0, y), HPos::Left, 12, if doubtful { ACCENT } else { INK });
}

fn is_few(row: &Row) -> bool {
    row.why_not == Some(WhyNot::FewCases)
}

fn notes(indicator: &Indicator, all: usize, without: usize, shown: &[&Row]) -> Vec<String> {
    let mut notes = Vec::new();
    if indicator.kind == Kind::Share {
        notes.push("横线为95%置信区间（Wilson）。Lines are 95% intervals.".to_string());
    }
    if shown.iter().any(|row| row.rank.is_some()) {
        notes.push("名次为案件数容许的最好与最差名次，整张名单以95%的把握同时成立；名次不相交者必有高下。A rank is the best and the worst place that the cases allow; all ranks of a list hold together with 95% confidence, so ranks that do not overlap differ.".to_string());
    }
    if of_several_groups(shown.iter().copied()) {
        let among = match shown.iter().any(|row| row.by == By::Kind) {
            true => "名次为同级各类之间的名次。A rank is among the kinds of one level.",
            false => "名次为同类同级机关之间的名次。A rank is among agencies of one kind and level.",
        };
        notes.push(among.to_string());
    }
    let few = shown.iter().filter(|row| is_few(row)).count();
    if few > 0 {
        notes.push(format!(
            "浅色{few}项不足{FEWEST_CASES}件，不排名。{few} pale bar(s) rest on fewer than {FEWEST_CASES} cases and are not ranked."
        ));
    }
    let doubtful = shown.iter().filter(|row| row.rests.finding || row.rests.below_high).count();
    if doubtful > 0 {
        notes.push(format!(
            "橙色数字{doubtful}项所依数据存疑或可信度非高。{doubtful} orange number(s) rest on figures with a finding or below high."
        ));
    }
    notes.extend(super::first_of(shown.len(), all));
    if without > 0 {
        notes.push(format!(
            "另有{without}个单位无数值，未画。{without} more have no value and are not drawn."
        ));
    }
    notes.extend(super::together(shown));
    notes.push(super::SOURCE.to_string());
    notes
}
