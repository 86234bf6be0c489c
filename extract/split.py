"""Where one document of a bundle ends and the next begins.

At the turn of a page the page itself tells (`heads`): a head, an emblem or the title of an enclosure begins a document;
a page number or a catch-word says that the one before goes on; else what follows a signed paper is its enclosure.
Within a page a form that opens (บันทึกข้อความ, ที่ …, คำสั่ง…) begins a document, with the stamps and marks printed
above it; after a signed document a wide gap begins an enclosure.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from saraban.extract.flow import Flow
from saraban.extract.heads import caught, is_running_head, printed_lines, tops, worded
from saraban.extract.kinds import kind_of, opens
from saraban.extract.page import Page
from saraban.extract.turns import BRACKETED, CLOSES, CONTACT, NAME, SIGNED, Paper, begins, goes_on
from saraban.patterns.pattern import shape

_WIDE = 3  # blank lines that part two papers in a transcript
_REACH = 25  # how far above its form a document's stamps may begin
_HEAD = 15  # lines within which parts of one head belong together
_ENDS = shape(rf"{CLOSES.pattern}|{CONTACT.pattern}")
_PAGE_NUMBER = shape(r"^[ \t]*[-–—][ ]?\d{1,3}[ ]?[-–—][ \t]*$|^[ \t]*หน้า[ ]?\d")
_MARK = shape(r"^[ \t]*(?:ด่วน(?:ที่สุด|มาก)?|ลับ(?:ที่สุด|มาก)?|ต้นฉบับ|สำเนา(?:คู่ฉบับ)?|คู่ฉบับ)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Extent:
    """A document of the bundle: its first and last line in the flow, and its kind. `unsure`: one of its pages may begin
    another.
    """

    first: int
    last: int
    kind: str
    unsure: bool = False


def split(flow: Flow, pages: Sequence[Page] = ()) -> list[Extent]:
    """The documents of a file, in order, without the blank lines around them; pages without a word are of none.

    `pages`: those of the flow, for what beside print tells where a document begins.
    """
    papers, written = _papers(flow, pages), worded(flow)
    extents: list[Extent] = []
    for paper, stop in zip(papers, [*(one.start for one in papers[1:]), len(flow.lines)], strict=True):
        trimmed = _trim(flow, paper.start, stop, written)
        if trimmed is None:
            continue
        lines = [flow.string(i) for i in range(trimmed[0], trimmed[1] + 1)]
        before = extents[-1].kind if extents else None
        extents.append(Extent(*trimmed, kind_of(lines, first=not extents, after=before), paper.unsure))
    return extents


def _trim(flow: Flow, first: int, stop: int, pages: Set[int]) -> tuple[int, int] | None:
    written = [i for i in range(first, stop) if flow.lines[i].page in pages and flow.string(i).strip()]
    return (written[0], written[-1]) if written else None


def _papers(flow: Flow, pages: Sequence[Page]) -> list[Paper]:
    """The documents, each by the line that begins it."""
    sheets, overleaf = tops(flow, pages), caught(flow, pages)
    printed, worded_pages = printed_lines(flow), worded(flow)
    first = next(iter(sheets.values()), None)
    papers, page = [Paper.at_top(0, 0, first) if first else Paper(0)], 0
    blanks = 0
    for i in range(len(flow.lines)):
        line, number = flow.string(i), flow.lines[i].page
        if not line.strip() or number not in worded_pages:
            blanks += 1
            continue
        paper = papers[-1]
        if page and number != page and number in sheets:
            written = [flow.string(at) for at in printed[number]]
            told = {"caught": page in overleaf}
            if begins(sheets[number], paper, written, **told):
                papers.append(Paper.at_top(i, number, sheets[number]))
            else:
                paper.turn(sheets[number], shown=goes_on(sheets[number], paper, written, **told))
        elif (at := _begins(flow, i, paper, gap=blanks >= _WIDE)) is not None and at > paper.start:
            papers.append(Paper(at))
        blanks, page = 0, number
        if flow.lines[i].line.stamp is None and not is_running_head(flow, i):
            papers[-1].take(line, opens(line))
    return papers


def _begins(flow: Flow, i: int, paper: Paper, *, gap: bool) -> int | None:
    """Where the document begins that line `i`, within a page, shows to be a new one; None when it goes on.

    `gap`: a wide gap parts it from what stands above.
    """
    form, line = opens(flow.string(i)), flow.lines[i].line
    if paper.wrote == 0 or line.stamp is not None:
        return None
    if (line.box is not None or paper.turned == flow.lines[i].page) and not paper.ended:
        return None  # a page seen as a whole has one head: the next paper on it stands below a signed one
    if form in ("memo_title", "unit", "number"):
        same_head = paper.form is not None and paper.wrote - paper.form_line < _HEAD
        if same_head and not paper.ended and not (form == "memo_title" and gap):
            return None
        if paper.form is None and not paper.ended and _gap_above(flow, i, paper.start) is None:
            return None  # what stands above are its own stamps and marks
        return _top(flow, i, paper.start)
    starts = gap and form is not None and (form == "enclosure" or paper.form != form)
    if starts or (gap and paper.ended and not _goes_on(flow, i)):
        return i
    return None


def _gap_above(flow: Flow, i: int, start: int) -> int | None:
    """The line after the nearest wide gap above `i` within reach, or where its page begins."""
    blanks = 0
    for j in range(i - 1, max(start, i - _REACH) - 1, -1):
        if flow.lines[j].page != flow.lines[i].page:
            return j + 1
        blanks = blanks + 1 if not flow.string(j).strip() else 0
        if blanks >= _WIDE:
            return j + _WIDE
    return None


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
    return bool(NAME.match(line) or _ENDS.match(line)) or len(line) > 160


def _goes_on(flow: Flow, i: int) -> bool:
    """Whether the signed document goes on after a gap: signature, name, position or page number follow."""
    line = flow.string(i)
    if any(looks.match(line) for looks in (NAME, BRACKETED, SIGNED, _PAGE_NUMBER, _ENDS)):
        return True
    written = [flow.string(j) for j in range(i, min(i + 12, len(flow.lines))) if flow.string(j).strip()]
    # A short rest (initials, a date, an order to the office) is no document of its own.
    return len(written) < 6 and sum(map(len, written)) < 200
