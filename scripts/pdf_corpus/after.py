"""What happens to a PDF on its way to the reader: distilled, packed, encrypted, turned, cut, broken, scanned."""

import random
import re
from pathlib import Path
from typing import Callable

from .producers import run


def ghostscript(source: Path, out: Path) -> None:
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={out}", str(source))


def linearised(source: Path, out: Path) -> None:
    run("qpdf", "--linearize", str(source), str(out))


def object_streams(source: Path, out: Path) -> None:
    run("qpdf", "--object-streams=generate", str(source), str(out))


def plain(source: Path, out: Path) -> None:
    run("qpdf", "--qdf", "--object-streams=disable", str(source), str(out))


def mutool(source: Path, out: Path) -> None:
    run("mutool", "clean", "-gggg", "-z", str(source), str(out))


def encrypted(bits: int, password: str = "", aes: bool = True) -> Callable[[Path, Path], None]:
    def apply(source: Path, out: Path) -> None:
        options = {40: [], 128: [f"--use-aes={'y' if aes else 'n'}"], 256: []}[bits]
        run("qpdf", "--allow-weak-crypto", "--encrypt", password, "owner", str(bits), *options, "--", str(source), str(out))
    return apply


def turned(angle: int) -> Callable[[Path, Path], None]:
    def apply(source: Path, out: Path) -> None:
        run("qpdf", f"--rotate=+{angle}", str(source), str(out))
    return apply


def joined(first: Path, second: Path, out: Path) -> None:
    """Two files as one."""
    run("qpdf", "--empty", "--pages", str(first), str(second), "--", str(out))


def junk_before(source: Path, out: Path) -> None:
    out.write_bytes(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + source.read_bytes())


def junk_after(source: Path, out: Path) -> None:
    out.write_bytes(source.read_bytes() + b"\n<!-- served by proxy -->" + b"\0" * 3000)


def no_trailer(source: Path, out: Path) -> None:
    data = source.read_bytes()
    out.write_bytes(data[:data.rindex(b"startxref")])


def wrong_offsets(source: Path, out: Path) -> None:
    data = source.read_bytes()
    out.write_bytes(re.sub(rb"startxref\s+\d+", b"startxref\n77", data))


def no_header(source: Path, out: Path) -> None:
    """Without its first line."""
    data = source.read_bytes()
    out.write_bytes(data[data.index(b"\n") + 1:])


def crlf(source: Path, out: Path) -> None:
    """As a transfer in text mode leaves a file without compressed streams."""
    out.write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))


def cut(share: float) -> Callable[[Path, Path], None]:
    def apply(source: Path, out: Path) -> None:
        data = source.read_bytes()
        out.write_bytes(data[:int(len(data) * share)])
    return apply


def scanned(dpi: int = 110) -> Callable[[Path, Path], None]:
    """Pages as pictures."""
    def apply(source: Path, out: Path) -> None:
        import pymupdf
        result = pymupdf.open()
        for page in pymupdf.open(source):
            picture = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
            result.new_page(width=page.rect.width, height=page.rect.height).insert_image(page.rect, pixmap=picture)
        result.save(out, deflate=True)
    return apply


def tables_as_pictures(source: Path, out: Path) -> None:
    """The tables cut out as pictures, the running text left."""
    import pymupdf
    pdf = pymupdf.open(source)
    for page in pdf:
        for table in page.find_tables().tables:
            area = pymupdf.Rect(table.bbox)
            picture = page.get_pixmap(dpi=120, clip=area)
            page.add_redact_annot(area)
            page.apply_redactions()
            page.insert_image(area, pixmap=picture)
    pdf.save(out, garbage=3, deflate=True)


def curves(source: Path, out: Path) -> None:
    """Text as outlines."""
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dNoOutputFonts", f"-sOutputFile={out}", str(source))


def two_up(source: Path, out: Path) -> None:
    """Two pages on each sheet, side by side."""
    import pymupdf
    pages, result = pymupdf.open(source), pymupdf.open()
    for number in range(len(pages)):
        if number % 2 == 0:
            sheet = result.new_page(width=842, height=595)
        left = 421 * (number % 2)
        sheet.show_pdf_page(pymupdf.Rect(left, 0, left + 421, 595), pages, number)
    result.save(out, garbage=3, deflate=True)


def remarked(source: Path, out: Path) -> None:
    """Stamps, a frame and a typed remark, added over the tables as a reader's program adds them."""
    import pymupdf
    pdf = pymupdf.open(source)
    for page in pdf:
        page.add_stamp_annot((250, 250, 450, 330), stamp=0)
        page.add_rect_annot((200, 200, 330, 420))
        page.add_freetext_annot((300, 500, 420, 520), "核对 12")
    pdf.save(out, garbage=3, deflate=True)


def subset(source: Path, out: Path) -> None:
    import pymupdf
    pdf = pymupdf.open(source)
    pdf.subset_fonts()
    pdf.save(out, garbage=4, deflate=True, clean=True)


def recognised(source: Path, out: Path) -> None:
    """Pages as pictures with their text unseen over them, as scanners with text recognition leave them."""
    import pymupdf
    result = pymupdf.open()
    for page in pymupdf.open(source):
        picture = page.get_pixmap(dpi=60, colorspace=pymupdf.csGRAY)
        sheet = result.new_page(width=page.rect.width, height=page.rect.height)
        sheet.insert_image(page.rect, stream=picture.tobytes("jpg", jpg_quality=20))
        for x0, y0, x1, y1, text, *_ in page.get_text("words"):
            size = min(12.0, y1 - y0)
            sheet.insert_text((x0, y1 - 0.2 * size), text, fontname="china-s", fontsize=0.85 * size, render_mode=3)
    result.save(out, deflate=True)


def renamed(old: bytes, new: bytes) -> Callable[[Path, Path], None]:
    """Another name of the same length wherever one stands, as for an encoding that no reader knows."""
    def apply(source: Path, out: Path) -> None:
        assert len(old) == len(new)
        out.write_bytes(source.read_bytes().replace(old, new))
    return apply


def figures_off_by_one(source: Path, out: Path) -> None:
    """The maps of the fonts say 1 for every 0, 2 for every 1, and so on; the pages look as before."""
    import pymupdf
    pdf = pymupdf.open(source)
    single = re.compile(rb"(<[0-9A-Fa-f]+> *)<003([0-9])>")
    later = lambda match: match.group(1) + b"<003%d>" % ((int(match.group(2)) + 1) % 10)
    for number in range(1, pdf.xref_length()):
        kind, value = pdf.xref_get_key(number, "ToUnicode")
        if kind == "xref":
            stream = int(value.split()[0])
            pdf.update_stream(stream, single.sub(later, pdf.xref_stream(stream)))
    pdf.save(out, garbage=3, deflate=True)
