//! What each report speaks of more than others do: keywords by TF-IDF, and how often it names the themes of a lexicon.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::sync::OnceLock;

use jieba_rs::Jieba;

use super::texts::{Text, Who};
use crate::mine::themes_in;

/// Words of the field that the dictionary lacks: one a line.
const DICTIONARY: &str = include_str!("../../data/mine/dictionary.txt");
/// Words that say nothing about a single report: one a line.
const STOPWORDS: &str = include_str!("../../data/mine/stopwords.txt");
/// How many keywords a report has at most.
const KEYWORDS: usize = 12;

/// The words of a report and how often each stands in it, and the themes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    words: BTreeMap<String, u32>,
    themes: Vec<(&'static str, u32)>,
}

/// A row of `topics.csv` but for the report.
#[derive(Debug, PartialEq)]
pub(super) struct Topic {
    pub(super) is_theme: bool,
    pub(super) word: String,
    pub(super) count: u32,
    /// How many reports have it.
    pub(super) reports: u32,
    pub(super) score: Option<f64>,
}

/// Loaded on first use: that takes tens of milliseconds and some forty megabytes.
fn jieba() -> &'static Jieba {
    static JIEBA: OnceLock<Jieba> = OnceLock::new();
    JIEBA.get_or_init(|| {
        let mut jieba = Jieba::new();
        for word in lines(DICTIONARY) {
            // Often enough to be one word wherever it stands.
            jieba.add_word(word, Some(200_000), None);
        }
        jieba
    })
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn stopwords() -> &'static HashSet<&'static str> {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| lines(STOPWORDS).collect())
}

/// Counts the words of a text.
pub(super) fn count(text: &Text) -> Counts {
    let (jieba, stopwords) = (jieba(), stopwords());
    let mut counts = Counts::default();
    for sentence in &text.sentences {
        for token in jieba.cut(sentence, false) {
            let word = token.word;
            if is_word(word) && !stopwords.contains(word) {
                match counts.words.get_mut(word) {
                    Some(count) => *count += 1,
                    None => drop(counts.words.insert(word.to_string(), 1)),
                }
            }
        }
        for theme in themes_in(sentence) {
            match counts.themes.iter_mut().find(|(known, _)| *known == theme) {
                Some((_, count)) => *count += 1,
                None => counts.themes.push((theme, 1)),
            }
        }
    }
    counts
}

/// At least two hanzi and nothing else.
fn is_word(word: &str) -> bool {
    word.len() >= 6 && word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// All counts of a dataset: how many reports have each word in memory, the counts themselves in a file.
pub(super) struct Ledger {
    file: std::fs::File,
    reports: u32,
    having: HashMap<String, u32>,
    themes: HashMap<&'static str, u32>,
    waiting: Vec<u8>,
}

impl Ledger {
    /// `file` is empty and ours alone.
    pub(super) fn new(file: std::fs::File) -> Ledger {
        Ledger { file, reports: 0, having: HashMap::new(), themes: HashMap::new(), waiting: Vec::new() }
    }

    /// Takes note of a report: one line.
    pub(super) fn add(&mut self, report: usize, counts: &Counts) -> io::Result<()> {
        self.reports += 1;
        write!(self.waiting, "{report}")?;
        for (word, count) in &counts.words {
            match self.having.get_mut(word) {
                Some(having) => *having += 1,
                None => drop(self.having.insert(word.clone(), 1)),
            }
            write!(self.waiting, " {word} {count}")?;
        }
        self.waiting.push(b'\t');
        for (theme, count) in &counts.themes {
            *self.themes.entry(theme).or_default() += 1;
            write!(self.waiting, " {theme} {count}")?;
        }
        self.waiting.push(b'\n');
        if self.waiting.len() > 1 << 20 {
            self.file.write_all(&self.waiting)?;
            self.waiting.clear();
        }
        Ok(())
    }

    /// The topics of all reports, in the order in which they were added.
    pub(super) fn topics(
        mut self,
        who: &[Who],
        mut each: impl FnMut(usize, Vec<Topic>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.file.write_all(&self.waiting)?;
        self.file.seek(SeekFrom::Start(0))?;
        for line in BufReader::new(&self.file).lines() {
            let line = line?;
            let (words, themes) = line.split_once('\t').unwrap_or((&line, ""));
            let (report, words) = words.split_once(' ').unwrap_or((words, ""));
            let report: usize = report.parse().unwrap_or(usize::MAX);
            let agency = who.get(report).map_or("", |who| who.agency.as_str());
            let mut topics = keywords(words, agency, self.reports, &self.having);
            topics.extend(pairs(themes).map(|(theme, count)| Topic {
                is_theme: true,
                word: theme.to_string(),
                count,
                reports: self.themes.get(theme).copied().unwrap_or(0),
                score: None,
            }));
            each(report, topics)?;
        }
        Ok(())
    }
}

fn pairs(text: &str) -> impl Iterator<Item = (&str, u32)> {
    let mut words = text.split_whitespace();
    std::iter::from_fn(move || Some((words.next()?, words.next()?.parse().ok()?)))
}

/// The words with the highest TF-IDF; of equal ones those first in the dictionary. The agency's own name is none.
fn keywords(words: &str, agency: &str, reports: u32, having: &HashMap<String, u32>) -> Vec<Topic> {
    let all: u32 = pairs(words).map(|(_, count)| count).sum();
    let topic = |(word, count): (&str, u32)| {
        let having = having.get(word).copied().unwrap_or(1);
        let rarity = (f64::from(reports + 1) / f64::from(having)).ln();
        let score = f64::from(count) / f64::from(all.max(1)) * rarity;
        Topic { is_theme: false, word: word.to_string(), count, reports: having, score: Some(score) }
    };
    let mut topics: Vec<Topic> =
        pairs(words).filter(|(word, count)| *count > 1 && !agency.contains(word)).map(topic).collect();
    topics.sort_by(|a, b| {
        let by_score = b.score.unwrap_or(0.0).total_cmp(&a.score.unwrap_or(0.0));
        by_score.then_with(|| a.word.cmp(&b.word))
    });
    topics.truncate(KEYWORDS);
    topics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(report: usize, sentence: &str) -> Text {
        Text { report, sentences: vec![sentence.to_string()], at: 0 }
    }

    #[test]
    fn what_others_say_too_is_no_keyword_before_what_they_do_not() {
        let who: Vec<Who> = ["青岚市水利局", "青岚市教育局"]
            .map(|agency| Who { id: String::new(), agency: agency.to_string(), year: String::new() })
            .into();
        let mut ledger = Ledger::new(tempfile::tempfile().unwrap());
        let texts = [
            "水库移民安置补偿是群众关心的事，水库移民政策解读做了两次，热线也答了水库移民。群众群众。",
            "学区划分是群众关心的事，学区划分图解在网站发布，群众群众。",
        ];
        for (report, sentence) in texts.iter().enumerate() {
            ledger.add(report, &count(&text(report, sentence))).unwrap();
        }
        let mut found = Vec::new();
        let mut keep = |report, topics| {
            found.push((report, topics));
            Ok(())
        };
        ledger.topics(&who, &mut keep).unwrap();
        let words = |at: usize| -> Vec<&str> {
            found[at].1.iter().filter(|topic| !topic.is_theme).map(|topic| topic.word.as_str()).collect()
        };
        assert!(
            words(0)[0] == "水库" || words(0)[0] == "水库移民" || words(0)[0] == "移民",
            "{:?}",
            words(0)
        );
        assert!(words(1).contains(&"学区"), "{:?}", words(1));
        let themes: Vec<_> = found[0].1.iter().filter(|topic| topic.is_theme).collect();
        assert_eq!(themes[0].word, "政策解读");
        assert_eq!((themes[0].count, themes[0].reports), (1, 2));
    }
}
