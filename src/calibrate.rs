//! Counts, for each kind of evidence, how often figures with that evidence are right: what the levels of
//! [`crate::confidence::measured`] rest on. Joins inputs and pipeline like [`crate::extract`], and compares with checked
//! figures in place of writing a dataset.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use rust_decimal::Decimal;

use crate::batch;
use crate::confidence::measured::Measured;
use crate::evidence::Evidence;
use crate::inputs::{Input, Inputs};
use crate::pipeline::Pipeline;
use crate::report::Report;
use crate::score::ScoreError;
use crate::score::gold::{self, Gold};
use crate::template::Forms;

/// What was counted.
#[derive(Debug, Default)]
pub struct Counts {
    /// Right and wrong figures of each class. A figure that is not in the report is wrong, also one of a document that is
    /// no report.
    pub classes: BTreeMap<Evidence, Measured>,
    /// Checked figures that were not found. They have no evidence.
    pub missing: u64,
    /// Figures that are wrong though their class is `high`: source and key.
    pub silent: Vec<(String, String)>,
}

/// The checked figures, by the name of the input and the number of the report in it.
type Golds = HashMap<(String, usize), Gold>;

/// Reads `inputs` and compares each figure with the checked ones in `golden` (see [`crate::score::score`]).
pub fn count(
    golden: &Path,
    inputs: Inputs,
    jobs: usize,
    forms: &Forms,
    stop: &AtomicBool,
) -> Result<Counts, ScoreError> {
    let golds: Golds = gold::read_folder(golden, forms)?
        .into_iter()
        .map(|gold| ((gold.name.clone(), gold.number), gold))
        .collect();
    let pipeline = Pipeline::new(forms);
    let mut counts = Counts::default();
    let work = |pending: crate::inputs::Pending| {
        let input = pending.load();
        let reports = batch::guarded(|| pipeline.read(&input)).unwrap_or_default();
        compare(&input, &reports, &golds, forms)
    };
    batch::ordered_map(inputs, jobs, stop, work, |of_input: Option<Counts>| {
        counts.add(of_input.unwrap_or_default());
        Ok::<(), ScoreError>(())
    })?;
    Ok(counts)
}

fn compare(input: &Input, reports: &[Report], golds: &Golds, forms: &Forms) -> Counts {
    let mut counts = Counts::default();
    let file = input.source.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    for (index, report) in reports.iter().enumerate() {
        let gold = golds.get(&(stem.to_string(), index + 1));
        let mut found = 0;
        for figure in &report.figures {
            let key = &forms.place(figure.field).field.key;
            let expected: Option<&Option<Decimal>> = gold.and_then(|gold| gold.figures.get(key));
            found += u64::from(expected.is_some());
            let right = expected.is_some_and(|expected| *expected == figure.value.number());
            let count = counts.classes.entry(figure.evidence).or_default();
            *(if right { &mut count.right } else { &mut count.wrong }) += 1;
            if !right && figure.evidence.at_most() == crate::report::Confidence::High {
                counts.silent.push((input.source.clone(), key.clone()));
            }
        }
        counts.missing += gold.map_or(0, |gold| gold.figures.len() as u64).saturating_sub(found);
    }
    counts
}

impl Counts {
    fn add(&mut self, other: Counts) {
        for (evidence, of_class) in other.classes {
            let count = self.classes.entry(evidence).or_default();
            count.right += of_class.right;
            count.wrong += of_class.wrong;
        }
        self.missing += other.missing;
        self.silent.extend(other.silent);
    }
}
