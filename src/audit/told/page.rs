//! `docs/checks.md`: all that is said about the checks, in both languages. A test holds the page to these texts.

use crate::audit::checks::all;

/// What stands above the checks.
const HEAD: &str = "\
# The checks of `nianbao audit`

`nianbao audit DIR` reads a dataset folder and writes `findings.csv` there. Each row is one inconsistency, with the code of a check
below. A code never changes its meaning. This page is printed by `nianbao audit --checks list --verbose`.

## Whose figure it is

| `verdict` | means |
|---|---|
| `published` | they printed it so: both readings agree on every figure of the sum (in a PDF both engines), and nothing speaks for a misreading |
| `extraction` | we may have misread it; `detail` says why, and of which report where it compares several |
| `note` | worth a look, and no inconsistency by itself; `--fail-on finding` does not count it |

A finding is `extraction` where the report was not read as a whole, where a figure in it is flagged `readers_disagree`, `one_reader`,
`column_inferred`, `split_cell` (unless joined numbers make other sums come out), `decode_failure` or `ocr`, is `low`, has a label that was guessed and is not borne out by
another sum, is not the number its cell prints, has a word that counts and no number, was taken from a cell that gave another figure, or was changed after the sums were tested
(a sum of the table that fails without the flag `identity_violated`); and where another number in the cell, a printed row without a place in the form,
a digit lost from a figure that one reader alone found, a row that is blank as a whole (for one kind of applicant only if all sums over it would come out with
numbers there and the text does not say otherwise), a column that is blank from a row on, digits behind a
number where a printed row without a place follows, half of a number whose digits stand there twice, numbers one row above or below, or a cell
that was lost, doubled, cut in two or run together with its neighbour would make more add up. Where a figure is another one in `wide.csv`, figures
were changed after they were read, and every finding of the report is `extraction` (but for figures flagged `reviewed`).

Such a doubt is dropped where it can be shown that it does not matter. A sum that would fail whatever its doubtful figures were, as long as all sums that come
out still do, was printed so (linear algebra over the sums of the table). `one_reader`, `column_inferred` and a guessed label are doubts about the place of a
figure: in a page or a text whose table has every figure of its form, each from a cell of its own, there is no other place (for
`column_inferred` if no cell of the row is blank). In a PDF the boxes of its cells show that, side by side in rows one below the other, and only
for figures that both engines read: what one engine alone read may be another number. Digits that stand off the place where the other figures of
the table stand in theirs, or with a gap between them, are taken for what is left of a number: the figure is flagged `one_reader`
if a sum over it fails. So is a figure that begins or ends where the others do, if the sums come out with one more digit that would not be missed.
A number in the text of a PDF that is a piece of the one in the table, or the other way round, may have been cut.
A clerk may forget a digit, and a conversion or a font may lose one. On the page the two cannot be told apart, and a wrong number of another origin is
seldom such that one digit more makes everything right. So one rule holds in every check: where one digit more in one figure, in one number of the text or
in one percentage makes all that is compared come out exactly (10 printed as 0 as well), the finding is `extraction` with the number that fits. It does not
hold where the text states the figure as printed, or still contradicts the sum with that digit, nor for a figure whose own sums would not come out with
that digit. `detail` names a cause only if it breaks no sum over the figures it names, and says what was tried. Where
less is compared with more (R06) any digit would do, so there only a number that becomes the very one beside it counts. A row without sums that moved
by a column or two, with a blank, a nought or its neighbour once more in the gap, is told by the text or by the year before; all that is said of that row
is then `extraction`. A row from which a number is gone, that moved up and ends in a nought,
is told where the sums say what was lost. Where a single move makes every
sum of a table come out, and no one or two figures would, the finding is `extraction` and tells the move: columns or rows that changed places,
a cell of a row or a column that was lost or doubled, a stretch of a column one row up or down that leaves a blank where it began (also if one or two
figures would do), a row of which what is behind some cell stands one or two columns beside, a line that has
the numbers of the one beside it, figures that are cut, stand there twice or have one digit for another. A figure and its total that are both short
of a digit are so by chance where a row was forgotten: single digits count only where no other digit like it is left. What two rows or columns in each
other's place would explain of several numbers in the text is `extraction`, too, and what compares the years or a total of documents (Y01, Y02, R06) where
these rows or columns are concerned. So is a carry-over that the row beside it in one of the two reports has in all columns, documents in force that would
agree with 规章 and 规范性文件 in each other's place or one of their columns a row up or down, a fraction where things are counted beside a row of money
without any, and 规章 of a town while the text counts the 规范性文件 that the table has none of, or states for them a
number of that row; so are ten and more of them beside no 规范性文件 at all, unless the text denies these. Where several
numbers of the text stand in the table one row above or below, all that is said of a table without sums is `extraction`. So it is where neither a few figures nor one row or column explains what fails. What one or two
figures explain stays `published`, and so do several whole rows entered beside their place (a single one may have moved on its way) and several with two columns in each other's place, as
where the total stands under 其他 (among others that come out, for rows one below the other may have moved together); a row that holds one
number throughout (R08), a total of nought behind parts of which the last is a nought (entered so, or pushed out by a cell too many), a number made that equals the number newly published and exceeds a total that is not nought (R06), another digit in place of one in a single figure, or two
rows that changed places where no sum fails and the text does not say so, cannot be told.

A blank is not a zero, least of all in a row that prints zeros beside it: a sum over a blank is only tested where another sum comes out
with that blank as nothing, and a total that is blank beside its parts is no finding. A sum with a figure that is not printed or unreadable is not tested.

## Which figure it is

`suspects` holds the lightest sets of cells that would have to be different for all sums of the table to come out (error localisation
after Fellegi and Holt, 1976, in exact integers). Cells of a set are joined by `;`, sets of the same weight by ` | `: ties are
listed, those with a plain cause first (two figures that changed places, one digit), never broken. Doubtful cells weigh less. At most
24 sets are listed. A figure of another report has the year of that before it (`2023:requests.carried_out.total`), or its `report_id` where both are on one year. Sets of more than five cells are not looked for: there the single rows and columns are listed with which alone all sums would
come out, those first that hold nothing but noughts, as one does that was forgotten. Two or three rows, or up to five that do not come out, with two columns
in each other's place are one cause: where no three figures explain the table they are listed first, with all their cells. Where no line does either, `suspects` is empty and `detail` says so.

## The checks
";

/// The page as Markdown.
pub fn page() -> String {
    let mut page = HEAD.to_string();
    for about in all() {
        page.push_str(&format!("\n### {}\n\n", about.code));
        let parts = [
            ("", about.checks),
            ("*为何 why*：", about.why),
            ("*例 example*：", about.example),
            ("*依据 rests on*：", about.rests_on),
        ];
        for (head, text) in parts {
            page.push_str(&format!("{head}{}\n\n{}\n\n", text.zh, text.en));
        }
        page.truncate(page.trim_end().len());
        page.push('\n');
    }
    page
}
