//! The families with static pages.

use std::fmt::Write as _;

use nianbao::portal::Answer;
use nianbao::portal::chrome::Site;

use super::{Made, NO_REPORTS, Paper, papers};

type Links = Vec<(String, String)>;

fn pair(words: &str, address: &str) -> (String, String) {
    (words.to_string(), address.to_string())
}

/// Links that stand in a list of reports and lead to none, with pages behind them.
fn no_reports(made: &mut Made, host: &str, folder: &str) -> Links {
    let mut links = Links::new();
    for (number, title) in NO_REPORTS.iter().enumerate() {
        let address = format!("{folder}202401/t20240102_{}.html", 900 + number);
        made.portal.page(&format!("{host}{address}"), format!("<html><body><h1>{title}</h1></body></html>"));
        links.push(pair(title, &address));
    }
    links
}

/// The national layout of 政府信息公开.
fn columns(reports: &str) -> String {
    let columns = [
        pair("政府信息公开指南", "/zwgk/zfxxgkzn/"),
        pair("政府信息公开制度", "/zwgk/zfxxgkzd/"),
        pair("法定主动公开内容", "/zwgk/fdzdgknr/"),
        pair("政府信息公开年报", reports),
        pair("依申请公开", "/zwgk/ysqgk/"),
    ];
    format!("<div class=\"left\">{}</div>", Site::list(&columns, ""))
}

/// TRS: pages of a list counted by a call of a script, from 0.
pub(crate) fn trs() -> Made {
    let host = "www.wangchuan.gov.cn";
    let mut made = Made::new("trs", "www.wangchuan.gov.cn/");
    let site = Site::new("望川市人民政府", host, "/zwgk/zfxxgk/");
    made.way(&format!("{host}/"), site.home(200, ""));
    let reports = "/zwgk/zfxxgk/zfxxgknb_97166/";
    made.way(
        &format!("{host}/zwgk/zfxxgk/"),
        site.page("政府信息公开", &[("政府信息公开", "/zwgk/zfxxgk/")], &columns(reports)),
    );
    made.way(
        &format!("{host}/zwgk/fdzdgknr/"),
        site.page("法定主动公开内容", &[("政府信息公开", "/zwgk/zfxxgk/")], &columns(reports)),
    );
    let path = [("政府信息公开", "/zwgk/zfxxgk/"), ("政府信息公开年报", reports)];
    let mut links = no_reports(&mut made, host, reports);
    for (number, paper) in papers("望川市", 12, 2020..=2023).into_iter().enumerate() {
        let file = format!("202401/t20240115_{}.html", 3_000 + number);
        made.report(&format!("{host}{reports}{file}"), paper.page(&site, &path));
        links.push((paper.title(), format!("./{file}")));
    }
    let pages = links.len().div_ceil(15);
    for (number, chunk) in links.chunks(15).enumerate() {
        let script = format!("<script>createPageHTML({pages}, {number},\"index\", \"html\");</script>");
        let name = if number == 0 { String::new() } else { format!("index_{number}.html") };
        made.way(
            &format!("{host}{reports}{name}"),
            site.page("政府信息公开年报", &path, &format!("{}{script}", Site::list(chunk, "2024-01-15"))),
        );
    }
    made
}

/// The same call with the name of a box first, counting from 1, and folders of years between.
pub(crate) fn trs_years() -> Made {
    let host = "www.luming.gov.cn";
    let mut made = Made::new("trs_years", "www.luming.gov.cn/zwgk/");
    let site = Site::new("鹿鸣县人民政府", host, "/zwgk/");
    made.way(
        &format!("{host}/zwgk/"),
        site.page("政务公开", &[("政务公开", "/zwgk/")], &columns("/zwgk/xxgknb/index.shtml")),
    );
    made.way(
        &format!("{host}/zwgk/fdzdgknr/"),
        site.page("法定主动公开内容", &[], &columns("/zwgk/xxgknb/index.shtml")),
    );
    let path = [("政务公开", "/zwgk/"), ("政府信息公开年报", "/zwgk/xxgknb/index.shtml")];
    let mut years = Links::new();
    for year in (2021..=2024u16).rev() {
        let folder = format!("/zwgk/xxgknb/{year}n_98{year}/");
        years.push((format!("{year}年"), format!("{folder}index.shtml")));
        let mut links = Links::new();
        for (number, paper) in papers("鹿鸣县", 9, year - 1..=year - 1).into_iter().enumerate() {
            let address = format!("{folder}{year}01/t{year}0115_{}.shtml", 100 + number);
            made.report(&format!("{host}{address}"), paper.page(&site, &path));
            links.push((paper.title(), address));
        }
        for (number, chunk) in links.chunks(5).enumerate() {
            let script = format!(
                "<div id=\"page_div\"></div><script>createPageHTML('page_div',2, {},'index','shtml',9);</script>",
                number + 1
            );
            let name =
                if number == 0 { "index.shtml".to_string() } else { format!("index_{}.shtml", number + 1) };
            let list = format!("{}{}{script}", Site::list(&years, ""), Site::list(chunk, ""));
            made.way(&format!("{host}{folder}{name}"), site.page("政府信息公开年报", &path, &list));
        }
    }
    made.way(
        &format!("{host}/zwgk/xxgknb/index.shtml"),
        site.page("政府信息公开年报", &path, &Site::list(&years, "")),
    );
    made
}

/// A list without a count: 下一页 and numbers, in query strings; titles are names of agencies only.
pub(crate) fn query() -> Made {
    let host = "www.qinghe.gov.cn";
    let mut made = Made::new("query", "www.qinghe.gov.cn/");
    let site = Site::new("青禾市人民政府", host, "/InfoPublic.aspx?cid=1000");
    made.way(&format!("{host}/"), site.home(120, ""));
    let list_of = |page: usize| format!("/InfoPublic.aspx?cid=1019&page={page}");
    made.way(
        &format!("{host}/InfoPublic.aspx?cid=1000"),
        site.page("政府信息公开", &[], &columns(&list_of(1))),
    );
    made.way(&format!("{host}/zwgk/fdzdgknr/"), site.page("法定主动公开内容", &[], &columns(&list_of(1))));
    let path = [
        ("政府信息公开", "/InfoPublic.aspx?cid=1000"),
        ("政府信息公开年报", "/InfoPublic.aspx?cid=1019&page=1"),
    ];
    let papers = papers("青禾市", 12, 2022..=2023);
    let pages = papers.len().div_ceil(10);
    for (number, chunk) in papers.chunks(10).enumerate() {
        let mut links = Links::new();
        for (index, paper) in chunk.iter().enumerate() {
            let address = format!("/Content.aspx?infoid={}", 5_000 + 10 * number + index);
            made.report(&format!("{host}{address}"), paper.page(&site, &path));
            links.push((paper.agency.clone(), address));
        }
        let page = number + 1;
        let mut pager = String::from("<div class=\"pager\"><a href=\"#\">首页</a>");
        for other in (1..=pages).filter(|other| *other != page) {
            let _ = write!(pager, "<a href=\"{}\">{other}</a>", list_of(other));
        }
        if page < pages {
            let _ = write!(pager, "<a href=\"{}\">下一页</a>", list_of(page + 1));
        }
        pager.push_str("</div>");
        let html =
            site.page("政府信息公开年报", &path, &format!("{}{pager}", Site::list(&links, "2024-01-20")));
        made.way(&format!("{host}{}", list_of(page)), html);
    }
    made
}

/// A list that answers its first page for every number, and a calendar that goes on for ever.
pub(crate) fn stuck() -> Made {
    let host = "www.heshui.gov.cn";
    let mut made = Made::new("stuck", "www.heshui.gov.cn/zwgk/gknb/");
    let site = Site::new("河水县人民政府", host, "/zwgk/");
    made.portal.page(&format!("{host}/zwgk/"), site.page("政务公开", &[], &columns("/zwgk/gknb/")));
    let mut links = Links::new();
    for (number, paper) in papers("河水县", 6, 2023..=2023).into_iter().enumerate() {
        let address = format!("/zwgk/gknb/content/post_{}.html", 400 + number);
        made.report(&format!("{host}{address}"), paper.page(&site, &[]));
        links.push((paper.title(), address));
    }
    let list = Site::list(&links, "2024-01-20");
    let calendar = "<div class=\"calendar\"><a href=\"/zwgk/gknb/rl?month=1\">上月</a><a href=\"/zwgk/gknb/rl?month=2\">下月</a></div>";
    let pager = "<div class=\"pages\">共900页 <a href=\"/zwgk/gknb/?page=2\">2</a> <a href=\"/zwgk/gknb/?page=3\">下一页</a></div>";
    let page = site.page("政府信息公开年报", &[], &format!("{list}{calendar}{pager}"));
    made.way(&format!("{host}/zwgk/gknb/"), page.clone());
    made.portal.script(&format!("{host}/zwgk/gknb/"), move |_| Answer::page(page.clone()));
    made
}

/// Agencies on hosts of their own, each with its column; and a copy of everything for telephones.
pub(crate) fn subdomains() -> Made {
    let mut made = Made::new("subdomains", "www.shanhe.gov.cn/");
    let city = Site::new("山河市人民政府", "www.shanhe.gov.cn", "/zwgk/");
    let mut sites = Links::new();
    for (number, (bureau, name)) in
        [("jyj", "市教育局"), ("czj", "市财政局"), ("yjglj", "市应急管理局"), ("zwfwj", "市政务服务管理局")]
            .iter()
            .enumerate()
    {
        let host = format!("{bureau}.shanhe.gov.cn");
        sites.push((name.to_string(), format!("http://{host}/")));
        let site = Site::new(&format!("山河{name}"), &host, "/xxgk/");
        made.way(&format!("{host}/"), site.home(40, ""));
        made.way(&format!("{host}/xxgk/"), site.page("政府信息公开", &[], &columns("/xxgk/ndbg/")));
        made.way(&format!("{host}/zwgk/fdzdgknr/"), site.page("法定主动公开内容", &[], ""));
        let mut links = Links::new();
        for year in 2019..=2023u16 {
            let paper = Paper { agency: format!("山河{name}"), year };
            let address = format!("/info/{}/{}.htm", 1500 + number, 8_000 + usize::from(year));
            made.report(&format!("{host}{address}"), paper.page(&site, &[]));
            // The same at several addresses.
            links.push((paper.title(), format!("{address}?jump=true")));
            links.push((paper.title(), format!("http://wap.shanhe.gov.cn{address}")));
            links.push((paper.title(), format!("https://{host}{address}")));
        }
        made.way(&format!("{host}/xxgk/ndbg/"), site.page("政府信息公开年报", &[], &Site::list(&links, "")));
    }
    let bureaus = format!("<div class=\"bm\"><h3>部门网站</h3>{}</div>", Site::list(&sites, ""));
    made.way("www.shanhe.gov.cn/", city.home(300, &bureaus));
    made.portal.page("www.shanhe.gov.cn/zwgk/", city.page("政务公开", &[], "<p>建设中</p>"));
    made
}

/// Reports that are files, on pages of their own or in the list, without endings, in several formats.
pub(crate) fn files() -> Made {
    let host = "www.dongli.gov.cn";
    let mut made = Made::new("files", "www.dongli.gov.cn/zwgk/zfxxgknb/");
    let site = Site::new("东篱区人民政府", host, "/zwgk/");
    made.portal.page(&format!("{host}/zwgk/"), site.page("政务公开", &[], &columns("/zwgk/zfxxgknb/")));
    let mut links = Links::new();
    for (number, paper) in papers("东篱区", 9, 2023..=2023).into_iter().enumerate() {
        let title = paper.title();
        match number % 4 {
            // A page with nothing but the file, twice.
            0 => {
                let page = format!("/zwgk/zfxxgknb/202401/t20240118_{}.html", 20 + number);
                let file = format!("/zwgk/zfxxgknb/202401/P0202401{number}.pdf");
                let attached = format!(
                    "<h1>{title}</h1><p>附件：<a href=\"./P0202401{number}.docx\">{title}.docx</a>\
                     <a href=\"./P0202401{number}.pdf\">{title}.pdf</a></p>"
                );
                made.way(&format!("{host}{page}"), site.page(&title, &[], &attached));
                made.file(&format!("{host}{file}"));
                links.push((title, page));
            }
            // A page with a viewer, and text enough to look like something.
            3 => {
                let page = format!("/zwgk/zfxxgknb/202401/t20240118_{}.html", 20 + number);
                let file = format!("/uploads/{number}.pdf");
                let shown = format!(
                    "<h1>{title}</h1><p>{}</p><iframe src=\"/js/pdfjs/web/viewer.html?file={file}\"></iframe>",
                    "发布日期：2024-01-18　来源：本站　字号：大 中 小　".repeat(12)
                );
                made.way(&format!("{host}{page}"), site.page(&title, &[], &shown));
                made.file(&format!("{host}{file}"));
                links.push((title, page));
            }
            1 => {
                let file = format!("/zwgk/zfxxgknb/hz{number}.pdf");
                made.file(&format!("{host}{file}"));
                links.push((paper.agency.clone(), file));
            }
            _ => {
                let file = format!("/OpennessAnnualReport/download/{number}.html");
                made.file(&format!("{host}{file}"));
                links.push((format!("{title}.pdf"), file));
            }
        }
    }
    made.way(&format!("{host}/zwgk/zfxxgknb/"), site.page("政府信息公开年报", &[], &Site::list(&links, "")));
    made
}

/// A list of a hundred pages, two reports on each.
pub(crate) fn long() -> Made {
    let host = "www.changhe.gov.cn";
    let mut made = Made::new("long", "www.changhe.gov.cn/zwgk/xxgknb/");
    let site = Site::new("长河市人民政府", host, "/zwgk/xxgknb/");
    let pages = 100;
    for page in 0..pages {
        let mut links = Links::new();
        for index in 0..2usize {
            let paper =
                Paper { agency: format!("长河市第{}街道办事处", 2 * page + index + 1), year: 2023 };
            let address = format!("/zwgk/xxgknb/202401/t20240115_{}.html", 1_000 + 2 * page + index);
            let short = "<p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>五、存在的主要问题</p>";
            made.report(
                &format!("{host}{address}"),
                site.page(&paper.title(), &[], &format!("<h1>{}</h1>{}", paper.title(), short.repeat(4))),
            );
            links.push((paper.title(), address));
        }
        let script = format!("<script>createPageHTML({pages}, {page}, \"index\", \"html\");</script>");
        let name = if page == 0 { String::new() } else { format!("index_{page}.html") };
        let html = site.page("政府信息公开年报", &[], &format!("{}{script}", Site::list(&links, "")));
        made.way(&format!("{host}/zwgk/xxgknb/{name}"), html);
    }
    made
}
