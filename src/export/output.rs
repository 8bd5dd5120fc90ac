//! Where an export goes: one stream, or the files of a folder.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A stream that can be split into named files.
pub trait Output: Write {
    /// Ends the file before, if any, and begins one with this name.
    ///
    /// # Errors
    /// Where the file cannot be made, or the output is a single stream.
    fn begin(&mut self, file: &str) -> io::Result<()>;
}

/// One stream.
#[derive(Debug)]
pub struct Single<W>(W);

impl<W: Write> Single<W> {
    /// An output that is this stream.
    pub const fn new(stream: W) -> Self {
        Self(stream)
    }
}

impl<W: Write> Write for Single<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<W: Write> Output for Single<W> {
    fn begin(&mut self, file: &str) -> io::Result<()> {
        Err(io::Error::other(Error::usage(
            format!("the format is a folder of files such as {file}, not one stream"),
            "name a folder to write it to",
        )))
    }
}

/// The files of one existing folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    file: Option<BufWriter<File>>,
}

impl Folder {
    /// An output into this folder, which must exist.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), file: None }
    }

    fn file(&mut self) -> io::Result<&mut BufWriter<File>> {
        self.file.as_mut().ok_or_else(|| io::Error::other("no file of the folder was begun"))
    }
}

impl Write for Folder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Output for Folder {
    fn begin(&mut self, file: &str) -> io::Result<()> {
        self.flush()?;
        // Made but once: a folder that was removed meanwhile, as by an interruption, must not come back.
        if self.file.is_none() {
            fs::create_dir_all(&self.path)?;
        }
        let mut folder = self.path.clone();
        for part in Path::new(file).parent().into_iter().flat_map(Path::components) {
            folder.push(part);
            match fs::create_dir(&folder) {
                Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(e),
                _ => {}
            }
        }
        self.file = Some(BufWriter::new(File::create(self.path.join(file))?));
        Ok(())
    }
}
