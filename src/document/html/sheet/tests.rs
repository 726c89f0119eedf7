//! Rules, and which elements they hide.

use super::*;
use crate::document::html::feed;
use crate::document::html::names::Tag;
use crate::document::html::tree::ROOT;

/// The ids of the elements of a page that the rules of a style hide.
fn hidden(css: &str, body: &str) -> Vec<String> {
    let page = format!("<style>{css}</style>{body}");
    let tree = feed::parse(&page);
    let all: Vec<Id> = (0..tree.len() as Id).collect();
    let sheet = Sheets::read(&tree, true).looks;
    assert_eq!(tree.node(ROOT).tag, Tag::Document);
    let gone = |id: &Id| {
        let (plain, strong) = sheet.look(&tree, *id);
        plain.under(strong).is_gone()
    };
    all.iter().filter(|id| gone(id)).filter_map(|&id| Some(tree.attr(id, Attr::Id)?.to_string())).collect()
}

#[test]
fn classes_ids_and_names_hide() {
    let body = "<div id=a class='x y'></div><p id=b class=x></p><p id=c></p><p id=d class='Y'></p>";
    assert_eq!(hidden(".x{display:none}", body), ["a", "b"]);
    assert_eq!(hidden("p.x , #c { color:red; display : none }", body), ["b", "c"]);
    assert_eq!(hidden(".x.y{opacity:0}", body), ["a"]);
    assert_eq!(hidden("div{display:none}/* .x{display:none} */", body), ["a"]);
}

#[test]
fn ancestors_count() {
    let body = "<div class=old><p><b id=a class=t></b></p></div><b id=b class=t></b>";
    assert_eq!(hidden(".old .t{display:none}", body), ["a"]);
    assert_eq!(hidden(".old > .t{display:none}", body), [""; 0]);
    assert_eq!(hidden("p>.t{display:none}", body), ["a"]);
    assert_eq!(hidden(".old p>.t{display:none}", body), ["a"]);
}

#[test]
fn paper_small_windows_and_states_do_not_count() {
    let body = "<p id=a class=x></p>";
    for css in [
        "@media print{.x{display:none}}",
        "@media screen and (max-width:600px){.x{display:none}} .y{}",
        ".x:hover{display:none}",
        ".x::before{display:none}",
        ".a + .x{display:none}",
        ".x[data-v]{display:none}",
    ] {
        assert_eq!(hidden(css, body), [""; 0], "{css}");
    }
    for css in [
        "@media screen{.x{display:none}}",
        "@import url(a.css);@font-face{src:url(x)}.x{display:none}",
        "@media print{.y{color:red}.z{}} .x{display:none}",
        "<!-- .x{display:none} -->",
        ".x{display:none",
    ] {
        assert_eq!(hidden(css, body), ["a"], "{css}");
    }
}

#[test]
fn all_that_a_sheet_says_is_understood() {
    let body =
        "<div id=a class='m old' data-v=1><p id=b class=t></p><p id=c></p></div><div id=d class=n></div>";
    for (css, ids) in [
        ("[class='m old']{display:none}", &["a"][..]),
        ("[class~=m]{display:none}", &["a"]),
        ("div[data-v]{display:none}", &["a"]),
        (".m *{display:none}", &["b", "c"]),
        (":root .m{display:none}", &["a"]),
        ("#a{.t{display:none} &.old > #c{opacity:0}}", &["b", "c"]),
        (":root{--d:none}.n{display:var(--d)}", &["d"]),
        (".n{display:var(--e,none)}", &["d"]),
        ("p:first-child{display:none}", &["b"]),
        (".m p:not(.t){display:none}", &["c"]),
        (".m + div, .t ~ p{display:none}", &["c", "d"]),
        ("p:nth-child(2n){display:none}", &["c"]),
        ("@media (min-width:768px){.n{display:none}}", &["d"]),
        (".n{display:none}@media (min-width:768px){.n{display:block}.t{display:none}}", &["b"]),
        ("@media (max-width:768px){.n{display:none}}", &[]),
        (".n{background:url(data:image/png;base64,AA==);display:none}", &["d"]),
        (".n{filter:opacity(0)}", &["d"]),
    ] {
        assert_eq!(hidden(css, body), ids, "{css}");
    }
}

#[test]
fn what_is_not_understood_is_in_doubt() {
    let doubtful = |css: &str| {
        let page = format!("<style>{css}</style><div class=m></div>");
        let tree = feed::parse(&page);
        let sheet = Sheets::read(&tree, true).looks;
        (0..tree.len() as Id).any(|id| sheet.look(&tree, id).0.doubtful)
    };
    for css in [
        ".m:has(p){display:none}",
        "@container (width>1px){.m{display:none}}",
        "@media (min-width:1500px){.m{display:none}}",
        ".n{--d:none}.m{display:var(--d)}",
    ] {
        assert!(doubtful(css), "{css}");
    }
    for css in [".m:hover{display:none}", "@container (width>1px){.m{display:block}}", ".m{display:block}"] {
        assert!(!doubtful(css), "{css}");
    }
}

#[test]
fn the_stronger_rule_wins() {
    let body = "<div id=a class='tab'></div><div id=b class='tab on'></div>";
    assert_eq!(hidden(".tab.on{display:block}.tab{display:none}", body), ["a"]);
    assert_eq!(hidden(".tab{display:none!important}.on{display:block}", body), ["a", "b"]);
}
