//! The regions: divisions from the province to the township, zones, and divisions that are no more.
//!
//! Counties and what is above them are an index over the text of two files. Townships stay text until somebody asks for
//! those of one county, so that nothing has to be loaded for the 41,000 of them.

use std::borrow::Cow;

use super::error::{PlaceError, Wrong, at_line, lines};
use super::words::Words;

const BUILTIN: &str =
    concat!(include_str!("../../data/regions.csv"), include_str!("../../data/regions_own.csv"));
/// The list of the package.
pub(super) const OFFICIAL: &str = include_str!("../../data/regions.csv");
/// Our own list.
pub(super) const OWN: &str = include_str!("../../data/regions_own.csv");

const HEADER: [&str; 5] = ["code", "name", "short", "pinyin", "townships"];
const HEADER_OWN: [&str; 7] = ["code", "name", "kind", "short", "pinyin", "until", "now"];

/// The longest name that is looked up, in bytes.
const LONGEST_NAME: usize = 60;

/// A region of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RegionId(u16);

/// What a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    Nation,
    Province,
    Prefecture,
    County,
    Zone,
}

/// A part of the text.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    end: u32,
}

#[derive(Debug)]
struct Row {
    code: Span,
    name: Span,
    short: Span,
    pinyin: Span,
    townships: Span,
    parent: Option<RegionId>,
    rank: Rank,
    former: bool,
}

/// One name of a region, found by the hash of its bytes and then compared.
#[derive(Debug, Clone, Copy)]
struct Name {
    hash: u64,
    text: Span,
    id: RegionId,
    full: bool,
    until: u16,
}

/// A name of a region that a text begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) id: RegionId,
    /// Its length in bytes.
    pub(super) length: usize,
    /// Whether it is the whole name and not a shortened one.
    pub(super) full: bool,
    /// The last year in which it was the name; 0 if it still is.
    pub(super) until: u16,
}

/// A township of a county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Township<'r> {
    /// Nine digits.
    pub(super) code: String,
    pub(super) name: &'r str,
    /// How much of the text names it, in bytes.
    pub(super) length: usize,
}

/// All regions.
#[derive(Debug)]
pub(super) struct Regions {
    /// Both files, one behind the other.
    text: Cow<'static, str>,
    rows: Vec<Row>,
    /// How many rows come from the first file; they stand in the order of their codes.
    official: usize,
    names: Vec<Name>,
    /// Zones by the region they lie in, with the part of their name that is said there: 高新技术产业开发区.
    zones: Vec<(RegionId, RegionId, Span)>,
}

impl Regions {
    /// The regions that are built into the program.
    pub(super) fn builtin(words: &Words) -> Result<Regions, PlaceError> {
        let files = ["regions.csv", "regions_own.csv"];
        Regions::read(Cow::Borrowed(BUILTIN), OFFICIAL.len(), files, words)
    }

    /// The regions of two files, each with its name.
    pub(super) fn of_files(
        official: (&str, &str),
        own: (&str, &str),
        words: &Words,
    ) -> Result<Regions, PlaceError> {
        let text = format!("{}{}", official.1, own.1);
        Regions::read(Cow::Owned(text), official.1.len(), [official.0, own.0], words)
    }

    fn read(
        text: Cow<'static, str>,
        split: usize,
        [official, own]: [&str; 2],
        words: &Words,
    ) -> Result<Regions, PlaceError> {
        let mut regions = Regions {
            text,
            rows: Vec::with_capacity(1 << 12),
            official: 0,
            names: Vec::with_capacity(1 << 14),
            zones: Vec::new(),
        };
        let text = std::mem::take(&mut regions.text);
        let (first, second) = text.split_at_checked(split).unwrap_or((&text, ""));
        let mut reading = Reading { text: &text, regions: &mut regions };
        reading.official(first).map_err(|wrong| at_line(official, wrong))?;
        reading.own(second).map_err(|wrong| at_line(own, wrong))?;
        reading.name_zones(words);
        regions.text = text;
        regions.names.sort_unstable_by_key(|name| (name.hash, name.id, name.until));
        Ok(regions)
    }

    fn part(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    fn row(&self, id: RegionId) -> Option<&Row> {
        self.rows.get(usize::from(id.0))
    }

    fn cell(&self, id: RegionId, cell: impl Fn(&Row) -> Span) -> &str {
        self.row(id).map_or("", |row| self.part(cell(row)))
    }

    /// The code: six digits, of a zone without a code of its own those of the division it lies in and a word.
    pub(super) fn code(&self, id: RegionId) -> &str {
        self.cell(id, |row| row.code)
    }

    /// The whole name.
    pub(super) fn name(&self, id: RegionId) -> &str {
        self.cell(id, |row| row.name)
    }

    /// The shortest of the short names that is known, or the name.
    pub(super) fn short(&self, id: RegionId) -> &str {
        if self.rank(id) == Rank::Zone {
            return self.name(id);
        }
        self.cell(id, |row| row.short)
            .split(' ')
            .next_back()
            .filter(|s| !s.is_empty())
            .unwrap_or(self.name(id))
    }

    /// The syllables of the short name.
    pub(super) fn pinyin(&self, id: RegionId) -> &str {
        self.cell(id, |row| row.pinyin)
    }

    /// What it is.
    pub(super) fn rank(&self, id: RegionId) -> Rank {
        self.row(id).map_or(Rank::County, |row| row.rank)
    }

    /// Whether it is no more, and none took its place.
    pub(super) fn is_former(&self, id: RegionId) -> bool {
        self.row(id).is_some_and(|row| row.former)
    }

    /// The region it lies in.
    pub(super) fn parent(&self, id: RegionId) -> Option<RegionId> {
        self.row(id)?.parent
    }

    /// Itself and the regions it lies in, from the inside out.
    pub(super) fn upwards(&self, id: RegionId) -> impl Iterator<Item = RegionId> {
        std::iter::successors(Some(id), |&id| self.parent(id))
    }

    /// Whether one lies in the other or is it.
    pub(super) fn is_within(&self, id: RegionId, outer: RegionId) -> bool {
        self.upwards(id).any(|region| region == outer)
    }

    /// The region with a code.
    pub(super) fn find(&self, code: &str) -> Option<RegionId> {
        let official = self.rows.get(..self.official)?;
        if let Ok(index) = official.binary_search_by(|row| self.part(row.code).cmp(code)) {
            return u16::try_from(index).ok().map(RegionId);
        }
        let own = self.rows.iter().skip(self.official).position(|row| self.part(row.code) == code)?;
        u16::try_from(own + self.official).ok().map(RegionId)
    }

    /// The names that a text begins with, the shortest first.
    pub(super) fn matches<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Match> + 'a {
        let ends =
            text.char_indices().map(|(at, ch)| at + ch.len_utf8()).take_while(|&end| end <= LONGEST_NAME);
        let hashes = ends.scan((0, HASH_START), |(from, hash), end| {
            *hash = extend_hash(*hash, text.get(*from..end).unwrap_or_default());
            *from = end;
            Some((end, *hash))
        });
        hashes
            .skip(1)
            .flat_map(move |(length, hash)| self.named(text.get(..length).unwrap_or_default(), hash))
    }

    /// The regions that bear a name.
    pub(super) fn called<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Match> + 'a {
        self.named(name, extend_hash(HASH_START, name))
    }

    fn named<'a>(&'a self, name: &'a str, hash: u64) -> impl Iterator<Item = Match> + 'a {
        let first = self.names.partition_point(|known| known.hash < hash);
        let same = self.names.iter().skip(first).take_while(move |known| known.hash == hash);
        same.filter(move |known| self.part(known.text) == name).map(move |known| Match {
            id: known.id,
            length: name.len(),
            full: known.full,
            until: known.until,
        })
    }

    /// The zones in a region, each with its name as it is said there.
    pub(super) fn zones_in(&self, id: RegionId) -> impl Iterator<Item = (RegionId, &str)> {
        let first = self.zones.partition_point(|(parent, ..)| *parent < id);
        let own = self.zones.iter().skip(first).take_while(move |(parent, ..)| *parent == id);
        own.map(|&(_, zone, name)| (zone, self.part(name)))
    }

    /// The divisions directly in a region.
    pub(super) fn divisions_in(&self, id: RegionId) -> impl Iterator<Item = RegionId> {
        let children = self.rows.iter().enumerate().filter(move |(_, row)| row.parent == Some(id));
        children.filter_map(|(index, _)| u16::try_from(index).ok().map(RegionId))
    }

    /// The township of a county that a text begins with, by the longest name.
    pub(super) fn township<'r>(&'r self, id: RegionId, text: &str) -> Option<Township<'r>> {
        let row = self.row(id)?;
        let code = self.part(row.code);
        let mut best: Option<(&str, &str, usize)> = None;
        for entry in self.part(row.townships).split(' ') {
            let digits = entry.bytes().take_while(u8::is_ascii_digit).count();
            let Some((number, names)) = entry.split_at_checked(digits) else { continue };
            let name = names.split('=').next().unwrap_or(names);
            let longest = names
                .split('=')
                .filter(|name| !name.is_empty() && text.starts_with(name))
                .map(str::len)
                .max();
            if let Some(length) = longest.filter(|&length| best.is_none_or(|(.., known)| length > known)) {
                best = Some((number, name, length));
            }
        }
        let (number, name, length) = best?;
        let stem = format!("{code:0<9}");
        let code = format!("{}{number}", stem.get(..9usize.checked_sub(number.len())?)?);
        Some(Township { code, name, length })
    }
}

/// A first pass over both files.
struct Reading<'t, 'r> {
    text: &'t str,
    regions: &'r mut Regions,
}

impl Reading<'_, '_> {
    fn span(&self, part: &str) -> Span {
        // Every part is a slice of the text.
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Span { start: start as u32, end: (start + part.len()) as u32 }
    }

    fn official(&mut self, text: &str) -> Result<(), Wrong> {
        let (mut province, mut prefecture) = (None, None);
        let mut last = "";
        for line in lines(text, &HEADER)? {
            let (number, [code, name, short, pinyin, townships]) = line?;
            let digits = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || name.is_empty() {
                return Err((number, format!("{code:?} is no code of six digits with a name behind it")));
            }
            if code <= last {
                return Err((number, format!("{code} must stand before {last}")));
            }
            last = code;
            let of_prefecture = |(known, _): &(&str, RegionId)| known.get(..4) == code.get(..4);
            let (rank, parent) = if code.ends_with("0000") {
                (Rank::Province, None)
            } else if code.ends_with("00") {
                (Rank::Prefecture, province)
            } else {
                let rank = if code.as_bytes().get(4) == Some(&b'7') { Rank::Zone } else { Rank::County };
                (rank, prefecture.filter(of_prefecture).map(|(_, id)| id).or(province))
            };
            let id = self.add(number, [code, name, short, pinyin, townships], rank, parent)?;
            match rank {
                Rank::Province => province = Some(id),
                Rank::Prefecture => prefecture = Some((code, id)),
                _ => {}
            }
        }
        self.regions.official = self.regions.rows.len();
        Ok(())
    }

    fn add(
        &mut self,
        line: usize,
        [code, name, short, pinyin, townships]: [&str; 5],
        rank: Rank,
        parent: Option<RegionId>,
    ) -> Result<RegionId, Wrong> {
        let id = u16::try_from(self.regions.rows.len()).map(RegionId);
        let id = id.map_err(|_| (line, "too many regions".to_string()))?;
        let row = Row {
            code: self.span(code),
            name: self.span(name),
            short: self.span(short),
            pinyin: self.span(pinyin),
            townships: self.span(townships),
            parent,
            rank,
            former: false,
        };
        self.regions.rows.push(row);
        self.name(name, id, true, 0);
        self.short_names(short, id, 0, rank == Rank::Zone);
        Ok(id)
    }

    fn name(&mut self, name: &str, id: RegionId, full: bool, until: u16) {
        let hash = extend_hash(HASH_START, name);
        self.regions.names.push(Name { hash, text: self.span(name), id, full, until });
    }

    fn short_names(&mut self, names: &str, id: RegionId, until: u16, full: bool) {
        for name in names.split(' ').filter(|name| !name.is_empty()) {
            // 峨山县 is as good as the whole name, 峨山 is not.
            let whole =
                full || name.ends_with(['县', '州', '旗', '盟', '师', '市']) && name.chars().count() > 2;
            self.name(name, id, whole, until);
        }
    }

    fn own(&mut self, text: &str) -> Result<(), Wrong> {
        for line in lines(text, &HEADER_OWN)? {
            let (number, [code, name, kind, short, pinyin, until, now]) = line?;
            let known = |code: &str| self.known(code);
            let need =
                |code: &str| known(code).ok_or_else(|| (number, format!("no region has the code {code:?}")));
            let parent_code = match code.split_once('-') {
                Some((parent, _)) => parent.to_string(),
                None => format!("{}0000", code.get(..2).unwrap_or_default()),
            };
            let year = || until.parse().map_err(|_| (number, format!("{until:?} is no year")));
            let cells = [code, name, short, pinyin, ""];
            match kind {
                "alias" => {
                    let id = need(code)?;
                    self.short_names(short, id, 0, true);
                }
                "former" if !now.is_empty() => {
                    let (id, year) = (need(now)?, year()?);
                    self.name(name, id, true, year);
                    self.short_names(short, id, year, false);
                }
                "former" => {
                    let prefecture = format!("{}00", code.get(..4).unwrap_or_default());
                    let (above, year) = (known(&prefecture).or(known(&parent_code)), year()?);
                    let rank = if code.ends_with("00") { Rank::Prefecture } else { Rank::County };
                    let from = self.regions.names.len();
                    let id = self.add(number, cells, rank, above)?;
                    self.regions.names.iter_mut().skip(from).for_each(|name| name.until = year);
                    if let Some(row) = self.regions.rows.get_mut(usize::from(id.0)) {
                        row.former = true;
                    }
                }
                "division" => {
                    let rank = if code == "000000" { Rank::Nation } else { Rank::Province };
                    let above = if code.contains('-') { Some(need(&parent_code)?) } else { None };
                    self.add(number, cells, rank, above)?;
                }
                "zone" => {
                    let parent = need(&parent_code)?;
                    self.add(number, cells, Rank::Zone, Some(parent))?;
                }
                other => {
                    let kinds = "alias, former, division or zone";
                    return Err((number, format!("{other:?} is no kind of region; write {kinds}")));
                }
            }
        }
        Ok(())
    }

    /// The region with a code, among those read so far.
    fn known(&self, code: &str) -> Option<RegionId> {
        let code_of =
            |row: &Row| self.text.get(row.code.start as usize..row.code.end as usize).unwrap_or_default();
        let (official, own) = self.regions.rows.split_at_checked(self.regions.official)?;
        let index = official.binary_search_by(|row| code_of(row).cmp(code)).ok();
        let index =
            index.or_else(|| Some(official.len() + own.iter().position(|row| code_of(row) == code)?))?;
        u16::try_from(index).ok().map(RegionId)
    }

    /// Gives zones the names that are said in the region they lie in, and those that need no region before them.
    fn name_zones(&mut self, words: &Words) {
        let zones: Vec<(RegionId, RegionId, Span)> = (0u16..)
            .zip(&self.regions.rows)
            .filter(|(_, row)| row.rank == Rank::Zone)
            .filter_map(|(index, row)| Some((row.parent?, RegionId(index), row.name)))
            .collect();
        for (parent, zone, name) in zones {
            let whole = self.text.get(name.start as usize..name.end as usize).unwrap_or_default();
            let said = self.said_in(parent, whole);
            if said.is_empty() {
                continue;
            }
            let span = self.span(said);
            self.regions.zones.push((parent, zone, span));
            let own_name = words.zone_in(said).is_some_and(|zone| zone.start >= "二字".len());
            if own_name && said.len() < whole.len() {
                self.name(said, zone, true, 0);
            }
        }
        self.regions.zones.sort_unstable_by_key(|&(parent, zone, _)| (parent, zone));
    }

    /// The name of a zone without the regions around it.
    fn said_in<'n>(&self, parent: RegionId, name: &'n str) -> &'n str {
        let mut said = name;
        let around: Vec<&str> =
            std::iter::successors(Some(parent), |id| self.regions.rows.get(usize::from(id.0))?.parent)
                .filter_map(|id| self.regions.rows.get(usize::from(id.0)))
                .flat_map(|row| [row.name, row.short])
                .filter_map(|span| self.text.get(span.start as usize..span.end as usize))
                .flat_map(|names| names.split(' '))
                .filter(|name| !name.is_empty())
                .collect();
        while let Some(rest) =
            around.iter().filter_map(|place| said.strip_prefix(place)).min_by_key(|rest| rest.len())
        {
            said = rest;
        }
        said
    }
}

const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, which grows with the text: one pass gives the hashes of all beginnings.
fn extend_hash(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
