//! Reports: plain data ([`ReportDoc`]) is laid out on pages of marks ([`Laid`]), and painters put the marks on paper
//! ([`write_pdf`]) or on the screen. The layout knows neither PDF nor screen; only `pdf.rs` knows the PDF library.

pub mod certificate;
mod doc;
pub mod emergency;
mod error;
pub mod kinds;
mod layout;
mod metrics;
mod pdf;
pub mod quick_card;
pub mod style;
mod text;
mod thread_picture;

#[cfg(test)]
mod tests;

pub use self::doc::*;
pub use self::error::{FontError, ReportError};
pub use self::layout::{
    ImageMark, Laid, LayoutWarning, LineMark, Mark, NodeId, OutlineEntry, Page, PathMark, RectMark, Role, Step,
    StructNode, Tag, TextRun,
};
pub use self::metrics::{FontMetrics, Fonts};
pub use self::pdf::write_pdf;

/// Lays a report out on pages, with its structure and with warnings to show before it goes out.
///
/// # Errors
/// Only when a shipped font cannot be read.
pub fn lay_out(doc: &ReportDoc) -> Result<Laid, ReportError> {
    Ok(layout::layout(doc, &Fonts::shipped()?))
}

/// The pages of a report, for a painter.
///
/// # Errors
/// Only when a shipped font cannot be read.
pub fn pages(doc: &ReportDoc) -> Result<Vec<Page>, ReportError> {
    Ok(lay_out(doc)?.pages)
}

/// The report as a tagged PDF. The same report gives the same bytes.
///
/// # Errors
/// When a shipped font cannot be read or the PDF cannot be put together.
pub fn render_pdf(doc: &ReportDoc) -> Result<Vec<u8>, ReportError> {
    write_pdf(&doc.meta, &lay_out(doc)?)
}
