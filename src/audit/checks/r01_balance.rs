//! What came in was either dealt with or carried over.

use super::{About, of_sums};
use crate::audit::context::Context;
use crate::audit::told::finding::Finding;
use crate::audit::told::lang::Text;

pub(super) const ABOUT: About = About {
    code: "R01-balance",
    checks: Text {
        zh: "表三每一列：一（本年新收）加二（上年结转），等于三（七）（办理结果总计）加四（结转下年度）。",
        en: "Table 三, each column: received this year plus carried over from last year equals outcomes (七) plus carried over to next year.",
    },
    why: Text {
        zh: "每一件申请不是办结就是结转，不会消失，也不会凭空出现；格式在表头写明了这一关系。",
        en: "A request is dealt with or carried over; none vanishes and none comes from nowhere. The head of the table says so.",
    },
    example: Text {
        zh: "新收46、结转0，而总计40、结转下年7：46不等于47。",
        en: "46 received and 0 carried in, but 40 outcomes and 7 carried out: 46 is not 47.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第五十条第（二）项；国办公开办函〔2019〕60号、〔2021〕30号所附格式表三表头",
        en: "Regulations on Open Government Information, Article 50(2); head of table 三 in the forms of 国办公开办函〔2019〕60号 and 〔2021〕30号",
    },
};

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    of_sums::run(context, out, ABOUT.code, |code| code == "balance");
}
