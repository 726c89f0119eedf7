//! What the pages say besides what stands in the dataset, in either language.

use crate::audit::{Lang, Verdict};
use crate::dataset::columns::{Word, Words};
use crate::report::{Confidence, Status};
use crate::template::Forms;

/// The words of one language.
pub(super) struct Said {
    /// Which language.
    pub(super) lang: Lang,
    pub(super) overview: &'static str,
    pub(super) agencies: &'static str,
    pub(super) agency: &'static str,
    pub(super) findings: &'static str,
    pub(super) no_findings: &'static str,
    pub(super) rankings: &'static str,
    pub(super) unread: &'static str,
    pub(super) about: &'static str,
    pub(super) footer: &'static str,
    pub(super) reports: &'static str,
    pub(super) figures: &'static str,
    pub(super) year: &'static str,
    pub(super) no_year: &'static str,
    pub(super) nameless: &'static str,
    pub(super) region: &'static str,
    pub(super) no_region: &'static str,
    pub(super) level: &'static str,
    pub(super) status: &'static str,
    pub(super) reason: &'static str,
    pub(super) title: &'static str,
    pub(super) source: &'static str,
    pub(super) fetched: &'static str,
    pub(super) form: &'static str,
    pub(super) confidence: &'static str,
    pub(super) value: &'static str,
    pub(super) printed: &'static str,
    pub(super) place: &'static str,
    pub(super) flags: &'static str,
    pub(super) to_check: &'static str,
    pub(super) legend: &'static str,
    pub(super) list_legend: &'static str,
    pub(super) check: &'static str,
    pub(super) expected: &'static str,
    pub(super) suspects: &'static str,
    pub(super) search: &'static str,
    pub(super) previous: &'static str,
    pub(super) next: &'static str,
    pub(super) rank: &'static str,
    pub(super) cases: &'static str,
    pub(super) change: &'static str,
    pub(super) group: &'static str,
    pub(super) rank_note: &'static str,
    pub(super) no_rankings: &'static str,
    pub(super) meaning: &'static str,
    pub(super) word: &'static str,
    pub(super) why: &'static str,
    pub(super) example: &'static str,
    pub(super) rests_on: &'static str,
    pub(super) about_text: &'static str,
}

const EN: Said = Said {
    lang: Lang::En,
    overview: "Overview",
    agencies: "Agencies",
    agency: "agency",
    findings: "Findings",
    no_findings: "No findings: either nothing was found, or the dataset has not been audited (nianbao audit DIR).",
    rankings: "Rankings",
    unread: "Not read",
    about: "How to read this",
    footer: "Figures stand as the agencies published them: nothing is corrected, rounded or filled in.",
    reports: "reports",
    figures: "figures",
    year: "year",
    no_year: "year not known",
    nameless: "agency not known",
    region: "region",
    no_region: "region not known",
    level: "level",
    status: "status",
    reason: "why",
    title: "title",
    source: "source",
    fetched: "fetched",
    form: "form of",
    confidence: "confidence",
    value: "value",
    printed: "as printed",
    place: "place in the source",
    flags: "flags",
    to_check: "Figures to look up in the source before they are used",
    legend: "plain: high confidence · dotted: medium · struck: low · boxed: in a finding · filled: would explain it if it were different",
    list_legend: "%: share of the figures read with high confidence · !: findings, published so",
    check: "check",
    expected: "should equal",
    suspects: "would explain it if different",
    search: "Find an agency",
    previous: "back",
    next: "on",
    rank: "rank",
    cases: "cases",
    change: "since last year",
    group: "among",
    rank_note: "The line is the 95% interval. A rank from–to: the best and the worst place that the cases allow; all ranks of a list hold together with 95% confidence, \
                and agencies that cannot be told apart share ranks. Fewer than 30 cases are shown and not ranked.",
    no_rankings: "The dataset has no indicators yet: nianbao compare DIR, then nianbao report DIR.",
    meaning: "meaning",
    word: "word",
    why: "Why",
    example: "Example",
    rests_on: "Rests on",
    about_text: "Each figure was read twice, by readers that fail in different ways, and the sums of the form were computed over it. A finding is \
                 “published” where independent readings agree on every figure in it; where we may have misread, it says so. \
                 The columns of the dataset are explained in codebook.csv.",
};

const ZH: Said = Said {
    lang: Lang::Zh,
    overview: "概览",
    agencies: "机关",
    agency: "机关",
    findings: "核查发现",
    no_findings: "没有发现：或确无不符，或尚未核查（nianbao audit DIR）。",
    rankings: "排名",
    unread: "未读出",
    about: "使用说明",
    footer: "数据均为各机关所公布的原文，未作更正、取舍或补填。",
    reports: "份报告",
    figures: "项数据",
    year: "年度",
    no_year: "年度不明",
    nameless: "机关不明",
    region: "地区",
    no_region: "地区不明",
    level: "层级",
    status: "状态",
    reason: "原因",
    title: "标题",
    source: "来源",
    fetched: "抓取时间",
    form: "格式",
    confidence: "可信度",
    value: "数值",
    printed: "原文",
    place: "原文位置",
    flags: "标记",
    to_check: "使用前应与原文核对的数据",
    legend: "无标记：可信度高 · 点线：中 · 删除线：低 · 方框：涉及核查发现 · 底色：若该数不同即可说明",
    list_legend: "%：可信度高的数据所占比例 · !：核查发现（原文如此）数",
    check: "检查",
    expected: "应为",
    suspects: "若不同即可说明",
    search: "查找机关",
    previous: "上一页",
    next: "下一页",
    rank: "名次",
    cases: "件数",
    change: "较上年",
    group: "比较组",
    rank_note: "横线为95%区间。名次写作“从—到”：案件数容许的最好与最差名次，整张名单的名次以95%的把握同时成立，分不出高下的机关名次相交。不足30件的只列出，不排名。",
    no_rankings: "数据集尚无指标：先运行 nianbao compare DIR，再运行 nianbao report DIR。",
    meaning: "含义",
    word: "词",
    why: "为何",
    example: "例",
    rests_on: "依据",
    about_text: "每项数据由两种方法各读一遍，并按表内勾稽关系复算。所涉各数均由两种方法一致读出的发现，标为“原文如此”；可能是误读的，另行注明。\
                 数据集各列的含义见 codebook.csv。",
};

impl Said {
    /// The words of a language.
    pub(super) const fn of(lang: Lang) -> &'static Said {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }

    /// The language of the pages for browsers, after BCP 47. The reports are Chinese either way.
    pub(super) const fn tag(&self) -> &'static str {
        match self.lang {
            Lang::Zh => "zh-Hans",
            Lang::En => "en",
        }
    }

    /// One of two texts.
    pub(super) fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// What a word of the dataset is called: the word itself in English, what the codebook says in Chinese.
    pub(super) fn call<'a>(&self, words: &'a [Word<'_>], word: &'a str) -> &'a str {
        match self.lang {
            Lang::En => word,
            Lang::Zh => words.iter().find(|known| known.word == word).map_or(word, |known| &known.zh),
        }
    }
}

/// The words of the dataset that pages show, looked up once.
pub(super) struct Lists<'f> {
    pub(super) status: Vec<Word<'f>>,
    pub(super) confidence: Vec<Word<'f>>,
    pub(super) flags: Vec<Word<'f>>,
    pub(super) levels: Vec<Word<'f>>,
    pub(super) verdicts: Vec<Word<'f>>,
}

impl<'f> Lists<'f> {
    pub(super) fn new(forms: &'f Forms) -> Lists<'f> {
        Lists {
            status: Words::Status.list(forms),
            confidence: Words::Confidence.list(forms),
            flags: Words::Flag.list(forms),
            levels: Words::Level.list(forms),
            verdicts: Words::Verdict.list(forms),
        }
    }

    /// What became of a report.
    pub(super) fn status<'a>(&'a self, said: &Said, status: Status) -> &'a str {
        said.call(&self.status, status.as_str())
    }

    /// How far a figure may be trusted.
    pub(super) fn confidence<'a>(&'a self, said: &Said, level: Confidence) -> &'a str {
        said.call(&self.confidence, level.as_str())
    }

    /// Whose figure does not fit.
    pub(super) fn verdict<'a>(&'a self, said: &Said, verdict: Verdict) -> &'a str {
        said.call(&self.verdicts, verdict.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::FEWEST_CASES;

    #[test]
    fn the_note_on_ranks_names_the_fewest_cases_of_the_comparison() {
        for said in [&EN, &ZH] {
            assert!(said.rank_note.contains(&FEWEST_CASES.to_string()), "{}", said.rank_note);
        }
    }
}
