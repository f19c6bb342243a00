//! A notice: what happened or did not, why, and what to do now.

use super::a11y;
use super::button::Button;
use super::sign::Sign;
use super::text::{body, strong};
use crate::ui::theme::{NoticeTone, space, tokens};
use egui::accesskit::{Live, Role};
use egui::{Frame, Margin, Sense, Ui, Vec2};

/// A notice. Everything but `what` may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice<'a> {
    /// Its colour and sign.
    pub tone: NoticeTone,
    /// What happened, or did not.
    pub what: &'a str,
    /// Why.
    pub why: &'a str,
    /// What to do now.
    pub now: &'a str,
    /// The words of the button that does it.
    pub act: &'a str,
    /// Whether it can be put away.
    pub dismissible: bool,
}

/// What the person did with a notice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoticeResponse {
    /// Pressed its button.
    pub acted: bool,
    /// Put it away.
    pub dismissed: bool,
}

fn sign_of(tone: NoticeTone) -> Sign {
    match tone {
        NoticeTone::Info => Sign::Info,
        NoticeTone::Done => Sign::Tick,
        NoticeTone::Caution | NoticeTone::Problem => Sign::Warning,
    }
}

/// Draws it over the whole width; a screen reader announces it, at once where something was not done.
pub fn notice_bar(ui: &mut Ui, notice: &Notice) -> NoticeResponse {
    let tone = tokens(ui).notice(notice.tone);
    let spoken = [notice.what, notice.why, notice.now].join(" ");
    let urgent = notice.tone == NoticeTone::Problem;
    let role = if urgent { Role::Alert } else { Role::Status };
    let region = a11y::region(ui, ("notice", notice.what), role, spoken.trim(), |ui| {
        let frame = Frame::new().fill(tone.soft).inner_margin(Margin { left: 16, right: 12, top: 12, bottom: 12 });
        let shown = frame.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            show_contents(ui, notice)
        });
        let bar = shown.response.rect.with_max_x(shown.response.rect.left() + space::BAR);
        ui.painter().rect_filled(bar, 0, tone.mark);
        shown.inner
    });
    a11y::write(ui, region.response.id, |node| node.set_live(if urgent { Live::Assertive } else { Live::Polite }));
    region.inner
}

fn show_contents(ui: &mut Ui, notice: &Notice) -> NoticeResponse {
    const CLOSE: f32 = 96.0;
    let mut response = NoticeResponse::default();
    let tone = tokens(ui).notice(notice.tone);
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(space::SIGN_LARGE), Sense::hover());
        sign_of(notice.tone).paint(ui.painter(), rect, tone.mark);
        let width = ui.available_width() - if notice.dismissible { CLOSE } else { 0.0 };
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 2.0;
            strong(ui, notice.what);
            for words in [notice.why, notice.now] {
                if !words.is_empty() {
                    body(ui, words);
                }
            }
            if !notice.act.is_empty() {
                ui.add_space(space::STEP);
                response.acted = Button::quiet(notice.act).small().show(ui).clicked();
            }
        });
        if notice.dismissible {
            let close = Button::link("Dismiss").name("Dismiss this notice").sign(Sign::Cross).show(ui);
            response.dismissed = close.clicked();
        }
    });
    response
}
