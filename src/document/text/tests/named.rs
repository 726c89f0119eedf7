//! Names with their figures, and tables in markup.

use super::*;

#[test]
fn names_behind_a_label_are_cells_of_its_row() {
    let text = "（一）予以公开：自然人3件，法人0件，总计3件。\n（二）部分公开（区分处理的，只计这一情形）：自然人1件，法人，总计1件。\n（三）其他：自然人：0；法人：2；总计：1,234\n";
    assert_eq!(
        show(text),
        [
            "（一）予以公开|自然人|3件",
            "^|法人|0件",
            "^|总计|3件",
            "（二）部分公开（区分处理的，只计这一情形）|自然人|1件",
            "^|法人|",
            "^|总计|1件",
            "（三）其他|自然人|0",
            "^|法人|2",
            "^|总计|1,234",
        ]
    );
}

#[test]
fn a_name_and_a_figure_a_line_belong_to_the_label_above() {
    let text = "规章\n制发件数：1\n废止件数：\n规范性文件\n制发件数：2\n废止件数：3\n";
    assert_eq!(show(text), ["规章|制发件数|1", "^|废止件数|", "规范性文件|制发件数|2", "^|废止件数|3"]);
}

#[test]
fn sentences_with_figures_are_no_table() {
    let text = "网站：发布120条\n微信：发布30条。全年共收到申请3件。\n电话：12345\n传真：67890\n";
    assert!(show(text).iter().all(|line| line.starts_with('¶')), "{:?}", show(text));
}

#[test]
fn wiki_asciidoc_and_latex() {
    let wiki = "{| class=\"wikitable\"\n! rowspan=2 | 项目 !! colspan=\"2\" | 数量\n|-\n! 制发 !! 废止\n|-\n| 规章 || 1 || 2\n|}\n";
    let rows = ["项目|数量|<", "^|制发|废止", "规章|1|2"];
    assert_eq!(show(wiki), rows);
    let asciidoc = "[cols=\"3*\"]\n|===\n.2+|项目 2+|数量\n|制发\n|废止\n|规章 |1 |2\n|===\n";
    assert_eq!(show(asciidoc), rows);
    let latex = "\\begin{tabular}{|c|c|c|}\n\\hline % 头\n\\multirow{2}{*}{项目} & \\multicolumn{2}{c|}{数量} \\\\ \\hline\n & 制发 & 废止 \\\\\n规章 & 1 & 2 \\\\ \\hline\n\\end{tabular}\n";
    assert_eq!(show(latex).first().map(String::as_str), Some("项目|数量|<"));
    assert_eq!(show(latex).last().map(String::as_str), Some("规章|1|2"));
}

#[test]
fn columns_that_count_characters() {
    let text = "信息内容      制发件数  废止件数  有效件数\n规章        6           7\n行政规范性文件   9     0\n行政许可            4     8\n";
    assert_eq!(
        show(text),
        ["信息内容|制发件数|废止件数|有效件数", "规章|6||7", "行政规范性文件|9|0|", "行政许可||4|8"]
    );
}

#[test]
fn marks_of_markdown_and_textile_are_no_text() {
    let text = "- **规章**\n  - 制发件数：1\n  - **废止件数**：2\n- **规范性文件**\n  - 制发件数：3\n  - 废止件数：4\n";
    assert_eq!(show(text), ["规章|制发件数|1", "^|废止件数|2", "规范性文件|制发件数|3", "^|废止件数|4"]);
    let textile = "|_. 项目 |_. 制发 |_. 废止 |\n|<. 规章 |>. 1 |>. 2 |\n|<. 文件 |>. 3 |>. 4 |\n";
    assert_eq!(show(textile), ["项目|制发|废止", "规章|1|2", "文件|3|4"]);
}
