"""Thai or English: which of the two a visitor reads, and all that is said in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # the words are wanted without a server, too
    from starlette.requests import Request

Language = Literal["th", "en"]
COOKIE = "language"
Both = tuple[str, str]
"""The same in Thai and in English."""


def language_of(request: Request) -> Language:
    """What the address asks for, else what was chosen before, else Thai."""
    asked = request.query_params.get("lang") or request.cookies.get(COOKIE)
    return "en" if asked == "en" else "th"


def in_language(both: Both, language: Language) -> str:
    """One of the two."""
    return both[language == "en"]
