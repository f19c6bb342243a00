//! What can go wrong while a report is made.

/// A report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A shipped font cannot be read.
    #[error("font: {0}")]
    Font(#[from] FontError),
    /// The PDF could not be put together.
    #[error("pdf, {during}: {detail}")]
    Pdf {
        /// The step that failed.
        during: &'static str,
        /// What the library said.
        detail: String,
    },
}

/// A font file is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// The file ends too early.
    #[error("file cut short")]
    CutShort,
    /// A table is missing.
    #[error("no table {0}")]
    NoTable(&'static str),
    /// There is no Unicode character map of format 4.
    #[error("no character map")]
    NoCharacterMap,
}
