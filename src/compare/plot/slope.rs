//! A line for each unit from one year to the next.

use plotters::style::text_anchor::HPos;

use super::canvas::{ACCENT, Canvas, GRID, INK, MAIN, QUIET, apart, width_of};
use super::{PlotError, label, title};
use crate::compare::indicator::Indicator;
use crate::compare::row::{By, Change, Row};

const TOP: f64 = 70.0;
const HIGH: f64 = 420.0;
const WIDE: f64 = 300.0;
const SIZE: u32 = 12;
/// From a dot to its name.
const LEAD: f64 = 24.0;
/// Names at one end lie at least so far apart.
const APART: f64 = 15.0;
/// More lines cannot be told apart.
const MOST: usize = 30;

pub(super) fn draw(
    indicator: &Indicator,
    rows: &[Row],
    shown: &[&Row],
    year: u16,
    most: usize,
) -> Result<Canvas, PlotError> {
    let all: Vec<(&Row, Change)> = shown.iter().filter_map(|row| Some((*row, row.change?))).collect();
    let lines = all.get(..most.min(MOST).min(all.len())).unwrap_or_default();
    if lines.is_empty() || rows.is_empty() {
        return Err(PlotError::Nothing("no unit has a value for this year and the year before"));
    }
    // From the lowest to the highest value: slopes are compared, not lengths.
    let values = || lines.iter().flat_map(|(_, change)| [change.now, change.previous]);
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
    let height = HIGH.max(APART * lines.len() as f64);
    let span = if high > low { high - low } else { 1.0 };
    let y = |value: f64| TOP + height * (high - value) / span;
    let names = lines.iter().map(|(row, _)| width_of(&row.unit.name, SIZE)).fold(80.0, f64::max) + 70.0;
    let (left, right) = (100.0, 100.0 + WIDE);
    let mut canvas = Canvas::new(right + names + 20.0, TOP + height + 20.0);
    for (x, year) in [(left, year - 1), (right, year)] {
        canvas.line(vec![(x, TOP - 8.0), (x, TOP + height + 8.0)], GRID, 1);
        canvas.words(year.to_string(), (x, TOP - 20.0), HPos::Center, 12, QUIET);
    }
    let ends = (TOP, TOP + height);
    let places = apart(&lines.iter().map(|(_, change)| y(change.now)).collect::<Vec<_>>(), APART, ends);
    let before = apart(&lines.iter().map(|(_, change)| y(change.previous)).collect::<Vec<_>>(), APART, ends);
    for ((row, change), (place, before)) in lines.iter().zip(places.into_iter().zip(before)) {
        let value = change.now;
        let told = change.told().is_some();
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
    let notes = notes(indicator, &all, lines.len(), shown.len(), (low, high));
    canvas.frame(&title(indicator, &format!("{}-{year}", year - 1)), &notes);
    Ok(canvas)
}

fn notes(
    indicator: &Indicator,
    all: &[(&Row, Change)],
    drawn: usize,
    valued: usize,
    (low, high): (f64, f64),
) -> Vec<String> {
    let mut notes = vec![
        "橙色：变化显著（Newcombe 95%区间不含0，各线分别而论）；蓝色：在偶然波动之内，或无区间。Orange: a change beyond chance (95%, each line for itself); blue: none, or not told."
            .to_string(),
        match low > 0.0 {
            true => format!(
                "纵轴不从0起：{}至{}。The scale does not begin at 0: it runs from {} to {}.",
                label(indicator, low),
                label(indicator, high),
                label(indicator, low),
                label(indicator, high)
            ),
            false => "纵轴从0起。The scale begins at 0.".to_string(),
        },
    ];
    if all.len() > drawn {
        notes.push(format!(
            "共{}个单位，只画本年数值从好到差的前{drawn}个。The first {drawn} of {} by this year's value, from the good end.",
            all.len(),
            all.len()
        ));
    }
    if valued > all.len() {
        let none = valued - all.len();
        notes.push(format!(
            "另有{none}个单位无上年可比数值，未画。{none} more have no value for the year before."
        ));
    }
    if all.iter().any(|(row, _)| row.by != By::Agency) {
        notes.push(
            "合计只含两年都有数值的机关。A line of several agencies is of those with a value in both years."
                .to_string(),
        );
    }
    notes.push(super::SOURCE.to_string());
    notes
}
