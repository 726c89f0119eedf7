//! The families whose lists come from end points, and those with addresses of their own.

use std::fmt::Write as _;

use nianbao::portal::chrome::Site;
use nianbao::portal::{Answer, Asked};

use super::{Made, Paper, papers};

type Links = Vec<(String, String)>;

/// jpaas: the list comes as JSON with markup; `stuck` if page 1 is the answer to every page.
pub(crate) fn jpaas(stuck: bool) -> Made {
    let mut made = Made::new(if stuck { "jpaas_stuck" } else { "jpaas" }, "www.linan.gov.cn/");
    let host = "www.linan.gov.cn";
    let site = Site::new("林安市人民政府", host, "/zwgk/zfxxgk/index.html");
    made.way(&format!("{host}/"), site.home(150, ""));
    let columns = [("政府信息公开年报".to_string(), "/col/col1229564/index.html".to_string())];
    made.way(
        &format!("{host}/zwgk/zfxxgk/index.html"),
        site.page("政府信息公开", &[], &Site::list(&columns, "")),
    );
    let unit = "<div class=\"list\"><script src=\"/jpaas/unit.js\" url=\"/api-gateway/jpaas-publish-server/front/page/build/unit\" \
         queryData=\"{'parseType':'bulidstatic','webId':'3549','tplSetId':'zfHuDn','pageType':'column','tagId':'信息列表','editType':'null','pageId':'1229564'}\"></script></div>";
    made.way(
        &format!("{host}/col/col1229564/index.html"),
        site.page("政府信息公开年报", &[("政府信息公开年报", "")], unit),
    );
    let mut links = Links::new();
    let first = if stuck { 2023 } else { 2020 };
    for (number, paper) in papers("林安市", 12, first..=2023).into_iter().enumerate() {
        let address = format!("/art/2024/art_{:032x}.html", 0xabc_def_000_usize + number);
        made.report(&format!("{host}{address}"), paper.page(&site, &[]));
        links.push((paper.title(), address));
    }
    made.portal.script(
        &format!("{host}/api-gateway/jpaas-publish-server/front/page/build/unit"),
        move |asked: &Asked| {
            let inner = asked
                .parameter("paramJson")
                .and_then(|json| serde_json::from_str::<serde_json::Value>(&json).ok());
            let page = inner.and_then(|inner| inner["pageNo"].as_u64()).unwrap_or(1) as usize;
            let page = if stuck { 1 } else { page };
            assert_eq!(asked.parameter("tagId").as_deref(), Some("信息列表"));
            let part = links.chunks(14).nth(page - 1).unwrap_or_default();
            let body = serde_json::json!({ "code": 200, "data": { "html": Site::list(part, "2024-01-20") } });
            Answer::of("application/json", body.to_string())
        },
    );
    made
}

/// gkmlpt: more than one page of JSON, articles of other kinds among them, and one that has a file only.
pub(crate) fn gkmlpt() -> Made {
    let host = "www.nanyu.gov.cn";
    let mut made = Made::new("gkmlpt", "www.nanyu.gov.cn/");
    let site = Site::new("南屿市人民政府", host, "/gkmlpt/index");
    made.way(&format!("{host}/"), site.home(150, ""));
    made.way(
        &format!("{host}/gkmlpt/index"),
        "<html><head><title>政府信息公开平台</title></head><body><div id=app></div><script>window._CONFIG = {\"APP_URL\":\"http://www.nanyu.gov.cn\",\
         \"SID\":\"755031\",\"TREE\":[{\"id\":5,\"name\":\"机构职能\",\"children\":[]},{\"id\":2157,\"name\":\"政府信息公开年报\",\"children\":[\
         {\"id\":2158,\"name\":\"部门\"},{\"id\":2159,\"name\":\"镇街\"}]}]}</script></body></html>",
    );
    let mut articles = Vec::new();
    for (number, paper) in papers("南屿市", 12, 2012..=2023).into_iter().enumerate() {
        let address = format!("{host}/gkmlpt/content/4/46{number:02}/post_46{number:04}.html");
        if number == 7 {
            let file = format!("{host}/gkmlpt/attachment/1/1658/16/125.pdf");
            made.file(&file);
            articles.push(serde_json::json!({"title": paper.title(), "url": "", "attachment": [{"name": "x.pdf", "url": format!("http://{file}")}]}));
            continue;
        }
        made.report(&address, paper.page(&site, &[]));
        articles.push(
            serde_json::json!({"title": paper.title(), "url": format!("http://{address}"), "attachment": []}),
        );
    }
    articles.push(serde_json::json!({"title": "政府信息公开指南", "url": format!("http://{host}/gkmlpt/content/1/1/post_1.html")}));
    for column in [2157, 2158, 2159] {
        let articles = if column == 2157 { articles.clone() } else { Vec::new() };
        for page in 1..=2usize {
            let address = format!("http://{host}/gkmlpt/api/all/{column}?page={page}&sid=755031");
            made.ways.insert(address);
        }
        made.portal.script(&format!("{host}/gkmlpt/api/all/{column}"), move |asked: &Asked| {
            let page: usize = asked.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(0);
            assert_eq!(asked.parameter("sid").as_deref(), Some("755031"));
            let part = articles.chunks(100).nth(page.max(1) - 1).unwrap_or_default();
            let body = serde_json::json!({"classify": {"id": column, "name": "政府信息公开年报", "post_count": articles.len()}, "articles": part});
            Answer::of("application/json", body.to_string())
        });
    }
    made
}

/// Hanweb's module: the year in a parameter, the choice of years left to a script, the page itself the report.
pub(crate) fn annual_module() -> Made {
    let host = "www.taibai.gov.cn";
    let mut made = Made::new("annual_module", "www.taibai.gov.cn/");
    let site = Site::new("太白县人民政府", host, "/zwgk/");
    made.way(&format!("{host}/"), site.home(80, ""));
    let first = |area: &str| format!("/module/xxgk/xxgkAnnualReport.jsp?area={area}&fbtime=2023");
    let areas = ["001008003", "001008004"];
    let agencies = ["太白县教育局", "太白县财政局"];
    let mut list = Links::new();
    for (area, agency) in areas.iter().zip(agencies) {
        list.push((agency.to_string(), first(area)));
        for year in 2020..=2023u16 {
            let choice = "<select onchange=\"go(this.value)\"><option value=\"2023\">2023</option><option value=\"2022\">2022</option>\
                <option value=\"2021\">2021年</option><option value=\"2020\">2020年</option></select>";
            let paper = Paper { agency: agency.to_string(), year };
            let html = format!(
                "<html><head><title>信息公开年报</title></head><body>{choice}<h2>{}</h2>{}</body></html>",
                paper.title(),
                paper.text()
            );
            made.report(&format!("{host}/module/xxgk/xxgkAnnualReport.jsp?area={area}&fbtime={year}"), html);
        }
    }
    made.way(
        &format!("{host}/zwgk/"),
        site.page("政府信息公开", &[], "<h3>信息公开年报</h3><a href=\"/zwgk/xxgknb/\">更多</a>"),
    );
    made.way(&format!("{host}/zwgk/xxgknb/"), site.page("信息公开年报", &[], &Site::list(&list, "")));
    made
}

/// Anhui: agencies in the annual-report channel, their years behind them; ids are numbers of the whole site.
pub(crate) fn anhui() -> Made {
    let host = "www.xuanping.gov.cn";
    let mut made = Made::new("anhui", "www.xuanping.gov.cn/");
    let site = Site::new("宣平市人民政府", host, "/openness/");
    made.way(&format!("{host}/"), site.home(80, ""));
    let channel = "<ul><li><a href=\"/openness/guide/\">政府信息公开指南</a></li><li><a href=\"/openness/OpennessAnnualReport/\">政府信息公开年报</a></li></ul>";
    made.way(&format!("{host}/openness/"), site.page("政府信息公开", &[], channel));
    let mut list = Links::new();
    let mut id = 300;
    for (number, agency) in ["宣平市教育局", "宣平市财政局", "宣平市水利局"].iter().enumerate()
    {
        let branch = format!("/openness/OpennessAnnualReport/list/{number}.html");
        list.push((agency.to_string(), branch.clone()));
        let mut years = Links::new();
        for year in 2019..=2023u16 {
            id += 7;
            let address = format!("/openness/OpennessAnnualReport/show/{id}.html");
            let paper = Paper { agency: agency.to_string(), year };
            made.report(&format!("{host}{address}"), paper.page(&site, &[]));
            years.push((format!("{year}年"), address));
        }
        made.way(&format!("{host}{branch}"), site.page("政府信息公开年报", &[], &Site::list(&years, "")));
    }
    made.way(
        &format!("{host}/openness/OpennessAnnualReport/"),
        site.page("政府信息公开年报", &[], &Site::list(&list, "")),
    );
    made
}

/// /public/: the report of an agency by year in a parameter, the agencies in a tree.
pub(crate) fn public() -> Made {
    let host = "www.wushan.gov.cn";
    let mut made = Made::new("public", "www.wushan.gov.cn/");
    let site = Site::new("雾山市人民政府", host, "/public/");
    made.way(&format!("{host}/"), site.home(80, ""));
    let mut list = Links::new();
    for (number, agency) in ["雾山市教育局", "雾山市统计局", "雾山市审计局"].iter().enumerate()
    {
        let column = format!("/public/column/{}?type=3&nav=3", 6_596_741 + number);
        list.push((agency.to_string(), column.clone()));
        let mut years = Links::new();
        for year in 2020..=2023u16 {
            let address =
                format!("/public/column/{}?type=3&action=detail&nav=3&title={year}", 6_596_741 + number);
            let paper = Paper { agency: agency.to_string(), year };
            made.report(&format!("{host}{address}"), paper.page(&site, &[]));
            years.push((format!("{year}年"), address.replace('&', "&amp;")));
        }
        made.way(&format!("{host}{column}"), site.page("政府信息公开年报", &[], &Site::list(&years, "")));
    }
    made.way(
        &format!("{host}/public/"),
        site.page("政府信息公开", &[], "<a href=\"/public/nb\">政府信息公开年报</a>"),
    );
    made.way(&format!("{host}/public/nb"), site.page("政府信息公开年报", &[], &Site::list(&list, "")));
    made
}

/// Shaanxi: N.html for pages of lists, ids of 19 digits; a list that is itself a report.
pub(crate) fn shaanxi() -> Made {
    let host = "www.wuqi.gov.cn";
    let mut made = Made::new("shaanxi", "www.wuqi.gov.cn/zfxxgk/zfxxgknb/1.html");
    let site = Site::new("吾旗县人民政府", host, "/zfxxgk/");
    made.portal.page(&format!("{host}/zfxxgk/"), site.page("政府信息公开", &[], ""));
    let kinds = [("部门年报", "bm"), ("乡镇年报", "xz")];
    let mut list = Links::new();
    for (number, (words, folder)) in kinds.iter().enumerate() {
        list.push((words.to_string(), format!("/zfxxgk/zfxxgknb/{folder}/1.html")));
        let papers = papers("吾旗县", 8, 2022..=2023);
        for (page, chunk) in papers.chunks(8).enumerate() {
            let mut links = Links::new();
            for (index, paper) in chunk.iter().enumerate() {
                let id = 1_533_676_551_588_134_000_u64 + (number * 1_000 + page * 100 + index) as u64;
                let address = format!("/zfxxgk/zfxxgknb/{folder}/{id}.html");
                made.report(&format!("{host}{address}"), paper.page(&site, &[]));
                links.push((paper.title(), address));
            }
            let mut pager = String::from("<div class=\"page\">");
            let _ = write!(pager, "<a href=\"1.html\">1</a><a href=\"2.html\">2</a>");
            if page == 0 {
                pager.push_str("<a href=\"2.html\">下一页</a>");
            }
            pager.push_str("</div>");
            let html = site.page("政府信息公开年报", &[], &format!("{}{pager}", Site::list(&links, "")));
            made.way(&format!("{host}/zfxxgk/zfxxgknb/{folder}/{}.html", page + 1), html);
        }
    }
    // The office's list of one year shows the report at once.
    let own = Paper { agency: "吾旗县人民政府办公室".to_string(), year: 2023 };
    list.push(("县政府办公室".to_string(), "/zfxxgk/zfxxgknb/zfb/1.html".to_string()));
    made.report(&format!("{host}/zfxxgk/zfxxgknb/zfb/1.html"), own.page(&site, &[]));
    made.way(
        &format!("{host}/zfxxgk/zfxxgknb/1.html"),
        site.page("政府信息公开年报", &[], &Site::list(&list, "")),
    );
    made
}

/// Shanghai: a jQuery pager that counts from 1, the number of pages in its settings.
pub(crate) fn shanghai() -> Made {
    let host = "www.haipu.gov.cn";
    let mut made = Made::new("shanghai", "www.haipu.gov.cn/");
    let site = Site::new("海浦区人民政府", host, "/nw100/index.html");
    made.way(&format!("{host}/"), site.home(80, ""));
    made.way(
        &format!("{host}/nw100/index.html"),
        site.page("政府信息公开", &[], "<a href=\"/nw12344/index.html\">政府信息公开年报</a>"),
    );
    let papers = papers("海浦区", 12, 2022..=2023);
    for (number, chunk) in papers.chunks(9).enumerate() {
        let mut links = Links::new();
        for (index, paper) in chunk.iter().enumerate() {
            let address = format!(
                "/nw12344/20240131/{:032x}.html",
                0x4a03_b5fa_47ae_u64 * 1_000 + (number * 10 + index) as u64
            );
            made.report(&format!("{host}{address}"), paper.page(&site, &[]));
            links.push((paper.title(), address));
        }
        let script = format!(
            "<div class=\"pagination\"></div><script>$('.pagination').pagination({{totalPage: 3, currentPage: {}, callback: function(p){{}} }});</script>",
            number + 1
        );
        let name = if number == 0 { "index.html".to_string() } else { format!("index_{}.html", number + 1) };
        made.way(
            &format!("{host}/nw12344/{name}"),
            site.page("政府信息公开年报", &[], &format!("{}{script}", Site::list(&links, ""))),
        );
    }
    made
}

/// VSB: lists `zfxxgknb.htm`, then `zfxxgknb/3.htm` counting down, articles by channel and number.
pub(crate) fn vsb() -> Made {
    let host = "jyj.linhai.gov.cn";
    let mut made = Made::new("vsb", "jyj.linhai.gov.cn/");
    let site = Site::new("临海市教育局", host, "/zfxxgk.htm");
    made.way(&format!("{host}/"), site.home(80, ""));
    made.way(
        &format!("{host}/zfxxgk.htm"),
        site.page("政府信息公开", &[], "<a href=\"zfxxgk/zfxxgknb.htm\">政府信息公开年报</a>"),
    );
    let papers = papers("临海市", 12, 2023..=2023);
    let pages = 3;
    for (number, chunk) in papers.chunks(4).enumerate() {
        let mut links = Links::new();
        let up = if number == 0 { "../" } else { "../../" };
        for (index, paper) in chunk.iter().enumerate() {
            made.report(&format!("{host}/info/1667/5{number}{index}.htm"), paper.page(&site, &[]));
            links.push((paper.title(), format!("{up}info/1667/5{number}{index}.htm")));
        }
        let mut pager = String::from("<div class=\"pb_sys_common\"><span class=\"p_pages\">");
        if number + 1 < pages {
            let below = pages - 1 - number;
            let folder = if number == 0 { "zfxxgknb/" } else { "" };
            let _ = write!(
                pager,
                "<span class=\"p_next\"><a href=\"{folder}{below}.htm\">下页</a></span><a href=\"{folder}1.htm\">尾页</a>"
            );
        }
        pager.push_str("</span></div>");
        let name = if number == 0 {
            "zfxxgk/zfxxgknb.htm".to_string()
        } else {
            format!("zfxxgk/zfxxgknb/{}.htm", pages - number)
        };
        made.way(
            &format!("{host}/{name}"),
            site.page("政府信息公开年报", &[], &format!("{}{pager}", Site::list(&links, ""))),
        );
    }
    made
}

/// The same module, the addresses put together by a script from a tree of agencies and a choice of years.
pub(crate) fn composed() -> Made {
    let host = "www.taibai.gov.cn";
    let mut made = Made::new("composed", "www.taibai.gov.cn/");
    let site = Site::new("太白县人民政府", host, "/zwgk/");
    made.way(&format!("{host}/"), site.home(80, ""));
    let module = "/module/xxgk/xxgkAnnualReport.jsp";
    made.way(
        &format!("{host}/zwgk/"),
        site.page("政府信息公开", &[], &format!("<a href=\"{module}\">信息公开年报</a>")),
    );
    let (mut nodes, mut years) = (String::new(), String::new());
    for year in [2023, 2022] {
        let _ = write!(years, "<option value=\"{year}\">{year}年</option>");
    }
    for (number, agency) in ["太白县教育局", "太白县财政局", "太白县水利局"].iter().enumerate()
    {
        let _ = write!(nodes, "{{id:\"00100800300{number}\", pId:\"001008\", name:\"{agency}\"}},");
        for year in [2023, 2022] {
            let paper = Paper { agency: agency.to_string(), year };
            made.report(
                &format!("{host}{module}?area=00100800300{number}&fbtime={year}"),
                paper.page(&site, &[]),
            );
        }
    }
    let page = format!(
        "<select id=\"year\">{years}</select><ul id=\"tree\"></ul><script>var nodes = [{nodes}];\n\
         function show(node) {{ location.href = '{module}?area=' + node.id + '&fbtime=' + $('#year').val(); }}</script>"
    );
    made.way(&format!("{host}{module}"), site.page("信息公开年报", &[], &page));
    made
}
