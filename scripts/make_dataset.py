#!/usr/bin/env python3
"""Writes a large dataset folder with drawn figures, to measure the audit on it: agencies over years, all sums holding but a few.

    python3 scripts/make_dataset.py 10000 5 --out /tmp/big          # 50,000 reports, some 10,000,000 figures

The same arguments give the same bytes. Each agency's years follow from each other: what is carried over arrives, what is in
force follows. With --broken N, N of 1,000 reports have one figure of the table of requests changed, marked as `extract` marks it.
"""

import argparse
import random
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = "{id},{agency},,,,{year},2021,extracted,,{agency}{year}年政府信息公开工作年度报告,{source},text/html,{sha},,1,200,200,200,0,0\n"
REPORT_HEADER = ("report_id,agency,region_code,region,level,year,template,status,reason,title,source,media_type,sha256,fetched_at,"
                 "pages,figures_expected,figures_found,high,medium,low\n")
FIGURE_HEADER = ("report_id,source,agency,year,template,table,row,column,key,value,unit,missing,published,confidence,flags,locator\n")
BUREAUS = ("教育局", "财政局", "水利局", "司法局", "民政局", "审计局", "统计局", "卫生健康局", "生态环境局", "农业农村局")


def form_rows(form):
    """(table, row, column, unit) of every figure, in the order of the form."""
    for table in form["table"]:
        for block in table["block"]:
            for row in block["rows"]:
                for column in block["columns"]:
                    yield table["key"], row["key"], column["key"], column["unit"]


def split(rng, total, parts):
    """`total` in `parts` whole parts."""
    cuts = sorted(rng.randint(0, total) for _ in range(parts - 1))
    return [b - a for a, b in zip([0] + cuts, cuts + [total])]


def requests(rng, figures, carried, applicants, outcomes):
    """The table of requests; gives what is carried over to the next year, by applicant."""
    left = {}
    for column in applicants:
        new = rng.randint(0, 60)
        pool = new + carried.get(column, 0)
        left[column] = rng.randint(0, pool // 4)
        figures[("requests", "received_new", column)] = new
        figures[("requests", "carried_in", column)] = carried.get(column, 0)
        for row, count in zip(outcomes, split(rng, pool - left[column], len(outcomes))):
            figures[("requests", row, column)] = count
        figures[("requests", "outcome_total", column)] = pool - left[column]
        figures[("requests", "carried_out", column)] = left[column]
    for row in ["received_new", "carried_in", *outcomes, "outcome_total", "carried_out"]:
        figures[("requests", row, "total")] = sum(figures[("requests", row, column)] for column in applicants)
    return left


def draw(rng, state, applicants, outcomes):
    """The figures of one report; `state` is what the agency carries from year to year."""
    figures = {}
    for row in ("regulations", "normative_documents"):
        issued = 0 if row == "regulations" else rng.randint(0, 20)
        before = state.setdefault(row, 0 if row == "regulations" else rng.randint(0, 300))
        repealed = rng.randint(0, min(10, before)) if before else 0
        state[row] = before + issued - repealed
        figures.update({("proactive", row, "issued"): issued, ("proactive", row, "repealed"): repealed,
                        ("proactive", row, "in_force"): state[row]})
    for row in ("licensing", "penalties", "coercion"):
        figures[("proactive", row, "decisions")] = int(state.setdefault(row, rng.randint(50, 5000)) * rng.uniform(0.8, 1.2))
    figures[("proactive", "fees", "amount")] = f"{rng.randint(0, 99999) / 100:.2f}".rstrip("0").rstrip(".")
    state["carried"] = requests(rng, figures, state.setdefault("carried", {}), applicants, outcomes)
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        parts = [rng.randint(0, 6) for _ in range(4)]
        for column, count in zip(("upheld", "overturned", "other", "pending", "total"), parts + [sum(parts)]):
            figures[("disputes", row, column)] = count
    return figures


def break_one(rng, figures, applicants, outcomes):
    """Changes one figure; gives the keys of all figures in sums that fail now."""
    row, column = rng.choice(outcomes), rng.choice(applicants)
    figures[("requests", row, column)] += rng.randint(1, 9)
    line = [("requests", row, name) for name in [*applicants, "total"]]
    return set(line + [("requests", name, column) for name in [*outcomes, "outcome_total"]])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("agencies", type=int)
    parser.add_argument("years", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--broken", type=int, default=50, help="reports of 1,000 with a changed figure")
    options = parser.parse_args()
    form = tomllib.loads((ROOT / "data/templates/2021.toml").read_text(encoding="utf-8"))
    rows = list(form_rows(form))
    columns = [column for table, row, column, _ in rows if table == "requests" and row == "granted"]
    applicants = [column for column in columns if column != "total"]
    closing = ("received_new", "carried_in", "outcome_total", "carried_out")
    outcomes = list(dict.fromkeys(row for table, row, _, _ in rows if table == "requests" and row not in closing))
    options.out.mkdir(parents=True, exist_ok=True)
    with open(options.out / "reports.csv", "w", encoding="utf-8", newline="") as reports, \
            open(options.out / "figures.csv", "w", encoding="utf-8", newline="") as out:
        reports.write(REPORT_HEADER)
        out.write(FIGURE_HEADER)
        for agency in range(options.agencies):
            rng = random.Random(f"{options.seed}/{agency}")
            name = f"第{agency // len(BUREAUS) + 1}县{BUREAUS[agency % len(BUREAUS)]}"
            state = {}
            for year in range(2021, 2021 + options.years):
                figures = draw(rng, state, applicants, outcomes)
                broken = break_one(rng, figures, applicants, outcomes) if rng.random() * 1000 < options.broken else set()
                number = f"{agency * 100 + year - 2021:016x}"
                source = f"http://www.x{agency // len(BUREAUS) + 1}.gov.cn/zwgk/t{year + 1}0120_{agency}.html"
                reports.write(REPORT.format(id=number, agency=name, year=year, source=source, sha="0" * 64))
                head = f"{number},{source},{name},{year},2021"
                for place, (table, row, column, unit) in enumerate(rows):
                    value = figures[(table, row, column)]
                    flags = "identity_violated" if (table, row, column) in broken else ""
                    flags = "identity_untested" if table == "proactive" else flags
                    level = "medium" if flags == "identity_violated" else "high"
                    locator = f"html=table[{place // 70 + 1}]/tr[{place // 7 + 3}]/td[{place % 7 + 2}]"
                    out.write(f"{head},{table},{row},{column},{table}.{row}.{column},{value},{unit},,{value},{level},{flags},{locator}\n")
    print(f"{options.agencies * options.years} reports below {options.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
