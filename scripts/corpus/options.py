"""Everything that can be chosen about a document, with plain defaults."""

from dataclasses import dataclass, field
from typing import Dict, Optional, Tuple

from .forms import Key

Special = Dict[Key, Tuple[str, Optional[str]]]


@dataclass
class Options:
    """One document. A hand-written document names what differs from the default; a random one draws it."""

    # what is reported
    form: str = "2021"
    proactive_form: str = ""          # when section two follows another form
    requests_form: str = ""           # when section three does (2019: one row 其他处理)
    size: str = "small"
    year: int = 2023
    level: str = "county"
    agency: str = ""                  # drawn when empty
    fixed: Dict[Key, str] = field(default_factory=dict)  # figures of section two that are not drawn
    # how figures and labels are printed
    numbers: str = "plain"
    labels: str = "standard"
    special: Special = field(default_factory=dict)
    headings: str = "standard"
    title: str = "standard"
    prose: str = "new"                # what 收到 counts: new, with_carried
    # shape of the tables
    proactive: str = "one"
    requests_depth: int = 3
    requests_header: str = "spans"
    total_column: bool = True
    disputes: str = "standard"
    faults: Tuple[str, ...] = ()
    omit: Tuple[str, ...] = ()        # proactive, requests, disputes, or (table, row) pairs joined by a dot
    planted: Tuple[str, ...] = ()
    # the file
    family: str = "plain"             # a page shell, text, or word
    hand: str = "plain"
    container: str = "table"
    text_table: str = "tabs"
    hidden: Tuple[str, ...] = ()
    extras: Tuple[str, ...] = ()      # noise in the running text and the page
    charset: str = "utf-8"
    declared: str = "utf-8"           # "" declares none
    script: str = ""                  # "traditional" converts the text
    cut: str = ""                     # where a truncated page ends
    status: str = ""                  # expected status, when not "extracted"
    notes: str = ""

    @property
    def forms(self) -> Tuple[str, str]:
        return self.proactive_form or self.form, self.requests_form or self.form

    @property
    def extension(self) -> str:
        return {"text": "txt", "word": "docx"}.get(self.family, "html")
