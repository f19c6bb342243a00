//! What is followed over time: measures and actions.

use super::args::{ActionsTask, MeasuresTask};
use super::context::{Context, Failure, close, count};
use crate::domain::action::Action;
use crate::domain::measure::{MeasureValue, ValueKind};
use crate::domain::numerals::decimal;
use crate::exchange::{actions_table, read_actions, read_measures};
use crate::ops::{ActionDraft, OpError, Session};
use crate::platform::atomic;
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn measures(context: &Context, file: &Path, task: &MeasuresTask) -> Result<(), Failure> {
    match task {
        MeasuresTask::Import { source } => {
            let values = read_measures(source)?;
            let mut session = context.open(file)?;
            let added = session.add_measures(&context.actor(), &values)?.value;
            close(session)?;
            let read = values.len() as u64;
            context.print(&json!({"read": read, "added": added, "unchanged": read - added}), || {
                format!("{} read, {added} new.", count(read, "figure", "figures"))
            })
        }
        MeasuresTask::List => {
            let session = context.open(file)?;
            let values = session.list_measures()?;
            close(session)?;
            context.print(&json!({ "measures": values }), || values.iter().map(words).collect::<Vec<_>>().join("\n"))
        }
    }
}

fn words(value: &MeasureValue) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let figure = match (value.value, value.numerator, value.denominator) {
        (None, ..) => "no data".to_owned(),
        (Some(figure), Some(n), Some(d)) => {
            format!("{} {} ({} of {})", decimal(figure), value.unit, decimal(n), decimal(d))
        }
        (Some(figure), ..) => format!("{} {}", decimal(figure), value.unit),
    };
    let target = if value.kind == ValueKind::Target { "target " } else { "" };
    let part = if value.part_year { ", part of a year" } else { "" };
    format!("{}: {} to {}: {target}{figure}{part}", value.measure, day(value.from), day(value.to))
}

pub(super) fn actions(context: &Context, file: &Path, task: &ActionsTask) -> Result<(), Failure> {
    match task {
        ActionsTask::List => {
            let mut session = context.open(file)?;
            let actions = with_rounds(&mut session)?;
            let today = session.today();
            close(session)?;
            let json: Vec<Value> = actions.iter().map(|(action, round)| action_json(action, round)).collect();
            context.print(&json!({ "actions": json }), || {
                let lines: Vec<String> = actions.iter().map(|(action, _)| action_words(action, today)).collect();
                if lines.is_empty() { "There are no actions yet.".to_owned() } else { lines.join("\n") }
            })
        }
        ActionsTask::Import { source } => {
            let drafts: Vec<ActionDraft> = read_actions(source)?
                .into_iter()
                .map(|row| ActionDraft { round: row.round, action: row.action })
                .collect();
            let mut session = context.open(file)?;
            let outcome = session.import_actions(&context.actor(), &drafts)?.value;
            close(session)?;
            context.print(&json!(outcome), || {
                format!(
                    "{} read: {} new, {} brought up to date, {} as they were.",
                    count(outcome.read, "action", "actions"),
                    outcome.added,
                    outcome.updated,
                    outcome.unchanged
                )
            })
        }
        ActionsTask::Export { path, out } => {
            let Some(out) = path.as_ref().or(out.as_ref()) else {
                return Err(Failure::Usage("Say where the actions go.".to_owned()));
            };
            let what = "The actions were not written.";
            let mut session = context.open(file)?;
            let actions = with_rounds(&mut session)?;
            close(session)?;
            let table = actions_table(actions.iter().map(|(action, round)| (action, round.as_str())));
            let csv = table.to_csv().map_err(|e| Failure::refused(what, e.to_string(), ""))?;
            atomic::write(out, &csv).map_err(|e| Failure::file(what, out, &e))?;
            context.print(&json!({"out": out, "actions": actions.len()}), || format!("{} is written.", out.display()))
        }
    }
}

/// Every action with the title of its round; empty where it has none.
fn with_rounds(session: &mut Session) -> Result<Vec<(Action, String)>, OpError> {
    let rounds = session.list_rounds()?;
    let title = |action: &Action| {
        let round = rounds.iter().find(|round| Some(round.id) == action.round);
        round.map(|round| round.facts.title.clone()).unwrap_or_default()
    };
    Ok(session.list_actions()?.into_iter().map(|action| (action.clone(), title(&action))).collect())
}

fn action_json(action: &Action, round: &str) -> Value {
    json!({
        "what": action.what, "state": action.state, "owner": action.owner, "team": action.team,
        "forum": action.forum, "due_on": action.due_on, "done_on": action.done_on, "theme": action.theme,
        "criteria": action.criteria, "round": round, "progress": action.progress, "evidence": action.evidence,
        "public_line": action.public_line, "is_training": action.is_training,
        "made_on": action.made_on,
    })
}

fn action_words(action: &Action, today: jiff::civil::Date) -> String {
    let overdue = action.done_on.is_none() && action.due_on.is_some_and(|due| due < today);
    let due = action.due_on.map(|due| format!(", due {due}")).unwrap_or_default();
    let owner = if action.owner.is_empty() { "nobody yet".to_owned() } else { action.owner.clone() };
    let late = if overdue { ", overdue" } else { "" };
    format!("{}: {} ({owner}{due}{late})", action.state.label(), action.what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::measure::Better;

    #[test]
    fn a_measure_is_listed_with_commas_from_a_thousand_on() {
        let value = MeasureValue {
            measure: "Reviews in time".to_owned(),
            definition: String::new(),
            kind: ValueKind::Result,
            better: Better::Up,
            from: None,
            to: None,
            part_year: false,
            numerator: Some(1_237.0),
            denominator: Some(1_345.0),
            value: Some(91.97),
            unit: "percent".to_owned(),
            quality: None,
            source: String::new(),
            note: String::new(),
        };
        assert!(words(&value).ends_with(": 91.97 percent (1,237 of 1,345)"), "{}", words(&value));
        let count = MeasureValue { numerator: None, value: Some(20_635.0), unit: "plans".to_owned(), ..value };
        assert!(words(&count).ends_with(": 20,635 plans"), "{}", words(&count));
    }
}
