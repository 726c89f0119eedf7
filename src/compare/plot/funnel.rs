//! Each share by its number of cases, with the limits that chance alone would keep to.

use plotters::style::text_anchor::HPos;
use rust_decimal::prelude::ToPrimitive;

use super::canvas::{ACCENT, Canvas, GRID, INK, MAIN, QUIET};
use super::{PlotError, label, ticks, title};
use crate::compare::indicator::Indicator;
use crate::compare::table::{Funnel, Row};
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
    let ticks = ticks(cases.iter().map(share).fold(target * 1.5, f64::max));
    let end = ticks.last().copied().unwrap_or(1.0);
    let (low, high) = ((few.max(1) as f64 * 0.8).ln(), (many as f64 * 1.3).ln());
    let x = |cases: f64| LEFT + WIDE * (cases.ln() - low) / (high - low);
    let y = |share: f64| TOP + HIGH * (1.0 - (share / end).min(1.0));
    let mut canvas = Canvas::new(LEFT + WIDE + 40.0, TOP + HIGH + 110.0);
    for &tick in &ticks {
        canvas.line(vec![(LEFT, y(tick)), (LEFT + WIDE, y(tick))], GRID, 1);
        canvas.words(label(indicator, tick), (LEFT - 8.0, y(tick)), HPos::Right, 11, QUIET);
    }
    let mut power = 1.0;
    while power <= many as f64 * 1.3 {
        for tick in [power, power * 3.0] {
            if (low..=high).contains(&f64::ln(tick)) {
                canvas.words(format!("{tick:.0}"), (x(tick), TOP + HIGH + 12.0), HPos::Center, 11, QUIET);
            }
        }
        power *= 10.0;
    }
    canvas.words("案件数 cases", (LEFT + WIDE, TOP + HIGH + 28.0), HPos::Right, 11, QUIET);
    canvas.line(vec![(LEFT, y(target)), (LEFT + WIDE, y(target))], INK, 1);
    for outside in [0.05, 0.002] {
        curves(&mut canvas, target, outside, (low, high), &x, &y);
    }
    points(&mut canvas, &cases, &x, &y);
    let notes = [
        format!(
            "中线为合计{}；曲线之间为偶然波动可解释的范围（95%、99.8%，精确二项）。",
            label(indicator, target)
        ),
        "Between the curves lies what chance alone would give (95% and 99.8%, exact binomial).".to_string(),
        "数据来源：各机关政府信息公开工作年度报告，经 nianbao 提取核对。".to_string(),
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
) {
    let (mut below, mut above) = (Vec::new(), Vec::new());
    for step in 0..=STEPS {
        let cases = (low + (high - low) * f64::from(step) / f64::from(STEPS)).exp().round().max(1.0);
        if let Some(limits) = stats::funnel(target, cases as u64, outside) {
            below.push((x(cases), y(limits.low)));
            above.push((x(cases), y(limits.high)));
        }
    }
    canvas.line(below, QUIET, 1);
    canvas.line(above, QUIET, 1);
}

fn points(canvas: &mut Canvas, cases: &[(u64, u64, &Row)], x: &dyn Fn(f64) -> f64, y: &dyn Fn(f64) -> f64) {
    let mut named = 0;
    for (part, of, row) in cases {
        let at = (x(*of as f64), y(*part as f64 / *of as f64));
        let far = matches!(row.funnel, Some(Funnel::Outside998(_)));
        canvas.dot(at, if far { ACCENT } else { MAIN }, row.rests.finding || row.rests.below_high);
        if far && named < NAMED {
            named += 1;
            canvas.words(row.unit.name.as_str(), (at.0, at.1 - 11.0), HPos::Center, 11, INK);
        }
    }
}
