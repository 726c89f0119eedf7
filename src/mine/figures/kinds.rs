//! What a whole sentence speaks of, whatever its parts say.

use std::sync::OnceLock;

use super::part_of_year::PARTS_OF_YEAR;
use super::years::ALL_YEARS;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::Role;
use crate::normalise::Finder;

/// Whether words stand in a text that say that disclosure is spoken of.
pub(super) fn is_near(folded: &str) -> bool {
    const WORDS: [&str; 4] = ["信息公开", "依申请", "申请公开", "公开申请"];
    static FINDER: OnceLock<Finder<(), &str>> = OnceLock::new();
    FINDER.get_or_init(|| Finder::new(WORDS.map(|word| (word, ())))).occurs(folded)
}

/// Whether a sentence speaks of something that is counted as requests are, and not of disclosure: 收到申请50件，均为低保申请.
pub(super) fn speaks_of_matter(sentence: &Sentence<'_>, folded: &str) -> bool {
    let matter = |token: &Token| token.kind == Kind::Word(Role::Foreign, "matter");
    sentence.tokens.iter().any(matter) && !is_near(folded)
}

/// What single words say of all numbers of a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Whole {
    /// Several years are spoken of together.
    pub(super) of_many_years: bool,
    /// A part of a year is.
    pub(super) of_part_of_year: bool,
    /// What the bodies of a place may do is listed: 行政许可24项、行政裁决2项.
    pub(super) of_powers: bool,
}

/// What a body may do that no table counts: beside them 项 counts powers, and no decisions.
const POWERS: [&str; 8] =
    ["行政裁决", "行政奖励", "行政确认", "行政给付", "行政征收", "行政检查", "其他行政权力", "其他职权"];

/// Looks for such words, for all of them at once.
pub(super) fn whole(folded: &str) -> Whole {
    #[derive(Clone, Copy)]
    enum Says {
        Many,
        Part,
        Powers,
    }
    static FINDER: OnceLock<Finder<Says, &str>> = OnceLock::new();
    let finder = FINDER.get_or_init(|| {
        let many = ALL_YEARS.map(|word| (word, Says::Many)).into_iter();
        let part = PARTS_OF_YEAR.map(|word| (word, Says::Part));
        let powers = POWERS.map(|word| (word, Says::Powers));
        Finder::new(many.chain(part).chain(powers))
    });
    let mut whole = Whole::default();
    for hit in finder.hits(folded) {
        match hit.means {
            Says::Many => whole.of_many_years = true,
            Says::Part => whole.of_part_of_year = true,
            Says::Powers => whole.of_powers = true,
        }
    }
    whole
}

/// Whether a sentence names so many outcomes of requests that it can speak of nothing else: three groups of them; or three rows, or
/// one as a share of all that were answered, where no word stands in it that could speak of something else.
pub(super) fn outcomes_named(sentence: &Sentence<'_>) -> bool {
    const ENOUGH: usize = 3;
    let (mut groups, mut rows): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let (mut last, mut listed, mut of_all) = (None, Vec::new(), false);
    for (place, token) in sentence.tokens.iter().enumerate() {
        match token.kind {
            Kind::Word(Role::Row, row) => {
                last = row.split('.').next();
                let before = place.checked_sub(1).and_then(|before| sentence.tokens.get(before));
                of_all |= row == "outcome_total" && before.is_some_and(|token| token.is(Role::Share));
                listed.push(row);
            }
            Kind::Word(Role::Glue | Role::Filler, _) => {}
            Kind::Word(Role::Join, _) => last = None,
            Kind::Quantity(_) => {
                let group = last.take().filter(|group| *group != "outcome_total" && !groups.contains(group));
                groups.extend(group);
                for row in listed.drain(..) {
                    let is_outcome = row != "outcome_total" && !row.starts_with("carried");
                    if is_outcome && !rows.contains(&row) {
                        rows.push(row);
                    }
                }
            }
            _ => {
                last = None;
                listed.clear();
            }
        }
    }
    let strange = |token: &Token| token.kind == Kind::Unknown || token.is(Role::Foreign);
    groups.len() >= ENOUGH
        || (rows.len() >= ENOUGH || of_all && !rows.is_empty()) && !sentence.tokens.iter().any(strange)
}

/// Whether a sentence tells what was carried over.
pub(super) fn carries_over(sentence: &Sentence<'_>) -> bool {
    // 上年未结1件.
    let left_over = |pair: &[Token]| matches!(pair, [last, result] if last.is(Role::Last) && result.kind == Kind::Word(Role::Outcome, "pending"));
    sentence.tokens.windows(2).any(left_over)
        || sentence.tokens.iter().any(|token| match token.kind {
            Kind::Word(Role::Carry, _) => true,
            Kind::Word(Role::Row, row) => row.starts_with("carried"),
            _ => false,
        })
}

/// Whether a sentence counts documents by class: so many 主动公开 and so many 依申请公开. 主动公开信息625条，依申请公开6件 are not
/// of one kind.
pub(super) fn tells_classes(sentence: &Sentence<'_>) -> bool {
    let text = |token: &Token| sentence.text.get(token.start..token.end).unwrap_or_default();
    // 公开属性为主动公开的238件、不予公开的137件; 公文属性认定17件：主动公开类9件.
    if sentence.text.contains("属性") && !sentence.tokens.iter().any(|token| token.is(Role::Received)) {
        return true;
    }
    let (mut proactive, mut on_request) = (None, None);
    let mut clause = (false, false, false);
    for token in &sentence.tokens {
        match token.kind {
            // What came of requests may be told by the same words.
            Kind::Word(Role::Received, _) => return false,
            Kind::Mark(_) | Kind::Word(Role::Join, _) => clause = (false, false, false),
            Kind::Quantity(index) => {
                // 处理依申请公开33件.
                if clause.1 && clause.2 {
                    return false;
                }
                let counter = sentence.quantities.get(index).map(|quantity| quantity.counter.as_str());
                proactive = proactive.or(counter.filter(|_| clause.0));
                on_request = on_request.or(counter.filter(|_| clause.1));
                clause = (false, false, false);
            }
            Kind::Word(Role::Handled, _) | Kind::Word(Role::Row, "outcome_total") => clause.2 = true,
            // 认定为主动公开的192件.
            _ if ["主动公开", "为主动公开"].iter().any(|word| text(token).starts_with(word)) => {
                clause.0 = true
            }
            Kind::Word(Role::Object, _) => {
                let class = matches!(text(token), "依申请公开" | "依申请公开信息" | "依申请公开政府信息");
                if !class {
                    return false;
                }
                clause.1 = true;
            }
            _ => {}
        }
    }
    proactive.is_some() && proactive == on_request
}

/// 收到申请超过100件的单位有4家: how many bodies had so many.
/// And so is 申请量10件以下的69家.
pub(super) fn says_of_bodies(text: &str, end: usize, bounded: bool) -> bool {
    let behind = text.get(end..).unwrap_or_default();
    let many =
        || behind.strip_prefix('的').is_some_and(|many| many.starts_with(|c: char| c.is_ascii_digit()));
    if bounded && many() {
        return true;
    }
    ["的单位", "的部门", "的地区", "的乡镇", "的街道"].iter().any(|bodies| behind.starts_with(bodies))
}

/// Whether a sentence has a number of its own for what was disclosed in part: 公开3件、部分公开1件.
pub(super) fn tells_parts(sentence: &Sentence<'_>) -> bool {
    let mut before = sentence.tokens.windows(3).map(|three| (three.first(), three.get(1), three.get(2)));
    before.any(|(join, row, number)| {
        let apart = join.is_some_and(|token| token.is(Role::Join) || matches!(token.kind, Kind::Mark(_)));
        let partly = row.is_some_and(|token| token.kind == Kind::Word(Role::Row, "partially_granted"));
        apart && partly && number.is_some_and(|token| matches!(token.kind, Kind::Quantity(_)))
    })
}
