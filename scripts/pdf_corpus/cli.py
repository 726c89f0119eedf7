"""Writes the corpus to a folder: NAME.pdf, NAME.csv (golden figures), NAME.json (rows of tables as they are meant)."""

import csv
import json
import sys
import tempfile
import traceback
from pathlib import Path
from typing import List

from . import after, ofd
from .model import Document, build
from .randomfiles import random_variants
from .variants import Variant, committed, variants


def golden(document: Document, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "row", "column", "value"))
        for (table, row, column), value in document.golden:
            writer.writerow((table, row, column, value))


def rows(document: Document) -> List[List[List[object]]]:
    """For every table, for every row: [text, is a figure] of the cells that begin in it."""
    return [[[[cell.text, cell.key is not None] for cell in row] for row in grid.rows] for grid in document.tables()]


def make(variant: Variant, folder: Path) -> None:
    document = build(variant.plan)
    with tempfile.TemporaryDirectory() as work:
        current = Path(work) / "0.pdf"
        variant.produce(document, current, **variant.style)
        if variant.second:
            other, both = Path(work) / "other.pdf", Path(work) / "both.pdf"
            second = build(variant.second)
            variant.produce(second, other, **variant.style)
            after.joined(current, other, both)
            current = both
            golden(second, folder / f"{variant.name}#2.csv")
        for number, step in enumerate(variant.then, 1):
            following = Path(work) / f"{number}.pdf"
            step(current, following)
            current = following
        (folder / f"{variant.name}.pdf").write_bytes(current.read_bytes())
    golden(document, folder / f"{variant.name}.csv")
    meant = {"expected": variant.expected, "title": document.title, "tables": rows(document)}
    (folder / f"{variant.name}.json").write_text(json.dumps(meant, ensure_ascii=False), encoding="utf-8")


LARGEST = 115_000  # bytes of a file kept in the repository


def keep(root: Path) -> int:
    """Writes the files of the repository: corpora/pdf/NAME.pdf, golden/pdf/NAME.csv and the list of them."""
    folder, figures = root / "corpora/pdf", root / "golden/pdf"
    for path in (folder, figures):
        path.mkdir(parents=True, exist_ok=True)
        for old in path.iterdir():
            old.unlink()
    listed = [("name", "template", "status", "producer", "bytes")]
    with tempfile.TemporaryDirectory() as work:
        for variant in committed():
            try:
                make(variant, Path(work))
            except Exception:  # told, so that nobody commits a corpus that lacks it
                print(f"{variant.name}: {traceback.format_exc().splitlines()[-1]}", file=sys.stderr)
                continue
            data = (Path(work) / f"{variant.name}.pdf").read_bytes()
            if len(data) > LARGEST:
                print(f"{variant.name}: {len(data)} bytes, not kept", file=sys.stderr)
                continue
            (folder / f"{variant.name}.pdf").write_bytes(data)
            if variant.expected == "extracted" or variant.name.startswith("unsure-"):
                for name in (f"{variant.name}.csv", f"{variant.name}#2.csv"):
                    if (Path(work) / name).exists():
                        (figures / name).write_bytes((Path(work) / name).read_bytes())
            listed.append((variant.name, variant.plan.form, variant.expected, variant.produce.__name__, str(len(data))))
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(listed)
    return 0


def main(arguments: List[str], root: Path) -> int:
    if not arguments:
        return keep(root)
    if arguments == ["--ofd"]:
        ofd.keep(root)
        return 0
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    drawn = random_variants(*arguments[2:4]) if arguments[1:2] == ["--random"] else variants()
    words = [] if arguments[1:2] == ["--random"] else arguments[1:]
    for variant in drawn:
        if any(name in variant.name for name in words) or not words:
            try:
                make(variant, folder)
            except Exception:  # a producer that is missing costs its files only
                failed += 1
                print(f"{variant.name}: {traceback.format_exc().splitlines()[-1]}", file=sys.stderr)
    return 1 if failed else 0
