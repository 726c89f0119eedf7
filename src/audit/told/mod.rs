//! How findings and checks are told: rows of `findings.csv`, one report for a person, the page of the checks, in two languages.

pub(in crate::audit) mod finding;
pub(in crate::audit) mod lang;
pub(in crate::audit) mod page;
pub(in crate::audit) mod show;
mod tables;
