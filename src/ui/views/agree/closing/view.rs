//! Replies, what stands in the way, and the button that closes the round.

use super::data::ClosingData;
use super::state::ClosingScreen;
use crate::domain::ids::RoundId;
use crate::domain::plan_result::Reply;
use crate::domain::working_days::after_working_days;
use crate::ops::{Command, Moderating, Prepare};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::dialogs::Dialog;
use crate::ui::theme::space;
use crate::ui::theme::tokens;
use crate::ui::views::overview::data::long_date;
use crate::ui::widgets::{
    Button, Sign, TextField, body, quiet, quiet_group, section_title, sign, small, small_title, strong,
};
use egui::Ui;

const DAY_HINT: &str = "Such as 22/11/2026. Empty: today.";
const DAY_FAULT: &str = "This is no day. Write it as day/month/year, such as 22/11/2026.";

/// Draws it.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &ClosingData, state: &mut ClosingScreen) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    let is_open = cx.round_is_open();
    section_title(ui, "Findings sent for accuracy");
    body(
        ui,
        "Before the round closes, the findings go to those who write the plans, without panel members’ names. They have \
         five working days to say what is not accurate.",
    );
    for reply in &data.replies {
        ui.add_space(space::STEP);
        one(ui, cx, data, state, (round, reply));
    }
    if data.replies.is_empty() {
        quiet(ui, "Nothing was sent so far.");
    }
    if is_open {
        ui.add_space(space::STEP);
        sending(ui, cx, data, state, round);
    }
    ui.add_space(space::GROUP);
    section_title(ui, "Close the round");
    if !is_open {
        body(ui, "The round is closed. Nothing of it changes any more.");
        return;
    }
    if data.obstacles.is_empty() && data.has_sample {
        body(ui, "Nothing stands in the way.");
    } else {
        body(ui, "These stand in the way:");
        for words in &data.obstacles {
            ui.horizontal_top(|ui| {
                let ink = tokens(ui).answer_partly.mark;
                sign(ui, Sign::Warning, space::SIGN, ink, "To settle");
                body(ui, words);
            });
        }
    }
    ui.add_space(space::STEP);
    let reason = (!data.obstacles.is_empty()).then_some("Settle what stands in the way first");
    let reason = reason.or((!data.has_sample).then_some("The round has no sample"));
    if Button::quiet("Close the round…").disabled_because(reason).show(ui).clicked() {
        cx.act(ask_to_close(round, &data.title));
    }
}

/// The question before a round is closed: it cannot be opened again.
#[must_use]
pub fn ask_to_close(round: RoundId, title: &str) -> Action {
    Action::OpenDialog(Dialog::Confirm {
        title: "Close the round?".to_owned(),
        words: format!(
            "“{title}” stays as it is from then on: no answer, no agreed answer and no finding of it can be changed. \
             Panel members then see their own answers against the agreed ones."
        ),
        act: "Close the round".to_owned(),
        action: Box::new(Action::Run(Command::Prepare(Prepare::CloseRound(round)))),
    })
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, data: &ClosingData, state: &mut ClosingScreen, (round, reply): (RoundId, &Reply)) {
    quiet_group(ui, |ui| {
        strong(ui, &format!("Sent to {} on {}", reply.sent_to, long_date(reply.sent_on)));
        match reply.replied_on {
            Some(day) => {
                body(ui, &format!("Reply of {}: {}", long_date(day), reply.reply));
                let changed = if reply.changed.is_empty() { "Nothing was changed for it." } else { &reply.changed };
                small(ui, &format!("What changed: {changed}"));
            }
            None if reply.is_running(data.today) => {
                body(
                    ui,
                    &format!("They can reply until {}. The round stays open until then.", long_date(reply.due_on)),
                );
            }
            None => drop(quiet(ui, &format!("No reply came until {}.", long_date(reply.due_on)))),
        }
        if !cx.round_is_open() {
            return;
        }
        if state.replying == Some(reply.id) {
            writing(ui, cx, data, state, (round, reply));
            return;
        }
        ui.horizontal(|ui| {
            let words = if reply.replied_on.is_some() { "Change the reply" } else { "Record a reply" };
            let name = format!("{words}: {}", reply.sent_to);
            if Button::link(words).name(&name).show(ui).clicked() {
                state.begin_reply(reply.id, &reply.reply, &reply.changed);
            }
            ui.add_space(space::STEP);
            let name = format!("Remove the sending to {}", reply.sent_to);
            if Button::link("Remove").name(&name).show(ui).clicked() {
                cx.run(Command::Moderating(Moderating::RemoveReply { round, id: reply.id }));
            }
        });
    });
}

fn writing(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    data: &ClosingData,
    state: &mut ClosingScreen,
    (round, reply): (RoundId, &Reply),
) {
    let day = ClosingScreen::day(&state.replied_on, data.today);
    let is_early = day.is_some_and(|day| day < reply.sent_on);
    let fault =
        if is_early { Some("The findings went out after this day.") } else { day.is_none().then_some(DAY_FAULT) };
    TextField::new("Reply came on").hint(DAY_HINT).error(fault).width(240.0).show(ui, &mut state.replied_on);
    TextField::new("What the reply says").rows(2).width(560.0).show(ui, &mut state.reply);
    crate::ui::views::guarded::point_out(ui, cx, &state.reply);
    TextField::new("What was changed for it").hint("Empty: nothing").rows(2).width(560.0).show(ui, &mut state.changed);
    crate::ui::views::guarded::point_out(ui, cx, &state.changed);
    ui.horizontal(|ui| {
        let missing = state.reply.trim().is_empty().then_some("Write what the reply says");
        let saves = Button::primary("Save the reply").disabled_because(missing.or(fault)).show(ui).clicked();
        if let (true, Some(replied_on)) = (saves, day) {
            let (reply_text, changed) = (state.reply.clone(), state.changed.clone());
            let id = reply.id;
            cx.run(Command::Moderating(Moderating::RecordReply { round, id, replied_on, reply: reply_text, changed }));
            state.replying = None;
        }
        if Button::quiet("Cancel").show(ui).clicked() {
            state.replying = None;
        }
    });
}

fn sending(ui: &mut Ui, cx: &mut Cx<'_>, data: &ClosingData, state: &mut ClosingScreen, round: RoundId) {
    small_title(ui, "Record a sending");
    let day = ClosingScreen::day(&state.sent_on, data.today);
    TextField::new("Sent to").hint("A team or a role, such as “SEND team”").show(ui, &mut state.sent_to);
    let fault = day.is_none().then_some(DAY_FAULT);
    TextField::new("Sent on").hint(DAY_HINT).error(fault).width(240.0).show(ui, &mut state.sent_on);
    if let Some(day) = day {
        small(ui, &format!("Last day for a reply: {}", long_date(after_working_days(day, 5))));
    }
    let missing = state.sent_to.trim().is_empty().then_some("Say to whom they went");
    let pressed =
        Button::quiet("Record that the findings went out").disabled_because(missing.or(fault)).show(ui).clicked();
    if let (true, Some(sent_on)) = (pressed, day) {
        let sent_to = std::mem::take(&mut state.sent_to);
        state.sent_on.clear();
        cx.run(Command::Moderating(Moderating::SendFindings { round, sent_to, sent_on }));
    }
}
