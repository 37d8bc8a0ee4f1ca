//! Lines of text: shaped, broken and measured.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::fontique::Blob;
use parley::layout::Alignment;
use parley::style::{FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap, StyleProperty};
use parley::{FontContext, LayoutContext};

use crate::pdf::{Color, Run};

const REGULAR: &[u8] = include_bytes!("../fonts/Figtree-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/Figtree-Bold.ttf");
const FIXED: &[u8] = include_bytes!("../fonts/JetBrainsMono-Regular.ttf");

/// The product's fonts, and for other scripts those of the computer.
pub struct Fonts {
    fonts: FontContext,
    layouts: LayoutContext<Color>,
    used: HashMap<u64, Option<Font>>,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// Points.
    pub(crate) size: f32,
    pub(crate) bold: bool,
    /// Letters of one width.
    pub(crate) fixed: bool,
    pub(crate) color: Color,
}

/// A line that is ready to be drawn.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) height: f32,
    /// Distance of the baseline from the upper edge.
    pub(crate) baseline: f32,
    pub(crate) width: f32,
    pub(crate) runs: Vec<Run>,
}

impl Default for Fonts {
    fn default() -> Self {
        let mut fonts = FontContext::new();
        for font in [REGULAR, BOLD, FIXED] {
            fonts.collection.register_fonts(Blob::new(Arc::new(font)), None);
        }
        Self { fonts, layouts: LayoutContext::new(), used: HashMap::new() }
    }
}

impl Fonts {
    /// Breaks a text into lines no wider than `width`. Characters that no font has go into `missing`.
    pub(crate) fn lines(&mut self, text: &str, style: Style, width: f32, missing: &mut BTreeSet<char>) -> Vec<Line> {
        let text: Arc<str> = text.replace('\t', "    ").replace('\r', "").into();
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &text, 1.0, false);
        let names: &[FontFamilyName<'_>] = match style.fixed {
            true => &[
                FontFamilyName::Named(Cow::Borrowed("JetBrains Mono")),
                FontFamilyName::Named(Cow::Borrowed("Figtree")),
            ],
            false => &[
                FontFamilyName::Named(Cow::Borrowed("Figtree")),
                FontFamilyName::Named(Cow::Borrowed("JetBrains Mono")),
            ],
        };
        builder.push_default(StyleProperty::Brush(style.color));
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(names))));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.35)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(StyleProperty::FontWeight(if style.bold { FontWeight::BOLD } else { FontWeight::NORMAL }));
        let mut layout = builder.build(&text);
        layout.break_all_lines(Some(width));
        layout.align(Some(width), Alignment::Start, parley::layout::AlignmentOptions::default());
        layout.lines().map(|line| self.line(&line, &text, style, missing)).collect()
    }

    fn line(
        &mut self,
        line: &parley::layout::Line<'_, Color>,
        text: &Arc<str>,
        style: Style,
        missing: &mut BTreeSet<char>,
    ) -> Line {
        let metrics = line.metrics();
        let mut runs = Vec::new();
        let mut x = metrics.offset;
        for run in line.runs() {
            let start = x;
            let font = run.font();
            let key = font.data.id();
            let found = self.used.entry(key).or_insert_with(|| {
                let (data, _) = font.data.clone().into_raw_parts();
                Font::new(data.into(), font.index)
            });
            let size = run.font_size();
            let mut glyphs: Vec<KrillaGlyph> = Vec::new();
            for cluster in run.visual_clusters() {
                if cluster.is_ligature_continuation() {
                    if let Some(glyph) = glyphs.last_mut() {
                        glyph.text_range.end = cluster.text_range().end;
                    }
                    continue;
                }
                let range = cluster.text_range();
                for glyph in cluster.glyphs() {
                    x += glyph.advance;
                    if glyph.id == 0 {
                        missing.extend(text[range.clone()].chars().filter(|character| !character.is_control()));
                    }
                    let (advance, offset_x, offset_y) = (glyph.advance / size, glyph.x / size, glyph.y / size);
                    glyphs.push(KrillaGlyph::new(
                        GlyphId::new(glyph.id),
                        advance,
                        offset_x,
                        offset_y,
                        0.0,
                        range.clone(),
                        None,
                    ));
                }
            }
            // PDF/UA forbids the glyph that stands for a missing one: it is left out here, and named in the list of what was cut.
            let glyphs: Vec<KrillaGlyph> =
                glyphs.into_iter().filter(|glyph| glyph.glyph_id != GlyphId::new(0)).collect();
            if let (Some(font), false) = (found, glyphs.is_empty()) {
                runs.push(Run { font: font.clone(), size, color: style.color, glyphs, text: text.clone(), x: start });
            }
        }
        let height = metrics.line_height;
        Line { height, baseline: metrics.baseline - metrics.min_coord, width: metrics.advance, runs }
    }
}
