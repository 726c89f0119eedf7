//! Portals of several families through a proxy: every report is brought home, and nothing is asked that should not be.

use std::collections::BTreeSet;

use nianbao::archive::catalogue::Reader;
use nianbao::portal::serve::Server;

use crate::portal::hanweb::ToGet;
use crate::portal::{families, hanweb, more};
use crate::util::run;

#[test]
fn portals_are_crawled_through_a_proxy() {
    for made in [
        families::trs(),
        families::subdomains(),
        families::files(),
        hanweb::hanweb(ToGet::Nothing),
        hanweb::hanweb(ToGet::Refusal(405)),
        more::gkmlpt(),
    ] {
        let temp = tempfile::tempdir().unwrap();
        let (name, start, reports) = (made.name, made.start, made.reports);
        let server = Server::start(made.portal).unwrap();
        let proxy = server.proxy();
        run(temp.path(), &["crawl", &start, "-o", "out", "--delay", "0", "--proxy", &proxy, "-q"]).ended(0);
        let reader = Reader::open(&temp.path().join("out")).unwrap();
        let found: BTreeSet<String> = reader
            .documents_after(None)
            .unwrap()
            .into_iter()
            .filter(|document| matches!(&*document.kind, "report" | "attachment"))
            .map(|document| document.address)
            .collect();
        assert_eq!(found, reports, "{name}");
        let log = server.log();
        let asked: Vec<String> = log
            .iter()
            .map(|logged| format!("{}{} {}", logged.asked.host, logged.asked.path, logged.asked.body))
            .collect();
        assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), asked.len(), "{name}: asked twice");
    }
}
