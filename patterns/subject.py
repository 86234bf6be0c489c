"""What the document is about (เรื่อง) and to whom it goes (คำขึ้นต้น: เรียน, เสนอ, ถึง, …)."""

from __future__ import annotations

import regex

from saraban.patterns.pattern import Hit, Pattern, by_shape, label, one_line, shape

SALUTATIONS = (
    "เรียน", "กราบเรียน", "เสนอ", "ถึง", "นมัสการ", "กราบนมัสการ", "กราบทูล", "ขอประทานกราบทูล", "ทูล",
)  # fmt: skip
OPENINGS = (
    "ด้วย", "ตามที่", "ตาม(?!พระราช|ระเบียบ|กฎ|ประกาศ)", "เนื่องจาก", "เนื่องด้วย", "อนุสนธิ", "โดยที่", "สืบเนื่อง", "พร้อมหนังสือนี้",
    "พร้อมนี้", "เพื่อ",
)  # fmt: skip
"""Words that open the text of a document. ตามพระราชบัญญัติ… may still be the subject's last line."""
# What may follow the subject. A line of these is never the subject's second line.
AFTER_SUBJECT = (
    rf"(?:{label(*SALUTATIONS, 'อ้างถึง', 'สิ่งที่ส่งมาด้วย', 'ส่วนราชการ', 'สิ่งที่แนบมาด้วย')}(?=[ \t.:]|$)"
    r"|ที่[ ]|วันที่|ฉบับที่|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|ณ[ ]|[ ]*[-_=*.…]{3,}|\((?:นาย|นาง|พล|ดร)|[-•☐☑]|"
    + "|".join(OPENINGS)
    + r"|\d{1,2}[.)]|ข้อ[ ]\d|โดย[ ]*$)"
)

_SALUTED = "|".join(sorted(map(regex.escape, SALUTATIONS), key=len, reverse=True))


def _subject(match: regex.Match[str]) -> Hit | None:
    value = one_line(match["value"])
    if len(value) < 3:
        return None
    return Hit(*match.span("value"), value)


def _addressee(match: regex.Match[str]) -> Hit | None:
    value = one_line(match["value"]).rstrip(" .").removeprefix("ผู้รับปฏิบัติ ")
    if len(value) < 2 or value.startswith(("มาเพื่อ", "มายัง", "ว่า")):
        return None
    start = match.start("value")
    return Hit(start, start + len(match["value"].rstrip(" .")), value, {"salutation": match["label"]})


PATTERNS = (
    Pattern(
        id="subject",
        fills="subject",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 11–12: เรื่อง",
        scan=by_shape(
            shape(
                rf"""^[ \t]*(?:{label("เรื่อง")}|เรือง)[ \t.:]{{1,4}}
                (?P<value>[^\n\t]{{2,400}}(?:\n(?![ \t]*(?:{AFTER_SUBJECT}|$))[^\n\t]{{2,200}}){{0,3}})"""
            ),
            _subject,
        ),
        finds={
            "เรื่อง ขอเชิญประชุม\nเรียน อธิบดีกรมป่าไม้": "ขอเชิญประชุม",
            "เรือง  รายงานผลการตรวจราชการ ประจำปี ๒๕๕๙": "รายงานผลการตรวจราชการ ประจำปี 2559",
            "เรื่อง ขอความอนุเคราะห์ข้อมูลการใช้\nที่ดินของรัฐ\nเรียน นายอำเภอทุกอำเภอ": "ขอความอนุเคราะห์ข้อมูลการใช้ที่ดินของรัฐ",
        },
        ignores={
            "ประชุมเชิงปฏิบัติการ เรื่อง น้ำ": "เรื่อง inside a sentence",
            "เรื่องนี้ กรมฯ พิจารณาแล้ว": "เรื่อง begins a sentence",
        },
    ),
    Pattern(
        id="addressee",
        fills="to",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ภาคผนวก 2: คำขึ้นต้น",
        scan=by_shape(
            shape(
                rf"""^[ \t-]{{0,4}}(?P<label>{_SALUTED})[ .:]{{1,3}}
                (?P<value>[^\n\t]{{2,200}}?)[ ]*(?=$|\t|[ ](?:วันที่กำหนด|\(ผ่าน))"""
            ),
            _addressee,
        ),
        finds={
            "เรียน ปลัดกระทรวงเกษตรและสหกรณ์": "ปลัดกระทรวงเกษตรและสหกรณ์",
            "เสนอ กรมชลประทาน": "กรมชลประทาน",
            "กราบเรียน นายกรัฐมนตรี": "นายกรัฐมนตรี",
            "เรียน ผู้บริหารกรม\tวันที่กำหนด": "ผู้บริหารกรม",
        },
        ignores={
            "จึงเรียนมาเพื่อโปรดทราบ": "the closing phrase",
            "เรียนมาเพื่อโปรดพิจารณา": "the closing phrase, broken over two lines",
            "เสนอแนะแนวทาง": "another word",
        },
    ),
)
