//! The signs of the answers, drawn as paths: the fonts have none of them, and a page in black and white needs them.

use super::mark::{PathMark, Step, Tag};
use crate::report::doc::ColourToken;
use crate::report::style::{MM_PER_PT, Rgb};

/// A sign that goes with a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Tick,
    HalfDisc,
    Cross,
    QuestionMark,
    Dash,
}

/// The sign that goes with a colour; grades and scales have letters instead.
pub(crate) fn sign_of(colour: ColourToken) -> Option<Sign> {
    match colour {
        ColourToken::Met => Some(Sign::Tick),
        ColourToken::Partly => Some(Sign::HalfDisc),
        ColourToken::NotMet => Some(Sign::Cross),
        ColourToken::NotEvidenced => Some(Sign::QuestionMark),
        ColourToken::NotApplicable => Some(Sign::Dash),
        _ => None,
    }
}

/// Control points at this share of the radius make four curves look like a circle.
const ROUND: f32 = 0.5523;

/// Draws `sign` into the square of `side_mm` with its upper left corner at (`x_mm`, `y_mm`).
pub(crate) fn draw(sign: Sign, x_mm: f32, y_mm: f32, side_mm: f32, colour: Rgb, tag: Tag) -> Vec<PathMark> {
    let place = |steps: &[Step]| -> Vec<Step> {
        steps.iter().map(|step| step.map(|x, y| (x_mm + x * side_mm, y_mm + y * side_mm))).collect()
    };
    let stroke_pt = side_mm * 0.11 / MM_PER_PT;
    let stroked = |steps: &[Step]| PathMark { steps: place(steps), fill: None, stroke: Some((colour, stroke_pt)), tag };
    let filled = |steps: &[Step]| PathMark { steps: place(steps), fill: Some(colour), stroke: None, tag };
    match sign {
        Sign::Tick => vec![stroked(&[Step::Move(0.22, 0.53), Step::Line(0.42, 0.73), Step::Line(0.79, 0.28)])],
        Sign::Cross => vec![
            stroked(&[Step::Move(0.27, 0.27), Step::Line(0.73, 0.73)]),
            stroked(&[Step::Move(0.73, 0.27), Step::Line(0.27, 0.73)]),
        ],
        Sign::Dash => vec![stroked(&[Step::Move(0.25, 0.5), Step::Line(0.75, 0.5)])],
        Sign::HalfDisc => vec![stroked(&circle(0.5, 0.5, 0.27)), filled(&left_half(0.5, 0.5, 0.27))],
        Sign::QuestionMark => vec![
            stroked(&[
                Step::Move(0.33, 0.36),
                Step::Curve([(0.33, 0.14), (0.68, 0.14), (0.68, 0.36)]),
                Step::Curve([(0.68, 0.50), (0.50, 0.48), (0.50, 0.64)]),
            ]),
            filled(&circle(0.5, 0.79, 0.065)),
        ],
    }
}

/// A filled point.
pub(crate) fn disc(x_mm: f32, y_mm: f32, radius_mm: f32, colour: Rgb, tag: Tag) -> PathMark {
    PathMark { steps: circle(x_mm, y_mm, radius_mm), fill: Some(colour), stroke: None, tag }
}

fn circle(x: f32, y: f32, r: f32) -> Vec<Step> {
    let k = r * ROUND;
    vec![
        Step::Move(x, y - r),
        Step::Curve([(x + k, y - r), (x + r, y - k), (x + r, y)]),
        Step::Curve([(x + r, y + k), (x + k, y + r), (x, y + r)]),
        Step::Curve([(x - k, y + r), (x - r, y + k), (x - r, y)]),
        Step::Curve([(x - r, y - k), (x - k, y - r), (x, y - r)]),
        Step::Close,
    ]
}

fn left_half(x: f32, y: f32, r: f32) -> Vec<Step> {
    let k = r * ROUND;
    vec![
        Step::Move(x, y + r),
        Step::Curve([(x - k, y + r), (x - r, y + k), (x - r, y)]),
        Step::Curve([(x - r, y - k), (x - k, y - r), (x, y - r)]),
        Step::Close,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::style::TEXT;

    #[test]
    fn every_answer_has_its_own_sign_and_stays_in_its_square() {
        let answers = [
            ColourToken::Met,
            ColourToken::Partly,
            ColourToken::NotMet,
            ColourToken::NotEvidenced,
            ColourToken::NotApplicable,
        ];
        let mut seen = Vec::new();
        for answer in answers {
            let paths: Vec<_> = sign_of(answer)
                .into_iter()
                .flat_map(|sign| draw(sign, 10.0, 20.0, 5.0, TEXT, Tag::Decoration))
                .collect();
            assert!(!paths.is_empty() && !seen.contains(&paths), "{answer:?}");
            for (x, y) in paths.iter().flat_map(|path| &path.steps).flat_map(Step::points) {
                assert!((10.0..=15.0).contains(&x) && (20.0..=25.0).contains(&y), "{answer:?} {x} {y}");
            }
            seen.push(paths);
        }
    }

    #[test]
    fn grades_have_letters_instead() {
        assert_eq!(sign_of(ColourToken::Good), None);
        assert_eq!(sign_of(ColourToken::Scale { step: 0, of: 3 }), None);
    }
}
