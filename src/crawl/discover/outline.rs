//! Where on a page we are while reading it: which list, under which heading, in the navigation or in the body.

/// What part of a page something stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Place {
    /// The page's own content.
    #[default]
    Body,
    /// Navigation and head: the same on all pages of a site.
    Navigation,
    /// The foot: the same on all pages of a site.
    Foot,
    /// The path to this page.
    Crumbs,
    /// Links to other pages of this list.
    Pager,
}

/// How deep the stack is kept; what is nested deeper counts as where its ancestor stands.
const MAX_DEPTH: usize = 256;
/// The longest heading, in bytes.
const LONGEST_HEADING: usize = 120;
/// A box with no more links than this may hold a heading for the box beside it: the heading itself and 更多.
const LINKS_OF_A_HEADING: u32 = 3;

#[derive(Debug)]
struct Open {
    name: Vec<u8>,
    place: Place,
    group: u32,
    /// The last heading that ended right inside.
    heading: Option<u32>,
    links: u32,
    /// It is itself a heading, or looks like one.
    is_heading: bool,
    words: String,
}

/// The open elements, and the headings met so far.
#[derive(Debug, Default)]
pub(super) struct Outline {
    stack: Vec<Open>,
    headings: Vec<String>,
    groups: u32,
}

impl Outline {
    pub(super) fn open(&mut self, name: &[u8], class: &str) {
        if !is_tracked(name) || self.stack.len() >= MAX_DEPTH {
            return;
        }
        let outer = self.place();
        let found = place_of(name, class);
        let place = if outer == Place::Body || found == Place::Crumbs { found } else { outer };
        let (mut group, is_list) = (self.group(), is_list(name));
        // A <div> makes a group of its own only outside lists, so that the links of one list stay together.
        if is_list || !self.stack.iter().any(|open| is_list_name(&open.name)) {
            self.groups += 1;
            group = self.groups;
        }
        let is_heading = is_heading(name, class);
        let name = name.to_vec();
        self.stack.push(Open {
            name,
            place,
            group,
            heading: None,
            links: 0,
            is_heading,
            words: String::new(),
        });
    }

    pub(super) fn close(&mut self, name: &[u8]) {
        /// An end tag that matches nothing so near is a stray one.
        const NEAR: usize = 32;
        if !is_tracked(name) {
            return;
        }
        let near = self.stack.iter().rev().take(NEAR).position(|open| open.name == name);
        for _ in 0..near.map_or(0, |distance| distance + 1) {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        let words = super::scan::one_line(&open.words);
        let text = words.trim_end_matches("更多").trim_end_matches(['>', '+', ' ', '»', '.']);
        let mut heading = open.heading.filter(|_| open.links <= LINKS_OF_A_HEADING);
        if open.is_heading && !text.is_empty() && text.len() <= LONGEST_HEADING {
            heading = Some(self.headings.len() as u32);
            self.headings.push(text.to_string());
        }
        if let Some(outer) = self.stack.last_mut() {
            outer.links += open.links;
            outer.heading = heading.or(outer.heading);
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        for open in self.stack.iter_mut().rev().take(4).filter(|open| open.is_heading) {
            if open.words.len() <= LONGEST_HEADING {
                open.words
                    .push_str(text.get(..text.floor_char_boundary(2 * LONGEST_HEADING)).unwrap_or(text));
            }
        }
    }

    pub(super) fn saw_link(&mut self) {
        if let Some(open) = self.stack.last_mut() {
            open.links += 1;
        }
    }

    pub(super) fn place(&self) -> Place {
        self.stack.last().map_or(Place::Body, |open| open.place)
    }

    pub(super) fn group(&self) -> u32 {
        self.stack.last().map_or(0, |open| open.group)
    }

    /// The nearest heading above; for a link that stands in a heading itself (年报 更多), what the heading said so far.
    pub(super) fn heading(&mut self) -> Option<u32> {
        let here =
            self.stack.iter().rev().take(4).find(|open| open.is_heading && !open.words.trim().is_empty());
        if let Some(open) = here {
            let words = super::scan::one_line(&open.words);
            if words.len() <= LONGEST_HEADING {
                self.headings.push(words);
                return Some(self.headings.len() as u32 - 1);
            }
        }
        self.stack.iter().rev().find_map(|open| open.heading)
    }

    pub(super) fn into_headings(mut self) -> Vec<String> {
        while !self.stack.is_empty() {
            self.pop();
        }
        self.headings
    }
}

fn is_list(name: &[u8]) -> bool {
    matches!(name, b"ul" | b"ol" | b"dl" | b"table" | b"select")
}

fn is_list_name(name: &[u8]) -> bool {
    is_list(name)
}

fn is_tracked(name: &[u8]) -> bool {
    matches!(
        name,
        b"div"
            | b"ul"
            | b"ol"
            | b"dl"
            | b"dt"
            | b"li"
            | b"table"
            | b"td"
            | b"th"
            | b"section"
            | b"article"
            | b"nav"
            | b"header"
            | b"footer"
            | b"aside"
            | b"select"
            | b"span"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
    )
}

/// The words of a class and an id: `main-nav topNav` gives main, nav, top, nav.
fn tokens(class: &str) -> impl Iterator<Item = String> {
    class.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(|word| {
        let mut parts = vec![String::new()];
        let mut lower = false;
        for character in word.chars() {
            if character.is_ascii_uppercase() && lower {
                parts.push(String::new());
            }
            lower = character.is_ascii_lowercase();
            if let Some(part) = parts.last_mut()
                && !character.is_ascii_digit()
            {
                part.push(character.to_ascii_lowercase());
            }
        }
        parts
    })
}

fn place_of(name: &[u8], class: &str) -> Place {
    match name {
        b"nav" | b"header" => return Place::Navigation,
        b"footer" => return Place::Foot,
        _ => {}
    }
    if class.is_empty() || class.len() > 200 {
        return Place::Body;
    }
    let found = tokens(class).find_map(|token| match token.as_str() {
        "breadcrumb" | "breadcrumbs" | "crumb" | "crumbs" | "position" | "location" | "dqwz" | "weizhi"
        | "curpos" | "wz" | "currentpath" | "local" => Some(Place::Crumbs),
        "nav" | "navbar" | "menu" | "header" | "topbar" | "navigation" | "mainnav" | "topnav" => {
            Some(Place::Navigation)
        }
        "footer" | "foot" | "copyright" | "friendlink" | "yqlj" => Some(Place::Foot),
        "pager" | "pages" | "pagination" | "pagebar" | "pagelist" | "fenye" | "fy" | "pagenum" | "paging"
        | "page" => Some(Place::Pager),
        _ => None,
    });
    // page-content, main-page: no pager.
    match found {
        Some(Place::Pager)
            if class.contains("content") || class.contains("main") || class.contains("wrap") =>
        {
            Place::Body
        }
        Some(place) => place,
        None => Place::Body,
    }
}

fn is_heading(name: &[u8], class: &str) -> bool {
    matches!(name, b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"dt" | b"th")
        || !class.is_empty()
            && class.len() <= 60
            && tokens(class).any(|token| {
                matches!(
                    token.as_str(),
                    "tit"
                        | "title"
                        | "hd"
                        | "heading"
                        | "caption"
                        | "lm"
                        | "lmmc"
                        | "bt"
                        | "biaoti"
                        | "column"
                        | "tt"
                )
            })
}
