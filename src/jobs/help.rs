//! Work for the help: its pictures, and the quick card for panel members.

use super::worker::{Failure, with_ending};
use crate::assets::help_picture;
use crate::exchange::picture::{Pixels, read_png};
use crate::platform::atomic;
use crate::report::ReportDoc;
use crate::report::render_pdf;
use std::path::{Path, PathBuf};

/// Decodes the shipped pictures with these names; one that cannot be read is left out.
#[must_use]
pub fn pictures(names: &[String]) -> Vec<(String, Pixels)> {
    let read = |name: &String| Some((name.clone(), read_png(help_picture(name)?).ok()?));
    names.iter().filter_map(read).collect()
}

/// Writes the quick card; the file appears whole or not at all.
///
/// # Errors
/// When there is a file and nobody said to replace it, or it cannot be written.
pub fn save_quick_card(doc: &ReportDoc, path: &Path, replace: bool) -> Result<PathBuf, Failure> {
    let path = with_ending(path.to_owned(), "pdf");
    if !replace && path.symlink_metadata().is_ok() {
        return Err(Failure::WouldReplace(path));
    }
    let pdf = render_pdf(doc).map_err(|e| Failure::Words("The quick card was not made", e.to_string()))?;
    atomic::write(&path, &pdf).map_err(|error| Failure::NotWritten(path.clone(), error))?;
    Ok(path)
}
