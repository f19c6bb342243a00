//! Slices: what is never cut. They flow down the pages, some kept with the next, tables with their heads repeated.

use super::mark::{Mark, OutlineEntry, Page};
use crate::report::doc::Level;
use crate::report::style::{PAGE_HEIGHT_MM, PAGE_WIDTH_MM};

/// The body of a page that stands upright, and of one that lies: from the upper edge to the lower, in millimetres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bodies {
    pub(super) upright: (f32, f32),
    pub(super) lying: (f32, f32),
}

impl Bodies {
    fn of(&self, lies: bool) -> (f32, f32) {
        if lies { self.lying } else { self.upright }
    }
}

/// How firmly a slice holds on to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    /// Not at all.
    Free,
    /// On one page where all that is to stay together fits on one.
    Together,
    /// On one page, always: a heading and its text.
    Next,
}

/// Marks that stay on one page; their heights count from the slice's upper edge.
#[derive(Debug)]
pub(super) struct Slice {
    /// Space before it, but not at the top of a page.
    pub(super) gap_mm: f32,
    pub(super) height_mm: f32,
    pub(super) keep: Keep,
    pub(super) marks: Vec<Mark>,
    /// What is repeated above it when it begins a page.
    pub(super) head: Option<HeadId>,
    pub(super) new_page: bool,
    pub(super) heading: Option<(Level, String)>,
    /// Needs the width of a page that lies.
    pub(super) is_wide: bool,
}

impl Slice {
    pub(super) fn new(height_mm: f32, keep: Keep, marks: Vec<Mark>) -> Self {
        Self { gap_mm: 0.0, height_mm, keep, marks, head: None, new_page: false, heading: None, is_wide: false }
    }
}

/// Place of a head in the list of heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeadId(pub(super) usize);

/// The head of a table or picture, for the pages after its first.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) height_mm: f32,
    pub(super) marks: Vec<Mark>,
}

/// Lets slices flow over as many pages as it takes; at least one. What is wide stands on pages that lie; what follows it
/// goes on there while there is room.
pub(super) fn paginate(slices: Vec<Slice>, heads: &[Head], bodies: Bodies) -> (Vec<Page>, Vec<OutlineEntry>) {
    let (top_mm, bottom_mm) = bodies.upright;
    let mut press = Press { heads, bodies, top_mm, bottom_mm, y_mm: top_mm, pages: Vec::new(), outline: Vec::new() };
    press.turn(false);
    for chain in chains(slices, Keep::Together) {
        press.place(chain, Keep::Together);
    }
    (press.pages, press.outline)
}

/// Groups of slices that hold on to each other at least as firmly as `level`.
fn chains(slices: Vec<Slice>, level: Keep) -> Vec<Vec<Slice>> {
    let mut groups: Vec<Vec<Slice>> = Vec::new();
    for slice in slices {
        let holds = |group: &&mut Vec<Slice>| group.last().is_some_and(|before| before.keep >= level);
        match groups.last_mut().filter(|_| !slice.new_page).filter(holds) {
            Some(group) => group.push(slice),
            None => groups.push(vec![slice]),
        }
    }
    groups
}

/// What rounding may add.
const HAIR_MM: f32 = 0.01;

struct Press<'a> {
    heads: &'a [Head],
    bodies: Bodies,
    top_mm: f32,
    bottom_mm: f32,
    y_mm: f32,
    pages: Vec<Page>,
    outline: Vec<OutlineEntry>,
}

impl Press<'_> {
    fn turn(&mut self, lies: bool) {
        if self.is_fresh() && self.pages.last().is_some_and(|page| page.marks.is_empty()) {
            self.pages.pop();
        }
        let number = self.pages.len() + 1;
        let (long, short) = (PAGE_HEIGHT_MM, PAGE_WIDTH_MM);
        let (width_mm, height_mm) = if lies { (long, short) } else { (short, long) };
        self.pages.push(Page { number, width_mm, height_mm, marks: Vec::new() });
        (self.top_mm, self.bottom_mm) = self.bodies.of(lies);
        self.y_mm = self.top_mm;
    }

    fn lies(&self) -> bool {
        self.pages.last().is_some_and(Page::lies)
    }

    fn is_fresh(&self) -> bool {
        self.y_mm <= self.top_mm
    }

    fn head_mm(&self, slice: &Slice) -> f32 {
        slice.head.and_then(|id| self.heads.get(id.0)).map_or(0.0, |head| head.height_mm)
    }

    /// Height of a group at the top of a page.
    fn fresh_mm(&self, group: &[Slice]) -> f32 {
        let head = group.first().map_or(0.0, |first| self.head_mm(first) - first.gap_mm);
        head + running_mm(group)
    }

    fn fits_fresh(&self, group: &[Slice], is_wide: bool) -> bool {
        let (top_mm, bottom_mm) = self.bodies.of(is_wide);
        top_mm + self.fresh_mm(group) <= bottom_mm + HAIR_MM
    }

    fn place(&mut self, group: Vec<Slice>, level: Keep) {
        let is_wide = group.iter().any(|slice| slice.is_wide);
        let wants_page = group.first().is_some_and(|first| first.new_page);
        if (wants_page && !self.is_fresh()) || (is_wide && !self.lies()) || (!is_wide && self.is_fresh() && self.lies())
        {
            self.turn(is_wide);
        }
        let needed = if self.is_fresh() { self.fresh_mm(&group) } else { running_mm(&group) };
        if self.y_mm + needed <= self.bottom_mm + HAIR_MM {
            group.into_iter().for_each(|slice| self.put(slice));
        } else if !self.is_fresh() && self.fits_fresh(&group, is_wide) {
            self.turn(is_wide);
            group.into_iter().for_each(|slice| self.put(slice));
        } else if level == Keep::Together {
            chains(group, Keep::Next).into_iter().for_each(|part| self.place(part, Keep::Next));
        } else {
            for slice in group {
                if !self.is_fresh() && self.y_mm + slice.gap_mm + slice.height_mm > self.bottom_mm + HAIR_MM {
                    self.turn(is_wide);
                }
                self.put(slice);
            }
        }
    }

    fn put(&mut self, slice: Slice) {
        let page = self.pages.len() - 1;
        let mut marks = Vec::new();
        if self.is_fresh() {
            if let Some(head) = slice.head.and_then(|id| self.heads.get(id.0)) {
                marks.extend(lowered(head.marks.clone(), self.y_mm));
                self.y_mm += head.height_mm;
            }
        } else {
            self.y_mm += slice.gap_mm;
        }
        if let Some((level, text)) = slice.heading {
            self.outline.push(OutlineEntry { level, text, page, y_mm: self.y_mm.max(0.0) as u32 });
        }
        marks.extend(lowered(slice.marks, self.y_mm));
        self.pages[page].marks.append(&mut marks);
        self.y_mm += slice.height_mm;
    }
}

fn running_mm(group: &[Slice]) -> f32 {
    group.iter().map(|slice| slice.gap_mm + slice.height_mm).sum()
}

fn lowered(mut marks: Vec<Mark>, by_mm: f32) -> Vec<Mark> {
    marks.iter_mut().for_each(|mark| mark.lower(by_mm));
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::layout::rule;
    use crate::report::style::TEXT;

    fn slice(height_mm: f32, keep: Keep) -> Slice {
        Slice::new(height_mm, keep, vec![rule(0.0, 1.0, 0.0, 1.0, TEXT)])
    }

    /// How many marks stand on each page.
    fn counts(slices: Vec<Slice>) -> Vec<usize> {
        paginate(slices, &[], BODIES).0.iter().map(|page| page.marks.len()).collect()
    }

    const BODIES: Bodies = Bodies { upright: (0.0, 100.0), lying: (0.0, 60.0) };

    #[test]
    fn what_is_wide_turns_the_page_and_what_follows_stays_while_there_is_room() {
        let wide = |height_mm| Slice { is_wide: true, ..slice(height_mm, Keep::Free) };
        let lie = |slices: Vec<Slice>| -> Vec<(bool, usize)> {
            paginate(slices, &[], BODIES).0.iter().map(|page| (page.lies(), page.marks.len())).collect()
        };
        let after = vec![slice(10.0, Keep::Free), wide(50.0), slice(10.0, Keep::Free), slice(10.0, Keep::Free)];
        assert_eq!(lie(after), [(false, 1), (true, 2), (false, 1)]);
        // A heading turns with its table, and a page without anything on it is not left behind.
        assert_eq!(lie(vec![slice(10.0, Keep::Next), wide(40.0), wide(40.0)]), [(true, 2), (true, 1)]);
    }

    #[test]
    fn slices_fill_a_page_before_they_go_on() {
        assert_eq!(counts((0..5).map(|_| slice(40.0, Keep::Free)).collect()), [2, 2, 1]);
    }

    #[test]
    fn a_heading_goes_with_what_follows() {
        let slices = vec![slice(80.0, Keep::Free), slice(10.0, Keep::Next), slice(20.0, Keep::Free)];
        assert_eq!(counts(slices), [1, 2]);
    }

    #[test]
    fn what_should_stay_together_but_is_too_tall_still_keeps_its_headings() {
        let mut slices = vec![slice(85.0, Keep::Together), slice(10.0, Keep::Next), slice(20.0, Keep::Together)];
        slices.push(slice(60.0, Keep::Free));
        assert_eq!(counts(slices), [1, 3]);
    }

    #[test]
    fn a_slice_taller_than_a_page_is_placed_all_the_same() {
        assert_eq!(counts(vec![slice(20.0, Keep::Free), slice(300.0, Keep::Next), slice(5.0, Keep::Free)]), [1, 1, 1]);
    }

    #[test]
    fn gaps_are_dropped_at_the_top_of_a_page() {
        let mut second = slice(100.0, Keep::Free);
        second.gap_mm = 30.0;
        assert_eq!(counts(vec![slice(90.0, Keep::Free), second]), [1, 1]);
    }

    #[test]
    fn an_empty_report_has_one_page() {
        assert_eq!(counts(Vec::new()), [0]);
    }
}
