//! Portals whose way to the reports is odd: front pages that are none, columns in unlikely places, and columns of other reports.

use nianbao::portal::Answer;
use nianbao::portal::chrome::Site;

use super::odd::city;
use super::wild::asked;
use super::{Made, NO_REPORTS, papers};

type Links = Vec<(String, String)>;

/// All of them.
pub(crate) fn all() -> Vec<Made> {
    vec![sent_on(), others(), deep(), gkmlpt_of_agencies(), bureau(), splash(), chosen()]
}

/// A front page that is nothing but a script, and a column like it.
fn sent_on() -> Made {
    let mut made = city("sent_on", "/zwgk/nb/list/", |links| Site::list(links, ""));
    let host = "www.yuping.gov.cn";
    let home = made.portal.answer(&asked(&made.start)).body;
    made.way(&format!("{host}/web/index.html"), home);
    made.way(
        &format!("{host}/"),
        "<html><head><script type=\"text/javascript\">window.location.href=\"/web/index.html\";</script></head><body></body></html>",
    );
    made.way(
        &format!("{host}/zwgk/"),
        "<html><body><a href=\"/zwgk/nb/\">政府信息公开年报</a></body></html>",
    );
    made.way(
        &format!("{host}/zwgk/nb/"),
        "<html><head><title>政府信息公开年报</title><script>location.replace('list/');</script></head></html>",
    );
    made
}

/// Columns of other annual reports, at addresses like that of ours.
fn others() -> Made {
    let host = "www.yuping.gov.cn";
    let mut made = city("others", "/zwgk/zfxxgknb/", |links| Site::list(links, ""));
    let site = Site::new("玉屏山市人民政府", host, "/zwgk/");
    let kinds = [
        ("法治政府建设年度报告", "/fzzf/ndbg/", "{}年法治政府建设年度报告"),
        ("部门决算", "/czxx/nb/", "{}年度部门决算"),
        ("企业年报", "/qy/nianbao/", "{}年度企业年报"),
        ("公积金", "/gjj/nb/", "住房公积金{}年年度报告"),
        ("统计年鉴", "/tj/nianbao/", "{}年统计年鉴"),
    ];
    let mut menu = Links::new();
    for (words, folder, title) in kinds {
        menu.push((words.to_string(), folder.to_string()));
        for page in 0..6 {
            let mut links = Links::new();
            for entry in 0..8 {
                let title = format!("玉屏山市{}", title.replace("{}", &(2016 + entry).to_string()));
                let address = format!("{folder}202401/t20240115_{}.html", 100 * (page + 1) + entry);
                let text = "<p>一、总体情况。各项工作有序推进，成效明显，群众满意度不断提高。</p>".repeat(12);
                let table = format!("<table>{}</table>", "<tr><td>1</td><td>2</td></tr>".repeat(30));
                made.portal.page(
                    &format!("{host}{address}"),
                    site.page(&title, &[(words, folder)], &format!("<h1>{title}</h1>{text}{table}")),
                );
                links.push((title, address));
            }
            let script = format!("<script>createPageHTML(6, {page}, \"index\", \"html\");</script>");
            let name = if page == 0 { String::new() } else { format!("index_{page}.html") };
            made.portal.page(
                &format!("{host}{folder}{name}"),
                site.page(words, &[(words, folder)], &format!("{}{script}", Site::list(&links, ""))),
            );
        }
    }
    let column = "<ul><li><a href=\"/zwgk/zfxxgknb/\">政府信息公开年报</a></li></ul>";
    let html = site.page("政务公开", &[], &format!("{column}{}", Site::list(&menu, "")));
    made.way(&format!("{host}/zwgk/"), html);
    made
}

/// The column lies below 其他法定信息, and a box names it whose link is a plus.
fn deep() -> Made {
    let mut made = city("deep", "/zwgk/fd/qt/nb/", |links| Site::list(links, ""));
    let host = "www.yuping.gov.cn";
    let site = Site::new("玉屏山市人民政府", host, "/zwgk/");
    let link = |words: &str, to: &str| format!("<ul><li><a href=\"{to}\">{words}</a></li></ul>");
    made.way(&format!("{host}/zwgk/"), site.page("政务公开", &[], &link("法定主动公开内容", "/zwgk/fd/")));
    made.way(
        &format!("{host}/zwgk/fd/"),
        site.page("法定主动公开内容", &[], &link("其他法定信息", "/zwgk/fd/qt/")),
    );
    let boxed =
        "<div class=\"tit\"><span>政府信息公开年报</span><em><a href=\"/zwgk/fd/qt/nb/\">+</a></em></div>";
    made.way(&format!("{host}/zwgk/fd/qt/"), site.page("其他法定信息", &[], boxed));
    made
}

/// gkmlpt: the index of the city leads to those of its agencies.
fn gkmlpt_of_agencies() -> Made {
    let host = "www.nanyu.gov.cn";
    let mut made = Made::new("gkmlpt_of_agencies", "www.nanyu.gov.cn/gkmlpt/index");
    let site = Site::new("南屿市人民政府", host, "/gkmlpt/index");
    let agencies = [("市教育局", "nyjyj", 755_101), ("市财政局", "nyczj", 755_102)];
    let menu: String = agencies
        .iter()
        .map(|(words, folder, _)| format!("<a href=\"/{folder}/gkmlpt/index\">{words}</a>"))
        .collect();
    let index = |sid: u32, menu: &str| {
        format!(
            "<html><head><title>政府信息公开平台</title></head><body><h3>部门信息公开</h3>{menu}<script>window._CONFIG = \
             {{\"SID\":\"{sid}\",\"TREE\":[{{\"id\":{},\"name\":\"政府信息公开年报\",\"children\":[]}}]}}</script></body></html>",
            sid - 700_000
        )
    };
    made.way(&format!("{host}/gkmlpt/index"), index(755_100, &menu));
    made.portal.script(&format!("{host}/gkmlpt/api/all/55100"), |_| {
        Answer::of("application/json", "{\"classify\":{\"post_count\":0},\"articles\":[]}")
    });
    for (words, folder, sid) in agencies {
        made.way(&format!("{host}/{folder}/gkmlpt/index"), index(sid, ""));
        let mut articles = Vec::new();
        for (number, mut paper) in papers("南屿市", 1, 2019..=2023).into_iter().enumerate() {
            paper.agency = format!("南屿{words}");
            let address = format!("/{folder}/gkmlpt/content/3/3255/post_{}.html", sid * 10 + number as u32);
            made.report(&format!("{host}{address}"), paper.page(&site, &[]));
            articles.push(serde_json::json!({"title": paper.title(), "url": address}));
        }
        let list = format!("{host}/{folder}/gkmlpt/api/all/{}", sid - 700_000);
        made.ways.insert(format!("http://{list}?page=1&sid={sid}"));
        made.portal.script(&list, move |_| {
            let body = serde_json::json!({"classify": {"post_count": articles.len()}, "articles": articles});
            Answer::of("application/json", body.to_string())
        });
    }
    made
}

/// A bureau's 信息公开 lists its reports among all else, on three pages.
fn bureau() -> Made {
    let host = "tjj.qingxu.gov.cn";
    let mut made = Made::new("bureau", "tjj.qingxu.gov.cn/");
    let site = Site::new("清徐县统计局", host, "/xxgk/");
    made.way(&format!("{host}/"), site.home(40, ""));
    let mut links = Links::new();
    for (number, paper) in papers("清徐县", 1, 2015..=2023).into_iter().enumerate() {
        let address = format!("/xxgk/202401/t20240115_{}.html", 3_000 + number);
        made.report(&format!("{host}{address}"), paper.page(&site, &[]));
        links.push((paper.title(), address));
        for (other, title) in NO_REPORTS.iter().enumerate() {
            let address = format!("/xxgk/202401/t20240116_{}.html", 4_000 + 10 * number + other);
            made.portal
                .page(&format!("{host}{address}"), format!("<html><body><h1>{title}</h1></body></html>"));
            links.push((title.to_string(), address));
        }
    }
    let pages = links.chunks(18).len();
    for (number, chunk) in links.chunks(18).enumerate() {
        let script = format!("<script>createPageHTML({pages}, {number}, \"index\", \"html\");</script>");
        let name = if number == 0 { String::new() } else { format!("index_{number}.html") };
        let html = format!("{}{script}", Site::list(chunk, ""));
        made.way(&format!("{host}/xxgk/{name}"), site.page("信息公开", &[("信息公开", "/xxgk/")], &html));
    }
    made
}

/// A picture before the front page.
fn splash() -> Made {
    let mut made = city("splash", "/zwgk/nb/", |links| Site::list(links, ""));
    let host = "www.yuping.gov.cn";
    let home = made.portal.answer(&asked(&made.start)).body;
    made.way(&format!("{host}/cn/index.html"), home);
    let picture = "<a href=\"/cn/index.html\"><img src=\"/bg.jpg\"></a><a href=\"/en/\">English</a>";
    made.way(
        &format!("{host}/"),
        format!("<html><head><title>玉屏山市</title></head><body>{picture}</body></html>"),
    );
    made
}

/// Agencies are chosen from a list of entries, whose address a script puts together.
fn chosen() -> Made {
    let host = "www.yuping.gov.cn";
    let mut made = Made::new("chosen", "www.yuping.gov.cn/zwgk/nb.jsp");
    let site = Site::new("玉屏山市人民政府", host, "/zwgk/nb.jsp");
    let papers = papers("玉屏山市", 6, 2022..=2023);
    let mut entries = String::from("<option value=\"\">请选择</option>");
    for (number, paper) in papers.iter().take(6).enumerate() {
        entries.push_str(&format!("<option value=\"10{number}\">{}</option>", paper.agency));
    }
    let choice = format!("<select onchange=\"location.href='nb.jsp?dept='+this.value\">{entries}</select>");
    for agency in 0..6 {
        let mut links = Links::new();
        for (number, paper) in papers.iter().enumerate().filter(|(number, _)| number % 6 == agency) {
            let address = format!("/zwgk/show.jsp?infoid={}", 700 + number);
            made.report(&format!("{host}{address}"), paper.page(&site, &[]));
            links.push((paper.title(), address));
        }
        let html = format!("{choice}{}", Site::list(&links, ""));
        made.way(&format!("{host}/zwgk/nb.jsp?dept=10{agency}"), site.page("政府信息公开年报", &[], &html));
    }
    made.way(&format!("{host}/zwgk/nb.jsp"), site.page("政府信息公开年报", &[], &choice));
    made
}
