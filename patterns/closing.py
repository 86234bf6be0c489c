"""What the writer asks for: จึงเรียนมาเพื่อโปรด…, and which verb of it means which action."""

from __future__ import annotations

import regex

from saraban.patterns.pattern import Hit, Pattern, by_shape, shape

# The one table of what a verb asks for or decides; refusals stand before what they refuse.
REFUSALS: tuple[tuple[str, str], ...] = (
    ("ไม่อนุมัติ", "return"), ("ไม่อนุญาต", "return"), ("ไม่เห็นชอบ", "return"), ("ไม่เห็นควร", "return"), ("ไม่เห็นด้วย", "return"),
)  # fmt: skip
VERBS: tuple[tuple[str, str], ...] = (
    ("ดำเนินการตามเสนอ", "approve"), ("ถือปฏิบัติ", "comply"), ("พิจารณา", "consider"), ("ดำเนินการ", "act"), ("รับทราบ", "acknowledge"),
    ("ทราบ", "acknowledge"), ("เห็นชอบ", "approve"), ("อนุมัติ", "approve"), ("อนุญาต", "approve"), ("ลงนาม", "sign"), ("ลงชื่อ", "sign"),
    ("มอบหมาย", "assign"), ("สั่งการ", "assign"), ("แจ้ง", "inform"), ("ประชาสัมพันธ์", "inform"), ("อนุเคราะห์", "support"), ("สนับสนุน", "support"),
)  # fmt: skip
ACTIONS = dict((*REFUSALS, *VERBS))
_VERB = regex.compile("|".join(f"(?<!ไม่){verb}" for verb in sorted(ACTIONS, key=len, reverse=True)))


def actions(purpose: str) -> list[str]:
    """The actions that a purpose asks for, in order, each once: ทราบและถือปฏิบัติ → acknowledge, comply."""
    found: list[str] = []
    for verb in _VERB.findall(purpose):
        if ACTIONS[verb] not in found:
            found.append(ACTIONS[verb])
    return found


def _purpose(match: regex.Match[str]) -> Hit | None:
    # Only the words right after เพื่อ(โปรด) are the request; what follows them is what it is about.
    found = actions(match["verbs"])
    return Hit(*match.span("value"), found, {"text": " ".join(match["value"].split())}) if found else None


_VERBS = "|".join(verb for verb, _ in sorted(VERBS, key=lambda row: -len(row[0])))
# After พิจารณา a verb without และ is what to decide on (พิจารณาอนุมัติ), unless it is the matter itself (พิจารณามอบหมาย…).
_NEXT = "อนุมัติ|อนุญาต|เห็นชอบ|ดำเนินการ|ลงนาม|สั่งการ|ถือปฏิบัติ|อนุเคราะห์|สนับสนุน"
_CHAIN = rf"(?P<verbs>(?:ขอความ)?(?:{_VERBS})(?:[ ]?(?:และ|หรือ)[ ]?(?:โปรด)?(?:{_VERBS})|[ ]?(?:โปรด)?(?:{_NEXT})){{0,3}})"

PATTERNS = (
    Pattern(
        id="closing-purpose",
        fills="closing",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526: ข้อความสรุปความประสงค์",
        scan=by_shape(
            shape(
                rf"""(?P<value>จึง[ ]?(?:ขอ)?[ ]?(?:กราบ)?(?:เรียน|เสนอ|แจ้ง|นมัสการ)[ ]?(?:มา)?[ ]?(?:ยังท่าน[ ]?)?(?:เพื่อ|ขอ)[ ]?(?:ได้)?(?:โปรด|กรุณา)?[ ]?
                {_CHAIN}[^\n]{{0,300}})"""
            ),
            _purpose,
        ),
        finds={
            "จึงแจ้งมาเพื่อทราบ": ["acknowledge"],
            "จึงเรียนมาเพื่อโปรดทราบและถือปฏิบัติต่อไป": ["acknowledge", "comply"],
            "จึงเรียนมาเพื่อโปรดพิจารณา คณะฯ หวังว่าจะได้รับความอนุเคราะห์": ["consider"],
            "จึงกราบเรียนมาเพื่อโปรดพิจารณาอนุมัติ": ["consider", "approve"],
        },
        ignores={"จึงได้กำหนดให้มีการประชุม": "another sentence"},
    ),
    Pattern(
        id="closing-alone",
        fills="closing",
        authority="บันทึกข้อความ: ข้อความสรุปที่อยู่ลำพัง",
        scan=by_shape(shape(rf"^[ \t]*(?P<value>เพื่อ[ ]?(?:โปรด|กรุณา)[ ]?{_CHAIN}(?:ต่อไป)?)[ .]*$"), _purpose),
        finds={"เพื่อโปรดทราบ": ["acknowledge"], "เพื่อโปรดพิจารณาดำเนินการต่อไป": ["consider", "act"]},
        ignores={"☐ เพื่อโปรดทราบ": "a box to tick: see dispositions", "เพื่อทราบผลการสอบ": "a sentence"},
    ),
)
