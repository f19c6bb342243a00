//! Agreed answers: unanimous, by rule, from a file.

use super::args::Agree;
use super::context::{Context, Failure, close, count};
use super::scoring::{names_json, read_round};
use crate::domain::round_copy::CopiedAgreed;
use crate::exchange;
use crate::ops::AgreedEntry;
use serde_json::json;
use std::path::Path;

pub(super) fn agree(context: &Context, agree: &Agree) -> Result<(), Failure> {
    let rows = agree.import.as_deref().map(read_rows).transpose()?;
    let mut session = context.open(&agree.file)?;
    let round = session.round(agree.round.round.as_deref())?;
    let subject = session.tool(round.facts.tool)?.subject;
    let round = round.id;
    let actor = context.actor();
    let done = match rows {
        Some(rows) => session.import_agreed(&actor, round, &rows)?,
        None if agree.by_rule => session.agree_by_rule(&actor, round)?,
        None => session.agree_unanimous(&actor, round)?,
    };
    close(session)?;
    let outcome = done.value;
    context.print(&json!(outcome), || {
        let mut text = format!("{} agreed, {} unchanged.", outcome.agreed, outcome.unchanged);
        if outcome.to_discuss > 0 {
            text += &format!(" {} still to be agreed.", count(outcome.to_discuss, "criterion is", "criteria are"));
        }
        if outcome.plans_not_open > 0 {
            let was = if outcome.plans_not_open == 1 { "was" } else { "were" };
            let plans = subject.count(outcome.plans_not_open);
            text += &format!(" {plans} {was} left out: not all their sheets are in.");
        }
        text
    })
}

fn read_rows(path: &Path) -> Result<Vec<AgreedEntry>, Failure> {
    if names_json(path) {
        let agreed = read_round(path)?.agreed.into_iter().enumerate();
        let entry = |(n, a): (usize, CopiedAgreed)| AgreedEntry {
            row: n as u64 + 1,
            plan: a.plan,
            criterion: a.criterion,
            answer: a.answer,
            reason: a.reason,
        };
        return Ok(agreed.map(entry).collect());
    }
    let rows = exchange::read_agreed(path)?.into_iter().map(|r| AgreedEntry {
        row: r.row,
        plan: r.plan,
        criterion: r.criterion,
        answer: r.answer,
        reason: Some(r.reason).filter(|reason| !reason.trim().is_empty()),
    });
    Ok(rows.collect())
}
