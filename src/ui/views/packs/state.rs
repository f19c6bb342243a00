//! What is typed and previewed on the packs screen.

use crate::jobs::packs::PacksPreview;

/// The state of the packs screen.
#[derive(Debug, Default)]
pub struct PacksScreen {
    /// The folder for new packs.
    pub folder: String,
    /// A pack that came back, or the folder it came back to.
    pub bring: String,
    /// Where the list of passphrases is to be written.
    pub list: String,
    /// The shared folder.
    pub watch: String,
    /// The folder that is watched.
    pub watched: Option<String>,
    /// Whether passphrases are on the screen.
    pub shows_passphrases: bool,
    /// What bringing packs in would do.
    pub preview: Option<PacksPreview>,
    /// The row of the ledger the keyboard stands on.
    pub cursor: usize,
}
