//! What a reason is asked for, in front of the screen. Unanswered is "Cancel".

use super::data::AgreeData;
use super::state::{About, AgreeScreen, Asking};
use crate::domain::ids::RoundId;
use crate::domain::sheet::GradeOverride;
use crate::ops::{Command, Moderating};
use crate::ui::cx::Cx;
use crate::ui::dialogs::in_front;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, TextField, body, choice_radio};
use egui::Ui;

/// Draws it, if anything is asked.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen) {
    let (Some(asking), Some(round)) = (state.asking.as_mut(), cx.round.map(|round| round.id)) else { return };
    let words = words(data, &asking.about);
    let mut is_done = false;
    let left = in_front(ui, "agree asking", &words.title, |ui| {
        body(ui, &words.what);
        ui.add_space(space::STEP);
        if matches!(asking.about, About::Override(_)) {
            let options: Vec<(&str, &str)> = data.tool.grades.iter().map(|g| (g.label.as_str(), "")).collect();
            if let Some(pressed) = choice_radio(ui, "The panel’s grade", &options, asking.grade) {
                asking.grade = Some(pressed);
            }
        }
        let field = TextField::new("Reason").hint(words.hint).rows(2).width(480.0);
        let field = field.show(ui, &mut asking.reason);
        if !std::mem::replace(&mut asking.was_drawn, true) {
            field.request_focus();
        }
        crate::ui::views::guarded::point_out(ui, cx, &asking.reason);
        ui.add_space(space::STEP);
        let command = command(data, asking, round);
        let missing = command.is_none().then_some("Write the reason first");
        ui.horizontal(|ui| {
            if Button::primary(words.act).disabled_because(missing).show(ui).clicked()
                && let Some(command) = command
            {
                cx.run(Command::Moderating(command));
                is_done = true;
            }
            is_done |= Button::quiet("Cancel").show(ui).clicked();
        });
    });
    if left || is_done {
        state.asking = None;
    }
}

struct Words {
    title: String,
    what: String,
    hint: &'static str,
    act: &'static str,
}

fn words(data: &AgreeData, about: &About) -> Words {
    let open = |subject| data.get_plan(subject).map(|plan| plan.reference.as_str());
    let waiting = |subject| data.waiting.iter().find(|plan| plan.subject == subject).map(|p| p.reference.as_str());
    match about {
        About::OpenEarly(subject) => Words {
            title: format!("Open {} before all sheets are in?", waiting(*subject).unwrap_or_default()),
            what: "Those who hand in later are marked “not blind”; their answers stay out of the agreement figures."
                .to_owned(),
            hint: "It stands in the log and beside the plan.",
            act: "Open the comparison",
        },
        About::Return(subject, _, letter) => Words {
            title: format!("Hand sheet {letter} of {} back?", open(*subject).unwrap_or_default()),
            what: "It becomes a draft again, and its member may change it. The comparison of the plan closes until it \
                   is in once more; what was agreed stays. The sheet is then marked “not blind”."
                .to_owned(),
            hint: "Its member reads this.",
            act: "Hand the sheet back",
        },
        About::Override(subject) => Words {
            title: format!("Set the grade of {}", open(*subject).unwrap_or_default()),
            what:
                "The panel’s own grade stands in place of the one the answers give, and is always shown as overridden."
                    .to_owned(),
            hint: "It is printed with the grade.",
            act: "Set the grade",
        },
    }
}

fn command(data: &AgreeData, asking: &Asking, round: RoundId) -> Option<Moderating> {
    let reason = asking.reason.trim().to_owned();
    if reason.is_empty() {
        return None;
    }
    Some(match &asking.about {
        About::OpenEarly(subject) => Moderating::OpenEarly { round, subject: *subject, reason },
        About::Return(subject, member, _) => {
            Moderating::ReturnSheet { round, subject: *subject, member: *member, reason }
        }
        About::Override(subject) => {
            let grade = data.tool.grades.get(asking.grade?)?.code.clone();
            Moderating::Override { round, subject: *subject, grade: Some(GradeOverride { grade, reason }) }
        }
    })
}
