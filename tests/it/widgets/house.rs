//! Rules of the house that the compiler does not check.

use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `file: line` of every line of `src/ui` that has one of `words`, but for files under `except`.
fn lines_with(words: &[&str], except: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    assert!(sources(&root).len() > 20, "the sources moved: {}", root.display());
    let files = sources(&root).into_iter().filter(|file| except.is_empty() || !file.starts_with(root.join(except)));
    let mut found = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    found
}

#[test]
fn colours_are_written_in_the_theme_alone() {
    let words =
        ["Color32::from_", "Color32::WHITE", "Color32::BLACK", "Color32::RED", "from_gray", "hex_color!", "Rgba::"];
    assert_eq!(lines_with(&words, "theme"), Vec::<String>::new());
    assert!(!lines_with(&words, "").is_empty(), "the search finds what it looks for");
}

#[test]
fn the_window_reads_no_file_no_clock_and_no_database() {
    let words = [
        "std::fs",
        "std::thread",
        "thread::spawn",
        "thread::Builder",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "rusqlite",
        "printpdf",
    ];
    assert_eq!(lines_with(&words, ""), Vec::<String>::new());
}
