//! Tables by their rulings: lines made clean, those that meet told apart, and the cells between them.
//!
//! After `painted`, before the text of the cells is known.

pub(super) mod lattice;
mod meet;
mod rejoin;
mod sides;
mod snap;
