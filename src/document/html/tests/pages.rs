//! Whole pages, in the shapes that portals use.

use super::*;

#[test]
fn a_portal_page_with_frame_navigation_and_body() {
    let page = format!(
        "<!DOCTYPE html>\n<html><head><title>某局2023年政府信息公开工作年度报告</title></head><body>\n\
         <div class=nav><a href=/>首页</a> <a href=/a>公开</a></div>\n\
         <table width=1000 align=center><tr><td>\n<table id=article><tr><td class=title>某局2023年政府信息公开工作年度报告</td></tr>\n\
         <tr><td><table class=bt_link><tr><td>发布日期：2024-01-18</td><td>来源：某局</td></tr></table></td></tr>\n\
         <tr><td class=bt_content><div id=zoom><!--begin--><meta name=ContentStart>\n\
         <p style='text-indent:2em'>一、总体<span>情况</span></p><p><strong>二、主动公开</strong></p>\n{FIGURES}\n\
         <p>三、其他<br/>无</p></div></td></tr></table></td></tr></table>\n<div class=footer>主办：某局</div></body></html>"
    );
    let mut expected = vec![
        "首页 公开",
        "# 某局2023年政府信息公开工作年度报告",
        "|发布日期：2024-01-18|来源：某局|",
        "一、总体情况",
        "二、主动公开",
    ];
    expected.extend(FIGURES_SHOWN);
    expected.extend(["三、其他", "无", "主办：某局"]);
    assert_eq!(shown(&page), expected);
}

#[test]
fn a_table_saved_from_word() {
    let page = "<div class=WordSection1><table class=MsoNormalTable border=1 style='mso-padding-alt:0cm 0cm 0cm 0cm'>\
        <tr style='mso-yfti-irow:0'><td width=100 colspan=2 valign=top style='width:75.0pt;border:solid windowtext 1.0pt'>\
        <p class=MsoNormal align=center style='margin-left:-5.25pt;text-indent:-.5pt'><span style='font-size:10.5pt;font-family:宋体'>信息<span lang=EN-US><o:p></o:p></span></span></p>\
        <p class=MsoNormal><span>内容</span></p></td><td><p><span lang=EN-US style='mso-bidi-font-size:0'>1<o:p></o:p></span></p></td></tr>\
        <tr><td colspan=2><p><st1:chsdate w:st=on>规章</st1:chsdate></p></td><td><p><span>&nbsp;</span>2<span style='mso-spacerun:yes'>&nbsp; </span></p></td></tr></table></div>";
    assert_eq!(shown(page), ["|信息 内容|1|", "|规章|2|"]);
}

#[test]
fn tabs_show_the_open_one() {
    let page = format!(
        "<style>.tab{{display:none}}.tab.on{{display:block}}</style>\
         <div class=tab><p>2022</p>{FIGURES}</div><div class='tab on'><p>2023</p>{FIGURES}</div>"
    );
    let mut expected = vec!["2023"];
    expected.extend(FIGURES_SHOWN);
    assert_eq!(shown(&page), expected);
}
