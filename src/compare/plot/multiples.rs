//! A small chart over the years for each unit, all on one scale.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, GRID, INK, MAIN, PALE, QUIET, broken, cut};
use super::{PlotError, label, ticks, title};
use crate::compare::indicator::Indicator;
use crate::compare::row::Row;

const ACROSS: usize = 4;
const WIDE: f64 = 200.0;
const HIGH: f64 = 130.0;
const LEFT: f64 = 60.0;
const TOP: f64 = 60.0;
/// Room in a cell for its name in one line, and for each line more.
const HEAD: f64 = 22.0;
const LINE: f64 = 14.0;
/// A longer name is cut.
const LINES: usize = 2;

pub(super) fn draw(
    indicator: &Indicator,
    rows: &[Row],
    shown: &[&Row],
    most: usize,
) -> Result<Canvas, PlotError> {
    let units = shown.get(..most.min(shown.len())).unwrap_or_default();
    let years = years(rows);
    let (Some((first, last)), false) = (years, units.is_empty()) else {
        return Err(PlotError::Nothing("no unit has a value"));
    };
    if first == last {
        return Err(PlotError::Nothing("small multiples need more than one year"));
    }
    let of = |unit: &&Row| {
        let mut points: Vec<&Row> =
            rows.iter().filter(|row| row.unit == unit.unit && row.value.is_some()).collect();
        points.sort_by_key(|row| row.year);
        points
    };
    let series: Vec<Vec<&Row>> = units.iter().map(of).collect();
    // The intervals are shown whole, unless one on few cases would press all others flat.
    let highest = |value: fn(&Row) -> Option<f64>| {
        series.iter().flatten().filter_map(|row| value(row)).fold(0.0, f64::max)
    };
    let (values, intervals) =
        (highest(|row| row.value), highest(|row| row.interval.map(|interval| interval.high)));
    let top = intervals.min(values * 2.0).max(values);
    let ticks = ticks(top);
    let end = ticks.last().copied().unwrap_or(1.0);
    let down = units.len().div_ceil(ACROSS);
    let across = units.len().min(ACROSS) as f64;
    let names: Vec<Vec<String>> = units.iter().map(|unit| name(&unit.unit.name)).collect();
    let lines = names.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let head = HEAD + LINE * (lines as f64 - 1.0);
    let cell = HIGH + head - HEAD;
    let mut canvas = Canvas::new(LEFT + across * WIDE + 20.0, TOP + down as f64 * cell + 10.0);
    for (at, (name, points)) in names.iter().zip(&series).enumerate() {
        let left = LEFT + (at % ACROSS) as f64 * WIDE;
        let top = TOP + (at / ACROSS) as f64 * cell + head;
        let x = |year: u16| left + (WIDE - 40.0) * f64::from(year - first) / f64::from(last - first);
        let y = |value: f64| top + (HIGH - HEAD - 30.0) * (1.0 - value / end);
        for (above, line) in name.iter().rev().enumerate() {
            canvas.words(line.as_str(), (left, top - 12.0 - LINE * above as f64), HPos::Left, 12, INK);
        }
        for tick in [0.0, end] {
            canvas.line(vec![(left, y(tick)), (left + WIDE - 40.0, y(tick))], GRID, 1);
            if at % ACROSS == 0 {
                canvas.words(label(indicator, tick), (left - 6.0, y(tick)), HPos::Right, 10, QUIET);
            }
        }
        for row in points {
            if let Some(interval) = row.interval {
                canvas.line(
                    vec![(x(row.year), y(interval.low)), (x(row.year), y(interval.high.min(end)))],
                    PALE,
                    3,
                );
            }
        }
        // A year without a value breaks the line.
        for pair in points.windows(2) {
            if let [a, b] = pair
                && let (true, Some(from), Some(to)) = (a.year + 1 == b.year, a.value, b.value)
            {
                canvas.line(vec![(x(a.year), y(from)), (x(b.year), y(to))], MAIN, 2);
            }
        }
        for row in points {
            let doubtful = row.rests.finding || row.rests.below_high;
            canvas.dot((x(row.year), y(row.value.unwrap_or(0.0))), MAIN, doubtful);
        }
        for year in [first, last] {
            canvas.words(year.to_string(), (x(year), y(0.0) + 12.0), HPos::Center, 10, QUIET);
        }
    }
    let mut notes = vec![
        "各图纵轴相同；浅色竖线为95%置信区间，空心点所依数据存疑或可信度非高，缺值年份断开。".to_string(),
        "One scale for all; pale lines are 95% intervals, hollow dots rest on figures in doubt, a year without a value breaks the line."
            .to_string(),
    ];
    notes.extend(super::first_of(units.len(), shown.len()));
    notes.extend(super::together(units));
    notes.push(super::SOURCE.to_string());
    canvas.frame(&title(indicator, &format!("{first}-{last}")), &notes);
    Ok(canvas)
}

/// A name in the lines that a cell has room for.
fn name(called: &str) -> Vec<String> {
    const ROOM: f64 = WIDE - 24.0;
    let mut lines = broken(called, ROOM, 12);
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).concat();
        lines.push(cut(&rest, ROOM, 12));
    }
    lines
}

/// The first and last year with a value.
fn years(rows: &[Row]) -> Option<(u16, u16)> {
    let years = || rows.iter().filter(|row| row.value.is_some()).map(|row| row.year);
    Some((years().min()?, years().max()?))
}
