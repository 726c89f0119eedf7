//! The program from outside: what is typed, what is printed, what is left on the disk. One binary, so that it links once.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails, in its helpers too"
)]

mod audit;
mod audited;
mod bombs;
mod checks;
mod compare;
mod compare_groups;
mod corpora;
mod crawl;
mod demo;
mod disk;
mod doubts;
mod excel;
mod files;
#[path = "../../src/document/pdf/tests/fixture.rs"]
#[expect(dead_code, reason = "made for the tests of the PDF reader, which use all of it")]
mod fixture;
mod help;
mod inputs;
mod killed;
mod lost;
mod made;
mod mutations;
mod ofd;
mod pdf;
mod places;
mod portal;
mod portals;
mod prose;
mod saved;
mod score;
mod sentences;
mod show;
mod site;
mod util;
mod workers;
