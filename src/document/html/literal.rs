//! String literals of scripts: where they are, and what they say.

/// A string literal: the range of its inside, and whether the script ends before it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Literal<'a> {
    pub(super) inside: &'a str,
    pub(super) is_cut: bool,
}

/// The string literals of a script or of JSON, in order. Comments and regular expressions are stepped over. A line
/// break ends a quoted string, as in the language, so that a stray quote misleads for one line only.
pub(super) fn literals(script: &str) -> impl Iterator<Item = Literal<'_>> {
    let bytes = script.as_bytes();
    let mut at = 0;
    // The last character that is no white space: it tells a division from a regular expression.
    let mut before = b'(';
    std::iter::from_fn(move || {
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'"' | b'\'' | b'`' => {
                    before = byte;
                    let start = at + 1;
                    let (end, after) = end_of_string(bytes, start, byte);
                    at = after;
                    if let End::LineBreak = end {
                        continue;
                    }
                    let is_cut = matches!(end, End::Source);
                    let inside =
                        script.get(start..if is_cut { after } else { after - 1 }).unwrap_or_default();
                    return Some(Literal { inside, is_cut });
                }
                b'/' => at = after_slash(bytes, at, before),
                _ => {
                    if !byte.is_ascii_whitespace() {
                        before = byte;
                    }
                    at += 1;
                }
            }
        }
        None
    })
}

enum End {
    Quote,
    LineBreak,
    Source,
}

/// Where a string ends, and how.
fn end_of_string(bytes: &[u8], mut at: usize, quote: u8) -> (End, usize) {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' if quote != b'`' => return (End::LineBreak, at + 1),
            _ if byte == quote => return (End::Quote, at + 1),
            _ => at += 1,
        }
    }
    (End::Source, bytes.len())
}

/// What a slash begins: a comment, a regular expression, or a division. Where that ends.
fn after_slash(bytes: &[u8], slash: usize, before: u8) -> usize {
    let rest = bytes.get(slash + 1..).unwrap_or_default();
    let find = |needle: &[u8]| memchr::memmem::find(rest, needle);
    match rest.first() {
        Some(b'/') => find(b"\n").map_or(bytes.len(), |end| slash + 1 + end),
        Some(b'*') => find(b"*/").map_or(bytes.len(), |end| slash + 3 + end),
        _ if matches!(
            before,
            b'(' | b',' | b'=' | b':' | b'[' | b'!' | b'&' | b'|' | b'?' | b'{' | b'}' | b';'
        ) =>
        {
            end_of_expression(rest).map_or(slash + 1, |end| slash + 1 + end)
        }
        _ => slash + 1,
    }
}

/// Where a regular expression ends; nothing if the line ends first.
fn end_of_expression(bytes: &[u8]) -> Option<usize> {
    let (mut at, mut in_class) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' => return None,
            b'\\' => at += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// What a literal says: its escapes resolved, as in JavaScript and JSON.
pub(super) fn unescape(inside: &str) -> String {
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let Some(escape) = after.chars().next() else {
            return text;
        };
        let after = after.get(escape.len_utf8()..).unwrap_or_default();
        rest = after;
        match escape {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'b' | 'f' | 'v' | '0' => text.push(' '),
            '\r' => rest = after.strip_prefix('\n').unwrap_or(after),
            '\n' | '\u{2028}' | '\u{2029}' => {}
            'x' => rest = hex(after, 2).map_or(after, |(code, after)| push(&mut text, code, after)),
            'u' => {
                let braced = after.strip_prefix('{').and_then(|inner| inner.split_once('}'));
                rest = match braced
                    .and_then(|(code, after)| Some((u32::from_str_radix(code, 16).ok()?, after)))
                {
                    Some((code, after)) => push(&mut text, code, after),
                    None => unit(&mut text, after),
                };
            }
            other => text.push(other),
        }
    }
    text.push_str(rest);
    text
}

/// A UTF-16 unit, with its second half if it is the first of a pair.
fn unit<'a>(text: &mut String, after: &'a str) -> &'a str {
    let Some((high, rest)) = hex(after, 4) else {
        return after;
    };
    if (0xd800..0xdc00).contains(&high)
        && let Some((low @ 0xdc00..0xe000, rest)) = rest.strip_prefix("\\u").and_then(|rest| hex(rest, 4))
    {
        return push(text, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), rest);
    }
    push(text, high, rest)
}

fn push<'a>(text: &mut String, code: u32, after: &'a str) -> &'a str {
    text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    after
}

fn hex(text: &str, digits: usize) -> Option<(u32, &str)> {
    let (code, rest) = text.split_at_checked(digits)?;
    if !code.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    Some((u32::from_str_radix(code, 16).ok()?, rest))
}

/// Resolves `%E4%B8%AD`, and the `%u4E2D` of `escape()`.
pub(super) fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        if let Some((code, after)) = hex(after, 2) {
            bytes.push(code as u8);
            rest = after;
        } else if let Some((code, after)) = after.strip_prefix('u').and_then(|after| hex(after, 4)) {
            let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after;
        } else {
            bytes.push(b'%');
            rest = after;
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insides(script: &str) -> Vec<&str> {
        literals(script).map(|literal| literal.inside).collect()
    }

    #[test]
    fn literals_are_found_between_comments_and_expressions() {
        let script = r#"
            // it's a comment
            var a = 'one', b = "t\"wo"; /* don't */
            if (/["']/.test(a)) { x = a / b; y = `thr
ee`; }
            "#;
        assert_eq!(insides(script), ["one", r#"t\"wo"#, "thr\nee"]);
        assert_eq!(insides(r#"{"a":"<p class='x'>","b":["c"]}"#), ["a", "<p class='x'>", "b", "c"]);
    }

    #[test]
    fn a_stray_quote_misleads_for_one_line() {
        assert_eq!(insides("x = don't\ny = 'two'"), ["two"]);
        assert_eq!(insides("a = 'cut"), ["cut"]);
        assert!(literals("a = 'cut").all(|literal| literal.is_cut));
        assert_eq!(insides("'\\"), ["\\"]);
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unescape(r#"\u003ctd\x3e\"1\"<\/td>\n\u4e2d\u{56fd}"#), "<td>\"1\"</td>\n中国");
        assert_eq!(unescape(r"\ud83d\ude00 \ud83d \u12 \q \"), "😀 \u{fffd} 12 q ");
        assert_eq!(unescape("a\\\nb"), "ab");
        assert_eq!(percent_decode("%3Ctd%3E%E4%B8%AD%u56FD 100% %zz"), "<td>中国 100% %zz");
    }
}
