//! Ordinary markup that is read the quick way gives what the tokeniser gives, places and all.

use super::super::feed;
use super::super::names::Tag;
use super::super::tree::{Id, NONE, ROOT, Tree};
use super::hostile::{Dice, PIECES};

/// All that a tree says of its nodes, in the order of the page. Text that stands in several nodes side by side is one text.
fn outline(tree: &Tree<'_>) -> Vec<String> {
    let mut outline = Vec::new();
    let (mut at, mut text): (Id, Option<(u32, String)>) = (tree.node(ROOT).first, None);
    while at != NONE {
        let node = tree.node(at);
        if node.tag == Tag::Text {
            text.get_or_insert((node.at, String::new())).1.push_str(tree.text(at));
        }
        if node.tag != Tag::Text || node.next == NONE || tree.tag(node.next) != Tag::Text {
            outline.extend(text.take().map(|text| format!("{text:?} in {:?}", tree.tag(node.parent))));
        }
        if node.tag != Tag::Text {
            let attrs: Vec<_> = tree.attrs(at).iter().map(|(attr, span)| (attr, tree.str(*span))).collect();
            outline.push(format!("{:?} {attrs:?} at {}, {} deep", node.tag, node.at, node.depth));
        }
        at = tree.following(at, ROOT);
    }
    outline
}

fn check(page: &str) {
    let (quick, slow) = (outline(&feed::parse(page)), outline(&feed::parse_by_tokeniser(page)));
    assert_eq!(quick, slow, "{page:?}");
}

/// Pieces that stand at the edge between what is ordinary and what is not.
const EDGES: [&str; 62] = [
    "<p class=a>",
    "<p class = 'a b' >",
    "<p\nclass=\"a\"\r\n id='b'>",
    "<p class>",
    "<p class id>",
    "<p class=>",
    "<p class= id=x>",
    "<p class=\"a\"id=b>",
    "<p class='a' class='b'>",
    "<P CLASS=\"A\">",
    "<Td ColSpan=2>",
    "<tD rowspan='2'>",
    "<td colspan=\"&#50;\">",
    "<td colspan=&quot;2>",
    "<td style='a&b' width=\"c&d\">",
    "<td data-x=\"a>b<c\" style='d>e'>",
    "<td title=\"a\rb\">",
    "<td name=\"a\0b\">",
    "<td onclick=\"\0\">",
    "<td =a>",
    "<td =>",
    "<td \"a\">",
    "<td a\"b=c>",
    "<td a'b>",
    "<td a<b>",
    "<td/class=a>",
    "<td / class=a>",
    "<br/>",
    "<br / >",
    "<br class=a/>",
    "<br class='a'/>",
    "<br/ >",
    "<br//>",
    "<img src=a.png alt=\"b\">",
    "<a href=\"?a=1&b=2\" title=\"x\">",
    "<a href='?a&amp;b'\ttitle=x\x0C>",
    "</p >",
    "</p\n>",
    "</p class=a>",
    "</P>",
    "</ p>",
    "</>",
    "</p/>",
    "<p.q>",
    "<p-q:r_s>",
    "<中>",
    "</中>",
    "<1>",
    "< p>",
    "<",
    "&nbsp;",
    "&nbsp;&nbsp;",
    "&nbsp;字",
    "&nbsp;a",
    "&nbsp;\r\n",
    "&nbsp",
    "&amp;",
    "\r\n",
    "\r",
    "\n\r",
    "字\r\n字",
    "\0",
];

#[test]
fn on_each_edge() {
    for first in EDGES {
        check(first);
        for second in EDGES {
            check(&format!("{first}一{second}二"));
            check(&format!("<table><tr><td>{first}{second}</td></tr></table>三"));
        }
    }
}

#[test]
fn on_tag_soup() {
    let mut dice = Dice(77);
    for _ in 0..6_000 {
        let length = 1 + dice.roll(40);
        let page: String = (0..length)
            .map(|_| match dice.roll(5) {
                0 => "文字 ",
                1 | 2 => EDGES[dice.roll(EDGES.len())],
                _ => PIECES[dice.roll(PIECES.len())],
            })
            .collect();
        check(&page);
    }
}

#[test]
fn on_pages_cut_anywhere() {
    let page = "<!DOCTYPE html>\r\n<html><body class=\"中\"><!-- a --><p style='a:b' >一&nbsp;二<TABLE border=1><tr><td colspan='2'>1</td >\
                <th>&lt;</th></tr></TABLE><script>var a = '<b>';</script><style>p{a:b}</style>\r\n<br/></p></body></html>";
    for end in (0..=page.len()).filter(|&end| page.is_char_boundary(end)) {
        check(&page[..end]);
    }
}
