//! Hanweb, whose lists come from an end point that is asked in many ways.

use nianbao::portal::chrome::Site;
use nianbao::portal::{Answer, Asked};

use super::{Made, papers};

type Links = Vec<(String, String)>;

/// Records as Hanweb writes them.
fn records(links: &[(String, String)]) -> String {
    let record = |(words, address): &(String, String)| {
        format!(
            "<record><![CDATA[\n<li><a href='{address}' title='{words}' target=\"_blank\">{words}</a><span>2024-01-20</span></li>]]></record>\n"
        )
    };
    links.iter().map(record).collect()
}

/// Reports of a Hanweb column.
fn hanweb_reports(made: &mut Made, site: &Site, count: std::ops::RangeInclusive<u16>) -> Links {
    let mut links = Links::new();
    for (number, paper) in papers("江湾市", 12, count).into_iter().enumerate() {
        let address = format!("/art/2024/1/{}/art_1229_{}.html", number % 28 + 1, 60_000 + number);
        made.report(
            &format!("{}{address}", site.host),
            paper.page(site, &[("政府信息公开年报", "/col/col1229/index.html")]),
        );
        links.push((paper.title(), address));
    }
    links
}

fn hanweb_ways(made: &mut Made, site: &Site) {
    made.way(&format!("{}/", site.host), site.home(150, ""));
    let columns = [
        ("政府信息公开指南".to_string(), "/col/col1225/index.html".to_string()),
        ("政府信息公开年报".to_string(), "/col/col1229/index.html".to_string()),
    ];
    made.way(
        &format!("{}/col/col1200/index.html", site.host),
        site.page("政府信息公开", &[], &Site::list(&columns, "")),
    );
}

/// What an end point answers to GET.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ToGet {
    Records,
    Nothing,
    Refusal(u16),
}

/// Hanweb: 45 records in the page, the rest from the end point, which knows ranges, and may want to be asked by POST.
pub(crate) fn hanweb(to_get: ToGet) -> Made {
    let mut made = Made::new("hanweb", "www.jiangwan.gov.cn/");
    let site = Site::new("江湾市人民政府", "www.jiangwan.gov.cn", "/col/col1200/index.html");
    hanweb_ways(&mut made, &site);
    let links = hanweb_reports(&mut made, &site, 2014..=2023);
    let list = format!(
        "<div id=\"5412\"><script type=\"text/xml\"><datastore>\n<recordset>{}</recordset></datastore></script></div>\n\
         <script>$(function(){{$('#5412').jpage({{themeName:'default',showMode:'full',totalRecord:{},openCookies:false,dataBefore:'',\
         groupSize:3,proxyUrl:'/module/web/jpage/dataproxy.jsp',perPage:15,barPosition:'bottom',ajaxParam:{{col:1,appid:'1',webid:60,\
         path:'/',columnid:1229,unitid:'5412',webname:'江湾市人民政府',permissiontype:0}}}});}});</script>",
        records(&links[..45]),
        links.len()
    );
    made.way("www.jiangwan.gov.cn/col/col1229/index.html", site.page("政府信息公开年报", &[], &list));
    made.portal.script("www.jiangwan.gov.cn/module/web/jpage/dataproxy.jsp", move |asked: &Asked| {
        let number = |name: &str| asked.parameter(name).and_then(|value| value.parse::<usize>().ok());
        if let (ToGet::Refusal(status), "GET") = (to_get, &*asked.method) {
            return Answer { status, ..Answer::page("<h1>Request method 'GET' not supported</h1>") };
        }
        let knows = asked.parameter("columnid").as_deref() == Some("1229")
            && asked.parameter("unitid").as_deref() == Some("5412")
            && (to_get == ToGet::Records || asked.method == "POST");
        let (Some(start), Some(end), true) = (number("startrecord"), number("endrecord"), knows) else {
            return Answer::of("text/xml", "<datastore><recordset></recordset></datastore>");
        };
        let part = &links[(start - 1).min(links.len())..end.min(links.len())];
        let body = format!(
            "<?xml version='1.0' encoding='utf-8'?><datastore><totalrecord>{}</totalrecord><recordset>{}</recordset></datastore>",
            links.len(),
            records(part)
        );
        Answer::of("text/xml; charset=utf-8", body)
    });
    made
}

/// Hanweb with nothing but the address of the next group.
pub(crate) fn hanweb_groups() -> Made {
    let mut made = Made::new("hanweb_groups", "www.jiangwan.gov.cn/");
    let site = Site::new("江湾市人民政府", "www.jiangwan.gov.cn", "/col/col1200/index.html");
    hanweb_ways(&mut made, &site);
    let links = hanweb_reports(&mut made, &site, 2017..=2023);
    let group = |number: usize| {
        format!(
            "<nextgroup><![CDATA[<a href=\"/module/web/jpage/dataproxy.jsp?page={number}&webid=60&path=/&columnid=1229&unitid=5412&webname='江湾'&permissiontype=0\"></a>]]></nextgroup>"
        )
    };
    let list = format!(
        "<script type=\"text/xml\"><datastore>{}<recordset>{}</recordset></datastore></script>",
        group(1),
        records(&links[..45])
    );
    made.way("www.jiangwan.gov.cn/col/col1229/index.html", site.page("政府信息公开年报", &[], &list));
    made.portal.script("www.jiangwan.gov.cn/module/web/jpage/dataproxy.jsp", move |asked: &Asked| {
        let page: usize = asked.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(0);
        let part = links.chunks(45).nth(page).unwrap_or_default();
        let next = if part.is_empty() { String::new() } else { group(page + 1) };
        Answer::of(
            "text/xml",
            format!("<datastore>{next}<recordset>{}</recordset></datastore>", records(part)),
        )
    });
    made
}

/// Hanweb whose groups are named in a cipher that the server itself does not read.
pub(crate) fn hanweb_cipher() -> Made {
    let mut made = Made::new("hanweb_cipher", "www.jiangwan.gov.cn/");
    let site = Site::new("江湾市人民政府", "www.jiangwan.gov.cn", "/col/col1200/index.html");
    hanweb_ways(&mut made, &site);
    let links = hanweb_reports(&mut made, &site, 2017..=2023);
    let list = format!(
        "<div id=\"5412\"><script type=\"text/xml\"><datastore><nextgroup><![CDATA[<a href=\"/module/web/jpage/dataproxy.jsp?page=1\
         &webid=C4ca&columnid=Ab3x&unitid=9Kf\"></a>]]></nextgroup><recordset>{}</recordset></datastore></script></div>",
        records(&links[..45])
    );
    made.way("www.jiangwan.gov.cn/col/col1229/index.html", site.page("政府信息公开年报", &[], &list));
    made.portal.script("www.jiangwan.gov.cn/module/web/jpage/dataproxy.jsp", move |asked: &Asked| {
        let number = |name: &str| asked.parameter(name).and_then(|value| value.parse::<usize>().ok());
        let part = match (number("startrecord"), number("endrecord"), number("unitid")) {
            (Some(start), Some(end), Some(5412)) => {
                &links[(start - 1).min(links.len())..end.min(links.len())]
            }
            _ => &[],
        };
        Answer::of("text/xml", format!("<datastore><recordset>{}</recordset></datastore>", records(part)))
    });
    made
}
