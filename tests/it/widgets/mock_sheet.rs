//! A score sheet made of the widgets alone, with plain data.

use crate::pictures::{picture, window};
use egui::accesskit::Role;
use egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, ScrollArea, Ui};
use egui_kittest::kittest::Queryable;
use golden_thread::ui::theme::{AnswerTone, NoticeTone, Theme, space, tokens};
use golden_thread::ui::widgets::*;

pub(crate) struct Sheet {
    pub(crate) chosen: Option<String>,
    pub(crate) note: String,
}

impl Default for Sheet {
    fn default() -> Self {
        Sheet {
            chosen: Some("partly".to_owned()),
            note: "Page 4: the health part names epilepsy, not who was asked about sleep.".to_owned(),
        }
    }
}

pub(crate) fn answers() -> Vec<AnswerButton<'static>> {
    [
        ("met", "Met", "1", true),
        ("partly", "Partly met", "2", false),
        ("not_met", "Not met", "3", false),
        ("not_evidenced", "Not evidenced", "4", false),
        ("na", "Not applicable", "0", false),
    ]
    .map(|(code, label, key, full)| {
        let (tone, sign) = answer_look(code, full);
        let enabled = code != "na";
        let hint = if enabled { "" } else { "This criterion applies to every plan" };
        AnswerButton { code, label, key, sign, tone, enabled, hint }
    })
    .to_vec()
}

fn sections() -> Vec<SectionItem<'static>> {
    let item = |code, name, done, total, flag, current| SectionItem { code, name, done, total, flag, current };
    vec![
        item("A", "Views, interests and aspirations", 4, 4, "", false),
        item("B", "Special educational needs", 6, 6, "", false),
        item("C", "Health needs", 2, 5, "", true),
        item("D", "Social care needs", 3, 4, "1 without an answer", false),
        item("E", "Outcomes", 5, 5, "", false),
        item("F", "Special educational provision", 6, 7, "1 to come back to", false),
        item("G", "Health provision", 3, 3, "", false),
        item("H", "Social care provision", 2, 4, "", false),
        item("I", "Placement", 0, 1, "", false),
        item("K", "Advice and information", 0, 2, "", false),
    ]
}

fn criteria() -> Vec<CriterionItem<'static>> {
    let met = AnswerMark { label: "Met", sign: Sign::Tick, tone: AnswerTone::Met };
    let not_evidenced = AnswerMark { label: "Not evidenced", sign: Sign::Question, tone: AnswerTone::NotEvidenced };
    let item = |code, question, answer, flagged| CriterionItem { code, question, answer, flagged, current: false };
    vec![
        item(
            "C3",
            "Does C say how each health need affects learning and daily life at home and at school?",
            Some(met),
            false,
        ),
        item("C4", "Is the source of each health need named, with its date?", Some(not_evidenced), true),
        item("C5", "Is the language plain, with medical words explained?", None, false),
        item("C9", "Are mental health needs considered?", None, false),
    ]
}

fn top_bar(ui: &mut Ui) {
    ui.horizontal_centered(|ui| {
        strong(ui, "Kingston upon Thames");
        quiet(ui, "Spring 2026, round 2");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            Button::quiet("Search").small().sign(Sign::Search).key("Ctrl+K").show(ui);
            quiet(ui, "Amira Khan, health");
        });
    });
}

fn foot(ui: &mut Ui) {
    let narrow = ui.available_width() < 900.0;
    ui.horizontal_centered(|ui| {
        let words = if narrow { "31 of 45" } else { "31 of 45 answered, 2 to come back to" };
        ui.allocate_ui(egui::vec2(if narrow { 100.0 } else { 260.0 }, 40.0), |ui| progress_bar(ui, 31, 45, words));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            Button::primary("Check and hand in").show(ui);
            Button::quiet("Next gap").sign_after(Sign::ArrowRight).show(ui);
            Button::quiet("Previous").sign(Sign::ArrowLeft).show(ui);
        });
    });
}

fn status(ui: &mut Ui) {
    ui.horizontal_centered(|ui| {
        save_state(ui, SaveState::Saved { at: "14:03" });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            Button::link("Undo “Partly met” on C1").sign(Sign::Undo).show(ui);
        });
    });
}

fn guidance(ui: &mut Ui) {
    small_title(ui, "What good looks like");
    reading(ui, "Complete, or a clear “none” with who and when; a blank is not met.");
    ui.add_space(space::STEP);
    small_title(ui, "Where it comes from");
    reading(ui, "SEND Regulations 2014 reg 12(1)(c)");
    small(ui, "Read at the source");
    ui.add_space(space::STEP);
    small_title(ui, "You wrote elsewhere on this plan");
    quiet_group(ui, |ui| {
        small(ui, "B7, partly met");
        body(ui, "Epilepsy is named in B but its effect on the school day is not.");
    });
}

fn question(ui: &mut Ui, sheet: &mut Sheet) {
    small(ui, "C1 · Health needs · Must");
    question_title(ui, "Does C set out each health need linked to SEN or, if none, who in health was asked and when?");
    ui.add_space(space::STEP);
    if let Some(code) = answer_row(ui, "answers", "C1, your answer", &answers(), sheet.chosen.as_deref()) {
        sheet.chosen = Some(code.to_owned());
    }
    ui.add_space(space::STEP);
    TextField::new("Note")
        .hint("Write as if the family will read it: they may.")
        .rows(3)
        .width(f32::INFINITY)
        .show(ui, &mut sheet.note);
    ui.add_space(space::STEP);
    small_title(ui, "Other criteria of this section");
    criterion_list(ui, "criteria", "Other criteria of section C", &criteria());
}

pub(crate) fn draw(ui: &mut Ui, sheet: &mut Sheet) {
    let bar = |ui: &Ui| Frame::new().fill(tokens(ui).surface_raised).inner_margin(Margin::symmetric(16, 4));
    let plain = |ui: &Ui| Frame::new().fill(tokens(ui).surface);
    let frame = bar(ui);
    Panel::top("top").exact_size(48.0).resizable(false).frame(frame).show(ui, top_bar);
    let frame = plain(ui);
    Panel::top("band").resizable(false).frame(frame).show_separator_line(false).show(ui, |ui| {
        standing_band(
            ui,
            NoticeTone::Caution,
            Sign::Info,
            "This is sample data: invented plans, to try things out. Nothing here is about a real child.",
        )
    });
    let width = ui.available_width();
    let frame = plain(ui).inner_margin(Margin::symmetric(16, 2));
    Panel::bottom("status").exact_size(36.0).resizable(false).frame(frame).show(ui, status);
    let frame = bar(ui);
    Panel::bottom("foot").exact_size(56.0).resizable(false).frame(frame).show(ui, foot);
    if width >= 700.0 {
        let frame = plain(ui).inner_margin(Margin { left: 0, right: 0, top: 16, bottom: 0 });
        Panel::left("sections").exact_size(264.0).resizable(false).frame(frame).show(ui, |ui| {
            Frame::new().inner_margin(Margin { left: 12, right: 12, top: 0, bottom: 8 }).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                small(ui, "Plan");
                strong(ui, "EHC-0147");
            });
            ScrollArea::vertical().show(ui, |ui| section_list(ui, "sections", "Sections", &sections()));
        });
    }
    if width >= 1000.0 {
        let frame = plain(ui).inner_margin(Margin::same(24));
        Panel::right("guidance").exact_size(288.0).resizable(false).frame(frame).show(ui, guidance);
    }
    CentralPanel::default().frame(plain(ui)).show(ui, |ui| {
        ScrollArea::vertical().show(ui, |ui| {
            Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
                question(ui, sheet);
                if width < 1000.0 {
                    ui.add_space(space::GROUP);
                    guidance(ui);
                }
            });
        });
    });
}

#[test]
fn the_composed_sheet_has_a_name_for_everything_and_takes_an_answer() {
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark"), (Theme::HighContrast, "contrast")] {
        let mut harness = window(theme, [1280.0, 800.0], 1.0, Sheet::default(), draw);
        picture(&mut harness, &format!("sheet-{name}"));
        harness.get_by_role_and_label(Role::RadioButton, "Not met").click();
        harness.run();
        assert_eq!(harness.state().chosen.as_deref(), Some("not_met"));
        harness.get_by_role_and_label(Role::RadioButton, "Not met").focus();
        harness.run();
        picture(&mut harness, &format!("sheet-{name}-focus"));
    }
}

#[test]
fn the_composed_sheet_fits_at_twice_the_size() {
    for (width, name) in [(800.0, "sheet-200"), (640.0, "sheet-200-narrow")] {
        let mut harness = window(Theme::Light, [width, 600.0], 2.0, Sheet::default(), draw);
        picture(&mut harness, name);
        let answers: Vec<_> = harness.get_all_by_role(Role::RadioButton).map(|node| node.rect()).collect();
        assert_eq!(answers.len(), 5);
        let fits = |rect: &egui::Rect| rect.right() <= width && rect.width() >= 28.0 && rect.height() >= 28.0;
        assert!(answers.iter().all(fits), "{answers:?}");
    }
}
