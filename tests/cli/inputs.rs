//! What there is to read, and what becomes of what cannot be read.

use std::fs::{self, File};
use std::io::Write;
use std::process::Stdio;

use crate::util::{DATASET, program, ran, report, run, table, visible};

#[test]
fn a_path_that_does_not_exist_is_a_row_unless_there_is_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let none = run(folder.path(), &["extract", "nix.html", "nada.pdf", "-o", "out"]).ended(2);
    none.one_sentence("nix.html, nada.pdf: no such file or folder");
    assert!(!folder.path().join("out").exists());

    fs::write(folder.path().join("a.txt"), "something else").unwrap();
    let some = run(folder.path(), &["extract", "nix.html", "a.txt", "-o", "out"]).ended(1);
    assert!(some.out.is_empty());
    assert!(
        some.err.lines().any(|line| line == "unreadable: nix.html: no such file or folder"),
        "{}",
        some.err
    );
    let out = folder.path().join("out");
    assert_eq!(visible(&out), DATASET);
    let row = report(&out, "nix.html");
    assert_eq!((row["status"].as_str(), row["reason"].as_str()), ("unreadable", "no such file or folder"));
    assert_eq!(row["sha256"], "");
    report(&out, "a.txt");
    run(folder.path(), &["extract", "nix.html", "a.txt", "-o", "out", "--fail-on", "never"]).ended(0);
}

#[test]
fn a_folder_without_documents_is_2_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("empty/.hidden")).unwrap();
    fs::write(folder.path().join("empty/.hidden/a.html"), "x").unwrap();
    fs::write(folder.path().join("empty/style.css"), "p {}").unwrap();
    let ran = run(folder.path(), &["extract", "empty", "-o", "out"]).ended(2);
    ran.one_sentence("no documents found in empty");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn folders_are_read_in_the_order_of_path_bytes_without_our_own_files() {
    let folder = tempfile::tempdir().unwrap();
    for path in
        ["b.html", "a/z.html", "a-b/y.txt", "a.html", "a/.hidden.html", "page.html", "page_files/part.html"]
    {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, path.to_string_lossy().as_bytes()).unwrap();
    }
    for round in ["fresh", "again"] {
        run(folder.path(), &["extract", ".", "-o", "out", "--fail-on", "never"]).ended(0);
        let rows = table(&folder.path().join("out"), "reports.csv");
        let sources: Vec<&str> = rows.iter().map(|row| row["source"].as_str()).collect();
        assert_eq!(sources, ["./a-b/y.txt", "./a.html", "./a/z.html", "./b.html", "./page.html"], "{round}");
    }
    // The folder of the documents may be the folder of the dataset.
    for _ in 0..2 {
        run(folder.path(), &["extract", "a-b", "-o", "a-b", "--fail-on", "never"]).ended(0);
        assert_eq!(table(&folder.path().join("a-b"), "reports.csv").len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_a_row_with_the_reason() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs");
    fs::create_dir_all(docs.join("sub")).unwrap();
    symlink("nowhere.html", docs.join("dead.html")).unwrap();
    symlink("self.html", docs.join("self.html")).unwrap();
    symlink("..", docs.join("sub/up")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(docs.join("socket.html")).unwrap();
    fs::write(docs.join("empty.html"), "").unwrap();
    fs::write(
        docs.join("noise.html"),
        (0..60_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<_>>(),
    )
    .unwrap();
    File::create(docs.join("big.pdf")).unwrap().set_len(200 << 20).unwrap();

    let ran = run(folder.path(), &["extract", "docs", "-o", "out"]).ended(1);
    let out = folder.path().join("out");
    assert_eq!(table(&out, "reports.csv").len(), 6, "{}", ran.err);
    for (source, reason) in [
        ("docs/dead.html", "the link points to nothing"),
        ("docs/socket.html", "is a socket, not a file"),
        ("docs/big.pdf", "209715200 bytes is more than the limit of 67108864 for one document"),
    ] {
        let row = report(&out, source);
        assert_eq!((row["status"].as_str(), row["reason"].as_str()), ("unreadable", reason));
        assert!(ran.err.contains(&format!("unreadable: {source}: {reason}\n")), "{}", ran.err);
    }
    let itself = report(&out, "docs/self.html");
    assert!(itself["reason"].starts_with("cannot be read: "), "{itself:?}");
    for source in ["docs/empty.html", "docs/noise.html"] {
        assert_ne!(report(&out, source)["status"], "extracted");
    }
}

#[test]
fn standard_input_is_an_input() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = program(folder.path(), &["extract", "-", "-o", "out", "--fail-on", "never"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("年报".as_bytes()).unwrap();
    ran(child.wait_with_output().unwrap()).ended(0);
    let row = report(&folder.path().join("out"), "-");
    assert_eq!(row["sha256"], "dd1046950e3d82b39afb219d7ed9b41e6f24beeea04dc9c6d525f8d67245a236");
}

/// A web archive of a page, a style sheet, an error and a page again.
fn archive() -> Vec<u8> {
    let mut archive = Vec::new();
    for (address, response) in [
        ("http://a.gov.cn/1.html", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>one</p>"),
        ("http://a.gov.cn/1.css", "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\np {}"),
        ("http://a.gov.cn/2.html", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nnone"),
        ("http://a.gov.cn/1.html", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>one</p>"),
    ] {
        let length = response.len();
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-03-01T08:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{response}\r\n\r\n"
        );
        let mut gzip = flate2::write::GzEncoder::new(&mut archive, flate2::Compression::fast());
        gzip.write_all(record.as_bytes()).unwrap();
        gzip.finish().unwrap();
    }
    archive
}

#[test]
fn archives_are_read_also_in_a_folder_that_a_crawl_filled() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("crawl/archive")).unwrap();
    fs::write(folder.path().join("crawl/archive/0001.warc.gz"), archive()).unwrap();
    fs::write(folder.path().join("crawl/catalogue.sqlite"), "not read").unwrap();
    let ran = run(folder.path(), &["extract", "crawl", "-o", "crawl", "--fail-on", "never"]).ended(0);
    let out = folder.path().join("crawl");
    let rows = table(&out, "reports.csv");
    assert_eq!(rows.len(), 1, "{}", ran.err);
    assert_eq!(rows[0]["source"], "http://a.gov.cn/1.html");
    assert_eq!(rows[0]["fetched_at"], "2024-03-01T08:00:00Z");
    assert!(ran.err.contains("1 given twice, read once"), "{}", ran.err);
}

#[test]
fn an_archive_that_is_cut_gives_what_it_has_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let whole = archive();
    fs::write(folder.path().join("cut.warc.gz"), &whole[..whole.len() - 30]).unwrap();
    run(folder.path(), &["extract", "cut.warc.gz", "-o", "out"]).ended(1);
    let out = folder.path().join("out");
    report(&out, "http://a.gov.cn/1.html");
    let reason = report(&out, "cut.warc.gz")["reason"].clone();
    assert!(reason.starts_with("damaged web archive: in record 4"), "{reason}");
}

#[test]
fn a_dry_run_lists_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("docs")).unwrap();
    fs::write(folder.path().join("docs/a.html"), "<!DOCTYPE html><html><p>年报</p></html>").unwrap();
    fs::write(folder.path().join("docs/b.pdf"), "%PDF-1.4\n").unwrap();
    let ran = run(folder.path(), &["extract", "docs", "nix", "-o", "out", "--dry-run"]).ended(0);
    assert_eq!(
        ran.out,
        "source,media_type,bytes,problem\ndocs/a.html,text/html,41,\ndocs/b.pdf,application/pdf,9,\n\
         nix,,,no such file or folder\n"
    );
    assert!(!folder.path().join("out").exists());
}
