"""Draws charts as SVG: attributes only, no style sheet and no script, so that the strictest page may hold them.

Elements are built as a tree, never as text, so that no name can be anything but a name. The words are the reader's
fonts' affair: nobody knows here how wide a Thai word will be, so names that may be too long are cut, and stand whole in
the title of their bar and in the table beside the chart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from saraban.app.charts.chart import Chart, Row

# Told apart with any eyesight (Okabe and Ito, 2008); the last two are for what is left over and what is not known.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#767676", "#c4c4c4")
_INK, _SOFT, _RULE = "#1d1d1f", "#56565c", "#dedad1"
_WIDTH, _TEXT = 640, 14
_LINE, _BAR = 38, 14  # px of height for a bar that lies, its name above it
_COLUMNS = 240  # px of height for columns
_LETTERS = 72  # of a name that surely fit above a bar
_LABELS = 10  # names below the columns: more would touch


def draw(chart: Chart) -> str:
    """The chart as an SVG element; "" where there is nothing to draw."""
    if not chart.longest:
        return ""
    legend = _legend_lines(chart)
    top = len(legend) * 20 + (14 if legend else 4)
    height = top + (_COLUMNS + 26 if chart.upright else len(chart.rows) * _LINE + 6)
    svg = _root(chart, height)
    for number, line in enumerate(legend):
        _legend(svg, line, 14 + number * 20)
    (_columns if chart.upright else _bars)(svg, chart, top)
    return tostring(svg, encoding="unicode")


def short(name: str, letters: int = _LETTERS) -> str:
    """A name of at most so many letters that take room; a mark goes with its letter."""
    seen = 0
    for at, character in enumerate(name):
        seen += unicodedata.category(character) not in ("Mn", "Cf")
        if seen > letters:
            return name[:at].rstrip() + "…"
    return name


def seen(name: str | None) -> str:
    """A name without what does not print; "" of none."""
    kept = name or ""
    if not kept.isprintable():
        kept = "".join(c if c.isprintable() else " " * c.isspace() for c in kept)
    return " ".join(kept.split())


def ticks(longest: int) -> list[int]:
    """Round numbers from 0 to the first that is not below the longest bar, six at most."""
    step, size = 1, 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * 5 >= longest:
                return list(range(0, longest + step, step))
        size *= 10


def in_words(chart: Chart) -> str:
    """What the chart shows, for those who cannot see it; the table beside it has the rest."""
    most = max(chart.rows, key=lambda row: row.total, default=Row("", ()))
    return f"{chart.name}: {len(chart.rows):,}; {most.name}: {most.total:,} {chart.unit}"


def _root(chart: Chart, height: int) -> Element:
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_WIDTH} {height}"})
    svg.set("role", "img")
    svg.set("aria-labelledby", f"{chart.id}-title {chart.id}-words")
    svg.set("font-size", str(_TEXT))
    SubElement(svg, "title", {"id": f"{chart.id}-title"}).text = chart.title
    SubElement(svg, "desc", {"id": f"{chart.id}-words"}).text = in_words(chart)
    return svg


def _legend_lines(chart: Chart) -> list[list[tuple[str, str]]]:
    """Names of series with their colours, two in a line."""
    if len(chart.series) < 2:
        return []
    named = [(name, _colour(chart, at)) for at, name in enumerate(chart.series)]
    return [named[at : at + 2] for at in range(0, len(named), 2)]


def _colour(chart: Chart, at: int) -> str:
    return COLOURS[at % len(COLOURS)] if len(chart.series) > 1 else COLOURS[0]


def _legend(svg: Element, line: list[tuple[str, str]], y: int) -> None:
    for number, (name, colour) in enumerate(line):
        x = number * _WIDTH // 2
        SubElement(svg, "rect", _box(x, y - 10, 12, 12), fill=colour)
        _write(svg, x + 18, y, short(name, 34))


def _bars(svg: Element, chart: Chart, top: int) -> None:
    """Bars one below the other, each with its name above it and its length after it."""
    scale = (_WIDTH - 80) / chart.longest
    for number, row in enumerate(chart.rows):
        y, x = top + number * _LINE, 0.0
        _write(svg, 0, y + 14, short(row.name))
        for at, value in enumerate(row.values):
            if value:
                bar = SubElement(svg, "rect", _box(x, y + 20, value * scale, _BAR), fill=_colour(chart, at))
                _told(bar, chart, row, at)
                x += value * scale
        _write(svg, x + 6, y + 32, f"{row.total:,}", colour=_SOFT)


def _columns(svg: Element, chart: Chart, top: int) -> None:
    """Columns beside each other upon a line, with rules behind them."""
    marks = ticks(chart.longest)
    left, scale = 56, _COLUMNS / marks[-1]
    foot, step = top + _COLUMNS, (_WIDTH - left - 10) / len(chart.rows)
    for mark in marks:
        y = foot - mark * scale
        SubElement(svg, "line", _line(left, y, _WIDTH - 10), stroke=_RULE if mark else _SOFT)
        _write(svg, left - 6, y + 4, f"{mark:,}", anchor="end", colour=_SOFT)
    every = -(-len(chart.rows) // _LABELS)
    for number, row in enumerate(chart.rows):
        x, y = left + number * step, float(foot)
        for at, value in enumerate(row.values):
            if value:
                y -= value * scale
                size = _box(x + step * 0.1, y, step * 0.8, value * scale)
                _told(SubElement(svg, "rect", size, fill=_colour(chart, at)), chart, row, at)
        if number % every == 0:
            _write(svg, x + step / 2, foot + 18, row.name, anchor="middle", colour=_SOFT)


def _told(bar: Element, chart: Chart, row: Row, at: int) -> None:
    series = f" · {chart.series[at]}" if chart.series[at] else ""
    SubElement(bar, "title").text = f"{row.name}{series}: {row.values[at]:,} {chart.unit}"


def _write(svg: Element, x: float, y: float, text: str, **how: str) -> None:
    place = {"x": _number(x), "y": _number(y), "fill": how.get("colour", _INK)}
    if "anchor" in how:
        place["text-anchor"] = how["anchor"]
    SubElement(svg, "text", place).text = text


def _box(x: float, y: float, width: float, height: float) -> dict[str, str]:
    sides = zip(("x", "y", "width", "height"), (x, y, width, height), strict=True)
    return {name: _number(side) for name, side in sides}


def _line(left: float, y: float, right: float) -> dict[str, str]:
    return {"x1": _number(left), "y1": _number(y), "x2": _number(right), "y2": _number(y)}


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def rows_of(chart: Chart) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The table beside the chart: the name of each row and its numbers, the sum last where it has several."""
    for row in chart.rows:
        yield row.name, (*row.values, row.total) if len(chart.series) > 1 else row.values
