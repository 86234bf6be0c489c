"""What a person sees while files are read: a bar on a terminal, and one line for each failure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """`step` after each file; `say` writes one line to standard error, above the bar if there is one."""

    step: Callable[[], None]
    say: Callable[[str], None]


@contextmanager
def progress(total: int, *, bar: bool) -> Iterator[Shown]:
    """Show the progress of `total` files. Without `bar` only what is said appears."""
    if not bar:
        yield Shown(lambda: None, lambda line: print(line, file=sys.stderr, flush=True))
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as running:
        task = running.add_task("reading", total=total)
        yield Shown(
            lambda: running.advance(task),
            lambda line: console.print(line, markup=False, highlight=False, soft_wrap=True),
        )
