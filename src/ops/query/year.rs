//! A year on one page, and what a report needs of the actions and the year beside its round.

use super::computed::day_of;
use crate::domain::action::{Action, ActionState, Effect};
use crate::domain::draft_check::DraftTotals;
use crate::domain::ids::MemberId;
use crate::domain::measure::{Better, MeasureValue, ValueKind};
use crate::domain::round::{Purpose, Round};
use crate::domain::snapshot::AuditSnapshot;
use crate::domain::year::{YearAction, YearMeasure, YearPage, YearRound, YearTheme};
use crate::ops::{OpError, Session};
use crate::stats::national::{areas, as_values, set_beside};
use crate::stats::series::{Given, Origin, Period, Series, Year, YearKind, series, span_words};
use crate::stats::trend::{Counted, Step};
use std::collections::{BTreeMap, BTreeSet};

impl Session {
    /// Every figure of the file: computed, typed or taken in, and what the Department publishes of the area.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn all_series(&mut self) -> Result<Vec<Series>, OpError> {
        let mut values = self.computed_measures()?;
        let key = |value: &MeasureValue| (value.measure.clone(), value.definition.clone(), value.unit.clone());
        let computed: BTreeSet<_> = values.iter().map(|given| key(&given.value)).collect();
        values.extend(self.list_kept_measures()?.into_iter().map(|(id, value)| {
            // A target on the definition of a computed figure is aimed at it; a result never stands in its place.
            let is_aim = value.kind == ValueKind::Target && computed.contains(&key(&value));
            let origin = if is_aim { Origin::ThisFile } else { Origin::Kept };
            Given { origin, ..Given::kept(id, value) }
        }));
        let figures = self.list_benchmarks()?;
        let la_code = self.file_facts()?.la_code.unwrap_or_default();
        if let Some((own, _)) = set_beside(&areas(&figures), &la_code, &[]) {
            values.extend(as_values(&figures, &own));
        }
        Ok(series(values))
    }

    /// A year on one page, as a member may see it, or whoever runs the round.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn year_page(&mut self, year: Year, viewer: Option<MemberId>) -> Result<YearPage, OpError> {
        let today = self.today();
        let hidden = self.hidden_findings(viewer)?;
        let mut themes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut rounds = Vec::new();
        let all = self.list_rounds()?;
        let began = |round: &Round| day_of(round.draw.as_ref().map_or(round.created_ms, |draw| draw.drawn_ms));
        for round in all.iter().rev().filter(|round| began(round).is_some_and(|day| year.holds(day))) {
            rounds.push(self.year_round(round)?);
            for finding in self.store.db().list_findings(round.id)? {
                if !finding.theme.is_empty() && !hidden.contains(&finding.id) {
                    themes.entry(finding.theme).or_default().0 += 1;
                }
            }
        }
        rounds.sort_by_key(|round| round.drawn_on);
        let seen = self.actions_seen(viewer)?;
        let own: Vec<_> = seen.into_iter().filter(|seen| is_of(&seen.action, year)).collect();
        let mut training = Vec::new();
        for seen in &own {
            let action = &seen.action;
            if !action.theme.is_empty() {
                themes.entry(action.theme.clone()).or_default().1 += 1;
            }
            if action.is_training {
                training.push(format!("{} ({})", action.what, action.state_words(today).to_lowercase()));
            }
        }
        let mut themes: Vec<YearTheme> =
            themes.into_iter().map(|(theme, (findings, actions))| YearTheme { theme, findings, actions }).collect();
        themes.sort_by_key(|theme| std::cmp::Reverse(theme.findings + theme.actions));
        let measures = self.all_series()?.iter().filter_map(|series| year_measure(series, year)).collect();
        Ok(YearPage {
            label: year.label(),
            from: Some(year.from()),
            to: Some(year.to()),
            rounds,
            measures,
            actions: own
                .into_iter()
                .map(|seen| YearAction {
                    state: seen.action.state_words(today),
                    is_done: seen.action.state == ActionState::Done,
                    is_late: seen.action.state_on(today) == ActionState::Late,
                    due_on: seen.action.due_on,
                    counts: effect_counts(&seen.effect),
                    effect: effect_words(&seen.effect),
                    public_line: seen.action.public_line,
                    what: seen.action.what,
                })
                .collect(),
            themes,
            training,
        })
    }

    fn year_round(&mut self, round: &Round) -> Result<YearRound, OpError> {
        let counted = self.counted_round(round)?;
        let agreed = counted.plans.iter().filter(|plan| plan.is_agreed);
        let good: Vec<bool> = agreed.clone().filter_map(|plan| plan.good_or_better).collect();
        let (count, n) = (good.iter().filter(|good| **good).count() as u64, good.len() as u64);
        let frame = round.draw.as_ref().and_then(|draw| draw.frame);
        let has_interval = round.facts.purpose == Purpose::Random;
        let interval = Counted { count, n, frame, has_interval }.interval();
        Ok(YearRound {
            title: round.facts.title.clone(),
            drawn_on: counted.drawn_on,
            purpose: round.facts.purpose.label().to_owned(),
            subject: counted.tool.subject,
            plans: counted.sampled,
            agreed: agreed.count() as u64,
            good_or_better: (!counted.tool.grades.is_empty()).then_some(count),
            interval: interval.map(|i| format!("{:.0} to {:.0} %", 100.0 * i.low, 100.0 * i.high)).unwrap_or_default(),
        })
    }

    /// Freezes a round for a report, with what became of the actions, the academic year it was drawn in, the clocks of
    /// the cohort and the register of drafts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn report_snapshot(
        &mut self,
        round: &Round,
        viewer: Option<MemberId>,
        own: Option<MemberId>,
    ) -> Result<AuditSnapshot, OpError> {
        let mut snapshot = self.snapshot(round, own)?;
        snapshot.effects = self.effects(&snapshot.actions)?;
        let began = round.draw.as_ref().map_or(round.created_ms, |draw| draw.drawn_ms);
        if let Some(day) = day_of(began) {
            snapshot.year = Some(self.year_page(Year::of(YearKind::Academic, day), viewer)?);
        }
        let board = self.clock_board(None)?;
        (snapshot.clocks, snapshot.clock_limits) = (board.counts, board.limits);
        snapshot.draft_register = DraftTotals::of(&self.draft_register(viewer)?.months);
        Ok(snapshot)
    }
}

/// "9 of 20 → 15 of 20. The 95 % intervals meet …"; empty before a later round has plans.
#[must_use]
fn effect_words(effect: &Effect) -> String {
    match (effect.counts(), effect.newest()) {
        (Some(counts), Some(newest)) => format!("{counts}. {}", newest.words),
        _ => String::new(),
    }
}

fn effect_counts(effect: &Effect) -> Option<((u64, u64), (u64, u64))> {
    let (before, now) = (effect.before.as_ref()?, effect.newest()?);
    Some(((before.met, before.n), (now.met, now.n)))
}

/// Made, due or done in the year; without any day, while it is not done.
fn is_of(action: &Action, year: Year) -> bool {
    let days = [action.made_on, action.due_on, action.done_on];
    if days.iter().all(Option::is_none) {
        return action.state != ActionState::Done;
    }
    days.into_iter().flatten().any(|day| year.holds(day))
}

fn year_measure(series: &Series, year: Year) -> Option<YearMeasure> {
    let in_year = |period: &&Period| period.to.is_some_and(|to| year.holds(to));
    let has_value = |p: &&Period| p.result.as_ref().is_some_and(|r| r.value.value.is_some());
    let newest = series.periods.iter().rev().filter(in_year).find(has_value);
    let period = newest.or_else(|| series.periods.iter().rev().find(in_year))?;
    let value = period.result.as_ref().and_then(|given| given.value.value);
    let target = period.target.as_ref().and_then(|given| given.value.value);
    let reached = value.zip(target).and_then(|(value, target)| match series.better {
        Better::Up => Some(value >= target),
        Better::Down => Some(value <= target),
        Better::Neither => None,
    });
    let counted = period.result.as_ref().and_then(Given::counted);
    let part = if period.result.as_ref().is_some_and(|given| given.value.part_year) { ", part of a year" } else { "" };
    Some(YearMeasure {
        measure: series.measure.clone(),
        definition: series.definition.clone(),
        span: format!("{}{part}", span_words(period.from, period.to)),
        value: period.result.as_ref().map_or_else(|| "No data".to_owned(), Given::words),
        computed: counted.filter(|_| series.origin == Origin::ThisFile).map(|c| (c.count, c.n)),
        counts: period.result.as_ref().map(Given::counts_words).unwrap_or_default(),
        target: period.target.as_ref().map(Given::words).unwrap_or_default(),
        reached,
        step: period.step.filter(|step| *step != Step::NoInterval).map(|s| s.words().to_owned()).unwrap_or_default(),
        is_survey: series.is_survey(),
    })
}
