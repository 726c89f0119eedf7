//! The program from outside: what is typed, what is printed, what is left on the disk. One binary, so that it links once.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails, in its helpers too"
)]

mod audit;
mod corpora;
mod crawl;
mod demo;
mod disk;
mod excel;
mod help;
mod inputs;
mod killed;
mod made;
mod pdf;
mod portal;
mod portals;
mod score;
mod show;
mod util;
