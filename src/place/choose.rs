//! Chooses among the places that a name fits, by what else the document says. What cannot be told stays open.
//!
//! First what is sure: codes of the site and of the organisation, and the full name of the place with the one above it. Then what only
//! leans one way: the city above is named, or the host spells it. Evidence that contradicts itself decides nothing.

use super::Atlas;
use super::clues::Clues;
use super::read::{Reading, Spot, Town, What};
use super::region::{Rank, RegionId};

/// A set of candidates, one bit each.
type Set = u64;

/// The place of a name, if it can be told.
pub(super) fn choose<'a>(atlas: &'a Atlas, reading: &Reading<'a>, clues: &Clues<'_>) -> Option<Spot<'a>> {
    match reading {
        Reading::Placed(spots) => match spots.as_slice() {
            [only] => Some(only.clone()),
            several => among(atlas, several, clues).cloned(),
        },
        Reading::LeftOut { level: Some(level), what } => {
            let region = left_out(atlas, level, clues)?;
            Some(Spot::new(region, None, what.clone()))
        }
        Reading::Township(name) => township(atlas, name, clues),
        Reading::Central { .. } | Reading::LeftOut { level: None, .. } | Reading::Unknown { .. } => None,
    }
}

fn among<'s, 'a>(atlas: &Atlas, spots: &'s [Spot<'a>], clues: &Clues<'_>) -> Option<&'s Spot<'a>> {
    if spots.len() > Set::BITS as usize {
        return None;
    }
    let all = if spots.len() == Set::BITS as usize { Set::MAX } else { (1 << spots.len()) - 1 };
    let which = |supported: &dyn Fn(RegionId) -> bool| {
        spots
            .iter()
            .enumerate()
            .filter(|(_, spot)| supported(spot.region))
            .fold(0, |set: Set, (index, _)| set | 1 << index)
    };
    let (site, text) = (clues.site(), clues.text());
    let codes: Vec<RegionId> = clues.codes().into_iter().filter_map(|code| region_of(atlas, code)).collect();
    let by_code = |region| codes.iter().any(|&code| related(atlas, code, region));
    let by_path = |region| {
        above(atlas, region).any(|name| {
            let path = format!("{name}{}", atlas.regions.name(region));
            site.contains(&path) || text.contains(&path)
        })
    };
    let by_mention = |in_text: &str, region| {
        city(atlas, region).is_some_and(|city| in_text.contains(atlas.regions.name(city)))
    };
    let host = clues.host();
    let sure = [which(&by_code), which(&by_path)];
    // A site of a city carries the reports of its districts: whoever listed the portal said which city.
    let portal = clues.portal();
    let of_portal = |above: RegionId| {
        let names = [atlas.regions.name(above), atlas.regions.short(above)];
        names.into_iter().any(|name| !name.is_empty() && portal.contains(name))
    };
    let by_portal_city = |region| city(atlas, region).is_some_and(of_portal);
    let by_portal = |region| atlas.regions.upwards(region).skip(1).any(of_portal);
    let leaning = [
        which(&by_portal_city),
        which(&by_portal),
        which(&|region| by_mention(&site, region)),
        which(&|region| by_mention(&text, region)),
        which(&|region| spells(atlas, host, region)),
    ];
    [agreed(&sure, all), agreed(&leaning, all)]
        .into_iter()
        .flatten()
        .next()
        .and_then(|set| (set.count_ones() == 1).then(|| spots.get(set.trailing_zeros() as usize)).flatten())
}

/// What all sets that tell candidates apart have in common; nothing if none does.
fn agreed(sets: &[Set], all: Set) -> Option<Set> {
    let telling = sets.iter().copied().filter(|&set| set != 0 && set != all);
    telling.reduce(|one, other| one & other)
}

fn related(atlas: &Atlas, code: RegionId, region: RegionId) -> bool {
    atlas.regions.is_within(region, code) || atlas.regions.is_within(code, region)
}

/// The region with a code, or the one above it where the list has none of this code.
fn region_of(atlas: &Atlas, code: &str) -> Option<RegionId> {
    let find = |digits: usize| atlas.regions.find(&format!("{:0<6}", code.get(..digits)?));
    find(6).or_else(|| find(4)).or_else(|| find(2))
}

/// The names of the regions above, whole and short.
fn above(atlas: &Atlas, region: RegionId) -> impl Iterator<Item = &str> {
    let regions = &atlas.regions;
    regions.upwards(region).skip(1).flat_map(|region| [regions.name(region), regions.short(region)])
}

/// The city above, or the province where there is no city between.
fn city(atlas: &Atlas, region: RegionId) -> Option<RegionId> {
    atlas.regions.upwards(region).nth(1)
}

/// Whether a host spells the city above: nanjing, njgl for 鼓楼区 of 南京市.
fn spells(atlas: &Atlas, host: &str, region: RegionId) -> bool {
    const LEAST: usize = 5;
    let Some(city) = city(atlas, region) else { return false };
    let (city, own) = (atlas.regions.pinyin(city), atlas.regions.pinyin(region));
    if city.is_empty() || host.is_empty() {
        return false;
    }
    let joined = city.replace(' ', "");
    let initials: String = city.split(' ').filter_map(|syllable| syllable.chars().next()).collect();
    let own_joined = own.replace(' ', "");
    let abbreviates = |label: &str| {
        let Some(rest) = label.strip_prefix(initials.as_str()).filter(|rest| rest.len() >= 2) else {
            return false;
        };
        let mut letters = own_joined.chars();
        rest.chars().next() == own_joined.chars().next()
            && rest.chars().all(|ch| letters.any(|letter| letter == ch))
    };
    host.split(['.', ':', '-']).any(|label| {
        label == joined || joined.len() >= LEAST && label.contains(joined.as_str()) || abbreviates(label)
    })
}

/// The place that is left out in 市教育局: what codes and the name of the site say, else the text if the host agrees.
fn left_out(atlas: &Atlas, level: &str, clues: &Clues<'_>) -> Option<RegionId> {
    let fits = |region: RegionId| {
        atlas.regions.name(region).ends_with(level) && atlas.regions.rank(region) != Rank::Zone
    };
    let codes =
        clues.codes().into_iter().filter_map(|code| atlas.regions.find(code)).filter(|&region| fits(region));
    let mut codes: Vec<RegionId> = codes.collect();
    codes.sort_unstable();
    codes.dedup();
    let site = named_in(atlas, &(clues.site() + &clues.portal()), level);
    let sure = match (codes.is_empty(), site.is_empty()) {
        (true, true) => {
            let text = named_in(atlas, &clues.text(), level);
            text.into_iter().filter(|&region| spells_itself(atlas, clues.host(), region)).collect()
        }
        (true, false) => site,
        (false, true) => codes,
        (false, false) => codes.into_iter().filter(|code| site.contains(code)).collect(),
    };
    match sure.as_slice() {
        &[only] => Some(only),
        _ => None,
    }
}

fn spells_itself(atlas: &Atlas, host: &str, region: RegionId) -> bool {
    let own = atlas.regions.pinyin(region).replace(' ', "");
    own.len() >= 4 && host.split(['.', ':', '-']).any(|label| label == own)
}

/// The regions that a text names in full with a word for their level at the end.
fn named_in(atlas: &Atlas, text: &str, level: &str) -> Vec<RegionId> {
    const LONGEST: usize = 15;
    let regions = &atlas.regions;
    let mut found: Vec<RegionId> = Vec::new();
    for (at, word) in text.match_indices(level) {
        let until = at + word.len();
        let starts = text.get(..at).unwrap_or_default().char_indices().rev().take(LONGEST);
        let longest = starts.filter_map(|(start, _)| {
            let name = text.get(start..until)?;
            let ids: Vec<RegionId> = regions
                .called(name)
                .filter(|m| m.full && regions.rank(m.id) != Rank::Zone)
                .map(|m| m.id)
                .collect();
            (!ids.is_empty()).then_some((start, ids))
        });
        let Some((start, mut ids)) = longest.last() else { continue };
        if ids.len() > 1 {
            let before = text.get(..start).unwrap_or_default();
            ids.retain(|&id| above(atlas, id).any(|name| before.ends_with(name)));
        }
        found.extend(ids);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The county of a township that is named without it.
fn township<'a>(atlas: &'a Atlas, name: &str, clues: &Clues<'_>) -> Option<Spot<'a>> {
    let regions = &atlas.regions;
    let is_county = |&region: &RegionId| regions.rank(region) == Rank::County;
    let codes: Vec<RegionId> =
        clues.codes().into_iter().filter_map(|code| regions.find(code)).filter(is_county).collect();
    let (site, text) = (clues.site() + &clues.portal(), clues.text());
    let named = |text: &str| -> Vec<RegionId> {
        atlas.words.levels.iter().flat_map(|level| named_in(atlas, text, level)).filter(is_county).collect()
    };
    let has = |region: RegionId| {
        regions.township(region, name).filter(|found| found.length == name.len()).map(|found| (region, found))
    };
    let (site, text) = (named(&site), named(&text));
    let candidates = codes.iter().chain(&site).chain(&text);
    let mut found: Vec<_> = candidates.filter_map(|&region| has(region)).collect();
    found.sort_by_key(|(region, _)| *region);
    found.dedup_by_key(|(region, _)| *region);
    let spot = |region, town| Some(Spot::new(region, Some(town), What::Government));
    match found.as_slice() {
        [(region, town)] => spot(*region, Town { code: town.code.clone(), name: town.name.to_string() }),
        // A township that the list does not have, on the site of its county.
        [] => match codes.as_slice() {
            &[county] if site.is_empty() || site.contains(&county) => {
                spot(county, Town { code: String::new(), name: name.to_string() })
            }
            _ => None,
        },
        _ => None,
    }
}
