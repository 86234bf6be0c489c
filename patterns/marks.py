"""Marks that stand alone on a line: urgency (ชั้นความเร็ว), secrecy (ชั้นความลับ), copy (สำเนา)."""

from __future__ import annotations

from collections.abc import Callable

import regex

from saraban.patterns.pattern import Hit, Pattern, by_shape, shape

URGENCY = {"ด่วนที่สุด": "most_urgent", "ด่วนมาก": "very_urgent", "ด่วน": "urgent"}
SECRECY = {"ลับที่สุด": "top_secret", "ลับมาก": "secret", "ลับ": "confidential"}
COPY = {
    "สำเนาคู่ฉบับ": "file_copy",
    "คู่ฉบับ": "file_copy",
    "สำเนาถูกต้อง": "true_copy",
    "รับรองสำเนาถูกต้อง": "true_copy",
    "สำเนา": "copy",
    "ต้นฉบับ": "original",
}
URGENCY_SHAPE = r"(?:ด่วน[ ]?ที่[ ]?สุด|ด่วน[ ]?มาก|ด่วน)"
SECRECY_SHAPE = r"(?:ลับ[ ]?ที่[ ]?สุด|ลับ[ ]?มาก|ลับ)"
_ABOVE_OR_BELOW = regex.compile(r"[ ัิ-ฺ็-๎.,'-]")
_LONG = 6  # letters: in a shorter word one wrong letter makes another word
_FIRST = {"ด": "ดคต", "ล": "ล"}  # as engines read it; ส่วนมาก and ควบที่สุด are words
_ALONE = r"^[ ]*(?P<value>[ก-๎][ก-๎ .,'-]{1,13}[ก-๎])[ .,'-]*(?=$|\t)"


def urgency_of(printed: str) -> str:
    """The code of a printed urgency: ด่วนที่สุด → most_urgent."""
    return URGENCY[printed.replace(" ", "")]


def _urgency(match: regex.Match[str]) -> Hit:
    return Hit(*match.span("value"), urgency_of(match["value"]))


def _secrecy(match: regex.Match[str]) -> Hit:
    return Hit(*match.span("value"), SECRECY[match["value"].replace(" ", "")])


def _copy(match: regex.Match[str]) -> Hit:
    return Hit(*match.span("value"), COPY[match["value"]])


def _unlike(one: str, other: str) -> int:
    """How many letters differ."""
    return sum(mine != theirs for mine, theirs in zip(one, other, strict=True))


def _slip(marks: dict[str, str]) -> Callable[[regex.Match[str]], Hit | None]:
    """Reads a mark whose vowels and tones are lost or wrong (ดวนที่สด), or one letter of a long one. Only a long one with
    all its letters is beyond doubt: nothing else is printed so.
    """
    bares = [(_ABOVE_OR_BELOW.sub("", printed), code) for printed, code in marks.items()]

    def read(match: regex.Match[str]) -> Hit | None:
        if match["value"].replace(" ", "") in marks:
            return None
        bare = _ABOVE_OR_BELOW.sub("", match["value"])
        for meant, code in bares:
            if not len(bare) == len(meant) > 2 or bare[0] not in _FIRST[meant[0]]:
                continue
            wrong, most = _unlike(bare, meant), len(meant) >= _LONG
            if wrong <= most:
                doubts = () if most and not wrong else ("low_confidence",)
                return Hit(*match.span("value"), code, doubts=doubts)
        return None

    return read


PATTERNS = (
    Pattern(
        id="urgency-mark",
        fills="urgency",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526: ชั้นความเร็ว",
        scan=by_shape(
            shape(
                rf"^[ ]*(?P<value>{URGENCY_SHAPE})[ ]*(?=$|\t|ที่[ ]|บันทึกข้อความ|{SECRECY_SHAPE}[ ]*$|ภายใน[^\n]{{0,20}}[0-9])"
            ),
            _urgency,
        ),
        finds={
            "ด่วนที่สุด": "most_urgent",
            "  ด่วนมาก  ": "very_urgent",
            "ด่วน ที่สุด\tที่ กษ ๐๒๐๑/๑": "most_urgent",
            "ด่วน ภายในวันที่ 12 มกราคม 2560": "urgent",
        },
        ignores={
            "หนังสือ ด่วนที่สุด ที่ กษ ๐๒๐๑/๑๒": "the urgency of a letter that is cited",
            "ด่วนสรุปผลการประชุม": "ด่วน begins a sentence",
            "ด่วนภายในหน่วยงานที่รับผิดชอบทั้งหมด 5 แห่ง": "the same",
        },
    ),
    Pattern(
        id="urgency-misread",
        fills="urgency",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526: ชั้นความเร็ว, ตัวอักษรไม่เล็กกว่า 32 พอยท์ อ่านผิด",
        scan=by_shape(shape(_ALONE), _slip(URGENCY)),
        finds={
            "ดวนทีสุด": "most_urgent",
            "ด่วนที่สด": "most_urgent",
            "ดํานมาก": "very_urgent",
            "ค่วนที่สุด\tที่ กษ 0201/1": "most_urgent",
            "ดวน": "urgent",
        },
        ignores={
            "ส่วนมาก": "another word",
            "ด่วนที่สุด": "printed as it should be: the rule for marks reads it",
            "ดังนี้": "another word",
            "ด้วนทั้งสองข้าง": "a sentence",
            "ควรมาก": "two letters are wrong",
        },
    ),
    Pattern(
        id="urgency-labelled",
        fills="urgency",
        authority="กระดาษเขียนข่าวร่วม: ความเร่งด่วน",
        scan=by_shape(
            shape(rf"^[ \t]*ความเร่งด่วน[ .:-]{{1,4}}(?:ผู้รับปฏิบัติ[ ]?)?(?P<value>{URGENCY_SHAPE})[ ]*(?=$|\t)"),
            _urgency,
        ),
        finds={
            "ความเร่งด่วน - ผู้รับปฏิบัติ ด่วนมาก\tวัน - เวลา 20 พ.ค. 56": "very_urgent",
            "ความเร่งด่วน : ด่วน": "urgent",
        },
        ignores={"ความเร่งด่วนของงาน": "a sentence", "ความเร่งด่วน -": "the label alone"},
    ),
    Pattern(
        id="secrecy-mark",
        fills="secrecy",
        authority="ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544: ชั้นความลับ",
        scan=by_shape(
            shape(rf"^[ ]*(?P<value>{SECRECY_SHAPE})[ ]*(?=$|\t|ที่[ ]|{URGENCY_SHAPE}[ ]*$)"), _secrecy
        ),
        finds={"ลับ": "confidential", "ลับมาก": "secret", "ลับที่สุด": "top_secret"},
        ignores={"การรักษาความลับของทางราชการ": "ลับ inside a word", "ลับหลัง": "another word"},
    ),
    Pattern(
        id="secrecy-misread",
        fills="secrecy",
        authority="ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544: ชั้นความลับ, อ่านผิด",
        scan=by_shape(shape(_ALONE), _slip(SECRECY)),
        finds={"ลบมาก": "secret", "ลับที่สด": "top_secret"},
        ignores={
            "ลบ": "another word",
            "ลับ": "printed as it should be",
            "หลบมาก": "another word",
            "ลงมาก": "another word",
        },
    ),
    Pattern(
        id="copy-mark",
        fills="copy_mark",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526: สำเนา",
        scan=by_shape(
            shape(rf"^[ ]*\(?(?P<value>{'|'.join(sorted(COPY, key=len, reverse=True))})\)?[ ]*(?=$|\t)"),
            _copy,
        ),
        finds={"ต้นฉบับ": "original", "สำเนา": "copy", "(สำเนาคู่ฉบับ)": "file_copy"},
        ignores={"สำเนาพระราชบัญญัติ": "an enclosure's title", "สำเนาส่ง กองคลัง": "a list of receivers"},
    ),
)
