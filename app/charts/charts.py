"""Which charts there are of an output folder, in Thai or English."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from saraban.app.charts.chart import Chart, Row
from saraban.app.charts.figures import Figures
from saraban.app.web.language import Both, Language, in_language
from saraban.app.web.told import BUDDHIST
from saraban.app.web.words import KINDS, WHATS, either, reason
from saraban.normalize.months import SHORT

_AGENCIES = 6  # with a colour of their own
_BARS = 20
_MONTHS = 48
"""Most columns in one chart; a longer time is shown by years, then by tens of years."""

_SECONDS = (1, 5, 15, 60, 300, 900, 3600, 6 * 3600, 86400)
_MOMENTS = 40
_UNIT: Both = ("ฉบับ", "documents")
_OTHERS: Both = ("หน่วยงานอื่น", "others")
_UNKNOWN: Both = ("ไม่ทราบหน่วยงาน", "not known")


def make_charts(figures: Figures, language: Language) -> tuple[Chart, ...]:
    """The charts of a batch, those with nothing to show among them: time and agency, agencies, kinds, flags, review, pace."""
    makers: Iterable[Callable[[Figures, Language], Chart]] = (_agencies, _kinds, _reasons, _reviews, _pace)
    times = (_over_time(figures, scale, language) for scale in _scales(figures))
    return (*times, *(make(figures, language) for make in makers))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Steps of time: their names, in order; which of them a month is in; what they are called."""

    id: str
    title: Both
    steps: tuple[str, ...]
    step_of: Callable[[str], str]


def _scales(figures: Figures) -> Iterator[_Scale]:
    """The months, where all fit into one chart. Else the years, or tens of years, and the months that hold most."""
    counts = Counter[int]()
    for (month, _), n in figures.months.items():
        if month is not None:
            counts[int(month[:4]) * 12 + int(month[5:]) - 1] += n
    first, last = min(counts, default=0), max(counts, default=-1)
    title = ("เอกสารตามเดือนและส่วนราชการ", "Documents by month and agency")
    if last - first >= _MONTHS:
        yield _years(first // 12, last // 12)
        title = ("เดือนที่มีเอกสารมากที่สุด", "The months with most documents")
        starts = sorted(counts)
        first = max(starts, key=lambda at: (sum(counts[at + n] for n in range(_MONTHS)), at))
        last = max(at for at in starts if at < first + _MONTHS)
    steps = tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in range(first, last + 1))
    yield _Scale("months", title, steps, str)


def _years(first: int, last: int) -> _Scale:
    if last - first < _MONTHS:
        steps = tuple(f"{year:04}" for year in range(first, last + 1))
        return _Scale(
            "years",
            ("เอกสารตามปีและส่วนราชการ", "Documents by year and agency"),
            steps,
            lambda month: month[:4],
        )
    steps = tuple(f"{ten:03}" for ten in range(first // 10, last // 10 + 1))
    title = ("เอกสารตามช่วงสิบปีและส่วนราชการ", "Documents by ten years and agency")
    return _Scale("years", title, steps, lambda month: month[:3])


def _over_time(figures: Figures, scale: _Scale, language: Language) -> Chart:
    """Documents by their time of issue, each bar parted by agency."""
    say, shown = _sayer(language), set(scale.steps)
    dated = {(scale.step_of(month), agency): 0 for month, agency in figures.months if month is not None}
    for (month, agency), n in figures.months.items():
        if month is not None:
            dated[scale.step_of(month), agency] += n
    dated = {key: n for key, n in dated.items() if key[0] in shown}
    known = Counter[str]()
    for (_, agency), n in dated.items():
        if agency is not None:
            known[agency] += n
    first = [name for name, _ in known.most_common(_AGENCIES)]
    counts = Counter[tuple[str, int]]()
    for (step, agency), n in dated.items():
        piece = len(first) + 1 if agency is None else first.index(agency) if agency in first else len(first)
        counts[step, piece] += n
    pieces = range(len(first) + 2)
    left = figures.documents - sum(dated.values())
    return Chart(
        id=scale.id,
        title=say(scale.title),
        unit=say(_UNIT),
        name=say(("เวลา", "time")),
        rows=tuple(
            Row(_named(step, language), tuple(counts[step, at] for at in pieces)) for step in scale.steps
        ),
        series=(*first, say(_OTHERS), say(_UNKNOWN)),
        upright=True,
        note=say(
            (
                f"นับตามวันที่ของหนังสือ อีก {left:,} ฉบับอยู่นอกช่วงนี้หรือไม่ทราบเดือนแน่ชัด",
                f"By the date of the document. {left:,} more lie outside, or have no certain month.",
            )
        ),
    )


def _named(step: str, language: Language) -> str:
    """2016-09 is ก.ย. 59, 2016 is 2559, 201 are the ten years from 2553."""
    ahead = BUDDHIST if language == "th" else 0
    if len(step) == 3:
        year = int(step) * 10 + ahead
        return f"{year}–{(year + 9) % 100:02}"
    year = int(step[:4]) + ahead
    if len(step) == 4:
        return str(year)
    month = int(step[5:])
    return f"{SHORT[month - 1] if language == 'th' else calendar.month_abbr[month]} {year % 100:02}"


def _agencies(figures: Figures, language: Language) -> Chart:
    say = _sayer(language)
    counts = Counter[str]()
    for (_, agency), n in figures.months.items():
        counts[agency or say(_UNKNOWN)] += n
    return Chart(
        id="agencies",
        title=say(("เอกสารตามส่วนราชการ", "Documents by agency")),
        unit=say(_UNIT),
        name=say(("ส่วนราชการ", "agency")),
        rows=_longest(counts, say(_OTHERS)),
        note=say(
            (
                "ชื่อตามที่อ่านได้จากหนังสือ หน่วยงานเดียวกันที่พิมพ์ต่างกันนับแยกกัน",
                "Names as they were read; an agency that is printed in two ways is counted twice.",
            )
        ),
    )


def _kinds(figures: Figures, language: Language) -> Chart:
    say = _sayer(language)
    counts = Counter({say(either(KINDS, kind)): n for kind, n in figures.kinds.items()})
    return Chart(
        id="kinds",
        title=say(("ชนิดของเอกสาร", "Kinds of documents")),
        unit=say(_UNIT),
        name=say(("ชนิด", "kind")),
        rows=_longest(counts, say(("อื่น ๆ", "others"))),
    )


def _reasons(figures: Figures, language: Language) -> Chart:
    say = _sayer(language)
    named = {code: f"{say(reason(code))} [{code}]" for code in figures.reasons}
    counts = Counter({named[code]: n for code, n in figures.reasons.items()})
    return Chart(
        id="flags",
        title=say(("รอคนตรวจ แยกตามเหตุผล", "Waiting for a person, by reason")),
        unit=say(("ค่า", "values")),
        name=say(("เหตุผล", "reason")),
        rows=_longest(counts, say(("เหตุผลอื่น", "other reasons"))),
        note=say(
            (
                f"{figures.flagged:,} จาก {figures.documents:,} ฉบับมีค่าที่รอตรวจ ค่าหนึ่งอาจมีหลายเหตุผล",
                f"{figures.flagged:,} of {figures.documents:,} documents hold values that wait; a value may have several reasons.",
            )
        ),
    )


def _reviews(figures: Figures, language: Language) -> Chart:
    say = _sayer(language)
    counts = Counter({say(either(WHATS, what)): n for what, n in figures.reviews.items()})
    return Chart(
        id="reviews",
        title=say(("ผลการตรวจโดยคน", "What people said")),
        unit=say(("รายการ", "fields")),
        name=say(("ผล", "result")),
        rows=_longest(counts, say(("อื่น ๆ", "others"))),
        note=say(("นับคำตรวจล่าสุดของแต่ละรายการ", "What was said last of each field.")),
    )


def _pace(figures: Figures, language: Language) -> Chart:
    """Records written in each stretch of the last run. How long a page took is noted nowhere."""
    say, times = _sayer(language), figures.written
    whole = (times[-1] - times[0]).total_seconds() if times else 0.0
    step = next(
        (one for one in _SECONDS if whole / one < _MOMENTS), _SECONDS[-1] * (int(whole) // 86400 or 1)
    )
    counts = Counter(int((one - times[0]).total_seconds() // step) for one in times)
    rows = (
        Row(_moment(times[0] + timedelta(seconds=at * step), step), (counts[at],))
        for at in range(max(counts, default=-1) + 1)
    )
    length = f"{step} s" if step < 60 else f"{step // 60} min" if step < 3600 else f"{step // 3600} h"
    mean = f"{whole / (len(times) - 1):.2f}" if len(times) > 1 else "–"
    return Chart(
        id="pace",
        title=say((f"ความเร็วในการอ่านครั้งล่าสุด (ช่วงละ {length})", f"Pace of the last run (by {length})")),
        unit=say(("ระเบียน", "records")),
        name=say(("เวลา (UTC)", "time (UTC)")),
        rows=tuple(rows),
        upright=True,
        note=say(
            (
                f"จากเวลาที่เขียนระเบียนแต่ละรายการลงในบันทึก (trail.jsonl) เฉลี่ย {mean} วินาทีต่อระเบียน "
                "ระเบียนหนึ่งมีได้หลายหน้าและอ่านพร้อมกันหลายแฟ้มได้ เวลาต่อหน้าไม่ได้บันทึกไว้",
                f"From the moments at which records were entered in the trail: {mean} seconds a record. A record may "
                "have many pages and several are read at once; how long a page took is not noted.",
            )
        ),
    )


def _moment(at: datetime, step: int) -> str:
    return f"{at:%H:%M:%S}" if step < 60 else f"{at:%H:%M}" if step < 86400 else f"{at:%Y-%m-%d}"


def _longest(counts: Mapping[str, int], rest: str) -> tuple[Row, ...]:
    """The longest bars, and one for all others."""
    found = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    kept = found if len(found) <= _BARS else found[: _BARS - 1]
    left = sum(n for _, n in found[len(kept) :])
    rows = [Row(name, (n,)) for name, n in kept]
    return (*rows, Row(f"{rest} ({len(found) - len(kept):,})", (left,))) if left else tuple(rows)


def _sayer(language: Language) -> Callable[[Both], str]:
    return lambda both: in_language(both, language)
