"""PDF files written by hand, so that each of their parts can be wrong."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = (
    "the list of the names for the office is to be sent by the end of the month and in the form that is given"
)
A4 = "[0 0 595 842]"
SMALL = "[0 0 200 150]"


def stream(data: bytes, entries: str = "") -> bytes:
    return f"<</Length {len(data)}{entries}>>stream\n".encode() + data + b"\nendstream"


def text(words: str = WORDS) -> bytes:
    """A page of sound English: its text layer is read, and no engine is needed."""
    return stream(f"BT /F1 12 Tf 10 100 Td ({words}) Tj ET".encode())


def page(content: int, box: str = A4, entries: str = "", resources: str = "") -> bytes:
    box = f"/MediaBox{box}" if box else ""
    parts = f"/Contents {content} 0 R/Resources<</Font<</F1 {FONT}>>{resources}>>{entries}"
    return f"<</Type/Page/Parent 2 0 R{box}{parts}>>".encode()


def assembled(objects: Sequence[bytes], trailer: str = "", head: bytes = b"%PDF-1.4\n") -> bytes:
    """A whole PDF of objects 1, 2, …, with its table; 1 is the catalog."""
    data, offsets = head, []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def letter(
    pages: int = 1,
    box: str = A4,
    entries: str = "",
    catalog: str = "",
    tree: str = "",
    more: Sequence[bytes] = (),
) -> bytes:
    """A PDF of pages of text. Objects: 1 catalog, 2 tree, 3 content, then the pages, then `more`."""
    kids = " ".join(f"{4 + at} 0 R" for at in range(pages))
    return assembled(
        [
            f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
            (tree or f"<</Type/Pages/Kids[{kids}]/Count {pages}>>").encode(),
            text(),
            *([page(3, box, entries)] * pages),
            *more,
        ]
    )


def scanned(
    image: bytes, box: str = SMALL, entries: str = "", pages: int = 1, size: tuple[int, int] = (200, 150)
) -> bytes:
    """A PDF whose pages show one picture each, of `size` in points. `image`: the body of its object, 4."""
    width, height = size
    draw = stream(f"q {width} 0 0 {height} 0 0 cm /I Do Q".encode())
    kids = " ".join(f"{5 + at} 0 R" for at in range(pages))
    body = page(3, box, entries, "/XObject<</I 4 0 R>>")
    tree = f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode()
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", tree, draw, image, *([body] * pages)])


def picture(data: bytes, size: tuple[int, int], entries: str, gray: bool = True) -> bytes:
    """The object of an image: `entries` names its filter; 8 bits of gray, or 1 bit."""
    kind = "/ColorSpace/DeviceGray/BitsPerComponent " + ("8" if gray else "1")
    return stream(data, f"/Type/XObject/Subtype/Image/Width {size[0]}/Height {size[1]}{kind}{entries}")


def deflated(data: bytes) -> bytes:
    return zlib.compress(data)
