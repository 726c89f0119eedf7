//! Who reports, on which year, under which title, and what is no report.

mod documents;
mod kinds;
mod page;
mod places;
mod properties;
mod titles;
