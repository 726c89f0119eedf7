//! What a crawl would do: the starts, what their robots.txt says, and the pauses. Asks for nothing but robots.txt.

use std::collections::BTreeMap;
use std::time::Duration;

use url::Url;

use super::engine::CrawlError;
use super::fetch::{Ask, Client};
use super::options::Options;
use super::page::Request;
use super::plan::{HostSettings, Plan};
use super::robots::{self, Rules};
use crate::extract::Years;
use crate::inputs::http;

/// A start, and how it would be gone about.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The site.
    pub site: String,
    /// The address.
    pub start: String,
    /// The domains and hosts that belong to it.
    pub scope: Vec<String>,
    /// The years asked for.
    pub years: Option<Years>,
    /// What robots.txt says, in words.
    pub robots: String,
    /// The pause between two requests to its host.
    pub delay: Duration,
    /// The most pages.
    pub max_pages: u64,
}

/// Looks at every start.
pub fn preview(plan: &Plan, options: &Options) -> Result<Vec<Preview>, CrawlError> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(CrawlError::Runtime)?;
    let client =
        Client::new(options.limits, options.proxies.clone(), options.allow_private, &options.contact);
    let mut previews = Vec::new();
    let mut known: BTreeMap<String, Result<Rules, String>> = BTreeMap::new();
    for site in &plan.sites {
        for start in &site.starts {
            let authority = robots::authority(start);
            let settings = plan.settings(start.host_str().unwrap_or_default());
            let rules = known
                .entry(authority.clone())
                .or_insert_with(|| runtime.block_on(rules(&client, &authority, &settings)));
            let asked = rules.as_ref().ok().and_then(Rules::delay).unwrap_or_default();
            let verdict = match rules {
                Ok(rules) if rules.allow(start) => "allowed".to_string(),
                Ok(_) => "forbidden".to_string(),
                Err(why) => format!("cannot be had: {why}"),
            };
            previews.push(Preview {
                site: site.key.clone(),
                start: start.to_string(),
                scope: site.scope.domains.iter().chain(&site.scope.hosts).cloned().collect(),
                years: site.years.or(options.years),
                robots: verdict,
                delay: options.delay.max(settings.delay().unwrap_or_default()).max(asked),
                max_pages: site.max_pages.unwrap_or(options.max_pages),
            });
        }
    }
    Ok(previews)
}

async fn rules(client: &Client, authority: &str, settings: &HostSettings) -> Result<Rules, String> {
    let Some(url) = robots::address(authority) else { return Ok(Rules::none()) };
    let HostSettings { accept_broken_tls, old_tls, .. } = *settings;
    let ask =
        Ask { url: Url::clone(&url), request: Request::Get, if_changed: None, accept_broken_tls, old_tls };
    let (answer, _) = client.fetch(&ask, None).await;
    let exchange = answer.map_err(|error| error.to_string())?;
    match exchange.head.status {
        200..=206 => {
            let response = http::parse(exchange.response.into(), client.limits().body);
            Ok(response.map_or_else(|_| Rules::none(), |response| Rules::parse(&response.body)))
        }
        status @ (429 | 500..) => Err(format!("HTTP {status}")),
        _ => Ok(Rules::none()),
    }
}
