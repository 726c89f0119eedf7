//! From the address of a portal to an archive of its reports.
//!
//! ```text
//! plan ─▶ engine ⇄ frontier ─▶ work: fetch ─▶ discover ─▶ take_in ─▶ archive, catalogue
//! ```
//!
//! [`plan`] says where to begin; the [`engine`] asks one address of a host at a time, best first, as politely as [`options`]
//! and robots.txt want it; [`fetch`] asks whatever comes back; [`discover`] says what a page is and which links are worth
//! following, and knows neither network nor database.

pub mod discover;
pub mod engine;
pub mod event;
pub mod fetch;
mod frontier;
mod lane;
pub mod options;
pub mod page;
pub mod plan;
pub mod preview;
pub mod robots;
mod take_in;
pub mod words;
mod work;

pub use engine::{CrawlError, crawl};
pub use event::{Event, Progress, Summary};
pub use options::Options;
pub use plan::{Plan, PlanError};
