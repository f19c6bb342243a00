//! Preferences of this machine: never content of an audit file. Read tolerantly, written whole or not at all.

mod recent;
mod window_place;

pub use recent::Recent;
pub use window_place::{LEAST_HEIGHT, LEAST_WIDTH, Screen, WindowPlace};

use crate::platform::atomic;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// How many files the list of recent ones holds.
const MAX_RECENT: usize = 6;
/// Larger files are no preferences of ours.
const MAX_BYTES: u64 = 512 * 1024;
/// How many plans' documents are remembered.
const MAX_DOCUMENTS: usize = 1_000;
/// Endings of documents that may be opened: what shows a plan, nothing that runs.
pub const DOCUMENT_ENDINGS: [&str; 10] = ["pdf", "docx", "doc", "odt", "rtf", "txt", "png", "jpg", "jpeg", "tiff"];

/// Where the document of a plan lies on this machine. It is never in the audit file: a path may hold a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The audit file.
    pub file: PathBuf,
    /// The plan's reference.
    pub reference: String,
    /// Where its document lies.
    pub path: PathBuf,
}

/// A folder of this machine that is watched for the packs of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watched {
    /// The audit file.
    pub file: PathBuf,
    /// The folder its packs come back to.
    pub folder: PathBuf,
}

/// How everything is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on a dark ground.
    Dark,
    /// Black on white, thick lines.
    HighContrast,
}

/// What draws: for the help desk, where a machine's graphics fail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renderer {
    /// What works: the better one first.
    #[default]
    Auto,
    /// OpenGL.
    Glow,
    /// Vulkan, DirectX or Metal.
    Wgpu,
    /// The processor alone, without a driver.
    Software,
}

impl Renderer {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Glow, Self::Wgpu, Self::Software];
}

/// Preferences of this machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Audit files opened last, newest first.
    pub recent: Vec<Recent>,
    /// How everything is drawn.
    pub appearance: Appearance,
    /// Size of everything, in percent: 100 is as designed.
    pub zoom_percent: u32,
    /// Whether the next criterion comes by itself after an answer.
    pub auto_advance: bool,
    /// After so many minutes without a key or the mouse the screen hides.
    pub idle_minutes: u32,
    /// So many years are proposed for keeping a round.
    pub keep_years: u32,
    /// What draws.
    pub renderer: Renderer,
    /// Where the window stood; none: it was never closed in good order.
    pub window: Option<WindowPlace>,
    /// The first steps were shown, or nobody wants to see them.
    pub tour_seen: bool,
    /// Where documents of plans lie, newest first.
    pub documents: Vec<Document>,
    /// Folders that are watched for packs, newest first.
    pub watched: Vec<Watched>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            appearance: Appearance::default(),
            zoom_percent: 100,
            auto_advance: true,
            idle_minutes: Self::IDLE_MINUTES,
            keep_years: Self::KEEP_YEARS,
            renderer: Renderer::default(),
            window: None,
            tour_seen: false,
            documents: Vec::new(),
            watched: Vec::new(),
        }
    }
}

impl Settings {
    /// The sizes there are, in percent.
    pub const ZOOMS: [u32; 7] = [80, 90, 100, 125, 150, 175, 200];

    /// How long the screen waits before it hides, in minutes, where nothing else was chosen.
    pub const IDLE_MINUTES: u32 = 15;
    /// So many years are proposed for keeping a round, where nothing else was chosen.
    pub const KEEP_YEARS: u32 = 6;
    /// The longest time that can be proposed, in years.
    pub const MOST_KEEP_YEARS: u32 = 25;
    /// The most there is to choose, in minutes; the least is one.
    pub const MOST_IDLE_MINUTES: u32 = 30;

    /// Puts a file, opened now (milliseconds since 1970), at the head of the list of recent ones.
    pub fn remember(&mut self, path: &Path, now_ms: i64) {
        self.forget(path);
        self.recent.insert(0, Recent { path: path.to_owned(), opened_at: Some(now_ms) });
        self.recent.truncate(MAX_RECENT);
    }

    /// Takes a file off the list of recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|recent| recent.path != path);
    }

    /// Where the document of a plan lies on this machine, if it was said.
    #[must_use]
    pub fn document(&self, file: &Path, reference: &str) -> Option<&Path> {
        let found = self.documents.iter().find(|d| d.file == file && d.reference == reference);
        found.map(|document| document.path.as_path())
    }

    /// Remembers where the document of a plan lies; `None` forgets it.
    pub fn set_document(&mut self, file: &Path, reference: &str, path: Option<&Path>) {
        self.documents.retain(|d| !(d.file == file && d.reference == reference));
        if let Some(path) = path {
            let (file, reference) = (file.to_owned(), reference.to_owned());
            self.documents.insert(0, Document { file, reference, path: path.to_owned() });
            self.documents.truncate(MAX_DOCUMENTS);
        }
    }

    /// The folder that is watched for packs of a file.
    #[must_use]
    pub fn watched(&self, file: &Path) -> Option<&Path> {
        self.watched.iter().find(|watched| watched.file == file).map(|watched| watched.folder.as_path())
    }

    /// Remembers which folder is watched for packs of a file; `None`: none any more.
    pub fn set_watched(&mut self, file: &Path, folder: Option<&Path>) {
        self.watched.retain(|watched| watched.file != file);
        if let Some(folder) = folder {
            self.watched.insert(0, Watched { file: file.to_owned(), folder: folder.to_owned() });
            self.watched.truncate(MAX_RECENT);
        }
    }

    /// The next larger or smaller size.
    pub fn zoom_by(&mut self, steps: isize) {
        let at = Self::ZOOMS.iter().position(|zoom| *zoom >= self.zoom_percent).unwrap_or(Self::ZOOMS.len() - 1);
        let to = at.saturating_add_signed(steps).min(Self::ZOOMS.len() - 1);
        self.zoom_percent = Self::ZOOMS[to];
    }

    /// Takes what can be understood of a JSON text, field by field; the rest is as if never set.
    #[must_use]
    pub fn from_json(text: &str) -> Self {
        let mut settings = Self::default();
        let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(text) else { return settings };
        let take = |name: &str| fields.get(name).cloned().unwrap_or_default();
        if let Ok(recent) = serde_json::from_value(take("recent")) {
            settings.recent = recent;
            settings.recent.truncate(MAX_RECENT);
        }
        if let Ok(appearance) = serde_json::from_value(take("appearance")) {
            settings.appearance = appearance;
        }
        if let Some(zoom) = take("zoom_percent").as_u64() {
            let (least, most) = (Self::ZOOMS[0], Self::ZOOMS[Self::ZOOMS.len() - 1]);
            settings.zoom_percent = u32::try_from(zoom).unwrap_or(most).clamp(least, most);
        }
        if let Some(auto_advance) = take("auto_advance").as_bool() {
            settings.auto_advance = auto_advance;
        }
        if let Some(years) = take("keep_years").as_u64() {
            let most = Self::MOST_KEEP_YEARS;
            settings.keep_years = u32::try_from(years).unwrap_or(most).clamp(1, most);
        }
        if let Some(minutes) = take("idle_minutes").as_u64() {
            let most = Self::MOST_IDLE_MINUTES;
            settings.idle_minutes = u32::try_from(minutes).unwrap_or(most).clamp(1, most);
        }
        if let Ok(documents) = serde_json::from_value(take("documents")) {
            settings.documents = documents;
            settings.documents.truncate(MAX_DOCUMENTS);
        }
        if let Ok(watched) = serde_json::from_value(take("watched")) {
            settings.watched = watched;
            settings.watched.truncate(MAX_RECENT);
        }
        if let Ok(renderer) = serde_json::from_value(take("renderer")) {
            settings.renderer = renderer;
        }
        if let Ok(window) = serde_json::from_value(take("window")) {
            settings.window = window;
        }
        if let Some(tour_seen) = take("tour_seen").as_bool() {
            settings.tour_seen = tour_seen;
        }
        settings
    }
}

/// Where the preferences of this person on this machine lie; none where the system says of no such place.
#[must_use]
pub fn default_path() -> Option<PathBuf> {
    directories::ProjectDirs::from("uk", "", "golden-thread").map(|dirs| dirs.config_dir().join("settings.json"))
}

/// The home folder of this person; its name is often theirs.
#[must_use]
pub fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// Where the log of this person on this machine lies; none where the system says of no such place.
#[must_use]
pub fn log_path() -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("uk", "", "golden-thread")?;
    Some(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).join("window.log"))
}

/// Where the sample file is kept.
#[must_use]
pub fn sample_path() -> PathBuf {
    let dirs = directories::ProjectDirs::from("uk", "", "golden-thread");
    let folder = dirs.map_or_else(std::env::temp_dir, |dirs| dirs.data_local_dir().to_owned());
    folder.join("sample.gthread")
}

/// Reads the preferences. What is missing or cannot be understood is as if never set.
#[must_use]
pub fn read(path: &Path) -> Settings {
    let small_enough = path.metadata().is_ok_and(|metadata| metadata.len() <= MAX_BYTES);
    let text = if small_enough { std::fs::read_to_string(path).unwrap_or_default() } else { String::new() };
    Settings::from_json(&text)
}

/// Writes the preferences; makes their folder where there is none.
///
/// # Errors
/// The first failing step; what was there stays.
pub fn write(path: &Path, settings: &Settings) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let text = serde_json::to_string_pretty(settings).map_err(io::Error::other)?;
    atomic::write(path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("settings.json");
        let mut settings = Settings { appearance: Appearance::Dark, auto_advance: false, ..Settings::default() };
        settings.remember(Path::new("/a.gthread"), 1);
        settings.zoom_by(1);
        write(&path, &settings).unwrap();
        assert_eq!(read(&path), settings);
        assert_eq!(settings.zoom_percent, 125);
    }

    #[test]
    fn what_is_broken_is_as_if_never_set_and_the_rest_counts() {
        let settings = Settings::from_json(r#"{"recent": 3, "zoom_percent": 100000, "auto_advance": false, "x": 1}"#);
        assert_eq!(settings, Settings { zoom_percent: 200, auto_advance: false, ..Settings::default() });
        let idle = |minutes: u64| Settings::from_json(&format!("{{\"idle_minutes\": {minutes}}}")).idle_minutes;
        assert_eq!([idle(0), idle(7), idle(90), idle(u64::MAX)], [1, 7, 30, 30]);
        assert_eq!(Settings::from_json("no json"), Settings::default());
        assert_eq!(read(Path::new("/nowhere/at/all")), Settings::default());
    }

    #[test]
    fn a_document_is_known_by_audit_file_and_reference() {
        let mut settings = Settings::default();
        let (one, other) = (Path::new("/a.gthread"), Path::new("/b.gthread"));
        settings.set_document(one, "K1", Some(Path::new("/plans/k1.pdf")));
        settings.set_document(one, "K1", Some(Path::new("/plans/k1-new.pdf")));
        assert_eq!(settings.document(one, "K1"), Some(Path::new("/plans/k1-new.pdf")));
        assert_eq!((settings.document(other, "K1"), settings.document(one, "K2")), (None, None));
        let read = Settings::from_json(&serde_json::to_string(&settings).unwrap());
        assert_eq!(read, settings);
        settings.set_document(one, "K1", None);
        assert_eq!(settings.documents, []);
    }

    #[test]
    fn the_newest_file_stands_first_and_once() {
        let mut settings = Settings::default();
        for n in 0..9 {
            settings.remember(Path::new(&format!("/{}.gthread", n % 7)), n);
        }
        assert_eq!(settings.recent.len(), MAX_RECENT);
        assert_eq!(settings.recent[0], Recent { path: "/1.gthread".into(), opened_at: Some(8) });
        assert_eq!(settings.recent.iter().filter(|r| r.path == Path::new("/1.gthread")).count(), 1);
        let read = Settings::from_json(&serde_json::to_string(&settings).unwrap());
        assert_eq!(read, settings);
        // An earlier program kept the paths alone.
        let read = Settings::from_json(r#"{"recent": ["/a.gthread"]}"#);
        assert_eq!(read.recent, [Recent { path: "/a.gthread".into(), opened_at: None }]);
    }

    #[test]
    fn sizes_end_at_both_ends() {
        let mut settings = Settings::default();
        settings.zoom_by(-9);
        assert_eq!(settings.zoom_percent, 80);
        settings.zoom_by(99);
        assert_eq!(settings.zoom_percent, 200);
    }
}
