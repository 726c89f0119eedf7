//! What a page is.

use super::facts::Facts;
use super::family::Shape;
use super::words::{Means, words};
use crate::crawl::page::{Fetched, PageKind, Role};
use crate::document::Format;
use crate::normalise::identify::folded;

/// A page with less text than this, in bytes, has nothing of its own to say.
const LITTLE_TEXT: usize = 600;
/// A page with less text than this, in bytes, may be an error page.
const ERROR_TEXT: usize = 1_500;
/// A page with a larger body, in bytes, is no challenge.
const CHALLENGE_BODY: usize = 40_000;
/// From so many sections of the form on, a page is a report whatever its title says.
const SURE_SECTIONS: usize = 4;
/// A text on disclosure speaks of it more often than navigation and titles do.
const MENTIONS: usize = 6;
/// Statuses that firewalls of portals answer in place of a page.
const CHALLENGE_STATUS: [u16; 4] = [202, 412, 468, 521];

/// Whether the answer wants a browser, and what was seen.
pub(super) fn challenge(page: &Fetched, source: &str, text: &str, links: usize) -> Option<PageKind> {
    let small = page.body.len() <= CHALLENGE_BODY && text.trim().len() < LITTLE_TEXT && links < 5;
    let status = CHALLENGE_STATUS.contains(&page.status);
    if !small || source.contains("<table") || text.contains("年度报告") {
        return None;
    }
    let seen: Vec<&str> = words().in_page(source, Means::Challenge).take(3).collect();
    let refused = page.status == 403 && !seen.is_empty();
    let asks = page.status == 200 && !seen.is_empty() && text.trim().len() < 200 && links == 0;
    if !status && !refused && !asks {
        return None;
    }
    let seen = if seen.is_empty() { String::new() } else { format!(", and {}", seen.join(", ")) };
    Some(PageKind::Challenge { what: format!("status {}, {} bytes{seen}", page.status, page.body.len()) })
}

/// Whether the portal says in other words that there is nothing here.
pub(super) fn is_gone(page: &Fetched, facts: &Facts<'_>) -> bool {
    let expected = matches!(facts.context.role, Some(Role::Report | Role::Attachment | Role::ListPage));
    let sent_home = expected && page.final_url != page.url && is_home(&page.final_url) && !is_home(&page.url);
    if sent_home {
        return true;
    }
    let text = facts.scan.text.trim();
    if text.len() > ERROR_TEXT || facts.sections > 0 || facts.reported().is_some() {
        return false;
    }
    let title = facts.scan.title.as_str();
    words().in_page(title, Means::Gone).next().is_some()
        || words().in_page(text, Means::Gone).next().is_some()
}

fn is_home(url: &url::Url) -> bool {
    let path = url.path().trim_matches('/');
    url.query().is_none()
        && (path.is_empty()
            || path.starts_with("index.")
            || path.contains("404")
            || path.starts_with("error"))
}

/// Whether an answer is a document file and no page.
pub(super) fn is_document(format: Format) -> bool {
    matches!(
        format,
        Format::Pdf
            | Format::Docx
            | Format::WordXml
            | Format::Xlsx
            | Format::Xls
            | Format::ExcelXml
            | Format::Pptx
            | Format::Ole
            | Format::Ofd
            | Format::Rtf
            | Format::Archive
    )
}

/// Whether a page has the text of a report, whatever it is called and whatever it links.
pub(super) fn is_surely_report(facts: &Facts<'_>) -> bool {
    facts.sections >= SURE_SECTIONS && !facts.is_told_otherwise() && own_text(facts) >= LITTLE_TEXT
}

/// Whether a page is a report, by what it says itself.
pub(super) fn is_report(facts: &Facts<'_>, report_links: usize) -> bool {
    if is_surely_report(facts) {
        return true;
    }
    if facts.reported().is_none() || facts.is_told_otherwise() || facts.quotes_reports() {
        return false;
    }
    let article = matches!(facts.shape, Shape::Detail | Shape::Report)
        || facts.context.role == Some(Role::Report) && report_links < 3;
    let plain = facts.is_plainly_titled();
    let little = own_text(facts) < LITTLE_TEXT;
    // 2023年度报告 may be one on anything, and the title of a report may be that of an announcement.
    let speaks_of_it = facts.sections > usize::from(!plain) || mentions(facts) >= MENTIONS;
    facts.sections >= 2 && report_links < 8
        || article && text_in_scripts(facts)
        || article && facts.scan.pictures > 0 && (plain || little)
        || article && speaks_of_it && (!little || facts.scan.cells > 30)
}

/// How often a page speaks of disclosure.
fn mentions(facts: &Facts<'_>) -> usize {
    /// The text begins somewhere in so many bytes.
    const ENOUGH: usize = 20_000;
    let text = facts.scan.text.get(..facts.scan.text.floor_char_boundary(ENOUGH)).unwrap_or_default();
    let text = folded(text);
    text.matches("信息公开").count() + text.matches("政务公开").count()
}

/// Whether the text of a report stands in a script of the page, as pages built by scripts have it.
fn text_in_scripts(facts: &Facts<'_>) -> bool {
    /// So many characters written as escapes are a text.
    const ESCAPES: usize = 400;
    facts.scan.scripts.iter().any(|script| {
        words().in_page(script, Means::Section).count() >= 2
            || script.matches("\\u").take(ESCAPES).count() == ESCAPES
    })
}

/// How much text a page has beside its links.
fn own_text(facts: &Facts<'_>) -> usize {
    let links: usize =
        facts.scan.anchors.iter().filter(|anchor| !anchor.option).map(|anchor| anchor.text.len()).sum();
    facts.scan.text.trim().len().saturating_sub(links)
}

/// Whether the page of a report has not the report itself: no section of it, no table, no long text.
pub(super) fn is_wrapper(facts: &Facts<'_>) -> bool {
    /// Boilerplate of a page comes to less, in bytes.
    const LONG_TEXT: usize = 4_000;
    facts.sections == 0 && facts.scan.cells < 30 && own_text(facts) < LONG_TEXT
}
