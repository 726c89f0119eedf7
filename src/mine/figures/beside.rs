//! What the words before a number mean together with those behind it.

use crate::mine::clause::Clause;
use crate::mine::meaning::{Meaning, Unknown};
use crate::mine::quantity::Quantity;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::{Role, words};

/// The words before a number with what else is known of them: a reason in the clause before, who decided.
pub(super) fn settled(left: Meaning, clause: &Clause<'_>, year: Option<u16>, text: &str) -> Meaning {
    let left = match &left.rows[..] {
        // 因属于行政查询事项，不予公开1件: all of them, or those for this reason.
        [group] if left.unknown == Unknown::default() && !clause.earlier.is_empty() => {
            let earlier = Meaning::of(clause.earlier, year);
            let reason = |row: &&&str| row.strip_prefix(group).is_some_and(|of| of.starts_with('.'));
            let reasons: Vec<&'static str> = earlier.rows.iter().filter(reason).copied().collect();
            Meaning { rows: [left.rows.clone(), reasons].concat(), ..left }
        }
        _ => left,
    };
    // 省局维持4件: by whom it was decided.
    let decided = !left.outcomes.is_empty() && left.disputes.is_empty() && left.unknown.before > 0;
    match decided && decided_by(clause, text) {
        true => Meaning { unknown: Unknown { before: 0, ..left.unknown }, ..left },
        false => left,
    }
}

/// 书面答复10件: whether how an answer was given is all that is said of what was answered.
pub(super) fn is_in_writing(left: &Meaning, clause: &Clause<'_>, text: &str) -> bool {
    let answered = |token: &&Token| token.kind == Kind::Word(Role::Row, "outcome_total");
    let word = clause.left.iter().rfind(answered).and_then(|token| text.get(token.start..token.end));
    left.rows == ["outcome_total"] && word.is_some_and(|word| word.starts_with("书面"))
}

/// Whether what was bought by the government together is counted, for what it cost follows.
pub(super) fn is_bought(clause: &Clause<'_>, quantity: &Quantity, text: &str) -> bool {
    let named = |token: &Token| {
        token.is(Role::Procurement)
            && text.get(token.start..token.end).is_some_and(|word| word.contains("集中采购"))
    };
    let behind = text.get(quantity.end..).unwrap_or_default();
    let cost = behind.split(['；', '。']).next().is_some_and(|next| next.contains("金额"));
    let shown = |token: &Token| {
        matches!(token.role(), Some(Role::Glue | Role::Filler | Role::Public))
            || token.kind == Kind::Word(Role::Verb, "shows")
    };
    // 政府集中采购信息均在采购网公示，共有11条，累计采购金额428.7万元.
    let before = || clause.left.iter().all(shown) && clause.earlier.iter().any(named);
    // 58条政府集中采购信息.
    let behind = || clause.left.iter().all(shown) && clause.right.first().is_some_and(named);
    cost && (clause.left.iter().any(named) || before() || behind())
}

/// Whether all that stands before the requests is the name of a body, and they are named in full: 依申请公开, not 申请.
pub(super) fn begins_with_body(clause: &Clause<'_>, text: &str) -> bool {
    let Some(object) = clause.left.iter().position(|token| token.is(Role::Object)) else { return false };
    let full = clause.left.get(object).is_some_and(|token| token.end - token.start >= "依申请公开".len());
    let before = clause.left.get(..object).unwrap_or_default();
    let light = |token: &Token| {
        token.kind == Kind::Unknown
            || matches!(token.role(), Some(Role::Glue | Role::Filler))
            || matches!(token.kind, Kind::Mark('（' | '）') | Kind::Year(_))
    };
    let last = before.iter().rfind(|token| token.kind == Kind::Unknown);
    let name = last.and_then(|last| text.get(last.start..last.end)).unwrap_or_default();
    full && before.iter().all(light) && words().ends_as_body(name)
}

/// Whether nothing stands before a number but the name of a body whose these are: 镇政府的9项.
pub(super) fn names_body(clause: &Clause<'_>, text: &str) -> bool {
    let [before @ .., name, of] = clause.left else { return false };
    let dated = |token: &Token| matches!(token.kind, Kind::Year(_)) || token.is(Role::Glue);
    let body = name.kind == Kind::Unknown
        && text.get(name.start..name.end).is_some_and(|name| words().ends_as_body(name));
    body && of.kind == Kind::Word(Role::Glue, "of") && before.iter().all(dated)
}

/// 因逾期未补正，终止办理2件: whether what became of requests is all that is said, and why stands before it.
pub(super) fn is_ended(clause: &Clause<'_>, text: &str) -> bool {
    const ENDED: [&str; 5] = ["终止办理", "终止处理", "终止", "视为放弃", "不再处理"];
    let ends = clause.left.first().zip(clause.left.last());
    let said = ends.and_then(|(first, last)| text.get(first.start..last.end)).unwrap_or_default();
    let said = said.trim_end_matches('的').trim_end_matches("申请").trim_end_matches('其');
    let said = ["予以", "而", "依法"].iter().find_map(|word| said.strip_prefix(word)).unwrap_or(said);
    ENDED.contains(&said)
}

/// What a number is said to be by words before it, and whether those behind it are a part of that; nothing where it is
/// only some of what they name. `complete` says that all words behind it are known.
pub(super) fn together(
    left: Meaning,
    right: &Meaning,
    clause: &Clause<'_>,
    complete: bool,
    year: Option<u16>,
) -> Option<(Meaning, bool)> {
    let open = left.wants_object() && left.unknown.after == 0;
    // 受理的4件依申请公开全部按期办结: what came of them is said of those counted.
    let object = up_to(Role::Object, clause, year);
    if left.received.is_some() && open && object.object && is_plain(&object) && right.disputes.is_empty() {
        return Some((left.with(&object), true));
    }
    // 新收的45件全部办结.
    let dealt = right.rows == ["outcome_total"] && right.received.is_none() && complete;
    if left.received.is_some() && open && dealt && !left.handled {
        return Some((Meaning { object: true, ..left }, true));
    }
    // 办结的5件申请中.
    let answered = left.rows == ["outcome_total"] && !left.object && !left.denied;
    if answered && complete && right.only_object() {
        return Some((left.with(right), true));
    }
    let beside = open || goes_together(&left, right, clause);
    if beside && complete {
        return Some((left.with(right), true));
    }
    // 处理结果4件为不予公开: which of the results is said behind.
    let named = right.rows.len() == 1 && right.rows != ["outcome_total"] && right.received.is_none();
    if left.rows == ["outcome_total"] && complete && named && clause.says_what_it_is() {
        return Some((right.clone(), true));
    }
    // 申请件中有21件通过平台提交: by one of several ways.
    if left.only_object() && right.elsewhere && right.channel {
        return None;
    }
    // 申请中有14件属重复申请: what they are stands behind.
    let some = clause.counts_some();
    if (some || left.only_object()) && complete && !right.rows.is_empty() {
        return Some((right.clone(), true));
    }
    if some && !clause.right.is_empty() {
        return None;
    }
    // 新出台的13件规范性文件全部解读.
    let document = up_to(Role::Document, clause, year);
    if !left.acts.is_empty() && open && !document.documents.is_empty() && is_plain(&document) {
        return Some((left.with(&document), true));
    }
    Some((left, false))
}

/// Whether what stands behind a number completes what stands before it, each naming what the other lacks.
fn goes_together(left: &Meaning, right: &Meaning, clause: &Clause<'_>) -> bool {
    // 复议两起维持.
    let result = !right.outcomes.is_empty() && !clause.to_next;
    let disputes = !left.disputes.is_empty() && left.outcomes.is_empty() && left.unknown.after == 0;
    // 结果纠正的2件复议案件中.
    let results = left.disputes.is_empty() && !left.outcomes.is_empty() && left.unknown.after == 0;
    let of_disputes = !right.disputes.is_empty() && right.outcomes.is_empty();
    // 依申请公开共收到33个自然人的申请.
    let came_in = left.received.is_some() && left.object && left.applicants.is_empty();
    let applicants = !right.applicants.is_empty() && right.rows.is_empty();
    let applicants = applicants && (right.object || !clause.to_next);
    // 规范性文件16件全文公开.
    let documents = !left.documents.is_empty() && left.acts.is_empty() && !left.public;
    let public = right.public && right.documents.is_empty() && !clause.to_next;
    came_in && applicants && left.unknown.after == 0
        || result && disputes
        || results && of_disputes
        || documents && public
}

/// 6件，依法不予处理: the group of outcomes that a clause behind a number names, and nothing else.
pub(super) fn group_behind(sentence: &Sentence<'_>, place: usize) -> Option<&'static str> {
    let ends = |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_));
    let behind = sentence.tokens.get(place + 1..)?;
    let comma = behind.iter().position(ends)?;
    let next = behind.get(comma..)?.split_first().filter(|(mark, _)| mark.kind == Kind::Mark('，'))?.1;
    let end = next.iter().position(ends).unwrap_or(next.len());
    let number = next.get(end).is_some_and(|token| matches!(token.kind, Kind::Quantity(_)));
    let mut group = None;
    for token in next.get(..end).filter(|_| !number)? {
        match token.kind {
            Kind::Word(Role::Row, "outcome_total") | Kind::Word(Role::Glue | Role::Filler, _) => {}
            Kind::Word(Role::Row, row @ ("denied" | "unavailable" | "not_processed")) if group.is_none() => {
                group = Some(row);
            }
            _ => return None,
        }
    }
    group
}

/// What is said behind a number up to the first word of a role.
fn up_to(role: Role, clause: &Clause<'_>, year: Option<u16>) -> Meaning {
    let end = clause.right.iter().position(|token: &Token| token.is(role));
    Meaning::of(end.and_then(|at| clause.right.get(..=at)).unwrap_or_default(), year)
}

/// Whether nothing unknown stands in it.
fn is_plain(meaning: &Meaning) -> bool {
    meaning.unknown == Unknown::default() && !meaning.elsewhere
}

/// Whether all unknown text before a result names who decides on disputes: a government, a court, a body above.
fn decided_by(clause: &Clause<'_>, text: &str) -> bool {
    let mut unknown = clause.left.iter().filter(|token| token.kind == Kind::Unknown);
    let foreign = clause.left.iter().any(|token| token.is(Role::Foreign));
    !foreign
        && unknown.clone().next().is_some()
        && unknown.all(|token| is_deciding(text.get(token.start..token.end).unwrap_or_default()))
}

/// Whether a name is one of those that decide on disputes.
pub(super) fn is_deciding(name: &str) -> bool {
    const DECIDING: [&str; 9] = ["政府", "法院", "中院", "省局", "市局", "总局", "省厅", "司法局", "司法厅"];
    DECIDING.iter().any(|end| name.ends_with(end))
}

/// 最多的1人申请31件: what one of many had.
pub(super) fn is_most(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.rsplit(['，', '；', '。', '（', '：']).next().is_some_and(|clause| clause.contains("最多"))
}

/// Whether what came of those counted follows: 4件中，3件申请中，.
pub(super) fn is_within(text: &str, end: usize) -> bool {
    let behind = text.get(end..).unwrap_or_default();
    let clause = behind.split(['，', '；', '。', '（', '：']).next().unwrap_or_default();
    behind.starts_with('中') || matches!(clause, "申请中" | "申请件中" | "案件中")
}

/// 乡镇政府受理38件，占全县申请总数的21.6%: what some had of all.
pub(super) fn is_part_of_area(text: &str, end: usize) -> bool {
    const AREAS: [&str; 8] = ["全省", "全市", "全州", "全盟", "全县", "全区", "全旗", "全镇"];
    let share = text.get(end..).and_then(|behind| behind.strip_prefix("，占"));
    share.is_some_and(|share| AREAS.iter().any(|area| share.starts_with(area)))
}

/// 尚未审结的行政复议2件、行政诉讼3件: what is said before the first of several disputes is said of all; `before` is that of the
/// number before.
pub(super) fn result_of_list(
    clause: &Clause<'_>,
    left: &Meaning,
    before: Option<&'static str>,
) -> Option<&'static str> {
    let disputes = clause.left.iter().position(|token| token.is(Role::Dispute))?;
    if clause.is_listed() && left.outcomes.is_empty() {
        return before;
    }
    match (left.outcomes.as_slice(), clause.left.iter().position(|token| token.is(Role::Outcome))) {
        ([result], Some(at)) if at < disputes && !left.court => Some(*result),
        _ => None,
    }
}

/// Whether what stands behind a number has a name of its own at its end: 关于信息公开的投诉举报.
pub(super) fn is_of_another_name(clause: &Clause<'_>) -> bool {
    let [.., of, name] = clause.right else { return false };
    of.kind == Kind::Word(Role::Glue, "of") && name.kind == Kind::Unknown
}
