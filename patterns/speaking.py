"""Which office speaks in its own text: กรม…จึงขอแจ้ง. The last resort where head and stamp were not read."""

from __future__ import annotations

import regex

from saraban.patterns.agency import ORGANISATION
from saraban.patterns.pattern import Hit, Pattern, by_shape, shape

_SPEAKING = shape(
    rf"""(?:^[ \t]*|(?:พร้อมนี้|อนึ่ง|ในการนี้|ทั้งนี้|บัดนี้)[ ])(?P<value>{ORGANISATION}[ ]?[ก-๎]{{0,60}}?(?:[ ](?:[ก-ฮ]{{1,4}}\.){{1,4}}|[ ]เขต[ ]\d{{1,2}})?)
    [ ]?(?:จึง)?(?:(?:ใคร่)?ขอ(?:ส่ง|แจ้ง|เรียน|ความ|ให้|เชิญ)|จะ(?:ได้)?(?:โอน|แจ้ง|ส่ง|จัดส่ง))"""
)
_PARTED = regex.compile(r"(?<=^(?:กรม|กระทรวง|จังหวัด))[ ]")


def _speaker(match: regex.Match[str]) -> Hit | None:
    value = _PARTED.sub("", match["value"])
    return Hit(*match.span("value"), value, {}, ("told_by_text",)) if len(value) >= 8 else None


PATTERNS = (
    Pattern(
        id="agency-speaking",
        fills="agency",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 14: ส่วนราชการที่ส่งหนังสือออก เป็นผู้กล่าวในข้อความ",
        scan=by_shape(_SPEAKING, _speaker),
        finds={
            "พร้อมนี้ สำนักงาน ก.ส.ขอส่งหนังสือ ที่ สส 0801/12": "สำนักงาน ก.ส.",
            "กรม ป่าไม้สาธิต จึงขอแจ้งให้กรมชายฝั่งสาธิตทราบ": "กรมป่าไม้สาธิต",
            "ทั้งนี้ สำนักงานประมงสาธิต เขต 3 ขอความร่วมมือ": "สำนักงานประมงสาธิต เขต 3",
            "ทั้งนี้ สำนักงานประมงสาธิต จะโอนเงินให้": "สำนักงานประมงสาธิต",
        },
        ignores={
            "ด้วยกรมป่าไม้สาธิตขอเชิญประชุม": "the text may tell of another office",
            "ตามที่กรมป่าไม้สาธิตขอให้รายงาน": "another office asked",
            "กรมขอแจ้งให้ทราบ": "no name",
        },
    ),
)
