//! `docs/checks.md`: all that is said about the checks, in both languages. A test holds the page to these texts.

use crate::audit::checks::all;

/// What stands above the checks.
const HEAD: &str = include_str!("head.md");

/// The page as Markdown.
pub fn page() -> String {
    let mut page = HEAD.to_string();
    for about in all() {
        page.push_str(&format!("\n### {}\n\n", about.code));
        let parts = [
            ("", about.checks),
            ("*为何 why*：", about.why),
            ("*例 example*：", about.example),
            ("*依据 rests on*：", about.rests_on),
        ];
        for (head, text) in parts {
            page.push_str(&format!("{head}{}\n\n{}\n\n", text.zh, text.en));
        }
        page.truncate(page.trim_end().len());
        page.push('\n');
    }
    page
}
