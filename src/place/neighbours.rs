//! The place of an agency whose name fits several, from the agencies around it: those of the same site or folder whose own
//! names say where they are.
//!
//! Comes last, when all reports are there, and only for what the document itself left open. A site of one city carries
//! the offices of its districts, so the district is the one of that city. A collection of reports from everywhere says
//! nothing, and nothing follows from it.

use std::collections::BTreeMap;

use super::Atlas;
use super::read::{Reading, Spot, Town, What};
use super::region::{Rank, RegionId};

/// So many agencies around have to lie in the same city at least …
const FEWEST: usize = 3;
/// … and at most one in so many elsewhere.
const ONE_ELSEWHERE_OF: usize = 10;

/// Where the agencies around lie: how many of them have each code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbours {
    codes: BTreeMap<String, usize>,
}

impl Neighbours {
    /// Takes note of an agency around, by the code of its region.
    pub fn add(&mut self, region_code: &str) {
        *self.codes.entry(region_code.to_string()).or_default() += 1;
    }

    /// The regions they lie in, each with how many; the whole country says nothing.
    fn regions<'n>(&'n self, atlas: &'n Atlas) -> impl Iterator<Item = (RegionId, usize)> + 'n {
        self.codes.iter().filter_map(|(code, &count)| {
            let find = |code: &str| atlas.regions.find(code);
            let region = find(code).or_else(|| find(code.get(..6)?))?;
            (atlas.regions.rank(region) != Rank::Nation).then_some((region, count))
        })
    }

    /// Whether next to all of them lie in a region.
    fn lie_in(&self, atlas: &Atlas, region: RegionId) -> bool {
        let (mut inside, mut all) = (0, 0);
        for (other, count) in self.regions(atlas) {
            all += count;
            inside += if atlas.regions.is_within(other, region) { count } else { 0 };
        }
        inside >= FEWEST && (all - inside) * ONE_ELSEWHERE_OF <= all
    }
}

/// The place of a name that was left open, if the agencies around tell it.
pub(super) fn settle<'a>(atlas: &'a Atlas, reading: &Reading<'a>, around: &Neighbours) -> Option<Spot<'a>> {
    match reading {
        Reading::Placed(spots) if spots.len() > 1 => among(atlas, spots, around).cloned(),
        Reading::Township(name) => township(atlas, name, around),
        _ => None,
    }
}

/// The one candidate in the city in which the others lie.
fn among<'s, 'a>(atlas: &Atlas, spots: &'s [Spot<'a>], around: &Neighbours) -> Option<&'s Spot<'a>> {
    let regions = &atlas.regions;
    let fits = |spot: &&Spot<'_>| {
        let above = regions.upwards(spot.region).nth(1);
        above.is_some_and(|above| regions.rank(above) != Rank::Nation && around.lie_in(atlas, above))
    };
    let mut fitting = spots.iter().filter(fits);
    let only = fitting.next()?;
    fitting.next().is_none().then_some(only)
}

/// The county of a township: the one in which the others lie, or the only one of their city that has it.
fn township<'a>(atlas: &'a Atlas, name: &str, around: &Neighbours) -> Option<Spot<'a>> {
    let regions = &atlas.regions;
    let has = |county: RegionId| {
        let town = regions.township(county, name).filter(|found| found.length == name.len())?;
        let town = Town { code: town.code, name: town.name.to_string() };
        Some(Spot::new(county, Some(town), What::Government))
    };
    let mut above: Vec<RegionId> =
        around.regions(atlas).flat_map(|(region, _)| regions.upwards(region)).collect();
    above.sort_unstable();
    above.dedup();
    above.retain(|&region| around.lie_in(atlas, region));
    if let Some(&county) = above.iter().find(|&&region| regions.rank(region) == Rank::County) {
        return has(county);
    }
    let city = *above.iter().find(|&&region| regions.rank(region) == Rank::Prefecture)?;
    let mut found = regions.divisions_in(city).filter_map(has);
    let only = found.next()?;
    found.next().is_none().then_some(only)
}
