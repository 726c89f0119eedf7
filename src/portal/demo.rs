//! The portal that `nianbao demo` crawls: three pieces of software, a city and two of its agencies.

use super::chrome::Site;
use super::{Answer, Portal};

/// The address to begin at.
pub const START: &str = "http://www.yiwang.example/";

/// A document to publish: its file name, its content and the words of the link to it.
pub type Document<'a> = (&'a str, &'a [u8], String);

/// Publishes documents, each on one of three sites in turn.
pub fn portal(documents: &[Document<'_>]) -> Portal {
    let mut portal = Portal::default();
    let mut shares: [Vec<&Document<'_>>; 3] = [Vec::new(), Vec::new(), Vec::new()];
    for (index, document) in documents.iter().enumerate() {
        if let Some(share) = shares.get_mut(index % 3) {
            share.push(document);
        }
    }
    let [city, education, finance] = &shares;
    trs(&mut portal, city);
    hanweb(&mut portal, education);
    gkmlpt(&mut portal, finance);
    portal
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("html", |(_, ending)| ending)
}

fn answer(name: &str, content: &[u8]) -> Answer {
    match ending(name) {
        "txt" => Answer::of("text/plain", content),
        "pdf" => Answer::of("application/pdf", content),
        // Without an encoding: each says its own, or none, as on real portals.
        _ => Answer::of("text/html", content),
    }
}

/// The city: static pages, with the number of pages of a list in a call of a script.
fn trs(portal: &mut Portal, documents: &[&Document<'_>]) {
    const HOST: &str = "www.yiwang.example";
    /// Reports on one page of the list.
    const PER_PAGE: usize = 3;
    let site = Site::new("遗忘市人民政府", HOST, "/zwgk/zfxxgk/");
    let agencies = "<div class=\"links\"><h2>部门网站</h2><ul>\
        <li><a href=\"http://jyj.yiwang.example/\">市教育局</a></li>\
        <li><a href=\"http://czj.yiwang.example/\">市财政局</a></li></ul></div>\n";
    portal.page(&format!("{HOST}/"), site.home(60, agencies));
    portal.put(
        &format!("{HOST}/robots.txt"),
        Answer::of("text/plain", "User-agent: *\nDisallow: /search/\nDisallow: /login\n"),
    );
    let columns = [
        ("政府信息公开指南".to_string(), "/zwgk/zfxxgkzn/".to_string()),
        ("政府信息公开制度".to_string(), "/zwgk/zfxxgkzd/".to_string()),
        ("政府信息公开年报".to_string(), "/zwgk/zfxxgknb/".to_string()),
    ];
    let path = [("政府信息公开", "/zwgk/zfxxgk/")];
    portal.page(&format!("{HOST}/zwgk/zfxxgk/"), site.page("政府信息公开", &path, &Site::list(&columns, "")));
    let pages = documents.len().div_ceil(PER_PAGE).max(1);
    let path = [path[0], ("政府信息公开年报", "/zwgk/zfxxgknb/")];
    for (number, chunk) in documents.chunks(PER_PAGE).enumerate() {
        let links: Vec<(String, String)> = chunk
            .iter()
            .enumerate()
            .map(|(index, (name, content, words))| {
                let file = format!("202401/t20240115_{}.{}", 10 * number + index + 1000, ending(name));
                portal.put(&format!("{HOST}/zwgk/zfxxgknb/{file}"), answer(name, content));
                (words.clone(), format!("./{file}"))
            })
            .collect();
        let content = format!(
            "{}<div class=\"fenye\"><script>createPageHTML({pages}, {number}, \"index\", \"html\");</script></div>",
            Site::list(&links, "2024-01-15")
        );
        let page = site.page("政府信息公开年报", &path, &content);
        if number == 0 {
            portal.page(&format!("{HOST}/zwgk/zfxxgknb/"), page);
        } else {
            portal.page(&format!("{HOST}/zwgk/zfxxgknb/index_{number}.html"), page);
        }
    }
}

/// The education bureau: a list whose records stand in an island of XML.
fn hanweb(portal: &mut Portal, documents: &[&Document<'_>]) {
    const HOST: &str = "jyj.yiwang.example";
    let site = Site::new("遗忘市教育局", HOST, "/col/col1001/index.html");
    let column = "<div class=\"box\"><h3>信息公开</h3><ul><li><a href=\"/col/col1002/index.html\">政府信息公开年报</a></li></ul></div>";
    portal.page(&format!("{HOST}/"), site.home(20, column));
    portal.page(&format!("{HOST}/col/col1001/index.html"), site.page("政府信息公开", &[], column));
    let mut records = String::new();
    for (index, (name, content, words)) in documents.iter().enumerate() {
        let address = format!("/art/2024/1/{}/art_1002_{}.{}", index + 3, 5000 + index, ending(name));
        portal.put(&format!("{HOST}{address}"), answer(name, content));
        records.push_str(&format!(
            "<record><![CDATA[<li><a href='{address}' title='{words}'>{words}</a><span>2024-01-{:02}</span></li>]]></record>\n",
            index + 3
        ));
    }
    let list = format!(
        "<div id=\"5412\"><script type=\"text/xml\"><datastore><recordset>{records}</recordset></datastore></script></div>\n\
         <script>$('#5412').jpage({{totalRecord:{},perPage:15,proxyUrl:'/module/web/jpage/dataproxy.jsp',\
         ajaxParam:{{col:1,webid:7,columnid:1002,unitid:'5412'}}}});</script>",
        documents.len()
    );
    let path = [("政府信息公开", "/col/col1001/index.html"), ("政府信息公开年报", "/col/col1002/index.html")];
    portal.page(&format!("{HOST}/col/col1002/index.html"), site.page("政府信息公开年报", &path, &list));
}

/// The finance bureau: an index built by scripts, and a list in JSON.
fn gkmlpt(portal: &mut Portal, documents: &[&Document<'_>]) {
    const HOST: &str = "czj.yiwang.example";
    let site = Site::new("遗忘市财政局", HOST, "/gkmlpt/index");
    portal.page(&format!("{HOST}/"), site.home(20, ""));
    portal.page(
        &format!("{HOST}/gkmlpt/index"),
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>政府信息公开平台</title></head><body><div id=\"app\"></div>\n\
         <script>window._CONFIG = {\"SID\": 7001, \"TREE\": [{\"id\": 11, \"name\": \"政府信息公开指南\"},\
         {\"id\": 12, \"name\": \"法定主动公开内容\", \"children\": [{\"id\": 13, \"name\": \"机构职能\"}]},\
         {\"id\": 14, \"name\": \"政府信息公开年报\"}]};</script></body></html>",
    );
    let articles: Vec<serde_json::Value> = documents
        .iter()
        .enumerate()
        .map(|(index, (name, content, words))| {
            let path = format!("/gkmlpt/content/9/9{index:03}/post_9{index:03}.{}", ending(name));
            portal.put(&format!("{HOST}{path}"), answer(name, content));
            serde_json::json!({ "title": words, "url": format!("http://{HOST}{path}"), "attachment": [] })
        })
        .collect();
    let list = serde_json::json!({
        "classify": { "id": 14, "name": "政府信息公开年报", "post_count": articles.len() }, "articles": articles
    });
    portal.put(
        &format!("{HOST}/gkmlpt/api/all/14?page=1&sid=7001"),
        Answer::of("application/json", list.to_string()),
    );
}
