//! Rows and columns that words name, and how they add up.

use super::meaning::Meaning;

/// The columns of organisations.
const ORGANISATIONS: [&str; 5] = ["business", "research", "nonprofit", "legal_service", "other_org"];
/// The rows of litigation.
pub(super) const LITIGATION: [&str; 2] = ["litigation_direct", "litigation_after_reconsideration"];

/// Whether things are counted by one of these words.
pub(super) fn one_of(counter: &str, counters: &[&str]) -> bool {
    counters.contains(&counter)
}

/// 收到 means the new requests, or these with those carried over.
pub(super) fn received(new: bool) -> Vec<Vec<&'static str>> {
    let both = vec!["received_new", "carried_in"];
    if new { vec![vec!["received_new"]] } else { vec![vec!["received_new"], both] }
}

pub(super) fn columns(meaning: &Meaning) -> Vec<&'static str> {
    // 公民、法人申请20件 are all of them.
    let all = ["natural_person", "organisations"].iter().all(|kind| meaning.applicants.contains(kind));
    if meaning.applicants.is_empty() || all {
        return vec!["total"];
    }
    let columns = meaning.applicants.iter().flat_map(|applicant| match *applicant {
        "organisations" => ORGANISATIONS.to_vec(),
        applicant => vec![applicant],
    });
    columns.collect()
}

/// 予以公开答复15件, 转至下年答复2件: where another row is named, 答复 and 办结 do not mean all of them.
pub(super) fn outcomes(rows: &[&'static str]) -> Vec<&'static str> {
    let named = rows.iter().any(|row| *row != "outcome_total");
    rows.iter().copied().filter(|row| !named || *row != "outcome_total").collect()
}

/// Rows named together are a sum. A row beside the group it stands in (因不掌握等原因无法提供) may stand for either.
pub(super) fn by_group(rows: &[&'static str]) -> Vec<Vec<&'static str>> {
    let (single, groups): (Vec<&'static str>, Vec<&'static str>) =
        rows.iter().partition(|row| row.contains('.'));
    let outside: Vec<&'static str> = single
        .iter()
        .copied()
        .filter(|row| {
            !groups.iter().any(|group| row.strip_prefix(group).is_some_and(|rest| rest.starts_with('.')))
        })
        .collect();
    let all: Vec<&'static str> = groups.iter().copied().chain(outside.iter().copied()).collect();
    if groups.is_empty() || outside.len() == single.len() {
        return vec![all];
    }
    vec![all, single]
}

pub(super) fn dispute_rows(dispute: &'static str) -> Vec<&'static str> {
    match dispute {
        "litigation" => LITIGATION.to_vec(),
        "both" => vec!["reconsideration", LITIGATION[0], LITIGATION[1]],
        row => vec![row],
    }
}
