//! First steps: three cards, shown once on each machine and again when asked for. Nothing waits for them.

use super::App;
use crate::ui::action::{Action, Preference};
use crate::ui::cx::Cx;
use crate::ui::dialogs::take_key;
use crate::ui::theme::{space, tokens};
use crate::ui::widgets::{Button, body, quiet, region, small_title};
use egui::accesskit::Role;
use egui::{Align2, Area, Frame, Id, Key, Margin, Modifiers, Order, Stroke, Ui, vec2};

/// Width of a card, in points.
const WIDTH: f32 = 360.0;

/// Which card is next once a file is open; the first one stands on the start screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Tour {
    /// Where the places are.
    #[default]
    Places,
    /// Where help is.
    Help,
}

impl App {
    /// Whether first steps are to be shown: never before it is known whether they were seen.
    pub(super) fn shows_tour(&self) -> bool {
        self.knows_settings && !self.settings.tour_seen
    }
}

/// The first card, on the start screen.
pub fn first_card(ui: &mut Ui, cx: &mut Cx<'_>) {
    if !cx.is_blocked && take_key(ui, Modifiers::NONE, Key::Escape) {
        cx.act(Action::Prefer(Preference::TourSeen(true)));
    }
    card(ui, 1, "Look round in the sample", |ui| {
        body(ui, "Invented plans and people, some scored, some agreed. Nothing you try there touches a real audit.");
        ui.add_space(space::STEP);
        ui.horizontal(|ui| {
            if Button::quiet("Look round").name("Look round: open the sample").show(ui).clicked() {
                cx.act(Action::OpenSample { anew: false });
            }
            if Button::link("No first steps").show(ui).clicked() {
                cx.act(Action::Prefer(Preference::TourSeen(true)));
            }
        });
    });
    ui.add_space(space::GROUP);
}

/// The cards beside the places and beside the search, once a file is open. `left`: where the places end, in points.
pub(super) fn cards(ui: &Ui, cx: &mut Cx<'_>, tour: &mut Tour, left: f32) {
    if !cx.is_blocked && take_key(ui, Modifiers::NONE, Key::Escape) {
        cx.act(Action::Prefer(Preference::TourSeen(true)));
        return;
    }
    let area = Area::new(Id::unique("first steps")).order(Order::Middle);
    let area = match tour {
        Tour::Places => area.anchor(Align2::LEFT_TOP, vec2(left + 12.0, 150.0)),
        Tour::Help => area.anchor(Align2::RIGHT_TOP, vec2(-16.0, 56.0)),
    };
    area.show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 32.0));
        match tour {
            Tour::Places => card(ui, 2, "The next step is marked", |ui| {
                body(
                    ui,
                    "The places are at the left. Next stands where the round goes on; Overview has all its steps.",
                );
                ui.add_space(space::STEP);
                let (next, end) = two(ui, "Go on");
                if next {
                    *tour = Tour::Help;
                }
                if end {
                    cx.act(Action::Prefer(Preference::TourSeen(true)));
                }
            }),
            Tour::Help => card(ui, 3, "Help is one key away", |ui| {
                body(
                    ui,
                    "F1 explains the screen you see. Ctrl+K finds a place, a plan or a page of help by a few letters.",
                );
                body(ui, "Everything is saved as you go.");
                ui.add_space(space::STEP);
                if Button::quiet("Done").name("Done: end the first steps").show(ui).clicked() {
                    cx.act(Action::Prefer(Preference::TourSeen(true)));
                }
            }),
        }
    });
}

fn two(ui: &mut Ui, act: &str) -> (bool, bool) {
    ui.horizontal(|ui| {
        let next = Button::quiet(act).show(ui).clicked();
        (next, Button::link("No more first steps").show(ui).clicked())
    })
    .inner
}

fn card(ui: &mut Ui, step: usize, title: &str, contents: impl FnOnce(&mut Ui)) {
    let t = tokens(ui);
    let frame = Frame::new()
        .fill(t.surface_raised)
        .stroke(Stroke::new(2.0, t.accent))
        .corner_radius(space::RADIUS)
        .inner_margin(Margin::same(16));
    frame.show(ui, |ui| {
        region(ui, ("first steps", step), Role::Region, &format!("First steps, {step} of 3"), |ui| {
            quiet(ui, &format!("First steps, {step} of 3"));
            small_title(ui, title);
            contents(ui);
        });
    });
}
