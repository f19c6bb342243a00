//! Score sheets from files and from standard input.

use super::args::AnswersTask;
use super::context::{Context, Failure, close, print_text};
use super::preparing::rule;
use crate::domain::audit_tool::NOT_APPLICABLE;
use crate::domain::round_copy::{CopiedAnswer, RoundCopy};
use crate::domain::rules::RuleViolation;
use crate::domain::sheet::GivenAnswer;
use crate::exchange::{self, parse_stream_line, round_json};
use crate::ops::{AnswerEntry, AnswerTarget};
use serde_json::json;
use std::collections::HashMap;
use std::io::BufRead;
use std::path::Path;

pub(super) fn answers(context: &Context, file: &Path, task: &AnswersTask) -> Result<(), Failure> {
    match task {
        AnswersTask::Import { answers, round, submit } => {
            let rows = read_rows(answers)?;
            let mut session = context.open(file)?;
            let round = session.round(round.round.as_deref())?;
            let outcome = session.import_answers(&context.actor(), round.id, &rows, *submit)?.value;
            close(session)?;
            context.print(&json!(outcome), || {
                format!(
                    "{} answers read: {} saved, {} unchanged. {} sheets handed in.",
                    outcome.read, outcome.saved, outcome.unchanged, outcome.submitted
                )
            })
        }
        AnswersTask::Stream { round } => stream(context, file, round.round.as_deref()),
    }
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"))
}

fn read_rows(path: &Path) -> Result<Vec<AnswerEntry>, Failure> {
    if is_json(path) {
        let round = read_round(path)?;
        let rows = round.sheets.into_iter().flat_map(|sheet| {
            let (member, plan) = (sheet.member, sheet.plan);
            sheet.answers.into_iter().map(move |a| (member.clone(), plan.clone(), a))
        });
        let entry = |(n, (member, plan, a)): (usize, (String, String, CopiedAnswer))| AnswerEntry {
            row: n as u64 + 1,
            plan,
            member,
            criterion: a.criterion,
            answer: a.answer,
            na_reason: a.na_reason,
            note: a.note,
        };
        return Ok(rows.enumerate().map(entry).collect());
    }
    let rows = exchange::read_answers(path)?.into_iter().map(|r| AnswerEntry {
        row: r.row,
        plan: r.plan,
        member: r.member,
        criterion: r.criterion,
        answer: r.answer,
        na_reason: r.na_reason,
        note: Some(r.note).filter(|note| !note.trim().is_empty()),
    });
    Ok(rows.collect())
}

/// A round as written by `export --format json`.
pub(super) fn read_round(path: &Path) -> Result<RoundCopy, Failure> {
    round_json::read_file(path).map_err(|why| {
        let now = "Choose a file made with export --format json.";
        Failure::refused("Nothing was taken in.", format!("{why}."), now)
    })
}

/// Whether a path names a JSON document rather than a table.
pub(super) fn names_json(path: &Path) -> bool {
    is_json(path)
}

/// Saves each line as the score sheet does, and says so after each durable commit.
fn stream(context: &Context, file: &Path, round: Option<&str>) -> Result<(), Failure> {
    let Some(name) = context.acting_name() else {
        return Err(Failure::Usage("answers stream needs --as NAME: whose score sheets these are.".to_owned()));
    };
    let mut session = context.open(file)?;
    let round = session.round(round)?;
    let member = session.member(name)?.id;
    let tool = session.tool(round.facts.tool)?;
    let progress = session.round_progress(&round)?;
    let subjects: HashMap<&str, _> = progress.read().map(|p| (p.facts.reference.as_str(), p.sampled.subject)).collect();
    let actor = context.actor();
    let mut saved = 0_u64;
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let number = number as u64 + 1;
        let at = |failure: Failure| match failure {
            Failure::Refused { what, why, now } => {
                Failure::Refused { what: format!("Line {number} was not saved. {what}"), why, now }
            }
            other => other,
        };
        let what = "The lines after it were not read.";
        let line = line.map_err(|e| at(Failure::refused(what, e.to_string(), "Send lines of UTF-8 text.")))?;
        if line.trim().is_empty() {
            continue;
        }
        let parsed = parse_stream_line(number, &line).map_err(|e| at(e.into()))?;
        let missing = || at(rule(RuleViolation::PlanNotInSample(parsed.plan.clone())));
        let subject = *subjects.get(parsed.plan.as_str()).ok_or_else(missing)?;
        let na_reason = (parsed.answer == NOT_APPLICABLE)
            .then(|| tool.get_criterion(&parsed.criterion).and_then(|(_, c)| c.na.clone()))
            .flatten();
        let target = AnswerTarget { round: round.id, subject, member, criterion: &parsed.criterion };
        let answer = GivenAnswer { answer: parsed.answer, na_reason };
        session.set_answer(&actor, target, Some(answer)).map_err(|e| at(e.into()))?;
        saved += 1;
        print_text(&format!("saved {saved}\n"))?;
    }
    close(session)
}
