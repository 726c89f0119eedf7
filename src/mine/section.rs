//! The sections of a report, by what they are about and not by their number.

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Section {
    /// Before the first section.
    #[default]
    Opening,
    /// 总体情况, where no heading below it says more.
    Overview,
    /// 主动公开政府信息.
    Proactive,
    /// 收到和处理政府信息公开申请.
    Requests,
    /// 行政复议、行政诉讼.
    Disputes,
    /// 存在的主要问题及改进情况.
    Problems,
    /// 其他需要报告的事项.
    Other,
}

impl Section {
    /// All sections in the order of the form.
    pub const ALL: [Section; 7] = [
        Section::Opening,
        Section::Overview,
        Section::Proactive,
        Section::Requests,
        Section::Disputes,
        Section::Problems,
        Section::Other,
    ];

    /// The word in the `section` column.
    pub const fn as_str(self) -> &'static str {
        match self {
            Section::Opening => "opening",
            Section::Overview => "overview",
            Section::Proactive => "proactive",
            Section::Requests => "requests",
            Section::Disputes => "disputes",
            Section::Problems => "problems",
            Section::Other => "other",
        }
    }

    /// The section of the form with this number.
    pub(super) fn of_number(number: u8) -> Section {
        Section::ALL.get(usize::from(number)).copied().unwrap_or_default()
    }
}
