//! Numbers that are sums of those before them: which figure they are, if they add up.

use rust_decimal::Decimal;

use super::Reader;
use super::line::{CARRIED_IN, DISPUTES, Given, RECEIVED};
use crate::mine::keys::Readings;
use crate::mine::quantity::Quantity;
use crate::mine::reading::State;

impl Reader<'_> {
    /// 网上4件、当面2件，合计6件: those that came in, if their parts add up to them.
    pub(super) fn sum_of_parts(&mut self, quantity: &Quantity) -> Option<Readings> {
        let adds_up = |parts: &[Decimal]| {
            let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
            parts.len() > 1 && sum == Some(quantity.value)
        };
        let given = |is: &dyn Fn(&str) -> bool| -> Vec<Decimal> {
            let of_year = self.line.given.iter().filter(|given| given.year == self.setting.year);
            of_year.filter(|given| is(&given.key)).map(|given| given.value).collect()
        };
        let of_all = |key: &str| key.strip_prefix(RECEIVED).is_some_and(|rest| rest.starts_with("total"));
        // 收到自然人申请15件、企业申请4件，合计19件.
        let by_applicant = given(&|key| key.starts_with(RECEIVED) && !of_all(key));
        // 收到申请3841件，上年结转178件，合计4019件.
        let with_carried = given(&|key| of_all(key) || key == CARRIED_IN);
        let applicants = self.line.given.last().is_some_and(|last| last.key.starts_with(RECEIVED));
        let by_way = adds_up(&self.line.parts);
        let readings = if by_way || applicants && adds_up(&by_applicant) {
            State::came_in()
        } else if adds_up(&with_carried) && with_carried.len() == 2 {
            self.state.speaks_of_both();
            State::came_in_or_carried()
        } else {
            return None;
        };
        if self.near && quantity.bound.is_empty() {
            // 网上4件、当面2件，合计6件，办结5件: of all of them.
            if by_way {
                self.state.speaks_of_all();
            }
            return Some(readings);
        }
        None
    }

    /// 予以公开21件 … 其他处理2件，共53件: all outcomes, if those named add up to it.
    pub(super) fn sum_of_all(&self, quantity: &Quantity) -> Option<Readings> {
        self.state.sum_of_outcomes().filter(|_| self.sum_of_named(quantity).is_some())
    }

    /// 公开2496件、部分公开688件，合计3184件: the key of a sum of outcomes that are named before it, as far back as they add up.
    pub(super) fn sum_of_named(&self, quantity: &Quantity) -> Option<String> {
        let mut keys: Vec<&str> = Vec::new();
        let mut sum = Decimal::ZERO;
        for given in self.line.given.iter().rev() {
            let outcome = given.key.starts_with("requests.")
                && !["received_new", "carried_", "outcome_total"].iter().any(|row| given.key.contains(row));
            // 直接起诉2件，复议后起诉5件，合计7件.
            let dispute = given.key.starts_with(DISPUTES) && given.key.ends_with(".total");
            let table = |key: &str| key.split('.').next().map(str::len);
            let apart = keys
                .first()
                .is_some_and(|first| table(first) != table(&given.key) || keys.contains(&given.key.as_str()));
            if apart || !(outcome || dispute) || given.year != self.setting.year {
                return None;
            }
            sum = sum.checked_add(given.value)?;
            keys.insert(0, given.key.split(" | ").next()?);
            if sum == quantity.value && keys.len() > 1 {
                return Some(keys.join(" + "));
            }
        }
        None
    }

    /// 废止规范性文件8件、宣布失效规范性文件5件，合计13件: the same once more, if what was said of it adds up.
    pub(super) fn sum_of_same(&self, quantity: &Quantity) -> Option<String> {
        let last = self.line.given.last()?;
        let same = |given: &&Given| given.key == last.key && given.year == last.year;
        let parts: Vec<Decimal> =
            self.line.given.iter().rev().take_while(same).map(|given| given.value).collect();
        let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
        (parts.len() > 1 && sum == quantity.value).then(|| last.key.clone())
    }

    /// 县政府制发5件，部门制发3件，共8件: what the bodies have together.
    pub(super) fn sum_of_bodies(&self, quantity: &Quantity) -> Option<String> {
        let (key, sum) = self.line.together.as_ref()?;
        (*sum == quantity.value && quantity.bound.is_empty()).then(|| key.clone())
    }

    /// 行政复议3件，维持4件: whether so many ended so are more than there were.
    pub(super) fn is_more_than_all(&self, key: &str, year: Option<u16>, quantity: &Quantity) -> bool {
        let result = key.starts_with(DISPUTES) && !key.ends_with(".total");
        let all = whole(key).filter(|_| result);
        all.is_some_and(|all| {
            let of_all = |given: &&Given| given.key == all && given.year == year;
            self.line.given.iter().filter(of_all).any(|given| given.value < quantity.value)
        })
    }

    /// 维持2件、未审结1件，总计3件: all disputes of a kind, if their results add up to them.
    pub(super) fn sum_of_results(&self, quantity: &Quantity) -> Option<String> {
        let last = self.line.given.last().filter(|last| last.key.starts_with(DISPUTES))?;
        let key = whole(&last.key)?;
        let own = |given: &&Given| whole(&given.key).as_ref() == Some(&key) && given.key != key;
        let parts: Vec<Decimal> = self.line.given.iter().filter(own).map(|given| given.value).collect();
        let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
        (parts.len() > 1 && sum == quantity.value).then_some(key)
    }
}

/// The key of all disputes of the kind of a result.
fn whole(key: &str) -> Option<String> {
    let all = |key: &str| key.rsplit_once('.').map(|(row, _)| format!("{row}.total"));
    let keys: Option<Vec<String>> = key.split(" + ").map(all).collect();
    keys.map(|keys| keys.join(" + "))
}
