//! What lies within a place, where it is named behind it: townships, zones, the parts that branches of a body serve, and bodies that
//! no list has.

use super::read::{Class, Reader, Spot, Town, What, spot};
use super::region::{Match, Rank, RegionId};

/// The longest name of a township or a zone that no list has, in bytes.
const LONGEST_UNLISTED: usize = 30;

/// How names of departments end.
const DEPARTMENTS: [&str; 6] = ["局", "委员会", "委", "厅", "办公室", "办"];

impl<'a> Reader<'a> {
    /// 莆田市公安局|城厢分局, 宁波市税务局|稽查局.
    pub(super) fn branch(&self, place: Match, rest: &str) -> Option<Spot<'a>> {
        let (body, relation, behind) = self.atlas.bodies.begins(rest)?;
        let ending = self.atlas.words.branches.iter().find(|word| behind.ends_with(word.as_str()));
        let stem = ending.and_then(|word| behind.strip_suffix(word.as_str()));
        let begun = rest.len() - behind.len();
        match stem {
            Some("") => {
                return Some(spot(place.id, self.listed(body, relation, String::new()), Class::Exact));
            }
            Some(stem) => {
                let ending = ending.map_or("", |word| word.as_str());
                if let Some((found, name)) = self.part(place.id, stem) {
                    return Some(Spot {
                        what: self.listed(body, relation, format!("{name}{ending}")),
                        ..found
                    });
                }
            }
            None => {}
        }
        // A part of the body that serves the whole place; short names of two characters begin many other names.
        if begun < "三个字".len() || !place.full || stem.is_none() && self.by_suffix(behind) == "other" {
            return None;
        }
        let kind = match (self.central, body.kind.as_str(), self.by_suffix(behind)) {
            (Some(central), ..) => &central.kind,
            // 市人民政府|口岸工作办公室: a department, not the government itself.
            (None, "government" | "zone_committee", own) if own != "other" => own,
            (None, whole, _) => whole,
        };
        let what = What::Other { name: format!("{}{behind}", body.name), kind };
        Some(Spot { vague: stem.is_some(), ..spot(place.id, what, Class::Exact) })
    }

    /// The part of a place that a branch serves, and its name.
    fn part(&self, place: RegionId, stem: &str) -> Option<(Spot<'a>, String)> {
        let regions = &self.atlas.regions;
        let inside = |part: &Match| part.id != place && regions.is_within(part.id, place);
        let mut parts: Vec<RegionId> = regions.called(stem).filter(inside).map(|part| part.id).collect();
        parts.sort_unstable();
        parts.dedup();
        if let [part] = parts.as_slice() {
            return Some((spot(*part, What::Government, Class::Exact), regions.short(*part).to_string()));
        }
        let zone = self.atlas.words.zone_of_branch(stem)?;
        let spelled = |said: &str| self.spelled(said, zone) == Some(zone.len());
        if let Some((listed, said)) = regions.zones_in(place).find(|(_, said)| spelled(said)) {
            return Some((spot(listed, What::Government, Class::Exact), said.to_string()));
        }
        let found = spot(place, What::Government, Class::Exact);
        Some((Spot { zone: Some(zone.to_string()), ..found }, zone.to_string()))
    }

    /// Any other body, told by how its name ends.
    pub(super) fn other(&self, place: Match, rest: &str) -> Option<Spot<'a>> {
        let words = &self.atlas.words;
        if words.townships.iter().any(|word| rest.starts_with(word.as_str())) {
            return None;
        }
        let committees = ["管理委员会", "管委会"];
        let listed = self.atlas.bodies.ends(rest);
        let (before, what) = match &listed {
            _ if rest.ends_with('区') => (rest, What::Government),
            Some((before, body, relation)) => (*before, self.listed(body, *relation, String::new())),
            None => (rest, What::Government),
        };
        let is_committee = committees.iter().any(|word| rest.ends_with(word));
        let is_subject = words.parts.iter().any(|(word, _)| before.contains(word.as_str()));
        let has_level = words.levels.iter().any(|level| before.ends_with(level.as_str()));
        if is_committee && !before.is_empty() && !is_subject || has_level && before.ends_with('区') {
            // 大通湖区教育局: a part of the place that no list has.
            return Some(Spot { zone: Some(before.to_string()), ..spot(place.id, what, Class::Weak) });
        }
        if has_level {
            return None;
        }
        let kind = self.central.map_or_else(|| self.by_suffix(rest), |central| &central.kind);
        Some(spot(place.id, What::Other { name: rest.to_string(), kind }, Class::Weak))
    }

    /// Whether a name ends like that of a body.
    pub(super) fn is_body(&self, name: &str) -> bool {
        DEPARTMENTS.iter().any(|ending| name.ends_with(ending)) || self.by_suffix(name) != "other"
    }

    /// The kind of a body that no list names.
    pub(super) fn by_suffix(&self, name: &str) -> &'a str {
        let words = &self.atlas.words;
        if DEPARTMENTS.iter().any(|ending| name.ends_with(ending)) {
            // 民政 in 人民政府 is no word of its own.
            let says = |word: &str| name.split("人民政府").any(|piece| piece.contains(word));
            if let Some((_, kind)) = words.parts.iter().find(|(word, _)| says(word)) {
                return kind;
            }
        }
        let found = words.suffixes.iter().find(|(word, _)| name.ends_with(word.as_str()));
        found.map_or("other", |(_, kind)| kind)
    }

    /// 湖南镇人民政府, 南源街道办事处.
    pub(super) fn townships(&self, place: Match, rest: &str, spots: &mut Vec<Spot<'a>>) {
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
    pub(super) fn unlisted(&self, rest: &str) -> Option<String> {
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
    pub(super) fn spelled(&self, said: &str, text: &str) -> Option<usize> {
        let spellings = self.atlas.words.zone_spellings(said);
        let lengths = spellings.filter_map(|(stem, last)| {
            text.strip_prefix(stem)?.starts_with(last).then_some(stem.len() + last.len())
        });
        lengths.max()
    }

    /// 高新区城市管理局, where the list has this zone of the place.
    pub(super) fn listed_zone(&self, place: Match, rest: &str, spots: &mut Vec<Spot<'a>>) -> bool {
        let zones = self.atlas.regions.zones_in(place.id);
        let listed = zones.filter_map(|(zone, said)| Some((self.spelled(said, rest)?, zone)));
        let Some((length, zone)) = listed.max_by_key(|(length, _)| *length) else { return false };
        let inner = Match { id: zone, length, full: true, until: 0 };
        let before = spots.len();
        self.tail(inner, rest.get(length..).unwrap_or_default(), spots);
        spots.len() > before
    }

    /// 新港经济开发区, which no list has.
    pub(super) fn zones(&self, place: Match, rest: &str, spots: &mut Vec<Spot<'a>>) {
        let regions = &self.atlas.regions;
        let Some(word) = self.atlas.words.zone_in(rest) else { return };
        let own_name = rest.get(..word.start).unwrap_or_default();
        // A shortened place cannot be followed by an unknown name, and 东城新区 need not lie in a 东城区.
        if own_name.len() > LONGEST_UNLISTED
            || !own_name.is_empty() && !place.full
            || regions.rank(place.id) == Rank::Zone
            || !place.full && regions.name(place.id).ends_with('区')
        {
            return;
        }
        let behind = without_brackets(rest.get(word.end..).unwrap_or_default());
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
}

/// What stands behind the brackets that a text begins with: （滨江）管委会.
fn without_brackets(text: &str) -> &str {
    text.strip_prefix('（').and_then(|inner| inner.split_once('）')).map_or(text, |(_, behind)| behind)
}
