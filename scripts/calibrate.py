#!/usr/bin/env python3
"""Measure how often figures with the same evidence are right, and write data/confidence.csv.

    python3 scripts/calibrate.py                     300,000 documents drawn at random, in parts of 2,000: the table as it stands
    python3 scripts/calibrate.py --documents 20000 --seed 9        fewer documents or others: the table is printed, not written
    python3 scripts/calibrate.py --documents 20000 --write         the same, written
    python3 scripts/calibrate.py --also DOCS GOLDEN  other documents with known figures beside them; may be given again

Needs `cargo build --release`. The documents are those of scripts/make_corpora.py --random: layouts, labels, ways of printing
numbers, encodings and damage are drawn, and the figures were drawn before them. It ends with 1 if a figure is wrong whose evidence is
of the best kind.
"""

import argparse
import collections
import datetime
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Dict, List, Tuple

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "data" / "confidence.csv"
# What the table in the repository is made of.
DOCUMENTS = 300_000
SEED = "11"
Z = 1.959963984540054
Counts = Dict[str, List[int]]


def lower_bound(right: int, wrong: int) -> float:
    """The lower end of Wilson's 95% interval."""
    n = right + wrong
    p = right / n
    margin = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (p + Z * Z / (2 * n) - margin) / (1 + Z * Z / n)


def count(binary: Path, docs: Path, golden: Path, counts: Counts) -> str:
    """Add the counts of a folder of documents; what the program said goes back."""
    run = subprocess.run([binary, "calibrate", "--golden", golden, docs], capture_output=True, text=True, check=True)
    for line in run.stdout.splitlines()[1:]:
        evidence, right, wrong = line.split(",")
        counts[evidence][0] += int(right)
        counts[evidence][1] += int(wrong)
    return run.stderr


def measure(binary: Path, documents: int, part: int, seed: str, also: List[Tuple[Path, Path]]) -> Tuple[Counts, str]:
    """Counts by evidence, and the lines on figures that are wrong though their evidence is of the best kind."""
    counts: Counts = collections.defaultdict(lambda: [0, 0])
    silent = ""
    for first in range(0, documents, part):
        with tempfile.TemporaryDirectory() as folder:
            size = min(part, documents - first)
            subprocess.run([sys.executable, ROOT / "scripts/make_corpora.py", "--random", str(size), "--seed",
                            f"{seed}-{first}", "--out", folder, "--jobs", "2"], check=True, capture_output=True)
            silent += count(binary, Path(folder) / "docs", Path(folder) / "golden", counts)
        print(f"{min(first + part, documents)} of {documents} documents", file=sys.stderr)
    for docs, golden in also:
        silent += count(binary, docs, golden, counts)
    return counts, silent


def table(counts: Counts, documents: int, seed: str, also: int) -> str:
    """The table, most seen first."""
    missing = counts.pop("missing", [0, 0])[0]
    total = sum(right + wrong for right, wrong in counts.values())
    lines = [
        f"# Measured {datetime.date.today()}: {documents} documents drawn at random (seed {seed})"
        + (f" and {also} more folders" if also else "") + f", {total} figures; {missing} printed figures were not found.",
        "# Written by scripts/calibrate.py. The lower bound is that of Wilson's 95% interval of the share that is right.",
        "evidence,right,wrong,lower_bound",
    ]
    for evidence, (right, wrong) in sorted(counts.items(), key=lambda item: (-sum(item[1]), item[0])):
        lines.append(f"{evidence},{right},{wrong},{math.floor(lower_bound(right, wrong) * 1e7) / 1e7:.7f}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run; 1 if a figure with the best evidence is wrong."""
    parser = argparse.ArgumentParser(description="Measure how often figures with the same evidence are right.")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N")
    parser.add_argument("--part", type=int, default=2_000, metavar="N", help="documents on the disk at once")
    parser.add_argument("--seed", default=SEED)
    parser.add_argument("--also", nargs=2, action="append", default=[], type=Path, metavar=("DOCS", "GOLDEN"))
    parser.add_argument("--dry-run", action="store_true", help="print the table, write nothing")
    parser.add_argument("--write", action="store_true", help="write the table also of fewer or other documents than it is made of")
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/nianbao")
    arguments = parser.parse_args()
    if not arguments.binary.is_file():
        parser.error(f"{arguments.binary} is not there; run cargo build --release first")
    counts, silent = measure(arguments.binary, arguments.documents, arguments.part, arguments.seed, arguments.also)
    text = table(counts, arguments.documents, arguments.seed, len(arguments.also))
    # A short run must not take the place of the table that the levels rest on.
    usual = arguments.documents >= DOCUMENTS and arguments.seed == SEED
    if arguments.write or (usual and not arguments.dry_run):
        TABLE.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    print(silent, end="", file=sys.stderr)
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
