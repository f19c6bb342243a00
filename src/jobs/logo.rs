//! The local area's logo, read from a file that somebody chose.

use super::worker::Failure;
use crate::domain::picture::Picture;
use crate::exchange::picture::{MAX_PICTURE_BYTES, PictureError, read_picture};
use std::io::Read;
use std::path::Path;

const WHAT: &str = "The logo was not taken";

/// Reads a PNG or JPEG and makes it small enough for paper.
///
/// # Errors
/// When the file cannot be read or is no such picture.
pub fn read(path: &Path) -> Result<Picture, Failure> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| not_read(path, &error))?;
    // One byte more than is taken is enough to know that it is too large.
    file.take(MAX_PICTURE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| not_read(path, &error))?;
    read_picture(&bytes).map_err(|error| Failure::Words(WHAT, words(&error)))
}

fn not_read(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Words(WHAT, format!("{} cannot be read: {error}. Check the path.", path.display()))
}

/// Why, and what to do now.
fn words(error: &PictureError) -> String {
    match error {
        PictureError::TooLarge => {
            "The file is larger than 1 MiB. Save the picture smaller: 600 pixels across are enough."
        }
        PictureError::NotAPicture => "It is neither a PNG nor a JPEG. Save the picture as PNG and choose that file.",
        PictureError::TooManyPixels => "It has more than 6,000 pixels across or down. Save the picture smaller.",
        PictureError::Damaged(_) => "The picture is damaged. Save it again as PNG and choose that file.",
    }
    .to_owned()
}
