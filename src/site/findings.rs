//! The pages of findings: one list for each verdict, and what each check is about.

use super::catalogue::{Catalogue, page};
use super::folder::Folder;
use super::html::{Esc, put};
use super::lists::{ROWS, numbered, thousands, turn};
use super::report::{name, year};
use super::words::{Lists, Said};
use crate::audit::{self, Finding, Verdict};
use crate::dataset::DatasetError;

/// Writes the lists.
pub(super) fn write(
    catalogue: &Catalogue,
    said: &Said,
    lists: &Lists<'_>,
    folder: &mut Folder,
) -> Result<(), DatasetError> {
    let mut index = format!("<h1>{}</h1>\n", said.findings);
    if catalogue.findings.is_empty() {
        put!(&mut index, "<p>{}</p>\n", said.no_findings);
    } else {
        index.push_str("<ul>\n");
    }
    for verdict in Verdict::ALL {
        let findings: Vec<&Finding> =
            catalogue.findings.iter().filter(|finding| finding.verdict == verdict).collect();
        if findings.is_empty() {
            continue;
        }
        let heading = lists.verdict(said, verdict);
        let word = lists.verdicts.iter().find(|word| word.word == verdict.as_str());
        let meaning = word.map_or("", |word| said.pick("", word.en));
        put!(
            &mut index,
            "<li><a href=\"{}.html\">{heading}</a> {} <small>{}</small></li>\n",
            verdict.as_str(),
            thousands(findings.len() as u64),
            Esc(meaning)
        );
        let pages = findings.chunks(ROWS);
        let count = pages.len();
        for (at, findings) in pages.enumerate() {
            let mut body = format!("<h1>{} <small>{heading}</small></h1>\n", said.findings);
            table(&mut body, findings, said);
            turn(&mut body, said, verdict.as_str(), at, count);
            folder.page(&format!("findings/{}", numbered(verdict.as_str(), at)), said, heading, &body)?;
        }
    }
    if !catalogue.findings.is_empty() {
        index.push_str("</ul>\n");
    }
    folder.page("findings/index.html", said, said.findings, &index)
}

fn table(body: &mut String, findings: &[&Finding], said: &Said) {
    body.push_str("<div class=\"wide\"><table class=\"list\">\n<tr>");
    for head in [said.check, said.agency, said.year, said.printed, said.expected, ""] {
        put!(body, "<th scope=\"col\">{head}</th>");
    }
    body.push_str("</tr>\n");
    for finding in findings {
        put!(
            body,
            "<tr><td><a href=\"../about.html#{check}\">{check}</a></td><th scope=\"row\"><a href=\"../{}\">{}</a></th><td>{}</td>\
             <td>{}</td><td>{}</td><td>{}</td></tr>\n",
            page(finding.year, &finding.report_id),
            Esc(name(said, &finding.agency)),
            year(said, finding.year),
            Esc(&finding.published),
            Esc(&finding.expected),
            Esc(&finding.detail),
            check = Esc(&finding.check),
        );
    }
    body.push_str("</table></div>\n");
}

/// The page that says how to read the others: levels, flags, checks.
pub(super) fn about(said: &Said, lists: &Lists<'_>, folder: &mut Folder) -> Result<(), DatasetError> {
    let mut body = format!("<h1>{}</h1>\n<p>{}</p>\n<p>{}</p>\n", said.about, said.footer, said.about_text);
    for (heading, words) in [
        (said.confidence, &lists.confidence),
        (said.flags, &lists.flags),
        (said.status, &lists.status),
        (said.findings, &lists.verdicts),
    ] {
        put!(&mut body, "<h2>{heading}</h2>\n<div class=\"wide\"><table class=\"list\">\n");
        put!(
            &mut body,
            "<tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr>\n",
            said.word,
            said.meaning
        );
        for word in words {
            let meaning = Esc(said.pick(&word.zh, word.en)).to_string();
            put!(&mut body, "<tr><th scope=\"row\"><code>{}</code></th><td>{meaning}</td></tr>\n", word.word);
        }
        body.push_str("</table></div>\n");
    }
    for about in audit::checks() {
        put!(
            &mut body,
            "<h2 id=\"{0}\">{0}</h2>\n<p>{1}</p>\n<dl>\n",
            about.code,
            Esc(about.checks.of(said.lang))
        );
        for (what, text) in
            [(said.why, about.why), (said.example, about.example), (said.rests_on, about.rests_on)]
        {
            put!(&mut body, "<dt>{what}</dt><dd>{}</dd>\n", Esc(text.of(said.lang)));
        }
        body.push_str("</dl>\n");
    }
    folder.page("about.html", said, said.about, &body)
}
