//! The lock at work: time that goes by, hiding, coming back, closing with everything saved.

use super::App;
use crate::jobs::Request;
use crate::platform::clock::{Moment, World};
use crate::platform::presence::Noticed;
use crate::ui::action::Action;
use crate::ui::cx::Acting;
use crate::ui::dialogs::{Dialog, OpenDialog, take_key};
use crate::ui::lock::guard::{Guard, Standing, Step, Why};
use crate::ui::lock::retries::Retries;
use crate::ui::lock::view::{LockPage, Page};
use crate::ui::lock::{LockAct, closed_words};
use crate::ui::views::concerns::form::ConcernForm;
use crate::words::Explained;
use egui::{Event, Key, Modifiers};
use std::path::PathBuf;
use std::time::Duration;

/// The lock of the window.
pub(super) struct Lock {
    pub(super) world: Box<dyn World>,
    pub(super) noticed: Noticed,
    pub(super) guard: Guard,
    pub(super) retries: Retries,
    page: LockPage,
    is_choosing: bool,
    /// The file closes for this reason as soon as everything sent is saved.
    leaving: Option<Why>,
    /// Notices of what was not saved, to be said after closing.
    unsaved: Vec<Explained>,
    /// The record of a concern that was being written when the file closed by itself.
    held: Option<(PathBuf, Acting, ConcernForm)>,
}

impl Lock {
    pub(super) fn new(world: Box<dyn World>) -> Self {
        Self {
            world,
            noticed: Noticed::default(),
            guard: Guard::default(),
            retries: Retries::default(),
            page: LockPage::default(),
            is_choosing: false,
            leaving: None,
            unsaved: Vec::new(),
            held: None,
        }
    }

    /// What stands in place of the screen; none: the screen.
    pub(super) fn page(&self) -> Option<Page> {
        match self.guard.standing() {
            _ if self.leaving.is_some() => Some(Page::Closing),
            Standing::Hidden(back) => Some(Page::Hidden(back)),
            Standing::Shown | Standing::Warned if self.is_choosing => Some(Page::Choosing),
            Standing::Shown | Standing::Warned => None,
        }
    }

    /// Whether nothing of the file may be seen, not in the title either.
    pub(super) fn is_hidden(&self) -> bool {
        self.leaving.is_some() || matches!(self.guard.standing(), Standing::Hidden(_))
    }

    pub(super) fn is_leaving(&self) -> bool {
        self.leaving.is_some()
    }

    fn now(&mut self) -> Moment {
        self.world.moment()
    }

    /// Another file, or none: its PIN and its time begin anew.
    pub(super) fn forget_file(&mut self) {
        self.guard = Guard::default();
        self.page = LockPage::default();
        (self.is_choosing, self.leaving) = (false, None);
        // What happened before does not close the file that is opened now.
        let _ = self.noticed.take();
    }
}

impl App {
    /// The same app, told from outside when nobody is at the machine any more.
    #[must_use]
    pub fn noticing(mut self, noticed: Noticed) -> Self {
        self.lock.noticed = noticed;
        self
    }

    /// Time goes by, before anything is drawn.
    pub(super) fn watch(&mut self, ctx: &egui::Context) {
        let now = self.lock.now();
        self.count_down(ctx, now);
        if self.place.path.is_none() || self.lock.is_leaving() {
            return;
        }
        let had_input = ctx.input(|input| input.events.iter().any(is_from_a_person));
        let minutes = self.settings.idle_minutes;
        let is_encrypted = self.place.file.get().is_none_or(|file| file.facts.is_encrypted);
        let away = self.lock.noticed.take();
        match self.lock.guard.pass(now, had_input, minutes, is_encrypted, away) {
            Step::Stay => {}
            Step::Answered => ctx.input_mut(|input| input.events.retain(|event| !is_typed(event))),
            Step::Hide => self.hidden(ctx),
            Step::Close(why) => self.close_by_itself(ctx, why),
        }
        let next = self.lock.guard.next_ms(now, minutes);
        ctx.request_repaint_after(Duration::from_millis(u64::try_from(next).unwrap_or_default() + 1));
    }

    /// The seconds until a passphrase can be tried again, while it is asked for.
    fn count_down(&mut self, ctx: &egui::Context, now: Moment) {
        let Some(open) = &mut self.dialog else { return };
        let Dialog::Passphrase { path, .. } = &open.dialog else { return };
        open.wait_s = self.lock.retries.wait_s(path, now.awake_ms);
        if open.wait_s.is_some() {
            ctx.request_repaint_after(Duration::from_millis(250));
        }
    }

    /// The key that hides: before any field or dialog hears it.
    pub(super) fn lock_key(&mut self, ui: &egui::Ui) {
        let is_shown = self.place.path.is_some() && self.lock.page().is_none();
        if is_shown && take_key(ui, Modifiers::COMMAND, Key::L) {
            self.queue.push(Action::Lock(LockAct::Hide));
            self.hide_now(ui.ctx());
        }
    }

    fn hide_now(&mut self, ctx: &egui::Context) {
        let now = self.lock.now();
        if self.place.path.is_some() && self.lock.guard.hide(now) {
            self.hidden(ctx);
        }
    }

    /// The screen has hidden: drafts are saved, and what fields remember of their texts goes.
    fn hidden(&mut self, ctx: &egui::Context) {
        self.lock.page = LockPage::default();
        self.lock.is_choosing = false;
        self.save_what_is_being_written();
        forget_typed(ctx);
    }

    fn close_by_itself(&mut self, ctx: &egui::Context, why: Why) {
        let now = self.lock.now();
        self.lock.guard.cover(now);
        self.lock.leaving = Some(why);
        self.lock.unsaved.clear();
        self.hidden(ctx);
    }

    /// Closes the file once everything that was sent to be saved has come back.
    pub(super) fn leave_when_saved(&mut self) {
        let Some(why) = self.lock.leaving.filter(|_| !self.work.has_commands()) else { return };
        let path = self.place.path.clone();
        let is_encrypted = self.place.file.get().is_some_and(|file| file.facts.is_encrypted);
        if let (Some(path), Some(form)) = (path.clone(), self.concern.take()) {
            self.lock.held = Some((path, self.place.acting.clone(), form));
        }
        let unsaved = std::mem::take(&mut self.lock.unsaved);
        self.worker.send(Request::Close);
        self.leave_file();
        self.notices.info(closed_words(why, is_encrypted));
        for said in unsaved {
            self.notices.problem(said);
        }
        if let Some(path) = path.filter(|_| is_encrypted) {
            self.dialog = Some(OpenDialog::new(Dialog::Passphrase { path, was_wrong: false }));
        }
    }

    /// An encrypted file was opened: a hidden screen needs something to come back with.
    pub(super) fn offer_pin(&mut self) {
        let minutes = crate::words::counted(self.settings.idle_minutes as usize, "minute", "minutes");
        let why = format!("Without a session PIN the file closes after {minutes} without a key or the mouse.");
        let said = Explained::new("Choose a PIN, and the screen only hides.", why, "");
        self.notices.offer(said, ("Choose a PIN".to_owned(), Action::Lock(LockAct::ChoosePin)));
    }

    /// Something was not saved: said again where the file is being closed.
    pub(super) fn keep_unsaved(&mut self, said: &Explained) {
        if self.lock.is_leaving() {
            self.lock.unsaved.push(said.clone());
        }
    }

    /// The record of a concern comes back to whom it belongs.
    pub(super) fn bring_back_held(&mut self) {
        let path = self.place.path.as_ref();
        let is_theirs =
            |(of, acting, _): &(PathBuf, Acting, ConcernForm)| Some(of) == path && *acting == self.place.acting;
        if self.concern.is_none() && self.lock.held.as_ref().is_some_and(is_theirs) {
            self.concern = self.lock.held.take().map(|(_, _, form)| form);
        }
    }

    /// Carries out what somebody asked of the lock.
    pub(super) fn act_on_lock(&mut self, act: LockAct, ctx: &egui::Context) {
        let now = self.lock.now();
        match act {
            LockAct::Hide => self.hide_now(ctx),
            LockAct::ChoosePin => {
                self.save_what_is_being_written();
                self.lock.page = LockPage::default();
                self.lock.is_choosing = true;
            }
            LockAct::LeavePin => self.lock.is_choosing = false,
            LockAct::SetPin(pin) => match self.lock.guard.choose(&pin.0) {
                Ok(()) => {
                    self.lock.page = LockPage::default();
                    if std::mem::take(&mut self.lock.is_choosing) {
                        let now = "The lock and Ctrl+L hide the screen.";
                        self.notices.done(Explained::new("The session PIN is chosen.", "", now), None);
                    }
                }
                Err(why) => self.lock.page.is_none(why),
            },
            LockAct::Show(pin) => {
                let step = self.lock.guard.show(&pin.0, now);
                if let Step::Close(why) = step {
                    self.close_by_itself(ctx, why);
                } else if self.lock.is_hidden() {
                    self.lock.page.was_wrong(self.lock.guard.tries_left());
                } else {
                    self.lock.page = LockPage::default();
                    forget_typed(ctx);
                }
            }
            LockAct::Close => self.close_by_itself(ctx, Why::Asked),
        }
        ctx.request_repaint();
    }

    /// Draws what stands in place of the screen. Returns whether anything does.
    pub(super) fn covered(&mut self, ui: &mut egui::Ui) -> bool {
        let Some(page) = self.lock.page() else { return false };
        // What can be pressed or typed there is not for the screen behind.
        crate::ui::lock::view::show(ui, &mut self.queue, page, &mut self.lock.page);
        true
    }

    /// Says over the screen that it will hide.
    pub(super) fn warn_of_hiding(&self, ui: &egui::Ui) {
        if self.lock.guard.standing() == Standing::Warned {
            crate::ui::lock::view::warning(ui);
        }
    }

    /// Whether the screen is hidden: nothing of the file is drawn.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.lock.is_hidden()
    }
}

/// Texts that fields keep to take typing back, and what has the keyboard.
fn forget_typed(ctx: &egui::Context) {
    egui::Popup::close_all(ctx);
    ctx.data_mut(|data| data.remove_by_type::<egui::text_edit::TextEditState>());
    ctx.memory_mut(|memory| {
        if let Some(focused) = memory.focused() {
            memory.surrender_focus(focused);
        }
    });
}

fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Key { .. } | Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::Copy | Event::Cut)
}

fn is_from_a_person(event: &Event) -> bool {
    is_typed(event)
        || matches!(
            event,
            Event::PointerMoved(_)
                | Event::PointerButton { .. }
                | Event::MouseWheel { .. }
                | Event::Touch { .. }
                | Event::Zoom(_)
                | Event::AccessKitActionRequest(_)
        )
}
