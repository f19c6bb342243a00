//! What the forms of preparing need to know, and what bringing a file in would do.

use super::arrangement::Arrangement;
use crate::domain::audit_tool::{Depth, Evidence, SubjectKind};
use crate::domain::ids::{RoundId, ToolId};
use crate::domain::panel::MemberFacts;
use crate::domain::plan::Plan;
use crate::domain::sampling::StratumFact;
use crate::exchange::{panel_to_csv, read_panel};
use crate::jobs::{Failure, Query, Work};
use crate::ops::{DrawRequest, Session};
use crate::platform::atomic;
use crate::ui::loaded::Loaded;
use crate::ui::views::overview::data::long_date;
use crate::words::old_cohort_words;
use std::path::PathBuf;

/// How many warnings are shown before "and 12 more".
const MOST_WARNINGS: usize = 12;

/// What the forms need to know.
#[derive(Debug, Clone, PartialEq)]
pub struct PrepareData {
    /// Plans in the cohort now.
    pub cohort: usize,
    /// What can be drawn for the round looked at, before any filter: its plans, or the pieces of advice that came.
    pub readable: usize,
    /// The day they are of, in words.
    pub as_of: String,
    /// That the cohort is old, if it is.
    pub is_old: Option<String>,
    /// The panel, the sample and who reads what.
    pub arrangement: Arrangement,
    /// Audit tools a round can score against, newest version first.
    pub tools: Vec<ToolChoice>,
    /// Titles of the rounds there are.
    pub titles: Vec<String>,
    /// A title for the next one.
    pub suggested_title: String,
    /// Facts that tell the plans apart, with how many groups they make.
    pub strata: Vec<(StratumFact, usize)>,
}

/// A tool that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolChoice {
    /// Its id.
    pub id: ToolId,
    /// Title and version.
    pub words: String,
    /// What is read with it.
    pub subject: SubjectKind,
    /// Criteria asked at each depth, by evidence given.
    pub criteria: Vec<(Depth, Evidence, usize)>,
}

impl ToolChoice {
    /// How many criteria are put to the panel.
    #[must_use]
    pub fn tested(&self, depth: Depth, evidence: Evidence) -> usize {
        let found = self.criteria.iter().find(|(d, e, _)| (*d, *e) == (depth, evidence));
        found.map_or(0, |(_, _, count)| *count)
    }
}

impl PrepareData {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, round: Option<RoundId>) -> Result<Self, Failure> {
        let mut plans = session.list_plans()?;
        plans.retain(|plan| plan.left_on.is_none());
        let facts = session.file_facts()?;
        let rounds = session.list_rounds()?;
        let titles: Vec<String> = rounds.iter().map(|round| round.facts.title.clone()).collect();
        let cohort = plans.len();
        let plans = match round {
            Some(round) => session.list_readable(round, plans)?,
            None => plans,
        };
        Ok(Self {
            cohort,
            readable: plans.len(),
            as_of: facts.cohort_as_of.map(long_date).unwrap_or_default(),
            is_old: facts.cohort_as_of.and_then(|as_of| old_cohort_words(as_of, session.today())),
            arrangement: Arrangement::read(session, round, &plans)?,
            tools: tools(session)?,
            suggested_title: suggest_title(&titles, session.today()),
            titles,
            strata: strata(&plans),
        })
    }
}

/// Code of the audit tool every new file begins with.
const DEFAULT_TOOL_CODE: &str = "ehc-plan-audit";

fn tools(session: &Session) -> Result<Vec<ToolChoice>, Failure> {
    let mut known = session.list_tools()?;
    known.reverse();
    // The default tool stands first: it is what a new round is made with unless somebody chooses another.
    known.sort_by_key(|(_, tool)| tool.code != DEFAULT_TOOL_CODE);
    let tools = known.into_iter().map(|(id, tool)| {
        let pairs = Depth::ALL.iter().flat_map(|depth| Evidence::ALL.iter().map(move |evidence| (*depth, *evidence)));
        ToolChoice {
            id,
            words: format!("{}, version {}", tool.title, tool.version),
            subject: tool.subject,
            criteria: pairs.map(|(d, e)| (d, e, tool.tested(d, e).count())).collect(),
        }
    });
    Ok(tools.collect())
}

/// The term the day lies in, such as "Autumn 2026"; with a number where that is taken.
fn suggest_title(taken: &[String], day: jiff::civil::Date) -> String {
    let term = match day.month() {
        1..=4 => "Spring",
        5..=8 => "Summer",
        _ => "Autumn",
    };
    let title = format!("{term} {}", day.year());
    let free = |title: &String| !taken.contains(title);
    let numbered = (2..=99).map(|number| format!("{title}, round {number}"));
    std::iter::once(title.clone()).chain(numbered).find(free).unwrap_or(title)
}

/// Facts that divide the plans into two to forty groups; one group divides nothing, and many are no strata.
fn strata(plans: &[Plan]) -> Vec<(StratumFact, usize)> {
    let useful = StratumFact::ALL.iter().filter_map(|fact| {
        let mut groups: Vec<String> = plans.iter().map(|plan| fact.value_of(&plan.facts)).collect();
        groups.sort_unstable();
        groups.dedup();
        (2..=40).contains(&groups.len()).then_some((*fact, groups.len()))
    });
    useful.collect()
}

fn first_of(mut lines: Vec<String>) -> Vec<String> {
    let beyond = lines.len().saturating_sub(MOST_WARNINGS);
    lines.truncate(MOST_WARNINGS);
    if beyond > 0 {
        lines.push(format!("and {beyond} more"));
    }
    lines
}

/// What bringing a panel in would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelPreview {
    /// The people read.
    pub people: Vec<MemberFacts>,
    /// How many of them are new.
    pub added: usize,
    /// What was not understood.
    pub warnings: Vec<String>,
}

/// Reads a panel; writes nothing.
#[must_use]
pub fn panel_query(path: PathBuf) -> Query<Loaded> {
    Box::new(move |session, _| {
        let read = read_panel(&path)?;
        let known = session.list_members()?;
        let people = read.over(&known);
        let warnings = read.warnings;
        let added = people.iter().filter(|person| !known.iter().any(|m| m.facts.name == person.name)).count();
        let warnings = warnings.iter().map(|w| {
            let row = w.row.map(|row| format!("Row {row}: ")).unwrap_or_default();
            format!("{row}{}", w.message)
        });
        let warnings = first_of(warnings.collect());
        Ok(Work::Done(Loaded::PanelPreview(PanelPreview { people, added, warnings })))
    })
}

/// What a draw would give; writes nothing.
#[must_use]
pub fn draw_query(round: RoundId, request: DrawRequest) -> Query<Loaded> {
    Box::new(move |session, _| {
        let preview = session.preview_draw(round, &request)?;
        Ok(Work::Done(Loaded::DrawPreview(Box::new((request, preview)))))
    })
}

/// Writes the panel as a table, in place of nothing.
#[must_use]
pub fn write_panel_query(path: PathBuf) -> Query<Loaded> {
    Box::new(move |session, _| {
        if path.exists() {
            return Err(Failure::WouldReplace(path));
        }
        let csv = panel_to_csv(&session.list_members()?);
        match atomic::write(&path, csv.as_bytes()) {
            Ok(()) => Ok(Work::Done(Loaded::PanelWritten(path))),
            Err(error) => Err(Failure::NotWritten(path, error)),
        }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{TestFile, round};
    use jiff::civil::date;

    #[test]
    fn a_title_is_suggested_that_is_not_taken() {
        let day = date(2026, 11, 1);
        assert_eq!(suggest_title(&[], day), "Autumn 2026");
        assert_eq!(suggest_title(&["Autumn 2026".to_owned()], day), "Autumn 2026, round 2");
    }

    #[test]
    fn only_facts_that_divide_the_plans_are_offered() {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 3, 4);
        let data = PrepareData::read(&mut session, Some(round.id)).unwrap();
        let offered: Vec<StratumFact> = data.strata.iter().map(|(fact, _)| *fact).collect();
        assert!(offered.contains(&StratumFact::PrimaryNeed) && offered.contains(&StratumFact::Phase));
        assert!(!offered.contains(&StratumFact::Eal), "not known for any plan");
        assert_eq!(data.arrangement.plans.len(), 3);
        assert_eq!(data.tools[0].tested(Depth::Core, Evidence::File), 45);
    }
}
