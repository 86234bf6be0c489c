"""How long something takes on a machine that others use too."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

_TRIES = 3


def is_quick(work: Callable[[], object], seconds: float, clock: Callable[[], float] = process_time) -> bool:
    """Whether a work takes less than so many seconds of the processor in one of three tries.

    What is too slow by itself is so at every try; a single one may be held up by what else the machine does.
    """
    for _ in range(_TRIES):
        begun = clock()
        work()
        if clock() - begun < seconds:
            return True
    return False
