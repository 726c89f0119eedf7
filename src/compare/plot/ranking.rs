//! A bar for each unit, best first, with its interval.

use plotters::style::text_anchor::HPos;

use super::canvas::{ACCENT, Canvas, GRID, INK, MAIN, PALE, QUIET, width_of};
use super::{PlotError, label, ticks, title};
use crate::compare::indicator::{Indicator, Kind};
use crate::compare::row::{Row, of_several_groups};

const ROW: f64 = 24.0;
const TOP: f64 = 56.0;
const BELOW: f64 = 74.0;
const PLOT: f64 = 470.0;
const SIZE: u32 = 13;

pub(super) fn draw(
    indicator: &Indicator,
    rows: &[&Row],
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
    let mut canvas = Canvas::new(left + PLOT + 190.0, bottom + BELOW + if groups { 14.0 } else { 0.0 });
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
    canvas.frame(&title(indicator, &year.to_string()), &notes(indicator, rows.len(), shown));
    Ok(canvas)
}

fn bar(canvas: &mut Canvas, indicator: &Indicator, row: &Row, y: f64, left: f64, x: &dyn Fn(f64) -> f64) {
    let Some(value) = row.value else { return };
    let doubtful = row.rests.finding || row.rests.below_high;
    canvas.words(row.unit.name.as_str(), (left - 10.0, y), HPos::Right, SIZE, INK);
    canvas.bar(
        (left, y - 7.0),
        (x(value), y + 7.0),
        if doubtful || row.rank.is_none() { PALE } else { MAIN },
    );
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

fn notes(indicator: &Indicator, all: usize, shown: &[&Row]) -> Vec<String> {
    let mut notes = Vec::new();
    if indicator.kind == Kind::Share {
        notes.push("横线为95%置信区间（Wilson）；名次区间相交者差异不显著。Lines are 95% intervals; ranks that overlap are not told apart.".to_string());
    }
    if of_several_groups(shown.iter().copied()) {
        notes.push(
            "名次为同类同级机关之间的名次。A rank is among agencies of one kind and level.".to_string(),
        );
    }
    let doubtful = shown.iter().filter(|row| row.rests.finding || row.rests.below_high).count();
    if doubtful > 0 {
        notes.push(format!(
            "浅色{doubtful}项所依数据存疑或可信度非高。{doubtful} pale bar(s) rest on figures with a finding or below high."
        ));
    }
    if all > shown.len() {
        notes.push(format!("共{all}个单位，显示前{}个。The first {} of {all}.", shown.len(), shown.len()));
    }
    notes.push(super::SOURCE.to_string());
    notes
}
