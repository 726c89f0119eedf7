//! The words of `data/crawl/words.csv`: what they mean in a link, an address or a page.

use std::sync::OnceLock;

/// What a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    /// The column of annual reports.
    Column,
    /// A column that leads there.
    Parent,
    /// Inside the column, a list of one kind of agency.
    Branch,
    /// Another body's site.
    Site,
    /// Goes on to a list that its heading names.
    More,
    /// Leads to no report.
    Never,
    /// Another subject.
    Other,
    /// A part of a year.
    Part,
    /// The next page of a list.
    Next,
    /// The last page of a list.
    Last,
    /// Another link between pages of a list.
    Pager,
    /// Nothing is here.
    Gone,
    /// A browser is wanted.
    Challenge,
    /// A section of a report.
    Section,
    /// A file.
    Attachment,
    /// Begins the path to a page.
    Crumb,
    /// Ends a path and names no column.
    Place,
}

/// Where a word is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    Text,
    Path,
    Host,
    File,
    Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Is,
    Has,
    Ends,
    Begins,
}

#[derive(Debug)]
struct Word {
    place: Where,
    how: How,
    word: String,
    means: Means,
    points: i32,
}

/// The words, in the order of the file: where several fit, the first that fits exactly counts, then the first.
#[derive(Debug)]
pub(super) struct Words(Vec<Word>);

/// The words of the file.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let file = rows(include_str!("../../../data/crawl/words.csv"));
        Words(file.iter().filter_map(word).collect())
    })
}

/// The rows of a list below its header. The lists are part of the program; a test reads every row of them.
pub(super) fn rows(content: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(content.as_bytes());
    reader.records().filter_map(Result::ok).collect()
}

impl Words {
    /// What a folded text means, and its points.
    pub(super) fn text(&self, text: &str) -> Option<(Means, i32)> {
        self.find(Where::Text, text, |_| true)
    }

    /// Whether a text means this, whatever else it may mean.
    pub(super) fn says(&self, text: &str, means: Means) -> bool {
        self.find(Where::Text, text, |word| word.means == means).is_some()
    }

    /// What one part of a path means, in small letters.
    pub(super) fn path(&self, part: &str) -> Option<(Means, i32)> {
        self.find(Where::Path, part, |_| true)
    }

    pub(super) fn host(&self, first: &str) -> Option<(Means, i32)> {
        self.find(Where::Host, first, |_| true)
    }

    pub(super) fn is_file(&self, ending: &str) -> bool {
        self.find(Where::File, ending, |_| true).is_some()
    }

    /// The words of a page that mean this and occur in a text.
    pub(super) fn in_page<'w>(&'w self, text: &'w str, means: Means) -> impl Iterator<Item = &'w str> {
        let words = self.0.iter().filter(move |word| word.place == Where::Page && word.means == means);
        words.map(|word| word.word.as_str()).filter(|word| text.contains(word))
    }

    fn find(&self, place: Where, text: &str, wanted: impl Fn(&Word) -> bool) -> Option<(Means, i32)> {
        let mut first = None;
        for word in self.0.iter().filter(|word| word.place == place && wanted(word)) {
            match word.how {
                How::Is if text == word.word => return Some((word.means, word.points)),
                How::Has if text.contains(&word.word) => {}
                How::Ends if text.ends_with(&word.word) => {}
                How::Begins if text.starts_with(&word.word) => {}
                _ => continue,
            }
            // What a text must not have decides, wherever it stands in the list; another subject decides nothing
            // where there is anything else.
            let stronger = match first {
                None | Some((Means::Other, _)) => true,
                Some((Means::Never | Means::Part, _)) => false,
                Some(_) => matches!(word.means, Means::Never | Means::Part),
            };
            if stronger {
                first = Some((word.means, word.points));
            }
        }
        first
    }
}

fn word(row: &csv::StringRecord) -> Option<Word> {
    let place = match row.get(0)? {
        "text" => Where::Text,
        "path" => Where::Path,
        "host" => Where::Host,
        "file" => Where::File,
        "page" => Where::Page,
        _ => return None,
    };
    let how = match row.get(1)? {
        "is" => How::Is,
        "has" => How::Has,
        "ends" => How::Ends,
        "begins" => How::Begins,
        _ => return None,
    };
    let means = match row.get(3)? {
        "column" => Means::Column,
        "parent" => Means::Parent,
        "branch" => Means::Branch,
        "site" => Means::Site,
        "more" => Means::More,
        "never" => Means::Never,
        "other" => Means::Other,
        "part" => Means::Part,
        "next" => Means::Next,
        "last" => Means::Last,
        "pager" => Means::Pager,
        "gone" => Means::Gone,
        "challenge" => Means::Challenge,
        "section" => Means::Section,
        "attachment" => Means::Attachment,
        "crumb" => Means::Crumb,
        "place" => Means::Place,
        _ => return None,
    };
    Some(Word { place, how, word: row.get(2)?.to_string(), means, points: row.get(4)?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_list_is_read() {
        let file = include_str!("../../../data/crawl/words.csv");
        let rows = file.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(words().0.len(), rows);
    }

    #[test]
    fn what_texts_mean() {
        let means = |text: &str| words().text(text).map(|(means, _)| means);
        assert_eq!(means("政府信息公开年报"), Some(Means::Column));
        assert_eq!(means("县政府信息公开"), Some(Means::Parent));
        assert_eq!(means("政府信息公开指南"), Some(Means::Never));
        assert_eq!(means("政府信息公开年度报告制度"), Some(Means::Never));
        assert_eq!(means("法定主动公开内容"), Some(Means::Parent));
        assert_eq!(means("市直部门"), Some(Means::Branch));
        assert_eq!(means("企业年报公示"), Some(Means::Never));
        assert_eq!(means("某地天气"), None);
    }

    #[test]
    fn what_parts_of_paths_mean() {
        let means = |text: &str| words().path(text).map(|(means, _)| means);
        assert_eq!(means("zfxxgknb_97166"), Some(Means::Column));
        assert_eq!(means("hzs_gknb"), Some(Means::Column));
        assert_eq!(means("zfxxgk"), Some(Means::Parent));
        assert_eq!(means("zfxxgkzn"), Some(Means::Never));
        assert_eq!(means("nbxx"), None);
    }
}
