//! One page: its objects are drawn one after the other, as they stand in the file.

use std::borrow::Cow;

use super::super::pdf::drawing::kurbo::{Affine, Rect};
use super::super::pdf::drawing::{Drawing, Rgb, Style};
use super::super::xml::{Element, Next, Xml};
use super::package::{POINTS, Size};
use super::path;
use super::text::{self, Run, Set, number};

/// How wide a line is that says nothing, in millimetres.
const LINE: f64 = 0.353;

/// How far ink may run out of the box of its object, in points: programs round it.
const SLACK: f64 = 1.0;

/// What pages may still draw.
pub(super) struct Budget {
    left: u64,
}

impl Budget {
    pub(super) fn new(operations: u64) -> Budget {
        Budget { left: operations }
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Takes the cost of an object out; how much of it there is.
    fn take(&mut self, cost: usize) -> usize {
        let given = self.left.min(cost as u64);
        self.left -= given;
        usize::try_from(given).unwrap_or(cost)
    }
}

/// What a page says before its objects.
#[derive(Default)]
pub(super) struct PageHead {
    pub(super) size: Option<Size>,
    /// The names of the forms that lie under it.
    pub(super) templates: Vec<String>,
}

/// Reads what stands before the objects of a page.
pub(super) fn head(content: &str) -> PageHead {
    let mut head = PageHead::default();
    let mut xml = Xml::new(content);
    while let Ok(next) = xml.next() {
        match next {
            Next::Open(element) => match element.name() {
                "Template" => {
                    head.templates.extend(element.attribute("TemplateID").map(Cow::into_owned));
                }
                "PhysicalBox" => head.size = xml.content().ok().and_then(|text| Size::parse(&text)),
                "Content" => break,
                _ => {}
            },
            Next::End => break,
            Next::Close | Next::Text(_) => {}
        }
    }
    head
}

/// Draws the objects of a page, or of a form under it. What was drawn stays where the part cannot be read on.
pub(super) fn draw(content: &str, drawing: &mut Drawing, budget: &mut Budget) -> Result<(), String> {
    let mut xml = Xml::new(content);
    loop {
        match xml.next()? {
            Next::Open(element) => match element.name() {
                "TextObject" => {
                    let object = Object::new(element);
                    text_object(&mut xml, &object, drawing, budget)?;
                }
                "PathObject" => {
                    let object = Object::new(element);
                    path_object(&mut xml, &object, drawing, budget)?;
                }
                "ImageObject" => {
                    if let Some(place) = Object::new(element).shown().and_then(|object| object.area) {
                        drawing.next_object();
                        drawing.picture(place);
                    }
                    xml.skip()?;
                }
                "CompositeObject" | "Clips" | "Actions" | "PageRes" => xml.skip()?,
                _ => {}
            },
            Next::End => return Ok(()),
            Next::Close | Next::Text(_) => {}
        }
        if budget.is_spent() {
            return Ok(());
        }
    }
}

/// An object of a page: where it stands, and its attributes.
pub(super) struct Object<'x> {
    element: Element<'x>,
    /// From the millimetres of the object to the points of the page.
    to_page: Affine,
    /// Its box on the page in points.
    area: Option<Rect>,
}

impl<'x> Object<'x> {
    fn new(element: Element<'x>) -> Object<'x> {
        let numbers = |name: &str| -> Vec<f64> {
            let text = element.attribute(name).unwrap_or_default();
            text.split_ascii_whitespace().map_while(number).collect()
        };
        let to_points = Affine::scale(POINTS);
        let (own, area) = match *numbers("Boundary").as_slice() {
            [x, y, width, height, ..] => {
                let area = Rect::new(x, y, x + width, y + height).abs();
                (Affine::translate((x, y)), Some(to_points.transform_rect_bbox(area)))
            }
            _ => (Affine::IDENTITY, None),
        };
        let turned = match *numbers("CTM").as_slice() {
            [a, b, c, d, e, f, ..] => Affine::new([a, b, c, d, e, f]),
            _ => Affine::IDENTITY,
        };
        Object { element, to_page: to_points * own * turned, area }
    }

    /// An attribute that is a number.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        number(self.element.attribute(name)?.trim())
    }

    /// An attribute that is a switch.
    fn switch(&self, name: &str) -> Option<bool> {
        Some(matches!(self.element.attribute(name)?.trim(), "true" | "1"))
    }

    /// The object, if a person sees it.
    fn shown(self) -> Option<Object<'x>> {
        self.is_shown().then_some(self)
    }

    fn is_shown(&self) -> bool {
        self.switch("Visible") != Some(false) && self.number("Alpha") != Some(0.0)
    }
}

/// Reads the colour that an element gives; nothing where it is not seen, black where it is no plain one.
fn colour(element: &Element<'_>) -> Option<Rgb> {
    if element.attribute("Alpha").is_some_and(|alpha| number(alpha.trim()) == Some(0.0)) {
        return None;
    }
    let value = element.attribute("Value").unwrap_or_default();
    let part = |word: &str| match word.strip_prefix('#') {
        Some(digits) => u8::from_str_radix(digits, 16).ok(),
        None => number(word).map(|part| part.clamp(0.0, 255.0) as u8),
    };
    let parts: Vec<u8> = value.split_ascii_whitespace().map_while(part).collect();
    Some(match *parts.as_slice() {
        [grey] => [grey; 3],
        [red, green, blue] => [red, green, blue],
        [cyan, magenta, yellow, black] => {
            [cyan, magenta, yellow].map(|ink| u8::MAX - ink.saturating_add(black))
        }
        _ => [0; 3],
    })
}

/// Draws an object of text, up to its end.
fn text_object(
    xml: &mut Xml<'_>,
    object: &Object<'_>,
    drawing: &mut Drawing,
    budget: &mut Budget,
) -> Result<(), String> {
    let mut set = Set::new(object);
    let filled = object.switch("Fill") != Some(false);
    let mut shown = object.is_shown() && (filled || object.switch("Stroke") == Some(true));
    drawing.next_object();
    loop {
        match xml.next()? {
            Next::Open(element) => match element.name() {
                "FillColor" => {
                    let colour = colour(&element).filter(|_| shown);
                    shown &= !filled || colour.is_some();
                    set.rgb = colour.unwrap_or_default();
                    xml.skip()?;
                }
                "TextCode" => {
                    let text = xml.content()?;
                    // White space around is of the file, as an editor sets it out.
                    let text = text.trim_matches(['\r', '\n', '\t']);
                    let count = budget.take(text.chars().count());
                    let offsets =
                        |name: &str| text::offsets(&element.attribute(name).unwrap_or_default(), count);
                    let at = |name: &str| element.attribute(name).and_then(|at| number(at.trim()));
                    let run = Run {
                        text,
                        at: (at("X").unwrap_or(0.0), at("Y").unwrap_or(0.0)),
                        across: offsets("DeltaX"),
                        down: offsets("DeltaY"),
                    };
                    if shown && !budget.is_spent() {
                        text::draw(&run, set, object.to_page, drawing);
                    }
                }
                _ => xml.skip()?,
            },
            Next::Text(_) => {}
            Next::Close | Next::End => return Ok(()),
        }
    }
}

/// Draws an outline, up to the end of its object.
fn path_object(
    xml: &mut Xml<'_>,
    object: &Object<'_>,
    drawing: &mut Drawing,
    budget: &mut Budget,
) -> Result<(), String> {
    let width = object.number("LineWidth").unwrap_or(LINE);
    let scale = object.to_page.determinant().abs().sqrt();
    let width = (width * scale) as f32;
    let mut stroke = (object.switch("Stroke") != Some(false)).then_some([0; 3]);
    let mut fill = (object.switch("Fill") == Some(true)).then_some([0; 3]);
    let mut outline = String::new();
    loop {
        match xml.next()? {
            Next::Open(element) => match element.name() {
                "StrokeColor" => {
                    stroke = stroke.and(colour(&element));
                    xml.skip()?;
                }
                "FillColor" => {
                    fill = fill.and(colour(&element));
                    xml.skip()?;
                }
                "AbbreviatedData" => outline = xml.content()?,
                _ => xml.skip()?,
            },
            Next::Text(_) => {}
            Next::Close | Next::End => break,
        }
    }
    let path = path::parse(&outline, budget.take(outline.len() / 2));
    if object.is_shown() {
        drawing.next_object();
        let everywhere = Rect::new(f64::MIN, f64::MIN, f64::MAX, f64::MAX);
        let room = SLACK + f64::from(width);
        let clip = object.area.map_or(everywhere, |area| area.inflate(room, room));
        let style = Style { stroke: stroke.map(|rgb| (width, rgb)), fill };
        drawing.outline(&path, object.to_page, clip, style);
    }
    Ok(())
}
