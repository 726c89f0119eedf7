//! The signature: the name of the agency at the end of a report, mostly with the date below it.

use super::agency::{is_full_name, is_short_name};
use super::view::{Line, View};
use super::years::{date, rest_of_date, years};

/// How many lines from the end are looked at: the foot of a page may be long.
const FROM_END: usize = 80;
/// How many lines behind the last section a signature without a date may stand.
const BEHIND_SECTION: usize = 8;

/// Who signed and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Signature {
    /// The name as signed, folded; empty if nobody signed.
    pub(super) agency: String,
    /// Year and month of signing.
    pub(super) date: Option<(u16, Option<u8>)>,
}

/// Reads the signature: a name beside a date, else a name alone soon behind the last section.
pub(super) fn read(view: &View<'_>) -> Signature {
    let lines = view.lines.as_slice();
    let last_section = view.sections.last().map_or(view.body.unwrap_or(0), |section| section.line);
    let from = lines.len().saturating_sub(FROM_END).max(last_section + 1).min(lines.len());
    let ends = lines.get(from..).unwrap_or_default();
    let dated = (0..ends.len()).find_map(|index| dated(ends, index));
    dated.or_else(|| undated(ends)).unwrap_or_default()
}

/// A name and a date on one line or on neighbouring lines.
fn dated(lines: &[Line<'_>], index: usize) -> Option<Signature> {
    let line = lines.get(index).filter(|line| !line.long)?;
    if let Some(signature) = on_one_line(&line.folded) {
        return Some(signature);
    }
    let day = date(&line.folded)?;
    let near = [index.checked_sub(1), Some(index + 1), index.checked_sub(2)];
    let name = near.into_iter().flatten().filter_map(|at| lines.get(at)).find_map(signed);
    Some(Signature { agency: name?, date: Some(day) })
}

/// 青岚市财政局 2024年1月20日, or a sentence that ends so.
fn on_one_line(folded: &str) -> Option<Signature> {
    let found = years(folded).last().filter(|found| found.start > 0)?;
    let (before, from_year) = folded.split_at_checked(found.start)?;
    let whole = rest_of_date(from_year.get(4..)?).is_some_and(|length| length + 4 == from_year.len());
    let day = date(from_year).filter(|_| whole)?;
    let name = before.rsplit(['。', '！', '；', '，']).next()?;
    is_full_name(name).then(|| Signature { agency: name.to_string(), date: Some(day) })
}

/// A name alone, if it does not stand in a list of names.
fn undated(lines: &[Line<'_>]) -> Option<Signature> {
    let near = lines.get(..lines.len().min(BEHIND_SECTION))?;
    let index = near.iter().position(|line| signed(line).is_some())?;
    let neighbours = [index.checked_sub(1), Some(index + 1)];
    let in_list =
        neighbours.into_iter().flatten().filter_map(|at| lines.get(at)).any(|line| signed(line).is_some());
    let agency = near.get(index).and_then(signed).filter(|_| !in_list)?;
    Some(Signature { agency, date: None })
}

/// The name on a line that holds nothing else.
fn signed(line: &Line<'_>) -> Option<String> {
    let name = line.folded.trim_matches(['（', '）', '。', '：']);
    let name = name.strip_suffix("盖章").map_or(name, |name| name.trim_end_matches('（'));
    let whole = !line.long && (is_full_name(name) || is_short_name(name));
    whole.then(|| name.to_string())
}
