"""An output folder with a scan that has a picture, and the web site of it, for tests of the web page."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import unquote

import numpy as np
from PIL import Image
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from saraban.app.batch.ledger import FILE, Ledger
from saraban.app.output import RECORDS, record_name
from saraban.app.web.guard import Admission
from saraban.app.web.site import make_site
from tests.holdings import Json, document, entry, record

HERE = "http://127.0.0.1:8000"
SIZE = (620, 877)
LINES = (
    "ที่ กษ ๐๒๐๑/๙๕๔                                 ๑๙ กันยายน ๒๕๕๙",
    "เรื่อง ขอยืมเครื่องสูบน้ำ",
    "เรียน ผู้อำนวยการกองคลัง",
)


def letter(name: str = "letter.png") -> Json:
    """A letter with a flagged date and a receipt stamp, its lines on page 1; what came with it on page 2."""
    stamp = {"office": "กลุ่มคลัง", "number": "3763", "date": "2016-09-20", "time": None}
    date = entry("2016-09-19", raw="๑๙ กันยายน ๒๕๕๙", at=(1, 1), box=[380, 100, 560, 130], confidence=0.61)
    date["review"] = {"reasons": ["low_confidence"]}
    date["rule"], date["checks"] = "date-alone", [{"name": "calendar", "passed": True}]
    fields = {
        "document_number": entry(
            "กษ 0201/954", raw="กษ ๐๒๐๑/๙๕๔", at=(1, 1), box=[60, 100, 220, 130], confidence=0.9999
        ),
        "date": date,
        "subject": entry("ขอยืมเครื่องสูบน้ำ", at=(1, 2), box=[60, 140, 300, 170], confidence=0.99),
        "receipts": [entry(stamp, raw="รับ 3763", at=(1, 3), box=[400, 20, 600, 80], confidence=0.9)],
    }
    letter = document(1, "letter", (1, 1), fields, lines=(1, 3))
    made = record(name, [letter, document(2, "enclosure", (2, 2), {})], size=SIZE)
    made["source"]["media_type"] = "image/png"
    made["pages"][0]["lines"] = [
        {
            "number": number,
            "text": text,
            "box": [60, 60 + 40 * number, 560, 90 + 40 * number],
            "confidence": 0.9,
        }
        for number, text in enumerate(LINES, 1)
    ]
    made["links"] = [{"from": "d1", "to": "d2", "relation": "encloses", "reason": "follows it"}]
    made["warnings"] = [{"code": "needs_rescan", "page": 1, "message": "a tenth of the page was not read"}]
    return made


def hold(out: Path, made: Json, source: Path | None = None, ledger: str | None = None) -> str:
    """Lay a record into an output folder; with a source the ledger knows where it lies. The name of the record."""
    (out / RECORDS).mkdir(parents=True, exist_ok=True)
    if source is not None:
        data = source.read_bytes()
        made["source"] |= {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    name = record_name(made["source"]["name"], made["source"]["sha256"])
    (out / RECORDS / name).write_text(json.dumps(made, ensure_ascii=False), "utf-8", "surrogatepass")
    if source is not None:
        _enter(ledger or out / FILE, name, made, source)
    return name


def scan(folder: Path, name: str = "letter.png") -> Path:
    """A picture as large as the pages of `letter`: white, and black where the date stands."""
    pixels = np.full((SIZE[1], SIZE[0]), 255, np.uint8)
    pixels[100:130, 380:560] = 0
    Image.fromarray(pixels).save(folder / name, dpi=(75, 75))
    return folder / name


def site(out: Path, admission: Admission | None = None, ledger: str | None = None) -> ASGIApp:
    """The web site of an output folder, its index up to date."""
    made = make_site(out, admission or Admission(), ledger)
    finder = made._app.state.site.finder  # type: ignore[attr-defined]
    finder.settle()
    return made


def visit(made: ASGIApp, *, fails: bool = True) -> TestClient:
    """A visitor without cookies. `fails`: mistakes of the site fail the test, instead of being answered with 500."""

    async def decoded_once(scope: Scope, receive: Receive, send: Send) -> None:
        """As a server does it; the client of the tests decodes a path twice."""
        if scope["type"] == "http":
            scope["path"] = unquote(scope["raw_path"].decode("ascii"))
        await made(scope, receive, send)

    return TestClient(decoded_once, base_url=HERE, follow_redirects=False, raise_server_exceptions=fails)


def _enter(address: str | Path, name: str, made: Json, source: Path) -> None:
    ledger = Ledger.open(address, owner="test")
    told = made["source"]
    with ledger.database.transaction():
        [(number,)] = ledger.database.ask(
            "INSERT INTO source (sha256, config, input, packed, pages, state, record)"
            " VALUES (?, 'c', 0, ?, ?, 'read', ?) RETURNING id",
            *(told["sha256"], b"", told["pages"], name),
        )
        ledger.database.ask(
            "INSERT INTO input (path, run, stamp, config, state, source) VALUES (?, 1, '', 'c', 'opened', ?)",
            *(bytes(source), number),
        )
    ledger.database.close()
