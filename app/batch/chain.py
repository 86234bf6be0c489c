"""A chain of events as lines of text: how a line is written, and how a line that was tampered with is found.

Each line is canonical JSON and names the sha256 of the line before it, so that a line edited, deleted, inserted or
moved is seen by whoever reads the chain. An end cut off is seen by who kept a checkpoint `n:sha256` of it elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from saraban.extract.errors import TrailBroken

TRAIL = "trail.jsonl"
REVIEW = "review.jsonl"
"""What people said of the values: a chain of its own beside the trail."""

FORMAT = "saraban/trail/1"
START = hashlib.sha256(FORMAT.encode()).hexdigest()
"""What the first line names as the line before it."""

_LONGEST = 1 << 26  # bytes of a line; what is longer is no event
_KEYS = frozenset({"at", "before", "event", "facts", "n", "sha256"})
# What a terminal obeys or hides. Fixed ranges: a newer Unicode must not change how a line is written.
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_NO_UTF8 = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Event:
    """One line. `n` counts from 1; `at` is UTC to the millisecond; `sha256` is of the line without it."""

    n: int
    at: str
    event: str
    facts: dict[str, Any]
    before: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the trail is not what was written. `line` counts from 1; `cut`: its end is missing; `half`: a
    last line without its end, which no reader takes for an event and the next writer repairs.
    """

    line: int
    message: str
    cut: bool = False
    half: bool = False


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The last event at some moment, to be kept elsewhere; in text `n:sha256`."""

    n: int
    sha256: str

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The checkpoint of its text; ValueError when it is none."""
        if not re.fullmatch(r"[0-9]{1,15}:[0-9a-f]{64}", text.strip()):
            raise ValueError("a checkpoint is the number of an event and its sha256: 120:9f86d0…")
        n, sha256 = text.strip().split(":")
        return cls(int(n), sha256)

    def __str__(self) -> str:
        return f"{self.n}:{self.sha256}"


ADVICE = {
    TRAIL: "see what is wrong with saraban verify, keep the folder as it is, and read into a new one",
    REVIEW: f"see what is wrong with saraban verify, and bring {REVIEW} back from a copy",
}


def scan(folder: Path, name: str = TRAIL) -> Iterator[Event | Break]:
    """Every line in order: the event that it holds, and before it the break if the chain does not lead there.

    A damaged line gives a break alone. Raises OSError when there is no such file or it cannot be read.
    """
    with (folder / name).open("rb") as stream:
        yield from follow(stream)


def follow(stream: BinaryIO, after: Checkpoint | None = None) -> Iterator[Event | Break]:
    """The same from where the stream stands, which is behind the event `after` (None: before the first)."""
    n, sha256 = (after.n, after.sha256) if after else (0, START)
    for number, line in enumerate(iter(lambda: stream.readline(_LONGEST), b""), n + 1):
        if not line.endswith(b"\n"):
            what = f"half a line of {len(line)} bytes at the end: a run was killed as it wrote"
            yield Break(number, what, half=True)
            return
        found = parse(line[:-1])
        if isinstance(found, str):
            yield Break(number, f"line {number} {found}")
            n, sha256 = n + 1, ""
            continue
        if found.n != n + 1 or (sha256 and found.before != sha256):
            what = "lines before it were edited, deleted, inserted or moved"
            yield Break(number, f"line {number} (event {found.n}) does not follow event {n}: {what}")
        yield found
        n, sha256 = found.n, found.sha256


def read(folder: Path) -> Iterator[Event]:
    """The events; TrailBroken at the first line that is not as it was written."""
    for found in scan(folder):
        if isinstance(found, Break):
            raise TrailBroken(f"{TRAIL}: {found.message}; {ADVICE[TRAIL]}")
        yield found


def check(found: Iterable[Event | Break], checkpoint: Checkpoint | None = None) -> Iterator[Event | Break]:
    """What `scan` found, and at the end whether the trail still holds what the checkpoint saw of it."""
    last, met = 0, checkpoint is None or (checkpoint.n, checkpoint.sha256) == (0, START)
    for one in found:
        if isinstance(one, Event):
            last = max(last, one.n)
            met = met or (one.n, one.sha256) == (checkpoint.n, checkpoint.sha256)  # type: ignore[union-attr]
        yield one
    if checkpoint is None or met:
        return
    if last < checkpoint.n:
        yield Break(last, f"the trail ends at event {last}, the checkpoint is event {checkpoint.n}", cut=True)
    else:
        yield Break(checkpoint.n, f"event {checkpoint.n} is not the one that the checkpoint was taken of")


def parse(line: bytes) -> Event | str:
    """The event of a line without its end, or what is wrong with the line."""
    try:
        made = json.loads(line.decode("utf-8"))
        if not isinstance(made, dict) or made.keys() != _KEYS or not isinstance(made["facts"], dict):
            return "is no event"
        if not isinstance(made["n"], int) or not all(
            isinstance(made[key], str) for key in _KEYS - {"n", "facts"}
        ):
            return "is no event"
        if canonical(made) != line:
            return "was edited: it is not written as saraban writes"
    except (ValueError, RecursionError):
        return "was edited: it is no JSON"
    if _digest(made) != made["sha256"]:
        return "was edited: it has another sha256"
    return Event(**made)


def canonical(made: Mapping[str, object]) -> bytes:
    """JSON that can be written in one way only: keys sorted, no spaces, UTF-8, unseen characters escaped."""
    text = json.dumps(made, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSEEN.sub(lambda odd: json.dumps(odd[0])[1:-1], text).encode("utf-8")


def path_bytes(stored: str | Mapping[str, str]) -> bytes:
    """The path that an event names."""
    return stored.encode("utf-8") if isinstance(stored, str) else base64.b64decode(stored["b64"])


def storable(value: Any) -> Any:
    """A fact as JSON can hold it; a path that is no UTF-8 becomes {b64: its bytes, shown: for people}."""
    if isinstance(value, os.PathLike):
        return storable(os.fsencode(value))
    if isinstance(value, str) and _NO_UTF8.search(value):
        return storable(value.encode("utf-8", "surrogateescape" if _from_bytes(value) else "surrogatepass"))
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            shown = value.decode("utf-8", "backslashreplace")
            return {"b64": base64.b64encode(value).decode(), "shown": shown}
    if isinstance(value, Mapping):
        return {key: storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    return value


def _from_bytes(text: str) -> bool:
    return all("\udc80" <= odd <= "\udcff" for odd in _NO_UTF8.findall(text))


def make_line(head: Checkpoint, event: str, facts: Mapping[str, object]) -> tuple[bytes, Checkpoint]:
    """The line of an event that follows `head`, with its end of line, and the new head."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    made = {"at": at, "before": head.sha256, "event": event, "facts": storable(facts), "n": head.n + 1}
    made["sha256"] = _digest(made)
    return canonical(made) + b"\n", Checkpoint(head.n + 1, made["sha256"])


def _digest(made: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical({key: made[key] for key in made if key != "sha256"})).hexdigest()
