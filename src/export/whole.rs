//! Files and folders that get their name when they are whole: until then they stand beside it.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::{Builder, NamedTempFile, TempDir};

/// How names of what is not whole yet begin.
pub const UNFINISHED: &str = ".citegraph-";

/// The folder that holds `path`.
pub fn parent(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// A file in `folder` that goes where it is dropped, as readable as any other new file, since it
/// becomes one.
///
/// # Errors
/// Why it cannot be made.
pub fn unfinished_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(UNFINISHED).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// A folder in `folder` that goes where it is dropped; others cannot see into it.
///
/// # Errors
/// Why it cannot be made.
pub fn unfinished_folder(folder: &Path) -> io::Result<TempDir> {
    Builder::new().prefix(UNFINISHED).tempdir_in(folder)
}

/// Lets others see into a folder that is whole.
///
/// # Errors
/// Why its permissions cannot be set.
#[cfg(unix)]
pub fn open_to_others(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

/// Lets others see into a folder that is whole.
///
/// # Errors
/// None here.
#[cfg(not(unix))]
pub fn open_to_others(_folder: &Path) -> io::Result<()> {
    Ok(())
}
