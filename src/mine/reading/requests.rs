//! What a clause states of the table of requests: those that came in, who made them, what came of them.

use super::{Domain, Last, State};
use crate::mine::keys::{REQUESTS, Readings};
use crate::mine::meaning::Meaning;
use crate::mine::rows::{by_group, columns, one_of, outcomes, received};
use crate::mine::tokens::PEOPLE;

/// The outcomes that add up to all of them.
const GROUPS: [&str; 6] = ["granted", "partially_granted", "denied", "unavailable", "not_processed", "other"];

impl State {
    pub(super) fn requests(
        &mut self,
        meaning: &Meaning,
        near: bool,
        bracket: bool,
        counter: &str,
    ) -> Option<Readings> {
        // 收到34名自然人提出的申请: one of each.
        let came_in = meaning.received.is_some() || meaning.object && self.people_listed;
        let each_one = came_in && !meaning.applicants.is_empty() && meaning.rows.is_empty();
        let counters = ["件", "宗", "例", "条", "项", "起", "个", "封", "份", "次", "件次", ""];
        if !(one_of(counter, &counters) || each_one && PEOPLE.contains(&counter)) {
            return None;
        }
        self.people_listed = each_one;
        // 38个事项予以公开: requests are not counted so, but those who made them are.
        let of_people = meaning.object || !meaning.applicants.is_empty() || meaning.received.is_some();
        // But 新受理24个，办结23个.
        let carried = meaning.carry || meaning.rows.iter().any(|row| row.starts_with("carried"));
        if counter == "个" && !of_people && !carried && !self.counted_each {
            return None;
        }
        self.counted_each = counter == "个";
        // 制发公文206件，其中主动公开64件、依申请公开12件、不予公开130件.
        let of_documents = self.classes && meaning.received.is_none() && !meaning.handled;
        let named = meaning.object || !meaning.applicants.is_empty();
        let part = (meaning.received.is_some() || meaning.handled) && !named;
        if of_documents || part && meaning.unknown.before > 0 {
            // 区住建局受理31件, 街道办理58件: a part of them.
            return None;
        }
        let known = self.domain == Domain::Requests || meaning.object;
        if !known
            && !(near
                && self.domain == Domain::None
                && (meaning.received.is_some() || !meaning.rows.is_empty()))
        {
            return None;
        }
        let sure = self.domain == Domain::Requests || near;
        // 自然人申请予以公开30件、部分公开2件: the second is of them as well.
        let outcome = meaning.rows.iter().any(|row| GROUPS.contains(&row.split('.').next().unwrap_or(row)));
        let goes_on = outcome && meaning.applicants.is_empty() && !meaning.opens();
        // 商业企业申请9件，其中予以公开4件: of theirs.
        if meaning.among && goes_on && self.last == Last::Applicant && !self.applied.is_empty() {
            if self.whole_told {
                return None;
            }
            self.outcomes_of = Some(self.applied.clone());
        }
        let columns = match (self.outcomes_of.as_deref(), self.topic_of.as_deref()) {
            (Some(columns), _) if goes_on => columns.to_vec(),
            (_, Some(columns)) if meaning.applicants.is_empty() => columns.to_vec(),
            _ => columns(meaning),
        };
        let of_applicants = !meaning.applicants.is_empty() && (outcome || meaning.granted());
        if of_applicants || !goes_on {
            self.outcomes_of = of_applicants.then(|| columns.clone());
        }
        if !meaning.rows.is_empty() && meaning.unknown.before > 0 && !meaning.object {
            // 县教育局不予公开2件, 征地类无法提供5件: of some, not of all.
            return None;
        }
        // 涉及第三方权益的4件: disclosed or not, unless it is told what was not.
        let not_disclosed = self.group == Some("denied") || self.groups.contains(&"denied");
        if meaning.of_third && meaning.rows == ["denied.third_party_rights"] && !not_disclosed {
            return None;
        }
        // 答复中公开类97件: of those answered, and neither word alone.
        if meaning.rows == ["outcome_total"] && meaning.public && !meaning.proactive && !meaning.object {
            return None;
        }
        let rows: Vec<Vec<&'static str>> =
            if meaning.public && !meaning.proactive && outcomes(&meaning.rows) == ["partially_granted"] {
                // 公开及部分公开.
                self.groups.extend(["granted", "partially_granted"]);
                vec![vec!["granted", "partially_granted"]]
            } else if !meaning.rows.is_empty() {
                let named = meaning.rows.iter().filter(|row| GROUPS.contains(row));
                self.groups.extend(named.filter(|_| meaning.applicants.is_empty()));
                let named = outcomes(&meaning.rows);
                match named.as_slice() {
                    // 逾期未补正2件，其他处理5件: the others of them, or all.
                    ["other"] if self.other_named && !bracket => vec![vec!["other"], vec!["other.other"]],
                    _ => by_group(&named),
                }
            } else if of_applicants {
                // 自然人申请的公开10件.
                vec![vec!["granted"], vec!["granted", "partially_granted"]]
            } else if meaning.carry {
                vec![vec!["carried_in"], vec!["carried_out"]]
            } else if meaning.due {
                // 新收75件，上年结转4件，应办79件.
                vec![vec!["received_new", "carried_in"]]
            } else if let Some(new) = meaning.received {
                received(new)
            } else if meaning.other
                && meaning.object
                && meaning.unknown.before == 0
                && self.last == Last::Applicant
            {
                // 企业申请84件，其他申请8件.
                return Some(Readings::crossed(REQUESTS, &self.anchor, &["other_org"]));
            } else if meaning.handled {
                vec![vec!["outcome_total"], vec!["received_new", "carried_in"], vec!["received_new"]]
            } else if meaning.object
                && !meaning.public
                && meaning.applicants.is_empty()
                && meaning.unknown.before == 0
            {
                let mut rows = received(false);
                rows.push(vec!["outcome_total"]);
                rows
            } else if !meaning.applicants.is_empty() && meaning.unknown.before == 0 {
                match &self.carried {
                    Some(carried) if bracket => carried.clone(),
                    _ if self.anchor.is_empty() => received(false),
                    _ if self.anchored || meaning.among => self.anchor.clone(),
                    // 办结74件。从申请人看，企业9件: of those that came in, or of the row before.
                    _ => {
                        let others = self.anchor.iter().filter(|rows| !received(false).contains(rows));
                        received(false).into_iter().chain(others.cloned()).collect()
                    }
                }
            } else if meaning.public && !meaning.proactive && sure && meaning.unknown.before == 0 {
                self.groups.push("granted");
                let alone = vec![vec!["granted"]];
                if self.partly { alone } else { [alone, vec![vec!["granted", "partially_granted"]]].concat() }
            } else if meaning.other && meaning.unknown.before == 0 {
                match self.last {
                    Last::Applicant => {
                        let readings = Readings::crossed(REQUESTS, &self.anchor, &["other_org"]);
                        return Some(readings);
                    }
                    // 国家秘密2件、其他3件 are others of those not disclosed; the rest of 其他处理 is a row of its own.
                    Last::Row => match self.group {
                        Some("other") => vec![vec!["other.other"]],
                        Some(_) => return None,
                        None if self.groups.contains(&"other") => vec![vec!["other.other"]],
                        // 予以公开34件、其他45件: all the others.
                        None if self.groups.len() < 3 => return None,
                        None => vec![vec!["other"]],
                    },
                    _ => return None,
                }
            } else {
                return None;
            };
        let organisations = meaning.applicants.iter().filter(|kind| **kind != "natural_person");
        self.organisations.extend(organisations);
        self.domain = Domain::Requests;
        self.last = match meaning.applicants.as_slice() {
            [] => Last::Row,
            applicants if applicants.contains(&"organisations") => Last::Organisations,
            _ => Last::Applicant,
        };
        let first = rows.first().and_then(|sum| sum.first());
        self.other_named |= first.is_some_and(|row| row.starts_with("other.")) && !bracket;
        self.group = first.and_then(|row| row.split_once('.')).map(|(group, _)| group);
        self.applied = if meaning.applicants.is_empty() { Vec::new() } else { columns.clone() };
        let readings = Readings::crossed(REQUESTS, &rows, &columns);
        let named = meaning.applicants.is_empty() || !meaning.rows.is_empty() || meaning.received.is_some();
        if named {
            self.carried = None;
        }
        self.anchored |= named;
        let carried = rows == [["carried_in"]] || rows == [["carried_out"]];
        if named && rows.first().and_then(|sum| sum.first()) == Some(&"received_new") {
            self.head.clone_from(&rows);
        }
        if named && !self.anchor.is_empty() && carried {
            // 收到112件，上年结转5件；其中自然人104件: of those received, except in a bracket behind 结转.
            self.carried = Some(rows);
        } else if named || self.anchor.is_empty() {
            self.anchor = rows;
        }
        Some(readings)
    }

    /// 予以公开44件，不予公开11件 …，合计119件: the sum of the outcomes, once three of them are named.
    pub(in crate::mine) fn sum_of_outcomes(&self) -> Option<Readings> {
        let enough =
            self.domain == Domain::Requests && self.groups.len() > 2 && self.groups.contains(&"granted");
        enough.then(|| Readings::crossed(REQUESTS, &[vec!["outcome_total"]], &["total"]))
    }

    /// All requests that came in.
    pub(in crate::mine) fn came_in() -> Readings {
        Readings::crossed(REQUESTS, &received(false), &["total"])
    }

    /// These and those carried over.
    pub(in crate::mine) fn came_in_or_carried() -> Readings {
        Readings::crossed(REQUESTS, &[vec!["received_new", "carried_in"]], &["total"])
    }

    /// What follows is of all that came in.
    pub(in crate::mine) fn speaks_of_all(&mut self) {
        self.domain = Domain::Requests;
        self.head = received(false);
        self.anchor.clone_from(&self.head);
    }

    /// 上年结转3件，新收52件，共55件；其中公民50件: of both, or of the new ones.
    pub(in crate::mine) fn speaks_of_both(&mut self) {
        self.head = received(false);
        self.anchor.clone_from(&self.head);
        self.carried = None;
    }
}
