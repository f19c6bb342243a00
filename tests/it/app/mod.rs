//! The window's app without the window: screens by role and visible name, the worker on its real thread.

mod agreeing;
mod arranging;
mod blindness;
mod cohort;
mod disciplines;
mod failures;
mod file;
mod following;
mod helping;
mod keeping;
mod layout;
mod lock;
mod looks;
mod packs;
mod preparing;
mod refused;
mod registers;
mod reports;
mod results;
mod scoring;
mod sheet_marks;
mod shell;
mod start;
mod strands;
mod tools;

use crate::cpu_renderer::CpuRenderer;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::jobs::{Config, FakeDialogs};
use golden_thread::platform::presence::Noticed;
use golden_thread::testing::{HandClock, HandWorld, TestFile};
use golden_thread::ui::action::Action;
use golden_thread::ui::app::App;
use golden_thread::ui::cx::Support;
use golden_thread::ui::route::Route;
use golden_thread::ui::theme::Theme;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The app at work.
pub(super) struct Window<'a> {
    pub(super) harness: Harness<'a, App>,
    /// Time goes by only as the test says.
    pub(super) clock: HandClock,
    /// What the machine notices.
    pub(super) noticed: Noticed,
}

fn config(folder: &Path, clock: &HandClock, turn: u32) -> Config {
    let clock = clock.clone();
    Config {
        world: Arc::new(move || Box::new(HandWorld::in_turn(clock.clone(), turn))),
        wake: Arc::new(|| {}),
        tools: Arc::new(golden_thread::jobs::worker::shipped_tools),
        sample: Arc::new(|path| {
            let world = Box::new(golden_thread::platform::clock::Machine);
            golden_thread::sample_file::make(path, world, true).map_err(|e| e.to_string())
        }),
        sample_path: folder.join("sample.gthread"),
        settings_path: Some(folder.join("settings.json")),
        print_file: Arc::new({
            let folder = folder.to_owned();
            move |path| {
                std::fs::write(folder.join("printed"), path.to_string_lossy().as_bytes()).map_err(|e| e.to_string())
            }
        }),
        show_file: Arc::new({
            let folder = folder.to_owned();
            move |path| {
                std::fs::write(folder.join("shown"), path.to_string_lossy().as_bytes()).map_err(|e| e.to_string())
            }
        }),
    }
}

impl Window<'_> {
    /// Opens the window on a file, or on the start screen.
    pub(super) fn open(folder: &Path, file: Option<PathBuf>) -> Self {
        Self::open_choosing(folder, file, Vec::new())
    }

    /// As [`Self::open`], with a system dialog that chooses these paths in order.
    pub(super) fn open_choosing(folder: &Path, file: Option<PathBuf>, chosen: Vec<Option<PathBuf>>) -> Self {
        Self::opened(folder, file, chosen, 0)
    }

    /// As [`Self::open`], as the window of that turn on one file: its ids are its own.
    pub(super) fn open_in_turn(folder: &Path, file: PathBuf, turn: u32) -> Self {
        Self::opened(folder, Some(file), Vec::new(), turn)
    }

    fn opened(folder: &Path, file: Option<PathBuf>, chosen: Vec<Option<PathBuf>>, turn: u32) -> Self {
        let (clock, noticed) = (HandClock::default(), Noticed::default());
        // First steps were seen; a test that is about them writes preferences of its own.
        let kept = folder.join("settings.json");
        if !kept.exists() {
            std::fs::write(kept, r#"{"tour_seen": true}"#).unwrap();
        }
        let app = App::new(config(folder, &clock, turn), Box::new(FakeDialogs::choosing(chosen)), file);
        let drawn_by = "OpenGL 4.5 Mesa 22.3.6; it is the first choice and works".to_owned();
        let support = Support { drawn_by, log: Some(folder.join("window.log")) };
        let app = app.noticing(noticed.clone()).supported(support);
        let harness = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_max_steps(20)
            .renderer(CpuRenderer::default())
            .with_context_setup(|ctx| Theme::Light.install(ctx))
            .build_ui_state(
                |ui, app: &mut App| {
                    app.logic(ui.ctx());
                    let room = ui.max_rect();
                    app.ui(ui);
                    crate::layout::note_width(ui, room);
                },
                app,
            );
        let mut window = Self { harness, clock, noticed };
        window.settle();
        window
    }

    /// Opens the window on a sample of its own; the folder goes with it.
    pub(super) fn on_sample() -> (tempfile::TempDir, Self) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.gthread");
        golden_thread::sample_file::make(&path, Box::new(golden_thread::platform::clock::Machine), false).unwrap();
        let window = Self::open(folder.path(), Some(path));
        (folder, window)
    }

    /// Goes to a screen.
    pub(super) fn go(&mut self, route: Route) {
        self.harness.state_mut().act(Action::Go(route));
        self.settle();
    }

    /// Opens the window on a file and chooses who is acting, by keyboard.
    pub(super) fn open_as(file: &TestFile, name: &str) -> Self {
        let mut window = Self::open(file.folder(), Some(file.path()));
        window.act_as(name);
        window
    }

    /// On the screen that asks who is acting: down to the name, then Enter.
    pub(super) fn act_as(&mut self, name: &str) {
        self.heading("Who is acting?");
        for _ in 0..40 {
            if self.at_cursor().starts_with(name) {
                self.key(Key::Enter);
                return;
            }
            self.key(Key::ArrowDown);
        }
        panic!("{name} is not in the list");
    }

    /// The name of the row the keyboard stands on in a table.
    pub(super) fn at_cursor(&self) -> String {
        let mut rows = self.harness.get_all_by_role(Role::RowHeader);
        rows.find(|node| node.is_focused()).and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    }

    /// The name of what has the keyboard.
    pub(super) fn focused_name(&self) -> String {
        let nodes = self.harness.root().children_recursive();
        nodes.into_iter().find(|n| n.is_focused()).and_then(|n| n.accesskit_node().label()).unwrap_or_default()
    }

    /// Draws until everything asked for has come back and nothing moves.
    pub(super) fn settle(&mut self) {
        for _ in 0..4_000 {
            self.harness.step();
            if !self.harness.state().is_busy() {
                self.harness.run();
                if !self.harness.state().is_busy() {
                    return;
                }
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("the app is still busy");
    }

    /// Presses a key and waits for what follows.
    pub(super) fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.settle();
    }

    /// Presses a key with Ctrl.
    pub(super) fn ctrl(&mut self, key: Key) {
        self.harness.key_press_modifiers(Modifiers::COMMAND, key);
        self.settle();
    }

    /// Types letters as a keyboard does: each key, and the text it makes.
    pub(super) fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.harness.event(egui::Event::Text(letter.to_string()));
            self.harness.step();
        }
        self.settle();
    }

    /// Presses what has this name.
    pub(super) fn press(&mut self, name: &str) {
        let pressed = |role| {
            matches!(role, Role::Button | Role::Link | Role::CheckBox | Role::MenuItem | Role::RadioButton | Role::Tab)
        };
        let next = format!("{name}, next step");
        let named = self.harness.query_all_by_label(name).chain(self.harness.query_all_by_label(&next));
        let found = named.into_iter().find(|node| pressed(node.accesskit_node().role()));
        let found = found.unwrap_or_else(|| panic!("nothing to press is called {name:?} among {:?}", self.all_words()));
        // What a person would scroll to.
        let (rect, window) = (found.rect(), self.harness.ctx.content_rect());
        let is_low = window.height() < 500.0;
        if is_low || rect.bottom() > window.bottom() - 60.0 || rect.top() < 0.0 || rect.right() > window.right() {
            found.click_accesskit()
        } else {
            found.click()
        }
        self.settle();
    }

    /// Writes into the field with this name.
    pub(super) fn fill(&mut self, name: &str, text: &str) {
        let role = |role| matches!(role, Role::TextInput | Role::PasswordInput | Role::MultilineTextInput);
        let field = |window: &Self| {
            window.harness.query_all_by_label(name).find(|n| role(n.accesskit_node().role())).unwrap().focus();
        };
        field(self);
        self.settle();
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.settle();
        self.type_text(text);
    }

    /// Unfolds the list with this label and chooses an option.
    pub(super) fn choose(&mut self, label: &str, option: &str) {
        let lists = self.harness.query_all_by_label(label);
        let list = lists.into_iter().find(|node| node.accesskit_node().role() == Role::ComboBox);
        list.unwrap_or_else(|| panic!("no list is called {label:?} among {:?}", self.all_words())).click_accesskit();
        self.settle();
        let options = self.harness.query_all_by_label(option);
        let found = options.into_iter().find(|node| node.accesskit_node().role() == Role::ListBoxOption);
        found.unwrap_or_else(|| panic!("no option {option:?} among {:?}", self.all_words())).click_accesskit();
        self.settle();
    }

    /// Gives the keyboard to the rows of the table with this name.
    pub(super) fn focus_rows(&mut self, table: &str) {
        let name = format!("{table}, rows");
        self.harness.get_by_role_and_label(Role::Group, &name).focus();
        self.settle();
    }

    /// Whether these words stand on the screen as the name or value of something.
    pub(super) fn says(&self, words: &str) -> bool {
        self.all_words().iter().any(|said| said.contains(words))
    }

    /// All names and values on the screen.
    pub(super) fn all_words(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        let words = nodes
            .flat_map(|n| [n.accesskit_node().label(), n.accesskit_node().value(), n.accesskit_node().description()]);
        words.flatten().collect()
    }

    /// Asserts that the screen has this heading.
    pub(super) fn heading(&self, title: &str) {
        let found =
            self.harness.query_all_by_role(Role::Heading).any(|n| n.accesskit_node().label().as_deref() == Some(title));
        assert!(found, "no heading {title:?} among {:?}", self.all_words());
    }

    /// Ends the app as closing the window does: what was asked for is saved first.
    pub(super) fn close(self) {
        let mut app = self.harness.into_state();
        app.finish();
        drop(app);
    }
}
