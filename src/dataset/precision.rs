//! How many figures of each level of confidence there were when that was measured, and how many of them were right, in words for the
//! codebook. It is made when the program is built, so the numbers stand here; a test holds them to `data/confidence.csv`.

/// For each level what is said of it in the end, in Chinese and English.
const LEVELS: [(&str, [&str; 2]); 3] = [
    (
        "high",
        [
            "；测得占98.24%，其54,326,437个数据中54,326,437个正确（100%）",
            "; measured: 98.24% of all figures, of these 54,326,437 of 54,326,437 right (100%)",
        ],
    ),
    (
        "medium",
        [
            "；测得占1.71%，其947,534个数据中947,124个正确（99.96%）",
            "; measured: 1.71% of all figures, of these 947,124 of 947,534 right (99.96%)",
        ],
    ),
    (
        "low",
        [
            "；测得占0.05%，其25,094个数据中20,699个正确（82.49%）",
            "; measured: 0.05% of all figures, of these 20,699 of 25,094 right (82.49%)",
        ],
    ),
];

/// What no level tells: the figures that were not found.
pub(super) const NOT_FOUND: [&str; 2] = [
    "；在随机生成的文件上测得的正确率见各级别；另有100,502个印出的数据（0.18%）没有读到，没有行",
    "; the levels say what was measured on documents drawn at random, where 100,502 printed figures more (0.18%) were not found and have no row",
];

/// What was measured of a level, as the end of a sentence on it.
pub(super) fn of_level(word: &str) -> [&'static str; 2] {
    LEVELS.iter().find(|(level, _)| *level == word).map_or(["", ""], |(_, told)| *told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::thousands;
    use crate::confidence::measured::{by_level, not_found};

    #[test]
    fn what_is_told_is_what_was_measured() {
        let counts = by_level();
        let all: u64 = counts.iter().map(|(_, of)| of.right + of.wrong).sum();
        let share = |part: u64, whole: u64| match format!("{:.2}%", 100.0 * part as f64 / whole as f64) {
            text if part == whole => text.replace(".00", ""),
            text => text,
        };
        let readmes = ["README.md", "README.zh.md"].map(|name| std::fs::read_to_string(name).unwrap());
        let told = |told: [&str; 2], number: &str| {
            assert!(told.iter().all(|text| text.contains(number)), "{number} in {told:?}");
            assert!(
                readmes.iter().all(|text| text.contains(number)),
                "{number} in README.md and README.zh.md"
            );
        };
        for (level, of) in counts {
            let figures = of.right + of.wrong;
            for number in
                [thousands(figures), thousands(of.right), share(figures, all), share(of.right, figures)]
            {
                told(of_level(level.as_str()), &number);
            }
        }
        told(NOT_FOUND, &thousands(not_found()));
        told(NOT_FOUND, &share(not_found(), all + not_found()));
    }
}
