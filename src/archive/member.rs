//! Reading one record back, by the place that the catalogue gives.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::bufread::GzDecoder;

/// The record whose gzip member begins at a place, unpacked while it is read.
pub fn open(path: &Path, offset: u64) -> io::Result<impl BufRead + Send + 'static> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    Ok(BufReader::new(GzDecoder::new(BufReader::new(file))))
}

/// The block of a record: what stands after its head, at most so many bytes of it.
pub fn block(path: &Path, offset: u64, limit: u64) -> io::Result<Vec<u8>> {
    let mut record = open(path, offset)?;
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if record.read_until(b'\n', &mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = String::from_utf8_lossy(&line);
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse::<u64>().ok();
            }
            None if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let length = length.ok_or(io::ErrorKind::InvalidData)?;
    let mut block = Vec::new();
    record.take(length.min(limit)).read_to_end(&mut block)?;
    Ok(block)
}
