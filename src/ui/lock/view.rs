//! The page in front of a hidden screen. Nothing of the file is on it, not even its name.

use super::LockAct;
use super::guard::{Back, MOST_TRIES, NotAPin, PIN_DIGITS};
use crate::ops::Secret;
use crate::ui::action::Action;
use crate::ui::theme::{NoticeTone, space, tokens};
use crate::ui::widgets::{Button, Sign, TextField, body, page_title, quiet, region, small, standing_band};
use egui::accesskit::Role;
use egui::{Align2, Area, CentralPanel, Frame, Id, Key, Order, ScrollArea, Ui};

/// What is typed on the page. Its `Debug` leaves it out.
#[derive(Default)]
pub struct LockPage {
    pin: String,
    again: String,
    /// What is wrong with what was typed.
    pub error: Option<String>,
    was_drawn: bool,
}

impl std::fmt::Debug for LockPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LockPage").field("error", &self.error).finish_non_exhaustive()
    }
}

impl LockPage {
    /// The PIN was not right.
    pub fn was_wrong(&mut self, tries_left: u32) {
        let tries = crate::words::counted(tries_left as usize, "try is", "tries are");
        *self = Self {
            error: Some(format!("This is not the PIN. {tries} left, then the file closes.")),
            ..Self::default()
        };
    }

    /// It is none.
    pub fn is_none(&mut self, why: NotAPin) {
        let error = match why {
            NotAPin::NotSixDigits => "A session PIN has six digits.",
            NotAPin::TooPlain => "This is the first one somebody would try. Choose another.",
        };
        self.error = Some(error.to_owned());
    }
}

/// What the page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The screen is hidden.
    Hidden(Back),
    /// A PIN is chosen, and nothing is hidden.
    Choosing,
    /// The file is being closed.
    Closing,
}

/// Width of the page's one column, in points.
const COLUMN: f32 = 560.0;

const GUARDS: &str = "The PIN guards the screen until the file is closed. It does not guard the open file against \
                      somebody who takes over this computer: for that, close the file.";

/// Draws the page.
pub fn show(ui: &mut Ui, queue: &mut Vec<Action>, page: Page, typed: &mut LockPage) {
    let frame = Frame::new().fill(tokens(ui).surface);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let above = (ui.available_height() / 5.0).min(160.0);
            ui.add_space(above);
            // A column in the middle of the window: there is nothing else on it.
            let beside = ((ui.available_width() - COLUMN) / 2.0).max(space::PAGE_MARGIN);
            ui.horizontal_top(|ui| {
                ui.add_space(beside);
                ui.vertical(|ui| {
                    ui.set_max_width(COLUMN.min(ui.available_width() - space::PAGE_MARGIN));
                    contents(ui, queue, page, typed);
                });
            });
        });
    });
    typed.was_drawn = true;
}

fn contents(ui: &mut Ui, queue: &mut Vec<Action>, page: Page, typed: &mut LockPage) {
    match page {
        Page::Closing => {
            page_title(ui, "The screen is hidden");
            body(ui, "Saving what was being written, and closing the file…");
        }
        Page::Hidden(Back::Pin) => {
            page_title(ui, "The screen is hidden");
            quiet(ui, "What was being written is saved.");
            ui.add_space(space::GROUP);
            coming_back(ui, queue, typed);
        }
        Page::Hidden(Back::Anybody) => {
            page_title(ui, "The screen is hidden");
            quiet(ui, "What was being written is saved. This file is not encrypted, and no session PIN was chosen.");
            ui.add_space(space::GROUP);
            let button = Button::primary("Show the screen").show(ui);
            if !typed.was_drawn {
                button.request_focus();
            }
            if button.clicked() {
                queue.push(Action::Lock(LockAct::Show(Secret(String::new()))));
            }
        }
        Page::Hidden(Back::Choose) => {
            page_title(ui, "The screen is hidden");
            let words = "Choose six digits to come back with. Without them within a minute, an encrypted file closes.";
            body(ui, words);
            ui.add_space(space::GROUP);
            choosing(ui, queue, typed, "Close the file", LockAct::Close);
        }
        Page::Choosing => {
            page_title(ui, "Session PIN");
            body(ui, "Choose six digits. A hidden screen comes back with them for as long as the file is open.");
            ui.add_space(space::GROUP);
            choosing(ui, queue, typed, "Not now", LockAct::LeavePin);
        }
    }
}

fn coming_back(ui: &mut Ui, queue: &mut Vec<Action>, typed: &mut LockPage) {
    let hint = format!("Six digits; after {MOST_TRIES} wrong ones the file closes and asks for its passphrase");
    let error = typed.error.clone().filter(|_| typed.pin.is_empty());
    let field = TextField::new("Session PIN").hint(&hint).password().error(error.as_deref()).width(200.0);
    let field = field.show(ui, &mut typed.pin);
    if !typed.was_drawn {
        field.request_focus();
    }
    let by_enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    small(ui, GUARDS);
    ui.add_space(space::STEP);
    ui.horizontal(|ui| {
        let reason = (typed.pin.len() != PIN_DIGITS).then_some("Enter the six digits");
        let pressed = Button::primary("Show the screen").disabled_because(reason).show(ui).clicked();
        if (pressed || by_enter) && !typed.pin.is_empty() {
            queue.push(Action::Lock(LockAct::Show(Secret(std::mem::take(&mut typed.pin)))));
        }
        if Button::quiet("Close the file").show(ui).clicked() {
            queue.push(Action::Lock(LockAct::Close));
        }
    });
}

fn choosing(ui: &mut Ui, queue: &mut Vec<Action>, typed: &mut LockPage, other: &str, otherwise: LockAct) {
    let error = typed.error.clone();
    let field = TextField::new("New session PIN").hint("Six digits").password().error(error.as_deref()).width(200.0);
    let first = field.show(ui, &mut typed.pin);
    if !typed.was_drawn {
        first.request_focus();
    }
    let again = TextField::new("The same again").password().width(200.0).show(ui, &mut typed.again);
    if first.changed() || again.changed() {
        typed.error = None;
    }
    let by_enter = again.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    small(ui, GUARDS);
    ui.add_space(space::STEP);
    ui.horizontal(|ui| {
        let pressed = Button::primary("Use this PIN").show(ui).clicked();
        if pressed || by_enter {
            if typed.pin == typed.again {
                queue.push(Action::Lock(LockAct::SetPin(Secret(typed.pin.clone()))));
            } else {
                typed.error = Some("The two are not the same. Type them again.".to_owned());
            }
        }
        if Button::quiet(other).show(ui).clicked() {
            queue.push(Action::Lock(otherwise));
        }
    });
}

/// Where the warning stands, in points: over the bar of the window, so that the page and what has the keyboard stay in
/// sight. Any key takes it away.
const OVER_THE_BAR: f32 = 4.0;

/// Says over the screen that it will hide.
pub fn warning(ui: &Ui) {
    let words = "The screen hides in less than a minute. Press any key to stay.";
    let room = ui.ctx().content_rect();
    Area::new(Id::unique("about to hide")).order(Order::Tooltip).anchor(Align2::CENTER_TOP, [0.0, OVER_THE_BAR]).show(
        ui.ctx(),
        |ui| {
            ui.set_width(620.0_f32.min(room.width() - 32.0));
            Frame::new().fill(tokens(ui).surface).stroke((1.0, tokens(ui).control_border)).show(ui, |ui| {
                region(ui, "about to hide", Role::Alert, words, |ui| {
                    standing_band(ui, NoticeTone::Caution, Sign::Warning, words);
                });
            });
        },
    );
}
