//! How far readers agree, in words and for the annex. Never a table of people: members are not named.

use crate::domain::audit_tool::AuditTool;
use crate::domain::snapshot::AuditSnapshot;
use crate::stats::agreement::{Agreement, Undefined};
use crate::stats::care::Care;
use crate::stats::readers::{PartAgreement, ReaderAgreement};
use crate::stats::results::AgreementResult;
use crate::words::{counted, thousands};

/// Agreement part by part, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadersData {
    /// What divides the panel first, in sentences.
    pub words: Vec<String>,
    /// On which plans the parts rest.
    pub basis: String,
    /// Sections: name, same answer and within one in 100, answers, and the annex's coefficients.
    pub sections: Vec<PartRow>,
    /// Criteria, those readers agree least on first.
    pub criteria: Vec<PartRow>,
    /// Every two agencies: names, same answer, within one, which is the stricter, answers compared.
    pub agencies: Vec<[String; 5]>,
    /// Answers without a level: sentences.
    pub apart: Vec<String>,
}

/// One section or criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct PartRow {
    /// Code and title.
    pub name: String,
    /// How often two readers gave the same answer, 0 to 100; none: nothing to compare.
    pub percent: Option<f64>,
    /// Same answer, within one, answers.
    pub plain: [String; 3],
    /// Alpha with its interval, AC2, kappa, quadratic kappa, nominal alpha, AC1.
    pub annex: [String; 6],
}

impl ReadersData {
    pub(super) fn new(snapshot: &AuditSnapshot, found: &ReaderAgreement) -> Self {
        let sampled = snapshot.sampled().count();
        let plans = snapshot.tool.subject.count(found.plans);
        let mut criteria: Vec<&PartAgreement> = found.criteria.iter().collect();
        let percent = |part: &PartAgreement| part.figures.percent.unwrap_or(100.0);
        criteria.sort_by(|a, b| percent(a).total_cmp(&percent(b)));
        Self {
            words: found.words(),
            basis: format!(
                "Part by part, on the {plans} of {sampled} whose comparison is open and which two or more have handed \
                 in. The others join when everybody on them has."
            ),
            sections: found
                .sections
                .iter()
                .map(|part| part_row(part, format!("{} {}", part.code, part.title)))
                .collect(),
            criteria: criteria.iter().map(|part| part_row(part, format!("{} {}", part.code, part.title))).collect(),
            agencies: found
                .agencies
                .iter()
                .map(|two| {
                    let stricter = match two.difference {
                        d if d <= -0.05 => format!("{} by {:.1}", two.first.label(), -d),
                        d if d >= 0.05 => format!("{} by {d:.1}", two.second.label()),
                        _ => "Neither".to_owned(),
                    };
                    [
                        format!("{} and {}", two.first.label(), two.second.label().to_lowercase()),
                        format!("{:.0} in 100", two.percent),
                        format!("{:.0} in 100", two.within_one_percent),
                        stricter,
                        thousands(two.comparisons),
                    ]
                })
                .collect(),
            apart: found.apart.iter().filter_map(apart_words).collect(),
        }
    }
}

fn apart_words(apart: &crate::stats::readers::AnswerApart) -> Option<String> {
    let percent = apart.percent?;
    let label = apart.label.to_lowercase();
    Some(match apart.shared_percent {
        None => format!("Nobody gave “{label}”."),
        Some(shared) => format!(
            "On whether to say “{label}”, two readers agreed on {percent:.0} answers in 100. Where one of them said it, \
             the other did too on {shared:.0} in 100."
        ),
    })
}

fn part_row(part: &PartAgreement, name: String) -> PartRow {
    let f = &part.figures;
    let in_100 = |percent: Option<f64>| percent.map_or_else(dash, |percent| format!("{percent:.0} in 100"));
    PartRow {
        name,
        percent: f.percent,
        plain: [in_100(f.percent), in_100(f.within_one_percent), thousands(f.units)],
        annex: annex(f, part.alpha_ordinal_interval),
    }
}

fn annex(f: &Agreement, interval: Option<(f64, f64)>) -> [String; 6] {
    let two = |figure: Option<f64>| figure.map_or_else(dash, |figure| format!("{figure:.2}"));
    let alpha = match (f.alpha_ordinal, interval, f.undefined) {
        (Some(alpha), Some((low, high)), _) => format!("{alpha:.2} ({low:.2} to {high:.2})"),
        (Some(alpha), None, _) => format!("{alpha:.2}"),
        (None, _, Some(Undefined::AllEqual)) => "all agreed".to_owned(),
        (None, ..) => dash(),
    };
    [alpha, two(f.ac2), two(f.kappa), two(f.kappa_quadratic), two(f.alpha_nominal), two(f.ac1)]
}

fn dash() -> String {
    "–".to_owned()
}

pub(super) fn agreement_words(tool: &AuditTool, agreement: &AgreementResult) -> Vec<String> {
    let whole = &agreement.whole;
    let Some(percent) = whole.percent else {
        return vec![
            "There are no two score sheets on the same thing yet, so nothing can be said of agreement.".to_owned(),
        ];
    };
    let mut said = vec![format!(
        "On {} answers given by two or more, before anything was discussed, readers gave the same answer on {percent:.0} in 100{}.",
        thousands(whole.units),
        whole
            .within_one_percent
            .map(|within| format!(", and answers within one step on {within:.0} in 100"))
            .unwrap_or_default(),
    )];
    match (whole.alpha_ordinal, whole.undefined) {
        (Some(alpha), _) => said.push(alpha_words(alpha, agreement, whole.ac2)),
        (None, Some(Undefined::AllEqual)) => {
            said.push(
                "All gave the same answer throughout: agreement is complete, and cannot be set against chance."
                    .to_owned(),
            );
        }
        (None, _) => {}
    }
    said.extend(agreement.care.iter().map(|care| care_words(tool, care)));
    said
}

fn alpha_words(alpha: f64, agreement: &AgreementResult, ac2: Option<f64>) -> String {
    let interval = match (agreement.alpha_ordinal_low, agreement.alpha_ordinal_high) {
        (Some(low), Some(high)) => format!(" (95 % interval {low:.2} to {high:.2})"),
        _ => String::new(),
    };
    let ac2 = ac2.map(|ac2| format!("; Gwet’s AC2 {ac2:.2}")).unwrap_or_default();
    format!("Beyond chance, where 1 is complete agreement: Krippendorff’s alpha {alpha:.2}{interval}{ac2}.")
}

/// When to read the figures with care. Never a table of people: members are not named.
fn care_words(tool: &AuditTool, care: &Care) -> String {
    let label = |level: usize| {
        let level = tool.levels().get(level).copied();
        let answer = tool.answers.iter().find(|a| a.level.is_some() && a.level == level);
        answer.map_or_else(String::new, |a| format!("“{}”", a.label.to_lowercase()))
    };
    match care {
        Care::FewUnits { units } => format!(
            "This rests on {}: too few for firm words.",
            counted(usize::try_from(*units).unwrap_or(0), "answer", "answers")
        ),
        Care::LevelDominates { level, answers, of } => format!(
            "{} is {:.0} in 100 of all answers. Alpha is then low even where readers agree; AC2 is the better guide.",
            label(*level),
            100.0 * *answers as f64 / (*of).max(1) as f64
        ),
        Care::LevelRare { level, answers: 0 } => format!("{} was never given.", label(*level)),
        Care::LevelRare { level, answers } => {
            format!(
                "{} was given only {}.",
                label(*level),
                counted(usize::try_from(*answers).unwrap_or(0), "time", "times")
            )
        }
        Care::MembersDiffer { level, .. } => format!(
            "Two readers use {} differently on what they both read: worth a talk before the next round.",
            label(*level)
        ),
    }
}
