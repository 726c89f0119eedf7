//! What a break in the page leaves in doubt.

use super::*;

/// The cells of all tables with what is known against them: `?` if digits may be missing, `!` if they are half of a cell.
fn cells(pages: &[String]) -> Vec<String> {
    let mut fixture = Fixture::new();
    for page in pages {
        fixture.page(page);
    }
    let document = read_all(&fixture.bytes());
    let text = |cell: &crate::document::Cell| {
        let doubt = if cell.marks.undecoded { "?" } else { "" };
        format!("{}{doubt}{}", cell.text, if cell.marks.doubtful { "!" } else { "" })
    };
    grids(&document).iter().flat_map(|grid| grid.cells()).map(text).collect()
}

#[test]
fn a_row_that_goes_on_upon_a_page_that_does_not_follow_is_doubtful() {
    let head = || table(100.0, 60.0, &[&["结果维持", "结果纠正", "总计"], &["1", "0", "1"]]);
    let rest = || table(100.0, 780.0, &[&["8", "", "8"]]);
    let other = || show(100.0, 700.0, "五、存在的主要问题");
    let torn = ["8?", "?", "8?", "结果维持", "结果纠正", "总计", "1?", "0?", "1?"];
    assert_eq!(cells(&[rest() + &other(), head()]), torn, "the last page first");
    let apart = cells(&[head(), other(), rest()]);
    assert!(apart.iter().filter(|cell| cell.ends_with('?')).count() == 6, "a page between: {apart:?}");
    let closed = head() + &show(100.0, 10.0, "以上为行政复议情况");
    assert!(
        !cells(&[rest() + &other(), closed]).iter().any(|cell| cell.ends_with('?')),
        "text below the table"
    );
}

#[test]
fn a_blank_below_a_break_may_be_half_of_the_cell_above() {
    let head = table(100.0, 60.0, &[&["名称", "甲", "乙"], &["规章", "0", "3"]]);
    let read = cells(&[head.clone(), table(100.0, 780.0, &[&["文件", "", "4"]])]);
    assert_eq!(read, ["名称", "甲", "乙", "规章", "0!", "3", "文件", "!", "4"]);
    let read = cells(&[head, table(100.0, 780.0, &[&["文件", "0", "4"]])]);
    assert!(!read.iter().any(|cell| cell.ends_with('!')), "{read:?}");
    let head = table(100.0, 80.0, &[&["名称", "甲", "乙"], &["规定", "", "2"], &["规章", "0", "3"]]);
    let read = cells(&[head, table(100.0, 780.0, &[&["文件", "", "4"]])]);
    assert!(!read.iter().any(|cell| cell.ends_with('!')), "blanks elsewhere: {read:?}");
    // Noughts that are printed as dashes, and a header that is repeated on the next page.
    let heads: &[&str] = &["名称", "甲", "乙"];
    let head = table(100.0, 80.0, &[heads, &["规定", "-", "2"], &["规章", "64", "3"]]);
    let read = cells(&[head, table(100.0, 780.0, &[heads, &["文件", "", "-"]])]);
    assert_eq!(read, ["名称", "甲", "乙", "规定", "-", "2", "规章", "64!", "3", "文件", "!", "-"]);
}
