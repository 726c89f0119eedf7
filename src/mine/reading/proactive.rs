//! What a clause states of the table of what is published unasked: documents, fees, procurement.

use super::{Domain, ITEMS, State};
use crate::mine::keys::Readings;
use crate::mine::meaning::{Meaning, Unknown};
use crate::mine::rows::one_of;
use crate::mine::words::Counted;

impl State {
    pub(in crate::mine) fn goes_on_with_documents(&self, meaning: &Meaning) -> bool {
        self.domain == Domain::Documents
            && !self.documents.is_empty()
            && !meaning.acts.is_empty()
            && !meaning.object
            && meaning.rows.is_empty()
            && meaning.decisions.is_empty()
    }

    /// 规范性文件：制作3件、公开3件: as many of those made were published.
    pub(super) fn goes_on_publishing(&self, meaning: &Meaning) -> bool {
        self.domain == Domain::Documents
            && !self.documents.is_empty()
            && matches!(self.acts.as_slice(), ["issued" | "created"])
            && meaning.public
            && !meaning.proactive
            && meaning.acts.is_empty()
            && !meaning.object
            && !meaning.handled
            && meaning.rows.is_empty()
            && meaning.decisions.is_empty()
    }

    /// 行政许可处理决定1260件，行政处罚事项4件: what decisions are on, counted as those before it are.
    pub(in crate::mine) fn decisions_of_kinds(
        &self,
        meaning: &Meaning,
        counter: &str,
        span: Option<(usize, usize)>,
    ) -> Option<Meaning> {
        let going_on = self.domain == Domain::Decisions && !self.decisions.is_empty();
        let unknown = Unknown { before: meaning.kinds.len(), ..Unknown::default() };
        let alone = meaning.span.is_none() && meaning.unknown == unknown && !meaning.denied;
        (going_on && counter == "件" && !meaning.kinds.is_empty() && alone).then(|| Meaning {
            decisions: meaning.kinds.clone(),
            span,
            ..Meaning::default()
        })
    }

    pub(super) fn documents(&mut self, meaning: &Meaning, counter: &str) -> Option<Readings> {
        if !one_of(counter, &["件", "份", "部", "个", "项", "篇", "条", ""])
            || meaning.unknown.before > 0 && meaning.acts.is_empty() && !meaning.public
        {
            return None;
        }
        // 制发规范性文件5件。发布政府信息161条: what is written of things is counted so, and no document is unless it is named.
        if meaning.documents.is_empty() && one_of(counter, &["条", "篇"]) {
            return None;
        }
        let going_on = self.domain == Domain::Documents;
        let several = meaning.each || counter == "项";
        if several && meaning.acts.is_empty() && !meaning.public {
            // 规章均为0件, 规章三项均为0: of more than one column.
            return None;
        }
        let acts = match (meaning.acts.as_slice(), meaning.public) {
            ([], true) if meaning.total => vec!["total_public"],
            ([], true) if self.goes_on_publishing(meaning) && meaning.documents.is_empty() => {
                vec!["published"]
            }
            ([], true) => vec!["public"],
            ([], false) if going_on => self.acts.clone(),
            (acts, _) => acts.to_vec(),
        };
        let act = acts.last()?;
        if !meaning.documents.is_empty() {
            self.documents.clone_from(&meaning.documents);
        }
        self.acts.clone_from(&acts);
        self.domain = Domain::Documents;
        let columns: &[&'static str] = match *act {
            ITEMS | "decisions" => return None,
            "issued" => &["issued", "created"],
            "repealed" => &["repealed"],
            "in_force" => &["in_force", "total_public"],
            "newly_public" => &["newly_public", "issued"],
            "published" => &["newly_public", "created"],
            "total_public" => &["total_public", "in_force"],
            _ => &["issued", "in_force", "created", "newly_public", "total_public"],
        };
        Some(Readings::columns("proactive", &self.documents, columns))
    }

    /// 采购项目9个，总金额215.8万元, but 收费金额 is no amount of procurement.
    pub(super) fn goes_on_with_money(&self, meaning: &Meaning) -> bool {
        let own = |of: &str| of.is_empty() || self.documents.first() == Some(&of);
        self.domain == Domain::Money && meaning.amount.is_some_and(own)
    }

    pub(super) fn money(
        &mut self,
        meaning: &Meaning,
        counter: &str,
        counted: Option<Counted>,
    ) -> Option<Readings> {
        let money = counted == Some(Counted::Money);
        if meaning.fee || meaning.procurement {
            self.documents = vec![if meaning.fee { "fees" } else { "procurement" }];
        }
        self.domain = Domain::Money;
        // 行政事业性收费类1条 counts what was written of them.
        // Of procurement the form of 2019 has no other number: 公开政府集中采购信息12条.
        let written = counter != "条" || self.documents.first() != Some(&"procurement");
        if !money && written && one_of(counter, &["条", "篇", "份", "件次"]) {
            return None;
        }
        Some(match (self.documents.first().copied(), money) {
            (Some("fees"), true) => Readings::columns("proactive", &["fees"], &["amount"]),
            (Some("fees"), false) => {
                let cell = |column| ("fees".to_string(), column);
                let mut sums = vec![vec![cell(ITEMS)]];
                if !meaning.acts.contains(&ITEMS) && !meaning.years.before {
                    sums.push(vec![cell(ITEMS), cell("items_change")]);
                }
                if counted.is_none() {
                    sums.insert(0, vec![cell("amount")]);
                }
                Readings { table: "proactive", sums }
            }
            (Some("procurement"), true) => Readings::columns("proactive", &["procurement"], &["amount"]),
            (Some("procurement"), false) => Readings::columns("proactive", &["procurement"], &["projects"]),
            _ => return None,
        })
    }
}
