//! `agencies.csv`: every agency once, gathered from the rows of `reports.csv` when all are there.
//!
//! One pass over the file, and a second one if names were left open that the agencies around them may settle: those of the
//! same site or folder. What is held in memory grows with the number of agencies, not with that of reports.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use super::columns::AGENCIES;
use super::error::DatasetError;
use super::excel;
use crate::place::{Flag, Flags, Neighbours, Placed, Places};
use crate::report::ReportPlace;

/// Sites and folders of one agency that are looked at; one that stands in more stands everywhere.
const MOST_SITES: usize = 16;

/// What is known of an agency.
struct Agency {
    placed: Placed,
    printed: BTreeSet<String>,
    reports: u64,
    /// The years reported on, each with the name under which.
    years: BTreeMap<u16, String>,
    flags: Flags,
    /// Of one whose region is open: the sites and folders in which its reports stand, with how to place it again.
    open: Option<Open>,
}

/// An agency whose region is open.
struct Open {
    name: String,
    year: Option<u16>,
    source: String,
    sites: BTreeSet<String>,
}

/// The rows as CSV.
pub(super) fn csv(reports: &Path, places: &Places, excel: bool) -> Result<Vec<u8>, DatasetError> {
    let failed = |error: csv::Error| DatasetError::read(reports, std::io::Error::other(error));
    let mut agencies = gather(reports, places).map_err(failed)?;
    settle(reports, places, &mut agencies).map_err(failed)?;
    let mut agencies: Vec<Agency> = agencies.into_values().collect();
    agencies.sort_by(|one, other| order(&one.placed).cmp(&order(&other.placed)));
    let mut bytes = if excel { excel::BYTE_ORDER_MARK.to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = writer.write_record(AGENCIES.columns.iter().map(|column| column.name));
    for agency in agencies {
        let cells = agency.cells(places);
        let _ = match excel {
            true => writer.write_record(cells.iter().map(|cell| excel::harmless(cell).into_owned())),
            false => writer.write_record(&cells),
        };
    }
    bytes.extend_from_slice(&writer.into_inner().unwrap_or_default());
    Ok(bytes)
}

fn order(placed: &Placed) -> (&str, &str, &str, &str) {
    (&placed.place.region_code, &placed.kind, &placed.canonical, &placed.place.agency_id)
}

fn gather(reports: &Path, places: &Places) -> Result<BTreeMap<String, Agency>, csv::Error> {
    let mut reader = csv::Reader::from_path(reports)?;
    let header = reader.headers()?.clone();
    let place = |name: &str| header.iter().position(|known| known == name).unwrap_or(usize::MAX);
    let [id, name, code, year, source] = ["agency_id", "agency", "region_code", "year", "source"].map(place);
    let mut agencies: BTreeMap<String, Agency> = BTreeMap::new();
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        let cell = |index: usize| row.get(index).unwrap_or_default();
        if cell(id).is_empty() {
            continue;
        }
        let year = cell(year).parse().ok();
        let describe = || places.describe(cell(name), year, cell(code), cell(source));
        if !agencies.contains_key(cell(id)) {
            agencies.insert(cell(id).to_string(), Agency::new(describe(), cell(id)));
        }
        let Some(agency) = agencies.get_mut(cell(id)) else { continue };
        agency.reports += 1;
        if agency.is_open() {
            let open = agency.open.get_or_insert_with(|| Open {
                name: cell(name).to_string(),
                year,
                source: cell(source).to_string(),
                sites: BTreeSet::new(),
            });
            if open.sites.len() < MOST_SITES && !open.sites.contains(site(cell(source))) {
                open.sites.insert(site(cell(source)).to_string());
            }
        }
        if !agency.printed.contains(cell(name)) {
            agency.printed.insert(cell(name).to_string());
            agency.flags.extend(describe().flags);
        }
        if let Some(year) = year {
            let known = agency.years.entry(year).or_insert_with(|| cell(name).to_string());
            if known != cell(name) {
                agency.flags.insert(Flag::SeveralInYear);
            }
        }
    }
    Ok(agencies)
}

/// Places what was left open by the agencies around, whose own names say where they are.
fn settle(
    reports: &Path,
    places: &Places,
    agencies: &mut BTreeMap<String, Agency>,
) -> Result<(), csv::Error> {
    let open = agencies.values().filter_map(|agency| agency.open.as_ref());
    let mut around: BTreeMap<String, Neighbours> =
        open.flat_map(|open| &open.sites).map(|site| (site.clone(), Neighbours::default())).collect();
    if around.is_empty() {
        return Ok(());
    }
    let mut reader = csv::Reader::from_path(reports)?;
    let header = reader.headers()?.clone();
    let place = |name: &str| header.iter().position(|known| known == name).unwrap_or(usize::MAX);
    let [id, source] = ["agency_id", "source"].map(place);
    let mut seen: HashSet<(String, String)> = HashSet::new();
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        let cell = |index: usize| row.get(index).unwrap_or_default();
        let Some(neighbours) = around.get_mut(site(cell(source))) else { continue };
        let known = agencies.get(cell(id)).filter(|agency| agency.says_where_it_is());
        let Some(agency) = known else { continue };
        if seen.insert((site(cell(source)).to_string(), cell(id).to_string())) {
            neighbours.add(&agency.placed.place.region_code);
        }
    }
    for agency in agencies.values_mut() {
        let Some(open) = &agency.open else { continue };
        // Two sites that say different things say nothing.
        let told = open
            .sites
            .iter()
            .filter_map(|site| places.settle(&open.name, open.year, &open.source, around.get(site)?));
        let mut told: Vec<Placed> = told.collect();
        told.dedup_by(|one, other| one.place == other.place);
        if let ([_], Some(placed)) = (told.as_slice(), told.first()) {
            let place =
                ReportPlace { agency_id: agency.placed.place.agency_id.clone(), ..placed.place.clone() };
            agency.flags.remove(Flag::RegionAmbiguous);
            agency.flags.remove(Flag::RegionUnknown);
            agency.flags.extend(placed.flags);
            agency.placed = Placed { place, ..placed.clone() };
        }
    }
    Ok(())
}

/// The host of an address, or the folder of a path.
fn site(source: &str) -> &str {
    match source.split_once("://") {
        Some((_, behind)) => behind.split(['/', '?', '#']).next().unwrap_or(behind),
        None => source.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder),
    }
}

impl Agency {
    /// Whether its region is open though it has one.
    fn is_open(&self) -> bool {
        let open = self.placed.flags;
        self.placed.place.region_code.is_empty()
            && (open.contains(Flag::RegionAmbiguous) || open.contains(Flag::RegionUnknown))
    }

    /// Whether its name alone tells its region.
    fn says_where_it_is(&self) -> bool {
        !self.placed.place.region_code.is_empty() && !self.flags.contains(Flag::RegionInferred)
    }

    fn new(placed: Placed, id: &str) -> Agency {
        let place = ReportPlace { agency_id: id.to_string(), ..placed.place };
        Agency {
            placed: Placed { place, ..placed },
            printed: BTreeSet::new(),
            reports: 0,
            years: BTreeMap::new(),
            flags: Flags::default(),
            open: None,
        }
    }

    fn cells(&self, places: &Places) -> [String; 13] {
        let last = self.last(places);
        let mut flags = self.flags;
        flags.remove(Flag::Merged);
        if !last.merged_into.is_empty() {
            flags.insert(Flag::Merged);
        }
        let year = |year: Option<(&u16, &String)>| year.map(|(year, _)| year.to_string()).unwrap_or_default();
        let printed: Vec<&str> = self.printed.iter().map(String::as_str).collect();
        let place = &self.placed.place;
        [
            place.agency_id.clone(),
            self.placed.canonical.clone(),
            last.name,
            self.placed.kind.clone(),
            place.level.map_or("", |level| level.as_str()).to_string(),
            place.region_code.clone(),
            place.region.clone(),
            printed.join(";"),
            self.reports.to_string(),
            year(self.years.first_key_value()),
            year(self.years.last_key_value()),
            last.merged_into,
            flags.to_string(),
        ]
    }

    /// As its last report tells it; of reports without a year, the first name.
    fn last(&self, places: &Places) -> Placed {
        let (year, name) = match self.years.last_key_value() {
            Some((year, name)) => (Some(*year), Some(name)),
            None => (None, self.printed.first()),
        };
        let last = name.map(|name| places.describe(name, year, &self.placed.place.region_code, ""));
        let named = |placed: &Placed| !placed.name.is_empty() && placed.canonical == self.placed.canonical;
        last.filter(named)
            .unwrap_or_else(|| Placed { name: self.placed.canonical.clone(), ..Placed::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Region and flags of the agencies of a dataset, by the names they print: agency, region code, source.
    fn told(rows: &[(&str, &str, &str)]) -> BTreeMap<String, (String, String)> {
        let places = Places::builtin();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reports.csv");
        let mut lines = String::from("agency_id,agency,region_code,year,source\n");
        for (name, code, source) in rows {
            let id = places.describe(name, Some(2023), code, source).place.agency_id;
            lines += &format!("{id},{name},{code},2023,{source}\n");
        }
        std::fs::write(&path, lines).unwrap();
        let written = csv(&path, &places, false).unwrap();
        let mut reader = csv::Reader::from_reader(written.as_slice());
        let header = reader.headers().unwrap().clone();
        let at = |name: &str| header.iter().position(|known| known == name).unwrap();
        let [printed, code, flags] = ["printed", "region_code", "flags"].map(at);
        let row = |row: csv::StringRecord| {
            (row[printed].to_string(), (row[code].to_string(), row[flags].to_string()))
        };
        reader.records().map(|record| row(record.unwrap())).collect()
    }

    const KAIFENG: [(&str, &str, &str); 3] = [
        ("开封市财政局", "410200", "http://www.site.example/a/1.html"),
        ("开封市龙亭区人民政府", "410202", "http://www.site.example/b/2.html"),
        ("河南省开封市公安局", "410200", "http://www.site.example/c/3.html"),
    ];

    #[test]
    fn agencies_of_one_city_tell_which_district_their_site_means() {
        let open = [("鼓楼区教育局", "", "http://www.site.example/d/4.html")];
        let settled = told(&[&KAIFENG[..], &open].concat());
        assert_eq!(settled["鼓楼区教育局"], ("410204".to_string(), "region_neighbours".to_string()));
        // The same site without one of them, and the same agencies on another site.
        let left = ("".to_string(), "region_ambiguous".to_string());
        assert_eq!(told(&[&KAIFENG[1..], &open].concat())["鼓楼区教育局"], left);
        let elsewhere = [("鼓楼区教育局", "", "http://www.other.example/4.html")];
        assert_eq!(told(&[&KAIFENG[..], &elsewhere].concat())["鼓楼区教育局"], left);
        // The same agency three times is one neighbour.
        let again = [KAIFENG[0], KAIFENG[0], KAIFENG[0], open[0]];
        assert_eq!(told(&again)["鼓楼区教育局"], left);
    }

    #[test]
    fn a_collection_from_everywhere_tells_nothing() {
        let folder = |name: &'static str, code: &'static str| (name, code, "all/report.html");
        let mixed = [
            folder("开封市财政局", "410200"),
            folder("开封市龙亭区人民政府", "410202"),
            folder("开封市公安局", "410200"),
            folder("徐州市财政局", "320300"),
            folder("鼓楼区教育局", ""),
        ];
        assert_eq!(told(&mixed)["鼓楼区教育局"].0, "");
        let of_one = [mixed[0], mixed[1], mixed[2], mixed[4]];
        assert_eq!(told(&of_one)["鼓楼区教育局"].0, "410204");
        // What itself was told by its page is no witness.
        let inferred = [mixed[0], mixed[1], folder("鼓楼区财政局", "410204"), mixed[4]];
        assert_eq!(told(&inferred)["鼓楼区教育局"].0, "");
    }

    #[test]
    fn a_township_without_its_county_lies_where_the_others_lie() {
        let folder = |name: &'static str, code: &'static str| (name, code, "lixin/report.html");
        let rows = [
            folder("利辛县财政局", "341623"),
            folder("利辛县教育局", "341623"),
            folder("利辛县人民政府", "341623"),
            folder("城关镇人民政府", ""),
            folder("市教育局", ""),
        ];
        let settled = told(&rows);
        assert_eq!(settled["城关镇人民政府"], ("341623100".to_string(), "region_neighbours".to_string()));
        // Which city is meant is not said by what lies in it.
        assert_eq!(settled["市教育局"].0, "");
    }
}
