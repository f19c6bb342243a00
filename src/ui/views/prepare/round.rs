//! Making a round.

use super::data::PrepareData;
use super::state::RoundForm;
use crate::domain::audit_tool::{Depth, Evidence, SubjectKind};
use crate::domain::round::Purpose;
use crate::ops::{Command, Prepare};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, TextField, body, choice_list, choice_radio, page_title, quiet, small};
use egui::Ui;

/// Draws the form.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, form: &mut RoundForm) {
    page_title(ui, "Make the round");
    quiet(ui, "What is set here stays for the round: results can be compared only where it is the same.");
    ui.add_space(space::STEP);
    let taken = data.titles.contains(&form.title.trim().to_owned());
    let missing = form.was_tried && form.title.trim().is_empty();
    let error = taken.then_some("There is a round with this title. Choose another.");
    let error = error.or(missing.then_some("Enter a title"));
    TextField::new("Title")
        .hint("As it stands on the report, such as Autumn 2026")
        .error(error)
        .show(ui, &mut form.title);
    let tools: Vec<&str> = data.tools.iter().map(|tool| tool.words.as_str()).collect();
    if let Some(tool) = choice_list(ui, "Audit tool", &tools, Some(form.tool), 360.0) {
        form.tool = tool;
    }
    ui.add_space(space::HALF);
    let subject = data.tools.get(form.tool).map_or(SubjectKind::Plan, |tool| tool.subject);
    depth(ui, data, form, subject);
    evidence(ui, form, subject);
    purpose(ui, form, subject);
    ui.add_space(space::STEP);
    let tool = data.tools.get(form.tool);
    let (all, tested) =
        tool.map_or((0, 0), |tool| (tool.tested(form.depth, Evidence::File), tool.tested(form.depth, form.evidence)));
    body(
        ui,
        &if all == tested {
            format!("{tested} criteria are put to the panel.")
        } else {
            format!(
                "{tested} of {all} criteria are put to the panel; the other {} need evidence it does not hold, and are reported as not tested.",
                all - tested
            )
        },
    );
    ui.add_space(space::STEP);
    let request = form.request(data).filter(|_| !taken);
    let reason = data.tools.is_empty().then_some("There is no audit tool in this file");
    if Button::primary("Make the round").disabled_because(reason).show(ui).clicked() {
        form.was_tried = true;
        if let Some(request) = request {
            form.was_tried = false;
            cx.run(Command::Prepare(Prepare::MakeRound(request)));
        }
    }
    let next = format!("{} are drawn in the next step.", subject.heads());
    small(ui, reason.unwrap_or(&next));
}

fn depth(ui: &mut Ui, data: &PrepareData, form: &mut RoundForm, subject: SubjectKind) {
    let any = subject.any();
    let tool = data.tools.get(form.tool);
    let count = |depth| tool.map_or(0, |tool| tool.tested(depth, Evidence::File));
    let words = [
        (Depth::Workshop, format!("{} criteria, about 30 minutes {any}", count(Depth::Workshop))),
        (Depth::Core, format!("{} criteria, about 45 minutes {any}", count(Depth::Core))),
        (Depth::Full, format!("{} criteria: a deep dive of one to three {}", count(Depth::Full), subject.nouns())),
    ];
    let options: Vec<(&str, &str)> = words.iter().map(|(depth, words)| (depth.label(), words.as_str())).collect();
    let chosen = words.iter().position(|(depth, _)| *depth == form.depth);
    if let Some((depth, _)) = choice_radio(ui, "How much is asked?", &options, chosen).and_then(|at| words.get(at)) {
        form.depth = *depth;
    }
}

fn evidence(ui: &mut Ui, form: &mut RoundForm, subject: SubjectKind) {
    let options: Vec<(&str, &str)> = Evidence::ALL
        .iter()
        .map(|evidence| {
            let is_attached = *evidence == Evidence::Appendices && subject == SubjectKind::Plan;
            (evidence.given(subject), if is_attached { "The advice is attached" } else { "" })
        })
        .collect();
    let chosen = Evidence::ALL.iter().position(|evidence| *evidence == form.evidence);
    if let Some(evidence) =
        choice_radio(ui, "What does the panel hold?", &options, chosen).and_then(|at| Evidence::ALL.get(at))
    {
        form.evidence = *evidence;
    }
}

fn purpose(ui: &mut Ui, form: &mut RoundForm, subject: SubjectKind) {
    let nouns = subject.nouns();
    let heads = subject.heads();
    let words = |purpose: Purpose| match purpose {
        Purpose::Random => format!("By chance: the result speaks for all {nouns}, with its uncertainty"),
        Purpose::Thematic => format!("{heads} of one theme"),
        Purpose::Targeted => format!("{heads} picked for a reason"),
        Purpose::Chosen => format!("{heads} the reviewers picked"),
    };
    let meanings: Vec<String> = Purpose::ALL.iter().map(|purpose| words(*purpose)).collect();
    let options: Vec<(&str, &str)> =
        Purpose::ALL.iter().zip(&meanings).map(|(purpose, words)| (purpose.label(), words.as_str())).collect();
    let chosen = Purpose::ALL.iter().position(|purpose| *purpose == form.purpose);
    if let Some(purpose) =
        choice_radio(ui, &format!("Why these {nouns}?"), &options, chosen).and_then(|at| Purpose::ALL.get(at))
    {
        form.purpose = *purpose;
    }
}
