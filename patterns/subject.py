"""What the document is about (เรื่อง) and to whom it goes (คำขึ้นต้น: เรียน, เสนอ, ถึง, …)."""

from __future__ import annotations

import regex

from saraban.normalize.months import FULL
from saraban.patterns.pattern import Hit, Pattern, by_shape, label, one_line, shape
from saraban.patterns.refused import YEAR_APART

SALUTATIONS = (
    "เรียน", "กราบเรียน", "เสนอ", "ถึง", "นมัสการ", "กราบนมัสการ", "กราบทูล", "ขอประทานกราบทูล", "ทูล",
)  # fmt: skip
_SALUTED = "|".join(sorted(map(regex.escape, SALUTATIONS), key=len, reverse=True))
# A label, a ruled line or a blank one closes the subject: all lines before it are the subject's.
_CLOSER = (
    rf"(?:(?:{_SALUTED})(?=[ \t.:]|$)(?![ ](?:วันที่|พ\.ศ|ปี|เดือน|\d))"
    rf"|{label('อ้างถึง', 'สิ่งที่ส่งมาด้วย', 'สิ่งที่แนบมาด้วย')}(?=[ \t.:]|$)|[-_=*.…]{{3,}}|$)"
)
# No line of a subject begins so, whatever follows.
_NEVER = (
    rf"(?:{_CLOSER}|{label('ส่วนราชการ')}|ที่[ ]|วันที่|ฉบับที่|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|ณ[ ]|[-•☐☑☒]"
    r"|\((?:นาย|นาง|พล|ดร)|ด้วย|ตามที่|เนื่องจาก|เนื่องด้วย|อนุสนธิ|โดยที่|สืบเนื่อง|พร้อม(?:หนังสือ)?นี้|อาศัยอำนาจ|ทั้งนี้|จึง"
    r"|(?:สั่ง|ประกาศ|ให้ไว้)[ ]?ณ|ข้อ[ ]\d|โดย[ ]*$)"
)
# These may open the text as well as go on with the subject: only a closer below tells.
_EITHER = r"(?:ตาม(?!พระราช|ระเบียบ|กฎ|ประกาศ)|เพื่อ|ถึง|\d{1,2}[.)])"
_LINE = r"[^\n\t]{2,300}"
AFTER_SUBJECT = rf"(?:{_NEVER}|{_EITHER})"
"""What never is the second line of something labelled in a head (a subject, an enclosure)."""


def _subject(match: regex.Match[str]) -> Hit | None:
    value = one_line(match["value"])
    if len(value) < 3:
        return None
    rest = match.string[match.end() :]
    # A second line was taken, or left to the text, and nothing printed says which is right.
    unsure = not _CLOSED.match(rest) and ("\n" in match["value"] or _OPEN.match(rest) is not None)
    doubts = {"subject_end_unsure": unsure, "year_split": _YEAR_SPLIT.search(value) is not None}
    return Hit(*match.span("value"), value, {}, tuple(why for why, holds in doubts.items() if holds))


# An engine that reads a year in pieces has misread other digits of it as well.
_YEAR_SPLIT = shape(rf"(?:พ\.ศ\.|{'|'.join(FULL)})[ ]?(?!2[45]\d\d(?!\d)){YEAR_APART}(?!\d)")


# The year of a regulation stands alone below its title.
_CLOSED = shape(rf"\n[ \t]*{_CLOSER}|[ ]*\n[ \t]*พ\.ศ\.[ ]?2[45]\d\d[ ]*$|[ ]*\Z")
_OPEN = shape(rf"\n[ \t]*{_EITHER}")


# A law is named by its matter and year, older ones by the act that they are issued under.
_MINISTERIAL = shape(
    rf"""^[ \t]*{label("กฎกระทรวง", "พระราชบัญญัติ", "พระราชกฤษฎีกา", "พระราชกำหนด")}[ \t]*\n(?:[ \t]*\n)?[ \t]*(?P<value>
    (?:ฉบับที่[ ]?\d{{1,3}}[ ]?)?\(พ\.ศ\.[ ]?2[45]\d\d\)[ ]*\n(?:[ \t]*\n)?[ \t]*ออกตามความใน[^\n]{{4,160}}?(?:\n(?:[ \t]*\n)?[^\n]{{2,100}}?){{0,2}}
    (?<=พ\.ศ\.[ ]?2[45]\d\d)(?=[ ]*$)
    |(?!อาศัย|โดยที่|\(|ฉบับที่)[^\n]{{4,160}}(?:\n(?![ \t]*(?:พ\.ศ|อาศัย|โดยที่))[^\n]{{2,160}}){{0,4}}(?=\n(?:[ \t]*\n)?[ \t]*พ\.ศ\.[ ]?2[45]\d\d[ ]*$))"""
)


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
                rf"""^[ \t]*เร(?:ื่อง){{s<=1,d<=1,e<=1}}[ \t.:]{{1,4}}
                (?P<value>{_LINE}(?:(?:\n(?![ \t]*{_NEVER}){_LINE}){{0,4}}(?=\n[ \t]*{_CLOSER})
                |\n[ \t]*ด้วย{_LINE}(?=\n[ \t]*(?:{_SALUTED})[ ][^\n]{{2,120}}$)
                |(?:\n(?![ \t]*{AFTER_SUBJECT}){_LINE}){{0,3}}))"""
            ),
            _subject,
        ),
        finds={
            "เรื่อง ขอเชิญประชุม\nเรียน อธิบดีกรมป่าไม้": "ขอเชิญประชุม",
            "เรือง  รายงานผลการตรวจราชการ ประจำปี ๒๕๕๙": "รายงานผลการตรวจราชการ ประจำปี 2559",
            "เรื่อง รายงานผลการปฏิบัติงาน\nตามแผนปฏิบัติราชการ\nถึง วันที่ ๑ มีนาคม\nเรียน อธิบดี": "รายงานผลการปฏิบัติงานตามแผนปฏิบัติราชการถึง วันที่ 1 มีนาคม",
            "เรื่อง แต่งตั้งคณะทำงาน\nอาศัยอำนาจตามความใน": "แต่งตั้งคณะทำงาน",
            "เรื่อง ชี้แจงการรับสมัครช่างสำรวจ\nด้วยระบบ ABCD Online\nเรียน นายอำเภอ": "ชี้แจงการรับสมัครช่างสำรวจด้วยระบบ ABCD Online",
            "เรื่อง ขอความอนุเคราะห์ข้อมูลการใช้\nที่ดินของรัฐ\nเรียน นายอำเภอทุกอำเภอ": "ขอความอนุเคราะห์ข้อมูลการใช้ที่ดินของรัฐ",
        },
        ignores={
            "ประชุมเชิงปฏิบัติการ เรื่อง น้ำ": "เรื่อง inside a sentence",
            "เรื่องนี้ กรมฯ พิจารณาแล้ว": "เรื่อง begins a sentence",
            "เนื่อง จากสถานการณ์น้ำ": "another word, one letter away",
        },
    ),
    Pattern(
        id="subject-regulation",
        fills="subject",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 17–18: ว่าด้วย",
        scan=by_shape(
            shape(
                r"""^[ \t]*(?:(?:ระเบียบ|ข้อบังคับ)[^\n\t]{3,90}?)?ว่าด้วย[ ]?(?P<value>[^\n\t]{3,160}?(?:\n(?![ \t]*(?:พ\.ศ|\(ฉบับ|[-_=*.…]{3,}|$|โดยที่|ข้อ))[^\n\t]{2,120})?
                (?:[ \n][ \t]*\(ฉบับที่[ ]?\d{1,3}\))?)[ ]*(?=\n?[ \t]*พ\.ศ\.|$)"""
            ),
            _subject,
        ),
        finds={
            "ระเบียบกรมป่าไม้\nว่าด้วยการใช้รถราชการ\nพ.ศ. ๒๕๖๓": "การใช้รถราชการ",
            "ข้อบังคับวิทยาลัยช่างศิลป์\nว่าด้วยเครื่องแต่งกายนักศึกษา (ฉบับที่ 2)\nพ.ศ. 2551": "เครื่องแต่งกายนักศึกษา (ฉบับที่ 2)",
            "ระเบียบกรมป่าไม้ว่าด้วยการใช้รถ พ.ศ. 2563": "การใช้รถ",
        },
        ignores={
            "ตามระเบียบกระทรวงการคลังว่าด้วยการเบิกเงิน พ.ศ. 2562": "a law in a sentence",
            "ว่าด้วย": "nothing follows",
        },
    ),
    Pattern(
        id="subject-ministerial",
        fills="subject",
        authority="พระราชบัญญัติการตีพิมพ์ในราชกิจจานุเบกษา: ชื่อกฎกระทรวงใต้คำว่า กฎกระทรวง",
        scan=by_shape(_MINISTERIAL, _subject),
        finds={
            "กฎกระทรวง\nกำหนดอัตราค่าเช่าเรือ\nในเขตชายฝั่ง\nพ.ศ. ๒๕๔๘": "กำหนดอัตราค่าเช่าเรือในเขตชายฝั่ง",
            "พระราชกฤษฎีกา\nเงินค่าเรือจ้าง (ฉบับที่ 2)\nพ.ศ. ๒๕๔๘": "เงินค่าเรือจ้าง (ฉบับที่ 2)",
            "กฎกระทรวง\nฉบับที่ ๗ (พ.ศ. ๒๕๔๑)\nออกตามความในพระราชบัญญัติเรือ\nพ.ศ. ๒๕๒๐\n\nอาศัยอำนาจ": "ฉบับที่ 7 (พ.ศ. 2541)"
            " ออกตามความในพระราชบัญญัติเรือ พ.ศ. 2520",
        },
        ignores={
            "ออกกฎกระทรวง\nกำหนดอัตราค่าเช่าเรือ\nพ.ศ. ๒๕๔๘": "the word ends a line of the text",
            "กฎกระทรวง\nอาศัยอำนาจตามความในมาตรา ๕\nพ.ศ. ๒๕๔๘": "the text begins at once",
        },
    ),
    Pattern(
        id="addressee",
        fills="to",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ภาคผนวก 2: คำขึ้นต้น",
        scan=by_shape(
            shape(
                rf"""^[ \t-]{{0,4}}(?P<label>{_SALUTED})(?:[ .:]{{1,3}}|[ .:]{{0,3}}\n[ \t]*(?!{_CLOSER}))
                (?P<value>[^\n\t]{{2,200}}?)[ ]*(?=$|\t|[ ](?:วันที่กำหนด|\(ผ่าน))"""
            ),
            _addressee,
        ),
        finds={
            "เรียน ปลัดกระทรวงวัฒนธรรม": "ปลัดกระทรวงวัฒนธรรม",
            "เสนอ กรมทางหลวง": "กรมทางหลวง",
            "กราบเรียน นายกรัฐมนตรี": "นายกรัฐมนตรี",
            "ถึง\nผู้ว่าราชการจังหวัดสาธิต": "ผู้ว่าราชการจังหวัดสาธิต",
            "เรียน ผู้อำนวยการกองคลัง\tวันที่กำหนด": "ผู้อำนวยการกองคลัง",
        },
        ignores={
            "จึงเรียนมาเพื่อทราบและถือปฏิบัติ": "the closing phrase",
            "เรียนมาเพื่อโปรดสั่งการ": "the closing phrase, broken over two lines",
            "เสนอแนะแนวทาง": "another word",
        },
    ),
)
