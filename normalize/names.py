"""Names of persons (ชื่อบุคคล) with their titles: นาย, ดร., ศาสตราจารย์พิเศษ, พันตำรวจเอก, ว่าที่ร้อยตรี …

Titles stack and are glued to the name as often as not; they stand in `titles.tsv`, one a row with its kind
and an example. Sources: ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 annex on the names in signatures,
the ranks of the armed forces and the police, the usual abbreviations of academic and medical titles.
What is a position and no name (นายกรัฐมนตรี, นายอำเภอเมือง) is refused.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

from saraban.normalize.text import clean


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as printed, title apart: title นาง, name จันทิมา ชุมศรี.

    A stacked title is one string (ศาสตราจารย์พิเศษ ดร.); abbreviations stay, in their usual dots.
    `doubts`: religious_title, no_title, one_word, title_unsure (นางลาว…: นางสาว misread).
    """

    title: str | None
    name: str
    doubts: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Title and name with a space between."""
        return f"{self.title} {self.name}" if self.title else self.name


def _read_titles() -> dict[str, str]:
    with Path(__file__).with_name("titles.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["title"]: row["kind"] for row in sorted(rows, key=lambda row: -len(row["title"]))}


_KINDS = _read_titles()

TITLES: tuple[str, ...] = tuple(_KINDS)
"""Every title of `titles.tsv`, longest first."""

_RANKED = frozenset({"army", "navy", "air", "police", "volunteer"})
_LAST = frozenset({"civil", "religious"})  # after นาย or พระครู comes the name, never another title

# นายก… and the like begin as a title does; so do the posts of doctors and teachers, and royal words.
_MISTER = regex.compile(
    r"""ก(?:รัฐมนตรี|เทศมนตรี|เมือง|องค์การ|สมาคม|สภา|เหล่า|สโมสร|สถาน|ฯ|[ ]?อบ[จต.])|อำเภอ|ทะเบียน|ทหาร|ช่าง|ตรวจ
    |ด่าน|สถานี|จ้าง|ไปรษณีย์|หน้า|ตำรวจ|ท่า(?:[ ]|$|เรือ|อากาศ)|(?:เรือ|ประกัน)(?:[ ]|$)|พยาบาล|สนองพระ|กำนัล""",
    regex.VERBOSE,
)
_LEARNED = regex.compile(
    r"""สาธารณสุข|ปฏิบัติการ|ชำนาญ|เชี่ยวชาญ|ทรงคุณวุฒิ|ประจำ|ใหญ่|ที่ปรึกษา|พิเศษ|ผู้|สาขา|ระดับ|ด้าน
    |(?:คณะ|ภาค(?:วิชา)?|และ|หรือ|ของ|ใน|ที่)(?:[ ]|$)|คณะ|ภาควิชา""",
    regex.VERBOSE,
)
_ROYAL = regex.compile(
    r"""บัญญัติ|กฤษฎีกา|กำหนด|วัง|ทาน|ดำ(?:ริ|รัส|เนิน)|พิธี|โองการ|กรณีย|ฐาน|อำนาจ|ประสงค์|ปรารภ|หัตถ|ทรัพย์|ชน
    |นูญ|วินัย|บาท|ชายา""",
    regex.VERBOSE,
)
_NO_NAME = {"civil": _MISTER, "academic": _LEARNED, "medical": _LEARNED, "religious": _ROYAL}
_POSITION = regex.compile(
    r"""(?:ผู้(?:อำนวย|ว่า|จัดการ|บัญชา|บังคับ|ช่วย|แทน|ตรวจ|พิพากษา|เสนอ|เห็น|อนุมัติ|จด|รับ|รักษา|ใหญ่|ประสาน)
    |รอง(?:ผู้|อธิ|ปลัด|เลขา|ประธาน|นายก|หัวหน้า|ผอ)|อธิบดี|อธิการ|ปลัด|เลขา(?:ธิการ|นุการ)|หัวหน้า|กรรมการ|กรรมาธิการ
    |อนุกรรมการ|ประธาน|รัฐมนตรี|สำนัก|กระทรวง|กรม(?:การ|ส่ง|พัฒ|ที่|ทาง|ชล|สรร|ศุล|ธนา|บัญชี)|กอง(?:กลาง|การ|คลัง|แผน|ทุน|ทัพ)
    |ฝ่าย|กลุ่ม|งาน|เจ้า(?:หน้าที่|พนักงาน)|นัก(?:วิชา|วิเคราะห์|ทรัพยากร|จัดการ|บริหาร|เรียน)|นิติกร|วิศวกร|พนักงาน|คณะ|สภา|ศาล
    |จังหวัด|อำเภอ|ตำบล|เทศบาล|องค์การ|โรงเรียน|มหาวิทยาลัย|คณบดี|ที่ปรึกษา|นายก(?:รัฐ|เทศ|องค์)|นายอำเภอ|รักษา(?:ราช|การ)
    |ปฏิบัติ|เรียน|วันที่|เรื่อง|ลงชื่อ|ครู|อาจารย์|ชำนาญ|ตำแหน่ง|แทน$|การ$)""",
    regex.VERBOSE,
)
_WORD = r"(?:[ก-ฮเ-ไ][ก-ฮะ-ฺเ-๎]{1,29}(?:-[ก-ฮเ-ไ][ก-ฮะ-ฺเ-๎]{1,29})?|ณ|[ก-ฮ]\.)"
_THAI_NAME = regex.compile(rf"{_WORD}(?: {_WORD}){{0,4}}")
_LATIN_NAME = regex.compile(r"[A-Z][A-Za-z.'\-]{0,30}(?: [A-Z][A-Za-z.'\-]{0,30}){1,4}")
# A rank of the old nobility and the name that was given with it (ราชทินนาม) are one word: หลวงพาณิชย์ประสาน.
_NOBLE = regex.compile(r"(?:ขุน|หลวง|พระยา|เจ้าพระยา)[ก-ฮเ-ไ][ก-ฮะ-ฺเ-๎]{4,29}")
# สาว with a letter that looks like another; ลาวัณย์ and ลาวัลย์ are names.
_MISS = regex.compile(r"(?:[ลศฝ]าว|ส[าำ][างำ]|สวา)(?=[ก-ฮเ-ไ])(?!(?<=ลาว)ั[ณล])")
_WRAPPED = regex.compile(r"\( ?(.*?) ?\)?")
_NAVY = regex.compile(r" (?:ร\. ?น\.?|รน\.?)$")  # นาวาเอก … ร.น.: of the Royal Navy


def title_kind(title: str) -> str | None:
    """The kind of a title of the table: civil, noble, academic, medical, army, navy, air, police …"""
    return _KINDS.get(title)


def parse_name(text: str) -> PersonName | None:
    """The person that the whole text names, parentheses around or not; None when it is no name.

    A name without a title counts only in parentheses, as under a signature: (วิไลวรรณ ทองสุก).
    """
    string = " ".join(clean(text).string.split())
    wrapped = string.startswith("(") and (inner := _WRAPPED.fullmatch(string)) is not None
    bare = inner[1] if wrapped and inner else string
    if wrapped and _NOBLE.fullmatch(bare):
        return PersonName(None, bare, ())
    titles, rest = _take_titles(bare)
    name = _NAVY.sub("", rest).strip()
    if not _is_name(name, titled=bool(titles)) or not (titles or wrapped):
        return None
    doubts = {
        "religious_title": any(_KINDS.get(title) == "religious" for title in titles),
        "no_title": not titles,
        "one_word": " " not in name,
        "title_unsure": titles[-1:] == ["นาง"] and _MISS.match(name) is not None,
    }
    return PersonName(" ".join(titles) or None, name, tuple(why for why, holds in doubts.items() if holds))


def _take_titles(string: str) -> tuple[list[str], str]:
    """The titles that the string begins with, and the rest of it."""
    titles: list[str] = []
    rest = string
    while match := _title_shape().match(rest):
        title, kind = _canonical(match)
        after = rest[match.end() :]
        if kind in _NO_NAME and _NO_NAME[kind].match(after.lstrip()):
            return [], string
        titles.append(title)
        rest = after.lstrip()
        if kind in _LAST:
            break
    return titles, rest


def _canonical(match: regex.Match[str]) -> tuple[str, str]:
    """A printed title as the table spells it, with ว่าที่, หญิง and (พิเศษ) kept, and its kind."""
    title = _by_letters()[_letters(match["title"])]
    kind = _KINDS[title]
    if kind in _RANKED:
        acting = ("ว่าที่ " if "." in title else "ว่าที่") if match["acting"] else ""
        printed = match["special"] or ""
        special = " (พิเศษ)" if "(" in printed else printed
        title = f"{acting}{title}{special}{(match['woman'] or '').strip()}"
    return (f"({title})" if match["open"] else title), kind


def _is_name(name: str, *, titled: bool) -> bool:
    """Whether words can be a person's name: letters alone, one to five words, no post among them."""
    if _LATIN_NAME.fullmatch(name):
        return True
    if not _THAI_NAME.fullmatch(name):
        return False
    words = name.split(" ")
    if not titled and not 2 <= len(words) <= 4:
        return False
    return not any(_POSITION.match(word) for word in words)


@cache
def _title_shape() -> regex.Pattern[str]:
    """One title at the start of a string, longest first; the last dot of an abbreviation may be lost."""
    return regex.compile(
        rf"""(?P<open>\([ ]?(?=[^()]{{2,40}}\)))?
        (?P<acting>ว่าที่[ ]?)?
        (?P<title>{"|".join(_spelt(title) for title in TITLES)})
        (?P<special>[ ]?\([ ]?พิเศษ[ ]?\)|พิเศษ(?=[ ]))? (?P<woman>[ ]?หญิง(?=[ ])|(?<=ตรี|โท|เอก|จัตวา)หญิง(?=[ก-ฮเ-ไ]))?
        (?(open)[ ]?\))""",
        regex.VERBOSE,
    )


def _spelt(title: str) -> str:
    """พล.ต.อ. → its regex: spaces after dots and the end's dot left off are let pass."""
    if not title.endswith("."):
        return regex.escape(title).replace(r"\ ", " ").replace(" ", "[ ]?").replace(r"\.", r"\.[ ]?")
    letters = title[:-1].split(".")
    return r"\.?[ ]?".join(letters) + (r"(?:\.|(?=[ ]))" if len(letters[-1]) + len(letters) > 2 else r"\.")


@cache
def _by_letters() -> dict[str, str]:
    return {_letters(title): title for title in TITLES}


def _letters(title: str) -> str:
    return title.replace(".", "").replace(" ", "")
