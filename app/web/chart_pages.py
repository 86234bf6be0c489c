"""The page of charts: what a batch holds, by month, agency, kind and reason; counted anew at most every few seconds."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from saraban.app.charts.charts import make_charts
from saraban.app.charts.figures import Figures, gather
from saraban.app.charts.page import section
from saraban.app.web.finder import Finder
from saraban.app.web.holdings import Holdings
from saraban.app.web.language import language_of
from saraban.app.web.pages import render
from saraban.app.web.request import site_of

router = APIRouter()
_FRESH_SECONDS = 10.0
_COUNTING_SECONDS = 20.0


@dataclass(slots=True)
class Counts:
    """The figures of the charts, counted once for all who look within some seconds."""

    holdings: Holdings
    finder: Finder
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _at: float = float("-inf")
    _head: int = -1
    _figures: Figures | None = None

    def figures(self) -> Figures:
        """What is counted now. Raises IndexFailed, TrailBroken."""
        with self._lock:
            head, now = self.holdings.book.head().n, time.monotonic()
            if self._figures is None or now - self._at > _FRESH_SECONDS or head != self._head:
                with self.finder.reader(_COUNTING_SECONDS) as store:
                    self._figures = gather(self.holdings.out, store, self.holdings.book)
                self._at, self._head = time.monotonic(), head
            return self._figures


@router.get("/charts")
def charts(request: Request) -> HTMLResponse:
    """All charts, each with its table beside it."""
    site, language = site_of(request), language_of(request)
    made = make_charts(site.counts.figures(), language)
    sections = [Markup(section(one, language)) for one in made]  # noqa: S704  (escaped where it is made)
    return render(request, "charts.html", {"sections": sections, "behind": site.finder.is_behind})
