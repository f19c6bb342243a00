//! Measures that the audits, the advice register and the clocks of this file give.

use crate::domain::audit_tool::AuditTool;
use crate::domain::grading::{Judgement, Override, Verdict, final_grade};
use crate::domain::ids::SubjectId;
use crate::domain::measure::{Better, MeasureValue, Quality, ValueKind};
use crate::domain::round::{Purpose, Round, RoundState, SampleOrigin};
use crate::domain::sheet::{GradeOverride, SheetState};
use crate::domain::standard::{Standing, judge_view};
use crate::ops::{OpError, Session};
use crate::stats::advice_results;
use crate::stats::series::{Given, Origin, Year, YearKind};
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the source of a computed figure is called.
const SOURCE: &str = "This file";
/// The criterion of the default tool that asks whether health advice shows its effect on outcomes.
const EFFECT_ON_OUTCOMES: &str = "W10";

/// One plan of a round as it counts in figures over time.
pub(super) struct CountedPlan {
    /// Whether each criterion in the base is met.
    pub(super) met: BTreeMap<String, bool>,
    /// Whether every tested criterion has an agreed answer.
    pub(super) is_agreed: bool,
    /// Whether its grade is good or better; none: it has no grade.
    pub(super) good_or_better: Option<bool>,
    /// Whether it has a gap in any section.
    has_gap: bool,
    /// Whether it meets the standard of each view; none: nothing to judge.
    views: Vec<(String, bool)>,
}

/// A round as it counts in figures over time: plans on which no score sheet is to come, without those added by hand.
pub(super) struct CountedRound {
    pub(super) tool: Arc<AuditTool>,
    pub(super) drawn_on: Option<Date>,
    /// Plans of the sample, those with sheets to come among them.
    pub(super) sampled: u64,
    pub(super) plans: Vec<CountedPlan>,
}

/// The day of an instant, in universal time.
pub(super) fn day_of(at_ms: i64) -> Option<Date> {
    let days = i32::try_from(at_ms.div_euclid(86_400_000)).ok()?;
    date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

impl Session {
    /// Counts a round.
    pub(super) fn counted_round(&mut self, round: &Round) -> Result<CountedRound, OpError> {
        let tool = self.tool(round.facts.tool)?;
        let agreed = self.agreed(round)?;
        let db = self.store.db();
        let is_open = round.state == RoundState::Open;
        let waiting: BTreeSet<SubjectId> = db
            .list_progress(round.id)?
            .into_iter()
            .filter(|p| is_open && p.state != Some(SheetState::Submitted))
            .map(|p| p.assignment.subject)
            .collect();
        let overrides: BTreeMap<SubjectId, GradeOverride> = db.list_overrides(round.id)?.into_iter().collect();
        let judgement = Judgement::of_plan(&tool, round.facts.depth, round.facts.evidence);
        let (mut sampled, mut plans) = (0, Vec::new());
        for (plan, _) in db.list_sample(round.id)? {
            if !plan.counts() || plan.origin == SampleOrigin::ByHand {
                continue;
            }
            sampled += 1;
            if waiting.contains(&plan.subject) {
                continue;
            }
            let codes = agreed.get(&plan.subject).into_iter().flatten();
            let codes: BTreeMap<String, String> = codes.map(|(code, a)| (code.clone(), a.answer.clone())).collect();
            let judged = judgement.judge(&codes, &BTreeSet::new());
            let in_base = judged.iter().filter(|j| j.verdict.points().is_some());
            let met = in_base.map(|j| {
                let is_met = matches!(j.verdict, Verdict::Answered(code, _) if tool.is_met(code));
                (j.criterion.code.clone(), is_met)
            });
            let grading = judgement.grade(&codes, &BTreeSet::new());
            let by_panel = overrides.get(&plan.subject);
            let by_panel = by_panel.map(|o| Override { grade: o.grade.clone(), reason: o.reason.clone() });
            let grade = final_grade(&grading, by_panel.as_ref()).grade;
            let views = tool.views.iter().filter_map(|view| {
                let standing = judge_view(&judgement, view, &codes).standing;
                match standing {
                    Standing::Meets => Some((view.code.clone(), true)),
                    Standing::Below(_) => Some((view.code.clone(), false)),
                    Standing::NotAgreed(_) | Standing::NothingToJudge => None,
                }
            });
            plans.push(CountedPlan {
                met: met.collect(),
                views: views.collect(),
                is_agreed: grading.complete,
                has_gap: !grading.gaps.is_empty(),
                good_or_better: grade.and_then(|code| tool.get_grade(&code)).map(|grade| grade.good_or_better),
            });
        }
        let drawn_on = round.draw.as_ref().and_then(|draw| day_of(draw.drawn_ms));
        Ok(CountedRound { tool, drawn_on, sampled, plans })
    }

    /// The measures that the random dips of this file give, round by round, those of the advice register, year by year,
    /// and those of the clocks.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn computed_measures(&mut self) -> Result<Vec<Given>, OpError> {
        let mut values = Vec::new();
        for round in self.list_rounds()?.iter() {
            values.extend(self.computed_of_round(round)?);
        }
        values.extend(self.computed_of_advice()?);
        values.extend(self.computed_of_clocks()?);
        Ok(values)
    }

    /// The measures one round gives, those of the advice register and those of the clocks: what the figures of a round are listed with.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn measures_beside(&mut self, round: &Round) -> Result<Vec<MeasureValue>, OpError> {
        let mut given = self.computed_of_round(round)?;
        given.extend(self.computed_of_advice()?);
        given.extend(self.computed_of_clocks()?);
        Ok(given.into_iter().map(|given| given.value).collect())
    }

    /// The measures one round gives; none where its plans were chosen, or before any is agreed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn computed_of_round(&mut self, round: &Round) -> Result<Vec<Given>, OpError> {
        let Some(draw) = round.draw.as_ref().filter(|_| round.facts.purpose == Purpose::Random) else {
            return Ok(Vec::new());
        };
        let counted = self.counted_round(round)?;
        let Some(day) = counted.drawn_on else { return Ok(Vec::new()) };
        let agreed: Vec<&CountedPlan> = counted.plans.iter().filter(|plan| plan.is_agreed).collect();
        let tool = &counted.tool;
        let definition = format!(
            "{}, version {}, {}, {}; random dips",
            tool.title,
            tool.version,
            round.facts.depth.label().to_lowercase(),
            round.facts.evidence.given(tool.subject).to_lowercase()
        );
        let mut shares: Vec<(String, u64, u64)> = Vec::new();
        let mut add = |name: String, of: Vec<bool>| {
            shares.push((name, of.iter().filter(|yes| **yes).count() as u64, of.len() as u64));
        };
        add(
            format!("{} good or better", tool.subject.heads()),
            agreed.iter().filter_map(|plan| plan.good_or_better).collect(),
        );
        add(
            format!("{} without a gap in a duty", tool.subject.heads()),
            agreed.iter().map(|plan| !plan.has_gap).collect(),
        );
        for view in &tool.views {
            let of_view = agreed.iter().flat_map(|plan| &plan.views).filter(|(code, _)| *code == view.code);
            let what = match view.code.as_str() {
                "health" => "health information",
                "social_care" => "social care information",
                _ => &view.title,
            };
            add(format!("Audited plans whose {what} meets the standard"), of_view.map(|(_, meets)| *meets).collect());
        }
        let effect = agreed.iter().filter_map(|plan| plan.met.get(EFFECT_ON_OUTCOMES)).copied().collect();
        add("Health advice that shows its effect on outcomes".to_owned(), effect);
        let note = format!("{}: {} of {} agreed", round.facts.title, agreed.len(), tool.subject.count(counted.sampled));
        let made = shares.into_iter().filter(|(_, _, n)| *n > 0).map(|(measure, count, n)| {
            let value = share(measure, definition.clone(), (day, day), (count, n), note.clone());
            Given { id: None, value, origin: Origin::ThisFile, frame: draw.frame, has_interval: true }
        });
        Ok(made.collect())
    }

    /// Advice within six weeks by service, by the calendar year in which it was asked for.
    fn computed_of_advice(&mut self) -> Result<Vec<Given>, OpError> {
        let today = self.today();
        let mut years: BTreeMap<i16, Vec<crate::domain::advice::Advice>> = BTreeMap::new();
        for advice in self.list_advice()? {
            if let Some(on) = advice.requested_on {
                years.entry(on.year()).or_default().push(advice);
            }
        }
        let mut values = Vec::new();
        for (start, register) in years {
            let results = advice_results(&register, today);
            let year = Year { kind: YearKind::Calendar, start };
            let all = crate::stats::OnTime { service: "All services".to_owned(), ..results.all };
            for of in std::iter::once(&all).chain(&results.services).filter(|of| of.n() > 0) {
                let measure = format!("Advice within six weeks: {}", of.service);
                let definition = "advice asked for in the calendar year; with an exception left out".to_owned();
                let note = format!("{} with an exception, {} not due yet", of.excepted, of.not_due);
                let mut value = share(measure, definition, (year.from(), year.to()), (of.on_time, of.n()), note);
                value.part_year = today <= year.to();
                values.push(Given { id: None, value, origin: Origin::ThisFile, frame: None, has_interval: true });
            }
        }
        Ok(values)
    }
}

pub(super) fn share(
    measure: String,
    definition: String,
    span: (Date, Date),
    of: (u64, u64),
    note: String,
) -> MeasureValue {
    MeasureValue {
        measure,
        definition,
        kind: ValueKind::Result,
        better: Better::Up,
        from: Some(span.0),
        to: Some(span.1),
        part_year: false,
        numerator: Some(of.0 as f64),
        denominator: Some(of.1 as f64),
        value: Some(100.0 * of.0 as f64 / of.1 as f64),
        unit: "percent".to_owned(),
        quality: Some(Quality::Exact),
        source: SOURCE.to_owned(),
        note,
    }
}
