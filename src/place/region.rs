//! The regions: divisions from the province to the township, zones, and divisions that are no more.
//!
//! Counties and what is above them are an index over the text of two files. Townships stay text until somebody asks for
//! those of one county, so that nothing has to be loaded for the 41,000 of them.

mod load;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use zerocopy::little_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::error::{PlaceError, at_line};
use super::words::Words;
use load::Reading;

/// The list of the package and our own, one behind the other.
static BUILTIN: &str =
    concat!(include_str!("../../data/regions.csv"), include_str!("../../data/regions_own.csv"));
/// Where the second of them begins.
const SPLIT: usize = include_str!("../../data/regions.csv").len();

/// The built-in lists: that of the package, and our own.
pub(super) fn builtin() -> [&'static str; 2] {
    let (official, own) = BUILTIN.split_at_checked(SPLIT).unwrap_or((BUILTIN, ""));
    [official, own]
}

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
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
struct Span {
    start: U32,
    end: U32,
}

/// A region. This and what follows is laid out in bytes, so that it can be used where it stands in the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Row {
    code: Span,
    name: Span,
    short: Span,
    pinyin: Span,
    townships: Span,
    /// The region it lies in, or [`Row::NOWHERE`].
    parent: U16,
    rank: u8,
    former: u8,
}

/// One name of a region, found by the hash of its bytes and then compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Name {
    hash: U64,
    text: Span,
    id: U16,
    until: U16,
    full: u8,
}

/// A zone, the region it lies in, and the part of its name that is said there: 高新技术产业开发区.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct ZoneName {
    parent: U16,
    zone: U16,
    said: Span,
}

impl Span {
    fn of(self, text: &str) -> &str {
        text.get(self.start.get() as usize..self.end.get() as usize).unwrap_or_default()
    }
}

impl Rank {
    const ALL: [Rank; 5] = [Rank::Nation, Rank::Province, Rank::Prefecture, Rank::County, Rank::Zone];
}

impl Row {
    const NOWHERE: u16 = u16::MAX;

    fn parent(&self) -> Option<RegionId> {
        Some(self.parent.get()).filter(|&id| id != Row::NOWHERE).map(RegionId)
    }

    fn rank(&self) -> Rank {
        Rank::ALL.get(usize::from(self.rank)).copied().unwrap_or(Rank::County)
    }
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
    rows: Cow<'static, [Row]>,
    /// How many rows come from the first file; they stand in the order of their codes.
    official: usize,
    /// By their hashes.
    names: Cow<'static, [Name]>,
    /// By the region they lie in.
    zones: Cow<'static, [ZoneName]>,
}

/// What is known of the regions beside their text, as bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Packed<'b> {
    rows: &'b [u8],
    official: usize,
    names: &'b [u8],
    zones: &'b [u8],
}

impl Regions {
    /// The regions of the repository.
    #[allow(dead_code, reason = "for `build.rs`")]
    pub(super) fn of_repository(words: &Words) -> Result<Regions, PlaceError> {
        Regions::read(Cow::Borrowed(BUILTIN), SPLIT, ["regions.csv", "regions_own.csv"], words)
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
        let (first, second) = text.split_at_checked(split).unwrap_or((&text, ""));
        let mut reading = Reading::new(&text);
        reading.official(first).map_err(|wrong| at_line(official, wrong))?;
        reading.own(second).map_err(|wrong| at_line(own, wrong))?;
        reading.name_zones(words);
        let Reading { rows, official, mut names, zones, .. } = reading;
        names.sort_unstable_by_key(|name| (name.hash.get(), name.id.get(), name.until.get()));
        Ok(Regions { rows: rows.into(), official, names: names.into(), zones: zones.into(), text })
    }

    /// The regions of the repository as bytes.
    #[allow(dead_code, reason = "for `build.rs`")]
    pub(super) fn pack(&self) -> Packed<'_> {
        Packed {
            rows: self.rows.as_bytes(),
            official: self.official,
            names: self.names.as_bytes(),
            zones: self.zones.as_bytes(),
        }
    }

    /// The regions of the repository from their bytes; nothing if these are not whole.
    pub(super) fn unpack(packed: Packed<'static>) -> Option<Regions> {
        Some(Regions {
            text: Cow::Borrowed(BUILTIN),
            rows: Cow::Borrowed(<[Row]>::ref_from_bytes(packed.rows).ok()?),
            official: packed.official,
            names: Cow::Borrowed(<[Name]>::ref_from_bytes(packed.names).ok()?),
            zones: Cow::Borrowed(<[ZoneName]>::ref_from_bytes(packed.zones).ok()?),
        })
    }

    fn part(&self, span: Span) -> &str {
        span.of(&self.text)
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
        self.row(id).map_or(Rank::County, Row::rank)
    }

    /// Whether it is no more, and none took its place.
    pub(super) fn is_former(&self, id: RegionId) -> bool {
        self.row(id).is_some_and(|row| row.former != 0)
    }

    /// The region it lies in.
    pub(super) fn parent(&self, id: RegionId) -> Option<RegionId> {
        self.row(id)?.parent()
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
        let first = self.names.partition_point(|known| known.hash.get() < hash);
        let same = self.names.iter().skip(first).take_while(move |known| known.hash.get() == hash);
        same.filter(move |known| self.part(known.text) == name).map(move |known| Match {
            id: RegionId(known.id.get()),
            length: name.len(),
            full: known.full != 0,
            until: known.until.get(),
        })
    }

    /// The zones in a region, each with its name as it is said there.
    pub(super) fn zones_in(&self, id: RegionId) -> impl Iterator<Item = (RegionId, &str)> {
        let first = self.zones.partition_point(|zone| zone.parent.get() < id.0);
        let own = self.zones.iter().skip(first).take_while(move |zone| zone.parent.get() == id.0);
        own.map(|zone| (RegionId(zone.zone.get()), self.part(zone.said)))
    }

    /// The divisions directly in a region.
    pub(super) fn divisions_in(&self, id: RegionId) -> impl Iterator<Item = RegionId> {
        let children = self.rows.iter().enumerate().filter(move |(_, row)| row.parent() == Some(id));
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

const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, which grows with the text: one pass gives the hashes of all beginnings.
fn extend_hash(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
