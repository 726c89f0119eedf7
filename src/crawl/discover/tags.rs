//! Tags: their attributes that matter, and which elements stand for lines, rows and links.

/// The attributes that matter, of one tag.
#[derive(Debug, Default)]
pub(super) struct Attrs {
    pub(super) href: String,
    pub(super) src: String,
    pub(super) data: String,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) value: String,
    /// Where a link leads whose `href` is a script: `data-url` and its kin.
    pub(super) link: String,
    pub(super) click: String,
    pub(super) change: String,
    pub(super) name: String,
    pub(super) content: String,
    pub(super) equiv: String,
    /// `type`.
    pub(super) kind: String,
    pub(super) method: String,
    pub(super) action: String,
    pub(super) url: String,
    pub(super) query: String,
    /// `class` and `id`, with a blank between.
    pub(super) class: String,
}

impl Attrs {
    pub(super) fn slot(&mut self, name: &[u8]) -> Option<&mut String> {
        Some(match name {
            b"href" => &mut self.href,
            b"src" => &mut self.src,
            b"data" => &mut self.data,
            b"title" => &mut self.title,
            b"alt" => &mut self.alt,
            b"value" => &mut self.value,
            b"data-url" | b"data-href" | b"data-link" => &mut self.link,
            b"onclick" => &mut self.click,
            b"onchange" => &mut self.change,
            b"name" | b"property" => &mut self.name,
            b"content" => &mut self.content,
            b"http-equiv" => &mut self.equiv,
            b"type" => &mut self.kind,
            b"method" => &mut self.method,
            b"action" => &mut self.action,
            b"url" => &mut self.url,
            b"querydata" => &mut self.query,
            b"class" | b"id" => &mut self.class,
            _ => return None,
        })
    }

    /// Where a link leads: its `href`, or the attribute that its script reads.
    pub(super) fn address(&self) -> String {
        let href = self.href.trim();
        let says_nothing = href.is_empty() || href == "#" || href.starts_with("javascript:");
        let link = self.link.trim();
        if says_nothing && !link.is_empty() { link.to_string() } else { href.to_string() }
    }
}

/// `0; url=/zwgk/`.
pub(super) fn refreshed(content: &str) -> Option<String> {
    let at = content.to_ascii_lowercase().find("url=")?;
    let target = content.get(at + 4..)?.trim().trim_matches(['\'', '"']);
    (!target.is_empty()).then(|| target.to_string())
}

pub(super) fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"div"
            | b"li"
            | b"tr"
            | b"td"
            | b"th"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"dt"
            | b"dd"
    )
}

pub(super) fn is_row(name: &[u8]) -> bool {
    matches!(name, b"li" | b"tr" | b"dd" | b"p")
}

/// Whether an element is a link if a click on it opens something.
pub(super) fn is_clickable(name: &[u8]) -> bool {
    matches!(name, b"li" | b"tr" | b"td" | b"dd" | b"div" | b"p" | b"span" | b"button" | b"h3" | b"h4")
}
