//! The rows of the files about the running text: `sentences.csv`, `prose_figures.csv`, `measures.csv`, `pictures.csv`.

use super::line::Line;
use crate::mine::Sentence;
use crate::report::{Report, Value};

/// `sentences.csv`: a row per sentence.
pub(super) fn sentences(line: &mut Line, report: &Report) {
    for (sentence, number) in report.mined.sentences.iter().zip(1..) {
        line.text(&report.id);
        line.count(number);
        line.text(sentence.section.as_str());
        line.text(&sentence.text);
        line.locator(&sentence.locator);
        line.end();
    }
}

/// `prose_figures.csv`: a row per stated quantity.
pub(super) fn figures(line: &mut Line, report: &Report) {
    for (index, stated) in &report.mined.figures {
        let Some(sentence) = report.mined.sentences.get(*index) else { continue };
        who(line, report);
        place(line, *index, sentence);
        line.text(&sentence.text);
        line.text(&stated.subject);
        line.text(&stated.counter);
        line.value(Some(Value::Number(stated.value)));
        line.text(stated.bound);
        line.year(stated.about_year);
        line.text(&stated.share_of);
        line.text(&stated.key);
        line.locator(&sentence.locator);
        line.text(stated.scope);
        line.text(match (stated.key.is_empty(), stated.learned) {
            (true, _) => "",
            (false, false) => "rules",
            (false, true) => "learned",
        });
        line.end();
    }
}

/// `measures.csv`: a row per stated problem or measure.
pub(super) fn measures(line: &mut Line, report: &Report) {
    for measure in &report.mined.measures {
        let Some(sentence) = report.mined.sentences.get(measure.sentence) else { continue };
        who(line, report);
        place(line, measure.sentence, sentence);
        line.text(if measure.is_problem { "problem" } else { "measure" });
        line.text(&measure.text);
        line.text(measure.theme);
        line.locator(&measure.locator);
        line.end();
    }
}

/// `pictures.csv`: a row per picture.
pub(super) fn pictures(line: &mut Line, report: &Report) {
    for (picture, number) in report.mined.pictures.iter().zip(1..) {
        who(line, report);
        line.count(number);
        line.count(picture.page.into());
        let (width, height) = picture.size.unzip();
        line.maybe_count(width.map(u64::from));
        line.maybe_count(height.map(u64::from));
        line.text(&picture.caption);
        line.end();
    }
}

fn who(line: &mut Line, report: &Report) {
    line.text(&report.id);
    line.text(&report.source);
    line.text(&report.identity.agency);
    line.year(report.identity.year);
}

fn place(line: &mut Line, index: usize, sentence: &Sentence) {
    line.text(sentence.section.as_str());
    line.count(index as u64 + 1);
}
