//! Stated problems and what the agency means to do about them, one by one.

use super::pictures::is_caption;
use super::prose::Sentence;
use super::section::Section;
use super::words::Words;
use crate::document::Locator;

/// A problem or a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Index of the sentence it stands in.
    pub sentence: usize,
    /// `true` for a problem, otherwise a measure.
    pub is_problem: bool,
    /// As printed.
    pub text: String,
    /// What it is about: the theme whose words it has most of.
    pub theme: &'static str,
    /// Where it stands.
    pub locator: Locator,
}

/// The shortest text that can state one, in bytes.
const SHORTEST: usize = 15;

/// The problems and measures of a report, from its section on these.
pub(super) fn measures(sentences: &[Sentence], words: &Words) -> Vec<Measure> {
    let mut measures = Vec::new();
    let mut listing: Option<bool> = None;
    let mut inside = false;
    for (index, sentence) in sentences.iter().enumerate() {
        if sentence.section != Section::Problems {
            inside = false;
            continue;
        }
        if !std::mem::replace(&mut inside, true) {
            // The heading of the section names both.
            listing = None;
            if sentence.text.chars().count() < 40 && !sentence.text.contains('。') {
                continue;
            }
        }
        for item in items(&sentence.text) {
            let (head, text) = without_head(item, words);
            listing = head.or(listing);
            let Some(is_problem) = kind(text, listing, words) else { continue };
            if !is_problem && listing.is_none() && words.is_marked("measure", text) && text.contains('将') {
                listing = Some(false);
            }
            measures.push(Measure {
                sentence: index,
                is_problem,
                text: text.to_string(),
                theme: theme(text, words),
                locator: sentence.locator,
            });
        }
    }
    measures
}

/// The items of a list in a sentence: behind ； and before 一是.
fn items(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for pair in chars.windows(2) {
        let [(at, first), (next, second)] = pair else { continue };
        if matches!(first, '；' | ';') {
            starts.push(*next);
        } else if *second == '是' && "一二三四五六七八九十".contains(*first) {
            starts.push(*at);
        }
    }
    starts.push(text.len());
    starts.dedup();
    let cut = starts.windows(2).filter_map(|pair| match pair {
        [from, to] => text.get(*from..*to),
        _ => None,
    });
    cut.map(|item| item.trim().trim_end_matches(['；', ';', '，'])).filter(|item| !item.is_empty()).collect()
}

/// Which list an item begins, and the item without the words that say so.
fn without_head<'t>(item: &'t str, words: &Words) -> (Option<bool>, &'t str) {
    /// A head stands near the beginning, in bytes.
    const NEAR: usize = 120;
    let Some((place, is_problem)) = words.head(item).filter(|(place, _)| place.start <= NEAR) else {
        return (None, item);
    };
    let behind = item.get(place.end..).unwrap_or_default();
    let text = match behind.find(['：', ':']) {
        Some(colon) if colon <= NEAR => {
            behind.get(colon..).unwrap_or_default().trim_start_matches(['：', ':']).trim_start()
        }
        _ => item,
    };
    // A heading that is nothing else.
    let heading = behind.chars().count() <= 6 && !item.contains(['，', '。', '：']);
    (Some(is_problem), if heading { "" } else { text })
}

fn kind(text: &str, listing: Option<bool>, words: &Words) -> Option<bool> {
    let leads_on = text.ends_with(['：', ':']) || text.ends_with("如下。");
    if text.len() < SHORTEST
        || leads_on
        || is_caption(text)
        || words.is_marked("none", text) && listing.is_none()
    {
        return None;
    }
    if words.is_marked("solved", text) {
        return Some(false);
    }
    let (problem, measure) = (words.is_marked("problem", text), words.is_marked("measure", text));
    match listing {
        Some(true) if !problem && text.contains('将') => Some(false),
        Some(is_problem) => Some(is_problem),
        None if problem => Some(true),
        None => measure.then_some(false),
    }
}

fn theme(text: &str, words: &Words) -> &'static str {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for index in words.themes_in(text) {
        let Some((theme, _)) = words.themes.get(index) else { continue };
        match counts.iter_mut().find(|(known, _)| known == theme) {
            Some((_, count)) => *count += 1,
            None => counts.push((theme, 1)),
        }
    }
    let mut best = ("", 0);
    for (theme, count) in counts {
        if count > best.1 {
            best = (theme, count);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn read(sentences: &[&str]) -> Vec<(bool, String, &'static str)> {
        let sentence = |text: &&str| Sentence {
            section: Section::Problems,
            text: text.to_string(),
            locator: Locator::Unknown,
            begins_paragraph: true,
        };
        let sentences: Vec<Sentence> = sentences.iter().map(sentence).collect();
        measures(&sentences, words()).into_iter().map(|m| (m.is_problem, m.text, m.theme)).collect()
    }

    #[test]
    fn problems_and_measures_of_one_paragraph_each() {
        let found = read(&[
            "五、存在的主要问题及改进情况",
            "存在的主要问题：政策文件的解读形式还不够多样；主管部门的指导监督力度还需加强。",
            "改进措施：一是强化保密审查；二是围绕重点工作，拓展解读形式。",
        ]);
        let expected = [
            (true, "政策文件的解读形式还不够多样", "政策解读"),
            (true, "主管部门的指导监督力度还需加强。", ""),
            (false, "一是强化保密审查", "保密审查"),
            (false, "二是围绕重点工作，拓展解读形式。", "政策解读"),
        ];
        assert_eq!(found, expected.map(|(kind, text, theme)| (kind, text.to_string(), theme)));
    }

    #[test]
    fn a_caption_is_no_measure_and_a_solved_problem_is_no_problem() {
        let found = read(&[
            "五、存在的主要问题及改进情况",
            "改进情况：上年度存在的解读形式不足问题，目前已得到解决。",
            "图1 2023年依申请公开办理结果",
        ]);
        let expected = (false, "上年度存在的解读形式不足问题，目前已得到解决。".to_string(), "政策解读");
        assert_eq!(found, [expected]);
    }

    #[test]
    fn headings_of_their_own_and_none_at_all() {
        let found = read(&[
            "（一）存在的主要问题",
            "公开的及时性有待提高。",
            "（二）改进措施",
            "加强对工作人员的培训。",
        ]);
        assert_eq!(found.iter().map(|(is_problem, ..)| *is_problem).collect::<Vec<_>>(), [true, false]);
        let found = read(&["个别单位更新滞后。", "下一步，我局将按季度通报更新情况。", "同时加强人员培训。"]);
        assert_eq!(
            found.iter().map(|(is_problem, ..)| *is_problem).collect::<Vec<_>>(),
            [true, false, false]
        );
    }
}
