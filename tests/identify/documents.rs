//! Pages as portals build them: who reports on which year, where the page says it in odd places or misleads.

use nianbao::normalise::identify::{identify, parts, reports_in};

use super::page::{TABLE, page, report};

fn read(text: &str) -> (String, Option<u16>, String) {
    let document = page(text);
    let found = identify(&document, 0..document.blocks.len());
    (found.agency, found.year, found.title)
}

#[track_caller]
fn is(text: &str, agency: &str, year: u16, title: &str) {
    assert_eq!(read(text), (agency.to_string(), Some(year), title.to_string()));
}

#[test]
fn a_plain_text() {
    is(
        "运城市人民政府办公室
        运城市人民政府办公室 2023 年政府信息公开工作年度报告
        本年度报告根据《中华人民共和国政府信息公开条例》（国务院令 第 711 号）和国务院办公厅政府信息与政务公开办公室《关于印发〈格式〉的通知》编制。统计期限自 2023 年 1 月 1 日起，至 2023 年 12 月 31 日止。电子版可在运城市人民政府门户网站下载。
        一、总体情况
        2023 年，运城市政府办公室围绕中心工作，全年发布信息9808条。
        六、其他需要报告的事项
        本机关 2023 年度未收取信息处理费。
        运城市人民政府办公室
        2024 年 1 月 29 日",
        "运城市人民政府办公室",
        2023,
        "运城市人民政府办公室 2023 年政府信息公开工作年度报告",
    );
}

#[test]
fn links_to_other_years_and_the_name_of_the_site_do_not_mislead() {
    is(
        "title: 北泽市水利局2020年政府信息公开工作年度报告_北泽市人民政府
        首页
        政务公开
        北泽市财政局
        2018年政府信息公开工作年度报告
        2019年政府信息公开工作年度报告
        2021年政府信息公开工作年度报告
        | 发布机构： | 北泽市人民政府办公室 | 公开日期 | 2021-01-20
        # 北泽市水利局2020年政府信息公开工作年度报告
        来源：北泽市人民政府办公室 发布时间：2021-01-20 浏览次数：12
        根据《中华人民共和国政府信息公开条例》的规定，现公布本局年度报告。
        一、总体情况
        六、其他需要报告的事项
        无。
        上一条：北泽市水利局2019年政府信息公开工作年度报告
        主办：北泽市人民政府办公室
        北泽市财政局
        北泽市审计局",
        "北泽市水利局",
        2020,
        "北泽市水利局2020年政府信息公开工作年度报告",
    );
}

#[test]
fn a_short_name_in_the_title_is_completed_by_the_signature() {
    let page = |title: &str, signature: &str| {
        format!(
            "# {title}
            根据《政府信息公开条例》编制本年度报告。
            一、总体情况
            六、其他需要报告的事项
            没有其他需要报告的事项。
            {signature}
            2024年1月10日"
        )
    };
    for (title, signature, agency) in [
        ("县人社局2023年政府信息公开年度报告", "柳汀县人力资源和社会保障局", "柳汀县人力资源和社会保障局"),
        ("运城市2023年政府信息公开工作年度报告", "运城市人民政府办公室", "运城市人民政府办公室"),
        (
            "南源街道2023年政府信息公开年度报告",
            "青岚市荔浦区人民政府南源街道办事处",
            "青岚市荔浦区人民政府南源街道办事处",
        ),
        ("2023年青岚市科委政府信息公开年度报告", "青岚市科学技术委员会", "青岚市科学技术委员会"),
        ("青岚市政府办2023年政府信息公开年度报告", "青岚市人民政府办公室", "青岚市人民政府办公室"),
        ("柳汀县水利局2023年政府信息公开年度报告", "青岚市柳汀县水利局", "青岚市柳汀县水利局"),
        // These contradict the title, which stands.
        ("运城市2023年政府信息公开工作年度报告", "运城市财政局", "运城市"),
        ("青岚市生态环境局2023年政府信息公开年度报告", "青岚市生态环境局白鹭分局", "青岚市生态环境局"),
        ("柳汀县水利局2023年政府信息公开年度报告", "柳汀县水务局", "柳汀县水利局"),
        ("白石镇2023年政府信息公开年度报告", "柳汀县人民政府办公室", "白石镇"),
    ] {
        assert_eq!(read(&page(title, signature)).0, agency, "{title}, signed {signature}");
    }
}

#[test]
fn a_body_copied_from_another_report_does_not_change_the_author() {
    is(
        "# 于洪区迎宾路街道2021年政府信息公开工作年度报告
        本报告由沈阳市人民政府办公室根据《政府信息公开条例》编制。统计期限自2021年1月1日至12月31日。
        一、总体情况
        公民可向市政府及市政府办公室提出申请。
        六、其他需要报告的事项
        无。",
        "于洪区迎宾路街道",
        2021,
        "于洪区迎宾路街道2021年政府信息公开工作年度报告",
    );
}

#[test]
fn where_the_title_names_nobody_signature_and_opening_do() {
    is(
        "首页 > 政府信息公开 > 政府信息公开年报
        北泽市人民政府
        2022年政府信息公开工作年度报告
        现将我局2022年政府信息公开工作情况报告如下。
        一、总体情况
        六、其他需要报告的事项
        无。
        北泽市民政局
        二〇二三年一月十二日",
        "北泽市民政局",
        2022,
        "2022年政府信息公开工作年度报告",
    );
    is(
        "政府信息公开工作年度报告
        按照《政府信息公开条例》的要求，北泽市综合行政执法局编制了2022年度报告，如有疑问，请与本机关办公室联系。
        一、总体情况
        二、主动公开政府信息情况",
        "北泽市综合行政执法局",
        2022,
        "政府信息公开工作年度报告",
    );
}

#[test]
fn a_title_may_be_broken_over_lines_or_be_only_a_name() {
    is(
        "# 葫芦岭市教育局2022年度政府信息
        # 公开工作年度报告
        根据《政府信息公开条例》编制本年度报告。
        一、总体情况",
        "葫芦岭市教育局",
        2022,
        "葫芦岭市教育局2022年度政府信息公开工作年度报告",
    );
    is(
        "葫芦岭市教育局
        2022年
        政府信息公开工作年度报告
        根据《政府信息公开条例》编制本年度报告。
        一、总体情况",
        "葫芦岭市教育局",
        2022,
        "葫芦岭市教育局2022年政府信息公开工作年度报告",
    );
    is(
        "葫芦岭市云溪区司法局（区行政复议局）
        2024年政府信息公开工作年度报告
        根据《政府信息公开条例》编制本年度报告。
        一、总体情况",
        "葫芦岭市云溪区司法局（区行政复议局）",
        2024,
        "葫芦岭市云溪区司法局（区行政复议局）2024年政府信息公开工作年度报告",
    );
    is(
        "# 市住房公积金中心
        发布时间：2022-01-28
        根据《政府信息公开条例》编制本年度报告。所列数据的统计期限为2021年1月1日至12月31日。
        一、总体情况
        六、其他需要报告的事项
        无。
        鄂陵市住房公积金中心",
        "鄂陵市住房公积金中心",
        2021,
        "市住房公积金中心",
    );
}

#[test]
fn a_cover_and_a_table_of_contents_may_stand_before_the_report() {
    let text = "葫芦岭市教育局
        政府信息公开工作
        年度报告
        二〇二四年一月
        目录
        一、总体情况……1
        二、主动公开政府信息情况……3
        三、收到和处理政府信息公开申请情况……4
        四、政府信息公开行政复议、行政诉讼情况……6
        五、存在的主要问题及改进情况……7
        六、其他需要报告的事项……8
        本报告根据《中华人民共和国政府信息公开条例》编制，统计期限自2023年1月1日起至2023年12月31日止。
        一、总体情况
        二、主动公开政府信息情况
        六、其他需要报告的事项";
    is(text, "葫芦岭市教育局", 2023, "葫芦岭市教育局政府信息公开工作年度报告");
    assert_eq!(reports_in(&page(text)).len(), 1);
}

#[test]
fn a_title_may_run_into_the_opening() {
    is(
        "平芜县税务局 2025年政府信息公开工作年度报告 本报告依照《中华人民共和国政府信息公开条例》编制。
        ## 三、收到和处理政府信息公开申请情况
        五、存在的主要问题及改进情况 今后将继续努力。 六、其他需要报告的事项 无。",
        "平芜县税务局",
        2025,
        "平芜县税务局 2025年政府信息公开工作年度报告",
    );
}

#[test]
fn the_title_may_stand_only_in_the_head_or_in_a_cell() {
    is(
        "title: 青岚市林业局2022年政府信息公开年度报告 - 青岚市人民政府门户网站
        一、总体情况
        二、主动公开政府信息情况",
        "青岚市林业局",
        2022,
        "青岚市林业局2022年政府信息公开年度报告",
    );
    is(
        "meta ColumnName: 头部
        | 名称 | 青岚市林业局2022年政府信息公开年度报告 | 发布机构 | 青岚市林业局
        一、总体情况
        二、主动公开政府信息情况",
        "青岚市林业局",
        2022,
        "青岚市林业局2022年政府信息公开年度报告",
    );
}

#[test]
fn the_year_is_the_one_reported_on() {
    let year = |title: &str, opening: &str| {
        read(&format!(
            "# {title}\n{opening}\n一、总体情况\n六、其他需要报告的事项\n无。\n青岚市林业局\n2024年1月20日"
        ))
        .1
    };
    let opening = "根据《政府信息公开条例》，编制本年度报告，统计期限自2023年1月1日起至2023年12月31日止。";
    assert_eq!(year("青岚市林业局政府信息公开年度报告", opening), Some(2023));
    assert_eq!(year("青岚市林业局2024年政府信息公开年度报告", opening), Some(2023));
    assert_eq!(year("青岚市林业局2023年政府信息公开年度报告（2024年1月发布）", opening), Some(2023));
    let damaged = "根据《政府信息公开条例》，编制本年度报告，统计期限自202311日起至2023年12月31日止。";
    assert_eq!(year("青岚市林业局政府信息公开年度报告", damaged), Some(2023));
    let silent = "根据《政府信息公开条例》（国务院令第711号）和国办公开办函〔2021〕30号编制本年度报告。";
    assert_eq!(year("青岚市林业局政府信息公开年度报告", silent), None);
}

#[test]
fn the_last_resort_is_who_acts_in_the_first_sentence() {
    is(
        "政府信息公开工作年度报告
        来源：甘眉市人民政府
        本报告根据《政府信息公开条例》编制，统计期限自2023年1月1日起至12月31日止。
        一、总体情况
        2023年，甘眉工业园区管委会严格按照《条例》要求开展工作，由综合办公室牵头负责。",
        "甘眉工业园区管委会",
        2023,
        "政府信息公开工作年度报告",
    );
}

#[test]
fn a_contact_completes_a_township_but_not_a_county() {
    let agency = |title: &str, contact: &str| {
        read(&format!("# {title}\n本报告根据《政府信息公开条例》编制，如有疑问，请与{contact}信息公开办公室联系。\n一、概述")).0
    };
    let street = agency("大栅门街道2009年政府信息公开工作年度报告", "宣城区政府大栅门街道办事处");
    assert_eq!(street, "宣城区政府大栅门街道办事处");
    assert_eq!(agency("宣城区2009年政府信息公开工作年度报告", "宣城区人民政府办公室"), "宣城区");
}

#[test]
fn an_opening_torn_into_lines_is_read_as_one() {
    is(
        "政府信息公开工作年度报告
        根据《中华人民共和国政府信息公开条例》的规定，现将青岚
        市农业农村局2022年度政府信息公开工作情况报告如下。统
        计期限为2022年1月1日至12月31日。
        一、总体情况",
        "青岚市农业农村局",
        2022,
        "政府信息公开工作年度报告",
    );
}

#[test]
fn traditional_characters_stay_as_printed() {
    is(
        "# 平湖縣財政局2021年政府信息公開工作年度報告
        一、總體情況
        二、主動公開政府信息情況
        平湖縣財政局
        2022年1月10日",
        "平湖縣財政局",
        2021,
        "平湖縣財政局2021年政府信息公開工作年度報告",
    );
}

#[test]
fn nothing_is_made_up() {
    assert_eq!(read(""), (String::new(), None, String::new()));
    assert_eq!(read("首页\n联系我们\n主办：青岚市人民政府办公室").0, "");
    assert_eq!(identify(&page("青岚市林业局2022年政府信息公开年度报告"), 5..9).agency, "");
}

#[test]
fn a_file_of_two_reports_is_cut_between_them() {
    let both = [
        report("柳汀县白石镇2023年政府信息公开年度报告", TABLE),
        report("柳汀县青石乡2023年政府信息公开年度报告", "| 行政许可 | 9 | 9"),
    ];
    let found = parts(&page(&both.join("\n")));
    let agencies: Vec<&str> = found.iter().map(|part| part.identity.agency.as_str()).collect();
    assert_eq!(agencies, ["柳汀县白石镇", "柳汀县青石乡"]);
    assert_eq!(found[0].blocks, 0..7);
    assert_eq!(found[1].blocks, 7..14);
}

#[test]
fn a_second_copy_of_a_report_is_left_out() {
    let one = report("柳汀县白石镇2023年政府信息公开年度报告", TABLE);
    let ends = |text: String| {
        reports_in(&page(&text)).iter().map(|range| (range.start, range.end)).collect::<Vec<_>>()
    };
    assert_eq!(ends(format!("{one}\n{one}")), [(0, 7)]);
    let links = "上一条：柳汀县白石镇2022年政府信息公开年度报告\n柳汀县白石镇2021年政府信息公开年度报告";
    assert_eq!(ends(format!("{one}\n{links}")), [(0, 9)]);
}
