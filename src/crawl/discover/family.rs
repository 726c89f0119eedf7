//! Portal families: the software behind a portal, told by marks, with the shapes of its addresses and its paging.
//!
//! Each is a file of `data/portals/`; [docs/portals.md](../../../docs/portals.md) says what stands in one.

use std::path::Path;

use regex::{Regex, RegexSet};
use serde::Deserialize;
use url::Url;

/// What an address looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A page that is a report by its address alone.
    Report,
    /// One article.
    Detail,
    /// A list, a column, a home page.
    List,
    /// A document file.
    File,
    /// Nothing that is known.
    Unknown,
}

/// A family file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    /// It cannot be read from the disk.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file or folder.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is no portal family.
    #[error("{path} is no portal family: {what}; docs/portals.md says what stands in one")]
    Form {
        /// The file.
        path: String,
        /// What is wrong.
        what: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    marks: Vec<String>,
    #[serde(default)]
    report: Vec<String>,
    #[serde(default)]
    detail: Vec<String>,
    #[serde(default)]
    list: Vec<String>,
    #[serde(default)]
    attachment: Vec<String>,
    #[serde(default)]
    year_parameters: Vec<String>,
    #[serde(default)]
    paging: Vec<PagingFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PagingFile {
    pattern: String,
    page: String,
    #[serde(default)]
    first: u32,
}

/// How a family says how many pages a list has, and where they are.
#[derive(Debug)]
pub(super) struct Paging {
    /// Its group `pages` is the number of pages; other groups fill the address.
    pub(super) pattern: Regex,
    /// The address of page `{n}`, relative to the list.
    pub(super) page: String,
    /// The number of the first page, whose address is that of the list.
    pub(super) first: u32,
}

/// A family.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) name: String,
    marks: Vec<String>,
    pub(super) paging: Vec<Paging>,
}

/// What a file says of addresses.
#[derive(Debug)]
struct Shapes {
    report: Vec<String>,
    detail: Vec<String>,
    list: Vec<String>,
    attachment: Vec<String>,
    year_parameters: Vec<String>,
}

/// Patterns of all families, tried in one go.
#[derive(Debug, Default)]
struct Patterns {
    set: RegexSet,
    /// Index of the family of each pattern.
    of: Vec<usize>,
}

impl Patterns {
    fn new<'a>(patterns: impl Iterator<Item = (usize, &'a [String])>) -> Patterns {
        let (mut all, mut of) = (Vec::new(), Vec::new());
        for (family, patterns) in patterns {
            all.extend(patterns);
            of.extend(std::iter::repeat_n(family, patterns.len()));
        }
        // Each was compiled when its file was read.
        Patterns { set: RegexSet::new(all).unwrap_or_default(), of }
    }

    fn family(&self, path: &str) -> Option<usize> {
        self.set.matches(path).iter().next().and_then(|index| self.of.get(index).copied())
    }
}

/// All families.
#[derive(Debug)]
pub(super) struct Families {
    families: Vec<Family>,
    report: Patterns,
    detail: Patterns,
    list: Patterns,
    attachment: Patterns,
    /// Shapes of articles that hold the number by which the software knows an article, with the index of the family.
    numbered: Vec<(usize, Regex)>,
    /// Names of parameters that hold the year of a report.
    pub(super) year_parameters: Vec<String>,
}

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../data/portals/", $name)))),*]
    };
}

/// The families that are part of the program: name of the file and its content.
const BUILT_IN: &[(&str, &str)] = built_in![
    "anhui.toml",
    "gkmlpt.toml",
    "guangyuan.toml",
    "hanweb.toml",
    "hebei.toml",
    "hunan.toml",
    "inner-mongolia.toml",
    "jpaas.toml",
    "liaoning.toml",
    "misc.toml",
    "nfcms.toml",
    "public.toml",
    "shaanxi.toml",
    "shanghai.toml",
    "trs.toml",
    "ucap.toml",
    "vsb.toml",
    "yunnan.toml",
];

impl Families {
    /// Those of the program.
    pub(super) fn built_in() -> Families {
        let read = |(name, content): &(&str, &str)| Families::file(name, content).ok();
        Families::of(BUILT_IN.iter().filter_map(read).collect())
    }

    /// Those of the program and those of a folder; a file of the same name replaces one of the program.
    pub(super) fn with_folder(folder: &Path) -> Result<Families, PortalError> {
        let path = |path: &Path| path.display().to_string();
        let failed = |source| PortalError::Read { path: path(folder), source };
        let mut files: Vec<(String, String)> =
            BUILT_IN.iter().map(|(name, content)| (name.to_string(), content.to_string())).collect();
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".toml") {
                continue;
            }
            let content = std::fs::read_to_string(entry.path())
                .map_err(|source| PortalError::Read { path: path(&entry.path()), source })?;
            files.retain(|(known, _)| *known != name);
            files.push((name, content));
        }
        files.sort();
        let read: Result<Vec<_>, _> =
            files.iter().map(|(name, content)| Families::file(name, content)).collect();
        Ok(Families::of(read?))
    }

    fn file(name: &str, content: &str) -> Result<(Family, Shapes), PortalError> {
        let form = |what: String| PortalError::Form { path: name.to_string(), what };
        let file: File = toml::from_str(content).map_err(|error| form(error.message().to_string()))?;
        for patterns in [&file.report, &file.detail, &file.list, &file.attachment] {
            RegexSet::new(patterns).map_err(|error| form(error.to_string()))?;
        }
        let mut paging = Vec::new();
        for rule in file.paging {
            let pattern = Regex::new(&rule.pattern).map_err(|error| form(error.to_string()))?;
            if !pattern.capture_names().flatten().any(|group| group == "pages") {
                return Err(form("a pattern of paging has no group named pages".to_string()));
            }
            if !rule.page.contains("{n}") {
                return Err(form("the page of a paging has no {n} in its address".to_string()));
            }
            paging.push(Paging { pattern, page: rule.page, first: rule.first });
        }
        let family = Family { name: file.name, marks: file.marks, paging };
        let shapes = Shapes {
            report: file.report,
            detail: file.detail,
            list: file.list,
            attachment: file.attachment,
            year_parameters: file.year_parameters,
        };
        Ok((family, shapes))
    }

    fn of(read: Vec<(Family, Shapes)>) -> Families {
        let patterns = |field: fn(&Shapes) -> &Vec<String>| {
            Patterns::new(
                read.iter().enumerate().map(|(index, (_, shapes))| (index, field(shapes).as_slice())),
            )
        };
        Families {
            report: patterns(|shapes| &shapes.report),
            detail: patterns(|shapes| &shapes.detail),
            list: patterns(|shapes| &shapes.list),
            attachment: patterns(|shapes| &shapes.attachment),
            numbered: numbered(&read),
            year_parameters: read.iter().flat_map(|(_, shapes)| shapes.year_parameters.clone()).collect(),
            families: read.into_iter().map(|(family, _)| family).collect(),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Family> {
        self.families.iter()
    }

    /// The family of a page: by the address of an article, by what stands in it, or by the address of a list.
    pub(super) fn of_page(&self, url: &Url, source: &str) -> Option<&Family> {
        let path = path_and_query(url);
        let find = |sets: [&Patterns; 2]| sets.into_iter().find_map(|set| set.family(&path));
        // An address of an article is as good as a mark, and cheaper to see; that of a list may be anybody's.
        if let Some(family) = find([&self.report, &self.detail]) {
            return self.families.get(family);
        }
        let marked = |family: &&Family| family.marks.iter().any(|mark| source.contains(mark.as_str()));
        self.families.iter().find(marked).or_else(|| self.families.get(self.list.family(&path)?))
    }

    /// What tells an article of a site whatever its column, its port and its scheme: the number by which the software
    /// knows it, where a family says where that stands, else its path. Nothing for what is no article.
    pub(super) fn article(&self, url: &Url) -> Option<String> {
        if !matches!(self.shape(url), Shape::Detail | Shape::Report) {
            return None;
        }
        let path = path_and_query(url);
        let number = self.numbered.iter().find_map(|(family, pattern)| {
            let number = pattern.captures(&path)?.name("id")?.as_str();
            Some(format!("{family} {number}"))
        });
        let host = url.host_str()?;
        // Behind an address in numbers there are often several machines.
        let is_name = matches!(url.host(), Some(url::Host::Domain(_)));
        let port = url.port().filter(|_| !is_name).map(|port| port.to_string()).unwrap_or_default();
        Some(format!("{}:{port} {}", host.strip_prefix("www.").unwrap_or(host), number.unwrap_or(path)))
    }

    /// What an address looks like, to the first family that knows it, else by itself.
    pub(super) fn shape(&self, url: &Url) -> Shape {
        if is_file(url) {
            return Shape::File;
        }
        let path = path_and_query(url);
        if self.attachment.set.is_match(&path) {
            Shape::File
        } else if self.report.set.is_match(&path) {
            Shape::Report
        } else if self.detail.set.is_match(&path) {
            Shape::Detail
        } else if self.list.set.is_match(&path) {
            Shape::List
        } else {
            by_itself(url)
        }
    }
}

/// The shapes of articles with a group named `id`.
fn numbered(read: &[(Family, Shapes)]) -> Vec<(usize, Regex)> {
    let of_family = |(family, (_, shapes)): (usize, &(Family, Shapes))| {
        let patterns = shapes.detail.iter().filter(|pattern| pattern.contains("(?P<id>"));
        patterns.filter_map(|pattern| Some((family, Regex::new(pattern).ok()?))).collect::<Vec<_>>()
    };
    read.iter().enumerate().flat_map(of_family).collect()
}

fn path_and_query(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_string(),
    }
}

/// The ending of the file that an address names, in small letters.
pub(super) fn ending(url: &Url) -> Option<String> {
    let name = url.path().rsplit('/').next()?;
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty() && ending.len() <= 6).then(|| ending.to_ascii_lowercase())
}

fn is_file(url: &Url) -> bool {
    ending(url).is_some_and(|ending| super::words::words().is_file(&ending))
        // Download scripts carry the name in a parameter: download.jsp?filename=2023.pdf.
        || url.query_pairs().any(|(_, value)| {
            value.rsplit_once('.').is_some_and(|(stem, ending)| {
                !stem.is_empty() && super::words::words().is_file(&ending.to_ascii_lowercase())
            })
        })
}

/// An address that no family knows.
fn by_itself(url: &Url) -> Shape {
    /// Shorter numbers are years, months and numbers of columns.
    const LONG_NUMBER: usize = 6;
    let name = url.path().rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_index = stem.is_empty() || matches!(stem.as_str(), "index" | "list" | "default" | "home" | "main");
    if is_index {
        return Shape::List;
    }
    let digits = stem.bytes().rev().take_while(u8::is_ascii_digit).count();
    let hex = stem.len() >= 16 && stem.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if hex || digits >= LONG_NUMBER { Shape::Detail } else { Shape::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_built_in_and_right() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/portals");
        let mut on_disk: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        on_disk.sort();
        let built_in: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        assert_eq!(on_disk, built_in);
        for (name, content) in BUILT_IN {
            Families::file(name, content).unwrap();
        }
        assert_eq!(Families::built_in().families.len(), BUILT_IN.len());
    }

    #[test]
    fn a_wrong_file_is_refused_with_a_sentence() {
        for (content, says) in [
            ("title = 'x'", "unknown field"),
            ("name = 'x'\ndetail = ['(']", "unclosed group"),
            ("name = 'x'\n[[paging]]\npattern = 'a'\npage = '{n}'", "no group named pages"),
            ("name = 'x'\n[[paging]]\npattern = '(?P<pages>1)'\npage = 'x'", "no {n}"),
        ] {
            let error = Families::file("x.toml", content).unwrap_err().to_string();
            assert!(error.starts_with("x.toml is no portal family: ") && error.contains(says), "{error}");
        }
    }
}
