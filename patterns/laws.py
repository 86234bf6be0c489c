"""Laws that a text cites (กฎหมายที่อ้างถึง): acts, decrees, regulations and announcements, with their clauses.

The value is the law's name with one kind of year: พ.ร.บ.… พ.ศ.๒๕๔๒ and พระราชบัญญัติ… พุทธศักราช 2542 are one.
A year ends the name; what is cited without one is found only where its end is beyond doubt, and doubted.
"""

from __future__ import annotations

import regex

from saraban.normalize.agencies import agencies
from saraban.patterns.clauses import clauses_of
from saraban.patterns.pattern import Hit, Pattern, by_shape, shape

_AUTHORITY = "ชื่อกฎหมายตามราชกิจจานุเบกษา; การอ้างมาตราและข้อในหนังสือราชการ"
_YEAR = r"(?:พ\.?[ ]?ศ\.?|พุทธศักราช)[ \n]{0,2}(?P<year>2[3-6][0-9]{2})(?![0-9])"
_NO_YEAR_YET = r"พ\.?[ ]?ศ\.?[ ]?[.…]{1,12}"  # a bill: พ.ศ. ....
_AMENDED = r"""(?:[ \n]{0,2}(?:ซึ่ง|และ)?(?:ที่)?(?:ได้)?แก้ไขเพิ่มเติม(?P<amended>
      (?:โดย)?[ \n]{0,2}\(?ฉบับที่[ ]?(?P<issue>[0-9]{1,3})\)?[ \n]{0,2}พ\.?[ ]?ศ\.?[ ]?(?P<issued>2[3-6][0-9]{2})(?![0-9])
    | (?:จนถึงปัจจุบัน)?(?![ \n]{0,2}โดย))?(?![ \n]{0,2}โดย))?"""
# Where a name has ended and its sentence goes on: then the year that follows is another's.
_END = r"""[ ](?:ซึ่ง|โดย|เพื่อ|ได้|เมื่อ|ให้(?!เป็น|ใช้|แก่)|จึง|กำหนดให้|กำหนดว่า|นั้น|ดังนี้|อาศัย|ลงวันที่)|ฉบับนี้|ดังกล่าว|พ\.?[ ]?ศ\.?[ ]?[.…]|มาตรา[ ]?[0-9]|\n[ ]*\n|ฯ[ ]"""
_OTHERS = r"""พระราช(?:บัญญัติ|กฤษฎีกา|กำหนด)|พ\.ร\.[บฎก]|รัฐธรรมนูญแห่ง|กฎกระทรวง"""
_NAME = rf"(?:(?!{_END}|{_OTHERS}|\()[^0-9/:;]|\((?!พ\.ศ)[^()\n]{{1,60}}\)|[0-9]{{1,3}}(?![0-9])|/)"

# What a matter is for may be in its name (เรื่อง การสอบ เพื่อบรรจุ…), and may be the sentence that goes on.
_MATTER = rf"(?:{_NAME}|[ ](?=เพื่อ[ก-๎]))"

# Who announced: an abbreviation may stand in brackets; another announcement is another's.
_ISSUER = rf"(?:(?!{_END}|{_OTHERS}|ประกาศ)[^0-9/:;(\n]|\([ก-๎. ]{{2,20}}\))"

_ACTS = {
    "พระราชบัญญัติ": "act",
    "พระราชกฤษฎีกา": "decree",
    "พระราชกำหนด": "emergency_decree",
    "กฎกระทรวง": "ministerial_regulation",
    "รัฐธรรมนูญ": "constitution",
    "ประมวล": "code",
    "ระเบียบ": "regulation",
    "ข้อบังคับ": "rule",
    "ข้อบัญญัติ": "ordinance",
    "เทศบัญญัติ": "ordinance",
    "ประกาศ": "announcement",
    "กฎ": "rule",
}
_SHORT = (("พ.ร.บ.", "พระราชบัญญัติ"), ("พ.ร.ฎ.", "พระราชกฤษฎีกา"), ("พ.ร.ก.", "พระราชกำหนด"))

_HYPHEN = regex.compile(r"-[ ]?\n[ ]?")  # it parts a word, or belongs to a name (ไทย-ลาว)

# Whose regulation it is, in one run of letters: however long, it is the name of an office and no sentence.
_OWNER = regex.compile(r"^[^ ]{4,90}[ ]?ว่าด้วย")
_LONG = 150  # letters of a name without its owner

# A decree says what it is about with ว่าด้วย; ว่า alone is that word with its end lost.
_LOST_WORD = regex.compile(r"^(?:ร่าง)?พระราชกฤษฎีกาว่า(?!ด้วย)")


def _dated(match: regex.Match[str]) -> Hit:
    """A law with its year."""
    kind = _kind(match["value"])
    year = int(match["year"]) if match["year"] else None
    value = _canonical(match["value"])
    amendment = {"number": int(match["issue"]), "year": int(match["issued"])} if match["issue"] else None
    parts = {"kind": kind, "year": year, "amendment": amendment, "clauses": clauses_of(match)}
    misprinted = _LOST_WORD.match(value) is not None
    doubts = {
        "no_year": year is None,
        "long_name": len(_OWNER.sub("", value)) > _LONG or " เพื่อ" in value,
        "title_misprinted": misprinted,
        "hyphen_at_end": _HYPHEN.search(match["value"]) is not None,
    }
    return Hit(*match.span("value"), value, parts, tuple(why for why, holds in doubts.items() if holds))


def _undated(match: regex.Match[str]) -> Hit:
    """A law without its year; a code (ประมวล) never has one."""
    kind = _kind(match["value"])
    parts = {"kind": kind, "year": None, "amendment": None, "clauses": clauses_of(match)}
    return Hit(
        *match.span("value"), _canonical(match["value"]), parts, () if kind == "code" else ("no_year",)
    )


def _kind(printed: str) -> str:
    name = _expand(printed.removeprefix("ร่าง"))
    return next(kind for start, kind in _ACTS.items() if name.startswith(start))


def _expand(name: str) -> str:
    for short, full in _SHORT:
        for printed in (short, short.replace(".", "")):
            if name.startswith(printed):
                return full + name.removeprefix(printed).lstrip(" .")
    return name


def _canonical(printed: str) -> str:
    """One line, single spaces, the year as “ พ.ศ. 2534”."""
    draft = "ร่าง" if printed.startswith("ร่าง") else ""
    name = draft + _expand(printed.removeprefix("ร่าง"))
    name = _HYPHEN.sub("", name)
    name = regex.sub(r"(?<=[ก-๎])\n(?=[ก-๎])(?!เรื่อง)", "", name)
    name = regex.sub(r"[ \n]*(?:พ\.?[ ]?ศ\.?|พุทธศักราช)[ \n]*(?=2[3-6][0-9]{2})", " พ.ศ. ", name)
    name = regex.sub(rf"[ ]*{_NO_YEAR_YET}$", " พ.ศ. ....", name)
    return " ".join(name.replace("( พ.ศ.", "(พ.ศ.").split())


ACT = Pattern(
    id="law-act",
    fills="laws_cited",
    authority=_AUTHORITY,
    scan=by_shape(
        shape(
            rf"""(?P<value>(?:ร่าง)?(?:พระราช(?:บัญญัติ|กฤษฎีกา|กำหนด)|พ\.?[ ]?ร\.?[ ]?[บฎก]\.|พรบ\.?|กฎกระทรวง(?!ที่)|กฎ[ ]?ก\.[กพตร]{{1,3}}\.)(?![ ]?(?:นี้|ดังกล่าว|ฉบับ(?:นี้|ดังกล่าว)))
        (?:{_NAME}){{1,220}}?(?:\(?{_YEAR}\)?{_AMENDED}|{_NO_YEAR_YET}))"""
        ),
        _dated,
    ),
    finds={
        "ตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐": "พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540",
        "พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ.2539": "พระราชบัญญัติวิธีปฏิบัติราชการทางปกครอง พ.ศ. 2539",
        "พ.ร.บ. เทศบาล พ.ศ. 2496 แก้ไขเพิ่มเติม (ฉบับที่ 14) พ.ศ.2562 กำหนด": "พระราชบัญญัติเทศบาล พ.ศ. 2496"
        " แก้ไขเพิ่มเติม (ฉบับที่ 14) พ.ศ. 2562",
        "พระราชบัญญัติการศึกษาแห่งชาติ\nพ.ศ. 2542 และที่แก้ไขเพิ่มเติม": "พระราชบัญญัติการศึกษาแห่งชาติ"
        " พ.ศ. 2542 และที่แก้ไขเพิ่มเติม",
        "มาตรา 9 แห่งพระราชกฤษฎีกาค่าใช้จ่ายในการเดินทางไปราช\nการ (ฉบับที่ 9) พ.ศ. ๒๕๖๐": "พระราชกฤษฎีกา"
        "ค่าใช้จ่ายในการเดินทางไปราชการ (ฉบับที่ 9) พ.ศ. 2560",
        "กฎกระทรวง ฉบับที่ 55 (พ.ศ. 2543) ออกตามความใน": "กฎกระทรวง ฉบับที่ 55 (พ.ศ. 2543)",
        "ร่างพระราชบัญญัติป่าชุมชน พ.ศ. .... (ร่าง) แผน พ.ศ. 2565": "ร่างพระราชบัญญัติป่าชุมชน พ.ศ. ....",
    },
    ignores={
        "พระราชบัญญัติดังกล่าว ซึ่งใช้บังคับเมื่อ พ.ศ. ๒๕๔๐": "the year is of another thing",
        "พระราชบัญญัติจัดซื้อจัดจ้างฯ กำหนดไว้ตั้งแต่ พ.ศ. 2560": "cited without its year",
        "พระราชกฤษฎีกานี้ให้ใช้บังคับตั้งแต่วันที่ ๑ มกราคม พ.ศ. ๒๕๖๖": "the decree itself",
        "พระราชดำริ พ.ศ. 2524": "no law",
    },
)

CONSTITUTION = Pattern(
    id="law-constitution",
    fills="laws_cited",
    authority=_AUTHORITY,
    scan=by_shape(
        shape(
            rf"""(?P<value>(?:ร่าง)?รัฐธรรมนูญ\n?แห่ง\n?ราชอาณาจักรไทย(?:[ ]?\(?ฉบับชั่วคราว\)?|[ ]?แก้ไขเพิ่มเติม[ ]?\(ฉบับที่[ ]?[0-9]{{1,2}}\))?
        [ \n]{{0,2}}{_YEAR}{_AMENDED})"""
        ),
        _dated,
    ),
    finds={
        "รัฐธรรมนูญแห่งราชอาณาจักรไทยพุทธศักราช ๒๕๖๐ มาตรา ๕๙": "รัฐธรรมนูญแห่งราชอาณาจักรไทย พ.ศ. 2560",
        "ก่อนประกาศใช้รัฐธรรมนูญ\nแห่งราชอาณาจักรไทย พุทธศักราช ๒๕๔๐": "รัฐธรรมนูญแห่งราชอาณาจักรไทย พ.ศ. 2540",
        "บทบัญญัติของรัฐธรรมนูญแห่งราชอาณาจักรไทย พ.ศ.2540": "รัฐธรรมนูญแห่งราชอาณาจักรไทย พ.ศ. 2540",
    },
    ignores={"ศาลรัฐธรรมนูญ พ.ศ. 2541": "a court", "รัฐธรรมนูญ 2560": "the name is not whole"},
)

REGULATION = Pattern(
    id="law-regulation",
    fills="laws_cited",
    authority=_AUTHORITY,
    scan=by_shape(
        shape(
            rf"""(?P<value>(?:ระเบียบ(?!วาระ|วินัย|การ)|ข้อ(?:บังคับ|บัญญัติ)|เทศบัญญัติ)(?![ ]?(?:นี้|ดังกล่าว))
        (?:(?!{_END}|{_OTHERS})[^0-9/:;(]){{0,100}}?(?:ว่าด้วย|เรื่อง)(?:{_MATTER}){{1,220}}?\(?{_YEAR}\)?{_AMENDED})"""
        ),
        _dated,
    ),
    finds={
        "ข้อ ๑๑ ของระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖": "ระเบียบสำนักนายกรัฐมนตรี"
        "ว่าด้วยงานสารบรรณ พ.ศ. 2526",
        "ระเบียบกระทรวงการคลัง ว่าด้วยการเบิกเงินจากคลัง (ฉบับที่ 2) พ.ศ.2563": "ระเบียบกระทรวงการคลัง"
        " ว่าด้วยการเบิกเงินจากคลัง (ฉบับที่ 2) พ.ศ. 2563",
        "ตามระเบียบกรมป่าไม้ว่าด้วยการใช้รถ พ.ศ. ๒๕๔๘ ซึ่งแก้ไขเพิ่มเติม\nโดยระเบียบนี้": "ระเบียบกรมป่าไม้ว่าด้วยการใช้รถ พ.ศ. 2548",
        "ข้อบังคับมหาวิทยาลัยตัวอย่าง ว่าด้วย การศึกษาระดับปริญญาตรี พ.ศ. 2559": "ข้อบังคับมหาวิทยาลัยตัวอย่าง"
        " ว่าด้วย การศึกษาระดับปริญญาตรี พ.ศ. 2559",
        "เทศบัญญัติเทศบาลตำบลบ้านใหม่ เรื่อง ตลาด พ.ศ. 2558": "เทศบัญญัติเทศบาลตำบลบ้านใหม่ เรื่อง ตลาด พ.ศ. 2558",
    },
    ignores={
        "ระเบียบวาระที่ 1 เรื่อง แจ้งเพื่อทราบ พ.ศ. 2560": "an agenda",
        "ปฏิบัติตามระเบียบของทางราชการ พ.ศ. 2560": "no law is named",
        "ระเบียบดังกล่าวว่าด้วยตลาดซึ่งใช้มาแต่ พ.ศ. 2560": "a regulation named before",
    },
)

ANNOUNCEMENT = Pattern(
    id="law-announcement",
    fills="laws_cited",
    authority=_AUTHORITY,
    scan=by_shape(
        shape(
            rf"""(?<!^[ ]{{0,9}})(?P<value>ประกาศ(?!นีย|ใช้|ผล|ว่า|[ ]?ณ)\n?{_ISSUER}{{2,100}}?(?:\n{_ISSUER}{{2,60}}?)?[ \n]เรื่อง
        (?:{_MATTER}){{1,220}}?\(?{_YEAR}\)?{_AMENDED})"""
        ),
        _dated,
    ),
    finds={
        "ตามประกาศกระทรวงมหาดไทย เรื่อง กำหนดเขตเทศบาล พ.ศ. ๒๕๕๑ นั้น": "ประกาศกระทรวงมหาดไทย เรื่อง"
        " กำหนดเขตเทศบาล พ.ศ. 2551",
        "และประกาศคณะกรรมการ ก.พ. เรื่อง หลักเกณฑ์การประเมิน (ฉบับที่ 2) พ.ศ.2562": "ประกาศคณะกรรมการ ก.พ."
        " เรื่อง หลักเกณฑ์การประเมิน (ฉบับที่ 2) พ.ศ. 2562",
        "ตามประกาศคณะกรรม-\nการชายฝั่ง เรื่อง การสอบ พ.ศ. 2560": "ประกาศคณะกรรมการชายฝั่ง เรื่อง การสอบ พ.ศ. 2560",
        "ตามประกาศกรมเจ้าท่า เรื่อง การสอบ เพื่อบรรจุเป็นนายท้าย พ.ศ. 2560": "ประกาศกรมเจ้าท่า เรื่อง การสอบ"
        " เพื่อบรรจุเป็นนายท้าย พ.ศ. 2560",
        "ร่างประกาศ ก.ท. แก้ไขหลักเกณฑ์ในประกาศ ก.ท. เรื่อง การสอบ พ.ศ.๒๕๔๙": "ประกาศ ก.ท. เรื่อง การสอบ พ.ศ. 2549",
        "สมควรแก้ไขประกาศคณะกรรมการกลางลูกเสือ\nเรื่อง การสอบ พ.ศ.๒๕๔๙": "ประกาศคณะกรรมการกลางลูกเสือ เรื่อง การสอบ พ.ศ. 2549",
        "ให้ยกเลิกประกาศ\nคณะกรรมการกลาง (ก.ท.) เรื่อง การสอบ พ.ศ.๒๕๔๙": "ประกาศคณะกรรมการกลาง (ก.ท.) เรื่อง การสอบ พ.ศ. 2549",
        "และประกาศคณะกรรมการส่งเสริม\nชายฝั่ง เรื่อง ค่าตอบแทน (ฉบับที่ 7) พ.ศ. 2558 หนังสือ": "ประกาศคณะกรรมการส่งเสริมชายฝั่ง"
        " เรื่อง ค่าตอบแทน (ฉบับที่ 7) พ.ศ. 2558",
    },
    ignores={
        "ประกาศกรมตัวอย่าง เรื่อง การรับสมัคร พ.ศ. 2560": "the head of an announcement cites nothing",
        "ได้รับประกาศนียบัตร เรื่อง การบริหาร พ.ศ. 2560": "a certificate of study",
    },
)

WITHOUT_YEAR = Pattern(
    id="law-without-year",
    fills="laws_cited",
    authority=_AUTHORITY,
    scan=by_shape(
        shape(
            r"""(?P<value>(?<!กรรมการ|กรรมาธิการ|สภา|การ|ผู้)ร่างรัฐธรรมนูญ(?!แห่ง)
        | ระเบียบ(?:ของ)?\L<ministries>(?:[ ]?เรื่อง[ ]?[ก-๎]{3,120}(?:[ ]\([^()\n]{1,60}\))?(?![ ]{0,2}(?:พ\.?ศ|พุทธ|\(ฉบับ))
            | (?![ \n]?(?:ว่าด้วย|เรื่อง)))
        | ประมวล(?:กฎหมาย(?:แพ่งและพาณิชย์|อาญาทหาร|อาญา|ที่ดิน|ยาเสพติด|วิธีพิจารณาความ(?:แพ่ง|อาญา))|รัษฎากร))""",
            ministries=sorted(
                (agency.name for agency in agencies().values() if agency.kind != "body"),
                key=len,
                reverse=True,
            ),
        ),
        _undated,
    ),
    finds={
        "มาตรา 157 แห่งประมวลกฎหมายอาญา": "ประมวลกฎหมายอาญา",
        "หลักการในร่างรัฐธรรมนูญฉบับใหม่": "ร่างรัฐธรรมนูญ",
        "ต้องปฏิบัติตามระเบียบกระทรวงการคลังโดยเคร่งครัด": "ระเบียบกระทรวงการคลัง",
        "ระเบียบกระทรวงมหาดไทย เรื่อง การตรวจราชการ (Inspection) มาใช้": "ระเบียบกระทรวงมหาดไทย เรื่อง"
        " การตรวจราชการ (Inspection)",
    },
    ignores={
        "คณะกรรมการร่างรัฐธรรมนูญ": "a body",
        "ระเบียบกระทรวงการคลัง ว่าด้วยการเบิกเงิน": "the name goes on; its year is to be found",
        "ประมวลผลข้อมูล": "no code of law",
    },
)

PATTERNS: tuple[Pattern, ...] = (ACT, CONSTITUTION, REGULATION, ANNOUNCEMENT, WITHOUT_YEAR)
