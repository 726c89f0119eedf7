//! The inputs named on a command line, as one lazy stream.

use std::fs;
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::load::why;
use super::walk::{Found, Own, walk};
use super::{Input, InputError, Pending, crawled, warc};

/// Everything there is to read, in a fixed order: arguments as given, folders by path bytes, archives by record.
pub struct Inputs {
    names: Vec<String>,
    roots: Vec<Root>,
    own: Own,
    stream: Box<dyn Iterator<Item = Option<Pending>> + Send>,
    next_root: usize,
    first: Option<Pending>,
    left_aside: u64,
}

/// Why there is nothing to read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoInput {
    /// None of the paths exists.
    #[error("{0}: no such file or folder")]
    Missing(String),
    /// There are paths, but nothing to read in them.
    #[error("no documents found in {0}")]
    Empty(String),
}

impl NoInput {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            NoInput::Missing(_) => "check the spelling; a path with spaces needs quotes",
            NoInput::Empty(_) => {
                "hidden files, style sheets, scripts and our own output are passed over; name a file to have it read"
            }
        }
    }
}

#[derive(Debug, Clone)]
enum Root {
    Stdin,
    Missing(PathBuf),
    File(PathBuf),
    Folder(PathBuf),
    /// A folder that a crawl filled.
    Crawled(PathBuf),
}

impl Inputs {
    /// Looks at what the arguments are; `-` is standard input. Only fails if none of them exists.
    /// `output` is the folder that will be written, `own` the names of our files in it: neither is read as input.
    pub fn open(arguments: &[PathBuf], output: Option<&Path>, own: &[String]) -> Result<Inputs, NoInput> {
        let mut roots = Vec::new();
        for path in arguments {
            match root(path) {
                Root::Folder(folder) => match crawled::archives(&folder) {
                    Some(Ok(())) => roots.push(Root::Crawled(folder)),
                    Some(Err(files)) => roots.extend(files.into_iter().map(Root::File)),
                    None => roots.push(Root::Folder(folder)),
                },
                other => roots.push(other),
            }
        }
        let names: Vec<String> = arguments.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        if roots.iter().all(|root| matches!(root, Root::Missing(_))) {
            return Err(NoInput::Missing(names.join(", ")));
        }
        let own = Own { folder: output.and_then(|path| path.canonicalize().ok()), names: own.to_vec() };
        Ok(Inputs {
            names,
            roots,
            own,
            stream: Box::new(std::iter::empty()),
            next_root: 0,
            first: None,
            left_aside: 0,
        })
    }

    /// Documents that are at hand already.
    pub fn ready(inputs: Vec<Input>) -> Inputs {
        Inputs::stream(inputs.into_iter())
    }

    /// Documents that come in one after the other.
    pub fn stream(inputs: impl Iterator<Item = Input> + Send + 'static) -> Inputs {
        Inputs {
            names: Vec::new(),
            roots: Vec::new(),
            own: Own::default(),
            stream: Box::new(inputs.map(|input| Some(Pending::Ready(input)))),
            next_root: 0,
            first: None,
            left_aside: 0,
        }
    }

    /// The bytes of the first input, if it is a PDF by its name: so that reading it can begin before all else is ready.
    pub fn first_pdf(&mut self) -> Option<Bytes> {
        if self.first.is_none() {
            self.first = self.next();
        }
        let Some(Pending::File { path, .. }) = &self.first else { return None };
        if !path.extension()?.eq_ignore_ascii_case("pdf") {
            return None;
        }
        let input = self.first.take()?.load();
        let bytes = input.bytes.as_ref().ok().cloned();
        self.first = Some(Pending::Ready(input));
        bytes
    }

    /// Fails if there is nothing to read at all. Looks no further than the first document.
    pub fn need_one(&mut self) -> Result<(), NoInput> {
        if self.first.is_none() {
            self.first = self.next();
        }
        match self.first {
            Some(_) => Ok(()),
            None => Err(NoInput::Empty(self.names.join(", "))),
        }
    }

    /// How many inputs there will be, if that can be told without reading them: not for web archives.
    pub fn expected(&self) -> Option<u64> {
        let mut count = 0;
        for root in &self.roots {
            match root {
                Root::File(path) if warc::is_archive(path) => return None,
                Root::Crawled(_) => return None,
                Root::Folder(folder) => {
                    for found in walk(folder, &self.own) {
                        match found {
                            Found::File(path) if warc::is_archive(&path) => return None,
                            Found::File(_) | Found::Answer(_) | Found::Failed(_) => count += 1,
                            Found::Aside => {}
                        }
                    }
                }
                Root::Stdin | Root::Missing(_) | Root::File(_) => count += 1,
            }
        }
        Some(count)
    }

    /// How many files and archived responses were passed over so far because they cannot be documents.
    pub fn left_aside(&self) -> u64 {
        self.left_aside
    }

    fn open_root(&self, root: &Root) -> Box<dyn Iterator<Item = Option<Pending>> + Send> {
        match root {
            Root::Stdin => one(Pending::Stdin),
            Root::Missing(path) => {
                one(Pending::Ready(Input::failed(path.to_string_lossy(), InputError::NotFound)))
            }
            Root::File(path) => open_file(path),
            Root::Crawled(folder) => crawled::documents(folder),
            Root::Folder(folder) => Box::new(walk(folder, &self.own).flat_map(|found| match found {
                Found::File(path) => open_file(&path),
                Found::Answer(path) => {
                    one(Pending::Answer { source: path.to_string_lossy().into_owned(), path })
                }
                Found::Failed(input) => one(Pending::Ready(input)),
                Found::Aside => Box::new(std::iter::once(None)),
            })),
        }
    }
}

impl Iterator for Inputs {
    type Item = Pending;

    fn next(&mut self) -> Option<Pending> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            match self.stream.next() {
                Some(Some(pending)) => return Some(pending),
                Some(None) => self.left_aside += 1,
                None => {
                    let root = self.roots.get(self.next_root)?.clone();
                    self.next_root += 1;
                    self.stream = self.open_root(&root);
                }
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let first = usize::from(self.first.is_some());
        let rest = if self.next_root < self.roots.len() { None } else { self.stream.size_hint().1 };
        (first, rest.and_then(|rest| rest.checked_add(first)))
    }
}

fn root(path: &Path) -> Root {
    if path == Path::new("-") {
        return Root::Stdin;
    }
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Root::Folder(path.to_path_buf()),
        Ok(_) => Root::File(path.to_path_buf()),
        Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
            Root::Missing(path.to_path_buf())
        }
        Err(_) => Root::File(path.to_path_buf()),
    }
}

fn open_file(path: &Path) -> Box<dyn Iterator<Item = Option<Pending>> + Send> {
    let source = path.to_string_lossy().into_owned();
    if !warc::is_archive(path) {
        return one(Pending::File { source, path: path.to_path_buf() });
    }
    match fs::File::open(path) {
        Ok(file) => Box::new(warc::documents(source, BufReader::with_capacity(1 << 16, file))),
        Err(error) => one(Pending::Ready(Input::failed(source, why(path, &error)))),
    }
}

fn one(pending: Pending) -> Box<dyn Iterator<Item = Option<Pending>> + Send> {
    Box::new(std::iter::once(Some(pending)))
}
