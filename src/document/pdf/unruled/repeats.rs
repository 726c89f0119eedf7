//! Names of columns that begin again: what one of their heads lost to the head above it, or took from it, the others tell.
//!
//! Helps `heads`. 结果维持 结果纠正 总计 stand under each of several heads, and a head above may look like their first line.

use super::stack::{Stack, shares};
use crate::document::pdf::geometry::Area;

/// So many names begin again at least.
const MIN_PERIOD: usize = 3;

/// Gives the lowest heads the characters that their names have elsewhere in the header.
pub(in crate::document::pdf) fn mend(stacks: &mut Vec<Stack>, lowest: &[usize]) {
    let names: Vec<String> = lowest.iter().filter_map(|at| stacks.get(*at)).map(text).collect();
    let count = names.len();
    let plans = (MIN_PERIOD..=count / 2).filter(|period| count.is_multiple_of(*period));
    let plan = plans.filter_map(|period| plan(stacks, lowest, &names, period)).next();
    let Some(own) = plan else { return };
    for ((at, name), own) in lowest.iter().zip(&names).zip(own) {
        let (has, wants) = (name.chars().count(), own.chars().count());
        if has > wants {
            if let Some(above) = stacks.get_mut(*at).map(|stack| stack.split_first(has - wants)) {
                stacks.push(above);
            }
        } else if has < wants
            && let Some(above) = above(stacks, lowest, *at, &own)
            && let Some(last) = stacks.get_mut(above).map(|stack| stack.split_end(wants - has))
            && let Some(stack) = stacks.get_mut(*at)
        {
            stack.put_before(last);
        }
    }
}

fn text(stack: &Stack) -> String {
    stack.glyphs.iter().map(|glyph| glyph.ch).collect()
}

/// The name of each of the lowest heads, if they begin again after so many and all can be made so.
fn plan(stacks: &[Stack], lowest: &[usize], names: &[String], period: usize) -> Option<Vec<String>> {
    let mut own = Vec::with_capacity(period);
    for first in 0..period {
        let class = || names.iter().zip(lowest).skip(first).step_by(period);
        let can_be = |name: &&String| {
            class().all(|(has, at)| {
                let over = has.len() > name.len() && has.ends_with(name.as_str());
                has == *name
                    || over && stacks.get(*at).is_some_and(|stack| stack.breaks_before(name.chars().count()))
                    || name.ends_with(has.as_str()) && above(stacks, lowest, *at, name).is_some()
            })
        };
        let exact = |name: &String| class().filter(|(has, _)| *has == name).count();
        let possible = class().map(|(name, _)| name).filter(can_be);
        own.push(possible.max_by_key(|name| (exact(name), name.len()))?.clone());
    }
    Some(own.iter().cycle().take(names.len()).cloned().collect())
}

/// The head above one of the lowest that ends with what its name lacks.
fn above(stacks: &[Stack], lowest: &[usize], at: usize, name: &str) -> Option<usize> {
    let own = stacks.get(at)?;
    let lacks = name.strip_suffix(text(own).as_str())?;
    let is_over = |area: &Area| area.top < own.area.top && shares(area, &own.area);
    let mut over = stacks.iter().enumerate().filter(|(other, stack)| {
        !lowest.contains(other) && is_over(&stack.last) && text(stack).ends_with(lacks)
    });
    over.next_back().map(|(at, _)| at).filter(|_| !lacks.is_empty())
}
