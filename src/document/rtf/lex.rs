//! RTF as a sequence of groups, control words and characters.

/// A piece of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'r> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word`, and the number behind it.
    Word(&'r str, Option<i32>),
    /// A character that a mark stands for: `\~`, `\*`.
    Symbol(u8),
    /// A byte of text, as it stands or as `\'b9`.
    Byte(u8),
}

/// Takes bytes apart.
pub(super) struct Lexer<'r> {
    rest: &'r [u8],
}

impl<'r> Lexer<'r> {
    pub(super) fn new(bytes: &'r [u8]) -> Lexer<'r> {
        Lexer { rest: bytes }
    }

    fn control(&mut self) -> Option<Token<'r>> {
        let first = *self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.rest = self.rest.get(1..)?;
            return Some(match first {
                b'\'' => {
                    let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                    match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                        Some(byte) => {
                            self.rest = self.rest.get(2..).unwrap_or_default();
                            Token::Byte(byte)
                        }
                        None => Token::Symbol(b'\''),
                    }
                }
                b'\\' | b'{' | b'}' => Token::Byte(first),
                b'\n' | b'\r' => Token::Word("par", None),
                _ => Token::Symbol(first),
            });
        }
        let end = self.rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (word, after) = self.rest.split_at_checked(end)?;
        let sign = usize::from(after.first() == Some(&b'-'));
        let digits = after.get(sign..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = after.get(..sign + digits).filter(|_| digits > 0);
        let after = if digits > 0 { after.get(sign + digits..)? } else { after };
        let number = number.and_then(|number| std::str::from_utf8(number).ok()?.parse().ok());
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        let word = std::str::from_utf8(word).ok()?;
        if word == "bin" {
            let length = number.and_then(|number: i32| usize::try_from(number).ok()).unwrap_or(0);
            self.rest = self.rest.get(length..).unwrap_or_default();
        }
        Some(Token::Word(word, number))
    }
}

impl<'r> Iterator for Lexer<'r> {
    type Item = Token<'r>;

    fn next(&mut self) -> Option<Token<'r>> {
        loop {
            let (&first, rest) = self.rest.split_first()?;
            self.rest = rest;
            return match first {
                b'\r' | b'\n' | 0 => continue,
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}
