//! Disputes that a sentence counts and no table does, for they are on something else than disclosure.

use crate::mine::words::{OfDisputes, words};

/// Which disputes of a sentence are none of those of the table.
#[derive(Debug, Clone, Default)]
pub(super) struct Unrelated {
    /// All of them.
    all: bool,
    /// Those before this place: some are told apart behind it as those on disclosure.
    until: usize,
    /// Those from here on, up to the end of this part of the sentence: they came from something else.
    from: Option<usize>,
}

/// What the form calls its matter, 政府信息公开, as long sentences have it.
const MATTER: &str = "信息公开";
/// Ends of what goes together.
const ENDS: [char; 2] = ['。', '；'];
const MARKS: [char; 4] = ['，', '。', '；', '、'];

impl Unrelated {
    /// What a folded sentence says of its disputes.
    pub(super) fn of(folded: &str) -> Unrelated {
        // Most sentences speak of none.
        if !["复议", "诉讼", "应诉", "法院", "行政案件"].iter().any(|word| folded.contains(word))
        {
            return Unrelated::default();
        }
        let mut unrelated =
            Unrelated { until: told_apart(folded).unwrap_or_default(), ..Unrelated::default() };
        for (at, says) in words().of_disputes(folded) {
            match says {
                OfDisputes::Matter => unrelated.all = true,
                // 作为复议机关办理12件，作为被申请人的2件: the second are of the table.
                OfDisputes::Court => unrelated.all |= !folded.contains("被申请人"),
                OfDisputes::Caused => {
                    let elsewhere = folded.get(..at).is_some_and(is_another_cause);
                    unrelated.from = unrelated.from.or(elsewhere.then_some(at));
                }
            }
        }
        unrelated
    }

    /// Whether a dispute counted at a place of the sentence is none of those of the table.
    pub(super) fn holds(&self, folded: &str, at: usize) -> bool {
        let caused = |from: usize| {
            let between = folded.get(from..at);
            between.is_some_and(|between| !between.contains(ENDS) && !between.contains(MATTER))
        };
        self.all || at < self.until || self.from.is_some_and(caused)
    }
}

/// 行政复议14件，其中涉及信息公开的3件: where the part begins that is on disclosure, if nothing before it is said to be.
fn told_apart(folded: &str) -> Option<usize> {
    let parts = folded.match_indices("其中").map(|(at, _)| at);
    parts.into_iter().find(|&at| {
        let (before, behind) = folded.split_at(at);
        let before = before.rsplit(ENDS).next().unwrap_or_default();
        let clause = behind.split(MARKS).next().unwrap_or_default();
        clause.contains(MATTER) && !before.contains("公开")
    })
}

/// 因征地补偿引发: whether what stands last is a cause with a name, and none that has to do with requests. 由此引发 is not.
fn is_another_cause(before: &str) -> bool {
    const OF_REQUESTS: [&str; 4] = ["公开", "信息", "申请", "答复"];
    let clause = before.rsplit(MARKS).next().unwrap_or_default();
    let cause = clause.rsplit_once(['因', '由']).map_or("", |(_, cause)| cause);
    cause.chars().count() > 1 && !OF_REQUESTS.iter().any(|word| clause.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the number that stands in the sentence as `number` is held to be another dispute.
    fn holds(sentence: &str, number: &str) -> bool {
        Unrelated::of(sentence).holds(sentence, sentence.find(number).expect("it stands there"))
    }

    #[test]
    fn disputes_on_other_things_are_told() {
        assert!(holds("本局作为被申请人的行政复议8件，均与政府信息公开无关", "8件"));
        assert!(holds("因土地确权引发的行政复议14件、行政诉讼9件", "9件"));
        assert!(holds("办理行政复议14件、行政应诉21件，其中涉及信息公开的行政复议3件", "21件"));
    }

    #[test]
    fn disputes_on_disclosure_stay() {
        assert!(!holds("办理行政复议14件，其中涉及信息公开的行政复议3件", "3件"));
        assert!(!holds("因政府信息公开引发的行政复议3件、行政诉讼1件", "1件"));
        assert!(!holds("受理申请31件，由此引发的行政诉讼2件", "2件"));
        assert!(!holds("因土地确权引发的行政复议5件；信息公开行政诉讼2件", "2件"));
        assert!(!holds("作为复议机关办理12件，作为被申请人的行政复议2件", "2件"));
    }
}
