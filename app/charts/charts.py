"""Which charts there are of an output folder, in Thai or English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from heapq import nsmallest

from saraban.app.charts.chart import Chart, Row
from saraban.app.charts.figures import Figures
from saraban.app.charts.over_time import DOCUMENTS, OTHERS, UNKNOWN, over_time
from saraban.app.charts.svg import seen
from saraban.app.web.language import Both, Language, in_language
from saraban.app.web.words import KINDS, WHATS, either, reason

_BARS = 20
_SECONDS = (1, 5, 15, 60, 300, 900, 3600, 6 * 3600, 86400)
_MOMENTS = 40


def make_charts(figures: Figures, language: Language) -> tuple[Chart, ...]:
    """The charts of a batch, those with nothing to show among them: time and agency, agencies, kinds, flags, review, pace."""
    makers: Iterable[Callable[[Figures, Language], Chart]] = (_agencies, _kinds, _reasons, _reviews, _pace)
    return (*over_time(figures, language), *(make(figures, language) for make in makers))


def _agencies(figures: Figures, language: Language) -> Chart:
    say = _sayer(language)
    counts = Counter[str]()
    for agency, n in figures.issued.by_agency().items():
        counts[agency or say(UNKNOWN)] += n
    return Chart(
        id="agencies",
        title=say(("เอกสารตามส่วนราชการ", "Documents by agency")),
        unit=say(DOCUMENTS),
        name=say(("ส่วนราชการ", "agency")),
        rows=_longest(counts, say(OTHERS)),
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
        unit=say(DOCUMENTS),
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
    shown = _BARS if len(counts) <= _BARS else _BARS - 1
    kept = nsmallest(shown, counts.items(), key=lambda one: (-one[1], one[0]))
    left = sum(counts.values()) - sum(n for _, n in kept)
    rows = [Row(seen(name), (n,)) for name, n in kept]
    return (*rows, Row(f"{rest} ({len(counts) - len(kept):,})", (left,))) if left else tuple(rows)


def _sayer(language: Language) -> Callable[[Both], str]:
    return lambda both: in_language(both, language)
