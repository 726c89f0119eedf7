//! Pictures of a comparison: a ranking with its intervals, a funnel, small multiples, a slope.
//!
//! Drawn with the font of the program, whose letters go into the file as outlines: a picture is the same on every machine,
//! also on one without Chinese fonts.

mod canvas;
mod funnel;
mod multiples;
mod ranking;
mod slope;

use std::path::{Path, PathBuf};

use super::indicator::Indicator;
use super::row::{By, Row};

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    /// A bar for each, best first, with its interval.
    Ranking,
    /// Each share by its number of cases, with the limits that chance alone would keep to.
    Funnel,
    /// A small chart over the years for each, all on one scale.
    Multiples,
    /// A line for each from one year to the next.
    Slope,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PlotError {
    /// Nothing to draw.
    #[error("there is nothing to draw: {0}")]
    Nothing(&'static str),
    /// A name that tells no format.
    #[error("{} ends neither in .svg nor in .png", .0.display())]
    Format(PathBuf),
    /// The picture cannot be written.
    #[error("cannot write {}: {problem}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        problem: String,
    },
    /// The picture cannot be drawn.
    #[error("the picture cannot be drawn: {0}")]
    Draw(String),
}

/// Draws one indicator. `rows` are those of all years, `shown` the year that a picture of one year shows; at most `most`
/// units are drawn.
pub fn plot(
    chart: Chart,
    indicator: &Indicator,
    rows: &[Row],
    shown: u16,
    most: usize,
    path: &Path,
) -> Result<(), PlotError> {
    let of_year = || rows.iter().filter(|row| row.year == shown);
    let without = of_year().filter(|row| row.value.is_none()).count();
    let of_year: Vec<&Row> = of_year().filter(|row| row.value.is_some()).collect();
    let canvas = match chart {
        Chart::Ranking => ranking::draw(indicator, &of_year, without, shown, most),
        Chart::Funnel => funnel::draw(indicator, &of_year, shown),
        Chart::Multiples => multiples::draw(indicator, rows, &of_year, most),
        Chart::Slope => slope::draw(indicator, rows, &of_year, shown, most),
    }?;
    let bytes = match path
        .extension()
        .and_then(|extension| extension.to_str())
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        Some("svg") => canvas.svg()?.into_bytes(),
        Some("png") => canvas.png()?,
        _ => return Err(PlotError::Format(path.to_path_buf())),
    };
    std::fs::write(path, bytes).map_err(|error| PlotError::Write {
        path: path.to_path_buf(),
        problem: crate::common::system_words(&error),
    })
}

/// Where the figures come from, below each picture.
const SOURCE: &str = "数据来源：各机关政府信息公开工作年度报告，经 nianbao 提取核对。Source: yearly reports of the agencies, read by nianbao.";

/// How many are drawn, where not all are.
fn first_of(drawn: usize, all: usize) -> Option<String> {
    (all > drawn).then(|| {
        format!(
            "共{all}个单位，显示本年数值从好到差的前{drawn}个。The first {drawn} of {all} by this year's value, from the good end."
        )
    })
}

/// What there is to know of agencies taken together.
fn together(rows: &[&Row]) -> Vec<String> {
    let mut notes = Vec::new();
    if rows.iter().any(|row| row.by != By::Agency && row.interval.is_some()) {
        notes.push(
            "合计的区间把各机关的申请视为一个样本。An interval of several agencies takes their requests as one sample."
                .to_string(),
        );
    }
    let out: u64 = rows.iter().map(|row| row.left_out).sum();
    if out > 0 {
        notes.push(format!(
            "同一地方的政府报告与其部门、下辖地方的报告只计件数较多的一方，{out}份未计。Of a government's report and those of its departments and the places below it those with more cases count; {out} left out."
        ));
    }
    notes
}

/// The title of a picture.
fn title(indicator: &Indicator, years: &str) -> String {
    format!("{}（{}），{years}", indicator.zh, indicator.en)
}

/// A value as people read it.
fn label(indicator: &Indicator, value: f64) -> String {
    indicator.kind.told(value)
}

/// Round numbers from 0 to at least `top`, at most six.
fn ticks(top: f64) -> Vec<f64> {
    let rough = (top / 5.0).max(1e-9);
    let unit = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|factor| factor * unit).find(|step| *step >= rough);
    let step = step.unwrap_or(rough);
    let count = (top / step).ceil().clamp(1.0, 6.0) as usize;
    (0..=count).map(|at| at as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_top() {
        assert_eq!(ticks(0.43), [0.0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5]);
        assert_eq!(ticks(97.0), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        for top in [0.0, 1e-7, 1.0, 3486.0, 1e9] {
            let ticks = ticks(top);
            assert!(ticks.len() <= 7 && ticks[ticks.len() - 1] >= top, "{top}: {ticks:?}");
        }
    }
}
