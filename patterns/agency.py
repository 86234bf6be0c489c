"""Which office issued the document (ส่วนราชการเจ้าของหนังสือ)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from saraban.patterns.pattern import Hit, Pattern, by_shape, label, one_line, shape

ORGANISATIONS = (
    "กระทรวง", "กรม", "สำนัก", "กอง", "คณะกรรม", "คณะอนุกรรม", "คณะทำงาน", "สภา", "มหาวิทยาลัย", "จังหวัด", "อำเภอ",
    "ที่ว่าการ", "ที่ทำการ", "ศาลากลาง", "เทศบาล", "องค์การ", "องค์กร", "โรงเรียน", "วิทยาลัย", "โรงพยาบาล", "สถาบัน", "ศูนย์",
    "ศาล", "ราชบัณฑิต", "การไฟฟ้า", "การประปา", "การรถไฟ", "ธนาคาร", "กองทัพ", "ฝ่าย", "กลุ่ม", "งาน", "คณะ", "บัณฑิตวิทยาลัย",
    "สถานี", "ด่าน", "เรือนจำ", "เขต", "แขวง", "หน่วย", "ภาควิชา", "รัฐสภา", "วุฒิสภา", "สมาคม", "มูลนิธิ", "บริษัท", "การเคหะ", "การท่า", "การทาง", "การยาง", "การกีฬา", "การท่องเที่ยว", "การนิคม", "ส่วนพัฒนา", "ส่วนการ",
)  # fmt: skip
ORGANISATION = "(?:" + "|".join(sorted(ORGANISATIONS, key=len, reverse=True)) + ")"
_OFFICE = regex.compile(ORGANISATION)
_PHONE = r"(?:[ \t]*\(?(?:โทร|โทรศัพท์|Tel|โทรสาร|ไปรษณีย์อิเล็กทรอนิกส์)\b|[ \t]*\(?โทร)"
_ADDRESS = r"(?:ถนน|ถ\.|ตำบล|ต\.|เลขที่(?!รับ|ทะเบียน)|อาคาร|ชั้น|หมู่|\d|เขต[^\n]*กทม|[^\n]*[ ]\d{5}[ ]*$)"

# The end of a number by hand, or of a stamp, that runs into the line of the office.
_STRAY = r"(?:(?!\d{1,2}[.)])[^ก-๎\n\t]{1,8})?"

_RUN_ON = ("และ", "ผู้ช่วย", "รอง", "แทน")

# Posts that are not whole without the office on the next line: ผู้อำนวยการ / สำนักงานเขต…
BARE_POSTS = (
    "ผู้อำนวยการ", "รองผู้อำนวยการ", "อธิบดี", "รองอธิบดี", "ปลัด", "รองปลัด", "เลขาธิการ", "รองเลขาธิการ", "หัวหน้า", "ประธาน",
    "คณบดี", "อธิการบดี", "ผู้ว่าราชการ", "ผู้จัดการ", "นายก", "เลขานุการ",
)  # fmt: skip


POST = (
    "(?:ประธาน|เลขานุการ|ผู้อำนวยการ|รอง|ผู้ช่วย|กรรมการ|หัวหน้า|ปลัด|อธิบดี|เลขาธิการ|ผู้ว่าราชการ|ผู้บัญชาการ|ผู้บังคับ|ผู้จัดการ|นายก|นายอำเภอ"
    "|คณบดี|อธิการบดี|รัฐมนตรี)"
)
_POST = regex.compile(POST)


def joined(lines: Sequence[str]) -> str:
    """Lines of one name or post as one: an office or another post stands apart from what is whole, the
    rest runs on.
    """
    result = ""
    for line in lines:
        begins = _OFFICE.match(line) or _POST.match(line)
        apart = result and begins and not result.endswith((*BARE_POSTS, *_RUN_ON))
        result = f"{result} {line}" if apart else result + line
    return result.strip()


# What follows the name of who issues a paper; a post with nothing of it below heads a decision in a memo.
_TITLED = r"เรื่อง(?!ร้อง|ราว)|ที่[ ]|ว่าด้วย|ฉบับที่"
# A name too long for its line goes on below it: with และ, or down to the title that follows.
_BELOW = (
    rf"(?:\n(?:[ \t]*\n)?[ \t]*(?!{_TITLED}|\d|\()(?:และ[ก-๎ ]{{3,90}}(?=[ ]*$)"
    rf"|[ก-๎][ก-๎ ]{{2,90}}(?=[ ]*\n(?:[ \t]*\n)?[ \t]*(?:เรื่อง[ ]|ว่าด้วย|ที่[ ]*\d{{1,5}}[ ]?/))))"
)
_WORDS = r"(?:(?!\d{3})[^\n\t]){2,90}"
_LEADERS = regex.compile(r"[ ]+(?:\.[ ]?)+$|\.{2,}$|(?<=[ก-๎]{5})\.$|[ ,(]+$")
_DIVISION = regex.compile(
    r"กอง(?!ทัพ|ทุน|บัญชาการ)|สำนัก(?!งาน|นายก|เลขาธิการ|ข่าวกรอง)|สำนักงานเลขานุการ|ฝ่าย|กลุ่ม|งาน|ส่วน|ภาควิชา|แผนก"
)
_UNIT = regex.compile(rf"[ ](?={ORGANISATION}|ส่วน)")


def trimmed(printed: str) -> str:
    """A name without the dots that lead to the next word; those of an abbreviation (ก.ท.) are its own."""
    name = printed.strip()
    shorter = _LEADERS.sub("", name)
    return name if shorter == name else trimmed(shorter)


def _labelled(match: regex.Match[str]) -> Hit | None:
    printed = trimmed(match["value"])
    if len(printed) < 3:
        return None
    start = match.start("value")
    value = one_line(printed)
    return Hit(start, start + len(printed), value, _units(value))


def _units(value: str) -> dict[str, object]:
    """Department (กรม) and division (กอง), which a memo prints in one line and in either order."""
    units = _UNIT.split(value)
    divisions = [unit for unit in units if _DIVISION.match(unit)]
    departments = [unit for unit in units if unit not in divisions]
    return {"department": " ".join(departments) or None, "division": " ".join(divisions) or None}


def _plain(match: regex.Match[str]) -> Hit | None:
    value = joined([trimmed(line) for line in match["value"].split("\n")]).partition(" ถนน")[0]
    return Hit(*match.span("value"), value) if len(value) >= 4 else None


PATTERNS = (
    Pattern(
        id="agency-labelled",
        fills="agency",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 12.1: ส่วนราชการ",
        scan=by_shape(
            shape(
                rf"^[ \t]*{label('ส่วนราชการ')}[ \t.:]{{0,4}}(?P<value>[^\n\t]{{3,200}}?)[ ]*(?={_PHONE}|[ ]*$|\t)"
            ),
            _labelled,
        ),
        finds={
            "ส่วนราชการ กรมชายฝั่งสาธิต กองคลัง โทร. ๐-๒๑๐๐ ๔๔๗๗": "กรมชายฝั่งสาธิต กองคลัง",
            "ส่วนราชการ สำนักงาน ก.ท. ........ โทร. ๔๔๗๗": "สำนักงาน ก.ท.",
            "ส่วนราชการ กองคลัง งานพัสดุ (โทรศัพท์ภายใน ๔๔๗)": "กองคลัง งานพัสดุ",
            "สวนราชการ  กรมป่าไม้ กองการเจ้าหน้าที่": "กรมป่าไม้ กองการเจ้าหน้าที่",
        },
        ignores={"หัวหน้าส่วนราชการทุกแห่ง": "inside a sentence", "ส่วนราชการ": "the label alone"},
    ),
    Pattern(
        id="agency-title",
        fills="agency",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 16–22: ชื่อส่วนราชการในหัวเรื่อง",
        scan=by_shape(
            shape(
                rf"""^[ \t]*(?:คำสั่ง|ประกาศ|ระเบียบ|ข้อบังคับ|แถลงการณ์|ข่าว(?:ประชาสัมพันธ์|แจก)?\n?)[ ]?
                (?P<value>(?:{ORGANISATION}|(?:[ก-ฮ]{{1,3}}\.[ ]?){{2,4}}(?=[ \n]*(?:{_TITLED})))[^\n\t]{{0,120}}?(?:(?=[ ]*(?:\t|{_TITLED}))|{_BELOW}|(?=[ ]*$))
                |{POST}[^\n\t]{{2,120}}?(?=\s*(?:{_TITLED})))"""
            ),
            _plain,
        ),
        finds={
            "คำสั่งกรมชลประทาน\nที่ ๑๒/๒๕๖๐": "กรมชลประทาน",
            "ประกาศสำนักนายกรัฐมนตรี เรื่อง วันหยุด": "สำนักนายกรัฐมนตรี",
            "ระเบียบกรมป่าไม้ว่าด้วยการใช้รถ พ.ศ. ๒๕๖๓": "กรมป่าไม้",
            "ประกาศกรมป่าไม้เรื่องการรับสมัคร": "กรมป่าไม้",
            "ระเบียบ ก.ท.\nว่าด้วยการใช้รถ": "ก.ท.",
            "ประกาศกรมป่าไม้สาธิต\nและชายฝั่งตัวอย่าง\nเรื่อง ห้ามเผา": "กรมป่าไม้สาธิตและชายฝั่งตัวอย่าง",
            "ระเบียบคณะกรรมการพัฒนาชายฝั่ง\nและป่าต้นน้ำ\n\nว่าด้วยการใช้รถ": "คณะกรรมการพัฒนาชายฝั่งและป่าต้นน้ำ",
            "ประกาศคณะกรรมการส่งเสริม\nการอนุรักษ์ชายฝั่ง\nเรื่อง ห้ามเผา": "คณะกรรมการส่งเสริมการอนุรักษ์ชายฝั่ง",
            "ประกาศกรมป่าไม้\nรายชื่อผู้มีสิทธิสอบ\nที่ ชื่อ ตำแหน่ง": "กรมป่าไม้",
            "คำสั่งนายกเทศมนตรีตำบลหนองใส\nที่ ๑๒/๒๕๖๓": "นายกเทศมนตรีตำบลหนองใส",
            "ประกาศผู้ว่าราชการจังหวัดสาธิต\nเรื่อง ห้ามเผา": "ผู้ว่าราชการจังหวัดสาธิต",
            "ข่าวประชาสัมพันธ์\nสำนักงานประชาสัมพันธ์จังหวัดสาธิต": "สำนักงานประชาสัมพันธ์จังหวัดสาธิต",
        },
        ignores={
            "คำสั่งที่ 91/2562": "an order that is cited",
            "ประกาศผลการสอบ": "no office",
            "คำสั่งนายกเทศมนตรี\nทราบ": "the head of a decision in a memo",
        },
    ),
    Pattern(
        id="agency-address",
        fills="agency",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 11.2: ส่วนราชการเจ้าของหนังสือและที่ตั้ง",
        scan=by_shape(
            shape(
                rf"""(?:^[ \t]*{_STRAY}|\t)(?P<value>{ORGANISATION}{_WORDS}(?:\n(?![ \t]*(?:{_ADDRESS}|วันที่|\d|เรื่อง|เลขที่?รับ|เลขรับ|รับที่|เวลา|$)){_WORDS}){{0,3}}?)[ ]*
                (?=(?:\n[ \t]*{_ADDRESS}[^\n]*){{1,3}}\n(?:[ \t]*\n){{0,2}}[ \t]*(?:วันที่[ ]?)?(?:\d|[ก-์]{{4,12}}[ ]\d{{4}})
                |(?:\n[ \t]*{_ADDRESS}[^\n]*){{0,2}}\n[^\n\t]*(?<!\d)[1-9]\d{{4}}[ \t]*$)"""
            ),
            _plain,
        ),
        finds={
            "กรมป่าไม้\nถนนพหลโยธิน กทม. ๑๐๙๐๐\n\n๒๕ สิงหาคม ๒๕๕๙": "กรมป่าไม้",
            "สภาเกษตรกรแห่งชาติ\nด้านพืชไร่\nเขตหลักสี่ กรุงเทพฯ 10210\n1 มีนาคม 2560": "สภาเกษตรกรแห่งชาติด้านพืชไร่",
            "3-71 สำนักงานป่าไม้สาธิต\nถนนคันคลอง กทม.10990\n7 มกราคม 2561": "สำนักงานป่าไม้สาธิต",
            "'_T Jสำนักงานป่าไม้สาธิต\nกระทรวงสาธิต กทม. 10990": "สำนักงานป่าไม้สาธิต",
        },
        ignores={
            "กรมป่าไม้\nรับที่ ๓๗๖๓\nวันที่ ๑๙ ก.ย. ๕๙": "a receipt stamp",
            "2. สำนักงานป่าไม้สาธิต\nถนนคันคลอง กทม.10990\n7 มกราคม 2561": "an entry of a list",
        },
    ),
    Pattern(
        id="agency-beside-number",
        fills="agency",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 11.2, 24: ชื่อหน่วยงานข้างเลขที่",
        scan=by_shape(
            shape(
                rf"""^[ \t]*(?:เลข)?ที่[ ](?:[^\n\t]{{3,40}}\t(?P<value>{ORGANISATION}[^\n\t]{{2,90}}?)[ ]*$
                |[^\n\t/]{{2,30}}/[^\n\t]{{0,14}}(?:\n[ \t]*)?\n[ \t]*(?P<value>{ORGANISATION}[^\n\t]{{2,70}}?)[ ]*
                (?=\n[ \t]*(?:\d{{1,2}}[ ][ก-์]{{4,12}}[ ](?:พ\.ศ\.[ ]?)?2[45]\d\d|(?:ถนน|ตำบล|อำเภอ)[^\n]*\n(?:[ \t]*\n)?[ \t]*หนังสือฉบับนี้))
                |[^\n\t/]{{2,30}}/[^\n\t]{{0,14}}\d[ ]+(?P<value>{ORGANISATION}(?:(?!วันที่)[^\n\t]){{2,70}}?)[ ]*
                (?=\Z|\n(?:[ \t]*\n)?[ \t]*(?:{_ADDRESS}|{ORGANISATION}|วันที่|เรื่อง)))"""
            ),
            _plain,
        ),
        finds={
            "เลขที่ ๑๔๖/๒๕๖๓\tสำนักงานชลประทานที่ ๙\nถนนคันคลอง": "สำนักงานชลประทานที่ 9",
            "ที่ กษ 0201/12\tกรมป่าไม้": "กรมป่าไม้",
            "ที่ ทส 1601/12 กรมป่าไม้\nถนนพหลโยธิน": "กรมป่าไม้",
            "ที่ 218/2475\nศาลากลางมณฑลสาธิต\n15 มีนาคม พ.ศ. 2475": "ศาลากลางมณฑลสาธิต",
            "เลขที่ 46/2563\nสำนักงานประมงที่ 9\nถนนคันคลอง อำเภอเมือง\n\nหนังสือฉบับนี้ให้ไว้": "สำนักงานประมงที่ 9",
        },
        ignores={
            "ที่ กษ 0201/12\tวันที่ ๑ มีนาคม ๒๕๖๐": "the date of a memo",
            "ที่\tชื่อ\tตำแหน่ง": "the head of a table",
            "ที่ ทส 1601/12 กรมป่าไม้ขอให้ทุกหน่วย\nรายงานผล": "a sentence",
            "ที่ ทส 1601/12\nกองคลังรับที่ 40\nวันที่ 3 มีนาคม 2560": "a receipt stamp",
        },
    ),
    Pattern(
        id="agency-above-date",
        fills="agency",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 14: ชื่อส่วนราชการที่ส่งหนังสือออก",
        scan=by_shape(
            shape(
                rf"^[ \t]*(?P<value>{ORGANISATION}[^\n\t]{{2,90}}?)(?<![ ]\d{{5}})[ ]*\n(?:[ \t]*\n)?(?=[ \t]*(?:วันที่[ ]?)?\d{{1,2}}[ ][ก-์]{{4,12}}[ ](?:พ\.ศ\.[ ]?)?2[45]\d\d[ ]*$(?!\n[ \t]*(?:เวลา|เลข|รับ)))"
            ),
            _plain,
        ),
        finds={
            "กองพลาธิการ\n13 มีนาคม 2560": "กองพลาธิการ",
            "กองคลังสาธิต\nวันที่ ๒๔ มกราคม ๒๕๖๓": "กองคลังสาธิต",
            "กองเมล็ดพันธุ์ กรมการข้าว\n\n๑๗ กันยายน ๒๕๖๑": "กองเมล็ดพันธุ์ กรมการข้าว",
        },
        ignores={
            "กองพลาธิการ\nวันที่ ๑๓ มี.ค. ๖๐": "a receipt stamp",
            "กองพลาธิการ\nวันที่ ๑๓ มีนาคม ๒๕๖๐\nเวลา ๑๐.๓๐ น.": "a receipt stamp",
        },
    ),
    Pattern(
        id="agency-certifying",
        fills="agency",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 24: ส่วนราชการเจ้าของหนังสือรับรอง",
        scan=by_shape(
            shape(
                rf"^[ \t]*(?P<value>{ORGANISATION}[^\n\t]{{2,90}}?)[ ]*(?=\n(?:[ \t]*\n)?[ \t]*หนังสือ(?:รับรอง)?ฉบับนี้)"
            ),
            _plain,
        ),
        finds={
            "ศูนย์ฝึกอบรมอุทกวิทยา\nหนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า": "ศูนย์ฝึกอบรมอุทกวิทยา",
            "สำนักงานประมง\n\nหนังสือรับรองฉบับนี้ให้ไว้": "สำนักงานประมง",
        },
        ignores={"กรมป่าไม้\nหนังสือของท่าน": "another sentence"},
    ),
    Pattern(
        id="agency-from",
        fills="agency",
        authority="วิทยุราชการ: จาก",
        scan=by_shape(
            shape(rf"^[ \t]*จาก[ .:]{{1,3}}(?P<value>(?:{ORGANISATION}|{POST})[^\n\t]{{2,90}}?)[ ]*(?=$|\t)"),
            _plain,
        ),
        finds={
            "จาก ศูนย์จัดการน้ำลุ่มน้ำปิง": "ศูนย์จัดการน้ำลุ่มน้ำปิง",
            "จาก  กรมอุตุนิยมวิทยา": "กรมอุตุนิยมวิทยา",
            "จาก ผู้ว่าราชการจังหวัดสาธิต": "ผู้ว่าราชการจังหวัดสาธิต",
        },
        ignores={"จากการประชุมคณะทำงาน": "a sentence", "จาก วันที่ ๑ มีนาคม": "a date"},
    ),
)
