//! Portals with one oddity each: what makes real ones hard beside their family.

use std::fmt::Write as _;

use encoding_rs::GBK;
use nianbao::portal::chrome::Site;
use nianbao::portal::{Answer, Asked};

use super::{Made, Paper, papers};

type Links = Vec<(String, String)>;

/// A city whose list of reports is made by `list`, from their titles and addresses.
pub(crate) fn city(name: &'static str, folder: &str, list: impl Fn(&[(String, String)]) -> String) -> Made {
    let host = "www.yuping.gov.cn";
    let mut made = Made::new(name, "www.yuping.gov.cn/");
    let site = Site::new("玉屏山市人民政府", host, "/zwgk/");
    made.way(&format!("{host}/"), site.home(60, ""));
    made.way(
        &format!("{host}/zwgk/"),
        site.page("政务公开", &[], &format!("<ul><li><a href=\"{folder}\">政府信息公开年报</a></li></ul>")),
    );
    let mut links = Links::new();
    for (number, paper) in papers("玉屏山市", 6, 2022..=2023).into_iter().enumerate() {
        let address = format!("/a/{}/t202401{:02}_{}.html", 202_401, number + 1, 7_000 + number);
        made.report(&format!("{host}{address}"), paper.page(&site, &[]));
        links.push((paper.title(), address));
    }
    let page = site.page("政府信息公开年报", &[("政府信息公开年报", folder)], &list(&links));
    made.way(&format!("{host}{folder}"), page);
    made
}

/// The list is written by a script.
pub(crate) fn written() -> Made {
    city("written", "/zwgk/nb/", |links| {
        let lines = links.iter().map(|(words, address)| {
            format!("document.write('<li><a href=\"{address}\" target=\"_blank\">{words}<\\/a><\\/li>');\n")
        });
        format!("<ul><script>{}</script></ul>", lines.collect::<String>())
    })
}

/// The list is a tree in a script.
pub(crate) fn tree() -> Made {
    city("tree", "/zwgk/nb/", |links| {
        let nodes = links.iter().enumerate().map(|(number, (words, address))| {
            format!("{{ id: {number}, pId: 0, name: '{words}', open: false, url: \"{address}\", target: '_self' }},\n")
        });
        format!("<script>var zNodes = [{}];</script><ul id=\"tree\"></ul>", nodes.collect::<String>())
    })
}

/// A table with a button in each row; the button says nothing.
pub(crate) fn table() -> Made {
    city("table", "/zwgk/nb/", |links| {
        let rows = links.iter().enumerate().map(|(number, (words, address))| {
            let agency = words.split("20").next().unwrap();
            format!("<tr><td>{}</td><td>{agency}</td><td>2023年度</td><td><a href=\"{address}\">查看</a></td></tr>\n", number + 1)
        });
        format!(
            "<table><tr><th>序号</th><th>单位</th><th>年度</th><th>操作</th></tr>{}</table>",
            rows.collect::<String>()
        )
    })
}

/// Links open by script.
pub(crate) fn clicked() -> Made {
    city("clicked", "/zwgk/nb/", |links| {
        let items = links.iter().map(|(words, address)| {
            format!("<li><a href=\"javascript:void(0)\" onclick=\"window.open('{address}','_blank')\">{words}</a></li>\n")
        });
        format!("<ul>{}</ul>", items.collect::<String>())
    })
}

/// Titles are cut, with the whole in the title attribute.
pub(crate) fn cut() -> Made {
    city("cut", "/zwgk/nb/", |links| {
        let items = links.iter().map(|(words, address)| {
            let cut: String = words.chars().take(14).collect();
            format!("<li><a href=\"{address}\" title=\"{words}\">{cut}...</a></li>\n")
        });
        format!("<ul>{}</ul>", items.collect::<String>())
    })
}

/// Titles as agencies word them, none like another.
pub(crate) fn worded() -> Made {
    let host = "www.yuping.gov.cn";
    let mut made = Made::new("worded", "www.yuping.gov.cn/zwgk/");
    let site = Site::new("玉屏山市人民政府", host, "/zwgk/");
    let titles = [
        "玉屏山市教育局关于2023年度政府信息公开工作情况的报告",
        "2023年玉屏山市财政局政府信息公开年报",
        "玉屏山市水利局2023年信息公开年度报告",
        "白石镇2023年度政务公开工作年度报告",
        "南源街道办事处2023年政府信息公开工作年度报告（含附表）",
        "玉屏山市2023年政府信息公开工作年度报告",
        "玉屏山市司法局政府信息公开工作2023年度报告",
        "玉屏山市审计局二〇二三年政府信息公开工作年度报告",
        "2023年政府信息公开工作年度报告（市民政局）",
        "【年报】玉屏山市统计局2023年政府信息公开工作年度报告",
    ];
    let mut links = Links::new();
    for (number, title) in titles.iter().enumerate() {
        let address = format!("/zwgk/xxgknb/c{}.html", 20_240_100 + number);
        let paper = Paper { agency: "玉屏山市教育局".to_string(), year: 2023 };
        made.report(
            &format!("{host}{address}"),
            site.page(title, &[], &format!("<h1>{title}</h1>{}", paper.text())),
        );
        links.push((title.to_string(), address));
    }
    made.way(&format!("{host}/zwgk/xxgknb/"), site.page("政府信息公开年报", &[], &Site::list(&links, "")));
    made.way(
        &format!("{host}/zwgk/"),
        site.page(
            "政务公开",
            &[],
            "<h2>政府信息公开年报</h2><span class=\"more\"><a href=\"xxgknb/\">更多&gt;&gt;</a></span>",
        ),
    );
    made
}

/// A home page of pictures, in GBK, with its list in a frame and pages that are stubs.
pub(crate) fn pictures() -> Made {
    let host = "www.gutang.gov.cn";
    let mut made = Made::new("pictures", "www.gutang.gov.cn/");
    let gbk = |html: String| GBK.encode(&html.replace("utf-8", "gb2312")).0.into_owned();
    let site = Site::new("古塘县人民政府", host, "/x/");
    let picture = "<a href=\"/xxgk/\"><img src=\"/images/xxgk.png\" alt=\"政府信息公开\"></a><a href=\"/zjgt/\"><img src=\"/images/2.png\"></a>";
    made.way(&format!("{host}/"), gbk(site.home(50, picture).replace("政府信息公开</a>", "</a>")));
    made.portal.page(&format!("{host}/x/"), "");
    made.way(
        &format!("{host}/xxgk/"),
        gbk(site.page("政府信息公开", &[], "<a href=\"/xxgk/zfxxgknb/\"><img src=\"nb.png\"></a>")),
    );
    made.way(
        &format!("{host}/xxgk/zfxxgknb/"),
        gbk(site.page("信息公开年报", &[], "<iframe src=\"/xxgk/zfxxgknb/list.html\"></iframe>")),
    );
    let papers = papers("古塘县", 8, 2023..=2023);
    let mut links = Links::new();
    for (number, paper) in papers.iter().enumerate() {
        let address = format!("/xxgk/zfxxgknb/202401/t2024011{number}_{}.htm", 100 + number);
        made.report(&format!("{host}{address}"), gbk(paper.page(&site, &[])));
        links.push((paper.title(), address));
    }
    let script = "<script>var currentPage = 0;var countPage = 40;//共多少页\nvar u = \"list_\" + i + \".html\";</script>";
    let list = format!(
        "<html><head><meta charset=\"gb2312\"></head><body>{}{script}</body></html>",
        Site::list(&links, "")
    );
    made.way(&format!("{host}/xxgk/zfxxgknb/list.html"), gbk(list));
    for number in 1..40 {
        let stub = "<html><head><title>index</title></head><body><script>var a=1;</script></body></html>";
        made.portal.page(&format!("{host}/xxgk/zfxxgknb/list_{number}.html"), stub);
    }
    made
}

/// gkmlpt below a part of the site, its settings no JSON, reached by a link with the number of the column.
pub(crate) fn gkmlpt_loose() -> Made {
    let host = "www.nanyu.gov.cn";
    let mut made = Made::new("gkmlpt_loose", "www.nanyu.gov.cn/");
    let site = Site::new("南屿市生态环境局", host, "/nyhjj/gkmlpt/index");
    let block = "<div class=\"gk\"><a href=\"/nyhjj/gkmlpt/index#21022\">政府信息公开年报</a></div>";
    made.way(&format!("{host}/"), site.home(50, block));
    let index = "<html><head><title>政府信息公开平台</title></head><body><div id=app></div><script>\nwindow._CONFIG = { APP_URL: '/nyhjj',\n SID: 758019,\n\
         TREE: [ {id: 21020, parent_id: 0, name: '机构概况'}, {id: 21022, parent_id: 0, name: '工作年报', children: []} ] };\n</script></body></html>";
    made.way(&format!("{host}/nyhjj/gkmlpt/index"), index);
    made.ways.insert(format!("http://{host}/nyhjj/gkmlpt/index#21022"));
    made.ways.insert(format!("http://{host}/nyhjj/gkmlpt/api/all/21022?page=1&sid=758019"));
    let mut articles = Vec::new();
    for (number, paper) in papers("南屿市", 5, 2023..=2023).into_iter().enumerate() {
        let address = format!("/nyhjj/gkmlpt/content/3/3255/post_32554{number}.html");
        made.report(&format!("{host}{address}"), paper.page(&site, &[]));
        articles.push(serde_json::json!({"title": paper.title(), "post_url": address, "url": address}));
    }
    made.portal.script(&format!("{host}/nyhjj/gkmlpt/api/all/21022"), move |asked: &Asked| {
        // One page only: the others are not there.
        if asked.parameter("page").as_deref() != Some("1") {
            return Answer::missing();
        }
        let body = serde_json::json!({"classify": {"id": 21022, "name": "工作年报", "post_count": 5}, "articles": articles});
        Answer::of("application/json", body.to_string())
    });
    made
}

/// A list that a script asks for as JSON, page by page.
pub(crate) fn json() -> Made {
    let host = "www.heilin.gov.cn";
    let mut made = Made::new("json", "www.heilin.gov.cn/");
    let site = Site::new("黑林市人民政府", host, "/c100/zwgk.shtml");
    made.way(&format!("{host}/"), site.home(50, ""));
    made.way(
        &format!("{host}/c100/zwgk.shtml"),
        site.page("政府信息公开", &[], "<a href=\"/c112289/list.shtml\">政府信息公开年报</a>"),
    );
    let script = "<div id=\"list\">{{ title }}</div><script>$.get('/common/search/c112289?_isAgg=false&_isJson=true&_pageSize=10&page=1', show)</script>";
    made.way(&format!("{host}/c112289/list.shtml"), site.page("政府信息公开年报", &[], script));
    let mut results = Vec::new();
    for (number, paper) in papers("黑林市", 12, 2022..=2023).into_iter().enumerate() {
        let address = format!("/heilin/c112289c/202402/c01_{}.shtml", 1_108_000 + number);
        made.report(&format!("{host}{address}"), paper.page(&site, &[]));
        results.push(
            serde_json::json!({"title": paper.title(), "url": address, "publishedTimeStr": "2024-02-01"}),
        );
    }
    made.portal.script(&format!("{host}/common/search/c112289"), move |asked: &Asked| {
        let page: usize = asked.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1);
        let part = results.chunks(10).nth(page - 1).unwrap_or_default();
        Answer::of(
            "application/json",
            serde_json::json!({"data": {"total": results.len(), "results": part}}).to_string(),
        )
    });
    made
}

/// Years chosen in a list of entries, agencies chosen by a link each, nothing where it is expected: three levels down.
pub(crate) fn nested() -> Made {
    let host = "www.sanjie.gov.cn";
    let mut made = Made::new("nested", "www.sanjie.gov.cn/");
    let site = Site::new("三界市人民政府", host, "/zwgk/");
    made.way(&format!("{host}/"), site.home(100, ""));
    made.way(
        &format!("{host}/zwgk/"),
        site.page("政务公开", &[], "<dl><dt>公开平台</dt><dd><a href=\"/zwgk/xxgk/\">信息公开</a></dd></dl>"),
    );
    made.way(
        &format!("{host}/zwgk/xxgk/"),
        site.page("信息公开", &[], "<ul><li><a href=\"/zwgk/xxgk/nb/\">年报</a></li></ul>"),
    );
    let mut kinds = String::new();
    for (kind, words) in [("bm", "市直部门"), ("xz", "乡镇（街道）"), ("qx", "县（市、区）")]
    {
        let _ = write!(kinds, "<li><a href=\"/zwgk/xxgk/nb/{kind}/\">{words}</a></li>");
        let mut options = String::from("<select onchange=\"location=this.value\">");
        for year in [2023, 2022] {
            let _ = write!(options, "<option value=\"/zwgk/xxgk/nb/{kind}/{year}/\">{year}年</option>");
            let mut links = Links::new();
            for (number, paper) in papers(&format!("三界市{words}第"), 3, year..=year).into_iter().enumerate()
            {
                let address = format!("/zwgk/xxgk/nb/{kind}/{year}/1{number}_{}.html", 900_000 + number);
                let agency = ["市教育局", "白石镇", "南屿区"][number % 3];
                let paper = Paper { agency: agency.to_string(), year: paper.year };
                made.report(&format!("{host}{address}"), paper.page(&site, &[]));
                links.push((agency.to_string(), address));
            }
            made.way(
                &format!("{host}/zwgk/xxgk/nb/{kind}/{year}/"),
                site.page(&format!("{year}年"), &[], &Site::list(&links, "")),
            );
        }
        options.push_str("</select>");
        made.way(&format!("{host}/zwgk/xxgk/nb/{kind}/"), site.page(words, &[], &options));
    }
    made.way(&format!("{host}/zwgk/xxgk/nb/"), site.page("年报", &[], &format!("<ul>{kinds}</ul>")));
    made
}
