"""Places the blocks of a sheet: what is drawn where (mm from the top left corner of A4)."""

from __future__ import annotations

from dataclasses import replace

from corpus.render.marks import PAGE, Layout, Stroke, Style, Words
from corpus.render.source import Block, Sheet
from corpus.render.type import MM_PER_POINT, plain, width
from corpus.render.wrap import wrap

_LABEL_GAP = 3.0
_LETTER_RIGHT = 118.0  # where the sender's block of an external letter starts
_SIGN_AXIS = 128.0


def lay_out(sheet: Sheet) -> Layout:
    """Set every block of the sheet, top to bottom. Raises ValueError when the page overflows."""
    setter = _Setter(sheet)
    for block in sheet.blocks:
        getattr(setter, f"set_{block.tag}")(block)
    if setter.y > PAGE[1] - 8:
        raise ValueError(f"page overflows by {setter.y - PAGE[1] + 8:.0f} mm")
    return setter.out


class _Setter:
    """The typesetter's position on the sheet, one method a block."""

    def __init__(self, sheet: Sheet) -> None:
        self.out = Layout()
        self.y = sheet.top
        self.left = sheet.left
        self.stop = PAGE[0] - sheet.right
        self.style = Style(sheet.face, sheet.size)
        self.spread = sheet.pitch

    def pitch(self, style: Style) -> float:
        return style.size * MM_PER_POINT * self.spread

    def put(self, x: float, text: str, style: Style) -> None:
        base = self.y + self.pitch(style) * 0.72
        self.out.words.append(Words(x, base, text, style))

    def say(self, text: str) -> None:
        self.out.lines.append((self.y, plain(text)))

    def line(self, x: float, text: str, style: Style) -> None:
        self.put(x, text, style)
        self.say(text)
        self.y += self.pitch(style)

    def dots(self, x: float, stop: float, style: Style) -> None:
        base = self.y + self.pitch(style) * 0.80
        self.out.strokes.append(Stroke("dots", x, base, stop - x))

    def styled(self, block: Block) -> Style:
        face = block.args.get("face", self.style.face)
        style = Style(face, block.number("size", self.style.size), block.args.get("ink", "black"))
        return style.bold if block.flag("bold") else style

    def set_garuda(self, block: Block) -> None:
        if block.flag("small"):
            self.out.strokes.append(Stroke("garuda", self.left, self.y - 3, 15, 15))
        else:
            self.out.strokes.append(Stroke("garuda", PAGE[0] / 2 - 15, self.y - 3, 30, 30))
            self.y += block.number("advance", 20.0)

    def set_urgency(self, block: Block) -> None:
        style = Style(self.style.face, block.number("size", 32), "red").bold
        y = self.y
        self.y += block.number("drop", 0)
        self.put(self.left + block.number("x", 0), block.text, style)
        self.say(block.text)
        self.y = y + (0 if block.flag("over") else self.pitch(style) * 0.8)

    def set_title(self, block: Block) -> None:
        style = Style(self.style.face, block.number("size", 29)).bold
        self.put(PAGE[0] / 2 - width(block.text, style.face, style.size) / 2, block.text, style)
        self.say(block.text)
        self.y += self.pitch(style) * 1.05

    def set_cols(self, block: Block) -> None:
        left, _, right = (part.strip() for part in block.text.partition("||"))
        if left:
            self.put(self.left, left, self.style)
        if right:
            self.put(block.number("x", _LETTER_RIGHT), right, self.style)
        self.say("\t".join(part for part in (left, right) if part))
        self.y += self.pitch(self.style)

    def set_date(self, block: Block) -> None:
        self.line(block.number("x", PAGE[0] / 2), block.text, self.style)
        self.y += 1.5

    def set_memo(self, block: Block) -> None:
        parts = [part.strip() for part in block.text.split("||")]
        x, said = self.left, []
        for place, part in enumerate(parts):
            label, _, value = (piece.strip() for piece in part.partition(":"))
            bold = replace(self.style, size=self.style.size + 2).bold
            self.put(x, label, bold)
            start = x + width(label, bold.face, bold.size) + _LABEL_GAP
            stop = self.stop if place == len(parts) - 1 else block.number("x", PAGE[0] / 2) - 1
            said.append(f"{label} {value}".strip())
            if place == len(parts) - 1 and not block.flag("inline"):
                self._hang(start, value, said, dotted=not block.flag("plain"))
                return
            self.put(start, value, self.style)
            if not block.flag("plain"):
                self.dots(start, stop, self.style)
            x = stop + 1

    def _hang(self, x: float, value: str, said: list[str], *, dotted: bool) -> None:
        rows = list(
            wrap(value, self.style.face, self.style.size, self.stop - x, self.stop - x, justify=False)
        )
        head = "\t".join(said[:-1]) + ("\t" if said[:-1] else "")
        label = said[-1].removesuffix(value).strip()
        for place, row in enumerate(rows):
            for offset, word in row.words:
                self.put(x + offset, word, self.style)
            if dotted:
                self.dots(x, self.stop, self.style)
            self.say(f"{head}{label} {row.text}" if place == 0 else row.text)
            self.y += self.pitch(self.style)
        if not rows:
            self.say(head + label)
            self.y += self.pitch(self.style)

    def set_label(self, block: Block) -> None:
        label, _, rest = block.text.partition(":")
        value, _, tail = (part.strip() for part in rest.partition(">>"))
        style = self.style.bold if block.flag("bold") else self.style
        start = self.left + block.number("hang", width(label, style.face, style.size) + _LABEL_GAP)
        stop = self.stop - (width(tail, self.style.face, self.style.size) + 4 if tail else 0)
        if label.strip():
            self.put(self.left, label.strip(), style)
        rows = list(wrap(value, self.style.face, self.style.size, stop - start, stop - start, justify=False))
        for place, row in enumerate(rows):
            for offset, word in row.words:
                self.put(start + offset, word, self.style)
            said = f"{label.strip()} {row.text}".strip() if place == 0 else row.text
            if tail and place == len(rows) - 1:
                self.put(self.stop - width(tail, self.style.face, self.style.size), tail, self.style)
                said += "\t" + tail
            self.say(said)
            self.y += self.pitch(self.style)
        self.y += block.number("after", 1.5)

    def set_par(self, block: Block) -> None:
        style = self.styled(block)
        left = self.left + block.number("left", 0)
        indent = block.number("indent", 25)
        rows = wrap(
            block.text,
            style.face,
            style.size,
            self.stop - left - indent,
            self.stop - left,
            justify=not block.flag("ragged"),
        )
        for place, row in enumerate(rows):
            x = left + (indent if place == 0 else 0)
            for offset, word in row.words:
                self.put(x + offset, word, style)
            self.say(row.text)
            self.y += self.pitch(style)
        self.y += block.number("after", 1.5)

    def set_center(self, block: Block) -> None:
        style = self.styled(block)
        self.line(PAGE[0] / 2 - width(block.text, style.face, style.size) / 2, block.text, style)

    def set_right(self, block: Block) -> None:
        style = self.styled(block)
        self.line(self.stop - width(block.text, style.face, style.size), block.text, style)

    def set_left(self, block: Block) -> None:
        self.line(self.left + block.number("x", 0), block.text, self.styled(block))

    def set_sig(self, block: Block) -> None:
        style = self.styled(block)
        axis = block.number("axis", _SIGN_AXIS)
        self.line(axis - width(block.text, style.face, style.size) / 2, block.text, style)

    def set_signature(self, block: Block) -> None:
        axis, ink = block.number("axis", _SIGN_AXIS), block.args.get("ink", "blue")
        tall, wide = block.number("height", 14), block.number("width", 36)
        seed = int(block.number("seed", 1))
        self.out.strokes.append(Stroke("signature", axis - wide / 2, self.y, wide, tall, ink, seed))
        self.y += tall

    def set_hand(self, block: Block) -> None:
        style = Style("Purisa", block.number("size", 14), block.args.get("ink", "blue"))
        self.line(self.left + block.number("x", 0), block.text, style)

    def set_gap(self, block: Block) -> None:
        self.y += float(next(iter(block.args), "5"))

    def set_pageno(self, block: Block) -> None:
        self.set_center(block)
        self.y += 4

    def set_rule(self, block: Block) -> None:
        self.y += 1.5
        self.out.strokes.append(Stroke("rule", self.left, self.y, self.stop - self.left))
        self.y += 1.5

    def set_table(self, block: Block) -> None:
        widths = [float(each) for each in block.args["cols"].split(",")]
        style = replace(self.style, size=block.number("size", self.style.size - 2))
        top, edges = self.y, [self.left + sum(widths[:n]) for n in range(len(widths) + 1)]
        self._rule(edges[0], edges[-1])
        for number, row in enumerate(block.rows):
            face = style.bold if number == 0 and not block.flag("headless") else style
            self._row(row, edges, face)
            self._rule(edges[0], edges[-1])
        for edge in edges:
            self.out.strokes.append(Stroke("rule", edge, top, 0, self.y - top))
        self.y += 3

    def _rule(self, x: float, stop: float) -> None:
        self.out.strokes.append(Stroke("rule", x, self.y, stop - x))

    def _row(self, row: tuple[str, ...], edges: list[float], style: Style) -> None:
        cells = []
        for cell, left, right in zip(row, edges, edges[1:], strict=False):
            room = right - left - 3
            cells.append(
                [line.text for line in wrap(cell, style.face, style.size, room, room, justify=False)]
            )
        self.y += 0.6
        for level in range(max(map(len, cells))):
            texts = [cell[level] if level < len(cell) else "" for cell in cells]
            for text, left in zip(texts, edges, strict=False):
                if text:
                    self.put(left + 1.5, text, style)
            self.say("\t".join(text for text in texts if text))
            self.y += self.pitch(style) * 0.96
        self.y += 0.8
