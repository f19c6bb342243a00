//! Who may import whom: read from the sources, so that a layer reached past fails here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each module and the modules of ours it may import. What is missing here fails.
const ALLOWED: &[(&str, &[&str])] = &[
    ("assets", &[]),
    ("domain", &[]),
    ("stats", &["domain"]),
    ("platform", &[]),
    ("storage", &["domain", "platform"]),
    ("ops", &["domain", "stats", "storage", "platform"]),
    ("report", &["domain", "stats"]),
    ("exchange", &["domain", "stats"]),
    ("words", &["domain", "ops", "report", "storage"]),
    ("sample_file", &["assets", "domain", "exchange", "ops", "platform", "storage"]),
    ("settings", &["platform"]),
    (
        "jobs",
        &[
            "assets",
            "domain",
            "exchange",
            "ops",
            "platform",
            "report",
            "sample_file",
            "settings",
            "stats",
            "storage",
            "words",
        ],
    ),
    ("cli", &["assets", "domain", "exchange", "ops", "platform", "report", "sample_file", "stats", "storage", "words"]),
    (
        "ui",
        &["assets", "domain", "exchange", "jobs", "ops", "platform", "report", "settings", "stats", "storage", "words"],
    ),
    ("window", &["assets", "cli", "jobs", "platform", "report", "sample_file", "settings", "stats", "ui", "words"]),
    ("testing", &["assets", "domain", "exchange", "ops", "platform", "storage"]),
];

/// Crates that only these modules may name.
const KEPT_CRATES: &[(&str, &[&str])] = &[
    ("rusqlite", &["storage"]),
    ("printpdf", &["report"]),
    ("lopdf", &["report"]),
    ("png", &["exchange"]),
    ("zune_jpeg", &["exchange"]),
    ("egui", &["ui", "window"]),
    ("eframe", &["ui", "window"]),
    ("egui_winit", &["window"]),
    ("softbuffer", &["window"]),
    ("rfd", &["jobs", "platform", "window"]),
    ("clap", &["cli"]),
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            into.push(path);
        }
    }
}

/// Code lines of each top-level module; test modules at the end of a file and comments are left out.
fn code_by_module() -> BTreeMap<String, Vec<(String, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    let mut modules: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs").to_owned();
        let name = inside.display().to_string();
        if module == "lib" || module == "main" || name.ends_with("tests.rs") || name.contains("/tests/") {
            continue;
        }
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            if line.trim_start().starts_with("#[cfg(test)]") {
                break;
            }
            let code = line.split("//").next().unwrap_or_default().trim();
            if !code.is_empty() {
                modules.entry(module.clone()).or_default().push((name.clone(), code.to_owned()));
            }
        }
    }
    modules
}

/// Names after `crate::` in a line, also inside one brace.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        found.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
    }
    found
}

#[test]
fn every_module_imports_only_what_lies_below_it() {
    let modules = code_by_module();
    assert!(modules.len() > 8, "the sources moved");
    let mut faults = Vec::new();
    for (module, lines) in &modules {
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| name == module) else {
            faults.push(format!("{module}: a module without a place in the house"));
            continue;
        };
        for (file, code) in lines {
            for import in imports(code).iter().filter(|i| *i != module && !allowed.contains(&i.as_str())) {
                faults.push(format!("{file}: {module} imports {import}: {code}"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn only_one_place_knows_each_kept_crate() {
    let mut faults = Vec::new();
    for (module, lines) in code_by_module() {
        for (name, keepers) in KEPT_CRATES {
            let uses = |code: &str| code.contains(&format!("{name}::")) || code.contains(&format!("use {name}"));
            if !keepers.contains(&module.as_str()) {
                let found = lines.iter().filter(|(_, code)| uses(code));
                faults.extend(found.map(|(file, code)| format!("{file}: {module} uses {name}: {code}")));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_rules_of_the_field_touch_neither_files_nor_clocks_nor_threads() {
    let banned = ["std::fs", "std::io", "std::thread", "SystemTime", "Instant::now", "::now()", "std::env"];
    let modules = code_by_module();
    let mut faults = Vec::new();
    for module in ["domain", "stats", "report"] {
        for (file, code) in &modules[module] {
            faults.extend(
                banned.iter().filter(|word| code.contains(*word)).map(|word| format!("{file}: {word}: {code}")),
            );
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}
