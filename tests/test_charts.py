"""Charts: what they count is what is there, whatever names are in it, and nothing in them runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner, Result

from saraban.app.batch.trail import Trail
from saraban.app.charts.chart import Chart, Row
from saraban.app.charts.charts import make_charts
from saraban.app.charts.figures import Figures, gather, last_written
from saraban.app.charts.issued import Issued
from saraban.app.charts.page import page
from saraban.app.charts.svg import draw, short, ticks
from saraban.app.cli import cli
from saraban.app.index.upkeep import ready
from saraban.app.review.book import Book
from tests.holdings import document, entry, letter, put, record, say

EVIL = '</svg><script>alert(1)</script><img src=x onerror="alert(1)">\x00\x1b\u202e&amp;]]>'


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def issued(counts: Mapping[Any, int]) -> Issued:
    """Numbers of documents by month ("2016-09") and agency, as documents."""
    rows = [one for one, n in counts.items() for _ in range(n)]
    words = dict(enumerate(dict.fromkeys(agency for _, agency in rows if agency), 1))
    codes = {word: code for code, word in words.items()}
    months = [int((month or "0").replace("-", "")) for month, _ in rows]
    agencies = [codes.get(agency, 0) for _, agency in rows]
    return Issued.of(np.array(months, np.int64), np.array(agencies, np.int64), words)


def figures(**more: object) -> Figures:
    empty: dict[str, object] = {
        "documents": 0, "flagged": 0, "issued": issued({}), "kinds": Counter(), "reasons": Counter(), "reviews": Counter(),
        "written": (),
    }  # fmt: skip
    return Figures(**{**empty, **more})  # type: ignore[arg-type]


def chart(made: tuple[Chart, ...], name: str) -> Chart:
    return next(one for one in made if one.id == name)


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["charts", *map(str, words)], standalone_mode=False)


def test_what_is_counted_is_what_is_there(out: Path) -> None:
    first = put(out, letter())
    fields = {
        "date": entry("2016-10", at=(1, 1), reasons=["day_missing", "handwritten"]),
        "agency": entry("กรมป่าไม้", at=(1, 2)),
    }
    put(out, record("b.txt", [document(1, "order", (1, 1), fields)], pages=1))
    two_months = {"date": entry("2016-09-30/2016-10-02", at=(1, 1))}
    put(out, record("c.txt", [document(1, "order", (1, 1), two_months)], pages=1))
    say(out, first, "date", "corrected", typed="2016-09-20")
    say(out, first, "subject", "unreadable")
    say(out, first, "subject", "absent", after=2)
    with ready(out, None, print) as store:
        found = gather(out, store, Book(out))
    assert (found.documents, found.flagged) == (4, 3)
    assert found.issued.by_month() == {2016 * 12 + 8: 1, 2016 * 12 + 9: 1}
    assert found.issued.by_agency() == {"": 3, "กรมป่าไม้": 1}
    assert found.kinds == {"memo": 1, "letter": 1, "order": 2}
    assert found.reasons == {"incomplete_stamp": 1, "not_found": 1, "day_missing": 1, "handwritten": 1}
    assert found.reviews == {"corrected": 1, "absent": 1}
    assert len(found.written) == 3


def test_months_follow_each_other_with_none_left_out() -> None:
    months = Counter({("2015-11", "ก"): 2, ("2016-02", None): 1, ("2016-02", "ก"): 3, (None, "ก"): 7})
    made = chart(make_charts(figures(documents=13, issued=issued(months)), "th"), "months")
    assert [(row.name, row.values) for row in made.rows] == [
        ("พ.ย. 58", (2, 0, 0)), ("ธ.ค. 58", (0, 0, 0)), ("ม.ค. 59", (0, 0, 0)), ("ก.พ. 59", (3, 0, 1)),
    ]  # fmt: skip
    assert made.series == ("ก", "หน่วยงานอื่น", "ไม่ทราบหน่วยงาน")
    assert "7 ฉบับ" in made.note


@pytest.mark.parametrize(
    ("first", "last", "rows", "names"),
    [
        ("1990-01", "2016-09", 27, ("2533", "2559")),
        ("1885-05", "2016-09", 14, ("2423–32", "2553–62")),
    ],
)
def test_a_long_time_is_shown_by_years(first: str, last: str, rows: int, names: tuple[str, str]) -> None:
    months = Counter({(first, None): 1, (last, None): 5, ("2014-01", None): 1})
    made = make_charts(figures(documents=7, issued=issued(months)), "th")
    years = chart(made, "years")
    assert (len(years.rows), years.rows[0].name, years.rows[-1].name) == (rows, *names)
    assert sum(row.total for row in years.rows) == 7
    most = chart(made, "months")
    assert (most.rows[0].name, most.rows[-1].name) == ("ม.ค. 57", "ก.ย. 59")


def test_few_agencies_have_a_colour_and_none_is_lost() -> None:
    months = Counter({("2016-01", f"หน่วย {n}"): n for n in range(1, 40)})
    made = make_charts(figures(documents=780, issued=issued(months)), "en")
    (row,) = chart(made, "months").rows
    assert row.values[:3] == (39, 38, 37)
    assert row.total == 780
    agencies = chart(made, "agencies")
    assert len(agencies.rows) == 20
    assert agencies.rows[-1] == Row("others (20)", (210,))
    assert sum(one.total for one in agencies.rows) == 780


@pytest.mark.parametrize("longest", [1, 2, 5, 6, 7, 10, 11, 49, 50, 51, 999, 123_456])
def test_the_scale_is_round_and_reaches_the_top(longest: int) -> None:
    marks = ticks(longest)
    step = marks[1] - marks[0]
    assert marks[0] == 0
    assert longest <= marks[-1] < longest + step
    assert str(step).strip("0") in ("1", "2", "5")
    assert len(marks) <= 6


@pytest.mark.parametrize("upright", [True, False])
def test_bars_are_as_long_as_what_they_stand_for(upright: bool) -> None:
    rows = (Row("ก", (10, 30)), Row("ข", (0, 20)), Row("ค", (0, 0)))
    made = Chart(id="x", title="t", unit="u", name="n", rows=rows, series=("a", "b"), upright=upright)
    svg = ElementTree.fromstring(draw(made))
    space = "{http://www.w3.org/2000/svg}"
    bars = [one for one in svg.iter(f"{space}rect") if one.find(f"{space}title") is not None]
    sizes = [float(one.get("height" if upright else "width", "")) for one in bars]
    assert [one.findtext(f"{space}title") for one in bars] == ["ก · a: 10 u", "ก · b: 30 u", "ข · b: 20 u"]
    assert sizes[1] / sizes[0] == pytest.approx(3, abs=0.02)
    assert sizes[2] / sizes[0] == pytest.approx(2, abs=0.02)
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    for one in svg.iter(f"{space}rect"):
        assert 0 <= float(one.get("x", "")) <= float(one.get("x", "")) + float(one.get("width", "")) <= width
        assert (
            0 <= float(one.get("y", "")) <= float(one.get("y", "")) + float(one.get("height", "")) <= height
        )


def test_a_chart_says_in_words_what_it_shows() -> None:
    made = Chart(
        id="kinds", title="ชนิด", unit="ฉบับ", name="ชนิด", rows=(Row("คำสั่ง", (3,)), Row("ประกาศ", (1,)))
    )
    svg = ElementTree.fromstring(draw(made))
    named = svg.get("aria-labelledby", "").split()
    told = {one.get("id"): one.text for one in svg if one.get("id")}
    assert svg.get("role") == "img"
    assert [told[name] for name in named] == ["ชนิด", "ชนิด: 2; คำสั่ง: 3 ฉบับ"]


def test_a_name_that_is_cut_keeps_its_marks_with_their_letters() -> None:
    assert short("น้ำท่วมที่นี่", 4) == "น้ำท่ว…"
    assert short("สั้น") == "สั้น"


def test_nothing_in_a_page_runs_whatever_names_are_in_it() -> None:
    months = Counter({("2016-01", EVIL): 3, ("2016-02", EVIL[::-1]): 1})
    kinds, reasons = Counter({EVIL: 2}), Counter({EVIL: 1, "handwritten": 2})
    made = make_charts(figures(documents=4, issued=issued(months), kinds=kinds, reasons=reasons), "th")
    text = page(made, EVIL, "th")
    tags = set(re.findall(r"<\s*/?([a-zA-Z!]+)", text))
    assert tags == {
        "!doctype", "html", "head", "meta", "title", "style", "body", "h", "section", "div", "svg", "desc", "rect", "text", "line",
        "table", "thead", "tbody", "tr", "th", "td", "p",
    }  # fmt: skip
    assert not re.search(r"<[^>]*\s(on[a-z]+|style|href|src)\s*=", text)
    assert "default-src 'none'" in text
    for one in made:
        if drawn := draw(one):
            ElementTree.fromstring(drawn)


def test_the_pace_of_the_last_run(out: Path) -> None:
    put(out, letter())
    with Trail(out) as trail:
        trail.append("run_started", run=2)
        trail.append("record_written", record="x", note='"event":"run_started"')
        trail.append("record_written", record="y")
        trail.append("run_started", run=3)
        trail.append("run_ended", run=3)
    times = last_written(out)
    assert len(times) == 2, "the last run wrote none, the one before it two"
    begin = datetime(2016, 9, 19, 8, 59, 50, tzinfo=UTC)
    moments = tuple(begin + timedelta(seconds=20 * n) for n in range(10))
    made = chart(make_charts(figures(written=moments), "en"), "pace")
    assert [row.total for row in made.rows] == [1, 0, 0, 0] * 9 + [1]
    assert [row.name for row in made.rows[:5]] == ["08:59:50", "08:59:55", "09:00:00", "09:00:05", "09:00:10"]
    assert "20.00 seconds a record" in made.note
    assert last_written(out / "nowhere") == ()


def test_nothing_to_show_is_said() -> None:
    for language, words in (("th", "ไม่มีข้อมูล"), ("en", "nothing to show")):
        made = make_charts(figures(), language)  # type: ignore[arg-type]
        assert page(made, "x", language).count(words) == len(made)  # type: ignore[arg-type]


def test_the_page_is_written_by_a_command(out: Path, tmp_path: Path) -> None:
    put(out, letter())
    file = tmp_path / "made" / "charts.html"
    assert run(out, "--out", file).stdout == f"2 documents; charts in {file}\n"
    assert '<html lang="th">' in file.read_text()
    assert run(out, "--out", file, "--lang", "en").return_value == 0
    assert '<html lang="en">' in file.read_text()
    nowhere = run(tmp_path, "--out", file)
    assert (nowhere.return_value, nowhere.stderr.endswith("[no_output]\n")) == (2, True)
