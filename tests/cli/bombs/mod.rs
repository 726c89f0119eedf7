//! PDFs made to hang, to crash, to fill the memory or to be misread, made here and stored nowhere.
//!
//! Each costs at most its own row, and none becomes a report with figures.

mod content;
mod fonts;
mod structure;

use std::fs;
use std::time::{Duration, Instant};

use crate::util::{report, run, table};

pub(crate) use content::{fill, hang};

/// A name and the bytes.
type Bomb = (&'static str, Vec<u8>);

#[test]
fn no_bomb_costs_more_than_its_own_row() {
    let mut bombs = structure::all();
    bombs.extend(content::all());
    bombs.extend(fonts::all());
    assert!(bombs.len() >= 30);
    let temp = tempfile::tempdir().unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = temp.path().join("docs");
    fs::create_dir(&docs).unwrap();
    fs::copy(root.join("corpora/pdf/rules-thin.pdf"), docs.join("zz-good.pdf")).unwrap();
    for (name, bytes) in &bombs {
        fs::write(docs.join(format!("{name}.pdf")), bytes).unwrap();
    }
    let arguments =
        ["extract", "docs", "-o", "out", "-q", "-j", "2", "--pdf-timeout", "2", "--pdf-memory", "256"];
    let started = Instant::now();
    run(temp.path(), &arguments);
    // Each may take its two seconds; two are read at once.
    assert!(started.elapsed() < Duration::from_secs(2 * bombs.len() as u64 + 20));
    let out = temp.path().join("out");
    let rows = table(&out, "reports.csv");
    assert_eq!(rows.len(), bombs.len() + 1);
    for row in &rows {
        println!("{:32} {:14} {}", row["source"], row["status"], row["reason"]);
        assert!(!row["reason"].contains("internal error"), "{row:?}");
    }
    for (name, _) in &bombs {
        let row = report(&out, &format!("docs/{name}.pdf"));
        assert_eq!((row["figures_found"].as_str(), row["high"].as_str()), ("0", "0"), "{name}");
        assert_ne!(row["status"], "extracted", "{name}");
    }
    assert_eq!(report(&out, "docs/zz-good.pdf")["status"], "extracted");
}
