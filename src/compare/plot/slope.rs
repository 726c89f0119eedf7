//! A line for each unit from one year to the next.

use plotters::style::text_anchor::HPos;

use super::canvas::{ACCENT, Canvas, GRID, INK, MAIN, QUIET, width_of};
use super::{PlotError, label, ticks, title};
use crate::compare::indicator::Indicator;
use crate::compare::table::{Change, Row};

const TOP: f64 = 70.0;
const HIGH: f64 = 420.0;
const WIDE: f64 = 300.0;
const SIZE: u32 = 12;
/// Names at one end lie at least so far apart.
const APART: f64 = 15.0;

pub(super) fn draw(
    indicator: &Indicator,
    rows: &[Row],
    shown: &[&Row],
    year: u16,
    most: usize,
) -> Result<Canvas, PlotError> {
    let lines: Vec<(&Row, Change)> =
        shown.iter().filter_map(|row| Some((*row, row.change?))).take(most.min(30)).collect();
    if lines.is_empty() || rows.is_empty() {
        return Err(PlotError::Nothing("no unit has a value for this year and the year before"));
    }
    let top = lines
        .iter()
        .flat_map(|(row, change)| [row.value.unwrap_or(0.0), change.previous])
        .fold(0.0, f64::max);
    let end = ticks(top).last().copied().unwrap_or(1.0);
    let y = |value: f64| TOP + HIGH * (1.0 - value / end);
    let names = lines.iter().map(|(row, _)| width_of(&row.unit.name, SIZE)).fold(80.0, f64::max) + 70.0;
    let (left, right) = (90.0, 90.0 + WIDE);
    let mut canvas = Canvas::new(right + names + 20.0, TOP + HIGH + 100.0);
    for (x, year) in [(left, year - 1), (right, year)] {
        canvas.line(vec![(x, TOP - 8.0), (x, TOP + HIGH)], GRID, 1);
        canvas.words(year.to_string(), (x, TOP - 20.0), HPos::Center, 12, QUIET);
    }
    let places = apart(lines.iter().map(|(row, _)| y(row.value.unwrap_or(0.0))).collect());
    let before = apart(lines.iter().map(|(_, change)| y(change.previous)).collect());
    for ((row, change), (place, before)) in lines.iter().zip(places.into_iter().zip(before)) {
        let value = row.value.unwrap_or(0.0);
        let told = change.interval.is_some_and(|interval| interval.low > 0.0 || interval.high < 0.0);
        let colour = if told { ACCENT } else { MAIN };
        canvas.line(vec![(left, y(change.previous)), (right, y(value))], colour, if told { 2 } else { 1 });
        let doubtful = row.rests.finding || row.rests.below_high;
        canvas.dot((left, y(change.previous)), colour, doubtful);
        canvas.dot((right, y(value)), colour, doubtful);
        canvas.words(label(indicator, change.previous), (left - 10.0, before), HPos::Right, SIZE, QUIET);
        canvas.words(
            format!("{}  {}", label(indicator, value), row.unit.name),
            (right + 10.0, place),
            HPos::Left,
            SIZE,
            INK,
        );
    }
    let notes = [
        "橙色：变化显著（Newcombe 95%区间不含0）；蓝色：差异在偶然波动之内。".to_string(),
        "Orange: a change; blue: no more than chance would give.".to_string(),
        "数据来源：各机关政府信息公开工作年度报告，经 nianbao 提取核对。".to_string(),
    ];
    canvas.frame(&title(indicator, &format!("{}-{year}", year - 1)), &notes);
    Ok(canvas)
}

/// Moves places apart so that no two are nearer than [`APART`], in the order in which they lie.
fn apart(places: Vec<f64>) -> Vec<f64> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&a, &b| places.get(a).partial_cmp(&places.get(b)).unwrap_or(std::cmp::Ordering::Equal));
    let mut moved = places.clone();
    let mut lowest = f64::NEG_INFINITY;
    for at in order {
        if let Some(place) = moved.get_mut(at) {
            *place = place.max(lowest);
            lowest = *place + APART;
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_lie_on_each_other() {
        assert_eq!(apart(vec![10.0, 12.0, 50.0, 11.0]), [10.0, 40.0, 55.0, 25.0]);
    }
}
