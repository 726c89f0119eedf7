//! Killed at any moment, continued, byte for byte what an undisturbed run gives; and the same for any number of jobs.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use nianbao::extract::Event;

use crate::made;
use crate::util::{DATASET, files, table, visible};

/// Set for the process that `a_run_for_others` is run in: folder, output, jobs.
const JOB: &str = "NIANBAO_TEST_JOB";

fn documents(folder: &Path, count: usize, what: &str) {
    fs::create_dir_all(folder).unwrap();
    for n in 0..count {
        let two = if n % 10 == 3 { "two" } else { "" };
        fs::write(folder.join(format!("{n:05}.html")), format!("report {n} {what} {two}")).unwrap();
    }
}

/// Not a test by itself: the process that the tests below kill.
#[test]
fn a_run_for_others() {
    let Ok(job) = std::env::var(JOB) else { return };
    let mut parts = job.split('|');
    let [folder, output, jobs] = [(); 3].map(|()| parts.next().unwrap());
    let result =
        made::make_with(Path::new(folder), Path::new(output), jobs.parse().unwrap(), false, &mut |event| {
            if let Event::Written(inputs) = event {
                fs::write(Path::new(folder).with_extension("done"), inputs.to_string()).unwrap();
            }
        });
    result.unwrap();
}

fn start(folder: &Path, output: &Path) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::a_run_for_others", "--nocapture"])
        .env(JOB, format!("{}|{}|2", folder.display(), output.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_killed_run_leaves_no_half_file_and_is_continued() {
    let temp = tempfile::tempdir().unwrap();
    let [docs, killed, undisturbed] = ["docs", "killed", "undisturbed"].map(|name| temp.path().join(name));
    documents(&docs, 500, "slow");
    let mut done = 0;
    for round in 0..4_u64 {
        let mut child = start(&docs, &killed);
        thread::sleep(Duration::from_millis(1300 + 277 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let after = visible(&killed);
        assert!(after.is_empty() || after == DATASET, "{after:?}");
        let told = fs::read_to_string(docs.with_extension("done")).unwrap_or_default().parse().unwrap_or(0);
        done = done.max(told);
    }
    assert!(done >= 100, "{done} written down before the kills");
    let mut found = 0;
    let summary = made::make_with(&docs, &killed, 2, false, &mut |event| {
        if let Event::Earlier { done, .. } = event {
            found = done;
        }
    })
    .unwrap();
    assert!(found as u64 >= done, "{found} found of {done} told");
    assert_eq!(summary.taken_over, found as u64);
    made::make(&docs, &undisturbed, 1, false).unwrap();
    assert!(files(&killed) == files(&undisturbed));
    assert_eq!(table(&killed, "reports.csv").len(), 550);
}

#[test]
fn every_number_of_jobs_gives_the_same_bytes() {
    let temp = tempfile::tempdir().unwrap();
    let docs = temp.path().join("docs");
    documents(&docs, 120, "");
    fs::write(docs.join("00050.html"), "panic").unwrap();
    let outputs = [1, 4].map(|jobs| {
        let out = temp.path().join(format!("out{jobs}"));
        let summary = made::make(&docs, &out, jobs, false).unwrap();
        assert_eq!(summary.inputs, 120);
        files(&out)
    });
    assert!(outputs[0] == outputs[1]);
    let rows = table(&temp.path().join("out1"), "reports.csv");
    let panicked = rows.iter().find(|row| row["source"].ends_with("00050.html")).unwrap();
    assert_eq!(panicked["status"], "unreadable");
    assert!(panicked["reason"].starts_with("internal error: made to panic"), "{panicked:?}");
}

#[test]
fn only_what_changed_is_read_again() {
    let temp = tempfile::tempdir().unwrap();
    let [docs, out, fresh] = ["docs", "out", "fresh"].map(|name| temp.path().join(name));
    documents(&docs, 50, "");
    made::make(&docs, &out, 2, false).unwrap();
    fs::write(docs.join("00007.html"), "another report").unwrap();
    fs::remove_file(docs.join("00008.html")).unwrap();
    fs::write(docs.join("00009a.html"), "a new report").unwrap();
    let summary = made::make(&docs, &out, 2, false).unwrap();
    assert_eq!((summary.inputs, summary.taken_over), (50, 48));
    made::make(&docs, &fresh, 2, false).unwrap();
    assert!(files(&out) == files(&fresh));
}

#[test]
fn rows_that_someone_changed_are_not_taken_over() {
    let temp = tempfile::tempdir().unwrap();
    let [docs, out, fresh] = ["docs", "out", "fresh"].map(|name| temp.path().join(name));
    documents(&docs, 20, "");
    made::make(&docs, &fresh, 2, false).unwrap();
    for spoil in [
        |text: String| text.replacen(",high,", ",low,", 1),
        |text: String| text.lines().take(900).collect::<Vec<_>>().join("\n"),
        |_: String| String::new(),
    ] {
        made::make(&docs, &out, 2, false).unwrap();
        let figures = out.join("figures.csv");
        fs::write(&figures, spoil(fs::read_to_string(&figures).unwrap())).unwrap();
        let mut edited = false;
        made::make_with(&docs, &out, 2, false, &mut |event| {
            if let Event::Earlier { edited: true, .. } = event {
                edited = true;
            }
        })
        .unwrap();
        assert!(edited && files(&out) == files(&fresh));
    }
}

#[test]
fn a_cut_working_folder_costs_only_what_was_cut() {
    let temp = tempfile::tempdir().unwrap();
    let [docs, out, fresh] = ["docs", "out", "fresh"].map(|name| temp.path().join(name));
    documents(&docs, 30, "");
    made::make(&docs, &fresh, 1, false).unwrap();
    // What a power cut may leave: a run whose files end anywhere.
    let whole = files(&fresh);
    for (figures, reports) in [(1.0, 0.5), (0.4, 1.0), (0.7, 0.71), (0.0, 1.0), (1.0, 0.0)] {
        let run = out.join(".nianbao/run-1");
        let _ = fs::remove_dir_all(&out);
        fs::create_dir_all(&run).unwrap();
        fs::write(run.join("state.json.part"), &whole[".nianbao/state.json"]).unwrap();
        for (name, share) in
            [("figures.csv", figures), ("wide.csv", 1.0), ("unplaced.csv", 1.0), ("reports.csv", reports)]
        {
            let bytes = &whole[name];
            let length = (bytes.len() as f64 * share) as usize;
            fs::write(run.join(format!("{name}.part")), &bytes[..length]).unwrap();
        }
        let summary = made::make(&docs, &out, 1, false).unwrap();
        assert!(summary.taken_over < 30, "{figures} {reports}");
        assert!(files(&out) == files(&fresh), "{figures} {reports}");
    }
}

#[test]
fn other_years_are_left_out_and_come_back_when_asked_for() {
    let temp = tempfile::tempdir().unwrap();
    let [docs, out, fresh] = ["docs", "out", "fresh"].map(|name| temp.path().join(name));
    documents(&docs, 40, "");
    fs::write(docs.join("00050.html"), "panic").unwrap();
    let some = made::make_years(&docs, &out, "2020..2021");
    let years: Vec<String> = table(&out, "reports.csv").iter().map(|row| row["year"].clone()).collect();
    assert!(years.iter().all(|year| ["2020", "2021", ""].contains(&year.as_str())), "{years:?}");
    assert!(years.contains(&String::new()) && some.other_years > 0);
    assert_eq!(years.len() as u64 + some.other_years, 45);
    made::make(&docs, &out, 2, false).unwrap();
    made::make(&docs, &fresh, 2, false).unwrap();
    assert!(files(&out) == files(&fresh));
}

#[test]
fn a_kill_while_files_get_their_names_is_brought_to_its_end() {
    let temp = tempfile::tempdir().unwrap();
    let [docs, out, fresh] = ["docs", "out", "fresh"].map(|name| temp.path().join(name));
    documents(&docs, 10, "first");
    made::make(&docs, &out, 1, false).unwrap();
    documents(&docs, 10, "second");
    made::make(&docs, &fresh, 1, false).unwrap();
    // Some files have their names, the others not yet: the state of the dataset is still that of the first one.
    let run = out.join(".nianbao/run-7");
    fs::create_dir(&run).unwrap();
    fs::write(run.join("complete"), "").unwrap();
    for (name, bytes) in files(&fresh).into_iter().filter(|(name, _)| !name.ends_with("lock")) {
        let file = name.rsplit('/').next().unwrap();
        let to = if name.starts_with('r') { out.join(&name) } else { run.join(format!("{file}.part")) };
        fs::write(to, bytes).unwrap();
    }
    let summary = made::make(&docs, &out, 1, false).unwrap();
    assert_eq!((summary.inputs, summary.taken_over), (10, 10));
    assert!(files(&out) == files(&fresh));
}
