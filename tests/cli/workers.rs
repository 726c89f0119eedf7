//! PDFs are read in worker processes: what one of them dies of costs its document only, and none outlives the program.

use std::fs;
use std::path::Path;

use crate::bombs;
use crate::util::{files, program, ran, report, run};

/// A good report, and a folder of it among bad files.
fn among(folder: &Path, bad: &[(&str, Vec<u8>)]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["0-before.pdf", "z-after.pdf"] {
        fs::copy(root.join("corpora/pdf/rules-thin.pdf"), folder.join(name)).unwrap();
    }
    for (name, bytes) in bad {
        fs::write(folder.join(format!("{name}.pdf")), bytes).unwrap();
    }
}

#[test]
fn a_document_that_never_ends_costs_itself_only() {
    let temp = tempfile::tempdir().unwrap();
    let docs = temp.path().join("docs");
    fs::create_dir(&docs).unwrap();
    among(&docs, &[("hang", bombs::hang())]);
    let arguments = ["extract", "docs", "-o", "out", "--pdf-timeout", "1"];
    run(temp.path(), &arguments).ended(1);
    let out = temp.path().join("out");
    let hang = report(&out, "docs/hang.pdf");
    assert_eq!(hang["status"], "unreadable");
    assert_eq!(hang["reason"], "took longer than 1 s to read; --pdf-timeout allows more");
    assert_eq!(hang["media_type"], "application/pdf");
    for good in ["docs/0-before.pdf", "docs/z-after.pdf"] {
        assert_eq!(report(&out, good)["status"], "extracted");
    }
}

#[test]
fn a_document_that_fills_the_memory_costs_itself_only() {
    let temp = tempfile::tempdir().unwrap();
    let docs = temp.path().join("docs");
    fs::create_dir(&docs).unwrap();
    among(&docs, &[("fill", bombs::fill())]);
    run(temp.path(), &["extract", "docs", "-o", "out", "--pdf-memory", "256", "-j", "1"]).ended(1);
    let out = temp.path().join("out");
    let fill = report(&out, "docs/fill.pdf");
    assert_eq!(fill["status"], "unreadable");
    assert_eq!(fill["reason"], "needed more than 256 MB of memory; --pdf-memory allows more");
    assert_eq!(report(&out, "docs/z-after.pdf")["status"], "extracted");
}

/// The first document is read in a copy of the program, which has the limits of any other worker.
#[test]
fn a_single_document_is_held_to_the_same_limits() {
    let temp = tempfile::tempdir().unwrap();
    let limits = [
        ("hang", bombs::hang(), ["--pdf-timeout", "1"]),
        // On a busy machine it takes a while until the memory is full.
        ("fill", bombs::fill(), ["--pdf-memory", "256"]),
    ];
    for (name, bytes, limit) in limits {
        fs::write(temp.path().join(format!("{name}.pdf")), bytes).unwrap();
        let [option, value] = limit;
        let file = format!("{name}.pdf");
        run(temp.path(), &["extract", &file, "-o", name, option, value]).ended(1);
    }
    let reason = |name: &str| report(&temp.path().join(name), &format!("{name}.pdf"))["reason"].clone();
    assert_eq!(reason("hang"), "took longer than 1 s to read; --pdf-timeout allows more");
    assert_eq!(reason("fill"), "needed more than 256 MB of memory; --pdf-memory allows more");
}

#[test]
fn the_same_bytes_come_out_whatever_the_number_of_workers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let temp = tempfile::tempdir().unwrap();
    let outputs = ["1", "3"].map(|jobs| {
        let out = temp.path().join(jobs);
        let arguments = ["extract", "corpora/pdf", "-q", "-j", jobs, "-o", out.to_str().unwrap()];
        run(root, &arguments).ended(1);
        files(&out)
    });
    assert!(outputs[0] == outputs[1]);
}

/// What only a system with `/proc` can show.
#[cfg(target_os = "linux")]
mod processes {
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;

    /// The workers of a process: it has no other children.
    fn workers(of: u32) -> Vec<u32> {
        let children = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        let numbers = children.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        numbers
            .filter(|process: &u32| {
                let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
                // After the name in brackets: the state, then the parent.
                let mut rest = stat.rsplit(") ").next().unwrap_or_default().split(' ');
                let (state, parent) = (rest.next(), rest.next());
                state != Some("Z") && parent == Some(&of.to_string())
            })
            .collect()
    }

    fn is_alive(process: u32) -> bool {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        !stat.is_empty() && !stat.contains(") Z ")
    }

    fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            match look() {
                Some(seen) => return seen,
                None if start.elapsed() > Duration::from_secs(30) => panic!("{what} never happened"),
                None => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Whether a program waits for what a worker makes of a document: from then on its clock runs.
    fn waits(process: u32) -> bool {
        let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten();
        let names = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("comm")).ok());
        names.into_iter().any(|name| name.trim_end() == "nianbao-clock")
    }

    /// A run that hangs in its only document, and its worker.
    fn hanging(folder: &Path) -> (Child, u32) {
        fs::write(folder.join("hang.pdf"), bombs::hang()).unwrap();
        let mut command = program(folder, &["extract", "hang.pdf", "-o", "out", "--pdf-timeout", "120"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        until("the wait for a worker", || waits(child.id()).then_some(()));
        let worker = until("a worker", || workers(child.id()).first().copied());
        (child, worker)
    }

    fn signal(signal: &str, process: u32) {
        assert!(Command::new("kill").args([signal, &process.to_string()]).status().unwrap().success());
    }

    #[test]
    fn a_killed_program_leaves_no_worker() {
        let temp = tempfile::tempdir().unwrap();
        let (mut child, worker) = hanging(temp.path());
        child.kill().unwrap();
        child.wait().unwrap();
        until("the end of the worker", || (!is_alive(worker)).then_some(()));
    }

    #[test]
    fn ctrl_c_twice_ends_the_program_and_its_worker() {
        let temp = tempfile::tempdir().unwrap();
        let (child, worker) = hanging(temp.path());
        signal("-INT", child.id());
        std::thread::sleep(Duration::from_millis(200));
        assert!(is_alive(worker), "the first Ctrl-C lets a document be finished");
        signal("-INT", child.id());
        assert_eq!(ran(child.wait_with_output().unwrap()).status, 130);
        until("the end of the worker", || (!is_alive(worker)).then_some(()));
    }

    #[test]
    fn a_worker_killed_from_outside_costs_its_document_only() {
        let temp = tempfile::tempdir().unwrap();
        let (child, worker) = hanging(temp.path());
        signal("-KILL", worker);
        assert_eq!(ran(child.wait_with_output().unwrap()).status, 1);
        let row = report(&temp.path().join("out"), "hang.pdf");
        assert_eq!(row["status"], "unreadable");
        assert_eq!(row["reason"], "the process that read it crashed (signal 9)");
    }
}
