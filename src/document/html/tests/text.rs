//! The text of cells and paragraphs.

use super::*;

fn cell(content: &str) -> String {
    let document = read(&format!("<table><tr><td>x</td><td>{content}</td></tr></table>"));
    grids(&document)[0].cells()[1].text.to_string()
}

fn drops_note(content: &str) -> bool {
    let document = read(&format!("<table><tr><td>x</td><td>{content}</td></tr></table>"));
    grids(&document)[0].cells()[1].marks.note_dropped
}

#[test]
fn spaces_that_were_escaped_twice_are_spaces() {
    assert_eq!(shown("<p>&amp;nbsp;&amp;nbsp;规章&amp;ensp;12 &amp;amp; A&amp;B</p>"), ["规章 12 &amp; A&B"]);
    let cells = shown(&table(&[&["规章", "&amp;nbsp;5", "&amp;nbsp;"], &["一", "二", "三"]]));
    assert_eq!(cells, ["|规章|5||", "|一|二|三|"]);
}

#[test]
fn white_space_of_every_kind_folds() {
    assert_eq!(cell("\u{feff} 总&nbsp;&emsp;计\u{3000}\n\t1\u{200b}2 "), "总 计 12");
    assert_eq!(cell("&nbsp;"), "");
    assert_eq!(cell("&#8203;&zwnj;0"), "0");
}

#[test]
fn inline_elements_join_and_blocks_do_not() {
    assert_eq!(cell("<span>1</span><font>2</font>"), "12");
    assert_eq!(cell("<span>1</span>\n   <span>2</span>"), "1 2");
    assert_eq!(cell("<p>本年新</p><p>公开</p>"), "本年新 公开");
    assert_eq!(cell("本年新<br>公开<br/>数量"), "本年新 公开 数量");
    assert_eq!(cell("<div><div>1</div></div>2"), "1 2");
    assert_eq!(cell("<o:p></o:p><p class=MsoNormal><span lang=EN-US>13<o:p></o:p></span></p>"), "13");
    assert_eq!(cell("<div style='display:inline'>1</div><div style='display:inline'>2</div>"), "12");
    // Boxes side by side are apart, and so are the parts of a flex box.
    assert_eq!(
        cell("<div style='display:inline-block'>1</div><span style='display:inline-block'>2</span>"),
        "1 2"
    );
    assert_eq!(cell("<div style='display:flex'><span>1</span><span>2</span></div>"), "1 2");
    assert_eq!(shown("<div style='display:flex'><span>一</span><span>二</span></div>三"), ["一", "二", "三"]);
    assert_eq!(cell("<span style='display:block'>1</span>2"), "1 2");
}

#[test]
fn entities_are_resolved_and_broken_ones_stay() {
    assert_eq!(cell("&lt;1&gt; &amp; &#49;&#x32; &nosuch; &amp"), "<1> & 12 &nosuch; &");
    assert_eq!(cell("&ltb"), "<b");
}

#[test]
fn note_marks_are_left_out() {
    for note in ["①", "[1]", "［2］", "*", "注1", "注", "(1)", "1", "※", "[注1]"] {
        assert_eq!(cell(&format!("13<sup>{note}</sup>")), "13", "{note}");
        assert!(drops_note(&format!("13<sup>{note}</sup>")), "{note}");
    }
    assert_eq!(cell("<sup>1</sup>13"), "13");
    assert!(drops_note("<sup>1</sup>13"));
    assert_eq!(cell("规章<a href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a>"), "规章");
    assert_eq!(cell("13<span style='vertical-align:super'>2</span>"), "13");
}

#[test]
fn raised_text_that_is_no_note_stays() {
    assert_eq!(cell("120m<sup>2</sup>"), "120m2");
    assert_eq!(cell("平方米<sup>2</sup>"), "平方米2");
    assert_eq!(cell("<sup>13</sup>"), "13");
    assert!(!drops_note("<sup>13</sup>"));
    assert_eq!(cell("第一<sup>（含新闻办公室）</sup>"), "第一（含新闻办公室）");
}

#[test]
fn struck_text_is_not_read() {
    assert_eq!(cell("<del>12</del>13"), "13");
    assert_eq!(cell("<s>12</s><strike>4</strike> 13"), "13");
    assert_eq!(cell("<span style='text-decoration: line-through'>12</span>13"), "13");
}

#[test]
fn fields_show_their_value() {
    assert_eq!(cell("<input value=12>"), "12");
    assert_eq!(cell("<input type=hidden value=12><input type=checkbox value=on>"), "");
    assert_eq!(cell("<select><option>1<option selected>2<option>3</select>"), "2");
    assert_eq!(cell("<select><option> 1 <option>2</select>件"), "1件");
}

#[test]
fn undecoded_characters_are_marked() {
    let document = read("<table><tr><td>规\u{fffd}</td><td>1</td></tr></table>");
    let marks: Vec<bool> = grids(&document)[0].cells().iter().map(|cell| cell.marks.undecoded).collect();
    assert_eq!(marks, [true, false]);
}

#[test]
fn blocks_and_breaks_make_paragraphs() {
    assert_eq!(
        shown("<div>一<p>二</p>三</div>四<br>五<br><br>六<ul><li>七<li>八</ul>"),
        ["一", "二", "三", "四", "五", "六", "七", "八"]
    );
    assert_eq!(shown("<div>一<span>二</span>\n<b>三</b></div>"), ["一二 三"]);
    assert_eq!(shown("<center>一<font size=5>二</font></center><o:p>三</o:p>"), ["一二", "三"]);
    assert_eq!(shown("<ucapcontent><p>一</p></ucapcontent>{{ title }}"), ["一", "{{ title }}"]);
    assert_eq!(shown("<details><summary>一</summary><p>二</p></details>"), ["一", "二"]);
}

#[test]
fn headings_are_marked() {
    assert_eq!(shown("<h1><span>年报</span></h1><h3><p>一</p></h3><p>二</p>"), ["# 年报", "# 一", "二"]);
    assert_eq!(
        shown("<div class='xl-title'>年报</div><p class=bt>一</p><p class=btn>二</p>"),
        ["# 年报", "# 一", "二"]
    );
    assert_eq!(
        shown("<div class=title><p>年报</p></div><p><span class='biaoti'>一</span></p>"),
        ["# 年报", "# 一"]
    );
    assert_eq!(shown(&format!("<div class=title>{}</div>", "长".repeat(61))), ["长".repeat(61)]);
    assert_eq!(shown("<div class=title><div><p>正文</p></div></div>"), ["正文"]);
}

#[test]
fn paragraphs_say_their_line() {
    let document = read("<html>\n<body>\n<p>一</p>\n\n<p>\n二</p><p>三&amp;</p>");
    let lines: Vec<String> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Text(paragraph) => paragraph.locator.to_string(),
            Block::Table(_) => String::new(),
        })
        .collect();
    assert_eq!(lines, ["line=3", "line=5", "line=6"]);
}

#[test]
fn preformatted_lines_are_read_as_plain_text() {
    let page = "<p>二</p><pre>\n规章\t2\t0\t5\n行政<b>规范性</b>文件\t8\t103\t100\n</pre><p>三  四</p>";
    let document = read(page);
    assert_eq!(lines(&document), ["二", "|规章|2|0|5|", "|行政规范性文件|8|103|100|", "三 四"]);
    let cell = grids(&document)[0].cell(1, 2).unwrap();
    assert_eq!(
        (cell.text.as_str(), cell.locator.to_string().as_str()),
        ("103", "html=pre[1]/line[2]/cell[3]")
    );
    assert_eq!(shown("<pre>规章\t1\t2<br>合计\t3\t4</pre>"), ["|规章|1|2|", "|合计|3|4|"]);
    // By a style: lines that are set in columns are read so, and others are paragraphs.
    assert_eq!(
        shown("<div style='white-space:pre'>规章\t1\t2\n合计\t3\t4</div>"),
        ["|规章|1|2|", "|合计|3|4|"]
    );
    assert_eq!(
        shown("<div style='white-space:pre-wrap'>一、总体\n\n  二、其他</div>三"),
        ["一、总体", "二、其他", "三"]
    );
}

#[test]
fn the_head_is_read() {
    let document = read(
        "<head><meta charset=utf-8><meta name='SiteName' content=' 运城市 人民政府 '><title>\n年报_运城 </title>\
         <meta property=og:title content=年报><meta name=x></head><body><svg><title>图</title></svg>",
    );
    assert_eq!(document.head.title.as_deref(), Some("年报_运城"));
    let metas: Vec<(&str, &str)> =
        document.head.metas.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    assert_eq!(metas, [("SiteName", "运城市 人民政府"), ("og:title", "年报")]);
}

#[test]
fn angle_brackets_around_chinese_are_text() {
    let page = "<p>根据<中华人民共和国政府信息公开条例>的要求</p><p>二<《办法》>三</p>";
    assert_eq!(shown(page), ["根据<中华人民共和国政府信息公开条例>的要求", "二<《办法》>三"]);
    // An end tag of such a name is a comment to browsers; nothing behind it is lost.
    assert_eq!(shown("<p>一</条例>二</p><p>三"), ["一二", "三"]);
    assert_eq!(shown(&format!("<p>a <1> b < c</p>{FIGURES}"))[0], "a <1> b < c");
    assert_eq!(cell("<中>1"), "<中>1");
    assert_eq!(shown("<p title=中文属性 align=\"中\">一"), ["一"]);
}

#[test]
fn pictures_are_listed_where_they_stand() {
    let document = read(
        "<p>一</p><p><img src=/W02.png alt=表二></p><p>二</p><table><tr><td><img src=a.jpg></td></tr></table>",
    );
    let places: Vec<(usize, &str)> =
        document.pictures.iter().map(|picture| (picture.after_block, picture.caption.as_str())).collect();
    assert_eq!(places, [(1, "表二"), (2, "")]);
}
