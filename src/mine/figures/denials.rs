//! Sentences that deny: 未收到申请, 无行政复议 state 0.

use rust_decimal::Decimal;

use super::denied::{
    also_denied, corrected_or_lost, is_listed_act, known_items, new_documents, until_examples,
};
use super::moved::by_all_ways;
use super::{Reader, Stated};
use crate::mine::clause::clause_begin;
use crate::mine::keys::Readings;
use crate::mine::meaning::{Meaning, Unknown};
use crate::mine::quantity::Quantity;
use crate::mine::reading::Domain;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::{Role, words};

/// 申请零报告: there was nothing to report.
const NO_REPORT: &str = "零报告";

/// What may be raised against a body beside disputes.
const GRIEVANCES: [&str; 6] = ["举报投诉", "投诉举报", "举报", "投诉", "信访", "上访"];

impl Reader<'_> {
    /// 未收到申请, 无行政复议: states 0 for each thing named.
    pub(super) fn nothing(&mut self, sentence: &Sentence<'_>, place: usize, stated: &mut Vec<Stated>) {
        let before = sentence.tokens.get(..place).unwrap_or_default();
        let clause = match before {
            // 行政处罚18件、无行政强制: a number of its own for what was named before.
            [.., number, join] if join.is(Role::Join) && matches!(number.kind, Kind::Quantity(_)) => &[],
            _ => before.get(clause_begin(before)..).unwrap_or_default(),
        };
        // 5件申请未答复 says of how many. But 所属7个站所均未收到申请.
        let of_things = |token: &Token| match token.kind {
            Kind::Quantity(index) => {
                let counter = sentence.quantities.get(index).map(|quantity| quantity.counter.as_str());
                !matches!(counter, Some("个" | "家"))
            }
            _ => false,
        };
        let number = |token: &Token| matches!(token.kind, Kind::Quantity(_));
        let all = sentence.tokens.get(place).is_some_and(|token| sentence.text_of(token).starts_with('均'));
        if clause.iter().any(of_things) || clause.iter().any(number) && !all {
            return;
        }
        let denial = clause.iter().rposition(|token| token.is(Role::Not));
        let undone = sentence.tokens.get(place).is_some_and(|token| sentence.text_of(token).ends_with('未'));
        let listed = |from: usize| clause.iter().skip(from).any(|token| token.is(Role::Join));
        if undone && denial.is_some_and(|from| !listed(from)) {
            // 无往年遗留的未办结申请.
            return;
        }
        let between = denial.and_then(|at| clause.get(at + 1..));
        if between.is_some_and(|words| !Meaning::of(words, self.setting.year).says_something()) {
            // 无逾期未答复: what is denied is that something was not done.
            return;
        }
        let applicants: Vec<&Token> = clause.iter().filter(|token| token.is(Role::Applicant)).collect();
        let tokens = sentence.tokens.get(place + 1..).unwrap_or_default();
        let end = tokens.iter().position(|token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_)));
        let end = end.map(|end| also_denied(tokens, end));
        // 零申请、零复议: each denies its own.
        let again = tokens
            .windows(2)
            .position(|pair| matches!(pair, [join, not] if join.is(Role::Join) && not.is(Role::Not)));
        let end = again.map(|at| end.map_or(at, |end| end.min(at))).or(end);
        let tokens = tokens.get(..end.unwrap_or(tokens.len())).unwrap_or_default();
        let denied = sentence.tokens.get(place).and_then(|token| sentence.text.get(token.start..token.end));
        let followed_by_number = end.is_some_and(|end| {
            sentence.tokens.get(place + 1 + end).is_some_and(|token| matches!(token.kind, Kind::Quantity(_)))
        });
        if followed_by_number {
            return;
        }
        let zero = Quantity {
            start: 0,
            end: 0,
            value: Decimal::ZERO,
            counter: String::new(),
            counted: None,
            bound: "",
        };
        if !applicants.is_empty() {
            // 科研机构没有提出申请: others may have.
            let none = tokens.iter().any(|token| token.is(Role::Object));
            for applicant in applicants.into_iter().filter(|_| none) {
                let meaning = Meaning::of(std::slice::from_ref(applicant), self.setting.year);
                let readings = self.state.read(&meaning, self.near, false, "", None);
                let key = readings.map(|readings| self.write(&readings)).unwrap_or_default();
                let subject = sentence.text.get(applicant.start..applicant.end).unwrap_or_default();
                stated.push(self.figure(sentence, place, &zero, subject.to_string(), String::new(), key));
            }
            return;
        }
        // 行政复议、行政诉讼案件零发生: what is denied stands before.
        let clause = self.named_before(sentence, place, clause);
        let said = Meaning::of(clause, self.setting.year);
        let denied = denied.unwrap_or_default();
        let named = !said.disputes.is_empty()
            || !said.decisions.is_empty()
            || said.only_object() && denied == NO_REPORT;
        let happens = |token: &Token| {
            token.is(Role::Glue)
                || !said.disputes.is_empty() && (token.is(Role::Received) || token.is(Role::Filler))
        };
        let postponed =
            tokens.iter().all(happens) && said.unknown == Unknown::default() && !said.elsewhere && named;
        let tokens = if postponed { clause } else { tokens };
        // 公开的信息不涉及第三方权益: what is spoken of did not happen.
        let counted = [Role::Dispute, Role::Fee];
        let dispute = tokens.iter().any(|token| counted.into_iter().any(|role| token.is(role)));
        if denied.starts_with('不') && denied != "不存在" && !dispute {
            return;
        }
        // 未结转下年: what is denied is a part of the word.
        let whole = sentence.tokens.get(place).filter(|token| token.kind == Kind::Word(Role::Not, "carry"));
        let carry = whole.map(|token| Token { kind: Kind::Word(Role::Carry, ""), ..*token });
        // 无行政许可事项: nor were there any decisions.
        let decided = |token: &Token| match token.kind {
            Kind::Word(Role::Foreign, of @ ("licensing" | "penalties" | "coercion")) => {
                Token { kind: Kind::Word(Role::Decision, of), ..*token }
            }
            _ => *token,
        };
        let tokens: Vec<Token> = carry.into_iter().chain(tokens.iter().map(decided)).collect();
        // 未收到通过网络、信函等形式的申请: by no way at all.
        let tokens = by_all_ways(&tokens).unwrap_or(tokens);
        // 上一年度也没有结转事项.
        let year = |token: &&Token| matches!(token.role(), Some(Role::Last | Role::Next));
        let carried =
            tokens.iter().any(|token| token.is(Role::Carry)) && !tokens.iter().any(|token| year(&token));
        // 行政诉讼连续三年零败诉.
        let lost = tokens.iter().any(|token| token.is(Role::Outcome))
            && !tokens.iter().any(|token| token.is(Role::Dispute));
        // 政府信息公开申请零受理.
        let item = tokens.iter().position(|token| token.is(Role::Join)).unwrap_or(tokens.len());
        let first = tokens.get(..item).unwrap_or_default();
        let came_in = !first.is_empty() && first.iter().all(|token| token.is(Role::Received));
        let tokens = if came_in { first.to_vec() } else { tokens };
        let said_before = |token: &&Token| {
            carried && year(token)
                || lost && token.is(Role::Dispute)
                || came_in && token.is(Role::Object) && said.unknown == Unknown::default()
        };
        let dated: Vec<Token> = clause.iter().filter(said_before).chain(&tokens).copied().collect();
        let nothing = self.denied(sentence, &dated, denied);
        let several = nothing.len() > 1 && self.state.domain == Domain::Disputes;
        for (subject, readings) in nothing {
            let key = readings.map(|readings| self.write(&readings)).unwrap_or_default();
            // 镇本级收到3件，所辖村未收到: of others.
            let of_others = self.line.given.iter().any(|given| given.key == key && !given.value.is_zero());
            if of_others && !key.is_empty() {
                continue;
            }
            let repeated = stated.iter().any(|one| !key.is_empty() && one.key == key && one.value.is_zero());
            if !repeated {
                stated.push(self.figure(sentence, place, &zero, subject, String::new(), key));
            }
        }
        if several {
            self.state.no_disputes();
        }
    }

    /// The words before a denial; where these are none but who says so, those of the clause before that:
    /// 行政复议、行政诉讼事项，区教育局没有发生.
    fn named_before<'t>(&self, sentence: &'t Sentence<'_>, place: usize, clause: &'t [Token]) -> &'t [Token] {
        let begin = clause.first().and_then(|first| sentence.tokens.iter().position(|token| token == first));
        let before = sentence.tokens.get(..begin.unwrap_or(place)).unwrap_or_default();
        let Some((comma, before)) = before.split_last() else { return clause };
        let body =
            |token: &Token| token.kind == Kind::Unknown && words().ends_as_body(sentence.text_of(token));
        let who = |token: &Token| {
            matches!(token.role(), Some(Role::Glue | Role::Filler | Role::Each))
                || matches!(token.kind, Kind::Year(_))
                || body(token)
        };
        let earlier = before.get(clause_begin(before)..).unwrap_or_default();
        let plain = |token: &Token| {
            matches!(
                token.role(),
                Some(Role::Glue | Role::Filler | Role::Join | Role::Dispute | Role::Object)
            )
        };
        let named = comma.kind == Kind::Mark('，') && clause.iter().all(who) && earlier.iter().all(plain);
        let object = earlier.iter().any(|token| token.is(Role::Object) || token.is(Role::Dispute));
        if named && object { earlier } else { clause }
    }

    /// The things whose absence is stated.
    fn denied(
        &mut self,
        sentence: &Sentence<'_>,
        tokens: &[Token],
        denied: &str,
    ) -> Vec<(String, Option<Readings>)> {
        /// Unknown text between the denial and what is denied, such as 以任何方式, in bytes.
        const BETWEEN: usize = 36;
        let fee_charged = |token: &Token| {
            let text = sentence.text.get(token.start..token.end).unwrap_or_default();
            token.is(Role::Foreign) && text.ends_with("处理费")
        };
        if let Some(fee) = tokens.iter().find(|token| fee_charged(token)) {
            let subject = sentence.text.get(fee.start..fee.end).unwrap_or_default().to_string();
            return vec![(subject, None)];
        }
        // 未发生行政复议、行政诉讼举报投诉情况: what no table counts is denied as well.
        let grievance =
            |token: &Token| token.kind == Kind::Unknown && GRIEVANCES.contains(&sentence.text_of(token));
        let behind = tokens.iter().rposition(|token| token.is(Role::Dispute));
        let behind = behind.and_then(|at| tokens.get(at + 1..)).unwrap_or_default();
        let until =
            behind.iter().position(grievance).map_or(tokens.len(), |at| tokens.len() - behind.len() + at);
        let tokens = tokens.get(..until).unwrap_or_default();
        // 无行政许可、行政处罚等相关信息.
        let tokens = until_examples(tokens);
        let new = new_documents(tokens);
        let tokens = new.as_deref().unwrap_or(tokens);
        let known = known_items(tokens).or_else(|| corrected_or_lost(tokens));
        let tokens = known.as_deref().unwrap_or(tokens);
        let meaning = Meaning::of(tokens, self.setting.year);
        let long = denied.chars().count() > 1;
        let first_is_known = !tokens.first().is_some_and(|token| token.kind == Kind::Unknown);
        let between = if long { BETWEEN } else { 0 };
        let unknown = meaning.unknown.before + meaning.unknown.inside;
        let channels_only = tokens.iter().all(|token| {
            // 无新增行政诉讼案件 denies as much as 无行政诉讼案件.
            let new = token.kind == Kind::Word(Role::Verb, "new");
            // 未收到群众要求公开政府信息的申请.
            let person = token.kind == Kind::Word(Role::Foreign, "person");
            new || person
                || !matches!(token.role(), Some(Role::Verb | Role::Foreign))
                || is_listed_act(tokens, token)
        });
        // 无依申请公开收费情况 says nothing of requests.
        let charged = meaning.amount.is_some() && !meaning.fee && !meaning.procurement;
        // Nor does 未收到行政许可申请 say how many were decided.
        let applied = meaning.received.is_some() && !meaning.decisions.is_empty();
        let plain = meaning.says_something()
            && !charged
            && !applied
            && first_is_known
            && meaning.unknown.after == 0
            && channels_only;
        if !plain || unknown > between && !(meaning.received.is_some() && unknown <= BETWEEN * 2) {
            return Vec::new();
        }
        let items: Vec<&Token> = tokens
            .iter()
            .filter(|token| {
                matches!(
                    token.role(),
                    Some(Role::Dispute | Role::Decision | Role::Document | Role::Fee | Role::Procurement)
                )
            })
            .collect();
        let published = meaning.public && !meaning.decisions.is_empty();
        let in_requests = self.state.domain == Domain::Requests;
        let in_disputes = self.state.speaks_of_disputes();
        // 现行有效规范性文件8件，2023年未新制发.
        let of_documents = self.state.goes_on_with_documents(&meaning);
        // 行政复议3件、行政诉讼1件，均未被纠错: which of them is not said.
        let of_either = self.may_be_of_either(&meaning);
        // 无人申请公开政府信息.
        let applied_for = denied.contains('人')
            || denied == NO_REPORT
            || tokens.iter().any(|token| {
                token.kind == Kind::Word(Role::Glue, "all")
                    || token.kind == Kind::Word(Role::Foreign, "person")
                    || matches!(sentence.text_of(token), "提出" | "提交" | "申请提出")
            });
        let mut read = |tokens: &[Token]| {
            let mut meaning = Meaning::of(tokens, self.setting.year);
            meaning.unknown = Unknown::default();
            meaning.elsewhere = false;
            meaning.among = false;
            // 无公民、法人申请公开政府信息: none came in.
            if applied_for && meaning.only_object() {
                meaning.received = Some(false);
            }
            // Where there were none at all, there were none on disclosure.
            let near = self.near || !meaning.disputes.is_empty() && !meaning.disputes.contains(&"both");
            let readings = self.state.read(&meaning, near, false, "", None)?;
            let (start, end) = meaning.span?;
            // 无行政处罚事项公开: how many there were is not said.
            let readings = Some(readings).filter(|_| !published);
            Some((sentence.text.get(start..end).unwrap_or_default().to_string(), readings))
        };
        if items.is_empty() {
            // 行政复议11件，无尚未审结案件.
            let of_disputes = !meaning.outcomes.is_empty() && (in_disputes || meaning.court);
            if of_disputes && of_either || meaning.court && !in_disputes && read(tokens).is_none() {
                return Vec::new();
            }
            let carried = meaning.carry && in_requests;
            let rows: Vec<&Token> = tokens.iter().filter(|token| token.is(Role::Row)).collect();
            if rows.len() > 1 && tokens.iter().any(|token| token.is(Role::Join)) {
                // 无不予公开、不予处理的申请.
                return rows.into_iter().filter_map(|row| read(std::slice::from_ref(row))).collect();
            }
            // 没有结果纠正和其他结果的案件.
            let results: Vec<&Token> = tokens.iter().filter(|token| token.is(Role::Outcome)).collect();
            if of_disputes && results.len() > 1 {
                return results.into_iter().filter_map(|one| read(std::slice::from_ref(one))).collect();
            }
            let stated = meaning.object || of_documents || carried || !meaning.rows.is_empty() || of_disputes;
            return if stated { read(tokens).into_iter().collect() } else { Vec::new() };
        }
        let outcomes: Vec<&Token> = tokens.iter().filter(|token| token.is(Role::Outcome)).collect();
        let acts: Vec<&Token> = tokens.iter().filter(|token| token.is(Role::Act)).collect();
        // 无行政复议和行政诉讼败诉: lost of either kind.
        let of_all = match (outcomes.as_slice(), items.last()) {
            ([outcome], Some(last)) if items.len() > 1 && outcome.start >= last.end => Some(*outcome),
            _ => None,
        };
        if !outcomes.is_empty() && outcomes.len() != items.len() && of_all.is_none() {
            return Vec::new();
        }
        if acts.len() > 1 && items.iter().all(|item| item.is(Role::Document)) {
            // 没有制定、废止规章, 未制发或废止规章、规范性文件.
            let pairs = items.iter().flat_map(|document| acts.iter().map(|act| [**act, **document]));
            return pairs.filter_map(|pair| read(&pair)).collect();
        }
        let act = if acts.len() == 1 { acts.first() } else { None };
        let with = |(index, item): (usize, &&Token)| {
            let outcome = of_all.as_ref().or(outcomes.get(index));
            let other = outcome.or(if item.is(Role::Document) { act } else { None });
            // 无复议诉讼 denies each.
            let kinds: &[&'static str] = match item.kind {
                Kind::Word(Role::Dispute, "both") => &["reconsideration", "litigation"],
                Kind::Word(_, means) => &[means],
                _ => &[],
            };
            let one = |means: &&'static str| {
                let kind = Kind::Word(item.role()?, means);
                let pair: Vec<Token> =
                    [Token { kind, ..**item }].into_iter().chain(other.map(|token| **token)).collect();
                read(&pair)
            };
            kinds.iter().filter_map(one).collect::<Vec<_>>()
        };
        items.iter().enumerate().flat_map(with).collect()
    }
}
