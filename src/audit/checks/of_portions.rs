//! What a number that is of a part of the requests is held against: it is at most all of them.

use super::of_parts::OUTCOMES;
use crate::audit::context::Context;
use crate::audit::read::portions::Portion;
use crate::audit::read::prose::{Reading, Stated, readings};

/// All requests of the year.
const RECEIVED: &str = "requests.received_new.total";

/// The readings that a number contradicts: of a part, those that it is more than, and nothing where it is no more than any; of all, those it has.
pub(super) fn of_a_part(number: &Stated, own: Vec<Reading>, context: &Context<'_>) -> Option<Vec<Reading>> {
    let is_less = |reading: &Reading| reading.total.is_none_or(|total| number.value <= total);
    match number.portion {
        Portion::Some => (!own.iter().any(is_less)).then_some(own),
        Portion::OfBoth => {
            let wholes = [OUTCOMES, RECEIVED].iter().flat_map(|key| readings(key, context));
            let less: Vec<Reading> = wholes.filter(|whole| !is_less(whole)).collect();
            (!less.is_empty()).then_some(less)
        }
        Portion::All | Portion::WithPartly | Portion::Other => Some(own),
    }
}
