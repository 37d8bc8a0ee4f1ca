//! Where things lie on a sheet. All lengths are points (1/72 in); the origin is the upper left corner.

use crate::job::{Paper, Sides};

/// Points of a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;
/// How far the tint of a back reaches beyond its card.
pub(crate) const BLEED: f32 = 3.0 * MM;
/// Between the edge of the sheet and a card: what printers cannot reach, and room for crop marks.
const MARGIN: f32 = 10.0 * MM;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Area {
    pub(crate) fn inset(self, by: f32) -> Self {
        Self { x: self.x + by, y: self.y + by, width: self.width - 2.0 * by, height: self.height - 2.0 * by }
    }

    pub(crate) fn right(self) -> f32 {
        self.x + self.width
    }

    pub(crate) fn bottom(self) -> f32 {
        self.y + self.height
    }
}

/// Where a side of a card lies, and whether it stands on its head.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    pub(crate) area: Area,
    pub(crate) upside_down: bool,
}

/// Width and height of the paper, upright.
pub(crate) fn paper_size(paper: Paper) -> (f32, f32) {
    match paper {
        Paper::A4 => (210.0 * MM, 297.0 * MM),
        Paper::Letter => (8.5 * 72.0, 11.0 * 72.0),
    }
}

/// The cards of a sheet as the fronts show them, from top to bottom.
pub(crate) fn fronts(paper: Paper, sides: Sides, per_sheet: u8) -> Vec<Place> {
    let (width, height) = paper_size(paper);
    let rows = if sides == Sides::Fold || per_sheet >= 2 { 2.0 } else { 1.0 };
    // The fold has no margin: the two halves of a card meet there.
    let gap = if sides == Sides::Fold { 0.0 } else { MARGIN };
    let card_height = (height - 2.0 * MARGIN - (rows - 1.0) * gap) / rows;
    let area = |row: f32| Area {
        x: MARGIN,
        y: MARGIN + row * (card_height + gap),
        width: width - 2.0 * MARGIN,
        height: card_height,
    };
    let count = if sides == Sides::Fold { 1 } else { rows as usize };
    (0..count).map(|row| Place { area: area(row as f32), upside_down: false }).collect()
}

/// The backs of the same cards, on the other side of the sheet (or on its lower half), so that each lies behind its front and stands upright when the
/// card is turned about its vertical axis.
pub(crate) fn backs(paper: Paper, sides: Sides, per_sheet: u8) -> Vec<Place> {
    let (width, height) = paper_size(paper);
    let fronts = fronts(paper, sides, per_sheet);
    let backs = fronts.into_iter().map(|front| {
        let area = front.area;
        match sides {
            // The left edge becomes the right one.
            Sides::LongEdge | Sides::Strips => {
                Place { area: Area { x: width - area.right(), ..area }, upside_down: false }
            }
            // The upper edge becomes the lower one, and what is printed there stands on its head.
            Sides::ShortEdge => Place { area: Area { y: height - area.bottom(), ..area }, upside_down: true },
            // Folded behind, the lower half stands on its head.
            Sides::Fold => Place { area: Area { y: area.bottom(), ..area }, upside_down: true },
        }
    });
    backs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a point of the back's page lies on the front's page, when the printer turns the sheet.
    fn through_the_paper(paper: Paper, sides: Sides, x: f32, y: f32) -> (f32, f32) {
        let (width, height) = paper_size(paper);
        match sides {
            Sides::LongEdge => (width - x, y),
            _ => (x, height - y),
        }
    }

    #[test]
    fn backs_lie_behind_their_fronts() {
        for paper in [Paper::A4, Paper::Letter] {
            for sides in [Sides::LongEdge, Sides::ShortEdge] {
                for per_sheet in [1, 2] {
                    let backs = backs(paper, sides, per_sheet);
                    for (front, back) in fronts(paper, sides, per_sheet).iter().zip(backs) {
                        let (x, y) = through_the_paper(
                            paper,
                            sides,
                            back.area.x + back.area.width / 2.0,
                            back.area.y + back.area.height / 2.0,
                        );
                        let (front_x, front_y) =
                            (front.area.x + front.area.width / 2.0, front.area.y + front.area.height / 2.0);
                        assert!(
                            (x - front_x).abs() < 0.5 * MM && (y - front_y).abs() < 0.5 * MM,
                            "{paper:?} {sides:?} {per_sheet}"
                        );
                        assert_eq!((front.area.width, front.area.height), (back.area.width, back.area.height));
                    }
                }
            }
        }
    }

    #[test]
    fn the_halves_of_a_folded_card_meet_in_the_middle_of_the_sheet() {
        let (_, height) = paper_size(Paper::A4);
        let (front, back) = (fronts(Paper::A4, Sides::Fold, 1)[0], backs(Paper::A4, Sides::Fold, 1)[0]);
        assert!((front.area.bottom() - height / 2.0).abs() < 0.01 && (back.area.y - height / 2.0).abs() < 0.01);
        assert!(back.upside_down && !front.upside_down);
    }
}
