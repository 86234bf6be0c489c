"""Labels as engines misread them, mended before any pattern reads: วันที, ครังที่, เรือง.

Only words that stand as labels are mended, never what they label; the text still remembers what was
printed. Longer labels need none of this: `pattern.label` lets one misread letter pass.
"""

from __future__ import annotations

import regex

from saraban.normalize.months import FULL
from saraban.normalize.text import Text

_AT = regex.compile(
    r"""(?:(?<![ก-๎])|(?<=ประชุม)(?=ครั))(?P<label>(?:ลง)?วั[็-๋]?น(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)?
    |(?:เลข)?(?:ทะเบียน)?รับ|เลข|ครั[้่]?ง)(?P<at>ที[่้]?)(?=[ :.0-9๐-๙]|รับ|$)""",
    regex.MULTILINE | regex.VERBOSE,
)
_MARKED_DAY = regex.compile(r"วั[็-๋]น")  # no word begins so
_SUBJECT = regex.compile(r"^(?P<lead>[ \t]*)เรือง(?=[ \t:.])", regex.MULTILINE)


_ACTING = regex.compile(r"(?<![ก-๎])ว่าที(?![่้])(?=[ ]?(?:ร้อย|พัน|เรือ|นาวา|พล|ร\.|พ\.))")


# No date has two months: พ.ค. between a month and a year is the era, พ.ศ.
_ERA = regex.compile(rf"(?<=(?:{'|'.join(FULL)})[ ]?)พ\.?[ ]?[คด]\.?(?=[ ]?2[45][0-9]{{2}}(?![0-9]))")
_STRAY = regex.compile(r"(?<=พ\.ศ\.)[ ]?[,'‘’]{1,2}[ ]?(?=2[45][0-9]{2}(?![0-9]))")
# ประกาศ ณ วันที่: no other one-letter word stands there.
_GIVEN = regex.compile(r"(?<=(?:ประกาศ|สั่ง|ให้ไว้)(?:มา)?[ ]?)[ฌญน](?=[ ]?วันที่)")
_CLOSING = regex.compile(r"(?<![ก-๎])จ[ิีื]ง(?=เรียน|เสนอ|แจ้ง|ประกาศ)")


def mend(text: Text) -> Text:
    """The text with its misread labels put right: ที → ที่, วั้นที่ → วันที่, ครัง → ครั้ง, เรือง → เรื่อง at a line's start,
    พ.ค. → พ.ศ. after a month, จิงเรียน → จึงเรียน, ประกาศ ฌ วันที่ → ประกาศ ณ วันที่.
    """
    text = text.sub(_AT, _mended).sub(_ACTING, "ว่าที่").sub(_ERA, "พ.ศ.").sub(_STRAY, " ").sub(_CLOSING, "จึง")
    text = text.sub(_GIVEN, "ณ")
    return text.sub(_SUBJECT, lambda match: f"{match['lead']}เรื่อง")


def _mended(match: regex.Match[str]) -> str:
    label = "ครั้ง" if match["label"].startswith("ครั") else _MARKED_DAY.sub("วัน", match["label"])
    return f"{label}ที่"
