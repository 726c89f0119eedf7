//! Where an agency belongs, by its name alone: region, level and kind as a person who knows the country gives them.

use nianbao::normalise::identify::identify;
use nianbao::place::{Clues, Places};
use nianbao::report::ReportPlace;

use crate::page::{TABLE, page, report};

/// How many agencies a list has, and those that are not placed as it says.
fn misplaced(list: &str) -> (usize, Vec<String>) {
    type Row = (String, Option<u16>, String, String, String, String);
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    let rows: Vec<Row> = reader.deserialize().map(Result::unwrap).collect();
    let places = Places::builtin();
    let mut wrong = Vec::new();
    for (agency, year, region, code, level, kind) in &rows {
        let placed = places.place(agency, *year, &Clues::of_source(""));
        // A township has the six digits of its county and three more, if the list has it.
        let length = if level == "township" { code.len() } else { placed.place.region_code.len() };
        let same = placed.place.region == *region
            && placed.place.region_code.get(..length) == Some(code)
            && placed.place.level.map_or("", |level| level.as_str()) == level
            && placed.kind == *kind;
        if !same {
            wrong.push(format!(
                "{agency}: {} {} {:?} {} {} [{}]",
                placed.place.region,
                placed.place.region_code,
                placed.place.level,
                placed.kind,
                placed.canonical,
                placed.flags
            ));
        }
    }
    (rows.len(), wrong)
}

#[test]
fn names_place_agencies() {
    let (all, wrong) = misplaced(include_str!("places.csv"));
    assert!(all >= 180);
    assert!(wrong.is_empty(), "{} of {all}\n{}", wrong.len(), wrong.join("\n"));
}

/// A list that is not held to anything yet, read from the file that `PLACES_SET` names.
#[test]
#[ignore = "prints how a new list is placed"]
fn a_new_list_is_measured() {
    let list = std::fs::read_to_string(std::env::var("PLACES_SET").unwrap()).unwrap();
    let (all, wrong) = misplaced(&list);
    println!("{}\n{} of {all} not as typed", wrong.join("\n"), wrong.len());
}

/// What is known of the place of a report: its name from the page, the region from all that the page says.
fn placed(text: &str, source: &str) -> ReportPlace {
    let document = page(text);
    let blocks = 0..document.blocks.len();
    let identity = identify(&document, blocks.clone());
    let clues = Clues::new(&document, blocks, &identity.title, source);
    Places::builtin().place(&identity.agency, identity.year, &clues).place
}

/// A report under a title, on a page that says something else beside it.
fn beside(title: &str, before: &str, behind: &str) -> String {
    format!("{before}\n{}\n{behind}", report(&format!("# {title}"), TABLE))
}

#[test]
fn a_name_that_fits_several_places_is_told_by_the_page() {
    let title = "鼓楼区教育局2022年政府信息公开工作年度报告";
    let cases = [
        // Nothing else is known.
        ("", "", "", ""),
        // The code of the site: of the district, of its city, of its province, which has two of the name.
        ("meta SiteIDCode: 3201060001", "", "", "320106"),
        ("meta SiteIDCode: 3501000023", "", "", "350102"),
        ("meta SiteIDCode: 3200000001", "", "", ""),
        // The site says what it is.
        ("meta SiteName: 徐州市鼓楼区人民政府", "", "", "320302"),
        ("title: 鼓楼区教育局2022年政府信息公开工作年度报告_开封市鼓楼区人民政府", "", "", "410204"),
        // The foot of the page.
        ("", "主办：南京市鼓楼区人民政府办公室", "", "320106"),
        ("", "地址：福州市五一北路1号", "", "350102"),
        // The host spells the city.
        ("", "", "http://www.njgl.gov.cn/a/t1.html", "320106"),
        ("", "", "https://gl.xuzhou.gov.cn/a/t1.html", "320302"),
        ("", "", "http://www.gulou.gov.cn/a/t1.html", ""),
        // Sure evidence that contradicts itself decides nothing; what leans only gives way to it.
        ("meta SiteIDCode: 3201060001\nmeta SiteName: 徐州市鼓楼区人民政府", "", "", ""),
        ("meta SiteIDCode: 3201060001", "地址：福州市五一北路1号", "", "320106"),
        ("", "地址：福州市五一北路1号", "http://www.njgl.gov.cn/", ""),
    ];
    for (before, behind, source, code) in cases {
        let found = placed(&beside(title, before, behind), source);
        assert_eq!(found.region_code, code, "{before} {behind} {source}");
    }
}

/// Whoever crawled the portal said what region it serves. That decides where nothing speaks against it, and is flagged.
#[test]
fn the_region_of_the_portal_is_evidence_and_no_proof() {
    let cases = [
        ("鼓楼区教育局", "南京市", "", "320106"),
        ("鼓楼区教育局", "江苏省南京市", "", "320106"),
        ("鼓楼区教育局", "徐州", "", "320302"),
        // Two districts of the province have the name; another city has none.
        ("鼓楼区教育局", "江苏省", "", ""),
        ("鼓楼区教育局", "运城市", "", ""),
        // The page says another city, or the code of the site another district.
        ("鼓楼区教育局", "南京市", "地址：福州市五一北路1号", ""),
        ("鼓楼区教育局", "南京市", "meta SiteIDCode: 3501000023", "350102"),
        ("市教育局", "运城市", "", "140800"),
        ("市教育局", "闻喜县", "", ""),
        ("白沙镇人民政府", "广东省台山市", "", "440781"),
        // A name that says its place is not moved to that of the portal.
        ("徐州市鼓楼区教育局", "南京市", "", "320302"),
    ];
    for (agency, region, beside_it, code) in cases {
        let (before, behind) = if beside_it.starts_with("meta") { (beside_it, "") } else { ("", beside_it) };
        let document = page(&beside(&format!("{agency}2022年政府信息公开工作年度报告"), before, behind));
        let blocks = 0..document.blocks.len();
        let identity = identify(&document, blocks.clone());
        let clues = Clues::new(&document, blocks, &identity.title, "").of_portal(region);
        let found = Places::builtin().place(&identity.agency, identity.year, &clues);
        let shown = found.place.region_code.get(..6).unwrap_or_default();
        assert_eq!(shown, code, "{agency} {region} {beside_it}: {found:?}");
        let described =
            Places::builtin().describe(&identity.agency, identity.year, &found.place.region_code, "");
        let told = described.flags.to_string();
        let sure = agency == "徐州市鼓楼区教育局";
        assert_eq!(told.contains("region_inferred"), !code.is_empty() && !sure, "{agency} {region}: {told}");
    }
}

#[test]
fn a_place_that_is_left_out_is_told_by_the_page() {
    let cases = [
        ("市教育局", "", "", "", ""),
        ("市教育局", "meta SiteIDCode: 1408000004", "", "", "140800"),
        ("市教育局", "meta SiteName: 运城市教育局", "", "", "140800"),
        // The site is that of a county, which has no 市教育局.
        ("市教育局", "meta SiteIDCode: 1408210004", "", "", ""),
        ("县教育局", "meta SiteIDCode: 1408210004", "", "", "140821"),
        ("县教育局", "meta SiteIDCode: 1408210004\nmeta SiteName: 闻喜县人民政府", "", "", ""),
        // The host alone decides nothing.
        ("市教育局", "", "", "http://jyj.yuncheng.gov.cn/", ""),
        ("白石镇人民政府", "", "", "", ""),
        // 温州市乐清市 has a 白石街道, 福建 and others a 白石镇; 台山市 has a 白沙镇.
        ("白沙镇人民政府", "meta SiteName: 台山市人民政府", "", "", "440781"),
        ("白沙镇人民政府", "", "主办：台山市白沙镇人民政府办公室 地址：台山市白沙镇", "", "440781"),
    ];
    for (agency, before, behind, source, code) in cases {
        let title = format!("{agency}2022年政府信息公开工作年度报告");
        let found = placed(&beside(&title, before, behind), source);
        let shown = found.region_code.get(..6).unwrap_or_default();
        assert_eq!(shown, code, "{agency} {before} {behind} {source}: {found:?}");
    }
}

#[test]
fn one_agency_under_all_its_names_is_one() {
    let places = Places::builtin();
    let id = |name: &str| places.place(name, Some(2020), &Clues::of_source("")).place.agency_id;
    let same: [&[&str]; 15] = [
        &["沈阳市教育局", "遼寧省瀋陽市教育局", "辽宁沈阳市教育局"],
        &["运城市教育局", "山西省运城市教育局", "山西运城市教育局", "運城市教育局", "运城教育局"],
        &["运城市文化和旅游局", "运城市文化局", "运城市文广新局"],
        &["上海市科学技术委员会", "上海市科委"],
        &["襄阳市科学技术局", "襄阳市科技局", "襄樊市科技局"],
        &["永靖县自然资源局", "永靖县国土资源局", "临夏州永靖县自然资源局"],
        &["禄丰市生态环境局", "禄丰县环保局", "禄丰县环境保护局"],
        &["桃源县市场监督管理局", "桃源县市场监管局", "桃源县工商质监局"],
        &["大连市应急管理局", "大连市安监局", "大连市安全生产监督管理局"],
        &[
            "杭州市卫生健康委员会",
            "杭州市卫健委",
            "杭州市卫生和计划生育委员会",
            "杭州市卫计委",
            "杭州市卫生局",
        ],
        &["平利县农业农村局", "平利县农业局"],
        &["河南省人民政府法制办公室", "河南省政府法制办"],
        &["峨山县卫生健康局", "峨山彝族自治县卫生健康局", "玉溪市峨山县卫健局"],
        &["荔湾区南源街道", "广州市荔湾区人民政府南源街道办事处", "荔湾区南源街道办事处", "荔湾区南源街办"],
        &["国家税务总局宁波市税务局", "宁波市税务局"],
    ];
    let mut all: Vec<String> = Vec::new();
    for names in same {
        let ids: Vec<String> = names.iter().map(|name| id(name)).collect();
        let other = names.iter().zip(&ids).find(|(_, id)| **id != ids[0]);
        assert!(other.is_none(), "{other:?} is not {}", names[0]);
        all.push(ids[0].clone());
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), same.len(), "different agencies share an identifier");
    let different = [
        ("运城市人民政府", "运城市人民政府办公室"),
        ("财政部山西监管局", "国家金融监督管理总局山西监管局"),
        ("中国证券监督管理委员会山西监管局", "国家金融监督管理总局山西监管局"),
        ("南京市鼓楼区教育局", "福州市鼓楼区教育局"),
        ("朝阳市教育局", "朝阳县教育局"),
        ("桃源县工商局", "桃源县质量技术监督局"),
        ("浙江省文化和旅游厅", "浙江省文物局"),
        ("西安市文化和旅游局", "西安市文物局"),
        ("上海市绿化和市容管理局", "上海市城市管理行政执法局"),
        ("合肥市住房保障和房产管理局", "合肥市城乡建设局"),
        ("沈阳市大数据管理局", "沈阳市大数据中心"),
    ];
    for (one, other) in different {
        assert_ne!(id(one), id(other), "{one}, {other}");
    }
}

/// What became of a body that a reform merged: told of its reports up to the reform, not of one that still reports.
#[test]
fn merged_bodies_name_the_one_they_became() {
    let places = Places::builtin();
    let place = |name: &str, year: u16| places.place(name, Some(year), &Clues::of_source(""));
    let became = [
        ("桃源县工商局", 2017, "桃源县市场监督管理局"),
        ("桃源县质监局", 2018, "桃源县市场监督管理局"),
        ("运城市旅游发展委员会", 2016, "运城市文化和旅游局"),
        ("河南省人民政府法制办公室", 2015, "河南省司法厅"),
        ("宁波市地方税务局", 2017, "国家税务总局宁波市税务局"),
        ("平利县乡村振兴局", 2022, "平利县农业农村局"),
    ];
    for (name, year, successor) in became {
        let agency_id = place(successor, 2024).place.agency_id;
        assert_eq!(place(name, year).merged_into, agency_id, "{name}");
    }
    assert_eq!(place("三亚市旅游发展局", 2022).merged_into, "");
}

#[test]
fn what_cannot_be_told_is_left_empty() {
    let places = Places::builtin();
    for name in [
        "鼓楼区教育局",
        "朝阳区财政局",
        "市中区人民政府",
        "城关镇人民政府",
        "鹿鸣市财政局",
        "西区街道",
        "东城新区管委会",
        "和平财政局",
        "吉林市鹿鸣县教育局",
        "青岚区白石镇",
        "教育局",
        "某局",
        "（",
        "市",
    ] {
        let found = places.place(name, Some(2022), &Clues::of_source("http://www.example.gov.cn/"));
        assert_eq!(found.place.region_code, "", "{name}: {found:?}");
        assert!(!found.flags.to_string().is_empty(), "{name}");
        assert!(!found.place.agency_id.is_empty());
    }
}
