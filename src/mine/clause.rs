//! The words around a number: those of its clause before and behind it, and of the clause before that.

use super::tokens::{Kind, PEOPLE, Sentence, Token};
use super::words::Role;

/// The tokens around a number.
#[derive(Debug)]
pub(super) struct Clause<'t> {
    /// Those before it in its clause.
    pub(super) left: &'t [Token],
    /// Their text.
    words: &'t str,
    /// Those of the clause before that, if its clause says next to nothing: 申请公开，共计94件.
    pub(super) earlier: &'t [Token],
    /// Those behind it in its clause, up to the next number.
    pub(super) right: &'t [Token],
    /// Whether another number follows in its clause.
    pub(super) to_next: bool,
    /// Whether it stands in brackets that began after the number before.
    pub(super) bracket: bool,
    /// Whether nothing stands between it and a colon or bracket: 行政复议：0件.
    pub(super) behind_name: bool,
    /// Whether numbers without words follow: 3件、2件.
    pub(super) list_goes_on: bool,
    /// Whether the first word behind it is 为 or 是.
    is_behind: bool,
}

impl<'t> Clause<'t> {
    pub(super) fn around(sentence: &'t Sentence<'_>, from: usize, place: usize) -> Clause<'t> {
        let tokens = sentence.tokens.as_slice();
        // 共办结申请（含上年结转的6件）132件: what stands before the bracket.
        let around = before_bracket(tokens, from, place);
        let (from, until) = around.unwrap_or((from, place));
        let from = around_other(sentence, from, until).unwrap_or(from);
        let before = behind_bracket(tokens.get(from..until).unwrap_or_default());
        let begin = clause_begin(before).max(behind_what_is_counted(before, tokens.get(..from)));
        // 新受理的申请除4件未到期限外: these are not all of them.
        let except = |token: &Token| token.kind == Kind::Word(Role::Glue, "except");
        let begin = before.iter().rposition(except).map_or(begin, |at| begin.max(at + 1));
        let left = before.get(begin..).unwrap_or_default();
        let earlier = before.get(..begin).and_then(|before| {
            let (last, rest) = before.split_last()?;
            // 依申请公开下降（2023年14件）.
            let date = |token: &Token| matches!(token.kind, Kind::Year(_)) || token.is(Role::Last);
            let opens = last.kind == Kind::Mark('（') && left.iter().all(date);
            (opens || matches!(last.kind, Kind::Mark('，' | '：'))).then_some(rest)
        });
        let earlier = earlier.unwrap_or_default();
        let earlier = earlier.get(clause_begin(earlier)..).unwrap_or_default();
        let behind = tokens.get(place + 1..).unwrap_or_default();
        let stop =
            |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_)) || token.is(Role::Each);
        let end = behind.iter().position(stop).unwrap_or(behind.len());
        let mut right = behind.get(..end).unwrap_or_default();
        // 予以公开：29件、部分公开：33件: what stands before a colon names the next number.
        // But 12件申请的结果为： speaks of these.
        let colon = |token: Option<&Token>| token.is_some_and(|token| token.kind == Kind::Mark('：'));
        let named = colon(behind.get(end)) && colon(before.last());
        let listed = colon(behind.get(end)) && right.iter().any(|token| token.is(Role::Join));
        let number_follows =
            named || listed || behind.get(end).is_some_and(|token| matches!(token.kind, Kind::Quantity(_)));
        let mut to_next = number_follows;
        if number_follows {
            // 废止4件、现行有效52件: what stands behind the comma belongs to the next number.
            let join = right.iter().rposition(|token| token.is(Role::Join)).unwrap_or(right.len());
            to_next = join == right.len();
            right = right.get(..if to_next && named { 0 } else { join }).unwrap_or_default();
        }
        if number_follows {
            // 收到的48件申请比上年多3件: what is compared is the next number.
            let compares = right.iter().position(|token| token.is(Role::Compare));
            right = right.get(..compares.unwrap_or(right.len())).unwrap_or_default();
            // 受理的28件中已答复27件, 53件申请中企业2件.
            let among = right.iter().position(|token| sentence.text_of(token) == "中");
            right = right.get(..among.unwrap_or(right.len())).unwrap_or_default();
            // 284件申请已办结276件: what came of them has a number of its own.
            let dealt = |token: &Token| matches!(token.role(), Some(Role::Row | Role::Handled));
            let requests = right.iter().position(|token| token.is(Role::Object));
            if let Some(requests) = requests.filter(|&at| right.iter().skip(at).any(dealt)) {
                right = right.get(..=requests).unwrap_or_default();
            }
        }
        // 对312件规范性文件开展清理: what stands before the verb is what is counted.
        let predicate = |token: &Token| token.kind == Kind::Word(Role::Verb, "predicate");
        if let Some(end) = right.iter().position(predicate).filter(|&end| end > 0) {
            right = right.get(..end).unwrap_or_default();
        }
        let bracket =
            tokens.get(..place).unwrap_or_default().iter().fold(false, |open, token| match token.kind {
                Kind::Mark('（') => true,
                Kind::Mark('）') => false,
                _ => open,
            });
        let start = left.first().map_or(0, |token| token.start);
        let end = left.last().map_or(0, |token| token.end);
        let words = sentence.text.get(start..end).unwrap_or_default();
        let behind_name = before.last().is_some_and(|token| matches!(token.kind, Kind::Mark('：' | '（')));
        let mut following = behind.iter().skip_while(|token| token.is(Role::Join));
        let list_goes_on = behind.first().is_some_and(|token| token.is(Role::Join))
            && following.next().is_some_and(|token| matches!(token.kind, Kind::Quantity(_)));
        let is = |token: &Token| matches!(sentence.text_of(token), "为" | "是" | "系");
        let is_behind = right.first().is_some_and(is);
        Clause { left, words, earlier, right, to_next, bracket, behind_name, list_goes_on, is_behind }
    }

    /// Whether nothing is said but that the share or change before goes on: 和12.5%, 提高到41.8%.
    pub(super) fn goes_on(&self, kind: &str) -> bool {
        let goes_on = |token: &Token| match (kind, token.role()) {
            ("growth" | "decline" | "share", Some(Role::Join)) => true,
            ("share", Some(Role::Up | Role::Down)) => true,
            ("share", _) => matches!(self.text_of(token), "到" | "至"),
            _ => false,
        };
        !self.left.is_empty() && self.left.iter().all(goes_on)
    }

    /// Whether what is counted is a part of something with a name that we do not know: 26件的登记, 90天的公示期.
    pub(super) fn is_of_more(&self, text: &str) -> bool {
        let [of, name, ..] = self.right else { return false };
        text.get(of.start..of.end) == Some("的")
            && (name.kind == Kind::Unknown || matches!(name.role(), Some(Role::Verb | Role::Foreign)))
    }

    fn text_of(&self, token: &Token) -> &str {
        let start = self.left.first().map_or(0, |token| token.start);
        self.words.get(token.start - start..token.end - start).unwrap_or_default()
    }

    /// Whether nothing is said but that this is a sum: 合计119件.
    pub(super) fn sums_up(&self) -> bool {
        let sums = ["合计", "总计", "共计"];
        self.left.iter().all(|token| token.is(Role::Glue) || token.is(Role::Among))
            && sums.iter().any(|sum| self.words.contains(sum))
    }

    /// Whether nothing is said but that this is all: 合计119件, 共15件.
    pub(super) fn totals(&self) -> bool {
        self.sums_up()
            || self.words.ends_with('共')
                && self.left.iter().all(|token| token.is(Role::Glue) || token.is(Role::Filler))
    }

    /// Whether it counts what was disclosed by a word that says both: 主动公开政府信息.
    pub(super) fn discloses(&self) -> bool {
        self.left.iter().any(|token| token.is(Role::Foreign) && self.text_of(token).starts_with("主动公开"))
    }

    /// Whether the only act it names is 发布, which says both that something was issued and that it was published.
    pub(super) fn publishes(&self) -> bool {
        let mut acts = self.left.iter().filter(|token| token.is(Role::Act)).peekable();
        acts.peek().is_some() && acts.all(|token| self.text_of(token) == "发布")
    }

    /// Whether it counts some of the requests it names: 受理的申请中有4件超期, 依申请公开有1件超期.
    pub(super) fn counts_some(&self) -> bool {
        let object = self.left.iter().rposition(|token| token.is(Role::Object));
        let behind = object.and_then(|at| self.left.get(at + 1..)).unwrap_or_default();
        let among = behind.iter().position(|token| matches!(self.text_of(token), "中" | "当中" | "有"));
        let light = |token: &Token| token.is(Role::Glue) || token.is(Role::Filler);
        among.and_then(|at| behind.get(at + 1..)).is_some_and(|rest| rest.iter().all(light))
    }

    /// Whether it says that so many are left.
    pub(super) fn leaves(&self) -> bool {
        ["尚有", "仍有", "还有"].iter().any(|left| self.words.ends_with(left))
    }

    /// Whether nothing is said but that something was done to what is counted: 对13件申请进行补正.
    pub(super) fn only_aims(&self) -> bool {
        self.words.ends_with('对') && self.left.iter().all(|t| t.is(Role::Glue) || t.is(Role::Filler))
    }

    /// Whether it says that all are meant: 共答复15件.
    pub(super) fn counts_all(&self) -> bool {
        ["共", "合计", "总计", "全"].iter().any(|all| self.words.starts_with(all))
    }

    /// Whether nothing is said but of which year it is.
    pub(super) fn only_dates(&self) -> bool {
        let date = |token: &Token| matches!(token.kind, Kind::Year(_)) || token.is(Role::Last);
        self.left.iter().any(date)
            && self
                .left
                .iter()
                .all(|token| date(token) || token.is(Role::Glue) || token.is(Role::Respectively))
    }

    /// Whether what stands behind it says what the things counted are: 4件为不予公开.
    pub(super) fn says_what_it_is(&self) -> bool {
        !self.to_next && self.is_behind
    }

    /// Whether it is what a bracket tells of the year compared with, and nothing else: 比2022年（31件）.
    pub(super) fn is_compared_with(&self) -> bool {
        let [compare, rest @ ..] = self.earlier else { return false };
        let date = |token: &Token| matches!(token.kind, Kind::Year(_)) || token.is(Role::Last);
        self.bracket
            && self.left.is_empty()
            && compare.is(Role::Compare)
            && rest.iter().any(date)
            && rest.iter().all(|token| date(token) || token.is(Role::Glue))
    }

    /// Whether nothing is said but that it is of the year reported on: 去年为36件，今年为35件.
    pub(super) fn of_now(&self) -> bool {
        self.left.iter().all(|token| token.is(Role::Glue))
            && ["今年", "本年"].iter().any(|now| self.words.starts_with(now))
    }

    /// Whether it goes on with a list: 、行政处罚311件.
    pub(super) fn is_listed(&self) -> bool {
        self.left.first().is_some_and(|token| token.is(Role::Join))
    }

    pub(super) fn each(&self) -> bool {
        self.left.iter().any(|token| token.is(Role::Each))
    }
}

/// 收到2家企业提出的申请2件: where the clause begins that holds another number, of those who applied or of kinds named.
fn around_other(sentence: &Sentence<'_>, from: usize, place: usize) -> Option<usize> {
    let tokens = sentence.tokens.as_slice();
    let (counted, before) = tokens.get(..from)?.split_last()?;
    let ends = |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_));
    let behind = tokens.get(from..place)?;
    let names = |role: Role| behind.iter().any(|token| token.is(role));
    let applied = names(Role::Object) && !names(Role::Join);
    let begin = before.iter().rposition(ends).map_or(0, |at| at + 1);
    let verb = |token: &Token| token.is(Role::Received);
    let received = before.get(begin..).unwrap_or_default().iter().any(verb);
    let people = applied && received && sentence.is_counted_by(counted, &PEOPLE);
    // 予以公开和部分公开两类共108件.
    let all = behind.first().is_some_and(|token| sentence.text_of(token).starts_with(['共', '合', '总']));
    let light = |token: &Token| matches!(token.role(), Some(Role::Glue | Role::Filler | Role::Among));
    let named = before.get(begin..).unwrap_or_default().iter().any(|token| !light(token));
    let kinds = all && named && sentence.is_counted_by(counted, &["类", "项", "种", "者"]);
    (!behind.iter().any(ends) && (people || kinds)).then_some(begin)
}

/// Where the words begin and end before a bracket that closes right before a number, and has a number of its own.
fn before_bracket(tokens: &[Token], from: usize, place: usize) -> Option<(usize, usize)> {
    let close = tokens.get(from).filter(|token| token.kind == Kind::Mark('）'));
    close.filter(|_| from + 1 == place)?;
    let before = tokens.get(..from)?;
    let open = before.iter().rposition(|token| token.kind == Kind::Mark('（'))?;
    let number = |token: &Token| matches!(token.kind, Kind::Quantity(_));
    let begin = before.get(..open)?.iter().rposition(number).map_or(0, |at| at + 1);
    // 收到申请32件（上年结转2件）34件 is no sentence.
    (begin < open).then_some((begin, open))
}

/// Without the bracket that says more of the number before: 无法提供4件（均为不掌握）、其他处理2件.
fn behind_bracket(tokens: &[Token]) -> &[Token] {
    if tokens.first().is_none_or(|token| token.kind != Kind::Mark('（')) {
        return tokens;
    }
    let end = tokens.iter().position(|token| token.kind == Kind::Mark('）'));
    end.and_then(|end| tokens.get(end + 1..)).unwrap_or(tokens)
}

/// 2件第三方同意公开、1件未予公开: words directly behind a number are its own, up to where the list goes on.
fn behind_what_is_counted(before: &[Token], earlier: Option<&[Token]>) -> usize {
    let number = |token: &Token| matches!(token.kind, Kind::Quantity(_));
    let directly = earlier.and_then(<[Token]>::last).is_some_and(number)
        && before.first().is_some_and(|token| !token.is(Role::Join) && !matches!(token.kind, Kind::Mark(_)));
    if !directly {
        return 0;
    }
    let own = before.iter().position(|token| matches!(token.kind, Kind::Mark(_))).unwrap_or(before.len());
    let own = before.get(..own).unwrap_or_default();
    own.iter().rposition(|token| token.is(Role::Join)).map_or(0, |join| join + 1)
}

/// Where the last clause begins: behind the last mark, but brackets without a number are passed over.
pub(super) fn clause_begin(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().rev() {
        match token.kind {
            Kind::Mark('）') if depth == 0 && tokens.get(..index).is_some_and(opens_without_number) => {
                depth += 1;
            }
            Kind::Mark('（') if depth > 0 => depth -= 1,
            Kind::Mark(_) if depth == 0 => return index + 1,
            _ => {}
        }
    }
    0
}

/// Whether the bracket that ends here was opened after the last number.
fn opens_without_number(tokens: &[Token]) -> bool {
    let last = tokens.iter().rev().find(|token| matches!(token.kind, Kind::Mark('（') | Kind::Quantity(_)));
    last.is_some_and(|token| token.kind == Kind::Mark('（'))
}
