//! The element and attribute names this reader has a use for.

use html5ever::{LocalName, local_name};

macro_rules! tags {
    ($($variant:ident $name:tt)*) => {
        /// What a node is: the document, text, or an element by its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Tag {
            /// The root.
            Document,
            /// Text.
            Text,
            /// An element of a name that means nothing to us: inline, as browsers show it.
            Other,
            $(#[doc = $name] $variant,)*
        }

        impl Tag {
            /// The element's kind from its name, lower-case.
            pub(super) fn of(name: &LocalName) -> Tag {
                match *name {
                    $(local_name!($name) => Tag::$variant,)*
                    _ => Tag::Other,
                }
            }
        }

        /// The name as an atom. The names we know are spelled out: that is several times quicker than hashing.
        pub(super) fn atom(name: &str) -> LocalName {
            match name {
                $($name => local_name!($name),)*
                _ => LocalName::from(name),
            }
        }
    };
}

// The commonest first: `atom` compares in this order.
tags! {
    Td "td" P "p" Span "span" Tr "tr" Div "div" Br "br" Strong "strong" A "a" Li "li" B "b" Font "font" Img "img"
    Table "table" Tbody "tbody" Th "th" Meta "meta" Script "script" Link "link" Style "style" Ul "ul" Em "em"
    Col "col" Colgroup "colgroup" Center "center" Sup "sup" Sub "sub" I "i" U "u" S "s" Del "del" Ins "ins"
    Strike "strike" Input "input" Html "html" Head "head" Body "body" Title "title" H1 "h1" H2 "h2" H3 "h3" H4 "h4"
    H5 "h5" H6 "h6" Thead "thead" Tfoot "tfoot" Caption "caption" Pre "pre" Xmp "xmp" Listing "listing"
    Plaintext "plaintext" Ol "ol" Dl "dl" Dt "dt" Dd "dd" Hr "hr" Section "section" Article "article" Main "main"
    Header "header" Footer "footer" Nav "nav" Aside "aside" Form "form" Fieldset "fieldset" Legend "legend"
    Figure "figure" Figcaption "figcaption" Blockquote "blockquote" Address "address" Details "details"
    Summary "summary" Menu "menu" Dir "dir" Hgroup "hgroup" Dialog "dialog" Search "search" Iframe "iframe"
    Textarea "textarea" Select "select" Option "option" Optgroup "optgroup" Button "button" Label "label"
    Datalist "datalist" Template "template" Noscript "noscript" Noframes "noframes" Noembed "noembed"
    Frameset "frameset" Svg "svg" Math "math" Video "video" Audio "audio" Canvas "canvas" Object "object"
    Rt "rt" Rp "rp" Big "big" Small "small" Tt "tt" Code "code" Nobr "nobr" Wbr "wbr" Embed "embed" Base "base"
    Area "area" Param "param" Source "source" Track "track" Bdo "bdo"
}

impl Tag {
    /// Whether browsers start a new line before and after it.
    pub(super) fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Html | Body
                | P
                | Div
                | Li
                | Ul
                | Ol
                | Dl
                | Dt
                | Dd
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Table
                | Thead
                | Tbody
                | Tfoot
                | Tr
                | Td
                | Th
                | Caption
                | Center
                | Pre
                | Xmp
                | Listing
                | Plaintext
                | Hr
                | Section
                | Article
                | Main
                | Header
                | Footer
                | Nav
                | Aside
                | Form
                | Fieldset
                | Legend
                | Figure
                | Figcaption
                | Blockquote
                | Address
                | Details
                | Summary
                | Menu
                | Dir
                | Hgroup
                | Dialog
                | Search
                | Optgroup
                | Option
        )
    }

    /// Whether its content is never shown as text: machinery, fallbacks, and what a reader may type into.
    pub(super) fn is_silent(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Head | Title
                | Meta
                | Link
                | Base
                | Script
                | Style
                | Template
                | Noscript
                | Noframes
                | Noembed
                | Textarea
                | Datalist
                | Iframe
                | Svg
                | Math
                | Video
                | Audio
                | Canvas
                | Rt
                | Rp
                | Col
                | Colgroup
                | Frameset
        )
    }

    /// Whether it is one of the elements that take no content.
    pub(super) fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Br | Img | Input | Meta | Link | Hr | Col | Wbr | Embed | Base | Area | Param | Source | Track
        )
    }

    /// Whether the parser copies it when it is nested wrongly.
    pub(super) fn is_formatting(self) -> bool {
        use Tag::*;
        matches!(self, A | B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U)
    }

    /// Whether a page is still the same page without it, when elements are nested deeper than we follow.
    pub(super) fn is_wrapper(self) -> bool {
        self.is_formatting() || matches!(self, Tag::Other | Tag::Span | Tag::Div | Tag::Center | Tag::Section)
    }

    /// Whether it keeps line breaks and runs of spaces.
    pub(super) fn is_preformatted(self) -> bool {
        matches!(self, Tag::Pre | Tag::Xmp | Tag::Listing | Tag::Plaintext)
    }

    /// Whether it is a heading by name.
    pub(super) fn is_heading(self) -> bool {
        matches!(self, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
    }
}

/// The attributes that are kept; all others are dropped by the time they are tokenised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Attr {
    Style,
    Class,
    Id,
    Hidden,
    Rowspan,
    Colspan,
    Width,
    Height,
    Src,
    LazySrc,
    Alt,
    Title,
    Name,
    Property,
    Content,
    Type,
    Value,
    Selected,
    Srcdoc,
    Role,
    Open,
    Media,
    Href,
    /// `color` of `<font>`.
    Color,
    Bgcolor,
    Background,
    Size,
    /// What a script is to fill the element with.
    Bound,
    /// What it may fill it with, if nothing stands there.
    Field,
}

impl Attr {
    /// The attribute of a name, lower-case, if it is kept.
    pub(super) fn of(name: &[u8]) -> Option<Attr> {
        Some(match name {
            b"style" => Attr::Style,
            b"class" => Attr::Class,
            b"width" => Attr::Width,
            b"colspan" => Attr::Colspan,
            b"rowspan" => Attr::Rowspan,
            b"height" => Attr::Height,
            b"id" => Attr::Id,
            b"src" => Attr::Src,
            b"data-src" | b"data-original" | b"data-lazy-src" | b"oldsrc" => Attr::LazySrc,
            b"alt" => Attr::Alt,
            b"title" => Attr::Title,
            b"name" => Attr::Name,
            b"property" => Attr::Property,
            b"content" => Attr::Content,
            b"type" => Attr::Type,
            b"value" => Attr::Value,
            b"selected" => Attr::Selected,
            b"hidden" | b"popover" => Attr::Hidden,
            b"srcdoc" => Attr::Srcdoc,
            b"role" => Attr::Role,
            b"open" => Attr::Open,
            b"media" => Attr::Media,
            b"href" => Attr::Href,
            b"color" => Attr::Color,
            b"bgcolor" => Attr::Bgcolor,
            b"background" => Attr::Background,
            b"size" => Attr::Size,
            b"v-text" | b"v-html" | b"v-model" | b"ng-bind" | b"ng-bind-html" | b"ng-model" | b"x-text"
            | b"x-html" | b":value" | b":text" | b"v-bind:value" | b"data-bind" => Attr::Bound,
            b"data-field" | b"data-key" | b"data-name" | b"data-prop" | b"data-value" => Attr::Field,
            _ => return None,
        })
    }
}
