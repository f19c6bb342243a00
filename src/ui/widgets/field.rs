//! A field to type in: label above, hint and error where they are read before typing.

use super::a11y;
use super::group::fit;
use super::sign::Sign;
use super::text::{label_above, small, text_in};
use crate::ui::theme::{Type, follow, space, tokens};
use egui::accesskit::{Invalid, Live, Role};
use egui::{Margin, Response, Sense, TextEdit, Ui, Vec2};

/// A field.
#[must_use = "a field is drawn by `show`"]
pub struct TextField<'a> {
    label: &'a str,
    hint: &'a str,
    error: Option<&'a str>,
    width: f32,
    rows: usize,
    password: bool,
    read_only: bool,
    salt: Option<egui::IdSalt>,
}

impl<'a> TextField<'a> {
    /// A field of one line.
    pub fn new(label: &'a str) -> Self {
        TextField { label, hint: "", error: None, width: 360.0, rows: 1, password: false, read_only: false, salt: None }
    }

    /// What to write, in words under the label. Stays while typing.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// What is wrong and what to do.
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// Width in points; infinite fills the line.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Several lines: this many at least, more as the text grows.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// Hides what is typed.
    pub fn password(mut self) -> Self {
        self.password = true;
        self
    }

    /// Can be read and copied, not changed.
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// Tells it from another field with the same label, and keeps what is typed apart from what was there before:
    /// the criterion a note belongs to.
    pub fn salt(mut self, salt: impl egui::AsIdSalt) -> Self {
        self.salt = Some(egui::IdSalt::new(salt));
        self
    }

    /// Draws it. The response is that of the field: `changed`, `lost_focus`, `request_focus`.
    pub fn show(self, ui: &mut Ui, text: &mut String) -> Response {
        let id = self.id(ui);
        fit(ui, self.width);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::HALF;
            let label = label_above(ui, self.label);
            if !self.hint.is_empty() {
                small(ui, self.hint);
            }
            if let Some(error) = self.error {
                show_error(ui, error);
            }
            let response = self.show_edit(ui, id, text).labelled_by(label.id);
            self.describe(ui, &response);
            if self.error.is_some() && is_first_wrong(ui.ctx()) {
                response.request_focus();
                response.scroll_to_me(None);
            }
            ui.add_space(space::STEP - space::HALF);
            response
        })
        .inner
    }

    /// The id it will have, to give it the keyboard.
    pub fn id(&self, ui: &Ui) -> egui::Id {
        ui.make_persistent_id(("field", self.label, self.salt))
    }

    fn show_edit(&self, ui: &mut Ui, id: egui::Id, text: &mut String) -> Response {
        let t = tokens(ui);
        let border = if self.error.is_some() { t.answer_not_met.mark } else { t.control_border };
        let thickness = if self.error.is_some() { t.border_width + 1.0 } else { t.border_width };
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.active] {
            state.bg_stroke = egui::Stroke::new(thickness, border);
        }
        let width = self.width.min(ui.available_width());
        let mut fixed: &str = text;
        let edit = match (self.read_only, self.rows) {
            (true, 1) => TextEdit::singleline(&mut fixed),
            (true, _) => TextEdit::multiline(&mut fixed),
            (false, 1) => TextEdit::singleline(text),
            (false, _) => TextEdit::multiline(text),
        };
        let edit = edit.id(id).password(self.password).desired_width(width).desired_rows(self.rows);
        let response = ui.add(edit.margin(Margin::symmetric(8, 6)).min_size(egui::vec2(width, space::ROW)));
        follow(ui, &response);
        response
    }

    fn describe(&self, ui: &Ui, response: &Response) {
        a11y::write(ui, response.id, |node| {
            if let Some(error) = self.error {
                node.set_description(format!("{error} {}", self.hint).trim());
                node.set_invalid(Invalid::True);
            } else if !self.hint.is_empty() {
                node.set_description(self.hint);
            }
        });
    }
}

fn sent_off_key() -> egui::Id {
    egui::Id::unique("a form was sent off in this pass")
}

/// The main button of a form was pressed: if the form is refused, its first field that says why takes the keyboard.
pub(super) fn sent_off(ctx: &egui::Context) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| data.insert_temp(sent_off_key(), pass));
}

/// Whether a form was just sent off, and no field of it has taken the keyboard yet.
fn is_first_wrong(ctx: &egui::Context) -> bool {
    let Some(pass) = ctx.data(|data| data.get_temp::<u64>(sent_off_key())) else { return false };
    ctx.data_mut(|data| data.remove::<u64>(sent_off_key()));
    // What was sent off before that is long answered.
    ctx.cumulative_pass_nr() <= pass + 2
}

/// What is wrong, with its sign, announced when it appears.
fn show_error(ui: &mut Ui, error: &str) {
    let colour = tokens(ui).answer_not_met.mark;
    let alert = a11y::region(ui, "error", Role::Alert, error, |ui| {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(space::SIGN + 2.0), Sense::hover());
            Sign::Warning.paint(ui.painter(), rect, colour);
            text_in(ui, error, Type::Strong, colour);
        });
    });
    a11y::write(ui, alert.response.id, |node| node.set_live(Live::Assertive));
}
