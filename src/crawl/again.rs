//! Pages looked at again as they stand in the archive, without asking for them: an index that has an address for each of its
//! columns, and lists where other years are asked for than before.

use std::path::Path;

use url::Url;

use super::discover::Discoverer;
use super::engine::{CrawlError, Engine};
use super::page::{Fetched, LinkContext, Look};
use super::take_in::describe;
use crate::archive::catalogue::{Answer, PageRow, State};
use crate::archive::member;
use crate::extract::Years;
use crate::inputs::http;

/// Looks at the response that stands somewhere in the archive.
pub(super) fn look(
    warc: &Path,
    offset: u64,
    url: &Url,
    context: &LinkContext,
    discoverer: &Discoverer,
) -> Option<Look> {
    let limit = crate::inputs::MAX_DOCUMENT;
    let block = member::block(warc, offset, 2 * limit).ok()?;
    let response = http::parse(block.into(), limit).ok()?;
    let page = Fetched {
        url: url.clone(),
        final_url: url.clone(),
        status: response.status,
        headers: Vec::new(),
        body: response.body,
        media: response.content_type.as_deref().map(media_type).unwrap_or_default(),
    };
    Some(discoverer.look(&page, context))
}

/// The media type that a header names, without its parameters.
pub(super) fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

impl Engine<'_> {
    /// Takes a page from the archive if it is there under another fragment: a server does not see fragments, but an index
    /// built by scripts shows another column for each.
    pub(super) fn is_here(&mut self, row: &PageRow, url: &Url) -> Result<bool, CrawlError> {
        if url.fragment().is_none() && !self.indexes.contains(url.as_str()) {
            return Ok(false);
        }
        let mut bare = url.clone();
        bare.set_fragment(None);
        let Some((content, media)) = self.catalogue.under_any_fragment(bare.as_str())? else {
            return Ok(false);
        };
        let (warc, context) = (self.folder.join(&content.file), self.context(row));
        let Some(look) = look(&warc, content.offset, url, &context, &self.discoverer) else {
            return Ok(false);
        };
        let mut answer = Answer { status: Some(200), media: &media, ..Answer::default() };
        describe(&mut answer, &look);
        self.catalogue.begin()?;
        self.catalogue.answer(row.id, State::Done, &answer, Some(&content))?;
        self.follow(row, &look.links)?;
        self.catalogue.commit()?;
        Ok(true)
    }

    /// Where other years are asked for than before, what names reports is looked at again for those that were passed over.
    pub(super) fn look_for_other_years(&mut self) -> Result<(), CrawlError> {
        let sites: Vec<(i64, String, Option<Years>)> = self
            .sites
            .iter()
            .map(|(id, active)| (*id, active.site.key.clone(), active.site.years.or(self.options.years)))
            .collect();
        for (site, name, years) in sites {
            let key = format!("years {name}");
            let asked = self.catalogue.meta(&key)?;
            if asked.as_deref().is_some_and(|asked| covers(asked, years)) {
                continue;
            }
            if asked.is_some() {
                self.look_at_lists(site)?;
            }
            let asked = asked.map(|asked| format!("{asked} ")).unwrap_or_default();
            self.catalogue.set_meta(&key, &format!("{asked}{}", words_of(years)))?;
        }
        Ok(())
    }

    fn look_at_lists(&mut self, site: i64) -> Result<(), CrawlError> {
        for id in self.catalogue.with_years(site)? {
            let row = self.catalogue.page(id)?;
            let (Ok(url), Some(content)) = (Url::parse(&row.address), &row.before) else { continue };
            let (warc, context) = (self.folder.join(&content.file), self.context(&row));
            if let Some(look) = look(&warc, content.offset, &url, &context, &self.discoverer) {
                self.follow(&row, &look.links)?;
            }
        }
        Ok(())
    }
}

/// Years as the catalogue remembers them: `2019..2024`, or `all`.
fn words_of(years: Option<Years>) -> String {
    years.map_or_else(|| "all".to_string(), |years| format!("{}..{}", years.first, years.last))
}

/// Whether years were asked for before, as the catalogue remembers it: all of them at one time.
fn covers(asked: &str, years: Option<Years>) -> bool {
    let range = |text: &str| {
        let (first, last) = text.split_once("..")?;
        Some((first.parse::<u16>().ok()?, last.parse::<u16>().ok()?))
    };
    asked.split(' ').any(|before| {
        before == "all"
            || match (range(before), years) {
                (Some((first, last)), Some(years)) => first <= years.first && years.last <= last,
                _ => false,
            }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_were_asked_for_are_known() {
        let years = |text: &str| Some(text.parse::<Years>().unwrap());
        assert!(covers("2019..2020 2021..2024", years("2022..2023")));
        assert!(covers("2019..2019 all", years("..2023")) && covers("all", None));
        assert!(!covers("2019..2020 2021..2024", years("2020..2021")));
        assert!(!covers("2008..2024", None));
        assert!(
            covers(&words_of(years("2019..")), years("2020..")) && !covers("2019..2024", years("2020.."))
        );
        assert!(covers(&words_of(years("2019..2024")), years("2019")));
    }
}
