//! The reports that are built into the program for `nianbao demo`: the files that `corpora/demo.txt` lists.

macro_rules! documents {
    ($($path:literal),* $(,)?) => {
        /// Path below `corpora/`, and content.
        pub(super) const DOCUMENTS: &[(&str, &[u8])] =
            &[$(($path, include_bytes!(concat!("../../corpora/", $path)))),*];
    };
}

documents![
    "txt/yuncheng-2023.txt",
    "html/portal-gkmlpt.html",
    "html/portal-jpaas.html",
    "html/portal-trs-recordset.html",
    "html/portal-shanghai.html",
    "html/labels-old-section-two.html",
    "html/charset-gbk-undeclared.html",
    "html/numbers-yuan-in-cell.html",
    "html/shape-div.html",
    "html/planted-balance.html",
    "html/missing-disputes.html",
    "html/picture-tables.html",
    "html/numbers-words.html",
    "txt/text-markdown.txt",
];
