//! Runs the program as people and scripts do.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run printed and how it ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {} {}", self.out, self.err))
    }

    /// Refused: exit 1, nothing but JSON asked for on standard output, and words that hold all of these.
    pub(crate) fn assert_refused(&self, words: &[&str]) {
        assert_eq!(self.code, 1, "{} {}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "no \"{word}\" in: {}", self.err);
        }
    }

    pub(crate) fn assert_done(&self) -> &Self {
        assert_eq!(self.code, 0, "{} {}", self.out, self.err);
        self
    }
}

/// A folder in which the program is run.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with("", arguments)
    }

    pub(crate) fn run_with(&self, input: &str, arguments: &[&str]) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_golden-thread"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("GOLDEN_THREAD_PASSPHRASE")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The program may end before it has read everything.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn done(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        ran.assert_done();
        ran
    }

    /// A new unencrypted file `a.gthread`.
    pub(crate) fn new_file(&self) {
        self.done(&["new", "a.gthread", "--local-area", "Testshire", "--no-passphrase"]);
    }

    /// Names in the folder, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// The nine files of a small synthetic return, with key and settings.
pub(crate) fn sen2() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sen2-201")
}

/// The default tool's core criteria as the program exports them.
pub(crate) fn core_criteria(bench: &Bench) -> Vec<Value> {
    let tool = bench.done(&["tool", "a.gthread", "export", "ehc-plan-audit", "--json"]).json();
    let headings = tool["heading"].as_array().unwrap().clone();
    headings.iter().flat_map(|h| h["criterion"].as_array().unwrap().clone()).filter(|c| c["depth"] != "full").collect()
}
