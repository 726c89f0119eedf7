"""The committed corpora: every generated document, plus the rows of hand-made ones."""

import csv
from pathlib import Path
from typing import Dict, List

from . import notreports, output, seed, specs, specs_more
from .build import Built, build, build_pair
from .options import Options

SEED = "nianbao corpora 1"
HAND_MADE = "corpora/handmade.csv"  # manifest rows of documents that no generator writes


def all_specs() -> Dict[str, Options]:
    tables = (specs.PORTALS, specs.CHARSETS, specs.GEOMETRY, specs_more.LABELS, specs_more.NUMBERS, specs_more.HIDDEN,
              specs_more.TEXTS, specs_more.WORD, specs_more.PLANTED)
    merged: Dict[str, Options] = {}
    for table in tables:
        clash = merged.keys() & table.keys()
        if clash:
            raise ValueError(f"document names used twice: {sorted(clash)}")
        merged.update(table)
    return merged


def documents() -> List[Built]:
    """Every generated document, ordered by name."""
    found = [seed.document()] + [build(name, options, SEED) for name, options in all_specs().items()]
    found += [build_pair(name, first, second, SEED) for name, first, second in specs_more.PAIRS]
    found += notreports.documents(SEED)
    return sorted(found, key=lambda built: built.name)


def hand_made(root: Path) -> List[Dict[str, str]]:
    path = root / HAND_MADE
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def stray(root: Path, found: output.Files) -> List[str]:
    """Documents and golden tables in the folders that nothing accounts for."""
    known = set(found)
    for row in hand_made(root):
        known.add("corpora/" + row["file"])
        known.update(f"golden/{path.name}" for path in (root / "golden").glob(row["id"] + "*.csv")
                     if path.stem.split("#")[0] == row["id"])
    present = [path for pattern in ("corpora/html/*", "corpora/txt/*", "corpora/docx/*", "corpora/doc/*", "golden/*.csv") for path in root.glob(pattern)]
    return sorted(str(path.relative_to(root)) for path in present if str(path.relative_to(root)) not in known)


def files(root: Path) -> output.Files:
    """All generated files by their path in the repository."""
    found: output.Files = {}
    built = documents()
    for document in built:
        found["corpora/" + document.manifest["file"]] = document.data
        found.update(output.golden_files(document, "golden"))
    manifest = sorted([document.manifest for document in built] + hand_made(root), key=lambda row: row["id"])
    planted = [row for document in built for row in output.planted_rows(document)]
    found.update(output.tables(manifest, planted, "corpora/"))
    return found
