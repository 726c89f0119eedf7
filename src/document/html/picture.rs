//! Which images may be the body of a report: scanned pages and tables, not the furniture of the page.

use crate::document::Picture;
use crate::document::fold::fold;

use super::names::Attr;
use super::tree::{Id, Tree};

/// No side of a table shown as a picture is shorter.
const SMALLEST: u32 = 100;

/// Words in the address or class of an image that is furniture.
const FURNITURE: [&str; 24] = [
    "icon", "ico", "logo", "spacer", "blank", "pixel", "qr", "ewm", "erweima", "wechat", "weixin", "weibo",
    "wx", "share", "arrow", "btn", "button", "loading", "banner", "beian", "gongan", "jiucuo", "dot",
    "avatar",
];

/// Reads an `<img>`.
pub(super) fn read(tree: &Tree<'_>, image: Id, after_block: usize) -> Option<Picture> {
    let attr = |name| tree.attr(image, name).unwrap_or_default().trim_ascii();
    let source = if attr(Attr::Src).is_empty() { attr(Attr::LazySrc) } else { attr(Attr::Src) };
    if source.is_empty() {
        return None;
    }
    let [width, height] = [(Attr::Width, "width"), (Attr::Height, "height")]
        .map(|(name, property)| pixels(attr(name)).or_else(|| pixels(in_style(attr(Attr::Style), property))));
    if [width, height].iter().flatten().any(|&side| side < SMALLEST) {
        return None;
    }
    let is_data = source.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    if is_data && source.len() < 2_000 {
        // Too few bytes to hold anything but an icon.
        return None;
    }
    let address = if is_data { "" } else { source.rsplit('/').next().unwrap_or(source) };
    if [address, attr(Attr::Class), attr(Attr::Id)].into_iter().any(is_furniture) {
        return None;
    }
    let caption = if attr(Attr::Alt).is_empty() { attr(Attr::Title) } else { attr(Attr::Alt) };
    Some(Picture { caption: fold(caption), size: width.zip(height), after_block, page: 1 })
}

/// The most pixels of a side of an image that only keeps a place.
const SPACE: u32 = 3;
/// Words in the address of such an image.
const SPACES: [&str; 8] = ["spacer", "space", "blank", "pixel", "dot", "clear", "trans", "transparent"];

/// Whether an image in a cell shows nothing: one that has no address, or only keeps a place.
pub(super) fn is_spacer(tree: &Tree<'_>, image: Id) -> bool {
    let attr = |name| tree.attr(image, name).unwrap_or_default().trim_ascii();
    let source = if attr(Attr::LazySrc).is_empty() { attr(Attr::Src) } else { attr(Attr::LazySrc) };
    let [width, height] = [(Attr::Width, "width"), (Attr::Height, "height")]
        .map(|(name, property)| pixels(attr(name)).or_else(|| pixels(in_style(attr(Attr::Style), property))));
    let is_flat = [width, height].iter().flatten().any(|&side| side <= SPACE);
    let name = source.rsplit('/').next().unwrap_or(source);
    let mut words = name.split(|c: char| !c.is_ascii_alphabetic());
    // The address of a picture of one pixel may be the picture itself.
    let is_dot = source.len() < 130 && source.contains("data:image/gif;base64,R0lGODlhAQAB");
    source.is_empty()
        || is_flat
        || is_dot
        || !source.starts_with("data:")
            && words.any(|word| SPACES.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether one of the words of a name says that it is furniture.
fn is_furniture(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
        let end = word.find(|c: char| c.is_ascii_uppercase()).filter(|&end| end > 0).unwrap_or(word.len());
        let (first, rest) = word.split_at(end);
        [word, first, rest].iter().any(|part| FURNITURE.iter().any(|known| part.eq_ignore_ascii_case(known)))
    })
}

/// A length in pixels; nothing for percentages and other units.
fn pixels(value: &str) -> Option<u32> {
    let value = value.trim_ascii();
    let value = value.strip_suffix("px").unwrap_or(value);
    Some(value.trim_ascii().parse::<f32>().ok()?.clamp(0.0, 1e6) as u32)
}

fn in_style<'a>(style: &'a str, property: &str) -> &'a str {
    let declaration = style
        .split(';')
        .filter_map(|one| one.split_once(':'))
        .find(|(name, _)| name.trim_ascii().eq_ignore_ascii_case(property));
    declaration.map_or("", |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::super::feed;
    use super::super::names::Tag;
    use super::*;

    fn picture(markup: &str) -> Option<Picture> {
        let tree = feed::parse(markup);
        let image = (0..tree.len() as Id).find(|&id| tree.tag(id) == Tag::Img)?;
        read(&tree, image, 7)
    }

    #[test]
    fn a_scanned_page_is_kept() {
        let found = picture("<img src='/pic/W020210120.png' alt=' 表一 ' width=640 style='height: 480.5px'>")
            .unwrap();
        assert_eq!((found.caption.as_str(), found.size, found.after_block), ("表一", Some((640, 480)), 7));
        assert!(picture("<img data-original=a.jpg>").is_some());
        assert!(picture("<img src=a.jpg width=100%>").unwrap().size.is_none());
    }

    #[test]
    fn furniture_is_not() {
        for markup in [
            "<img>",
            "<img src=a.png width=16>",
            "<img src=a.png style='width:20px'>",
            "<img src=/images/icon_doc.gif>",
            "<img src=/x/topLogo.png>",
            "<img src=wx.png>",
            "<img src=a.png class=qr>",
            "<img src=spacer.gif>",
            "<img src='data:image/gif;base64,R0lGODlhAQ'>",
        ] {
            assert!(picture(markup).is_none(), "{markup}");
        }
    }
}
