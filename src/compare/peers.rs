//! Agencies among their peers: ranks, and where each lies against what chance alone would give.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;

use super::indicator::Direction;
use super::rank::{FEWEST_CASES, rank};
use super::row::{By, Funnel, Row, Side, Unit};
use super::why::WhyNot;
use crate::stats;

/// Agencies are compared with those of their kind and level, as far as these are known.
pub(super) fn of(by: By, unit: &Unit) -> String {
    let known = |word: &str| if word.is_empty() { "any" } else { word }.to_string();
    match by {
        By::Agency => format!("{}/{}", known(&unit.kind), known(&unit.level)),
        By::Kind => known(&unit.level),
        _ => "all".to_string(),
    }
}

/// A share with its cases: the row, the part and the whole.
struct Case {
    row: usize,
    part: u64,
    all: u64,
}

/// Ranks and funnel limits among the peers of each year; with too few cases there are neither.
pub(super) fn place(rows: &mut [Row], direction: Direction) {
    let mut groups: BTreeMap<(u16, String), Vec<Case>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let cases = row.numerator.and_then(|part| part.to_u64());
        let cases =
            cases.zip(row.denominator.and_then(|all| all.to_u64())).filter(|_| row.interval.is_some());
        if let Some((part, all)) = cases {
            groups.entry((row.year, row.peers.clone())).or_default().push(Case { row: index, part, all });
        }
    }
    for mut cases in groups.into_values() {
        // What another tool wrote may be of any size; a sum that does not fit is only compared.
        let (part, all) = cases.iter().fold((0, 0), |(part, all): (u64, u64), case| {
            (part.saturating_add(case.part), all.saturating_add(case.all))
        });
        let (several, limits) = (cases.len() > 1, part > 0 && part < all);
        cases.retain(|case| case.all >= FEWEST_CASES);
        for case in cases.iter().filter(|_| several) {
            let Some(row) = rows.get_mut(case.row) else { continue };
            match limits {
                true => row.funnel = funnel(case.part, case.all, part as f64 / all as f64),
                false => row.why_not = Some(WhyNot::NoLimits),
            }
        }
        if direction == Direction::None {
            continue;
        }
        let ranked: Vec<(u64, u64)> = cases.iter().map(|case| (case.part, case.all)).collect();
        for (case, rank) in cases.iter().zip(rank(&ranked, direction)) {
            if let Some(row) = rows.get_mut(case.row) {
                row.rank = Some(rank);
            }
        }
    }
}

/// Where a share lies against the limits around a target.
pub(super) fn funnel(part: u64, whole: u64, target: f64) -> Option<Funnel> {
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
