//! Pages that are cut, deep, wide, or no pages at all.

use std::fmt::Write;
use std::time::Duration;

use super::*;

/// Reads a page and checks what holds for all: every cell lies in its grid.
fn check(page: &str) -> Document {
    let document = read(page);
    for grid in grids(&document) {
        for cell in grid.cells() {
            assert!(cell.row + cell.row_span <= grid.rows() as u32);
            assert!(cell.column + cell.column_span <= grid.columns() as u32);
            assert!(cell.row_span > 0 && cell.column_span > 0);
        }
    }
    for block in &document.blocks {
        if let Block::Text(paragraph) = block {
            assert!(!paragraph.text.trim().is_empty());
        }
    }
    document
}

/// Numbers that look random and are the same every time.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

pub(super) const PIECES: [&str; 64] = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th rowspan=3>",
    "<td colspan=0>",
    "<td rowspan=0>",
    "<td colspan=1000 rowspan=70000>",
    "<td rowspan=2 colspan=3>",
    "<tbody>",
    "</tbody>",
    "<thead>",
    "<tfoot>",
    "<caption>",
    "<col>",
    "<colgroup>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<a>",
    "</a>",
    "<font style='display:none'>",
    "</font>",
    "<sup>1</sup>",
    "<del>",
    "<br>",
    "<pre>",
    "</pre>",
    "<ul>",
    "<li>",
    "<dl><dt>",
    "<dd>",
    "<select>",
    "<option>",
    "</select>",
    "<textarea>",
    "</textarea>",
    "<script>",
    "</script>",
    "<style>.a{display:none}</style>",
    "<div class=a>",
    "<!--",
    "-->",
    "<template>",
    "</template>",
    "<svg>",
    "<math>",
    "</svg>",
    "<form>",
    "<input value=1>",
    "<中>",
    "</中>",
    "&nbsp;",
    "&#0;",
    "1",
    "字",
    " \n",
    "<div style='display:grid;grid-template-columns:repeat(3,1fr)'>",
    "<frameset>",
];

#[test]
fn tag_soup_is_read() {
    let mut dice = Dice(20_240_131);
    for _ in 0..3_000 {
        let length = 1 + dice.roll(120);
        let page: String = (0..length).map(|_| PIECES[dice.roll(PIECES.len())]).collect();
        check(&page);
    }
}

#[test]
fn soup_of_divisions_is_read() {
    let pieces = [
        "<div>",
        "</div>",
        "<div>1</div>",
        "<span>2</span>",
        "<ul>",
        "</ul>",
        "<li>",
        "3",
        "<div class=tr>",
        "<div class=td>",
    ];
    let mut dice = Dice(7);
    for _ in 0..3_000 {
        let page: String = (0..80).map(|_| pieces[dice.roll(pieces.len())]).collect();
        check(&page);
    }
}

/// A page of some 30 KB, like those of a portal.
fn page() -> String {
    let mut page = String::from("<!DOCTYPE html><html><head><title>年报</title></head><body><div id=zoom>");
    for number in 0..40 {
        let _ = write!(
            page,
            "<p style=\"text-indent:2em\">全年收到政府信息公开申请{number}件，&nbsp;办结{number}件。</p>"
        );
    }
    page.push_str("<table border=1 class='a'><tbody>");
    for number in 0..200 {
        let _ = write!(
            page,
            "<tr><td rowspan=\"1\" style=\"width:10%\"><p>行{number}</p></td><td colspan='2'>{number}</td></tr>\r\n"
        );
    }
    page + "</tbody></table><script>var a = \"<table><td>\\u4e2d\";</script></body></html>"
}

#[test]
fn a_page_cut_anywhere_is_read() {
    let page = page();
    for end in (0..page.len()).step_by(97).filter(|&end| page.is_char_boundary(end)) {
        check(&page[..end]);
    }
}

#[test]
fn a_cut_table_is_damage_and_an_unclosed_one_is_not() {
    let damage = |page: &str| read(page).damage;
    assert_eq!(damage("<p>a</p><table><tr><td>a<td>b"), [Damage::CutTable]);
    assert_eq!(damage("<table><tr><td>a<td>b</td></tr></tab"), [Damage::CutTable]);
    assert_eq!(damage("<table><tr><td>a<td>b</table><p>a"), []);
    assert_eq!(damage("<table><tr><td>a<td>b</body></html>"), []);
}

#[cfg(unix)]
#[test]
fn deep_pages_are_read_in_linear_time() {
    let start = processor_time();
    let tags = [
        ("div", 100_000),
        ("table><tr><td", 100_000),
        ("b", 100_000),
        ("span", 20_000),
        ("p", 20_000),
        ("table", 20_000),
        ("ul><li", 20_000),
        ("a", 20_000),
        ("font color=1", 20_000),
        ("x-y", 20_000),
        ("sup", 20_000),
        ("div class=a", 20_000),
        ("form", 20_000),
        ("button", 20_000),
        ("select><option", 20_000),
        ("svg", 20_000),
        ("template", 20_000),
        ("dl><dt", 20_000),
    ];
    for (tag, times) in tags {
        let style = "<style>.a .a .a .b{display:none}</style>";
        let page = format!("{style}{}字{}", format!("<{tag}>").repeat(times), "</div>".repeat(times / 2));
        let document = check(&page);
        let is_silent = ["svg", "template"].contains(&tag);
        assert_eq!(lines(&document).concat().contains('字'), !is_silent, "{tag}");
    }
    // Two seconds unoptimised; a quadratic walk takes minutes.
    let took = processor_time() - start;
    assert!(took < Duration::from_secs(60), "{took:?}");
}

#[test]
fn text_behind_deep_nesting_keeps_its_tables() {
    let page = format!("{}{}{FIGURES}", "<div>".repeat(2_000), "</div>".repeat(2_000));
    assert_eq!(shown(&page), FIGURES_SHOWN);
    // Elements that are opened all over and closed nowhere.
    let page = format!("{}{FIGURES}", "<span>".repeat(2_000));
    assert_eq!(shown(&page), FIGURES_SHOWN);
}

#[test]
fn wide_spans_do_not_fill_the_memory() {
    let cells = "<td colspan=1000 rowspan=65534>1<td>2".repeat(200);
    check(&format!("<table>{}</table>", format!("<tr>{cells}").repeat(50)));
    let wide = format!("<tr>{}", "<td>1".repeat(1_000));
    let document = check(&format!("<table>{wide}{}</table>", "<tr><td>1".repeat(5_000)));
    assert_eq!(document.damage, [Damage::Limit("cells of one table".into())]);
    assert!(grids(&document)[0].rows() <= (1 << 20) / 1_000);
}

#[test]
fn copied_formatting_does_not_fill_the_memory() {
    let open = "<a><b><big><code><em><font><i><nobr><small><strong><tt><u>".repeat(3);
    let document = check(&format!("<p>{open}</p>{}", "<p>x</p>".repeat(50_000)));
    assert_eq!(document.damage, [Damage::Limit("elements of the page".into())]);
    assert!(!document.blocks.is_empty());
}

/// Reads a page of many pieces and one of four times as many: that is four times the work where a quadratic walk would do
/// sixteen times as much. The time is that of the processor, which other programs on the machine do not lengthen.
#[cfg(unix)]
fn grows_as_its_page(pieces: usize, page: impl Fn(usize) -> String) {
    let time = |pieces| {
        let page = page(pieces);
        let start = processor_time();
        check(&page);
        processor_time() - start
    };
    // The best of three: what shares the caches of the processor lengthens a single try.
    let best = |pieces| time(pieces).min(time(pieces)).min(time(pieces));
    let (small, large) = (best(pieces), best(4 * pieces));
    assert!(large < small * 10, "{small:?}, {large:?}: {}", page(1));
}

/// What this thread has used so far.
#[cfg(unix)]
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap()
}

#[cfg(unix)]
#[test]
fn many_rules_strings_and_tables_take_linear_time() {
    grows_as_its_page(3_000, |n| {
        format!("<style>{}</style>{}", ".a{display:block}".repeat(n), "<p class=a>x</p>".repeat(n))
    });
    grows_as_its_page(1_000, |n| "<textarea>&lt;table>\n</textarea>".repeat(n));
    grows_as_its_page(2_000, |n| format!("<script>{}</script>", "x = '<table>';\n".repeat(n)));
    grows_as_its_page(3_000, |n| format!("<script>{}</script>", "'<table>\\".repeat(n)));
    grows_as_its_page(1_000, |n| "<table><tr><td>1<td>2</table>".repeat(n));
    grows_as_its_page(3_000, |n| "<div><div>1</div><div>2</div></div>".repeat(n));
    grows_as_its_page(100, |n| {
        "<div style='display:grid;grid-template-columns:repeat(1000,1fr)'><i style='grid-row:span 1000'>1</i><i>2</i></div>".repeat(n)
    });
}

#[test]
fn what_is_no_page_is_read_as_text() {
    assert_eq!(shown(""), [""; 0]);
    assert_eq!(shown("\0\u{feff}一\0"), ["一"]);
    assert_eq!(shown("规章,1,2"), ["规章,1,2"]);
    check(&"\u{10ffff}<".repeat(1_000));
    check("<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"x\"><frameset><frame>");
    check("<plaintext><table><tr><td>1");
    check("<![CDATA[x]]><?php echo '<table>' ?>");
}
