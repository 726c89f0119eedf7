//! Sums that a form adds beyond those of the official ones (`--data`).

use super::{About, of_sums};
use crate::audit::context::Context;
use crate::audit::told::finding::Finding;
use crate::audit::told::lang::Text;

/// The codes of the official forms, which have checks of their own.
const OFFICIAL: [&str; 4] = ["balance", "outcome_sum", "row_total", "dispute_total"];

pub(super) const ABOUT: About = About {
    code: "R00-other_sum",
    checks: Text {
        zh: "用 --data 另加的格式中的其他勾稽关系。",
        en: "Sums that a form given with --data states beyond the official ones.",
    },
    why: Text {
        zh: "格式文件写明的关系都应成立。", en: "What the file of a form states must hold."
    },
    example: Text {
        zh: "自定义格式规定“公报＋网站＝合计”，而印出的合计不等于两者之和。",
        en: "A form of one's own says that gazette and web site make the total, and the printed total is another number.",
    },
    rests_on: Text {
        zh: "格式文件中的 [[table.identity]]",
        en: "[[table.identity]] in the file of the form",
    },
};

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    of_sums::run(context, out, ABOUT.code, |code| !OFFICIAL.contains(&code));
}
