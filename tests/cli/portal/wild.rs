//! Portals with pagers and links as they are met in the wild, each in a dialect of its own.

use nianbao::portal::chrome::Site;
use nianbao::portal::{Answer, Asked};

use super::odd::city;
use super::{Made, papers};

type Links = Vec<(String, String)>;

/// All of them.
pub(crate) fn all() -> Vec<Made> {
    let mut all = pagers();
    all.extend(links());
    all.extend([posted(), sent_on(), labelled(), shown(), others(), deep(), gkmlpt_of_agencies()]);
    all
}

/// A list in four pages below `/zwgk/nb/`; `pager` is given the number of this page and of all.
fn paged(name: &'static str, page: impl Fn(usize) -> String, pager: impl Fn(usize, usize) -> String) -> Made {
    let host = "www.linshui.gov.cn";
    let mut made = Made::new(name, "www.linshui.gov.cn/zwgk/");
    let site = Site::new("临水市人民政府", host, "/zwgk/");
    let column = format!("<ul><li><a href=\"{}\">政府信息公开年报</a></li></ul>", page(0));
    made.way(&format!("{host}/zwgk/"), site.page("政务公开", &[], &column));
    let papers = papers("临水市", 6, 2020..=2023);
    let pages = papers.chunks(6).len();
    for (number, chunk) in papers.chunks(6).enumerate() {
        let mut links = Links::new();
        for (index, paper) in chunk.iter().enumerate() {
            let address = format!("/zwgk/nb/202401/t20240115_{}.html", 3_000 + 10 * number + index);
            made.report(&format!("{host}{address}"), paper.page(&site, &[]));
            links.push((paper.title(), address));
        }
        let html = format!("{}{}", Site::list(&links, ""), pager(number, pages));
        made.way(&format!("{host}{}", page(number)), site.page("政府信息公开年报", &[], &html));
    }
    made
}

fn by_index(number: usize) -> String {
    if number == 0 { "/zwgk/nb/".to_string() } else { format!("/zwgk/nb/index_{number}.html") }
}

fn by_query(number: usize) -> String {
    if number == 0 {
        "/zwgk/nb.aspx?c=7".to_string()
    } else {
        format!("/zwgk/nb.aspx?c=7&page={}", number + 1)
    }
}

fn pagers() -> Vec<Made> {
    vec![
        paged("pager_object", by_index, |n, all| {
            format!("<script>Pager({{size:{all}, current:{n}, prefix:'index',suffix:'html'}});</script>")
        }),
        paged("pager_variables", by_index, |n, all| {
            format!(
                "<script>var m_nRecordCount = \"24\"; var m_nCurrPage = {n}; var m_strPageName = \"index\"; var m_strPageExt = \"html\";\n\
                 var m_nPageSize = 6;\nvar m_nPageCount = {all};</script>"
            )
        }),
        paged("pager_any_name", by_index, |n, all| {
            format!("<script>turnTo(\"{all}\",\"{n}\",\"index\",\"html\");</script>")
        }),
        paged("pager_signs", by_index, |n, all| {
            let next = if n + 1 < all {
                format!("<a href=\"index_{}.html\">&gt;&gt;</a>", n + 1)
            } else {
                String::new()
            };
            format!("<div>{next}<a href=\"/zwgk/nb/index_{}.html\">尾页</a></div>", all - 1)
        }),
        paged("pager_last", by_index, |_, all| {
            format!("<div><a href=\"/zwgk/nb/index_{}.html\">尾页</a></div>", all - 1)
        }),
        paged("pager_hidden", by_index, |n, all| {
            let next = data_encoding::BASE64.encode(format!("index_{}.html", n + 1).as_bytes());
            if n + 1 < all {
                format!("<a href=\"javascript:go('{next}')\">下一页</a>")
            } else {
                String::new()
            }
        }),
        paged("pager_select", by_query, |_, all| {
            let option = |n: usize| format!("<option value=\"{}\">第{}页</option>", by_query(n), n + 1);
            format!(
                "<select onchange=\"location=this.value\">{}</select>",
                (0..all).map(option).collect::<String>()
            )
        }),
        paged("pager_script", by_query, |n, all| {
            format!(
                "<div id=\"pg\"></div><script>laypage({{cont:'pg', pages:{all}, curr:{}, jump:function(o){{\n\
                 location.href='nb.aspx?c=7&page='+o.curr; }}}});</script>",
                n + 1
            )
        }),
    ]
}

/// Links that are no `<a href>`.
fn links() -> Vec<Made> {
    let each = |links: &[(String, String)], one: &dyn Fn(&str, &str) -> String| {
        links.iter().map(|(words, address)| one(words, address)).collect::<String>()
    };
    let number = |address: &str| address.rsplit(['_', '.']).nth(1).unwrap().to_string();
    vec![
        city("entries_clicked", "/zwgk/nb/", move |links| {
            each(links, &|words, to| {
                format!("<li onclick=\"window.open('{to}')\">{words}<span>2024-01-18</span></li>")
            })
        }),
        city("rows_clicked", "/zwgk/nb/", move |links| {
            let row = |words: &str, to: &str| {
                format!(
                    "<tr onclick=\"location.href='{to}'\"><td>1</td><td>{words}</td><td>2024-01-18</td></tr>"
                )
            };
            format!("<table>{}</table>", each(links, &row))
        }),
        city("in_attributes", "/zwgk/nb/", move |links| {
            each(links, &|words, to| {
                format!("<li><a href=\"javascript:;\" data-url=\"{to}\">{words}</a></li>")
            })
        }),
        city("in_variables", "/zwgk/nb/", move |links| {
            let line = |words: &str, to: &str| {
                format!(
                    "var url='{to}';var str='{words}';document.write('<li><a href=\"'+url+'\">'+str+'</a></li>');\n"
                )
            };
            format!("<script>{}</script>", each(links, &line))
        }),
        city("in_fields", "/zwgk/nb/", move |links| {
            let entry = |words: &str, to: &str| {
                format!("{{\"docid\":\"1\",\"title\":\"{words}\",\"docpuburl\":\"{to}\"}},")
            };
            format!("<ul id=\"list\"></ul><script>var data=[{}];</script>", each(links, &entry))
        }),
        called("called", "function show(id){ window.open('/a/show-' + id + '.html'); }", move |links| {
            each(links, &|words, to| {
                format!("<li><a href=\"javascript:show({})\">{words}</a></li>", number(to))
            })
        }),
        part("loaded", "list_inc.html", "$('#box').load('list_inc.html');", move |links| {
            Site::list(links, "")
        }),
        part("asked_for", "data.json", "$.getJSON(\"data.json\", show);", move |links| {
            let entry = |(words, to): &(String, String)| serde_json::json!({"TITLE": words, "URL": to});
            serde_json::json!({"rows": links.iter().map(entry).collect::<Vec<_>>()}).to_string()
        }),
    ]
}

/// Reports at the addresses that a function of the page puts together.
fn called(name: &'static str, function: &str, list: impl Fn(&[(String, String)]) -> String) -> Made {
    let mut made =
        city(name, "/zwgk/nb/", |links| format!("<script>{function}</script><ul>{}</ul>", list(links)));
    let known: Vec<String> = made.reports.iter().cloned().collect();
    for address in known {
        let number = address.rsplit(['_', '.']).nth(1).unwrap();
        let page = made.portal.answer(&asked(&address));
        made.report(&format!("www.yuping.gov.cn/a/show-{number}.html"), page.body);
        made.reports.remove(&address);
    }
    made
}

fn asked(address: &str) -> Asked {
    let (host, path) = address.trim_start_matches("http://").split_once('/').unwrap();
    Asked { method: "GET".to_string(), host: host.to_string(), path: format!("/{path}"), body: String::new() }
}

/// A list that the page's script fetches beside it.
fn part(name: &'static str, file: &str, script: &str, list: impl Fn(&[(String, String)]) -> String) -> Made {
    let held = std::cell::RefCell::new(String::new());
    let mut made = city(name, "/zwgk/nb/", |links| {
        held.replace(list(links));
        format!("<div id=\"box\"></div><script>{script}</script>")
    });
    made.way(&format!("www.yuping.gov.cn/zwgk/nb/{file}"), held.into_inner());
    made
}

/// ASP.NET: the next page is had by posting the page's state back.
fn posted() -> Made {
    let host = "www.linshui.gov.cn";
    let mut made = Made::new("posted", "www.linshui.gov.cn/zwgk/");
    let site = Site::new("临水市人民政府", host, "/zwgk/");
    let column = "<ul><li><a href=\"/zwgk/list.aspx?c=7\">政府信息公开年报</a></li></ul>";
    made.way(&format!("{host}/zwgk/"), site.page("政务公开", &[], column));
    made.ways.insert(format!("http://{host}/zwgk/list.aspx?c=7"));
    let mut links = Links::new();
    for (number, paper) in papers("临水市", 6, 2020..=2023).into_iter().enumerate() {
        let address = format!("/zwgk/show.aspx?id={}", 900 + number);
        made.report(&format!("{host}{address}"), paper.page(&site, &[]));
        links.push((paper.title(), address));
    }
    made.portal.script(&format!("{host}/zwgk/list.aspx"), move |asked: &Asked| {
        let page = match &*asked.method {
            "POST" if asked.parameter("__EVENTTARGET").as_deref() == Some("Pager1") => {
                let from = asked.parameter("__VIEWSTATE").unwrap_or_default();
                let page: usize = asked.parameter("__EVENTARGUMENT").unwrap().parse().unwrap();
                assert_eq!(from, format!("a+/b={}", page - 1), "the state of the page before");
                assert!(asked.parameter("search").is_none());
                page
            }
            _ => 1,
        };
        let next = if page < 4 {
            format!("<a href=\"javascript:__doPostBack(&#39;Pager1&#39;,&#39;{}&#39;)\">下一页</a>", page + 1)
        } else {
            String::new()
        };
        let form = format!(
            "<form method=\"post\" action=\"list.aspx?c=7\"><input type=\"hidden\" name=\"__VIEWSTATE\" value=\"a+/b={page}\">\
             <input type=\"hidden\" name=\"__EVENTTARGET\" value=\"\"><input type=\"submit\" name=\"search\" value=\"检索\">{}{next}</form>",
            Site::list(&links[6 * (page - 1)..6 * page], "")
        );
        Answer::page(site.page("政府信息公开年报", &[], &form))
    });
    made
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

/// Beside each report its picture version and its announcement, with the same words.
fn labelled() -> Made {
    let mut made = city("labelled", "/zwgk/nb/", |links| {
        let mut all = Links::new();
        for (number, (words, address)) in links.iter().enumerate() {
            all.push((words.clone(), address.clone()));
            all.push((format!("【图解】{words}"), format!("/zwgk/nb/202402/t20240202_{}.html", 60 + number)));
            all.push((format!("一图读懂{words}"), format!("/zwgk/nb/202402/t20240202_{}.html", 80 + number)));
        }
        Site::list(&all, "")
    });
    for number in 0..40 {
        made.portal.page(
            &format!("www.yuping.gov.cn/zwgk/nb/202402/t20240202_{}.html", 60 + number),
            format!(
                "<h1>【图解】玉屏山市2023年政府信息公开工作年度报告</h1>{}",
                "<img src=\"x.png\">".repeat(5)
            ),
        );
    }
    made
}

/// Files that the list shows in a viewer, or a page's script does.
fn shown() -> Made {
    let host = "www.dongli.gov.cn";
    let mut made = Made::new("shown", "www.dongli.gov.cn/zwgk/zfxxgknb/");
    let site = Site::new("东篱区人民政府", host, "/zwgk/zfxxgknb/");
    let mut links = Links::new();
    for (number, paper) in papers("东篱区", 6, 2023..=2023).into_iter().enumerate() {
        let title = paper.title();
        let file = format!("/files/{number}.pdf");
        made.file(&format!("{host}{file}"));
        let page = format!("/zwgk/zfxxgknb/202401/t20240118_{}.html", 20 + number);
        match number % 3 {
            0 => {
                links.push((title, format!("/pdfjs/web/viewer.html?file={file}")));
                continue;
            }
            1 => {
                let script = format!(
                    "<h1>{title}</h1><div id=\"pdf\"></div><script>PDFObject.embed(\"{file}\", \"#pdf\");</script>"
                );
                made.way(&format!("{host}{page}"), site.page(&title, &[], &script));
            }
            _ => {
                let address = format!("/zwgk/download.jsp?id={number}&n=nb");
                made.reports.remove(&format!("http://{host}{file}"));
                made.file(&format!("{host}{address}"));
                let icon = format!(
                    "<h1>{title}</h1><p><img src=\"/pdf.gif\"><a href=\"{address}\"><img src=\"/icon.gif\">{title}</a></p>"
                );
                made.way(&format!("{host}{page}"), site.page(&title, &[], &icon));
            }
        }
        links.push((title, page));
    }
    made.way(&format!("{host}/zwgk/zfxxgknb/"), site.page("政府信息公开年报", &[], &Site::list(&links, "")));
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
