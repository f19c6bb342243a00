//! A small picture that the file keeps, such as the local area's logo: pixels, and nothing else that came with it.

use serde::{Deserialize, Serialize};

/// Most pixels across of a picture that is kept: 45 mm at about 300 to an inch.
pub const MOST_ACROSS: u32 = 540;
/// Most pixels down of a picture that is kept: 20 mm at about 300 to an inch.
pub const MOST_DOWN: u32 = 240;

/// What the kept form begins with.
const MARK: &[u8; 4] = b"GTP1";
const HEAD: usize = 8;

/// Opaque pixels, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Picture {
    /// A picture of `width` by `height` pixels, three bytes each; none where they do not fit or there are too many.
    #[must_use]
    pub fn new(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let is_size = (1..=MOST_ACROSS).contains(&width) && (1..=MOST_DOWN).contains(&height);
        let bytes = usize::try_from(u64::from(width) * u64::from(height) * 3).ok()?;
        (is_size && rgb.len() == bytes).then_some(Self { width, height, rgb })
    }

    /// Pixels across.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels down.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Red, green and blue of each pixel, row by row from the top.
    #[must_use]
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// As it is kept: a mark, width and height as two bytes each, the pixels.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let size = |n: u32| u16::try_from(n).unwrap_or(u16::MAX).to_be_bytes();
        let head = [MARK.as_slice(), &size(self.width), &size(self.height)].concat();
        [head.as_slice(), &self.rgb].concat()
    }

    /// Reads what is kept; none where it is no such picture.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rgb) = bytes.split_at_checked(HEAD)?;
        let size = |at: usize| Some(u32::from(u16::from_be_bytes([*head.get(at)?, *head.get(at + 1)?])));
        let (width, height) = (size(4)?, size(6)?);
        Self::new(width, height, rgb.to_vec()).filter(|_| head.starts_with(MARK))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_kept_is_read_back_and_nothing_else_is() {
        let picture = Picture::new(3, 2, (0..18).collect()).unwrap();
        let bytes = picture.to_bytes();
        assert_eq!(Picture::from_bytes(&bytes), Some(picture));
        assert_eq!(Picture::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Picture::from_bytes(b"\x89PNG\r\n\x1a\n"), None);
        assert_eq!(Picture::from_bytes(b""), None);
        assert_eq!(Picture::new(MOST_ACROSS + 1, 1, vec![0; 1623]), None);
        assert_eq!(Picture::new(2, 2, vec![0; 11]), None);
    }
}
