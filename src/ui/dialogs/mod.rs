//! What stands in front of a screen until it is answered. Unanswered is "Cancel".

mod about;
mod card;
mod help;
mod licences;
mod pictures;
pub mod returning;

pub use pictures::HelpPictures;

use super::action::Action;
use super::cx::Cx;
use super::theme::{space, tokens};
use super::widgets::{Button, TextField, body, name_dialog, page_title};
use egui::{Align, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Stroke, Ui};
use std::path::PathBuf;

/// Room beside a title for the button that closes, with its key, in points.
const CLOSE_WIDTH: f32 = 130.0;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// The passphrase of a file.
    Passphrase {
        /// The file.
        path: PathBuf,
        /// The one given did not open it.
        was_wrong: bool,
    },
    /// Whether something is really to be done.
    Confirm {
        /// The question.
        title: String,
        /// What follows from it.
        words: String,
        /// The words of the button.
        act: String,
        /// What is done then.
        action: Box<Action>,
    },
    /// Help: a text of simple Markdown; the keys that work everywhere follow by themselves.
    Help(&'static str),
    /// Everything that can be gone to or done; drawn by [`super::palette`].
    Palette,
    /// The version of the program and the licences of what it is made of.
    About,
}

/// A dialog on the screen, with what was typed into it.
#[derive(Debug, Clone)]
pub struct OpenDialog {
    /// What is asked.
    pub dialog: Dialog,
    /// What was typed.
    pub text: String,
    /// A path to write to.
    pub path: String,
    /// Pictures of the page of help.
    pub pictures: HelpPictures,
    /// The line chosen in its list.
    pub cursor: usize,
    /// Whether it has been drawn before.
    pub was_drawn: bool,
    /// Its words were copied.
    pub was_copied: bool,
    /// So many seconds until it can be answered again: a passphrase was wrong.
    pub wait_s: Option<i64>,
}

impl OpenDialog {
    /// A dialog to be shown.
    #[must_use]
    pub fn new(dialog: Dialog) -> Self {
        Self {
            dialog,
            text: String::new(),
            path: String::new(),
            pictures: HelpPictures::default(),
            cursor: 0,
            was_drawn: false,
            was_copied: false,
            wait_s: None,
        }
    }
}

/// Draws what stands in front of a screen: a title and its contents, in the middle of the window. Returns whether it
/// was left by Esc or by pressing beside it.
pub fn in_front(ui: &Ui, name: &str, title: &str, contents: impl FnOnce(&mut Ui)) -> bool {
    framed(ui, name, title, |ui| drop(page_title(ui, title)), contents)
}

/// As [`in_front`], for what is only read: Close stands beside the title and stays in sight while the text scrolls.
/// At first it has the keyboard, and the text stays at its beginning.
pub fn in_front_to_read(ui: &Ui, name: &str, title: &str, is_first: bool, contents: impl FnOnce(&mut Ui)) -> bool {
    let mut is_closed = false;
    let head = |ui: &mut Ui| {
        ui.horizontal_top(|ui| {
            // The title wraps beside the button.
            let room = ui.available_width() - CLOSE_WIDTH;
            ui.vertical(|ui| {
                ui.set_width(room);
                page_title(ui, title);
            });
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                let close = Button::quiet("Close").key("Esc").show(ui);
                if is_first {
                    close.request_focus();
                }
                is_closed = close.clicked();
            });
        });
    };
    let left = framed(ui, name, title, head, contents);
    left || is_closed
}

fn framed(ui: &Ui, name: &str, title: &str, head: impl FnOnce(&mut Ui), contents: impl FnOnce(&mut Ui)) -> bool {
    let t = tokens(ui);
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(t.border_width, t.control_border))
        .corner_radius(space::RADIUS)
        .inner_margin(Margin::same(24));
    let room = ui.ctx().content_rect();
    returning::notice(ui.ctx());
    let shown = Modal::new(Id::unique(("in front", name))).frame(frame).show(ui.ctx(), |ui| {
        name_dialog(ui, title);
        ui.set_width(540.0_f32.min(room.width() - 2.0 * space::PAGE_MARGIN - 48.0));
        head(ui);
        ui.add_space(space::STEP);
        let height = (room.height() - 200.0).max(120.0);
        egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, contents);
    });
    returning::notice(ui.ctx());
    shown.should_close()
}

/// Draws the dialog.
pub fn show(ui: &Ui, cx: &mut Cx<'_>, open: &mut OpenDialog) {
    let is_first = !open.was_drawn;
    open.was_drawn = true;
    match open.dialog.clone() {
        Dialog::Passphrase { path, was_wrong } => passphrase(ui, cx, open, (&path, was_wrong), is_first),
        Dialog::Confirm { title, words, act, action } => {
            let left = in_front(ui, "confirm", &title, |ui| {
                body(ui, &words);
                ui.add_space(space::STEP * 2.0);
                let (done, cancelled) = two_buttons(ui, &act, true, is_first);
                if done {
                    cx.act(Action::CloseDialog);
                    cx.act((*action).clone());
                } else if cancelled {
                    cx.act(Action::CloseDialog);
                }
            });
            if left {
                cx.act(Action::CloseDialog);
            }
        }
        Dialog::Palette => {}
        Dialog::About => licences::show(ui, cx, open, is_first),
        Dialog::Help(text) => help::show(ui, cx, open, text, is_first),
    }
}

fn passphrase(ui: &Ui, cx: &mut Cx<'_>, open: &mut OpenDialog, (path, was_wrong): (&PathBuf, bool), is_first: bool) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let left = in_front(ui, "passphrase", "Open the file", |ui| {
        body(ui, &format!("{name} is encrypted. Enter its passphrase."));
        ui.add_space(space::STEP);
        let error = "This passphrase does not open it. Check capital letters and the keyboard’s language.";
        let error = (was_wrong && open.text.is_empty()).then_some(error);
        let field = TextField::new("Passphrase").password().error(error).width(480.0).show(ui, &mut open.text);
        if is_first {
            field.request_focus();
        }
        let by_enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(space::STEP * 2.0);
        if let Some(seconds) = open.wait_s {
            let seconds = crate::words::counted(usize::try_from(seconds).unwrap_or_default(), "second", "seconds");
            body(ui, &format!("It can be tried again in {seconds}. Nothing is lost or wiped."));
            ui.add_space(space::STEP);
        }
        let may_try = !open.text.is_empty() && open.wait_s.is_none();
        let (done, cancelled) = two_buttons(ui, "Open", may_try, false);
        if (done || by_enter) && may_try {
            cx.act(Action::OpenWithPassphrase);
        } else if cancelled {
            cx.act(Action::CloseDialog);
        }
    });
    if left {
        cx.act(Action::CloseDialog);
    }
}

/// The act and "Cancel".
pub fn two_buttons(ui: &mut Ui, act: &str, enabled: bool, focus: bool) -> (bool, bool) {
    ui.horizontal(|ui| {
        let done = Button::primary(act).enabled(enabled).show(ui);
        if focus {
            done.request_focus();
        }
        (done.clicked(), Button::quiet("Cancel").show(ui).clicked())
    })
    .inner
}

/// Takes a key for the screen, so that nothing behind it hears it too.
pub fn take_key(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(modifiers, key))
}

/// Takes the keys of `by_key` that were pressed, as their codes in the order pressed: fast fingers may press two
/// within a frame.
pub fn take_codes(ui: &Ui, by_key: &[(Key, String)]) -> Vec<String> {
    ui.input_mut(|input| {
        let mut pressed = Vec::new();
        input.events.retain(|event| {
            let egui::Event::Key { key, pressed: true, modifiers, repeat: false, .. } = event else { return true };
            let code = by_key.iter().find(|(of, _)| of == key).filter(|_| !modifiers.command && !modifiers.alt);
            pressed.extend(code.map(|(_, code)| code.clone()));
            code.is_none()
        });
        pressed
    })
}
