//! Where bytes come from: a file or a stream, counted, and limited where they unfold.

use std::io::{self, Read, Seek};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::error::ReadError;
use crate::limits::Limits;

/// From here on the ratio of a compressed part is looked at: small parts may be anything.
const RATIO_FLOOR: u64 = 16 << 20;

/// A file: bytes that can be read from any place.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// How many bytes of the file have been taken, shared with whoever draws the progress bar.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally(Arc<AtomicU64>);

impl Tally {
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }

    pub(crate) fn add(&self, bytes: u64) -> u64 {
        self.0.fetch_add(bytes, Relaxed) + bytes
    }
}

/// Counts what passes and refuses more than `max`.
pub(crate) struct Counted<R> {
    inner: R,
    tally: Tally,
    max: u64,
    limit: &'static str,
}

impl<R> Counted<R> {
    pub(crate) fn new(inner: R, tally: Tally, max: u64, limit: &'static str) -> Self {
        Self {
            inner,
            tally,
            max,
            limit,
        }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        if self.tally.add(n as u64) > self.max {
            return Err(ReadError::too_large(self.limit, self.max).into_io());
        }
        Ok(n)
    }
}

/// Counts what a decompressor gives and stops a bomb: by the total of all parts, and by the ratio to what went in.
pub(crate) struct Inflated<R> {
    inner: R,
    /// What all parts of the file gave so far.
    total: Tally,
    /// What this part gave so far.
    given: u64,
    taken: Taken,
    max: u64,
    ratio: u64,
}

/// What went into the decompressor.
pub(crate) enum Taken {
    /// Known before: the size of the part in its archive, beyond which it is never read.
    Size(u64),
    /// Counted as it goes.
    Counted(Tally),
}

impl<R> Inflated<R> {
    pub(crate) fn new(inner: R, total: Tally, taken: Taken, limits: &Limits) -> Self {
        Self {
            inner,
            total,
            given: 0,
            taken,
            max: limits.inflated_bytes,
            ratio: limits.inflate_ratio,
        }
    }
}

impl<R: Read> Read for Inflated<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.given += n as u64;
        if self.total.add(n as u64) > self.max {
            return Err(ReadError::too_large("inflated_bytes", self.max).into_io());
        }
        let taken = match &self.taken {
            Taken::Size(size) => *size,
            Taken::Counted(tally) => tally.get(),
        };
        if too_dense(self.given, taken, self.ratio) {
            return Err(ReadError::too_large("inflate_ratio", self.ratio).into_io());
        }
        Ok(n)
    }
}

/// Whether `given` bytes out of `taken` ones are more than a table ever gives.
pub(crate) fn too_dense(given: u64, taken: u64, ratio: u64) -> bool {
    given > RATIO_FLOOR && given > taken.saturating_mul(ratio)
}

/// Reads until `buf` is full or the source ends.
pub(crate) fn read_full(source: &mut dyn Read, buf: &mut [u8]) -> Result<usize, ReadError> {
    let mut filled = 0;
    while filled < buf.len() {
        match source.read(&mut buf[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(ReadError::from_io(e)),
        }
    }
    Ok(filled)
}

/// Reads all of `source` into memory, refusing more than `max` bytes (limit `held_bytes`).
pub(crate) fn read_held(source: &mut dyn Read, max: usize) -> Result<Vec<u8>, ReadError> {
    let mut held = Vec::new();
    source
        .take(max as u64 + 1)
        .read_to_end(&mut held)
        .map_err(ReadError::from_io)?;
    if held.len() > max {
        return Err(ReadError::too_large("held_bytes", max as u64));
    }
    Ok(held)
}
