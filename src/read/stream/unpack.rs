//! Containers, told by their first bytes and opened on the fly.
//!
//! gzip, Zstandard, bzip2 and xz unpack as streams, tar gives its members as a stream, zip is read
//! at its place (or from memory where it comes out of another stream). Nothing is written to disk.

use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::StreamingDecoder;
use zip::ZipArchive;

use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;

use super::Source;
use super::encoding::transcode;
use super::probe::Probed;

/// Where tar keeps its signature.
const TAR_MAGIC: (usize, &[u8]) = (257, b"ustar");
const PROBE: u64 = 512;
/// Containers within containers.
const DEEPEST: usize = 8;
/// Unpacking less than this is never taken for a bomb.
const HARMLESS: u64 = 32 << 20;
/// A zip that comes out of a stream is held in memory up to this size.
const ZIP_IN_MEMORY: u64 = 512 << 20;
/// Memory that a stream's dictionary may take, in bytes.
const WINDOW: u64 = 256 << 20;

/// How a stream is packed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Packing {
    Gzip,
    Zstandard,
    Bzip2,
    Xz,
    Zip,
    Tar,
}

/// First bytes and what they mean.
const SIGNATURES: [(&[u8], Packing); 6] = [
    (b"\x1f\x8b", Packing::Gzip),
    (b"\x28\xb5\x2f\xfd", Packing::Zstandard),
    (b"BZh", Packing::Bzip2),
    (b"\xfd7zXZ\x00", Packing::Xz),
    (b"PK\x03\x04", Packing::Zip),
    (b"PK\x05\x06", Packing::Zip),
];

fn packing(start: &[u8]) -> Option<Packing> {
    let (at, magic) = TAR_MAGIC;
    if start.get(at..at + magic.len()) == Some(magic) {
        return Some(Packing::Tar);
    }
    SIGNATURES.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, packing)| *packing)
}

/// A file or standard input, and how many bytes of it were read.
pub(in crate::read) struct Packed<R> {
    inner: R,
    /// Bytes of this file.
    read: Arc<AtomicU64>,
    /// Bytes of the run, for the progress bar.
    run: Arc<AtomicU64>,
}

impl<R> Packed<R> {
    pub(in crate::read) fn new(inner: R, run: &Arc<AtomicU64>) -> Self {
        Self { inner, read: Arc::default(), run: run.clone() }
    }
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(buffer)?;
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
        self.run.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}

impl<R: Seek> Seek for Packed<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Opens containers and hands every file in them to a visitor.
pub(in crate::read) struct Opener<'a> {
    pub(in crate::read) options: &'a ReadOptions,
    pub(in crate::read) feed: &'a Feed,
    /// Reads one file; its second argument tells whether the file was met inside an archive.
    pub(in crate::read) visit: &'a dyn Fn(&mut Source<'_>, bool) -> Result<(), Halt>,
}

/// Where in the nest of containers a stream stands.
#[derive(Clone)]
struct Depth {
    containers: usize,
    in_archive: bool,
    packed: Arc<AtomicU64>,
}

impl Opener<'_> {
    /// Opens a file, or what can be read like one: a zip is then read at its place.
    pub(in crate::read) fn file(
        &self,
        name: &Arc<str>,
        mut packed: Packed<impl Read + Seek>,
    ) -> Result<(), Halt> {
        let mut start = Vec::new();
        packed.inner.by_ref().take(PROBE).read_to_end(&mut start)?;
        packed.inner.rewind()?;
        if packing(&start) != Some(Packing::Zip) {
            return self.stream(name, packed);
        }
        let depth = Depth { containers: 1, in_archive: true, packed: packed.read.clone() };
        self.zip(name, BufReader::new(packed), &depth)
    }

    /// Opens a stream, which cannot be read twice.
    pub(in crate::read) fn stream<R: Read>(
        &self,
        name: &Arc<str>,
        packed: Packed<R>,
    ) -> Result<(), Halt> {
        let depth = Depth { containers: 0, in_archive: false, packed: packed.read.clone() };
        self.open(name, Box::new(packed), &depth)
    }

    fn open(&self, name: &Arc<str>, reader: Box<dyn Read + '_>, depth: &Depth) -> Result<(), Halt> {
        let whole = Probed::new(reader, PROBE);
        let packing = packing(whole.start());
        let Some(packing) = packing else { return self.plain(name, Box::new(whole), depth) };
        if depth.containers >= DEEPEST {
            return self.feed.skip(0, format!("more than {DEEPEST} containers in one another"));
        }
        let inside = Depth {
            containers: depth.containers + 1,
            in_archive: depth.in_archive || matches!(packing, Packing::Zip | Packing::Tar),
            packed: depth.packed.clone(),
        };
        let unpacked = match packing {
            Packing::Tar => return self.tar(name, whole, &inside),
            Packing::Zip => {
                let mut bytes = Vec::new();
                whole.take(ZIP_IN_MEMORY + 1).read_to_end(&mut bytes)?;
                if bytes.len() as u64 > ZIP_IN_MEMORY {
                    return self.feed.skip(0, "a zip this large must be given as a file");
                }
                return self.zip(name, Cursor::new(bytes), &inside);
            }
            stream => unpacker(stream, whole),
        };
        self.open(name, Box::new(self.bounded(unpacked, depth)), &inside)
    }

    /// A file that is no container: decoded where it is not UTF-8, and visited.
    fn plain(
        &self,
        name: &Arc<str>,
        reader: Box<dyn Read + '_>,
        depth: &Depth,
    ) -> Result<(), Halt> {
        let (reader, encoding) = transcode(reader);
        let mut source = Source::new(name.clone(), reader, self.options.max_record_bytes);
        if let Some(encoding) = encoding {
            self.feed.note(0, format!("decoded from {encoding}"))?;
        }
        let is_empty = source.head().is_empty();
        if let Some(failure) = is_empty.then(|| source.failure()).flatten() {
            return Err(failure.into());
        }
        (self.visit)(&mut source, depth.in_archive)?;
        source.failure().map_or(Ok(()), |failure| Err(failure.into()))
    }

    fn tar(&self, name: &Arc<str>, reader: impl Read, depth: &Depth) -> Result<(), Halt> {
        let mut archive = tar::Archive::new(reader);
        for (number, entry) in archive.entries()?.enumerate() {
            let entry = entry?;
            if number >= self.options.max_archive_files {
                return self.too_many();
            }
            if !entry.header().entry_type().is_file() {
                continue;
            }
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            self.member(name, &path, Box::new(entry), depth)?;
        }
        Ok(())
    }

    fn zip(&self, name: &Arc<str>, reader: impl Read + Seek, depth: &Depth) -> Result<(), Halt> {
        let mut archive = ZipArchive::new(reader).map_err(io::Error::other)?;
        for number in 0..archive.len() {
            if number >= self.options.max_archive_files {
                return self.too_many();
            }
            match archive.by_index(number) {
                Ok(entry) if !entry.is_file() => {}
                Ok(entry) => {
                    let path = String::from_utf8_lossy(entry.name_raw()).into_owned();
                    let entry = self.bounded(entry, depth);
                    self.member(name, &path, Box::new(entry), depth)?;
                }
                Err(error) => self.feed.skip(0, format!("member {}: {error}", number + 1))?,
            }
        }
        Ok(())
    }

    fn too_many(&self) -> Result<(), Halt> {
        let most = self.options.max_archive_files;
        self.feed.skip(0, format!("more than {most} files in the archive; the rest is left out"))
    }

    /// One file of an archive; what is wrong with it is reported and ends nothing else.
    fn member(
        &self,
        archive: &Arc<str>,
        path: &str,
        reader: Box<dyn Read + '_>,
        depth: &Depth,
    ) -> Result<(), Halt> {
        let has = |wanted: fn(&str) -> bool| path.split(['/', '\\']).any(wanted);
        if has(|part| part == "..") || path.starts_with('/') {
            return self.feed.skip(0, format!("{path:?} leads out of the archive"));
        }
        // What systems leave in archives.
        if has(|part| part.starts_with('.') && part != "." || part == "__MACOSX") {
            return Ok(());
        }
        let name: Arc<str> = format!("{archive}!{path}").into();
        self.feed.file(&name)?;
        match self.open(&name, reader, depth) {
            Err(Halt::Damaged(error)) => self.feed.skip(0, damage(&error)),
            other => other,
        }
    }

    fn bounded<R: Read>(&self, inner: R, depth: &Depth) -> Bounded<R> {
        Bounded::new(inner, &depth.packed, self.options)
    }
}

/// What a stream unpacks to; an archive, which is no stream of one file, as it is.
fn unpacker<'a>(packing: Packing, packed: impl Read + 'a) -> Box<dyn Read + 'a> {
    match packing {
        Packing::Gzip => Box::new(MultiGzDecoder::new(packed)),
        Packing::Bzip2 => Box::new(MultiBzDecoder::new(packed)),
        Packing::Xz => Box::new(XzReader::new_mem_limit(packed, true, (WINDOW / 1024) as u32)),
        Packing::Zstandard => Box::new(ZstdFrames::Between(Box::new(BufReader::new(packed)))),
        Packing::Tar | Packing::Zip => Box::new(packed),
    }
}

/// The one file that a gzip, Zstandard, bzip2 or xz stream holds, unpacked within the limits of
/// `options`; any other stream as it is.
///
/// ```
/// use std::io::Read;
/// use citegraph::read::{ReadOptions, unpacked};
///
/// let mut text = String::new();
/// unpacked(&b"not packed"[..], &ReadOptions::default()).read_to_string(&mut text)?;
/// assert_eq!(text, "not packed");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn unpacked<'a>(reader: impl Read + 'a, options: &ReadOptions) -> Box<dyn Read + 'a> {
    let reader = Packed::new(reader, &Arc::default());
    let packed = reader.read.clone();
    let whole = Probed::new(reader, PROBE);
    match packing(whole.start()) {
        None | Some(Packing::Tar | Packing::Zip) => Box::new(whole),
        Some(stream) => Box::new(Bounded::new(unpacker(stream, whole), &packed, options)),
    }
}

/// Why the rest of a file is lost.
pub(in crate::read) fn damage(error: &io::Error) -> String {
    format!("the rest of the file cannot be read: {error}")
}

/// Ends in an error where a stream unpacks to more than the limit, or to far more than it was
/// packed in.
struct Bounded<R> {
    inner: R,
    unpacked: u64,
    packed: Arc<AtomicU64>,
    ratio: u64,
    most: u64,
}

impl<R> Bounded<R> {
    fn new(inner: R, packed: &Arc<AtomicU64>, options: &ReadOptions) -> Self {
        let (ratio, most) = (options.max_unpack_ratio, options.max_unpacked_bytes);
        Self { inner, unpacked: 0, packed: packed.clone(), ratio, most }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(buffer)?;
        self.unpacked += bytes as u64;
        let (ratio, most) = (self.ratio, self.most);
        if self.unpacked > most {
            return Err(io::Error::other(format!(
                "it unpacks to more than the limit of {most} bytes"
            )));
        }
        let likely = self.packed.load(Ordering::Relaxed).saturating_mul(ratio);
        if self.unpacked > likely.max(HARMLESS) {
            return Err(io::Error::other(format!(
                "it unpacks to more than {ratio} times its size, like a bomb"
            )));
        }
        Ok(bytes)
    }
}

/// The first byte of a frame without data, its low bits aside; its length is in bytes 4 to 7.
const SKIPPABLE: u8 = 0x50;

/// The frames of a Zstandard stream, one after the other.
enum ZstdFrames<R: Read> {
    Between(Box<R>),
    Within(Box<StreamingDecoder<Box<R>, ruzstd::decoding::FrameDecoder>>),
    Done,
}

impl<R: io::BufRead> Read for ZstdFrames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(self, Self::Done) {
                Self::Done => return Ok(0),
                Self::Between(mut reader) => {
                    let Some(first) = reader.fill_buf()?.first().copied() else { return Ok(0) };
                    if first & 0xf0 == SKIPPABLE {
                        let mut header = [0; 8];
                        reader.read_exact(&mut header)?;
                        let [_, _, _, _, a, b, c, d] = header;
                        let length = u64::from(u32::from_le_bytes([a, b, c, d]));
                        io::copy(&mut reader.by_ref().take(length), &mut io::sink())?;
                        *self = Self::Between(reader);
                        continue;
                    }
                    let frame = StreamingDecoder::new_with_max_window_size(reader, WINDOW);
                    *self = Self::Within(Box::new(frame.map_err(io::Error::other)?));
                }
                Self::Within(mut frame) => {
                    let bytes = frame.read(buffer)?;
                    if bytes > 0 || buffer.is_empty() {
                        *self = Self::Within(frame);
                        return Ok(bytes);
                    }
                    *self = Self::Between(frame.into_inner());
                }
            }
        }
    }
}
