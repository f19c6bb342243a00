//! What is installed beside the program: the manual page and the shells' completions come from the same arguments as
//! the program, so they cannot go stale. `WRITE_PAGES=1 cargo test --test it installing` writes them anew.

use clap::CommandFactory;
use clap_complete::Shell;
use golden_thread::cli::args::Arguments;
use std::path::{Path, PathBuf};

fn assets(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)
}

/// Compares with the file that ships, or writes it when asked to.
fn must_be_fresh(name: &str, fresh: &[u8]) {
    let path = assets(name);
    if std::env::var_os("WRITE_PAGES").is_some() {
        std::fs::write(&path, fresh).unwrap();
    }
    let kept = std::fs::read(&path).unwrap_or_default();
    assert!(kept == fresh, "{name} is not what the arguments give now: WRITE_PAGES=1 cargo test --test it installing");
}

/// The part of a command: its words, its arguments, and the parts of the commands under it.
fn part_of(command: &clap::Command, path: &str, page: &mut String) {
    let manual = clap_mangen::Man::new(command.clone().disable_help_flag(true));
    let mut text = Vec::new();
    manual.render_description_section(&mut text).unwrap();
    manual.render_options_section(&mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    page.push_str(&text.replace(".SH DESCRIPTION", &format!(".SH \"{path}\"")).replace(".SH OPTIONS\n", ""));
    for task in command.get_subcommands() {
        part_of(task, &format!("{path} {}", task.get_name().to_uppercase()), page);
    }
}

#[test]
fn the_manual_page_says_every_command_and_switch_of_the_program() {
    let command = Arguments::command();
    let mut page = Vec::new();
    let manual = clap_mangen::Man::new(command.clone()).date("November 2026").manual("Golden Thread");
    manual.render(&mut page).unwrap();
    // Its commands have parts of this page, not pages of their own.
    let mut page = String::from_utf8(page).unwrap();
    for task in command.get_subcommands() {
        let name = task.get_name().replace('-', "\\-");
        page = page.replace(&format!("golden\\-thread\\-{name}(1)"), &name);
        part_of(task, &task.get_name().to_uppercase(), &mut page);
    }
    must_be_fresh("man/golden-thread.1", page.as_bytes());
    for task in command.get_subcommands() {
        assert!(page.contains(&format!(".SH \"{}\"", task.get_name().to_uppercase())), "{}", task.get_name());
    }
    assert!(page.contains(".SH \"ANSWERS STREAM\""));
}

#[test]
fn the_shells_complete_what_the_program_understands() {
    for (shell, name) in [
        (Shell::Bash, "completions/golden-thread.bash"),
        (Shell::Zsh, "completions/_golden-thread"),
        (Shell::Fish, "completions/golden-thread.fish"),
        (Shell::PowerShell, "completions/_golden-thread.ps1"),
    ] {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Arguments::command(), "golden-thread", &mut script);
        assert!(!script.is_empty());
        must_be_fresh(name, &script);
    }
}

/// The desktop knows the files by the same endings as the program.
#[test]
fn the_desktop_entry_and_the_file_types_agree() {
    let read = |name: &str| std::fs::read_to_string(assets(name)).unwrap();
    let (entry, types) = (read("desktop/golden-thread.desktop"), read("desktop/golden-thread.xml"));
    let kinds: Vec<&str> = types.split("mime-type type=\"").skip(1).filter_map(|t| t.split('"').next()).collect();
    assert_eq!(kinds.len(), 2);
    for kind in kinds {
        assert!(entry.contains(&format!("{kind};")), "{kind}");
    }
    for ending in ["*.gthread", "*.gtpack"] {
        assert!(types.contains(ending), "{ending}");
    }
}
