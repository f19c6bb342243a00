//! The one thread on which the open file lives, and the only way to it: requests in, replies out.
//!
//! Requests are carried out in the order sent, so an answer given before a screen is loaded is in what is loaded. A
//! panic on this thread is a reply like any other failure: the file is closed then, because what was half done with
//! it is not known, and what was saved before is safe on the disk. Work that only computes (a frozen picture in its
//! hands) runs beside, so that saving never waits for it.

use super::control::{Cancel, Control};
use crate::assets::TOOLS;
use crate::domain::audit_tool::AuditTool;
use crate::exchange::ImportError;
use crate::exchange::tool_file::parse_tool;
use crate::ops::{Actor, Command, NewFile, OpError, Outcome, Session};
use crate::platform::clock::{World, local_datetime};
use crate::platform::places;
use crate::settings::{self, Settings};
use crate::storage::{StorageError, StorageErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Called after each reply, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;
/// Makes the sample file at a path, or says in plain words why not.
pub type SampleMaker = Arc<dyn Fn(&Path) -> Result<(), String> + Send + Sync>;
/// Work that needs no open file.
pub type Computation<D> = Box<dyn FnOnce(&mut Control) -> Result<D, Failure> + Send>;
/// Reads something of the open file.
pub type Query<D> = Box<dyn FnOnce(&mut Session, &mut Control) -> Result<Work<D>, Failure> + Send>;

/// What a query came to.
pub enum Work<D> {
    /// It is there.
    Done(D),
    /// What was read is frozen; the rest is computed beside the file's thread.
    Compute(Computation<D>),
}

/// Shows a file in the system's viewer; on failure, why not.
pub type FileShower = Arc<dyn Fn(&Path) -> Result<(), String> + Send + Sync>;

/// What the thread needs of the world around it.
#[derive(Clone)]
pub struct Config {
    /// A world for each file that is opened.
    pub world: Arc<dyn Fn() -> Box<dyn World> + Send + Sync>,
    /// Called after each reply.
    pub wake: Wake,
    /// Audit tools that a new file begins with.
    pub tools: Arc<dyn Fn() -> Result<Vec<AuditTool>, String> + Send + Sync>,
    /// Makes the sample.
    pub sample: SampleMaker,
    /// Where the sample lies.
    pub sample_path: PathBuf,
    /// Where the preferences of this machine lie; none: they are not kept.
    pub settings_path: Option<PathBuf>,
    /// Shows a finished file in the system's viewer.
    pub show_file: FileShower,
    /// Hands a finished file to the system's printer.
    pub print_file: FileShower,
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config").field("sample_path", &self.sample_path).finish_non_exhaustive()
    }
}

/// Why something did not happen.
#[derive(Debug)]
pub enum Failure {
    /// A use case refused or could not.
    Op(OpError),
    /// A foreign file was not read.
    Import(ImportError),
    /// A maker's own plain words: what was to be done, and why it was not.
    Words(&'static str, String),
    /// There is a file at this path already, and nobody said to replace it.
    WouldReplace(PathBuf),
    /// A file could not be written.
    NotWritten(PathBuf, std::io::Error),
    /// The log or the content of the file just opened is not what it says, so it was closed; its newest good backup.
    NotTrusted(Box<Failure>, Option<PathBuf>),
    /// No file is open.
    NoFile,
    /// The person cancelled it.
    Cancelled,
    /// A defect of this program; the file was closed. For the help desk.
    Defect(String),
}

impl From<OpError> for Failure {
    fn from(error: OpError) -> Self {
        match error {
            OpError::Cancelled => Self::Cancelled,
            other => Self::Op(other),
        }
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Cancelled => Self::Cancelled,
            other => Self::Import(other),
        }
    }
}

/// Something to do. Passphrases are in here: it has no `Debug`.
pub enum Request<D> {
    /// Reads the preferences of this machine.
    ReadSettings,
    /// Writes them.
    WriteSettings(Settings),
    /// Opens an audit file; the one that is open is closed when that worked.
    Open {
        /// Where.
        path: PathBuf,
        /// Opens an encrypted one.
        passphrase: Option<String>,
    },
    /// Makes a new, encrypted audit file and opens it.
    Create {
        /// Where.
        path: PathBuf,
        /// Name of the local area.
        local_area: String,
        /// Its three-digit code.
        la_code: Option<String>,
        /// Encrypts it.
        passphrase: String,
    },
    /// Opens the sample; makes it first where there is none, or anew.
    OpenSample {
        /// Make it anew.
        anew: bool,
    },
    /// Carries out a command.
    Execute {
        /// Comes back with the reply.
        tag: u64,
        /// Who acts.
        actor: Actor,
        /// What.
        command: Command,
    },
    /// Reads something.
    Load {
        /// Comes back with the reply.
        tag: u64,
        /// Only shown: may be read while the file's log and content are still to be verified.
        only_shown: bool,
        /// Stops it.
        cancel: Cancel,
        /// What.
        query: Query<D>,
    },
    /// Computes what needs no open file, on a thread of its own.
    Compute {
        /// Comes back with the reply.
        tag: u64,
        /// Stops it.
        cancel: Cancel,
        /// What.
        compute: Computation<D>,
    },
    /// Shows a finished file in the system's viewer.
    ShowFile(PathBuf),
    /// Prints a finished file.
    PrintFile(PathBuf),
    /// Watches a folder for packs; none: no longer.
    WatchPacks(Option<PathBuf>),
    /// Closes the file.
    Close,
}

impl<D> Request<D> {
    /// Whether it can be answered before the log and the content of the file are verified: nothing is changed by it,
    /// and nothing leaves the file.
    fn may_precede_check(&self) -> bool {
        matches!(
            self,
            Self::ReadSettings | Self::WriteSettings(_) | Self::Compute { .. } | Self::Load { only_shown: true, .. }
        )
    }
}

/// What became of a request.
#[derive(Debug)]
pub enum Reply<D> {
    /// The preferences of this machine.
    Settings(Settings),
    /// The preferences could not be written.
    SettingsNotWritten(Failure),
    /// An audit file is open, or not.
    Opened {
        /// Where.
        path: PathBuf,
        /// Why not.
        result: Result<(), Failure>,
    },
    /// The daily backup could not be made.
    BackupNotMade(Failure),
    /// The log and the content of the open file were verified.
    Verified(Result<(), Failure>),
    /// A command was carried out and is safe on the disk, or not.
    Executed {
        /// Of the request.
        tag: u64,
        /// What came of it.
        result: Result<Outcome, Failure>,
        /// Time of day, such as "14:03".
        at: String,
    },
    /// Something was read.
    Loaded {
        /// Of the request.
        tag: u64,
        /// What.
        result: Result<D, Failure>,
    },
    /// Long work is so far; at most ten times a second.
    Progress {
        /// Of the request.
        tag: u64,
        /// Done.
        done: u64,
        /// Of how much.
        total: u64,
    },
    /// The system's viewer could not be started.
    NotShown(Failure),
    /// A file was handed to the system's printer, or not.
    Printed(Result<PathBuf, Failure>),
    /// Packs in the watched folder that are new or other than before.
    PacksSeen(Vec<PathBuf>),
    /// The file was closed; with why, where it was not asked for or could not be tidied up.
    Closed(Option<Failure>),
}

/// The handle: sends requests, takes replies. When it is dropped, what was sent is carried out and the file closed.
pub struct Worker<D: Send + 'static> {
    requests: Option<Sender<Request<D>>>,
    replies: Receiver<Reply<D>>,
    thread: Option<JoinHandle<()>>,
    is_gone: bool,
}

impl<D: Send + 'static> std::fmt::Debug for Worker<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("is_gone", &self.is_gone).finish_non_exhaustive()
    }
}

impl<D: Send + 'static> Worker<D> {
    /// Starts the thread. Where the system gives none, every reply will be that failure.
    #[must_use]
    pub fn start(config: Config) -> Self {
        let (requests, inbox) = channel();
        let (outbox, replies) = channel();
        let wake = Arc::clone(&config.wake);
        let out = Outbox { sender: outbox, wake };
        let thread = std::thread::Builder::new().name("audit file".to_owned()).spawn(move || {
            let patience = ASKED_WITHIN;
            Desk { config, out, session: None, unverified: false, patience, unsettled: false, watch: None }.run(&inbox);
        });
        Self { requests: Some(requests), replies, thread: thread.ok(), is_gone: false }
    }

    /// Sends a request; the reply comes later.
    pub fn send(&self, request: Request<D>) {
        if let Some(requests) = &self.requests {
            // A thread that is gone is told by `take_reply`.
            let _ = requests.send(request);
        }
    }

    /// A reply that has come. Once, when the thread is gone: that the file is closed.
    pub fn take_reply(&mut self) -> Option<Reply<D>> {
        match self.replies.try_recv() {
            Ok(reply) => Some(reply),
            Err(TryRecvError::Disconnected) if !self.is_gone => {
                self.is_gone = true;
                Some(Reply::Closed(Some(Failure::Defect("the thread of the file has ended".to_owned()))))
            }
            Err(_) => None,
        }
    }
}

impl<D: Send + 'static> Drop for Worker<D> {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Outbox<D> {
    sender: Sender<Reply<D>>,
    wake: Wake,
}

impl<D> Clone for Outbox<D> {
    fn clone(&self) -> Self {
        Self { sender: self.sender.clone(), wake: Arc::clone(&self.wake) }
    }
}

impl<D> Outbox<D> {
    fn put(&self, reply: Reply<D>) {
        // Nobody listens any more when the window is closing.
        let _ = self.sender.send(reply);
        (self.wake)();
    }
}

/// How long a file just opened waits to be asked for what is shown of it first, before it is verified. A window drawn
/// over a remote desktop takes a while to ask.
const ASKED_WITHIN: Duration = Duration::from_millis(400);
/// How long it waits for the next of that.
const ASKED_AGAIN_WITHIN: Duration = Duration::from_millis(60);
/// How long the file is left alone before its write-ahead log is emptied.
const SETTLE_AFTER: Duration = Duration::from_secs(2);

/// What the thread works on.
struct Desk<D> {
    config: Config,
    out: Outbox<D>,
    session: Option<Session>,
    /// The open file's log and content are still to be verified.
    unverified: bool,
    /// So long it waits to be asked for what is shown first.
    patience: Duration,
    unsettled: bool,
    watch: Option<super::packs::Watch>,
}

impl<D: Send + 'static> Desk<D> {
    fn run(mut self, inbox: &Receiver<Request<D>>) {
        loop {
            let patience = if self.unverified { Some(self.patience) } else { self.unsettled.then_some(SETTLE_AFTER) };
            let next = match patience {
                Some(patience) => inbox.recv_timeout(patience),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let request = match next {
                Ok(request) => request,
                Err(RecvTimeoutError::Timeout) if self.unverified => {
                    self.verify();
                    continue;
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.settle();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            };
            if self.unverified && !request.may_precede_check() {
                self.verify();
            }
            self.take(request);
        }
        if self.unverified {
            self.verify();
        }
        self.keep_daily_backup();
        if let Some(session) = self.session.take() {
            // What was saved is safe in the write-ahead log even where it could not be emptied.
            let _ = catch_unwind(AssertUnwindSafe(|| session.close()));
        }
    }

    fn settle(&mut self) {
        self.unsettled = false;
        let session = self.session.as_ref();
        // Nothing is lost when this fails: it is tried again after the next change and when the file is closed.
        let _ = catch_unwind(AssertUnwindSafe(|| session.map(Session::settle)));
        self.keep_daily_backup();
    }

    /// Makes the daily backup where one is due. The sample needs none.
    fn keep_daily_backup(&mut self) {
        // What was not verified must not take the place of a good backup.
        if self.session.is_none() || self.unverified {
            return;
        }
        let kept = self.with_session(|session| {
            if session.file_facts()?.is_sample {
                return Ok(None);
            }
            Ok(session.keep_daily_backup()?)
        });
        if let Err(failure) = kept {
            self.out.put(Reply::BackupNotMade(failure));
        }
    }

    fn take(&mut self, request: Request<D>) {
        match request {
            Request::ReadSettings => {
                let settings = self.config.settings_path.as_deref().map(settings::read).unwrap_or_default();
                self.out.put(Reply::Settings(settings));
            }
            Request::WriteSettings(settings) => self.write_settings(&settings),
            Request::Open { path, passphrase } => self.open(path, passphrase.as_deref()),
            Request::Create { path, local_area, la_code, passphrase } => {
                self.create(path, &local_area, la_code.as_deref(), &passphrase);
            }
            Request::OpenSample { anew } => self.open_sample(anew),
            Request::Execute { tag, actor, command } => {
                let result = self.with_session(|session| Ok(session.run(&actor, command)?));
                self.unsettled |= result.is_ok();
                let is_lost = result.as_ref().is_err_and(is_lost);
                let at = self.time_of_day();
                self.out.put(Reply::Executed { tag, result, at });
                if is_lost {
                    self.lose_file();
                }
            }
            Request::Load { tag, cancel, query, .. } => {
                self.load(tag, cancel, query);
                self.patience = ASKED_AGAIN_WITHIN;
            }
            Request::Compute { tag, cancel, compute } => {
                let mut control = self.control(tag, cancel);
                self.beside(move || compute(&mut control), move |result| Reply::Loaded { tag, result });
            }
            Request::ShowFile(path) => {
                if let Err(why) = (self.config.show_file)(&path) {
                    self.out.put(Reply::NotShown(Failure::Words("The file could not be shown", why)));
                }
            }
            Request::PrintFile(path) => {
                let print = Arc::clone(&self.config.print_file);
                let print = move || match print(&path) {
                    Ok(()) => Ok(path),
                    Err(why) => Err(Failure::Words("The file was not printed", why)),
                };
                self.beside(print, Reply::Printed);
            }
            Request::WatchPacks(folder) => self.watch_packs(folder),
            Request::Close => self.close(),
        }
    }

    fn time_of_day(&self) -> String {
        let now_ms = (self.config.world)().now_ms();
        local_datetime(now_ms).map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default()
    }

    /// Runs something on the open file. A panic closes it: whether what lies in memory still fits is not known.
    fn with_session<T>(&mut self, run: impl FnOnce(&mut Session) -> Result<T, Failure>) -> Result<T, Failure> {
        let session = self.session.as_mut().ok_or(Failure::NoFile)?;
        match caught(|| run(session)) {
            Ok(result) => result,
            Err(defect) => {
                let session = self.session.take();
                self.unverified = false;
                let _ = catch_unwind(AssertUnwindSafe(|| drop(session)));
                self.out.put(Reply::Closed(Some(Failure::Defect(defect.clone()))));
                Err(Failure::Defect(defect))
            }
        }
    }

    fn write_settings(&self, settings: &Settings) {
        let Some(path) = self.config.settings_path.as_deref() else { return };
        if let Err(error) = settings::write(path, settings) {
            self.out.put(Reply::SettingsNotWritten(Failure::NotWritten(path.to_owned(), error)));
        }
    }

    fn open(&mut self, path: PathBuf, passphrase: Option<&str>) {
        // The lock is ours already where it is the same file.
        let absolute = places::absolute(&path).unwrap_or_else(|_| path.clone());
        if self.session.as_ref().is_some_and(|session| session.path() == absolute) {
            self.session = None;
        }
        let world = (self.config.world)();
        let opened = caught(|| Session::open(&absolute, passphrase, world));
        match opened {
            Ok(Ok(session)) => {
                self.session = Some(session);
                self.watch = None;
                self.out.put(Reply::Opened { path: absolute, result: Ok(()) });
                // What is shown first comes before the check, the daily backup when nothing else is asked for.
                self.unverified = true;
                self.patience = ASKED_WITHIN;
                self.unsettled = true;
            }
            Ok(Err(error)) => self.out.put(Reply::Opened { path: absolute, result: Err(error.into()) }),
            Err(defect) => self.out.put(Reply::Opened { path: absolute, result: Err(Failure::Defect(defect)) }),
        }
    }

    /// Verifies the log and the content, and tells. A file that fails is closed: nothing is read out of it any more.
    fn verify(&mut self) {
        self.unverified = false;
        let Err(failure) = self.with_session(|session| Ok(session.verify()?)) else {
            self.out.put(Reply::Verified(Ok(())));
            return;
        };
        let backup = self.with_session(|session| Ok(newest_good_backup(session))).unwrap_or_default();
        self.unsettled = false;
        // Not closed in good order: it is left as it is, for whoever looks into it.
        let session = self.session.take();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(session)));
        self.out.put(Reply::Verified(Err(Failure::NotTrusted(Box::new(failure), backup))));
    }

    fn create(&mut self, path: PathBuf, local_area: &str, la_code: Option<&str>, passphrase: &str) {
        let path = with_ending(path, "gthread");
        let (world, tools) = ((self.config.world)(), (self.config.tools)());
        let made = caught(|| {
            let tools = tools.map_err(|why| Failure::Words("The audit tool could not be read", why))?;
            let passphrase = Some(passphrase);
            let new = NewFile { local_area, la_code, passphrase, is_sample: false, tools: &tools };
            Ok(Session::create(&path, &new, world, false, |_| Ok(()))?)
        });
        match made.unwrap_or_else(|defect| Err(Failure::Defect(defect))) {
            Ok(()) => self.open(path, Some(passphrase)),
            Err(failure) => self.out.put(Reply::Opened { path, result: Err(failure) }),
        }
    }

    fn open_sample(&mut self, anew: bool) {
        let path = self.config.sample_path.clone();
        if anew || !path.exists() {
            if self.session.as_ref().is_some_and(|session| session.path() == path) {
                self.session = None;
            }
            let sample = Arc::clone(&self.config.sample);
            let made = caught(|| {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(|e| Failure::NotWritten(path.clone(), e))?;
                }
                sample(&path).map_err(|why| Failure::Words("The sample could not be made", why))
            });
            if let Err(failure) = made.unwrap_or_else(|defect| Err(Failure::Defect(defect))) {
                self.out.put(Reply::Opened { path, result: Err(failure) });
                return;
            }
        }
        self.open(path, None);
    }

    /// A save was not confirmed and the file cannot be opened again: there is nothing to go on with.
    fn lose_file(&mut self) {
        let session = self.session.take();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(session)));
        self.unsettled = false;
        let kind = StorageErrorKind::NotConfirmed { is_there: None };
        let failure = Failure::Op(StorageError::new(kind, "saving").into());
        self.out.put(Reply::Closed(Some(failure)));
    }

    fn watch_packs(&mut self, folder: Option<PathBuf>) {
        self.watch = None;
        let Some(folder) = folder else { return };
        let out = self.out.clone();
        let seen = move |packs| out.put(Reply::PacksSeen(packs));
        match super::packs::Watch::start(folder, super::packs::LOOK_EVERY, seen) {
            Ok(watch) => self.watch = Some(watch),
            Err(error) => {
                self.out.put(Reply::NotShown(Failure::Words("The folder is not watched", error.to_string())));
            }
        }
    }

    fn close(&mut self) {
        self.keep_daily_backup();
        self.unsettled = false;
        self.watch = None;
        let Some(session) = self.session.take() else {
            self.out.put(Reply::Closed(None));
            return;
        };
        let closed = caught(|| session.close());
        let failure = match closed {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.into()),
            Err(defect) => Some(Failure::Defect(defect)),
        };
        self.out.put(Reply::Closed(failure));
    }

    fn control(&self, tag: u64, cancel: Cancel) -> Control {
        let out = self.out.clone();
        Control::new(cancel, move |done, total| out.put(Reply::Progress { tag, done, total }))
    }

    fn load(&mut self, tag: u64, cancel: Cancel, query: Query<D>) {
        let mut control = self.control(tag, cancel);
        match self.with_session(|session| query(session, &mut control)) {
            Ok(Work::Done(value)) => self.out.put(Reply::Loaded { tag, result: Ok(value) }),
            Ok(Work::Compute(compute)) => {
                self.beside(move || compute(&mut control), move |result| Reply::Loaded { tag, result });
            }
            Err(failure) => self.out.put(Reply::Loaded { tag, result: Err(failure) }),
        }
    }

    /// Computes on a thread of its own.
    fn beside<T: Send + 'static>(
        &self,
        compute: impl FnOnce() -> Result<T, Failure> + Send + 'static,
        reply: impl Fn(Result<T, Failure>) -> Reply<D> + Send + Sync + 'static,
    ) {
        let (out, reply) = (self.out.clone(), Arc::new(reply));
        let in_thread = Arc::clone(&reply);
        let spawned = std::thread::Builder::new().name("computing".to_owned()).spawn(move || {
            let result = caught(compute).unwrap_or_else(|defect| Err(Failure::Defect(defect)));
            out.put(in_thread(result));
        });
        if let Err(error) = spawned {
            self.out.put(reply(Err(Failure::Defect(error.to_string()))));
        }
    }
}

/// The newest backup that opens and holds what its own log speaks of.
fn newest_good_backup(session: &Session) -> Option<PathBuf> {
    let backups = session.list_backups().ok()?;
    backups.into_iter().map(|backup| backup.path).find(|path| session.peek_backup(path, None).is_ok())
}

/// A path with this ending; added where it has none or another.
#[must_use]
pub fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_some_and(|has| has.eq_ignore_ascii_case(ending)) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Runs something that may panic; the panic's words.
fn caught<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|payload| {
        let words = payload.downcast_ref::<&str>().map(|words| (*words).to_owned());
        words.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned())
    })
}

/// The audit tools that are shipped inside the program: what a new file begins with.
///
/// # Errors
/// In plain words, when they cannot be read: the program is damaged.
pub fn shipped_tools() -> Result<Vec<AuditTool>, String> {
    let tools: Result<Vec<_>, _> = TOOLS.iter().map(|text| parse_tool(text)).collect();
    tools.map_err(|error| error.to_string())
}

/// Whether the file could not be opened again after a save that was not confirmed.
fn is_lost(failure: &Failure) -> bool {
    let Failure::Op(OpError::Storage(StorageError { kind, .. })) = failure else { return false };
    *kind == StorageErrorKind::NotConfirmed { is_there: None }
}

/// Whether a failure to open means that a passphrase is to be asked for (again).
#[must_use]
pub fn wants_passphrase(failure: &Failure) -> bool {
    let Failure::Op(OpError::Storage(StorageError { kind, .. })) = failure else { return false };
    matches!(kind, StorageErrorKind::PassphraseNeeded | StorageErrorKind::WrongPassphrase)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::testing::{FixedWorld, TestFile, default_tool};

    fn config(folder: &Path) -> Config {
        Config {
            world: Arc::new(|| Box::new(FixedWorld::default())),
            wake: Arc::new(|| {}),
            tools: Arc::new(|| Ok(vec![default_tool()])),
            sample: Arc::new(|_| Err("no sample here".to_owned())),
            sample_path: folder.join("sample.gthread"),
            settings_path: Some(folder.join("settings.json")),
            show_file: Arc::new(|_| Ok(())),
            print_file: Arc::new(|_| Ok(())),
        }
    }

    fn next(worker: &mut Worker<String>) -> Reply<String> {
        for _ in 0..2_000 {
            if let Some(reply) = worker.take_reply() {
                return reply;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("no reply");
    }

    fn opened() -> (TestFile, Worker<String>) {
        let (file, session) = TestFile::new();
        drop(session);
        let mut worker = Worker::start(config(file.folder()));
        worker.send(Request::Open { path: file.path(), passphrase: None });
        assert!(matches!(next(&mut worker), Reply::Opened { result: Ok(()), .. }));
        assert!(matches!(next(&mut worker), Reply::Verified(Ok(()))));
        (file, worker)
    }

    fn load(worker: &Worker<String>, tag: u64, query: Query<String>) {
        worker.send(Request::Load { tag, only_shown: false, cancel: Cancel::default(), query });
    }

    #[test]
    fn a_panic_reaches_the_person_and_the_file_can_be_opened_again() {
        let (file, mut worker) = opened();
        load(&worker, 1, Box::new(|_, _| panic!("broken query")));
        assert!(matches!(next(&mut worker), Reply::Closed(Some(Failure::Defect(_)))));
        let Reply::Loaded { tag: 1, result: Err(Failure::Defect(why)) } = next(&mut worker) else { panic!() };
        assert_eq!(why, "broken query");
        load(&worker, 2, Box::new(|_, _| Ok(Work::Done("never".to_owned()))));
        assert!(matches!(next(&mut worker), Reply::Loaded { tag: 2, result: Err(Failure::NoFile) }));
        worker.send(Request::Open { path: file.path(), passphrase: None });
        assert!(matches!(next(&mut worker), Reply::Opened { result: Ok(()), .. }));
    }

    #[test]
    fn what_is_only_shown_comes_before_the_check_and_nothing_else_does() {
        for only_shown in [true, false] {
            let (file, session) = TestFile::new();
            drop(session);
            let mut worker: Worker<String> = Worker::start(config(file.folder()));
            worker.send(Request::Open { path: file.path(), passphrase: None });
            let query: Query<String> = Box::new(|session, _| Ok(Work::Done(session.file_facts()?.local_area)));
            worker.send(Request::Load { tag: 1, only_shown, cancel: Cancel::default(), query });
            assert!(matches!(next(&mut worker), Reply::Opened { result: Ok(()), .. }));
            let (first, second) = (next(&mut worker), next(&mut worker));
            let (loaded, verified) = if only_shown { (first, second) } else { (second, first) };
            assert!(matches!(verified, Reply::Verified(Ok(()))), "{only_shown}: {verified:?}");
            assert!(matches!(loaded, Reply::Loaded { tag: 1, result: Ok(_) }), "{only_shown}: {loaded:?}");
        }
    }

    #[test]
    fn a_panic_in_work_beside_is_a_failure_and_the_file_stays_open() {
        let (_file, mut worker) = opened();
        load(&worker, 1, Box::new(|_, _| Ok(Work::Compute(Box::new(|_| panic!("broken sum"))))));
        assert!(matches!(next(&mut worker), Reply::Loaded { tag: 1, result: Err(Failure::Defect(_)) }));
        load(&worker, 2, Box::new(|session, _| Ok(Work::Done(session.file_facts()?.local_area))));
        let Reply::Loaded { result: Ok(area), .. } = next(&mut worker) else { panic!() };
        assert_eq!(area, "Testshire");
    }

    #[test]
    fn requests_are_carried_out_in_the_order_sent_and_all_of_them_before_the_end() {
        let (file, worker) = opened();
        let people = crate::testing::panel(3);
        for (tag, facts) in people.into_iter().enumerate() {
            let command = Command::Prepare(crate::ops::Prepare::PutPeople(vec![facts]));
            worker.send(Request::Execute { tag: tag as u64, actor: Actor::Lead, command });
        }
        drop(worker);
        assert_eq!(file.open().list_members().unwrap().len(), 3);
    }

    #[test]
    fn long_work_stops_when_asked() {
        let (_file, mut worker) = opened();
        let cancel = Cancel::default();
        cancel.ask();
        let query: Query<String> =
            Box::new(
                |_, control| {
                    if control.go_on(0, 10) { Ok(Work::Done("went on".to_owned())) } else { Err(Failure::Cancelled) }
                },
            );
        worker.send(Request::Load { tag: 1, only_shown: false, cancel, query });
        assert!(matches!(next(&mut worker), Reply::Progress { tag: 1, done: 0, total: 10 }));
        assert!(matches!(next(&mut worker), Reply::Loaded { result: Err(Failure::Cancelled), .. }));
    }

    #[test]
    fn a_new_file_is_encrypted_and_has_the_tool() {
        let folder = tempfile::tempdir().unwrap();
        let mut worker: Worker<String> = Worker::start(config(folder.path()));
        worker.send(Request::Create {
            path: folder.path().join("new"),
            local_area: "Kingston".to_owned(),
            la_code: None,
            passphrase: "four words and more".to_owned(),
        });
        let Reply::Opened { path, result: Ok(()) } = next(&mut worker) else { panic!() };
        assert!(path.ends_with("new.gthread"));
        assert!(matches!(next(&mut worker), Reply::Verified(Ok(()))));
        load(&worker, 1, Box::new(|session, _| Ok(Work::Done(format!("{:?}", session.file_facts()?.is_encrypted)))));
        let Reply::Loaded { result: Ok(encrypted), .. } = next(&mut worker) else { panic!() };
        assert_eq!(encrypted, "true");
        worker.send(Request::Open { path, passphrase: Some("wrong".to_owned()) });
        let Reply::Opened { result: Err(failure), .. } = next(&mut worker) else { panic!() };
        assert!(wants_passphrase(&failure), "{failure:?}");
    }
}
