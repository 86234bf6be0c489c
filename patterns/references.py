"""Other documents that this one cites (อ้างถึง, ตามหนังสือ…, คำสั่ง…ที่)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from saraban.normalize.dates import find_dates
from saraban.normalize.numbers import NUMBER_SHAPE, NumberRefused, parse_number
from saraban.patterns.marks import URGENCY_SHAPE, urgency_of
from saraban.patterns.pattern import SECONDS, Hit, Pattern, label, shape, unwrapped

_DATING = r"(?:ฉบับ[ ]?)?ลง[ \n]?วันที่|ล[ุู]?ว\.?|ถว\.?(?=[ ]?\d)|ลง(?=[ ]?\d)|สั่ง[ ]?ณ[ ]?วันที่"
# A number stands near: else its words are not looked at letter by letter.
_NEAR = r"(?=[^0-9]{0,200}+[0-9])"
# Numbers of things that are no letters: a contract, a house, a case in court.
_NO_LETTER = r"""(?<!(?:สัญญา|ข้อตกลง|ใบ[ก-๎]{2}|บ้าน|โฉนด|ที่ดิน)[ก-๎]{0,16}[ ]?เลขที่[ ]?(?:[ก-ฮ]{1,3}\.?[ ])?)
    (?<!(?:คดี|หมายเลข)(?:หมายเลข)?(?:คดี)?(?:แดง|ดำ)?[ ]?(?:ที่)?[ ]?(?:[ก-ฮ]{1,3}\.?[ ])?)"""
_URGENT = rf"(?:(?P<urgency>{URGENCY_SHAPE})[ ]?)?"

_LETTER = shape(
    rf"""(?P<kind>หนังสือ|บันทึกข้อความ|บันทึก|วิทยุ|โทรสาร|ว\.|ประกาศ|{label("อ้างถึง")}|ตาม(?!ประกาศ)|ที่อ้างถึง)
    {_NEAR}[^\n\t]{{0,120}}?{_URGENT}(?:\n[ \t]*)?(?<!ครั้ง)ที่[ ]?{_NO_LETTER}(?P<number>{NUMBER_SHAPE})"""
)
_ORDER = shape(
    rf"""(?P<kind>คำสั่ง)(?!ศาล)(?=[^\n\t]{{0,120}}?/[ ]?\d\d)[^\n\t]{{0,90}}?(?P<urgency>)(?:เลข)?ที่[ ]?{_NO_LETTER}
    (?P<number>(?:พิเศษ[ ]?)?\d{{1,5}}[ ]?/[ ]?(?:2[45]\d\d|\d\d)(?!\d))"""
)
_DATED = shape(
    rf"(?:{_URGENT}(?:ที่[ ]?)?)(?P<kind>){_NO_LETTER}(?P<number>{NUMBER_SHAPE})(?=[ \n]*(?:{_DATING}))"
)
_UNREAD = shape(
    rf"""(?P<kind>หนังสือ|คำสั่ง|บันทึกข้อความ|บันทึก|อ้างถึง)(?!ศาล)[^\n\t]{{0,120}}?{_URGENT}
    (?:(?<=[ \n(.]|หนังสือ|คำสั่ง|บันทึก|ข้อความ|เลข|สุด|มาก|ด่วน)ที่)[ ]?{_NO_LETTER}
    (?P<number>(?=[^\n]{{0,29}}?[0-9])[ก-ฮA-Za-z0-9./()…_\-–|]
    [ก-ฮA-Za-z0-9./()…_\-–| ]{{0,28}}?)(?=[ \n]*(?:{_DATING}))"""
)
_BLOCK = shape(
    rf"""^[ \t]*{label("อ้างถึง")}[ ]{{1,9}}(?P<text>(?:(?!\n[ \t]*(?:สิ่งที่|ตาม|ด้วย|เรียน|เรื่อง))[\s\S]){{4,400}})"""
)
_CITED = shape(r"(?P<kind>)(?P<urgency>)(?P<number>(?=\D{0,200}\d)\S[\s\S]{0,200}?)[ \n]*")
_HERE = regex.compile(_DATING)
_BACK = 60  # a number and its urgency stand within so many characters before ลงวันที่
_FAR_BACK = 200  # … and the words that cite it within so many
_MORE = r"[ ]?(?:[0-9]+(?![0-9]*[.)][ ])|[-–/][ ]?[0-9]+)"
_ITS_DATE = shape(
    rf"""(?P<more>{_MORE})?(?P<others>(?:[ \n]?(?:และ|หรือ|,)[ \n]?(?:(?:เลข)?ที่[ ]?)?(?:{NUMBER_SHAPE}|\d{{1,6}}(?!\d)))*)
    [ \n\t]{{0,3}}(?:{_DATING})[ ]?"""
)
_FOLLOWED = shape(_MORE)

_KINDS = {"คำสั่ง": "order", "ประกาศ": "announcement", "บันทึก": "memo", "บันทึกข้อความ": "memo"}


@dataclass(frozen=True, slots=True)
class _Dated:
    """What is printed of the date of a cited document: where it ends, its EDTF, its text, its doubts."""

    stop: int
    date: str | None = None
    raw: str | None = None
    doubts: tuple[str, ...] = ()


def _scan(string: str) -> Iterator[Hit]:
    """Each cited number once, whichever words introduce it; dates whose number is unreadable last."""
    printed, string = string, unwrapped(string)
    taken: set[int] = set()
    for read, matches in (
        (_reference, _candidates(string)),
        (_unread, _unreadable(string)),
        (_unread, _labelled(printed)),
    ):
        for match in matches:
            span = set(range(*match.span("number")))
            hit = read(match, string) if not taken & span else None
            if hit is not None:
                taken |= span
                yield hit


def _candidates(string: str) -> Iterator[regex.Match[str]]:
    yield from _ORDER.finditer(string, timeout=SECONDS)
    yield from _LETTER.finditer(string, timeout=SECONDS)
    for dating in _HERE.finditer(string):
        begin = max(dating.start() - _BACK, 0)
        yield from _DATED.finditer(string, begin, dating.end() + 2, timeout=SECONDS)


def _unreadable(string: str) -> Iterator[regex.Match[str]]:
    """Looked for before each day that a document may be cited by: most texts have none."""
    since = 0
    for dating in _HERE.finditer(string):
        begin = max(dating.start() - _FAR_BACK, since)
        for match in _UNREAD.finditer(string, begin, dating.end() + 2, timeout=SECONDS):
            since = match.end()
            yield match


def _labelled(string: str) -> Iterator[regex.Match[str]]:
    """What stands before each day under the label อ้างถึง, whatever became of the words there: a stamp may lie over
    them, and the day is still that of another paper.
    """
    for block in _BLOCK.finditer(string, timeout=SECONDS):
        since = block.start("text")
        for dating in _HERE.finditer(string, since, block.end()):
            match = _CITED.fullmatch(string, since, dating.start(), timeout=SECONDS)
            if match is not None:
                yield match
            since = max(since, _date_after(string, dating.start()).stop)


def _reference(match: regex.Match[str], string: str) -> Hit | None:
    try:
        number = parse_number(match["number"])
    except NumberRefused:
        return None
    dated = _date_after(string, match.end("number"))
    bare = number.prefix is None and not number.circular and match["kind"] not in ("คำสั่ง", "ประกาศ")
    if number.serial is None or (bare and dated.date is None):
        return None
    return _hit(match, str(number), dated, number.doubts)


def _unread(match: regex.Match[str], string: str) -> Hit | None:
    """A document that is cited by its date, and by a number that cannot be read."""
    dated = _date_after(string, match.end("number"))
    return _hit(match, None, dated, ("reference_number_unreadable",)) if dated.date is not None else None


def _hit(match: regex.Match[str], number: str | None, dated: _Dated, doubts: tuple[str, ...]) -> Hit:
    urgency = urgency_of(match["urgency"]) if match["urgency"] else None
    value = {"number": number, "date": dated.date, "urgency": urgency}
    kind = _KINDS.get(match["kind"], "letter")
    start = match.start("urgency") if match["urgency"] else match.start("number")
    return Hit(start, dated.stop, value, {"kind": kind, "date_raw": dated.raw}, (*doubts, *dated.doubts))


def _date_after(string: str, at: int) -> _Dated:
    """The date printed right after a number (ลงวันที่ …), or after others that share it."""
    lead = _ITS_DATE.match(string, at)
    if lead is None:
        return _Dated(at, doubts=("digits_follow_number",) if _FOLLOWED.match(string, at) else ())
    doubts = ["digits_follow_number"] if lead["more"] else []
    if lead["others"]:
        doubts.append("date_shared")
    window = string[lead.end() : lead.end() + 60]
    found = next(find_dates(window), None)
    if found is None or window[: found.start].strip():
        return _Dated(at, doubts=(*doubts, "reference_date_unreadable"))
    if found.date is not None and found.date.kind != "day":
        doubts.append("not_one_day")
    edtf, raw = (found.date.edtf, found.date.raw) if found.date else (None, None)
    return _Dated(lead.end() + found.stop, edtf, raw, (*doubts, *found.doubts))


PATTERNS = (
    Pattern(
        id="reference",
        fills="references",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 11.6: อ้างถึง",
        scan=_scan,
        finds={
            "ตามหนังสือ ด่วนที่สุด ที่ (สนช) ๗๔๒/๒๕๕๘ ลงวันที่ ๘ เมษายน ๒๕๕๘ ที่แนบ": {
                "number": "(สนช) 742/2558", "date": "2015-04-08", "urgency": "most_urgent",
            },
            "มีคำสั่งที่ 235/2563 ลงวันที่ 4 มิถุนายน 2563 มอบหมาย": {
                "number": "235/2563", "date": "2020-06-04", "urgency": None,
            },
            "ตามคำสั่งกรมป่าไม้ ที่ พิเศษ ๑๒/๒๕๖๓ สั่ง ณ วันที่ ๙ มกราคม ๒๕๖๓": {
                "number": "พิเศษ 12/2563", "date": "2020-01-09", "urgency": None,
            },
            "อ้างถึง หนังสือกรมป่าไม้ ที่ ทส ๑๖๐๑/ว ๙๙ ลงวันที่ ๒ มิถุนายน ๒๕๖๐": {
                "number": "ทส 1601/ว 99", "date": "2017-06-02", "urgency": None,
            },
            "หนังสือจังหวัดน่าน ที่ นน ๐๐๓๒/๑๒ ลง ๕ เม.ย.๒๕๕๖": {
                "number": "นน 0032/12", "date": "2013-04-05", "urgency": None,
            },
            "ตามประกาศวิทยาลัยช่างศิลป์สาธิตที่ ๔๑๙/๒๕๕๐ หรือตามที่จะแจ้ง": {
                "number": "419/2550", "date": None, "urgency": None,
            },
            "ตามหนังสือสำนักงาน ก.ท.ที่ นร 1008.2/6-1 ลงวันที่ 8 มีนาคม 2560": {
                "number": None, "date": "2017-03-08", "urgency": None,
            },
            "กค. 0530.3/ว.61 ลว 31 พ.ค.2544": {"number": "กค 0530.3/ว 61", "date": "2001-05-31", "urgency": None},
            "กค. 0530.3/ว.61 ถว 31 พ.ค.2544": {"number": "กค 0530.3/ว 61", "date": "2001-05-31", "urgency": None},
            "กค. 0530.3/ว.61 ลูว 31\nพ.ค.2544": {"number": "กค 0530.3/ว 61", "date": "2001-05-31", "urgency": None},
            "อ้างถึง หนังสือสำนักงานชลประทานที่ 9 ขั่บิสี ทีคค 0๑ 8๗ใหมj\nวนท\nลงวันที่ 2 กุมภาพันธ์ 2567": {
                "number": None, "date": "2024-02-02", "urgency": None,
            },
            "อ้างถึง หนังสือกรมการปกครอง ที่ มท O309.2/ว 3 ลงวันที่ ๗ มีนาคม ๒๕๖๑": {
                "number": None, "date": "2018-03-07", "urgency": None,
            },
        },
        ignores={
            "ประกาศผลในคราวประชุมครั้งที่ 3/2550": "a meeting's number, after an announcement",
            "ที่ รง ๐๕๐๓/ ๓๑๒ วันที่ ๑๑ มิถุนายน ๒๕๖๒": "the document's own number",
            "ครั้งที่ 7/2561": "a meeting",
            "อ้างถึง ประกาศกรมป่าไม้ เรื่อง ไม้หวงห้าม ลงวันที่ 7 มีนาคม 2561": "a paper that has no number",
            "ตามสัญญาจ้างเลขที่ 45/2561 ลงวันที่ 7 มีนาคม 2561": "a contract",
            "ตามใบสั่งซื้อเลขที่ 45/2561 ลงวันที่ 7 มีนาคม 2561": "an order for goods",
            "คำสั่งให้รื้อบ้านเลขที่ 12/2551 หมู่ 3": "a house",
            "คำสั่งในคดีหมายเลขแดงที่ 12/2551 ลงวันที่ 7 มีนาคม 2561": "a case in court",
            "ตามคดีหมายเลขดำ ที่ อ 12/2551 ลงวันที่ 7 มีนาคม 2561": "a case in court",
        },
    ),
)  # fmt: skip
