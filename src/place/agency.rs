//! An agency with its place: level, canonical name, kind, and an identifier that follows from these alone.

use sha2::{Digest, Sha256};

use super::Atlas;
use super::bodies::Relation;
use super::choose::choose;
use super::clues::{Clues, host};
use super::flag::{Flag, Flags};
use super::neighbours::{self, Neighbours};
use super::read::{Reading, Spot, Town, What, read};
use super::region::{Rank, RegionId};
use crate::common::hex;
use crate::normalise::simplified;
use crate::report::{Level, ReportPlace};

/// An agency with its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placed {
    /// Its region, level and identifier.
    pub place: ReportPlace,
    /// The kind of body, a word of `kinds.csv`.
    pub kind: String,
    /// The one name under which the agency is known.
    pub canonical: String,
    /// The name that the report gives it, if that alone says which agency it is; else as `canonical`.
    pub name: String,
    /// The identifier of the agency that it was merged into, if a reform did so after this report.
    pub merged_into: String,
    /// What was noticed.
    pub flags: Flags,
}

/// Places an agency by its name and by clues.
pub(super) fn place(atlas: &Atlas, agency: &str, year: Option<u16>, clues: &Clues<'_>) -> Placed {
    if agency.is_empty() {
        return Placed::default();
    }
    let name = plain(agency);
    let reading = read(atlas, &name, year);
    let spot = choose(atlas, &reading, clues);
    placed(atlas, &Named { name: &name, year }, &reading, spot.as_ref(), clues.host())
}

/// Places an agency whose region is known.
pub(super) fn describe(
    atlas: &Atlas,
    agency: &str,
    year: Option<u16>,
    region_code: &str,
    source: &str,
) -> Placed {
    if agency.is_empty() {
        return Placed::default();
    }
    let name = plain(agency);
    let reading = read(atlas, &name, year);
    let spot = match &reading {
        _ if region_code.is_empty() => None,
        Reading::Placed(spots) => spots.iter().find(|spot| code_of(atlas, spot) == region_code).cloned(),
        Reading::LeftOut { what, .. } => {
            atlas.regions.find(region_code).map(|region| Spot::new(region, None, what.clone()))
        }
        Reading::Township(name) => {
            let county = region_code.get(..6).and_then(|code| atlas.regions.find(code));
            let code = region_code.get(..9).unwrap_or_default().to_string();
            let town = county
                .and_then(|county| atlas.regions.township(county, name))
                .map(|town| town.name.to_string());
            let town = Town { code, name: town.unwrap_or_else(|| name.clone()) };
            county.map(|county| Spot::new(county, Some(town), What::Government))
        }
        Reading::Central { .. } | Reading::Unknown { .. } => None,
    };
    placed(atlas, &Named { name: &name, year }, &reading, spot.as_ref(), host(source))
}

/// Places an agency that its name and its document left open, by the agencies around it.
pub(super) fn settle(
    atlas: &Atlas,
    agency: &str,
    year: Option<u16>,
    source: &str,
    around: &Neighbours,
) -> Option<Placed> {
    let name = plain(agency);
    let reading = read(atlas, &name, year);
    let spot = neighbours::settle(atlas, &reading, around)?;
    let mut placed = placed(atlas, &Named { name: &name, year }, &reading, Some(&spot), host(source));
    placed.flags.remove(Flag::RegionInferred);
    placed.flags.insert(Flag::RegionNeighbours);
    Some(placed)
}

/// A name in simplified characters, without white space, with Chinese brackets.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|ch| !ch.is_whitespace() && *ch != '·');
    kept.map(|ch| match ch {
        '(' => '（',
        ')' => '）',
        ch => simplified(ch),
    })
    .collect()
}

fn code_of(atlas: &Atlas, spot: &Spot<'_>) -> String {
    match &spot.township {
        Some(town) if !town.code.is_empty() => town.code.clone(),
        _ => atlas.regions.code(spot.region).to_string(),
    }
}

/// How a report names its agency, and the year that it is on.
struct Named<'a> {
    name: &'a str,
    year: Option<u16>,
}

fn placed(
    atlas: &Atlas,
    named: &Named<'_>,
    reading: &Reading<'_>,
    spot: Option<&Spot<'_>>,
    host: &str,
) -> Placed {
    let name = named.name;
    let mut placed = match (reading, spot) {
        (_, Some(spot)) => known(atlas, spot),
        (Reading::Central { kind, name }, None) => Placed {
            place: ReportPlace {
                region_code: "000000".to_string(),
                region: "全国".to_string(),
                level: Some(Level::National),
                ..ReportPlace::default()
            },
            kind: kind.to_string(),
            canonical: name.clone(),
            ..Placed::default()
        },
        (Reading::Placed(spots), None) => Placed {
            kind: spots.first().map(|spot| kind_of(atlas, spot)).unwrap_or_default().to_string(),
            canonical: name.to_string(),
            ..Placed::default()
        },
        (Reading::LeftOut { what, .. }, None) => unknown(name, what),
        (Reading::Township(town), None) => {
            let kind = if town.ends_with("街道") { "subdistrict_office" } else { "township_government" };
            Placed { kind: kind.to_string(), ..unknown(name, &What::Government) }
        }
        (Reading::Unknown { before, what }, None) => match what {
            What::Listed { body, .. } => {
                Placed { canonical: format!("{before}{}", body.name), ..unknown(name, what) }
            }
            _ => unknown(name, what),
        },
    };
    let several = matches!(reading, Reading::Placed(spots) if spots.len() > 1);
    let inferred = several || matches!(reading, Reading::LeftOut { .. } | Reading::Township(_));
    let flag = match (spot, reading) {
        (Some(_), _) => inferred.then_some(Flag::RegionInferred),
        (None, Reading::Central { .. }) => None,
        (None, _) if several => Some(Flag::RegionAmbiguous),
        (None, _) => Some(Flag::RegionUnknown),
    };
    if let Some(flag) = flag {
        placed.flags.insert(flag);
    }
    if placed.kind == "other" {
        placed.flags.insert(Flag::KindUnknown);
    }
    // Without a region only the reports of one site are surely those of one agency.
    let site = if placed.place.region_code.is_empty() && !matches!(reading, Reading::Unknown { .. }) {
        host
    } else {
        ""
    };
    placed.place.agency_id = placed.identifier(site);
    let is_alone = matches!(reading, Reading::Placed(spots) if spots.len() == 1);
    placed.name = if is_alone { name.to_string() } else { placed.canonical.clone() };
    if let Some(spot) = spot
        && let Some(successor) = successor(atlas, spot, named.year)
    {
        placed.merged_into = known(atlas, &successor).identifier("");
        placed.flags.insert(Flag::Merged);
    }
    placed
}

impl Placed {
    /// What the agency is known by in every dataset; `site` is that of one whose region is not known.
    fn identifier(&self, site: &str) -> String {
        identifier(&[&self.kind, &self.place.region_code, &self.canonical, site])
    }
}

/// The body at the same place that a reform merged one into.
fn successor<'a>(atlas: &'a Atlas, spot: &Spot<'a>, year: Option<u16>) -> Option<Spot<'a>> {
    let What::Listed { body, branch, .. } = &spot.what else { return None };
    let body = atlas.bodies.successor(body, year)?;
    let what = What::Listed { body, relation: Relation::Same, branch: branch.clone(), kind: &body.kind };
    Some(Spot { what, ..spot.clone() })
}

fn unknown(name: &str, what: &What<'_>) -> Placed {
    let (kind, relation) = match what {
        What::Government => ("government", None),
        What::Listed { kind, relation, .. } => (*kind, Some(*relation)),
        What::Other { kind, .. } => (*kind, None),
    };
    let mut placed = Placed { kind: kind.to_string(), canonical: name.to_string(), ..Placed::default() };
    related(&mut placed.flags, relation);
    placed
}

fn related(flags: &mut Flags, relation: Option<Relation>) {
    if relation == Some(Relation::Renamed) {
        flags.insert(Flag::Renamed);
    }
}

fn identifier(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    hex(digest.finalize().get(..6).unwrap_or_default())
}

/// An agency whose place is known.
fn known(atlas: &Atlas, spot: &Spot<'_>) -> Placed {
    let regions = &atlas.regions;
    let rank = regions.rank(spot.region);
    let level = match rank {
        _ if is_zone(atlas, spot) => Level::Zone,
        _ if spot.township.is_some() => Level::Township,
        Rank::Nation => Level::National,
        Rank::Province => Level::Provincial,
        Rank::Prefecture => Level::Prefectural,
        Rank::County | Rank::Zone => Level::County,
    };
    let mut placed = Placed {
        place: ReportPlace {
            region_code: code_of(atlas, spot),
            region: path(atlas, spot),
            level: Some(level),
            ..ReportPlace::default()
        },
        kind: kind_of(atlas, spot).to_string(),
        canonical: canonical(atlas, spot),
        ..Placed::default()
    };
    if let What::Listed { relation, .. } = &spot.what {
        related(&mut placed.flags, Some(*relation));
    }
    if regions.is_former(spot.region) {
        placed.flags.insert(Flag::RegionFormer);
    }
    if spot.township.as_ref().is_some_and(|town| town.code.is_empty()) {
        placed.flags.insert(Flag::TownshipUnlisted);
    }
    if spot.zone.is_some() || spot.vague {
        placed.flags.insert(Flag::ZoneUnlisted);
    }
    placed
}

/// Whether it is a zone: by itself, or one that the list has among the townships.
fn is_zone(atlas: &Atlas, spot: &Spot<'_>) -> bool {
    match &spot.township {
        Some(town) => {
            let is_township = atlas.words.townships.iter().any(|word| town.name.ends_with(word.as_str()));
            !is_township && atlas.words.zone_in(&town.name).is_some_and(|word| word.end == town.name.len())
        }
        None => spot.zone.is_some() || atlas.regions.rank(spot.region) == Rank::Zone,
    }
}

fn kind_of<'s>(atlas: &Atlas, spot: &'s Spot<'_>) -> &'s str {
    let is_zone = is_zone(atlas, spot);
    match &spot.what {
        What::Government if is_zone => "zone_committee",
        What::Government if spot.township.as_ref().is_some_and(|town| town.name.ends_with("街道")) => {
            "subdistrict_office"
        }
        What::Government if spot.township.is_some() => "township_government",
        What::Government => "government",
        What::Listed { kind, .. } | What::Other { kind, .. } => kind,
    }
}

/// The region with those it lies in: 湖北省襄阳市宜城市. A name that repeats the one around it is not said twice.
fn path(atlas: &Atlas, spot: &Spot<'_>) -> String {
    let regions = &atlas.regions;
    let mut names: Vec<&str> = Vec::new();
    for region in regions.upwards(spot.region) {
        let said = regions.parent(region).filter(|_| regions.rank(region) == Rank::Zone).and_then(|parent| {
            let said = regions.zones_in(parent).find(|(zone, _)| *zone == region).map(|(_, said)| said)?;
            // 新区 alone would name none.
            atlas.words.zone_in(said).is_some_and(|word| word.start > 0).then_some(said)
        });
        names.push(said.unwrap_or(regions.name(region)));
    }
    names.reverse();
    names.extend(spot.zone.as_deref());
    names.extend(spot.township.as_ref().map(|town| town.name.as_str()));
    names.concat()
}

/// The place as it stands before the name of a body: a district with its city, everything else alone.
fn place_name(atlas: &Atlas, region: RegionId) -> String {
    let regions = &atlas.regions;
    let name = regions.name(region);
    match regions.parent(region) {
        Some(parent) if regions.rank(region) == Rank::County && name.ends_with('区') => {
            format!("{}{name}", regions.name(parent))
        }
        _ => name.to_string(),
    }
}

fn canonical(atlas: &Atlas, spot: &Spot<'_>) -> String {
    let regions = &atlas.regions;
    let mut place = place_name(atlas, spot.region);
    let is_branch = matches!(&spot.what, What::Listed { branch, .. } if !branch.is_empty());
    if let Some(zone) = spot.zone.as_ref().filter(|_| !is_branch) {
        place.push_str(zone);
    }
    if let Some(town) = &spot.township {
        place.push_str(&town.name);
    }
    match &spot.what {
        What::Government => {
            let office = match &spot.township {
                _ if is_zone(atlas, spot) => "管理委员会",
                Some(town) if town.name.ends_with("街道") => "办事处",
                _ => "人民政府",
            };
            place + office
        }
        What::Listed { body, branch, .. } => {
            let over =
                if is_branch { regions.parent(spot.region).unwrap_or(spot.region) } else { spot.region };
            let over = if is_branch && spot.zone.is_some() { spot.region } else { over };
            if is_branch {
                place = place_name(atlas, over);
            }
            let central = spot.central.map_or("", |central| central.name.as_str());
            let prefix = if body.prefix.is_empty() { central } else { &body.prefix };
            if body.short_place || !central.is_empty() && body.prefix.is_empty() {
                place = regions.short(over).to_string();
            }
            let outright =
                spot.zone.is_none() && spot.township.is_none() && regions.rank(over) == Rank::Province;
            let is_municipal = outright && regions.name(over).ends_with('市');
            format!("{prefix}{place}{}{branch}", body.name_in(outright, is_municipal))
        }
        What::Other { name, .. } => match spot.central {
            Some(central) => format!("{}{}{name}", central.name, regions.short(spot.region)),
            None => place + name,
        },
    }
}
