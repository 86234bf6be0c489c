"""A stamp that was found on the page, read field by field (ตรารับ): its office, register number, day and time.

Within one stamp nothing else can be meant: its labels may be bent, its lines in any order, its fields empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from saraban.normalize.agencies import is_known_prefix
from saraban.normalize.dates import PrintedDate, find_dates
from saraban.normalize.times import find_times
from saraban.patterns.agency import ORGANISATION, trimmed
from saraban.patterns.pattern import Hit, shape

_MARKS = r"[ัิ-ู็-๎]{0,3}"  # the first to be lost or bent in the ink of a stamp
_RECEIVED = shape(
    rf"(?:^|(?<=[ \t.]))(?:(?:เลข(?:ทะเบียน)?[ ]?(?:ท{_MARKS})?[ ]?ร{_MARKS}บ{_MARKS}(?:ท{_MARKS}(?![ก-๎]))?|ร{_MARKS}บ{_MARKS}[ ]?(?:เลข)?ท{_MARKS}){{e<=1:[ก-๎]}})[ .:…]*"
)
_DAY = shape(
    rf"(?:^|(?<=[ \t.]))(?:ว{_MARKS}น{_MARKS}(?:ท{_MARKS}(?![ก-๎]))?(?=[ .:…\d]|$)|(?:วันที่){{e<=1:[ก-๎]}})[ .:…]*"
)
_TIME = shape(r"(?:^|(?<=[ \t.]))(?:เวลา){e<=1:[ก-๎]}[ .:…]*")
_NUMBER = shape(
    r"(?:(?:[ก-ฮA-Z][ก-ฮA-Z.]{0,6}[ ]?|[A-Z]0[ ])?\d{1,6}(?:[ ]?/[ ]?\d{1,4})?)(?=$|[ \t.…])(?![ ]\d)"
)
_ZERO = shape(r"(?<=^[A-Z])0(?=[ ])")
_NUMBER_ALONE = shape(
    r"^[ \t.…]*(?P<value>(?:[ก-ฮ]{1,3}[ ]|[A-Z]{1,3}[ ]?|[A-Z]0[ ])?\d{2,6}(?:[ ]?/[ ]?\d{1,4})?)[ \t.…]*$"
)
_CLOCK = shape(r"^(?P<hour>[01]?\d|2[0-3])[ ]?[.:][ ]?(?P<minute>[0-5]\d)(?!\d)")
_CLOCK_BEHIND = shape(
    r"[ก-ฮ][.]?[ ]*(?:2[45])?\d\d[ ]+(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:[ ]?น)?[ .…]*$"
)
_STAMPED_DAY = shape(
    r"^[ \t.…]*(?P<day>\d[ ]?\d?)[ ]*(?P<month>[^\d\n](?:[^\n]{0,8}[^\d\n])??)[ ]*(?P<year>2[45]\d\d|\d\d)[ .…]*$"
)
_TORN_ONE = shape(r"(?<![A-Za-zก-๎|!])[Il|!](?=[ ]?\d[ ]+[^\d\s])")  # before the other figure of a day
_DAY_IN_FULL = shape(r"^[^\d\n]{1,6}(?=\d[ ]?\d(?!\d))")
_TORN_NUMBER = shape(
    r"^[ \t.…]*(?P<prefix>(?:[A-Z0]{1,3}[ ]?|[ก-ฮ]{1,3}[ ])?)(?P<figures>[\dธSOIl]{4,6})[ \t.…]*$"
)
_LOOKS_LIKE = str.maketrans("ธSOIl", "55011")  # what stands among Arabic figures and is none
_LONGEST = 110  # characters: no stamp has a longer line
_NAME_LINE = 10  # characters: labels are shorter
_OTHER_STAMP = shape(r"เรียน|เพื่อโปรด|สำเนา|ต้นฉบับ|ด่วน|ลับ|ลงชื่อ|ลงนาม|อนุมัติ|จึง")
_OFFICE = shape(ORGANISATION)
_STRAY = shape(r"^\d(?=[ก-ฮเ-ไ])")  # no name begins so: a piece of the frame
_WORD = shape(r"[ก-ฮ].*[ก-ฮ].*[ก-ฮ]")
_NO_OFFICE = shape(r"[☐☑☒]|\d{3}|\d[ ]?[/.:][ ]?\d|^\([^()]*\)$")

_Line = tuple[int, str]
"""Where a line begins, and what it says."""


def read_stamp(string: str) -> Hit | None:
    """The receipt that the lines of one stamp say (cleaned text); None where it is no receipt stamp.

    It is one by the label of a register number; and where it does not say that it is another kind, by any other label,
    a day or the name of an office. What cannot be read is None, with a doubt: `incomplete_stamp`.
    """
    lines = [line for line in _lines(string) if line[1].strip() and len(line[1]) <= _LONGEST]
    office, number = _office(lines), _number(lines)
    date, doubts = _date(lines)
    if number is None and (number := _mended(lines)) is not None:
        doubts = (*doubts, "figure_mended")
    time = _time(lines)
    received = any(_RECEIVED.search(line) for _, line in lines)
    labelled = any(label.search(line) for label in (_DAY, _TIME) for _, line in lines)
    likely = labelled or date is not None or (office is not None and _OFFICE.match(office))
    named = not labelled and date is None and _is_name(lines)
    if not received and (not likely or named or _OTHER_STAMP.search(string)):
        return None
    edtf = date.edtf if date else None
    value = {"office": office, "number": number, "date": edtf, "time": time}
    if None in (office, number, edtf):
        doubts = (*doubts, "incomplete_stamp")
    last = max((at + len(line.rstrip()) for at, line in lines if "☐" not in line), default=len(string))
    parts = {"date_raw": date.raw, "year": date.year} if date else {}
    return Hit(lines[0][0], last, value, parts, (*_doubted(number), *doubts))


def _is_name(lines: list[_Line]) -> bool:
    """Whether a stamp says the name of an office in two long lines and nothing else: receipts have short labels."""
    words = [line.strip(" .…") for _, line in lines if _WORD.search(line)]
    return len(words) == 2 and min(map(len, words)) >= _NAME_LINE


def _lines(string: str) -> Iterator[_Line]:
    at = 0
    for line in string.split("\n"):
        yield at, line
        at += len(line) + 1


def _office(lines: list[_Line]) -> str | None:
    """The line that names an office, else the first line of words above the labels."""
    named = []
    for _, line in lines:
        label = next((m for shape_ in (_RECEIVED, _DAY, _TIME) if (m := shape_.search(line))), None)
        words = _STRAY.sub("", trimmed((line[: label.start()] if label else line).lstrip(" .\t")))
        if _WORD.search(words) and len(words) >= 3 and not _NO_OFFICE.search(words) and not _dated(line)[0]:
            named.append(words)
        if label:
            break
    return next((words for words in named if _OFFICE.match(words)), next(iter(named), None))


def _number(lines: list[_Line]) -> str | None:
    """What stands behind the label of the register number, else a line that is a number and nothing else.

    A 0 after a Latin letter and before a space is an O: letters and figures are not mixed.
    """
    for _, line in lines:
        label = _RECEIVED.search(line)
        behind = _NUMBER.match(line, label.end()) if label else None
        if behind:
            return _ZERO.sub("O", " ".join(behind[0].split()))
    alone = [match["value"] for _, line in lines if (match := _NUMBER_ALONE.match(line))]
    return _ZERO.sub("O", " ".join(alone[0].split())) if len(alone) == 1 else None


def _mended(lines: list[_Line]) -> str | None:
    """The one line that is a register number but for one sign, which looks like a figure and was read as a letter."""
    torn = [match for _, line in lines if (match := _TORN_NUMBER.match(line))]
    if len(torn) != 1 or sum(sign.isdigit() for sign in torn[0]["figures"]) != len(torn[0]["figures"]) - 1:
        return None
    prefix = torn[0]["prefix"].strip()
    prefix = prefix[:-1] + "O" if prefix[1:].endswith("0") else prefix
    return f"{prefix} {torn[0]['figures'].translate(_LOOKS_LIKE)}".strip()


def _date(lines: list[_Line]) -> tuple[PrintedDate | None, tuple[str, ...]]:
    """The day of a stamp and the reasons to doubt it; of several different ones, the first."""
    read = [found for _, line in lines if (found := _dated(line))[0]]
    if not read:
        return None, ()
    date, doubts = read[0]
    several = any(other and date and other.edtf != date.edtf for other, _ in read)
    return date, (*doubts, "several_dates") if several else doubts


def day_of(line: str) -> str | None:
    """The day (EDTF) in a line of a stamp, None where there is none that can be told."""
    date = _dated(line)[0]
    return date.edtf if date else None


def _dated(line: str) -> tuple[PrintedDate | None, tuple[str, ...]]:
    """The day in a line: as a date stamp prints it, whose wheels stand apart (1 8 เม.ย. 2548), or as any other.

    เ begins one short month alone: a word that begins so and ends in ย, or ฮ, is เม.ย., whatever stands between. Where the
    month was misread a day of one figure may have lost the other: it is not taken. Before a day of two figures may
    stand what was read of its label. A stroke right before a figure is the 1 of a day.
    """
    torn, line = line, _TORN_ONE.sub("1", line, count=1)
    doubts: tuple[str, ...] = ("figure_mended",) if line != torn else ()
    label = _DAY.search(line)
    behind = line[label.end() :] if label else line
    match = _STAMPED_DAY.match(behind)
    if not match and not label and (stray := _DAY_IN_FULL.match(line)):
        match = _STAMPED_DAY.match(line[stray.end() :])
        doubts = (*doubts, "stray_before_day")
    if match:
        day, month = match["day"].replace(" ", ""), match["month"].strip(" .,")
        if day != match["day"].strip():
            doubts = (*doubts, "digits_parted")
        if (
            month.startswith("เ")
            and month.endswith(("ย", "ฮ"))
            and month.replace(".", "").replace(" ", "") != "เมย"
        ):
            if len(day) == 1:
                return None, ()
            month, doubts = "เม.ย.", (*doubts, "month_misprinted")
        elif month.endswith(("ค", "พ", "ย")) and "." in month:
            month += "."
        behind = f"{day} {month} {match['year']}"
    found = next(find_dates(behind), None)
    if found is None or found.date is None or (not match and not label and found.start > 2):
        return None, ()
    return found.date, (*found.doubts, *doubts)


def _time(lines: list[_Line]) -> str | None:
    """The hour of a stamp: behind its label or its day, or anything printed as an hour."""
    for _, line in lines:
        label = _TIME.search(line)
        clock = _CLOCK.match(line[label.end() :]) if label else _CLOCK_BEHIND.search(line)
        if clock:
            return f"{int(clock['hour']):02}:{clock['minute']}"
        time = next(find_times(line), None)
        if time:
            return time.value
    return None


def _doubted(number: str | None) -> Iterator[str]:
    """Why a register number may be misread."""
    if number and "/" in number:
        yield "number_with_stroke"
    letters = "".join(char for char in (number or "").split(" ")[0] if not char.isdigit())
    if letters.strip("/.") and not is_known_prefix(letters):
        yield "unknown_prefix"
