#!/usr/bin/env python3
"""Times nianbao from figures to CSV, Parquet and indicators, and polars writing the same tables, in the same run.

    pip install polars
    python3 scripts/bench_tables.py --reports 10000 100000 --out /tmp/tables

For each size: `cargo bench --bench tables` makes synthetic reports in memory and writes the CSV files of a dataset, the Parquet files and
indicators.csv. Then polars streams the same Parquet files into the same CSV files and Parquet files (zstd), and computes numerator,
denominator and value of the built-in shares for each agency and year, and for each year. What polars does not do (intervals, ranks, reasons
for gaps, which cells a number rests on) counts for nothing here. Each side runs in a process of its own; the most memory is that of the
process. On a machine with other work the line `processor` says more: the processor time of each process, that for making up the
reports and for starting Python included (with --bench; otherwise it holds that of cargo, too). Without polars it says so and ends with 2.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLES = ("reports", "figures", "wide", "agencies")


def polars_side(dataset, out):
    """Writes the same tables; prints seconds for each stage and the peak in MiB as JSON."""
    import polars as pl

    out.mkdir(parents=True, exist_ok=True)
    seconds = {}
    begun = time.perf_counter()
    for name in TABLES:
        pl.scan_parquet(dataset / f"{name}.parquet").sink_csv(out / f"{name}.csv")
    seconds["csv"] = time.perf_counter() - begun
    begun = time.perf_counter()
    for name in TABLES:
        pl.scan_parquet(dataset / f"{name}.parquet").sink_parquet(out / f"{name}.parquet", compression="zstd", compression_level=1)
    seconds["parquet"] = time.perf_counter() - begun
    begun = time.perf_counter()
    total = lambda *names: sum(pl.col(f"rq_{name}_tot").fill_null(0) for name in names)
    denied = total(*(f"den_{name}" for name in "secret law safety third intern delib file query".split()))
    unavailable = total("na_notheld", "na_compile", "na_unclear")
    refused = total(*(f"np_{name}" for name in "petition dup public excess reissue".split()))
    out_total, new = pl.col("rq_out_tot"), pl.col("rq_new_tot")
    shares = {
        "disclosure_rate": (total("grant", "part"), out_total),
        "grant_rate": (total("grant"), out_total),
        "refusal_rate": (denied, out_total),
        "not_held_share": (total("na_notheld"), out_total),
        "unavailable_share": (unavailable, out_total),
        "not_processed_share": (refused, out_total),
        "carry_over_rate": (total("cout"), new + pl.col("rq_cin_tot")),
        "natural_person_share": (pl.col("rq_new_nat"), new),
        "reconsideration_correction_rate": (pl.col("dp_rec_ovr"), pl.col("dp_rec_tot") - pl.col("dp_rec_pen")),
    }
    wide = pl.scan_parquet(dataset / "wide.parquet")
    parts = []
    for by in (["agency", "year"], ["year"]):
        for key, (top, bottom) in shares.items():
            grouped = wide.group_by(by).agg(numerator=top.sum(), denominator=bottom.sum(), reports=pl.len())
            parts.append(grouped.with_columns(indicator=pl.lit(key), value=pl.col("numerator") / pl.col("denominator")))
    pl.concat(parts, how="diagonal").sort("indicator", "year").sink_csv(out / "indicators.csv")
    seconds["indicators"] = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


def nianbao_side(program, reports, dataset):
    command = [*program, str(reports), str(dataset)]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    seconds, peak = {}, 0
    for line in told.splitlines():
        words = line.split()
        if words and words[0] in ("csv", "parquet", "indicators"):
            seconds[words[0]], peak = float(words[1]), int(words[2])
    return seconds, peak


def cpu():
    """Processor time of the processes that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--bench", type=Path, help="the program that `cargo bench --bench tables --no-run` made, to build nothing now")
    parser.add_argument("--polars", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    try:
        import polars  # noqa: F401
    except ImportError:
        print("error: polars is missing; pip install polars", file=sys.stderr)
        return 2
    if arguments.polars:
        polars_side(arguments.polars, arguments.out)
        return 0
    cargo = ["cargo", "bench", "--locked", "--quiet", "--bench", "tables", "--"]
    program = [str(arguments.bench.resolve())] if arguments.bench else cargo
    print(f"load {os.getloadavg()[0]:.1f}")
    for reports in arguments.reports:
        dataset, other = arguments.out / f"{reports}", arguments.out / f"{reports}-polars"
        for folder in (dataset, other):
            shutil.rmtree(folder, ignore_errors=True)
        begun = cpu()
        ours, peak = nianbao_side(program, reports, dataset)
        our_cpu, begun = cpu() - begun, cpu()
        told = subprocess.run([sys.executable, __file__, "--polars", dataset, "--out", other], check=True, capture_output=True, text=True)
        their_cpu = cpu() - begun
        theirs = json.loads(told.stdout)
        figures = sum((dataset / f"{name}.csv").stat().st_size for name in TABLES) >> 20
        print(f"{reports} reports, {figures} MiB of CSV")
        for stage, seconds in ours.items():
            print(f"  {stage:10} nianbao {seconds:8.2f} s   polars {theirs['seconds'][stage]:8.2f} s")
        all_ours, all_theirs = sum(ours.values()), sum(theirs["seconds"].values())
        print(f"  {'all':10} nianbao {all_ours:8.2f} s   polars {all_theirs:8.2f} s   ratio {all_ours / all_theirs:.2f}")
        print(f"  {'processor':10} nianbao {our_cpu:8.2f} s   polars {their_cpu:8.2f} s   ratio {our_cpu / their_cpu:.2f}")
        print(f"  memory     nianbao {peak} MiB   polars {theirs['mib']} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
