//! Reports that sit in a string.

use super::*;

fn read_from(page: &str) -> Vec<String> {
    let document = read(page);
    assert_eq!(grids(&document).len(), 1, "{page}");
    let locator = grids(&document)[0].cells()[4].locator.to_string();
    assert_eq!(locator, "html=script/table[1]/tr[2]/td[1]", "{page}");
    lines(&document)
}

fn with_prose() -> Vec<String> {
    let mut lines = vec!["一、总体情况".to_string()];
    lines.extend(FIGURES_SHOWN.map(String::from));
    lines
}

fn body() -> String {
    format!("<p class=\"a\">一、总体情况</p>{FIGURES}")
}

fn json(text: &str) -> String {
    let escape = |c: char| match c {
        '"' => "\\\"".to_string(),
        '\\' => "\\\\".to_string(),
        '/' => "\\/".to_string(),
        '\n' => "\\n".to_string(),
        '<' | '>' => format!("\\u{:04x}", c as u32),
        c if c as u32 > 0x7f => format!("\\u{:04X}", c as u32),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}

#[test]
fn a_table_of_facts_on_the_page_does_not_hide_the_body_in_a_script() {
    let facts = table(&[
        &["索引号：", "0079713/2025-00012", "分类：", "年度报告"],
        &["发布机构：", "某局", "成文日期：", "2025-01-29"],
        &["名称：", "某局2024年年度报告", "文号：", ""],
    ]);
    let page = format!("{facts}<script>content = \"{}\"</script>", json(&body()));
    let shown = shown(&page);
    assert!(shown.ends_with(&FIGURES_SHOWN.map(String::from)), "{shown:?}");
}

#[test]
fn a_string_in_a_script_is_read() {
    let body = body();
    let plain = body.replace('"', "\\\"").replace('/', "\\/");
    for page in [
        format!(
            "<script>window._CONFIG = {{\"id\":1,\"content\":\"{plain}\",\"url\":\"http://x/\"}};</script>"
        ),
        format!("<script>var content = \"{}\";</script>", json(&body)),
        format!("<script>var content = '{}';</script>", body.replace('\'', "\\'")),
        format!("<script>var a = /'/, content = `{body}`;</script>"),
        format!(
            "<script>x = JSON.parse(\"{}\")</script>",
            json(&format!("{{\"title\":\"年报\",\"content\":\"{}\"}}", json(&body)))
        ),
        format!("<script>x = \"{}\"</script>", body.replace('<', "&lt;").replace('"', "&quot;")),
        format!("<script type='application/json'>{{\"a\":[{{\"content\":\"{}\"}}]}}</script>", json(&body)),
        format!("<script type='text/template'>{body}</script>"),
        format!("<textarea style='display:none'>{}</textarea>", body.replace('<', "&lt;")),
        format!("<input type=hidden value='{}'>", body.replace('<', "&lt;")),
        format!("<iframe srcdoc='{body}'></iframe>"),
    ] {
        assert_eq!(read_from(&page), with_prose(), "{page}");
    }
}

#[test]
fn an_encoded_address_is_decoded() {
    let encoded: String = body().bytes().map(|byte| format!("%{byte:02X}")).collect();
    // `encodeURIComponent` leaves letters alone.
    let encoded = encoded.replace("%74%61%62%6C%65", "table");
    assert_eq!(read_from(&format!("<script>c = decodeURIComponent('{encoded}')</script>")), with_prose());
}

#[test]
fn a_table_put_together_from_strings_is_read() {
    let pieces: String =
        FIGURES.split_inclusive("</tr>").map(|piece| format!("html += '{piece}';\n")).collect();
    assert_eq!(read_from(&format!("<script>var html = '<p>';\n{pieces}</script>")), FIGURES_SHOWN);
}

#[test]
fn scripts_are_not_read_when_the_page_shows_its_tables() {
    let page = format!("<p>一</p>{FIGURES}<script>x = '{FIGURES}'</script>");
    assert_eq!(shown(&page)[1..], FIGURES_SHOWN);
}

#[test]
fn the_same_table_twice_is_read_once() {
    let page =
        format!("<script>a = '{FIGURES}'; b = '<div>{FIGURES}</div>'</script><textarea>{FIGURES}</textarea>");
    assert_eq!(read_from(&page), FIGURES_SHOWN);
}

#[test]
fn what_stands_in_the_page_comes_first() {
    let page = format!("<h1>年报</h1>\n<script>x = '{FIGURES}'</script><p>主办</p>");
    let mut expected = vec!["# 年报", "主办"];
    expected.extend(FIGURES_SHOWN);
    assert_eq!(shown(&page), expected);
}

#[test]
fn a_cut_string_is_a_cut_table() {
    let cut = &FIGURES[..FIGURES.find("<td>6").unwrap()];
    let document = read(&format!("<script>x = '{cut}"));
    assert_eq!(document.damage, [Damage::CutTable]);
    let document = read(&format!("<script>x = '{FIGURES}'</script>"));
    assert_eq!(document.damage, []);
}

#[test]
fn markup_in_a_section_of_xml_is_read() {
    let page = format!(
        "<?xml version='1.0'?><rss><item><description><![CDATA[{FIGURES}]]></description></item></rss>"
    );
    assert_eq!(read_from(&page), FIGURES_SHOWN);
}

#[test]
fn a_string_without_tables_is_read_if_it_says_more_than_the_page() {
    let prose = format!("<p>一、总体情况</p><p>{}</p>", "字".repeat(300));
    let page =
        |shown: &str| format!("<p>{shown}</p><script>x = {{\"content\": \"{}\"}}</script>", json(&prose));
    assert_eq!(shown(&page("首页"))[..2], ["首页", "一、总体情况"]);
    assert_eq!(shown(&page(&"字".repeat(400))).len(), 1);
    // Tables of other elements are tables, too.
    let rows = "<div class='tr'><span>规章</span><span>1</span><span>2</span><span>3</span></div>".repeat(12);
    let page = format!("<script>x = {{\"content\": \"{}\"}}</script>", json(&format!("<div>{rows}</div>")));
    assert_eq!(shown(&page).len(), 12);
}

#[test]
fn answers_and_feeds_are_read_as_the_pages_in_them() {
    let shown = |text: &str| -> Vec<String> {
        let document = read_wrapped(text).unwrap();
        document
            .blocks
            .iter()
            .map(|block| match block {
                Block::Text(paragraph) => paragraph.text.to_string(),
                Block::Table(grid) => format!("{} rows", grid.rows()),
            })
            .collect()
    };
    let quoted = FIGURES.replace('/', "\\/");
    let json =
        format!("{{\"code\": 200, \"title\": \"年报\", \"data\": [{{\"content\": \"<p>一</p>{quoted}\"}}]}}");
    assert_eq!(shown(&json), ["年报", "一", "3 rows"]);
    let feed = format!(
        "<?xml version=\"1.0\"?><rss><channel><title>栏目</title><item><title>年报</title>\
         <content:encoded><![CDATA[<p>一</p>{FIGURES}]]></content:encoded></item></channel></rss>"
    );
    assert_eq!(shown(&feed), ["年报", "一", "3 rows"]);
    let escaped = FIGURES.replace('<', "&lt;").replace('>', "&gt;");
    let feed = format!(
        "<rss><item><title><![CDATA[年报]]></title><description>{escaped}</description></item></rss>"
    );
    assert_eq!(shown(&feed), ["年报", "3 rows"]);
    for other in ["{\"articles\": []}", "[1, 2]", "<rss><item><title>年报</title></item></rss>", "规章\t1\n"]
    {
        assert!(read_wrapped(other).is_none(), "{other}");
    }
}
