"""Spoilt files read in guarded processes of their own: what becomes of each, and what must never become of one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from saraban.app.batch.pool import Pool
from saraban.app.batch.workers import Lost
from saraban.extract import errors, ocr
from tests.badfiles.mutations import spoilt
from tests.badfiles.reading import pretended, read_through

SECONDS = 150.0
"""What reading a file may take: more than the cage gives a program that hangs, so that the cage is what ends it."""
ENDS = frozenset({"read", "partial", "no_text"}) | {
    f"failed:{kind.code}"
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.SarabanError) and kind is not errors.InternalError
}


@dataclass(frozen=True, slots=True)
class End:
    """What became of spoilt file `number`, made of the sound file `name`."""

    number: int
    name: str
    outcome: str
    trace: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether it is a fault of saraban: a crash, a hang, a mistake, an end that nobody knows."""
        return self.outcome not in ENDS or bool(self.trace)


def read_spoilt(number: int) -> tuple[str, str]:
    """Make spoilt file `number`, read it, remove it: its outcome, and the trace of a mistake of ours."""
    ocr.read_strips = pretended
    name, data = spoilt(number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        seen = read_through(path)
    return seen.outcome, seen.trace if errors.InternalError.code in seen.codes else ""


def fuzz(numbers: Iterable[int], jobs: int = 1) -> Iterator[End]:
    """Read the spoilt files of these numbers, in the order in which they end."""
    waiting, at_work = iter(numbers), 0
    pool = Pool(jobs)
    try:
        while True:
            while at_work < pool.room and (number := next(waiting, None)) is not None:
                pool.submit(number, read_spoilt, number, seconds=SECONDS)
                at_work += 1
            if not at_work:
                return
            ended = pool.next(SECONDS)
            if ended is not None:
                at_work -= 1
                yield _end(*ended)
    finally:
        pool.close()


def _end(number: int, told: Lost | tuple[str, str]) -> End:
    name = spoilt(number)[0]
    if isinstance(told, Lost):
        return End(number, name, f"lost:{told.code}", told.message)
    return End(number, name, *told)
