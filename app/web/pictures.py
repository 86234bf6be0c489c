"""The pictures of pages that the web page shows: made once as they were read, small enough to send, and kept a while."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from saraban.app.web.holdings import Holdings, page_of
from saraban.extract.errors import NoPicture, ReadingFailed
from saraban.extract.picture import page_pictures
from saraban.extract.source import TEXT, Source, printable

Size = Literal["screen", "full"]

_WIDTHS: dict[Size, int] = {"screen": 1240, "full": 2800}
_QUALITY = 72
_KEPT_BYTES = 64 << 20
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A picture as the browser gets it. `mark` changes when the picture does."""

    data: bytes
    mark: str


class Pictures:
    """Makes and keeps the pictures of pages; one is made at a time, for the memory that an open page needs."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._kept: OrderedDict[tuple[object, ...], Jpeg] = OrderedDict()
        self._bytes = 0
        self._whole: dict[tuple[object, ...], str] = {}
        self._lock, self._making = threading.Lock(), threading.Lock()

    def picture(self, record: str, number: int, size: Size) -> Jpeg:
        """The picture of a page of a record, in whose pixels the boxes of the record are places.

        Raises NoSuchField, NoPicture where the page has none or its file is gone, ReadingFailed where the file is
        another by now, and the errors of the readers of pages.
        """
        key = (record, self._holdings.stamp(record), number, size)
        if (kept := self._look(key)) is not None:
            return kept
        with self._making:
            if (kept := self._look(key)) is not None:
                return kept
            made = self._make(record, number, size)
            self._keep(key, made)
        return made

    def _make(self, record: str, number: int, size: Size) -> Jpeg:
        told = self._holdings.reading(record).record
        page, source = page_of(told, number), self._holdings.source(record)
        if told["source"]["media_type"] == TEXT or not page.width:
            raise NoPicture(f"page {number} has no picture")
        if source is None:
            raise NoPicture(
                f"the scan {printable(told['source']['name'])} is not where it was read; bring it back"
            )
        self._compare(source)
        [(_, pixels)] = page_pictures(source, [page])
        image = Image.fromarray(pixels)
        image.thumbnail((_WIDTHS[size], _WIDTHS[size] * 8))
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=_QUALITY)
        data = stream.getvalue()
        return Jpeg(data, hashlib.sha256(data).hexdigest()[:32])

    def _compare(self, source: Source) -> None:
        """Refuse to show what was not read: boxes of one file over the picture of another."""
        found = source.path.stat()
        state = (source.path, found.st_size, found.st_mtime_ns, found.st_ino)
        if state not in self._whole:
            with source.path.open("rb") as stream:
                self._whole[state] = hashlib.file_digest(stream, "sha256").hexdigest()
        if self._whole[state] != source.sha256:
            raise ReadingFailed(f"{printable(source.name)} has changed since it was read; read it again")

    def _look(self, key: tuple[object, ...]) -> Jpeg | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: tuple[object, ...], made: Jpeg) -> None:
        with self._lock:
            self._kept[key] = made
            self._bytes += len(made.data)
            while self._bytes > _KEPT_BYTES and len(self._kept) > 1:
                self._bytes -= len(self._kept.popitem(last=False)[1].data)
