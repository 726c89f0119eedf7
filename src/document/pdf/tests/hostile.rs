//! Files that are damaged, and files that were made to do damage.

use super::*;

fn three_pages() -> Vec<u8> {
    let page = |number: u32| {
        let rows: [&[&str]; 3] = [&["页", "数"], &["规章", &number.to_string()], &["文件", "7"]];
        table(100.0, 700.0, &rows) + &show(100.0, 400.0, "说明。")
    };
    Fixture::new().page(&page(1)).page(&page(2)).page(&page(3)).bytes()
}

fn figures(document: &Document) -> Vec<String> {
    grids(document).iter().filter_map(|grid| grid.cell(1, 1)).map(|cell| cell.text.to_string()).collect()
}

#[test]
fn junk_before_and_after_and_a_lost_trailer_lose_nothing() {
    let whole = three_pages();
    let mut before = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    before.extend(&whole);
    let mut after = whole.clone();
    after.extend([0; 4000]);
    let trailer = memchr::memmem::rfind(&whole, b"startxref").unwrap();
    let text = String::from_utf8_lossy(&whole).replace("startxref\n", "startxref\n9");
    for bytes in [&before, &after, &whole[..trailer].to_vec(), &text.into_bytes()] {
        let document = read_all(bytes);
        assert_eq!((document.pages, document.damage.as_slice()), (3, &[][..]));
        assert_eq!(figures(&document), ["1", "2", "3"]);
    }
}

#[test]
fn a_cut_file_gives_what_is_left_and_says_that_it_is_cut() {
    let whole = three_pages();
    let cut = memchr::memmem::find_iter(&whole, b"/Type/Page/").nth(1).unwrap();
    match read(&whole[..cut], &Options::default()) {
        Ok(document) => assert!(document.damage.iter().any(|damage| matches!(damage, Damage::Page(..)))),
        Err(error) => assert!(matches!(error, ReadError::Damaged(_))),
    }
}

#[test]
fn what_is_no_pdf_is_damaged_not_a_panic() {
    for bytes in
        [&b"%PDF-1.7\n"[..], b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>"]
    {
        assert!(matches!(read(bytes, &Options::default()), Err(ReadError::Damaged(_))));
    }
}

#[test]
fn widths_without_bound_cost_their_page_only() {
    let mut fixture = Fixture::new();
    let widths = vec![0.into(), lopdf::Object::Integer(4_294_967_295), 500.into()];
    let bytes = {
        fixture.page(&table(100.0, 700.0, SMALL));
        fixture.composite("F9", "UniGB-UTF16-H", None, &[("W", widths.into())]);
        fixture.bytes()
    };
    let document = read_all(&bytes);
    assert!(matches!(document.damage.as_slice(), [Damage::Page(1, _)]));
}

#[test]
fn forms_that_multiply_end_at_the_budget() {
    let mut fixture = Fixture::new();
    fixture.form("L0", "0 0 m 9 9 l S");
    for level in 1..24 {
        fixture.form(&format!("L{level}"), &format!("/L{0} Do /L{0} Do /L{0} Do /L{0} Do", level - 1));
    }
    let bytes = fixture.page("/L23 Do").bytes();
    let document = read(&bytes, &Options { max_operations: 200_000, ..Options::default() }).unwrap();
    assert!(document.damage.contains(&Damage::Limit("operations of a document".into())));
}

#[test]
fn a_page_of_rulings_is_given_up_not_waited_for() {
    let mut content = String::new();
    for index in 0..30_000 {
        let at = index as f32 * 0.02;
        content += &format!("{at} 0 m {at} 800 l S 0 {at} m 600 {at} l S\n");
    }
    let started = std::time::Instant::now();
    read_all(&Fixture::new().page(&content).bytes());
    assert!(started.elapsed().as_secs() < 20);
}

#[test]
fn a_scan_is_a_picture_on_its_page() {
    use lopdf::{Object, Stream, dictionary};
    let mut fixture = Fixture::new();
    fixture.page("q 600 0 0 800 0 0 cm /P Do Q");
    let picture = Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 60, "Height" => 80,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8 },
        vec![200; 4800],
    );
    let document = fixture.finish();
    let id = document.add_object(picture);
    for object in document.objects.values_mut() {
        if let Object::Dictionary(dict) = object
            && let Ok(Object::Dictionary(resources)) = dict.get_mut(b"Resources")
        {
            resources.set("XObject", dictionary! { "P" => id });
        }
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let document = read_all(&bytes);
    assert_eq!(
        document.pictures.iter().map(|picture| (picture.page, picture.size)).collect::<Vec<_>>(),
        [(1, Some((60, 80)))]
    );
    assert!(document.blocks.is_empty());
}
