//! Who reads what: solved at a press, changed by hand, with loads and cover in sight all the time.

use super::arrangement::{Arrangement, PlanCard, Task};
use super::state::{AllocateForm, whole};
use crate::domain::audit_tool::{Lead, SubjectKind};
use crate::domain::ids::{MemberId, RoundId};
use crate::domain::sheet::Scope;
use crate::ops::{Arrange, Command, Prepare};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::{Route, Task as Step};
use crate::ui::theme::space;
use crate::ui::widgets::{
    Button, MatrixAct, MatrixCell, MatrixColumn, MatrixRow, TextField, body, choice_list, give_matrix,
    level_with_fields, page_title, quiet, quiet_group, section_title, small, strong,
};
use crate::words::{Explained, counted};
use egui::Ui;

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, form: &mut AllocateForm) {
    let subject = cx.subject();
    page_title(ui, &format!("Allocate the {}", subject.nouns()));
    let sampled = data.plans.iter().filter(|plan| !plan.practice).count();
    let panel = data.panel().count();
    quiet(
        ui,
        &format!(
            "{} in the sample, {} on the panel. Readers come from different agencies, as evenly as can be, and nobody \
             gets one in which they declared an interest.",
            subject.count(sampled as u64),
            counted(panel, "member", "members")
        ),
    );
    ui.add_space(space::STEP);
    let Some(round) = cx.round.map(|round| round.id) else { return };
    let per_plan = whole(&form.per_plan).filter(|number| (1..=12).contains(number));
    solve(ui, cx, data, form, (round, per_plan, sampled));
    if data.plans.is_empty() || panel == 0 {
        return;
    }
    ui.add_space(space::STEP);
    strong(ui, &data.balance_words(subject));
    let wanted = per_plan.unwrap_or(2);
    let columns = columns(data, subject);
    let members: Vec<MemberId> = data.panel().map(|person| person.member.id).collect();
    let rows: Vec<MatrixRow> = data.plans.iter().map(|plan| row(data, plan, &members, wanted)).collect();
    ui.add_space(space::STEP);
    let act = give_matrix(ui, &format!("Who reads which {}", subject.noun()), &columns, &rows, &mut form.cursor);
    small(
        ui,
        "Arrow keys move, Space gives or takes, L locks: allocating again keeps what is locked or begun. A tick can be \
         dragged to another member of its row.",
    );
    if let Some(act) = act {
        carry_out(cx, data, &members, round, act);
    }
    if let Some(plan) = data.plans.get(form.cursor.0) {
        ui.add_space(space::GROUP);
        one_plan(ui, cx, data, plan, (round, wanted));
    }
}

fn solve(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    data: &Arrangement,
    form: &mut AllocateForm,
    (round, per_plan, sampled): (RoundId, Option<usize>, usize),
) {
    let subject = cx.subject();
    let allocate = format!("Allocate the {}", subject.nouns());
    let error = per_plan.is_none().then_some("Enter a number from 1 to 12.");
    let reason = match () {
        () if !cx.round_is_open() => Some("The round is closed"),
        () if sampled == 0 => Some("Draw the sample first"),
        () if data.panel().next().is_none() => Some("Bring the panel in first"),
        () => None,
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        TextField::new(&format!("Readers for each {}", subject.noun()))
            .error(error)
            .width(96.0)
            .show(ui, &mut form.per_plan);
        level_with_fields(ui, space::BUTTON, |ui| {
            let button = Button::primary(&allocate).enabled(per_plan.is_some());
            let pressed = button.disabled_because(reason).show(ui).clicked();
            if let (true, Some(per_plan)) = (pressed, per_plan) {
                cx.run(Command::Prepare(Prepare::Allocate { round, per_plan }));
            }
        });
    });
    if let Some(reason) = reason {
        small(ui, reason);
    }
    let ready = data.plans.iter().filter(|plan| plan.papers.ready).count();
    if ready < data.plans.len() {
        let all = subject.count(data.plans.len() as u64);
        let words = format!("The papers of {ready} of {all} are ticked as there.");
        ui.horizontal_wrapped(|ui| {
            small(ui, &words);
            if Button::link(&format!("Get the {} ready", subject.nouns())).show(ui).clicked() {
                cx.act(Action::Go(Route::Prepare(Step::Ready)));
            }
        });
    }
}

fn columns(data: &Arrangement, subject: SubjectKind) -> Vec<MatrixColumn> {
    let column = |person: &super::arrangement::Person| MatrixColumn {
        name: person.member.facts.name.clone(),
        words: person.member.facts.agency.label().to_owned(),
        load: load_words(subject, person.load),
    };
    data.panel().map(column).collect()
}

/// What somebody reads, short enough for the head of a column.
fn load_words(subject: SubjectKind, load: usize) -> String {
    match subject {
        SubjectKind::Plan | SubjectKind::Draft => subject.count(load as u64),
        SubjectKind::Advice => counted(load, "piece", "pieces"),
        SubjectKind::Review => counted(load, "review", "reviews"),
        SubjectKind::Practice => counted(load, "plan", "plans"),
    }
}

fn row(data: &Arrangement, plan: &PlanCard, members: &[MemberId], wanted: usize) -> MatrixRow {
    let readers = plan.readers().count();
    let short = data.why_short(plan, wanted).is_some();
    let agencies = counted(data.agencies(plan).len(), "agency", "agencies");
    MatrixRow {
        name: if plan.practice { format!("{} · practice", plan.reference) } else { plan.reference.clone() },
        words: if short { format!("{readers} of {wanted}, {agencies}") } else { agencies },
        warns: short,
        cells: members.iter().map(|member| cell(plan, *member)).collect(),
    }
}

fn cell(plan: &PlanCard, member: MemberId) -> MatrixCell {
    match plan.task_of(member) {
        Some(task) => MatrixCell::Given {
            locked: task.assignment.locked,
            begun: task.state.is_some(),
            in_part: task.assignment.scope != Scope::Whole,
        },
        None if plan.interested.contains(&member) => MatrixCell::Barred,
        None => MatrixCell::Free,
    }
}

fn carry_out(cx: &mut Cx<'_>, data: &Arrangement, members: &[MemberId], round: RoundId, act: MatrixAct) {
    if !cx.round_is_open() {
        cx.act(Action::Tell(Explained::new("Nothing was changed.", "The round is closed.", "")));
        return;
    }
    let at = |row: usize, column: usize| Some((data.plans.get(row)?, *members.get(column)?));
    let mut run = |step| cx.run(Command::Arrange(step));
    match act {
        MatrixAct::Toggle(row, column) => {
            let Some((plan, member)) = at(row, column) else { return };
            let subject = plan.subject;
            run(match plan.task_of(member) {
                Some(_) => Arrange::Take { round, subject, member },
                None => Arrange::Give { round, subject, member },
            });
        }
        MatrixAct::Lock(row, column) => {
            let Some((plan, member)) = at(row, column) else { return };
            let subject = plan.subject;
            if let Some(task) = plan.task_of(member) {
                run(Arrange::Lock { round, subject, member, locked: !task.assignment.locked });
            }
        }
        MatrixAct::Move(row, from, to) => {
            let (Some((plan, from)), Some((_, to))) = (at(row, from), at(row, to)) else { return };
            let subject = plan.subject;
            // Given first: where that is refused, nothing was taken.
            if plan.task_of(from).is_some_and(|task| task.state.is_none()) && cell(plan, to) == MatrixCell::Free {
                run(Arrange::Give { round, subject, member: to });
                run(Arrange::Take { round, subject, member: from });
            }
        }
    }
}

fn one_plan(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, plan: &PlanCard, (round, wanted): (RoundId, usize)) {
    let subject = cx.subject();
    section_title(ui, &format!("{} {}", subject.head(), plan.reference));
    if plan.practice {
        body(ui, "For practice: everybody on the panel scores it first, and it counts nowhere.");
    }
    if let Some(why) = data.why_short(plan, wanted) {
        body(ui, &why);
    }
    let agencies: Vec<String> = data.agencies(plan).iter().map(|agency| agency.label().to_lowercase()).collect();
    if !agencies.is_empty() {
        body(ui, &format!("Covered by {}.", agencies.join(", ")));
    }
    let options = scopes(data, subject);
    let is_open = cx.round_is_open();
    for task in &plan.tasks {
        let member = task.assignment.member;
        let name = data.person(member).map_or("", |person| person.member.facts.name.as_str());
        let words: Vec<&str> = options.iter().map(|(words, _)| words.as_str()).collect();
        let chosen = options.iter().position(|(_, scope)| *scope == task.assignment.scope);
        if task.state.is_some() || !is_open {
            body(ui, &format!("{name} scores {}; the sheet is begun.", scope_words(&options, task)));
            continue;
        }
        if let Some(at) = choice_list(ui, &format!("What {name} scores"), &words, chosen, 360.0)
            && let Some((_, scope)) = options.get(at)
        {
            let (subject, scope) = (plan.subject, scope.clone());
            cx.run(Command::Arrange(Arrange::SetScope { round, subject, member, scope }));
        }
    }
    leads(ui, cx, data, plan, round);
}

fn scope_words(options: &[(String, Scope)], task: &Task) -> String {
    let found = options.iter().find(|(_, scope)| *scope == task.assignment.scope);
    found.map_or_else(|| "some sections".to_owned(), |(words, _)| words.to_lowercase())
}

/// What can be given: the whole plan, a view of the tool, or the sections that one agency leads.
fn scopes(data: &Arrangement, subject: SubjectKind) -> Vec<(String, Scope)> {
    let mut options = vec![(format!("The whole {}", subject.noun()), Scope::Whole)];
    options.extend(data.views.iter().map(|(code, title)| (format!("Only {title}"), Scope::View(code.clone()))));
    for (lead, agency) in [(Lead::Education, "education"), (Lead::Health, "health"), (Lead::SocialCare, "social care")]
    {
        let codes: Vec<String> =
            data.sections.iter().filter(|(_, _, led)| *led == lead).map(|(code, ..)| code.clone()).collect();
        if !codes.is_empty() {
            let words = format!("Only the sections that {agency} leads ({})", codes.join(", "));
            options.push((words, Scope::Headings(codes)));
        }
    }
    options
}

fn leads(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, plan: &PlanCard, round: RoundId) {
    if plan.practice || plan.tasks.is_empty() {
        return;
    }
    ui.add_space(space::STEP);
    strong(ui, "Who leads which section");
    small(ui, "A mark, not a limit: everybody scores what was given to them. Chosen from the agency that leads it.");
    let readers: Vec<(MemberId, &str)> = plan
        .tasks
        .iter()
        .filter_map(|task| data.person(task.assignment.member))
        .map(|person| (person.member.id, person.member.facts.name.as_str()))
        .collect();
    let mut words = vec!["Nobody"];
    words.extend(readers.iter().map(|(_, name)| *name));
    quiet_group(ui, |ui| {
        for (code, title, lead) in data.sections.iter().filter(|(_, _, lead)| *lead != Lead::All) {
            let now = plan.leads.iter().find(|(heading, _)| heading == code).map(|(_, member)| *member);
            let chosen = now.and_then(|now| readers.iter().position(|(id, _)| *id == now)).map_or(0, |at| at + 1);
            let label = format!("{code} {title}, led by {}", lead_words(*lead));
            let Some(at) = choice_list(ui, &label, &words, Some(chosen), 300.0) else { continue };
            let member = at.checked_sub(1).and_then(|at| readers.get(at)).map(|(id, _)| *id);
            let (subject, heading) = (plan.subject, code.clone());
            cx.run(Command::Arrange(Arrange::SetLead { round, subject, heading, member }));
        }
    });
}

fn lead_words(lead: Lead) -> &'static str {
    match lead {
        Lead::All => "everybody",
        Lead::Education => "education",
        Lead::Health => "health",
        Lead::SocialCare => "social care",
    }
}
