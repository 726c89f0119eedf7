//! What is seen in a cell without being its text, and text that is there without being seen.

use super::*;

/// The second cell of a table: its text, and whether that is in doubt.
fn cell(style: &str, content: &str) -> (String, bool) {
    let page = format!("<style>{style}</style><table><tr><td>x</td><td>{content}</td></tr></table>");
    let document = read(&page);
    let cell = &grids(&document)[0].cells()[1];
    (cell.text.to_string(), cell.marks.doubtful)
}

fn drawn() -> (String, bool) {
    (DRAWN.to_string(), true)
}

#[test]
fn a_cell_with_something_drawn_is_not_blank() {
    for content in [
        "<img src=a.png>",
        "<svg><path d=M0></path></svg>",
        "<canvas></canvas>",
        "<object data=a.svg></object>",
        "<input type=image src=a.png>",
        "<script>document.write(12)</script>",
        "<span v-text=n></span>",
        "<i style='background:url(a.png)'></i>",
        "<i class=digit></i>",
        "<i class=told data-n=12></i>",
    ] {
        let style =
            ".digit{display:inline-block;background-image:url(a.png)} .told:before{content:attr(data-n)}";
        assert_eq!(cell(style, content), drawn(), "{content}");
    }
}

#[test]
fn a_number_that_is_struck_out_leaves_no_blank() {
    for content in
        ["<s>12</s>", "<p><del>12</del>&nbsp;</p>", "<span style='text-decoration:line-through'>12</span>"]
    {
        assert_eq!(cell("", content), drawn(), "{content}");
    }
    assert_eq!(cell("", "<s>12</s>34"), ("34".to_string(), false));
    for content in ["<s>—</s>", "<s></s>", "<s style='display:none'>12</s>"] {
        assert_eq!(cell("", content).0, "", "{content}");
    }
}

#[test]
fn what_can_be_read_of_it_is_read() {
    let told = |text: &str, doubtful| (text.to_string(), doubtful);
    assert_eq!(cell("", "<textarea readonly> 12 </textarea>"), told("12", false));
    assert_eq!(cell("", "<svg><title>3</title><text>12</text></svg>"), told("12", true));
    assert_eq!(cell("", "<math><mn>12</mn></math>"), told("12", true));
    assert_eq!(cell(".a::after{content:'12'}", "<i class=a></i>"), told("12", true));
    assert_eq!(cell("", "8<img src=a.png>"), told("8", true));
}

#[test]
fn what_only_keeps_a_place_is_nothing() {
    for content in [
        "<img src=spacer.gif>",
        "<img src=a.png width=1 height=1>",
        "<img>",
        "<svg style='display:none'><path></path></svg>",
        "<i class=a></i>",
        "<script>count()</script>",
    ] {
        assert_eq!(
            cell(".a::after{content:''} .b{background:url(a.png)}", content),
            (String::new(), false),
            "{content}"
        );
    }
}

#[test]
fn a_cell_that_is_to_be_filled_is_not_blank() {
    for (of_cell, content) in [
        ("id=n1", ""),
        ("", "<span id=n2></span>"),
        ("", "<input id=n1>"),
        ("class=n", ""),
        ("v-text=n", ""),
        ("ng-bind=n", "&nbsp;"),
        ("data-field=n", ""),
        ("background=a.gif", ""),
        ("style='background:url(a.png)'", ""),
        ("", "<i class='iconfont icon-3'></i>"),
        ("", "<img data-src=a.png src=blank.gif width=1>"),
        ("", "<v:shape><v:imagedata src=a.png></v:shape>"),
        ("", "<big-number end=12></big-number>"),
    ] {
        let script =
            "<script>$('#n1').text(1); document.getElementById('n'+i).innerHTML=2; $('.n').html(3)</script>";
        let page = format!("{script}<table><tr><td>x</td><td {of_cell}>{content}</td></tr></table>");
        let document = read(&page);
        let cell = &grids(&document)[0].cells()[1];
        assert_eq!((cell.text.to_string(), cell.marks.doubtful), drawn(), "{of_cell} {content}");
    }
    // What stands there is overwritten.
    assert_eq!(cell("", "<b v-text=n>0</b>"), ("0".to_string(), true));
    assert_eq!(cell("", "<b id=n>0</b><script>$('#n').html(2)</script>"), ("0".to_string(), true));
    let blank = (String::new(), false);
    assert_eq!(cell("", "<b id=n></b><script>$('#n').css('color','red')</script>"), blank);
    assert_eq!(cell("", "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"), blank);
}

#[test]
fn type_in_the_colour_of_the_page_is_not_seen() {
    let read = |style: &str, content: &str| cell(style, content).0;
    assert_eq!(read("", "<span style='color:#fff'>9</span>12"), "12");
    assert_eq!(read("", "<font color=white>9</font>12"), "12");
    assert_eq!(read("", "<font color=FFFFFF>9</font>12"), "12");
    assert_eq!(read("", "<span popover>9</span>12"), "12");
    assert_eq!(read(".c{color:transparent}", "<b class=c>9</b>12"), "12");
    assert_eq!(read("", "<b style='color:#fff;background:#036'>9</b>12"), "912");
    // A sheet that is not in the page may paint the ground.
    let linked = "</style><link rel=stylesheet href=a.css><style>";
    assert_eq!(cell(linked, "<span style='color:#fff'>912</span>"), ("912".to_string(), true));
    // Browsers may show small type larger.
    assert_eq!(cell("", "<span style='font-size:1px'>9</span>12"), ("12".to_string(), true));
}

#[test]
fn digits_of_two_kinds_that_touch_are_not_one_number() {
    for content in [
        "12<a href='#n1'>1</a>",
        "12<span style='position:relative;top:-4.0pt;mso-text-raise:4.0pt'>1</span>",
        "12<span style='font-size:6px;vertical-align:4px'>1</span>",
    ] {
        assert_eq!(cell("", content), ("12".to_string(), true), "{content}");
    }
    for content in [
        "12<font size=1>1</font>",
        "12<small>1</small>",
        "12<sub>1</sub>",
        "<span style='float:right'>1</span>2<i style='order:2'>1</i>",
    ] {
        assert!(cell("", content).1, "{content}");
    }
    for content in [
        "<span style='font-size:10.5pt'>1</span><span style='font-size:12pt'>2</span>",
        "<b>1</b>2",
        "<a href='#top'>12</a>",
        "<span style='position:relative;top:-4pt'>12</span>",
        "<small>12</small>",
        "1<span style='color:red'>2</span>",
    ] {
        assert_eq!(cell("", content), ("12".to_string(), false), "{content}");
    }
}

#[test]
fn what_runs_from_right_to_left_is_in_doubt() {
    assert!(cell("", "\u{202e}21\u{202c}").1 && cell("", "<bdo dir=rtl>21</bdo>").1);
}
