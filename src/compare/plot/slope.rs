//! A line for each unit from one year to the next.

use plotters::style::text_anchor::HPos;

use super::canvas::{ACCENT, Canvas, GRID, INK, MAIN, QUIET, width_of};
use super::{PlotError, label, title};
use crate::compare::indicator::Indicator;
use crate::compare::row::{Change, Row};

const TOP: f64 = 70.0;
const HIGH: f64 = 420.0;
const WIDE: f64 = 300.0;
const SIZE: u32 = 12;
/// From a dot to its name.
const LEAD: f64 = 24.0;
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
    // From the lowest to the highest value: slopes are compared, not lengths.
    let values = || lines.iter().flat_map(|(row, change)| [row.value.unwrap_or(0.0), change.previous]);
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
    let height = HIGH.max(APART * lines.len() as f64);
    let span = if high > low { high - low } else { 1.0 };
    let y = |value: f64| TOP + height * (high - value) / span;
    let names = lines.iter().map(|(row, _)| width_of(&row.unit.name, SIZE)).fold(80.0, f64::max) + 70.0;
    let (left, right) = (100.0, 100.0 + WIDE);
    let mut canvas = Canvas::new(right + names + 20.0, TOP + height + 96.0);
    for (x, year) in [(left, year - 1), (right, year)] {
        canvas.line(vec![(x, TOP - 8.0), (x, TOP + height + 8.0)], GRID, 1);
        canvas.words(year.to_string(), (x, TOP - 20.0), HPos::Center, 12, QUIET);
    }
    let places = apart(&lines.iter().map(|(row, _)| y(row.value.unwrap_or(0.0))).collect::<Vec<_>>());
    let before = apart(&lines.iter().map(|(_, change)| y(change.previous)).collect::<Vec<_>>());
    for ((row, change), (place, before)) in lines.iter().zip(places.into_iter().zip(before)) {
        let value = row.value.unwrap_or(0.0);
        let told = change.interval.is_some_and(|interval| interval.low > 0.0 || interval.high < 0.0);
        let colour = if told { ACCENT } else { MAIN };
        canvas.line(vec![(left, y(change.previous)), (right, y(value))], colour, if told { 2 } else { 1 });
        let doubtful = row.rests.finding || row.rests.below_high;
        canvas.dot((left, y(change.previous)), colour, doubtful);
        canvas.dot((right, y(value)), colour, doubtful);
        // A thin line leads from a name that had to give way to its dot.
        canvas.line(vec![(left - 6.0, y(change.previous)), (left - LEAD, before)], GRID, 1);
        canvas.line(vec![(right + 6.0, y(value)), (right + LEAD, place)], GRID, 1);
        canvas.words(
            label(indicator, change.previous),
            (left - LEAD - 4.0, before),
            HPos::Right,
            SIZE,
            QUIET,
        );
        canvas.words(
            format!("{}  {}", label(indicator, value), row.unit.name),
            (right + LEAD + 4.0, place),
            HPos::Left,
            SIZE,
            INK,
        );
    }
    let notes = [
        "橙色：变化显著（Newcombe 95%区间不含0）；蓝色：差异在偶然波动之内。".to_string(),
        "Orange: a change; blue: no more than chance would give.".to_string(),
        super::SOURCE.to_string(),
    ];
    canvas.frame(&title(indicator, &format!("{}-{year}", year - 1)), &notes);
    Ok(canvas)
}

/// Moves places apart so that no two are nearer than [`APART`], in the order in which they lie, as little as can be: those that
/// lie too near each other are spread around the middle of them.
fn apart(places: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    let place = |at: usize| places.get(at).copied().unwrap_or(0.0);
    order.sort_by(|&a, &b| place(a).total_cmp(&place(b)));
    // Groups of neighbours: the sum of their places, how many they are, and so where the first of them lies.
    let mut groups: Vec<(f64, usize)> = Vec::new();
    let first = |(sum, count): (f64, usize)| sum / count as f64 - APART * (count as f64 - 1.0) / 2.0;
    for &at in &order {
        groups.push((place(at), 1));
        while let [.., before, last] = groups.as_slice()
            && first(*before) + APART * before.1 as f64 > first(*last)
        {
            let joined = (before.0 + last.0, before.1 + last.1);
            groups.truncate(groups.len() - 2);
            groups.push(joined);
        }
    }
    let spread =
        groups.iter().flat_map(|&group| (0..group.1).map(move |at| first(group) + APART * at as f64));
    let mut moved = places.to_vec();
    for (at, place) in order.into_iter().zip(spread) {
        if let Some(slot) = moved.get_mut(at) {
            *slot = place;
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_lie_on_each_other() {
        assert_eq!(apart(&[10.0, 12.0, 60.0, 11.0]), [-4.0, 26.0, 60.0, 11.0], "spread around 11");
        assert_eq!(apart(&[10.0, 40.0, 80.0]), [10.0, 40.0, 80.0], "nothing has to give way");
        assert_eq!(apart(&[10.0, 10.0, 28.0]), [1.0, 16.0, 31.0], "a group takes in its neighbour");
    }
}
