#!/usr/bin/env python3
"""Learn which words speak for which figure of the tables, and write data/mine/learned.txt.

    python3 scripts/learn_prose.py                    from all typed sentences but those that are held out
    python3 scripts/learn_prose.py --dry-run SETS...  from these files, without writing

Needs numpy and scipy, and builds `cargo run --example prose_evidence`. The sentences are those of tests/cli/prose that people
typed; tests/cli/prose/held holds those that neither the rules nor the weights have seen, which the tests measure. The model is a
multinomial logistic regression over the pieces of evidence that src/mine/learned/evidence.rs names. Half of the evidence of a number is
hidden at random each time it is learned from, so that no single word decides.
"""

import argparse
import collections
import datetime
import json
import subprocess
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Optional, Tuple

import numpy as np
import scipy.sparse as sparse

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT / "tests" / "cli" / "prose"
WEIGHTS = ROOT / "data" / "mine" / "learned.txt"
# One unit of a weight in the file; src/mine/learned/model.rs has the same.
UNIT = 0.05
# Evidence seen less often, in all turns of all sentences, and keys typed less often are not learned.
LEAST_EVIDENCE, LEAST_KEYS = 8, 9
# A counter seen so often, by itself or in a section, and not once in so many times with a key, is given the greatest weight against
# all keys: the program then looks no further.
OFTEN, SELDOM = 60, 100
# Weights that are smaller are left out.
SMALLEST = 0.5
EPOCHS, BATCH, RATE, DECAY, HIDDEN = 10, 256, 0.2, 1e-6, 0.5


class Learned(NamedTuple):
    """Keys, evidence, and the weight of each piece for each key."""

    keys: List[str]
    pieces: List[str]
    weights: np.ndarray
    bias: np.ndarray


def parsed(figure: str) -> Tuple[str, str, str]:
    """Number with its counter, key, kind of share: of a figure as tests/cli/prose/typed.rs writes it."""
    number, rest = figure.split(" [", 1)
    key, rest = rest.split("]", 1)
    kind = rest.split(" ")[-1]
    return number, "" if kind else key, kind


def matched(typed: List[str], found: List[str]) -> Dict[int, str]:
    """The typed key of each figure that was found: of the same number with the same key, otherwise of the first of that number."""
    left = [parsed(one) for one in typed]
    keys: Dict[int, str] = {}
    for same_key in (True, False):
        for at, one in enumerate(found):
            number, key, kind = parsed(one)
            hit = next((t for t in left if at not in keys and t[0] == number and (not same_key or t[1:] == (key, kind))), None)
            if hit:
                left.remove(hit)
                keys[at] = hit[1] or "none"
    return keys


def examples(sets: List[Path]) -> Iterator[Tuple[List[str], str]]:
    """Evidence and key of every number of the sentences."""
    command = ["cargo", "run", "-q", "--example", "prose_evidence", "--", *map(str, sets)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        for line in run.stdout or []:
            sentence = json.loads(line)
            keys = matched(sentence["typed"], sentence["found"])
            for at, pieces in sentence["evidence"]:
                if at in keys:
                    yield pieces, keys[at]
    if run.returncode:
        raise SystemExit("the evidence could not be made")


def matrix(evidence: List[List[str]], known: Dict[str, int]) -> sparse.csr_matrix:
    """A row for each number; all that is known counts alike, and together as the root of how much there is."""
    columns = [[known[piece] for piece in pieces if piece in known] for pieces in evidence]
    ends = np.cumsum([0] + [len(row) for row in columns])
    share = [1 / np.sqrt(max(len(pieces), 1)) for pieces in evidence]
    data = np.repeat(np.array(share, dtype=np.float32), np.diff(ends))
    flat = np.fromiter((column for row in columns for column in row), dtype=np.int32, count=int(ends[-1]))
    return sparse.csr_matrix((data, flat, ends), shape=(len(evidence), len(known)))


def never_keyed(evidence: List[List[str]], typed: List[str]) -> List[str]:
    """The counters of numbers that no table has, and those that none has which is spoken of in a section."""
    seen: Dict[str, List[int]] = collections.defaultdict(lambda: [0, 0])
    for pieces, key in zip(evidence, typed):
        for piece in pieces:
            if piece.startswith(("counter=", "section+counter=")):
                seen[piece][key != "none"] += 1
    return sorted(piece for piece, (none, keyed) in seen.items() if none >= OFTEN and keyed * SELDOM <= none)


def learn(evidence: List[List[str]], typed: List[str]) -> Learned:
    """Stochastic gradient descent with rates that fall with what each piece has moved (AdaGrad)."""
    often = collections.Counter(typed)
    typed = [key if often[key] >= LEAST_KEYS else "rare" for key in typed]
    keys = sorted(set(typed))
    seen = collections.Counter(piece for pieces in evidence for piece in pieces)
    pieces = sorted(piece for piece, count in seen.items() if count >= LEAST_EVIDENCE)
    rows = matrix(evidence, {piece: at for at, piece in enumerate(pieces)})
    wanted = np.array([keys.index(key) for key in typed])
    weights = np.zeros((len(pieces), len(keys)), np.float32)
    moved = np.full((len(pieces), 1), 1e-8, np.float32)
    bias = np.zeros(len(keys), np.float32)
    drawn = np.random.default_rng(1)
    for epoch in range(EPOCHS):
        loss = 0.0
        order = drawn.permutation(len(wanted))
        for part in np.split(order, range(BATCH, len(order), BATCH)):
            batch = rows[part]
            batch.data = batch.data * (drawn.random(len(batch.data)) > HIDDEN) / (1 - HIDDEN)
            used = np.unique(batch.indices)
            batch = batch[:, used]
            scores = batch @ weights[used] + bias
            odds = np.exp(scores - scores.max(1, keepdims=True))
            odds /= odds.sum(1, keepdims=True)
            loss -= np.log(odds[np.arange(len(part)), wanted[part]] + 1e-9).sum()
            odds[np.arange(len(part)), wanted[part]] -= 1
            slope = np.asarray(batch.T @ odds) / len(part) + DECAY * weights[used]
            moved[used] += (slope * slope).mean(1, keepdims=True) * len(keys) / 8
            weights[used] -= RATE * slope / np.sqrt(moved[used])
            bias -= odds.mean(0) / 10
        print(f"epoch {epoch + 1}: loss {loss / len(wanted):.4f}", flush=True)
    weights[np.abs(weights) < SMALLEST] = 0
    for piece in never_keyed(evidence, typed):
        weights[pieces.index(piece)] = 0
        weights[pieces.index(piece), keys.index("none")] = 127 * UNIT
    return Learned(keys, pieces, weights, bias)


def written(learned: Learned, numbers: int, sets: int) -> str:
    """The file of weights."""
    def unit(values: np.ndarray) -> np.ndarray:
        return np.clip(np.round(values / UNIT), -127, 127).astype(int)

    weights, bias = unit(learned.weights), unit(learned.bias)
    today = datetime.date.today().isoformat()
    lines = [f"# Weights learned by scripts/learn_prose.py on {today} from {numbers} numbers in {sets} files of typed sentences.",
             "# First the keys with what speaks for each without evidence, then pieces of evidence with `key:weight`; a unit is 0.05."]
    lines += [f"key\t{b}\t{key}" for key, b in zip(learned.keys, bias)]
    for piece, row in zip(learned.pieces, weights):
        speaks = np.nonzero(row)[0]
        if len(speaks):
            lines.append(piece + "\t" + " ".join(f"{key}:{row[key]}" for key in speaks))
    return "\n".join(lines) + "\n"


def main(argv: Optional[List[str]] = None) -> None:
    """Learns, and writes what was learned."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, help="files of typed sentences")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--dry-run", action="store_true")
    asked = parser.parse_args(argv)
    sets = [path.resolve() for path in asked.sets]
    sets = sets or sorted(path for path in [*SETS.glob("*.csv"), *SETS.glob("learn/*.csv")] if path.name != "names.csv")
    evidence, typed = [], []
    for pieces, key in examples(sets):
        evidence.append(pieces)
        typed.append(key)
    learned = learn(evidence, typed)
    text = written(learned, len(typed) // 3, len(sets))
    print(f"{len(typed) // 3} numbers, {len(learned.keys)} keys, {text.count(chr(10))} lines")
    if not asked.dry_run:
        asked.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
