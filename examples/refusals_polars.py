"""Which kind of agency refuses most? With polars.

    nianbao demo -o demo && nianbao export demo --format parquet
    python examples/refusals_polars.py demo

Reads indicators.parquet. `nianbao compare` has added the cases of all agencies of a kind and level; this adds the levels and years
and draws the line under what is too little to tell: an interval says how far the share is known.
"""

import sys
from pathlib import Path

import polars as pl

# columns indicators: by, indicator, kind, value, numerator, denominator, reports, without_value, rests
# columns codebook: file, name, kind, word, label_zh, label_en

# Below so many cases a share says next to nothing.
FEWEST_CASES = 30
Z = 1.959964  # of a 95 % interval


def main(dataset: Path) -> None:
    share = pl.col("refused") / pl.col("handled")
    middle = (share + Z**2 / (2 * pl.col("handled"))) / (1 + Z**2 / pl.col("handled"))
    spread = (Z / (1 + Z**2 / pl.col("handled"))) * (
        share * (1 - share) / pl.col("handled") + Z**2 / (4 * pl.col("handled") ** 2)
    ).sqrt()
    kinds = (
        pl.scan_parquet(dataset / "indicators.parquet")
        .filter(pl.col("by") == "kind", pl.col("indicator") == "refusal_rate", pl.col("value").is_not_null())
        .group_by("kind")
        .agg(
            refused=pl.col("numerator").sum(),
            handled=pl.col("denominator").sum(),
            reports=pl.col("reports").sum(),
            # A gap is never zero: say how many reports have no value.
            without_value=pl.col("without_value").sum(),
            doubtful=pl.col("rests").str.contains("rests_on_finding").any(),
        )
        .filter(pl.col("handled") >= FEWEST_CASES)
        .with_columns(share=share, low=middle - spread, high=middle + spread)
        .sort("share", descending=True)
        .collect()
    )
    # The Chinese and English names of the kinds stand in the codebook.
    names = (
        pl.read_parquet(dataset / "codebook.parquet")
        .filter(pl.col("file") == "agencies.csv", pl.col("name") == "kind", pl.col("kind") == "word")
        .select(kind="word", zh="label_zh", en="label_en")
    )
    for row in kinds.join(names, on="kind", how="left").iter_rows(named=True):
        mark = "  (rests on figures with findings)" if row["doubtful"] else ""
        print(
            f"{row['zh'] or row['kind']} ({row['en'] or '-'}): refused {row['share']:.1%} "
            f"[{row['low']:.1%}–{row['high']:.1%}], {row['refused']:.0f} of {row['handled']:.0f} requests, "
            f"{row['reports']} reports, {row['without_value']} without a value{mark}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
