"""Values as people read them: words for codes, days in the words of the language, members one by one."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from saraban.app.web.language import Both, Language, in_language
from saraban.app.web.words import KINDS, MEMBERS, VALUES
from saraban.normalize.months import FULL

_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[~?%]?)")
BUDDHIST = 543
"""Years of พ.ศ. are ahead of the common era by so many."""

_THAILAND = datetime.timezone(datetime.timedelta(hours=7))

_CODED = frozenset({"urgency", "secrecy", "copy_mark", "closing", "action", "mark", "kind", "capacity"})
_DATED = frozenset({"date", "dates_mentioned"})


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of a value: `label` of the member, empty for the value itself; `text`, and what it says in `words`
    where it is a code or a day, else empty. `path`: the members that lead to it.
    """

    label: Both
    text: str
    words: str
    path: tuple[str, ...] = ()


def told(name: str, value: object, language: Language) -> Iterator[Told]:
    """The pieces of the value of a field; none where it has no value."""
    if isinstance(value, Mapping):
        for member, inner in value.items():
            for text, words in _texts(member, inner, language):
                yield Told(MEMBERS.get(member, (member, member)), text, words, (member,))
    else:
        for text, words in _texts(name, value, language):
            yield Told(("", ""), text, words)


def plain(name: str, value: object, language: Language) -> str:
    """The value in one line; "–" where there is none."""
    return " · ".join(one.words or one.text for one in told(name, value, language)) or "–"


def day(edtf: str, language: Language) -> str:
    """A date in words: 19 กันยายน 2559, 19 September 2016; of a range both ends; empty where it is of another form."""
    ends = [_DAY.fullmatch(end) for end in edtf.split("/")]
    if not 1 <= len(ends) <= 2 or not all(ends):
        return ""
    return " – ".join(_one_day(end, language) for end in ends if end)


def moment(at: str, language: Language) -> str:
    """A moment that an event tells (ISO 8601), in the time of Thailand: 22 พฤศจิกายน 2569 09:05 น.; any other text as it is."""
    there = _in_thailand(at)
    if there is None:
        return at
    return f"{day_of(at, language)} {there:%H:%M} {in_language(('น.', 'UTC+7'), language)}"


def day_of(at: str, language: Language) -> str:
    """The day of a moment (ISO 8601) in Thailand, in words; any other text as it is."""
    there = _in_thailand(at)
    return day(there.date().isoformat(), language) if there else at


def _in_thailand(at: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(at).astimezone(_THAILAND)
    except (ValueError, OverflowError):
        return None


def _one_day(found: re.Match[str], language: Language) -> str:
    year, month = int(found["year"]), int(found["month"] or 0)
    if month > 12:  # seasons and quarters
        return found[0]
    names = FULL if language == "th" else tuple(calendar.month_name)[1:]
    shown = str(year + BUDDHIST if language == "th" else year)
    parts = [str(int(found["day"])) if found["day"] else "", names[month - 1] if month else "", shown]
    about = in_language(("ราว ", "about "), language) if found["mark"] else ""
    return about + " ".join(filter(None, parts))


def _texts(name: str, value: object, language: Language) -> Iterator[tuple[str, str]]:
    """The texts in a value, each with what it says in words."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from _texts(name, one, language)
    elif isinstance(value, Mapping):
        yield (
            " ".join(text for member, inner in value.items() for text, _ in _texts(member, inner, language)),
            "",
        )
    elif value is not None and value != "":
        yield str(value), _words(name, str(value), language)


def _words(name: str, text: str, language: Language) -> str:
    if name in _CODED and text in VALUES:
        return in_language(VALUES[text], language)
    if name == "kind" and text in KINDS:
        return in_language(KINDS[text], language)
    return day(text, language) if name in _DATED else ""
