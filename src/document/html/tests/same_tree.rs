//! The tree is the one that `html5ever` builds by itself, whatever the markup.

use html5ever::ns;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::super::feed;
use super::super::names::Tag;
use super::super::tree::{Id, ROOT, Tree};
use super::hostile::{Dice, PIECES};

/// What is left out of the comparison: white space between the parts of a table, which is not kept.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_whitespace())
}

fn ours(tree: &Tree<'_>, id: Id, outline: &mut String) {
    for child in tree.children(id) {
        match tree.tag(child) {
            Tag::Text if is_blank(tree.text(child)) => {}
            Tag::Text => outline.push_str(tree.text(child)),
            tag => {
                outline.push_str(&format!("<{tag:?}>"));
                ours(tree, child, outline);
                outline.push_str("</>");
            }
        }
    }
}

fn theirs(node: &Handle, outline: &mut String) {
    for child in node.children.borrow().iter() {
        match &child.data {
            NodeData::Text { contents } if is_blank(&contents.borrow()) => {}
            NodeData::Text { contents } => outline.push_str(&contents.borrow()),
            NodeData::Element { name, template_contents, .. } => {
                let tag = match (&name.ns, &*name.local) {
                    (&ns!(html), _) => Tag::of(&name.local),
                    (&ns!(svg), "svg") => Tag::Svg,
                    (&ns!(mathml), "math") => Tag::Math,
                    _ => Tag::Other,
                };
                outline.push_str(&format!("<{tag:?}>"));
                if let Some(contents) = template_contents.borrow().as_ref() {
                    theirs(contents, outline);
                }
                theirs(child, outline);
                outline.push_str("</>");
            }
            _ => {}
        }
    }
}

fn check(page: &str) {
    let (mut left, mut right) = (String::new(), String::new());
    ours(&feed::parse(page), ROOT, &mut left);
    theirs(
        &html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page).document,
        &mut right,
    );
    // White space at the ends of text is dropped with the rest of it where text meets a part of a table.
    let bare = |outline: &str| outline.chars().filter(|c| !c.is_ascii_whitespace()).collect::<String>();
    assert_eq!(bare(&left), bare(&right), "{page:?}");
}

#[test]
fn on_markup_with_a_known_catch() {
    for page in [
        "<p>一<table><tr><td>a<table><tr>b<td>c</table></table>",
        "<!DOCTYPE html><p>一<table><tr><td>a</table>",
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.0 Transitional//EN\"><p>一<table><tr><td>a</table>",
        "<b><p>1</b>2<p>3</b>4",
        "<a>1<table><a>2<tr><td><a>3</table>4",
        "<script><!--<script>a</script>--></script>b",
        "<title>a<b>&lt;</title><textarea>\n<p>&amp;</textarea><xmp><p>&amp;</xmp>",
        "<svg><![CDATA[<p>a]]><p>b<font color=1>c</svg><math><mi>d</math>",
        "<table><input type=hidden><input type=text><tr><td>1</table>",
        "<select><option>1<option>2<table></select><p>3",
        "<中><p =x 属性=值 =\"y\">一</中 a>二<?x?>三<!x>四</>五&#x4e2d;&#0;&notin;&notit;&",
        "<p>\r\n一\r二\0三</p\n><br/><br></br></p>",
        "<body><p>1</body>2</html>3<frameset>",
        "<li><ul><li>1</li>2<dd><dt>3<h1><h2>4</h1>",
        "<form><form><button><p>1<button>2</form>3",
        "<ruby>1<rt>2<rp>3<nobr>4<nobr>5",
        "<plaintext>1</plaintext><p>2",
    ] {
        check(page);
    }
}

#[test]
fn on_tag_soup() {
    let mut dice = Dice(4_242);
    // The builder copies formatting by its attributes, which it is not shown: so many copies may differ in number.
    let pieces: Vec<&str> = PIECES.iter().filter(|piece| !piece.starts_with("<font")).copied().collect();
    for _ in 0..3_000 {
        let length = 1 + dice.roll(60);
        check(&(0..length).map(|_| pieces[dice.roll(pieces.len())]).collect::<String>());
    }
}

#[test]
fn on_a_page_cut_anywhere() {
    let page = "<!DOCTYPE html><html><body class=\"中\"><!-- a --><p style='a:b'>一&nbsp;二<table border=1><tr><td colspan='2'>1</td>\
                <th>&lt;</th></tr></table><script>var a = '<b>';</script></p></body></html>";
    for end in (0..page.len()).filter(|&end| page.is_char_boundary(end)) {
        check(&page[..end]);
    }
}
