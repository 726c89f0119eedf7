//! What is known for and against one figure, as a value of its own: [`crate::confidence`] makes it, a level and flags follow
//! from it, and [`crate::score`] counts by it how often figures with the same evidence were right.

use std::fmt;
use std::str::FromStr;

use crate::report::{Confidence, Flag, Flags};

/// The evidence for one figure. Figures with equal evidence are of one class, and one class has one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    /// Which readers saw it, and whether they agreed.
    pub readers: Readers,
    /// How well the labels of its row and column are known; the worse of the two.
    pub labels: Labels,
    /// How its column was told.
    pub column: Column,
    /// What the sums of the form say.
    pub sums: Sums,
    /// What is odd about the cell.
    pub oddities: Oddities,
}

/// A set of words that are written in the table of measured levels.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word in `data/confidence.csv`.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<$name, UnknownWord> {
                $name::ALL.iter().copied().find(|known| known.as_str() == word)
                    .ok_or_else(|| UnknownWord(word.to_string()))
            }
        }
    };
}

/// A word that is not of the table's vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no word for evidence")]
pub struct UnknownWord(String);

words! {
    /// Which readers saw a figure.
    Readers {
        /// Both, with the same value.
        Agree = "agree",
        /// Both, with different values; the sums of the form come out with one of them only.
        Settled = "settled",
        /// Both, with different values, and nothing decides.
        Disagree = "disagree",
        /// Only the structural reader, which has a header for the column.
        ByHeaders = "by_headers",
        /// One reader, without such a header.
        One = "one",
    }
}

words! {
    /// How well labels are known.
    Labels {
        /// Word for word.
        Exact = "exact",
        /// Near to one label and far from all others: a slip of the pen.
        Slip = "slip",
        /// Like a label.
        Fuzzy = "fuzzy",
    }
}

words! {
    /// How the column of a figure was told.
    Column {
        /// By a header above it, or by a full count of the cells of its row.
        Told = "told",
        /// By order or count alone.
        Inferred = "inferred",
    }
}

words! {
    /// What the sums of the form say of a figure.
    Sums {
        /// At least two sums over it come out, none fails.
        HoldTwice = "hold_twice",
        /// One sum over it comes out, none fails.
        HoldOnce = "hold_once",
        /// The form has none over it.
        NotInForm = "not_in_form",
        /// The form has some, and none could be computed.
        Untested = "untested",
        /// At least one fails.
        Violated = "violated",
    }
}

words! {
    /// Something odd about a cell.
    Oddity {
        /// The number was put together from pieces.
        Joined = "joined",
        /// A note stands beside the number.
        Note = "note",
        /// An amount of money where things are counted.
        MoneyInCount = "money_in_count",
        /// Money whose unit is printed nowhere.
        UnitUnknown = "unit_unknown",
        /// Printed in another unit than the form's, and converted.
        Converted = "converted",
        /// The document prints the figure a second time with another value, or only under words of another period; or whether it
        /// is seen at all hangs on something that is not known.
        Contested = "contested",
        /// Characters that could not be decoded.
        Undecoded = "undecoded",
        /// Read from a picture.
        Ocr = "ocr",
        /// A number that its field cannot hold: a fraction of a request, a negative count.
        Impossible = "impossible",
        /// Something is printed that is not one number.
        Unreadable = "unreadable",
    }
}

/// A set of [`Oddity`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Oddities(u16);

impl Oddities {
    /// Nothing is odd.
    pub const NONE: Oddities = Oddities(0);

    /// Adds an oddity.
    pub const fn insert(&mut self, oddity: Oddity) {
        self.0 |= 1 << oddity as u16;
    }

    /// Adds an oddity where a condition holds.
    pub const fn insert_if(&mut self, condition: bool, oddity: Oddity) {
        if condition {
            self.insert(oddity);
        }
    }

    fn iter(self) -> impl Iterator<Item = Oddity> {
        Oddity::ALL.iter().copied().filter(move |&oddity| self.0 & (1 << oddity as u16) != 0)
    }
}

impl Evidence {
    /// One number for each class.
    pub(crate) const fn packed(self) -> u32 {
        let of_readers = (self.readers as u32) << 12 | (self.labels as u32) << 8;
        let of_form = (self.column as u32) << 4 | self.sums as u32;
        (of_readers | of_form) << 16 | self.oddities.0 as u32
    }

    /// The best level that the evidence can have by what it is. What was measured can only lower it
    /// ([`crate::confidence::measured`]).
    pub fn at_most(self) -> Confidence {
        use Confidence::{High, Low, Medium};
        let sums_hold = matches!(self.sums, Sums::HoldTwice | Sums::HoldOnce);
        let if_sums = |good: Confidence, else_: Confidence| if sums_hold { good } else { else_ };
        let readers = match self.readers {
            Readers::Agree => High,
            Readers::Settled | Readers::ByHeaders => Medium,
            Readers::One => if_sums(Medium, Low),
            Readers::Disagree => Low,
        };
        let labels = match self.labels {
            Labels::Exact => High,
            Labels::Slip => if_sums(High, Medium),
            Labels::Fuzzy => Medium,
        };
        let column = if self.column == Column::Told { High } else { Medium };
        let sums = if matches!(self.sums, Sums::Untested | Sums::Violated) { Medium } else { High };
        let oddity = |oddity| match oddity {
            Oddity::Converted => High,
            Oddity::Joined | Oddity::Note => if_sums(High, Medium),
            Oddity::MoneyInCount
            | Oddity::UnitUnknown
            | Oddity::Contested
            | Oddity::Ocr
            | Oddity::Impossible => Medium,
            Oddity::Undecoded | Oddity::Unreadable => Low,
        };
        self.oddities.iter().map(oddity).fold(readers.min(labels).min(column).min(sums), Confidence::min)
    }

    /// What a reader of the dataset is told of it.
    pub fn flags(self) -> Flags {
        let readers = match self.readers {
            Readers::Agree => None,
            Readers::Settled | Readers::Disagree => Some(Flag::ReadersDisagree),
            Readers::ByHeaders | Readers::One => Some(Flag::OneReader),
        };
        let sums = match self.sums {
            Sums::HoldTwice | Sums::HoldOnce => None,
            Sums::NotInForm | Sums::Untested => Some(Flag::IdentityUntested),
            Sums::Violated => Some(Flag::IdentityViolated),
        };
        let labels = (self.labels != Labels::Exact).then_some(Flag::LabelFuzzy);
        let column = (self.column == Column::Inferred).then_some(Flag::ColumnInferred);
        let oddities = self.oddities.iter().filter_map(|oddity| match oddity {
            Oddity::Joined => Some(Flag::SplitCell),
            Oddity::Note | Oddity::MoneyInCount => Some(Flag::NoteInCell),
            Oddity::UnitUnknown => Some(Flag::UnitUnknown),
            Oddity::Converted => Some(Flag::UnitConverted),
            Oddity::Contested => Some(Flag::ReadersDisagree),
            Oddity::Undecoded => Some(Flag::DecodeFailure),
            Oddity::Ocr => Some(Flag::Ocr),
            Oddity::Impossible | Oddity::Unreadable => None,
        });
        [readers, sums, labels, column].into_iter().flatten().chain(oddities).collect()
    }
}

/// What joins the words of a class, and the oddities in it.
const JOINS: (char, char) = ('/', '+');
/// The word for no oddity.
const PLAIN: &str = "plain";

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slash = JOINS.0;
        let (readers, labels) = (self.readers.as_str(), self.labels.as_str());
        write!(
            f,
            "{readers}{slash}{labels}{slash}{}{slash}{}{slash}",
            self.column.as_str(),
            self.sums.as_str()
        )?;
        if self.oddities == Oddities::NONE {
            return f.write_str(PLAIN);
        }
        for (index, oddity) in self.oddities.iter().enumerate() {
            if index > 0 {
                write!(f, "{}", JOINS.1)?;
            }
            f.write_str(oddity.as_str())?;
        }
        Ok(())
    }
}

impl FromStr for Evidence {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Evidence, UnknownWord> {
        let mut words = text.split(JOINS.0);
        let mut next = || words.next().unwrap_or_default();
        let (readers, labels) = (next().parse()?, next().parse()?);
        let (column, sums) = (next().parse()?, next().parse()?);
        let mut oddities = Oddities::NONE;
        for word in next().split(JOINS.1).filter(|word| *word != PLAIN) {
            oddities.insert(word.parse()?);
        }
        Ok(Evidence { readers, labels, column, sums, oddities })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEST: Evidence = Evidence {
        readers: Readers::Agree,
        labels: Labels::Exact,
        column: Column::Told,
        sums: Sums::HoldTwice,
        oddities: Oddities::NONE,
    };

    #[test]
    fn a_class_is_written_and_read_alike() {
        assert_eq!(BEST.to_string(), "agree/exact/told/hold_twice/plain");
        let mut odd = Evidence { sums: Sums::Violated, ..BEST };
        odd.oddities.insert(Oddity::Note);
        odd.oddities.insert(Oddity::Joined);
        assert_eq!(odd.to_string(), "agree/exact/told/violated/joined+note");
        for evidence in [BEST, odd] {
            assert_eq!(evidence.to_string().parse(), Ok(evidence));
        }
        assert!("agree/exact/told/hold_twice/strange".parse::<Evidence>().is_err());
        assert!("agree/exact".parse::<Evidence>().is_err());
    }

    #[test]
    fn each_thing_noticed_can_only_lower_the_level() {
        assert_eq!(BEST.at_most(), Confidence::High);
        for &sums in Sums::ALL {
            for &readers in Readers::ALL {
                for &labels in Labels::ALL {
                    let evidence = Evidence { readers, labels, sums, ..BEST };
                    for &oddity in Oddity::ALL {
                        let mut odd = evidence;
                        odd.oddities.insert(oddity);
                        assert!(odd.at_most() <= evidence.at_most(), "{odd}");
                    }
                    let exact = Evidence { labels: Labels::Exact, ..evidence };
                    let agreed = Evidence { readers: Readers::Agree, ..evidence };
                    assert!(evidence.at_most() <= exact.at_most().min(agreed.at_most()), "{evidence}");
                }
            }
        }
    }

    #[test]
    fn what_lowers_the_level_of_a_number_says_so_in_a_flag() {
        for &sums in &[Sums::Untested, Sums::Violated] {
            assert_ne!(Evidence { sums, ..BEST }.flags(), Flags::NONE);
        }
        for &readers in Readers::ALL.iter().filter(|readers| **readers != Readers::Agree) {
            assert_ne!(Evidence { readers, ..BEST }.flags(), Flags::NONE);
        }
        assert_eq!(BEST.flags(), Flags::NONE);
    }
}
