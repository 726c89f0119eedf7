//! The form of 2019: more documents newly published this year than are public in total.

use rust_decimal::Decimal;

use super::About;
use crate::audit::context::Context;
use crate::audit::damage::{is_about, moved_by_text};
use crate::audit::doubt::gaps::blank_beside;
use crate::audit::doubt::lone;
use crate::audit::doubt::moves::Move;
use crate::audit::doubt::reason::{Doubt, with_reason};
use crate::audit::doubt::text;
use crate::audit::sums::one_digit::is_short;
use crate::audit::told::finding::{Finding, Verdict, plain, suspects};
use crate::audit::told::lang::{Lang, Text};

/// So many made and none public is worth a look; a few may well be internal.
const MANY: i64 = 10;

pub(super) const ABOUT: About = About {
    code: "R06-more_than_all",
    checks: Text {
        zh: "2019年格式表二：本年新公开数量不大于对外公开总数量；本年新制作而对外公开总数量为0的，列为提示。",
        en: "Form of 2019, table 二: newly published this year is at most public in total. Many made and none public in total is a note.",
    },
    why: Text {
        zh: "本年新公开的文件包含在对外公开总数之内。新制作的文件可以不公开，所以制作数大于公开总数本身不是矛盾。",
        en: "What was newly published is part of what is public. What was made need not be public, so more made than public is no contradiction by itself.",
    },
    example: Text {
        zh: "本年新公开12件，对外公开总数量3件。",
        en: "12 newly published this year, 3 public in total.",
    },
    rests_on: Text {
        zh: "《政府信息公开条例》第二十条第（一）项；国办公开办函〔2019〕60号所附格式表二",
        en: "Regulations, Article 20(1); table 二 in the form of 国办公开办函〔2019〕60号",
    },
};

/// Whether the row may stand one column beside: a nought fills up what it left. What was made is seldom none where something was newly
/// published; and where none is public, what stands as made and as newly published may be what was newly published and is public.
fn may_have_moved(made: Option<Decimal>, newly_public: Decimal, all: Decimal) -> bool {
    made.is_some_and(|made| made.is_zero() || all.is_zero() && made <= newly_public)
}

pub(super) fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    for &total in context.sheet.present() {
        let place = context.forms.place(total);
        if place.column.key != "total_public" {
            continue;
        }
        let of = |key: &str| {
            let column = place.block.columns.iter().position(|column| column.key == key)?;
            let field = place.block.field(usize::from(place.field.row), column);
            Some((field, context.sheet.number(field)?))
        };
        let (Some((_, all)), Some((newly, newly_public))) = (of("total_public"), of("newly_public")) else {
            continue;
        };
        let label = context.row_name(&place);
        if newly_public > all {
            let doubt = [total, newly].into_iter().find_map(|field| lone::of_lone_cell(field, context));
            let made = of("created").map(|(_, made)| made);
            let fits = |number: &Decimal| is_short(all, *number) && text::stated(total, context) != Some(all);
            let whole = [Some(newly_public), made].into_iter().flatten().find(fits);
            let doubt = doubt
                .or_else(|| blank_beside(total, context).map(Doubt::Blank))
                .or_else(|| whole.map(|whole| Doubt::DigitsLost(vec![(total, whole)])))
                .or_else(|| may_have_moved(made, newly_public, all).then_some(Doubt::Moved(Move::Row(total))))
                .or_else(|| {
                    let cause = moved_by_text(context)?;
                    let is_own = [total, newly].into_iter().any(|field| is_about(&cause, field, context));
                    is_own.then_some(Doubt::BesideText(cause))
                });
            let verdict = if doubt.is_some() { Verdict::Extraction } else { Verdict::Published };
            let (a, b) = (plain(newly_public), plain(all));
            let detail = match context.lang {
                Lang::En => format!(
                    "Table 二, row \"{label}\": {a} newly published this year, but {b} public in total."
                ),
                Lang::Zh => format!("表二“{label}”行：本年新公开{a}件，而对外公开总数量为{b}件。"),
            };
            let detail = with_reason(detail, doubt.as_ref(), context);
            let mut finding = context
                .finding(ABOUT.code, verdict, detail)
                .at(total, context.forms)
                .numbers(all, newly_public);
            finding.suspects = suspects(&[vec![newly], vec![total]], context.forms);
            out.push(finding);
        } else if let Some((created, made)) = of("created")
            && all.is_zero()
            && made >= Decimal::from(MANY)
        {
            let a = plain(made);
            let detail = match context.lang {
                Lang::En => {
                    format!("Table 二, row \"{label}\": {a} made this year, and none public in total.")
                }
                Lang::Zh => format!("表二“{label}”行：本年新制作{a}件，对外公开总数量为0。"),
            };
            out.push(context.finding(ABOUT.code, Verdict::Note, detail).at(created, context.forms));
        }
    }
}
