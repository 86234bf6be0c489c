"""Small output folders for tests: records as `saraban read` leaves them, with the trail that tells of them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from saraban.app.batch.trail import Trail
from saraban.app.output import RECORDS, record_name
from saraban.app.review.book import Book, Reading, read_record
from saraban.app.review.corrections import Correction, Said, Seen

Json = dict[str, Any]
SIZE = (2480, 3508)


def entry(value: object, *, raw: str | None = None, at: tuple[int, int] | None = None, **more: Any) -> Json:
    """A field's entry. `at`: page and line; `box`, `reasons`, `confidence` where given."""
    place = None
    if at is not None:
        place = {"page": at[0], "lines": [at[1], at[1]], "box": more.get("box")}
    reasons = more.get("reasons")
    return {
        "value": value,
        "raw": raw if raw is not None else (str(value) if value is not None else None),
        "parts": {},
        "at": place,
        "rule": None,
        "confidence": more.get("confidence"),
        "checks": [],
        "rivals": [],
        "review": {"reasons": list(reasons)} if reasons else None,
    }


def document(number: int, kind: str, pages: tuple[int, int], fields: Json, **more: Any) -> Json:
    """A document of a record; `lines` and `reasons` where given."""
    reasons = more.get("reasons")
    return {
        "id": f"d{number}",
        "kind": kind,
        "pages": list(pages),
        "lines": list(more.get("lines", (1, 20))),
        "review": {"reasons": list(reasons)} if reasons else None,
        "fields": fields,
    }


def record(name: str, documents: list[Json], *, pages: int = 2, size: tuple[int, int] = SIZE) -> Json:
    """A record of a source whose bytes are its name."""
    page = {"width": size[0], "height": size[1], "dpi": 300, "rotation": 0, "skew": 0.0, "text_from": "ocr"}
    return {
        "schema": "saraban/record/1",
        "source": {
            "name": name,
            "sha256": hashlib.sha256(name.encode()).hexdigest(),
            "bytes": len(name.encode()),
            "media_type": "text/plain",
            "pages": pages,
        },
        "engine": dict.fromkeys(("saraban", "ocr", "model", "model_sha256", "lacks_digits", "cage")),
        "pages": [
            {"number": number, **page, "confidence": None, "marks": [], "lines": []}
            for number in range(1, pages + 1)
        ],
        "documents": documents,
        "links": [],
        "warnings": [],
    }


def put(out: Path, made: Json, data: bytes | None = None) -> Reading:
    """Write a record into an output folder, its source (`data`: other bytes) beside the folder, and tell the trail; the
    record as read.
    """
    (out / RECORDS).mkdir(parents=True, exist_ok=True)
    source = made["source"]
    path = out.parent / source["name"]
    path.write_bytes(source["name"].encode() if data is None else data)
    name = record_name(source["name"], source["sha256"])
    text = json.dumps(made, ensure_ascii=False).encode()
    (out / RECORDS / name).write_bytes(text)
    facts = {"record": name, "sha256": hashlib.sha256(text).hexdigest(), "bytes": len(text), "config": "c"}
    with Trail(out) as trail:
        told = {"source_path": str(path), "source_sha256": source["sha256"], "source_bytes": source["bytes"]}
        trail.append("record_written", **facts, **told)
    return read_record(out, name)


def letter(name: str = "letter.txt") -> Json:
    """A memo of page 1 with a doubtful date and two stamps, one of them flagged; a letter of page 2."""
    stamp = {"office": "กลุ่มคลัง", "number": "3763", "date": "2016-09-19", "time": None}
    other = {"office": "สำนักงาน", "number": "91", "date": None, "time": None}
    memo = {
        "document_number": entry("กษ 0201/954", at=(1, 4), box=[300, 600, 900, 650], confidence=0.97),
        "date": entry(
            "2016-09-19", at=(1, 5), box=[900, 700, 1500, 750], reasons=["low_confidence"], confidence=0.61
        ),
        "subject": entry("ขอความอนุเคราะห์", at=(1, 6), box=[300, 800, 1700, 850], confidence=0.99),
        "receipts": [
            entry(stamp, raw="รับ 3763", at=(1, 1), box=[1800, 100, 2300, 400]),
            entry(other, raw="รับ 91", at=(1, 2), box=[1200, 100, 1700, 400], reasons=["incomplete_stamp"]),
        ],
    }
    reply = {"date": entry(None, reasons=["not_found"]), "to": entry("อธิบดี", at=(2, 8))}
    documents = [document(1, "memo", (1, 1), memo), document(2, "letter", (2, 2), reply)]
    return record(name, documents)


def say(
    out: Path, reading: Reading, field: str, what: Any, *, typed: str | None = None, **more: Any
) -> Correction:
    """Add a correction to the folder, of `document` d1 unless told, `after` 0."""
    seen = Seen(reading.name, reading.sha256, more.get("document", "d1"), field, more.get("after", 0))
    said = Said(
        what, more.get("who", "สมศรี"), typed=typed, why=more.get("why"), exactly=more.get("exactly", False)
    )
    return Book(out).add(seen, said)
