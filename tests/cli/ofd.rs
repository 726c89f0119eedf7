//! The program on the OFD files of `corpora/ofd/`: they show what the PDFs of the same names show, held to the same figures.

use std::fs;
use std::path::Path;

use crate::pdf::golden;
use crate::util::{run, table};

/// The part of the figures that must be found; one file has no rulings.
const LEAST_FOUND: f64 = 0.998;

#[test]
fn ofd_files_are_read_and_no_figure_is_wrong_or_sure() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ofd");
    if out.exists() {
        fs::remove_dir_all(&out).unwrap();
    }
    run(root, &["extract", "corpora/ofd", "-q", "-o", out.to_str().unwrap()]).ended(0);
    let reports = table(&out, "reports.csv");
    let figures = table(&out, "figures.csv");
    assert_eq!(reports.len(), fs::read_dir(root.join("corpora/ofd")).unwrap().count());
    let (mut right, mut wanted) = (0, 0);
    for report in &reports {
        let name = report["source"].trim_start_matches("corpora/ofd/").trim_end_matches(".ofd");
        assert_eq!(report["media_type"], "application/ofd");
        if name == "lost-scan" {
            assert_eq!(report["status"], "needs_ocr");
            assert!(report["reason"].contains("pictures on page"), "{}", report["reason"]);
            continue;
        }
        assert_eq!(report["status"], "extracted", "{name}: {}", report["reason"]);
        let golden = golden(name);
        for row in figures.iter().filter(|row| row["report_id"] == report["report_id"]) {
            assert_eq!(
                golden.get(&row["key"]),
                Some(&row["value"]),
                "{name} {} {}",
                row["key"],
                row["locator"]
            );
            assert_ne!(row["confidence"], "high", "nothing vouches for the columns");
            assert!(row["locator"].starts_with("page="), "{}", row["locator"]);
            right += 1;
        }
        wanted += golden.len();
    }
    assert!(f64::from(right) >= LEAST_FOUND * wanted as f64, "{right} of {wanted}");
}
