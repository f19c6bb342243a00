//! Whether this machine has something that draws in place of the processor.

/// Whether a graphics device is there. Where there is none, OpenGL and Vulkan are drawn by the processor as well.
/// Only Linux says it without being asked to draw; elsewhere one is taken to be there.
#[must_use]
pub fn has_device() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let renders = |folder: &str, beginning: &str| {
        std::fs::read_dir(folder).is_ok_and(|entries| {
            entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with(beginning))
        })
    };
    // The kernel's own drivers; those of Nvidia; the Windows subsystem for Linux.
    renders("/dev/dri", "renderD") || renders("/dev", "nvidia0") || renders("/dev", "dxg")
}
