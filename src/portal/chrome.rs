//! What all pages of a portal have around their content: head, navigation, path, foot; and pages of no interest.

use std::fmt::Write as _;

/// A portal's looks.
#[derive(Debug, Clone)]
pub struct Site {
    /// The name of the site: 望川市人民政府.
    pub name: String,
    /// Its host.
    pub host: String,
    /// Its navigation: words and address.
    pub navigation: Vec<(String, String)>,
}

impl Site {
    /// A site with a navigation of the usual kind; `disclosed` is where 政府信息公开 leads.
    pub fn new(name: &str, host: &str, disclosed: &str) -> Site {
        let usual = [
            ("首页", "/"),
            ("要闻动态", "/xwzx/"),
            ("政务服务", "/zwfw/"),
            ("政府信息公开", disclosed),
            ("互动交流", "/hdjl/"),
            ("专题专栏", "/ztzl/"),
            ("走进本地", "/zjbd/"),
        ];
        let navigation =
            usual.iter().map(|(words, address)| (words.to_string(), address.to_string())).collect();
        Site { name: name.to_string(), host: host.to_string(), navigation }
    }

    /// A page: title, the path to it, and its content as markup.
    pub fn page(&self, title: &str, path: &[(&str, &str)], content: &str) -> String {
        let mut html = format!(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}_{}</title>\n\
             <meta name=\"SiteName\" content=\"{}\">\n<link rel=\"stylesheet\" href=\"/css/site.css\"></head>\n<body>\n",
            self.name, self.name
        );
        html.push_str("<div class=\"header\"><div class=\"nav\"><ul>\n");
        for (words, address) in &self.navigation {
            let _ = writeln!(html, "<li><a href=\"{address}\">{words}</a></li>");
        }
        html.push_str("</ul></div></div>\n<div class=\"crumb\">您当前的位置：<a href=\"/\">首页</a>");
        for (words, address) in path {
            let _ = write!(html, " &gt; <a href=\"{address}\">{words}</a>");
        }
        let _ = write!(html, "</div>\n<div class=\"main\">\n{content}\n</div>\n");
        let _ = write!(
            html,
            "<div class=\"footer\"><p>主办：{}办公室　备案号：00000000</p>\
             <a href=\"/wzdt/\">网站地图</a> <a href=\"/gywm/\">联系我们</a> <a href=\"http://www.gov.cn/\">中国政府网</a></div>\n\
             </body></html>\n",
            self.name
        );
        html
    }

    /// A home page with many links that lead nowhere of interest, and `content` among them.
    pub fn home(&self, news: usize, content: &str) -> String {
        let mut body = String::from("<div class=\"news\"><h2>要闻</h2><ul>\n");
        body.push_str(&news_links(&self.name, news));
        body.push_str("</ul></div>\n");
        body.push_str(content);
        body.push_str("<div class=\"notice\"><h2>通知公告</h2><ul>\n");
        for number in 0..news / 4 {
            let _ = writeln!(
                body,
                "<li><a href=\"/tzgg/202402/t202402{:02}_{}.html\">关于第{number}批项目的公示</a></li>",
                number % 28 + 1,
                880_000 + number
            );
        }
        body.push_str("</ul></div>\n");
        self.page("首页", &[], &body)
    }

    /// A list of links, as `<ul>` with the day beside each.
    pub fn list(links: &[(String, String)], day: &str) -> String {
        let mut list = String::from("<ul class=\"list\">\n");
        for (words, address) in links {
            let _ = writeln!(
                list,
                "<li><a href=\"{address}\" title=\"{words}\">{words}</a><span>{day}</span></li>"
            );
        }
        list.push_str("</ul>\n");
        list
    }
}

/// Links to news, some of them about reports.
fn news_links(name: &str, count: usize) -> String {
    let about = [
        "召开工作推进会",
        "开展安全生产检查",
        "发布2023年政府信息公开工作年度报告",
        "举办政府信息公开年报编制培训会",
    ];
    let mut links = String::new();
    for number in 0..count {
        let words = about.get(number % about.len()).copied().unwrap_or_default();
        let place = name.trim_end_matches("人民政府");
        let _ = writeln!(
            links,
            "<li><a href=\"/xwzx/202403/t202403{:02}_{}.html\">{place}{words}（{number}）</a></li>",
            number % 28 + 1,
            770_000 + number
        );
    }
    links
}
