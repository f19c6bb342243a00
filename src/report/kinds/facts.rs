//! What the kinds count beyond the results: criteria over plans, links of golden threads, what families said.

use super::figures::{Counted, Shown, parts};
use super::words::section_name;
use crate::domain::audit_tool::{Criterion, Heading, Kind, NOT_EVIDENCED, NOT_MET, PARTLY};
use crate::domain::family::{FamilySays, FamilyState};
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::grading::{Judgement, Verdict};
use crate::domain::sheet::NoteKind;
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};
use crate::domain::thread::{Link, Thread};
use crate::report::doc::Note;
use crate::stats::suppress::{may_show_share, suppress};
use std::collections::BTreeSet;

/// A criterion over the plans on which it is agreed.
#[derive(Debug, Clone)]
pub(super) struct CriterionFigure<'a> {
    pub(super) heading: &'a Heading,
    pub(super) criterion: &'a Criterion,
    pub(super) met: u64,
    pub(super) partly: u64,
    pub(super) not_met: u64,
    pub(super) not_evidenced: u64,
    pub(super) not_applicable: u64,
    /// Plans on which it is in the base.
    pub(super) base: u64,
    /// Whether met, not met, partly and not evidenced are left out, since they or others could be worked out.
    left_out: [bool; 4],
}

impl CriterionFigure<'_> {
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.criterion.code, self.criterion.question)
    }

    fn counts(&self) -> [u64; 4] {
        [self.met, self.not_met, self.partly, self.not_evidenced]
    }

    /// Met, not met, partly, not evidenced, of the base; one that is left out is hidden.
    pub(super) fn shown(&self) -> [Shown; 4] {
        let counts = self.counts();
        std::array::from_fn(|at| match self.left_out[at] {
            false => Shown::As(Counted::new(counts[at], self.base)),
            true => Shown::Hidden,
        })
    }

    pub(super) fn met_of(&self) -> Counted {
        Counted::new(self.met, self.base)
    }
}

/// Every criterion put to the panel, over fully agreed answers as they count: a "not applicable" that does not hold
/// counts as not evidenced. With `hides` small counts are left out, and with them what would give them away.
pub(super) fn criteria(snapshot: &AuditSnapshot, hides: bool) -> Vec<CriterionFigure<'_>> {
    let (tool, facts) = (&snapshot.tool, &snapshot.round.facts);
    let tested = tool.tested(facts.depth, facts.evidence);
    let mut figures: Vec<CriterionFigure<'_>> = tested
        .map(|(heading, criterion)| CriterionFigure {
            heading,
            criterion,
            met: 0,
            partly: 0,
            not_met: 0,
            not_evidenced: 0,
            not_applicable: 0,
            base: 0,
            left_out: [false; 4],
        })
        .collect();
    let judgement = Judgement::of_plan(tool, facts.depth, facts.evidence);
    for plan in snapshot.sampled() {
        let answers = snapshot.agreed_codes(plan.sampled.subject);
        for judged in judgement.judge(&answers, &BTreeSet::new()) {
            let Some(figure) = figures.iter_mut().find(|f| f.criterion.code == judged.criterion.code) else { continue };
            match judged.verdict {
                Verdict::Missing | Verdict::Handed => continue,
                Verdict::NotApplicable => {
                    figure.not_applicable += 1;
                    continue;
                }
                Verdict::Answered(..) | Verdict::NaRefused => figure.base += 1,
            }
            match judged.verdict.effective_answer() {
                Some(NOT_MET) => figure.not_met += 1,
                Some(PARTLY) => figure.partly += 1,
                Some(NOT_EVIDENCED) | None => figure.not_evidenced += 1,
                Some(code) if tool.is_met(code) => figure.met += 1,
                Some(_) => figure.partly += 1,
            }
        }
    }
    if hides {
        leave_out(&mut figures);
    }
    figures
}

/// Leaves small counts out. The duties stand in one table, for how many there are of each answer over all of them is
/// printed too; of the other criteria no sum is printed, so each is a table by itself.
fn leave_out(figures: &mut [CriterionFigure<'_>]) {
    let is_duty = |f: &CriterionFigure<'_>| f.criterion.kind == Kind::Must;
    let duties: Vec<Vec<u64>> = figures.iter().filter(|f| is_duty(f)).map(|f| f.counts().to_vec()).collect();
    let mut of_duties = suppress(&duties).cells.into_iter();
    for figure in figures.iter_mut() {
        let counts = figure.counts();
        let alone = parts(&counts, true);
        let in_table = if is_duty(figure) { of_duties.next() } else { None };
        // The base is known from the other figures of the same criterion; so is what is left of it.
        let is_out = |at: usize| {
            alone.get(at).is_none_or(Option::is_none)
                || in_table.as_ref().is_some_and(|row| row.get(at).is_none_or(Option::is_none))
                || !may_show_share(counts[at], figure.base)
        };
        let left_out = std::array::from_fn(is_out);
        figure.left_out = left_out;
    }
}

/// How many duties are not met, met in part, and not evidenced, over all plans; none: too few to be shown.
pub(super) fn duties(snapshot: &AuditSnapshot, hides: bool) -> [Option<u64>; 3] {
    let figures = criteria(snapshot, false);
    let duties = figures.iter().filter(|f| f.criterion.kind == Kind::Must);
    let rows: Vec<Vec<u64>> = duties.map(|f| f.counts().to_vec()).collect();
    let sum = |at: usize| rows.iter().filter_map(|row| row.get(at)).sum::<u64>();
    let shown = if hides { suppress(&rows).column_totals } else { (0..4).map(|at| Some(sum(at))).collect() };
    let shown = |at: usize| shown.get(at).copied().unwrap_or(Some(0));
    [shown(1), shown(2), shown(3)]
}

/// Least often met first; of equals the one with the larger base, then the tool's order.
pub(super) fn weakest_first<'a>(mut figures: Vec<CriterionFigure<'a>>) -> Vec<CriterionFigure<'a>> {
    figures.retain(|f| f.base > 0);
    figures.sort_by(|a, b| (a.met * b.base).cmp(&(b.met * a.base)).then(b.base.cmp(&a.base)));
    figures
}

/// Most often met first.
pub(super) fn strongest_first<'a>(mut figures: Vec<CriterionFigure<'a>>) -> Vec<CriterionFigure<'a>> {
    figures.retain(|f| f.base > 0);
    figures.sort_by(|a, b| (b.met * a.base).cmp(&(a.met * b.base)).then(b.base.cmp(&a.base)));
    figures
}

/// How links of threads stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct LinkCounts {
    pub(super) followed: u64,
    pub(super) broken: u64,
    pub(super) not_checked: u64,
}

impl LinkCounts {
    fn add(&mut self, link: Link) {
        match link {
            Link::Followed => self.followed += 1,
            Link::Broken => self.broken += 1,
            Link::NotChecked => self.not_checked += 1,
        }
    }
}

/// The three links over all agreed threads of the plans read: hope to need, need to outcome, outcome to provision.
pub(super) fn links(snapshot: &AuditSnapshot) -> [LinkCounts; 3] {
    let mut counts = [LinkCounts::default(); 3];
    for thread in snapshot.sampled().flat_map(|plan| threads(snapshot, plan)) {
        counts[0].add(thread.hope_to_need);
        counts[1].add(thread.need_to_outcome);
        counts[2].add(thread.outcome_to_provision);
    }
    counts
}

/// The agreed threads of a plan.
pub(super) fn threads<'a>(snapshot: &'a AuditSnapshot, plan: &SnapshotPlan) -> &'a [Thread] {
    snapshot.agreed_threads.get(&plan.sampled.subject).map_or(&[], Vec::as_slice)
}

/// Findings of a kind that are to be printed, in their order.
pub(super) fn findings(snapshot: &AuditSnapshot, kind: FindingKind) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = snapshot.findings.iter().filter(|f| f.kind == kind && f.in_report).collect();
    findings.sort_by_key(|f| f.place);
    findings
}

/// What families said to one question, of those who spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FamilyFigure {
    pub(super) question: &'static str,
    pub(super) yes: u64,
    pub(super) partly: u64,
    pub(super) no: u64,
}

/// Families asked, families who spoke, and what they said.
pub(super) fn family(snapshot: &AuditSnapshot) -> (u64, u64, Vec<FamilyFigure>) {
    let of_sample = || snapshot.sampled().filter_map(|plan| snapshot.family.get(&plan.sampled.subject));
    let asked = of_sample().count() as u64;
    let spoke = of_sample().filter(|family| family.state == FamilyState::Spoke);
    let spoke: Vec<_> = spoke.collect();
    let count = |said: &dyn Fn(usize) -> Option<FamilySays>, what: FamilySays| {
        (0..spoke.len()).filter(|at| said(*at) == Some(what)).count() as u64
    };
    let figure = |question, said: &dyn Fn(usize) -> Option<FamilySays>| FamilyFigure {
        question,
        yes: count(said, FamilySays::Yes),
        partly: count(said, FamilySays::Partly),
        no: count(said, FamilySays::No),
    };
    let figures = vec![
        figure("The plan sounds like their child", &|at| spoke[at].sounds_like_child),
        figure("What it says is happening", &|at| spoke[at].is_happening),
        figure("Their worries were answered", &|at| spoke[at].worries_answered),
    ];
    (asked, spoke.len() as u64, figures)
}

/// Notes of one kind that were chosen for the report, on plans whose comparison is open. Never those for the panel only.
pub(super) fn chosen_notes(snapshot: &AuditSnapshot, wanted: NoteKind, plan: Option<&SnapshotPlan>) -> Vec<Note> {
    use crate::domain::access::Viewer;
    let mut notes = Vec::new();
    if wanted == NoteKind::PanelOnly {
        return notes;
    }
    for sheet in snapshot.shown_sheets(Viewer::Round) {
        if plan.is_some_and(|plan| plan.sampled.subject != sheet.subject) {
            continue;
        }
        let reference = snapshot.get_plan(sheet.subject).map(|p| p.facts.reference.clone()).unwrap_or_default();
        for note in sheet.notes.iter().filter(|n| n.in_report && n.kind == wanted) {
            let heading = snapshot.tool.get_criterion(&note.criterion).map(|(h, _)| h);
            let section = heading.map(|h| section_name(&h.code, &h.title)).unwrap_or_default();
            notes.push(Note { quote: note.text.clone(), plan: reference.clone(), section });
        }
    }
    notes
}
