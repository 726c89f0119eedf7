//! robots.txt by RFC 9309: what an authority lets us ask.

use std::time::Duration;

use texting_robots::Robot;
use url::Url;

/// The name by which robots.txt knows us.
const NAME: &str = "nianbao";
/// How much of a robots.txt is read: what the RFC asks for at least.
const MAX_BYTES: usize = 500 << 10;

/// What an authority lets us ask.
#[derive(Debug)]
pub struct Rules(Option<Robot>);

impl Rules {
    /// Everything: there is no robots.txt.
    pub fn none() -> Rules {
        Rules(None)
    }

    /// What a robots.txt says. Whatever else is served under its name forbids nothing.
    pub fn parse(bytes: &[u8]) -> Rules {
        Rules(Robot::new(NAME, bytes.get(..MAX_BYTES.min(bytes.len())).unwrap_or_default()).ok())
    }

    /// Whether an address may be asked.
    pub fn allow(&self, url: &Url) -> bool {
        self.0.as_ref().is_none_or(|robot| robot.allowed(url.as_str()))
    }

    /// The pause that is asked for between two requests.
    pub fn delay(&self) -> Option<Duration> {
        let seconds = self.0.as_ref()?.delay?;
        Duration::try_from_secs_f32(seconds).ok()
    }
}

/// What stands for the robots.txt of an address: one for each scheme, host and port.
pub fn authority(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Where the robots.txt of an authority is.
pub fn address(authority: &str) -> Option<Url> {
    Url::parse(authority).ok()?.join("/robots.txt").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(rules: &str, path: &str) -> bool {
        Rules::parse(rules.as_bytes()).allow(&Url::parse(&format!("http://a.gov.cn{path}")).unwrap())
    }

    #[test]
    fn the_most_specific_rule_of_our_group_counts() {
        let rules =
            "User-agent: *\nDisallow: /\n\nUser-Agent: NianBao\nDisallow: /a\nAllow: /a/b$\nCrawl-delay: 2\n";
        assert!(
            allows(rules, "/") && allows(rules, "/a/b") && !allows(rules, "/a/bc") && !allows(rules, "/a")
        );
        assert_eq!(Rules::parse(rules.as_bytes()).delay(), Some(Duration::from_secs(2)));
        assert!(!allows("\u{feff}User-agent: *\r\nDisallow: /*.jsp\r\n", "/x/y.jsp?z=1"));
        assert!(allows("User-agent: *\nDisallow:\n", "/x"));
        assert!(!allows("User-agent: *\nDisallow: /zwgk/%E5%B9%B4\n", "/zwgk/年报"));
    }

    #[test]
    fn what_is_no_robots_txt_forbids_nothing() {
        for other in ["", "<html><body>404</body></html>", "\0\0\0"] {
            assert!(allows(other, "/x"), "{other:?}");
        }
        assert_eq!(address("http://a.cn:81").unwrap().as_str(), "http://a.cn:81/robots.txt");
        assert_eq!(authority(&Url::parse("https://a.cn/x?y").unwrap()), "https://a.cn");
    }
}
