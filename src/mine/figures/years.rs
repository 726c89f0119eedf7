//! Of which year a number speaks.

use std::sync::OnceLock;

use super::Reader;
use crate::mine::tokens::{Kind, Sentence};
use crate::mine::words::Role;
use crate::normalise::Finder;

impl Reader<'_> {
    /// The year spoken of at a token: the last one named before it in the sentence that is not a year compared with.
    pub(super) fn year_at(&self, sentence: &Sentence<'_>, place: usize) -> Option<u16> {
        let tokens = sentence.tokens.get(..place).unwrap_or_default();
        let mut year = self.setting.year;
        for (index, token) in tokens.iter().enumerate() {
            let named = match token.kind {
                Kind::Word(Role::Glue, _) => {
                    let word = sentence.text.get(token.start..token.end).unwrap_or_default();
                    if matches!(word, "今年" | "本年" | "本年度" | "当年") {
                        year = self.setting.year;
                    }
                    continue;
                }
                Kind::Word(Role::Up | Role::Down, _) => {
                    let to = sentence.text.get(token.end..).unwrap_or_default();
                    if to.starts_with(['至', '到']) {
                        year = self.setting.year;
                    }
                    continue;
                }
                Kind::Year(year) => Some(year),
                Kind::Word(Role::Last, _) => self.setting.year.map(|year| year - 1),
                // 比上年的188件增加27件.
                Kind::Word(Role::Compare, _)
                    if sentence
                        .text
                        .get(token.start..token.end)
                        .is_some_and(|word| word.ends_with(['年', '度']))
                        && index + 2 == place
                        && sentence.text.get(token.end..).is_some_and(|text| text.starts_with('的')) =>
                {
                    year = self.setting.year.map(|year| year - 1);
                    continue;
                }
                _ => continue,
            };
            let before = index.checked_sub(1).and_then(|index| tokens.get(index));
            let behind = sentence.tokens.get(index + 1..).unwrap_or_default();
            let word_before = sentence.text.get(..token.start).unwrap_or_default();
            let word_behind = sentence.text.get(token.end..).unwrap_or_default();
            let compared = before.is_some_and(|token| token.is(Role::Compare))
                || word_before.ends_with('与')
                || word_behind.starts_with("同期")
                || behind.first().is_some_and(|token| token.is(Role::Compare));
            let carried = behind.iter().take(2).any(|token| token.is(Role::Carry))
                || before.is_some_and(|token| token.is(Role::Carry));
            // 较2022年的80件增长: the number behind is of that year all the same.
            let owns = index + 1 == place || index + 2 == place && word_behind.starts_with('的');
            if carried || compared && !owns {
                continue;
            }
            if word_before.ends_with('自') || word_before.ends_with('从') || word_behind.starts_with("以来")
            {
                // 自2008年以来, but not 自2023年1月1日起.
                year = if word_behind.contains("以来") { None } else { named };
            } else {
                year = named;
            }
        }
        let start = tokens.first().map_or(0, |token| token.start);
        let until = tokens.last().map_or(0, |token| token.end);
        let words = sentence.text.get(start..until).unwrap_or_default();
        if speaks_of_many(words) { None } else { year }
    }
}

/// Whether a text speaks of several years together.
fn speaks_of_many(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "历年",
        "历次",
        "往年",
        "近年来",
        "以来累计",
        "两年来",
        "三年来",
        "四年来",
        "五年来",
        "十年来",
        "多年来",
        "几年来",
    ];
    static FINDER: OnceLock<Finder<(), &str>> = OnceLock::new();
    FINDER.get_or_init(|| Finder::new(WORDS.map(|word| (word, ())))).occurs(text)
}
