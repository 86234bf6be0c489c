"""Painted lines, one at a time through every recogniser: in type faces held out of training, worn and clean,
and without any digit in every family, to see what a model has forgotten.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2

from bench.recognisers.compare import folded
from bench.recognisers.readers import Recogniser, read_lines
from saraban.extract.engine import characters
from training.charset import DIGITS
from training.lines import Face, Painter, faces
from training.score import Score, score
from training.text import Language, LineText, Run

_MODERATE = 0.5  # how worn the lines of one family are at most


@dataclass(frozen=True, slots=True)
class Line:
    """A painted line: its text, whether some of it is written by hand, its picture."""

    text: str
    pen: bool
    picture: Path


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind, and the score of each recogniser in them, by its name."""

    title: str
    scores: dict[str, Score]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where lines are made: the language, the signs that they may hold, the folder for their pictures."""

    language: Language
    signs: frozenset[str]
    folder: Path

    def lines(self, painter: Painter, count: int, name: str, by_hand: bool = True) -> list[Line]:
        """That many lines, alike for the same name. `by_hand`: handwriting and stamps among them."""
        rng = random.Random(name)
        made: list[Line] = []
        while len(made) < count:
            text = self.language.line(rng, self.signs)
            text = text if by_hand else LineText((Run(text.text),))
            try:
                picture = painter.paint(text, rng)
            except ValueError:  # none of the faces has all its letters
                continue
            path = self.folder / f"{name}-{len(made):05d}.png"
            cv2.imwrite(str(path), picture)
            made.append(Line(text.text, any(run.pen and run.text.strip() for run in text.runs), path))
        return made


def held_out(desk: Desk, count: int, recognisers: Sequence[Recogniser]) -> tuple[Group, ...]:
    """That many lines worn as scans are, half as many clean ones, in families that training never sees."""
    groups: list[Group] = []
    for title, hard, number in (("degraded", 1.0, count), ("clean", 0.0, count // 2)):
        lines = desk.lines(Painter(faces(held_out=True), hard), number, title)
        texts = {recogniser.name: _read(recogniser, lines) for recogniser in recognisers}
        groups += [
            _group(title, lines, texts),
            _group(f"{title}, print", (line for line in lines if not line.pen), texts),
            _group(f"{title}, pen", (line for line in lines if line.pen), texts),
        ]
    return tuple(groups)


def families(desk: Desk, count: int, recognisers: Sequence[Recogniser]) -> tuple[Group, ...]:
    """That many printed lines in each family of type, half of them clean, half moderately worn."""
    every = dict.fromkeys((*faces(held_out=False), *faces(held_out=True)))
    stand_ins = [face for face in every if face.latin]
    lines = {
        family: _family(desk, [face for face in every if face.family == family], stand_ins, count)
        for family in sorted({face.family for face in every if not face.latin})
    }
    together = [line for mine in lines.values() for line in mine]
    texts = {recogniser.name: _read(recogniser, together) for recogniser in recognisers}
    groups = [_group(family, mine, texts) for family, mine in lines.items()]
    return (*groups, _group("all", together, texts))


def without_digits(model: Path) -> frozenset[str]:
    """What a model can print, without digits."""
    return characters(model.read_bytes()) - frozenset(DIGITS)


def _family(desk: Desk, mine: Iterable[Face], stand_ins: Sequence[Face], count: int) -> list[Line]:
    """Lines in one family. Faces that look written by hand are set as type, too."""
    made: list[Line] = []
    type_faces = [replace(face, pen=False) for face in mine]
    for hard in (0.0, _MODERATE):
        name = f"{type_faces[0].family}-{hard}"
        made += desk.lines(Painter([*type_faces, *stand_ins], hard), count // 2, name, by_hand=False)
    return made


def _read(recogniser: Recogniser, lines: Sequence[Line]) -> dict[Path, str]:
    pictures = [line.picture for line in lines]
    return dict(zip(pictures, read_lines(recogniser, pictures), strict=True))


def _group(title: str, lines: Iterable[Line], texts: dict[str, dict[Path, str]]) -> Group:
    lines = tuple(lines)
    scores = {
        name: score((folded(line.text), folded(read[line.picture])) for line in lines)
        for name, read in texts.items()
    }
    return Group(title, scores)
