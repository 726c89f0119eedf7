//! The reports that are built into the program for `nianbao demo`: the files that `corpora/demo.txt` lists.

macro_rules! documents {
    ($($path:literal),* $(,)?) => {
        /// Path below `corpora/`, and content.
        pub(super) const DOCUMENTS: &[(&str, &[u8])] =
            &[$(($path, include_bytes!(concat!("../../corpora/", $path)))),*];
    };
}

documents!["demo/qinglan-water-2023.txt"];
