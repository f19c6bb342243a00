//! Where a file lies: absolute paths, and folders that are no place for an audit file.

use std::io;
use std::path::{Path, PathBuf};

/// What kind of folder a path lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A disk of this machine.
    Local,
    /// A network share: locks and syncs cannot be relied on there.
    NetworkShare,
    /// A folder that a program copies elsewhere: allowed after a warning.
    Synchronised,
}

/// The absolute form of a path; the file itself need not exist.
///
/// # Errors
/// When the current folder cannot be read.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    // A link must not let two names open one file.
    if let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name())
        && let Ok(real) = dunce::canonicalize(parent)
    {
        let joined = real.join(name);
        return Ok(dunce::canonicalize(&joined).unwrap_or(joined));
    }
    Ok(absolute)
}

/// What kind of folder an absolute path lies in, as far as the machine tells.
#[must_use]
pub fn place_of(path: &Path) -> Place {
    let text = path.to_string_lossy();
    if is_share_name(&text) {
        return Place::NetworkShare;
    }
    if let Ok(mounts) = std::fs::read_to_string("/proc/mounts")
        && is_network_type(mount_type_of(&mounts, &text))
    {
        return Place::NetworkShare;
    }
    if is_synchronised(path) { Place::Synchronised } else { Place::Local }
}

/// Those of `paths` at which nothing lies. It may wait for a drive that does not answer: never while drawing.
#[must_use]
pub fn not_found(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.retain(|path| !path.exists());
    paths
}

/// Whether a path lies in a folder that a program copies elsewhere, as far as its name tells.
#[must_use]
pub fn is_synchronised(path: &Path) -> bool {
    // Windows tells where a person's OneDrive lies, whatever the folder is called.
    let told = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"].into_iter().filter_map(std::env::var_os);
    let is_told = told.filter(|folder| !folder.is_empty()).any(|folder| path.starts_with(folder));
    is_told || path.components().any(|part| is_named_synchronised(&part.as_os_str().to_string_lossy()))
}

/// Whether a folder is called as the programs call theirs: alone, or followed by whose it is.
fn is_named_synchronised(folder: &str) -> bool {
    let names = [
        "onedrive",
        "dropbox",
        "google drive",
        "googledrive",
        "iclouddrive",
        "icloud drive",
        "nextcloud",
        "owncloud",
        "box sync",
        "pclouddrive",
    ];
    let folder = folder.to_lowercase();
    names.iter().any(|name| {
        folder
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(" -") || rest.starts_with(" ("))
    })
}

/// Whether a path names a server. Windows answers with `\\?\UNC\server\…` for a drive letter that stands for a share,
/// and with `\\?\C:\…` for a local path too long or odd for the plain form: only the first is a share.
fn is_share_name(path: &str) -> bool {
    let path = path.replace('/', "\\");
    match path.strip_prefix(r"\\?\").or_else(|| path.strip_prefix(r"\\.\")) {
        Some(verbatim) => verbatim.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(r"UNC\")),
        None => path.starts_with(r"\\"),
    }
}

fn mount_type_of<'a>(mounts: &'a str, path: &str) -> &'a str {
    let mut best = ("", "");
    for line in mounts.lines() {
        let mut fields = line.split(' ');
        let (Some(_), Some(point), Some(kind)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let inside = path == point || path.starts_with(&format!("{}/", point.trim_end_matches('/')));
        if inside && point.len() >= best.0.len() {
            best = (point, kind);
        }
    }
    best.1
}

fn is_network_type(kind: &str) -> bool {
    matches!(
        kind,
        "nfs" | "nfs4" | "cifs" | "smb3" | "smbfs" | "afs" | "ncpfs" | "fuse.sshfs" | "davfs" | "fuse.davfs2"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_from_a_disk_by_its_longest_mount() {
        let mounts = "/dev/a / ext4 rw 0 0\nserver:/x /home/ann nfs4 rw 0 0\n/dev/b /home/ann/local ext4 rw 0 0\n";
        assert!(is_network_type(mount_type_of(mounts, "/home/ann/a.gthread")));
        assert!(!is_network_type(mount_type_of(mounts, "/home/ann/local/a.gthread")));
        assert!(!is_network_type(mount_type_of(mounts, "/home/anna/a.gthread")));
        assert_eq!(place_of(Path::new("\\\\server\\share\\a.gthread")), Place::NetworkShare);
        assert_eq!(place_of(Path::new(r"\\?\UNC\server\share\a.gthread")), Place::NetworkShare);
        assert_eq!(place_of(Path::new(r"\\?\C:\audits\a.gthread")), Place::Local);
        assert_eq!(place_of(Path::new("//server/share/a.gthread")), Place::NetworkShare);
        for folder in ["OneDrive - Council", "onedrive", "Dropbox (Council)", "iCloud Drive"] {
            assert_eq!(place_of(&Path::new("/home/x").join(folder).join("a.gthread")), Place::Synchronised, "{folder}");
        }
        assert_eq!(place_of(Path::new("/home/x/Dropboxes/a.gthread")), Place::Local);
    }
}
