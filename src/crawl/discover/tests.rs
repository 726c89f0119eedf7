//! Pages of the test reports, each with what it is; and addresses, each with what it looks like.

use std::path::Path;

use url::Url;

use super::family::{Families, Shape};
use super::{Discoverer, scope_of};
use crate::crawl::page::{Fetched, LinkContext, PageKind, Role};

fn page(address: &str, body: &[u8]) -> Fetched {
    let url = Url::parse(address).unwrap();
    Fetched {
        final_url: url.clone(),
        url,
        status: 200,
        headers: Vec::new(),
        body: body.to_vec().into(),
        media: "text/html".to_string(),
    }
}

fn context(address: &str, role: Option<Role>) -> LinkContext {
    LinkContext {
        depth: u16::from(role.is_some()),
        scope: scope_of(&Url::parse(address).unwrap()),
        years: None,
        role,
        parent: None,
        anchor: String::new(),
        mark: 0,
    }
}

/// The status that a reader must give each document of the corpus says which are reports.
#[test]
fn reports_of_the_corpus_are_reports_and_nothing_else_is() {
    const ADDRESS: &str = "http://www.luming.gov.cn/zwgk/zfxxgknb/202401/t20240115_1000.html";
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    let discoverer = Discoverer::builtin();
    let mut manifest = csv::Reader::from_path(corpora.join("manifest.csv")).unwrap();
    let headers = manifest.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (file, status, family) = (column("file"), column("status"), column("family"));
    let mut wrong = Vec::new();
    for row in manifest.records().map(Result::unwrap) {
        // An answer in JSON is what a page asks for: a crawl looks for links in it, and takes it for no page.
        if !row[file].ends_with(".html") || &row[family] == "answer" {
            continue;
        }
        let body = std::fs::read(corpora.join(&row[file])).unwrap();
        let look = discoverer.look(&page(ADDRESS, &body), &context(ADDRESS, Some(Role::Report)));
        let is_report = look.kind == PageKind::Report;
        if is_report == matches!(&row[status], "not_a_report" | "unreadable") {
            wrong.push(format!("{} ({}): {:?} {}", &row[file], &row[status], look.kind, look.title));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Shapes of addresses as portals have them; the places are made up.
#[test]
fn what_addresses_look_like() {
    use Shape::{Detail, File, List, Report, Unknown};
    let families = Families::built_in();
    for (address, shape) in [
        ("http://www.a.gov.cn/xxgk/xxgknb/2022/xzbm/202301/t20230113_3113885.shtml", Detail),
        ("http://www.a.gov.cn/zfxxgknb/201707/t20170721_1341809.htm", Detail),
        ("http://www.a.gov.cn/zfxxgknb/202001/t20200120_27387", Detail),
        ("http://b.a.gov.cn/xxgkndbg_9667/202203/t1239228.shtml", Detail),
        ("http://www.a.gov.cn/zfxxgk/zfxxgknb/", List),
        ("http://www.a.gov.cn/zfxxgk/zfxxgknb/index_3.html", List),
        ("http://www.a.gov.cn/110016/zfxxgknb/list.shtml", List),
        ("http://www.a.gov.cn/art/2022/1/11/art_1229358718_4858173.html", Detail),
        ("http://www.a.gov.cn/nb/art/2024/art_29a235e519c44f71a30c1b69c8aa1aa5.html", Detail),
        ("http://www.a.gov.cn/col/col12596/index.html", List),
        ("http://www.a.gov.cn/module/xxgk/xxgkAnnualReport.jsp?fbtime=2017&area=113325000026455663", Report),
        ("http://www.a.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=001008003009047&fbtime=2023", Report),
        ("http://www.a.gov.cn/gkmlpt/content/4/4688/post_4688997.html", Detail),
        ("http://www.a.gov.cn/zqhjj/gkmlpt/api/all/21023?page=1&sid=758019", List),
        ("http://www.a.gov.cn/gknbcj/content/post_52760.html", Detail),
        ("http://www.a.gov.cn/XxgkAnnualReport/show/4570.html", Report),
        ("http://www.a.gov.cn/OpennessAnnualReport/year/show/344/2021.html", Report),
        ("http://www.a.gov.cn/openness/OpennessAnnualReport/show/489.html", Report),
        ("http://www.a.gov.cn/OpennessAnnualReport/download/12.html", File),
        (
            "http://www.a.gov.cn/xxgkAnnualReport/yearReportDetail/?branch_id=5f3b2c1d4e5f6a7b8c9d0e1f&year=2022",
            Report,
        ),
        ("http://www.a.gov.cn/public/6616339/1866194191.html", Detail),
        ("http://www.a.gov.cn/public/column/6596741?type=3&action=detail&nav=3&title=2018", Report),
        ("http://www.a.gov.cn/public/column/7731?type=3&nav=5&sub=3&timeFrame=2022&hasContent=true", Report),
        ("http://www.a.gov.cn/public/column/6596741?type=3&nav=3", List),
        ("http://www.a.gov.cn/jyj/gknb/202301/d758e2a979bf4a4c915ec6c9bdb8eab1.shtml", Detail),
        ("http://www.a.gov.cn/nw12344/20230331/4a03b5fa47ae4c73b7ec42801de6be66.html", Detail),
        ("http://www.a.gov.cn/edu/eduzwgk/xxgk/nb/20200711/663170.html", Detail),
        ("http://jyj.a.gov.cn/info/1667/53878.htm", Detail),
        (
            "http://www.a.gov.cn/xxgk_content.jsp?urltype=news.NewsContentUrl&wbtreeid=5069&wbnewsid=1143172",
            Detail,
        ),
        ("http://jyj.a.gov.cn/zfxxgk/zfxxgknb/3.htm", List),
        ("http://a.gov.cn/zfxxgk/zfxxgknb/zj/2021n/1533676551588134914.html", Detail),
        ("http://jyj.a.gov.cn/zfxxgk/zfxxgknb/1.html", List),
        ("http://www.a.gov.cn/zwgk/xxgkml/xxgknb/61efbcd2f8fd1c0bdc7c5128.html", Detail),
        ("http://www.a.gov.cn/tzqnywyh/xxgknb/content/dee4e630-8dc0-4356-b439-facd97e8eaa4.html", Detail),
        ("http://a.gov.cn/new/detail/20220124145934053.html", Detail),
        ("http://a.gov.cn/xxgkcontent-888888025-26013.html", Detail),
        ("http://a.gov.cn/html/CYSTQ/202101/0163350250579547.html", Detail),
        ("http://a.gov.cn/31185/32018/32023/content_2051703.html", Detail),
        ("http://a.gov.cn/25074/25162/37354/39633/index.htm", List),
        ("http://a.gov.cn/zfxxgk_ydx/artview/195/169170.html?nbYear=2024&orgCode=A01A05", Report),
        (
            "http://a.gov.cn/subsiteIndex/toPage?subsiteFlag=x&subsiteId=1&newsClassId=693&pageType=view&objectId=27650",
            Detail,
        ),
        ("http://w.a.gov.cn/eportal/ui?articleKey=b1710741588949f1&columnId=be3e6b&pageId=11f106", Detail),
        ("http://www.a.gov.cn/tq/2025-01/02/article_2025010216124039486.html", Detail),
        ("http://www.a.gov.cn/detail/cid/1704/aid/126486", Detail),
        ("http://public.a.gov.cn/D42Y/6882011.jhtml", Detail),
        ("http://www.a.gov.cn/zwgk/xxgkndbg/20240326/i3300070.html", Detail),
        ("http://www.a.gov.cn/xxgk-show-136188.html", Detail),
        ("http://www.a.gov.cn/Content-2221577.html", Detail),
        ("http://a.gov.cn/zfxxgk/GovOpenShow.aspx?id=20220125180019886", Detail),
        ("http://www.a.gov.cn:81/info/content.jsp?code=127201", Detail),
        ("http://www.a.gov.cn/InfoPublic.aspx?cid=1019&pid=971&page=1&kw=", List),
        ("http://www.a.gov.cn/wzxxgknb/2024/hz.pdf", File),
        ("http://www.a.gov.cn/download.jsp?filename=2023%E5%B9%B4%E6%8A%A5.docx", File),
        ("http://www.a.gov.cn/", List),
        ("http://www.a.gov.cn/zwgk", Unknown),
    ] {
        assert_eq!(families.shape(&Url::parse(address).unwrap()), shape, "{address}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Whatever comes back, it is looked at: pieces of real pages, cut and glued anywhere.
    #[test]
    fn any_bytes_are_looked_at(
        pieces in proptest::collection::vec((0usize..8, 0usize..20_000, 0usize..4_000), 1..6),
        noise in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
        role in 0usize..4,
    ) {
        const PAGES: [&[u8]; 8] = [
            include_bytes!("../../../corpora/html/other-list-page.html"),
            include_bytes!("../../../corpora/html/portal-gkmlpt-config.html"),
            include_bytes!("../../../corpora/html/portal-trs-recordset.html"),
            b"{\"articles\":[{\"title\":\"\xe5\xb9\xb4\xe6\x8a\xa5\",\"url\":\"/x\"}],\"classify\":{\"post_count\":9}}",
            b"<record><![CDATA[<a href='/art/1.html'>x</a>]]></record><nextgroup><![CDATA[<a href=\"?page=2\"></a>]]></nextgroup>",
            b"<script>createPageHTML(4294967295, 4294967295,\"index\",\"html\");var countPage = 99999999999;</script>",
            b"<script>$('#1').jpage({totalRecord:4294967295,perPage:4294967295,proxyUrl:'dataproxy.jsp',ajaxParam:{a:1}})</script>",
            b"<script url=\"/page/build/unit\" querydata=\"{'a':'b','pageNo':'4294967295'}\"></script><base href=\"::\">",
        ];
        let mut body = noise;
        for (page, from, length) in pieces {
            let page = PAGES[page];
            let from = from.min(page.len());
            body.extend_from_slice(&page[from..(from + length).min(page.len())]);
        }
        let discoverer = Discoverer::builtin();
        let role = [None, Some(Role::Report), Some(Role::ListPage), Some(Role::Column)][role];
        for address in [
            "http://www.luming.gov.cn/zfxxgk/zfxxgknb/index_4294967294.html",
            "http://www.luming.gov.cn/gkmlpt/api/all/1?page=4294967295&sid=1",
            "http://www.luming.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=4294967290&endrecord=4294967295&perpage=9",
            "http://www.luming.gov.cn/page/build/unit?pageNo=4294967295&rows=1",
        ] {
            let look = discoverer.look(&page(address, &body), &context(address, role));
            for link in look.links {
                proptest::prop_assert!(link.url.as_str().starts_with("http"));
            }
        }
    }
}

/// What a page costs grows with its length, whatever it repeats.
#[test]
fn large_pages_are_read_in_passing() {
    const ADDRESS: &str = "http://www.luming.gov.cn/zfxxgk/zfxxgknb/";
    let discoverer = Discoverer::builtin();
    for piece in [
        "<div>",
        "<ul><li>",
        "<a href='/zfxxgknb/202401/t20240115_1.html'>年报",
        "<option value='/2023/'>2023年",
        "<record><![CDATA[<a href='/x'>y</a>]]></record>",
        "<script>{name:'市教育局',url:'/jyj/'}",
        "{name:'市教育局',",
        "<iframe src='/x'>",
        "<h3>政府信息公开年报</h3>",
        "共",
        "<script url='/page/build/unit' querydata='{a:b}'></script>",
    ] {
        let body = piece.repeat(2_000_000 / piece.len());
        let begun = std::time::Instant::now();
        let look = discoverer.look(&page(ADDRESS, body.as_bytes()), &context(ADDRESS, Some(Role::ListPage)));
        // Two megabytes; a debug build on a busy machine is thirty times slower than what is shipped.
        assert!(begun.elapsed().as_secs() < 20, "{piece}: {:?}", begun.elapsed());
        drop(look);
    }
}
