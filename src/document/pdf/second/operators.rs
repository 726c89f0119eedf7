//! The operators that content streams are made of, with the number of their operands (ISO 32000-1, annex A).
//!
//! What is none of them came there by damage, and whatever it stood for is lost: a place, a font, a figure.

/// Takes as many operands as it is given.
const ANY: u8 = u8::MAX;

const OPERATORS: [(&[u8], u8); 73] = [
    (b"\"", 3),
    (b"'", 1),
    (b"B", 0),
    (b"B*", 0),
    (b"BDC", 2),
    (b"BI", ANY),
    (b"BMC", 1),
    (b"BT", 0),
    (b"BX", 0),
    (b"CS", 1),
    (b"DP", 2),
    (b"Do", 1),
    (b"EI", ANY),
    (b"EMC", 0),
    (b"ET", 0),
    (b"EX", 0),
    (b"F", 0),
    (b"G", 1),
    (b"ID", ANY),
    (b"J", 1),
    (b"K", 4),
    (b"M", 1),
    (b"MP", 1),
    (b"Q", 0),
    (b"RG", 3),
    (b"S", 0),
    (b"SC", ANY),
    (b"SCN", ANY),
    (b"T*", 0),
    (b"TD", 2),
    (b"TJ", 1),
    (b"TL", 1),
    (b"Tc", 1),
    (b"Td", 2),
    (b"Tf", 2),
    (b"Tj", 1),
    (b"Tm", 6),
    (b"Tr", 1),
    (b"Ts", 1),
    (b"Tw", 1),
    (b"Tz", 1),
    (b"W", 0),
    (b"W*", 0),
    (b"b", 0),
    (b"b*", 0),
    (b"c", 6),
    (b"cm", 6),
    (b"cs", 1),
    (b"d", 2),
    (b"d0", 2),
    (b"d1", 6),
    (b"f", 0),
    (b"f*", 0),
    (b"g", 1),
    (b"gs", 1),
    (b"h", 0),
    (b"i", 1),
    (b"j", 1),
    (b"k", 4),
    (b"l", 2),
    (b"m", 2),
    (b"n", 0),
    (b"q", 0),
    (b"re", 4),
    (b"rg", 3),
    (b"ri", 1),
    (b"s", 0),
    (b"sc", ANY),
    (b"scn", ANY),
    (b"sh", 1),
    (b"v", 4),
    (b"w", 1),
    (b"y", 4),
];

/// How many operands the operators of one letter take, for these are most of a page.
#[expect(
    clippy::indexing_slicing,
    reason = "bytes index a table of 256; it is made when the program is built"
)]
const OF_ONE_LETTER: [Option<u8>; 256] = {
    let mut takes = [None; 256];
    let mut rest: &[(&[u8], u8)] = &OPERATORS;
    while let [(name, operands), behind @ ..] = rest {
        if let [letter] = name {
            takes[*letter as usize] = Some(*operands);
        }
        rest = behind;
    }
    takes
};

/// Up to three letters as one number, in the order of the names.
const fn number(name: &[u8]) -> u32 {
    match *name {
        [a] => (a as u32) << 16,
        [a, b] => (a as u32) << 16 | (b as u32) << 8,
        [a, b, c] => (a as u32) << 16 | (b as u32) << 8 | c as u32,
        _ => u32::MAX,
    }
}

/// The names as numbers, which are compared at once.
#[expect(
    clippy::indexing_slicing,
    reason = "counts up to the length of both; made when the program is built"
)]
const NUMBERS: [u32; OPERATORS.len()] = {
    let mut numbers = [0; OPERATORS.len()];
    let mut at = 0;
    while at < OPERATORS.len() {
        numbers[at] = number(OPERATORS[at].0);
        at += 1;
    }
    numbers
};

/// Whether an operator exists and has as many operands as it takes.
pub(super) fn is_known(operator: &[u8], operands: usize) -> bool {
    let takes = match operator {
        [letter] => OF_ONE_LETTER.get(usize::from(*letter)).copied().flatten(),
        _ => {
            let found = NUMBERS.binary_search(&number(operator));
            found.ok().and_then(|at| OPERATORS.get(at)).map(|(_, takes)| *takes)
        }
    };
    takes.is_some_and(|takes| takes == ANY || usize::from(takes) == operands)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_known_by_name_and_number_of_operands() {
        assert!(OPERATORS.is_sorted_by_key(|(name, _)| *name));
        assert!(
            NUMBERS.is_sorted() && OPERATORS.iter().all(|(name, takes)| is_known(name, usize::from(*takes)))
        );
        assert!(!is_known(b"T\0", 0) && !is_known(b"\0", 0) && !is_known(b"scnn", 3));
        assert!(is_known(b"cm", 6) && is_known(b"T*", 0) && is_known(b"scn", 3));
        assert!(is_known(b"w", 1) && is_known(b"\"", 3) && !is_known(b"w", 2) && !is_known(b"x", 0));
        assert!(!is_known(b"c^", 6) && !is_known(b"cm", 5) && !is_known(b"", 0));
    }
}
