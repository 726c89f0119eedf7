//! Makes ready, once and for all, what the program would otherwise make ready at each start.
//!
//! - The forms, words and regions of `data/` are read here, by the same loaders as those of `--data` are at run time, and laid out so that
//!   the program can use them as they are. So are the files that explain a dataset, and the maps of Chinese characters that PDFs refer to.
//! - On Linux the program is linked to a fixed address. One that may lie anywhere has 60,000 of its own pointers mended
//!   at each start: 1.8 ms of processor time against 1.1, and 600 of the 1,900 pages that are touched to read one PDF. What that
//!   gives up is that the code of the program itself lies elsewhere each time; libraries, heap and stacks still do, and what
//!   reads outside data is safe Rust in a process of its own.

use std::env::var;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

#[path = "build/gb1.rs"]
mod gb1;

/// The loaders, as they stand in the program, which uses more of them.
#[allow(dead_code, unreachable_pub)]
#[path = "src/template"]
mod template {
    mod alias;
    mod crosswalk;
    mod error;
    mod form;
    mod forms;
    pub(crate) mod lists;
    mod load;
    mod raw;

    pub(crate) use alias::{Alias, LabelPart};
    pub(crate) use crosswalk::{Crossing, JOINED, Relation};
    pub(crate) use form::{Block, FieldId, FormId, Layout, Table, Unit};
    pub(crate) use forms::{Forms, Place};
}

/// The same again.
#[allow(dead_code, unreachable_pub)]
#[path = "src/place"]
mod place {
    pub(crate) mod atlas;
    mod bodies;
    mod error;
    mod flag;
    mod kinds;
    mod region;
    mod words;

    pub(crate) use flag::Flag;
    pub(crate) use kinds::kinds;
}

/// The same again.
#[allow(dead_code, unreachable_pub)]
#[path = "src/normalise"]
mod normalise {
    mod family;
    pub(crate) mod find;
    mod fold;
    mod header_order;
    pub(crate) mod identify {
        pub(crate) mod lists;
    }
    mod similarity;
    pub(crate) mod vocabulary;

    pub(crate) use find::Finder;
}

/// The same again.
#[allow(dead_code, unreachable_pub)]
#[path = "src/mine"]
mod mine {
    pub(crate) mod learned {
        pub(crate) mod model;
    }
    pub(crate) mod lists;
    mod section;

    pub(crate) use section::Section;
}

/// The same again.
#[allow(dead_code, unreachable_pub)]
#[path = "src/report"]
mod report {
    mod words;

    pub(crate) use words::{Confidence, Flag, Level, Missing, Status};
}

/// The same again.
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "src/dataset"]
mod dataset {
    pub(crate) mod codebook;
    pub(crate) mod columns;
    pub(crate) mod crosswalk;
    pub(crate) mod described;
    mod guard;
    mod line;
    mod precision;
}

fn main() -> Result<(), Box<dyn Error>> {
    // What the loaders include is theirs to watch: it is part of this program.
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build/gb1.rs");
    let out = PathBuf::from(var("OUT_DIR")?);
    let forms = template::Forms::of_repository()?;
    fs::write(out.join("forms"), postcard::to_stdvec(&forms)?)?;
    fs::write(out.join("vocabulary"), normalise::vocabulary::Vocabulary::pack(&forms)?)?;
    fs::write(out.join("identify"), normalise::identify::lists::Words::pack()?)?;
    fs::write(out.join("mine"), mine::lists::Words::pack()?)?;
    fs::write(out.join("learned"), mine::learned::model::pack(include_str!("data/mine/learned.txt")))?;
    fs::write(out.join("atlas"), place::atlas::Atlas::of_repository()?.pack()?)?;
    fs::write(out.join("codebook.csv"), dataset::codebook::csv(&forms, false))?;
    fs::write(out.join("crosswalk.csv"), dataset::crosswalk::csv(&forms, false))?;
    fs::write(out.join("datapackage.json"), dataset::described::of_new_folder(&forms))?;
    gb1::write(&out)?;
    link();
    Ok(())
}

fn link() {
    let target = |what: &str| var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // A program without libraries is linked in a way of its own.
    let is_static = target("FEATURE").split(',').any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !is_static {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
