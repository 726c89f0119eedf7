//! Who reports, on which year, under which title, and what is no report.

mod documents;
mod kinds;
mod page;
mod properties;
mod titles;
