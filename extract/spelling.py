"""One word, two spellings: a word that a misread letter broke is put right by the same word elsewhere in the file.

Both must say so, the list of words and the file: อัดรา is no word, อัตรา is one, and the text below the
subject prints it. Abbreviations and words in Latin letters, which no list holds, are taken from the file
where the engine doubted the letter. The correction keeps what was read, names the page of its witness, and is always flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import regex

from saraban.extract.flow import Flow
from saraban.extract.lexicon import broken_words, near_words, pieces, unknown_words
from saraban.extract.offices import DOUBT, sureness_of, witness
from saraban.extract.reconcile import corrected
from saraban.extract.record import Document, Field

_UNLISTED = regex.compile(r"(?<![A-Za-z])[A-Za-z]{4,}(?![A-Za-z])|(?<![ก-๎.])(?:[ก-ฮ]{1,4}\.){2,4}")
_WHY = "the file prints the word so elsewhere"


def settle_words(documents: Sequence[Document], flow: Flow) -> tuple[Document, ...]:
    """The documents with broken words of subjects, addressees, offices and enclosures put right by the file."""
    return tuple(_settled(document, flow) for document in documents)


def _settled(document: Document, flow: Flow) -> Document:
    for name in ("subject", "to", "agency"):
        field = document.one(name)
        if field is not None and isinstance(field.value, str):
            document = document.put(name, _righted(field, field.value, "", document, flow))
    return document.each("enclosures", partial(_title, document=document, flow=flow))


def _title(field: Field, document: Document, flow: Flow) -> Field:
    title = field.members.get("title")
    return _righted(field, title, "title", document, flow) if isinstance(title, str) else field


def _righted(field: Field, read: str, key: str, document: Document, flow: Flow) -> Field:
    """The field with each broken word of a text in it replaced; `key` names the text, "" is the value itself."""
    text, first = read, -1
    for broken, right in (*_thai(read, flow), *_unlisted(read, field, flow)):
        text = text.replace(broken, right)
        first = flow.text.string.find(right) if first < 0 else first
    if text == read:
        return field
    value = {**field.members, key: text} if key else text
    return corrected(field, value, witness(document, first, flow), _WHY)


def _thai(text: str, flow: Flow) -> Iterator[tuple[str, str]]:
    for broken in dict.fromkeys((*broken_words(text), *_unknown(text))):
        printed = [word for word in near_words(broken) if word in flow.text.string]
        if len(printed) == 1:
            yield broken, printed[0]


def _unknown(text: str) -> Iterator[str]:
    """The pieces that are no words, each alone, with the piece before it and with the one behind."""
    found, strange = pieces(text), set(unknown_words(text))
    for at, piece in enumerate(found):
        if piece in strange:
            yield from (
                "".join(found[first:last])
                for first, last in ((at - 1, at + 1), (at, at + 2), (at, at + 1))
                if first >= 0
            )


def _unlisted(text: str, field: Field, flow: Flow) -> Iterator[tuple[str, str]]:
    words = _UNLISTED.findall(flow.text.string)
    for word in dict.fromkeys(_UNLISTED.findall(text)):
        near = {other for other in words if other != word and _one_apart(word, other)}
        sure = sureness_of(word, field, flow)
        if words.count(word) < 2 and len(near) == 1 and sure and min(sure) < DOUBT:
            yield word, near.pop()


def _one_apart(one: str, other: str) -> bool:
    """Whether two words differ in one letter put in, left out or misread."""
    return regex.fullmatch(rf"(?:{regex.escape(one)}){{e<=1}}", other) is not None
