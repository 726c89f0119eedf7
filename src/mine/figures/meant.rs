//! What a number is a figure of: what the words before it mean, or behind it, or both, or those of the clause before.

use super::line::Given;
use super::{Reader, Stated, Waiting, beside};
use crate::mine::clause::Clause;
use crate::mine::keys::Readings;
use crate::mine::meaning::{Meaning, Unknown};
use crate::mine::quantity::Quantity;
use crate::mine::tokens::{Kind, PEOPLE, Sentence, Token};
use crate::mine::words::{Counted, Role};

impl Reader<'_> {
    /// The meaning of the words before the number, or behind it, or of both.
    pub(super) fn meant(
        &mut self,
        clause: &Clause<'_>,
        left: Meaning,
        right: &Meaning,
        quantity: &Quantity,
        place: usize,
        sentence: &Sentence<'_>,
    ) -> (Option<Readings>, Option<(usize, usize)>, usize) {
        let text = sentence.text;
        let whole = quantity.counted == Some(Counted::Money) || quantity.value.is_integer();
        if quantity.counted == Some(Counted::Percent) || !whole {
            return (None, None, place + 1);
        }
        let span = clause.left.first().zip(clause.left.last()).map(|(first, last)| (first.start, last.end));
        let left = self.state.decisions_of_kinds(&left, &quantity.counter, span).unwrap_or(left);
        let behind = place + 1 + clause.right.len();
        let named = self.state.names_disputes().filter(|_| right.span.is_none());
        let result_behind = self.result_behind(clause, text);
        // 公开政府集中采购信息18条，累计金额643万元: what was bought.
        let bought = quantity.counter == "条" && beside::is_bought(clause, quantity, text);
        let counter = if bought { "项" } else { quantity.counter.as_str() };
        let of_these = self.came_of_these(&left, right, clause, place, sentence);
        // 收到3名公民提出的申请5件: the second counts the requests.
        let people = clause.to_next && PEOPLE.contains(&quantity.counter.as_str());
        let mut read = |meaning: &Meaning| {
            if people {
                self.state.leave(meaning, self.near);
                return None;
            }
            self.state.read(meaning, self.near, clause.bracket, counter, quantity.counted)
        };
        if bought {
            let projects = Meaning { procurement: true, span: Some((0, 0)), ..Meaning::default() };
            return (read(&projects), left.span, place + 1);
        }
        // 完成26件的登记、转办: what is counted has a name of its own.
        if left.says_something() && clause.is_of_more(text) {
            return (None, None, place + 1);
        }
        // 1件上年度提起的诉讼于3月判决: of those brought then.
        if !left.says_something() && right.years.before && !right.disputes.is_empty() {
            return (None, None, place + 1);
        }
        // 行政诉讼1件为上年结转.
        if !left.disputes.is_empty() && right.rows.iter().any(|row| row.starts_with("carried")) {
            return (None, None, place + 1);
        }
        // 未答复2件 are none of those answered.
        // But 因未按期答复被提起诉讼1件 are disputes.
        let undone = !quantity.value.is_zero() && left.disputes.is_empty();
        let answered = left.rows == ["outcome_total"] && left.disputes.is_empty();
        if left.denied && (undone || answered) {
            // 未办结3件转下一年度.
            let carried = right.unknown == Unknown::default() && right.rows == ["carried_out"];
            return if carried { (read(right), right.span, behind) } else { (None, None, place + 1) };
        }
        // 收到1件邮寄申请: by one of several ways.
        let by_a_way = right.object && right.elsewhere && !left.object;
        let whole = !left.among && self.line.given.is_empty();
        if let Some(object) = clause.right.last().filter(|_| left.wants_object() && by_a_way && whole)
            && let [.., of, last] = clause.right
            && object.is(Role::Object)
            && of.end == last.start
            && text.get(of.start..of.end) == Some("的")
        {
            // 收到3条公众通过网站提交的申请: all of them, for nothing was said before.
            let both = left.with(&Meaning::of(std::slice::from_ref(object), self.setting.year));
            return (read(&both), both.span, behind);
        }
        if left.wants_object() && by_a_way {
            return (None, None, place + 1);
        }
        // 三类合计占申请总量的58.8%: what stands behind is of the next number.
        let of_next = |token: &Token| matches!(token.role(), Some(Role::Share | Role::Up | Role::Down));
        let complete = right.says_something()
            && !clause.right.iter().any(of_next)
            && right.unknown == Unknown::default()
            && !right.elsewhere
            && !right.denied;
        // 申请人以自然人为主，共提出申请347件: whether these are all is not said.
        let applicants = || clause.earlier.iter().any(|token| token.is(Role::Applicant));
        if left.only_object() && applicants() {
            return (None, None, place + 1);
        }
        if beside::is_ended(clause, text) && right.span.is_none() {
            let reason = Meaning::of(clause.earlier, self.setting.year);
            if !reason.denied && matches!(reason.rows[..], ["other.not_corrected" | "other.fee_unpaid"]) {
                return (read(&reason), reason.span, place + 1);
            }
        }
        // 属于信访、重复申请的6件，依法不予处理.
        if let Some(meaning) = of_these {
            return (read(&meaning), meaning.span, behind);
        }
        // 结转5件至2025年.
        let mut left = left;
        if left.carry && !left.rows.iter().any(|row| row.starts_with("carried")) && right.years.after {
            left.rows.push("carried_out");
        }
        // 收到1份关于信息公开的投诉举报: what came in has another name.
        if left.only_came_in() && right.span.is_none() && beside::is_of_another_name(clause) {
            return (None, None, place + 1);
        }
        let mut left = beside::settled(left, clause, self.setting.year, text);
        // 高新区管委会依申请公开7件: who has them, where nothing else was counted.
        let first = self.line.given.is_empty() && !clause.bracket;
        if first && left.only_object() && beside::begins_with_body(clause, text) {
            left.unknown.before = 0;
        }
        if left.says_something() {
            return match beside::together(left, right, clause, complete, self.setting.year) {
                Some((meaning, true)) => (read(&meaning), meaning.span, behind),
                Some((meaning, false)) => (read(&meaning), meaning.span, place + 1),
                None => (None, None, place + 1),
            };
        }
        // 行政复议。全年发生3件.
        let alone = left.unknown == Unknown::default() && right.unknown == Unknown::default();
        if let Some(disputes) = named.filter(|_| alone && !left.elsewhere && !left.denied && !left.among) {
            return (read(&Meaning { disputes, span: Some((0, 0)), ..left }), None, place + 1);
        }
        if clause.sums_up() && right.span.is_none() && right.unknown.before == 0 {
            return (self.state.sum_of_outcomes(), None, place + 1);
        }
        // 镇政府的9项政府集中采购均公示了结果.
        let whose = first && beside::names_body(clause, text);
        let nothing_before = (left.unknown.before == 0 || whose) && !left.elsewhere;
        // 对13件申请进行补正: how many there were in all is not said.
        // Nor in 对1件涉及第三方权益的申请征求意见.
        let topic = |token: &Token| token.kind == Kind::Word(Role::Glue, "topic");
        let of_a_kind = right.object && clause.right.first().is_some_and(topic);
        if (right.only_object() || of_a_kind) && clause.only_aims() {
            return (None, None, place + 1);
        }
        // 2件因答复主体不当被责令重新答复: what the reason is changes nothing.
        if let Some(result) = result_behind.filter(|_| nothing_before) {
            return (read(&result), result.span, behind);
        }
        // 尚有9件在法定期限内办理: what is left of them.
        if nothing_before && clause.leaves() && right.handled {
            return (None, None, place + 1);
        }
        if nothing_before && complete {
            // 12件申请均已答复: that they were answered is what is said of them.
            let answered = right.object && right.rows == ["outcome_total"] && right.received.is_none();
            let right = Meaning { object: right.object && !answered, rest: left.rest, ..right.clone() };
            return (read(&right), right.span, behind);
        }
        // 申请中，有11件申请补正: what stands behind says something else.
        let says_more = right.unknown != Unknown::default();
        let named_before = !clause.left.is_empty() || clause.behind_name && right.span.is_none();
        // 收到22件，比2022年（31件）下降29%.
        if let Some((readings, _)) =
            self.line.before.as_ref().filter(|(_, counter)| *counter == quantity.counter)
            && clause.is_compared_with()
        {
            return (Some(readings.clone()), None, place + 1);
        }
        if nothing_before && named_before && !says_more {
            let earlier = Meaning::of(clause.earlier, self.setting.year);
            // 2021年为88件，2022年为101件: the same of another year.
            let same = self.line.before.as_ref().filter(|(_, counter)| {
                let changed =
                    || clause.earlier.iter().any(|token| token.is(Role::Up) || token.is(Role::Down));
                // 较上年（48件）略有增长，为51件.
                let came_to =
                    || self.line.compared && changed() && clause.left.iter().all(|t| t.is(Role::Glue));
                *counter == quantity.counter
                    && !earlier.says_something()
                    && (clause.only_dates() || clause.of_now() || came_to())
            });
            if let Some((readings, _)) = same {
                self.line.aside = true;
                return (Some(readings.clone()), None, place + 1);
            }
            return (read(&earlier), earlier.span, place + 1);
        }
        read(&left);
        // 在已审结的8件复议案件中，7件被维持.
        self.state.topic(right, self.near, false);
        (None, None, place + 1)
    }

    /// Requests of kinds that are named, or not known, of which the next clause says what came of them.
    fn came_of_these(
        &self,
        left: &Meaning,
        right: &Meaning,
        clause: &Clause<'_>,
        place: usize,
        sentence: &Sentence<'_>,
    ) -> Option<Meaning> {
        let group = beside::group_behind(sentence, place)?;
        let reason = |meaning: &Meaning| {
            let known = |row: &&str| row.strip_prefix(group).is_some_and(|rest| rest.starts_with('.'));
            (!meaning.opens() && !meaning.handled && meaning.rows.iter().all(known))
                .then(|| meaning.rows.clone())
        };
        let earlier = Meaning::of(clause.earlier, self.setting.year);
        let (left, right, earlier) = (reason(left)?, reason(right)?, reason(&earlier)?);
        let named = !left.is_empty() || !right.is_empty() || !earlier.is_empty();
        let object = |tokens: &[Token]| tokens.iter().any(|token| token.is(Role::Object));
        let span = clause.left.first().zip(clause.left.last()).map(|(first, last)| (first.start, last.end));
        let reasons = [left, right, earlier].concat();
        // 重复申请的2件，不予处理 are of one row, 信访、重复申请的6件 may be of the group.
        let rows = if reasons.len() == 1 { reasons } else { [reasons, vec![group]].concat() };
        (named || object(clause.left) || object(clause.right)).then(|| Meaning {
            rows,
            span: span.or(Some((0, 0))),
            ..Meaning::default()
        })
    }

    /// What came of disputes, where a reason stands before it, 因程序不当被撤销, or who decided, and behind it what was decided on:
    /// 被复议机关撤销答复书部分内容.
    fn result_behind(&self, clause: &Clause<'_>, text: &str) -> Option<Meaning> {
        let first = clause.right.first().filter(|_| self.state.speaks_of_disputes())?;
        if text.get(first.start..first.end) == Some("因") {
            let strange = clause.right.iter().rposition(|token| token.kind == Kind::Unknown)?;
            let (reason, result) = clause.right.split_at_checked(strange + 1)?;
            let result = Meaning::of(result, self.setting.year);
            let told = reason.iter().any(|token| token.is(Role::Outcome)) || result.outcomes.len() != 1;
            let plain = result.unknown == Unknown::default() && !result.elsewhere && !result.denied;
            return (plain && !told).then_some(result);
        }
        let at = clause.right.iter().position(|token| token.is(Role::Outcome))?;
        let (who, decided) = clause.right.split_at_checked(at)?;
        let (result, object) = decided.split_first()?;
        let light = |token: &Token| matches!(token.role(), Some(Role::Glue | Role::Filler));
        let decides = |token: &Token| match token.kind {
            Kind::Word(Role::Dispute, of) => self.state.speaks_of_dispute(of),
            Kind::Unknown => {
                let name = text.get(token.start..token.end).unwrap_or_default();
                name == "正" || beside::is_deciding(name)
            }
            _ => light(token),
        };
        // 撤销一审判决, 撤销处罚决定 are of something else.
        let answer = |token: &Token| {
            let word = text.get(token.start..token.end).unwrap_or_default();
            light(token)
                || token.kind == Kind::Word(Role::Row, "outcome_total")
                || token.kind == Kind::Unknown && ["书", "部分", "内容", "告知书", "答复书"].contains(&word)
        };
        let says_more = |tokens: &[Token]| tokens.iter().any(|token| !light(token));
        (who.iter().all(decides) && object.iter().all(answer) && (says_more(who) || says_more(object)))
            .then(|| Meaning::of(std::slice::from_ref(result), self.setting.year))
    }

    /// Things listed before 分别, one for each number that follows.
    pub(super) fn listed(&mut self, meaning: &Meaning, tokens: &[Token], quantity: &Quantity) -> Waiting {
        // 科研机构、社会公益组织和其他均为0件.
        let applicants = tokens.iter().any(|token| token.is(Role::Applicant));
        // 申请数、结转数均为0: what stands alone in a list.
        let ends = |other: Option<&Token>| other.is_none_or(|other| other.is(Role::Join));
        let alone = |token: &Token| {
            let mut behind = tokens.iter().filter(|other| other.start > token.start && !other.is(Role::Glue));
            let before = tokens.iter().rfind(|other| other.start < token.start && !other.is(Role::Glue));
            token.is(Role::Object) && behind.next().is_some_and(|other| other.is(Role::Join)) && ends(before)
        };
        let items = tokens.iter().filter(|token| {
            applicants && token.is(Role::Other)
                || alone(token)
                || matches!(
                    token.role(),
                    Some(
                        Role::Dispute
                            | Role::Applicant
                            | Role::Row
                            | Role::Decision
                            | Role::Document
                            | Role::Received
                            | Role::Carry
                    )
                )
        });
        let mut items: Vec<&Token> = items.collect();
        // 复议案件结果维持和结果纠正分别为6件和1件: several results of one thing.
        let kinds = [(Role::Dispute, Role::Outcome), (Role::Document, Role::Act)];
        let of_one = kinds.into_iter().find_map(|(of, what)| {
            let several: Vec<&Token> = tokens.iter().filter(|token| token.is(what)).collect();
            let whose: Vec<&Token> = tokens.iter().filter(|token| token.is(of)).collect();
            (several.len() > 1 && whose.len() < 2).then_some((several, whose.first().copied()))
        });
        let mut whose = None;
        if let Some((several, of)) = of_one {
            (items, whose) = (several, of);
        }
        if items.len() < 2 || meaning.unknown.after > 0 || meaning.elsewhere {
            return Waiting::new();
        }
        let mut waiting = Waiting::new();
        // 新收、结转、办结、转下年的分别为: the first is from the year before.
        let out = items.iter().any(|item| item.kind == Kind::Word(Role::Row, "carried_out"));
        let carried_in = |token: Token| match token.kind {
            Kind::Word(Role::Carry, _) if out => Token { kind: Kind::Word(Role::Row, "carried_in"), ..token },
            _ => token,
        };
        for item in items {
            let pair: Vec<Token> = whose.into_iter().chain([item]).copied().map(carried_in).collect();
            let one = Meaning::of(&pair, self.setting.year);
            let Some(readings) = self.state.read(&one, self.near, false, &quantity.counter, quantity.counted)
            else {
                return Waiting::new();
            };
            waiting.push_back((readings, (item.start, item.end)));
        }
        waiting
    }

    /// 行政复议8件、行政诉讼5件，上年分别为15件和11件: the same again, of another year.
    pub(super) fn again(&self, sentence: &Sentence<'_>, place: usize, quantity: &Quantity) -> Waiting {
        let behind = sentence.tokens.get(place..).unwrap_or_default();
        let list = behind.iter().take_while(|token| !matches!(token.kind, Kind::Mark(_)));
        let numbers = list.filter(|token| matches!(token.kind, Kind::Quantity(_))).count();
        let given = &self.line.given;
        let Some(from) = given.len().checked_sub(numbers).filter(|_| numbers > 1) else {
            return Waiting::new();
        };
        let last = given.get(from..).unwrap_or_default();
        let alike = |one: &Given| one.counter == quantity.counter && one.year == self.setting.year;
        if !last.iter().all(alike) || given.get(..from).is_some_and(|more| more.iter().any(alike)) {
            return Waiting::new();
        }
        last.iter().map(|one| (one.readings.clone(), (0, 0))).collect()
    }

    /// 2022年、2023年分别收到48件、35件: the same of each year.
    pub(super) fn by_year(
        &mut self,
        sentence: &Sentence<'_>,
        place: usize,
        meaning: &Meaning,
        quantity: &Quantity,
    ) -> Waiting {
        let (Some(numbers), Some(span)) = (self.numbers_by_year(sentence, place), meaning.span) else {
            return Waiting::new();
        };
        let readings = self.state.read(meaning, self.near, false, &quantity.counter, quantity.counted);
        readings.map_or_else(Waiting::new, |readings| vec![(readings, span); numbers].into())
    }

    /// 近三年新收申请量呈波动态势，2021年、2022年、2023年分别为48件、35件、40件: what is counted is named in the clause before.
    pub(super) fn topic_by_year(
        &mut self,
        sentence: &Sentence<'_>,
        place: usize,
        clause: &Clause<'_>,
        quantity: &Quantity,
    ) -> Waiting {
        let date = |token: &Token| {
            matches!(token.kind, Kind::Year(_))
                || matches!(token.role(), Some(Role::Glue | Role::Join | Role::Respectively))
        };
        if !clause.left.iter().all(date) {
            return Waiting::new();
        }
        let object = clause.earlier.iter().rposition(|token| token.is(Role::Object));
        let named = object.and_then(|at| clause.earlier.get(..=at)).unwrap_or_default();
        let meaning = Meaning::of(named, self.setting.year);
        let plain = meaning.unknown.after == 0 && meaning.received.is_some() && !meaning.elsewhere;
        if plain { self.by_year(sentence, place, &meaning, quantity) } else { Waiting::new() }
    }

    /// 复议、诉讼均为0件: one figure for each thing named.
    pub(super) fn each(
        &mut self,
        sentence: &Sentence<'_>,
        place: usize,
        quantity: &Quantity,
        clause: &Clause<'_>,
        stated: &mut Vec<Stated>,
    ) -> bool {
        let meaning = Meaning::of(clause.left, self.setting.year);
        let listed = self.listed(&meaning, clause.left, quantity);
        for (readings, (start, end)) in &listed {
            let subject = sentence.text.get(*start..*end).unwrap_or_default().to_string();
            let key = self.write(readings);
            stated.push(self.figure(sentence, place, quantity, subject, String::new(), key));
        }
        !listed.is_empty()
    }
}
