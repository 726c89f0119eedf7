//! Help, exit statuses, and what goes where.

use std::process::Stdio;

use crate::util::{program, ran, run};

#[test]
fn help_leads_with_an_example_and_offers_only_what_exists() {
    let folder = tempfile::tempdir().unwrap();
    let help = run(folder.path(), &["--help"]).ended(0);
    assert!(help.out.starts_with("Example: nianbao extract "), "{}", help.out);
    assert!(help.out.contains("Exit status: 0 done;"), "{}", help.out);
    for command in ["extract", "report", "score", "schema", "demo", "completions", "man"] {
        let help = run(folder.path(), &[command, "--help"]).ended(0).out;
        assert!(help.starts_with(&format!("Example: nianbao {command}")), "{help}");
    }
    run(folder.path(), &["--version"]).ended(0);
}

#[test]
fn a_wrong_command_line_is_2() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["nonsense"][..],
        &["extract"],
        &["extract", "a.html"],
        &["extract", "a", "-o", "b", "--years", "19"],
        &[],
    ] {
        let ran = run(folder.path(), arguments).ended(2);
        assert!(ran.out.is_empty() && !ran.err.is_empty());
    }
}

#[test]
fn the_schema_and_the_man_page_go_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let csv = run(folder.path(), &["schema"]).ended(0).out;
    assert!(csv.starts_with(
        "kind,file,name,word,type,unit,template,table,row,column,key,label_zh,label_en,article\n"
    ));
    let json = run(folder.path(), &["schema", "--format", "json"]).ended(0).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["forms"][1]["figures"].as_array().unwrap().len(), 200);
    let man = run(folder.path(), &["man"]).ended(0).out;
    assert!(
        man.contains(".TH nianbao 1") && man.contains("NIANBAO EXTRACT") && man.contains("fail\\-on"),
        "{man}"
    );
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(run(folder.path(), &["completions", shell]).ended(0).out.contains("nianbao"));
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = program(folder.path(), &["schema", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = ran(child.wait_with_output().unwrap());
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
}

#[test]
fn own_forms_that_do_not_fit_are_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("data/templates")).unwrap();
    std::fs::write(folder.path().join("data/templates/x.toml"), "form = \n").unwrap();
    std::fs::write(folder.path().join("data/aliases.csv"), "form,table,part,key,label,kind\n").unwrap();
    let ran = run(folder.path(), &["schema", "--data", "data"]).ended(2);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.starts_with("error: data/templates/x.toml: "), "{}", ran.err);
    run(folder.path(), &["schema", "--data", "nowhere"]).ended(2);
}

#[test]
fn a_word_list_of_ones_own_takes_the_place_of_the_built_in_one() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    // 概无 says none in no list of ours; in a list of one's own it does, and is then no word that cannot be read.
    let table = "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>\
        <tr><td>规章</td><td>概无</td><td>概无</td><td>7</td></tr></table>";
    write(
        "a.html",
        &format!("<h1>青岚市财政局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p>{table}"),
    );
    write("own/nil_words.txt", "概无\n");
    run(folder.path(), &["extract", "a.html", "-o", "out", "--data", "own"]).ended(0);
    run(folder.path(), &["extract", "a.html", "-o", "built-in"]).ended(0);
    let figures = |out: &str| std::fs::read_to_string(folder.path().join(out).join("figures.csv")).unwrap();
    assert_eq!(figures("out").lines().count(), 4, "{}", figures("out"));
    assert!(figures("out").contains("概无") && figures("out").contains(",7,"), "{}", figures("out"));
    assert_ne!(figures("out"), figures("built-in"));
    write("own/identify/title_words.csv", "role,words\nsubject,政府信息公开\n");
    let ran = run(folder.path(), &["extract", "a.html", "-o", "out2", "--data", "own"]).ended(2);
    assert!(
        ran.err.starts_with("error: own/identify/title_words.csv: its columns are role,words"),
        "{}",
        ran.err
    );
}

#[test]
fn colour_only_where_it_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let err = |arguments: &[&str]| run(folder.path(), arguments).ended(2).err;
    assert!(!err(&["extract", "nix", "-o", "o"]).contains('\u{1b}'));
    assert!(err(&["extract", "nix", "-o", "o", "--color", "always"]).contains('\u{1b}'));
}

#[test]
fn both_readmes_name_every_flag_level_file_and_command() {
    use nianbao::report::{Confidence, Flag};
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["README.md", "README.zh.md"] {
        let text = std::fs::read_to_string(root.join(name)).unwrap();
        let names = |word: &str| assert!(text.contains(&format!("`{word}")), "{name} does not name {word}");
        Flag::ALL.iter().for_each(|flag| names(flag.as_str()));
        Confidence::ALL.iter().for_each(|level| names(level.as_str()));
        crate::util::DATASET.into_iter().for_each(names);
        ["score", "schema", "completions", "man"].into_iter().for_each(names);
        ["-j N", "--years", "--excel", "--dry-run", "--fail-on", "--data"].into_iter().for_each(names);
        assert!(text.contains("-- demo -o out") && text.contains("cargo test"), "{name}");
    }
}
