#!/usr/bin/env python3
"""Measure nianbao beside its peers, on the same generated reports, in one run.

    pip install pandas lxml
    cargo build --release --locked
    python3 scripts/bench_peers.py                          1,000 reports, and 10,000 for the memory
    python3 scripts/bench_peers.py --reports 200 --memory-reports 2000

What is compared:

- nianbao: the whole program over a folder of web pages, into a dataset on the disk, with one worker and with two;
- pandas.read_html with lxml: only the list of tables of each page, in one process that has pandas loaded.

The documents are drawn by scripts/make_corpora.py --random with a fixed seed. Each measurement is repeated, the peers taking
turns, and of each the shortest counts. Ratios are printed, not times alone: they move less from one machine to another. The
ratio over all pages is the ratio of the sums; pandas is also compared page by page, as a geometric mean over samples of pages,
which needs no single large page to decide. Memory is what the system says of the finished process.
"""

import argparse
import io
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import List, Optional, Sequence, Tuple

ROOT = Path(__file__).resolve().parent.parent
SEED = "bench 1"
INSTALL = "pip install pandas lxml"
SAMPLES = 10  # into how many folders the pages are dealt for the geometric mean


class Problem(Exception):
    """Something that keeps the comparison from being made, in one sentence."""


def program(path: Optional[Path]) -> Path:
    path = path or ROOT / "target" / "release" / "nianbao"
    if not path.is_file():
        raise Problem(f"{path} is not there; build it with: cargo build --release --locked")
    return path


def pandas_reader():
    """pandas.read_html, and the versions of what it uses."""
    try:
        import lxml.etree
        import pandas
    except ImportError as error:
        raise Problem(f"{error.name} is not installed for {sys.executable}; install it with: {INSTALL}") from None
    return pandas.read_html, f"pandas {pandas.__version__}, lxml {lxml.etree.__version__}"


def draw(count: int, folder: Path, jobs: int) -> List[Path]:
    """COUNT generated documents; those that are web pages."""
    script = ROOT / "scripts" / "make_corpora.py"
    command = [sys.executable, str(script), "--random", str(count), "--seed", SEED, "--out", str(folder), "--jobs", str(jobs)]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise Problem(f"scripts/make_corpora.py failed: {done.stderr.strip().splitlines()[-1]}")
    return sorted(path for path in (folder / "docs").iterdir() if path.suffix in (".html", ".htm"))


def run(binary: Path, inputs: Path, jobs: int) -> Tuple[float, int]:
    """Seconds and peak memory in KiB of one run of the program over a folder."""
    with tempfile.TemporaryDirectory() as out:
        command = [str(binary), "extract", str(inputs), "-o", str(Path(out) / "dataset"), "-q", "-j", str(jobs), "--fail-on", "never"]
        start = time.perf_counter()
        child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise Problem(f"{binary} ended with {child.returncode} over {inputs}")
    # Linux counts KiB, macOS bytes.
    return seconds, usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def list_tables(read_html, pages: Sequence[Path]) -> Tuple[float, int]:
    """Seconds that pandas takes to list the tables, and how many pages it finds none in."""
    without = 0
    start = time.perf_counter()
    for page in pages:
        try:
            read_html(io.BytesIO(page.read_bytes()), flavor="lxml")
        except ValueError:
            # "No tables found": tables made of other elements, pictures, pages that are no reports.
            without += 1
    return time.perf_counter() - start, without


def geometric_mean(ratios: Sequence[float]) -> float:
    return math.exp(sum(math.log(ratio) for ratio in ratios) / len(ratios))


def deal(pages: Sequence[Path], folder: Path) -> List[Tuple[Path, List[Path]]]:
    """The pages in SAMPLES folders of about the same number."""
    samples = []
    for number in range(min(SAMPLES, len(pages))):
        target = folder / f"sample{number}"
        target.mkdir()
        chosen = list(pages[number::SAMPLES])
        for page in chosen:
            os.link(page, target / page.name)
        samples.append((target, chosen))
    return samples


def speed(binary: Path, read_html, versions: str, arguments: argparse.Namespace, folder: Path) -> None:
    pages = draw(arguments.reports, folder / "speed", arguments.jobs)
    samples = deal(pages, folder)
    every = folder / "pages"
    every.mkdir()
    for page in pages:
        os.link(page, every / page.name)
    size = sum(page.stat().st_size for page in pages)
    print(f"{len(pages)} web pages of {arguments.reports} generated reports, {size / len(pages) / 1000:.1f} KB each on average")
    print(f"nianbao: the program over a folder, dataset written; peer: {versions}, listing tables\n")

    one, two, peer = math.inf, math.inf, math.inf
    sampled = [[math.inf, math.inf] for _ in samples]
    without = 0
    for _ in range(arguments.rounds):
        one = min(one, run(binary, every, 1)[0])
        two = min(two, run(binary, every, 2)[0])
        total = 0.0
        without = 0
        for number, (target, chosen) in enumerate(samples):
            seconds, none = list_tables(read_html, chosen)
            sampled[number][0] = min(sampled[number][0], run(binary, target, 1)[0])
            sampled[number][1] = min(sampled[number][1], seconds)
            total += seconds
            without += none
        peer = min(peer, total)
    mean = geometric_mean([theirs / ours for ours, theirs in sampled])
    per = 1000 / len(pages)
    print(f"nianbao -j1              {one * per:8.2f} ms per page")
    print(f"nianbao -j2              {two * per:8.2f} ms per page")
    print(f"pandas.read_html (lxml)  {peer * per:8.2f} ms per page; no table found on {without} pages\n")
    print(f"pandas / nianbao -j1     {peer / one:8.2f} over all pages")
    print(f"                         {mean:8.2f} geometric mean of {len(samples)} samples")
    print(f"nianbao -j1 / -j2        {one / two:8.2f} ({os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f})")


def memory(binary: Path, arguments: argparse.Namespace, folder: Path) -> None:
    small, large = arguments.memory_reports // 10, arguments.memory_reports
    draw(large, folder / "memory", arguments.jobs)
    docs = sorted((folder / "memory" / "docs").iterdir())
    part = folder / "part"
    part.mkdir()
    for doc in docs[:small]:
        os.link(doc, part / doc.name)
    print("\nmemory at its highest:")
    for jobs in (1, 2):
        few, many = run(binary, part, jobs)[1], run(binary, folder / "memory" / "docs", jobs)[1]
        print(f"nianbao -j{jobs}  {few / 1024:6.1f} MiB over {small} documents, {many / 1024:6.1f} MiB over {large}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure nianbao beside pandas.read_html on the same generated reports.", epilog=f"It needs: {INSTALL}")
    parser.add_argument("--program", type=Path, metavar="FILE", help="the binary (default target/release/nianbao)")
    parser.add_argument("--reports", type=int, default=1000, metavar="N", help="reports for the speed (default 1000)")
    parser.add_argument("--memory-reports", type=int, default=10_000, metavar="N", help="reports for the memory; 0 leaves it out (default 10000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often each is measured (default 3)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes of the generator")
    arguments = parser.parse_args()
    try:
        binary = program(arguments.program)
        read_html, versions = pandas_reader()
        folder = Path(tempfile.mkdtemp(prefix="nianbao-bench-"))
        try:
            speed(binary, read_html, versions, arguments, folder)
            if arguments.memory_reports:
                memory(binary, arguments, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except Problem as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
