//! WCAG 2.2 contrast of every pair of tokens that meets on a screen.

use super::{AnswerTone, Theme, Tokens, Tone};
use egui::Color32;

const TONES: [AnswerTone; 6] = [
    AnswerTone::Met,
    AnswerTone::Partly,
    AnswerTone::NotMet,
    AnswerTone::NotEvidenced,
    AnswerTone::NotApplicable,
    AnswerTone::Other,
];

/// Relative luminance as WCAG defines it.
fn luminance(colour: Color32) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn grounds(t: &Tokens) -> Vec<(&'static str, Color32)> {
    vec![
        ("surface", t.surface),
        ("surface_raised", t.surface_raised),
        ("surface_hover", t.surface_hover),
        ("accent_soft", t.accent_soft),
    ]
}

fn tones(t: &Tokens) -> Vec<(AnswerTone, Tone)> {
    TONES.into_iter().map(|tone| (tone, t.answer(tone))).collect()
}

/// Name, ink, ground of all text.
fn text_pairs(t: &Tokens) -> Vec<(String, Color32, Color32)> {
    let mut pairs = vec![
        ("on_accent, accent".to_owned(), t.on_accent, t.accent),
        ("on_accent, accent_strong".to_owned(), t.on_accent, t.accent_strong),
        ("text, selection".to_owned(), t.text, t.selection),
    ];
    for (name, ground) in grounds(t) {
        for (ink_name, ink) in [("text", t.text), ("text_quiet", t.text_quiet), ("accent", t.accent)] {
            pairs.push((format!("{ink_name}, {name}"), ink, ground));
        }
    }
    for (name, tone) in tones(t) {
        pairs.push((format!("{name:?}: on_mark, mark"), tone.on_mark, tone.mark));
        pairs.push((format!("{name:?}: text, soft"), t.text, tone.soft));
        pairs.push((format!("{name:?}: text_quiet, soft"), t.text_quiet, tone.soft));
        pairs.push((format!("{name:?}: mark, surface"), tone.mark, t.surface));
    }
    for (step, grade) in t.grade_steps.iter().enumerate() {
        pairs.push((format!("grade step {step}: ink, fill"), grade.ink, grade.fill));
    }
    pairs
}

/// Name, sign or border, ground.
fn sign_pairs(t: &Tokens) -> Vec<(String, Color32, Color32)> {
    let mut pairs = Vec::new();
    for (name, ground) in grounds(t) {
        pairs.push((format!("control_border, {name}"), t.control_border, ground));
        pairs.push((format!("text_quiet as edge, {name}"), t.text_quiet, ground));
        for (tone_name, tone) in tones(t) {
            pairs.push((format!("{tone_name:?}: mark, {name}"), tone.mark, ground));
        }
    }
    for (tone_name, tone) in tones(t) {
        pairs.push((format!("{tone_name:?}: mark, soft"), tone.mark, tone.soft));
    }
    pairs
}

fn check(theme: Theme, pairs: Vec<(String, Color32, Color32)>, least: f64) {
    for (name, ink, ground) in pairs {
        let measured = contrast(ink, ground);
        assert!(measured >= least, "{theme:?}: {name} is {measured:.2}:1, needs {least}:1");
    }
}

#[test]
fn the_formula_gives_the_published_values() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
    // #767676 on white is the well-known lightest grey that passes for text.
    assert!((contrast(Color32::from_rgb(0x76, 0x76, 0x76), Color32::WHITE) - 4.54).abs() < 0.01);
}

#[test]
fn text_can_be_read_in_every_theme() {
    for theme in Theme::ALL {
        let least = if theme == Theme::HighContrast { 7.0 } else { 4.5 };
        check(theme, text_pairs(theme.tokens()), least);
    }
}

#[test]
fn signs_and_borders_can_be_seen_in_every_theme() {
    for theme in Theme::ALL {
        check(theme, sign_pairs(theme.tokens()), 3.0);
    }
}

#[test]
fn the_focus_ring_shows_on_every_ground() {
    for theme in Theme::ALL {
        let t = theme.tokens();
        assert!(contrast(t.focus_band, t.focus_edge) >= 3.0);
        let mut all = grounds(t);
        all.extend(tones(t).into_iter().map(|(_, tone)| ("a filled answer", tone.mark)));
        all.push(("the act of a screen", t.accent));
        for (name, ground) in all {
            let best = contrast(t.focus_band, ground).max(contrast(t.focus_edge, ground));
            assert!(best >= 3.0, "{theme:?}: focus on {name} is {best:.2}:1");
        }
    }
}

#[test]
fn the_ends_of_a_grade_table_look_alike_whatever_its_length() {
    for theme in Theme::ALL {
        let t = theme.tokens();
        for of in 2..=6 {
            assert_eq!(t.grade(0, of), t.grade_steps[0]);
            assert_eq!(t.grade(of - 1, of), t.grade_steps[5]);
            let distinct: std::collections::BTreeSet<_> =
                (0..of).map(|place| t.grade(place, of).fill.to_array()).collect();
            assert_eq!(distinct.len(), of, "two grades of {of} look the same");
        }
        assert_eq!(t.grade(9, 4), t.grade_steps[5], "a place beyond the table takes the last colour");
    }
}

#[test]
fn no_two_answers_share_a_colour() {
    for theme in Theme::ALL {
        let marks: std::collections::BTreeSet<_> =
            tones(theme.tokens()).into_iter().map(|(_, tone)| tone.mark.to_array()).collect();
        assert_eq!(marks.len(), TONES.len());
    }
}
