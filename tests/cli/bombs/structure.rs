//! What the skeleton of a file may look like: loops and numbers without bound where a reader looks first.

use std::fmt::Write as _;

use super::Bomb;

pub(super) fn all() -> Vec<Bomb> {
    vec![
        ("structure-page-tree-loop", file(&["<< /Type /Catalog /Pages 2 0 R >>", &kids("2 0 R")])),
        ("structure-page-tree-exponential", exponential_tree()),
        ("structure-page-tree-deep", deep_tree()),
        (
            "structure-many-pages",
            file(&["<< /Type /Catalog /Pages 2 0 R >>", &kids(&"3 0 R ".repeat(300_000)), PAGE]),
        ),
        ("structure-catalog-of-itself", file(&["<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>"])),
        ("structure-reference-loop", file(&["2 0 R", "3 0 R", "2 0 R"])),
        ("structure-parent-loop", parent_loop()),
        ("structure-length-of-itself", length_of_itself()),
        ("structure-arrays-deep", file(&[CATALOG, PAGES, PAGE, &"[".repeat(1_000_000)])),
        ("structure-root-deep", file(&[&"<</A".repeat(500_000), PAGES, PAGE])),
        ("structure-media-box", sized("-1e38 -1e38 1e38 1e38")),
        ("structure-media-box-no-number", sized("0 0 999999999999999999999999999999999999999999 0.0.0")),
        ("structure-xref-of-itself", xref_of_itself()),
        ("structure-xref-endless", xref_endless()),
        ("structure-xref-stream", xref_stream("/W [8 8 8] /Index [0 4294967295] /Size 4294967295")),
        ("structure-xref-stream-negative", xref_stream("/W [-1 2 99999999] /Index [-5 5] /Size -1")),
        ("structure-object-stream-of-itself", object_stream()),
        ("structure-encryption-nonsense", encrypted()),
        ("structure-headers", b"%PDF-1.7\n".repeat(100_000)),
        (
            "structure-objects",
            (0..300_000).fold(b"%PDF-1.7\n".to_vec(), |mut bytes, _| {
                bytes.extend_from_slice(b"1 0 obj\n");
                bytes
            }),
        ),
    ]
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>";
const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>";

fn kids(kids: &str) -> String {
    format!("<< /Type /Pages /Count 2147483647 /Kids [{kids}] >>")
}

/// A file of these objects, numbered from 1, the first one its root, with a right cross-reference table.
fn file(objects: &[&str]) -> Vec<u8> {
    let mut text = "%PDF-1.7\n".to_string();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(text.len());
        let _ = write!(text, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = text.len();
    let _ = write!(text, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    places.iter().for_each(|place| text += &format!("{place:010} 00000 n \n"));
    let _ =
        write!(text, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    text.into_bytes()
}

/// Twelve levels, ten times the same child on each: 10¹² pages.
fn exponential_tree() -> Vec<u8> {
    let mut objects = vec![CATALOG.to_string()];
    for level in 2..14 {
        objects.push(kids(&format!("{} 0 R ", level + 1).repeat(10)));
    }
    objects.push(PAGE.to_string());
    file(&objects.iter().map(String::as_str).collect::<Vec<_>>())
}

fn deep_tree() -> Vec<u8> {
    let mut objects = vec![CATALOG.to_string()];
    objects.extend((2..100_000).map(|level| kids(&format!("{} 0 R", level + 1))));
    objects.push(PAGE.to_string());
    file(&objects.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Pages that inherit from each other in a circle.
fn parent_loop() -> Vec<u8> {
    let page = "<< /Type /Page /Parent 4 0 R >>";
    file(&[
        CATALOG,
        "<< /Type /Pages /Parent 4 0 R /Count 1 /Kids [3 0 R] >>",
        page,
        "<< /Type /Pages /Parent 2 0 R >>",
    ])
}

fn length_of_itself() -> Vec<u8> {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>";
    file(&[CATALOG, PAGES, page, "<< /Length 4 0 R >>\nstream\nq Q\nendstream"])
}

fn sized(media_box: &str) -> Vec<u8> {
    let page = format!("<< /Type /Page /Parent 2 0 R /MediaBox [{media_box}] /Contents 4 0 R >>");
    file(&[CATALOG, PAGES, &page, "<< /Length 24 >>\nstream\n0 0 m 1e38 1e38 l S q Q \nendstream"])
}

fn xref_of_itself() -> Vec<u8> {
    let text = String::from_utf8(file(&[CATALOG, PAGES, PAGE])).unwrap();
    let start = text.find("xref").unwrap();
    text.replace("/Root", &format!("/Prev {start} /XRefStm {start} /Root")).into_bytes()
}

fn xref_endless() -> Vec<u8> {
    let text = String::from_utf8(file(&[CATALOG, PAGES, PAGE])).unwrap();
    text.replace("xref\n0 4", "xref\n0 4294967295").into_bytes()
}

fn xref_stream(entries: &str) -> Vec<u8> {
    let mut text =
        format!("%PDF-1.7\n1 0 obj\n{CATALOG}\nendobj\n2 0 obj\n{PAGES}\nendobj\n3 0 obj\n{PAGE}\nendobj\n");
    let start = text.len();
    let _ = write!(
        text,
        "4 0 obj\n<< /Type /XRef {entries} /Root 1 0 R /Prev {start} /Length 8 >>\nstream\n01234567\nendstream\n\
         endobj\nstartxref\n{start}\n%%EOF\n"
    );
    text.into_bytes()
}

/// An object stream that says of itself that it is inside itself.
fn object_stream() -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let first = bytes.len();
    bytes.extend_from_slice(
        b"5 0 obj\n<< /Type /ObjStm /N 4294967295 /First 8 /Extends 5 0 R /Length 60 >>\nstream\n5 0 1 0 \
          << /Type /Catalog /Pages 5 0 R >>                    \nendstream\nendobj\n",
    );
    let start = bytes.len();
    let head =
        "6 0 obj\n<< /Type /XRef /W [1 2 1] /Index [1 1 5 1] /Size 7 /Root 1 0 R /Length 8 >>\nstream\n";
    bytes.extend_from_slice(head.as_bytes());
    // Object 1 is in stream 5, and so is object 5.
    bytes.extend_from_slice(&[2, 0, 5, 1, 2, 0, 5, 0]);
    bytes.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
    assert!(first < start);
    bytes
}

fn encrypted() -> Vec<u8> {
    let text = String::from_utf8(file(&[
        CATALOG,
        PAGES,
        PAGE,
        "<< /Filter /Standard /V 5 /R 6 /Length -8 /O () /U () /P 4294967295 /StmF /A /CF << /A 4 0 R >> >>",
    ]))
    .unwrap();
    text.replace("/Root", "/Encrypt 4 0 R /ID [() ()] /Root").into_bytes()
}
