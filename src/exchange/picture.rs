//! Pictures in: a PNG or JPEG is read under limits, laid on white and made small enough for paper. Nothing that came with
//! the pixels (place, camera, author) is kept.

use crate::domain::picture::{MOST_ACROSS, MOST_DOWN, Picture};
use std::io::Cursor;
use thiserror::Error;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Largest file taken, in bytes.
pub const MAX_PICTURE_BYTES: u64 = 1_048_576;
/// Most pixels across and down of a picture that is read.
pub const MOST_PIXELS: u32 = 6_000;

/// Why a picture was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PictureError {
    /// The file is larger than [`MAX_PICTURE_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// It is neither PNG nor JPEG.
    #[error("neither PNG nor JPEG")]
    NotAPicture,
    /// More than [`MOST_PIXELS`] across or down.
    #[error("too many pixels")]
    TooManyPixels,
    /// It says that it is one and cannot be read.
    #[error("damaged: {0}")]
    Damaged(String),
}

/// Pixels with their transparency, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Red, green, blue and opacity of each.
    pub rgba: Vec<[u8; 4]>,
}

/// Reads a PNG or JPEG.
///
/// # Errors
/// [`PictureError`] where it is none, too large, or damaged.
pub fn read_picture(bytes: &[u8]) -> Result<Picture, PictureError> {
    if bytes.len() as u64 > MAX_PICTURE_BYTES {
        return Err(PictureError::TooLarge);
    }
    let pixels = match bytes {
        [0x89, b'P', b'N', b'G', ..] => read_png(bytes)?,
        [0xFF, 0xD8, 0xFF, ..] => read_jpeg(bytes)?,
        _ => return Err(PictureError::NotAPicture),
    };
    shrunk(&pixels).ok_or_else(|| PictureError::Damaged("no pixels".to_owned()))
}

fn damaged(error: impl ToString) -> PictureError {
    PictureError::Damaged(error.to_string())
}

fn size(width: impl TryInto<u32>, height: impl TryInto<u32>) -> Result<(usize, usize), PictureError> {
    let side = |n: Option<u32>| n.filter(|n| *n <= MOST_PIXELS).map(|n| n as usize);
    side(width.try_into().ok()).zip(side(height.try_into().ok())).ok_or(PictureError::TooManyPixels)
}

/// Reads a PNG as it is, under the same limits.
///
/// # Errors
/// [`PictureError`] where it is none, too large, or damaged.
pub fn read_png(bytes: &[u8]) -> Result<Pixels, PictureError> {
    let limits = png::Limits { bytes: MOST_PIXELS as usize * MOST_PIXELS as usize * 4 };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let (width, height) = {
        let info = decoder.read_header_info().map_err(damaged)?;
        size(info.width, info.height)?
    };
    let mut reader = decoder.read_info().map_err(damaged)?;
    let room = reader.output_buffer_size().ok_or(PictureError::TooManyPixels)?;
    let mut samples = vec![0; room];
    let info = reader.next_frame(&mut samples).map_err(damaged)?;
    let samples = samples.get(..info.buffer_size()).unwrap_or_default();
    let rgba = match info.color_type {
        png::ColorType::Rgba => samples.chunks_exact(4).map(|p| [p[0], p[1], p[2], p[3]]).collect(),
        png::ColorType::GrayscaleAlpha => samples.chunks_exact(2).map(|p| [p[0], p[0], p[0], p[1]]).collect(),
        png::ColorType::Rgb => samples.chunks_exact(3).map(|p| [p[0], p[1], p[2], 255]).collect(),
        png::ColorType::Grayscale => samples.iter().map(|p| [*p, *p, *p, 255]).collect(),
        png::ColorType::Indexed => return Err(damaged("a palette that was not resolved")),
    };
    Ok(Pixels { width, height, rgba })
}

fn read_jpeg(bytes: &[u8]) -> Result<Pixels, PictureError> {
    let side = MOST_PIXELS as usize;
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .set_max_width(side)
        .set_max_height(side)
        .set_strict_mode(true);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let samples = decoder.decode().map_err(|error| damaged(format!("{error:?}")))?;
    let (width, height) = decoder.dimensions().ok_or_else(|| damaged("no size"))?;
    let (width, height) = size(width as u64, height as u64)?;
    let rgba = samples.chunks_exact(3).map(|p| [p[0], p[1], p[2], 255]).collect();
    Ok(Pixels { width, height, rgba })
}

/// On white, and no larger than is kept: each pixel is the mean of those it stands for.
fn shrunk(pixels: &Pixels) -> Option<Picture> {
    let (width, height) = (pixels.width, pixels.height);
    if width == 0 || height == 0 || pixels.rgba.len() < width * height {
        return None;
    }
    let share = (MOST_ACROSS as f64 / width as f64).min(MOST_DOWN as f64 / height as f64).min(1.0);
    let side = |n: usize, most: u32| ((n as f64 * share).round() as usize).clamp(1, most as usize);
    let (across, down) = (side(width, MOST_ACROSS), side(height, MOST_DOWN));
    let span = |at: usize, of: usize, from: usize| {
        let first = at * from / of;
        first..((at + 1) * from / of).max(first + 1)
    };
    let mut rgb = Vec::with_capacity(across * down * 3);
    for y in 0..down {
        for x in 0..across {
            let (mut sums, mut n) = ([0_u64; 3], 0_u64);
            for row in span(y, down, height) {
                for pixel in pixels.rgba.get(row * width..(row + 1) * width)?.get(span(x, across, width))? {
                    let alpha = u64::from(pixel[3]);
                    for (sum, part) in sums.iter_mut().zip(pixel) {
                        *sum += (u64::from(*part) * alpha + 255 * (255 - alpha)) / 255;
                    }
                    n += 1;
                }
            }
            rgb.extend(sums.map(|sum| u8::try_from(sum / n.max(1)).unwrap_or(u8::MAX)));
        }
    }
    Picture::new(u32::try_from(across).ok()?, u32::try_from(down).ok()?, rgb)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn png(width: u32, height: u32, colour: png::ColorType, samples: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(colour);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(samples).unwrap();
        writer.finish().unwrap();
        bytes
    }

    /// Eight pixels by eight, all of one grey.
    const GREY_JPEG: &[u8] = include_bytes!("../../tests/fixtures/grey.jpg");

    #[test]
    fn what_is_transparent_lies_on_white() {
        let bytes = png(2, 1, png::ColorType::Rgba, &[10, 20, 30, 255, 10, 20, 30, 0]);
        assert_eq!(read_picture(&bytes).unwrap().rgb(), [10, 20, 30, 255, 255, 255]);
        let grey = png(1, 1, png::ColorType::Grayscale, &[77]);
        assert_eq!(read_picture(&grey).unwrap().rgb(), [77, 77, 77]);
    }

    #[test]
    fn a_large_picture_is_made_smaller_in_its_proportions() {
        let bytes = png(2_000, 500, png::ColorType::Rgb, &vec![200; 2_000 * 500 * 3]);
        let picture = read_picture(&bytes).unwrap();
        assert_eq!((picture.width(), picture.height()), (540, 135));
        assert!(picture.rgb().iter().all(|part| *part == 200));
    }

    #[test]
    fn a_jpeg_is_read() {
        let picture = read_picture(GREY_JPEG).unwrap();
        assert_eq!((picture.width(), picture.height()), (8, 8));
        assert!(picture.rgb().iter().all(|part| part.abs_diff(128) < 4), "{:?}", picture.rgb());
    }

    #[test]
    fn what_is_no_picture_is_refused_with_its_reason() {
        assert_eq!(read_picture(b"GIF89a").unwrap_err(), PictureError::NotAPicture);
        assert_eq!(read_picture(&vec![0x89; 1_048_577]).unwrap_err(), PictureError::TooLarge);
        let whole = png(4, 4, png::ColorType::Rgb, &[1; 48]);
        assert!(matches!(read_picture(&whole[..whole.len() / 2]), Err(PictureError::Damaged(_))));
        let wide = png(MOST_PIXELS + 1, 1, png::ColorType::Grayscale, &vec![1; MOST_PIXELS as usize + 1]);
        assert_eq!(read_picture(&wide).unwrap_err(), PictureError::TooManyPixels);
        assert!(matches!(read_picture(&GREY_JPEG[..40]), Err(PictureError::Damaged(_))));
    }

    proptest! {
        #[test]
        fn changed_bytes_never_crash(
            changes in prop::collection::vec((0usize..400, any::<u8>()), 1..12), is_jpeg in any::<bool>(),
        ) {
            let mut bytes = if is_jpeg { GREY_JPEG.to_vec() } else { png(6, 6, png::ColorType::Rgb, &[9; 108]) };
            for (at, byte) in changes {
                let place = at % bytes.len();
                bytes[place] = byte;
            }
            let _ = read_picture(&bytes);
        }
    }
}
