//! From the address of a portal to an archive of its reports.
//!
//! [`discover`] says what a page is and which links are worth following; it knows neither network nor database.

pub mod discover;
pub mod page;
