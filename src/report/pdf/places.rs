//! Where the marks of each node of the structure came to stand.

use super::points;
use crate::report::layout::{Mark, NodeId, Role, Step, StructNode};
use crate::report::style::MM_PER_PT;

/// Where the marks of each node stand: page, number of the marked content, and for pictures the rectangle they fill, in
/// points.
pub(super) struct Places {
    of_node: Vec<Vec<(usize, i64)>>,
    boxes: Vec<Option<[f32; 4]>>,
    is_picture: Vec<bool>,
}

impl Places {
    pub(super) fn new(structure: &[StructNode]) -> Self {
        Self {
            of_node: vec![Vec::new(); structure.len()],
            boxes: vec![None; structure.len()],
            is_picture: structure.iter().map(|node| node.role == Role::Figure).collect(),
        }
    }

    pub(super) fn add(&mut self, node: NodeId, page: usize, number: i64) {
        if let Some(places) = self.of_node.get_mut(node.0) {
            places.push((page, number));
        }
    }

    pub(super) fn widen(&mut self, node: NodeId, mark: &Mark, page_mm: f32) {
        if self.is_picture.get(node.0) != Some(&true) {
            return;
        }
        let Some(known) = self.boxes.get_mut(node.0) else { return };
        for (x, y) in corners(mark) {
            let (x, y) = (points(x), points(page_mm - y));
            let [left, bottom, right, top] = known.unwrap_or([x, y, x, y]);
            *known = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
        }
    }

    /// Page and number of each piece of marked content of a node.
    pub(super) fn of(&self, node: usize) -> &[(usize, i64)] {
        self.of_node.get(node).map_or(&[], Vec::as_slice)
    }

    /// The rectangle a picture fills, where it stands on one page.
    pub(super) fn box_of(&self, node: usize) -> Option<[f32; 4]> {
        let places = self.of(node);
        let on_one_page = places.iter().all(|(page, _)| Some(*page) == places.first().map(|first| first.0));
        self.boxes.get(node).copied().flatten().filter(|_| on_one_page)
    }
}

/// Points between which a mark lies, in millimetres.
fn corners(mark: &Mark) -> Vec<(f32, f32)> {
    match mark {
        Mark::Text(run) => {
            let em = run.size_pt * MM_PER_PT;
            vec![(run.x_mm, run.y_mm - em), (run.x_mm + run.width_mm, run.y_mm + 0.3 * em)]
        }
        Mark::Line(line) => vec![(line.x1_mm, line.y1_mm), (line.x2_mm, line.y2_mm)],
        Mark::Rect(rect) => vec![(rect.x_mm, rect.y_mm), (rect.x_mm + rect.width_mm, rect.y_mm + rect.height_mm)],
        Mark::Path(path) => path.steps.iter().flat_map(Step::points).collect(),
        Mark::Image(image) => {
            vec![(image.x_mm, image.y_mm), (image.x_mm + image.width_mm, image.y_mm + image.height_mm)]
        }
    }
}
