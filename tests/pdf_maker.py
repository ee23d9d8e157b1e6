"""A writer of small PDFs with Chinese text, for the tests of the loader (no font is embedded)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

Text = tuple[float, float, float, str]  # left, top, size in points, text
Rule = tuple[float, float, float, float]  # from x, top to x, top

HEIGHT = 842
_FONT = (b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
         b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
         b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
         b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
         b"/Descent -120/CapHeight 880/StemV 80>>")
_LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>/ID[<01><01>]"


def write_pdf(path: Path, pages: Sequence[tuple[Sequence[Text], Sequence[Rule]]], locked: bool = False) -> Path:
    """Pages of A4 with text and ruled lines; `locked` asks for a password that nobody knows."""
    first_page = 6
    kids = b" ".join(b"%d 0 R" % (first_page + 2 * n) for n in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)), *_FONT]
    for n, (texts, rules) in enumerate(pages):
        content = _content(texts, rules)
        objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 %d]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
                    % (HEIGHT, first_page + 2 * n + 1),
                    b"<</Length %d>>stream\n%b\nendstream" % (len(content), content)]
    path.write_bytes(_file(objects, _LOCK if locked else b""))
    return path


def _content(texts: Sequence[Text], rules: Sequence[Rule]) -> bytes:
    parts = [f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S" for x0, y0, x1, y1 in rules]
    for left, top, size, text in texts:
        code = text.encode("utf-16-be").hex()
        parts.append(f"BT /F {size} Tf {left} {HEIGHT - top - 0.88 * size} Td <{code}> Tj ET")
    return "\n".join(parts).encode("ascii")


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%b endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, trailer, len(data))
