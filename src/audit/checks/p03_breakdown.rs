//! Parts named in a sentence that together are more than the whole they are parts of.

use std::ops::Range;

use rust_decimal::Decimal;

use super::About;
use super::of_lists::List;
use super::of_places::place_of;
use super::of_totals::{digit_lost, summed_up};
use crate::audit::context::Context;
use crate::audit::read::prose::{Bound, Stated, is_of_tables, readings};
use crate::audit::told::finding::{Finding, Verdict, plain};
use crate::audit::told::lang::{Lang, Text};
use crate::audit::words::{AMONG, CARRIED, DONE, THE_OTHERS};
use crate::exact::sum;
use crate::template::{FieldId, Span};

pub(super) const ABOUT: About = About {
    code: "P03-breakdown",
    checks: Text {
        zh: "同一句中“共……其中……”（或上一句为总数、下一句以“其中”开头）的各分项之和大于总数，或格式所列的一个分项即大于总数。分项可能没有列全，所以小于总数不算，除非格式中的各项都已列出（自然人、法人或其他组织）。括号中的分项同样比较；“新收若干件，上年结转若干件，合计若干件”的，合计须为其前各数之和。没有“其中”的（括号中，或总数后依次列出），仅限申请的提交方式（“从渠道看，”之后、“若干件申请中，”之后亦同）、申请人类别和格式所列各项，以及括号中一个发布渠道的条数即大于总数的。提交方式、申请人类别、公文属性、同一划分的各类（概况类信息……）互不重叠，其中几项恰等于总数的亦不例外。句中写明分项有重叠的（同步、转发、同时、多平台、兼有、部分重复等）不计，政策解读的各种形式、一个分项即等于总数而另有分项的亦同。",
        en: "Parts after 其中 (of which) that add up to more than the whole before it, also where that ends the sentence before, or one that the form has and that alone is more. Parts may not all be named, so less is no finding, unless they are all that the form has (natural persons, legal persons and other organisations). Parts in a bracket, or listed behind the whole, are compared as well; where no 其中 says so, only ways of asking (also behind 从渠道看 and 20件申请中), kinds of applicants, parts that the form has, and channels in a bracket of which one alone has more than all. Ways of asking, applicants, what documents are classed as, and classes of one division (概况类信息) leave each other out, even where some of them happen to be the whole. A number that is said to sum up those before it (新收154件，上年结转3件，合计157件) must be their sum. Parts that overlap and say so (同步, 转发, 同时, 多平台, 兼有, 部分重复) are left out, and so are forms of 解读 and parts beside one that is all of the whole.",
    },
    why: Text { zh: "部分之和不能大于整体。", en: "Parts are not more than their whole." },
    example: Text {
        zh: "主动公开239条，其中网站161条、微信71条、其他12条：合计244条。",
        en: "239 items, of which web site 161, WeChat 71, other 12: 244.",
    },
    rests_on: Text { zh: "《政府信息公开条例》第五十条", en: "Regulations, Article 50" },
};

/// The rows of the table of requests that count all of them, or those of another year.
const OF_ALL: [&str; 4] = ["received_new", "carried_in", "outcome_total", "carried_out"];

pub(super) fn run(context: &Context<'_>, stated: &[Stated], out: &mut Vec<Finding>) {
    let mut last_two: [&[Stated]; 2] = [&[], &[]];
    for sentence in stated.chunk_by(|a, b| a.sentence_no == b.sentence_no && a.sentence == b.sentence) {
        let said = Said::of(last_two, sentence);
        let [_, last] = last_two;
        last_two = [last, sentence];
        out.extend(summed_up(sentence).and_then(|summed| summed.finding(ABOUT.code, context)));
        let Some((wholes, parts)) = said.breakdown() else { continue };
        let Some(whole) = wholes.last() else { continue };
        let of = |numbers: &[&Stated]| sum(numbers.iter().map(|number| number.value));
        let (Some(sum), Some(all)) = (of(&parts), of(&wholes)) else { continue };
        let are_due = are_new_and_carried(&wholes, &parts);
        let too_few = sum < all && (are_due || are_complete(&wholes, &parts, context));
        // Parts that the form has beside one another of a number that is the table's leave no other reading.
        let of_form = are_due || are_of_form(&wholes, &parts, context);
        // 公开219条（网站559条，微博53条）: no overlap makes one part more than all.
        let beyond = parts.iter().any(|part| part.value > all) && said.parts_are_channels();
        if !of_form && (!(beyond || said.may_be_added(whole)) || tell_what_was_done(&parts)) {
            continue;
        }
        // 公开1435条，其中网站1435条、微信600条: one part is all of it, so they overlap.
        let is_all = |part: &&Stated| part.value == all;
        let exclude = said.parts_exclude() && sum > most_of(whole, context);
        if !of_form && !exclude && parts.len() > 1 && parts.iter().any(is_all) {
            continue;
        }
        let is_plain =
            are_due || exclude || of_form && is_of_tables(whole, context) || !adds_up(&wholes, &parts);
        let too_many = sum > all && is_plain && (of_form || exclude || parts.len() > 1);
        if !(too_many || too_few && parts.len() > 1) {
            continue;
        }
        // 共公开信息1862条。新增栏目30个、信息30条。其中…: what the parts are of may stand further up.
        if said.earlier.iter().any(|number| number.counter == whole.counter && number.value >= sum) {
            continue;
        }
        let list: Vec<String> = parts.iter().map(|part| plain(part.value)).collect();
        let (list, counter, text) = (list.join(" + "), &whole.counter, said.printed.as_str());
        // 复议5件，诉讼1件，其中…: which of them is meant is not said, so the parts are more than both.
        let named: Vec<String> = wholes.iter().map(|whole| plain(whole.value)).collect();
        let a = named.join(" + ");
        let equals = if context.lang == Lang::Zh { "＝" } else { " = " };
        let b = if parts.len() > 1 { format!("{equals}{}", plain(sum)) } else { String::new() };
        let mut detail = match context.lang {
            Lang::En => format!(
                "The text says {a}{counter}, of which {list}{b}. Sentence {}: {text}",
                whole.sentence_no
            ),
            Lang::Zh => format!("正文为{a}{counter}，其中{list}{b}。第{}句：{text}", whole.sentence_no),
        };
        let lost = digit_lost(&wholes, &parts, (all, sum), context);
        let verdict = if lost.is_none() { Verdict::Published } else { Verdict::Extraction };
        detail.extend(lost.map(|lost| lost.told(context.lang)));
        out.push(context.finding(ABOUT.code, verdict, detail).numbers(all, sum));
    }
}

/// Whether parts that follow one another, or all but those of another year (结转), make the whole: what is named beside them is no
/// part of it, or parts it otherwise. Of several numbers before the parts each may be the whole, or the last of them together.
fn adds_up(wholes: &[&Stated], parts: &[&Stated]) -> bool {
    let sums_back = wholes.iter().rev().scan(Decimal::ZERO, |sum, whole| {
        *sum = sum.checked_add(whole.value)?;
        Some(*sum)
    });
    let may_be: Vec<Decimal> = wholes.iter().map(|whole| whole.value).chain(sums_back).collect();
    let run = |from: usize| {
        let mut sum = Decimal::ZERO;
        parts.iter().skip(from).enumerate().any(|(at, part)| {
            sum = sum.saturating_add(part.value);
            // A single part beside others is the whole by chance, and so are parts that 其他 goes on with.
            let goes_on =
                parts.iter().skip(from).nth(at + 1).is_some_and(|next| THE_OTHERS.any_in(&next.subject));
            (from == 0 || at > 0) && !goes_on && may_be.contains(&sum)
        })
    };
    let of_this_year = || {
        let own = parts.iter().filter(|part| !part.key.contains("carried") && !CARRIED.any_in(&part.subject));
        sum(own.map(|part| part.value))
    };
    (0..parts.len()).any(run) || may_be.iter().any(|whole| of_this_year().is_some_and(|sum| sum <= *whole))
}

/// The most that a whole may be by what the tables call it: 收到 may be with those carried over.
fn most_of(whole: &Stated, context: &Context<'_>) -> Decimal {
    let totals = readings(&whole.key, context).into_iter().filter_map(|reading| reading.total);
    totals.fold(whole.value, Decimal::max)
}

/// 其中本级收到498件，办结498件: what was done with a part is no other part.
fn tell_what_was_done(parts: &[&Stated]) -> bool {
    let done = parts.iter().filter(|part| DONE.any_in(&part.subject)).count();
    done > 0 && done < parts.len()
}

/// Whether the parts of the one number before them are all those that the form has: 申请66件（其中自然人49件，法人或其他组织17件）.
fn are_complete(wholes: &[&Stated], parts: &[&Stated], context: &Context<'_>) -> bool {
    let [whole] = wholes else { return false };
    let Some(total) = context.sheet.find(&whole.key) else { return false };
    let mut named = Vec::new();
    for key in parts.iter().flat_map(|part| part.key.split(" + ")) {
        let Some(field) = context.sheet.find(key.trim()) else { return false };
        named.push(field);
    }
    named.sort_unstable();
    let sums = context.forms.identities_of(total).iter();
    let mut sums = sums.filter_map(|&id| context.forms.identities.get(usize::from(id.0)));
    sums.any(|sum| {
        let mut all = sum.right.clone();
        all.sort_unstable();
        sum.left == [total] && all == named
    })
}

/// 受理32件，其中新收29件、上年结转1件: what came in with what was carried over are all that there are.
fn are_new_and_carried(wholes: &[&Stated], parts: &[&Stated]) -> bool {
    let ([whole], [one, other]) = (wholes, parts) else { return false };
    let due = ["requests.received_new.total", "requests.carried_in.total"];
    let is_due = |reading: &str| due.iter().all(|key| reading.contains(key));
    let are_both = [[one, other], [other, one]]
        .iter()
        .any(|both| both.iter().zip(due).all(|(part, key)| part.key == key));
    are_both && whole.key.split(" | ").any(is_due)
}

/// Whether each of the parts is another of those that the form has of the one number before them: 复议2件，其中维持2件，尚未审结3件.
fn are_of_form(wholes: &[&Stated], parts: &[&Stated], context: &Context<'_>) -> bool {
    let [whole] = wholes else { return false };
    let Some(total) = context.sheet.find(first_reading(&whole.key)) else { return false };
    // What is counted with another year stands beside the parts.
    if parts.is_empty() || parts.iter().any(|part| CARRIED.any_in(&part.subject)) {
        return false;
    }
    let sums = context.forms.identities_of(total).iter();
    let mut sums = sums.filter_map(|&id| context.forms.identities.get(usize::from(id.0)));
    sums.any(|sum| {
        let mut left = if sum.left == [total] { sum.right.clone() } else { Vec::new() };
        let mut take = |named: &[FieldId]| {
            let before = left.len();
            left.retain(|field| !named.contains(field));
            !named.is_empty() && before - left.len() == named.len()
        };
        let (keyed, other): (Vec<&Stated>, Vec<&Stated>) =
            parts.iter().partition(|part| !part.key.is_empty());
        let keys = |part: &Stated| {
            first_reading(&part.key).split(" + ").map(|key| context.sheet.find(key.trim())).collect()
        };
        let all_keyed = keyed.iter().all(|part| {
            let fields: Option<Vec<FieldId>> = keys(part);
            fields.is_some_and(|fields| take(&fields))
        });
        // A part that is more than its whole was given no key: its words tell which one it is.
        let all = sum.right.as_slice();
        all_keyed
            && other
                .iter()
                .all(|part| named(part, all, sum.over, context).is_some_and(|field| take(&[field])))
    })
}

/// What a number is called where nothing else is said: new requests before those with what was carried over.
fn first_reading(key: &str) -> &str {
    key.split(" | ").next().unwrap_or_default()
}

/// The one of the parts of a sum that a stated number is called after.
fn named(part: &Stated, parts: &[FieldId], over: Span, context: &Context<'_>) -> Option<FieldId> {
    let words = part.subject.trim();
    let is_named = |&&field: &&FieldId| {
        let place = context.forms.place(field);
        let label = match over {
            Span::Column => place.row.label.as_str(),
            Span::Row => place.column.label.as_str(),
        };
        label.ends_with(words) || words.ends_with(label)
    };
    let mut found = parts.iter().filter(is_named);
    // 重复申请1件，其他2件: the others of what, is not said.
    let first = found.next().filter(|_| words.chars().count() > 1 && !THE_OTHERS.has(words))?;
    found.next().is_none().then_some(*first)
}

/// Whether a number may be a part of another, by what the tables call them: 新收申请66件，其中自然人49件，共办结64件 goes on with what came
/// of all requests, and 行政复议5件，其中维持3件，行政诉讼9件 with another kind of case. Numbers without a name may be parts of anything.
fn may_be_part(part: &Stated, whole: &Stated) -> bool {
    let row = |key: &str| key.rsplit_once('.').map_or(key, |(row, _)| row).to_string();
    let wholes: Vec<&str> = whole.key.split([' ', '|', '+']).filter(|key| !key.is_empty()).collect();
    let is_row_of_whole = |key: &str| wholes.iter().any(|whole| row(whole) == row(key));
    let first = part.key.split('|').next().unwrap_or_default();
    wholes.is_empty()
        || first.split('+').map(str::trim).filter(|key| !key.is_empty()).all(|key| {
            match key.split_once('.') {
                Some(("requests", rest)) => !OF_ALL.contains(&row(rest).as_str()) || is_row_of_whole(key),
                Some(("disputes", _)) => is_row_of_whole(key),
                _ => wholes.contains(&key),
            }
        })
}

/// What is said of a whole and its parts, and where.
struct Said<'a> {
    numbers: Vec<&'a Stated>,
    text: String,
    /// The same as printed.
    printed: String,
    /// The numbers of the sentence before these, if they are two.
    earlier: &'a [Stated],
}

impl<'a> Said<'a> {
    /// A sentence, or two of which the second begins with the parts: 共公开信息1415条。其中，门户网站206条.
    fn of([earlier, before]: [&'a [Stated]; 2], sentence: &'a [Stated]) -> Said<'a> {
        let text = |of: &'a [Stated]| of.first().map(|one| one.sentence.as_str()).unwrap_or_default();
        let printed =
            |of: &'a [Stated]| of.first().map(|one| one.printed.trim().to_string()).unwrap_or_default();
        let (own, whole) = (text(sentence), text(before));
        if !follows(before, sentence)
            || !whole.ends_with('。')
            || !AMONG.iter().any(|word| own.starts_with(word))
        {
            let (numbers, text, printed) = (sentence.iter().collect(), own.to_string(), printed(sentence));
            return Said { numbers, text, printed, earlier: &[] };
        }
        Said {
            numbers: before.iter().chain(sentence).collect(),
            text: format!("{whole}{own}"),
            printed: format!("{}{}", printed(before), printed(sentence)),
            earlier: if follows(earlier, before) { earlier } else { &[] },
        }
    }

    /// The numbers before a list of parts, the whole or more, and the parts, all counted alike, where there is one such list and nothing
    /// that could be a part of a part.
    fn breakdown(&self) -> Option<(Vec<&'a Stated>, Vec<&'a Stated>)> {
        breakdown(&self.text, &self.numbers)
    }

    /// Whether each thing is in one of the parts, whatever they are of.
    fn parts_exclude(&self) -> bool {
        List::of(&self.text)
            .is_some_and(|list| list.is_of_one_kind(&self.text) || list.is_of_classes(&self.text))
    }

    /// Whether the parts are what stands in several places where things are published, and nothing says that these are others.
    fn parts_are_channels(&self) -> bool {
        List::of(&self.text).is_some_and(|list| list.is_of_channels(&self.text) && !list.overlaps(&self.text))
    }

    /// Whether parts that are none of the form's leave each other out by what is said of them.
    fn may_be_added(&self, whole: &Stated) -> bool {
        // 发布会12场（网络12场、现场9场） may have been both.
        let of_requests = whole.key.contains("requests.") || whole.subject.contains("申请");
        List::of(&self.text).is_some_and(|list| {
            let is_said = !list.is_unsaid || of_requests && list.is_of_one_kind(&self.text);
            is_said && !list.overlaps(&self.text)
        })
    }
}

/// Whether a sentence is the next one behind another.
fn follows(before: &[Stated], sentence: &[Stated]) -> bool {
    let number = |of: &[Stated]| of.first().and_then(|one| one.sentence_no.parse::<u32>().ok());
    number(before).and_then(|number| number.checked_add(1)).is_some_and(|next| number(sentence) == Some(next))
}

fn breakdown<'a>(text: &str, numbers: &[&'a Stated]) -> Option<(Vec<&'a Stated>, Vec<&'a Stated>)> {
    let list = List::of(text)?;
    let mut from = 0;
    let mut unplaced: Vec<&Stated> = Vec::new();
    let (mut wholes, mut parts): (Vec<&'a Stated>, Vec<&'a Stated>) = (Vec::new(), Vec::new());
    for &number in numbers {
        let Some(Range { start: place, end }) = place_of(number, text, from) else {
            unplaced.push(number);
            continue;
        };
        from = end;
        if place >= list.parts.end {
            break;
        }
        if number.bound != Bound::Exact {
            return None;
        }
        if place < list.at {
            wholes.push(number);
        } else if wholes.last().is_some_and(|whole| whole.counter == number.counter)
            && number.share_of.is_empty()
            && wholes.iter().any(|whole| may_be_part(number, whole))
        {
            parts.push(number);
        }
    }
    let counter =
        wholes.last().map(|whole| whole.counter.as_str()).filter(|of| !of.is_empty() && *of != "%")?;
    // A number that is written otherwise than it is may be the whole or a part. 三台县 is neither.
    if unplaced.iter().any(|number| number.counter == counter) {
        return None;
    }
    wholes.retain(|whole| whole.counter == counter);
    Some((wholes, parts))
}
