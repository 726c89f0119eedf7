//! What must hold of any report, whatever the bytes were; shared by the fuzz targets.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use nianbao::inputs::Input;
use nianbao::pipeline::Pipeline;
use nianbao::report::{Confidence, Report, Status, Value};
use nianbao::template::{FieldId, Forms};

static PIPELINE: LazyLock<Pipeline<'static>> = LazyLock::new(|| Pipeline::new(Forms::builtin()));

/// Reads the bytes as one document and checks what comes out.
pub fn read(data: &[u8]) {
    let input = Input::new("fuzz", data.to_vec());
    let Ok(reports) = catch_unwind(AssertUnwindSafe(|| PIPELINE.read(&input))) else {
        // A panic that leaves the pipeline has already been printed by the hook.
        std::process::abort();
    };
    assert!(!reports.is_empty(), "an input without a row");
    reports.iter().for_each(check);
}

/// What every row promises.
pub fn check(report: &Report) {
    if matches!(report.status, Status::Unreadable | Status::NotAReport | Status::NeedsOcr | Status::Blocked) {
        assert!(report.figures.is_empty(), "{:?} with figures", report.status);
        assert!(!report.reason.is_empty(), "{:?} without a reason", report.status);
    }
    let fields: BTreeSet<FieldId> = report.figures.iter().map(|figure| figure.field).collect();
    assert!(fields.len() == report.figures.len(), "a figure twice");
    for figure in &report.figures {
        if figure.confidence == Confidence::High && matches!(figure.value, Value::Number(_)) {
            assert!(
                figure.published.chars().any(|c| !c.is_whitespace()),
                "a high number where nothing is printed"
            );
        }
    }
}

/// Lets the panics of the PDF libraries pass, which the reader catches page by page; only those that leave it count.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
}
