//! The screen of the file.

use super::data::{CareAsk, CareData};
use super::state::CareScreen;
use crate::assets::{HELP_DATA_PROTECTION, HELP_SECURITY};
use crate::jobs::{DialogKind, FileQuestion};
use crate::ops::{Backup, Care, Command, LEAST_PASSPHRASE_CHARS, OldBackups, Secret, strength};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::dialogs::Dialog;
use crate::ui::path_field::{AUDIT_FILES, PathField};
use crate::ui::theme::space;
use crate::ui::widgets::{
    Button, TextField, body, choice_list, help_title, page_column, page_title, quiet, quiet_group, reading,
    section_title, small, strong,
};
use crate::words::thousands;
use egui::{ScrollArea, Ui};

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &CareData, state: &mut CareScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, "File");
            reading(ui, &data.path.display().to_string());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 20.0;
                for text in [HELP_SECURITY, HELP_DATA_PROTECTION] {
                    if Button::link(help_title(text)).show(ui).clicked() {
                        cx.act(Action::OpenDialog(Dialog::Help(text)));
                    }
                }
            });
            ui.add_space(space::GROUP);
            if state.copy_first {
                copy(ui, cx, state);
                ui.add_space(space::GROUP);
            }
            backups(ui, cx, data, state);
            if !state.copy_first {
                ui.add_space(space::GROUP);
                copy(ui, cx, state);
            }
            ui.add_space(space::GROUP);
            passphrase(ui, cx, data, state);
            ui.add_space(space::GROUP);
            super::sheet::show(ui, cx, data, state);
            super::lock::show(ui, cx);
            ui.add_space(space::GROUP);
            super::keeping::show(ui, cx, data, state);
            ui.add_space(space::GROUP);
            words(ui, cx, data);
            ui.add_space(space::GROUP);
            super::log::show(ui, cx, data, state);
        });
    });
}

fn backups(ui: &mut Ui, cx: &mut Cx<'_>, data: &CareData, state: &mut CareScreen) {
    section_title(ui, "Backups");
    let words = format!(
        "Verified copies in a folder beside the file: one on each day with changes, and one before every step that \
         could go wrong. They are kept for {} days.",
        crate::ops::KEPT_DAYS
    );
    quiet(ui, &words);
    ui.add_space(space::STEP);
    if Button::quiet("Make a backup now").show(ui).clicked() {
        cx.run(Command::Care(Care::Backup));
    }
    ui.add_space(space::STEP);
    if data.backups.is_empty() {
        body(ui, "There is no backup yet.");
        return;
    }
    if data.is_encrypted {
        TextField::new("Passphrase of an older backup")
            .hint("Only for backups made before the passphrase was changed")
            .password()
            .show(ui, &mut state.old_passphrase);
        if !state.old_passphrase.is_empty() && cx.acting.member().is_none() {
            let button = Button::quiet("Give backups with this one the passphrase of the file");
            if button.show(ui).clicked() {
                cx.run(Command::Care(Care::RekeyBackups { old: Secret(state.old_passphrase.clone()) }));
            }
            ui.add_space(space::STEP);
        }
    }
    for backup in &data.backups {
        backup_row(ui, cx, backup, state);
    }
}

fn backup_row(ui: &mut Ui, cx: &mut Cx<'_>, backup: &Backup, state: &CareScreen) {
    let at = backup.made_at.strftime("%-d %B %Y, %H:%M:%S").to_string();
    let old = (!state.old_passphrase.is_empty()).then(|| Secret(state.old_passphrase.clone()));
    ui.horizontal_wrapped(|ui| {
        strong(ui, &at);
        body(ui, &backup.why);
        small(ui, &format!("{} kB", thousands(backup.bytes.div_ceil(1_000))));
        if Button::link("Look inside").name(&format!("Look inside the backup of {at}")).show(ui).clicked() {
            cx.act(Action::AskCare(CareAsk::Look(backup.path.clone(), old.clone())));
        }
    });
    let Some(inside) = state.inside.as_ref().filter(|inside| inside.path == backup.path) else { return };
    quiet_group(ui, |ui| {
        body(ui, &format!("Last changed {}", inside.changed));
        let rounds = if inside.rounds.is_empty() { "No round".to_owned() } else { inside.rounds.join(", ") };
        body(ui, &format!("Rounds: {rounds}"));
        body(ui, &format!("{} plans, {} answers", thousands(inside.plans), thousands(inside.answers)));
        let reason = cx.acting.member().is_some().then_some("Only the audit lead goes back to a backup");
        let button = Button::quiet("Go back to this backup…").disabled_because(reason);
        if button.show(ui).clicked() {
            cx.act(Action::OpenDialog(Dialog::Confirm {
                title: "Go back to this backup?".to_owned(),
                words: format!(
                    "The file will be as it was on {at}. What was done since is not in it any more, but is backed up \
                     first: you can come back to it from the list of backups."
                ),
                act: "Go back".to_owned(),
                action: Box::new(Action::Run(Command::Care(Care::Restore {
                    backup: backup.path.clone(),
                    passphrase: old.clone(),
                }))),
            }));
        }
    });
}

/// Asks the system where a copy of the file is to be saved.
#[must_use]
pub fn where_to_save_a_copy() -> FileQuestion {
    FileQuestion {
        field: PathFor::CopyNow.number(),
        kind: DialogKind::Save,
        title: "Save a copy of the audit file elsewhere",
        files: AUDIT_FILES,
        suggested: "copy.gthread".to_owned(),
    }
}

fn copy(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut CareScreen) {
    section_title(ui, "Save a copy elsewhere");
    quiet(ui, "A whole copy with the same passphrase: on another disk, or when this one fails.");
    let field = PathField {
        label: "Copy",
        hint: "A folder of this computer or a stick, and a name that is not taken",
        error: None,
        path_for: PathFor::Copy,
        kind: DialogKind::Save,
        title: "Save a copy of the audit file",
        files: AUDIT_FILES,
        suggested: "copy.gthread",
    };
    let button = ("Save a copy", "Say where to save the copy");
    if let Some(path) = field.show_saving(ui, cx, &mut state.copy, button) {
        cx.run(Command::Care(Care::SaveCopy(path)));
    }
}

fn passphrase(ui: &mut Ui, cx: &mut Cx<'_>, data: &CareData, state: &mut CareScreen) {
    section_title(ui, "Passphrase");
    if !data.is_encrypted {
        body(ui, "This file has no passphrase: anybody who can open the folder can read it.");
        return;
    }
    if cx.acting.member().is_some() {
        body(ui, "Only the audit lead changes the passphrase.");
        return;
    }
    quiet(ui, "Nobody can open the file without it, and nobody can reset it.");
    ui.add_space(space::HALF);
    if Button::quiet("Propose words").show(ui).clicked() {
        cx.act(Action::AskCare(CareAsk::Propose));
    }
    if state.is_proposed {
        body(ui, "Write these words down before you change the passphrase:");
        reading(ui, &state.new);
    }
    let new = TextField::new("New passphrase").hint("At least 12 characters").password().show(ui, &mut state.new);
    if new.changed() {
        state.is_proposed = false;
        state.strength = None;
    }
    if state.strength.is_none() && !state.new.is_empty() {
        let area = cx.file.map(|file| file.facts.local_area.clone()).unwrap_or_default();
        state.strength = Some(strength(&state.new, &[&area, "golden thread"]));
    }
    if let Some(strength) = state.strength.filter(|_| !state.new.is_empty()) {
        body(ui, strength.words());
    }
    TextField::new("New passphrase again").password().show(ui, &mut state.again);
    ui.add_space(space::HALF);
    let fates = [
        (OldBackups::Rekey, "Give them the new passphrase too"),
        (OldBackups::Keep, "Leave them with the old passphrase"),
        (OldBackups::Erase, "Erase them, and make a new one"),
    ];
    let words = fates.map(|(_, words)| words);
    let at = fates.iter().position(|(fate, _)| *fate == state.old_backups);
    if let Some(at) = choice_list(ui, "Backups made before", &words, at, 360.0) {
        state.old_backups = fates.get(at).map(|(fate, _)| *fate).unwrap_or_default();
    }
    ui.add_space(space::STEP);
    let reason = if state.new.chars().count() < LEAST_PASSPHRASE_CHARS {
        Some("The new passphrase needs at least 12 characters")
    } else if state.new != state.again {
        Some("The two are not the same")
    } else {
        None
    };
    if Button::quiet("Change the passphrase").disabled_because(reason).show(ui).clicked() {
        let new = Secret(state.new.clone());
        cx.run(Command::Care(Care::ChangePassphrase { new, old_backups: state.old_backups }));
        state.forget_passphrase();
    }
}

fn words(ui: &mut Ui, cx: &mut Cx<'_>, data: &CareData) {
    section_title(ui, "Words that are no names");
    if data.words.is_empty() {
        quiet(ui, "None yet. What looks like a name in a note and is none can be remembered here.");
    }
    for word in &data.words {
        ui.horizontal(|ui| {
            body(ui, word);
            if Button::link("Forget").name(&format!("Forget {word}")).show(ui).clicked() {
                cx.run(Command::Care(Care::ForgetNotAPerson(word.clone())));
            }
        });
    }
}
