//! Writing golden threads down: four short labels an outcome, and what became of each link between them.

use super::button::Button;
use super::field::TextField;
use super::group::quiet_group;
use super::text::small_title;
use super::thread_picture::link_sign;
use crate::domain::thread::{BreakAt, FEWEST_OUTCOMES, Link, MAX_LABEL_CHARS, MAX_THREADS, Thread};
use crate::ui::theme::space;
use egui::{AsIdSalt, Ui};

/// How long after the last key the threads are saved, in seconds.
const SAVES_AFTER_S: f64 = 1.0;

/// Golden threads being written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ThreadsEdit {
    /// As written: one row an outcome, blank ones too.
    pub rows: Vec<Thread>,
    /// As last sent to be saved, or as read; without blank ones.
    saved: Vec<Thread>,
    /// When something was last typed, seconds of the window's clock.
    changed_at_s: Option<f64>,
    was_read: bool,
    /// Sent, and not read back yet.
    is_sent: bool,
}

impl ThreadsEdit {
    /// Brings in what was read, unless something is being written.
    pub fn follow(&mut self, read: &[Thread]) {
        if self.was_read && self.saved == read {
            self.is_sent = false;
        }
        // What was sent and is not read back yet is newer than what was read.
        if self.is_sent || self.is_unsaved() || (self.was_read && self.saved == read) {
            return;
        }
        self.was_read = true;
        self.saved = read.to_vec();
        self.rows = read.to_vec();
        let last = read.iter().map(|thread| thread.number).max().unwrap_or(0).max(FEWEST_OUTCOMES);
        for number in 1..=last {
            if !self.rows.iter().any(|row| row.number == number) {
                self.rows.push(Thread::blank(number));
            }
        }
        self.rows.sort_by_key(|row| row.number);
    }

    /// What is written, without blank rows.
    #[must_use]
    pub fn written(&self) -> Vec<Thread> {
        self.rows.iter().filter(|row| !row.is_blank()).cloned().collect()
    }

    /// Whether something was written that is not sent yet.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.was_read && self.written() != self.saved
    }

    /// What was written and not sent yet, counted as sent from now on.
    pub fn take_unsaved(&mut self) -> Option<Vec<Thread>> {
        self.changed_at_s = None;
        if !self.is_unsaved() {
            return None;
        }
        self.saved = self.written();
        self.is_sent = true;
        Some(self.saved.clone())
    }

    /// What was sent was not saved: it is sent again with the next change.
    pub fn not_saved(&mut self) {
        if std::mem::take(&mut self.is_sent) {
            self.saved = vec![Thread::blank(0)];
        }
    }

    /// Puts these threads in the place of what is written.
    pub fn replace(&mut self, threads: &[Thread]) {
        let saved = std::mem::take(&mut self.saved);
        *self = Self::default();
        self.follow(threads);
        self.saved = saved;
    }
}

/// Draws the rows; returns what is to be saved now: a field was left, a link changed, or typing stopped.
pub fn thread_editor(ui: &mut Ui, salt: impl AsIdSalt, edit: &mut ThreadsEdit, is_open: bool) -> Option<Vec<Thread>> {
    let mut save = false;
    let mut typed = false;
    ui.push_id(egui::IdSalt::new(salt), |ui| {
        for row in &mut edit.rows {
            ui.push_id(egui::IdSalt::new(row.number), |ui| {
                small_title(ui, &format!("Outcome {}", row.number));
                quiet_group(ui, |ui| {
                    let (left, changed) = labels(ui, row, is_open);
                    save |= left | links(ui, row, is_open);
                    typed |= changed;
                });
                ui.add_space(space::STEP);
            });
        }
    });
    if is_open {
        add_row(ui, edit);
    }
    let now = ui.input(|input| input.time);
    if typed {
        edit.changed_at_s = Some(now);
    }
    if let Some(changed) = edit.changed_at_s {
        let left = SAVES_AFTER_S - (now - changed);
        if left <= 0.0 {
            save = true;
        } else {
            ui.ctx().request_repaint_after_secs((left + 0.02) as f32);
        }
    }
    if save { edit.take_unsaved() } else { None }
}

fn add_row(ui: &mut Ui, edit: &mut ThreadsEdit) {
    let last = edit.rows.iter().map(|row| row.number).max().unwrap_or(0);
    if last < MAX_THREADS && Button::link("Follow one more outcome").show(ui).clicked() {
        edit.rows.push(Thread::blank(last + 1));
    }
}

/// The four labels. Returns whether one was left, and whether one was changed.
fn labels(ui: &mut Ui, row: &mut Thread, is_open: bool) -> (bool, bool) {
    let number = row.number;
    let width = ((ui.available_width() - 3.0 * space::STEP) / 4.0).clamp(110.0, 220.0);
    let (mut left, mut changed) = (false, false);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::STEP;
        let fields = [
            ("Hope (A)", &mut row.hope),
            ("Need (B to D)", &mut row.need),
            ("Outcome (E)", &mut row.outcome),
            ("Provision (F to H)", &mut row.provision),
        ];
        for (label, text) in fields {
            ui.allocate_ui(egui::vec2(width, 64.0), |ui| {
                let before = text.clone();
                let field = TextField::new(label).width(width).read_only(!is_open).salt(number).show(ui, text);
                if text.chars().count() > MAX_LABEL_CHARS {
                    *text = before.clone();
                }
                changed |= *text != before;
                left |= field.lost_focus();
            });
        }
    });
    (left, changed)
}

/// The three links: pressing one goes from "not checked" to "followed" to "broken". Returns whether one changed.
fn links(ui: &mut Ui, row: &mut Thread, is_open: bool) -> bool {
    let number = row.number;
    let mut pressed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::STEP;
        for at in BreakAt::ALL {
            let link = row.link_mut(at);
            let (from, to) = at.ends();
            let words = format!("{from} to {to}: {}", link.label().to_lowercase());
            let mut chars = words.chars();
            let words: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
            let name = format!("Outcome {number}, {from} to {to}: {}. Press to change", link.label().to_lowercase());
            let button = Button::quiet(&words).small().sign(link_sign(*link)).name(&name).enabled(is_open);
            // An identity of its own: the keyboard stays on it while its words change.
            let id = ui.make_persistent_id(("link", number, from));
            if button.show_with_id(ui, id).clicked() {
                *link = next(*link);
                pressed = true;
            }
        }
    });
    pressed
}

fn next(link: Link) -> Link {
    match link {
        Link::NotChecked => Link::Followed,
        Link::Followed => Link::Broken,
        Link::Broken => Link::NotChecked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_outcomes_stand_ready_and_blank_ones_are_not_saved() {
        let mut edit = ThreadsEdit::default();
        edit.follow(&[]);
        assert_eq!(edit.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(edit.take_unsaved(), None);
        edit.rows[1].need = "B2".to_owned();
        let sent = edit.take_unsaved().unwrap_or_default();
        assert_eq!(sent.iter().map(|thread| thread.number).collect::<Vec<_>>(), [2]);
        assert_eq!(edit.take_unsaved(), None, "once");
    }

    #[test]
    fn what_is_read_does_not_overwrite_what_is_being_written() {
        let mut edit = ThreadsEdit::default();
        edit.follow(&[]);
        edit.rows[0].hope = "1".to_owned();
        edit.follow(&[Thread { hope: "other".to_owned(), ..Thread::blank(1) }]);
        assert_eq!(edit.rows[0].hope, "1");
    }

    #[test]
    fn undone_threads_come_back_into_the_rows() {
        let mut edit = ThreadsEdit::default();
        edit.follow(&[]);
        edit.rows[0].hope = "1".to_owned();
        let sent = edit.take_unsaved().unwrap_or_default();
        edit.follow(&sent);
        assert_eq!(edit.rows[0].hope, "1");
        edit.follow(&[]);
        assert_eq!(edit.rows[0].hope, "");
    }
}
