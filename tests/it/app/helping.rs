//! The help in the window: its pictures are those of the screens, the quick card is saved from it, and a plan's whole
//! record from its row.

use super::Window;
use crate::pictures::{paper, picture};
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::assets::{HELP_PICTURES, help_picture};
use golden_thread::testing::FixedWorld;
use golden_thread::ui::action::Action;
use golden_thread::ui::route::{Discipline, Route, Task};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Width of the window in the pictures of help, in points; a pixel each.
const WIDTH: f32 = 836.0;
/// The margin the harness leaves, in pixels.
const MARGIN: u32 = 8;

/// The sample in a folder, made on a fixed day: every run draws the same.
fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("sample.gthread");
    golden_thread::sample_file::make(&path, Box::new(FixedWorld::default()), false).unwrap();
    path
}

/// Draws every picture of help, in the order they are shipped.
fn draw(wanted: &[&'static str]) -> Vec<(&'static str, image::RgbaImage)> {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let mut drawn = Vec::new();
    for name in wanted.iter().copied() {
        let mut window = Window::open(folder.path(), Some(path.clone()));
        let height = match name {
            "agree" | "overview" => 736.0,
            "allocate" | "health" | "sheet" | "projector" => 636.0,
            _ => 556.0,
        };
        window.harness.set_size(egui::vec2(if name == "overview" { 896.0 } else { WIDTH }, height));
        let is_member = matches!(name, "plans" | "sheet" | "health");
        window.act_as(if is_member { "Hazel Brightwater" } else { "Audit lead" });
        let route = match name {
            "overview" => Route::Overview,
            "allocate" => Route::Prepare(Task::Allocate),
            "plans" | "sheet" => Route::Plans,
            "health" => Route::Discipline(Discipline::Health),
            "projector" | "agree" => Route::Agree,
            "results" => Route::Results,
            "reports" => Route::Reports,
            "packs" => Route::Packs,
            "measures" => Route::Measures,
            "tools" => Route::Tools,
            other => panic!("nobody draws {other}"),
        };
        window.harness.state_mut().act(Action::Go(route));
        window.settle();
        match name {
            "sheet" => window.key(egui::Key::Enter),
            "projector" => window.key(egui::Key::P),
            _ => {}
        }
        window.settle();
        drawn.push((name, without_margin(window.harness.render().unwrap())));
        window.close();
    }
    drawn
}

/// The picture without the margin the harness leaves round a window.
fn without_margin(drawn: image::RgbaImage) -> image::RgbaImage {
    let (across, down) = drawn.dimensions();
    image::imageops::crop_imm(&drawn, MARGIN, MARGIN, across - 2 * MARGIN, down - 2 * MARGIN).to_image()
}

/// As a small PNG: the 256 colours most used, every other one as the nearest of them.
fn to_png(drawn: &image::RgbaImage) -> Vec<u8> {
    let (across, down) = drawn.dimensions();
    let mut used: BTreeMap<[u8; 3], u32> = BTreeMap::new();
    for pixel in drawn.pixels() {
        *used.entry([pixel[0], pixel[1], pixel[2]]).or_default() += 1;
    }
    let mut most: Vec<[u8; 3]> = used.keys().copied().collect();
    most.sort_by_key(|colour| (std::cmp::Reverse(used[colour]), *colour));
    most.truncate(256);
    let far = |a: &[u8; 3], b: &[u8; 3]| a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum::<u32>();
    let nearest = |colour: &[u8; 3]| (0..most.len()).min_by_key(|at| (far(&most[*at], colour), *at)).unwrap() as u8;
    let place: BTreeMap<[u8; 3], u8> = used.keys().map(|colour| (*colour, nearest(colour))).collect();
    let rows: Vec<u8> = drawn.pixels().map(|pixel| place[&[pixel[0], pixel[1], pixel[2]]]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, across, down);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(most.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header().unwrap().write_image_data(&rows).unwrap();
    bytes
}

/// `WRITE_PAGES=1 cargo test --locked --test it help_pictures` writes them anew.
#[test]
fn help_pictures_are_what_the_screens_draw_now() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help/pictures");
    for (name, drawn) in draw(&HELP_PICTURES.map(|(name, _)| name)) {
        let fresh = to_png(&drawn);
        if let Some(folder) = std::env::var_os("GT_PICTURES") {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(Path::new(&folder).join(format!("help-{name}.png")), &fresh).unwrap();
        }
        let kept = image::load_from_memory(help_picture(name).unwrap()).unwrap().to_rgba8();
        let now = image::load_from_memory(&fresh).unwrap().to_rgba8();
        // Drawn again before it is called stale: on a busy machine a caret may blink meanwhile.
        let again = || image::load_from_memory(&to_png(&draw(&[name])[0].1)).unwrap().to_rgba8();
        if is_the_same(&kept, &now) || (0..3).any(|_| is_the_same(&kept, &again())) {
            continue;
        }
        assert!(
            std::env::var_os("WRITE_PAGES").is_some(),
            "{name} is stale, {}: WRITE_PAGES=1 cargo test --locked --test it help_pictures",
            differences(&kept, &now)
        );
        std::fs::write(folder.join(format!("{name}.png")), &fresh).unwrap();
    }
}

/// Where letters lie in the painter's own texture shades a pixel by a few levels, and with 256 colours the nearest one
/// may then be another: up to 16 levels of shade, and as far again in each of three directions to the nearest colour.
const SHADES: u8 = 48;

/// How far two pixels are apart, in levels.
fn apart(a: &image::Rgba<u8>, b: &image::Rgba<u8>) -> u8 {
    a.0.iter().zip(b.0).map(|(a, b)| a.abs_diff(b)).max().unwrap_or_default()
}

/// Whether two pictures show the same.
fn is_the_same(one: &image::RgbaImage, other: &image::RgbaImage) -> bool {
    one.dimensions() == other.dimensions() && one.pixels().zip(other.pixels()).all(|(a, b)| apart(a, b) <= SHADES)
}

/// How many pixels differ, by how much at most, and where the first of them lies.
fn differences(one: &image::RgbaImage, other: &image::RgbaImage) -> String {
    if one.dimensions() != other.dimensions() {
        return format!("{:?} and {:?}", one.dimensions(), other.dimensions());
    }
    let far = |(x, y, a): (u32, u32, &image::Rgba<u8>)| (apart(a, other.get_pixel(x, y)), x, y);
    let all: Vec<(u8, u32, u32)> = one.enumerate_pixels().map(far).filter(|(far, ..)| *far > SHADES).collect();
    let most = all.iter().map(|(far, ..)| *far).max();
    format!("{} pixels differ, by {most:?} at most, first {:?}", all.len(), all.first())
}

#[test]
fn one_letter_other_on_a_screen_makes_its_picture_stale() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), None);
    let drawn = |window: &mut Window<'_>| {
        let fresh = to_png(&without_margin(window.harness.render().unwrap()));
        image::load_from_memory(&fresh).unwrap().to_rgba8()
    };
    window.fill("Audit file", "/audits/kent.gthread");
    let one = drawn(&mut window);
    window.fill("Audit file", "/audits/kemt.gthread");
    assert!(!is_the_same(&one, &drawn(&mut window)));
    window.fill("Audit file", "/audits/kent.gthread");
    assert!(is_the_same(&one, &drawn(&mut window)));
}

#[test]
fn a_page_shows_its_picture_with_words_for_it_and_lets_it_go() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), Some(sample(folder.path())));
    window.act_as("Hazel Brightwater");
    window.key(egui::Key::Enter);
    window.key(egui::Key::F1);
    let images = window.harness.query_all_by_role(Role::Image);
    let named: Vec<String> = images.filter_map(|node| node.accesskit_node().label()).collect();
    assert!(named.iter().any(|words| words.starts_with("A score sheet:")), "{named:?}");
    assert!(window.harness.ctx.tex_manager().read().allocated().any(|(_, texture)| texture.name == "help: sheet"));
    picture(&mut window.harness, "help-score-sheet");
    window.key(egui::Key::Escape);
    assert!(!window.harness.ctx.tex_manager().read().allocated().any(|(_, texture)| texture.name == "help: sheet"));
}

fn open_card(window: &mut Window<'_>) {
    let text = golden_thread::assets::HELP_QUICK_CARD;
    window.harness.state_mut().act(Action::OpenDialog(golden_thread::ui::dialogs::Dialog::Help(text)));
    window.settle();
    window.heading("The quick card");
}

#[test]
fn the_quick_card_is_saved_from_help_on_one_tagged_page_with_the_rounds_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), Some(sample(folder.path())));
    window.act_as("Audit lead");
    open_card(&mut window);
    picture(&mut window.harness, "help-quick-card");
    let path = folder.path().join("card.pdf");
    window.fill("Save the quick card as", path.to_str().unwrap());
    window.press("Save the quick card");
    assert!(window.says("The quick card is saved."), "{:?}", window.all_words());
    paper(&path, "quick-card.pdf");
    let pdf = lopdf::Document::load(&path).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
    let root = pdf.catalog().unwrap();
    assert!(root.has(b"StructTreeRoot") && root.has(b"MarkInfo") && root.has(b"Lang"));
    let text = pdf.extract_text(&[1]).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["Kingston upon Thames", "43 questions", "Not evidenced", "Whom to ask", "Ctrl+Enter"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // It is never written over something without a question.
    open_card(&mut window);
    window.fill("Save the quick card as", path.to_str().unwrap());
    window.press("Save the quick card");
    window.heading("Replace the file?");
}

#[test]
fn without_a_file_the_quick_card_has_the_words_of_the_default_tool() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), None);
    open_card(&mut window);
    let path = folder.path().join("card");
    window.fill("Save the quick card as", path.to_str().unwrap());
    window.press("Save the quick card");
    assert!(window.says("The quick card is saved."), "{:?}", window.all_words());
    let pdf = lopdf::Document::load(path.with_extension("pdf")).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
}

#[test]
fn a_plans_whole_record_is_shown_and_saved_from_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), Some(sample(folder.path())));
    window.act_as("Audit lead");
    window.press("Plans");
    window.key(egui::Key::ArrowDown);
    let row = window.at_cursor();
    let reference = row.split(',').next().unwrap().to_owned();
    picture(&mut window.harness, "plans-with-record");
    window.press(&format!("Save the record of {reference}…"));
    assert_eq!(window.harness.state().route(), Route::Reports);
    let data = window.harness.state().reports_data().unwrap();
    assert!(data.page_texts.iter().any(|text| text.contains(&reference.to_lowercase())));
    let looks = data.pages.as_ref().unwrap().looks.len();
    picture(&mut window.harness, "record-of-a-plan");
    let path = folder.path().join("record.pdf");
    window.fill("Save the report as", path.to_str().unwrap());
    window.press(if looks == 0 { "Save" } else { "Save all the same" });
    assert!(window.says("The report is saved.") && window.says("record.pdf"), "{:?}", window.all_words());
    let pdf = lopdf::Document::load(&path).unwrap();
    assert!(pdf.extract_text(&[1]).unwrap().replace(' ', "").contains(&reference.replace(' ', "")));
}

#[test]
fn a_plans_data_alone_is_saved_from_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), Some(sample(folder.path())));
    window.act_as("Audit lead");
    window.press("Plans");
    window.key(egui::Key::ArrowDown);
    let reference = window.at_cursor().split(',').next().unwrap().to_owned();
    window.press(&format!("Save the data of {reference}…"));
    picture(&mut window.harness, "data-of-a-plan");
    let path = folder.path().join("plan.json");
    window.fill("Export to", path.to_str().unwrap());
    let all_the_same = window.harness.query_by_label("Export all the same").is_some();
    window.press(if all_the_same { "Export all the same" } else { "Export" });
    assert!(window.says(&format!("The data of plan {reference} is written.")), "{:?}", window.all_words());
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let plans: Vec<&str> = json["sample"].as_array().unwrap().iter().filter_map(|p| p["plan"].as_str()).collect();
    assert_eq!(plans, [reference.as_str()]);
    assert!(json["sheets"].as_array().unwrap().iter().all(|sheet| sheet["plan"] == reference.as_str()));
}

#[test]
fn a_member_gets_no_colleagues_open_answers_with_a_plans_data() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), Some(sample(folder.path())));
    window.act_as("Hazel Brightwater");
    window.choose("Show", "All plans of the round");
    window.focus_rows("Plans");
    let mut checked = 0;
    for at in 0..20 {
        window.key(egui::Key::Home);
        for _ in 0..at {
            window.key(egui::Key::ArrowDown);
        }
        let row = window.at_cursor();
        if !row.contains("being scored") {
            continue;
        }
        let reference = row.split(',').next().unwrap().to_owned();
        window.press(&format!("Save the data of {reference}…"));
        let path = folder.path().join(format!("plan-{at}.json"));
        window.fill("Export to", path.to_str().unwrap());
        let all_the_same = window.harness.query_by_label("Export all the same").is_some();
        window.press(if all_the_same { "Export all the same" } else { "Export" });
        let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let sheets = json["sheets"].as_array().unwrap();
        assert!(sheets.iter().all(|sheet| sheet["member"] == "Hazel Brightwater"), "{reference}: {sheets:?}");
        assert_eq!(json["agreed"], serde_json::json!([]));
        checked += 1;
        if checked == 3 {
            break;
        }
        window.press("Plans");
        window.focus_rows("Plans");
    }
    assert!(checked > 0, "the sample has plans that are not compared yet");
}
