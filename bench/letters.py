"""Small letters as transcripts, each with a number of its own: inputs where the ledger and not the reading is looked at."""

from __future__ import annotations

from pathlib import Path

_LETTER = "ที่ กษ ๐๒๐๑/{0}\n\n๑๙ กันยายน ๒๕๕๙\n\nเรื่อง  ขอเชิญประชุมครั้งที่ {0}\n\nเรียน  ผู้อำนวยการกอง\n"


def written(folder: Path, count: int) -> Path:
    """A new folder with that many letters."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(_LETTER.format(number), encoding="utf-8")
    return folder
