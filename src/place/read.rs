//! Reads the name of an agency: which places it names, and what body of which place it is.
//!
//! 衢州市衢江区湖南镇 · 十堰市生态环境局郧阳分局 · 国家统计局湖北调查总队 · 郑州高新区城市管理局. A name may fit several places
//! (鼓楼区教育局): all of them are given, and [`super::choose`] decides. A place is only read from the beginning of a
//! name, and a shortened one only where what follows is known word for word.

use super::Atlas;
use super::bodies::{Body, Relation};
use super::region::{Match, Rank, RegionId};

/// How many names of places may follow each other: province, city, county, zone, and one that is said twice.
const DEPTH: usize = 5;
/// The longest name of a township or a zone that no list has, in bytes.
const LONGEST_UNLISTED: usize = 30;

/// What a name says of the place.
#[derive(Debug, Clone)]
pub(super) enum Reading<'a> {
    /// A central body.
    Central { kind: &'a str, name: String },
    /// A body of one of these places; several, if the name fits them all.
    Placed(Vec<Spot<'a>>),
    /// The place is left out: 市教育局, or 教育局 without a level.
    LeftOut { level: Option<&'a str>, what: What<'a> },
    /// A township without its county: 白石镇人民政府.
    Township(String),
    /// No place that is known.
    Unknown { before: String, what: What<'a> },
}

/// A place that a name fits, and the body there.
#[derive(Debug, Clone)]
pub(super) struct Spot<'a> {
    pub(super) region: RegionId,
    pub(super) township: Option<Town>,
    /// The name of a zone that no list has, which lies in the region.
    pub(super) zone: Option<String>,
    pub(super) what: What<'a>,
    class: Class,
    /// Up to where the name names places.
    at: usize,
    full: bool,
    /// The last year in which the region had the name; 0 if it still has.
    pub(super) until: u16,
}

/// A township.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Town {
    /// Nine digits; empty if the list of its county has none of this name.
    pub(super) code: String,
    pub(super) name: String,
}

/// Which body of a place.
#[derive(Debug, Clone)]
pub(super) enum What<'a> {
    /// The government of the place.
    Government,
    /// A body that every place may have, or the branch of it for a part of the place.
    Listed { body: &'a Body, relation: Relation, branch: String, kind: &'a str },
    /// Another body, by its name without the place.
    Other { name: String, kind: &'a str },
}

/// How well what stands behind the places is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// It ends like the name of a body.
    Weak,
    /// A township or zone that no list has.
    Unlisted,
    /// It is known word for word.
    Exact,
}

/// Reads a name in simplified characters without white space.
pub(super) fn read<'a>(atlas: &'a Atlas, name: &str, year: Option<u16>) -> Reading<'a> {
    let central = atlas.bodies.central(name);
    if let Some((central, "")) = central {
        return Reading::Central { kind: &central.kind, name: central.name.clone() };
    }
    let reader = Reader { atlas, kind: central.map_or("", |(central, _)| &central.kind) };
    let rest = central.filter(|(central, _)| central.has_branches).map_or(name, |(_, rest)| rest);
    let spots = reader.placed(rest, year);
    if !spots.is_empty() {
        return Reading::Placed(spots);
    }
    if let Some((central, rest)) = central
        && !central.kind.is_empty()
        && reader.by_suffix(rest) != "other"
    {
        return Reading::Central { kind: &central.kind, name: format!("{}{rest}", central.name) };
    }
    reader.without_place(name)
}

struct Reader<'a> {
    atlas: &'a Atlas,
    /// The kind of the central body whose branch it is; empty if it is none.
    kind: &'a str,
}

impl<'a> Reader<'a> {
    /// The places that the name fits best.
    fn placed(&self, name: &str, year: Option<u16>) -> Vec<Spot<'a>> {
        let mut spots = Vec::new();
        self.walk(name, 0, None, 0, &mut spots);
        let key = |spot: &Spot<'_>| (spot.class == Class::Exact, spot.at, spot.class, spot.full);
        let Some(best) = spots.iter().map(key).max() else { return Vec::new() };
        spots.retain(|spot| key(spot) == best);
        let is_provincial = |spot: &Spot<'_>| self.atlas.regions.rank(spot.region) == Rank::Province;
        let says_province =
            |spot: &Spot<'_>| matches!(&spot.what, What::Listed { .. }) && name.ends_with('厅');
        if spots.iter().any(is_provincial) && spots.iter().all(says_province) {
            spots.retain(is_provincial);
        }
        let over = |spot: &Spot<'_>| spot.until > 0 && year.is_some_and(|year| year > spot.until);
        if spots.iter().any(|spot| !over(spot)) {
            spots.retain(|spot| !over(spot));
        }
        spots.sort_by(|a, b| {
            (a.region, &a.township.as_ref().map(|t| &t.code))
                .cmp(&(b.region, &b.township.as_ref().map(|t| &t.code)))
        });
        spots.dedup_by(|a, b| a.region == b.region && a.township == b.township);
        spots
    }

    /// Follows the names of places from `at` on, each within the one before.
    fn walk(&self, name: &str, at: usize, within: Option<Match>, depth: usize, spots: &mut Vec<Spot<'a>>) {
        let Some(rest) = name.get(at..) else { return };
        if let Some(place) = within {
            let before = spots.len();
            self.tail(place, rest, spots);
            for spot in spots.iter_mut().skip(before) {
                spot.at = at;
                spot.full = place.full;
                spot.until = place.until;
            }
        }
        if depth == DEPTH {
            return;
        }
        for found in self.atlas.regions.matches(rest) {
            let inside = within
                .is_none_or(|outer| outer.id != found.id && self.atlas.regions.is_within(found.id, outer.id));
            if inside {
                self.walk(name, at + found.length, Some(found), depth + 1, spots);
            }
        }
    }

    /// What stands behind a place, in every way in which it can be understood; the best only.
    fn tail(&self, place: Match, rest: &str, spots: &mut Vec<Spot<'a>>) {
        let government = |class| Some((What::Government, class));
        if rest.is_empty() {
            if place.full {
                spots.extend(government(Class::Exact).map(|(what, class)| spot(place.id, what, class)));
            }
            return;
        }
        if let Some((body, relation)) = self.atlas.bodies.called(rest) {
            let what = self.listed(body, relation, String::new());
            spots.push(spot(place.id, what, Class::Exact));
            return;
        }
        let before = spots.len();
        self.townships(place, rest, spots);
        self.zones(place, rest, spots);
        if spots.get(before..).unwrap_or_default().iter().any(|spot| spot.class == Class::Exact) {
            return;
        }
        if let Some(found) = self.branch(place, rest) {
            spots.push(found);
        } else if place.full && spots.len() == before {
            spots.extend(self.other(place.id, rest));
        }
    }

    fn listed(&self, body: &'a Body, relation: Relation, branch: String) -> What<'a> {
        if body.kind == "government" && branch.is_empty() {
            return What::Government;
        }
        let kind = if self.kind.is_empty() { &body.kind } else { self.kind };
        What::Listed { body, relation, branch, kind }
    }

    /// 莆田市公安局|城厢分局, 宁波市税务局|稽查局.
    fn branch(&self, place: Match, rest: &str) -> Option<Spot<'a>> {
        let (body, relation, behind) = self.atlas.bodies.begins(rest)?;
        let ending = self.atlas.words.branches.iter().find(|word| behind.ends_with(word.as_str()));
        let stem = ending.and_then(|word| behind.strip_suffix(word.as_str()));
        let begun = rest.len() - behind.len();
        if let Some(stem) = stem.filter(|stem| !stem.is_empty()) {
            let regions = &self.atlas.regions;
            let parts = regions
                .called(stem)
                .filter(|part| part.id != place.id && regions.is_within(part.id, place.id));
            let mut parts: Vec<RegionId> = parts.map(|part| part.id).collect();
            parts.sort_unstable();
            parts.dedup();
            let ending = ending.map_or("", |word| word.as_str());
            if let [part] = parts.as_slice() {
                let branch = format!("{}{ending}", regions.short(*part));
                return Some(spot(*part, self.listed(body, relation, branch), Class::Exact));
            }
            let spelled =
                regions.zones_in(place.id).find(|(_, said)| self.spelled(said, stem) == Some(stem.len()));
            if let Some((zone, said)) = spelled {
                let branch = format!("{said}{ending}");
                return Some(spot(zone, self.listed(body, relation, branch), Class::Exact));
            }
            if let Some(word) = self.atlas.words.zone_in(stem).filter(|word| word.end == stem.len()) {
                let zone = format!("{}{}", stem.get(..word.start).unwrap_or_default(), word.whole);
                let branch = format!("{zone}{ending}");
                let found = spot(place.id, self.listed(body, relation, branch), Class::Exact);
                return Some(Spot { zone: Some(zone), ..found });
            }
        } else if stem.is_some() {
            return Some(spot(place.id, self.listed(body, relation, String::new()), Class::Exact));
        }
        // A part of the body that serves the whole place; short names of two characters begin many other names.
        if begun < "三个字".len() || self.by_suffix(behind) == "other" && stem.is_none() {
            return None;
        }
        let name = format!("{}{behind}", body.name);
        let class = if place.full { Class::Exact } else { return None };
        let kind = if self.kind.is_empty() { &body.kind } else { self.kind };
        Some(spot(place.id, What::Other { name, kind }, class))
    }

    /// Any other body, told by how its name ends.
    fn other(&self, region: RegionId, rest: &str) -> Option<Spot<'a>> {
        let kind = self.by_suffix(rest);
        let kind = if self.kind.is_empty() { kind } else { self.kind };
        Some(spot(region, What::Other { name: rest.to_string(), kind }, Class::Weak))
    }

    /// The kind of a body that no list names.
    fn by_suffix(&self, name: &str) -> &'a str {
        const DEPARTMENTS: [&str; 6] = ["局", "委员会", "委", "厅", "办公室", "办"];
        let words = &self.atlas.words;
        if DEPARTMENTS.iter().any(|ending| name.ends_with(ending)) {
            let found = words.parts.iter().find(|(word, _)| name.contains(word.as_str()));
            if let Some((_, kind)) = found {
                return kind;
            }
        }
        let found = words.suffixes.iter().find(|(word, _)| name.ends_with(word.as_str()));
        found.map_or("other", |(_, kind)| kind)
    }

    /// 湖南镇人民政府, 南源街道办事处.
    fn townships(&self, place: Match, rest: &str, spots: &mut Vec<Spot<'a>>) {
        let regions = &self.atlas.regions;
        let rest = ["人民政府", "政府"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        let rank = regions.rank(place.id);
        let mut found: Vec<(RegionId, Town, What<'a>, Class)> = Vec::new();
        if matches!(rank, Rank::County | Rank::Zone | Rank::Prefecture) {
            found.extend(self.township_of(place.id, rest));
        }
        if rank == Rank::Prefecture && found.is_empty() && self.unlisted(rest).is_some() {
            found.extend(regions.divisions_in(place.id).filter_map(|county| self.township_of(county, rest)));
        }
        if found.is_empty()
            && place.full
            && !matches!(rank, Rank::Province | Rank::Nation)
            && let Some(name) = self.unlisted(rest)
        {
            found.push((place.id, Town { code: String::new(), name }, What::Government, Class::Unlisted));
        }
        spots.extend(
            found.into_iter().map(|(region, town, what, class)| Spot {
                township: Some(town),
                ..spot(region, what, class)
            }),
        );
    }

    fn township_of(&self, county: RegionId, rest: &str) -> Option<(RegionId, Town, What<'a>, Class)> {
        let regions = &self.atlas.regions;
        let found = regions.township(county, rest);
        let (found, behind) = match found {
            Some(found) => {
                let behind = rest.get(found.length..)?;
                (found, behind)
            }
            // 底张街办 stands for 底张街道办事处.
            None => (regions.township(county, &self.unlisted(rest)?)?, ""),
        };
        let what = match self.atlas.bodies.called(behind) {
            _ if behind.is_empty() || self.atlas.words.offices.iter().any(|office| office == behind) => {
                What::Government
            }
            Some((body, relation)) => self.listed(body, relation, String::new()),
            None if self.by_suffix(behind) == "other" => return None,
            None => What::Other { name: behind.to_string(), kind: self.by_suffix(behind) },
        };
        let town = Town { code: found.code, name: found.name.to_string() };
        Some((county, town, what, Class::Exact))
    }

    /// The name of a township that a text names with nothing behind it but its office.
    fn unlisted(&self, rest: &str) -> Option<String> {
        let words = &self.atlas.words;
        let name = |rest: &str| {
            let stem = words.townships.iter().find_map(|word| rest.strip_suffix(word.as_str()))?;
            let plain = !stem.is_empty()
                && stem.len() <= LONGEST_UNLISTED
                && stem.chars().all(|ch| ch.is_alphabetic());
            plain.then(|| rest.to_string())
        };
        let offices = words.offices.iter().filter_map(|office| rest.strip_suffix(office.as_str()));
        let street = rest.strip_suffix("街办").map(|stem| format!("{stem}街道"));
        name(rest).or_else(|| street.and_then(|rest| name(&rest))).or_else(|| offices.filter_map(name).next())
    }

    /// How much of a text is the name of a zone, in any of its spellings.
    fn spelled(&self, said: &str, text: &str) -> Option<usize> {
        let spellings = self.atlas.words.zone_spellings(said);
        let lengths = spellings.filter_map(|(stem, last)| {
            text.strip_prefix(stem)?.starts_with(last).then_some(stem.len() + last.len())
        });
        lengths.max()
    }

    /// 高新区城市管理局, 新港经济开发区.
    fn zones(&self, place: Match, rest: &str, spots: &mut Vec<Spot<'a>>) {
        let regions = &self.atlas.regions;
        let listed =
            regions.zones_in(place.id).filter_map(|(zone, said)| Some((self.spelled(said, rest)?, zone)));
        if let Some((length, zone)) = listed.max_by_key(|(length, _)| *length) {
            let inner = Match { id: zone, length, full: true, until: 0 };
            return self.tail(inner, rest.get(length..).unwrap_or_default(), spots);
        }
        let Some(word) = self.atlas.words.zone_in(rest) else { return };
        let own_name = rest.get(..word.start).unwrap_or_default();
        // 新城 in 新城街道 is no zone, and a shortened place cannot be followed by an unknown name.
        if own_name.len() > LONGEST_UNLISTED
            || !own_name.is_empty() && !place.full
            || regions.rank(place.id) == Rank::Zone
        {
            return;
        }
        let behind = rest.get(word.end..).unwrap_or_default();
        let class = if own_name.is_empty() { Class::Exact } else { Class::Unlisted };
        let name = format!("{own_name}{}", word.whole);
        let what = if behind.is_empty() {
            What::Government
        } else if let Some((body, relation)) = self.atlas.bodies.called(behind) {
            self.listed(body, relation, String::new())
        } else if let Some(town) = self.unlisted(behind) {
            let town = Town { code: String::new(), name: town };
            let found = spot(place.id, What::Government, Class::Unlisted);
            spots.push(Spot { township: Some(town), zone: Some(name), ..found });
            return;
        } else if let Some(Spot { what, .. }) = self.branch(Match { full: true, ..place }, behind) {
            what
        } else if self.by_suffix(behind) != "other" {
            What::Other { name: behind.to_string(), kind: self.by_suffix(behind) }
        } else {
            return;
        };
        spots.push(Spot { zone: Some(name), ..spot(place.id, what, class) });
    }

    /// A name that begins with no place that is known.
    fn without_place(&self, name: &str) -> Reading<'a> {
        let bodies = &self.atlas.bodies;
        for level in &self.atlas.words.levels {
            if let Some((body, relation)) =
                name.strip_prefix(level.as_str()).and_then(|rest| bodies.called(rest))
            {
                let what = self.listed(body, relation, String::new());
                return Reading::LeftOut { level: Some(level), what };
            }
        }
        if let Some((body, relation)) = bodies.called(name) {
            return Reading::LeftOut { level: None, what: self.listed(body, relation, String::new()) };
        }
        if let Some(township) = self.unlisted(name).filter(|name| !self.ends_with_level_before_township(name))
        {
            return Reading::Township(township);
        }
        if let Some((before, body, relation)) = bodies.ends(name) {
            let what = self.listed(body, relation, String::new());
            return Reading::Unknown { before: before.to_string(), what };
        }
        let is_place = self.atlas.words.levels.iter().any(|level| name.ends_with(level.as_str()));
        let what = if is_place {
            What::Government
        } else {
            What::Other { name: String::new(), kind: self.by_suffix(name) }
        };
        Reading::Unknown { before: name.to_string(), what }
    }

    /// 青岚区白石镇: the county is named, though it is in no list.
    fn ends_with_level_before_township(&self, name: &str) -> bool {
        name.char_indices().skip(2).any(|(at, _)| {
            let rest = name.get(at..).unwrap_or_default();
            rest.chars().count() > 2
                && self.atlas.words.levels.iter().any(|level| rest.starts_with(level.as_str()))
        })
    }
}

impl<'a> Spot<'a> {
    /// A place told by something else than its name.
    pub(super) fn new(region: RegionId, township: Option<Town>, what: What<'a>) -> Spot<'a> {
        Spot { township, ..spot(region, what, Class::Exact) }
    }
}

fn spot(region: RegionId, what: What<'_>, class: Class) -> Spot<'_> {
    Spot { region, township: None, zone: None, what, class, at: 0, full: false, until: 0 }
}
