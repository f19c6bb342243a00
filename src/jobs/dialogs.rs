//! The system's own "open" and "save" dialogs, off the thread that draws.
//!
//! Where a machine has no such dialog (a bare desktop, a remote session) the answer is "nothing chosen": every screen
//! that asks for a path has a field to type it in as well.

use super::worker::Wake;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What is to be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialogKind {
    /// A file that is there.
    Open,
    /// A name for a new file.
    Save,
    /// A folder.
    Folder,
}

/// A question for a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileQuestion {
    /// Comes back with the answer.
    pub field: u64,
    /// What is to be chosen.
    pub kind: DialogKind,
    /// Title of the dialog.
    pub title: &'static str,
    /// Words and endings of the files shown; no endings: all files.
    pub files: (&'static str, &'static [&'static str]),
    /// The name suggested for a new file.
    pub suggested: String,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAnswer {
    /// Of which question.
    pub field: u64,
    /// What was chosen; none: nothing, or there is no dialog on this machine.
    pub path: Option<PathBuf>,
}

/// Asks people for paths.
pub trait FileDialogs {
    /// Asks; does not wait.
    fn ask(&mut self, question: FileQuestion);
    /// An answer that has come.
    fn take_answer(&mut self) -> Option<FileAnswer>;
}

/// The dialogs of the system.
pub struct SystemDialogs {
    wake: Wake,
    sender: Sender<FileAnswer>,
    receiver: Receiver<FileAnswer>,
}

impl std::fmt::Debug for SystemDialogs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SystemDialogs").finish_non_exhaustive()
    }
}

impl SystemDialogs {
    /// `wake` is called when an answer has come.
    #[must_use]
    pub fn new(wake: Wake) -> Self {
        let (sender, receiver) = channel();
        Self { wake, sender, receiver }
    }
}

impl FileDialogs for SystemDialogs {
    fn ask(&mut self, question: FileQuestion) {
        let (sender, wake) = (self.sender.clone(), self.wake.clone());
        let field = question.field;
        let asked = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
            let path = ask_system(question);
            let _ = sender.send(FileAnswer { field, path });
            wake();
        });
        if asked.is_err() {
            // No thread: the same as no dialog. The path can be typed.
            let _ = self.sender.send(FileAnswer { field, path: None });
        }
    }

    fn take_answer(&mut self) -> Option<FileAnswer> {
        self.receiver.try_recv().ok()
    }
}

fn ask_system(question: FileQuestion) -> Option<PathBuf> {
    let mut dialog = rfd::FileDialog::new().set_title(question.title);
    let (words, endings) = question.files;
    if !endings.is_empty() {
        dialog = dialog.add_filter(words, endings);
    }
    if !question.suggested.is_empty() {
        dialog = dialog.set_file_name(question.suggested);
    }
    match question.kind {
        DialogKind::Open => dialog.pick_file(),
        DialogKind::Save => dialog.save_file(),
        DialogKind::Folder => dialog.pick_folder(),
    }
}

/// Answers given beforehand, for tests: each question takes the next.
#[derive(Debug, Default)]
pub struct FakeDialogs {
    /// What will be chosen.
    pub answers: Vec<Option<PathBuf>>,
    given: Vec<FileAnswer>,
}

impl FakeDialogs {
    /// Chooses these, in order.
    #[must_use]
    pub fn choosing(answers: Vec<Option<PathBuf>>) -> Self {
        Self { answers, given: Vec::new() }
    }
}

impl FileDialogs for FakeDialogs {
    fn ask(&mut self, question: FileQuestion) {
        let path = if self.answers.is_empty() { None } else { self.answers.remove(0) };
        self.given.push(FileAnswer { field: question.field, path });
    }

    fn take_answer(&mut self) -> Option<FileAnswer> {
        self.given.pop()
    }
}
