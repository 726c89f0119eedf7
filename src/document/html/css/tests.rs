//! Declarations, and what they say.

use super::*;

fn gone(style: &str) -> bool {
    look(style).is_gone()
}

#[test]
fn hidden_styles_are_seen_however_they_are_written() {
    for style in [
        "display:none",
        "color:red; DISPLAY : None !important",
        "opacity:0",
        "opacity: 0.0;",
        "position:absolute;left:-9999px",
        "top:-999em;position:fixed",
        "text-indent:-9999px",
        "height:0;overflow:hidden",
        "overflow:hidden;max-height:0px",
        "width:0;overflow:hidden",
        "clip:rect(0 0 0 0)",
        "clip: rect(1px, 1px, 1px, 1px)",
        "transform:scale(0)",
        "display:/**/none",
        "opacity:.01",
        "position:absolute;right:100%",
        "position:absolute;bottom:9999px",
        "position:fixed;top:-100px",
        "translate:-9999px",
        "scale:0",
        "inline-size:0;overflow:hidden",
    ] {
        assert!(gone(style), "{style}");
    }
}

#[test]
fn ordinary_styles_hide_nothing() {
    for style in [
        "",
        ";;:;",
        "display:block",
        "opacity:0.5",
        "height:0",
        "overflow:hidden",
        "left:-9999px",
        "text-indent:-2em",
        "margin-left:-5.4pt",
        "width:100%;overflow:hidden",
        "clip:rect(0,100px,40px,0)",
        "background:url(display:none)",
        "mso-hide:none",
    ] {
        assert!(!gone(style), "{style}");
    }
}

#[test]
fn what_may_hide_is_in_doubt() {
    for style in [
        "display:\\6eone",
        "-webkit-text-fill-color:transparent",
        "-webkit-text-fill-color: #fff",
        "mask:linear-gradient(transparent,transparent)",
        "color:color-mix(in srgb, white, white)",
        "color:#036;background:#036",
        "position:absolute;left:9999px",
        "position:fixed;inset:auto auto 100% 100%",
    ] {
        assert!(look(style).doubtful || look(style).is_gone(), "{style}");
    }
    for style in [
        "-webkit-text-fill-color:#333",
        "mask:none",
        "color:black;background:white",
        "color:inherit;background:inherit",
        "position:absolute;top:-3px;left:20px",
        "position:relative;left:1000px",
        "opacity:.8;/* display:none */color:red",
    ] {
        assert!(!look(style).doubtful && !look(style).is_gone(), "{style}");
    }
}

#[test]
fn inherited_properties_say_both_ways() {
    assert!(
        look("font-size:0").is_tiny() && look("font-size:1px").is_tiny() && look("font: 0/0 a").is_tiny()
    );
    assert!(!look("font-size:0.8em").is_tiny() && !look("font:normal 14px 宋体").is_tiny());
    assert_eq!(look("font: bold 12.0pt/1.5 宋体").size, Some(Size::Tenths(160)));
    assert_eq!(look("font: 700 14px a").size, Some(Size::Tenths(140)));
    assert_eq!(look("visibility: hidden").visible, Some(false));
    assert_eq!(look("visibility:visible").visible, Some(true));
}

#[test]
fn colours_that_are_not_seen_on_white() {
    for (value, ink) in [
        ("#fff", Ink::Pale),
        ("#FEFEFE !important", Ink::Pale),
        ("White", Ink::Pale),
        ("rgb(255, 255, 255)", Ink::Pale),
        ("rgba(0,0,0,0)", Ink::Clear),
        ("transparent", Ink::Clear),
        ("#ccc", Ink::Plain),
        ("windowtext", Ink::Plain),
        ("red", Ink::Plain),
    ] {
        assert_eq!(look(&format!("color:{value}")).ink, Some(ink), "{value}");
    }
    assert_eq!(look("background:#003 url(a.png)").paper, Some(Paper::Tinted));
    assert_eq!(look("background-color:rgb(0, 51, 102)").paper, Some(Paper::Dark));
    assert_eq!(look("background:#FFFFFF no-repeat 0 0").paper, Some(Paper::Pale));
    assert_eq!(look("background:none").paper, None);
}

#[test]
fn what_is_lifted_or_moved_is_set_apart() {
    assert!(look("vertical-align:super").raised);
    assert_eq!(look("font-size:6px;vertical-align:4px").shift, Shift::Up);
    assert_eq!(look("vertical-align:top;font-size:50%").shift, Shift::Up);
    assert_eq!(look("vertical-align:top").shift, Shift::No);
    assert_eq!(look("position:relative;top:-4.0pt").shift, Shift::Up);
    assert_eq!(look("mso-text-raise:3pt").shift, Shift::Up);
    assert_eq!(look("vertical-align:middle").shift, Shift::No);
    assert_eq!(look("float:right").shift, Shift::Along);
    assert!(look("opacity:0;animation:fade 1s forwards").doubtful);
}

#[test]
fn the_columns_of_a_grid_are_counted() {
    assert_eq!(look("display:grid;grid-template-columns:repeat(4,1fr)").columns, 4);
    assert_eq!(look("grid-template-columns: 2fr repeat(3, minmax(10px, 1fr)) 80px").columns, 5);
    assert_eq!(look("grid-template-columns:[a] 1fr [b] 1fr").columns, 2);
    assert_eq!(look("grid-template-columns:repeat(auto-fill,100px)").columns, 0);
    assert_eq!(look("grid-template-columns:repeat(60000,1fr 1fr)").columns, 1000);
    assert_eq!(look("grid-column:span 3;grid-row:1/3").spans, (3, 2));
    assert_eq!(look("grid-column:1 / -1").spans, (1000, 0));
}
