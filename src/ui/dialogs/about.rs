//! What the help desk asks for first: the version, what draws the window and why, the audit tools in the open file,
//! and where preferences and log lie. It can be copied; nothing of it is about a person.

use super::OpenDialog;
use crate::settings::Renderer;
use crate::ui::action::{Action, Preference};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, body, choice_radio, fact, quiet};
use egui::Ui;
use std::path::Path;

/// Draws the facts and the button that copies them.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, open: &mut OpenDialog) {
    let facts = facts(cx);
    for (label, words) in &facts {
        fact(ui, label, words);
    }
    ui.add_space(space::STEP);
    ui.horizontal(|ui| {
        if Button::quiet("Copy for the help desk").small().show(ui).clicked() {
            ui.ctx().copy_text(as_text(&facts, crate::settings::home().as_deref()));
            open.was_copied = true;
        }
        if open.was_copied {
            body(ui, "Copied");
        }
    });
    quiet(ui, "The log and what is copied hold nothing of an audit file but the codes of its tools.");
    ui.add_space(space::STEP);
    renderer(ui, cx);
}

/// What draws the window, for a machine whose graphics fail.
fn renderer(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = |renderer| match renderer {
        Renderer::Auto => ("Whatever works", "The usual choice"),
        Renderer::Glow => ("OpenGL", "Where the window flickers or stays empty"),
        Renderer::Wgpu => ("Vulkan, DirectX or Metal", "Where OpenGL is slow"),
        Renderer::Software => ("The processor alone", "Needs neither a graphics card nor a driver"),
    };
    let chosen = Renderer::ALL.iter().position(|renderer| *renderer == cx.settings.renderer);
    let options = Renderer::ALL.map(words);
    let label = "What draws the window, from the next start";
    if let Some(renderer) = choice_radio(ui, label, &options, chosen).and_then(|at| Renderer::ALL.get(at)) {
        cx.act(Action::Prefer(Preference::Renderer(*renderer)));
    }
}

fn facts(cx: &Cx<'_>) -> Vec<(&'static str, String)> {
    let system = format!("{} ({})", std::env::consts::OS, std::env::consts::ARCH);
    let mut facts = vec![("Version", env!("CARGO_PKG_VERSION").to_owned()), ("System", system)];
    if !cx.support.drawn_by.is_empty() {
        facts.push(("Drawn by", cx.support.drawn_by.clone()));
    }
    if let Some(file) = cx.file {
        facts.push(("Audit tools in the open file", file.tool_words().join("; ")));
    }
    if let Some(path) = crate::settings::default_path() {
        facts.push(("Preferences of this computer", path.display().to_string()));
    }
    if let Some(path) = &cx.support.log {
        facts.push(("Log of this computer", path.display().to_string()));
    }
    facts
}

/// The facts as lines. The home folder is shortened: its name is somebody's.
fn as_text(facts: &[(&str, String)], home: Option<&Path>) -> String {
    let home = home.map(|home| home.display().to_string()).filter(|home| home.len() > 1);
    let mut text = "Golden Thread\n".to_owned();
    for (label, words) in facts {
        let words = home.as_ref().map_or_else(|| words.clone(), |home| words.replace(home.as_str(), "~"));
        text.push_str(&format!("{label}: {words}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_does_not_name_the_person_at_the_machine() {
        let facts = [("Version", "1".to_owned()), ("Log", "/home/ann.example/.local/state/window.log".to_owned())];
        let text = as_text(&facts, Some(Path::new("/home/ann.example")));
        assert_eq!(text, "Golden Thread\nVersion: 1\nLog: ~/.local/state/window.log\n");
        assert!(as_text(&facts, Some(Path::new("/"))).contains("/home/ann.example"));
    }
}
