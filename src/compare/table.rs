//! The rows of `indicators.csv`: every indicator of every agency, and of agencies taken together, with intervals and change.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use compact_str::CompactString;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::cover::{self, Member};
use super::facts::{Agency, Fact, Facts};
use super::indicator::{Indicator, Kind};
use super::peers;
use super::point::{Gap, Plans, Point};
use super::rank::FEWEST_CASES;
use super::row::{By, Change, Row, Unit};
use super::why::{NoChange, WhyNot};
use crate::place::Places;
use crate::stats;

/// Points of one unit and year, put together.
#[derive(Default)]
struct Sum {
    point: Option<Point>,
    reports: u64,
    without_value: u64,
    left_out: u64,
    no_report: u64,
    gap: Option<Gap>,
    /// The forms of the reports that are in it, sorted and joined by `;`: there is one sum for each agency and year.
    templates: CompactString,
    /// Its reports follow forms over which the indicator must not be added up.
    mixed: bool,
    /// Of the agencies in it that have a value for the year before as well: how many, their points of that year and of this.
    matched: Option<(u64, Point, Point)>,
    /// Some agency has one, by a form whose figures mean something else.
    other_form: bool,
}

/// All rows for one kind of unit and one indicator, by year, then by unit.
pub(super) fn rows(
    by: By,
    at: usize,
    indicator: &Indicator,
    plans: &Plans,
    facts: &Facts,
    regions: &Regions<'_>,
) -> Vec<Row> {
    let mut members: BTreeMap<Unit, Vec<usize>> = BTreeMap::new();
    for (place, fact) in facts.facts.iter().enumerate() {
        let unit = facts.agencies.get(fact.agency).and_then(|agency| unit(by, agency, regions));
        if let Some(unit) = unit {
            members.entry(unit).or_default().push(place);
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    for (unit, members) in members {
        let mut agencies: BTreeSet<usize> = BTreeSet::new();
        let mut years: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        for place in members {
            if let Some(fact) = facts.facts.get(place) {
                agencies.insert(fact.agency);
                years.entry(fact.year).or_default().push(place);
            }
        }
        for (year, members) in years {
            let mut sum = sum(by, at, indicator.across_forms, facts, &members);
            sum.no_report = agencies.len().saturating_sub(members.len()) as u64;
            rows.push(row(by, at, year, &unit, &sum, indicator, plans));
        }
    }
    rows.sort_by(|a, b| a.year.cmp(&b.year).then_with(|| a.unit.cmp(&b.unit)));
    if indicator.kind == Kind::Share {
        peers::place(&mut rows, indicator.direction);
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
    pub(super) fn unit(&self, code: &str, digits: usize) -> Option<Unit> {
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

pub(super) fn unit(by: By, agency: &Agency, regions: &Regions<'_>) -> Option<Unit> {
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
            let unit = Unit { kind: kind.clone(), level: level.clone(), ..Unit::default() };
            Some(Unit { id: format!("{kind}/{level}"), ..unit })
        }
        By::Level if !level.is_empty() => {
            let unit = Unit { level: level.clone(), ..Unit::default() };
            Some(Unit { id: level.clone(), ..unit })
        }
        By::City => regions.unit(region_code, 4).filter(|unit| !unit.id.ends_with("0000")),
        By::Province => regions.unit(region_code, 2),
        By::Kind | By::Level => None,
    }
}

/// Whether its report is that of the government of its place.
fn governs(agency: &Agency) -> bool {
    agency.kind == "government" || agency.kind == "zone_committee"
}

/// The sum of some reports on one year.
fn sum(by: By, at: usize, across_forms: bool, facts: &Facts, members: &[usize]) -> Sum {
    let member = |&place: &usize| {
        let fact = facts.facts.get(place)?;
        let agency = facts.agencies.get(fact.agency)?;
        let point = fact.points.get(at).and_then(|point| point.as_ref().ok());
        Some(Member {
            code: &agency.region_code,
            zone: agency.level == "zone",
            government: governs(agency),
            cases: point.map(|point| point.denominator.unwrap_or(point.numerator)),
        })
    };
    // Agencies of one kind and level do not lie in each other.
    let counts = match by {
        By::Agency | By::Kind => vec![true; members.len()],
        By::Level | By::City | By::Province => {
            cover::counted(&members.iter().filter_map(member).collect::<Vec<_>>())
        }
    };
    let mut sum = Sum::default();
    for (&place, counts) in members.iter().zip(counts) {
        let Some(fact) = facts.facts.get(place) else { continue };
        if !counts {
            sum.left_out += 1;
            continue;
        }
        sum.add(fact, at);
        // Facts are sorted by agency and year.
        let before = place.checked_sub(1).and_then(|before| facts.facts.get(before));
        let before = before.filter(|before| before.agency == fact.agency && before.year + 1 == fact.year);
        if let Some(before) = before {
            sum.matches(before, fact, at, across_forms);
        }
    }
    if !across_forms && sum.templates.contains(';') {
        sum.mixed = sum.point.take().is_some();
        sum.without_value += std::mem::take(&mut sum.reports);
        sum.matched = None;
    }
    sum
}

impl Sum {
    fn add(&mut self, fact: &Fact, at: usize) {
        match fact.points.get(at) {
            Some(Ok(point)) => {
                self.follows(&fact.template);
                self.reports += 1;
                self.point = Some(self.point.map_or(*point, |known| known.and(point)));
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

    /// An agency that is in it has these two reports.
    fn matches(&mut self, before: &Fact, now: &Fact, at: usize, across_forms: bool) {
        let (Some(Ok(old)), Some(Ok(new))) = (before.points.get(at), now.points.get(at)) else { return };
        if !across_forms && before.template != now.template {
            self.other_form = true;
            return;
        }
        let (matched, before, now) = match &self.matched {
            None => (0, *old, *new),
            Some((matched, before, now)) => (*matched, before.and(old), now.and(new)),
        };
        self.matched = Some((matched + 1, before, now));
    }

    fn change(&self, indicator: &Indicator) -> Option<Change> {
        let (matched, before, now) = self.matched?;
        let cases = before.cases().zip(now.cases()).filter(|_| indicator.kind == Kind::Share);
        let interval = cases.and_then(|(before, now)| stats::difference_95(before, now));
        Some(Change { matched, previous: before.value()?, now: now.value()?, interval })
    }
}

impl Point {
    /// Both together.
    fn and(&self, other: &Point) -> Point {
        Point {
            numerator: self.numerator.saturating_add(other.numerator),
            denominator: self.denominator.zip(other.denominator).map(|(a, b)| a.saturating_add(b)),
            rests: self.rests.and(other.rests),
        }
    }

    fn value(&self) -> Option<f64> {
        let top = self.numerator.to_f64()?;
        match self.denominator {
            None => Some(top),
            Some(bottom) => bottom.to_f64().filter(|bottom| *bottom > 0.0).map(|bottom| top / bottom),
        }
    }

    /// Numerator and denominator as cases, where they are: whole numbers, the first part of the second.
    fn cases(&self) -> Option<(u64, u64)> {
        let whole = |number: Decimal| number.is_integer().then(|| number.to_u64()).flatten();
        let (part, all) = (whole(self.numerator)?, whole(self.denominator?)?);
        (part <= all && all > 0).then_some((part, all))
    }
}

fn row(by: By, at: usize, year: u16, unit: &Unit, sum: &Sum, indicator: &Indicator, plans: &Plans) -> Row {
    let share = indicator.kind == Kind::Share;
    let cases = sum.point.as_ref().and_then(Point::cases).filter(|_| share);
    let why_not = match (sum.point, cases) {
        (None, _) if sum.mixed => Some(WhyNot::MixedForms),
        (None, _) => sum.gap.map(|gap| plans.why(gap)),
        (Some(_), None) if share => Some(WhyNot::NoPart),
        (Some(_), Some((_, all))) if all < FEWEST_CASES => Some(WhyNot::FewCases),
        _ => None,
    };
    let change = sum.change(indicator);
    let mut unit = unit.clone();
    if matches!(by, By::Kind | By::Level) {
        unit.name = unit.of_kind_zh();
    }
    let reason = if sum.other_form { NoChange::OtherForm } else { NoChange::NoneInBoth };
    Row {
        by,
        indicator: at,
        year,
        peers: peers::of(by, &unit) + &own_form(sum, indicator),
        unit,
        numerator: sum.point.map(|point| point.numerator),
        denominator: sum.point.and_then(|point| point.denominator),
        value: sum.point.as_ref().and_then(Point::value),
        interval: cases.and_then(|(part, all)| stats::wilson_95(part, all)),
        reports: sum.reports,
        without_value: sum.without_value,
        left_out: sum.left_out,
        no_report: sum.no_report,
        rank: None,
        funnel: None,
        change,
        rests: sum.point.map(|point| point.rests).unwrap_or_default(),
        why_not,
        why_no_change: (sum.point.is_some() && change.is_none()).then_some(reason),
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
