//! The WARC files of a folder: appended to, rotated, and cut back to whole records after a kill.

use std::fs::{self, File};
use std::io::{self, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use flate2::bufread::GzDecoder;

use super::error::ArchiveError;
use super::record::{Packed, warcinfo};

/// A file that has grown to this is followed by a new one; what other tools expect.
pub const ROTATE_AT: u64 = 1 << 30;

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name of the file in the folder.
    pub file: Arc<str>,
    /// Where its gzip member begins.
    pub offset: u64,
    /// Length of the member.
    pub length: u64,
}

/// The end of what is known to be on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// Name of the file.
    pub file: Arc<str>,
    /// Its length.
    pub length: u64,
}

/// The archive being appended to.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    name: Arc<str>,
    file: File,
    length: u64,
    serial: u32,
    rotate_at: u64,
}

impl Store {
    /// Opens the archive in a folder, which is made if it does not exist. What stands behind `synced` is checked, and
    /// cut off from the first record that is not whole; [`Store::end`] is then the end of what is there.
    pub fn open(folder: &Path, synced: Option<&End>, rotate_at: u64) -> Result<Store, ArchiveError> {
        fs::create_dir_all(folder).map_err(|error| ArchiveError::file(folder, error))?;
        let serial = last_serial(folder).map_err(|error| ArchiveError::file(folder, error))?;
        let Some(serial) = serial else { return Store::create(folder, 1, rotate_at) };
        let name = file_name(serial);
        let path = folder.join(&*name);
        let from = synced.filter(|end| end.file == name).map_or(0, |end| end.length);
        let opened = || -> io::Result<(File, u64)> {
            let file = File::options().read(true).append(true).open(&path)?;
            let whole = whole_records(&file, from)?;
            if whole < file.metadata()?.len() {
                file.set_len(whole)?;
                file.sync_all()?;
            }
            Ok((file, whole))
        };
        let (file, length) = opened().map_err(|error| ArchiveError::file(&path, error))?;
        let mut store = Store { folder: folder.to_path_buf(), name, file, length, serial, rotate_at };
        if length == 0 {
            store.write(&warcinfo(&store.name, SystemTime::now()))?;
        }
        Ok(store)
    }

    fn create(folder: &Path, serial: u32, rotate_at: u64) -> Result<Store, ArchiveError> {
        let name = file_name(serial);
        let path = folder.join(&*name);
        let file = File::options().create(true).append(true).open(&path);
        let file = file.map_err(|error| ArchiveError::file(&path, error))?;
        let mut store = Store { folder: folder.to_path_buf(), name, file, length: 0, serial, rotate_at };
        store.write(&warcinfo(&store.name, SystemTime::now()))?;
        Ok(store)
    }

    /// Appends the records of an exchange, and hands them to the system; says where the response stands.
    pub fn append(&mut self, packed: &Packed) -> Result<Place, ArchiveError> {
        if self.length >= self.rotate_at {
            self.sync()?;
            *self = Store::create(&self.folder, self.serial + 1, self.rotate_at)?;
        }
        let offset = self.length + packed.response as u64;
        self.write(&packed.bytes)?;
        Ok(Place { file: Arc::clone(&self.name), offset, length: packed.length as u64 })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        let path = || self.folder.join(&*self.name);
        self.file.write_all(bytes).map_err(|error| ArchiveError::file(&path(), error))?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Waits until all is on the disk.
    pub fn sync(&mut self) -> Result<End, ArchiveError> {
        let path = || self.folder.join(&*self.name);
        self.file.sync_data().map_err(|error| ArchiveError::file(&path(), error))?;
        Ok(self.end())
    }

    /// The end of what is written.
    pub fn end(&self) -> End {
        End { file: Arc::clone(&self.name), length: self.length }
    }
}

fn file_name(serial: u32) -> Arc<str> {
    format!("nianbao-{serial:05}.warc.gz").into()
}

fn last_serial(folder: &Path) -> io::Result<Option<u32>> {
    let mut last = None;
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let serial = name.to_str().and_then(|name| name.strip_prefix("nianbao-")?.strip_suffix(".warc.gz"));
        last = last.max(serial.and_then(|serial| serial.parse().ok()));
    }
    Ok(last)
}

/// Where the last whole gzip member ends, looking from a place where one begins.
fn whole_records(file: &File, from: u64) -> io::Result<u64> {
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut whole = from.min(file.metadata()?.len());
    reader.seek(SeekFrom::Start(whole))?;
    while whole < file.metadata()?.len() {
        let mut member = GzDecoder::new(&mut reader);
        if io::copy(&mut member, &mut io::sink()).is_err() {
            break;
        }
        whole = reader.stream_position()?;
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::archive::record::Exchange;

    fn packed(target: &str) -> Packed {
        Exchange {
            target,
            at: SystemTime::UNIX_EPOCH,
            ip: None,
            request: b"GET / HTTP/1.1\r\n\r\n",
            response: b"HTTP/1.1 200 OK\r\n\r\nbody",
            head: 19,
            truncated: None,
            repeats: None,
            note: "",
        }
        .pack()
    }

    fn member(folder: &Path, place: &Place) -> String {
        let mut file = File::open(folder.join(&*place.file)).unwrap();
        file.seek(SeekFrom::Start(place.offset)).unwrap();
        let mut text = String::new();
        GzDecoder::new(BufReader::new(file)).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_torn_record_is_cut_off_wherever_it_is_torn() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = Store::open(temp.path(), None, ROTATE_AT).unwrap();
        let first = store.append(&packed("http://a/1")).unwrap();
        let (end, path) = (store.sync().unwrap(), temp.path().join(&*first.file));
        store.append(&packed("http://a/2")).unwrap();
        drop(store);
        let whole = fs::read(&path).unwrap();
        for cut in end.length as usize..whole.len() {
            for synced in [None, Some(&end)] {
                fs::write(&path, &whole[..cut]).unwrap();
                let mut store = Store::open(temp.path(), synced, ROTATE_AT).unwrap();
                // The request of the second exchange may be whole already; a response is never half there.
                assert!(store.end().length >= end.length && store.end().length <= cut as u64);
                let place = store.append(&packed("http://a/3")).unwrap();
                assert!(member(temp.path(), &place).contains("WARC-Target-URI: http://a/3\r\n"));
                assert!(member(temp.path(), &first).contains("WARC-Target-URI: http://a/1\r\n"));
            }
        }
    }

    #[test]
    fn files_are_rotated_and_each_begins_with_who_wrote_it() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = Store::open(temp.path(), None, 1000).unwrap();
        let places: Vec<Place> =
            (0..6).map(|n| store.append(&packed(&format!("http://a/{n}"))).unwrap()).collect();
        drop(store);
        assert!(places.last().unwrap().file.as_ref() > "nianbao-00001.warc.gz");
        for (n, place) in places.iter().enumerate() {
            assert!(member(temp.path(), place).contains(&format!("http://a/{n}\r\n")));
            let first = Place { offset: 0, ..place.clone() };
            assert!(member(temp.path(), &first).contains("WARC-Type: warcinfo\r\n"));
        }
        let reopened = Store::open(temp.path(), None, 1000).unwrap();
        assert_eq!(reopened.end().file, places.last().unwrap().file);
    }
}
