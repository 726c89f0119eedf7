//! What to crawl: start addresses from the command line and `portals.toml`, joined into sites.
//!
//! ```toml
//! [[portal]]
//! name = "青岚市人民政府"
//! region = "青岚市"
//! start = ["http://www.qinglan.gov.cn/", "http://www.qinglan.gov.cn/zfxxgknb/"]
//! years = "2019..2024"              # otherwise those of --years
//! hosts = ["nianbao.example.cn"]    # further hosts that belong to it
//! max_pages = 2000
//!
//! [host."jyj.qinglan.gov.cn"]       # settings for one host
//! delay = 5
//! accept_broken_tls = true
//! old_tls = true
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use super::discover::scope_of;
use super::page::Scope;
use crate::common::system_words;
use crate::extract::Years;

/// What to crawl.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The sites.
    pub sites: Vec<Site>,
    /// Settings for single hosts, by name.
    pub hosts: BTreeMap<String, HostSettings>,
}

/// A portal: one or more starts that share a scope.
#[derive(Debug, Clone)]
pub struct Site {
    /// What tells it from others: the registrable domain of its first start, or its name.
    pub key: String,
    /// Its name, if it was given one.
    pub name: String,
    /// Its region, if it was given one.
    pub region: String,
    /// Where to begin.
    pub starts: Vec<Url>,
    /// Which hosts belong to it.
    pub scope: Scope,
    /// The years asked for, if they differ from those of the command line.
    pub years: Option<Years>,
    /// The most pages, if it differs.
    pub max_pages: Option<u64>,
}

/// Settings for one host.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostSettings {
    /// Seconds between two requests; never less than `--delay`.
    #[serde(default)]
    pub delay: Option<f64>,
    /// Whether a certificate that cannot be verified is accepted.
    #[serde(default)]
    pub accept_broken_tls: bool,
    /// Whether TLS older than 1.2 is spoken with it, and what else nobody should use any more.
    #[serde(default)]
    pub old_tls: bool,
}

/// Why there is nothing to crawl.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// A start is no address.
    #[error("{given:?} is neither an address nor a file: {problem}")]
    Start {
        /// What was given.
        given: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The file cannot be read.
    #[error("cannot read {}: {}", path.display(), system_words(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file does not say what it should.
    #[error("{}, line {line}: {problem}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The line, counting from 1.
        line: usize,
        /// What is wrong there.
        problem: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PortalsFile {
    #[serde(default)]
    portal: Vec<toml::Spanned<Portal>>,
    #[serde(default)]
    host: BTreeMap<String, HostSettings>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Portal {
    #[serde(default)]
    name: String,
    #[serde(default)]
    region: String,
    start: Starts,
    #[serde(default)]
    years: Option<String>,
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(default)]
    max_pages: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Starts {
    One(String),
    Many(Vec<String>),
}

impl Plan {
    /// The sites that the arguments name: addresses, and files that list portals.
    pub fn of(arguments: &[String]) -> Result<Plan, PlanError> {
        let mut plan = Plan::default();
        for argument in arguments {
            let path = Path::new(argument);
            let is_file = path.extension().is_some_and(|extension| extension == "toml") || path.is_file();
            if is_file && !argument.contains("://") {
                plan.add_file(path)?;
            } else {
                let start = start(argument)
                    .map_err(|problem| PlanError::Start { given: argument.clone(), problem })?;
                let scope = scope_of(&start);
                let key = name_of(&scope);
                plan.add(Site {
                    key,
                    name: String::new(),
                    region: String::new(),
                    starts: vec![start],
                    scope,
                    years: None,
                    max_pages: None,
                });
            }
        }
        Ok(plan)
    }

    /// Joins a site with the one of the same key, if there is one.
    fn add(&mut self, site: Site) {
        match self.sites.iter_mut().find(|known| known.key == site.key) {
            Some(known) => {
                for start in site.starts {
                    if !known.starts.contains(&start) {
                        known.starts.push(start);
                    }
                }
                known.scope.domains.extend(site.scope.domains);
                known.scope.domains.sort();
                known.scope.domains.dedup();
                known.scope.hosts.extend(site.scope.hosts);
                known.scope.hosts.sort();
                known.scope.hosts.dedup();
            }
            None => self.sites.push(site),
        }
    }

    fn add_file(&mut self, path: &Path) -> Result<(), PlanError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| PlanError::Read { path: path.to_path_buf(), source })?;
        let failed = |at: usize, problem: String| PlanError::File {
            path: path.to_path_buf(),
            line: line_of(&text, at),
            problem,
        };
        let file: PortalsFile = toml::from_str(&text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            failed(at, error.message().lines().collect::<Vec<_>>().join(" "))
        })?;
        if file.portal.is_empty() {
            return Err(failed(0, "it names no portal; begin one with [[portal]]".to_string()));
        }
        for portal in file.portal {
            let at = portal.span().start;
            let site = site(portal.into_inner()).map_err(|(word, problem)| {
                let inside = text.get(at..).and_then(|rest| rest.find(&word)).unwrap_or(0);
                failed(at + inside, problem)
            })?;
            self.add(site);
        }
        self.hosts.extend(file.host.into_iter().map(|(host, settings)| (ascii_host(&host), settings)));
        Ok(())
    }

    /// The settings of a host.
    pub fn settings(&self, host: &str) -> HostSettings {
        self.hosts.get(host).cloned().unwrap_or_default()
    }
}

impl HostSettings {
    /// Time between two requests, if it is set.
    pub fn delay(&self) -> Option<Duration> {
        self.delay.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
    }
}

/// A portal as a site; or the word that is wrong, and why.
fn site(portal: Portal) -> Result<Site, (String, String)> {
    let starts = match portal.start {
        Starts::One(start) => vec![start],
        Starts::Many(starts) => starts,
    };
    let mut scope = Scope::default();
    let mut urls = Vec::new();
    for given in starts {
        let url = start(&given)
            .map_err(|problem| (given.clone(), format!("{given:?} is no address: {problem}")))?;
        let of_start = scope_of(&url);
        scope.domains.extend(of_start.domains);
        scope.hosts.extend(of_start.hosts);
        urls.push(url);
    }
    if urls.is_empty() {
        return Err(("start".to_string(), "a portal needs at least one start".to_string()));
    }
    let years =
        portal.years.map(|years| years.parse::<Years>().map_err(|problem| (years, problem))).transpose()?;
    scope.hosts.extend(portal.hosts.iter().map(|host| ascii_host(host)));
    let key = if portal.name.is_empty() { name_of(&scope) } else { portal.name.clone() };
    scope.domains.sort();
    scope.domains.dedup();
    let Portal { name, region, max_pages, .. } = portal;
    Ok(Site { key, name, region, starts: urls, scope, years, max_pages })
}

/// A start address; without a scheme it is one of `http`, which portals lead on from where they want `https`.
fn start(given: &str) -> Result<Url, String> {
    let given = given.trim();
    let with_scheme = if given.contains("://") { given.to_string() } else { format!("http://{given}") };
    let mut url = Url::parse(&with_scheme).map_err(|error| error.to_string())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("it is neither http nor https".to_string());
    }
    let host = url.host_str().unwrap_or_default();
    if !given.contains("://") && !host.contains('.') && host != "localhost" && !host.starts_with('[') {
        return Err("no such file, and no host has this name".to_string());
    }
    url.set_fragment(None);
    Ok(url)
}

/// What a site is called that has no name: its domain, or its host.
fn name_of(scope: &Scope) -> String {
    scope.domains.first().or(scope.hosts.first()).cloned().unwrap_or_default()
}

/// A host as it stands in addresses: in lower case, other scripts in Punycode.
fn ascii_host(host: &str) -> String {
    let parsed = Url::parse(&format!("http://{}/", host.trim()));
    parsed.ok().and_then(|url| url.host_str().map(str::to_string)).unwrap_or_else(|| host.to_string())
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().get(..at).unwrap_or_default().iter().filter(|&&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Result<Plan, String> {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("portals.toml");
        std::fs::write(&path, text).unwrap();
        let folder = format!("{}/", temp.path().display());
        Plan::of(&[path.to_string_lossy().into_owned()])
            .map_err(|error| error.to_string().replace(&folder, ""))
    }

    #[test]
    fn portals_have_names_starts_and_settings() {
        let plan = file(
            "[[portal]]\nname = \"青岚市\"\nregion = \"青岚\"\nstart = \"www.qinglan.gov.cn/zwgk/\"\nyears = \"2021..2023\"\n\
             hosts = [\"年报.中国\"]\n\n[host.\"a.qinglan.gov.cn\"]\ndelay = 2.5\naccept_broken_tls = true\n",
        )
        .unwrap();
        let site = &plan.sites[0];
        assert_eq!(site.starts[0].as_str(), "http://www.qinglan.gov.cn/zwgk/");
        assert_eq!(site.scope.domains, ["qinglan.gov.cn"]);
        assert!(site.scope.hosts[0].starts_with("xn--"), "{:?}", site.scope.hosts);
        assert_eq!(plan.settings("a.qinglan.gov.cn").delay(), Some(Duration::from_millis(2500)));
        assert_eq!(plan.settings("b.qinglan.gov.cn"), HostSettings::default());
    }

    #[test]
    fn what_is_wrong_in_the_file_is_named_with_its_line() {
        for (text, sentence) in [
            ("", "portals.toml, line 1: it names no portal; begin one with [[portal]]"),
            ("[[portal]]\nname = \"a\"\n", "portals.toml, line 1: missing field `start`"),
            (
                "[[portal]]\nstart = \"ftp://a.cn\"\n",
                "portals.toml, line 2: \"ftp://a.cn\" is no address: it is neither http nor https",
            ),
            (
                "[[portal]]\nstart = \"http://a.cn\"\nyears = \"x\"\n",
                "portals.toml, line 3: \"x\" is not a year; write 2023 or 2019..2024",
            ),
        ] {
            assert_eq!(file(text).unwrap_err(), sentence);
        }
        let unknown = file("[[portal]]\nstart = \"http://a.cn\"\nyear = 1\n").unwrap_err();
        assert!(unknown.starts_with("portals.toml, line 3: unknown field `year`"), "{unknown}");
        assert!(!file("[[portal]\n").unwrap_err().contains('\n'));
    }

    #[test]
    fn starts_of_one_domain_are_one_site() {
        let arguments =
            ["www.a.gov.cn", "https://jyj.a.gov.cn/nb/", "http://127.0.0.1:8080/"].map(str::to_string);
        let plan = Plan::of(&arguments).unwrap();
        assert_eq!(plan.sites.len(), 2);
        assert_eq!(plan.sites[0].starts.len(), 2);
        assert!(Plan::of(&["nothing".to_string()]).is_err() && Plan::of(&["a.toml".to_string()]).is_err());
    }
}
