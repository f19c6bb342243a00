//! What is pressed, typed into and read aloud.

use super::mock_sheet::answers;
use super::show;
use crate::pictures::window;
use egui::accesskit::{Invalid, Live, Role, Toggled};
use egui::{Key, Rect};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use golden_thread::ui::theme::{NoticeTone, Theme};
use golden_thread::ui::widgets::*;

fn answer<'h, S>(harness: &'h Harness<S>, label: &'h str) -> Node<'h> {
    harness.get_by_role_and_label(Role::RadioButton, label)
}

fn answer_sheet<'a>(width: f32) -> Harness<'a, Option<String>> {
    window(Theme::Light, [width, 700.0], 1.0, None, |ui, chosen: &mut Option<String>| {
        if let Some(code) = answer_row(ui, "answers", "C1, your answer", &answers(), chosen.as_deref()) {
            *chosen = Some(code.to_owned());
        }
        quiet_button(ui, "Below");
    })
}

#[test]
fn an_answer_is_given_by_pointer_and_shown_as_chosen() {
    let mut harness = answer_sheet(700.0);
    harness.get_by_role_and_label(Role::RadioGroup, "C1, your answer");
    assert_eq!(answer(&harness, "Met").accesskit_node().data().keyboard_shortcut(), Some("1"));
    answer(&harness, "Met").click();
    harness.run();
    assert_eq!(harness.state().as_deref(), Some("met"));
    assert_eq!(answer(&harness, "Met").accesskit_node().toggled(), Some(Toggled::True));
    assert_eq!(answer(&harness, "Partly met").accesskit_node().toggled(), Some(Toggled::False));
}

#[test]
fn an_answer_that_may_not_be_given_cannot_be_pressed_and_says_why() {
    let mut harness = answer_sheet(700.0);
    let node = answer(&harness, "Not applicable");
    assert!(node.accesskit_node().is_disabled());
    assert_eq!(node.accesskit_node().data().description(), Some("This criterion applies to every plan"));
    node.click();
    harness.run();
    assert_eq!(*harness.state(), None);
}

#[test]
fn arrows_move_among_the_answers_and_stop_at_the_last_that_may_be_given() {
    let mut harness = answer_sheet(700.0);
    answer(&harness, "Not met").focus();
    harness.run();
    for _ in 0..4 {
        harness.key_press(Key::ArrowRight);
        harness.run();
    }
    assert!(answer(&harness, "Not evidenced").is_focused(), "not applicable is disabled");
    // Up and down belong to the screen, so they must not carry the keyboard out of the row.
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert!(answer(&harness, "Not evidenced").is_focused());
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert!(answer(&harness, "Not met").is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().as_deref(), Some("not_met"));
}

fn answer_rects(harness: &Harness<Option<String>>) -> Vec<Rect> {
    harness.get_all_by_role(Role::RadioButton).map(|node| node.rect()).collect()
}

#[test]
fn nothing_moves_when_an_answer_is_chosen_at_any_width() {
    for width in [220.0, 330.0, 460.0, 640.0, 1200.0] {
        let mut harness = answer_sheet(width);
        let before = answer_rects(&harness);
        for label in ["Met", "Partly met", "Not met", "Not evidenced"] {
            answer(&harness, label).click();
            harness.run();
            assert_eq!(answer_rects(&harness), before, "{label} at {width}");
        }
        let right = before.iter().map(|rect| rect.right()).fold(0.0, f32::max);
        assert!(right <= width + 0.5, "{right} at {width}");
        for (index, rect) in before.iter().enumerate() {
            assert!(rect.height() >= 28.0 && rect.width() >= 28.0);
            assert!(before[index + 1..].iter().all(|other| !rect.shrink(1.0).intersects(*other)), "overlap at {width}");
        }
    }
}

#[test]
fn answers_with_no_meaning_of_their_own_get_a_look_by_their_points() {
    assert_eq!(answer_look("na", false).1, Sign::Dash);
    assert_eq!(answer_look("yes", true).1, Sign::Tick);
    assert_eq!(answer_look("somewhat", false).1, Sign::Disc);
}

#[test]
fn a_button_says_its_act_its_key_and_why_it_cannot_be_pressed() {
    let mut harness = show((0, 0), |ui, (pressed, blocked): &mut (u32, u32)| {
        *pressed += u32::from(Button::primary("Hand in").key("Ctrl+Enter").show(ui).clicked());
        let reason = Some("Two criteria have no answer");
        *blocked += u32::from(Button::quiet("Close the round").disabled_because(reason).show(ui).clicked());
        Button::link("Open").name("Open EHC-0147").show(ui);
    });
    let hand_in = harness.get_by_role_and_label(Role::Button, "Hand in");
    assert_eq!(hand_in.accesskit_node().data().keyboard_shortcut(), Some("Ctrl+Enter"));
    hand_in.focus();
    harness.run();
    harness.key_press(Key::Space);
    harness.run();
    let close = harness.get_by_role_and_label(Role::Button, "Close the round");
    assert!(close.accesskit_node().is_disabled());
    assert_eq!(close.accesskit_node().data().description(), Some("Two criteria have no answer"));
    close.click();
    harness.run();
    assert_eq!(*harness.state(), (1, 0));
    harness.get_by_role_and_label(Role::Link, "Open EHC-0147");
}

#[test]
fn a_field_is_named_by_its_label_and_tells_its_error() {
    let mut harness = show(String::new(), |ui, text: &mut String| {
        let error = text.is_empty().then_some("Enter the name of your local area.");
        TextField::new("Local area").hint("As on the report").error(error).show(ui, text);
    });
    let field = harness.get_by_role_and_label(Role::TextInput, "Local area");
    assert_eq!(
        field.accesskit_node().data().description(),
        Some("Enter the name of your local area. As on the report")
    );
    assert_eq!(field.accesskit_node().data().invalid(), Some(Invalid::True));
    let alert = harness.get_by_role_and_label(Role::Alert, "Enter the name of your local area.");
    assert_eq!(alert.accesskit_node().data().live(), Some(Live::Assertive));
    field.focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Local area").type_text("Łódź upon Thames");
    harness.run();
    assert_eq!(harness.state(), "Łódź upon Thames");
    let field = harness.get_by_role_and_label(Role::TextInput, "Local area");
    assert_eq!(field.accesskit_node().data().invalid(), None);
    assert_eq!(field.accesskit_node().data().description(), Some("As on the report"));
}

#[test]
fn a_note_grows_with_its_text() {
    let mut harness = show("one".to_owned(), |ui, text: &mut String| {
        TextField::new("Note").rows(2).show(ui, text);
    });
    let height = |harness: &Harness<String>| harness.get_by_role(Role::MultilineTextInput).rect().height();
    let before = height(&harness);
    *harness.state_mut() = "line\n".repeat(8);
    harness.run();
    assert!(height(&harness) > before + 80.0);
}

#[test]
fn a_field_that_is_read_only_keeps_its_text() {
    let mut harness = show("/home/x/area.gthread".to_owned(), |ui, text: &mut String| {
        TextField::new("File").read_only(true).show(ui, text);
    });
    harness.get_by_label("File").focus();
    harness.run();
    harness.get_by_label("File").type_text("changed");
    harness.run();
    assert_eq!(harness.state(), "/home/x/area.gthread");
}

#[test]
fn one_of_several_is_chosen_by_ring_or_list() {
    let mut harness = show((Some(0), None), |ui, (ring, list): &mut (Option<usize>, Option<usize>)| {
        let options = [("The plan", ""), ("The plan and its appendices", "The advice is attached")];
        *ring = choice_radio(ui, "Evidence given", &options, *ring).or(*ring);
        *list = choice_list(ui, "Why not applicable", &["No health need", "Not of that age"], *list, 280.0).or(*list);
    });
    let ring = harness.get_by_role_and_label(Role::RadioButton, "The plan and its appendices");
    assert_eq!(ring.accesskit_node().data().description(), Some("The advice is attached"));
    ring.click();
    harness.run();
    let list = harness.get_by_role_and_label(Role::ComboBox, "Why not applicable");
    assert_eq!(list.value().as_deref(), Some("Choose…"));
    list.click();
    harness.run();
    harness.get_by_role_and_label(Role::ListBoxOption, "Not of that age").click();
    harness.run();
    assert_eq!(*harness.state(), (Some(1), Some(1)));
    let list = harness.get_by_role_and_label(Role::ComboBox, "Why not applicable");
    assert_eq!(list.value().as_deref(), Some("Not of that age"));
}

fn theme_list<'a>() -> Harness<'a, Option<usize>> {
    show(None, |ui, list: &mut Option<usize>| {
        *list = choice_list(ui, "Theme", &["Light", "Dark"], *list, 280.0).or(*list);
    })
}

/// Nothing is chosen from any more, and the keyboard stands on the list that was unfolded.
fn is_folded(harness: &Harness<'_, Option<usize>>) {
    assert!(harness.query_by_role(Role::ListBoxOption).is_none(), "the list is folded");
    assert!(harness.get_by_role_and_label(Role::ComboBox, "Theme").is_focused());
}

#[test]
fn a_list_is_unfolded_and_chosen_from_with_the_keyboard_alone_and_folds_again() {
    let mut harness = theme_list();
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_role_and_label(Role::ComboBox, "Theme").is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    for _ in 0..4 {
        if harness.get_by_role_and_label(Role::ListBoxOption, "Dark").is_focused() {
            break;
        }
        harness.key_press(Key::ArrowDown);
        harness.run();
    }
    assert!(harness.get_by_role_and_label(Role::ListBoxOption, "Dark").is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(*harness.state(), Some(1));
    is_folded(&harness);
}

#[test]
fn a_list_chosen_from_by_a_screen_reader_folds_again() {
    let mut harness = theme_list();
    harness.get_by_role_and_label(Role::ComboBox, "Theme").click_accesskit();
    harness.run();
    harness.get_by_role_and_label(Role::ListBoxOption, "Light").click_accesskit();
    harness.run();
    assert_eq!(*harness.state(), Some(0));
    is_folded(&harness);
}

#[test]
fn a_box_is_ticked_with_the_space_bar() {
    let mut harness = show(false, |ui, ticked: &mut bool| {
        check(ui, "Go to the next criterion after an answer", ticked);
    });
    let node = harness.get_by_role(Role::CheckBox);
    assert_eq!(node.accesskit_node().toggled(), Some(Toggled::False));
    node.focus();
    harness.run();
    harness.key_press(Key::Space);
    harness.run();
    assert!(*harness.state());
    assert_eq!(harness.get_by_role(Role::CheckBox).accesskit_node().toggled(), Some(Toggled::True));
}

#[test]
fn a_notice_is_announced_acted_on_and_put_away() {
    let mut harness = show(NoticeResponse::default(), |ui, done: &mut NoticeResponse| {
        let notice = Notice {
            tone: NoticeTone::Problem,
            what: "The pack was not brought in.",
            why: "It belongs to another round.",
            now: "Open that round’s file.",
            act: "Open another file…",
            dismissible: true,
        };
        let now = notice_bar(ui, &notice);
        *done = NoticeResponse { acted: done.acted || now.acted, dismissed: done.dismissed || now.dismissed };
    });
    let spoken = "The pack was not brought in. It belongs to another round. Open that round’s file.";
    let alert = harness.get_by_role_and_label(Role::Alert, spoken);
    assert_eq!(alert.accesskit_node().data().live(), Some(Live::Assertive));
    harness.get_by_label("Open another file…").click();
    harness.run();
    assert_eq!(*harness.state(), NoticeResponse { acted: true, dismissed: false });
    harness.get_by_label("Dismiss this notice").click();
    harness.run();
    assert!(harness.state().dismissed);
}

#[test]
fn a_failed_save_interrupts_and_a_saved_one_does_not() {
    let mut harness = show(true, |ui, saved: &mut bool| {
        let state =
            if *saved { SaveState::Saved { at: "14:03" } } else { SaveState::NotSaved { why: "the disk is full" } };
        save_state(ui, state);
    });
    let node = harness.get_by_role_and_label(Role::Status, "All changes saved 14:03");
    assert_eq!(node.accesskit_node().data().live(), Some(Live::Polite));
    *harness.state_mut() = false;
    harness.run();
    let node = harness.get_by_role_and_label(Role::Status, "Not saved: the disk is full");
    assert_eq!(node.accesskit_node().data().live(), Some(Live::Assertive));
}

#[test]
fn headings_have_their_levels() {
    let harness = show((), |ui, ()| {
        page_title(ui, "Results");
        section_title(ui, "Grades by section");
        small_title(ui, "What good looks like");
        question_title(ui, "Is every need named?");
    });
    for (text, level) in
        [("Results", 1), ("Grades by section", 2), ("What good looks like", 3), ("Is every need named?", 2)]
    {
        let node = harness.get_by_role_and_label(Role::Heading, text);
        assert_eq!(node.accesskit_node().data().level(), Some(level));
    }
}

#[test]
fn the_fonts_have_every_letter_and_sign_of_the_places_they_are_used_in() {
    // The harness panics on a character without a glyph.
    let harness = show((), |ui, ()| {
        for text in
            ["£ € “quotes” ‘single’ – — … · × ± ≥ ≤ ½ §", "Ŵŵ Ŷŷ ẁẃẅỳ Łódź Őrsi Şahin Đorđević Ñandú", "0123456789"]
        {
            body(ui, text);
            strong(ui, text);
        }
    });
    assert_eq!(harness.get_all_by_role(Role::Label).count(), 6);
}

#[test]
fn an_empty_place_says_what_to_do_and_a_band_stands() {
    let mut harness = show(false, |ui, pressed: &mut bool| {
        standing_band(ui, NoticeTone::Caution, Sign::Lock, "This file is not encrypted.");
        *pressed |= empty_state(ui, "No plans yet", "Bring in the cohort to draw a sample.", "Bring in the cohort");
        figure(ui, "65 %", "Good or better: 13 of 20 plans");
    });
    harness.get_by_role_and_label(Role::Status, "This file is not encrypted.");
    harness.get_by_role_and_label(Role::Group, "65 %, Good or better: 13 of 20 plans");
    harness.get_by_role_and_label(Role::Button, "Bring in the cohort").click();
    harness.run();
    assert!(*harness.state());
}
