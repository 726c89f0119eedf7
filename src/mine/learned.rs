//! Keys of numbers that no rule knows: by likeness to sentences that people read, with weights learned from them.
//!
//! Comes last in the reading of a sentence, on its tokens and on what the rules gave. What it gives is marked as such, and no check
//! of the audit rests on it.

mod evidence;
pub(crate) mod model;
mod sums;

use std::ops::RangeInclusive;
use std::sync::OnceLock;

use super::figures::{Setting, Stated};
use super::section::Section;
use super::tokens::{Kind, Sentence};
use super::words::Role;
use evidence::{Asked, Sink};
use model::{Hash, Model};

/// What `build.rs` made of `data/mine/learned.txt`.
const BUILTIN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/learned"));
/// A key that is less probable is not given.
const LEAST: f32 = 0.58;
/// More than twice as many as there is evidence for one number.
const PLACES: usize = 1 << 12;

/// The weights, made ready on first use.
fn model() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    MODEL.get_or_init(|| Model::unpack(BUILTIN)).as_ref()
}

/// The evidence for one number as the model takes it.
struct Weighed<'m> {
    model: &'m Model,
    /// All evidence, each piece at the first free place from the end of its hash on; 0 is a free place.
    seen: Vec<u32>,
    /// How much it is.
    count: usize,
    /// What of it may have weights.
    pieces: Vec<u32>,
}

impl Weighed<'_> {
    fn new(model: &Model) -> Weighed<'_> {
        Weighed { model, seen: vec![0; PLACES], count: 0, pieces: Vec::new() }
    }

    fn clear(&mut self) {
        self.seen.fill(0);
        self.count = 0;
        self.pieces.clear();
    }

    fn take(&mut self, hash: u32) {
        // There is never so much: the evidence of a number is bounded.
        if self.count >= PLACES / 2 {
            return;
        }
        let mut place = hash as usize;
        while let Some(seen) = self.seen.get_mut(place % PLACES) {
            if *seen == 0 {
                *seen = hash;
                self.count += 1;
                if self.model.may_weigh(hash) {
                    self.pieces.push(hash);
                }
                return;
            }
            if *seen == hash {
                return;
            }
            place = place.wrapping_add(1);
        }
    }

    fn judge(&self) -> Option<(&'static str, f32)> {
        self.model.judge(&self.pieces, self.count)
    }
}

impl Sink for Weighed<'_> {
    fn piece(&mut self, parts: &[&str]) {
        self.take(model::hash(parts));
    }

    // Longer runs go on where shorter ones ended.
    fn runs(&mut self, name: &str, text: &str, sizes: RangeInclusive<usize>) {
        let name = Hash::new().with(name.as_bytes());
        for (from, _) in text.char_indices() {
            let mut hash = name;
            for (size, c) in text.get(from..).unwrap_or_default().chars().take(*sizes.end()).enumerate() {
                hash = hash.with(c.encode_utf8(&mut [0; 4]).as_bytes());
                if size + 1 >= *sizes.start() {
                    self.take(hash.end());
                }
            }
        }
    }
}

/// The evidence for one number as it is learned from.
impl Sink for Vec<String> {
    fn piece(&mut self, parts: &[&str]) {
        self.push(parts.concat());
    }
}

/// Gives keys to numbers that have none, from left to right: what was given to one speaks for the next. `refused` are the numbers whose
/// words say a key that the rest of the sentence forbids: of another body, of many years, unrelated to disclosure.
pub(super) fn supply(
    sentence: &Sentence<'_>,
    setting: &Setting<'_>,
    section: Section,
    refused: &[usize],
    stated: &mut [Stated],
) {
    let Some(model) = model() else { return };
    let form = setting.keys.form_year(setting.forms, setting.year);
    let mut weighed = None;
    let mut adrift = None;
    for at in 0..stated.len() {
        let is_open = |one: &Stated| {
            one.key.is_empty()
                && may_have_key(one)
                && !one.number.is_some_and(|number| refused.contains(&number))
        };
        let Some(one) = stated.get(at).filter(|one| is_open(one)) else { continue };
        // 培训38场, 访问1617人次: most of what is stated.
        let section = section.as_str();
        if model.rules_out(&["counter=", &one.counter])
            || model.rules_out(&["section+counter=", section, &one.counter])
        {
            continue;
        }
        let weighed = weighed.get_or_insert_with(|| Weighed::new(model));
        weighed.clear();
        let asked = Asked { sentence, stated, at, section, form };
        evidence::evidence(&asked, &|_| true, weighed);
        let Some((key, _)) = weighed.judge().filter(|(_, probability)| *probability >= LEAST) else {
            continue;
        };
        let of_form = setting.keys.are_known(key, setting.forms, setting.year);
        // 省公安厅机关新收申请214件，上年结转9件: if what came in is of others, so is what became of it.
        let adrift = adrift.get_or_insert_with(|| came_in_unknown(sentence, stated));
        let of_others = one.number.is_some_and(|number| adrift.contains(&number));
        let free = of_form && !of_others && !is_taken(stated, at, key);
        if let Some(one) = stated.get_mut(at).filter(|_| free) {
            one.give(key, setting.year);
        }
    }
}

/// The numbers behind one of what came in, in the same part of the sentence, that no rule gives a key.
fn came_in_unknown(sentence: &Sentence<'_>, stated: &[Stated]) -> Vec<usize> {
    let has_key = |number: usize| stated.iter().any(|one| one.number == Some(number) && !one.key.is_empty());
    let (mut came_in, mut adrift) = (false, false);
    let mut numbers = Vec::new();
    for token in &sentence.tokens {
        match token.kind {
            Kind::Mark('；' | '。') => (came_in, adrift) = (false, false),
            Kind::Word(Role::Received, _) => came_in = true,
            Kind::Quantity(number) => {
                if adrift {
                    numbers.push(number);
                }
                adrift |= std::mem::take(&mut came_in) && !has_key(number);
            }
            _ => {}
        }
    }
    numbers
}

/// Whether the sentence gives another number for a figure already. 县教体局予以公开6件；县卫健局予以公开1件: of another body.
fn is_taken(stated: &[Stated], at: usize, key: &str) -> bool {
    let Some(own) = stated.get(at) else { return true };
    // 上年结转5件；其中法人申请13件（含上年结转1件）.
    let part = key.contains(".carried_");
    !part
        && stated.iter().any(|other| {
            other.key == key
                && other.share_of.is_empty()
                && other.about_year == own.about_year
                && other.value != own.value
        })
}

impl Stated {
    /// Takes a learned key. What was carried over stands in the tables of this year, whichever year it came from.
    fn give(&mut self, key: &str, year: Option<u16>) {
        if key.split([' ', '+', '|']).filter(|key| !key.is_empty()).all(|key| key.contains(".carried_")) {
            self.about_year = year;
        }
        self.key = key.to_string();
        self.learned = true;
    }
}

/// Whether a number may have a key at all: it counts something, of one year.
fn may_have_key(stated: &Stated) -> bool {
    stated.number.is_some()
        && stated.share_of.is_empty()
        && stated.about_year.is_some()
        && stated.counter != "%"
}

/// The evidence of every number of a sentence that may have a key, for those who learn weights from it: the index of each and
/// its pieces in order.
pub(super) fn evidence_of(
    sentence: &Sentence<'_>,
    setting: &Setting<'_>,
    section: Section,
    stated: &[Stated],
    known: &dyn Fn(usize) -> bool,
) -> Vec<(usize, Vec<String>)> {
    let form = setting.keys.form_year(setting.forms, setting.year);
    let asked = (0..stated.len()).filter(|&at| stated.get(at).is_some_and(may_have_key));
    let pieces = |at| {
        let mut pieces = Vec::new();
        let asked = Asked { sentence, stated, at, section: section.as_str(), form };
        evidence::evidence(&asked, known, &mut pieces);
        pieces.sort_unstable();
        pieces.dedup();
        (at, pieces)
    };
    asked.map(pieces).collect()
}

#[cfg(test)]
mod tests {
    use crate::mine::{Miner, Section, Stated};
    use crate::template::Forms;

    fn stated(section: Section, sentence: &str) -> Vec<Stated> {
        Miner::new(Forms::builtin()).sentence(section, sentence, Some(2023), &[])
    }

    #[test]
    fn what_no_rule_knows_is_given_and_marked() {
        let sentence =
            "答复“已主动公开，请登录网站查阅”26件，答复“属不予公开范围”5件，答复“请予补正”后仍不明确2件。";
        let stated = stated(Section::Requests, sentence);
        let last = stated.last().unwrap();
        assert_eq!((last.key.as_str(), last.learned), ("requests.unavailable.unclear.total", true));
    }

    #[test]
    fn what_another_body_had_is_not_given() {
        let stated =
            stated(Section::Requests, "区发改局收件15件，与上年持平；区商务局收件6件，比上年少3件。");
        assert!(stated.iter().all(|one| one.key.is_empty()), "{stated:?}");
    }

    #[test]
    fn what_a_sentence_forbids_is_not_given() {
        let stated = stated(Section::Disputes, "全年行政复议3件、行政诉讼1件，均与政府信息公开无关。");
        assert!(stated.iter().all(|one| one.key.is_empty() && !one.learned), "{stated:?}");
    }

    #[test]
    fn the_evidence_of_a_number_does_not_grow_with_its_sentence() {
        let miner = Miner::new(Forms::builtin());
        let most = |times: usize| {
            let sentence = "共收到申请9件办结7件信息3件转下年2件".repeat(times);
            let (_, evidence) = miner.evidence(Section::Requests, &sentence, Some(2023), &[], &|_| true);
            evidence.iter().map(|(_, pieces)| pieces.len()).max().unwrap()
        };
        assert!(most(400) < most(20) + 50 && most(400) < super::PLACES / 2);
    }
}
