"""Which figures should be left out, and why? With pandas.

    nianbao demo -o demo
    python examples/exclude_pandas.py demo [KEEP.csv]

Reads figures.csv, findings.csv and crosswalk.csv, says how many figures fall away for which reason, and writes those that stay.
"""

import sys
from pathlib import Path

import pandas as pd

# columns figures: report_id, agency, year, template, key, value, unit, missing, confidence, flags
# columns findings: report_id, verdict, suspects
# columns crosswalk: template, key, comparable


def main(dataset: Path, keep: Path | None) -> None:
    # Identifiers are text; an empty cell is missing, and "NA" is not.
    figures = pd.read_csv(
        dataset / "figures.csv",
        dtype={"report_id": str, "template": str, "value": float},
        keep_default_na=False,
        na_values={"value": [""]},
    )
    findings = pd.read_csv(dataset / "findings.csv", dtype=str, keep_default_na=False)
    crosswalk = pd.read_csv(dataset / "crosswalk.csv", dtype=str, keep_default_na=False)

    # The cells that would explain a finding: sets are parted by |, cells by ;
    suspects = findings.loc[findings["verdict"] != "note", ["report_id", "suspects"]]
    suspects = suspects.assign(key=suspects["suspects"].str.split(r"[;|]", regex=True)).explode("key")
    suspects["key"] = suspects["key"].str.strip()
    suspects = suspects.loc[suspects["key"] != "", ["report_id", "key"]].drop_duplicates()

    figures = figures.merge(suspects.assign(suspect=True), on=["report_id", "key"], how="left")
    figures = figures.merge(crosswalk[["template", "key", "comparable"]], on=["template", "key"], how="left")

    # The first reason that holds; the order is from what no study can use to what depends on the question.
    reasons = [
        ("no number is printed", figures["value"].isna()),
        ("confidence low: look at the source", figures["confidence"] == "low"),
        ("the unit is printed nowhere", figures["flags"].str.contains("unit_unknown")),
        ("a finding would be explained by another value", figures["suspect"].fillna(False).astype(bool)),
        ("not comparable over the change of forms", figures["comparable"] != "yes"),
    ]
    figures["reason"] = ""
    for reason, holds in reasons:
        figures.loc[holds & (figures["reason"] == ""), "reason"] = reason

    counts = figures["reason"].replace("", "kept").value_counts()
    for reason, count in counts.items():
        print(f"{count:6}  {reason}")
    missing = figures.loc[figures["value"].isna(), "missing"].value_counts()
    print("why there is no number: " + ", ".join(f"{why} {count}" for why, count in missing.items()))
    if keep:
        figures.loc[figures["reason"] == "", ["report_id", "agency", "year", "template", "key", "value", "unit"]].to_csv(
            keep, index=False
        )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
