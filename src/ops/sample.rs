//! Drawing a round's sample, topping it up, replacing a withdrawn plan.

use super::arrange::ArrangeUndo;
use super::subjects::{drawn_name, shown_names, subject_of};
use super::transact::{Actor, Change, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::audit_tool::SubjectKind;
use crate::domain::ids::RoundId;
use crate::domain::plan::{Plan, PlanFacts};
use crate::domain::representation::{self, FactComparison};
use crate::domain::round::{DrawRecord, Papers, Purpose, Round, SampleOrigin, SampleState, SampledPlan, StratumRecord};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sampling::{self, Draw, DrawError, DrawSettings, Drawn, FactFilter, Method, StratumFact};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// How a sample is to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawRequest {
    /// Plans asked for.
    pub size: usize,
    /// The seed.
    pub seed: u64,
    /// Facts to stratify by; none: simple random.
    pub stratify: Vec<StratumFact>,
    /// At least so many plans from each stratum.
    pub min_per_stratum: usize,
    /// Only plans with these facts; a plan must pass all of them.
    pub filters: Vec<FactFilter>,
    /// Only plans first issued on or after this day.
    pub issued_since: Option<Date>,
    /// Leave out plans sampled in so many earlier rounds.
    pub exclude_last_rounds: usize,
    /// Reserves to draw at the same time.
    pub reserves: usize,
}

/// A draw as decided, before it is written.
struct PlannedDraw {
    round: Round,
    kind: SubjectKind,
    /// Names of what stands in the sample before the draw.
    present: Vec<String>,
    frame: Vec<Plan>,
    draw: Draw,
    record: DrawRecord,
}

/// What a draw would give: nothing of it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawPreview {
    /// The sample as it would be.
    pub outcome: SampleOutcome,
    /// Plans in the cohort now, or pieces of advice on them that came, in the frame or not.
    pub cohort: u64,
    /// What is drawn from against what is drawn, fact by fact.
    pub facts: Vec<FactComparison>,
    /// Days since the day the cohort's source speaks of, where it is known.
    pub cohort_days: Option<u64>,
}

/// A sample as drawn: the `sample` JSON of the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SampleOutcome {
    /// Plans drawn from.
    pub frame: u64,
    /// Plans in the sample.
    pub size: u64,
    /// The seed.
    pub seed: u64,
    /// Strata by name, empty ones too.
    pub strata: Vec<StratumRecord>,
    /// References in draw order.
    pub plans: Vec<String>,
    /// References of reserves in order.
    pub reserves: Vec<String>,
}

impl Session {
    /// Draws a round's sample.
    ///
    /// # Errors
    /// When the round has a sample, is closed, or the draw cannot be made as asked.
    pub fn draw_sample(
        &mut self,
        actor: &Actor,
        round: RoundId,
        request: &DrawRequest,
    ) -> Result<Done<SampleOutcome>, OpError> {
        let PlannedDraw { round, kind, present, frame, draw, mut record } = self.plan_draw(round, request)?;
        self.transact(actor, |change| {
            record.drawn_ms = change.world.now_ms();
            change.db.put_draw(round.id, &record)?;
            let into = Into { round: round.id, kind, entries: &by_reference(&frame) };
            let mut order = 0;
            add_plans(change, &into, &draw.plans, (SampleState::Sampled, SampleOrigin::Drawn), &mut order)?;
            add_plans(change, &into, &draw.reserves, (SampleState::Reserve, SampleOrigin::Drawn), &mut order)?;
            let outcome = outcome_of(&record, names_of(kind, &draw, &present));
            let content = json!({"draw": record, "plans": outcome.plans, "reserves": outcome.reserves});
            let entry = Entry::new("sample_drawn", content, sample_changes()).of_round(round.id);
            Ok((outcome, Some(entry)))
        })
    }

    /// What [`Self::draw_sample`] would draw, by the same code; writes nothing.
    ///
    /// # Errors
    /// As [`Self::draw_sample`].
    pub fn preview_draw(&mut self, round: RoundId, request: &DrawRequest) -> Result<DrawPreview, OpError> {
        let today = self.today();
        let PlannedDraw { kind, present, frame, draw, record, .. } = self.plan_draw(round, request)?;
        let drawn: std::collections::HashSet<&str> = draw.plans.iter().map(|plan| plan.reference.as_str()).collect();
        let plans = frame.iter().map(|plan| (&plan.facts, drawn.contains(plan.facts.reference.as_str())));
        let days = record.cohort_as_of.and_then(|day| day.until(today).ok()).map(|span| i64::from(span.get_days()));
        let cohort = match kind {
            SubjectKind::Advice => {
                let mut plans = self.store.db().list_plans()?;
                plans.retain(|plan| plan.left_on.is_none());
                self.readable(kind, plans)?.len() as u64
            }
            _ => self.store.db().count_plans()?,
        };
        Ok(DrawPreview {
            facts: representation::of(plans),
            outcome: outcome_of(&record, names_of(kind, &draw, &present)),
            cohort,
            cohort_days: days.and_then(|days| u64::try_from(days).ok()),
        })
    }

    /// Everything that is decided before a draw is written.
    fn plan_draw(&mut self, round: RoundId, request: &DrawRequest) -> Result<PlannedDraw, OpError> {
        let round = self.open_round_by_id(round)?;
        if round.draw.is_some() {
            return Err(RuleViolation::SampleDrawn(round.facts.title).into());
        }
        let kind = self.subject_kind(&round)?;
        if kind != SubjectKind::Advice && request.stratify.contains(&StratumFact::Service) {
            return Err(RuleViolation::Draw(DrawError::ServiceWithoutAdvice).into());
        }
        let present: Vec<String> =
            self.store.db().list_sample(round.id)?.iter().map(|(s, facts)| drawn_name(kind, s, facts)).collect();
        let mut frame = self.frame(&round, &request.filters, request.issued_since, request.exclude_last_rounds)?;
        frame.retain(|plan| !present.contains(&plan.facts.reference));
        let draw = sampling::draw(&pairs(&frame), &settings_of(request)).map_err(RuleViolation::Draw)?;
        let record = DrawRecord {
            algorithm: draw.algorithm.clone(),
            method: if request.stratify.is_empty() { "simple" } else { "stratified" }.to_owned(),
            seed: Some(request.seed),
            frame: Some(draw.frame as u64),
            size: draw.size as u64,
            stratified_by: request.stratify.iter().map(|fact| fact.code().to_owned()).collect(),
            min_per_stratum: request.min_per_stratum as u64,
            filters: request.filters.iter().filter(|filter| !filter.values.is_empty()).cloned().collect(),
            issued_since: request.issued_since,
            exclude_last_rounds: request.exclude_last_rounds as u64,
            reserves: draw.reserves.len() as u64,
            strata: strata_of(&draw),
            cohort_as_of: self.file_facts()?.cohort_as_of,
            cohort_digest: digest_of(&frame),
            drawn_ms: 0,
        };
        Ok(PlannedDraw { round, kind, present, frame, draw, record })
    }

    /// Adds plans to a drawn sample in the same order; never takes one away.
    ///
    /// # Errors
    /// When there is no sample yet, or there are not so many plans left.
    pub fn top_up_sample(&mut self, actor: &Actor, round: RoundId, add: usize) -> Result<Done<SampleOutcome>, OpError> {
        let round = self.open_round_by_id(round)?;
        let Some(mut record) = round.draw.clone() else {
            return Err(RuleViolation::NoSample(round.facts.title).into());
        };
        let exclude = usize::try_from(record.exclude_last_rounds).unwrap_or(usize::MAX);
        let mut frame = self.frame(&round, &record.filters, record.issued_since, exclude)?;
        let settings = settings_of_record(&record)?;
        let kind = self.subject_kind(&round)?;
        let mut present = self.store.db().list_sample(round.id)?;
        for (sampled, facts) in &mut present {
            facts.reference = drawn_name(kind, sampled, facts);
        }
        // Plans added by hand, and the practice plan, are no part of the draw.
        let by_hand = |plan: &SampledPlan| plan.origin == SampleOrigin::ByHand;
        let drawn: Vec<_> = present.iter().filter(|(s, _)| !by_hand(s)).cloned().collect();
        let drawn = drawn_of(&drawn, |state| state != SampleState::Reserve);
        frame.retain(|plan| !present.iter().any(|(s, f)| by_hand(s) && f.reference == plan.facts.reference));
        let more = sampling::top_up(&pairs(&frame), &settings, &drawn, add).map_err(RuleViolation::Draw)?;
        self.transact(actor, |change| {
            let into = Into { round: round.id, kind, entries: &by_reference(&frame) };
            let mut order = present.iter().map(|(s, _)| s.order).max().unwrap_or(0);
            // What was drawn before stands first, as it was; what was withdrawn of it stays out.
            let added = more.plans.get(drawn.len()..).unwrap_or_default();
            for plan in added {
                let reserve = present.iter().find(|(_, facts)| facts.reference == plan.reference);
                if let Some((sampled, _)) = reserve {
                    let (state, origin) = (SampleState::Sampled, SampleOrigin::ToppedUp);
                    change.db.set_sample_state(round.id, sampled.subject, state, origin, None)?;
                } else {
                    let one = std::slice::from_ref(plan);
                    let how = (SampleState::Sampled, SampleOrigin::ToppedUp);
                    add_plans(change, &into, one, how, &mut order)?;
                }
            }
            record.size = more.plans.len() as u64;
            record.strata = strata_of(&more);
            change.db.put_draw(round.id, &record)?;
            let sample = change.db.list_sample(round.id)?;
            let plans = drawn_of(&sample, |state| state == SampleState::Sampled);
            let reserves = drawn_of(&sample, |state| state == SampleState::Reserve);
            let references = |drawn: Vec<Drawn>| drawn.into_iter().map(|d| d.reference).collect();
            let outcome = outcome_of(&record, (references(plans), references(reserves)));
            let added: Vec<_> = added.iter().map(|plan| &plan.reference).collect();
            let entry = Entry::new("sample_topped_up", json!({"added": added}), sample_changes()).of_round(round.id);
            Ok((outcome, Some(entry)))
        })
    }

    /// Takes a plan out of the sample, with the reason; the next reserve of its stratum comes in, if there is one.
    /// Returns the references: withdrawn, and its replacement.
    ///
    /// # Errors
    /// When no reason is given, or the plan is not in the sample.
    pub fn withdraw_plan(
        &mut self,
        actor: &Actor,
        round: RoundId,
        reference: &str,
        reason: &str,
    ) -> Result<Done<(String, Option<String>)>, OpError> {
        let round = self.open_round_by_id(round)?;
        if reason.trim().is_empty() {
            return Err(RuleViolation::Empty(Field::Reason).into());
        }
        let sample = self.store.db().list_sample(round.id)?;
        let found = sample.iter().find(|(_, facts)| facts.reference == reference);
        let Some((plan, _)) = found.filter(|(s, _)| s.state == SampleState::Sampled) else {
            return Err(match found {
                Some((s, _)) if s.state == SampleState::Withdrawn => RuleViolation::PlanWithdrawn(reference.to_owned()),
                _ => RuleViolation::PlanNotInSample(reference.to_owned()),
            }
            .into());
        };
        let next = sample.iter().find(|(s, _)| s.state == SampleState::Reserve && s.stratum == plan.stratum);
        self.transact(actor, |change| {
            let reason = reason.trim();
            change.db.set_sample_state(round.id, plan.subject, SampleState::Withdrawn, plan.origin, Some(reason))?;
            if let Some((reserve, _)) = next {
                let (state, origin) = (SampleState::Sampled, SampleOrigin::Replacement);
                change.db.set_sample_state(round.id, reserve.subject, state, origin, None)?;
            }
            let replacement = next.map(|(_, facts)| facts.reference.clone());
            let content = json!({"withdrawn": reference, "reason": reason, "replacement": replacement});
            let step = ArrangeUndo::Withdrawn {
                round: round.id,
                plan: (plan.subject, plan.origin),
                replacement: next.map(|(reserve, _)| (reserve.subject, reserve.origin)),
            };
            let step = Undo::Step(Box::new(UndoStep::Arrange(step)));
            let entry = Entry::new("plan_withdrawn", content, sample_changes()).undone_by(step);
            Ok(((reference.to_owned(), replacement), Some(entry.of_round(round.id).of_subject(plan.subject))))
        })
    }

    /// Puts plans chosen by hand into a round that is no random dip: no seed, frame not known or given.
    ///
    /// # Errors
    /// When the round is a random dip, or a plan is not in the cohort.
    pub fn choose_sample(
        &mut self,
        actor: &Actor,
        round: RoundId,
        references: &[String],
        frame: Option<u64>,
    ) -> Result<Done<()>, OpError> {
        let round = self.open_round_by_id(round)?;
        if round.draw.is_some() || round.facts.purpose == Purpose::Random {
            return Err(RuleViolation::SampleDrawn(round.facts.title).into());
        }
        let kind = self.subject_kind(&round)?;
        let cohort = self.readable(kind, self.list_plans()?)?;
        let entries = by_reference(&cohort);
        if let Some(missing) = references.iter().find(|r| !entries.contains_key(r.as_str())) {
            return Err(RuleViolation::NotFound { what: Thing::Plan, name: missing.clone() }.into());
        }
        let cohort_as_of = self.file_facts()?.cohort_as_of;
        self.transact(actor, |change| {
            let record = DrawRecord {
                algorithm: "chosen".to_owned(),
                method: "chosen".to_owned(),
                seed: None,
                frame,
                size: references.len() as u64,
                stratified_by: Vec::new(),
                min_per_stratum: 0,
                filters: Vec::new(),
                issued_since: None,
                exclude_last_rounds: 0,
                reserves: 0,
                strata: Vec::new(),
                cohort_as_of,
                cohort_digest: digest_of(&cohort),
                drawn_ms: change.world.now_ms(),
            };
            change.db.put_draw(round.id, &record)?;
            let stratum = sampling::WHOLE_FRAME.to_owned();
            let plans: Vec<Drawn> =
                references.iter().map(|r| Drawn { reference: r.clone(), stratum: stratum.clone() }).collect();
            let how = (SampleState::Sampled, SampleOrigin::ByHand);
            add_plans(change, &Into { round: round.id, kind, entries: &entries }, &plans, how, &mut 0)?;
            let entry = Entry::new("sample_chosen", json!({"plans": references}), sample_changes());
            Ok(((), Some(entry.of_round(round.id))))
        })
    }

    /// Plans a sample of this round may be drawn from, by reference.
    fn frame(
        &mut self,
        round: &Round,
        filters: &[FactFilter],
        since: Option<Date>,
        exclude_last: usize,
    ) -> Result<Vec<Plan>, OpError> {
        let rounds = self.list_rounds()?;
        let kind = self.subject_kind(round)?;
        let db = self.store.db();
        let earlier =
            rounds.iter().filter(|r| r.id != round.id && r.draw.is_some() && r.created_ms <= round.created_ms);
        let mut excluded = std::collections::HashSet::new();
        for round in earlier.take(exclude_last) {
            excluded.extend(db.list_sampled_plan_ids(round.id)?);
        }
        let mut frame = db.list_plans()?;
        frame.retain(|plan| {
            plan.left_on.is_none()
                && !excluded.contains(&plan.id)
                && since.is_none_or(|since| plan.facts.issued_on.is_some_and(|issued| issued >= since))
        });
        // After that, since a piece of advice has a fact that its plan has not.
        let mut frame = self.readable(kind, frame)?;
        frame.retain(|entry| filters.iter().all(|filter| filter.passes(&entry.facts)));
        Ok(frame)
    }
}

pub(super) fn sample_changes() -> Changes {
    Changes { rounds: true, assignments: true, ..Changes::default() }
}

fn settings_of(request: &DrawRequest) -> DrawSettings {
    DrawSettings {
        size: request.size,
        seed: request.seed,
        stratify: request.stratify.clone(),
        min_per_stratum: request.min_per_stratum,
        reserves: request.reserves,
        method: Method::Proportional,
    }
}

fn settings_of_record(record: &DrawRecord) -> Result<DrawSettings, OpError> {
    let stratify = StratumFact::list_from_codes(&record.stratified_by.join(",")).map_err(RuleViolation::Draw)?;
    let whole = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    Ok(DrawSettings {
        size: whole(record.size),
        seed: record.seed.unwrap_or_default(),
        stratify,
        min_per_stratum: 0,
        reserves: 0,
        method: Method::Proportional,
    })
}

fn pairs(frame: &[Plan]) -> Vec<(&str, &PlanFacts)> {
    frame.iter().map(|plan| (plan.facts.reference.as_str(), &plan.facts)).collect()
}

fn by_reference(plans: &[Plan]) -> HashMap<&str, &Plan> {
    plans.iter().map(|plan| (plan.facts.reference.as_str(), plan)).collect()
}

/// Names of a draw as everybody sees them: plans, reserves.
fn names_of(kind: SubjectKind, draw: &Draw, present: &[String]) -> (Vec<String>, Vec<String>) {
    let drawn = draw.plans.iter().chain(&draw.reserves).map(|drawn| drawn.reference.clone());
    let all: Vec<String> = drawn.chain(present.iter().cloned()).collect();
    let shown = shown_names(kind, &all);
    let (plans, rest) = shown.split_at(draw.plans.len());
    (plans.to_vec(), rest.iter().take(draw.reserves.len()).cloned().collect())
}

fn strata_of(draw: &Draw) -> Vec<StratumRecord> {
    let strata = draw.strata.iter();
    strata
        .map(|s| StratumRecord { name: s.name.clone(), population: s.population as u64, sampled: s.sampled as u64 })
        .collect()
}

fn drawn_of(sample: &[(SampledPlan, PlanFacts)], wanted: impl Fn(SampleState) -> bool) -> Vec<Drawn> {
    let wanted = sample.iter().filter(|(s, _)| wanted(s.state));
    wanted.map(|(s, f)| Drawn { reference: f.reference.clone(), stratum: s.stratum.clone() }).collect()
}

fn outcome_of(record: &DrawRecord, (plans, reserves): (Vec<String>, Vec<String>)) -> SampleOutcome {
    SampleOutcome {
        frame: record.frame.unwrap_or_default(),
        size: record.size,
        seed: record.seed.unwrap_or_default(),
        strata: record.strata.clone(),
        plans,
        reserves,
    }
}

/// Where drawn entries go, and what they are.
struct Into<'a> {
    round: RoundId,
    kind: SubjectKind,
    entries: &'a HashMap<&'a str, &'a Plan>,
}

fn add_plans(
    change: &mut Change<'_>,
    into: &Into<'_>,
    plans: &[Drawn],
    (state, origin): (SampleState, SampleOrigin),
    order: &mut u32,
) -> Result<(), OpError> {
    for drawn in plans {
        let missing = || RuleViolation::NotFound { what: Thing::Plan, name: drawn.reference.clone() };
        let entry = *into.entries.get(drawn.reference.as_str()).ok_or_else(missing)?;
        let subject = subject_of(change, into.kind, entry)?;
        *order += 1;
        let stratum = drawn.stratum.clone();
        // The label lies with the subject.
        let (reason, practice, papers, label) = (None, false, Papers::default(), String::new());
        let sampled = SampledPlan { subject, order: *order, stratum, state, origin, reason, practice, papers, label };
        change.db.add_sampled_plan(into.round, &sampled)?;
    }
    Ok(())
}

/// SHA-256 over the frame as drawn from, by reference: proves which cohort it was.
fn digest_of(frame: &[Plan]) -> String {
    let mut hash = Sha256::new();
    for plan in frame {
        // A record of plain values always has a JSON form.
        hash.update(serde_json::to_vec(&plan.facts).unwrap_or_default());
        hash.update(b"\n");
    }
    super::file::hex(&hash.finalize())
}
