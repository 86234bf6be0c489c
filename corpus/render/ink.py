"""Puts ink on paper: type, handwriting, signatures, check boxes, the emblem, stamps."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from corpus.render.emblem import draw_garuda
from corpus.render.marks import Layout, Stroke, Words
from corpus.render.seal import draw_seal
from corpus.render.source import Overlay
from corpus.render.type import HAND, MM_PER_POINT, box_em, font, hand_face, segment_width, segments, width

INKS = {
    "black": (18, 18, 20),
    "blue": (28, 52, 158),
    "red": (196, 30, 38),
    "violet": (92, 40, 140),
    "green": (20, 110, 60),
}
PEN = "blue"
_TICK = ((0.15, -0.55), (0.42, -0.12), (1.15, -1.3))
_LARGE_TICK = ((-0.35, -0.75), (0.35, 0.15), (1.9, -2.1))
_SLASH = ((-0.5, 0.45), (1.5, -1.75))
TICKS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "☑": (_TICK,),
    "◉": (_TICK,),
    "☑!": (_LARGE_TICK,),
    "◉!": (_LARGE_TICK,),
    "☑?": (_SLASH,),
    "☒": (((0.1, -0.92), (0.9, -0.1)), ((0.92, -0.95), (0.08, -0.06))),
    "☒!": (((-0.3, -1.35), (1.35, 0.3)), ((1.4, -1.3), (-0.35, 0.35))),
}
"""Strokes of the pen in a check box, in sides of it from its lower left corner."""


class Paper:
    """A white (or, for overlays, clear) sheet; all positions in mm."""

    def __init__(self, size: tuple[float, float], dpi: int, seed: str, *, clear: bool = False) -> None:
        self.scale = dpi / 25.4
        pixels = (round(size[0] * self.scale), round(size[1] * self.scale))
        self.image = Image.new("RGB", pixels, (255, 255, 255))
        self.draw = ImageDraw.Draw(self.image)
        self.dpi = dpi
        self.chance = random.Random(seed)  # noqa: S311 (a scan must come out the same twice)
        self.clear = clear

    def print_layout(self, layout: Layout) -> None:
        """Everything the sheet's blocks asked for."""
        for stroke in layout.strokes:
            self.stroke(stroke)
        for words in layout.words:
            self.words(words)

    def words(self, words: Words) -> None:
        """A run of type with its handwritten parts and boxes."""
        x = words.x
        for kind, text in segments(words.text):
            size = words.style.size
            if kind == "hand" or words.style.face.startswith(HAND):
                self.hand(x, words.y, text, size, words.style.ink if kind == "type" else PEN)
            elif kind == "type":
                self.type(x, words.y, text, words.style.face, size, words.style.ink)
            else:
                self.box(x, words.y, size, text)
            x += segment_width(kind, text, words.style.face, size)

    def type(self, x: float, y: float, text: str, face: str, points: float, ink: str) -> None:
        """Printed letters; (x, y) is the left end of the baseline."""
        pixels = round(points * MM_PER_POINT * self.scale)
        at = (x * self.scale, y * self.scale)
        self.draw.text(at, text.replace("~", " "), font=font(face, pixels), fill=INKS[ink], anchor="ls")

    def hand(self, x: float, y: float, text: str, points: float, ink: str) -> None:
        """Penned words: each a little off the line and off its size."""
        for word in text.replace("~", " ").split(" "):
            size = points * self.chance.uniform(0.97, 1.05)
            lift = self.chance.uniform(-0.35, 0.35)
            face = hand_face(HAND)
            self.type(x, y + lift, word, face, size, ink)
            x += width(word + " ", face, points)

    def box(self, x: float, y: float, points: float, sign: str) -> None:
        """A check box on the line: square or (◯ ◉) round, empty or marked with a pen, at large after ! and by one
        slanted stroke after ?.
        """
        side, thick = points * MM_PER_POINT * box_em(sign), max(1, round(0.25 * self.scale))
        corners = [(x * self.scale, (y - side) * self.scale), ((x + side) * self.scale, y * self.scale)]
        outline = self.draw.ellipse if sign[0] in "◯◉" else self.draw.rectangle
        outline(corners, outline=INKS["black"], width=thick)
        for stroke in TICKS.get(sign, ()):
            path = [((x + side * a) * self.scale, (y + side * b) * self.scale) for a, b in stroke]
            self.draw.line(path, fill=INKS[PEN], width=max(2, round(0.55 * self.scale)), joint="curve")

    def stroke(self, stroke: Stroke) -> None:
        """Drawn shapes: dotted leaders, rules, signatures, the emblem."""
        if stroke.shape == "dots":
            self.dots(stroke.x, stroke.y, stroke.width)
        elif stroke.shape == "rule":
            end = ((stroke.x + stroke.width) * self.scale, (stroke.y + stroke.height) * self.scale)
            start = (stroke.x * self.scale, stroke.y * self.scale)
            self.draw.line([start, end], fill=INKS["black"], width=max(1, round(0.22 * self.scale)))
        elif stroke.shape == "signature":
            self.signature(stroke)
        else:
            box = [value * self.scale for value in (stroke.x, stroke.y, stroke.width, stroke.height)]
            draw_garuda(self.image, box[0], box[1], box[3], INKS["black"])

    def dots(self, x: float, y: float, length: float) -> None:
        """A dotted leader, as preprinted on forms."""
        radius = max(0.5, 0.14 * self.scale)
        for step in range(int(length / 1.25)):
            cx, cy = (x + step * 1.25) * self.scale, y * self.scale
            self.draw.ellipse([cx - radius, cy - radius, cx + radius, cy + radius], fill=(70, 70, 70))

    def signature(self, stroke: Stroke) -> None:
        """A scrawl of loops, the same for the same seed at any resolution."""
        chance = random.Random(f"signature {stroke.seed}")  # noqa: S311
        turns, phase = chance.uniform(3.2, 5.5), chance.uniform(0, 6)
        tall = [chance.uniform(0.25, 1.0) for _ in range(8)]
        points = []
        for step in range(160):
            t = step / 159
            high = tall[int(t * 7.99)] * (1 - 0.6 * t)
            across = t + 0.075 * math.sin(turns * 2 * math.pi * t + phase)
            up = 0.52 + 0.44 * high * math.cos(turns * 2 * math.pi * t) - 0.12 * t
            x, y = stroke.x + stroke.width * across, stroke.y + stroke.height * up
            points.append((x * self.scale, y * self.scale))
        self.draw.line(points, fill=INKS[stroke.ink], width=max(2, round(0.42 * self.scale)), joint="curve")
        tail = [
            (stroke.x + stroke.width * a, stroke.y + stroke.height * b)
            for a, b in ((0.05, 0.95), (1.05, 0.62))
        ]
        path = [(x * self.scale, y * self.scale) for x, y in tail]
        self.draw.line(path, fill=INKS[stroke.ink], width=max(1, round(0.3 * self.scale)))

    def overlay(self, overlay: Overlay) -> None:
        """Lay a stamp or a note over the page: ink darkens what lies under it, never hides it."""
        pitch = overlay.size * MM_PER_POINT * 1.4
        round_ = overlay.frame == "round"
        height, margin = overlay.width if round_ else pitch * len(overlay.lines) + 3.5, 12.0
        sheet = Paper((overlay.width + 2 * margin, height + 2 * margin), self.dpi, f"{self.chance.random()}")
        if round_:
            box = (margin * self.scale, margin * self.scale, height * self.scale)
            draw_seal(sheet.image, box, overlay.lines[0], INKS[overlay.ink], self.scale)
        elif overlay.frame != "none":
            sheet.frame(margin, margin, overlay.width, height, overlay)
        for place, line in enumerate(overlay.lines[round_:]):
            sheet.overlay_line(line, overlay, margin, margin + 1.2 + pitch * (place + 0.75))
        layer = sheet.worn() if overlay.face == "stamp" else sheet.image
        layer = layer.rotate(overlay.angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        x, y = (round((value - margin) * self.scale) for value in overlay.at)
        ground = Image.new("RGB", self.image.size, (255, 255, 255))
        ground.paste(layer, (x, y))
        self.image.paste(ImageChops.multiply(self.image, ground))
        self.draw = ImageDraw.Draw(self.image)

    def frame(self, x: float, y: float, wide: float, high: float, overlay: Overlay) -> None:
        """The border of a stamp."""
        insets: Sequence[float] = (0.0, 0.9) if overlay.frame == "double" else (0.0,)
        for inset in insets:
            corners = [
                ((x + inset) * self.scale, (y + inset) * self.scale),
                ((x + wide - inset) * self.scale, (y + high - inset) * self.scale),
            ]
            self.draw.rectangle(corners, outline=INKS[overlay.ink], width=max(1, round(0.35 * self.scale)))

    def overlay_line(self, line: str, overlay: Overlay, margin: float, y: float) -> None:
        """One line of an overlay: `=` typed in black, `~sign N` a signature, the rest by its face."""
        if line.startswith("~sign"):
            seed, wide = int(line.split()[1]), min(30.0, overlay.width)
            self.signature(Stroke("signature", margin + 4, y - 6, wide, 9, overlay.ink, seed))
            return
        face, ink = ("Laksaman-Bold", overlay.ink) if overlay.face == "stamp" else (HAND, overlay.ink)
        if line.startswith("="):
            line, face, ink = line[1:], "Laksaman", "black"
        length = width(line, face, overlay.size)
        x = margin + (2.0 if overlay.align == "left" else (overlay.width - length) / 2)
        for kind, text in segments(line):
            if kind == "box":
                self.box(x, y, overlay.size, text)
            elif kind == "hand":
                self.dots(x, y + 0.6, segment_width(kind, text, face, overlay.size))
                self.hand(x, y, text, overlay.size, PEN if overlay.ink != PEN else "black")
            elif face == HAND:
                self.hand(x, y, text, overlay.size, ink)
            else:
                self.type(x, y, text, face, overlay.size, ink)
            x += segment_width(kind, text, face, overlay.size)

    def worn(self) -> Image.Image:
        """The stamp with its ink unevenly taken."""
        size = self.image.size
        grain = np.random.default_rng(self.chance.randrange(2**32)).normal(0.0, 1.0, (size[1], size[0]))
        soft = Image.fromarray((grain * 40 + 128).clip(0, 255).astype(np.uint8))
        blots = np.asarray(soft.filter(ImageFilter.GaussianBlur(self.scale * 0.5)), dtype=np.float64)
        fade = ((blots - blots.mean()) / (blots.std() + 1e-9) * 0.16).clip(-0.1, 0.45)[..., None]
        pixels = np.asarray(self.image, dtype=np.float64)
        return Image.fromarray((pixels + (255 - pixels) * fade).clip(0, 255).astype(np.uint8))
