//! Which checks are asked for, by their codes or the words in them.

use super::AuditError;
use super::checks::{CHECKS, Check};

/// The checks that a list of codes names; all for an empty list.
pub(in crate::audit) fn choose(codes: &[String]) -> Result<Vec<&'static Check>, AuditError> {
    let mut chosen = vec![codes.is_empty(); CHECKS.len()];
    for code in codes {
        let code = code.trim();
        if code.is_empty() {
            return Err(AuditError::EmptyCheck);
        }
        let named = |check: &Check| {
            let (short, name) = check.about.code.split_once('-').unwrap_or((check.about.code, ""));
            [check.about.code, short, name].iter().any(|known| known.eq_ignore_ascii_case(code))
        };
        let at = CHECKS.iter().position(named);
        let slot = at.and_then(|at| chosen.get_mut(at));
        *slot.ok_or_else(|| AuditError::UnknownCheck(code.to_string()))? = true;
    }
    Ok(CHECKS.iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(check, _)| check).collect())
}

/// The check whose name a mistyped one is nearest to, as the end of a sentence: `R1`, `R0l`, `R01-balnce`, `balence`.
pub(in crate::audit) fn meant(typed: &str) -> String {
    /// So many characters of a name are a slip, and one in so many.
    const SLIPS: usize = 4;
    // What is long is no slip, and takes long to compare.
    if typed.len() > 40 {
        return String::new();
    }
    let typed = typed.to_lowercase();
    // A letter and a number, whatever noughts, dashes and look-alikes stand in it.
    let short = |code: &str| {
        let mut signs = code.chars().filter(|c| c.is_alphanumeric());
        let letter = signs.next()?;
        let digits: String = signs
            .map(|c| {
                if matches!(c, 'l' | 'i') {
                    '1'
                } else if c == 'o' {
                    '0'
                } else {
                    c
                }
            })
            .collect();
        Some((letter, digits.parse::<u8>().ok()?))
    };
    let near = |known: &str| (strsim::damerau_levenshtein(known, &typed), known.len());
    let slips = |check: &Check| {
        let code = check.about.code.to_lowercase();
        let (number, name) = code.split_once('-').unwrap_or((&code, ""));
        if short(number).is_some_and(|number| short(&typed) == Some(number)) {
            return Some(0);
        }
        let near = [near(&code), near(name)].into_iter().filter(|(slips, of)| slips * SLIPS <= *of);
        near.map(|(slips, _)| slips).min()
    };
    let nearest = CHECKS.iter().filter_map(|check| Some((slips(check)?, check.about.code))).min();
    nearest.map(|(_, code)| format!("; perhaps {code}")).unwrap_or_default()
}
