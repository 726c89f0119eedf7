"""The command line of the generator."""

import argparse
import sys
from pathlib import Path
from typing import List, Optional

from . import committed, output


def _arguments(argv: Optional[List[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write the test reports of the project and their golden figures.")
    parser.add_argument("--check", action="store_true", help="fail if the committed files differ from what would be written")
    parser.add_argument("--prune", action="store_true", help="also remove documents and golden tables that nothing accounts for")
    parser.add_argument("--self-test", action="store_true", help="check the generator itself")
    parser.add_argument("--random", type=int, metavar="N", help="draw N documents instead of the committed ones")
    parser.add_argument("--seed", default="1", help="seed of --random (default 1)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="target folder of --random")
    parser.add_argument("--families", nargs="+", metavar="NAME", help="page shells --random may use (default: all)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes of --random (default 1)")
    arguments = parser.parse_args(argv)
    if arguments.random is not None and arguments.out is None:
        parser.error("--random needs --out DIR")
    return arguments


def _check(root: Path, files: output.Files) -> int:
    """Compare the generated files with the folder."""
    differing = [path for path, data in sorted(files.items())
                 if not (root / path).is_file() or (root / path).read_bytes() != data]
    for path in differing:
        print(f"differs from the generator: {path}", file=sys.stderr)
    stray = committed.stray(root, files)
    for path in stray:
        print(f"neither generated nor listed in {committed.HAND_MADE}: {path}", file=sys.stderr)
    return 1 if differing or stray else 0


def main(root: Path, argv: Optional[List[str]] = None) -> int:
    """Run; the exit status is 0 when all is well."""
    arguments = _arguments(argv)
    if arguments.self_test:
        from . import selftest
        return selftest.run(root)
    if arguments.random is not None:
        from . import randomdocs
        return randomdocs.run(arguments.random, arguments.seed, arguments.out, arguments.families, arguments.jobs)
    files = committed.files(root)
    if arguments.check:
        return _check(root, files)
    for path in committed.stray(root, files) if arguments.prune else ():
        (root / path).unlink()
        print(f"removed {path}", file=sys.stderr)
    output.write(files, root)
    size = sum(len(data) for data in files.values())
    print(f"{len(files)} files, {size / 1e6:.1f} MB written below {root}", file=sys.stderr)
    return 0
