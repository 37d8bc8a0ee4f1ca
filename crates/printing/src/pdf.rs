//! A tagged PDF: what is drawn on pages, and what it means for somebody who hears it read out.
//!
//! Pages are collected first and written at the end, so that the order of drawing and the order of reading may differ.

use std::num::NonZeroU16;

use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, KrillaGlyph};

use crate::Error;
use crate::sheet::{Area, Place};

/// Red, green and blue.
pub(crate) type Color = [u8; 3];

/// The document that is being made.
pub(crate) struct Document {
    title: String,
    language: String,
    pages: Vec<Page>,
    elements: Vec<Element>,
}

/// What a part of the content is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Meaning {
    /// The beginning of a card, poster or sheet: a heading, which also stands in the outline.
    Title(String),
    /// A heading within it.
    Heading(String),
    Paragraph,
    /// A picture, with what it shows.
    Figure(String),
}

/// An element of the content, by its place in the order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ElementId(usize);

struct Element {
    meaning: Meaning,
    content: Vec<Identifier>,
    /// Page, and points from its upper edge.
    seen: Option<(usize, f32)>,
}

struct Page {
    width: f32,
    height: f32,
    items: Vec<Item>,
}

struct Item {
    shape: Shape,
    transform: Option<Transform>,
    /// Decoration belongs to no element.
    element: Option<ElementId>,
}

enum Shape {
    Fill { path: Path, color: Color },
    Line { path: Path, width: f32, color: Color, dashed: bool },
    Glyphs { start: Point, run: Run },
    Image { area: Area, image: Image },
}

/// Glyphs of one font and colour on a line.
#[derive(Clone)]
pub(crate) struct Run {
    pub(crate) font: Font,
    pub(crate) size: f32,
    pub(crate) color: Color,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) text: std::sync::Arc<str>,
    /// Distance from the beginning of the line.
    pub(crate) x: f32,
}

/// Draws on a page, within a place that may stand on its head.
pub(crate) struct Canvas<'a> {
    page: &'a mut Page,
    transform: Option<Transform>,
}

impl Document {
    pub(crate) fn new(title: &str, language: &str) -> Self {
        Self { title: title.to_owned(), language: language.to_owned(), pages: Vec::new(), elements: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Begins a page and returns its number.
    pub(crate) fn add_page(&mut self, (width, height): (f32, f32)) -> usize {
        self.pages.push(Page { width, height, items: Vec::new() });
        self.pages.len() - 1
    }

    /// The next element in the order of reading.
    pub(crate) fn add_element(&mut self, meaning: Meaning) -> ElementId {
        self.elements.push(Element { meaning, content: Vec::new(), seen: None });
        ElementId(self.elements.len() - 1)
    }

    /// A canvas over a place of a page. Its coordinates are those of the upright page; what stands on its head is turned about the middle of the place.
    pub(crate) fn canvas(&mut self, page: usize, place: Place) -> Canvas<'_> {
        let Area { x, y, width, height } = place.area;
        let transform = place.upside_down.then(|| Transform::from_rotate_at(180.0, x + width / 2.0, y + height / 2.0));
        Canvas { page: &mut self.pages[page], transform }
    }

    /// Writes the PDF.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, Error> {
        let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
        let configuration = configuration.map_err(|error| Error::Pdf(format!("{error:?}")))?;
        let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
        let mut document = krilla::Document::new_with(settings);
        let metadata =
            Metadata::new().title(self.title.clone()).language(self.language.clone()).creator("Readyroom".to_owned());
        document.set_metadata(metadata);
        for (number, page) in std::mem::take(&mut self.pages).into_iter().enumerate() {
            let settings = PageSettings::from_wh(page.width, page.height)
                .ok_or_else(|| Error::Pdf("a page has no size".to_owned()))?;
            let mut written = document.start_page_with(settings);
            let mut surface = written.surface();
            draw_page(&mut surface, number, page.items, &mut self.elements);
            surface.finish();
            written.finish();
        }
        let (tree, outline) = self.structure();
        document.set_tag_tree(tree);
        document.set_outline(outline);
        document.finish().map_err(|error| Error::Pdf(format!("{error:?}")))
    }

    /// What is read in which order, and the outline of titles.
    fn structure(self) -> (TagTree, Outline) {
        let mut tree = TagTree::new().with_lang(Some(self.language.clone()));
        let mut outline = Outline::new();
        let mut section: Option<TagGroup> = None;
        for element in self.elements.into_iter().filter(|element| !element.content.is_empty()) {
            let group = |tag: krilla::tagging::TagKind| {
                let mut group = TagGroup::new(tag);
                element.content.iter().for_each(|content| group.push(*content));
                group
            };
            let level = |level| NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
            match &element.meaning {
                Meaning::Title(title) => {
                    if let Some(done) = section.take() {
                        tree.push(done);
                    }
                    if let Some((page, y)) = element.seen {
                        outline.push_child(OutlineNode::new(
                            title.clone(),
                            XyzDestination::new(page, Point::from_xy(0.0, y)),
                        ));
                    }
                    let mut begun = TagGroup::new(Tag::Section);
                    begun.push(group(Tag::Hn(level(1), Some(title.clone())).into()));
                    section = Some(begun);
                }
                meaning => {
                    let tag = match meaning {
                        Meaning::Heading(title) => Tag::Hn(level(2), Some(title.clone())).into(),
                        Meaning::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
                        Meaning::Title(_) | Meaning::Paragraph => Tag::P.into(),
                    };
                    section.get_or_insert_with(|| TagGroup::new(Tag::Section)).push(group(tag));
                }
            }
        }
        if let Some(done) = section {
            tree.push(done);
        }
        (tree, outline)
    }
}

fn draw_page(surface: &mut Surface<'_>, number: usize, items: Vec<Item>, elements: &mut [Element]) {
    for item in items {
        let identifier = match item.element {
            Some(_) if matches!(item.shape, Shape::Glyphs { .. }) => {
                surface.start_tagged(ContentTag::Span(SpanTag::empty()))
            }
            Some(_) => surface.start_tagged(ContentTag::Other),
            None => surface.start_tagged(ContentTag::Artifact(krilla::tagging::Artifact::new(
                ArtifactType::PaginationOther,
                None,
            ))),
        };
        if let Some(transform) = &item.transform {
            surface.push_transform(transform);
        }
        let top = draw_shape(surface, item.shape);
        if item.transform.is_some() {
            surface.pop();
        }
        surface.end_tagged();
        if let Some(ElementId(element)) = item.element {
            elements[element].content.push(identifier);
            elements[element].seen.get_or_insert((number, top));
        }
    }
}

/// Draws a shape; returns its upper edge.
fn draw_shape(surface: &mut Surface<'_>, shape: Shape) -> f32 {
    match shape {
        Shape::Fill { path, color } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(color)));
            surface.draw_path(&path);
            0.0
        }
        Shape::Line { path, width, color, dashed } => {
            let dash = dashed.then(|| StrokeDash { array: vec![4.0, 3.0], offset: 0.0 });
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke { paint: paint(color).into(), width, dash, ..Stroke::default() }));
            surface.draw_path(&path);
            0.0
        }
        Shape::Glyphs { start, run } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(run.color)));
            surface.draw_glyphs(start, &run.glyphs, run.font, &run.text, run.size, false);
            start.y - run.size
        }
        Shape::Image { area, image } => {
            surface.push_transform(&Transform::from_translate(area.x, area.y));
            if let Some(size) = Size::from_wh(area.width, area.height) {
                surface.draw_image(image, size);
            }
            surface.pop();
            area.y
        }
    }
}

fn paint([red, green, blue]: Color) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn fill(color: Color) -> Fill {
    Fill { paint: paint(color).into(), ..Fill::default() }
}

impl Canvas<'_> {
    pub(crate) fn fill_area(&mut self, area: Area, color: Color) {
        let rect = Rect::from_xywh(area.x, area.y, area.width, area.height);
        let path = rect.and_then(|rect| {
            let mut builder = PathBuilder::new();
            builder.push_rect(rect);
            builder.finish()
        });
        if let Some(path) = path {
            self.push(Shape::Fill { path, color }, None);
        }
    }

    /// A line from a point to another one.
    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, color: Color, dashed: bool) {
        let mut builder = PathBuilder::new();
        builder.move_to(from.0, from.1);
        builder.line_to(to.0, to.1);
        if let Some(path) = builder.finish() {
            self.push(Shape::Line { path, width, color, dashed }, None);
        }
    }

    /// A path that belongs to the content, such as a QR code.
    pub(crate) fn figure(&mut self, path: Path, color: Color, element: ElementId) {
        self.push(Shape::Fill { path, color }, Some(element));
    }

    /// Glyphs whose line begins at `x` and stands on `baseline`; without an element they are decoration.
    pub(crate) fn glyphs(&mut self, run: Run, x: f32, baseline: f32, element: Option<ElementId>) {
        let start = Point::from_xy(x + run.x, baseline);
        self.push(Shape::Glyphs { start, run }, element);
    }

    pub(crate) fn image(&mut self, image: Image, area: Area, element: ElementId) {
        self.push(Shape::Image { area, image }, Some(element));
    }

    fn push(&mut self, shape: Shape, element: Option<ElementId>) {
        self.page.items.push(Item { shape, transform: self.transform, element });
    }
}
