//! From the address of a portal to an archive of its reports.
//!
//! ```text
//! plan ─▶ prepare ─▶ engine ⇄ jobs ─▶ work: fetch ─▶ discover ─▶ take_in ─▶ archive, catalogue
//!                                ▲                                  └─▶ follow ─▶ frontier
//!                                └───────────────────────────────────────────────────┘
//! ```
//!
//! [`plan`] says where to begin, `prepare` takes up what earlier runs left; the [`engine`] asks one address of a host at a
//! time, best first (`jobs`), as politely as [`options`] and robots.txt (`gate`) want it; [`fetch`] asks whatever comes back;
//! [`discover`] says what a page is and which links are worth following, and knows neither network nor database; `take_in`
//! writes down what came of it, and `follow` takes up the links.

mod again;
pub mod discover;
pub mod engine;
pub mod event;
pub mod fetch;
mod follow;
mod frontier;
mod gate;
mod jobs;
mod lane;
pub mod options;
pub mod page;
pub mod plan;
mod prepare;
pub mod preview;
pub mod robots;
mod take_in;
pub mod words;
mod work;

pub use engine::{CrawlError, crawl};
pub use event::{Event, Progress, Summary};
pub use options::Options;
pub use plan::{Plan, PlanError};
