//! Reports that a page names by their years only: the same address for another year, and addresses that a script puts
//! together from agencies and years.

use url::Url;

use super::facts::Facts;
use super::family::Shape;
use super::scan::Anchor;
use super::target::{resolve, target};
use crate::crawl::page::{Link, Request, Role};
use crate::normalise::identify::{Headline, headline};

/// The same page for other years, where its address holds the year and the choice of years is left to a script.
pub(super) fn by_year_parameter(facts: &Facts<'_>) -> Vec<Link> {
    let year = |anchor: &Anchor| match headline(anchor.words()) {
        Headline::Year(year) if facts.wants(year) && target(facts, anchor).is_none() => Some(year),
        _ => None,
    };
    let link = |year: u16| {
        let (url, role) = (of_year(facts, year)?, Role::Report);
        let why = format!("the same for {year}");
        Some(Link { url, request: Request::Get, score: 84, role, why, anchor: year.to_string(), mark: 0 })
    };
    let links = facts.scan.anchors.iter().filter_map(year).filter_map(link);
    links.filter(|link| link.url != *facts.url).collect()
}

/// The reports of a page that names agencies and years and leaves it to a script to put their addresses together.
pub(super) fn composed(facts: &Facts<'_>) -> Vec<Link> {
    /// More agencies times years than any site has.
    const MOST: usize = 5_000;
    let Some(form) = super::scripted::Composed::find(&facts.scan.scripts) else { return Vec::new() };
    let mut years: Vec<u16> = Vec::new();
    for anchor in &facts.scan.anchors {
        if let Headline::Year(year) = headline(anchor.words())
            && facts.wants(year)
            && !years.contains(&year)
        {
            years.push(year);
        }
    }
    let reports = form.agencies.iter().flat_map(|agency| years.iter().map(move |year| (agency, *year)));
    let link = |((id, name), year): (&(String, String), u16)| {
        let url = resolve(facts, &form.address(id, year))?;
        let (why, anchor) =
            (format!("an agency and the year {year}, as the page's script puts them together"), name.clone());
        Some(Link { url, request: Request::Get, score: 80, role: Role::Report, why, anchor, mark: 0 })
    };
    reports.take(MOST).filter_map(link).collect()
}

/// The address of this page for another year: `?area=001&fbtime=2023`, `/year/show/344/2023.html`.
fn of_year(facts: &Facts<'_>, year: u16) -> Option<Url> {
    let is_year =
        |value: &str| value.len() == 4 && value.parse().is_ok_and(|year: u16| (1990..=2100).contains(&year));
    let holds_year =
        |name: &&String| super::address::parameter(facts.url, name).is_some_and(|value| is_year(&value));
    if let Some(name) = facts.families.year_parameters.iter().find(holds_year) {
        return Some(super::address::with_parameter(facts.url, name, &year.to_string()));
    }
    let (folder, file) = facts.url.path().rsplit_once('/')?;
    let (stem, ending) = file.split_once('.')?;
    if !is_year(stem) || facts.shape != Shape::Report {
        return None;
    }
    let mut url = facts.url.clone();
    url.set_path(&format!("{folder}/{year}.{ending}"));
    Some(url)
}
