//! What a page may be told to do: forms that multiply, operators without end, streams that swell.

use std::io::Write as _;

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::Bomb;
use crate::fixture::{Fixture, show, utf16};

/// Forms that draw forms, four each, and never paint: 4²⁴ of them.
pub(crate) fn hang() -> Vec<u8> {
    multiplying("q Q")
}

/// A page of 400 MB, squeezed to a few kilobytes.
pub(crate) fn fill() -> Vec<u8> {
    swollen(400 << 20, 1)
}

pub(super) fn all() -> Vec<Bomb> {
    vec![
        ("content-forms-that-paint", multiplying("0 0 m 9 9 l S")),
        ("content-forms-that-do-not", hang()),
        ("content-form-of-itself", looped(&[("A", "/A Do")])),
        ("content-forms-of-each-other", looped(&[("A", "/B Do /B Do"), ("B", "/A Do /A Do")])),
        ("content-operators", repeated("q Q ", 2_000_000)),
        ("content-paths", repeated("0 0 m 1 1 l S ", 1_500_000)),
        ("content-one-path", repeated("1 1 l 2 2 l ", 1_500_000)),
        ("content-clips", repeated("0 0 9 9 re W n ", 500_000)),
        ("content-saves", repeated("q ", 2_000_000)),
        ("content-marks", repeated("/Span << /ActualText (1234567890) >> BDC ", 200_000)),
        ("content-text", page(&format!("BT /F1 1 Tf {} Tj ET", utf16(&"9".repeat(1_000_000))))),
        ("content-far-text", page(&format!("1e30 0 0 1e30 1e38 1e38 cm {}", show(1.0, 1.0, "规章")))),
        ("content-dashes", page("[0.000001 0.000001] 0 d 0 0 m 1e9 1e9 l S 0 0 600 800 re S")),
        ("content-nested-arrays", page(&format!("{} TJ", "[".repeat(500_000)))),
        ("content-nested-dicts", page(&format!("/A {} BDC", "<</A".repeat(300_000)))),
        ("content-inline-picture", page("BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID x EI")),
        ("content-rulings", rulings()),
        ("content-letters-everywhere", letters()),
        ("content-swollen", fill()),
        ("content-swollen-twice", swollen(300 << 20, 2)),
        ("content-many-streams", many_streams()),
        ("content-picture", picture()),
        ("content-soft-mask-of-itself", soft_mask()),
        ("content-pattern-of-itself", pattern()),
        ("content-function-deep", function(&"{".repeat(100_000))),
        ("content-function-long", function(&format!("{{ {} }}", "dup mul ".repeat(500_000)))),
        ("content-predictor", predictor()),
    ]
}

fn page(content: &str) -> Vec<u8> {
    Fixture::new().page(content).bytes()
}

fn repeated(operators: &str, times: usize) -> Vec<u8> {
    page(&operators.repeat(times))
}

fn multiplying(innermost: &str) -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.form("L0", innermost);
    for level in 1..24 {
        fixture.form(&format!("L{level}"), &format!("/L{0} Do /L{0} Do /L{0} Do /L{0} Do", level - 1));
    }
    fixture.page("/L23 Do").bytes()
}

/// Forms that all know each other.
fn looped(forms: &[(&str, &str)]) -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.page("/A Do");
    let document = fixture.finish();
    let ids: Vec<_> = forms.iter().map(|_| document.new_object_id()).collect();
    let mut xobjects = Dictionary::new();
    forms.iter().zip(&ids).for_each(|((name, _), id)| xobjects.set(*name, *id));
    for ((_, content), id) in forms.iter().zip(&ids) {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
            "Resources" => dictionary! { "XObject" => xobjects.clone() },
        };
        document.objects.insert(*id, Stream::new(dict, content.as_bytes().to_vec()).into());
    }
    set_resources(document, "XObject", xobjects);
    saved(document)
}

pub(super) fn set_resources(document: &mut lopdf::Document, key: &str, value: Dictionary) {
    for object in document.objects.values_mut() {
        if let Object::Dictionary(dict) = object
            && let Ok(Object::Dictionary(resources)) = dict.get_mut(b"Resources")
        {
            resources.set(key, value.clone());
        }
    }
}

pub(super) fn saved(document: &mut lopdf::Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// White space without end, deflated once or more.
fn swollen(size: usize, times: usize) -> Vec<u8> {
    let mut squeezer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..size >> 20 {
        squeezer.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let mut squeezed = squeezer.finish().unwrap();
    for _ in 1..times {
        let mut squeezer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        squeezer.write_all(&squeezed).unwrap();
        squeezed = squeezer.finish().unwrap();
    }
    let filters: Vec<Object> = (0..times).map(|_| "FlateDecode".into()).collect();
    with_content(Stream::new(dictionary! { "Filter" => filters }, squeezed))
}

/// A file whose only page has this stream.
fn with_content(stream: Stream) -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.page("%");
    let document = fixture.finish();
    for object in document.objects.values_mut() {
        if let Object::Stream(content) = object {
            *content = stream.clone();
        }
    }
    saved(document)
}

fn rulings() -> Vec<u8> {
    let mut content = String::new();
    for index in 0..30_000 {
        let at = index as f32 * 0.02;
        content += &format!("{at} 0 m {at} 800 l S 0 {at} m 600 {at} l S\n");
    }
    page(&content)
}

/// A lattice of many cells with a letter in each.
fn letters() -> Vec<u8> {
    let mut content = String::new();
    for index in 0..200 {
        let at = index as f32 * 3.0;
        content += &format!("{at} 0 m {at} 800 l S 0 {at} m 600 {at} l S\n");
        for other in 0..200 {
            content +=
                &format!("BT /F1 1 Tf 1 0 0 1 {} {} Tm <0031> Tj ET\n", at + 1.0, other as f32 * 3.0 + 1.0);
        }
    }
    page(&content)
}

/// One stream, named as content half a million times.
fn many_streams() -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.page("q 0 0 m 1 1 l S Q");
    let document = fixture.finish();
    for object in document.objects.values_mut() {
        if let Object::Dictionary(dict) = object
            && let Ok(content) = dict.get(b"Contents").cloned()
        {
            dict.set("Contents", vec![content; 500_000]);
        }
    }
    saved(document)
}

fn picture() -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.page("q 600 0 0 800 0 0 cm /P Do Q");
    let document = fixture.finish();
    let dict = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 1_000_000, "Height" => 1_000_000,
    "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 16 };
    let picture = document.add_object(Stream::new(dict, vec![0; 16]));
    set_resources(document, "XObject", dictionary! { "P" => picture });
    saved(document)
}

fn soft_mask() -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.page("/G gs 0 0 100 100 re f");
    let document = fixture.finish();
    let (form, state) = (document.new_object_id(), document.new_object_id());
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
        "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceGray" },
        "Resources" => dictionary! { "ExtGState" => dictionary! { "G" => state } },
    };
    let stream = Stream::new(dict, b"/G gs 0 0 100 100 re f /G gs 0 0 100 100 re f".to_vec());
    document.objects.insert(form, stream.into());
    let mask = dictionary! { "Type" => "Mask", "S" => "Luminosity", "G" => form };
    document.objects.insert(state, dictionary! { "Type" => "ExtGState", "SMask" => mask }.into());
    set_resources(document, "ExtGState", dictionary! { "G" => state });
    saved(document)
}

fn pattern() -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.page("/Pattern cs /P scn 0 0 600 800 re f BT /F1 9 Tf <89C4> Tj ET");
    let document = fixture.finish();
    let pattern = document.new_object_id();
    let step = Object::Real(0.000_1);
    let dict = dictionary! {
        "Type" => "Pattern", "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => step.clone(),
        "YStep" => step, "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Resources" => dictionary! { "Pattern" => dictionary! { "P" => pattern } },
    };
    let content = b"/Pattern cs /P scn 0 0 9 9 re f 0 0 9 9 re f".to_vec();
    document.objects.insert(pattern, Stream::new(dict, content).into());
    set_resources(document, "Pattern", dictionary! { "P" => pattern });
    saved(document)
}

/// A colour that is computed by a program.
fn function(program: &str) -> Vec<u8> {
    let mut fixture = Fixture::new();
    fixture.page("/C cs 0.5 scn 0 0 100 100 re f 0.7 scn 0 0 100 100 re f");
    let document = fixture.finish();
    let range = || vec![Object::from(0), Object::from(1)];
    let dict = dictionary! { "FunctionType" => 4, "Domain" => range(), "Range" => range() };
    let function = document.add_object(Stream::new(dict, program.as_bytes().to_vec()));
    let space = vec!["Separation".into(), "Spot".into(), "DeviceGray".into(), function.into()];
    set_resources(document, "ColorSpace", dictionary! { "C" => space });
    saved(document)
}

/// A predictor over rows that are longer than any memory.
fn predictor() -> Vec<u8> {
    let mut squeezer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    squeezer.write_all(b"q Q q Q q Q").unwrap();
    let parameters = dictionary! { "Predictor" => 15, "Columns" => i64::from(i32::MAX), "Colors" => 32, "BitsPerComponent" => 16 };
    let dict = dictionary! { "Filter" => "FlateDecode", "DecodeParms" => parameters };
    with_content(Stream::new(dict, squeezer.finish().unwrap()))
}
