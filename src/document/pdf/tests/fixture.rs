//! PDFs made in the test, so that every byte of them is known.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A file in the making. Text is shown with `/F1`: a composite font that is not embedded, in UTF-16.
pub(super) struct Fixture {
    pub(super) document: Document,
    fonts: Dictionary,
    xobjects: Dictionary,
    shadings: Dictionary,
    pages: Vec<(String, i64)>,
}

impl Fixture {
    pub(super) fn new() -> Fixture {
        let mut fixture = Fixture {
            document: Document::with_version("1.5"),
            fonts: Dictionary::new(),
            xobjects: Dictionary::new(),
            shadings: Dictionary::new(),
            pages: Vec::new(),
        };
        fixture.composite("F1", "UniGB-UTF16-H", None, &[]);
        fixture
    }

    /// Adds a composite font; `extra` goes into the descendant.
    pub(super) fn composite(
        &mut self,
        name: &str,
        encoding: &str,
        to_unicode: Option<&str>,
        extra: &[(&str, Object)],
    ) {
        self.composite_of(name, encoding, "GB1", to_unicode, extra);
    }

    pub(super) fn composite_of(
        &mut self,
        name: &str,
        encoding: &str,
        ordering: &str,
        to_unicode: Option<&str>,
        extra: &[(&str, Object)],
    ) {
        let mut descendant = dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "SimSun", "DW" => 1000,
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal(ordering), "Supplement" => 4 },
            // Half-width figures, by CID.
            "W" => vec![1.into(), 95.into(), 500.into(), 814.into(), 908.into(), 500.into()],
            "FontDescriptor" => dictionary! { "Type" => "FontDescriptor", "FontName" => "SimSun", "Flags" => 6 },
        };
        for (key, value) in extra {
            descendant.set(*key, value.clone());
        }
        let descendant = self.document.add_object(descendant);
        let mut font = dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "SimSun",
            "Encoding" => encoding, "DescendantFonts" => vec![descendant.into()],
        };
        if let Some(map) = to_unicode {
            let stream = Stream::new(Dictionary::new(), map.as_bytes().to_vec());
            font.set("ToUnicode", self.document.add_object(stream));
        }
        let font = self.document.add_object(font);
        self.fonts.set(name, font);
    }

    /// Adds a Type 3 font with a ToUnicode: the codes from 48 on draw these glyphs.
    pub(super) fn drawn(&mut self, name: &str, to_unicode: &str, glyphs: &[&str]) {
        let (mut procs, mut names) = (Dictionary::new(), vec![Object::from(48)]);
        for (number, glyph) in glyphs.iter().enumerate() {
            let content = format!("600 0 0 0 600 700 d1 {glyph} f").into_bytes();
            let glyph = self.document.add_object(Stream::new(Dictionary::new(), content));
            procs.set(format!("g{number}"), glyph);
            names.push(Object::Name(format!("g{number}").into_bytes()));
        }
        let map = Stream::new(Dictionary::new(), to_unicode.as_bytes().to_vec());
        let map = self.document.add_object(map);
        let font = self.document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type3", "FontBBox" => vec![0.into(), 0.into(), 600.into(), 700.into()],
            "FontMatrix" => vec![0.001.into(), 0.into(), 0.into(), 0.001.into(), 0.into(), 0.into()],
            "CharProcs" => procs, "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => names },
            "FirstChar" => 48, "LastChar" => 47 + glyphs.len() as i64,
            "Widths" => vec![Object::from(600); glyphs.len()], "ToUnicode" => map,
        });
        self.fonts.set(name, font);
    }

    /// Adds a form that a page or a later form draws by its name.
    pub(super) fn form(&mut self, name: &str, content: &str) {
        let resources = dictionary! { "Font" => self.fonts.clone(), "XObject" => self.xobjects.clone() };
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
            "Resources" => resources,
        };
        let form = self.document.add_object(Stream::new(dict, content.as_bytes().to_vec()));
        self.xobjects.set(name, form);
    }

    /// Adds a picture of one grey dot.
    pub(super) fn picture(&mut self, name: &str) {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8,
            "ColorSpace" => "DeviceGray",
        };
        let picture = self.document.add_object(Stream::new(dict, vec![200]));
        self.xobjects.set(name, picture);
    }

    /// Adds a shading that is white from end to end.
    pub(super) fn shading(&mut self, name: &str) {
        let white = || Object::from(vec![Object::from(1); 3]);
        let function = dictionary! {
            "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "C0" => white(), "C1" => white(), "N" => 1,
        };
        let shading = dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceRGB", "Function" => function,
            "Coords" => vec![0.into(), 0.into(), 600.into(), 0.into()],
            "Extend" => vec![true.into(), true.into()],
        };
        let shading = self.document.add_object(shading);
        self.shadings.set(name, shading);
    }

    /// Adds a page of 600 × 800 points.
    pub(super) fn page(&mut self, content: &str) -> &mut Fixture {
        self.turned_page(content, 0)
    }

    pub(super) fn turned_page(&mut self, content: &str, rotate: i64) -> &mut Fixture {
        self.pages.push((content.to_string(), rotate));
        self
    }

    /// The file with its pages, before it is written.
    pub(super) fn finish(&mut self) -> &mut Document {
        let tree = self.document.new_object_id();
        let resources = dictionary! {
            "Font" => self.fonts.clone(), "XObject" => self.xobjects.clone(), "Shading" => self.shadings.clone(),
        };
        let mut kids: Vec<Object> = Vec::new();
        for (content, rotate) in std::mem::take(&mut self.pages) {
            let content = self.document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
            let page = self.document.add_object(dictionary! {
                "Type" => "Page", "Parent" => tree, "Rotate" => rotate, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()], "Resources" => resources.clone(),
            });
            kids.push(page.into());
        }
        let count = kids.len() as i64;
        let pages = dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids };
        self.document.objects.insert(tree, pages.into());
        let catalog = self.document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        self.document.trailer.set("Root", catalog);
        &mut self.document
    }

    pub(super) fn bytes(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.finish().save_to(&mut bytes).unwrap();
        bytes
    }
}

/// Shows a text at a place with `/F1`, 10 points.
pub(super) fn show(x: f32, y: f32, text: &str) -> String {
    format!("BT /F1 10 Tf 1 0 0 1 {x} {y} Tm {} Tj ET\n", utf16(text))
}

pub(super) fn utf16(text: &str) -> String {
    let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<{units}>")
}

/// A ruled table: `rows` of texts, 60 points wide and 20 high each, its upper left corner at a place.
pub(super) fn table(x: f32, top: f32, rows: &[&[&str]]) -> String {
    let columns = rows.first().map_or(0, |row| row.len());
    let (right, bottom) = (x + 60.0 * columns as f32, top - 20.0 * rows.len() as f32);
    let mut content = String::new();
    for row in 0..=rows.len() {
        let y = top - 20.0 * row as f32;
        content += &format!("{x} {y} m {right} {y} l S\n");
    }
    for column in 0..=columns {
        let at = x + 60.0 * column as f32;
        content += &format!("{at} {top} m {at} {bottom} l S\n");
    }
    for (row, texts) in rows.iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            content += &show(x + 60.0 * column as f32 + 5.0, top - 20.0 * row as f32 - 14.0, text);
        }
    }
    content
}
