//! The crawler against servers of our own: whatever comes back, how politely it asks, and how it goes on after a kill.

mod families;
mod going_on;
mod hostile;
mod polite;
mod secure;
mod server;
mod sparing;

use std::collections::BTreeMap;
use std::path::Path;

use nianbao::archive::catalogue::Reader;

use crate::util::{Ran, run};

/// What became of the addresses that were expected to be reports, or were turned away: state and reason, by path.
pub(crate) fn outcomes(dir: &Path) -> BTreeMap<String, (String, String)> {
    let reader = Reader::open(dir).unwrap();
    let mut outcomes = BTreeMap::new();
    let mut last = None;
    loop {
        let batch = reader.documents_after(last.as_ref()).unwrap();
        let Some(end) = batch.last() else { return outcomes };
        last = Some(end.clone());
        for document in batch {
            let path = document.address.split_once("://").unwrap().1;
            let path = path.split_once('/').map_or("", |(_, path)| path);
            let what = if document.state == "done" { document.kind } else { document.reason };
            outcomes.insert(format!("/{path}"), (document.state, what));
        }
    }
}

/// Crawls into `out` below a folder, on loopback and without delay.
pub(crate) fn crawl(folder: &Path, starts: &[String], more: &[&str]) -> Ran {
    let mut arguments = vec!["crawl", "-o", "out", "--allow-private-hosts"];
    if !more.contains(&"--delay") {
        arguments.extend(["--delay", "0"]);
    }
    arguments.extend(more);
    arguments.extend(starts.iter().map(String::as_str));
    run(folder, &arguments)
}
