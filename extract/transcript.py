"""Transcripts (.txt): text that somebody already has, pages parted by form feeds.

Transcripts made by vision models carry marks of HTML and Markdown; `unmark` reads through them, check
boxes among them, and the text still remembers where each character stood.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from saraban.extract.page import Line, Page
from saraban.extract.source import split_pages
from saraban.normalize.text import Text

# Bounded and within one line each: a transcript may hold anything, and its lines must stay its lines.
_INPUT = regex.compile(r"<input\b([^<>\n]{0,300})>", regex.IGNORECASE)
_BREAK = regex.compile(r"<br[ \t]{0,9}/?>|</t[dh]>|</?tr\b[^<>\n]{0,300}>", regex.IGNORECASE)
_TAG = regex.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:[ \t][^<>\n]{0,300})?/?>")
_BOLD = regex.compile(r"\*\*|(?<!_)__(?=[^\s_])|(?<=[^\s_])__(?!_)")
_HEADING = regex.compile(r"^#{1,6} +", regex.MULTILINE)
_TRAILING = regex.compile(r"[ \t]+$", regex.MULTILINE)


def transcript_pages(text: str) -> Iterator[Page]:
    """The pages of a transcript; lines are numbered through a page, blank ones too."""
    for number, page in enumerate(split_pages(text.replace("\r\n", "\n").replace("\r", "\n")), start=1):
        lines = tuple(Line(at, line) for at, line in enumerate(page.split("\n"), start=1))
        written = any(line.text.strip() for line in lines)
        yield Page(number=number, text_from="transcript" if written else "none", lines=lines)


def unmark(text: Text) -> Text:
    """The text without marks of HTML and Markdown; a check box becomes ☑ or ☐."""
    if "<" in text.string:
        text = text.sub(_INPUT, _box)
        text = text.sub(_BREAK, "\t").sub(_TAG, "")
    if "*" in text.string or "__" in text.string:
        text = text.sub(_BOLD, "")
    if "#" in text.string:
        text = text.sub(_HEADING, "")
    return text.sub(_TRAILING, "")


def _box(match: regex.Match[str]) -> str:
    told = match[1].lower()
    if "checkbox" not in told:
        return ""
    return "☑" if regex.search(r"\bchecked\b", told) else "☐"
