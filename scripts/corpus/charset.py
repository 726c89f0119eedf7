"""Text to bytes: encodings, byte-order marks and damaged bytes."""

import codecs
from random import Random
from typing import Dict, Tuple

# name -> (codec, byte-order mark)
ENCODINGS: Dict[str, Tuple[str, bytes]] = {
    "utf-8": ("utf-8", b""),
    "utf-8-bom": ("utf-8", codecs.BOM_UTF8),
    "gbk": ("gbk", b""),
    "gb18030": ("gb18030", b""),
    "big5": ("big5hkscs", b""),
    "utf-16-le": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16-be": ("utf-16-be", codecs.BOM_UTF16_BE),
}


def encode(text: str, charset: str, html: bool) -> bytes:
    """Encode; what the charset lacks becomes a character reference in HTML and ? in text."""
    codec, mark = ENCODINGS[charset]
    return mark + text.encode(codec, "xmlcharrefreplace" if html else "replace")


def damage(data: bytes, rng: Random) -> bytes:
    """Half characters and stray bytes at the end of some sentences, away from the tables (UTF-8 only)."""
    stop = "。<".encode()
    parts = data.split(stop)
    for index in range(min(6, len(parts) - 1)):
        parts[index] += rng.choice((b"\xe6\x94", b"\xff\xfe", b"\xc3", b"\xef\xbf\xbd"))
    return stop.join(parts)
