//! What may be asked of what a clause says.

use super::{Meaning, Unknown};

impl Meaning {
    /// Whether it speaks of something of its own and not of parts of what was named before.
    pub(in crate::mine) fn opens(&self) -> bool {
        self.received.is_some()
            || !self.disputes.is_empty()
            || !self.documents.is_empty()
            || !self.decisions.is_empty()
            || self.carry
            || self.rows.iter().any(|row| row.starts_with("carried"))
            || self.dealt() && (self.object || self.unknown.before == 0 && !self.among)
    }

    /// Whether requests were dealt with, whatever came of them.
    fn dealt(&self) -> bool {
        self.handled || self.rows.contains(&"outcome_total")
    }

    /// Whether it speaks of requests at all.
    pub(in crate::mine) fn concerns_requests(&self) -> bool {
        self.object || self.handled || !self.rows.is_empty() || !self.applicants.is_empty()
    }

    /// Whether it speaks of something that no table counts.
    pub(in crate::mine) fn is_foreign(&self) -> bool {
        (self.strange || self.elsewhere) && !self.opens() && !self.concerns_requests()
    }

    /// Whether it says that what applicants asked for was disclosed, 自然人申请的公开10件, and not that they applied.
    pub(in crate::mine) fn granted(&self) -> bool {
        self.public && !self.proactive && self.applied_of
    }

    /// Whether any word means something.
    pub(in crate::mine) fn says_something(&self) -> bool {
        self.span.is_some()
    }

    /// Whether the clause says that requests came in or were dealt with, but not what came in.
    pub(in crate::mine) fn wants_object(&self) -> bool {
        (self.fresh
            || self.received.is_some()
            || self.handled
            || self.public
            || self.carry
            || !self.acts.is_empty())
            && !self.object
            && self.rows.is_empty()
            && self.disputes.is_empty()
            && self.documents.is_empty()
            && self.decisions.is_empty()
            && self.applicants.is_empty()
            && !self.procurement
            && !self.fee
    }

    /// Whether the clause names the requests and says nothing of them.
    pub(in crate::mine) fn only_object(&self) -> bool {
        self.object
            && self.received.is_none()
            && !self.handled
            && !self.public
            && !self.carry
            && self.rows.is_empty()
            && self.applicants.is_empty()
            && self.acts.is_empty()
            && self.disputes.is_empty()
    }

    /// Whether it says that so many came in, and nothing more.
    pub(in crate::mine) fn only_came_in(&self) -> bool {
        self.received.is_some()
            && !self.object
            && !self.handled
            && self.rows.is_empty()
            && self.applicants.is_empty()
            && self.decisions.is_empty()
            && self.documents.is_empty()
            && self.unknown == Unknown::default()
    }

    /// Whether it says 其他 and nothing more.
    pub(in crate::mine) fn only_other(&self) -> bool {
        self.other
            && self.rows.is_empty()
            && self.applicants.is_empty()
            && !self.object
            && self.unknown == Unknown::default()
    }
}
