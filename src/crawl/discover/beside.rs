//! Links without telling words: what stands beside them in the column, and where they lie, says whether they are reports.

use std::collections::BTreeMap;

use url::Url;

use super::facts::Facts;
use super::family::Shape;
use super::outline::Place;
use super::verdict::{Judged, Silent, made};
use super::words::{Means, words};
use crate::crawl::page::Role;
use crate::normalise::identify::folded;

/// Whether an article lies where the page's own articles do: below the folder of the page, or in its column by number.
pub(super) fn near(facts: &Facts<'_>, url: &Url) -> bool {
    if url.host_str() != facts.url.host_str() {
        return false;
    }
    let folder = own_folder(facts.url);
    if folder.len() > 1 && url.path().strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
    {
        return true;
    }
    // /col/col12/index.html and /art/2024/1/5/art_12_345.html.
    let column = folder.rsplit('/').next().and_then(|part| part.strip_prefix("col"));
    column.is_some_and(|number| !number.is_empty() && url.path().contains(&format!("/art_{number}_")))
}

/// The folder of a list: that of its index or numbered pages; `/zwgk/nb` for `/zwgk/nb.htm`, which is no index.
fn own_folder(url: &Url) -> String {
    let (folder, file) = url.path().rsplit_once('/').unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    let name = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    let is_index = matches!(name.to_ascii_lowercase().as_str(), "" | "index" | "list" | "default");
    if is_index { folder.to_string() } else { format!("{folder}/{stem}") }
}

/// Links without telling words in the column: reports, if they stand in a list with reports, or lie where the
/// column's articles lie.
pub(super) fn beside_reports(
    facts: &Facts<'_>,
    silent: Vec<Silent<'_>>,
    judged: &mut BTreeMap<usize, Judged>,
) {
    let reports = judged.values().filter(|judged| judged.titled).map(|judged| judged.group);
    let groups: Vec<u32> = reports.collect();
    for Silent { anchor, url, shape, at } in silent {
        if anchor.place != Place::Body {
            continue;
        }
        let beside = groups.contains(&anchor.group);
        let near = near(facts, &url);
        let text = anchor.words();
        let is_button = text.chars().count() <= 6 && words().says(&folded(text), Means::Attachment);
        let (role, score, why) = match shape {
            // 下载 beside the title of the report is the same report again.
            Shape::File if is_button && beside => continue,
            Shape::File if beside || near || is_button => (Role::Attachment, 66, "a file in the column"),
            Shape::Detail if text.is_empty() => continue,
            Shape::Detail if beside => (Role::Report, 64, "stands among reports"),
            Shape::Detail if near => (Role::Report, 60, "lies where the column's reports lie"),
            Shape::List if near && url.path().len() > facts.url.path().len() && !text.is_empty() => {
                (Role::ListPage, 56, "a list within the column")
            }
            Shape::Unknown if beside && !text.is_empty() => (Role::Report, 50, "stands among reports"),
            _ => continue,
        };
        judged.insert(at, made(anchor, url, role, score, why.to_string(), false));
    }
}
