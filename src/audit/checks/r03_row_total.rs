//! The applicants of a row together are its total.

use super::{About, of_sums};
use crate::audit::context::Context;
use crate::audit::told::finding::Finding;
use crate::audit::told::lang::Text;

pub(super) const ABOUT: About = About {
    code: "R03-row_total",
    checks: Text {
        zh: "表三每一行：总计等于自然人与各类法人或其他组织之和。",
        en: "Table 三, each row: the total equals natural persons and the five kinds of organisations together.",
    },
    why: Text {
        zh: "申请人不是自然人，就是某一类法人或其他组织，各列不重不漏。",
        en: "An applicant is a natural person or one kind of organisation; the columns leave nobody out and count nobody twice.",
    },
    example: Text {
        zh: "各栏之和6802，而总计印为6800。",
        en: "The columns add up to 6802, and the total is printed as 6800.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第五十条第（二）项；国办公开办函〔2019〕60号、〔2021〕30号所附格式表三",
        en: "Regulations, Article 50(2); table 三 in the forms of 国办公开办函〔2019〕60号 and 〔2021〕30号",
    },
};

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    of_sums::run(context, out, ABOUT.code, |code| code == "row_total");
}
