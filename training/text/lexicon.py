"""Words, names, places and offices to fill lines with: PyThaiNLP's lists and the project's own tables.

All are sorted, so that one seed draws the same line everywhere.
"""

from __future__ import annotations

import random
from functools import cache

from pythainlp.corpus import (
    thai_family_names,
    thai_female_names,
    thai_male_names,
    thai_syllables,
    thai_words,
)
from pythainlp.util import normalize

from saraban.normalize.agencies import agencies
from saraban.normalize.provinces import provinces

_RARE = "ฃฅฆฌฎฏฐฑฒฦฬฮฤๅ"  # ฃ and ฅ stand in old spellings only
_OLD_WORDS = (
    "ฃวด",
    "ฃอ",
    "ฃ้อ",
    "ฃึ้น",
    "ฃ่าว",
    "ฃาย",
    "ฅน",
    "ฅอ",
    "ฅอเสื้อ",
    "ฅวาม",
    "ฤๅษี",
    "ฤๅ",
    "ฦๅ",
    "ฦๅชา",
    "ฦๅสาย",
)
_TITLES = (
    "นาย",
    "นาง",
    "นางสาว",
    "น.ส.",
    "ดร.",
    "ศาสตราจารย์",
    "ผู้ช่วยศาสตราจารย์",
    "รศ.",
    "ผศ.",
    "หม่อมหลวง",
    "ม.ล.",
)
_RANKS = (
    "พลเอก", "พลโท", "พลตรี", "พันเอก", "พันโท", "พันตรี", "ร้อยเอก", "ร้อยโท", "ร้อยตรี", "จ่าสิบเอก",
    "พลเรือเอก", "นาวาเอก", "นาวาอากาศเอก", "เรืออากาศโท", "พลตำรวจเอก", "พลตำรวจโท", "พันตำรวจเอก",
    "พันตำรวจตรี", "ร้อยตำรวจเอก", "ดาบตำรวจ", "ว่าที่ร้อยตรี", "พ.ต.อ.", "พ.ต.ท.", "ร.ต.อ.", "พ.อ.", "น.อ.",
)  # fmt: skip
_DIVISIONS = (
    "สำนักงานเลขานุการกรม", "กองกลาง", "กองการเจ้าหน้าที่", "กองคลัง", "กองแผนงาน", "กองกฎหมาย", "สำนักบริหารกลาง",
    "สำนักนโยบายและยุทธศาสตร์", "กลุ่มตรวจสอบภายใน", "กลุ่มพัฒนาระบบบริหาร", "ศูนย์เทคโนโลยีสารสนเทศและการสื่อสาร",
    "ฝ่ายบริหารทั่วไป", "งานสารบรรณ", "กลุ่มอำนวยการ", "สำนักปลัด", "กองช่าง", "กองการศึกษา", "กลุ่มงานยุทธศาสตร์",
    "สำนักตรวจราชการ", "กองพัสดุ", "คณะวิศวกรรมศาสตร์", "สำนักทะเบียน", "กลุ่มบริหารงานบุคคล", "กองวิเทศสัมพันธ์",
)  # fmt: skip
_OFFICES = (
    "สำนักงานจังหวัด{}", "จังหวัด{}", "ศาลากลางจังหวัด{}", "ที่ทำการปกครองจังหวัด{}", "องค์การบริหารส่วนจังหวัด{}",
    "เทศบาลเมือง{}", "เทศบาลนคร{}", "สำนักงานที่ดินจังหวัด{}", "สำนักงานสาธารณสุขจังหวัด{}", "โรงพยาบาล{}",
    "วิทยาลัยเทคนิค{}", "โรงเรียน{}วิทยาคม", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา{} เขต 2", "เรือนจำกลาง{}",
    "สำนักงานประปา{}", "สถานีตำรวจภูธรเมือง{}", "สำนักงานคลังจังหวัด{}", "มหาวิทยาลัยราชภัฏ{}", "องค์การบริหารส่วนตำบล{}",
)  # fmt: skip
_HEADS = (
    "ปลัดกระทรวง", "รองปลัดกระทรวง", "อธิบดี", "รองอธิบดี", "ผู้ว่าราชการจังหวัด", "รองผู้ว่าราชการจังหวัด", "นายอำเภอ",
    "ผู้อำนวยการสำนัก", "ผู้อำนวยการกอง", "หัวหน้าส่วนราชการ", "เลขาธิการ", "เลขานุการกรม", "คณบดี", "อธิการบดี",
    "นายกเทศมนตรี", "ปลัดเทศบาล", "นายกองค์การบริหารส่วนตำบล", "หัวหน้ากลุ่มงาน", "นักวิชาการชำนาญการพิเศษ",
    "นิติกรชำนาญการ", "เจ้าพนักงานธุรการปฏิบัติงาน", "ผู้บัญชาการ", "ผู้กำกับการ", "หัวหน้าฝ่ายบริหารทั่วไป", "รัฐมนตรีว่าการกระทรวง",
    "กรรมการและเลขานุการ", "ประธานกรรมการ", "ครูชำนาญการพิเศษ", "นายแพทย์เชี่ยวชาญ", "วิศวกรโยธาชำนาญการ",
)  # fmt: skip


def _well_spelt(listed: frozenset[str]) -> tuple[str, ...]:
    """Sorted, without those whose marks stand in a wrong order."""
    return tuple(sorted(word for word in listed if normalize(word) == word and "\u0e4d" not in word))


@cache
def words() -> tuple[str, ...]:
    """Thai words (คำ) of up to 14 characters."""
    return tuple(sorted(word for word in thai_words() if 1 < len(word) < 15))


@cache
def _words_with(letter: str) -> tuple[str, ...]:
    return tuple(word for word in (*_OLD_WORDS, *words()) if letter in word)


@cache
def syllables() -> tuple[str, ...]:
    """Thai syllables (พยางค์)."""
    return _well_spelt(thai_syllables())


@cache
def _given_names() -> tuple[str, ...]:
    return _well_spelt(thai_female_names() | thai_male_names())


@cache
def _family_names() -> tuple[str, ...]:
    return _well_spelt(thai_family_names())


@cache
def _agency_names() -> tuple[str, ...]:
    return tuple(sorted({agency.name for agency in agencies().values()}))


@cache
def _codes() -> tuple[str, ...]:
    return (*sorted(agencies()) * 2, *sorted(provinces()))


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(sorted(province.name for province in provinces().values()))


@cache
def english_names() -> tuple[str, ...]:
    """English names of ministries and provinces."""
    names = {agency.name_en for agency in agencies().values()}
    return tuple(sorted(names | {province.name_en for province in provinces().values()}))


def rare_word(rng: random.Random) -> str:
    """A word with a letter that few words have, each such letter as often as another."""
    return rng.choice(_words_with(rng.choice(_RARE)))


def name(rng: random.Random) -> str:
    """Given and family name (ชื่อ สกุล)."""
    return f"{rng.choice(_given_names())} {rng.choice(_family_names())}"


def person(rng: random.Random) -> str:
    """A name with its title or rank (คำนำหน้านาม, ยศ)."""
    if rng.random() < 0.25:
        return f"{rng.choice(_RANKS)}{rng.choice((' ', ''))}{name(rng)}"
    return rng.choice(_TITLES) + name(rng)


def rank(rng: random.Random) -> str:
    """A rank (ยศ)."""
    return rng.choice(_RANKS)


def province(rng: random.Random) -> str:
    """A province (จังหวัด)."""
    return rng.choice(_provinces())


def office(rng: random.Random) -> str:
    """An office (ส่วนราชการ): ministry, body, division, or an office of a province."""
    chance = rng.random()
    if chance < 0.35:
        return rng.choice(_OFFICES).format(province(rng))
    return rng.choice(_agency_names() if chance < 0.65 else _DIVISIONS)


def post(rng: random.Random) -> str:
    """The post of somebody (ตำแหน่ง)."""
    head = rng.choice(_HEADS)
    return head + (province(rng) if head.endswith(("จังหวัด", "เทศมนตรี")) else "")


def code(rng: random.Random) -> str:
    """The letter code of an office (อักษรย่อ), at times with dots or one nobody has."""
    letters = rng.choice(_codes())
    chance = rng.random()
    if chance < 0.1:
        return ".".join(letters) + "."
    if chance < 0.2:
        return "".join(rng.choices("กขคจชฎฐณดตถทธนบปผพภมยรลวศสหอฮ", k=rng.randint(2, 4)))
    return f"({letters})" if chance < 0.24 else letters + "." * (chance > 0.92)
