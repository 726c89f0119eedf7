//! Discovery on portals of every family: all reports, nothing else called one, few requests.

use crate::portal::{Made, families, more, odd, walk};

fn all() -> Vec<Made> {
    vec![
        families::trs(),
        families::trs_years(),
        families::query(),
        families::stuck(),
        families::subdomains(),
        families::files(),
        more::hanweb(false),
        more::hanweb(true),
        more::hanweb_groups(),
        more::jpaas(false),
        more::jpaas(true),
        more::gkmlpt(),
        more::annual_module(),
        more::anhui(),
        more::public(),
        more::shaanxi(),
        more::shanghai(),
        more::vsb(),
        odd::written(),
        odd::tree(),
        odd::table(),
        odd::clicked(),
        odd::cut(),
        odd::worded(),
        odd::pictures(),
        odd::gkmlpt_loose(),
        odd::json(),
        odd::nested(),
    ]
}

#[test]
fn every_report_of_every_family_is_found_with_few_requests() {
    let mut wrong = Vec::new();
    for made in all() {
        let walk = walk::walk(&made.portal, &made.start, None);
        let missing: Vec<_> = made.reports.difference(&walk.reports).collect();
        let false_reports: Vec<_> = walk.reports.difference(&made.reports).collect();
        let useful = |address: &String| made.reports.contains(address) || made.ways.contains(address);
        let idle: Vec<_> = walk.asked.iter().filter(|(address, _)| !useful(address)).collect();
        println!(
            "{:16} {:4} reports, {:4} asked, {:3} of them idle",
            made.name,
            made.reports.len(),
            walk.asked.len(),
            idle.len()
        );
        idle.iter().for_each(|(address, why)| println!("    {address} ({why})"));
        // Lists that come from end points are not counted among the ways; nor is a page or two of another column.
        let allowed = 4 + made.reports.len() / 10;
        if !missing.is_empty() || !false_reports.is_empty() || idle.len() > allowed {
            wrong.push(format!(
                "{}: {} missing {:?}, false {false_reports:?}, idle {idle:#?}",
                made.name,
                missing.len(),
                missing.iter().take(3).collect::<Vec<_>>()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_years_asked_for_are_followed() {
    let made = families::trs_years();
    let years = "2022..2022".parse().unwrap();
    let walk = walk::walk(&made.portal, &made.start, Some(years));
    // Reports on 2022 stand in the folder of 2023.
    let wanted: std::collections::BTreeSet<String> =
        made.reports.iter().filter(|address| address.contains("/2023n_")).cloned().collect();
    assert_eq!(walk.reports, wanted);
    assert!(walk.asked.len() <= wanted.len() + 8, "{:#?}", walk.asked);
}

#[test]
fn it_begins_anywhere() {
    let made = families::trs();
    let report = made.reports.first().unwrap();
    let list = "http://www.wangchuan.gov.cn/zwgk/zfxxgk/zfxxgknb_97166/index_2.html";
    for start in [report.as_str(), list, "http://www.wangchuan.gov.cn/zwgk/fdzdgknr/"] {
        let walk = walk::walk(&made.portal, start, None);
        let missing: Vec<_> = made.reports.difference(&walk.reports).collect();
        assert!(missing.is_empty(), "from {start}: {missing:?}");
        assert!(walk.asked.len() <= made.reports.len() + 9, "from {start}: {}", walk.asked.len());
    }
}

#[test]
fn no_address_out_of_scope_is_asked_for() {
    for made in all() {
        let scope = nianbao::crawl::discover::scope_of(&made.start.parse().unwrap());
        for (address, why) in walk::walk(&made.portal, &made.start, None).asked {
            let url = address.parse().unwrap();
            assert!(nianbao::crawl::discover::in_scope(&url, &scope), "{}: {address} ({why})", made.name);
        }
    }
}
