//! The working folder `.nianbao/` inside a dataset folder, and the step that makes its files the dataset.
//!
//! ```text
//! DIR/.nianbao/lock              held while a process writes to DIR
//! DIR/.nianbao/state.json        what the finished dataset was made with
//! DIR/.nianbao/run-1/*.part      rows of a run that has not finished
//! DIR/.nianbao/run-1/lengths     how many bytes each input has in each of them
//! DIR/.nianbao/run-1/complete    they are all there: only the renaming is left
//! ```
//!
//! A kill leaves either the old dataset under the final names or, after `complete` is written, the new one, which the
//! next run brings to an end before it does anything else.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::error::DatasetError;

const FOLDER: &str = ".nianbao";
const RUN: &str = "run-";
const COMPLETE: &str = "complete";
const STATE: &str = "state.json";
const PART: &str = ".part";

/// The working folder of a dataset folder, held by this process.
#[derive(Debug)]
pub struct WorkFolder {
    dir: PathBuf,
    made_dir: bool,
    run: PathBuf,
    _lock: File,
}

impl WorkFolder {
    /// Takes the folder for this process, brings a finished run to its end, and begins a new one.
    /// Gives also the runs that were killed, oldest first.
    pub fn open(dir: &Path) -> Result<(WorkFolder, Vec<PathBuf>), DatasetError> {
        let made_dir = !dir.exists();
        let folder = dir.join(FOLDER);
        fs::create_dir_all(dir).map_err(|error| DatasetError::write(dir, not_a_folder(dir, error)))?;
        fs::create_dir_all(&folder).map_err(|error| DatasetError::write(dir, error))?;
        let lock = lock(dir, &folder)?;
        let mut killed: Vec<PathBuf> = Vec::new();
        let mut last = 0;
        for (number, run) in runs(&folder)? {
            last = number;
            if run.join(COMPLETE).exists() {
                publish(dir, &run)?;
                killed.iter().for_each(|run| discard(run));
                killed.clear();
            } else {
                killed.push(run);
            }
        }
        let run = folder.join(format!("{RUN}{}", last + 1));
        fs::create_dir(&run).map_err(|error| DatasetError::write(&run, error))?;
        Ok((WorkFolder { dir: dir.to_path_buf(), made_dir, run, _lock: lock }, killed))
    }

    /// The dataset folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether the dataset folder was made by this run: then nothing of an earlier one stands in it.
    pub(super) fn is_new(&self) -> bool {
        self.made_dir
    }

    /// Where a file of this run is written.
    pub fn part(&self, name: &str) -> PathBuf {
        part_in(&self.run, name)
    }

    /// Where the lengths of this run are written.
    pub(super) fn lengths(&self) -> PathBuf {
        super::lengths::in_run(&self.run)
    }

    /// Where the state of this run is written.
    pub fn state(&self) -> PathBuf {
        self.part(STATE)
    }

    /// Gives the files of this run their final names. `stale` are files of an earlier run that this one has not.
    pub fn publish(&self, stale: &[String]) -> Result<(), DatasetError> {
        let marker = self.run.join(COMPLETE);
        let failed = |error| DatasetError::write(&marker, error);
        fs::write(&marker, stale.join("\n")).map_err(failed)?;
        publish(&self.dir, &self.run)?;
        for (_, run) in runs(&self.dir.join(FOLDER))? {
            discard(&run);
        }
        Ok(())
    }

    /// Removes what this run has written, and the folder if it was made for it.
    pub fn abandon(self) {
        discard(&self.run);
        if self.made_dir {
            // Only empty folders are removed here; what cannot be removed does no harm.
            let _ = fs::remove_file(self.dir.join(FOLDER).join("lock"));
            let _ = fs::remove_dir(self.dir.join(FOLDER));
            let _ = fs::remove_dir(&self.dir);
        }
    }
}

/// The working folder of a dataset folder.
pub(super) fn folder_of(dir: &Path) -> PathBuf {
    dir.join(FOLDER)
}

/// Where a file of a run stands before it has its final name.
pub(super) fn part_in(run: &Path, name: &str) -> PathBuf {
    run.join(format!("{name}{PART}"))
}

/// Where the state of a run that was killed stands.
pub(super) fn state_of_run(run: &Path) -> PathBuf {
    part_in(run, STATE)
}

/// Where the state of the finished dataset stands.
pub(super) fn state_of_dataset(dir: &Path) -> PathBuf {
    dir.join(FOLDER).join(STATE)
}

/// Removes a run that is of no use any more. What cannot be removed now is in the way of nothing.
pub(super) fn discard(run: &Path) {
    let _ = fs::remove_dir_all(run);
}

fn lock(dir: &Path, folder: &Path) -> Result<File, DatasetError> {
    let path = folder.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| DatasetError::write(dir, error))?;
    match file.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Err(DatasetError::Busy(dir.to_path_buf())),
        // A file system without locks: nothing is guarded there, but nothing is refused either.
        Err(fs::TryLockError::Error(_)) | Ok(()) => Ok(file),
    }
}

fn runs(folder: &Path) -> Result<Vec<(u64, PathBuf)>, DatasetError> {
    let entries = fs::read_dir(folder).map_err(|error| DatasetError::read(folder, error))?;
    let mut runs: Vec<(u64, PathBuf)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let number = entry.file_name().to_str()?.strip_prefix(RUN)?.parse().ok()?;
            Some((number, entry.path()))
        })
        .collect();
    runs.sort();
    Ok(runs)
}

/// Renames what is in a complete run; may be begun again at any point.
fn publish(dir: &Path, run: &Path) -> Result<(), DatasetError> {
    let stale = fs::read_to_string(run.join(COMPLETE)).map_err(|error| DatasetError::read(run, error))?;
    for name in stale.lines() {
        match fs::remove_file(dir.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(DatasetError::write(dir.join(name), error));
            }
            _ => {}
        }
    }
    let entries = fs::read_dir(run).map_err(|error| DatasetError::read(run, error))?;
    for entry in entries.filter_map(Result::ok) {
        let file = entry.file_name();
        let Some(name) = file.to_str().and_then(|file| file.strip_suffix(PART)) else { continue };
        let to = if name == STATE { state_of_dataset(dir) } else { dir.join(name) };
        fs::rename(entry.path(), &to).map_err(|error| DatasetError::write(&to, error))?;
    }
    discard(run);
    Ok(())
}

fn not_a_folder(dir: &Path, error: io::Error) -> io::Error {
    if dir.is_file() {
        io::Error::new(io::ErrorKind::NotADirectory, "it is a file, not a folder")
    } else {
        error
    }
}
