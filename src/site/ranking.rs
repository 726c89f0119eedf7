//! The pages of rankings: each indicator among those of one kind and level, year by year, with the interval drawn.

use std::collections::BTreeMap;
use std::path::Path;

use super::catalogue::Catalogue;
use super::folder::Folder;
use super::html::{Esc, file_name, put};
use super::lists::{ROWS, numbered, turn};
use super::words::Said;
use crate::audit::Lang;
use crate::compare::{Direction, Indicator, Kind};
use crate::dataset::DatasetError;
use crate::dataset::columns::{self, INDICATORS};
use crate::dataset::read::{Cells, Row, Rows};

/// What a ranking shows of a row of `indicators.csv`.
struct Point {
    by: String,
    indicator: String,
    called: String,
    year: u16,
    unit_id: String,
    unit: String,
    numerator: String,
    denominator: String,
    value: Option<f64>,
    interval: Option<(f64, f64)>,
    peers: String,
    /// One more than are surely better, as many as are not surely worse, and among how many.
    rank: Option<(u64, u64, u64)>,
    change: Option<(f64, f64)>,
    rests: String,
    why_not: String,
}

impl Row for Point {
    const FILE: columns::File = INDICATORS;

    fn parse(cells: &Cells<'_>) -> Result<Point, DatasetError> {
        let text = |column| cells.text(column).to_string();
        let pair = |low, high| -> Result<Option<(f64, f64)>, DatasetError> {
            Ok(cells.optional(low)?.zip(cells.optional(high)?))
        };
        let rank = [cells.optional("rank")?, cells.optional("rank_worst")?, cells.optional("rank_of")?];
        Ok(Point {
            by: text("by"),
            indicator: text("indicator"),
            called: text("indicator_zh"),
            year: cells.number("year")?,
            unit_id: text("unit_id"),
            unit: text("unit"),
            numerator: text("numerator"),
            denominator: text("denominator"),
            value: cells.optional::<f64>("value")?.filter(|value| value.is_finite()),
            interval: pair("low", "high")?,
            peers: text("peers"),
            rank: match rank {
                [Some(best), Some(worst), Some(of)] => Some((best, worst, of)),
                _ => None,
            },
            change: pair("change_low", "change_high")?,
            rests: text("rests"),
            why_not: text("why_not"),
        })
    }
}

/// Which rows stand together: those that may be ranked among each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    by: String,
    peers: String,
    year: u16,
}

/// Writes the rankings, if the dataset has indicators. `known` are the indicators of the program, for their names.
pub(super) fn write(
    dir: &Path,
    known: &[Indicator],
    catalogue: &Catalogue,
    said: &Said,
    folder: &mut Folder,
) -> Result<(), DatasetError> {
    let mut index = Index { known, said, indicators: BTreeMap::new() };
    if dir.join(INDICATORS.name).is_file() {
        let mut waiting: Vec<Point> = Vec::new();
        for point in Rows::<Point>::open(dir)? {
            let point = point?;
            let same = |other: &Point| {
                (&other.by, &other.indicator, other.year) == (&point.by, &point.indicator, point.year)
            };
            if !waiting.last().is_none_or(same) {
                index.rankings(&mut waiting, catalogue, folder)?;
            }
            waiting.push(point);
        }
        index.rankings(&mut waiting, catalogue, folder)?;
    }
    index.write(folder)
}

/// What has been written, for the pages that lead there.
struct Index<'a> {
    known: &'a [Indicator],
    said: &'a Said,
    /// By the key of the indicator.
    indicators: BTreeMap<String, Rankings>,
}

/// The rankings by one indicator.
struct Rankings {
    called: String,
    /// The name of the pages of each without its ending, and how many are ranked there.
    groups: BTreeMap<Group, (String, usize)>,
}

impl Index<'_> {
    /// Writes the rankings of one indicator and year, group by group, and forgets the rows.
    fn rankings(
        &mut self,
        rows: &mut Vec<Point>,
        catalogue: &Catalogue,
        folder: &mut Folder,
    ) -> Result<(), DatasetError> {
        let mut groups: BTreeMap<Group, Vec<Point>> = BTreeMap::new();
        for point in rows.drain(..) {
            let group = Group { by: point.by.clone(), peers: point.peers.clone(), year: point.year };
            groups.entry(group).or_default().push(point);
        }
        for (group, mut points) in groups {
            let Some(first) = points.first() else { continue };
            if points.iter().all(|point| point.value.is_none()) {
                continue;
            }
            let key = first.indicator.clone();
            let indicator = self.known.iter().find(|known| known.key == key);
            let called = match indicator {
                Some(known) => self.said.pick(&known.zh, &known.en).to_string(),
                None => first.called.clone(),
            };
            order(&mut points);
            let rankings = self
                .indicators
                .entry(key.clone())
                .or_insert_with(|| Rankings { called: called.clone(), groups: BTreeMap::new() });
            let stem = format!("{}-{}", file_name(&key), rankings.groups.len() + 1);
            rankings.groups.insert(group.clone(), (stem.clone(), points.len()));
            // The file says it itself, also of indicators that are not known here: only shares have intervals.
            let is_share = points.iter().any(|point| point.interval.is_some());
            let kind = if is_share { Kind::Share } else { Kind::Ratio };
            let scale = scale(&points, kind);
            let pages = points.chunks(ROWS);
            let count = pages.len();
            for (at, points) in pages.enumerate() {
                let title = format!("{called} · {}", self.group(&group));
                let mut body =
                    format!("<h1>{} <small>{}</small></h1>\n", Esc(&called), Esc(&self.group(&group)));
                if let (Some(known), Lang::En) = (indicator, self.said.lang) {
                    put!(&mut body, "<p>{}. {}.</p>\n", Esc(&known.note), Esc(&known.source));
                }
                put!(&mut body, "<p class=\"legend\">{}</p>\n", self.said.rank_note);
                self.table(&mut body, points, scale, kind, catalogue);
                turn(&mut body, self.said, &stem, at, count);
                folder.page(&format!("rankings/{}", numbered(&stem, at)), self.said, &title, &body)?;
            }
        }
        Ok(())
    }

    fn group(&self, group: &Group) -> String {
        match group.peers.is_empty() {
            true => format!("{} {}", group.by, group.year),
            false => format!("{} {}", group.peers, group.year),
        }
    }

    fn table(&self, body: &mut String, points: &[Point], scale: f64, kind: Kind, catalogue: &Catalogue) {
        let said = self.said;
        body.push_str("<div class=\"wide\"><table class=\"list\">\n<tr>");
        for head in [said.rank, said.agency, said.value, "", said.cases, said.change, ""] {
            put!(body, "<th scope=\"col\">{head}</th>");
        }
        body.push_str("</tr>\n");
        let told = |value: f64| kind.told(value);
        let rank = |(best, worst, of): (u64, u64, u64)| match best == worst {
            true => format!("{best} / {of}"),
            false => format!("{best}–{worst} / {of}"),
        };
        for point in points {
            let report = catalogue.of_agency(&point.unit_id, point.year).filter(|_| point.by == "agency");
            let name = match report {
                Some(report) => format!("<a href=\"../{}\">{}</a>", report.page(), Esc(&point.unit)),
                None => Esc(if point.unit.is_empty() { &point.unit_id } else { &point.unit }).to_string(),
            };
            let value = point.value.map(told).unwrap_or_default();
            put!(
                body,
                "<tr><td>{}</td><th scope=\"row\">{name}</th><td>{value}</td><td>",
                point.rank.map(rank).unwrap_or_default()
            );
            bar(body, point, scale, &told);
            let cases = match point.denominator.is_empty() {
                true => point.numerator.clone(),
                false => format!("{} / {}", point.numerator, point.denominator),
            };
            let change = match point.change {
                Some((low, _)) if low > 0.0 => "↑",
                Some((_, high)) if high < 0.0 => "↓",
                _ => "",
            };
            let notes: Vec<&str> =
                [point.why_not.as_str(), &point.rests].into_iter().filter(|note| !note.is_empty()).collect();
            let notes = notes.join(" · ");
            put!(
                body,
                "</td><td>{}</td><td>{change}</td><td><small>{}</small></td></tr>\n",
                Esc(&cases),
                Esc(&notes)
            );
        }
        body.push_str("</table></div>\n");
    }

    /// The pages that lead to the rankings.
    fn write(&self, folder: &mut Folder) -> Result<(), DatasetError> {
        let said = self.said;
        let mut index = format!("<h1>{}</h1>\n", said.rankings);
        if self.indicators.is_empty() {
            put!(&mut index, "<p>{}</p>\n", said.no_rankings);
            return folder.page("rankings/index.html", said, said.rankings, &index);
        }
        index.push_str("<ul class=\"columns\">\n");
        let in_order = self.known.iter().map(|known| known.key.as_str());
        let own = self
            .indicators
            .keys()
            .map(String::as_str)
            .filter(|key| self.known.iter().all(|known| known.key != *key));
        for key in in_order.chain(own) {
            let Some(Rankings { called, groups }) = self.indicators.get(key) else { continue };
            let file = file_name(key);
            put!(&mut index, "<li><a href=\"{file}.html\">{}</a></li>\n", Esc(called));
            let mut body = format!(
                "<h1>{}</h1>\n<div class=\"wide\"><table class=\"list\">\n<tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th></th></tr>\n",
                Esc(called),
                said.group,
                said.year
            );
            for (group, (stem, count)) in groups {
                let among = if group.peers.is_empty() { &group.by } else { &group.peers };
                put!(
                    &mut body,
                    "<tr><th scope=\"row\"><a href=\"{stem}.html\">{}</a></th><td>{}</td><td>{count}</td></tr>\n",
                    Esc(among),
                    group.year
                );
            }
            body.push_str("</table></div>\n");
            folder.page(&format!("rankings/{file}.html"), said, called, &body)?;
        }
        index.push_str("</ul>\n");
        folder.page("rankings/index.html", said, said.rankings, &index)
    }
}

/// Those that are ranked first, from the good end; those without a value last; then by name.
fn order(points: &mut [Point]) {
    let direction = direction(points);
    points.sort_by(|a, b| {
        let last = |point: &Point| (point.value.is_none(), point.rank.is_none());
        let value = |point: &Point| direction.from_good_end(point.value);
        last(a).cmp(&last(b)).then(value(a).total_cmp(&value(b))).then_with(|| a.unit.cmp(&b.unit))
    });
}

/// Which end is the good one: where the first in rank stands. The ranks say it also of indicators that are not known here.
fn direction(points: &[Point]) -> Direction {
    let ranked = || points.iter().filter_map(|point| Some((point.rank?.0, point.value?)));
    let ends = ranked().min_by_key(|ranked| ranked.0).zip(ranked().max_by_key(|ranked| ranked.0));
    match ends {
        Some(((best, first), (worst, last))) if best < worst && first < last => Direction::Lower,
        _ => Direction::Higher,
    }
}

/// The value at the right end of the line: the whole for shares, else the largest value.
fn scale(points: &[Point], kind: Kind) -> f64 {
    let largest = points.iter().filter_map(|point| point.value).fold(0.0, f64::max);
    if kind == Kind::Share || largest <= 0.0 { 1.0 } else { largest }
}

/// The value on a line, and the interval around it.
fn bar(body: &mut String, point: &Point, scale: f64, told: &dyn Fn(f64) -> String) {
    let Some(value) = point.value else { return };
    let place = |value: f64| (value / scale * 100.0).clamp(0.0, 100.0);
    let (low, high) = point.interval.unwrap_or((value, value));
    let title = point.interval.map(|(low, high)| format!("{}–{}", told(low), told(high))).unwrap_or_default();
    put!(
        body,
        "<div class=\"bar\" title=\"{title}\"><i style=\"left:{:.1}%;width:{:.1}%\"></i><b style=\"left:{:.1}%\"></b></div>",
        place(low),
        place(high) - place(low),
        place(value)
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(unit: &str, value: f64, rank: Option<(u64, u64, u64)>) -> Point {
        Point {
            by: "agency".to_string(),
            indicator: "own".to_string(),
            called: "own".to_string(),
            year: 2023,
            unit_id: unit.to_string(),
            unit: unit.to_string(),
            numerator: String::new(),
            denominator: String::new(),
            value: Some(value),
            interval: None,
            peers: String::new(),
            rank,
            change: None,
            rests: String::new(),
            why_not: String::new(),
        }
    }

    #[test]
    fn the_ranks_say_which_end_is_the_good_one() {
        let rank = |best, worst| Some((best, worst, 3));
        let order = |ranks: [Option<(u64, u64, u64)>; 3]| {
            let mut points: Vec<Point> = ["a", "b", "c"]
                .into_iter()
                .zip([0.1, 0.5, 0.9])
                .zip(ranks)
                .map(|((unit, value), rank)| point(unit, value, rank))
                .collect();
            order(&mut points);
            points.into_iter().map(|point| point.unit).collect::<Vec<_>>()
        };
        assert_eq!(order([rank(1, 1), rank(2, 3), rank(2, 3)]), ["a", "b", "c"]);
        assert_eq!(order([rank(2, 3), rank(2, 3), rank(1, 1)]), ["c", "b", "a"]);
        assert_eq!(order([rank(1, 2), None, rank(1, 2)]), ["c", "a", "b"]);
    }
}
