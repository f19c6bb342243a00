//! How far readers agree, part by part: by section, by criterion, between agencies; what divides the panel first; the
//! answers without a level apart. On the members' own submitted sheets, never on the agreed record, and never as a
//! ranking of people.

use super::agreement::{Agreement, agreement, list_agreement_by_criterion, list_agreement_by_heading};
use super::bootstrap::{REPLICATES, SEED, bootstrap_alpha_ordinal};
use super::pairs::list_between_agencies;
use super::ratings::Ratings;
use super::results::ratings_by;
use crate::domain::panel::Agency;
use crate::domain::sheet::HANDED;
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};

/// Under so many answers of two or more readers a part is not said to divide the panel.
pub const LEAST_UNITS: u64 = 5;

/// Which plans are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plans {
    /// All with submitted sheets, as in the figures of the round.
    All,
    /// Only those whose comparison is open. A part may rest on a single plan, so that whoever has not handed in on it
    /// could read a colleague's answer out of the figure: screens that anybody may look at take these.
    Compared,
}

/// Agreement on a part: a section or a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct PartAgreement {
    /// Code of the section or criterion.
    pub code: String,
    /// Place of its section in the tool.
    pub heading: usize,
    /// Title of the section, or the question.
    pub title: String,
    /// Its figures.
    pub figures: Agreement,
    /// Interval of ordinal alpha, bootstrapped over plans; none where alpha or its interval is not defined.
    pub alpha_ordinal_interval: Option<(f64, f64)>,
}

/// How the members of two agencies agree.
#[derive(Debug, Clone, PartialEq)]
pub struct AgencyAgreement {
    /// The agency listed first.
    pub first: Agency,
    /// The other.
    pub second: Agency,
    /// Answers compared: criteria of plans times pairs of one member from each.
    pub comparisons: u64,
    /// Same answer, 0 to 100.
    pub percent: f64,
    /// At most one level apart, 0 to 100.
    pub within_one_percent: f64,
    /// Mean of the first's level less the second's, in levels: negative where the first is the stricter.
    pub difference: f64,
}

/// Agreement on giving one answer that has no level, counted apart.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerApart {
    /// The words of the answer.
    pub label: String,
    /// Criteria of plans that two or more answered at all.
    pub units: u64,
    /// How often two readers agree on giving it or not, 0 to 100.
    pub percent: Option<f64>,
    /// Of the criteria on which one of two readers gave it, how often the other did too, 0 to 100; none: nobody did.
    pub shared_percent: Option<f64>,
}

/// How far readers agree, part by part.
#[derive(Debug, Clone, PartialEq)]
pub struct ReaderAgreement {
    /// Plans looked at that two or more have handed in.
    pub plans: u64,
    /// The figures of these plans together.
    pub whole: Agreement,
    /// Sections with answers, in the tool's order.
    pub sections: Vec<PartAgreement>,
    /// Criteria with answers, in the tool's order.
    pub criteria: Vec<PartAgreement>,
    /// Every two agencies with a comparison, in the order of agencies.
    pub agencies: Vec<AgencyAgreement>,
    /// Answers without a level.
    pub apart: Vec<AnswerApart>,
}

/// Works it out. `go_on` gets how many bootstrap replicates are done, of how many; none when told to stop.
pub fn reader_agreement(
    snapshot: &AuditSnapshot,
    which: Plans,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Option<ReaderAgreement> {
    let tool = &snapshot.tool;
    let wanted = |plan: &SnapshotPlan| which == Plans::All || plan.comparison_open;
    let levels = tool.levels();
    let position = |answer: &str| {
        let level = tool.get_answer(answer).and_then(|a| a.level)?;
        levels.iter().position(|l| *l == level).and_then(|at| u8::try_from(at).ok())
    };
    let (ratings, raters) = ratings_by(snapshot, levels.len(), &wanted, &position);
    let (sections, criteria) = (ratings.list_by_heading(), ratings.list_by_criterion());
    let total = (sections.len() + criteria.len()) * REPLICATES;
    let mut before = 0;
    let mut interval = |part: &Ratings| {
        let mut stopped = false;
        let found = bootstrap_alpha_ordinal(part, REPLICATES, SEED, &mut |done| {
            stopped = !go_on(before + done, total);
            !stopped
        });
        before += REPLICATES;
        (!stopped).then_some(found.map(|found| (found.low, found.high)))
    };
    let mut intervals =
        |parts: &[(usize, Ratings)]| parts.iter().map(|(_, part)| interval(part)).collect::<Option<Vec<_>>>();
    let (of_sections, of_criteria) = (intervals(&sections)?, intervals(&criteria)?);
    let section = |at: usize| tool.headings.get(at).map(|h| (h.code.clone(), at, h.title.clone()));
    let criterion = |at: usize| {
        let (heading, criterion) = tool.criteria().nth(at)?;
        let heading = tool.headings.iter().position(|h| h.code == heading.code)?;
        Some((criterion.code.clone(), heading, criterion.question.clone()))
    };
    let agency = |id| snapshot.get_member(id).map(|member| member.facts.agency);
    let agencies: Vec<usize> = raters.iter().map(|id| agency_number(agency(*id))).collect();
    Some(ReaderAgreement {
        plans: count_compared(snapshot, &wanted),
        whole: agreement(&ratings),
        sections: parts(list_agreement_by_heading(&ratings), &of_sections, section),
        criteria: parts(list_agreement_by_criterion(&ratings), &of_criteria, criterion),
        agencies: between(&ratings, &agencies),
        apart: tool.answers.iter().filter(|a| a.level.is_none()).map(|a| apart(snapshot, &wanted, a)).collect(),
    })
}

fn parts(
    figures: Vec<(usize, Agreement)>,
    intervals: &[Option<(f64, f64)>],
    of: impl Fn(usize) -> Option<(String, usize, String)>,
) -> Vec<PartAgreement> {
    let parts = figures.into_iter().zip(intervals).filter(|((_, figures), _)| figures.units > 0);
    let parts = parts.filter_map(|((number, figures), interval)| {
        let (code, heading, title) = of(number)?;
        Some(PartAgreement { code, heading, title, figures, alpha_ordinal_interval: *interval })
    });
    parts.collect()
}

fn agency_number(agency: Option<Agency>) -> usize {
    Agency::ALL.iter().position(|other| Some(*other) == agency).unwrap_or(Agency::ALL.len())
}

fn between(ratings: &Ratings, agencies: &[usize]) -> Vec<AgencyAgreement> {
    let found = list_between_agencies(ratings, agencies).into_iter().filter_map(|two| {
        Some(AgencyAgreement {
            first: *Agency::ALL.get(two.first)?,
            second: *Agency::ALL.get(two.second)?,
            comparisons: two.comparisons,
            percent: two.percent,
            within_one_percent: two.within_one_percent,
            difference: two.difference,
        })
    });
    found.collect()
}

fn count_compared(snapshot: &AuditSnapshot, wanted: &dyn Fn(&SnapshotPlan) -> bool) -> u64 {
    let (ratings, _) = ratings_by(snapshot, 1, wanted, &|_| Some(0));
    let mut plans = std::collections::BTreeSet::new();
    ratings.for_each_unit(|plan, given| {
        if given.len() > 1 {
            plans.insert(plan);
        }
    });
    plans.len() as u64
}

/// Agreement on one answer as on a scale of two: given, or another answer given. What was handed on is no answer.
fn apart(
    snapshot: &AuditSnapshot,
    wanted: &dyn Fn(&SnapshotPlan) -> bool,
    answer: &crate::domain::audit_tool::Answer,
) -> AnswerApart {
    let said = |given: &str| (given != HANDED).then_some(u8::from(given == answer.code));
    let (ratings, _) = ratings_by(snapshot, 2, wanted, &said);
    let figures = agreement(&ratings);
    let (mut both, mut one) = (0u64, 0u64);
    ratings.for_each_unit(|_, given| {
        let yes = given.iter().filter(|(_, level)| *level == 1).count() as u64;
        let no = given.len() as u64 - yes;
        both += yes * yes.saturating_sub(1) / 2;
        one += yes * no;
    });
    let shared_percent = (both + one > 0).then(|| 100.0 * both as f64 / (both + one) as f64);
    AnswerApart { label: answer.label.clone(), units: figures.units, percent: figures.percent, shared_percent }
}

impl ReaderAgreement {
    /// The sections on which readers agree least, at most so many: only those below the round's own figure, and with
    /// [`LEAST_UNITS`] answers or more. The least first.
    #[must_use]
    pub fn dividing_sections(&self, most: usize) -> Vec<&PartAgreement> {
        self.dividing(&self.sections, most)
    }

    /// The criteria on which readers agree least, as [`Self::dividing_sections`].
    #[must_use]
    pub fn dividing_criteria(&self, most: usize) -> Vec<&PartAgreement> {
        self.dividing(&self.criteria, most)
    }

    fn dividing<'a>(&self, parts: &'a [PartAgreement], most: usize) -> Vec<&'a PartAgreement> {
        let whole = self.whole.percent.unwrap_or(0.0);
        let percent = |part: &PartAgreement| part.figures.percent.unwrap_or(100.0);
        let below = |part: &&PartAgreement| part.figures.units >= LEAST_UNITS && percent(part) < whole;
        let mut found: Vec<&PartAgreement> = parts.iter().filter(below).collect();
        found.sort_by(|a, b| percent(a).total_cmp(&percent(b)));
        found.truncate(most);
        found
    }

    /// What divides the panel, in sentences: the round, then sections, criteria and agencies. Empty where nobody can
    /// be compared.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let Some(percent) = self.whole.percent else { return Vec::new() };
        let in_100 = |part: &PartAgreement| format!("{:.0}", part.figures.percent.unwrap_or_default());
        let mut first = format!("Two readers agreed on {percent:.0} answers in 100");
        let sections = self.dividing_sections(2);
        match sections.as_slice() {
            [] => {}
            [one] => first.push_str(&format!("; in section {} on {}", one.code, in_100(one))),
            [one, other, ..] => first.push_str(&format!(
                "; in section {} on {}, in section {} on {}",
                one.code,
                in_100(one),
                other.code,
                in_100(other)
            )),
        }
        first.push('.');
        let mut said = vec![first];
        let criteria: Vec<String> =
            self.dividing_criteria(3).iter().map(|part| format!("{} ({} in 100)", part.code, in_100(part))).collect();
        if !criteria.is_empty() {
            said.push(format!("The questions that divide readers first: {}.", criteria.join(", ")));
        }
        let widest = self.agencies.iter().filter(|two| two.comparisons >= LEAST_UNITS && two.percent < percent);
        if let Some(two) = widest.min_by(|a, b| a.percent.total_cmp(&b.percent)) {
            said.push(format!(
                "Between agencies, {} and {} agreed least: on {:.0} answers in 100 of {} compared.",
                two.first.label().to_lowercase(),
                two.second.label().to_lowercase(),
                two.percent,
                two.comparisons
            ));
        }
        said
    }
}
