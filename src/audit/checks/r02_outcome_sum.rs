//! The outcomes of a column together are its total.

use super::{About, of_sums};
use crate::audit::context::Context;
use crate::audit::told::finding::Finding;
use crate::audit::told::lang::Text;

pub(super) const ABOUT: About = About {
    code: "R02-outcome_sum",
    checks: Text {
        zh: "表三每一列：（七）总计等于（一）至（六）各行之和。",
        en: "Table 三, each column: the total (七) equals the sum of the rows of (一) to (六).",
    },
    why: Text {
        zh: "每件办结的申请只计入一种结果（部分公开的“只计这一情形，不计其他情形”）。",
        en: "Each request that was dealt with counts under one outcome only, as the form says at partial disclosure.",
    },
    example: Text {
        zh: "各行合计146，而总计印为147。",
        en: "The rows add up to 146, and the total is printed as 147.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第五十条第（二）项；国办公开办函〔2019〕60号、〔2021〕30号所附格式表三",
        en: "Regulations, Article 50(2); table 三 in the forms of 国办公开办函〔2019〕60号 and 〔2021〕30号",
    },
};

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    of_sums::run(context, out, ABOUT.code, |code| code == "outcome_sum");
}
