//! Reads the name of an agency: which places it names, and what body of which place it is.
//!
//! 衢州市衢江区湖南镇 · 十堰市生态环境局郧阳分局 · 国家统计局湖北调查总队 · 郑州高新区城市管理局. A name may fit several places
//! (鼓楼区教育局): all of them are given, and [`super::choose`] decides. A place is only read from the beginning of a
//! name, and a shortened one only where what follows is known word for word.

use super::Atlas;
use super::bodies::{Body, Central, Relation};
use super::region::{Match, Rank, RegionId};

/// How many names of places may follow each other: province, city, county, zone, and one that is said twice.
const DEPTH: usize = 5;
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
    /// It is a branch for a part of the region that is not known.
    pub(super) vague: bool,
    pub(super) what: What<'a>,
    /// The central body whose branch it is, where the name begins with it.
    pub(super) central: Option<&'a Central>,
    pub(super) class: Class,
    /// Up to where the name names places.
    pub(super) at: usize,
    pub(super) full: bool,
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
pub(super) enum Class {
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
    // 海关总署（本级机关）
    let alone = |rest: &str| rest.is_empty() || rest.starts_with('（') && rest.ends_with('）');
    if let Some((central, _)) = central.filter(|(_, rest)| alone(rest)) {
        return Reading::Central { kind: &central.kind, name: central.name.clone() };
    }
    if let Some(spot) = seated(atlas, name) {
        return Reading::Placed(vec![spot]);
    }
    let branch = central.filter(|(central, _)| central.has_branches);
    let reader = Reader {
        atlas,
        central: branch.map(|(central, _)| central).filter(|central| !central.kind.is_empty()),
    };
    // 审计署驻南京特派员办事处
    let spots = reader.placed(branch.map_or(name, |(_, rest)| rest.strip_prefix('驻').unwrap_or(rest)), year);
    if !spots.is_empty() {
        return Reading::Placed(spots);
    }
    if let Some((central, rest)) = central
        && !central.kind.is_empty()
        && reader.is_body(rest)
    {
        return Reading::Central { kind: &central.kind, name: format!("{}{rest}", central.name) };
    }
    reader.without_place(name)
}

/// 拱北海关, which is at 珠海: a body whose name does not say its place.
fn seated<'a>(atlas: &'a Atlas, name: &str) -> Option<Spot<'a>> {
    let name = name.strip_prefix("中华人民共和国").unwrap_or(name);
    let is = |seat: &str| name.strip_prefix(seat).is_some_and(|rest| matches!(rest, "" | "关区"));
    let (seat, code) = atlas.words.seats.iter().find(|(seat, _)| is(seat))?;
    let (_, body, _) = atlas.bodies.ends(seat)?;
    let what = What::Other { name: seat.clone(), kind: &body.kind };
    Some(Spot::new(atlas.regions.find(code)?, None, what))
}

pub(super) struct Reader<'a> {
    pub(super) atlas: &'a Atlas,
    /// The central body whose branch it is.
    pub(super) central: Option<&'a Central>,
}

impl<'a> Reader<'a> {
    /// The places that the name fits best.
    fn placed(&self, name: &str, year: Option<u16>) -> Vec<Spot<'a>> {
        let mut spots = Vec::new();
        self.walk(name, 0, None, 0, &mut spots);
        let key = |spot: &Spot<'_>| (spot.class == Class::Exact, spot.at, spot.class, spot.full);
        let Some(best) = spots.iter().map(key).max() else { return Vec::new() };
        spots.retain(|spot| key(spot) == best);
        let over = |spot: &Spot<'_>| spot.until > 0 && year.is_some_and(|year| year > spot.until);
        if spots.iter().any(|spot| !over(spot)) {
            spots.retain(|spot| !over(spot));
        }
        let rank = |spot: &Spot<'_>| self.atlas.regions.rank(spot.region);
        let is_provincial = |spot: &Spot<'_>| rank(spot) == Rank::Province;
        let says_province = self.atlas.words.provincial.iter().any(|word| name.ends_with(word.as_str()));
        if says_province && spots.iter().any(is_provincial) {
            spots.retain(is_provincial);
        }
        // 西安 alone is the city, though two districts far away bear the name.
        let is_large = |spot: &Spot<'_>| matches!(rank(spot), Rank::Province | Rank::Prefecture);
        if spots.iter().any(|spot| !spot.full && is_large(spot)) {
            spots.retain(|spot| is_large(spot) || !self.atlas.regions.name(spot.region).ends_with('区'));
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
                spot.central = self.central;
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
    pub(super) fn tail(&self, place: Match, rest: &str, spots: &mut Vec<Spot<'a>>) {
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
        // 高新区管理委员会|生态环境局: a department of the committee.
        if let Some((outer, _, behind)) = self.atlas.bodies.begins(rest)
            && matches!(outer.kind.as_str(), "zone_committee" | "government")
            && let Some((body, relation)) = self.atlas.bodies.called(behind)
        {
            let what = self.listed(body, relation, String::new());
            spots.push(spot(place.id, what, Class::Exact));
            return;
        }
        // 杨舍镇（张家港经开区）: the same body under another name.
        if let Some((before, _)) = rest.strip_suffix('）').and_then(|rest| rest.rsplit_once('（')) {
            return self.tail(place, before, spots);
        }
        // 运城 before 市教育局 is only the beginning of a name.
        if !place.full && self.atlas.words.levels.iter().any(|level| rest.starts_with(level.as_str())) {
            return;
        }
        if self.listed_zone(place, rest, spots) {
            return;
        }
        let before = spots.len();
        self.townships(place, rest, spots);
        if spots.get(before..).unwrap_or_default().iter().any(|spot| spot.class == Class::Exact) {
            return;
        }
        self.zones(place, rest, spots);
        if spots.get(before..).unwrap_or_default().iter().any(|spot| spot.class == Class::Exact) {
            return;
        }
        if let Some(found) = self.branch(place, rest) {
            spots.push(found);
        } else if (place.full || self.central.is_some()) && spots.len() == before {
            spots.extend(self.other(place, rest));
        }
    }

    pub(super) fn listed(&self, body: &'a Body, relation: Relation, branch: String) -> What<'a> {
        if body.kind == "government" && branch.is_empty() {
            return What::Government;
        }
        // 国家统计局湖北调查总队: a branch may be of a kind of its own.
        let central = self.central.filter(|central| body.prefix != central.name);
        let kind = central.map_or(&body.kind, |central| &central.kind);
        What::Listed { body, relation, branch, kind }
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
        let is_zone = self.atlas.words.zone_in(name).is_some_and(|word| word.end == name.len());
        let what = if is_zone {
            What::Other { name: String::new(), kind: "zone_committee" }
        } else if is_place {
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

pub(super) fn spot(region: RegionId, what: What<'_>, class: Class) -> Spot<'_> {
    Spot {
        region,
        township: None,
        zone: None,
        vague: false,
        what,
        central: None,
        class,
        at: 0,
        full: false,
        until: 0,
    }
}
