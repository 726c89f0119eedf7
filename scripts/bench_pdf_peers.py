#!/usr/bin/env python3
"""Measure nianbao on PDFs beside its peers, on the same files, in one run.

    apt install poppler-utils
    pip install pdfplumber pymupdf
    cargo build --release --locked
    python3 scripts/bench_pdf_peers.py                    the PDFs of corpora/pdf
    python3 scripts/bench_pdf_peers.py FOLDER --rounds 9

What is compared:

- whole processes, file by file: nianbao from the PDF to the dataset on the disk, worker process and both readers included, and
  pdftotext, which writes the text alone;
- per file without the start of a process: nianbao over a folder of all files with one worker, less a run over one of them; pdfplumber
  (page.extract_tables) and PyMuPDF (page.find_tables) in one process that has them loaded;
- pages: a file repeated to 50, 100 and 200 pages, seconds per page;
- memory: the highest of the program and of its worker, for one report.

Each is repeated, the peers taking turns, and of each the shortest counts. Ratios are printed, as geometric means over the files.
"""

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import Callable, List, Optional

from bench_peers import ROOT, RUNNER, Problem, geometric_mean, program

INSTALL = "pip install pdfplumber pymupdf, and poppler-utils for pdftotext"


def timed(command: List[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


RUNS = count()


def extract(binary: Path, inputs: Path, out: Path) -> List[str]:
    """Each run writes a folder of its own: a file system that has just removed files makes new ones more slowly."""
    out = out / str(next(RUNS))
    out.parent.mkdir(exist_ok=True)
    return [str(binary), "extract", str(inputs), "-o", str(out), "-q", "-j", "1", "--fail-on", "never"]


def readable(files: List[Path]) -> List[Path]:
    """Those that pdftotext reads: a file that needs a password or a repair says nothing about speed."""
    return [file for file in files if subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=False).stdout.strip()]


def whole_processes(binary: Path, files: List[Path], rounds: int, folder: Path) -> None:
    ratios = []
    for file in files:
        ours, theirs = math.inf, math.inf
        for _ in range(rounds):
            ours = min(ours, timed(extract(binary, file, folder / "one")))
            theirs = min(theirs, timed(["pdftotext", str(file), str(folder / "text")]))
        ratios.append(ours / theirs)
        print(f"  {file.name:<36} {1000 * ours:8.1f} ms {1000 * theirs:8.1f} ms {ours / theirs:6.2f}")
    print(f"nianbao / pdftotext, whole processes    {geometric_mean(ratios):8.2f} geometric mean of {len(files)} files\n")


def pdfplumber_tables() -> Callable[[Path], None]:
    import pdfplumber

    def read(file: Path) -> None:
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                page.extract_tables()

    return read


def pymupdf_tables() -> Callable[[Path], None]:
    import pymupdf

    def read(file: Path) -> None:
        with pymupdf.open(file) as pdf:
            for page in pdf:
                for table in page.find_tables().tables:
                    table.extract()

    return read


def in_process(binary: Path, files: List[Path], rounds: int, folder: Path) -> None:
    every = folder / "every"
    every.mkdir()
    for file in files:
        shutil.copy(file, every / file.name)
    all_files, one_file = math.inf, math.inf
    for _ in range(rounds):
        all_files = min(all_files, timed(extract(binary, every, folder / "out")))
        one_file = min(one_file, timed(extract(binary, files[0], folder / "out")))
    ours = (all_files - one_file) / max(1, len(files) - 1)
    print(f"nianbao, a file                         {1000 * ours:8.2f} ms (folder less one file)")
    for name, make in (("pdfplumber", pdfplumber_tables), ("PyMuPDF find_tables", pymupdf_tables)):
        try:
            read = make()
        except ImportError as error:
            print(f"{name}: {error.name} is not installed; {INSTALL}")
            continue
        times = []
        for file in files:
            start = time.perf_counter()
            try:
                read(file)
            except Exception:  # noqa: BLE001, each peer has its own errors for damaged files
                continue
            times.append(time.perf_counter() - start)
        if not times:
            raise Problem(f"{name} reads none of the files")
        mean = sum(times) / len(times)
        print(f"{name:<39} {1000 * mean:8.2f} ms; {mean / ours:6.1f} times as long; {len(files) - len(times)} files not read")


def pages(binary: Path, file: Path, folder: Path, rounds: int) -> None:
    import pymupdf

    print()
    for count in (50, 100, 200):
        made = folder / f"pages{count}.pdf"
        with pymupdf.open() as target, pymupdf.open(file) as source:
            while len(target) < count:
                target.insert_pdf(source)
            target.select(range(count))
            target.save(made, garbage=3, deflate=True)
        seconds = min(timed(extract(binary, made, folder / "out")) for _ in range(rounds))
        print(f"{count:4} pages                              {1000 * seconds:8.1f} ms, {1000 * seconds / count:.2f} ms a page")


def memory(binary: Path, file: Path, folder: Path) -> None:
    told = subprocess.run([sys.executable, "-S", "-c", RUNNER, *extract(binary, file, folder / "out")], capture_output=True, text=True, check=True)
    print(f"\nmemory at its highest                   {int(told.stdout.split()[1]) / 1024:8.1f} MiB (the larger of program and worker)")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure nianbao on PDFs beside its peers.", epilog=f"It needs: {INSTALL}")
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "corpora" / "pdf", help="the PDFs (default corpora/pdf)")
    parser.add_argument("--program", type=Path, metavar="FILE", help="the binary (default target/release/nianbao)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each is measured (default 5)")
    arguments = parser.parse_args()
    folder: Optional[Path] = None
    try:
        binary = program(arguments.program)
        if shutil.which("pdftotext") is None:
            raise Problem(f"pdftotext is not installed; {INSTALL}")
        files = readable(sorted(arguments.folder.glob("*.pdf")))
        if not files:
            raise Problem(f"no PDF with text in {arguments.folder}")
        folder = Path(tempfile.mkdtemp(prefix="nianbao-bench-"))
        print(f"{len(files)} files, {os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}\n")
        whole_processes(binary, files, arguments.rounds, folder)
        in_process(binary, files, arguments.rounds, folder)
        pages(binary, files[-1], folder, arguments.rounds)
        memory(binary, files[-1], folder)
    except Problem as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    except ImportError as error:
        print(f"error: {error.name} is not installed for {sys.executable}; {INSTALL}", file=sys.stderr)
        return 2
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
