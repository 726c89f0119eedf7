//! Links whose words name no report: the columns, years, agencies and lists on the way to reports, inside the column of
//! annual reports and outside it.

use url::Url;

use super::beside::near;
use super::facts::{Facts, is_column, path_parts};
use super::family::Shape;
use super::outline::Place;
use super::scan::Anchor;
use super::verdict::{DEEP, Verdict, follow};
use super::words::{Means, words};
use crate::crawl::page::Role;
use crate::normalise::identify::Headline;

pub(super) fn inside_column(
    facts: &Facts<'_>,
    anchor: &Anchor,
    url: &Url,
    shape: Shape,
    said: &Headline,
    word: Option<(Means, i32)>,
) -> Verdict {
    if matches!(anchor.place, Place::Navigation | Place::Foot) {
        return outside_column(facts, anchor, url, shape, said, word);
    }
    match (said, word) {
        (Headline::Year(year), _) => year_folder(facts, shape, *year),
        (Headline::Agency, _) => match shape {
            // The site of an agency, among the links of the column's page.
            _ if url.path() == "/" && url.host_str() != facts.url.host_str() => {
                outside_column(facts, anchor, url, shape, said, word)
            }
            Shape::File => follow(Role::Attachment, 80, "an agency's file in the column"),
            Shape::Detail => Verdict::Follow {
                role: Role::Report,
                score: 82,
                why: "an agency's page in the column".to_string(),
                titled: near(facts, url),
            },
            _ => follow(Role::ListPage, 78, "an agency in the column"),
        },
        (_, Some((Means::Branch, points))) if shape != Shape::File => {
            follow(Role::ListPage, points + 20, "agencies of one kind in the column")
        }
        (_, Some((Means::More, _))) if shape != Shape::File => more(facts, anchor, url, shape),
        (_, Some((Means::Parent, _))) => outside_column(facts, anchor, url, shape, said, word),
        (_, Some((Means::Other, _))) => Verdict::Drop,
        _ => Verdict::Silent,
    }
}

/// 2023年: reports on that year, or published in it.
fn year_folder(facts: &Facts<'_>, shape: Shape, year: u16) -> Verdict {
    if !facts.wants(year) && !facts.wants(year.saturating_sub(1)) {
        return Verdict::Drop;
    }
    match shape {
        Shape::Detail | Shape::File if !facts.wants(year) => Verdict::Drop,
        Shape::File => follow(Role::Attachment, 80, format!("the file of {year} in the column")),
        Shape::Detail => Verdict::Follow {
            role: Role::Report,
            score: 84,
            why: format!("the year {year} in the column"),
            titled: false,
        },
        _ => follow(Role::ListPage, 86, format!("the year {year} in the column")),
    }
}

/// 更多, or a link without words: its heading says what there is more of.
fn more(facts: &Facts<'_>, anchor: &Anchor, url: &Url, shape: Shape) -> Verdict {
    let heading = facts.heading(anchor.heading);
    let by_heading = if is_column(&heading) { Some((Means::Column, 90)) } else { words().text(&heading) };
    match by_heading {
        Some((Means::Column, points)) => {
            return follow(Role::ListPage, points - 2, format!("more of {heading}"));
        }
        Some((Means::Parent, points)) if !facts.is_deep(DEEP) => {
            return follow(Role::Column, points - 5, format!("more of {heading}"));
        }
        Some((Means::Never | Means::Other, _)) => return Verdict::Drop,
        _ => {}
    }
    by_path(facts, url, shape, &heading)
}

/// What the parts of a path say, the last one first.
fn by_path(facts: &Facts<'_>, url: &Url, shape: Shape, heading: &str) -> Verdict {
    let parts: Vec<String> = path_parts(url).collect();
    if parts.iter().any(|part| matches!(words().path(part), Some((Means::Never, _)))) {
        return Verdict::Drop;
    }
    let found = parts.iter().rev().take(3).find_map(|part| words().path(part));
    match found {
        Some((Means::Column, points)) if shape != Shape::Detail && !facts.in_column => {
            follow(Role::ListPage, points - 5, "its path is that of the column of annual reports")
        }
        Some((Means::Parent, points))
            if heading.is_empty() && shape == Shape::List && !facts.is_deep(DEEP) =>
        {
            follow(Role::Column, points - 8, "its path is that of disclosed information")
        }
        _ => Verdict::Silent,
    }
}

pub(super) fn outside_column(
    facts: &Facts<'_>,
    anchor: &Anchor,
    url: &Url,
    shape: Shape,
    said: &Headline,
    word: Option<(Means, i32)>,
) -> Verdict {
    // A column may have an address like that of an article, if the navigation names it.
    let named = anchor.place == Place::Navigation && matches!(word, Some((Means::Parent, _)));
    if shape == Shape::File || shape == Shape::Detail && !named {
        return Verdict::Drop;
    }
    let deep = facts.is_deep(DEEP);
    match (said, word) {
        (_, Some((Means::Parent, points))) if !deep && facts.may_climb() => {
            follow(Role::Column, points, "disclosed information, where annual reports are")
        }
        (_, Some((Means::Branch, points))) if !deep && facts.in_parent => {
            follow(Role::Column, points - 5, "agencies whose disclosed information is listed")
        }
        (Headline::Agency, _) if !deep && facts.may_climb() => agency(facts, url),
        (_, Some((Means::Site, points))) if !deep => follow(Role::Column, points, "sites of agencies"),
        (_, Some((Means::More, _))) => or_drop(more(facts, anchor, url, shape)),
        (Headline::Year(_), _) => Verdict::Drop,
        (_, Some((Means::Other, _))) => Verdict::Drop,
        _ if anchor.words().is_empty() => or_drop(more(facts, anchor, url, shape)),
        _ => {
            let last = path_parts(url).filter(|part| !matches!(part.as_str(), "index" | "list")).last();
            match last.and_then(|part| words().path(&part)) {
                Some((Means::Column, points)) => {
                    follow(Role::ListPage, points - 10, "its path is that of the column of annual reports")
                }
                _ => Verdict::Drop,
            }
        }
    }
}

fn or_drop(verdict: Verdict) -> Verdict {
    if matches!(verdict, Verdict::Silent) { Verdict::Drop } else { verdict }
}

/// The site of an agency on a host of its own, or its page among those of the portal.
fn agency(facts: &Facts<'_>, url: &Url) -> Verdict {
    let parts: Vec<String> = path_parts(url).collect();
    let elsewhere = url.host_str() != facts.url.host_str();
    let shallow = parts.iter().filter(|part| part.as_str() != "index").count() <= 1;
    if elsewhere && shallow && url.query().is_none() {
        return follow(Role::Column, 50, "the site of an agency");
    }
    let disclosed =
        parts.iter().any(|part| matches!(words().path(part), Some((Means::Parent | Means::Column, _))));
    if facts.in_parent || disclosed {
        return follow(Role::Column, 52, "an agency's disclosed information");
    }
    Verdict::Drop
}
