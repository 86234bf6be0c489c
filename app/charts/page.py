"""The charts as one page that stands alone: no script, nothing fetched, to be printed or sent.

`section` is a piece of any page: its classes are `beside` (chart and table), `below` (one under the other), `drawn` and
`table`; there are no attributes of style in it.
"""

from __future__ import annotations

from html import escape

from saraban.app.charts.chart import Chart
from saraban.app.charts.svg import draw, rows_of
from saraban.app.web.language import Language

_STYLE = """
body { font: 16px/1.5 Sarabun, "Noto Sans Thai", Loma, Garuda, "Leelawadee UI", Thonburi, Tahoma, sans-serif;
  color: #1d1d1f; background: #fff; max-width: 84rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 0 0 .4rem; }
section { border-top: 1px solid #d5d1c7; padding: 1rem 0; break-inside: avoid; }
.beside { display: grid; grid-template-columns: minmax(0, 3fr) minmax(16rem, 2fr); gap: 1.5rem; align-items: start; }
.below { grid-template-columns: minmax(0, 1fr); } .below svg { max-width: 56rem; } .below table { min-width: 46rem; }
.table { max-height: 30rem; overflow: auto; } .drawn { overflow-x: auto; } svg { width: 100%; min-width: 26rem; height: auto; }
table { border-collapse: collapse; font-size: .85rem; width: 100%; }
th, td { text-align: left; padding: .15rem .5rem; border-bottom: 1px solid #e5e2da; vertical-align: top; font-weight: normal; }
td { text-align: right; font-variant-numeric: tabular-nums; }
td, .beside:not(.below) thead th { white-space: nowrap; } thead th { color: #56565c; text-align: right; } thead th:first-child { text-align: left; } .below tbody th { white-space: nowrap; }
p { color: #56565c; margin: .3rem 0; font-size: .9rem; }
@media (max-width: 760px) { .beside { grid-template-columns: minmax(0, 1fr); } }
@media print { .beside { display: block; } .table, .drawn { max-height: none; overflow: visible; } .below table { min-width: 0; } thead th { white-space: normal !important; } }
"""


def page(charts: tuple[Chart, ...], title: str, language: Language) -> str:
    """An HTML page of the charts, each with its table beside it."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
    )
    return head + "\n".join(section(chart, language) for chart in charts) + "\n</body>\n</html>\n"


def section(chart: Chart, language: Language) -> str:
    """One chart with its title, its note and its table: safe HTML."""
    drawn = draw(chart)
    nothing = "ไม่มีข้อมูล" if language == "th" else "nothing to show"
    place = "beside below" if len(chart.series) > 1 else "beside"  # a wide table has no room beside
    body = f"<p>{nothing}</p>"
    if drawn:
        body = f'<div class="{place}"><div class="drawn" {_scrolls(chart)}>{drawn}</div>{table(chart)}</div>'
    note = f"<p>{escape(chart.note)}</p>" if chart.note else ""
    return f'<section id="{escape(chart.id)}">\n<h2>{escape(chart.title)} ({escape(chart.unit)})</h2>\n{body}\n{note}</section>'


def table(chart: Chart) -> str:
    """The figures of a chart as an HTML table: safe HTML."""
    series = (*chart.series, "Σ") if len(chart.series) > 1 else (chart.unit,)
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in (chart.name, *series))
    lines = (
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{value:,}</td>" for value in values)}</tr>'
        for name, values in rows_of(chart)
    )
    return f'<div class="table" {_scrolls(chart)}><table><thead><tr>{heads}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'


def _scrolls(chart: Chart) -> str:
    """The attributes of what may be wider or higher than its place: it can be scrolled from the keyboard."""
    return f'tabindex="0" role="group" aria-label="{escape(chart.title)}"'
