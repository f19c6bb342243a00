//! The screen of reports: the pages shown are the pages saved, and what is chosen is kept.

use super::Window;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::domain::report::ReportKind;
use golden_thread::ops::Session;
use golden_thread::testing::FixedWorld;
use std::path::PathBuf;

fn open(folder: &std::path::Path) -> (Window<'static>, PathBuf) {
    let path = folder.join("sample.gthread");
    golden_thread::sample_file::make(&path, Box::new(golden_thread::platform::clock::Machine), false).unwrap();
    let mut window = Window::open(folder, Some(path.clone()));
    window.act_as("Audit lead");
    window.press("Reports");
    window.heading("Reports");
    (window, path)
}

/// Unfolds the list with this label and chooses.
fn choose(window: &mut Window<'_>, label: &str, option: &str) {
    let list = window.harness.query_all_by_label(label).find(|n| n.accesskit_node().role() == Role::ComboBox);
    list.unwrap_or_else(|| panic!("no list {label}")).click_accesskit();
    window.settle();
    let rows = window.harness.query_all_by_label(option);
    let row = rows.into_iter().find(|n| n.accesskit_node().role() == Role::ListBoxOption);
    row.unwrap_or_else(|| panic!("no option {option}")).click();
    window.settle();
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[test]
fn the_pages_on_the_screen_are_the_pages_of_the_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = open(folder.path());
    for kind in [ReportKind::Summary, ReportKind::Board] {
        if kind != ReportKind::Summary {
            choose(&mut window, "Report", kind.label());
        }
        let data = window.harness.state().reports_data().unwrap().clone();
        assert_eq!(data.wanted.kind, kind);
        let pages = &data.pages.as_ref().unwrap().laid.pages;
        assert!(window.says(&format!("Page 1 of {}", pages.len())));
        let pdf = folder.path().join(format!("{}.pdf", kind.code()));
        window.press("Save as PDF…");
        window.fill("Save the report as", pdf.to_str().unwrap());
        window.press("Save");
        assert!(window.says("The report is saved."), "{:?}", window.all_words());
        window.press("Print…");
        // The printer answers on a thread of its own.
        for _ in 0..500 {
            window.settle();
            if window.says("The report went to the printer.") {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        assert!(window.says("The report went to the printer."), "{:?}", window.all_words());
        assert_eq!(std::fs::read_to_string(folder.path().join("printed")).unwrap(), pdf.to_string_lossy());
        let file = lopdf::Document::load(&pdf).unwrap();
        assert_eq!(file.get_pages().len(), pages.len());
        // The foot says when it was made; both were made on the same fixed day.
        for (at, text) in data.page_texts.iter().enumerate() {
            let printed = file.extract_text(&[u32::try_from(at + 1).unwrap()]).unwrap();
            assert_eq!(without_space(&printed).len(), without_space(text).len(), "{kind:?}, page {}", at + 1);
        }
    }
    window.press("Save as PDF…");
    window.press("Save");
    window.press("Save as PDF…");
    window.press("Save");
    window.heading("Replace the file?");
}

#[test]
fn what_is_chosen_and_worded_is_kept_and_stands_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, path) = open(folder.path());
    window.press("How the sample was drawn");
    window.fill("Covering text", "For the board of January.");
    window.key(egui::Key::Tab);
    let data = window.harness.state().reports_data().unwrap();
    assert!(data.parts.iter().any(|(code, _, printed)| *code == "drawn" && !printed));
    assert!(data.page_texts[0].contains("for the board of january."), "{}", data.page_texts[0]);
    assert!(!data.page_texts.iter().any(|text| text.contains("cohort digest")));
    window.close();
    let mut session = Session::open(&path, None, Box::new(FixedWorld::default())).unwrap();
    let round = session.round(None).unwrap();
    let texts = session.snapshot(&round, None).unwrap().report_texts;
    assert_eq!(texts["summary"]["covering"], "For the board of January.");
    assert_eq!(texts["summary"]["left_out"], "drawn");
}

#[test]
fn feedback_on_a_plan_that_is_not_agreed_says_why_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = open(folder.path());
    choose(&mut window, "Report", "Plan feedback");
    let data = window.harness.state().reports_data().unwrap();
    let open_plan = data.plans.iter().find(|(_, reference)| !reference.is_empty()).unwrap().1.clone();
    assert!(window.says(&open_plan));
    let sheets = folder.path().join("sheets");
    window.press("Save a sheet for every plan…");
    window.fill("Folder for the sheets", sheets.to_str().unwrap());
    window.press("Save");
    let written = std::fs::read_dir(&sheets).unwrap().count();
    assert!(written > 0 && window.says("saved."), "{:?}", window.all_words());
    assert!(std::fs::read_dir(&sheets).unwrap().all(|f| f.unwrap().file_name().to_string_lossy().ends_with(".pdf")));
}

#[test]
fn a_logo_is_chosen_stands_on_every_first_page_and_a_file_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, path) = open(folder.path());
    let has_image = |window: &Window<'_>| {
        let data = window.harness.state().reports_data().unwrap();
        let page = &data.pages.as_ref().unwrap().laid.pages[0];
        page.marks.iter().any(|mark| matches!(mark, golden_thread::report::Mark::Image(_)))
    };
    let text = folder.path().join("logo.txt");
    std::fs::write(&text, "no picture").unwrap();
    window.fill("Picture", text.to_str().unwrap());
    window.press("Use as logo");
    assert!(window.says("The logo was not taken."), "{:?}", window.all_words());
    assert!(window.says("neither a PNG nor a JPEG"), "{:?}", window.all_words());
    assert!(!has_image(&window));
    let png = folder.path().join("logo.png");
    image::RgbaImage::from_pixel(1200, 400, image::Rgba([20, 80, 120, 255])).save(&png).unwrap();
    window.fill("Picture", png.to_str().unwrap());
    window.press("Use as logo");
    assert!(has_image(&window), "{:?}", window.all_words());
    choose(&mut window, "Report", "Board report");
    assert!(has_image(&window));
    window.press("Remove the logo");
    assert!(!has_image(&window));
    assert!(window.says("The logo is removed."), "{:?}", window.all_words());
    window.press("Undo");
    assert!(has_image(&window), "it is printed again");
    window.press("Remove the logo");
    assert!(!has_image(&window));
    window.fill("Picture", png.to_str().unwrap());
    window.press("Use as logo");
    window.close();
    let session = Session::open(&path, None, Box::new(FixedWorld::default())).unwrap();
    let logo = session.logo().unwrap().unwrap();
    assert_eq!((logo.width(), logo.height()), (540, 180));
}

#[test]
fn wording_before_and_after_is_kept_and_stands_in_the_learning_note() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = open(folder.path());
    choose(&mut window, "Report", "Learning note");
    let themes = window.harness.state().reports_data().unwrap().themes.clone();
    assert_eq!(themes.len(), 5, "{themes:?}");
    window.fill("Before, theme 1", "Gets help when needed.");
    window.key(egui::Key::Tab);
    window.fill("After, theme 1", "Has ten minutes with a named adult each morning.");
    window.key(egui::Key::Tab);
    let data = window.harness.state().reports_data().unwrap();
    let text = data.page_texts.concat();
    assert!(text.contains("gets help when needed."), "{text}");
    assert!(text.contains("ten minutes with a named adult"), "{text}");
}

#[test]
fn what_looks_like_a_person_is_shown_before_the_report_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = open(folder.path());
    window.fill("Covering text", "Mrs Okafor told the panel so. Write to jo@example.org.");
    window.key(egui::Key::Tab);
    let pdf = folder.path().join("checked.pdf");
    window.press("Save as PDF…");
    window.fill("Save the report as", pdf.to_str().unwrap());
    window.key(egui::Key::Enter);
    assert!(!pdf.exists() && window.says("2 places look like a person"), "{:?}", window.all_words());
    window.press("Not a person: Mrs Okafor");
    assert!(window.says("1 place looks like a person"), "{:?}", window.all_words());
    // The list above it makes it roll out of sight: pressed as by a screen reader.
    window.harness.get_by_label("Save all the same").click_accesskit();
    window.settle();
    assert!(pdf.exists() && window.says("The report is saved."), "{:?}", window.all_words());
}

#[test]
fn the_data_of_a_round_is_exported_as_chosen_and_never_over_a_file_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = open(folder.path());
    let path = folder.path().join("round.xlsx");
    for _ in 0..2 {
        window.press("Export the round\u{2019}s data…");
        // Names the first time taken away, the second time put back.
        window.press("Letters instead of members\u{2019} names");
        window.fill("Export to", path.to_str().unwrap());
        let looked_at = window.harness.query_by_label("Export all the same").is_some();
        window.press(if looked_at { "Export all the same" } else { "Export" });
    }
    let with_letters = std::fs::read(&path).unwrap();
    assert!(with_letters.starts_with(b"PK"), "a workbook is a ZIP file");
    window.heading("Replace the file?");
    window.press("Replace");
    assert!(window.says("The data of the round is written."), "{:?}", window.all_words());
    assert_ne!(std::fs::read(&path).unwrap(), with_letters);
}
