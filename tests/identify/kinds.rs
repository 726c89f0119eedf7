//! Reports told from what looks like them.

use nianbao::normalise::identify::{Kind, kind};

use super::page::{TABLE, page, report};

#[track_caller]
fn is_a(expected: Kind, text: &str) {
    let document = page(text);
    let found = kind(&document, 0..document.blocks.len());
    assert_eq!(found.kind, expected, "{}", found.why);
}

#[test]
fn reports_are_reports() {
    is_a(Kind::Report, &report("柳汀县白石镇2023年政府信息公开年度报告", TABLE));
    is_a(Kind::Report, &report("柳汀县民政局2019年政务公开年度报告", TABLE));
    is_a(Kind::Report, &report("柳汀县民政局2019年度政府信息公开工作总结", TABLE));
    is_a(Kind::Report, &report("关于公布柳汀县民政局2023年政府信息公开工作年度报告的公告", TABLE));
    is_a(Kind::Report, "# 柳汀县民政局2023年政府信息公开工作年度报告\n（图片版）");
    is_a(
        Kind::Report,
        &format!("title: 政策解读_柳汀县\n{}", report("柳汀县2023年政府信息公开年度报告", TABLE)),
    );
}

#[test]
fn a_column_of_reports_and_openings_that_are_quoted_are_no_report() {
    // 政府信息公开年报 is the name of the column in which the page stands.
    is_a(Kind::Other, "政府信息公开年报\n# 柳汀县水利局2023年度行政执法数据公示\n| 行政许可 |");
    is_a(Kind::ErrorPage, "政府信息公开年报\n404 您访问的页面不存在");
    let quoted: String = ["民政局", "水利局", "财政局"]
        .map(|body| {
            format!(
                "\n# 柳汀县{body}2023年政府信息公开工作年度报告\n根据《中华人民共和国政府信息公开条例》要求，\
                 现将2023年度政府信息公开工作情况报告如下。一、总体情况 全年收到申请5件……"
            )
        })
        .concat();
    is_a(Kind::ListPage, &format!("政府信息公开年报{quoted}"));
}

#[test]
fn other_documents_are_not() {
    is_a(
        Kind::Notice,
        "关于做好2023年政府信息公开工作年度报告编制发布工作的通知
        各镇人民政府，县政府各部门：现将有关事项通知如下，请于1月31日前报送。
        附件：××单位2023年政府信息公开工作年度报告
        一、总体情况
        二、主动公开政府信息情况
        | 行政许可 |
        三、收到和处理政府信息公开申请情况",
    );
    is_a(
        Kind::Notice,
        "title: 关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知
        国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知
        一、总体情况
        二、主动公开政府信息情况
        三、收到和处理政府信息公开申请情况
        四、政府信息公开行政复议、行政诉讼情况",
    );
    is_a(
        Kind::Notice,
        "阿岭州人民政府办公室
        关于做好2017年政府信息公开工作年度报告
        编制和公布工作的通知
        各县（市）人民政府，州政府各部门：
        按照《中华人民共和国政府信息公开条例》要求，现就有关事项通知如下。
        一、切实做好年度报告编制公布工作",
    );
    is_a(
        Kind::Notice,
        "国务院办公厅政府信息与政务公开办公室
        关于政府信息公开工作年度报告
        有关事项的通知
        各省、自治区、直辖市人民政府办公厅：
        修订后的《中华人民共和国政府信息公开条例》已经施行，现就年度报告有关事项通知如下：
        一、抓紧部署",
    );
    is_a(
        Kind::ListPage,
        "title: 政府信息公开年报_柳汀县人民政府
        2023年政府信息公开工作年度报告 2024-01-20
        2022年政府信息公开工作年度报告 2023-01-20
        2021年政府信息公开工作年度报告 2022-01-20",
    );
    is_a(
        Kind::ListPage,
        "title: 部门年报
        | 柳汀县民政局2023年政府信息公开年报 | 柳汀县水利局2023年政府信息公开年报 | 柳汀县司法局2023年政府信息公开年报",
    );
    is_a(Kind::Guide, "# 柳汀县民政局政府信息公开指南\n一、主动公开\n二、依申请公开\n三、申请的处理");
    is_a(Kind::Guide, "title: 柳汀县政府信息公开申请表\n| 自然人 | 姓名 | 法人或其他组织");
    is_a(Kind::News, "title: 柳汀县发布2023年政府信息公开工作年度报告\n本报讯，日前……");
    is_a(Kind::News, "# 一图读懂柳汀县2023年政府信息公开工作年度报告");
    is_a(Kind::Budget, "# 柳汀县民政局2023年度部门决算公开\n一、部门概况");
    is_a(Kind::Other, "# 柳汀县2023年政务公开工作要点\n一、总体要求");
    is_a(Kind::Other, "# 柳汀县2023年法治政府建设年度报告\n一、主要举措");
    is_a(Kind::Other, "柳汀县政府网站工作年度报表（2023年度）");
    is_a(Kind::ErrorPage, "title: 404 Not Found\n您访问的页面不存在");
    is_a(Kind::Other, "");
}
