"""Batches of freshly painted lines, made by processes of their own while the network learns."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from training.charset import Charset
from training.lines import Painter, faces
from training.network import STEP
from training.picture import HEIGHT, scaled, values
from training.text import Language

WIDEST = 1600  # pixels at 48 rows: longer lines are left out
_POOL = 384  # lines painted before they are sorted by width
_AREA = 26_000  # columns of a batch
_MOST = 64  # lines of a batch


@dataclass(frozen=True, slots=True)
class Batch:
    """`pictures`: (lines, 48, width); `codes`: all lines' characters one after the other; `lengths`: how many
    each line has.
    """

    pictures: Tensor
    codes: Tensor
    lengths: Tensor
    texts: tuple[str, ...]

    @property
    def steps(self) -> int:
        """Steps of the network's output."""
        return int(self.pictures.shape[2]) // STEP


@dataclass(frozen=True, slots=True)
class Sample:
    """One painted line: (48, width) values and what it says."""

    picture: NDArray[np.float32]
    text: str


class Stream(IterableDataset[Batch]):
    """Endless batches. The same seed, start and number of processes give the same batches."""

    def __init__(self, charset: Charset, texts: Path | None, seed: str) -> None:
        super().__init__()
        self._charset, self._texts, self._seed = charset, texts, seed

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        rng = random.Random(f"{self._seed}/{worker.id if worker else 0}")  # noqa: S311
        language, painter = Language(self._texts), Painter(faces(held_out=False))
        while True:
            pool = [paint(language, painter, self._charset, rng) for _ in range(_POOL)]
            batches = list(_grouped([sample for sample in pool if sample is not None]))
            rng.shuffle(batches)
            for group in batches:
                yield batch_of(group, self._charset, rng)


def loader(stream: Stream, processes: int) -> DataLoader[Batch]:
    """The stream, painted by that many processes."""
    ahead = 8 if processes else None
    return DataLoader(stream, batch_size=None, num_workers=processes, prefetch_factor=ahead)


def paint(language: Language, painter: Painter, charset: Charset, rng: random.Random) -> Sample | None:
    """One line, or None where it is too wide or says more than the network has steps for."""
    line = language.line(rng, charset.printable)
    picture = values(scaled(painter.paint(line, rng)))
    codes = charset.codes(line.text)
    repeats = sum(one == other for one, other in itertools.pairwise(codes))
    width = picture.shape[1]
    if not codes or width > WIDEST or width // STEP < len(codes) + repeats + 1:
        return None
    return Sample(picture, line.text)


def batch_of(samples: Sequence[Sample], charset: Charset, rng: random.Random) -> Batch:
    """Lines of about one width, made equally wide with paper on both sides."""
    width = max(sample.picture.shape[1] for sample in samples)
    width += -width % STEP
    pictures = np.ones((len(samples), HEIGHT, width), np.float32)
    codes: list[int] = []
    lengths = []
    for row, sample in zip(pictures, samples, strict=True):
        left = rng.randint(0, width - sample.picture.shape[1])
        row[:, left : left + sample.picture.shape[1]] = sample.picture
        mine = charset.codes(sample.text)
        codes += mine
        lengths.append(len(mine))
    texts = tuple(sample.text for sample in samples)
    return Batch(torch.from_numpy(pictures), torch.tensor(codes), torch.tensor(lengths), texts)


def _grouped(samples: list[Sample]) -> Iterator[list[Sample]]:
    """Groups of lines of about one width, each with about the same number of columns."""
    group: list[Sample] = []
    for sample in sorted(samples, key=lambda sample: sample.picture.shape[1]):
        group.append(sample)
        if len(group) == _MOST or len(group) * sample.picture.shape[1] >= _AREA:
            yield group
            group = []
    if group:
        yield group
