//! Which proxy a request goes through: `--proxy`, or what the environment says as it does for other programs.

use std::net::IpAddr;

use data_encoding::BASE64;
use url::Url;

/// The proxies in use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    http: Option<Proxy>,
    https: Option<Proxy>,
    without: Vec<String>,
}

/// A proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proxy {
    pub(super) kind: Kind,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) user: Option<(String, String)>,
}

/// How a proxy is talked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Http,
    /// SOCKS 5; names are resolved by the proxy.
    Socks5,
}

/// Why a proxy cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} ({from}) is not a proxy: write http://HOST:PORT or socks5://HOST:PORT")]
pub struct ProxyError {
    given: String,
    from: String,
}

impl Proxies {
    /// The proxy of `--proxy` for everything; without one, those of the environment.
    pub fn new(given: Option<&str>) -> Result<Proxies, ProxyError> {
        let environment = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        Proxies::choose(given, environment)
    }

    fn choose(
        given: Option<&str>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Proxies, ProxyError> {
        let variable = |names: &[&str]| -> Result<Option<Proxy>, ProxyError> {
            let found = names.iter().find_map(|name| Some((*name, environment(name)?)));
            found.map(|(name, value)| proxy(&value, name)).transpose()
        };
        let without = ["no_proxy", "NO_PROXY"].iter().find_map(|name| environment(name)).unwrap_or_default();
        let without = without.split([',', ' ']).map(|host| host.trim().to_ascii_lowercase());
        let without = without.filter(|host| !host.is_empty()).collect();
        if let Some(given) = given {
            let proxy = proxy(given, "--proxy")?;
            return Ok(Proxies { http: Some(proxy.clone()), https: Some(proxy), without });
        }
        let http = variable(&["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])?;
        let https = variable(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])?;
        Ok(Proxies { http, https, without })
    }

    /// Whether an address is asked for through a proxy.
    pub fn has(&self, url: &Url) -> bool {
        self.of(url).is_some()
    }

    /// The proxy for an address, if it goes through one.
    pub(super) fn of(&self, url: &Url) -> Option<&Proxy> {
        let proxy = if url.scheme() == "https" { &self.https } else { &self.http };
        proxy.as_ref().filter(|_| !self.goes_without(url))
    }

    fn goes_without(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let with_port = format!("{host}:{}", url.port_or_known_default().unwrap_or(0));
        self.without.iter().any(|without| {
            let name = without.trim_start_matches("*.").trim_start_matches('.');
            without == "*"
                || *without == with_port
                || host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
                || in_network(host, without)
        })
    }
}

/// Whether an address in numbers lies in a network like `10.0.0.0/8`.
fn in_network(host: &str, network: &str) -> bool {
    let Some((base, bits)) = network.split_once('/') else { return false };
    let (Ok(host), Ok(base), Ok(bits)) = (host.parse(), base.parse(), bits.parse::<u32>()) else {
        return false;
    };
    let differ = match (host, base) {
        (IpAddr::V4(host), IpAddr::V4(base)) => u128::from(host.to_bits() ^ base.to_bits()) << 96,
        (IpAddr::V6(host), IpAddr::V6(base)) => host.to_bits() ^ base.to_bits(),
        _ => return false,
    };
    differ.leading_zeros() >= bits
}

fn proxy(given: &str, from: &str) -> Result<Proxy, ProxyError> {
    let error = || ProxyError { given: given.to_string(), from: from.to_string() };
    let with_scheme =
        if given.contains("://") { given.to_string() } else { format!("http://{}", given.trim()) };
    let url = Url::parse(with_scheme.trim()).map_err(|_| error())?;
    let (kind, port) = match url.scheme() {
        "http" => (Kind::Http, 80),
        "socks5" | "socks5h" => (Kind::Socks5, 1080),
        _ => return Err(error()),
    };
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(error)?;
    let decoded = |text: &str| percent_decoded(text);
    let user = (!url.username().is_empty())
        .then(|| (decoded(url.username()), decoded(url.password().unwrap_or_default())));
    let host = host.trim_matches(['[', ']']).to_string();
    Ok(Proxy { kind, host, port: url.port().unwrap_or(port), user })
}

fn percent_decoded(text: &str) -> String {
    url::form_urlencoded::parse(text.replace('+', "%2B").as_bytes())
        .next()
        .map(|(text, _)| text.into_owned())
        .unwrap_or_default()
}

impl Proxy {
    /// The header that shows who we are, if the proxy asks for it.
    pub(super) fn authorization(&self) -> Option<String> {
        let (user, password) = self.user.as_ref()?;
        Some(format!("Basic {}", BASE64.encode(format!("{user}:{password}").as_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(proxies: &Proxies, url: &str) -> Option<String> {
        let proxy = proxies.of(&Url::parse(url).unwrap())?;
        Some(format!("{}:{}", proxy.host, proxy.port))
    }

    #[test]
    fn the_environment_is_heeded_as_by_other_programs() {
        let environment = |name: &str| {
            let value = match name {
                "HTTP_PROXY" => "proxy.example:3128",
                "https_proxy" => "socks5://u:p%40ss@127.0.0.1",
                "NO_PROXY" => "localhost, .gov.cn,10.0.0.0/8, other.cn:81",
                _ => return None,
            };
            Some(value.to_string())
        };
        let proxies = Proxies::choose(None, environment).unwrap();
        assert_eq!(of(&proxies, "http://a.cn/").as_deref(), Some("proxy.example:3128"));
        assert_eq!(of(&proxies, "https://a.cn/").as_deref(), Some("127.0.0.1:1080"));
        for direct in
            ["http://localhost:8080/", "http://www.a.gov.cn/", "http://10.1.2.3/", "http://other.cn:81/"]
        {
            assert_eq!(of(&proxies, direct), None, "{direct}");
        }
        assert!(of(&proxies, "http://other.cn/").is_some() && of(&proxies, "http://notgov.cn/").is_some());
        let user = proxies.https.as_ref().and_then(Proxy::authorization);
        // printf 'u:p@ss' | base64
        assert_eq!(user.as_deref(), Some("Basic dTpwQHNz"));
        let given = Proxies::choose(Some("http://one:8"), environment).unwrap();
        assert_eq!(of(&given, "https://a.cn/").as_deref(), Some("one:8"));
    }

    #[test]
    fn what_is_no_proxy_is_named() {
        for wrong in ["ftp://a:1", "http://", "http://a:99999"] {
            let error = Proxies::choose(Some(wrong), |_| None).unwrap_err();
            assert!(error.to_string().contains("(--proxy) is not a proxy"), "{error}");
        }
    }
}
