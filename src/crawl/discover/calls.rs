//! Links that call a function of the page's scripts, `show(1234)`: the address is what that function puts together.

use std::cell::OnceCell;
use std::sync::OnceLock;

use regex::Regex;

/// So much of a function is looked at, in bytes; what opens an address is short.
const LONGEST: usize = 600;
/// The most functions of a page that are looked at.
const MOST: usize = 200;

/// The functions of a page that open addresses, found when the first link calls one.
#[derive(Debug, Default)]
pub(super) struct Functions(OnceCell<Vec<Function>>);

#[derive(Debug)]
struct Function {
    name: String,
    address: Vec<Piece>,
}

/// A piece of an address.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// The argument with this number.
    Argument(usize),
}

impl Functions {
    /// The address that a call opens: `javascript:show('1234')`.
    pub(super) fn address(&self, code: &str, scripts: &[String]) -> Option<String> {
        let code = code.trim();
        let code = code
            .get(..11)
            .filter(|start| start.eq_ignore_ascii_case("javascript:"))
            .map_or(code, |_| &code[11..]);
        let (name, rest) = code.trim_start().trim_start_matches("return ").split_once('(')?;
        let arguments: Vec<&str> = rest
            .split(')')
            .next()?
            .split(',')
            .map(|argument| argument.trim().trim_matches(['\'', '"']))
            .collect();
        let functions = self.0.get_or_init(|| functions(scripts));
        let function = functions.iter().find(|function| function.name == name.trim())?;
        let mut address = String::new();
        for piece in &function.address {
            match piece {
                Piece::Text(text) => address.push_str(text),
                Piece::Argument(at) => {
                    let argument = arguments.get(*at)?;
                    let is_plain = argument.bytes().all(|byte| byte.is_ascii_graphic());
                    address.push_str(Some(argument).filter(|argument| !argument.is_empty() && is_plain)?);
                }
            }
        }
        Some(address)
    }
}

/// The address that the choice of a list opens, `location.href = 'list.jsp?dept=' + this.value`, for a value of it.
pub(super) fn chosen(change: &str, value: &str) -> Option<String> {
    let is_plain = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let change =
        change.replace("this.value", "value").replace("this.options[this.selectedIndex].value", "value");
    let pieces = address(&change, &["value"]).filter(|_| is_plain)?;
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Argument(_) => value.to_string(),
    };
    Some(pieces.iter().map(piece).collect())
}

fn functions(scripts: &[String]) -> Vec<Function> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| {
        Regex::new(
            r"(?:\bfunction\s+(?P<name>\w+)\s*|\b(?:var|let|const)\s+(?P<variable>\w+)\s*=\s*(?:function\s*)?)\((?P<parameters>[\w\s,]{1,200})\)\s*(?:=>)?\s*\{",
        )
        .ok()
    });
    let Some(pattern) = pattern else { return Vec::new() };
    let found =
        scripts.iter().flat_map(|script| pattern.captures_iter(script).map(move |found| (script, found)));
    let function = |(script, found): (&String, regex::Captures<'_>)| {
        let name = found.name("name").or_else(|| found.name("variable"))?.as_str().to_string();
        let parameters: Vec<&str> = found.name("parameters")?.as_str().split(',').map(str::trim).collect();
        let body = script.get(found.get(0)?.end()..)?;
        let body = body.get(..body.floor_char_boundary(LONGEST)).unwrap_or(body);
        Some(Function { name, address: address(body, &parameters)? })
    };
    found.filter_map(function).take(MOST).collect()
}

/// The first address that a body puts together from texts and parameters.
fn address(body: &str, parameters: &[&str]) -> Option<Vec<Piece>> {
    body.match_indices(['"', '\'', '`']).find_map(|(at, _)| {
        let pieces = pieces(body.get(at..)?, parameters);
        let Some(Piece::Text(first)) = pieces.first() else { return None };
        let texts = || {
            pieces.iter().filter_map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                Piece::Argument(_) => None,
            })
        };
        let leads = ["/", "./", "../", "http"].iter().any(|start| first.starts_with(start))
            || texts().any(|text| {
                text.contains('?') || [".htm", ".shtml", ".jsp"].iter().any(|end| text.contains(end))
            });
        let chooses = texts().count() < pieces.len();
        (leads && chooses && !texts().any(|text| text.contains(char::is_whitespace))).then_some(pieces)
    })
}

/// `'/show-' + id + '.html'`, or `` `/show-${id}.html` ``.
fn pieces(code: &str, parameters: &[&str]) -> Vec<Piece> {
    let argument =
        |name: &str| parameters.iter().position(|parameter| *parameter == name.trim()).map(Piece::Argument);
    let mut pieces = Vec::new();
    if let Some(template) = code.strip_prefix('`').and_then(|rest| rest.split('`').next()) {
        for (number, part) in template.split("${").enumerate() {
            let (name, text) =
                if number == 0 { ("", part) } else { part.split_once('}').unwrap_or(("", "")) };
            if number > 0 {
                let Some(argument) = argument(name) else { return Vec::new() };
                pieces.push(argument);
            }
            pieces.push(Piece::Text(text.to_string()));
        }
        return pieces;
    }
    let mut rest = code;
    loop {
        if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let Some((text, after)) = rest.get(1..).and_then(|inner| inner.split_once(quote)) else { break };
            pieces.push(Piece::Text(text.to_string()));
            rest = after;
        } else {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let Some(argument) = argument(&name) else { return Vec::new() };
            pieces.push(argument);
            rest = rest.get(name.len()..).unwrap_or_default();
        }
        match rest.trim_start().strip_prefix('+') {
            Some(after) => rest = after.trim_start(),
            None => break,
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_functions_open() {
        for (script, call, opened) in [
            (
                "function show(id){ window.open(\"/zwgk/show-\"+id+\".html\"); }",
                "javascript:show(1234)",
                "/zwgk/show-1234.html",
            ),
            (
                "function go(id, kind) { var url = './d.jsp?id=' + id + '&kind=' + kind; location = url; }",
                "return go('a1','nb')",
                "./d.jsp?id=a1&kind=nb",
            ),
            ("const view = (id) => { open(`/v/${id}.html`) }", "view('7')", "/v/7.html"),
        ] {
            let found = Functions::default().address(call, &[script.to_string()]);
            assert_eq!(found.as_deref(), Some(opened), "{script}");
        }
        let change = "location.href='nb.jsp?dept='+this.value+'&t=1'";
        assert_eq!(chosen(change, "103").as_deref(), Some("nb.jsp?dept=103&t=1"));
        assert_eq!(chosen("go(this.value)", "103"), None);
        let open = "function f(id){ alert('/no address' + id); }".to_string();
        assert_eq!(Functions::default().address("g(1)", std::slice::from_ref(&open)), None);
        assert_eq!(Functions::default().address("f()", &[open]), None);
    }
}
