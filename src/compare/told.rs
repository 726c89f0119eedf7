//! How values are written and put in order for people: the same on a terminal, in a picture and on a page.

use super::indicator::{Direction, Kind};

impl Kind {
    /// A value as people read it: a share in percent, any other number with no more digits than it needs.
    pub fn told(self, value: f64) -> String {
        match self {
            Kind::Share => format!("{:.1}%", value * 100.0),
            Kind::Ratio | Kind::Number if value.fract() == 0.0 => format!("{value:.0}"),
            Kind::Ratio | Kind::Number => {
                let digits = format!("{value:.3}");
                digits.trim_end_matches('0').trim_end_matches('.').to_string()
            }
        }
    }
}

impl Direction {
    /// A number that sorts values from the good end; those that are missing stand last.
    pub fn from_good_end(self, value: Option<f64>) -> f64 {
        match (value, self) {
            (None, _) => f64::INFINITY,
            (Some(value), Direction::Lower) => value,
            (Some(value), Direction::Higher | Direction::None) => -value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_shares_are_told_in_percent() {
        assert_eq!(Kind::Share.told(0.4357), "43.6%");
        assert_eq!(
            [1.5, 0.1234, 12.0, 0.0001].map(|value| Kind::Ratio.told(value)),
            ["1.5", "0.123", "12", "0"]
        );
        assert_eq!(Kind::Number.told(9487.0), "9487");
    }

    #[test]
    fn the_good_end_comes_first_and_what_is_missing_last() {
        let mut values = [Some(0.2), None, Some(0.7)];
        values.sort_by(|a, b| {
            Direction::Lower.from_good_end(*a).total_cmp(&Direction::Lower.from_good_end(*b))
        });
        assert_eq!(values, [Some(0.2), Some(0.7), None]);
        values.sort_by(|a, b| {
            Direction::Higher.from_good_end(*a).total_cmp(&Direction::Higher.from_good_end(*b))
        });
        assert_eq!(values, [Some(0.7), Some(0.2), None]);
    }
}
