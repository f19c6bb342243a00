//! What stands on a page as the operators of its content, written from the marks without anything in between.

use std::collections::BTreeMap;

use super::file::put_string;
use super::places::Places;
use super::{points, utf16};
use crate::report::layout::{ImageMark, LineMark, Mark, Page, PathMark, RectMark, Step, Tag, TextRun};
use crate::report::style::Rgb;
use sha2::{Digest, Sha256};

/// The names under which the pages know the two weights.
pub(super) const REGULAR_ON_PAGE: &str = "R";
/// The bold one.
pub(super) const BOLD_ON_PAGE: &str = "B";

/// How each character of the two weights is written, as the library numbered it: two bytes each.
#[derive(Debug, Default)]
pub(super) struct Codes {
    pub(super) regular: BTreeMap<char, [u8; 2]>,
    pub(super) bold: BTreeMap<char, [u8; 2]>,
}

/// The name of a picture on the pages, made of its content: the same picture is kept once.
pub(super) fn picture_name(image: &ImageMark) -> String {
    let digest = Sha256::digest(image.picture.to_bytes());
    digest.iter().take(6).fold("Picture".to_owned(), |name, byte| name + &format!("{byte:02x}"))
}

/// The content of a page; every mark stands in marked content, tagged or declared an artefact.
pub(super) fn content(page: &Page, at: usize, codes: &Codes, places: &mut Places) -> Vec<u8> {
    let mut pen = Pen::new(codes, page.height_mm);
    let mut next = 0;
    for group in page.marks.chunk_by(|a, b| a.tag() == b.tag()) {
        let Some(tag) = group.first().map(Mark::tag) else { continue };
        match tag {
            Tag::Node(node) => {
                pen.words("/P <</MCID ");
                pen.words(&next.to_string());
                pen.words(">> BDC\n");
                places.add(node, at, next);
                group.iter().for_each(|mark| places.widen(node, mark, page.height_mm));
                next += 1;
            }
            Tag::Decoration => pen.words("/Artifact <</Type/Layout>> BDC\n"),
            Tag::Header => pen.words("/Artifact <</Type/Pagination/Subtype/Header>> BDC\n"),
            Tag::Foot => pen.words("/Artifact <</Type/Pagination/Subtype/Footer>> BDC\n"),
        }
        group.iter().for_each(|mark| pen.mark(mark));
        pen.words("EMC\n");
    }
    pen.out
}

/// Writes operators; what is set already is not set again.
struct Pen<'c> {
    out: Vec<u8>,
    height_mm: f32,
    codes: &'c Codes,
    fill: Option<Rgb>,
    stroke: Option<(Rgb, f32)>,
    font: Option<(bool, f32)>,
}

impl<'c> Pen<'c> {
    fn new(codes: &'c Codes, height_mm: f32) -> Self {
        Self { out: Vec::with_capacity(16 * 1024), height_mm, codes, fill: None, stroke: None, font: None }
    }

    fn words(&mut self, words: &str) {
        self.out.extend(words.bytes());
    }

    /// Numbers to a thousandth, each followed by a space.
    fn numbers<const N: usize>(&mut self, values: [f32; N]) {
        for value in values {
            put_number(&mut self.out, value);
            self.out.push(b' ');
        }
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Text(run) => self.text(run),
            Mark::Line(line) => self.line(line),
            Mark::Rect(rect) => self.rect(rect),
            Mark::Path(path) => self.path(path),
            Mark::Image(image) => self.image(image),
        }
    }

    /// A picture is a unit square until it is placed.
    fn image(&mut self, image: &ImageMark) {
        let [x, y] = self.point((image.x_mm, image.y_mm + image.height_mm));
        self.words("q ");
        self.numbers([points(image.width_mm), 0.0, 0.0, points(image.height_mm), x, y]);
        self.words("cm /");
        self.words(&picture_name(image));
        self.words(" Do Q\n");
    }

    fn set_fill(&mut self, colour: Rgb) {
        if self.fill != Some(colour) {
            self.numbers(parts(colour));
            self.words("rg\n");
            self.fill = Some(colour);
        }
    }

    fn set_stroke(&mut self, colour: Rgb, width_pt: f32) {
        if self.stroke != Some((colour, width_pt)) {
            self.numbers(parts(colour));
            self.words("RG ");
            self.numbers([width_pt]);
            self.words("w\n");
            self.stroke = Some((colour, width_pt));
        }
    }

    fn point(&self, (x_mm, y_mm): (f32, f32)) -> [f32; 2] {
        [points(x_mm), points(self.height_mm - y_mm)]
    }

    /// One text object for each run, since the cursor is set relative to the one before. What a stand-in stands for
    /// goes with it, for search and screen readers.
    fn text(&mut self, run: &TextRun) {
        self.set_fill(run.colour);
        if let Some(meant) = &run.stands_for {
            self.words("/Span <</ActualText ");
            put_string(&mut self.out, &utf16(meant));
            self.words(">> BDC\n");
        }
        self.words("BT ");
        if self.font != Some((run.bold, run.size_pt)) {
            self.font = Some((run.bold, run.size_pt));
            self.words(if run.bold { "/B " } else { "/R " });
            self.numbers([run.size_pt]);
            self.words("Tf ");
        }
        let at = self.point((run.x_mm, run.y_mm));
        self.numbers(at);
        self.words("Td ");
        let codes = if run.bold { &self.codes.bold } else { &self.codes.regular };
        let text: Vec<u8> = run.text.chars().filter_map(|c| codes.get(&c)).flatten().copied().collect();
        put_string(&mut self.out, &text);
        self.words(" Tj ET\n");
        if run.stands_for.is_some() {
            self.words("EMC\n");
        }
    }

    fn line(&mut self, line: &LineMark) {
        self.set_stroke(line.colour, line.width_pt);
        let (from, to) = (self.point((line.x1_mm, line.y1_mm)), self.point((line.x2_mm, line.y2_mm)));
        self.numbers(from);
        self.words("m ");
        self.numbers(to);
        self.words("l S\n");
    }

    fn rect(&mut self, rect: &RectMark) {
        let painted = match (rect.fill, rect.edge) {
            (Some(_), Some(_)) => "re B\n",
            (Some(_), None) => "re f\n",
            (None, Some(_)) => "re S\n",
            (None, None) => return,
        };
        if let Some(colour) = rect.fill {
            self.set_fill(colour);
        }
        if let Some((colour, width_pt)) = rect.edge {
            self.set_stroke(colour, width_pt);
        }
        let [x, y] = self.point((rect.x_mm, rect.y_mm + rect.height_mm));
        self.numbers([x, y, points(rect.width_mm), points(rect.height_mm)]);
        self.words(painted);
    }

    /// Each stretch by itself: a fill closes it, a stroke only where it says so.
    fn path(&mut self, path: &PathMark) {
        for stretch in path.steps.chunk_by(|_, next| !matches!(next, Step::Move(..))) {
            if let Some(colour) = path.fill {
                self.set_fill(colour);
                self.steps(stretch);
                self.words("f\n");
            }
            if let Some((colour, width_pt)) = path.stroke {
                self.set_stroke(colour, width_pt);
                self.steps(stretch);
                self.words("S\n");
            }
        }
    }

    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            match *step {
                Step::Move(x, y) => {
                    let at = self.point((x, y));
                    self.numbers(at);
                    self.words("m ");
                }
                Step::Line(x, y) => {
                    let at = self.point((x, y));
                    self.numbers(at);
                    self.words("l ");
                }
                Step::Curve(curve) => {
                    for at in curve.map(|point| self.point(point)) {
                        self.numbers(at);
                    }
                    self.words("c ");
                }
                Step::Close => self.words("h "),
            }
        }
    }
}

/// The parts of a colour, to a thousandth.
fn parts(colour: Rgb) -> [f32; 3] {
    [colour.0, colour.1, colour.2].map(|part| f32::from(part) / 255.0)
}

/// A number to a thousandth, without a point where it is whole and without zeros at its end.
pub(super) fn put_number(out: &mut Vec<u8>, value: f32) {
    let thousandths = (f64::from(value) * 1000.0).round() as i64;
    if thousandths < 0 {
        out.push(b'-');
    }
    let (whole, mut rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let mut digits = [0_u8; 20];
    let mut left = whole;
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    out.extend(&digits[at..]);
    if rest > 0 {
        out.push(b'.');
        let mut place = 100;
        while rest > 0 {
            out.push(b'0' + (rest / place) as u8);
            rest %= place;
            place /= 10;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn number(value: f32) -> String {
        let mut out = Vec::new();
        put_number(&mut out, value);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_written_short() {
        assert_eq!([0.0, 9.0, 0.5, -12.25, 841.89, 0.07].map(number), ["0", "9", "0.5", "-12.25", "841.89", "0.07"]);
    }

    proptest! {
        #[test]
        fn a_number_read_back_is_the_number_to_a_thousandth(value in -2000.0f32..2000.0) {
            let back: f64 = number(value).parse().unwrap();
            prop_assert!((back - f64::from(value)).abs() <= 0.000_500_1);
        }
    }
}
