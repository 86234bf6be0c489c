"""PDF files that are damaged, locked, or no PDF at all: rows 1 to 15, 26 and 27 of the table."""

from __future__ import annotations

import io
import random

from pypdf import PdfReader, PdfWriter

from tests.badfiles.bad import Bad
from tests.badfiles.raw import SMALL, assembled, letter, picture, scanned, stream
from tests.badfiles.scans import fax_data, half, noise, printed, saved

BROKEN, LOCKED, FOREIGN = "failed:broken_file", "failed:encrypted", "failed:not_a_document"
UNSUPPORTED, EMPTY = "failed:unsupported", "failed:empty_file"
_SIGNATURE = b"<</FT/Sig/T(S)/V<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 9 9 9]/Contents<00>>>>>"


def locked(user: str, owner: str | None, algorithm: str = "RC4-128") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(letter(2))))
    writer.encrypt(user, owner, algorithm=algorithm, permissions_flag=-3904)  # type: ignore[arg-type]
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def spoilt(data: bytes, where: float, length: int = 200, seed: int = 1) -> bytes:
    """Random bytes over a part of a file."""
    start = int(len(data) * where)
    return data[:start] + random.Random(seed).randbytes(length) + data[start + length :]


def spoilt_page() -> bytes:
    """Ten pages with contents of their own, one of which is spoilt."""
    contents = [
        stream(f"BT /F1 12 Tf 10 100 Td (page {n} of the list of the office) Tj ET".encode())
        for n in range(10)
    ]
    pages = [
        f"<</Type/Page/Parent 2 0 R/MediaBox{SMALL}/Contents {3 + n} 0 R"
        "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>".encode()
        for n in range(10)
    ]
    kids = " ".join(f"{13 + n} 0 R" for n in range(10))
    tree = f"<</Type/Pages/Kids[{kids}]/Count 10>>".encode()
    data = assembled([b"<</Type/Catalog/Pages 2 0 R>>", tree, *contents, *pages])
    at = data.index(b"(page 5")
    return data[:at] + random.Random(2).randbytes(40) + data[at + 40 :]


def without_table() -> bytes:
    data = letter(3)
    return data[: data.index(b"xref\n")] + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


def moved_table() -> bytes:
    return letter(3).replace(b"startxref\n", b"startxref\n77")


def cycle() -> bytes:
    """A tree of pages that holds itself."""
    return letter(2, tree="<</Type/Pages/Kids[4 0 R 2 0 R 5 0 R]/Count 3>>")


def with_kids(count: str, kids: int = 3) -> bytes:
    refs = " ".join(f"{4 + at} 0 R" for at in range(kids))
    return letter(kids, tree=f"<</Type/Pages/Kids[{refs}]/Count {count}>>")


def one_broken_page() -> bytes:
    """Three pages, the second of which is no page but a number."""
    return letter(2, tree="<</Type/Pages/Kids[4 0 R 6 0 R 5 0 R]/Count 3>>", more=[b"42"])


def attached(catalog: str) -> bytes:
    tree = "/Names<</EmbeddedFiles<</Names[(a.txt) 5 0 R]>>>>"
    more = [b"<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 6 0 R>>>>", stream(b"hello", "/Type/EmbeddedFile")]
    return letter(1, catalog=tree + catalog, more=more)


def action(kind: str) -> bytes:
    return letter(1, catalog=f"/OpenAction<</Type/Action/S/{kind}>>")


def script() -> bytes:
    tree = "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert\\(1\\))>>]>>>>"
    return letter(1, catalog=tree + "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")


def hidden_object_ids() -> bytes:
    """Two objects of one number: the later one counts."""
    data = letter(1)
    return data.replace(b"%%EOF", b"4 0 obj\n<</Type/Page>>\nendobj\n%%EOF")


ACTIVE, REPAIRED = frozenset({"active_content"}), frozenset({"pdf_repaired"})
FAILED = frozenset({"page_failed"})
DAMAGED, RENAMED = frozenset({"pdf_damaged"}), frozenset({"name_mismatch"})

ROWS: tuple[Bad, ...] = (
    Bad((1,), "empty.pdf", bytes, EMPTY, "no bytes at all"),
    Bad((1,), "empty.tif", bytes, EMPTY, "no bytes at all"),
    Bad((1,), "empty.txt", lambda: b" \n\n", EMPTY, "a transcript without a word"),
    Bad((2,), "header-only.pdf", lambda: b"%PDF-1.7\n%%EOF\n", BROKEN, "a head and an end, nothing between"),
    Bad((2,), "header-alone.pdf", lambda: b"%PDF-1.7", BROKEN, "the first eight bytes of a PDF"),
    Bad((3,), "half.pdf", lambda: half(letter(10)), BROKEN, "what is left would be read as if it were all"),
    Bad((3,), "half-scan.pdf", lambda: half(saved(noise(), "PDF")), BROKEN, "half of a scan"),
    Bad((3,), "update-cut.pdf", lambda: letter(2) + b"9 0 obj\n<</Type/Pa", BROKEN, "an update broke off"),
    Bad((4,), "no-table.pdf", without_table, "read", "readers find the objects by themselves", REPAIRED, 3),
    Bad((4,), "moved-table.pdf", moved_table, "read", "the table is not where the file says", REPAIRED, 3),
    Bad((5,), "spoilt-page.pdf", spoilt_page, "read", "one page of ten is spoilt", 
        frozenset({"pdf_damaged", "page_unreadable"}), 10),
    Bad((6,), "junk-before.pdf", lambda: b"\0\1" * 750 + letter(2), "read", "poppler alone opens it", DAMAGED, 2),
    Bad((6,), "mail-before.pdf", lambda: b"From: a\n\0" + letter(2), "read", "the head of a mail before it", pages=2),
    Bad((7,), "nuls-after.pdf", lambda: letter(2) + bytes(2_000_000), "read", "2 MB after the end",
        frozenset({"trailing_data"}), 2),
    Bad((7,), "newlines-after.pdf", lambda: letter(2) + b"\r\n" * 9, "read", "white space means nothing", pages=2),
    Bad((8,), "password.pdf", lambda: locked("secret", None), LOCKED, "opens with a password alone"),
    Bad((8,), "password-40.pdf", lambda: locked("secret", None, "RC4-40"), LOCKED, "so do old ones"),
    Bad((8,), "password-200.pdf", lambda: locked("x" * 200, None), LOCKED, "nobody tries passwords"),
    Bad((9,), "owner.pdf", lambda: locked("", "secret"), "read", "locked against change, not against reading",
        frozenset({"pdf_restricted"}), 2),
    Bad((10,), "certificate.pdf",
        lambda: letter(1).replace(b"/Root", b"/Encrypt<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 4"
                                           b"/Recipients[<00>]>>/ID[<ab><ab>]/Root"),
        LOCKED, "opens with a key alone"),
    Bad((11,), "signed.pdf", lambda: letter(1, catalog="/AcroForm<</SigFlags 3/Fields[5 0 R]>>", more=[_SIGNATURE]),
        "read", "read, never written", frozenset({"pdf_signed"})),
    Bad((12,), "script.pdf", script, "read", "scripts are told of, never run", ACTIVE),
    Bad((12,), "launch.pdf", lambda: action("Launch/F(/bin/true)"), "read", "programs are never started", ACTIVE),
    Bad((12,), "web.pdf", lambda: action("URI/URI(http://127.0.0.1:9/)"), "read", "nothing is fetched", ACTIVE),
    Bad((12,), "attached.pdf", lambda: attached(""), "read", "what is attached is told of", ACTIVE),
    Bad((13,), "cycle.pdf", cycle, "partial", "a tree of pages that holds itself", FAILED, 3),
    Bad((15,), "count-large.pdf", lambda: with_kids("1000000000"), BROKEN, "claims a thousand million"),
    Bad((15,), "count-small.pdf", lambda: with_kids("1"), "read", "claims one page, has three",
        frozenset({"pages_not_listed"})),
    Bad((15,), "count-negative.pdf", lambda: with_kids("-1"), BROKEN, "claims less than nothing"),
    Bad((15,), "no-page.pdf", one_broken_page, "partial", "one of three pages is none", FAILED, 3),
    Bad((26,), "no-pages.pdf", lambda: with_kids("0", 0), BROKEN, "a PDF without pages"),
    Bad((26,), "form-xfa.pdf",
        lambda: letter(1, catalog="/NeedsRendering true/AcroForm<</XFA 5 0 R/Fields[]>>", more=[stream(b"<xdp/>")]),
        UNSUPPORTED, "its pages are made by Adobe's reader alone"),
    Bad((26,), "portfolio.pdf", lambda: attached("/Collection<</Type/Collection/View/D>>"), UNSUPPORTED,
        "its one page is a cover"),
    Bad((27,), "pdf-as.jpg", lambda: letter(1), "read", "its bytes say what it is", RENAMED),
    Bad((27,), "jpeg-as.pdf", lambda: saved(printed(), "JPEG", dpi=(300, 300)), "read", "likewise", RENAMED),
    Bad((27,), "text-as.tif", lambda: b"/etc/passwd\n", FOREIGN, "Tesseract would read that other file"),
    Bad((27,), "address-as.png", lambda: b"http://127.0.0.1:9/a.png\n", FOREIGN, "Tesseract would fetch it"),
    Bad((27,), "program-as.pdf", lambda: b"\x7fELF\2\1\1" + bytes(900), FOREIGN, "a program"),
    Bad((27,), "random-as.pdf", lambda: random.Random(3).randbytes(9000), FOREIGN, "random bytes"),
    Bad((54,), "zip-as.pdf", lambda: b"PK\x03\x04" + bytes(900), FOREIGN, "an archive is not unpacked"),
    Bad((11,), "two-objects.pdf", hidden_object_ids, "read", "a page that is there twice"),
    Bad((24,), "plain-fax.pdf",
        lambda: scanned(picture(fax_data(printed()), printed().size,
                                f"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns {printed().width}"
                                f"/Rows {printed().height}/BlackIs1 false>>", gray=False)),
        "read", "a sound scan beside them"),
)  # fmt: skip
