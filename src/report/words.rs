//! The words that say what became of a report and of its figures. Uses nothing of ours, so that `build.rs` can explain them.

use std::fmt;

/// The level of the place that an agency serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The whole country.
    National,
    /// A province, an autonomous region, a municipality.
    Provincial,
    /// A city of prefectures, a prefecture.
    Prefectural,
    /// A county, a district, a city of counties.
    County,
    /// A township, a town, a sub-district.
    Township,
    /// A new area or development zone.
    Zone,
}

impl Level {
    /// All levels.
    pub const ALL: [Level; 6] =
        [Level::National, Level::Provincial, Level::Prefectural, Level::County, Level::Township, Level::Zone];

    /// The word in the `level` column.
    pub const fn as_str(self) -> &'static str {
        match self {
            Level::National => "national",
            Level::Provincial => "provincial",
            Level::Prefectural => "prefectural",
            Level::County => "county",
            Level::Township => "township",
            Level::Zone => "zone",
        }
    }
}

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// All tables of the form were found.
    Extracted,
    /// A whole table is missing.
    Partial,
    /// The tables are pictures, or the text layer cannot be decoded.
    NeedsOcr,
    /// Something else than a report.
    NotAReport,
    /// Could not be read; the reason says why.
    Unreadable,
    /// The portal refused or asked for a browser.
    Blocked,
}

impl Status {
    /// All statuses, in the order in which they are counted for people.
    pub const ALL: [Status; 6] = [
        Status::Extracted,
        Status::Partial,
        Status::NeedsOcr,
        Status::NotAReport,
        Status::Unreadable,
        Status::Blocked,
    ];

    /// The word in `reports.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Extracted => "extracted",
            Status::Partial => "partial",
            Status::NeedsOcr => "needs_ocr",
            Status::NotAReport => "not_a_report",
            Status::Unreadable => "unreadable",
            Status::Blocked => "blocked",
        }
    }
}

/// Why a cell has no number. A blank is not a zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Nothing was printed.
    Blank,
    /// A slash.
    Slash,
    /// A dash of any length.
    Dash,
    /// Words: 无, 本单位未制作规章.
    Text,
    /// Something was printed that we cannot read as one number.
    Unreadable,
}

impl Missing {
    /// All reasons.
    pub const ALL: [Missing; 5] =
        [Missing::Blank, Missing::Slash, Missing::Dash, Missing::Text, Missing::Unreadable];

    /// The word in the `missing` column.
    pub const fn as_str(self) -> &'static str {
        match self {
            Missing::Blank => "blank",
            Missing::Slash => "slash",
            Missing::Dash => "dash",
            Missing::Text => "text",
            Missing::Unreadable => "unreadable",
        }
    }
}

/// How far a figure may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Do not use without looking.
    Low,
    /// Probably right; a flag says what speaks against it.
    Medium,
    /// At most one wrong value in 100,000.
    High,
}

impl Confidence {
    /// All levels, best first.
    pub const ALL: [Confidence; 3] = [Confidence::High, Confidence::Medium, Confidence::Low];

    /// The word in the `confidence` column.
    pub const fn as_str(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        }
    }
}

/// One thing noticed about a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Flag {
    /// The row or column label is not one we know word for word.
    LabelFuzzy,
    /// The column follows from order or count, not from a header above the cell, or all totals of the table are blank.
    ColumnInferred,
    /// The cell holds a note beside the number, or a nought before it.
    NoteInCell,
    /// The number was printed in another unit and converted.
    UnitConverted,
    /// The unit is printed nowhere, or the words around the number name another one, too.
    UnitUnknown,
    /// The number was put together from pieces.
    SplitCell,
    /// The structural and the sequence reader read different values.
    ReadersDisagree,
    /// Only one of the two readers found the figure.
    OneReader,
    /// A sum that the figure takes part in does not come out, or four sums of its table do not.
    IdentityViolated,
    /// No sum of the form could be computed over the figure.
    IdentityUntested,
    /// Characters could not be decoded.
    DecodeFailure,
    /// Read from a picture.
    Ocr,
    /// Confirmed or entered by a person.
    Reviewed,
}

impl Flag {
    /// All flags in the order in which they are written.
    pub const ALL: [Flag; 13] = [
        Flag::LabelFuzzy,
        Flag::ColumnInferred,
        Flag::NoteInCell,
        Flag::UnitConverted,
        Flag::UnitUnknown,
        Flag::SplitCell,
        Flag::ReadersDisagree,
        Flag::OneReader,
        Flag::IdentityViolated,
        Flag::IdentityUntested,
        Flag::DecodeFailure,
        Flag::Ocr,
        Flag::Reviewed,
    ];

    /// The word in the `flags` column.
    pub const fn as_str(self) -> &'static str {
        match self {
            Flag::LabelFuzzy => "label_fuzzy",
            Flag::ColumnInferred => "column_inferred",
            Flag::NoteInCell => "note_in_cell",
            Flag::UnitConverted => "unit_converted",
            Flag::UnitUnknown => "unit_unknown",
            Flag::SplitCell => "split_cell",
            Flag::ReadersDisagree => "readers_disagree",
            Flag::OneReader => "one_reader",
            Flag::IdentityViolated => "identity_violated",
            Flag::IdentityUntested => "identity_untested",
            Flag::DecodeFailure => "decode_failure",
            Flag::Ocr => "ocr",
            Flag::Reviewed => "reviewed",
        }
    }
}

/// A set of [`Flag`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Flags(u16);

impl Flags {
    /// No flag.
    pub const NONE: Flags = Flags(0);

    /// Adds a flag.
    pub fn insert(&mut self, flag: Flag) {
        self.0 |= 1 << flag as u8;
    }

    /// Whether the flag is set.
    pub const fn contains(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u8) != 0
    }

    /// The flags that are set, in the order in which they are written.
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.into_iter().filter(move |&flag| self.contains(flag))
    }
}

impl FromIterator<Flag> for Flags {
    fn from_iter<I: IntoIterator<Item = Flag>>(flags: I) -> Flags {
        let mut set = Flags::NONE;
        for flag in flags {
            set.insert(flag);
        }
        set
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, flag) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(";")?;
            }
            f.write_str(flag.as_str())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_written_in_order_and_joined_by_semicolons() {
        let flags: Flags = [Flag::OneReader, Flag::LabelFuzzy].into_iter().collect();
        assert_eq!(flags.to_string(), "label_fuzzy;one_reader");
        assert_eq!(Flags::NONE.to_string(), "");
    }
}
