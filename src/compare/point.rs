//! One indicator of one report: what its formulas come to over the figures as published, or why they come to nothing.

use rust_decimal::Decimal;

use super::counters::Counter;
use super::crossing;
use super::formula::{Formula, Operation};
use super::indicator::{Indicator, Kind};
use super::join::{JOIN, Join};
use super::why::WhyNot;
use crate::report::{Confidence, Missing, Value};
use crate::template::Forms;

/// What a figure of a report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) value: Value,
    pub(super) confidence: Confidence,
    /// A finding names it that the agency published so.
    pub(super) finding: bool,
}

/// A formula with its keys looked up: places in the list of all keys needed.
#[derive(Debug, Clone, PartialEq)]
enum Plan {
    Number(Decimal),
    Figures(Vec<usize>, u16),
    Counter(Counter),
    /// A column of the joined table.
    Joined(usize, u16),
    Binary(Box<Plan>, Operation, Box<Plan>),
}

/// What is known of a report besides its figures.
pub(super) trait Known {
    /// A counter of the report.
    fn counter(&self, of: Counter) -> u64;
    /// A number of its region in the joined table.
    fn joined(&self, column: usize) -> Option<Decimal>;
}

/// All indicators with their keys looked up.
#[derive(Debug)]
pub(super) struct Plans {
    /// The keys that some indicator needs, sorted.
    pub(super) keys: Vec<String>,
    /// The keys and patterns as written in formulas, to say what is not there.
    written: Vec<String>,
    /// For each of these, where another form has it together with others.
    within: Vec<Option<(String, String)>>,
    plans: Vec<(Plan, Option<Plan>, Kind)>,
}

/// What an indicator rests on, besides figures that are high and undisputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rests {
    /// A figure with a finding.
    pub finding: bool,
    /// A figure below high.
    pub below_high: bool,
    /// A cell without a number, where the sums of the table come out without it.
    pub blank: bool,
}

impl Rests {
    pub(super) fn and(self, other: Rests) -> Rests {
        Rests {
            finding: self.finding || other.finding,
            below_high: self.below_high || other.below_high,
            blank: self.blank || other.blank,
        }
    }

    /// The words in `indicators.csv`.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let all = [
            (self.finding, "rests_on_finding"),
            (self.below_high, "rests_below_high"),
            (self.blank, "rests_on_blank"),
        ];
        all.into_iter().filter_map(|(set, word)| set.then_some(word))
    }
}

/// Why an indicator comes to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// The report does not print a figure; the key as written in the formula.
    NotPrinted(u16),
    /// No number stands there, and nothing says that none means 0.
    NoNumber(u16),
    /// There is nothing to be a share of.
    NothingToDivide,
    /// A number too large to compute with.
    TooLarge,
}

/// One indicator of one report, or of several together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) numerator: Decimal,
    /// Nothing for a plain number.
    pub(super) denominator: Option<Decimal>,
    pub(super) rests: Rests,
}

/// The value of a part of a formula; `printed` if at least one number in it is printed.
#[derive(Clone, Copy)]
struct Amount {
    value: Decimal,
    printed: bool,
    rests: Rests,
}

impl Plans {
    pub(super) fn new(indicators: &[Indicator], forms: &Forms, join: &Join) -> Plans {
        let written: Vec<String> = indicators.iter().flat_map(formulas).flat_map(keys).collect();
        let mut keys: Vec<String> =
            written.iter().flat_map(|pattern| crossing::keys(pattern, forms)).map(str::to_string).collect();
        keys.sort();
        keys.dedup();
        let within = written.iter().map(|key| crossing::within(key, forms).map(owned)).collect();
        let mut plans = Plans { keys, written, within, plans: Vec::new() };
        for indicator in indicators {
            let numerator = plans.plan(&indicator.numerator, forms, join);
            let denominator = indicator.denominator.as_ref().map(|formula| plans.plan(formula, forms, join));
            plans.plans.push((numerator, denominator, indicator.kind));
        }
        plans
    }

    fn plan(&self, formula: &Formula, forms: &Forms, join: &Join) -> Plan {
        match formula {
            Formula::Number(number) => Plan::Number(*number),
            // Terms are written out when the file is read.
            Formula::Term(_) => Plan::Number(Decimal::ZERO),
            Formula::Key(key) => {
                let written = self.written.iter().position(|known| known == key).unwrap_or(0) as u16;
                let joined =
                    key.strip_prefix(JOIN).and_then(|name| join.columns().iter().position(|c| c == name));
                match (Counter::of_key(key), joined) {
                    (Some(counter), _) => Plan::Counter(counter),
                    (None, Some(column)) => Plan::Joined(column, written),
                    (None, None) => {
                        let wanted = crossing::keys(key, forms);
                        let places =
                            (0..).zip(&self.keys).filter(|(_, known)| wanted.contains(&known.as_str()));
                        Plan::Figures(places.map(|(place, _)| place).collect(), written)
                    }
                }
            }
            Formula::Binary(left, operation, right) => {
                let [left, right] = [left, right].map(|side| Box::new(self.plan(side, forms, join)));
                Plan::Binary(left, *operation, right)
            }
        }
    }

    /// All indicators of one report. `told` has one entry for each of [`Plans::keys`].
    pub(super) fn points(&self, told: &[Option<Told>], known: &dyn Known) -> Vec<Result<Point, Gap>> {
        let amount = |plan: &Plan| amount(plan, told, known);
        let point = |(numerator, denominator, kind): &(Plan, Option<Plan>, Kind)| {
            let top = amount(numerator)?;
            let Some(denominator) = denominator else {
                // A number of its own is only what is printed.
                let printed = top.printed.then_some(top);
                let top = printed.ok_or_else(|| gap(numerator, Gap::NoNumber))?;
                return Ok(Point { numerator: top.value, denominator: None, rests: top.rests });
            };
            let bottom = amount(denominator)?;
            if !bottom.printed {
                return Err(gap(denominator, Gap::NoNumber));
            }
            if bottom.value <= Decimal::ZERO {
                return Err(Gap::NothingToDivide);
            }
            debug_assert!(*kind != Kind::Number);
            let rests = top.rests.and(bottom.rests);
            Ok(Point { numerator: top.value, denominator: Some(bottom.value), rests })
        };
        self.plans.iter().map(point).collect()
    }

    /// What a gap is, for people.
    pub(super) fn why(&self, gap: Gap) -> WhyNot {
        let key = |written: u16| self.written.get(usize::from(written)).cloned().unwrap_or_default();
        match gap {
            Gap::NotPrinted(written) => {
                WhyNot::NotPrinted(key(written), self.within.get(usize::from(written)).cloned().flatten())
            }
            Gap::NoNumber(written) => WhyNot::NoNumber(key(written)),
            Gap::NothingToDivide => WhyNot::NoCases,
            Gap::TooLarge => WhyNot::TooLarge,
        }
    }
}

fn owned((form, whole): (&str, &str)) -> (String, String) {
    (form.to_string(), whole.to_string())
}

fn formulas(indicator: &Indicator) -> impl Iterator<Item = &Formula> {
    [Some(&indicator.numerator), indicator.denominator.as_ref()].into_iter().flatten()
}

fn keys(formula: &Formula) -> Vec<String> {
    formula.keys().into_iter().map(str::to_string).collect()
}

/// A gap at the first key of a plan.
fn gap(plan: &Plan, gap_at: fn(u16) -> Gap) -> Gap {
    match plan {
        Plan::Figures(_, written) | Plan::Joined(_, written) => gap_at(*written),
        Plan::Binary(left, _, _) => gap(left, gap_at),
        Plan::Number(_) | Plan::Counter(_) => Gap::NothingToDivide,
    }
}

fn amount(plan: &Plan, told: &[Option<Told>], known: &dyn Known) -> Result<Amount, Gap> {
    match plan {
        Plan::Number(value) => Ok(Amount { value: *value, printed: false, rests: Rests::default() }),
        Plan::Counter(of) => {
            let value = Decimal::from(known.counter(*of));
            Ok(Amount { value, printed: true, rests: Rests::default() })
        }
        Plan::Joined(column, written) => {
            let value = known.joined(*column).ok_or(Gap::NoNumber(*written))?;
            Ok(Amount { value, printed: true, rests: Rests::default() })
        }
        Plan::Figures(places, written) => figures(places, *written, told),
        Plan::Binary(left, operation, right) => {
            let (left, right) = (amount(left, told, known)?, amount(right, told, known)?);
            let value = match operation {
                Operation::Add => left.value.checked_add(right.value),
                Operation::Subtract => left.value.checked_sub(right.value),
                Operation::Multiply => left.value.checked_mul(right.value),
                Operation::Divide if right.value.is_zero() => return Err(Gap::NothingToDivide),
                Operation::Divide => left.value.checked_div(right.value),
            };
            Ok(Amount {
                value: value.ok_or(Gap::TooLarge)?,
                printed: left.printed || right.printed,
                rests: left.rests.and(right.rests),
            })
        }
    }
}

/// The sum of figures. A cell without a number counts as nothing only where the figure is high: then both readers saw that
/// nothing stands there, and the sums of the form come out without it.
fn figures(places: &[usize], written: u16, told: &[Option<Told>]) -> Result<Amount, Gap> {
    let mut sum = Amount { value: Decimal::ZERO, printed: false, rests: Rests::default() };
    let mut any = false;
    for told in places.iter().filter_map(|&place| told.get(place).copied().flatten()) {
        any = true;
        let below_high = told.confidence < Confidence::High;
        match told.value {
            Value::Number(number) => {
                sum.value = sum.value.checked_add(number).ok_or(Gap::TooLarge)?;
                sum.printed = true;
            }
            Value::Missing(Missing::Unreadable) => return Err(Gap::NoNumber(written)),
            Value::Missing(_) if below_high => return Err(Gap::NoNumber(written)),
            Value::Missing(_) => sum.rests.blank = true,
        }
        sum.rests = sum.rests.and(Rests { finding: told.finding, below_high, blank: false });
    }
    if any { Ok(sum) } else { Err(Gap::NotPrinted(written)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::definition;

    struct Nothing;

    impl Known for Nothing {
        fn counter(&self, _: Counter) -> u64 {
            0
        }

        fn joined(&self, _: usize) -> Option<Decimal> {
            None
        }
    }

    const HIGH: Confidence = Confidence::High;

    fn number(number: i64) -> Option<Told> {
        Some(Told { value: Value::Number(number.into()), confidence: HIGH, finding: false })
    }

    fn blank(confidence: Confidence) -> Option<Told> {
        Some(Told { value: Value::Missing(Missing::Blank), confidence, finding: false })
    }

    /// The disclosure rate of a report that prints these three figures: granted, partially granted, total.
    fn disclosure(figures: [Option<Told>; 3]) -> Result<Point, String> {
        let forms = Forms::builtin();
        let indicators = definition::builtin(forms, &Join::default()).unwrap();
        let at = indicators.iter().position(|indicator| indicator.key == "disclosure_rate").unwrap();
        let plans = Plans::new(&indicators, forms, &Join::default());
        let mut told = vec![None; plans.keys.len()];
        let keys =
            ["requests.granted.total", "requests.partially_granted.total", "requests.outcome_total.total"];
        for (key, figure) in keys.into_iter().zip(figures) {
            told[plans.keys.iter().position(|known| known == key).unwrap()] = figure;
        }
        plans.points(&told, &Nothing)[at].map_err(|gap| plans.why(gap).en())
    }

    #[test]
    fn numerator_and_denominator_are_exact() {
        let point = disclosure([number(1191), number(328), number(3486)]).unwrap();
        assert_eq!((point.numerator, point.denominator), (1519.into(), Some(3486.into())));
        assert_eq!(point.rests, Rests::default());
    }

    #[test]
    fn a_blank_counts_as_nothing_only_where_the_sums_say_so() {
        let point = disclosure([number(3), blank(HIGH), number(5)]).unwrap();
        assert_eq!((point.numerator, point.rests.blank), (3.into(), true));
        let point = disclosure([blank(HIGH), blank(HIGH), number(5)]).unwrap();
        assert_eq!(point.numerator, 0.into());
        let why = disclosure([number(3), blank(Confidence::Medium), number(5)]).unwrap_err();
        assert_eq!(why, "requests.partially_granted.total has no number");
        let why = disclosure([number(3), number(1), blank(HIGH)]).unwrap_err();
        assert_eq!(why, "requests.outcome_total.total has no number");
    }

    #[test]
    fn a_figure_that_is_not_there_leaves_a_gap() {
        assert_eq!(
            disclosure([number(3), None, number(5)]).unwrap_err(),
            "requests.partially_granted.total is not printed"
        );
        assert_eq!(disclosure([number(0), number(0), number(0)]).unwrap_err(), "there are no cases");
    }

    #[test]
    fn what_it_rests_on_is_known() {
        let unsure =
            Some(Told { value: Value::Number(3.into()), confidence: Confidence::Low, finding: true });
        let point = disclosure([unsure, number(1), number(5)]).unwrap();
        assert_eq!(point.rests.words().collect::<Vec<_>>(), ["rests_on_finding", "rests_below_high"]);
    }
}
