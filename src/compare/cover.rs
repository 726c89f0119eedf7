//! Which reports count where a government's report and those of its departments, or of the places below it, stand in one group.
//!
//! A government's report usually counts what its departments and the places below it report again; some count their own requests
//! only. The numbers tell: what a whole covers is no more than the whole. So for each place, from the lowest up, either the report of
//! its government counts or all that stands below it does, whichever has more cases; the government's where they are even.
//! Other places are untouched, and no case can be counted twice.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

/// A report as one of a group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'a> {
    /// The code of its region by GB/T 2260; where it is none, nothing is known of what covers the report.
    pub(super) code: &'a str,
    /// It serves a zone, which lies in the region or has a code of its own.
    pub(super) zone: bool,
    /// It is the report of the government of its place.
    pub(super) government: bool,
    /// How many cases it counts; nothing where it has no value.
    pub(super) cases: Option<Decimal>,
}

/// The digits of the codes of provinces, cities and counties; a zone stands below the region whose code it has.
const DIGITS: [usize; 4] = [2, 4, 6, 6];

impl Member<'_> {
    /// How deep its place lies, counted as in [`DIGITS`]; nothing where the code is none.
    fn depth(&self) -> Option<usize> {
        let code = self.code.get(..6).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()))?;
        Some(match () {
            () if self.zone => 3,
            () if code.ends_with("0000") => 0,
            () if code.ends_with("00") => 1,
            () => 2,
        })
    }
}

/// Which of the members count.
pub(super) fn counted(members: &[Member<'_>]) -> Vec<bool> {
    let mut counts = vec![true; members.len()];
    let of_a_place: Vec<usize> =
        (0..).zip(members).filter(|(_, member)| member.depth().is_some()).map(|(at, _)| at).collect();
    for below in places(members, &of_a_place, 0).into_values() {
        settle(members, &below, 0, &mut counts);
    }
    counts
}

/// Members by the code of the place of a depth that they lie in.
fn places<'m>(members: &[Member<'m>], of: &[usize], depth: usize) -> BTreeMap<&'m str, Vec<usize>> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &at in of {
        let digits = DIGITS.get(depth).copied().unwrap_or_default();
        if let Some(code) = members.get(at).and_then(|member| member.code.get(..digits)) {
            places.entry(code).or_default().push(at);
        }
    }
    places
}

/// Decides for one place and all below it; comes to the cases that count there.
fn settle(members: &[Member<'_>], of: &[usize], depth: usize, counts: &mut [bool]) -> Option<Decimal> {
    let member = |at: usize| members.get(at);
    let (here, below): (Vec<usize>, Vec<usize>) =
        of.iter().partition(|&&at| member(at).is_some_and(|member| member.depth() == Some(depth)));
    let cases = |at: usize| member(at).and_then(|member| member.cases);
    let add = |sum: Option<Decimal>, more: Option<Decimal>| match (sum, more) {
        (Some(sum), Some(more)) => Some(sum.saturating_add(more)),
        (one, other) => one.or(other),
    };
    let (governments, departments): (Vec<usize>, Vec<usize>) =
        here.iter().partition(|&&at| member(at).is_some_and(|member| member.government));
    let mut parts = departments.iter().fold(None, |sum, &at| add(sum, cases(at)));
    for below in places(members, &below, depth + 1).into_values() {
        parts = add(parts, settle(members, &below, depth + 1, counts));
    }
    // Of two reports of one government (under two names) the fuller one.
    let Some(whole) = governments.iter().copied().reduce(|a, b| if cases(b) > cases(a) { b } else { a })
    else {
        return parts;
    };
    let others = governments.into_iter().filter(|&at| at != whole);
    let government = cases(whole) >= parts;
    let out: Vec<usize> = match (government, parts) {
        // Neither has a value: nothing is counted, let alone twice.
        (true, None) if cases(whole).is_none() => Vec::new(),
        (true, _) => departments.into_iter().chain(below).chain(others).collect(),
        (false, _) => others.chain([whole]).collect(),
    };
    for at in out {
        if let Some(counts) = counts.get_mut(at) {
            *counts = false;
        }
    }
    if government { cases(whole) } else { parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which count, of code, whether it is the government's, and cases.
    fn kept(members: &[(&'static str, bool, Option<u32>)]) -> Vec<bool> {
        let member = |&(code, government, cases): &(&'static str, bool, Option<u32>)| Member {
            code,
            zone: false,
            government,
            cases: cases.map(Decimal::from),
        };
        counted(&members.iter().map(member).collect::<Vec<_>>())
    }

    #[test]
    fn a_department_leaves_the_governments_of_other_places_alone() {
        let members = [("330102", true, Some(500)), ("330102", false, Some(50)), ("330105", true, Some(500))];
        assert_eq!(kept(&members), [true, false, true]);
    }

    #[test]
    fn the_fuller_one_counts_and_the_government_where_they_are_even() {
        let pair = |whole, part| kept(&[("330102", true, whole), ("330102", false, part)]);
        assert_eq!(pair(Some(60), Some(60)), [true, false]);
        assert_eq!(pair(Some(59), Some(60)), [false, true]);
        assert_eq!(pair(None, Some(60)), [false, true]);
        assert_eq!(pair(Some(0), None), [true, false]);
        assert_eq!(pair(None, None), [true, true]);
    }

    /// A province over a city over its counties: the county of 330102 has 70 in two departments, which its government's 60 do not
    /// cover; the city's 500 cover these 70 and the 400 beside them, the province's 300 do not cover the city.
    #[test]
    fn places_are_settled_from_the_lowest_up() {
        let members = [
            ("330000", true, Some(300)),
            ("330100", true, Some(500)),
            ("330102", true, Some(60)),
            ("330102", false, Some(30)),
            ("330102", false, Some(40)),
            ("330105", true, Some(400)),
            ("330000", false, Some(7)),
        ];
        assert_eq!(kept(&members), [false, true, false, false, false, false, true]);
        assert_eq!(kept(&members[2..6]), [false, true, true, true]);
    }

    #[test]
    fn where_no_place_is_known_all_count() {
        assert_eq!(kept(&[("", true, Some(9)), ("", false, Some(1))]), [true, true]);
    }

    #[test]
    fn a_zone_is_a_place_of_its_own_within_the_region() {
        let of = |zone, government, cases: u32| Member {
            code: "330100",
            zone,
            government,
            cases: Some(cases.into()),
        };
        let members = [of(true, true, 50), of(true, false, 20), of(false, false, 30)];
        assert_eq!(counted(&members), [true, false, true]);
        let members = [of(true, true, 50), of(false, false, 30), of(false, true, 80)];
        assert_eq!(counted(&members), [false, false, true]);
    }
}
