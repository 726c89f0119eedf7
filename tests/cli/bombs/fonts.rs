//! What a font may say of itself: widths and maps without end, glyphs that draw themselves.

use lopdf::{Object, Stream, dictionary};

use super::Bomb;
use super::content::{saved, set_resources};
use crate::fixture::{Fixture, show};

pub(super) fn all() -> Vec<Bomb> {
    let far = Object::Integer(4_294_967_295);
    vec![
        ("fonts-widths", composite(&[("W", vec![0.into(), far.clone(), 500.into()].into())], None)),
        (
            "fonts-widths-down",
            composite(&[("W2", vec![0.into(), far, 1.into(), 2.into(), 3.into()].into())], None),
        ),
        ("fonts-widths-many", composite(&[("W", many_widths())], None)),
        (
            "fonts-map-range",
            composite(&[], Some(&map("1 beginbfrange <0000> <FFFF> <0000> endbfrange".into()))),
        ),
        (
            "fonts-map-wide-range",
            composite(&[], Some(&map("1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange".into()))),
        ),
        ("fonts-map-ranges", composite(&[], Some(&map(many_ranges())))),
        ("fonts-map-nested", composite(&[], Some(&map("[".repeat(300_000))))),
        ("fonts-map-of-itself", map_of_itself()),
        ("fonts-type-3-of-itself", type_3("BT /T 1 Tf (aa) Tj ET")),
        ("fonts-type-3-long", type_3(&"q Q 0 0 m ".repeat(100_000))),
        ("fonts-garbage", garbage()),
    ]
}

fn map(ranges: String) -> String {
    format!("begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {ranges} endcmap")
}

fn many_ranges() -> String {
    (0..200_000).map(|_| "1 beginbfrange <0000> <FFFF> <0030> endbfrange\n").collect()
}

fn many_widths() -> Object {
    let widths: Vec<Object> = (0..20_000).flat_map(|_| [0.into(), 65_000.into(), 500.into()]).collect();
    widths.into()
}

fn composite(extra: &[(&str, Object)], to_unicode: Option<&str>) -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.composite_of("F9", "Identity-H", "Identity", to_unicode, extra);
    let content = "BT /F9 10 Tf 1 0 0 1 100 700 Tm <0001000200030004> Tj ET".to_string();
    fixture.page(&(content + &show(50.0, 50.0, "规章"))).bytes()
}

/// A map of codes that goes on with itself.
fn map_of_itself() -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.page("BT /F9 10 Tf <0001> Tj ET");
    let document = fixture.finish();
    let (font, map) = (document.new_object_id(), document.new_object_id());
    let dict = dictionary! { "Type" => "CMap", "CMapName" => "A", "UseCMap" => map };
    document.objects.insert(map, Stream::new(dict, b"/A usecmap begincmap endcmap".to_vec()).into());
    let descendant = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "A",
    "CIDSystemInfo" => dictionary! { "Registry" => Object::string_literal("Adobe"),
        "Ordering" => Object::string_literal("GB1"), "Supplement" => 0 } };
    let dict = dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "A", "Encoding" => map,
    "ToUnicode" => map, "DescendantFonts" => vec![descendant.into()] };
    document.objects.insert(font, dict.into());
    set_resources(document, "Font", dictionary! { "F9" => font });
    saved(document)
}

/// A font whose glyph is drawn by these operators, which know the font as `/T`.
fn type_3(glyph: &str) -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.page("BT /T 10 Tf 1 0 0 1 100 700 Tm (aaaaaaaa) Tj ET");
    let document = fixture.finish();
    let (font, procedure) = (document.new_object_id(), document.new_object_id());
    let content = format!("1000 0 d0 {glyph}");
    document.objects.insert(procedure, Stream::new(dictionary! {}, content.into_bytes()).into());
    let dict = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "FontMatrix" => vec![Object::Real(0.001), 0.into(), 0.into(), Object::Real(0.001), 0.into(), 0.into()],
        "CharProcs" => dictionary! { "a" => procedure }, "FirstChar" => 97, "LastChar" => 97,
        "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => vec![97.into(), "a".into()] },
        "Widths" => vec![1000.into()], "Resources" => dictionary! { "Font" => dictionary! { "T" => font } },
    };
    document.objects.insert(font, dict.into());
    set_resources(document, "Font", dictionary! { "T" => font });
    saved(document)
}

/// An embedded font of noise.
fn garbage() -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.page("BT /T 10 Tf 1 0 0 1 100 700 Tm (0123) Tj ET");
    let document = fixture.finish();
    let noise: Vec<u8> = (0..60_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let start = [0, 1, 0, 0, 0, 20, 1, 0, 0, 4, 0, 64].into_iter();
    let file = document.add_object(Stream::new(dictionary! {}, start.chain(noise).collect()));
    let descriptor =
        dictionary! { "Type" => "FontDescriptor", "FontName" => "T", "Flags" => 32, "FontFile2" => file };
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "T",
        "FontDescriptor" => descriptor, "FirstChar" => i64::MIN, "LastChar" => i64::MAX, "Widths" => vec![] });
    set_resources(document, "Font", dictionary! { "T" => font });
    saved(document)
}
