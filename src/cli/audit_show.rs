//! `nianbao audit --show`: the tables of one report with what does not add up, for a person.

use std::io::Write;
use std::path::Path;

use super::ExitStatus;
use super::args::{Audit as Args, FailOn};
use super::fit::{Grid, width, wrapped};
use super::talk::{self, BOLD, CYAN, PLAIN, RED, YELLOW, one_line};
use crate::audit::{self, Lang, Mark, Shown, ShownCell, ShownFinding, ShownTable, Verdict};
use crate::template::Forms;

/// What speaks of findings is set in by so much.
const INSET: &str = "    ";

/// How it is printed.
#[derive(Clone, Copy)]
struct Page {
    lang: Lang,
    /// The columns of the terminal; nothing where there are as many as one wants.
    width: Option<usize>,
}

pub(super) fn show(dir: &Path, forms: &Forms, report: &str, args: &Args) -> anyhow::Result<ExitStatus> {
    let page = Page { lang: args.lang.into(), width: width() };
    let shown = audit::show(dir, forms, report, &args.checks, page.lang)?;
    let mut out = talk::painted();
    page.whole(&mut out, &shown)?;
    out.flush()?;
    let counts = shown.findings.iter().any(|shown| shown.finding.verdict != Verdict::Note);
    let failed = args.fail_on == FailOn::Finding && counts;
    Ok(if failed { ExitStatus::DoneWithFailures } else { ExitStatus::Done })
}

impl Page {
    fn pick<'t>(self, en: &'t str, zh: &'t str) -> &'t str {
        if self.lang == Lang::Zh { zh } else { en }
    }

    fn whole(self, out: &mut impl Write, shown: &Shown) -> std::io::Result<()> {
        head(out, &shown.agency, shown.year, &shown.report_id, &shown.source)?;
        for line in self.verdicts(shown).lines() {
            self.lines(line, "").iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        for table in &shown.tables {
            self.table(out, table)?;
        }
        for other in &shown.others {
            writeln!(out, "\n{}", self.pick("Compared with:", "对照："))?;
            head(out, &other.agency, other.year, &other.report_id, &other.source)?;
            for table in &other.tables {
                self.table(out, table)?;
            }
        }
        self.legend(out, shown)?;
        let mut last: &[String] = &[];
        for finding in &shown.findings {
            self.finding(out, finding, last)?;
            last = &finding.suspects;
        }
        Ok(())
    }

    /// How many findings there are of each verdict, and what the verdicts mean.
    fn verdicts(self, shown: &Shown) -> String {
        if shown.findings.is_empty() {
            return format!("\n{}", self.pick("Nothing that does not add up was found.", "未发现不平之处。"));
        }
        let mut lines = String::new();
        for verdict in Verdict::ALL {
            let count = shown.findings.iter().filter(|shown| shown.finding.verdict == verdict).count();
            if count == 0 {
                continue;
            }
            let meaning = match verdict {
                Verdict::Published => self
                    .pick("the agency printed it so: independent readings agree", "原文如此：各次读取一致"),
                Verdict::Extraction => {
                    self.pick("may be our misreading: look at the source", "可能是本程序误读：请核对原文")
                }
                Verdict::Note => self.pick("worth a look, no more", "仅供留意"),
            };
            lines += &format!("\n{count} {} ({meaning})", verdict.as_str());
        }
        lines
    }

    /// What the marks mean that are used.
    fn legend(self, out: &mut impl Write, shown: &Shown) -> std::io::Result<()> {
        let tables = shown.tables.iter().chain(shown.others.iter().flat_map(|other| &other.tables));
        let marks: Vec<Mark> =
            tables.flat_map(|table| &table.rows).flat_map(|row| &row.cells).map(|cell| cell.mark).collect();
        let meanings = [
            (Mark::Broken, self.pick("[ ] stands in a sum that does not come out", "[ ] 所在的合计不平")),
            (
                Mark::Suspect,
                self.pick("{ } may be the one that is not as it should be", "{ } 可能与应有之数不同"),
            ),
            (Mark::About, self.pick("< > is what a finding is about", "< > 为所指的单元格")),
        ];
        let used = meanings.iter().filter(|(mark, _)| marks.contains(mark));
        for (at, (_, meaning)) in used.enumerate() {
            writeln!(out, "{}{}", if at == 0 { "\n" } else { "" }, self.lines(meaning, "").join("\n"))?;
        }
        Ok(())
    }

    /// A finding: what is printed where, and the cells that would explain it, unless they are those of the last one.
    fn finding(self, out: &mut impl Write, shown: &ShownFinding, last: &[String]) -> std::io::Result<()> {
        let ShownFinding { finding, locator, suspects } = shown;
        let verdict = finding.verdict.as_str();
        writeln!(out)?;
        let detail = one_line(&finding.detail);
        let lines = self.lines(&format!("{} ({verdict}) {detail}", finding.check), "");
        for (at, line) in lines.iter().enumerate() {
            match line.strip_prefix(finding.check.as_str()).filter(|_| at == 0) {
                Some(rest) => writeln!(out, "{BOLD}{}{PLAIN}{rest}", finding.check)?,
                None => writeln!(out, "{line}")?,
            }
        }
        if !locator.is_empty() {
            writeln!(out, "{INSET}{}{}", self.pick("at: ", "位置："), one_line(locator))?;
        }
        let may_be = self.pick("suspects: ", "可能不同的单元格：");
        match suspects.as_slice() {
            [] => Ok(()),
            same if same == last => writeln!(out, "{INSET}{may_be}{}", self.pick("as above", "同上")),
            [set] => self.set(out, may_be, set),
            sets => {
                let any_of = self.pick("suspects, one of these:", "可能不同的单元格（以下之一）：");
                writeln!(out, "{INSET}{any_of}")?;
                sets.iter().try_for_each(|set| self.set(out, "- ", set))
            }
        }
    }

    fn set(self, out: &mut impl Write, before: &str, set: &str) -> std::io::Result<()> {
        let text = format!("{before}{}", one_line(set));
        self.lines(&text, INSET).iter().try_for_each(|line| writeln!(out, "{line}"))
    }

    /// A text in lines, each with something before it.
    fn lines(self, text: &str, before: &str) -> Vec<String> {
        let lines = match self.width {
            Some(width) => wrapped(text, width.saturating_sub(before.len()).max(20)),
            None => vec![text.to_string()],
        };
        lines.into_iter().map(|line| format!("{before}{line}")).collect()
    }

    /// A table in plain text: numbers to the right, marks around those that are spoken of.
    fn table(self, out: &mut impl Write, table: &ShownTable) -> std::io::Result<()> {
        writeln!(out)?;
        for line in self.lines(&table.heading, "") {
            writeln!(out, "{BOLD}{line}{PLAIN}")?;
        }
        let cell = |cell: &ShownCell| {
            let text = one_line(&cell.text);
            match cell.mark {
                Mark::Plain => format!(" {text} "),
                Mark::Broken => format!("[{text}]"),
                Mark::Suspect => format!("{{{text}}}"),
                Mark::About => format!("<{text}>"),
            }
        };
        let rows = table.rows.iter().map(|row| (row.label.clone(), row.cells.iter().map(cell).collect()));
        let grid = Grid { heads: table.columns.clone(), rows: rows.collect() };
        for line in grid.lines(self.width) {
            let cells: String = line.cells.iter().map(|cell| painted(cell)).collect();
            writeln!(out, "{}", format!("{}{cells}", line.label).trim_end())?;
        }
        Ok(())
    }
}

/// Whose report it is.
fn head(
    out: &mut impl Write,
    agency: &str,
    year: Option<u16>,
    id: &str,
    source: &str,
) -> std::io::Result<()> {
    let year = year.map(|year| format!(" {year}")).unwrap_or_default();
    writeln!(out, "{BOLD}{}{year}{PLAIN}\n{id}  {}", one_line(agency), one_line(source))
}

/// A cell in the colour of its mark.
fn painted(cell: &str) -> String {
    let colour = match cell.trim_start().chars().next() {
        Some('{') => RED,
        Some('[') => YELLOW,
        Some('<') => CYAN,
        _ => return cell.to_string(),
    };
    format!("{colour}{cell}{PLAIN}")
}
