"""Where one document of a bundle ends and the next begins.

A first, simple rule set: a form that opens (บันทึกข้อความ, ที่ …, คำสั่ง…) begins a document, with the
stamps and marks printed above it; after a signed document a new page or a wide gap begins an enclosure.
"""

from __future__ import annotations

from dataclasses import dataclass

from saraban.extract.flow import Flow
from saraban.extract.kinds import kind_of, opens
from saraban.patterns.pattern import shape

_WIDE = 3  # blank lines that part two papers in a transcript
_REACH = 25  # how far above its form a document's stamps may begin
_HEAD = 15  # lines within which parts of one head belong together
_NAME = shape(
    r"^[ \t]*\((?:นาย|นาง|น\.ส\.|พล|พัน|ร้อย|เรือ|นาวา|ดร|ว่าที่|ศาสตรา|รองศาสตรา|ผู้ช่วยศาสตรา|หม่อม|ม\.|ศ\.|รศ|ผศ)[^()\n]{3,60}"
)
_BRACKETED = shape(r"^[ \t]*\([^()\n]{5,60}\)[ \t]*$")
_CLOSES = shape(r"^[ \t]*(?:ขอแสดงความนับถือ|ขอนมัสการด้วย|จึงเรียนมา|จึงเสนอมา|ผู้จดรายงาน)")
_ENDS = shape(rf"{_CLOSES.pattern}|^[ \t]*(?:โทร|โทรสาร|โทรศัพท์)[ .]|^[ \t]*ไปรษณีย์อิเล็กทรอนิกส์")
_SIGNED = shape(r"^[ \t]*(?:\[Signature\]|\(ลงชื่อ\)|ลงชื่อ)")
_PAGE_NUMBER = shape(r"^[ \t]*[-–—][ ]?\d{1,3}[ ]?[-–—][ \t]*$|^[ \t]*หน้า[ ]?\d")
_MARK = shape(r"^[ \t]*(?:ด่วน(?:ที่สุด|มาก)?|ลับ(?:ที่สุด|มาก)?|ต้นฉบับ|สำเนา(?:คู่ฉบับ)?|คู่ฉบับ)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Extent:
    """A document of the bundle: its first and last line in the flow, and its kind."""

    first: int
    last: int
    kind: str


def split(flow: Flow) -> list[Extent]:
    """The documents of a file, in order, without the blank lines around them."""
    starts = _starts(flow)
    extents: list[Extent] = []
    for first, stop in zip(starts, [*starts[1:], len(flow.lines)], strict=True):
        trimmed = _trim(flow, first, stop)
        if trimmed is None:
            continue
        lines = [flow.string(i) for i in range(trimmed[0], trimmed[1] + 1)]
        before = extents[-1].kind if extents else None
        extents.append(Extent(*trimmed, kind_of(lines, first=not extents, after=before)))
    return extents


def _trim(flow: Flow, first: int, stop: int) -> tuple[int, int] | None:
    written = [i for i in range(first, stop) if flow.string(i).strip()]
    return (written[0], written[-1]) if written else None


@dataclass(slots=True)
class _Open:
    """The document being read: where it began, its latest opening, whether it was signed."""

    start: int
    form: str | None = None
    form_line: int = -1
    signed: bool = False
    wrote: int = 0


def _starts(flow: Flow) -> list[int]:
    """Indices of the lines that begin a document."""
    starts = [0]
    current = _Open(0)
    blanks = 0
    for i in range(len(flow.lines)):
        line = flow.string(i)
        if not line.strip():
            blanks += 1
            continue
        new_page = i > 0 and flow.lines[i].page != _page_before(flow, i)
        gap = blanks >= _WIDE or new_page
        blanks = 0
        form = opens(line)
        begin = _begins(flow, i, form, current, gap=gap, new_page=new_page)
        if begin is not None and begin > current.start:
            starts.append(begin)
            current = _Open(begin)
        current.wrote += 1
        if form and (current.form is None or form in ("number", "unit", "memo_title")):
            current.form, current.form_line = form, current.wrote
        if _NAME.match(line) or _CLOSES.match(line):
            current.signed = True
    return starts


def _page_before(flow: Flow, index: int) -> int:
    """The page of the last written line before a line."""
    for i in range(index - 1, -1, -1):
        if flow.string(i).strip():
            return flow.lines[i].page
    return flow.lines[index].page


def _begins(flow: Flow, i: int, form: str | None, current: _Open, *, gap: bool, new_page: bool) -> int | None:
    """Where the document begins that line `i` shows to be a new one; None when it goes on."""
    if current.wrote == 0:
        return None
    if form in ("memo_title", "unit", "number"):
        same_head = current.form is not None and current.wrote - current.form_line < _HEAD
        if same_head and not current.signed and not (form == "memo_title" and gap):
            return None
        if current.form is None and not current.signed and _gap_above(flow, i, current.start) is None:
            return None  # what stands above are its own stamps and marks
        return _top(flow, i, current.start)
    at_top = gap or _near_top(flow, i)
    if form == "enclosure" and at_top:
        return _top(flow, i, current.start) if not gap else i
    if form is not None and at_top and (current.signed or gap) and current.form != form:
        return i if gap else _top(flow, i, current.start)
    if gap and current.signed and not _goes_on(flow, i, new_page=new_page):
        return i
    return None


def _near_top(flow: Flow, i: int) -> bool:
    """Whether a line is among the first few written ones of its page (not counting the first page)."""
    page = flow.lines[i].page
    above = [j for j in range(max(i - 12, 0), i) if flow.lines[j].page == page and flow.string(j).strip()]
    return (
        page > flow.lines[0].page
        and len(above) <= 3
        and (i - 12 < 0 or flow.lines[max(i - 12, 0)].page != page)
    )


def _gap_above(flow: Flow, i: int, start: int) -> int | None:
    """The line after the nearest wide gap or page break above `i` within reach."""
    blanks = 0
    for j in range(i - 1, max(start, i - _REACH) - 1, -1):
        if flow.lines[j].page != flow.lines[i].page:
            return _first_on_page(flow, i)
        blanks = blanks + 1 if not flow.string(j).strip() else 0
        if blanks >= _WIDE:
            return j + _WIDE
    return None


def _first_on_page(flow: Flow, i: int) -> int:
    page = flow.lines[i].page
    j = i
    while j > 0 and flow.lines[j - 1].page == page:
        j -= 1
    return j


def _top(flow: Flow, i: int, start: int) -> int:
    """The first line of the document whose head stands at line `i`: its stamps and marks stand above."""
    gap = _gap_above(flow, i, start)
    if gap is not None and not any(_belongs_above(flow.string(j)) for j in range(gap, i)):
        return gap
    top = i
    for j in range(i - 1, max(start, i - _REACH), -1):
        line = flow.string(j)
        if flow.lines[j].page != flow.lines[i].page or (line.strip() and not _MARK.match(line)):
            break
        if line.strip():
            top = j
    return top


def _belongs_above(line: str) -> bool:
    """Whether a line can only be of the document above: a name, a closing, a paragraph."""
    return bool(_NAME.match(line) or _ENDS.match(line)) or len(line) > 160


def _goes_on(flow: Flow, i: int, *, new_page: bool) -> bool:
    """Whether the signed document goes on after a gap: signature, name, position or page number follow."""
    line = flow.string(i)
    if (
        _NAME.match(line)
        or _BRACKETED.match(line)
        or _SIGNED.match(line)
        or _PAGE_NUMBER.match(line)
        or _ENDS.match(line)
    ):
        return True
    written = [flow.string(j) for j in range(i, min(i + 12, len(flow.lines))) if flow.string(j).strip()]
    # A short rest (initials, a date, an order to the office) is no document of its own.
    rest = written if len(written) < 6 else []
    return bool(rest) and not new_page and sum(map(len, rest)) < 200
