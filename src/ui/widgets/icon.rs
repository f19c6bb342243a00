//! Icons of the places, drawn as thin lines on a grid of twenty by twenty. They stand beside words that say the same,
//! so a screen reader passes over them.

use egui::epaint::PathShape;
use egui::{Color32, Painter, Pos2, Rect, Stroke, Vec2, vec2};

/// Side of an icon beside words, in points.
pub const ICON: f32 = 18.0;
/// Lines of the grid on each side.
const GRID: f32 = 20.0;
/// Thickness of its lines, in points.
const LINE: f32 = 1.5;

/// What an icon stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Tiles: everything at a glance.
    Tiles,
    /// A written page.
    Page,
    /// A cross: health.
    Health,
    /// Two people.
    People,
    /// Two circles that overlap: agreeing.
    Overlap,
    /// Bars on a line.
    Bars,
    /// A printer.
    Printer,
    /// A letter.
    Letter,
    /// A clock.
    Clock,
    /// A house.
    House,
    /// A triangle with an exclamation mark.
    Alarm,
    /// A table.
    Table,
    /// Lines that are ticked off.
    Ticked,
    /// A line that rises.
    Trend,
    /// A page of a calendar.
    Calendar,
    /// A pencil.
    Pencil,
    /// A clipboard with a tick.
    Clipboard,
    /// A parcel.
    Parcel,
    /// A folder.
    Folder,
}

/// A stroke of an icon, in lines of the grid.
enum Mark {
    Open(&'static [(f32, f32)]),
    Closed(&'static [(f32, f32)]),
    Circle((f32, f32), f32),
    Dot((f32, f32), f32),
}

impl Icon {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Tiles,
        Self::Page,
        Self::Health,
        Self::People,
        Self::Overlap,
        Self::Bars,
        Self::Printer,
        Self::Letter,
        Self::Clock,
        Self::House,
        Self::Alarm,
        Self::Table,
        Self::Ticked,
        Self::Trend,
        Self::Calendar,
        Self::Pencil,
        Self::Clipboard,
        Self::Parcel,
        Self::Folder,
    ];

    /// Draws it in the largest square in the middle of `rect`.
    pub fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let side = rect.width().min(rect.height());
        let origin = rect.center() - Vec2::splat(side / 2.0);
        let at = |(x, y): (f32, f32)| -> Pos2 { origin + vec2(x, y) * (side / GRID) };
        let points = |points: &[(f32, f32)]| points.iter().map(|point| at(*point)).collect::<Vec<_>>();
        let stroke = Stroke::new(LINE, colour);
        for mark in self.marks() {
            let _ = match mark {
                Mark::Open(line) => painter.add(PathShape::line(points(line), stroke)),
                Mark::Closed(line) => painter.add(PathShape::closed_line(points(line), stroke)),
                Mark::Circle(centre, radius) => painter.circle_stroke(at(*centre), radius * side / GRID, stroke),
                Mark::Dot(centre, radius) => painter.circle_filled(at(*centre), radius * side / GRID, colour),
            };
        }
    }

    fn marks(self) -> &'static [Mark] {
        use Mark::{Circle, Closed, Dot, Open};
        match self {
            Self::Tiles => &[
                Closed(&[(3.0, 3.0), (8.5, 3.0), (8.5, 8.5), (3.0, 8.5)]),
                Closed(&[(11.5, 3.0), (17.0, 3.0), (17.0, 8.5), (11.5, 8.5)]),
                Closed(&[(3.0, 11.5), (8.5, 11.5), (8.5, 17.0), (3.0, 17.0)]),
                Closed(&[(11.5, 11.5), (17.0, 11.5), (17.0, 17.0), (11.5, 17.0)]),
            ],
            Self::Page => &[
                Closed(&[(4.5, 2.5), (12.0, 2.5), (15.5, 6.0), (15.5, 17.5), (4.5, 17.5)]),
                Open(&[(7.5, 8.0), (12.5, 8.0)]),
                Open(&[(7.5, 11.0), (12.5, 11.0)]),
                Open(&[(7.5, 14.0), (10.5, 14.0)]),
            ],
            Self::Health => &[Closed(&[
                (7.5, 3.0),
                (12.5, 3.0),
                (12.5, 7.5),
                (17.0, 7.5),
                (17.0, 12.5),
                (12.5, 12.5),
                (12.5, 17.0),
                (7.5, 17.0),
                (7.5, 12.5),
                (3.0, 12.5),
                (3.0, 7.5),
                (7.5, 7.5),
            ])],
            Self::People => &[
                Circle((7.5, 6.5), 2.8),
                Open(&[(2.5, 16.5), (2.5, 14.5), (4.8, 12.0), (10.2, 12.0), (12.5, 14.5), (12.5, 16.5)]),
                Circle((14.0, 7.5), 2.2),
                Open(&[(14.0, 12.5), (15.7, 12.5), (17.5, 14.5), (17.5, 16.5)]),
            ],
            Self::Overlap => &[Circle((7.3, 10.0), 4.8), Circle((12.7, 10.0), 4.8)],
            Self::Bars => &[
                Open(&[(2.5, 17.0), (17.5, 17.0)]),
                Open(&[(4.5, 17.0), (4.5, 11.5), (7.5, 11.5), (7.5, 17.0)]),
                Open(&[(8.5, 17.0), (8.5, 4.0), (11.5, 4.0), (11.5, 17.0)]),
                Open(&[(12.5, 17.0), (12.5, 8.0), (15.5, 8.0), (15.5, 17.0)]),
            ],
            Self::Printer => &[
                Open(&[(6.0, 7.5), (6.0, 2.8), (14.0, 2.8), (14.0, 7.5)]),
                Open(&[(6.0, 14.0), (3.0, 14.0), (3.0, 7.5), (17.0, 7.5), (17.0, 14.0), (14.0, 14.0)]),
                Closed(&[(6.0, 11.5), (14.0, 11.5), (14.0, 17.2), (6.0, 17.2)]),
            ],
            Self::Letter => &[
                Closed(&[(2.5, 4.5), (17.5, 4.5), (17.5, 15.5), (2.5, 15.5)]),
                Open(&[(2.8, 5.2), (10.0, 11.0), (17.2, 5.2)]),
            ],
            Self::Clock => &[Circle((10.0, 10.0), 7.2), Open(&[(10.0, 5.5), (10.0, 10.0), (13.2, 12.0)])],
            Self::House => &[
                Open(&[(2.5, 10.0), (10.0, 3.0), (17.5, 10.0)]),
                Open(&[(4.8, 8.2), (4.8, 17.0), (15.2, 17.0), (15.2, 8.2)]),
                Open(&[(8.3, 17.0), (8.3, 12.2), (11.7, 12.2), (11.7, 17.0)]),
            ],
            Self::Alarm => &[
                Closed(&[(10.0, 3.0), (17.8, 16.5), (2.2, 16.5)]),
                Open(&[(10.0, 7.8), (10.0, 11.8)]),
                Dot((10.0, 14.2), 1.1),
            ],
            Self::Table => &[
                Closed(&[(2.8, 4.0), (17.2, 4.0), (17.2, 16.0), (2.8, 16.0)]),
                Open(&[(2.8, 8.0), (17.2, 8.0)]),
                Open(&[(2.8, 12.0), (17.2, 12.0)]),
                Open(&[(8.0, 4.0), (8.0, 16.0)]),
            ],
            Self::Ticked => &[
                Open(&[(2.5, 5.0), (4.2, 6.7), (7.2, 3.3)]),
                Open(&[(10.0, 5.0), (17.5, 5.0)]),
                Open(&[(2.5, 10.2), (4.2, 11.9), (7.2, 8.5)]),
                Open(&[(10.0, 10.2), (17.5, 10.2)]),
                Circle((4.8, 15.6), 1.5),
                Open(&[(10.0, 15.6), (17.5, 15.6)]),
            ],
            Self::Trend => &[
                Open(&[(3.0, 3.0), (3.0, 17.0), (17.5, 17.0)]),
                Open(&[(5.8, 13.2), (9.2, 9.4), (12.2, 11.2), (16.8, 5.0)]),
            ],
            Self::Calendar => &[
                Closed(&[(3.0, 4.5), (17.0, 4.5), (17.0, 17.0), (3.0, 17.0)]),
                Open(&[(3.0, 8.7), (17.0, 8.7)]),
                Open(&[(7.0, 2.3), (7.0, 6.3)]),
                Open(&[(13.0, 2.3), (13.0, 6.3)]),
            ],
            Self::Pencil => &[
                Closed(&[(3.2, 16.8), (4.3, 12.4), (13.2, 3.5), (16.5, 6.8), (7.6, 15.7)]),
                Open(&[(10.9, 5.8), (14.2, 9.1)]),
            ],
            Self::Clipboard => &[
                Open(&[(7.0, 4.2), (4.0, 4.2), (4.0, 17.5), (16.0, 17.5), (16.0, 4.2), (13.0, 4.2)]),
                Closed(&[(7.0, 2.5), (13.0, 2.5), (13.0, 5.8), (7.0, 5.8)]),
                Open(&[(6.8, 11.6), (9.1, 13.9), (13.3, 9.2)]),
            ],
            Self::Parcel => &[
                Closed(&[(10.0, 2.5), (17.0, 6.0), (17.0, 14.0), (10.0, 17.5), (3.0, 14.0), (3.0, 6.0)]),
                Open(&[(3.0, 6.0), (10.0, 9.5), (17.0, 6.0)]),
                Open(&[(10.0, 9.5), (10.0, 17.5)]),
            ],
            Self::Folder => &[Closed(&[(2.5, 4.5), (8.0, 4.5), (9.8, 6.8), (17.5, 6.8), (17.5, 16.0), (2.5, 16.0)])],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_stays_on_its_grid_and_none_is_drawn_like_another() {
        let on_grid = |(x, y): &(f32, f32)| (1.5..=18.5).contains(x) && (1.5..=18.5).contains(y);
        let mut drawn: Vec<String> = Vec::new();
        for icon in Icon::ALL {
            let mut path = String::new();
            for mark in icon.marks() {
                match mark {
                    Mark::Open(points) | Mark::Closed(points) => {
                        assert!(points.len() > 1 && points.iter().all(on_grid), "{icon:?}");
                        path.push_str(&format!("{points:?}"));
                    }
                    Mark::Circle((x, y), radius) | Mark::Dot((x, y), radius) => {
                        let ends = [(x - radius, y - radius), (x + radius, y + radius)];
                        assert!(ends.iter().all(on_grid), "{icon:?}");
                        path.push_str(&format!("{x} {y} {radius}"));
                    }
                }
            }
            assert!(!drawn.contains(&path), "{icon:?}");
            drawn.push(path);
        }
    }
}
