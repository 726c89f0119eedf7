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
    all.extend([posted(), labelled(), shown(), formats(), collected()]);
    all.extend(super::ways::all());
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
        paged(
            "pager_called",
            |n| format!("/zwgk/nb/list_{}.html", n + 1),
            |n, all| {
                let next = if n + 1 < all {
                    format!("<a href=\"javascript:turn({})\">下一页</a>", n + 2)
                } else {
                    String::new()
                };
                format!(
                    "<script>function turn(n){{ window.location.href = \"list_\" + n + \".html\"; }}</script>{next}"
                )
            },
        ),
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

pub(super) fn asked(address: &str) -> Asked {
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

/// Each report with copies as files behind words that say no more than the format.
fn formats() -> Made {
    let mut made = city("formats", "/zwgk/nb/", |links| {
        let entry = |(number, (words, to)): (usize, &(String, String))| {
            format!(
                "<li><a href=\"{to}\">{words}</a> <a href=\"/dl/{number}.pdf\">PDF</a> <a href=\"/dl/{number}.doc\">WORD</a></li>"
            )
        };
        links.iter().enumerate().map(entry).collect()
    });
    for number in 0..12 {
        made.portal
            .put(&format!("www.yuping.gov.cn/dl/{number}.pdf"), Answer::of("application/pdf", "%PDF-1.4"));
    }
    made
}

/// One article hands out the files of all agencies, named for them.
fn collected() -> Made {
    let host = "www.dongli.gov.cn";
    let mut made = Made::new("collected", "www.dongli.gov.cn/zwgk/zfxxgknb/");
    let site = Site::new("东篱区人民政府", host, "/zwgk/zfxxgknb/");
    let title = "东篱区各部门2023年政府信息公开工作年度报告";
    let mut files = String::new();
    for (number, paper) in papers("区", 12, 2023..=2023).into_iter().enumerate() {
        made.file(&format!("{host}/zwgk/zfxxgknb/202401/P{number}.pdf"));
        files.push_str(&format!(
            "<p><a href=\"./P{number}.pdf\">{}.{}.pdf</a></p>",
            number + 1,
            paper.agency
        ));
    }
    let page = "/zwgk/zfxxgknb/202401/t20240118_20.html";
    made.way(&format!("{host}{page}"), site.page(title, &[], &format!("<h1>{title}</h1>{files}")));
    let links = [(title.to_string(), page.to_string())];
    made.way(&format!("{host}/zwgk/zfxxgknb/"), site.page("政府信息公开年报", &[], &Site::list(&links, "")));
    made
}

/// Where announcements of reports lie.
pub(crate) const ANNOUNCED: &str = "/a/announced/";

/// Beside the reports their announcements, and summaries of other work, with titles like theirs and other text.
pub(crate) fn announced() -> Made {
    let titles = [
        "关于公布玉屏山市教育局2023年政府信息公开工作年度报告的公告",
        "玉屏山市公共资源交易中心2022年度工作总结",
    ];
    let address = |number: usize| format!("{ANNOUNCED}t20240202_{}.html", 60 + number);
    let mut made = city("announced", "/zwgk/nb/", |links| {
        let others = titles.iter().enumerate().map(|(number, title)| (title.to_string(), address(number)));
        Site::list(&links.iter().cloned().chain(others).collect::<Vec<_>>(), "")
    });
    for (number, title) in titles.iter().enumerate() {
        let text = "<p>各有关单位：现将有关事项通知如下，请认真组织实施，并及时反馈落实情况。</p>".repeat(14);
        let page =
            format!("<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>");
        made.portal.page(&format!("www.yuping.gov.cn{}", address(number)), page);
    }
    made
}
