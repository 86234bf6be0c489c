"""All pages of a file as one web page: pictures with boxes that tell what they hold, and the list of fields.

The page needs nothing from elsewhere and runs no script: languages and layers are switched by style sheets alone.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from html import escape

from PIL import Image

from saraban.app.drawing.colours import BOUND, LINE, MARKS, SURE, WARNING, css
from saraban.app.drawing.colours import FLAGGED as FLAG
from saraban.app.drawing.scene import Bound, Scene, Shape
from saraban.app.drawing.words import FIELDS, KINDS
from saraban.app.drawing.words import MARKS as MARK_NAMES
from saraban.extract.images import Gray
from saraban.extract.page import Page
from saraban.extract.record import Document, Record

_WIDTH_MAX, _QUALITY = 1600, 70
_LAYERS = (("fields", "ค่า", "fields"), ("marks", "ตราและลายมือ", "marks"), ("lines", "บรรทัด", "lines"))
_STYLE = f"""
:root {{ font: 15px/1.5 Sarabun, Loma, Garuda, "Noto Sans Thai", Tahoma, sans-serif; }}
body {{ margin: 0; background: #eceae4; color: #222; }}
header {{ position: sticky; top: 0; z-index: 1; padding: .5rem 1rem; background: #fff; border-bottom: 1px solid #ccc; }}
header label {{ margin-right: 1rem; }} h1 {{ font-size: 1rem; margin: 0 0 .2rem; overflow-wrap: anywhere; }}
section {{ display: flex; gap: 1rem; padding: 1rem; align-items: flex-start; }}
figure {{ margin: 0; flex: 3; position: relative; background: #fff; box-shadow: 0 1px 5px #999; }}
figure img {{ width: 100%; display: block; }}
figure svg {{ position: absolute; inset: 0; width: 100%; height: 100%; }}
aside {{ flex: 2; min-width: 18rem; overflow-wrap: anywhere; }}
h2 {{ font-size: 1rem; margin: .6rem 0 .2rem; color: {css(BOUND)}; }}
dl {{ margin: 0; }} dt {{ color: {css(SURE)}; font-weight: bold; }} dt.flag, .why {{ color: {css(FLAG)}; }}
dt a {{ color: inherit; }} dd {{ margin: 0 0 .4rem; }} .warn {{ color: {css(WARNING)}; }}
code {{ font-size: .85em; color: #666; }}
rect {{ fill: transparent; stroke-width: 2; vector-effect: non-scaling-stroke; }}
rect.line {{ stroke: {css(LINE)}; stroke-width: 1; }} rect.mark {{ stroke-dasharray: 6 3; }}
rect.field {{ stroke: {css(SURE)}; fill: {css(SURE)}22; }} rect.flag {{ stroke: {css(FLAG)}; fill: {css(FLAG)}22; }}
rect:hover {{ fill-opacity: .4; }} rect:target {{ fill: #ff0; fill-opacity: .45; stroke-width: 4; }}
line {{ stroke: {css(BOUND)}; stroke-width: 2; stroke-dasharray: 10 6; vector-effect: non-scaling-stroke; }}
svg text {{ fill: {css(BOUND)}; font-weight: bold; }}
body:has(#english:checked) .th, body:has(#thai:checked) .en {{ display: none; }}
body:has(#fields:not(:checked)) g.fields, body:has(#marks:not(:checked)) g.marks,
body:has(#lines:not(:checked)) g.lines {{ display: none; }}
"""
_HEAD = """<!doctype html>
<html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
"""


def web_page(record: Record, chosen: Sequence[Scene], pictures: Iterator[tuple[Page, Gray]]) -> str:
    """The web page. `pictures`: the pages of `chosen`, in the same order."""
    name = escape(record.source.name)
    sections = "".join(_section(scene, pixels) for scene, (_, pixels) in zip(chosen, pictures, strict=True))
    style = f"<title>{name}</title><style>{_STYLE}</style></head>\n"
    return f"{_HEAD}{style}<body>{_header(name)}{sections}</body></html>\n"


def _header(name: str) -> str:
    languages = (
        '<label><input type="radio" name="language" id="thai" checked>ไทย</label>'
        '<label><input type="radio" name="language" id="english">English</label>'
    )
    layers = "".join(
        f'<label><input type="checkbox" id="{layer}" checked>{_both(thai, english)}</label>'
        for layer, thai, english in _LAYERS
    )
    return f"<header><h1>{name}</h1>{languages}{layers}</header>\n"


def _section(scene: Scene, pixels: Gray) -> str:
    """A page: its picture with boxes, and beside it what they say."""
    page = scene.page
    lines = "".join(_rect(one, "line", f"{one.name}: {one.text}") for one in scene.lines)
    marks = "".join(_mark(one) for one in scene.marks)
    fields = "".join(
        _rect(one, "field flag" if one.flagged else "field", _hover(one), _id(scene, number))
        for number, one in enumerate(scene.fields, start=1)
    )
    bounds = "".join(_bound(one, page) for one in scene.bounds)
    return (
        f'<section id="p{page.number}"><figure><img alt="" src="{_jpeg(pixels)}">'
        f'<svg viewBox="0 0 {page.width} {page.height}" preserveAspectRatio="none">'
        f'<g class="lines">{lines}</g><g class="marks">{marks}</g><g class="fields">{fields}</g>{bounds}</svg>'
        f"</figure><aside>{_beside(scene)}</aside></section>\n"
    )


def _rect(shape: Shape, style: str, told: str, anchor: str = "") -> str:
    if shape.box is None:
        return ""
    left, top, right, bottom = shape.box
    identity = f' id="{anchor}"' if anchor else ""
    where = f'x="{left}" y="{top}" width="{max(1, right - left)}" height="{max(1, bottom - top)}"'
    return f'<rect{identity} class="{style}" {where}><title>{escape(told)}</title></rect>'


def _mark(shape: Shape) -> str:
    told = f"{' · '.join(MARK_NAMES[shape.name])} {shape.text}"
    return f'<g stroke="{css(MARKS[shape.name])}">{_rect(shape, "mark", told)}</g>'


def _hover(shape: Shape) -> str:
    why = f"\n{', '.join(shape.reasons)}" if shape.reasons else ""
    return f"{' · '.join(FIELDS[shape.name])}: {shape.text}{why}"


def _bound(bound: Bound, page: Page) -> str:
    size = max(12, page.dpi // 8)
    at = bound.row - size // 3 if bound.begins else bound.row + size
    word = f"{bound.document.id} {KINDS[bound.document.kind][0]}" if bound.begins else f"/{bound.document.id}"
    line = f'<line x1="0" x2="{page.width}" y1="{bound.row}" y2="{bound.row}"/>'
    return f'{line}<text x="{size}" y="{at}" font-size="{size}">{escape(word)}</text>'


def _beside(scene: Scene) -> str:
    page = scene.page
    told = (
        f"{page.width} × {page.height}, {page.dpi} dpi, {page.text_from}, {page.rotation}°, {page.skew:+.1f}°"
    )
    parts = [f"<b>{_both('หน้า', 'Page')} {page.number}</b> <code>{told}</code>"]
    parts += [
        f'<div class="warn">{escape(one.message)} <code>{escape(one.code)}</code></div>'
        for one in scene.warnings
    ]
    for document in scene.documents:
        parts += [_document(document), "<dl>"]
        parts += [
            _entry(one, _id(scene, number))
            for number, one in enumerate(scene.fields, start=1)
            if one.document == document.id
        ]
        parts.append("</dl>")
    return "".join(parts)


def _document(document: Document) -> str:
    first, last = document.pages
    pages = f"{_both('หน้า', 'pages')} {first}–{last}"
    return f"<h2>{document.id} {_both(*KINDS[document.kind])} ({pages})</h2>{_why(document.reasons)}"


def _entry(shape: Shape, anchor: str) -> str:
    style = "flag" if shape.flagged else "sure"
    name = f"{_both(*FIELDS[shape.name])}"
    linked = f'<a href="#{anchor}">{name}</a>' if shape.box else name
    title = f'<dt class="{style}">{linked} <code>{shape.name}</code></dt>'
    return f"{title}<dd>{escape(shape.text)}{_why(shape.reasons)}</dd>"


def _why(reasons: Sequence[str]) -> str:
    return f'<div class="why">⚑ <code>{escape(", ".join(reasons))}</code></div>' if reasons else ""


def _both(thai: str, english: str) -> str:
    return f'<span class="th">{escape(thai)}</span><span class="en" lang="en">{escape(english)}</span>'


def _id(scene: Scene, number: int) -> str:
    return f"p{scene.page.number}f{number}"


def _jpeg(pixels: Gray) -> str:
    """A picture inside the page, small enough to send, large enough to read."""
    image = Image.fromarray(pixels)
    image.thumbnail((_WIDTH_MAX, _WIDTH_MAX * 4))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=_QUALITY)
    return "data:image/jpeg;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
