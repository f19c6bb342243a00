//! Names of the colours, by meaning.

use egui::Color32;

/// A colour that carries a sign and may also be filled with text on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tone {
    /// The sign on a surface, and the fill of a chosen button.
    pub mark: Color32,
    /// Text and sign on `mark`.
    pub on_mark: Color32,
    /// A quiet ground for a sentence in the colour `text`.
    pub soft: Color32,
}

/// A filled area and the text on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// The area.
    pub fill: Color32,
    /// Text on it.
    pub ink: Color32,
}

/// What an answer means, for its colour. Answers are the tool's data: what has no meaning of its own is `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerTone {
    /// All points.
    Met,
    /// Some points.
    Partly,
    /// No points: it is not there.
    NotMet,
    /// No points: it could not be seen.
    NotEvidenced,
    /// Outside the base.
    NotApplicable,
    /// Any other answer of a tool.
    Other,
}

/// What a notice or a band says, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeTone {
    /// Worth knowing.
    Info,
    /// It was done.
    Done,
    /// It was done, but look at this; or a standing fact to keep in mind.
    Caution,
    /// It was not done.
    Problem,
}

/// The colours of a theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tokens {
    /// Whether the ground is dark.
    pub is_dark: bool,
    /// Thickness of the border of a control, points.
    pub border_width: f32,
    /// The ground of everything.
    pub surface: Color32,
    /// A ground that stands off from it: bars, heads of tables.
    pub surface_raised: Color32,
    /// Under the pointer.
    pub surface_hover: Color32,
    /// A rule that only divides. Nothing depends on seeing it.
    pub line_quiet: Color32,
    /// The border of a control.
    pub control_border: Color32,
    /// Text.
    pub text: Color32,
    /// Text of less weight; also the edge of a grade cell.
    pub text_quiet: Color32,
    /// Links, the act of a screen, what is current.
    pub accent: Color32,
    /// The act of a screen under the pointer.
    pub accent_strong: Color32,
    /// Text on the two above.
    pub on_accent: Color32,
    /// The ground of what is current in a list.
    pub accent_soft: Color32,
    /// The ground of selected text.
    pub selection: Color32,
    /// The band around what has the keyboard.
    pub focus_band: Color32,
    /// The edge of that band, so that it shows on a light ground.
    pub focus_edge: Color32,
    /// Answer: met.
    pub answer_met: Tone,
    /// Answer: partly met.
    pub answer_partly: Tone,
    /// Answer: not met.
    pub answer_not_met: Tone,
    /// Answer: not evidenced.
    pub answer_not_evidenced: Tone,
    /// Answer: not applicable.
    pub answer_not_applicable: Tone,
    /// Any other answer.
    pub answer_other: Tone,
    /// Six steps from the best grade to the worst; [`Tokens::grade`] picks from them.
    pub grade_steps: [Fill; 6],
}

impl Tokens {
    /// The colour of an answer.
    pub fn answer(&self, tone: AnswerTone) -> Tone {
        match tone {
            AnswerTone::Met => self.answer_met,
            AnswerTone::Partly => self.answer_partly,
            AnswerTone::NotMet => self.answer_not_met,
            AnswerTone::NotEvidenced => self.answer_not_evidenced,
            AnswerTone::NotApplicable => self.answer_not_applicable,
            AnswerTone::Other => self.answer_other,
        }
    }

    /// The colour of a notice.
    pub fn notice(&self, tone: NoticeTone) -> Tone {
        match tone {
            NoticeTone::Info => self.answer_other,
            NoticeTone::Done => self.answer_met,
            NoticeTone::Caution => self.answer_partly,
            NoticeTone::Problem => self.answer_not_met,
        }
    }

    /// The colour of the grade at `place` (0 is the best) of a table of `of` grades. The ends of the table always
    /// have the end colours, so a tool with two grades and one with six read alike. A place beyond the table has the
    /// colour of its last grade.
    pub fn grade(&self, place: usize, of: usize) -> Fill {
        let steps: &[usize] = match of {
            0..=2 => &[0, 5],
            3 => &[0, 3, 5],
            4 => &[0, 1, 3, 5],
            5 => &[0, 1, 2, 3, 5],
            _ => &[0, 1, 2, 3, 4, 5],
        };
        let step = steps[place.min(steps.len() - 1)];
        self.grade_steps[step]
    }
}
