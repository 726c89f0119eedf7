//! Reads the two files of regions into the index, and says what is wrong in which line.

use super::{HASH_START, Name, Rank, RegionId, Row, Span, ZoneName, extend_hash};
use crate::place::error::{Wrong, lines};
use crate::place::words::Words;

const HEADER: [&str; 5] = ["code", "name", "short", "pinyin", "townships"];
const HEADER_OWN: [&str; 7] = ["code", "name", "kind", "short", "pinyin", "until", "now"];

/// A first pass over both files.
pub(super) struct Reading<'t> {
    text: &'t str,
    pub(super) rows: Vec<Row>,
    /// How many rows come from the first file.
    pub(super) official: usize,
    pub(super) names: Vec<Name>,
    pub(super) zones: Vec<ZoneName>,
}

impl<'t> Reading<'t> {
    pub(super) fn new(text: &'t str) -> Reading<'t> {
        let (rows, names) = (Vec::with_capacity(1 << 12), Vec::with_capacity(1 << 14));
        Reading { text, rows, official: 0, names, zones: Vec::new() }
    }

    fn span(&self, part: &str) -> Span {
        // Every part is a slice of the text.
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Span { start: (start as u32).into(), end: ((start + part.len()) as u32).into() }
    }

    pub(super) fn official(&mut self, text: &str) -> Result<(), Wrong> {
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
        self.official = self.rows.len();
        Ok(())
    }

    fn add(
        &mut self,
        line: usize,
        [code, name, short, pinyin, townships]: [&str; 5],
        rank: Rank,
        parent: Option<RegionId>,
    ) -> Result<RegionId, Wrong> {
        let id = u16::try_from(self.rows.len()).ok().filter(|&id| id != Row::NOWHERE).map(RegionId);
        let id = id.ok_or_else(|| (line, "too many regions".to_string()))?;
        let row = Row {
            code: self.span(code),
            name: self.span(name),
            short: self.span(short),
            pinyin: self.span(pinyin),
            townships: self.span(townships),
            parent: parent.map_or(Row::NOWHERE, |id| id.0).into(),
            rank: rank as u8,
            former: 0,
        };
        self.rows.push(row);
        self.name(name, id, true, 0);
        self.short_names(short, id, 0, rank == Rank::Zone);
        Ok(id)
    }

    fn name(&mut self, name: &str, id: RegionId, full: bool, until: u16) {
        let hash = extend_hash(HASH_START, name);
        self.names.push(Name {
            hash: hash.into(),
            text: self.span(name),
            id: id.0.into(),
            until: until.into(),
            full: full.into(),
        });
    }

    fn short_names(&mut self, names: &str, id: RegionId, until: u16, full: bool) {
        for name in names.split(' ').filter(|name| !name.is_empty()) {
            // 峨山县 is as good as the whole name, 峨山 is not.
            let whole =
                full || name.ends_with(['县', '州', '旗', '盟', '师', '市']) && name.chars().count() > 2;
            self.name(name, id, whole, until);
        }
    }

    pub(super) fn own(&mut self, text: &str) -> Result<(), Wrong> {
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
                    let from = self.names.len();
                    let id = self.add(number, cells, rank, above)?;
                    self.names.iter_mut().skip(from).for_each(|name| name.until = year.into());
                    if let Some(row) = self.rows.get_mut(usize::from(id.0)) {
                        row.former = 1;
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
        let code_of = |row: &Row| row.code.of(self.text);
        let (official, own) = self.rows.split_at_checked(self.official)?;
        let index = official.binary_search_by(|row| code_of(row).cmp(code)).ok();
        let index =
            index.or_else(|| Some(official.len() + own.iter().position(|row| code_of(row) == code)?))?;
        u16::try_from(index).ok().map(RegionId)
    }

    /// Gives zones the names that are said in the region they lie in, and those that need no region before them.
    pub(super) fn name_zones(&mut self, words: &Words) {
        let zones: Vec<(RegionId, RegionId, Span)> = (0u16..)
            .zip(&self.rows)
            .filter(|(_, row)| row.rank() == Rank::Zone)
            .filter_map(|(index, row)| Some((row.parent()?, RegionId(index), row.name)))
            .collect();
        for (parent, zone, name) in zones {
            let whole = name.of(self.text);
            let said = self.said_in(parent, whole);
            if said.is_empty() {
                continue;
            }
            let span = self.span(said);
            self.zones.push(ZoneName { parent: parent.0.into(), zone: zone.0.into(), said: span });
            let own_name = words.zone_in(said).is_some_and(|zone| zone.start >= "二字".len());
            if own_name && said.len() < whole.len() {
                self.name(said, zone, true, 0);
            }
        }
        self.zones.sort_unstable_by_key(|zone| (zone.parent.get(), zone.zone.get()));
    }

    /// The name of a zone without the regions around it.
    fn said_in<'n>(&self, parent: RegionId, name: &'n str) -> &'n str {
        let mut said = name;
        let around: Vec<&str> =
            std::iter::successors(Some(parent), |id| self.rows.get(usize::from(id.0))?.parent())
                .filter_map(|id| self.rows.get(usize::from(id.0)))
                .flat_map(|row| [row.name, row.short])
                .map(|span| span.of(self.text))
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
