"""Documents to a folder: files, golden tables, manifest, list of planted inconsistencies."""

import csv
import io
from pathlib import Path
from typing import Dict, Iterable, List, Sequence

from .build import MANIFEST_COLUMNS, PLANTED_COLUMNS, Built, Golden

Files = Dict[str, bytes]  # path below the target folder -> content


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file as the project writes them: UTF-8, LF, RFC 4180."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def golden_bytes(golden: Golden) -> bytes:
    return csv_bytes(("table", "row", "column", "value"), [key + (value,) for key, value in golden])


def golden_files(built: Built, folder: str) -> Files:
    """NAME.csv, and NAME#2.csv for the second report of a page."""
    return {f"{folder}/{built.name}{'' if number == 1 else f'#{number}'}.csv": golden_bytes(golden)
            for number, golden in enumerate(built.golden, 1)}


def tables(manifest: List[Dict[str, str]], planted: List[Sequence[str]], folder: str) -> Files:
    rows = [[row[column] for column in MANIFEST_COLUMNS] for row in manifest]
    return {f"{folder}manifest.csv": csv_bytes(MANIFEST_COLUMNS, rows),
            f"{folder}planted.csv": csv_bytes(PLANTED_COLUMNS, planted)}


def planted_rows(built: Built) -> List[Sequence[str]]:
    return [(built.name, note.identity) + note.key + (note.note,) for note in built.planted]


def write(files: Files, target: Path) -> None:
    for path, data in files.items():
        full = target / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data)
