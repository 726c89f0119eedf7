#!/usr/bin/env python3
"""Write reports as PDF from many producers, with their true figures.

    python3 scripts/make_pdf_corpus.py                       corpora/pdf/ and golden/pdf/ again
    python3 scripts/make_pdf_corpus.py --ofd                 corpora/ofd/ again, from some files of corpora/pdf/
    python3 scripts/make_pdf_corpus.py /tmp/pdfs             all of the large corpus
    python3 scripts/make_pdf_corpus.py /tmp/pdfs --random 300 7   300 files drawn at random from the seed 7
    python3 scripts/make_pdf_corpus.py /tmp/pdfs raw_ typst  those whose name holds one of the words

Needs the packages named in docs/pdf_corpus.md; a producer that is not installed is skipped with a line on stderr.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from pdf_corpus.cli import main  # noqa: E402

if __name__ == "__main__":
    if {"-h", "--help"} & set(sys.argv[1:]):
        print(__doc__)
        sys.exit(0)
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent.parent))
