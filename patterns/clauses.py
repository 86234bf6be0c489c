"""The articles (มาตรา, ข้อ) of a law that are cited right before or right behind its name."""

from __future__ import annotations

import regex

_CLAUSE = r"(?:มาตรา|ข้อ)[ ]?[0-9]{1,4}(?:[ ]?/[0-9]{1,2})?(?:[ ]?\([0-9ก-ฮ]{1,2}\)){0,3}(?:[ ]วรรค(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|ท้าย))?"
_MORE = r"(?:[ ]?(?:,|และ|หรือ|ถึง|ประกอบ|ประกอบกับ)?[ ]?(?:มาตรา|ข้อ)?[ ]?(?:[0-9]{1,4}(?!/[0-9]{4})|\([0-9ก-ฮ]{1,2}\))(?:[ ]วรรค[ก-๎]{2,5})?){0,8}"
_BEFORE = regex.compile(rf"(?P<clauses>{_CLAUSE}{_MORE})[ \n]?(?:แห่ง|ของ|ตาม|ใน)[ \n]?$")
_AFTER = regex.compile(rf"[ \n]?(?:ใน|ตาม)?[ ]?(?P<clauses>{_CLAUSE}{_MORE})")
_ONE = regex.compile(
    r"(มาตรา|ข้อ)?[ ]?([0-9]{1,4}(?:[ ]?/[0-9]{1,2})?)?((?:[ ]?\([0-9ก-ฮ]{1,2}\))*)([ ]วรรค[ก-๎]{2,5})?"
)


def clauses_of(match: regex.Match[str]) -> list[str]:
    """The articles cited beside the law that `match["value"]` names, each alone: มาตรา 78(4), มาตรา 78(5)."""
    around = [
        _BEFORE.search(match.string, max(0, match.start("value") - 120), match.start("value")),
        _AFTER.match(match.string, match.end("value")),
    ]
    return [clause for found in around if found for clause in _each(found["clauses"])]


def _each(printed: str) -> list[str]:
    """มาตรา 9 และ 12 (3) (4) → each with its word: มาตรา 9, มาตรา 12(3), มาตรา 12(4)."""
    clauses: list[str] = []
    word, number = "", ""
    for match in _ONE.finditer(printed):
        if not (match[2] or match[3]):
            continue
        word, number = match[1] or word, (match[2] or number).replace(" ", "")
        paragraph = match[4] or ""
        items = regex.findall(r"\([0-9ก-ฮ]{1,2}\)", match[3]) or [""]
        clauses += [f"{word} {number}{item}{paragraph}" for item in items]
    return clauses
