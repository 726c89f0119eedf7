//! Tables without rulings, by how their words stand: header, columns, rows.
//!
//! After `sheet`, on what `ruled` left; what is found here is marked as inferred and never of high confidence.

pub(super) mod aligned;
mod bands;
mod blocks;
mod columns;
mod fill;
mod habits;
mod heads;
pub(super) mod repeats;
mod rest;
mod rows;
mod settle;
mod spans;
mod spread;
pub(super) mod stack;
mod touching;
mod uprights;
