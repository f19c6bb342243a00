//! Pictures of a page of help: decoded elsewhere, handed to the painter once, let go with the dialog.

use crate::exchange::picture::Pixels;
use egui::{ColorImage, TextureHandle, TextureOptions, Ui};
use std::collections::BTreeMap;

/// The pictures of the page that is open.
#[derive(Clone, Default)]
pub struct HelpPictures(BTreeMap<String, Held>);

#[derive(Clone)]
enum Held {
    Decoded(ColorImage),
    Painted(TextureHandle),
}

impl std::fmt::Debug for HelpPictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

impl HelpPictures {
    /// Takes pictures that were decoded.
    pub fn take(&mut self, pictures: Vec<(String, Pixels)>) {
        for (name, pixels) in pictures {
            let bytes: Vec<u8> = pixels.rgba.iter().flatten().copied().collect();
            let image = ColorImage::from_rgba_unmultiplied([pixels.width, pixels.height], &bytes);
            self.0.insert(name, Held::Decoded(image));
        }
    }

    /// What the painter knows a picture by; none: it is not there yet.
    pub fn texture(&mut self, ui: &Ui, name: &str) -> Option<egui::TextureId> {
        let held = self.0.get_mut(name)?;
        if let Held::Decoded(image) = held {
            let image = std::mem::take(image);
            *held = Held::Painted(ui.ctx().load_texture(format!("help: {name}"), image, TextureOptions::LINEAR));
        }
        if let Held::Painted(texture) = held { Some(texture.id()) } else { None }
    }
}
