//! Reads a dataset for the audit, report by report: figures beside `wide.csv`, what the running text states, and what is kept of
//! each until all are read. The first step of the audit.

pub(in crate::audit) mod amount;
mod as_printed;
mod bare;
pub(in crate::audit) mod input;
pub(in crate::audit) mod portions;
pub(in crate::audit) mod prose;
pub(in crate::audit) mod sheet;
pub(in crate::audit) mod store;
pub(in crate::audit) mod table;
pub(in crate::audit) mod wide;
