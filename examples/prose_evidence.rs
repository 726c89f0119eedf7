//! Prints the evidence for the keys of typed sentences, a line of JSON each: what `scripts/learn_prose.py` learns from.
//!
//! Each sentence comes several times: with all the keys of its other numbers, and with some of them hidden, as they are when no rule
//! knows them.

#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "typed by hand, and of the tests as well")]
#[path = "../tests/cli/prose/typed.rs"]
mod typed;

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::Write;

use nianbao::mine::Miner;
use nianbao::template::Forms;
use typed::{cases, read};

/// Of 100 keys beside a number, how many are hidden in each turn.
const HIDDEN: [u64; 3] = [0, 15, 40];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let forms = Forms::builtin();
    let miner = Miner::new(forms);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(1) {
        for case in cases(&std::fs::read_to_string(&path)?, forms) {
            for hidden in HIDDEN {
                let known = |at: usize| chance(&case.sentence, at, hidden) >= hidden;
                let (section, year) = (case.section, Some(case.year));
                let (stated, evidence) = miner.evidence(section, &case.sentence, year, &case.tables, &known);
                let found: Vec<String> = stated.iter().map(read).collect();
                let line = serde_json::json!({ "typed": case.figures, "found": found, "evidence": evidence });
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}

/// A number below 100 that looks drawn and is the same each time.
fn chance(sentence: &str, at: usize, turn: u64) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one((sentence, at, turn)) % 100
}
