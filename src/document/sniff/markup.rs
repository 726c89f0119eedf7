//! Tells a web page from text that only mentions tags.

/// Tags that a page has and text does not, wherever they stand.
const PAGE: [&str; 6] = ["!doctype", "html", "head", "body", "frameset", "table"];
/// Tags of blocks; one at the very start, or several anywhere, make a page.
const BLOCK: [&str; 35] = [
    "p", "div", "tr", "td", "th", "tbody", "thead", "meta", "title", "link", "script", "style", "base", "h1",
    "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "pre", "section", "article", "main",
    "header", "footer", "center", "form", "iframe", "noscript",
];
/// Tags inside a line: Markdown has them too, so they count at the very start only.
const INLINE: [&str; 12] = ["span", "font", "b", "strong", "a", "img", "br", "hr", "input", "i", "em", "nav"];
/// How many tags of blocks make a page of text that does not begin with one.
const ENOUGH: usize = 3;

/// Whether the beginning of a text is that of a web page or of a piece of one.
pub(super) fn is_markup(prefix: &str) -> bool {
    let text = body(prefix);
    if is_json(text) {
        return false;
    }
    if text.starts_with("<!--") {
        return true;
    }
    let xml = text.starts_with("<?xml") || text.contains("<![CDATA[");
    let mut names = tag_names(text);
    if text.starts_with('<') && !xml {
        let first = names.next().unwrap_or_default();
        let known = [&PAGE[..], &BLOCK, &INLINE].concat();
        if known.iter().any(|name| first.eq_ignore_ascii_case(name)) {
            return true;
        }
    }
    if xml {
        return tag_names(text).take(4).any(|name| {
            name.eq_ignore_ascii_case("html")
                || name.eq_ignore_ascii_case("!doctype") && text.contains("html")
        });
    }
    let mut blocks = 0;
    tag_names(text).any(|name| {
        blocks += usize::from(BLOCK.iter().any(|block| name.eq_ignore_ascii_case(block)));
        blocks >= ENOUGH || PAGE.iter().any(|page| name.eq_ignore_ascii_case(page))
    })
}

/// Whether a text is XML whose first element is one of Word's.
pub(super) fn is_word(prefix: &str) -> bool {
    let text = body(prefix);
    text.starts_with("<?xml") && matches!(first_element(text), Some("pkg:package" | "w:wordDocument"))
}

/// Whether a text is XML whose first element is a workbook of Excel 2003, under whatever prefix.
pub(super) fn is_excel(prefix: &str) -> bool {
    const NAMESPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";
    let text = body(prefix);
    let first = || first_element(text)?.rsplit(':').next();
    text.starts_with('<') && first() == Some("Workbook") && text.contains(NAMESPACE)
}

/// A text without what may stand before its first character.
fn body(prefix: &str) -> &str {
    prefix.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\0'))
}

/// The name of the first element of an XML text.
fn first_element(text: &str) -> Option<&str> {
    tag_names(text).find(|name| !name.starts_with(['?', '!']))
}

/// Whether bytes begin with a tag that a page may begin with, or a comment, and are no XML. It answers as [`is_markup`] does,
/// or not at all, and needs no characters for that: tags are in ASCII.
pub(super) fn begins_as_page(prefix: &[u8]) -> bool {
    let Some(inside) = prefix.strip_prefix(b"<") else { return false };
    if inside.starts_with(b"!--") {
        return true;
    }
    let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'!' | b'-' | b':');
    let end = inside.iter().position(|byte| !of_name(byte)).unwrap_or(inside.len());
    let closed =
        inside.get(end).is_some_and(|next| matches!(next, b'>' | b'/') || next.is_ascii_whitespace());
    let name = inside.get(..end).unwrap_or_default();
    let known =
        || PAGE.iter().chain(&BLOCK).chain(&INLINE).any(|tag| tag.as_bytes().eq_ignore_ascii_case(name));
    closed && known() && memchr::memmem::find(prefix, b"<![CDATA[").is_none()
}

/// Whether a text begins as JSON does.
fn is_json(text: &str) -> bool {
    let inner = text.strip_prefix(['{', '[']).map(str::trim_start);
    inner.is_some_and(|inner| {
        inner.starts_with(|c: char| matches!(c, '"' | '{' | '[' | '}' | ']') || c.is_ascii_digit())
    })
}

/// The names of the opening tags in a text, as written.
fn tag_names(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '!' | '-' | ':')))?;
        let (name, after) = rest.split_at(end);
        let closed = after.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace());
        (closed && !name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_pieces_of_pages() {
        assert!(is_markup("<!DOCTYPE html><html>"));
        assert!(is_markup("\r\n\r\n  <!-- saved --> text"));
        assert!(is_markup("<p class=\"MsoNormal\">一、总体情况</p>"));
        assert!(is_markup("<TABLE border=1>"));
        assert!(is_markup(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML\">\n<html xmlns=\"\">"
        ));
        assert!(is_markup("您现在的位置：首页 <table width=100%><tr>"));
        assert!(is_markup("[首页] <table>"));
        assert!(is_markup("年报 <div>一</div> <div>二</div> <div>三</div>"));
        assert!(is_markup("<ucapcontent><p>一、总体情况</p><p></p><table></table></ucapcontent>"));
    }

    #[test]
    fn text_that_mentions_tags_stays_text() {
        assert!(!is_markup("| 本年新<br>制作数量 | 0 |\n| <b>规章</b> | 1 |"));
        assert!(!is_markup("《<中华人民共和国政府信息公开工作年度报告格式>的通知》"));
        assert!(!is_markup("{\"content\": \"<p>一</p><p>二</p><p>三</p>\"}"));
        assert!(!is_markup(
            "<?xml version=\"1.0\"?><recordset><record><![CDATA[<li>一</li>]]></record></recordset>"
        ));
        assert!(!is_markup(
            "<recordset><record><![CDATA[<li>一</li><li>二</li><p></p>]]></record></recordset>"
        ));
        assert!(!is_markup("a < b, b<c, c <p"));
        assert!(!is_markup(""));
    }
}
