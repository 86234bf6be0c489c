"""Random requests to the web page, the same for a seed: addresses, queries and forms, many of them attacks."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% for x in ().__class__.__base__.__subclasses__() %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "'; DROP TABLE index_document; --",
    '" OR 1=1 --',
    '=HYPERLINK("http://evil.example","x")',
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%00%0d%0aSet-Cookie: a=b",
    "\r\nSet-Cookie: a=b",
    "gpj.\u202efdp",
    "กษ\u200b ๐๒๐๑\u2060\ufeff",
    "\x00\x07\x1b[31m",
    "\ud800 lone",
    "\ue000<b>\ue001",
    "ก" + "\u0e49" * 300,
    "]]><!--",
    "&lt;script&gt;",
    "--><svg/onload=alert(1)>",
    'AND OR NOT NEAR("',
    "*" * 50,
)
"""What attackers put into scans, names, queries and forms: script, template, SQL, formula, path, what cannot be seen."""

_PATHS = (
    "/", "/queue", "/charts", "/file/{}", "/document/{}/d1", "/document/{}/d2", "/picture/{}/1", "/static/page.css", "/x",
    "/review/{}/d1", "/enter", "/documents.csv", "/decision/{}/d1/approve",
)  # fmt: skip
_PARAMETERS = (
    "text", "number", "similar", "from", "to", "dated", "kind", "agency", "to_office", "receipt", "action", "flagged",
    "page", "by", "reason", "lang", "size", "token",
)  # fmt: skip
_FIELDS = ("field", "member", "what", "typed", "who", "why", "after", "reading", "exactly", "was")
_WORDS = (
    *EVIL, "น้ำ", "กษ 0201*", "๑/๙/๒๕๕๙", "2016-09-01", "any", "letter", "approve", "date", "1", "0", "-1", "9" * 30,
    "confirmed", "corrected", "en", "",
)  # fmt: skip
_RANGES = ((0x20, 0x7F), (0xE00, 0xE5C), (0, 0x250), (0, 0xD800), (0x2000, 0x2070))


@dataclass(frozen=True, slots=True)
class Request:
    """A request; `form` of a POST alone."""

    method: str
    address: str
    form: dict[str, str]


def requests(names: Sequence[str], seed: int) -> Iterator[Request]:
    """Requests without end; `names` are those of records that are there."""
    chance = random.Random(seed)
    while True:
        name = quote(chance.choice([*names, _word(chance)]), safe=chance.choice(["", "/"]))
        query = "&".join(
            f"{chance.choice(_PARAMETERS)}={quote(_word(chance))}" for _ in range(chance.randrange(5))
        )
        form = {chance.choice(_FIELDS): _word(chance) for _ in range(chance.randrange(9))}
        address = chance.choice(_PATHS).format(name) + ("?" + query if query else "")
        yield Request("POST" if chance.random() < 0.25 else "GET", address, form)


def _word(chance: random.Random) -> str:
    if chance.random() < 0.7:
        text = chance.choice(_WORDS)
    else:
        text = "".join(chr(chance.randrange(*chance.choice(_RANGES))) for _ in range(chance.randrange(40)))
    return text.encode("utf-8", "replace").decode()
