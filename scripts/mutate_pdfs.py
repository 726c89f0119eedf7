#!/usr/bin/env python3
"""Damage PDFs in a thousand ways, read them, and hold what comes out to the figures of the undamaged ones.

    cargo build --release --locked
    python3 scripts/mutate_pdfs.py                        1,000 files from corpora/pdf, seed 1
    python3 scripts/mutate_pdfs.py --count 5000 --seed 7 --keep FOLDER

Half of them have bytes changed (flipped bits, other bytes, pieces cut out, doubled or moved, the end cut off), half their structure
(numbers, references, names and keywords exchanged for others, objects emptied). What must hold:

- every file has its row, and no reason is an internal error or a crash;
- no file takes longer than its limit;
- no figure marked high is wrong. A change may reach the text itself, and then the file really prints another figure: where pdftotext
  finds the number that was read more often in the damaged file than in the whole one, or the true one less often, the figure is
  counted apart and, if it is high, named to be looked at.
"""

import argparse
import collections
import csv
import functools
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Counter, Dict, List, Tuple

from bench_peers import ROOT, Problem, program

NUMBER = re.compile(rb"(?<![\w.])\d+(?![\w.])")
REFERENCE = re.compile(rb"\d+ 0 R")
NAME = re.compile(rb"/[A-Za-z0-9]+")
KEYWORD = re.compile(rb"\b(?:obj|endobj|stream|endstream|xref|trailer|startxref)\b")
NUMERAL = re.compile(r"\d+(?:\.\d+)?")
NUMBERS = [b"0", b"-1", b"1", b"65535", b"65536", b"2147483647", b"4294967295", b"99999999999999999999", b"0.00001"]


def change_bytes(draw: random.Random, data: bytearray) -> bytearray:
    for _ in range(draw.choice([1, 1, 2, 5, 20])):
        at = draw.randrange(len(data))
        length = draw.choice([1, 2, 8, 64, 512])
        kind = draw.randrange(6)
        if kind == 0:
            data[at] ^= 1 << draw.randrange(8)
        elif kind == 1:
            data[at] = draw.randrange(256)
        elif kind == 2:
            del data[at : at + length]
        elif kind == 3:
            data[at:at] = data[at : at + length]
        elif kind == 4:
            piece = data[at : at + length]
            del data[at : at + length]
            to = draw.randrange(len(data) + 1)
            data[to:to] = piece
        elif draw.random() < 0.3:
            del data[at:]
        if len(data) < 64:
            break
    return data


def change_structure(draw: random.Random, data: bytearray) -> bytearray:
    for _ in range(draw.choice([1, 1, 2, 4])):
        pattern = draw.choice([NUMBER, NUMBER, REFERENCE, REFERENCE, NAME, KEYWORD])
        found = list(pattern.finditer(bytes(data)))
        if not found:
            continue
        match = draw.choice(found)
        if pattern is NUMBER and draw.random() < 0.7:
            new = draw.choice(NUMBERS)
        elif draw.random() < 0.2:
            new = b""
        else:
            new = draw.choice(found).group()
        data[match.start() : match.end()] = new
    return data


Figures = Dict[Tuple[str, str, str], str]


def golden(folder: Path, name: str) -> List[Figures]:
    """The true figures of each report of a file: NAME.csv, and NAME#2.csv of a second one."""
    found = []
    path = folder / f"{name}.csv"
    while path.is_file():
        with path.open(encoding="utf-8", newline="") as lines:
            found.append({(row["table"], row["row"], row["column"]): row["value"] for row in csv.DictReader(lines)})
        path = folder / f"{name}#{len(found) + 1}.csv"
    return found


def key(row: Dict[str, str]) -> Tuple[str, str, str]:
    return row["table"], row["row"], row["column"]


def nearest(rows: List[Dict[str, str]], true: List[Figures]) -> Figures:
    """Of the reports of a file, the one that a report was read from: it shares the most figures with it."""
    return max(true, key=lambda figures: sum(same(figures.get(key(row), "?"), row["value"]) for row in rows))


@functools.lru_cache(maxsize=None)
def numbers(file: Path) -> Counter[str]:
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=False, timeout=60)
    return collections.Counter(NUMERAL.findall(done.stdout.decode("utf-8", "replace")))


def is_printed(row: Dict[str, str], expected: str, before: Counter[str], after: Counter[str]) -> bool:
    """Whether pdftotext, too, finds the number that was read more often in the damaged file, or the true one less often."""
    read, true = NUMERAL.findall(row["published"]), NUMERAL.findall(expected)
    more = any(after[number] > before[number] for number in read)
    return bool(after) and (more or any(after[number] < before[number] for number in true))


def same(a: str, b: str) -> bool:
    try:
        return float(a) == float(b)
    except ValueError:
        return a == b


def make(arguments: argparse.Namespace, folder: Path) -> Dict[str, Path]:
    """Damaged files in FOLDER, and what each was made of."""
    sources = sorted(path for path in arguments.pdfs.glob("*.pdf") if (arguments.golden / f"{path.stem}.csv").is_file())
    if not sources:
        raise Problem(f"no PDF in {arguments.pdfs} has figures in {arguments.golden}")
    draw = random.Random(arguments.seed)
    made = {}
    for number in range(arguments.count):
        source = draw.choice(sources)
        change = change_bytes if number % 2 else change_structure
        target = folder / f"{number:05}-{source.stem}.pdf"
        target.write_bytes(change(draw, bytearray(source.read_bytes())))
        made[str(target)] = source
    return made


def check(arguments: argparse.Namespace, made: Dict[str, Path], out: Path) -> List[str]:
    with (out / "reports.csv").open(encoding="utf-8", newline="") as lines:
        reports = list(csv.DictReader(lines))
    faults = []
    statuses = collections.Counter(row["status"] for row in reports)
    print(", ".join(f"{count} {status}" for status, count in sorted(statuses.items())))
    for missing in set(made) - {row["source"] for row in reports}:
        faults.append(f"{missing}: no row")
    for row in reports:
        if any(word in row["reason"] for word in ("internal error", "crashed")):
            faults.append(f"{row['source']}: {row['reason']}")
    slow = sum("took longer" in row["reason"] for row in reports)
    print(f"{slow} took longer than they may, {sum('needed more' in row['reason'] for row in reports)} needed more memory")
    right, wrong = collections.Counter(), collections.Counter()
    by_report: Dict[str, List[Dict[str, str]]] = collections.defaultdict(list)
    with (out / "figures.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_report[row["report_id"]].append(row)
    excused = []
    for rows in by_report.values():
        source = made[rows[0]["source"]]
        true = nearest(rows, golden(arguments.golden, source.stem))
        for row in rows:
            level, expected = row["confidence"], true.get(key(row))
            if expected is not None and same(expected, row["value"]):
                right[level] += 1
                continue
            printed = is_printed(row, expected or "", numbers(source), numbers(Path(row["source"])))
            wrong[(level, "the file prints other numbers" if printed else "wrong")] += 1
            if level == "high":
                told = f"{row['source']}: {row['key']} is {expected!r}, read {row['value']!r}"
                (excused if printed else faults).append(told)
    for told in excused:
        print(f"to look at, since the file prints other numbers: {told}")
    print(f"right: {dict(right)}")
    print(f"not as in the whole file: {dict(wrong)}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description="Damage PDFs, read them, and look for figures that are wrong and marked high.")
    parser.add_argument("--program", type=Path, metavar="FILE", help="the binary (default target/release/nianbao)")
    parser.add_argument("--pdfs", type=Path, default=ROOT / "corpora" / "pdf", metavar="DIR", help="what to damage (default corpora/pdf)")
    parser.add_argument("--golden", type=Path, default=ROOT / "golden" / "pdf", metavar="DIR", help="their figures (default golden/pdf)")
    parser.add_argument("--count", type=int, default=1000, metavar="N", help="how many (default 1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--timeout", type=int, default=5, metavar="SECONDS", help="limit for one file (default 5)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the damaged files and the dataset there")
    arguments = parser.parse_args()
    try:
        binary = program(arguments.program)
        if shutil.which("pdftotext") is None:
            raise Problem("pdftotext is not installed; it comes with poppler-utils")
        with tempfile.TemporaryDirectory(prefix="nianbao-mutate-") as temporary:
            folder = (arguments.keep or Path(temporary)).resolve()
            (folder / "pdfs").mkdir(parents=True, exist_ok=True)
            made = make(arguments, folder / "pdfs")
            start = time.perf_counter()
            command = [str(binary), "extract", str(folder / "pdfs"), "-o", str(folder / "out"), "-q", "--fail-on", "never", "--pdf-timeout", str(arguments.timeout)]
            done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
            print(f"{len(made)} files in {time.perf_counter() - start:.1f} s")
            if done.returncode != 0:
                raise Problem(f"{binary} ended with {done.returncode}: {done.stderr.strip().splitlines()[-1]}")
            faults = check(arguments, made, folder / "out")
        for fault in faults:
            print(f"fault: {fault}")
        return 1 if faults else 0
    except Problem as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
