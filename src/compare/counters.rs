//! What is known of a report besides its figures, for formulas: `report.figures_found`.

/// A number known of every report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counter {
    /// Figures that its tables should have.
    FiguresExpected,
    /// Figures that were found.
    FiguresFound,
    /// Figures with confidence high.
    FiguresHigh,
    /// Figures that a finding names which the agency published so.
    FiguresWithFinding,
    /// 1 if it was published by the legal deadline.
    PublishedInTime,
    /// 1 if the day of its publication is known.
    PublishedKnown,
}

impl Counter {
    /// All of them.
    pub(super) const ALL: [Counter; 6] = [
        Counter::FiguresExpected,
        Counter::FiguresFound,
        Counter::FiguresHigh,
        Counter::FiguresWithFinding,
        Counter::PublishedInTime,
        Counter::PublishedKnown,
    ];

    /// Its name after `report.`.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Counter::FiguresExpected => "figures_expected",
            Counter::FiguresFound => "figures_found",
            Counter::FiguresHigh => "figures_high",
            Counter::FiguresWithFinding => "figures_with_finding",
            Counter::PublishedInTime => "published_in_time",
            Counter::PublishedKnown => "published_known",
        }
    }

    /// The counter of a key `report.NAME`.
    pub(super) fn of_key(key: &str) -> Option<Counter> {
        let name = key.strip_prefix("report.")?;
        Counter::ALL.into_iter().find(|counter| counter.as_str() == name)
    }
}
