//! Numbers of a sentence that are shares or changes of others.

use super::listed::{self, Listed};
use super::{Reader, Stated};
use crate::mine::clause::Clause;
use crate::mine::keys::Readings;
use crate::mine::meaning::Meaning;
use crate::mine::quantity::Quantity;
use crate::mine::shares::{self, Share};
use crate::mine::subject;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::Role;

/// What says that a number behind a share is what it comes to.
const IS: [&str; 8] = ["为", "计", "共", "共计", "合计", "共有", "即", "达"];

impl Reader<'_> {
    /// The number as a share or a change, if it is one.
    pub(super) fn share(
        &mut self,
        sentence: &Sentence<'_>,
        clause: &Clause<'_>,
        place: usize,
        quantity: &Quantity,
        stated: &[Stated],
    ) -> Option<Stated> {
        // 较上年分别增加41篇、12篇: the second is a change as well.
        let behind_share = std::mem::take(&mut self.line.behind_share);
        let goes_on = behind_share && clause.goes_on(self.line.last_kind);
        let again_listed = behind_share && clause.is_listed();
        let change = matches!(self.line.last_kind, "growth" | "decline");
        let again = || Share { kind: self.line.last_kind, subject: String::new(), of: &[], base: &[] };
        let share = shares::share(sentence, clause, quantity).or_else(|| (goes_on && change).then(again));
        let mut share = share?;
        let told_whole = listed::of_told_whole(sentence, place, stated);
        // 占64件办结申请的12.5%: what is counted stands behind the whole, too.
        if share.kind == "rate" && told_whole.is_some() {
            share.kind = "share";
        }
        // 下降20%和12.5%, 比例由35.2%提高到41.8%: the second is what the first is.
        if share.kind == "rate" && clause.goes_on(self.line.last_kind) {
            share = Share { kind: self.line.last_kind, of: &[], ..share };
        }
        self.line.last_kind = share.kind;
        self.line.behind_share = true;
        let (mut of, mut base) = self.share_words(sentence, &share);
        if let Some(told) = told_whole {
            (of, base) = told;
        } else if listed::begins(clause) {
            let unnamed = of.is_empty();
            let of_numbers = || listed::of_numbers(sentence, place, self.setting.year, stated);
            let mut list = Listed { of: unnamed.then(of_numbers).unwrap_or_default(), base: base.clone() };
            of = list.of.pop_front().unwrap_or_default();
            self.line.listed_shares = Some(list);
        } else if let Some(list) = self.line.listed_shares.as_mut().filter(|_| again_listed && of.is_empty())
        {
            of = list.of.pop_front().unwrap_or_default();
            base.clone_from(&list.base);
        } else {
            self.line.listed_shares = None;
            let of_all = matches!(share.kind, "growth" | "decline") && listed::is_of_all(sentence, place);
            if of.is_empty() && !of_all && !listed::is_adrift(sentence, place) {
                of.clone_from(&self.last);
            }
        }
        let share_of = match (of.is_empty(), base.is_empty()) {
            (true, _) => share.kind.to_string(),
            (_, true) => format!("{}: {of}", share.kind),
            _ => format!("{}: {of} of {base}", share.kind),
        };
        let subject = match share.subject.is_empty() {
            true => self.last_subject.clone(),
            false => share.subject,
        };
        let change = matches!(share.kind, "growth" | "decline");
        self.line.share_of = if change { Vec::new() } else { share.of.to_vec() };
        // 同2022年的61件相比下降11.5%.
        let beside = clause.left.first().is_some_and(|token| token.is(Role::Compare));
        let mut figure = self.figure(sentence, place, quantity, subject, share_of, String::new());
        if change && (self.line.aside || beside && self.line.compared) {
            figure.about_year = self.setting.year;
        }
        Some(figure)
    }

    /// 予以公开率38.2%（160件）, 不予公开的占4.5%，为7件: what a number is that tells how many a share or rate stands for.
    pub(super) fn of_share(&self, sentence: &Sentence<'_>, place: usize) -> Option<Meaning> {
        let before = sentence.tokens.get(..place)?;
        let close = sentence.tokens.get(place + 1).map(|token| token.kind);
        let (share, is_of_it) = match before {
            [.., share, bracket] if bracket.kind == Kind::Mark('（') => {
                (share, close == Some(Kind::Mark('）')))
            }
            [.., share, comma, is] if comma.kind == Kind::Mark('，') => {
                (share, IS.contains(&sentence.text_of(is)))
            }
            _ => return None,
        };
        let text = sentence.text_of(share);
        let percent =
            matches!(share.kind, Kind::Quantity(_)) && (text.ends_with('%') || text.ends_with('成'));
        let rate = |token: &Token| {
            token.kind == Kind::Unknown && matches!(sentence.text_of(token), "率" | "率为" | "率达")
        };
        let named: Vec<Token> = self.line.share_of.iter().filter(|token| !rate(token)).copied().collect();
        (percent && is_of_it && !named.is_empty()).then(|| Meaning::of(&named, self.setting.year))
    }

    /// What a share or a change is of, and of what it is taken, in keys where they are known.
    fn share_words(&mut self, sentence: &Sentence<'_>, share: &Share<'_>) -> (String, String) {
        let read = |tokens: &[Token]| {
            let meaning = Meaning::of(tokens, self.setting.year);
            self.state.clone().read(&meaning, self.near, false, "", None)
        };
        let change = matches!(share.kind, "growth" | "decline");
        let of = read(share.of);
        let named = |readings: Option<&Readings>, words: String| {
            let key = readings.map(|readings| self.write(readings)).unwrap_or_default();
            if key.is_empty() { words } else { key }
        };
        let text = |tokens: &[Token]| subject::words(sentence.text, tokens);
        let change_of = of.clone().filter(|_| change);
        let of = named(of.as_ref(), text(share.of));
        let base = named(read(share.base).as_ref(), text(share.base));
        self.line.change_of = change_of;
        (of, base)
    }
}
