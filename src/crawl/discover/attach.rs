//! Files that are reports: what a page without figures of its own has attached.

use super::facts::Facts;
use super::family::{Shape, ending};
use super::outline::Place;
use super::target::{resolve, target};
use super::words::{Means, words};
use crate::crawl::page::{Link, Request, Role};
use crate::normalise::identify::{Headline, folded, headline};

/// The most files that are taken from the page of one report.
const MOST: usize = 3;
/// Of the same report in several formats, the first of these.
const FORMATS: [&str; 9] = ["pdf", "docx", "xlsx", "doc", "xls", "wps", "ofd", "et", "rtf"];

/// The files of a report's page.
pub(super) fn of_report(facts: &Facts<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for anchor in
        facts.scan.anchors.iter().filter(|anchor| !matches!(anchor.place, Place::Navigation | Place::Foot))
    {
        let words_of = anchor.words();
        let Some(url) = target(facts, anchor) else { continue };
        let named = words_of
            .rsplit_once('.')
            .is_some_and(|(_, ending)| words().is_file(&ending.to_ascii_lowercase()));
        let button = words().says(&folded(words_of), Means::Attachment)
            && facts.families.shape(&url) == Shape::Unknown;
        // The title of the report, leading to something that is no page as the portal's pages are.
        let titled = facts.families.shape(&url) == Shape::Unknown
            && matches!(headline(stem(words_of)), Headline::Report { weak: false, .. });
        if facts.families.shape(&url) != Shape::File && !named && !button && !titled {
            continue;
        }
        let other = matches!(headline(stem(words_of)), Headline::Other(_));
        if !other {
            let why = "attached to the page of a report".to_string();
            let anchor = words_of.to_string();
            links.push(Link {
                url,
                request: Request::Get,
                score: 97,
                role: Role::Attachment,
                why,
                anchor,
                mark: 0,
            });
        }
    }
    links.extend(framed(facts));
    let mut links = one_of_each(links);
    // A page that hands out the reports of all agencies names them.
    let agencies = links.iter().filter(|link| names_agency(&link.anchor)).count();
    if agencies > MOST {
        links.retain(|link| names_agency(&link.anchor));
    } else {
        links.truncate(MOST);
    }
    links
}

/// Whether a file is named for an agency: 3.县教育局.pdf.
fn names_agency(words_of: &str) -> bool {
    let numbering =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '．' | ' ' | '（' | '）' | '(' | ')');
    match headline(stem(words_of).trim_start_matches(numbering)) {
        Headline::Agency => true,
        Headline::Report { agency, .. } => !agency.is_empty(),
        _ => false,
    }
}

/// Files shown in the page: in a frame, or by a viewer that is given their address, `viewer.html?file=/2023.pdf`.
fn framed(facts: &Facts<'_>) -> Vec<Link> {
    let shown = facts.scan.frames.iter().filter_map(|source| {
        let url = resolve(facts, source)?;
        if ending(&url).is_some_and(|ending| words().is_file(&ending)) {
            return Some(url);
        }
        let file = url.query_pairs().map(|(_, value)| value.into_owned()).find(|value| {
            value
                .split('?')
                .next()
                .is_some_and(|path| path.rsplit_once('.').is_some_and(|(_, end)| words().is_file(end)))
        })?;
        resolve(facts, &file)
    });
    let scripted = super::scripted::files(&facts.scan.scripts);
    let shown = shown.chain(scripted.iter().filter_map(|address| resolve(facts, address)));
    let why = "shown in the page of a report".to_string();
    let link = |url| {
        let (why, anchor) = (why.clone(), facts.title());
        Link { url, request: Request::Get, score: 97, role: Role::Attachment, why, anchor, mark: 0 }
    };
    shown.map(link).collect()
}

/// Of files that are the same report in several formats, the one that is read best; other links stay.
pub(super) fn one_of_each(links: Vec<Link>) -> Vec<Link> {
    let mut kept: Vec<Link> = Vec::with_capacity(links.len());
    for link in links {
        let twin = kept.iter().position(|known| {
            known.role == Role::Attachment
                && link.role == Role::Attachment
                && known.url != link.url
                && !stem(&link.anchor).is_empty()
                && stem(&known.anchor) == stem(&link.anchor)
                && format(known) != format(&link)
        });
        match twin.and_then(|at| kept.get_mut(at)) {
            Some(known) if rank(&link) < rank(known) => *known = link,
            Some(_) => {}
            None => kept.push(link),
        }
    }
    kept
}

fn stem(words_of: &str) -> &str {
    let stem = words_of.rsplit_once('.').filter(|(_, ending)| words().is_file(&ending.to_ascii_lowercase()));
    stem.map_or(words_of, |(stem, _)| stem).trim()
}

fn format(link: &Link) -> Option<String> {
    let in_words = link.anchor.rsplit_once('.').map(|(_, ending)| ending.trim().to_ascii_lowercase());
    in_words.filter(|ending| words().is_file(ending)).or_else(|| ending(&link.url))
}

fn rank(link: &Link) -> usize {
    let format = format(link).unwrap_or_default();
    FORMATS.iter().position(|known| *known == format).unwrap_or(FORMATS.len())
}
