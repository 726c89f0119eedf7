#!/usr/bin/env python3
"""Write the project's test reports (corpora/) and their golden figures (golden/), or random ones for calibration.

    python3 scripts/make_corpora.py                            write corpora/ and golden/ again
    python3 scripts/make_corpora.py --check                    fail if the committed files differ
    python3 scripts/make_corpora.py --self-test                check the generator itself
    python3 scripts/make_corpora.py --random 500 --seed 7 --out /tmp/reports
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
