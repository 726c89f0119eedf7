//! What the words over and beside a figure say that it counts in: 万元, 元, 百万元, 万件.
//!
//! The words nearest to a figure hold. Where others say something else, it is not known who forgot to change what; what differs from the
//! unit of the form was meant by somebody, and the figure is in doubt.

use rust_decimal::Decimal;

use crate::document::{Block, Grid};
use crate::template::Unit;

/// A sum of money that numbers count: so many yuan are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Money(u64);

impl Money {
    /// The sum that a unit stands for, if it is one of money.
    pub(crate) const fn of(unit: Unit) -> Option<Money> {
        match unit {
            Unit::Yuan => Some(Money(1)),
            Unit::TenThousandYuan => Some(Money(10_000)),
            Unit::Piece | Unit::Item | Unit::Project => None,
        }
    }

    /// A number of such sums, as one of other sums.
    pub(crate) fn convert(self, number: Decimal, to: Money) -> Option<Decimal> {
        if self == to {
            return Some(number);
        }
        number.checked_mul(Decimal::from(self.0))?.checked_div(Decimal::from(to.0))
    }
}

/// What some words say that the figures under or beside them count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counted {
    /// The sum of money.
    pub(crate) money: Option<Money>,
    /// They name two sums of money.
    pub(crate) is_torn: bool,
    /// They count things by the hundred or more, which no form does.
    pub(crate) by_many: bool,
}

/// What amounts are counted in by the forms.
const OF_FORM: Option<Money> = Money::of(Unit::TenThousandYuan);
/// A longer text, in bytes, says more than in what something is counted.
const LONGEST_UNIT: usize = 30;
/// A longer line, in bytes, above a table is none about units.
const LONGEST_CAPTION: usize = 150;
/// What things are counted with where they are counted by the ten thousand. 条 is not here: 第二百条 is an article of a law.
const COUNTERS: [char; 8] = ['件', '份', '次', '项', '个', '宗', '批', '起'];

impl Counted {
    /// What a head, a label or a caption says.
    pub(crate) fn of(words: &str) -> Counted {
        let mut said = Counted::default();
        // Most words name no unit and end here.
        if !words.contains(['元', '百', '千', '万', '萬', '亿', '億']) {
            return said;
        }
        let mut times = 1_u64;
        // A line break may stand between the characters: 单位：万 元.
        for c in words.chars().filter(|c| c.is_alphabetic()) {
            match c {
                '元' => said.add(Some(Money(times))),
                _ if COUNTERS.contains(&c) => said.by_many |= times >= 100,
                _ => {}
            }
            times = factor(c).map_or(1, |factor| times.saturating_mul(factor));
        }
        said
    }

    /// What a text says that names a unit and nothing else.
    pub(crate) fn of_unit(text: &str) -> Counted {
        if text.len() > LONGEST_UNIT { Counted::default() } else { Counted::of(text) }
    }

    fn add(&mut self, money: Option<Money>) {
        self.is_torn |= self.money.is_some() && money.is_some() && self.money != money;
        self.money = match self.money {
            // 万元 in a column of units is copied from the form, and 元 over it is not.
            None | OF_FORM => money.or(self.money),
            meant => meant,
        };
    }

    /// The same where further words stand farther off.
    pub(crate) fn within(mut self, far: Counted) -> Counted {
        self.add(far.money);
        Counted { is_torn: self.is_torn || far.is_torn, by_many: self.by_many || far.by_many, ..self }
    }

    /// The same under a line above the table. Alone, it does not say which of the figures it is about: they are taken for
    /// what it says, and are in doubt.
    pub(crate) fn under_caption(self, caption: Counted) -> Counted {
        let unsaid = self.money.is_none() && caption.money.is_some();
        let within = self.within(caption);
        Counted { is_torn: within.is_torn || unsaid, money: self.money.or(caption.money), ..within }
    }
}

/// By how much a numeral multiplies what follows it.
fn factor(c: char) -> Option<u64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// For each block, what the line above it says of units, if it is a table: 单位：百万元.
pub(crate) fn captions(blocks: &[Block]) -> Vec<Counted> {
    let mut above = Counted::default();
    let of_block = |block: &Block| match block {
        Block::Text(paragraph) => {
            if let Some(said) = of_line(&paragraph.text) {
                above = said;
            }
            Counted::default()
        }
        Block::Table(grid) => own_caption(grid).within(std::mem::take(&mut above)),
    };
    blocks.iter().map(of_block).collect()
}

/// What a line says of units, if it does.
fn of_line(line: &str) -> Option<Counted> {
    let is_about_units = line.len() <= LONGEST_CAPTION && line.contains("单位") && !line.ends_with('。');
    is_about_units.then(|| Counted::of(line)).filter(|said| *said != Counted::default())
}

/// What the caption of a table says, and the line that spans its top.
fn own_caption(grid: &Grid) -> Counted {
    let mut top = grid.row(0);
    let top = match (top.next(), top.next()) {
        (Some((_, cell)), None) => of_line(&cell.text),
        _ => None,
    };
    let caption = grid.caption.as_deref().and_then(of_line);
    top.unwrap_or_default().within(caption.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(words: &str) -> Option<u64> {
        Counted::of(words).money.map(|money| money.0)
    }

    #[test]
    fn a_head_says_in_what_it_counts_money() {
        for (words, expected) in [
            ("本年收费金额（单位：万元）", Some(10_000)),
            ("单位：万\n元", Some(10_000)),
            ("采购总金额（元）", Some(1)),
            ("收费金额（百万元）", Some(1_000_000)),
            ("收费金额（单位：千元）", Some(1_000)),
            ("收费金额（亿元）", Some(100_000_000)),
            ("第二百零一条 元", Some(1)),
            ("本年处理决定数量", None),
        ] {
            assert_eq!(yuan(words), expected, "{words}");
        }
        assert!(Counted::of("金额（万元）（元）").is_torn && !Counted::of("金额（万元）（万元）").is_torn);
    }

    #[test]
    fn things_are_counted_one_by_one_or_it_is_noticed() {
        assert!(Counted::of("单位：万件").by_many && Counted::of("数量（百件）").by_many);
        for words in ["单位：件", "第二十条第（八）项", "第二百条", "万元、件", "十个"]
        {
            assert!(!Counted::of(words).by_many, "{words}");
        }
    }

    #[test]
    fn the_nearest_words_hold_and_others_make_them_doubtful() {
        let head = Counted::of("（万元）");
        assert!(!head.within(head).is_torn);
        let label = Counted::of("行政事业性收费（元）").within(head);
        assert_eq!((label.money, label.is_torn), (Money::of(Unit::Yuan), true));
        let column = Counted::of_unit("万元").within(Counted::of("本年收费金额（单位：元）"));
        assert_eq!((column.money, column.is_torn), (Money::of(Unit::Yuan), true));
        let caption = Counted::default().under_caption(Counted::of("单位：万元"));
        assert!(caption.is_torn && caption.money.is_some());
        assert!(!head.under_caption(Counted::of("单位：件、万元")).is_torn);
    }

    #[test]
    fn sums_are_converted_exactly() {
        let million = Counted::of("百万元").money.unwrap();
        let converted = million.convert(Decimal::new(15, 1), Money(10_000)).unwrap();
        assert_eq!(converted.normalize(), Decimal::from(150));
    }
}
