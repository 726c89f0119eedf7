//! Documents in RTF, and what must come of them.

use super::*;
use crate::document::Block;

fn show(source: &str) -> Vec<String> {
    let document = read(source.as_bytes()).unwrap();
    let show = |block: &Block| match block {
        Block::Text(paragraph) => vec![paragraph.text.to_string()],
        Block::Table(grid) => (0..grid.rows())
            .map(|row| {
                let text = |column| match grid.cell(row, column) {
                    Some(cell) if (cell.row as usize, cell.column as usize) == (row, column) => {
                        cell.text.to_string()
                    }
                    Some(_) => "<".to_string(),
                    None => "·".to_string(),
                };
                (0..grid.columns()).map(text).collect::<Vec<_>>().join("|")
            })
            .collect(),
    };
    document.blocks.iter().flat_map(show).collect()
}

#[test]
fn characters_by_number_by_bytes_and_as_they_stand() {
    let source = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0\'b9\'e6\u31456?{\uc2\u25968\'ca\'fd}12{\v 3}\par a\~b\par}";
    assert_eq!(show(source), ["规章数12", "a b"]);
    let western =
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Times;}}\f0\'b9\'e6\'d5\'c2\par caf\'e9.\par}";
    assert_eq!(show(western), ["规章", "café."]);
}

#[test]
fn rows_say_their_edges_and_merges() {
    let source = r"{\rtf1\trowd\clvmgf\cellx1000\cellx3000\pard\intbl A\cell B\cell\row
\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell 1\cell 2\cell\row\pard x\par}";
    assert_eq!(show(source), ["A|B|<", "<|1|2", "x"]);
}

#[test]
fn what_is_not_shown_is_not_read() {
    let source = r"{\rtf1{\info{\title T}{\author A}}{\header H\par}{\*\generator G;}{\pict 0102}\deleted x\deleted0 y{\footnote n}\par}";
    assert_eq!(show(source), ["y"]);
    assert_eq!(read(source.as_bytes()).unwrap().head.title.as_deref(), Some("T"));
}

#[test]
fn raised_white_and_boxed_text() {
    let row = |cell: &str| {
        let source = format!(
            r"{{\rtf1{{\colortbl;\red255\green255\blue255;}}\trowd\cellx1000\cellx2000\pard\intbl x\cell {cell}\cell\row\pard y\par}}"
        );
        show(&source)[0].clone()
    };
    assert_eq!(row(r"12{\up6\fs10 1}"), "x|12");
    assert_eq!(row(r"{\cf1 9}12"), "x|12");
    assert_eq!(row(r"{\upr{99}{\*\ud{12}}}"), "x|12");
    assert_eq!(row(r"{\shp{\*\shpinst{\shptxt 12}}}"), "x|12");
    assert_eq!(row(r"{\pict 0102}"), "x|\u{fffc}");
    assert_eq!(row(r"{\pntext 1.}12"), "x|12");
}

#[test]
fn any_cut_is_read_as_far_as_it_goes() {
    let source = r"{\rtf1\ansi\trowd\cellx1000\cellx2000\pard\intbl \'b9\'e6\cell \u31456?1\cell\row\pard\bin3 {{{ x\par}";
    for end in 0..source.len() {
        let _ = read(&source.as_bytes()[..end]);
    }
    assert!(read(b"{\\rtf1}").is_err());
    let deep = "{".repeat(100_000);
    let _ = read(format!("{{\\rtf1{deep} x").as_bytes());
}
