"""Tesseract and poppler in a cage: what they may take of the machine, and for how long.

They are large C++ programs that open what strangers send. pytesseract and pdf2image call them by a path, so the cage is
a short script: it lays limits on itself and becomes the program, by way of `setpriv`, `unshare` (both of util-linux)
and `timeout` (coreutils). Where the system lacks one of them or does not allow what it does, the cage stands without
it, and `layers` says so.
"""

from __future__ import annotations

import math
import os
import resource
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from saraban.extract.scratch import scratch

LAYERS = ("time", "processes", "memory", "cpu", "file_size", "network", "privileges", "parent")
"""The names of all layers, in the order in which they are told."""

SECONDS: dict[str, float] = {"tesseract": 120, "pdftoppm": 60, "pdfinfo": 30}
"""How long each program may take; then it is ended with all that it started."""

PATIENCE = 1
"""Seconds that a caller waits longer than a program may take, before it does itself what the cage should have done."""

MEMORY = 3 << 29
"""Bytes of address space that a program may take."""

FILE_SIZE = 1 << 28
"""Bytes of the largest file that a program may write."""

_POPPLER = ("pdfinfo", "pdftoppm")
_PROBE_SECONDS = 10
_BLOCK, _KILOBYTE = 512, 1024  # the units of `ulimit`
_ASK = ("/bin/sh", "-c", "ulimit -v; ulimit -t; ulimit -f")

_Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cage:
    """What comes before a program's own command, and the layers that this makes; none: there is no cage."""

    guard: _Command = ()
    spaces: _Command = ()
    watch: _Command = ()
    layers: tuple[str, ...] = ()

    def around(self, seconds: float) -> _Command:
        """The command that runs another in the cage, for so many seconds at the most."""
        if not self.watch:
            return (*self.guard, *self.spaces)
        # `timeout` has a child. In a space of processes it is the first there, and all end with it.
        heir = self.guard[:3] if not self.spaces else ()
        return (*self.guard, *self.spaces, *self.watch, str(seconds), *heir)


def layers() -> tuple[str, ...]:
    """The names of the layers that stand on this system, of LAYERS; found out once in a process, in some 10 ms.

    `time`: ended at the limit with its group; `processes`: and whatever left its group; `memory`, `cpu`, `file_size`:
    how much it may take; `network`: it has none; `privileges`: it has none and gets none; `parent`: it dies with this
    process.
    """
    return _cage(_path(), scratch()).layers


def command(program: str) -> str:
    """The path that runs a program in the cage. Raises FileNotFoundError where it is not installed."""
    return str(_written(program, SECONDS[program], _path(), scratch()))


def poppler() -> str:
    """The folder of poppler's programs in the cage. Raises FileNotFoundError where one is not installed."""
    # pdf2image writes this folder before those of the system's libraries. Where none are named it leaves an empty name
    # behind it, which means the current folder: what lies among the scans would be loaded as a library.
    os.environ.setdefault("LD_LIBRARY_PATH", os.devnull)
    folders = {Path(command(program)).parent for program in _POPPLER}
    return str(folders.pop())


def exit_code(program: str) -> int | None:
    """How a program of poppler ended the last time, which pdf2image does not ask; None when it was killed."""
    told = _told(scratch() / program)
    if not told.exists():  # there is no cage, or it never ran
        return 0
    code = told.read_text(encoding="ascii").strip()
    return int(code) if code else None


def _path() -> str:
    return os.environ.get("PATH", os.defpath)


@lru_cache(maxsize=32)
def _written(program: str, seconds: float, path: str, folder: Path) -> Path:
    found = shutil.which(program, path=path)
    if found is None:
        raise FileNotFoundError(f"{program} is not installed")
    cage = _cage(path, folder)
    if not cage.layers:
        return Path(found)
    own: _Command = (os.path.abspath(found),)
    told = None
    if program in _POPPLER:
        told = _told(folder / program)
        own = (str(_script(folder / f"{program}.own", _telling(own, told))),)
    return _script(folder / program, _lines((*cage.around(seconds), *own), seconds, folder, told))


def _told(script: Path) -> Path:
    return script.with_name(f"{script.name}.exit")


def _script(file: Path, lines: Iterator[str]) -> Path:
    file.unlink(missing_ok=True)
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8", errors="surrogateescape")
    file.chmod(0o700)
    return file


def _telling(own: _Command, told: Path) -> Iterator[str]:
    """A program whose exit code is written down."""
    yield f'{shlex.join(own)} "$@"'
    yield "code=$?"
    yield f"echo $code >{shlex.quote(str(told))}"
    yield "exit $code"


def _lines(whole: _Command, seconds: float, folder: Path, told: Path | None = None) -> Iterator[str]:
    """The cage around a command."""
    if told is not None:
        yield f": >{shlex.quote(str(told))}"
    yield f"here={shlex.quote(str(folder))}"
    yield 'LD_LIBRARY_PATH=${LD_LIBRARY_PATH#"$here":}'
    yield "ulimit -c 0"
    for option, limit in _limits(seconds).items():
        yield f"ulimit {option} {limit}"
    yield f'exec {shlex.join(whole)} "$@"'


def _limits(seconds: float) -> dict[str, int]:
    """The limits in the units of `ulimit`, none above what this process itself may take."""
    wanted = {
        "-v": (resource.RLIMIT_AS, MEMORY, _KILOBYTE),
        "-t": (resource.RLIMIT_CPU, math.ceil(seconds), 1),
        "-f": (resource.RLIMIT_FSIZE, FILE_SIZE, _BLOCK),
    }
    return {option: _allowed(kind, limit) // unit for option, (kind, limit, unit) in wanted.items()}


def _allowed(kind: int, limit: int) -> int:
    most = resource.getrlimit(kind)[1]
    return limit if most == resource.RLIM_INFINITY else min(limit, most)


@lru_cache(maxsize=8)
def _cage(path: str, folder: Path) -> _Cage:
    """The strongest cage that a probe comes back from."""
    # Root gives its capabilities up; nobody else has any, nor may give them up.
    own = ("--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
    guard = _tool(path, "setpriv", "--pdeathsig", "KILL", "--no-new-privs", *own)
    spaces = _tool(path, "unshare", "--user", "--net", "--pid", "--fork", "--kill-child=KILL")
    watch = _tool(path, "timeout", "-s", "KILL")
    if whole := _standing(_Cage(guard, spaces, watch), folder):
        return whole
    guard = guard if _standing(_Cage(guard=guard), folder) else ()
    spaces = spaces if _standing(_Cage(spaces=spaces), folder) else ()
    watch = watch if _standing(_Cage(watch=watch), folder) else ()
    return _standing(_Cage(guard, spaces, watch), folder) or _Cage()


def _tool(path: str, name: str, *options: str) -> _Command:
    found = shutil.which(name, path=path)
    return (os.path.abspath(found), *options) if found else ()


def _standing(cage: _Cage, folder: Path) -> _Cage | None:
    """The cage with its layers; None where nothing comes back out of it."""
    whole = (*cage.around(_PROBE_SECONDS), *_ASK)
    probe = _script(folder / "probe", _lines(whole, _PROBE_SECONDS, folder))
    try:
        asked = subprocess.run([probe], capture_output=True, timeout=_PROBE_SECONDS, check=False, text=True)
    except (OSError, subprocess.TimeoutExpired):  # OSError: nothing in the temporary folder may be run
        return None
    if asked.returncode:
        return None
    wanted = [str(limit) for limit in _limits(_PROBE_SECONDS).values()]
    held = [told == limit for told, limit in zip(asked.stdout.split(), wanted, strict=False)]
    stands = {
        **dict(zip(("memory", "cpu", "file_size"), held, strict=False)),
        "time": bool(cage.watch),
        "processes": bool(cage.spaces),
        "network": bool(cage.spaces),
        "privileges": bool(cage.guard),
        "parent": bool(cage.guard),
    }
    if sys.platform != "linux":  # the limit is accepted there and not kept
        stands["memory"] = False
    return _Cage(cage.guard, cage.spaces, cage.watch, tuple(name for name in LAYERS if stands.get(name)))
