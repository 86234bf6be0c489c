"""The files to read: folders become the files in them, in a stable order."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from saraban.extract.errors import MissingFile, NothingReadable, SarabanError, UnreadableFile
from saraban.extract.source import looks_like_scan, printable

SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".txt"})
TRANSCRIPT = ".txt"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found behind the names given, in their order.

    `failed`: names behind which nothing can be read, each with its error. `skipped`: files inside
    folders that are no document by name or content (or links, or no plain files); never one given by name.
    """

    files: list[Path] = field(default_factory=list)
    failed: list[tuple[Path, SarabanError]] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)

    @property
    def need_engine(self) -> bool:
        """Whether anything but transcripts is among the files."""
        return any(file.suffix.lower() != TRANSCRIPT for file in self.files)


def find_inputs(given: list[Path], *, without: Path | None = None) -> Inputs:
    """Resolve the names a person typed. Files of the folder `without` (our own output) are left out."""
    found = Inputs()
    for path in given:
        if os.path.isdir(path):
            _add_folder(found, path, without.resolve() if without else None)
        elif _may_exist(path):
            found.files.append(path)
        else:
            found.failed.append((path, MissingFile(f"{printable(path.name)} does not exist; check the path")))
    return found


def _add_folder(found: Inputs, folder: Path, without: Path | None) -> None:
    before = len(found.files) + len(found.failed)
    for entry in _walk(found, folder, without):
        if _is_input(entry):
            found.files.append(entry)
        else:
            found.skipped.append(entry)
    if len(found.files) + len(found.failed) == before:
        kinds = " ".join(sorted(SUFFIXES))
        advice = f"the folder holds no file that saraban reads ({kinds}); links in it are not followed"
        found.failed.append((folder, NothingReadable(advice)))


def _may_exist(path: Path) -> bool:
    """False when the path surely leads nowhere; what the system hides is told when the file is read."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True


def _is_input(entry: Path) -> bool:
    """A plain file that claims by its name to be a document, or is one by its content."""
    try:
        if not stat.S_ISREG(entry.lstat().st_mode):
            return False
    except OSError:  # a folder that lists its files and hides them: reading them tells so
        return entry.suffix.lower() in SUFFIXES
    return entry.suffix.lower() in SUFFIXES or looks_like_scan(entry)


def _walk(found: Inputs, folder: Path, without: Path | None) -> Iterator[Path]:
    """Every entry under a folder but hidden ones, by name; links to folders are entries, not ways."""

    def unreadable(error: OSError) -> None:
        where = Path(error.filename)
        message = f"the folder cannot be opened: {error.strerror}; check its permissions"
        found.failed.append((where, UnreadableFile(message)))

    for place, folders, files in os.walk(folder, onerror=unreadable):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in links and Path(place, name).resolve() != without
        )
        for name in sorted(files + links):
            if not name.startswith("."):
                yield Path(place, name)
