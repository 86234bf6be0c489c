"""Whether a new document begins where a page is turned, or the one before goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saraban.extract.heads import Top
from saraban.extract.likeness import alike
from saraban.patterns.pattern import label, shape

NAME = shape(
    r"^[ \t]*[({\[](?:นาย|นาง|น\.ส\.|พล|พัน|ร้อย|เรือ|นาวา|ดร|ว่าที่|ศาสตรา|รองศาสตรา|ผู้ช่วยศาสตรา|หม่อม|ม\.|ศ\.|รศ|ผศ)[^()\n]{3,60}"
)
BRACKETED = shape(r"^[ \t]*\([^()\n]{5,60}\)[ \t]*$")
SIGNED = shape(r"^[ \t]*(?:\[Signature\]|\(ลงชื่อ\)|ลงชื่อ)")
_LEAVE = label("ขอแสดงความนับถือ", "ขอนมัสการด้วย", "ควรมิควรแล้วแต่")
_TAKES_LEAVE = shape(rf"^[ \t]*(?:{_LEAVE}|(?:ประกาศ|สั่ง)[ ]?ณ[ ]?วัน(?:ที่)?)")
CLOSES = shape(rf"{_TAKES_LEAVE.pattern}|^[ \t]*{label('จึงเรียนมา', 'จึงเสนอมา', 'ผู้จดรายงาน')}")
CONTACT = shape(r"^[ \t]*(?:โทร|โทรสาร|โทรศัพท์)[ .]|^[ \t]*ไปรษณีย์อิเล็กทรอนิกส์")

_DIGITS = shape(r"\d+")
_SHORT = (6, 200)
"""A page with fewer lines and letters than these is a rest (a signature, an order to the office) where it is signed."""


@dataclass(slots=True)
class Paper:
    """The document being read: its first line, what its head opened, how far its end has come.

    `closed`: its purpose is said (จึงเรียนมา); `signed`: somebody's name stands below or it took leave. `pages`: how
    many printed pages it has so far, `number` the page number last printed on one. `title`: the one it begins with, as an
    enclosure. `turned`: the page at whose turn it began, 0 for one begun within a page. `unsure`: a page was taken for
    its next one of which nothing says so.
    """

    start: int
    form: str | None = None
    form_line: int = -1
    wrote: int = 0
    closed: bool = False
    signed: bool = False
    pages: int = 1
    number: int = 1
    title: str | None = None
    turned: int = 0
    unsure: bool = False

    @classmethod
    def at_top(cls, start: int, page: int, top: Top) -> Paper:
        """A document that begins with its page."""
        return cls(start, number=top.number or 1, title=top.title, turned=page)

    @property
    def ended(self) -> bool:
        """Whether its end has come: another paper may follow on the same page."""
        return self.closed or self.signed

    def turn(self, top: Top, *, shown: bool) -> None:
        """Go on over the page with this top. `shown`: something on the pages says that it goes on there."""
        self.unsure = self.unsure or not shown
        self.pages += 1
        self.number = top.number or self.number + 1

    def take(self, line: str, form: str | None) -> None:
        """Take in one printed line that stands in no stamp."""
        self.wrote += 1
        if form and (self.form is None or form in ("number", "unit", "memo_title")):
            self.form, self.form_line = form, self.wrote
        self.closed = self.closed or CLOSES.match(line) is not None
        self.signed = self.signed or NAME.match(line) is not None or _TAKES_LEAVE.match(line) is not None


def begins(top: Top, paper: Paper, page: Sequence[str], *, caught: bool) -> bool:
    """Whether the page with these printed lines begins a document, `paper` being open above it.

    `caught`: a catch-word stands at the foot of the page before.
    """
    if top.emblem:
        return True  # paper with the garuda is for first pages only
    if _running(top, paper):
        return False
    if top.number == 1:
        return True
    head = top.form is not None or top.title is not None
    if top.number is not None:  # - ๒ -
        if top.number not in (0, paper.pages + 1, paper.number + 1):
            return paper.signed or head
        return paper.signed and head and top.form != "number"  # a number may be one that the text cites
    if caught:
        return False
    if head:
        return True
    if paper.signed or paper.closed:
        return not _is_rest(page) and (paper.signed or not _signs(page))
    return False


def goes_on(top: Top, paper: Paper, page: Sequence[str], *, caught: bool) -> bool:
    """Whether something says that a page goes on with the paper above: its number, a catch-word, the title repeated, the
    end of a letter at its top. A page of which nothing says so may be one that lost its head.
    """
    return top.number is not None or caught or _running(top, paper) or _signs(page)


def _running(top: Top, paper: Paper) -> bool:
    """Whether the title at the top only repeats the one that the open paper began with, as lists do on each page.

    A list for each month, room or class is told from the next by a number at least.
    """
    if top.title is None or paper.title is None or not alike(top.title, paper.title):
        return False
    return _DIGITS.findall(top.title) == _DIGITS.findall(paper.title)


def _is_rest(page: Sequence[str]) -> bool:
    """Whether a page holds only what is put below a paper: a signature, an order to the office, its day."""
    lines, letters = _SHORT
    return len(page) < lines and sum(map(len, page)) < letters and _signs(page)


def _signs(page: Sequence[str]) -> bool:
    """Whether the end of a paper stands at the top of its page: leave is taken, a name stands in brackets."""
    shapes = (NAME, BRACKETED, SIGNED, CLOSES)
    return any(looks.match(line) for line in page[: _SHORT[0]] for looks in shapes)
