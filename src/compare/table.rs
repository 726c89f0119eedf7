//! The rows of `indicators.csv`: every indicator of every agency, and of agencies taken together, with intervals, ranks,
//! funnel limits and change.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use compact_str::CompactString;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::facts::{Agency, Fact, Facts};
use super::indicator::{Direction, Indicator, Kind};
use super::point::{Gap, Plans, Point};
use super::rank::{FEWEST_CASES, rank};
use super::row::{By, Change, Funnel, Row, Side, Unit};
use crate::place::Places;
use crate::stats::{self, Interval};

/// Points of one unit and year, put together.
#[derive(Default)]
struct Sum {
    point: Option<Point>,
    reports: u64,
    without_value: u64,
    left_out: u64,
    gap: Option<Gap>,
    /// The forms of the reports that are in it, sorted and joined by `;`: there is one sum for each agency and year.
    templates: CompactString,
    /// Its reports follow forms over which the indicator must not be added up.
    mixed: bool,
}

/// A unit with its sums by year.
type Sums = BTreeMap<Unit, BTreeMap<u16, Sum>>;

/// All rows for one kind of unit and one indicator, by year, then by unit.
pub(super) fn rows(
    by: By,
    at: usize,
    indicator: &Indicator,
    plans: &Plans,
    facts: &Facts,
    regions: &Regions<'_>,
) -> Vec<Row> {
    let sums = sums(by, at, indicator.across_forms, facts, regions);
    let mut rows: Vec<Row> = Vec::new();
    for (unit, years) in &sums {
        let mut before: Option<(u16, &Sum)> = None;
        for (&year, sum) in years {
            let previous = before.filter(|(of, _)| of + 1 == year).map(|(_, sum)| sum);
            rows.push(row(by, at, year, unit, sum, previous, indicator, plans));
            before = Some((year, sum));
        }
    }
    rows.sort_by(|a, b| a.year.cmp(&b.year).then_with(|| a.unit.cmp(&b.unit)));
    if indicator.kind == Kind::Share {
        among_peers(&mut rows, indicator.direction);
    }
    rows
}

/// Names of regions by their code: as the dataset has them, else as the lists do. A province has a name here also where
/// only its counties report.
#[derive(Debug)]
pub(super) struct Regions<'p> {
    named: HashMap<String, String>,
    places: &'p Places,
}

impl<'p> Regions<'p> {
    pub(super) fn of(facts: &Facts, places: &'p Places) -> Regions<'p> {
        let named = facts.agencies.iter().filter(|agency| !agency.region_code.is_empty());
        let named = named.map(|agency| (agency.region_code.clone(), agency.region.clone())).collect();
        Regions { named, places }
    }

    /// The city or province of a code of GB/T 2260: its first four or two digits, filled up with zeros.
    fn unit(&self, code: &str, digits: usize) -> Option<Unit> {
        let head = code.get(..digits).filter(|head| head.bytes().all(|byte| byte.is_ascii_digit()))?;
        let code = format!("{head:0<6}");
        let name = self.named.get(&code).filter(|name| !name.is_empty()).cloned();
        let name = name.or_else(|| self.places.region(&code)).unwrap_or_default();
        Some(Unit {
            id: code.clone(),
            name: name.clone(),
            region_code: code,
            region: name,
            ..Unit::default()
        })
    }
}

fn unit(by: By, agency: &Agency, regions: &Regions<'_>) -> Option<Unit> {
    let Agency { id, name, kind, level, region_code, region } = agency;
    match by {
        By::Agency => Some(Unit {
            id: id.clone(),
            name: name.clone(),
            kind: kind.clone(),
            level: level.clone(),
            region_code: region_code.clone(),
            region: region.clone(),
        }),
        By::Kind if !kind.is_empty() => {
            let id = format!("{kind}/{level}");
            Some(Unit { name: id.clone(), id, kind: kind.clone(), level: level.clone(), ..Unit::default() })
        }
        By::Level if !level.is_empty() => {
            Some(Unit { id: level.clone(), name: level.clone(), level: level.clone(), ..Unit::default() })
        }
        By::City => regions.unit(region_code, 4).filter(|unit| !unit.id.ends_with("0000")),
        By::Province => regions.unit(region_code, 2),
        By::Kind | By::Level => None,
    }
}

/// A government's own report counts what its departments and towns report again.
fn is_summary(agency: &Agency) -> bool {
    agency.kind == "government"
}

fn sums(by: By, at: usize, across_forms: bool, facts: &Facts, regions: &Regions<'_>) -> Sums {
    let mut members: BTreeMap<(Unit, u16), Vec<&Fact>> = BTreeMap::new();
    for fact in &facts.facts {
        let unit = facts.agencies.get(fact.agency).and_then(|agency| unit(by, agency, regions));
        if let Some(unit) = unit {
            members.entry((unit, fact.year)).or_default().push(fact);
        }
    }
    let mut sums = Sums::new();
    for ((unit, year), members) in members {
        let summary = |fact: &Fact| facts.agencies.get(fact.agency).is_some_and(is_summary);
        let has_parts = members.iter().any(|fact| !summary(fact));
        let mut sum = Sum::default();
        for fact in members {
            if by != By::Agency && by != By::Kind && has_parts && summary(fact) {
                sum.left_out += 1;
                continue;
            }
            sum.add(fact, at);
        }
        if !across_forms && sum.templates.contains(';') {
            sum.mixed = sum.point.take().is_some();
            sum.without_value += std::mem::take(&mut sum.reports);
        }
        sums.entry(unit).or_default().insert(year, sum);
    }
    sums
}

impl Sum {
    fn add(&mut self, fact: &Fact, at: usize) {
        match fact.points.get(at) {
            Some(Ok(point)) => {
                self.follows(&fact.template);
                self.reports += 1;
                self.point = match self.point {
                    None => Some(*point),
                    Some(known) => Some(Point {
                        numerator: known.numerator.saturating_add(point.numerator),
                        denominator: known
                            .denominator
                            .zip(point.denominator)
                            .map(|(a, b)| a.saturating_add(b)),
                        rests: known.rests.and(point.rests),
                    }),
                };
            }
            Some(Err(gap)) => {
                self.without_value += 1;
                self.gap = Some(self.gap.map_or(*gap, |known| known.min(*gap)));
            }
            None => {}
        }
    }

    /// A report that is in it follows this form.
    fn follows(&mut self, template: &str) {
        if self.templates.split(';').any(|known| known == template) {
            return;
        }
        let mut all: Vec<&str> = self.templates.split(';').filter(|known| !known.is_empty()).collect();
        all.push(template);
        all.sort_unstable();
        self.templates = all.join(";").into();
    }

    fn value(&self) -> Option<f64> {
        let point = self.point?;
        let top = point.numerator.to_f64()?;
        match point.denominator {
            None => Some(top),
            Some(bottom) => bottom.to_f64().filter(|bottom| *bottom > 0.0).map(|bottom| top / bottom),
        }
    }

    /// Numerator and denominator as cases, where they are: whole numbers, the first part of the second.
    fn cases(&self) -> Option<(u64, u64)> {
        let point = self.point?;
        let whole = |number: Decimal| number.is_integer().then(|| number.to_u64()).flatten();
        let (part, all) = (whole(point.numerator)?, whole(point.denominator?)?);
        (part <= all && all > 0).then_some((part, all))
    }
}

#[expect(clippy::too_many_arguments, reason = "one row has as many sides")]
fn row(
    by: By,
    at: usize,
    year: u16,
    unit: &Unit,
    sum: &Sum,
    previous: Option<&Sum>,
    indicator: &Indicator,
    plans: &Plans,
) -> Row {
    let share = indicator.kind == Kind::Share;
    let cases = if share { sum.cases() } else { None };
    let why_not = match (sum.point, cases) {
        (None, _) if sum.mixed => "its reports follow forms whose figures mean different things".to_string(),
        (None, _) => sum.gap.map(|gap| plans.why(gap)).unwrap_or_default(),
        (Some(_), None) if share => "the numerator is no part of the denominator".to_string(),
        (Some(_), Some((_, all))) if all < FEWEST_CASES => {
            format!("fewer than {FEWEST_CASES} cases: not ranked")
        }
        _ => String::new(),
    };
    Row {
        by,
        indicator: at,
        year,
        unit: unit.clone(),
        numerator: sum.point.map(|point| point.numerator),
        denominator: sum.point.and_then(|point| point.denominator),
        value: sum.value(),
        interval: cases.and_then(|(part, all)| stats::wilson_95(part, all)),
        reports: sum.reports,
        without_value: sum.without_value,
        left_out: sum.left_out,
        peers: peers(by, unit) + &own_form(sum, indicator),
        rank: None,
        funnel: None,
        change: previous.and_then(|previous| change(sum, previous, indicator)),
        rests: sum.point.map(|point| point.rests).unwrap_or_default(),
        why_not,
    }
}

/// Agencies are compared with those of their kind and level, as far as these are known.
fn peers(by: By, unit: &Unit) -> String {
    let known = |word: &str| if word.is_empty() { "any" } else { word }.to_string();
    match by {
        By::Agency => format!("{}/{}", known(&unit.kind), known(&unit.level)),
        By::Kind => known(&unit.level),
        _ => "all".to_string(),
    }
}

/// Where figures of different forms must not be compared, only those of one form are peers.
fn own_form(sum: &Sum, indicator: &Indicator) -> String {
    match sum.templates.as_str() {
        "" => String::new(),
        _ if indicator.across_forms => String::new(),
        template => format!("/{template}"),
    }
}

fn change(sum: &Sum, previous: &Sum, indicator: &Indicator) -> Option<Change> {
    if !indicator.across_forms && sum.templates != previous.templates {
        return None;
    }
    let (value, before) = (sum.value()?, previous.value()?);
    let cases = sum.cases().zip(previous.cases()).filter(|_| indicator.kind == Kind::Share);
    let interval = cases.and_then(|(now, before)| stats::difference_95(before, now));
    Some(Change { previous: before, change: value - before, interval })
}

/// Ranks and funnel limits among the peers of each year.
fn among_peers(rows: &mut [Row], direction: Direction) {
    let mut groups: BTreeMap<(u16, String), Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        groups.entry((row.year, row.peers.clone())).or_default().push(index);
    }
    for members in groups.into_values() {
        let cases: Vec<(usize, u64, u64)> = members
            .iter()
            .filter_map(|&index| {
                let row = rows.get(index).filter(|row| row.interval.is_some())?;
                Some((index, row.numerator?.to_u64()?, row.denominator?.to_u64()?))
            })
            .collect();
        let (part, all) = cases.iter().fold((0, 0), |(part, all), case| (part + case.1, all + case.2));
        for &(index, own, of) in &cases {
            if let Some(row) = rows.get_mut(index).filter(|_| cases.len() > 1) {
                row.funnel = funnel(own, of, part as f64 / all as f64);
            }
        }
        if direction == Direction::None {
            continue;
        }
        let ranked: Vec<_> = cases.iter().filter(|case| case.2 >= FEWEST_CASES).collect();
        let intervals: Vec<Interval> =
            ranked.iter().filter_map(|case| stats::wilson_told_apart(case.1, case.2)).collect();
        for (case, rank) in ranked.iter().zip(rank(&intervals, direction)) {
            if let Some(row) = rows.get_mut(case.0) {
                row.rank = Some(rank);
            }
        }
    }
}

fn funnel(part: u64, whole: u64, target: f64) -> Option<Funnel> {
    let side = |outside| {
        Some(match stats::funnel_side(target, part, whole, outside)? {
            Ordering::Greater => Some(Side::Above),
            Ordering::Less => Some(Side::Below),
            Ordering::Equal => None,
        })
    };
    // Most lie within the narrower limits, and so within the others.
    let Some(near) = side(0.05)? else { return Some(Funnel::Inside) };
    Some(side(0.002)?.map_or(Funnel::Outside95(near), Funnel::Outside998))
}
