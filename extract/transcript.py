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

_CHECKBOX = regex.compile(r"<input\b[^>\n]*\btype=[\"']?checkbox[^>\n]*>", regex.IGNORECASE)
_BREAK = regex.compile(r"<br\s*/?>|</t[dh]>|</?tr\b[^>\n]*>", regex.IGNORECASE)
_TAG = regex.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>\n]{0,300})?/?>")
_BOLD = regex.compile(r"\*\*|__(?=\S)|(?<=\S)__")
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
        text = text.sub(_CHECKBOX, lambda m: "☑" if regex.search(r"\bchecked\b", m[0]) else "☐")
        text = text.sub(_BREAK, "\t").sub(_TAG, "")
    if "*" in text.string or "__" in text.string:
        text = text.sub(_BOLD, "")
    if "#" in text.string:
        text = text.sub(_HEADING, "")
    return text.sub(_TRAILING, "")
