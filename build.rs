//! Has the program linked to a fixed address on Linux, for it starts twice before it reads a PDF.
//!
//! A program that may lie anywhere has 60,000 of its own pointers mended at each start: 1.8 ms of processor time against 1.1, and
//! 600 of the 1,900 pages that are touched to read one PDF. What that gives up is that the code of the program itself lies elsewhere each
//! time; libraries, heap and stacks still do, and what reads outside data is safe Rust in a process of its own.

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |what: &str| var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // A program without libraries is linked in a way of its own.
    let is_static = target("FEATURE").split(',').any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !is_static {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
