//! Whether a number tells what came of a part of the requests, or of more than its row has, which the words leave open.

use super::of_parts::OUTCOMES;
use super::of_parts::split_at_parts;
use crate::audit::context::Context;
use crate::audit::read::prose::Stated;
use crate::audit::words::{CLASS_DENIED, NOT_DISCLOSED};

/// The rows of what was disclosed, wholly or in part.
const DISCLOSED: [&str; 2] = ["requests.granted.total", "requests.partially_granted.total"];

/// Whether a number that the table does not give may be of another whole.
pub(super) fn is_of_another_whole(number: &Stated, sentence: &[Stated], context: &Context<'_>) -> bool {
    is_result_of_part(number, sentence) || is_all_not_disclosed(number, context)
}

/// 其中自然人26件（已办结25件）, 自然人申请30件、已办结29件: what was dealt with of the part before it.
fn is_result_of_part(number: &Stated, sentence: &[Stated]) -> bool {
    let own = sentence.iter().position(|other| std::ptr::eq(other, number));
    let before = own.and_then(|own| own.checked_sub(1)).and_then(|at| sentence.get(at));
    let is_part = |part: &&Stated| {
        let parts = split_at_parts(&part.sentence).map(|(_, behind)| behind);
        parts.and_then(|parts| parts.split_once(&part.written())).is_some_and(|(_, behind)| {
            behind.contains(&number.written()) && !behind.starts_with(['；', '。'])
        })
    };
    let of_part = before.filter(|part| part.counter == number.counter && part.share_of.is_empty());
    let of_applicants = |key: &str| key.starts_with("requests.") && !key.contains(".total");
    number.key == OUTCOMES
        && of_part
            .filter(|part| number.value <= part.value)
            .is_some_and(|part| of_applicants(&part.key) || is_part(&part))
}

/// 未予公开56件, 不予公开类56件: all that was not disclosed, for whatever reason.
fn is_all_not_disclosed(number: &Stated, context: &Context<'_>) -> bool {
    let worth = |key: &str| context.sheet.find(key).and_then(|field| context.worth(field));
    let others = || DISCLOSED.iter().try_fold(worth(OUTCOMES)?, |left, key| left.checked_sub(worth(key)?));
    let class =
        || number.around().is_some_and(|(before, _)| CLASS_DENIED.iter().any(|word| before.ends_with(word)));
    (NOT_DISCLOSED.any_in(&number.subject) || class()) && others() == Some(number.value)
}
