//! Whether this machine has something that draws in place of the processor.

use std::path::Path;

/// Whether a graphics device is there. Where there is none, OpenGL and Vulkan are drawn by the processor as well.
/// Only Linux says it without being asked to draw; elsewhere one is taken to be there.
#[must_use]
pub fn has_device() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let is_there = |path: &str| Path::new(path).exists();
    let renders = std::fs::read_dir("/dev/dri")
        .is_ok_and(|nodes| nodes.flatten().any(|node| node.file_name().to_string_lossy().starts_with("renderD")));
    // The kernel's own drivers; Nvidia's; the Windows subsystem for Linux.
    renders || is_there("/dev/nvidia0") || is_there("/dev/dxg")
}
