//! The results of reviews and suits together are their total.

use super::{About, of_sums};
use crate::audit::context::Context;
use crate::audit::told::finding::Finding;
use crate::audit::told::lang::Text;

pub(super) const ABOUT: About = About {
    code: "R04-dispute_total",
    checks: Text {
        zh: "表四：行政复议、未经复议直接起诉、复议后起诉各自的总计，等于结果维持、结果纠正、其他结果、尚未审结之和。",
        en: "Table 四: the total of reviews, of direct suits and of suits after review equals upheld, overturned, other and pending together.",
    },
    why: Text {
        zh: "每一案件有一种结果，或者尚未审结。", en: "A case has one result, or is pending."
    },
    example: Text {
        zh: "复议维持10、纠正1，而总计印为0。",
        en: "10 upheld and 1 overturned, and the total is printed as 0.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第五十条第（三）项；国办公开办函〔2019〕60号、〔2021〕30号所附格式表四",
        en: "Regulations, Article 50(3); table 四 in the forms of 国办公开办函〔2019〕60号 and 〔2021〕30号",
    },
};

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    of_sums::run(context, out, ABOUT.code, |code| code == "dispute_total");
}
