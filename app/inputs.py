"""The files to read: folders become the files in them, in a stable order, each accounted for."""

from __future__ import annotations

import os
import stat
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from saraban.extract.errors import MissingFile, NothingReadable, SarabanError, UnreadableFile
from saraban.extract.source import foreign_kind, printable

SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".txt"})
TRANSCRIPT = ".txt"
_OUTPUT_HOLDS = frozenset({"records", "trail.jsonl"})
_KINDS = " ".join(sorted(SUFFIXES))


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. `path` begins as the name that was given did.

    `alike`: the name of another file in the folder that looks the same to people, None where there is none.
    """

    path: Path
    alike: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a folder that is not read, and will not be: no failure. Never a name that was given itself.

    `code`: symlink, special_file (a pipe, socket or device), hidden, archive, unsupported (an image or office file of
    a kind that is not read), not_a_document, own_output (a folder that a run wrote). A folder stands for all in it.
    """

    path: Path
    code: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A name that was given, or a thing in a folder, that should have been read and cannot be."""

    path: Path
    error: SarabanError


def walk_inputs(given: list[Path], without: Path | None = None) -> Iterator[Found | Skipped | Refused]:
    """Everything behind the names that were given, one by one, as the folders are walked.

    Names in the order given; of a folder first its files by name (by bytes), then its folders. Nothing is held but the
    names of one folder, so that a million files can be walked. No file is read but the beginning of those whose name
    says nothing. Links are not followed, below a folder. `without`: the folder of the run's own output (all of it, not
    only its records); a folder that another run wrote is known by what it holds. The same file comes twice when it is
    given twice.
    """
    own = Path(os.path.realpath(without)) if without else None
    for path in given:
        if os.path.isdir(path):
            yield from _folder(path, own)
        elif _may_exist(path):
            yield Found(path)
        else:
            yield Refused(path, MissingFile(f"{printable(path.name)} does not exist; check the path"))


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found behind the names given, in their order.

    `failed`: names behind which nothing can be read, each with its error. `skipped`: as told at Skipped.
    """

    files: list[Path] = field(default_factory=list)
    failed: list[tuple[Path, SarabanError]] = field(default_factory=list)
    skipped: list[tuple[Path, str]] = field(default_factory=list)

    @property
    def need_engine(self) -> bool:
        """Whether anything but transcripts is among the files."""
        return any(file.suffix.lower() != TRANSCRIPT for file in self.files)


def find_inputs(given: list[Path], *, without: Path | None = None) -> Inputs:
    """`walk_inputs` to its end, as lists."""
    found = Inputs()
    for one in walk_inputs(given, without):
        match one:
            case Found(path, _):
                found.files.append(path)
            case Refused(path, error):
                found.failed.append((path, error))
            case Skipped(path, code):
                found.skipped.append((path, code))
    return found


def _folder(folder: Path, own: Path | None) -> Iterator[Found | Skipped | Refused]:
    """All under a folder that was given, and that there is nothing where there is nothing."""
    empty = True
    for one in _walk(folder, own):
        empty = empty and isinstance(one, Skipped)
        yield one
    if empty:
        advice = f"the folder holds no file that saraban reads ({_KINDS}); links in it are not followed"
        yield Refused(folder, NothingReadable(advice))


def _may_exist(path: Path) -> bool:
    """False when the path surely leads nowhere; what the system hides is told when the file is read."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True


def _walk(folder: Path, own: Path | None) -> Iterator[Found | Skipped | Refused]:
    """Depth first without recursion: folders may be nested deeper than Python may call."""
    to_do = [folder]
    while to_do:
        place = to_do.pop()
        if place is not folder and _is_output(place, own):
            yield Skipped(place, "own_output")
            continue
        try:
            names, folders = _listed(place)
        except OSError as error:
            message = f"the folder cannot be opened: {error.strerror}; check its permissions"
            yield Refused(place, UnreadableFile(message))
            continue
        twins = _twins(names)
        for name in names:
            yield _judged(place / name, twins.get(name))
        yield from (Skipped(place / name, "hidden") for name in folders if _is_hidden(name))
        to_do += [place / name for name in reversed(folders) if not _is_hidden(name)]


def _listed(place: Path) -> tuple[list[str], list[str]]:
    """The names in a folder, by bytes: those of all but folders, and those of folders."""
    names: list[str] = []
    folders: list[str] = []
    with os.scandir(place) as entries:
        for entry in entries:
            (folders if entry.is_dir(follow_symlinks=False) else names).append(entry.name)
    return sorted(names, key=os.fsencode), sorted(folders, key=os.fsencode)


def _twins(names: list[str]) -> dict[str, str]:
    """Names that look the same, in other letters or other bytes: each with another one of them.

    Hashes are compared first: a folder may hold a million names.
    """
    keys = array("q", (hash(_looks(name)) for name in names))
    doubled = {key for key, following in pairwise(sorted(keys)) if key == following}
    groups: dict[str, list[str]] = {}
    for name, key in zip(names, keys, strict=True):
        if key in doubled:
            groups.setdefault(_looks(name), []).append(name)
    return {name: group[name == group[0]] for group in groups.values() if len(group) > 1 for name in group}


def _looks(name: str) -> str:
    """A name as people see it: composed letters, ำ as one, large letters as small ones."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", name.casefold()).replace("\u0e4d\u0e32", "\u0e33")


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _is_output(folder: Path, own: Path | None) -> bool:
    """Whether a run wrote this folder: its reports are texts, and would be read as transcripts."""
    if own is not None and Path(os.path.realpath(folder)) == own:
        return True
    return all(os.path.lexists(folder / name) for name in _OUTPUT_HOLDS)


def _judged(entry: Path, alike: str | None) -> Found | Skipped | Refused:
    """A plain file that claims by its name to be a document, or is one by its content, is to be read."""
    if _is_hidden(entry.name):
        return Skipped(entry, "hidden")
    claims = entry.suffix.lower() in SUFFIXES
    try:
        mode = entry.lstat().st_mode
        if stat.S_ISLNK(mode):
            return Skipped(entry, "symlink")
        if not stat.S_ISREG(mode):
            return Skipped(entry, "special_file")
        kind = None if claims else foreign_kind(entry)
    except OSError as error:  # a folder that lists its files and hides them: reading them tells so
        message = f"{printable(entry.name)} cannot be looked at: {error.strerror}"
        return Found(entry, alike) if claims else Refused(entry, UnreadableFile(message))
    except SarabanError as error:
        return Refused(entry, error)
    return Found(entry, alike) if kind is None else Skipped(entry, kind)
