//! Pages as text: what comes from a dataset is written so that a browser shows it and runs nothing of it.

use std::fmt::{self, Display, Write as _};

use super::words::Said;

/// Text as HTML shows it, in and outside of attributes in double quotes.
pub(super) struct Esc<'a>(pub(super) &'a str);

impl Display for Esc<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"']) {
            let (plain, from) = rest.split_at(at);
            f.write_str(plain)?;
            let (mark, after) = from.split_at(1);
            f.write_str(match mark {
                "&" => "&amp;",
                "<" => "&lt;",
                ">" => "&gt;",
                _ => "&quot;",
            })?;
            rest = after;
        }
        f.write_str(rest)
    }
}

/// Appends to a page; writing into a string cannot fail.
macro_rules! put {
    ($to:expr, $($what:tt)*) => {{
        let _ = std::fmt::Write::write_fmt($to, format_args!($($what)*));
    }};
}
pub(super) use put;

/// The place of an input: a link where it is an address of the web, else the path as given. Nothing else is made a link,
/// as a browser would run `javascript:` and the like.
pub(super) fn source(place: &str) -> String {
    let is_address = ["http://", "https://"].iter().any(|scheme| place.starts_with(scheme));
    match is_address {
        true => format!("<a href=\"{0}\" rel=\"noopener noreferrer\">{0}</a>", Esc(place)),
        false => format!("<code>{}</code>", Esc(place)),
    }
}

/// The part of an address that names a file: what may mean something in an address or to a file system is written by its
/// bytes.
pub(super) fn file_name(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => safe.push(char::from(byte)),
            other => {
                let _ = write!(safe, "~{other:02x}");
            }
        }
    }
    safe
}

/// A page to be written.
pub(super) struct Page<'a> {
    /// Its title.
    pub(super) title: &'a str,
    /// How many folders below the first page it lies.
    pub(super) depth: usize,
    /// What stands in it.
    pub(super) body: &'a str,
}

impl Page<'_> {
    /// The whole page.
    pub(super) fn html(&self, said: &Said) -> String {
        let up = "../".repeat(self.depth);
        let mut html = String::with_capacity(self.body.len() + 1_500);
        put!(
            &mut html,
            "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"{GENERATOR}\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' file:; \
             style-src 'self' file: 'unsafe-inline'; img-src 'self' file: data:\">\n\
             <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{up}site.css\">\n<nav>",
            lang = said.tag(),
            title = Esc(self.title),
        );
        for (file, words) in [
            ("index.html", said.overview),
            ("regions/index.html", said.agencies),
            ("findings/index.html", said.findings),
            ("rankings/index.html", said.rankings),
            ("unread/index.html", said.unread),
            ("about.html", said.about),
        ] {
            put!(&mut html, "<a href=\"{up}{file}\">{words}</a>\n");
        }
        put!(&mut html, "</nav>\n<main>\n{}</main>\n<footer>{}</footer>\n</html>\n", self.body, said.footer);
        html
    }
}

/// What tells a page of ours from another.
pub(super) const GENERATOR: &str = "nianbao report";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_dataset_says_is_shown_and_not_run() {
        assert_eq!(Esc("<b a=\"1\">&甲").to_string(), "&lt;b a=&quot;1&quot;&gt;&amp;甲");
        assert_eq!(source("javascript:alert(1)"), "<code>javascript:alert(1)</code>");
        assert_eq!(
            source("https://a.cn/?a=\"&b"),
            "<a href=\"https://a.cn/?a=&quot;&amp;b\" rel=\"noopener noreferrer\">https://a.cn/?a=&quot;&amp;b</a>"
        );
    }

    #[test]
    fn names_of_files_keep_within_their_folder_and_apart() {
        assert_eq!(file_name("0f-2"), "0f-2");
        assert_eq!(file_name("../a"), "~2e~2e~2fa");
        assert_ne!(file_name("a/b"), file_name("a~2fb"));
    }
}
