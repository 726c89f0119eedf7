//! What a clause states of the table of disputes: reviews and lawsuits, and how they ended.

use super::{Domain, Last, State};
use crate::mine::keys::Readings;
use crate::mine::meaning::Meaning;
use crate::mine::rows::{LITIGATION, dispute_rows, one_of};

impl State {
    pub(super) fn disputes(
        &mut self,
        meaning: &Meaning,
        near: bool,
        bracket: bool,
        counter: &str,
    ) -> Option<Readings> {
        // 行政复议信息3条 counts what was written of them, 收到行政复议3条 does not.
        let counts = one_of(counter, &["件", "宗", "例", "起", "个", "次", "项", "件次", ""])
            || counter == "条" && (self.at_disputes || meaning.received.is_some());
        // 全年行政复议纠正4件: what came of them tells whose they are.
        let told = meaning.formal
            && !meaning.outcomes.is_empty()
            && meaning.unknown.before == 0
            && !meaning.handled
            && meaning.received.is_none();
        let near = near || told;
        if !counts || !near && self.domain != Domain::Requests && self.domain != Domain::Disputes {
            return None;
        }
        // 22件申请撤回: of requests.
        if meaning.object && meaning.disputes.is_empty() {
            return None;
        }
        // 全年被纠错412件，败诉127件: what only a court decides needs no other word.
        let in_court = meaning.court && near && self.domain != Domain::Disputes;
        let known = self.domain == Domain::Disputes || in_court;
        if meaning.disputes.is_empty() && (!known || meaning.unknown.before > 0) {
            return None;
        }
        if meaning.disputes.is_empty() && in_court {
            self.disputes = vec!["litigation"];
        }
        // 行政复议上年结转1件: no table has them.
        // Nor those that came in beside them: 新增行政复议4件，结转上年1件.
        let carried = meaning.carry || meaning.rows.iter().any(|row| row.starts_with("carried"));
        let new = meaning.new_dispute || meaning.received == Some(true);
        if carried || new && self.carries {
            self.leave(meaning, near);
            return None;
        }
        if !meaning.disputes.is_empty() {
            self.before_none.clear();
            self.disputes_before = std::mem::take(&mut self.disputes);
            self.name_disputes(&meaning.disputes);
        }
        self.domain = Domain::Disputes;
        self.last = Last::Outcome;
        self.settle_courts(meaning, bracket);
        let rows: Vec<&'static str> =
            self.disputes.iter().flat_map(|dispute| dispute_rows(dispute)).collect();
        if rows.is_empty() {
            return None;
        }
        let columns = if meaning.outcomes.is_empty() { vec!["total"] } else { meaning.outcomes.clone() };
        Some(Readings::crossed("disputes", &[rows], &columns))
    }

    /// 未经复议直接起诉的行政诉讼 are of the one kind.
    pub(super) fn name_disputes(&mut self, disputes: &[&'static str]) {
        self.disputes = disputes.to_vec();
        if self.disputes.iter().any(|dispute| LITIGATION.contains(dispute)) {
            self.disputes.retain(|dispute| *dispute != "litigation");
        }
    }

    /// 行政复议3件，行政诉讼0件: there were none of the last.
    pub(in crate::mine) fn had_none(&mut self) {
        self.before_none.clone_from(&self.disputes_before);
    }

    /// 行政复议3件，行政诉讼0件，维持2件: what came of some is of those that there were.
    pub(in crate::mine) fn came_of_some(&mut self, meaning: &Meaning) {
        if meaning.disputes.is_empty() && !meaning.outcomes.is_empty() && !self.before_none.is_empty() {
            self.disputes = std::mem::take(&mut self.before_none);
        }
    }

    /// 直接起诉53件，复议后起诉34件，结果维持58件: results of both. But 其中结果维持30件 are of the last.
    fn settle_courts(&mut self, meaning: &Meaning, bracket: bool) {
        let goes_on = meaning.disputes.is_empty() && !meaning.among && !bracket;
        let both = std::mem::take(&mut self.both_courts) && goes_on;
        if both && !meaning.outcomes.is_empty() {
            self.disputes = vec!["litigation"];
        }
        let direct = std::mem::take(&mut self.direct);
        if meaning.outcomes.is_empty() {
            self.both_courts = direct && self.disputes == [LITIGATION[1]];
            self.direct = self.disputes == [LITIGATION[0]];
        }
    }
}
