//! Two versions compared: what was added, removed and changed, texts word by word.

use super::data::{ToolRow, ToolsData};
use super::state::Editor;
use crate::domain::audit_tool::AuditTool;
use crate::domain::tool_compare::{ChangeKind, Piece, ToolChange, compare, word_diff};
use crate::ui::theme::{Type, space, tokens};
use crate::ui::widgets::{body, choice_list, quiet, quiet_group, small, strong};
use crate::words::counted;
use egui::text::{LayoutJob, TextFormat};
use egui::{Label, Stroke, Ui};

/// More changes than this are counted, not drawn.
const MOST: usize = 200;

/// The draft against a published version.
pub(super) fn of_draft(ui: &mut Ui, data: &ToolsData, editor: &mut Editor) {
    let rows: Vec<&ToolRow> = in_order(data, &editor.tool.code);
    let chosen = editor.against.and_then(|id| rows.iter().position(|row| row.id == id)).unwrap_or(0);
    let names: Vec<String> = rows.iter().map(|row| row.tool.full_name()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if let Some(pressed) = choice_list(ui, "Compare the draft with", &names, Some(chosen), 460.0) {
        editor.against = rows.get(pressed).map(|row| row.id);
    }
    let Some(row) = rows.get(chosen) else { return };
    let holds = editor.compared.as_ref().is_some_and(|(of, with, _)| (*of, *with) == (editor.revision, row.id));
    if !holds {
        editor.compared = Some((editor.revision, row.id, compare(&row.tool, &editor.tool)));
    }
    if let Some((_, _, changes)) = &editor.compared {
        show(ui, changes, "The draft is the same as this version.");
    }
}

/// Versions of this code first, newest first, then the others.
pub(super) fn in_order<'a>(data: &'a ToolsData, code: &str) -> Vec<&'a ToolRow> {
    let mut rows: Vec<&ToolRow> = data.tools.iter().collect();
    rows.sort_by_key(|row| row.tool.code != code);
    rows
}

/// Two published versions, the older first.
pub(super) fn of_versions(ui: &mut Ui, before: &AuditTool, after: &AuditTool) {
    show(ui, &compare(before, after), "Nothing differs but the version.");
}

fn show(ui: &mut Ui, changes: &[ToolChange], none: &str) {
    ui.add_space(space::STEP);
    if changes.is_empty() {
        body(ui, none);
        return;
    }
    let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
    let (added, removed) = (count(ChangeKind::Added), count(ChangeKind::Removed));
    let other = changes.len() - added - removed;
    strong(ui, &format!("{added} added, {removed} removed, {}", counted(other, "other change", "other changes")));
    small(ui, "Words that are gone are struck through, new ones underlined.");
    ui.add_space(space::STEP);
    for change in changes.iter().take(MOST) {
        let field = if change.field.is_empty() { change.kind.label() } else { change.field };
        strong(ui, &format!("{}: {}", change.part, lower(field, change)));
        quiet_group(ui, |ui| {
            if change.before.is_empty() && change.after.is_empty() {
                quiet(ui, "nothing written yet");
            }
            let pieces = word_diff(&change.before, &change.after);
            if !change.before.is_empty() {
                line(ui, "Before", &pieces, true);
            }
            if !change.after.is_empty() {
                line(ui, "After", &pieces, false);
            }
        });
        ui.add_space(space::STEP);
    }
    if changes.len() > MOST {
        small(ui, &format!("and {} more", changes.len() - MOST));
    }
}

fn lower(words: &str, change: &ToolChange) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    let words = format!("{first}{}", letters.as_str());
    if change.kind == ChangeKind::Changed { format!("{words} changed") } else { words }
}

/// One side of a change, with what the other side does not have marked.
fn line(ui: &mut Ui, label: &str, pieces: &[Piece], is_before: bool) {
    let t = tokens(ui);
    let plain = TextFormat {
        font_id: Type::Body.font(),
        color: t.text,
        line_height: Some(Type::Body.line_height()),
        ..TextFormat::default()
    };
    let gone = TextFormat {
        color: t.answer_not_met.mark,
        strikethrough: Stroke::new(1.5, t.answer_not_met.mark),
        ..plain.clone()
    };
    let new = TextFormat {
        font_id: Type::Strong.font(),
        color: t.answer_met.mark,
        underline: Stroke::new(1.5, t.answer_met.mark),
        ..plain.clone()
    };
    let mut job = LayoutJob::default();
    let quiet = TextFormat { color: t.text_quiet, ..plain.clone() };
    job.append(&format!("{label}: "), 0.0, quiet);
    let mut is_first = true;
    for piece in pieces {
        let (words, format) = match piece {
            Piece::Same(words) => (words, &plain),
            Piece::Gone(words) if is_before => (words, &gone),
            Piece::New(words) if !is_before => (words, &new),
            _ => continue,
        };
        if !is_first {
            job.append(" ", 0.0, plain.clone());
        }
        is_first = false;
        job.append(words, 0.0, format.clone());
    }
    job.wrap.max_width = ui.available_width();
    ui.add(Label::new(job).wrap());
}
