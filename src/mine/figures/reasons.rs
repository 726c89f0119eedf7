//! Reasons that a sentence tells apart from its number: 无法提供6件，原因均为本机关不掌握; 重复申请共9件，均不予处理.

use super::Reader;
use crate::mine::keys::{REQUESTS, Readings};
use crate::mine::rows::by_group;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::Role;

/// Outcomes that are told with their reasons.
const GROUPS: [&str; 3] = ["denied", "unavailable", "not_processed"];

fn group_of(row: &str) -> &str {
    row.split('.').next().unwrap_or(row)
}

impl Reader<'_> {
    /// The readings of a number that is the only one in its part of the sentence, with all rows of one group that the part names: the group,
    /// or the reasons.
    pub(super) fn with_reasons(&self, sentence: &Sentence<'_>, place: usize, readings: Readings) -> Readings {
        let part = part_around(sentence, place);
        let alone = |token: &Token| match token.kind {
            Kind::Quantity(_) => sentence.text_of(token).ends_with(['%', '成']),
            kind => !matches!(kind, Kind::Word(Role::Not | Role::Applicant | Role::Among, _)),
        };
        let (before, behind) = part;
        if !before.iter().chain(behind).all(alone) {
            return readings;
        }
        let mut rows: Vec<&'static str> = Vec::new();
        for token in before.iter().chain(behind) {
            match token.kind {
                Kind::Word(Role::Row, row) if !rows.contains(&row) => rows.push(row),
                _ => {}
            }
        }
        let Some(group) = rows.first().map(|row| group_of(row)).filter(|group| GROUPS.contains(group)) else {
            return readings;
        };
        let told = rows.contains(&group) && rows.len() > 1 && rows.iter().all(|row| group_of(row) == group);
        let own = readings.table == REQUESTS
            && readings
                .sums
                .iter()
                .flatten()
                .all(|(row, column)| group_of(row) == group && *column == "total");
        // 信访、投诉、举报类申请8件，依法不予处理: these alone. But 信访、重复申请等9件: and what is like them.
        let of_group = readings == Readings::crossed(REQUESTS, &by_group(&[group]), &["total"]);
        let open = before.iter().any(|token| sentence.text_of(token).starts_with('等'));
        if told && own && (of_group || open) {
            Readings::crossed(REQUESTS, &by_group(&rows), &["total"])
        } else {
            readings
        }
    }
}

/// The tokens before a number and behind it, as far as its part of the sentence goes.
fn part_around<'s>(sentence: &'s Sentence<'_>, place: usize) -> (&'s [Token], &'s [Token]) {
    let ends = |token: &Token| matches!(token.kind, Kind::Mark('；' | '。'));
    let before = sentence.tokens.get(..place).unwrap_or_default();
    let behind = sentence.tokens.get(place + 1..).unwrap_or_default();
    let begin = before.iter().rposition(ends).map_or(0, |at| at + 1);
    let end = behind.iter().position(ends).unwrap_or(behind.len());
    (before.get(begin..).unwrap_or_default(), behind.get(..end).unwrap_or_default())
}
