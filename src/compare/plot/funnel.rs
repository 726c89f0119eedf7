//! Each share by its number of cases, with the limits that chance alone would keep to.

use plotters::style::text_anchor::HPos;
use rust_decimal::prelude::ToPrimitive;

use super::canvas::{ACCENT, At, Canvas, GRID, INK, MAIN, PALE, QUIET, apart, width_of};
use super::{PlotError, label, ticks, title};
use crate::compare::indicator::Indicator;
use crate::compare::peers;
use crate::compare::rank::FEWEST_CASES;
use crate::compare::row::{Funnel, Row, Side, of_several_groups};
use crate::stats;

const LEFT: f64 = 76.0;
const TOP: f64 = 56.0;
const WIDE: f64 = 680.0;
const HIGH: f64 = 380.0;
/// Steps of the curves.
const STEPS: u32 = 120;
/// How many of those outside are named at most.
const NAMED: usize = 16;
const SIZE: u32 = 11;

/// A share as it is drawn.
struct Point<'r> {
    all: u64,
    row: &'r Row,
    /// Against the limits of this picture.
    side: Option<Funnel>,
    at: At,
}

/// Where the numbers lie.
struct Scale {
    low: f64,
    high: f64,
    end: f64,
}

impl Scale {
    fn x(&self, cases: f64) -> f64 {
        LEFT + WIDE * (cases.ln() - self.low) / (self.high - self.low)
    }

    fn y(&self, share: f64) -> f64 {
        TOP + HIGH * (1.0 - (share / self.end).min(1.0))
    }
}

pub(super) fn draw(indicator: &Indicator, rows: &[&Row], year: u16) -> Result<Canvas, PlotError> {
    let cases: Vec<(u64, u64, &Row)> = rows
        .iter()
        .filter(|row| row.interval.is_some())
        .filter_map(|row| Some((row.numerator?.to_u64()?, row.denominator?.to_u64()?, *row)))
        .collect();
    if cases.len() < 2 {
        return Err(PlotError::Nothing("a funnel needs at least two units with a share"));
    }
    let (part, all) = cases.iter().fold((0, 0), |(part, all), case| (part + case.0, all + case.1));
    let target = part as f64 / all as f64;
    let share = |case: &(u64, u64, &Row)| case.0 as f64 / case.1 as f64;
    let (few, many) =
        cases.iter().fold((u64::MAX, 1), |(few, many), case| (few.min(case.1), many.max(case.1)));
    // So high that the outer limit is seen where half of the cases lie.
    let middle = ((few as f64 * many as f64).sqrt() as u64).max(FEWEST_CASES);
    let limit = stats::funnel(target, middle, 0.002).map_or(target * 1.5, |limits| limits.high);
    let ticks = ticks(cases.iter().map(share).fold(limit, f64::max).min(1.0));
    let end = ticks.last().copied().unwrap_or(1.0);
    let scale = Scale { low: (few.max(1) as f64 * 0.8).ln(), high: (many as f64 * 1.3).ln(), end };
    let limits = part > 0 && part < all;
    let point = |&(part, all, row): &(u64, u64, _)| {
        let judged = limits && all >= FEWEST_CASES;
        let side = judged.then(|| peers::funnel(part, all, target)).flatten();
        Point { all, row, side, at: (scale.x(all as f64), scale.y(part as f64 / all as f64)) }
    };
    let points: Vec<Point<'_>> = cases.iter().map(point).collect();
    let mut canvas = Canvas::new(LEFT + WIDE + 50.0, TOP + HIGH + 40.0);
    axes(&mut canvas, indicator, &ticks, &scale);
    canvas.line(vec![(LEFT, scale.y(target)), (LEFT + WIDE, scale.y(target))], INK, 1);
    if limits {
        curves(&mut canvas, target, &scale);
    }
    let unnamed = draw_points(&mut canvas, &points);
    canvas.frame(&title(indicator, &year.to_string()), &notes(indicator, &points, target, limits, unnamed));
    Ok(canvas)
}

fn axes(canvas: &mut Canvas, indicator: &Indicator, ticks: &[f64], scale: &Scale) {
    for &tick in ticks {
        canvas.line(vec![(LEFT, scale.y(tick)), (LEFT + WIDE, scale.y(tick))], GRID, 1);
        canvas.words(label(indicator, tick), (LEFT - 8.0, scale.y(tick)), HPos::Right, 11, QUIET);
    }
    for tick in cases_to_name(scale.low, scale.high) {
        let x = scale.x(tick);
        canvas.line(vec![(x, TOP + HIGH), (x, TOP + HIGH + 4.0)], QUIET, 1);
        canvas.words(format!("{tick:.0}"), (x, TOP + HIGH + 13.0), HPos::Center, 11, QUIET);
    }
    canvas.words("案件数 cases", (LEFT + WIDE, TOP + HIGH + 28.0), HPos::Right, 11, QUIET);
}

/// The limits, from where there are cases enough.
fn curves(canvas: &mut Canvas, target: f64, scale: &Scale) {
    let from = scale.low.max((FEWEST_CASES as f64).ln());
    let mut ends: Vec<(&str, f64)> = Vec::new();
    for (outside, name) in [(0.05, "95%"), (0.002, "99.8%")] {
        let (mut below, mut above) = (Vec::new(), Vec::new());
        for step in (0..=STEPS).filter(|_| from < scale.high) {
            let share = f64::from(step) / f64::from(STEPS);
            let cases = (from + (scale.high - from) * share).exp().round().max(1.0);
            if let Some(limits) = stats::funnel(target, cases as u64, outside) {
                below.push((scale.x(cases), scale.y(limits.low)));
                // What lies above the picture is not drawn along its edge.
                if limits.high <= scale.end {
                    above.push((scale.x(cases), scale.y(limits.high)));
                }
            }
        }
        for curve in [below, above] {
            ends.extend(curve.last().map(|&(_, last)| (name, last)));
            canvas.line(curve, QUIET, 1);
        }
    }
    let places = apart(&ends.iter().map(|end| end.1).collect::<Vec<_>>(), 12.0, (TOP, TOP + HIGH));
    for ((name, _), place) in ends.iter().zip(places) {
        canvas.words(*name, (LEFT + WIDE + 5.0, place), HPos::Left, 10, QUIET);
    }
}

/// Numbers of cases to name on an axis of logarithms: 1, 2, 5, 10, 20 … as far as there is room.
fn cases_to_name(low: f64, high: f64) -> Vec<f64> {
    const MOST: usize = 8;
    let within = |factors: &[f64]| -> Vec<f64> {
        let powers = (0..16).map(|power| 10f64.powi(power));
        let all = powers.flat_map(|power| factors.iter().map(move |factor| factor * power));
        all.filter(|tick| (low..=high).contains(&tick.ln()) && tick.fract() == 0.0).collect()
    };
    let fine: [&[f64]; 4] =
        [&[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0], &[1.0, 2.0, 3.0, 5.0], &[1.0, 3.0], &[1.0]];
    fine.into_iter().map(within).find(|ticks| ticks.len() <= MOST).unwrap_or_default()
}

fn is_far(point: &Point<'_>) -> bool {
    matches!(point.side, Some(Funnel::Outside998(_)))
}

/// Draws all, and names those far outside that have room for a name; comes to how many have none.
fn draw_points(canvas: &mut Canvas, points: &[Point<'_>]) -> usize {
    for point in points {
        let colour = match () {
            () if is_far(point) => ACCENT,
            () if point.all < FEWEST_CASES => PALE,
            () => MAIN,
        };
        canvas.dot(point.at, colour, point.row.rests.finding || point.row.rests.below_high);
    }
    let mut far: Vec<&Point<'_>> = points.iter().filter(|point| is_far(point)).collect();
    // Those with most cases say most.
    far.sort_by_key(|point| std::cmp::Reverse(point.all));
    let mut taken: Vec<(At, At)> = far.iter().map(|point| around(point.at, 5.0, 5.0)).collect();
    let mut unnamed = 0;
    for point in &far {
        let name = point.row.unit.name.as_str();
        let free = (taken.len() < far.len() + NAMED).then(|| free_place(point, &taken, points)).flatten();
        let Some(place) = free else {
            unnamed += 1;
            continue;
        };
        taken.push(around(place, width_of(name, SIZE) / 2.0, 6.5));
        canvas.words(name, place, HPos::Center, SIZE, INK);
    }
    unnamed
}

fn around(middle: At, wide: f64, high: f64) -> (At, At) {
    ((middle.0 - wide, middle.1 - high), (middle.0 + wide, middle.1 + high))
}

/// Where a name can stand beside its dot: within the picture, on nothing that is named or far outside, and on no dot if that can be.
fn free_place(point: &Point<'_>, taken: &[(At, At)], points: &[Point<'_>]) -> Option<At> {
    let half = width_of(&point.row.unit.name, SIZE) / 2.0;
    // Away from the curves first: above what is high, below what is low.
    let away = if matches!(point.side, Some(Funnel::Outside998(Side::Below))) { 1.0 } else { -1.0 };
    let beside = half + 9.0;
    let above = [(0.0, away), (0.0, -away), (beside, 0.0), (-beside, 0.0), (beside, away), (-beside, away)];
    let places = above.map(|(x, y)| {
        let leftmost = LEFT + half + 2.0;
        ((point.at.0 + x).clamp(leftmost, (LEFT + WIDE - half).max(leftmost)), point.at.1 + 13.0 * y)
    });
    let lies_on = |place: &At, other: &(At, At)| {
        let own = around(*place, half, 6.5);
        own.0.0 < other.1.0 && other.0.0 < own.1.0 && own.0.1 < other.1.1 && other.0.1 < own.1.1
    };
    let within = |place: &At| place.1 >= TOP - 6.0 && place.1 <= TOP + HIGH - 7.0;
    let free = |place: &&At| within(place) && !taken.iter().any(|other| lies_on(place, other));
    let on_no_dot = |place: &&At| !points.iter().any(|dot| lies_on(place, &around(dot.at, 4.0, 4.0)));
    let mut left = places.iter().filter(free);
    left.clone().find(on_no_dot).or_else(|| left.next()).copied()
}

fn notes(
    indicator: &Indicator,
    points: &[Point<'_>],
    target: f64,
    limits: bool,
    unnamed: usize,
) -> Vec<String> {
    let centre = label(indicator, target);
    let mut notes = vec![match limits {
        true => format!(
            "中线为图中合计{centre}；曲线为偶然波动的95%和99.8%界限（精确二项尾概率），橙色在99.8%界限之外。The line is all together, {centre}; the curves are the 95% and 99.8% limits of chance (exact binomial tails), orange lies outside the outer ones."
        ),
        false => format!("合计为{centre}，偶然波动无界限。All together have {centre}: chance has no limits."),
    }];
    let few = points.iter().filter(|point| point.all < FEWEST_CASES).count();
    if limits && few > 0 {
        notes.push(format!(
            "浅色{few}项不足{FEWEST_CASES}件，不作判断。{few} pale dot(s) have fewer than {FEWEST_CASES} cases and are not judged."
        ));
    }
    if points.iter().any(|point| point.row.rests.finding || point.row.rests.below_high) {
        notes.push(
            "空心点所依数据存疑或可信度非高。Hollow dots rest on figures with a finding or below high."
                .to_string(),
        );
    }
    if unnamed > 0 {
        notes.push(format!(
            "另有{unnamed}个橙色点无处标名。{unnamed} more orange dot(s) have no room for a name."
        ));
    }
    if of_several_groups(points.iter().map(|point| point.row)) {
        notes.push("图中含不同类别或层级；indicators.csv 的 funnel 按同类同级计算。Kinds or levels are mixed here; the column funnel of indicators.csv is among peers.".to_string());
    }
    let rows: Vec<&Row> = points.iter().map(|point| point.row).collect();
    notes.extend(super::together(&rows));
    notes.push(super::SOURCE.to_string());
    notes
}
