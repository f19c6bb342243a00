//! What is true of an invented plan, and what each member makes of it.
//!
//! A plan has a quality and a story (what health and social care found, its year group, what advice there is); a
//! criterion has a difficulty, higher for health and social care, where inspectors found plans weakest. Together with
//! chance they give what a perfect reader would say. A member sees that through their own eyes: stricter or milder,
//! and now and then differently.

use super::chance::Chance;
use crate::domain::plan::PlanFacts;

/// Seed of what is true; with it the answers of the whole round are fixed.
const TRUTH: u64 = 0x5EED_2026;
/// Out of 100: from here a perfect reader says "met".
const MET_FROM: i32 = 54;
/// From here "partly met".
const PARTLY_FROM: i32 = 30;

/// How much is right in the plans, in the order drawn: some are good, a few are poor.
const QUALITY: [i32; 20] = [12, 32, 6, 17, -14, 14, 15, 2, -19, 12, 20, -8, 14, 6, -13, 14, 4, 12, -8, 10];

/// What section C or D rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Needs were found.
    Needs,
    /// None was found, and the plan says who was asked.
    SaidNone,
    /// The section is as good as blank.
    Blank,
}

/// What a perfect reader would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    /// It does not apply, for the reason the tool gives.
    NotApplicable,
    /// The papers do not show it.
    NotEvidenced,
    /// So much of it is there, out of 100.
    Score(i32),
}

/// The story of a plan.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    order: u32,
    quality: i32,
    year_group: Option<i32>,
    is_adult: bool,
    health: Content,
    care: Content,
    has_therapy: bool,
    has_mental_health: bool,
    has_worries: bool,
    has_care_signs: bool,
    is_known_to_care: bool,
    /// Another child's details are in it.
    has_others_details: bool,
}

impl Picture {
    /// The story of the plan drawn at this place, from 1.
    pub(super) fn new(order: u32, facts: &PlanFacts, has_others_details: bool) -> Self {
        let chance = &mut Chance::new(TRUTH, u64::from(order) << 32);
        let need = facts.primary_need.as_deref().unwrap_or_default();
        let place = (order as usize).saturating_sub(1) % QUALITY.len();
        let is_physical = matches!(need, "PD" | "HI" | "VI" | "MSI" | "PMLD" | "SLD");
        let health = content(chance, if is_physical { 95 } else { 62 });
        let is_known_to_care = chance.percent(25);
        Self {
            order,
            quality: QUALITY[place],
            year_group: facts.year_group,
            is_adult: facts.age.is_some_and(|age| age >= 18),
            health,
            care: if is_known_to_care { Content::Needs } else { content(chance, 40) },
            has_therapy: is_physical || matches!(need, "SLCN" | "ASD") || chance.percent(40),
            has_mental_health: need == "SEMH" || chance.percent(if need == "ASD" { 60 } else { 15 }),
            has_worries: chance.percent(90),
            has_care_signs: is_known_to_care || chance.percent(60),
            is_known_to_care,
            has_others_details,
        }
    }

    /// What a perfect reader would say on a criterion of the default tool.
    pub(super) fn truth(&self, criterion: &str) -> Truth {
        if self.does_not_apply(criterion) {
            return Truth::NotApplicable;
        }
        let (health, care) = (self.health, self.care);
        let chance = &mut Chance::new(TRUTH, (u64::from(self.order) << 32) | stream_of(criterion));
        match criterion {
            // Right by its nature: one answer that does not hang on how well the rest is written.
            "C1" if health == Content::SaidNone => return Truth::Score(95),
            "D1" if care == Content::SaidNone => return Truth::Score(95),
            "W4" => return Truth::Score(if self.has_others_details { 0 } else { 95 }),
            "C1" if health == Content::Blank => return Truth::Score(18),
            "D1" if care == Content::Blank => return Truth::Score(18),
            "D2" | "H-b" if care == Content::Blank => return Truth::Score(20),
            "C3" | "G2" | "W10" if health == Content::Blank => return Truth::NotEvidenced,
            _ => {}
        }
        if chance.percent(hidden_percent(criterion)) {
            return Truth::NotEvidenced;
        }
        Truth::Score((69 + self.quality - difficulty(criterion) + chance.spread(9)).clamp(0, 100))
    }

    /// As the tool allows "not applicable", and nowhere else.
    fn does_not_apply(&self, criterion: &str) -> bool {
        let (no_health, no_care) = (self.health == Content::SaidNone, self.care == Content::SaidNone);
        match criterion {
            "A7" => !self.has_worries,
            "B7" | "F6" => !self.has_therapy,
            "C3" | "G1" | "G2" | "W10" => no_health,
            "C4" => !self.has_mental_health,
            "D2" => self.is_known_to_care,
            "D3" => !self.has_care_signs,
            "E4" => no_health && no_care,
            "E6" | "F9" => self.year_group.is_some_and(|year| year < 9),
            "H-a" => self.is_adult,
            "H-b" => no_care,
            _ => false,
        }
    }
}

fn content(chance: &mut Chance, needs_percent: u32) -> Content {
    if chance.percent(needs_percent) {
        Content::Needs
    } else if chance.percent(70) {
        Content::SaidNone
    } else {
        Content::Blank
    }
}

/// A number for a code: its bytes, one after the other.
fn stream_of(criterion: &str) -> u64 {
    criterion.bytes().fold(0, |number, byte| (number << 8) | u64::from(byte)) & 0xFFFF_FFFF
}

/// What the criterion takes off, out of 100. Inspectors found health and social care weakest, then how exact provision
/// is and whether outcomes can be judged.
fn difficulty(criterion: &str) -> i32 {
    match criterion {
        "J1" => 36,
        "H-a" | "G2" | "Q4" => 33,
        "D2" | "D3" | "H-b" => 29,
        "C4" | "C3" | "W10" => 24,
        "F2" | "E2" | "Q3" | "E4" | "D1" => 22,
        "F3" | "G1" | "C1" => 15,
        "B9" | "E6" | "K3" | "F9" => 11,
        "F6" | "W8" | "A4" | "A7" | "B5" => 7,
        "I1" | "E10" | "K1" | "A9" => -10,
        _ => 2,
    }
}

/// How often, in a hundred plans, the papers do not show it either way.
fn hidden_percent(criterion: &str) -> u32 {
    match criterion {
        "Q4" => 35,
        "Q3" => 25,
        "K3" | "D2" => 15,
        "A2" | "J1" => 8,
        _ => 0,
    }
}

/// How a member reads: what makes two people differ on one plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Eyes {
    /// Out of 100, taken off whatever they read.
    pub(super) severity: i32,
    /// Their own agency leads the criterion: they know what is missing.
    pub(super) own_ground: bool,
}

impl Eyes {
    /// What the member answers: a code of the default tool.
    pub(super) fn answer(self, truth: Truth, chance: &mut Chance) -> &'static str {
        match truth {
            Truth::NotApplicable if chance.percent(4) => "not_evidenced",
            Truth::NotApplicable => "na",
            Truth::NotEvidenced => match chance.below(100) {
                0..12 => "not_met",
                12..20 => "partly",
                _ => "not_evidenced",
            },
            Truth::Score(score) => {
                let seen = score - self.severity - if self.own_ground { 4 } else { 0 } + chance.spread(7);
                if seen < PARTLY_FROM && chance.percent(8) { "not_evidenced" } else { answer_at(seen) }
            }
        }
    }
}

/// What a perfect reader answers.
pub(super) fn true_answer(truth: Truth) -> &'static str {
    match truth {
        Truth::NotApplicable => "na",
        Truth::NotEvidenced => "not_evidenced",
        Truth::Score(score) => answer_at(score),
    }
}

fn answer_at(score: i32) -> &'static str {
    match score {
        MET_FROM.. => "met",
        PARTLY_FROM.. => "partly",
        _ => "not_met",
    }
}
