//! Formulas over canonical keys: `requests.granted.total + requests.partially_granted.total`.
//!
//! A name with dots is a canonical key, `*` in it stands for any letters and dots: `requests.denied.*.total` is the sum of all
//! such figures that the report prints. A name without dots is a term defined elsewhere in the same file. Numbers are exact decimals.

use rust_decimal::Decimal;

/// A formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// A number.
    Number(Decimal),
    /// A canonical key, or a pattern of keys.
    Key(String),
    /// A term of the same file.
    Term(String),
    /// Two formulas joined by an operation.
    Binary(Box<Formula>, Operation, Box<Formula>),
}

/// What joins two formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// Why a text is no formula.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormulaError {
    /// Something stands where something else should.
    #[error("{found} where a {expected} should stand")]
    Unexpected {
        /// What stands there.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// A division by the number 0.
    #[error("a division by zero")]
    DivisionByZero,
    /// Brackets in brackets without end.
    #[error("brackets are nested more than {DEEPEST} deep")]
    TooDeep,
}

/// Brackets in a formula nest at most so deep; nobody writes more, and each level costs stack.
const DEEPEST: usize = 32;

impl Formula {
    /// Reads a formula.
    pub fn parse(text: &str) -> Result<Formula, FormulaError> {
        let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0 };
        let formula = parser.sum()?;
        match parser.next() {
            None => Ok(formula),
            Some(token) => Err(unexpected(&token, "+, -, * or /")),
        }
    }

    /// All keys and patterns in it, in order.
    pub fn keys(&self) -> Vec<&str> {
        self.names(|formula| if let Formula::Key(key) = formula { Some(key) } else { None })
    }

    /// All terms in it, in order.
    pub fn terms(&self) -> Vec<&str> {
        self.names(|formula| if let Formula::Term(term) = formula { Some(term) } else { None })
    }

    fn names(&self, pick: fn(&Formula) -> Option<&String>) -> Vec<&str> {
        match self {
            Formula::Binary(left, _, right) => {
                let mut names = left.names(pick);
                names.extend(right.names(pick));
                names
            }
            one => pick(one).map(String::as_str).into_iter().collect(),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(Decimal),
    Name(String),
    Sign(char),
}

fn tokens(text: &str) -> Result<Vec<Token>, FormulaError> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = name_length(rest);
        let (word, after) = if length > 0 { rest.split_at(length) } else { rest.split_at(first.len_utf8()) };
        tokens.push(match first {
            '+' | '-' | '*' | '/' | '(' | ')' => Token::Sign(first),
            '0'..='9' => {
                Token::Number(word.parse().map_err(|_| FormulaError::Unexpected {
                    found: format!("{word:?}"),
                    expected: "number",
                })?)
            }
            'a'..='z' | '_' => Token::Name(word.to_string()),
            _ => {
                return Err(FormulaError::Unexpected {
                    found: format!("{first:?}"),
                    expected: "key or number",
                });
            }
        });
        rest = after.trim_start();
    }
    Ok(tokens)
}

/// How many bytes at the beginning are a number or a name. A star belongs to a name only beside a dot
/// (`denied.*.total`, `other*.total`); elsewhere it multiplies.
fn name_length(text: &str) -> usize {
    let mut before = '\0';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after_star = chars.peek().map(|&(_, next)| next);
        let part = c.is_ascii_alphanumeric()
            || matches!(c, '_' | '.')
            || (c == '*' && at > 0 && (before == '.' || after_star == Some('.')));
        if !part {
            return at;
        }
        before = c;
    }
    text.len()
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn sign(&mut self, signs: [char; 2]) -> Option<char> {
        match self.tokens.get(self.at) {
            Some(Token::Sign(sign)) if signs.contains(sign) => {
                self.at += 1;
                Some(*sign)
            }
            _ => None,
        }
    }

    fn sum(&mut self) -> Result<Formula, FormulaError> {
        let mut left = self.product()?;
        while let Some(sign) = self.sign(['+', '-']) {
            let operation = if sign == '+' { Operation::Add } else { Operation::Subtract };
            left = Formula::Binary(Box::new(left), operation, Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Formula, FormulaError> {
        let mut left = self.one()?;
        while let Some(sign) = self.sign(['*', '/']) {
            let right = self.one()?;
            if sign == '/' && right == Formula::Number(Decimal::ZERO) {
                return Err(FormulaError::DivisionByZero);
            }
            let operation = if sign == '*' { Operation::Multiply } else { Operation::Divide };
            left = Formula::Binary(Box::new(left), operation, Box::new(right));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Formula, FormulaError> {
        match self.next() {
            Some(Token::Number(number)) => Ok(Formula::Number(number)),
            Some(Token::Name(name)) if name.contains('.') => Ok(Formula::Key(name)),
            Some(Token::Name(name)) => Ok(Formula::Term(name)),
            Some(Token::Sign('(')) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(FormulaError::TooDeep);
                }
                let formula = self.sum()?;
                self.depth -= 1;
                match self.next() {
                    Some(Token::Sign(')')) => Ok(formula),
                    Some(token) => Err(unexpected(&token, "closing bracket")),
                    None => Err(FormulaError::Unexpected {
                        found: "the end".to_string(),
                        expected: "closing bracket",
                    }),
                }
            }
            Some(token) => Err(unexpected(&token, "key or number")),
            None => Err(FormulaError::Unexpected { found: "the end".to_string(), expected: "key or number" }),
        }
    }
}

fn unexpected(token: &Token, expected: &'static str) -> FormulaError {
    let found = match token {
        Token::Number(number) => number.to_string(),
        Token::Name(name) => name.clone(),
        Token::Sign(sign) => format!("{sign:?}"),
    };
    FormulaError::Unexpected { found, expected }
}

/// Whether a key fits a pattern, in which each `*` stands for any letters and dots, or none.
pub(super) fn fits(pattern: &str, key: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else { return pattern == key };
    let Some(rest) = key.strip_prefix(head) else { return false };
    (0..=rest.len()).any(|skip| rest.get(skip..).is_some_and(|rest| fits(tail, rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_bind_closer_than_sums_and_signs_go_from_the_left() {
        let formula = Formula::parse("a - b.c.d * 2 - (3 + x)").unwrap();
        assert_eq!(formula.terms(), ["a", "x"]);
        assert_eq!(formula.keys(), ["b.c.d"]);
        let Formula::Binary(left, Operation::Subtract, right) = formula else { panic!() };
        assert!(matches!(*left, Formula::Binary(_, Operation::Subtract, _)));
        assert!(matches!(*right, Formula::Binary(_, Operation::Add, _)));
    }

    #[test]
    fn a_star_is_part_of_a_pattern_or_multiplies() {
        let keys = |text: &str| Formula::parse(text).unwrap().keys().join(" ");
        assert_eq!(keys("requests.denied.*.total*2"), "requests.denied.*.total");
        assert_eq!(keys("2*a.other*.total"), "a.other*.total");
        assert!(fits("requests.denied.*.total", "requests.denied.state_secret.total"));
        assert!(!fits("requests.denied.*.total", "requests.denied.state_secret.business"));
        assert!(fits("requests.other*.total", "requests.other.total"));
        assert!(fits("requests.other*.total", "requests.other.fee_unpaid.total"));
        assert!(fits("a.b.c", "a.b.c") && !fits("a.b.c", "a.b.cd"));
    }

    #[test]
    fn what_is_no_formula_says_what_stands_where() {
        let told = |text: &str| Formula::parse(text).unwrap_err().to_string();
        assert_eq!(told("a +"), "the end where a key or number should stand");
        assert_eq!(told("(a"), "the end where a closing bracket should stand");
        assert_eq!(told("a b"), "b where a +, -, * or / should stand");
        assert_eq!(told("a / 0"), "a division by zero");
        assert_eq!(told("a % b"), "'%' where a key or number should stand");
        assert_eq!(told(""), "the end where a key or number should stand");
        assert_eq!(told(&"(".repeat(5_000)), "brackets are nested more than 32 deep");
    }
}
