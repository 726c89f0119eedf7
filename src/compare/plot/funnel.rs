//! Each share by its number of cases, with the limits that chance alone would keep to.

use plotters::style::text_anchor::HPos;
use rust_decimal::prelude::ToPrimitive;

use super::canvas::{ACCENT, Canvas, GRID, INK, MAIN, QUIET, width_of};
use super::{PlotError, label, ticks, title};
use crate::compare::indicator::Indicator;
use crate::compare::row::{Funnel, Row, Side};
use crate::stats;

const LEFT: f64 = 76.0;
const TOP: f64 = 56.0;
const WIDE: f64 = 680.0;
const HIGH: f64 = 380.0;
/// Steps of the curves.
const STEPS: u32 = 120;
/// How many of those outside are named; more would lie on each other.
const NAMED: usize = 12;

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
    let middle = (few as f64 * many as f64).sqrt().max(1.0) as u64;
    let limit = stats::funnel(target, middle, 0.002).map_or(target * 1.5, |limits| limits.high);
    let ticks = ticks(cases.iter().map(share).fold(limit, f64::max).min(1.0));
    let end = ticks.last().copied().unwrap_or(1.0);
    let (low, high) = ((few.max(1) as f64 * 0.8).ln(), (many as f64 * 1.3).ln());
    let x = |cases: f64| LEFT + WIDE * (cases.ln() - low) / (high - low);
    let y = |share: f64| TOP + HIGH * (1.0 - (share / end).min(1.0));
    let mut canvas = Canvas::new(LEFT + WIDE + 40.0, TOP + HIGH + 110.0);
    for &tick in &ticks {
        canvas.line(vec![(LEFT, y(tick)), (LEFT + WIDE, y(tick))], GRID, 1);
        canvas.words(label(indicator, tick), (LEFT - 8.0, y(tick)), HPos::Right, 11, QUIET);
    }
    for tick in cases_to_name(low, high) {
        canvas.line(vec![(x(tick), TOP + HIGH), (x(tick), TOP + HIGH + 4.0)], QUIET, 1);
        canvas.words(format!("{tick:.0}"), (x(tick), TOP + HIGH + 13.0), HPos::Center, 11, QUIET);
    }
    canvas.words("案件数 cases", (LEFT + WIDE, TOP + HIGH + 28.0), HPos::Right, 11, QUIET);
    canvas.line(vec![(LEFT, y(target)), (LEFT + WIDE, y(target))], INK, 1);
    for outside in [0.05, 0.002] {
        curves(&mut canvas, target, outside, (low, high), &x, &y, end);
    }
    points(&mut canvas, &cases, &x, &y);
    let notes = [
        format!(
            "中线为合计{}；曲线之间为偶然波动可解释的范围（95%、99.8%，精确二项）。",
            label(indicator, target)
        ),
        "Between the curves lies what chance alone would give (95% and 99.8%, exact binomial).".to_string(),
        super::SOURCE.to_string(),
    ];
    canvas.frame(&title(indicator, &year.to_string()), &notes);
    Ok(canvas)
}

fn curves(
    canvas: &mut Canvas,
    target: f64,
    outside: f64,
    (low, high): (f64, f64),
    x: &dyn Fn(f64) -> f64,
    y: &dyn Fn(f64) -> f64,
    end: f64,
) {
    let (mut below, mut above) = (Vec::new(), Vec::new());
    for step in 0..=STEPS {
        let cases = (low + (high - low) * f64::from(step) / f64::from(STEPS)).exp().round().max(1.0);
        if let Some(limits) = stats::funnel(target, cases as u64, outside) {
            below.push((x(cases), y(limits.low)));
            // What lies above the picture is not drawn along its edge.
            if limits.high <= end {
                above.push((x(cases), y(limits.high)));
            }
        }
    }
    let name = format!("{}%", (1.0 - outside) * 100.0);
    for curve in [below, above] {
        if let Some(&(_, last)) = curve.last() {
            canvas.words(name.as_str(), (LEFT + WIDE + 5.0, last), HPos::Left, 10, QUIET);
        }
        canvas.line(curve, QUIET, 1);
    }
}

/// Numbers of cases to name on an axis of logarithms: 1, 2, 5, 10, 20 … as far as there is room.
fn cases_to_name(low: f64, high: f64) -> Vec<f64> {
    const MOST: usize = 8;
    let within = |factors: &[f64]| -> Vec<f64> {
        let powers = (0..16).map(|power| 10f64.powi(power));
        let all = powers.flat_map(|power| factors.iter().map(move |factor| factor * power));
        all.filter(|tick| (low..=high).contains(&tick.ln())).collect()
    };
    let fine: [&[f64]; 4] =
        [&[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0], &[1.0, 2.0, 3.0, 5.0], &[1.0, 3.0], &[1.0]];
    fine.into_iter().map(within).find(|ticks| ticks.len() <= MOST).unwrap_or_default()
}

fn points(canvas: &mut Canvas, cases: &[(u64, u64, &Row)], x: &dyn Fn(f64) -> f64, y: &dyn Fn(f64) -> f64) {
    let mut named = 0;
    for (part, of, row) in cases {
        let at = (x(*of as f64), y(*part as f64 / *of as f64));
        let far = matches!(row.funnel, Some(Funnel::Outside998(_)));
        canvas.dot(at, if far { ACCENT } else { MAIN }, row.rests.finding || row.rests.below_high);
        if far && named < NAMED {
            named += 1;
            // Away from the curves: above what is high, below what is low, and within the picture.
            let below = matches!(row.funnel, Some(Funnel::Outside998(Side::Below)));
            let half = width_of(&row.unit.name, 11) / 2.0;
            let middle = at.0.clamp(LEFT + half, (LEFT + WIDE - half).max(LEFT + half));
            let place = (middle, at.1 + if below { 12.0 } else { -11.0 });
            canvas.words(row.unit.name.as_str(), place, HPos::Center, 11, INK);
        }
    }
}
