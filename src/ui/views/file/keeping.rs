//! The part of the screen about how long rounds are kept, and erasing.

use super::data::{CareAsk, CareData, long, reminder};
use super::state::{CareScreen, EraseForm};
use crate::domain::retention::propose;
use crate::jobs::DialogKind;
use crate::ops::{Care, Command, Erasure, Kept};
use crate::ui::action::{Action, PathFor, Preference};
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::path_field::{PDFS, PathField, typed_path};
use crate::ui::theme::space;
use crate::ui::widgets::{
    Button, TextField, body, choice_list, page_title, quiet, quiet_group, section_title, small, small_title, strong,
};
use crate::words::{counted, thousands};
use egui::Ui;
use jiff::civil::Date;

/// The years there are to choose for the proposal.
pub const YEARS: [u32; 7] = [1, 2, 3, 6, 7, 10, 25];

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &CareData, state: &mut CareScreen) {
    section_title(ui, "How long rounds are kept");
    quiet(
        ui,
        "Set a last day for each round. You are reminded from 30 days before; nothing is erased by itself. Your \
         authority’s retention schedule decides. The proposal counts from the day the round was closed. Six years is \
         where it starts from, because most claims must be brought within six years (Limitation Act 1980).",
    );
    ui.add_space(space::STEP);
    if cx.acting.member().is_some() {
        body(ui, "Only the audit lead sets this, and erases.");
        return;
    }
    if data.kept.is_empty() {
        body(ui, "There is no round yet.");
    } else {
        let words: Vec<String> = YEARS.iter().map(|years| counted(*years as usize, "year", "years")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let at = YEARS.iter().position(|years| *years == cx.settings.keep_years);
        if let Some(years) = choice_list(ui, "Propose", &words, at, 200.0).and_then(|at| YEARS.get(at)) {
            cx.act(Action::Prefer(Preference::KeepYears(*years)));
        }
        ui.add_space(space::STEP);
    }
    for kept in &data.kept {
        round(ui, cx, (data.today, kept), state);
    }
    ui.add_space(space::GROUP);
    erasing(ui, cx, data, state);
}

fn round(ui: &mut Ui, cx: &mut Cx<'_>, (today, kept): (Date, &Kept), state: &mut CareScreen) {
    strong(ui, &kept.title);
    body(ui, &standing(kept));
    let mut typed = state.keep_until.remove(&kept.round).unwrap_or_default();
    let label = format!("Last day of {}", kept.title);
    let date = day::read(&typed).ok_or(day::FAULT);
    let is_wrong = !typed.trim().is_empty() && date.is_err();
    let error = is_wrong.then_some(day::FAULT);
    TextField::new(&label).hint("Such as 23/11/2032").error(error).width(200.0).show(ui, &mut typed);
    ui.horizontal_wrapped(|ui| {
        let reason = date.is_err().then_some("Enter a day, or take the one proposed");
        let name = format!("Keep {} until this day", kept.title);
        let pressed = Button::quiet("Keep until this day").name(&name).disabled_because(reason).show(ui).clicked();
        if let (true, Ok(until)) = (pressed, date) {
            cx.run(Command::Care(Care::KeepUntil { round: kept.round, until: Some(until) }));
            typed.clear();
        }
        if let Some(proposed) = propose(kept.closed_on, today, cx.settings.keep_years) {
            let words = format!("Take {}", long(proposed));
            let name = format!("{words} for {}", kept.title);
            if Button::quiet(&words).name(&name).show(ui).clicked() {
                cx.run(Command::Care(Care::KeepUntil { round: kept.round, until: Some(proposed) }));
                typed.clear();
            }
        }
        let name = format!("Erase {}…", kept.title);
        if Button::quiet("Erase…").name(&name).show(ui).clicked() {
            let what = Erasure::Round(kept.round.to_string());
            begin(cx, state, what, kept.title.clone());
        }
    });
    state.keep_until.insert(kept.round, typed);
    ui.add_space(space::STEP);
}

fn standing(kept: &Kept) -> String {
    let closed = kept.closed_on.map_or_else(|| "Open".to_owned(), |day| format!("Closed on {}", long(day)));
    let Some(until) = kept.until else { return format!("{closed}. No last day is set.") };
    format!("{closed}. {}", reminder(until, kept.keeping))
}

fn begin(cx: &mut Cx<'_>, state: &mut CareScreen, what: Erasure, name: String) {
    cx.act(Action::AskCare(CareAsk::WouldGo(what.clone())));
    let proposed = cx.file.map(|file| file.path.with_file_name("certificate of erasure.pdf"));
    let path = proposed.map(|path| path.display().to_string()).unwrap_or_default();
    state.erase = Some(EraseForm { what, name, path, ..EraseForm::default() });
}

fn erasing(ui: &mut Ui, cx: &mut Cx<'_>, data: &CareData, state: &mut CareScreen) {
    section_title(ui, "Erase a plan");
    quiet(
        ui,
        "All that is held of one plan, in the cohort and in every round: when a family asks for it and your data \
         protection officer agrees. Where its record was asked for, save it first: on Plans, “Save its record (PDF)…”.",
    );
    TextField::new("Reference of the plan").width(240.0).show(ui, &mut state.erase_plan);
    let reference = state.erase_plan.trim().to_owned();
    let reason = reference.is_empty().then_some("Enter the plan’s reference");
    if Button::quiet("Look what would go…").disabled_because(reason).show(ui).clicked() {
        begin(cx, state, Erasure::Plan(reference.clone()), reference);
    }
    ui.add_space(space::STEP);
    if let Some(mut form) = state.erase.take()
        && !confirming(ui, cx, data, &mut form)
    {
        state.erase = Some(form);
    }
}

/// What goes, what remains, the reason, the name typed again. Returns whether it is left.
fn confirming(ui: &mut Ui, cx: &mut Cx<'_>, data: &CareData, form: &mut EraseForm) -> bool {
    let Some(would) = form.would.clone() else { return false };
    let mut is_left = false;
    if !std::mem::replace(&mut form.was_drawn, true) {
        ui.scroll_to_cursor(Some(egui::Align::TOP));
    }
    quiet_group(ui, |ui| {
        page_title(ui, &format!("Erase {}?", form.name));
        small_title(ui, "What goes");
        for (name, rows) in crate::report::certificate::in_words(&would.rows) {
            body(ui, &format!("{name}: {}", thousands(rows)));
        }
        body(ui, &format!("{} removed, because each may hold it", counted_u64(would.backups + 1, "backup", "backups")));
        small_title(ui, "What remains");
        body(ui, "In the log: that something was erased, when, by whom and why. No longer what it was.");
        body(ui, "Out of reach: copies made elsewhere, printed pages, reports and exports saved before.");
        if would.packs_out > 0 {
            let packs = counted_u64(would.packs_out, "pack", "packs");
            body(ui, &format!("{packs} of it went out. Ask those who have them to delete them."));
        }
        ui.add_space(space::STEP);
        TextField::new("Reason").hint("It stands in the log and on the certificate").show(ui, &mut form.reason);
        let field = PathField {
            label: "Certificate",
            hint: "A PDF that says what was erased, when, by whom and why",
            error: None,
            path_for: PathFor::Certificate,
            kind: DialogKind::Save,
            title: "Save the certificate of erasure",
            files: PDFS,
            suggested: "certificate of erasure.pdf",
        };
        field.show(ui, cx, &mut form.path);
        let hint = format!("Type {} to confirm. It cannot be taken back.", form.name);
        TextField::new("Confirm").hint(&hint).show(ui, &mut form.typed);
        let path = typed_path(&form.path);
        let reason = if form.reason.trim().is_empty() {
            Some("Give the reason")
        } else if path.is_none() {
            Some("Say where the certificate goes")
        } else if form.typed.trim() != form.name {
            Some("Type the name as it stands above")
        } else if data.fault.is_some() {
            Some("The log or the content could not be verified")
        } else {
            None
        };
        ui.horizontal(|ui| {
            let pressed = Button::primary("Erase for good").disabled_because(reason).show(ui).clicked();
            if let (true, Some(certificate)) = (pressed, path) {
                let (actor, reason) = (cx.acting.actor(), form.reason.trim().to_owned());
                cx.act(Action::AskCare(CareAsk::Erase { actor, what: form.what.clone(), reason, certificate }));
                // It goes with its screen once it is done; what was refused stays to be mended.
                form.typed.clear();
            }
            is_left |= Button::quiet("Leave it").show(ui).clicked();
        });
        small(ui, "A backup is made first, against a fault half way. It goes with the others once all is done.");
    });
    is_left
}

fn counted_u64(count: u64, one: &str, many: &str) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), one, many)
}
