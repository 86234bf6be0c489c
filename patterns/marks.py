"""Marks that stand alone on a line: urgency (ชั้นความเร็ว), secrecy (ชั้นความลับ), copy (สำเนา)."""

from __future__ import annotations

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


def urgency_of(printed: str) -> str:
    """The code of a printed urgency: ด่วนที่สุด → most_urgent."""
    return URGENCY[printed.replace(" ", "")]


def _urgency(match: regex.Match[str]) -> Hit:
    return Hit(*match.span("value"), urgency_of(match["value"]))


def _secrecy(match: regex.Match[str]) -> Hit:
    return Hit(*match.span("value"), SECRECY[match["value"].replace(" ", "")])


def _copy(match: regex.Match[str]) -> Hit:
    return Hit(*match.span("value"), COPY[match["value"]])


PATTERNS = (
    Pattern(
        id="urgency-mark",
        fills="urgency",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526: ชั้นความเร็ว",
        scan=by_shape(
            shape(rf"^[ ]*(?P<value>{URGENCY_SHAPE})[ ]*(?=$|\t|ที่[ ]|บันทึกข้อความ|{SECRECY_SHAPE}[ ]*$)"),
            _urgency,
        ),
        finds={"ด่วนที่สุด": "most_urgent", "  ด่วนมาก  ": "very_urgent", "ด่วน ที่สุด\tที่ กษ ๐๒๐๑/๑": "most_urgent"},
        ignores={
            "หนังสือ ด่วนที่สุด ที่ กษ ๐๒๐๑/๑๒": "the urgency of a letter that is cited",
            "ด่วนสรุปผลการประชุม": "ด่วน begins a sentence",
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
