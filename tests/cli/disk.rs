//! Disks that are full, folders that cannot be written, and two at once.

use std::fs;

use crate::util::{files, program, ran, run, visible};

#[cfg(unix)]
#[test]
fn a_full_disk_is_one_sentence_and_no_half_file() {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).unwrap();
    for n in 0..2_000 {
        fs::write(docs.join(format!("a-name-of-some-length-{n:04}.txt")), format!("{n}")).unwrap();
    }
    // A limit on the size of files is what a full disk looks like to the program: a write that fails half-way. There is
    // room for the files that explain the others, and not for all rows.
    let program = assert_cmd::cargo::cargo_bin!("nianbao").display().to_string();
    let script = format!("ulimit -f 600; exec '{program}' extract docs -o out --fail-on never -q");
    let output =
        std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    let ran = ran(output).ended(2);
    let errors: Vec<&str> = ran.err.lines().filter(|line| !line.starts_with("unreadable: ")).collect();
    assert!(
        errors[0].starts_with("error: cannot write out/") && errors[0].ends_with(": File too large"),
        "{errors:?}"
    );
    assert!(errors.len() <= 2, "{errors:?}");
    assert!(visible(&folder.path().join("out")).is_empty());
    // With room the same command goes through, and leaves what an undisturbed run leaves.
    run(folder.path(), &["extract", "docs", "-o", "out", "--fail-on", "never"]).ended(0);
    run(folder.path(), &["extract", "docs", "-o", "other", "--fail-on", "never"]).ended(0);
    assert_eq!(files(&folder.path().join("out")), files(&folder.path().join("other")));
}

#[test]
fn an_output_that_is_a_file_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "x").unwrap();
    fs::write(folder.path().join("out"), "mine").unwrap();
    let ran = run(folder.path(), &["extract", "a.txt", "-o", "out"]).ended(2);
    ran.one_sentence("cannot write out: it is a file, not a folder");
    assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), "mine");
    run(folder.path(), &["extract", "a.txt", "-o", "out/below"]).ended(2);
}

#[test]
fn two_at_once_do_not_mix() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "x").unwrap();
    fs::create_dir_all(folder.path().join("out/.nianbao")).unwrap();
    let lock = fs::File::create(folder.path().join("out/.nianbao/lock")).unwrap();
    lock.lock().unwrap();
    let ran = run(folder.path(), &["extract", "a.txt", "-o", "out"]).ended(2);
    ran.one_sentence("another nianbao is writing to out");
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_is_done_and_says_how_to_go_on() {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..50).map(|n| format!("{n}.txt")).collect();
    names.iter().for_each(|name| fs::write(folder.path().join(name), name).unwrap());
    // Standard input that does not end holds the work up where the signal can find it.
    let mut arguments = vec!["extract", "-j1", "--fail-on", "never", "-o", "out", "0.txt", "-"];
    arguments.extend(names.iter().skip(1).map(String::as_str));
    let mut child =
        program(folder.path(), &arguments).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdin = child.stdin.take();
    sleep(Duration::from_millis(1500));
    assert!(
        Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status().unwrap().success()
    );
    sleep(Duration::from_millis(300));
    drop(stdin);
    let stopped = ran(child.wait_with_output().unwrap()).ended(2);
    let last = stopped.err.lines().last().unwrap();
    assert_eq!(last, "error: stopped: 2 inputs are read; run the same command again to go on");
    assert!(visible(&folder.path().join("out")).is_empty());
}
