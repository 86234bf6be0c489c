"""The page of charts: what a batch holds, by month, agency, kind and reason for review."""

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
from saraban.app.index.upkeep import as_of
from saraban.app.web.finder import Finder
from saraban.app.web.holdings import Holdings
from saraban.app.web.language import Language, language_of
from saraban.app.web.pages import render
from saraban.app.web.request import site_of

router = APIRouter()
_FRESH_SECONDS = 60.0  # the index may be a moment behind what was written
_COUNTING_SECONDS = 20.0
Sections = tuple[Markup, ...]


@dataclass(slots=True)
class Drawn:
    """The charts in each language, counted and drawn once for all who look, and again when something was written."""

    holdings: Holdings
    finder: Finder
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _at: float = float("-inf")
    _state: str = ""
    _figures: Figures | None = None
    _sections: dict[Language, Sections] = field(default_factory=dict)

    def sections(self, language: Language) -> Sections:
        """Every chart with its table as a piece of a page. Raises IndexFailed, TrailBroken."""
        with self._lock:
            state, now = as_of(self.holdings.out), time.monotonic()
            if state != self._state or now - self._at > _FRESH_SECONDS:
                with self.finder.reader(_COUNTING_SECONDS) as store:
                    self._figures = gather(self.holdings.out, store, self.holdings.book)
                self._sections, self._state, self._at = {}, state, now
            if self._figures is not None and language not in self._sections:
                self._sections[language] = _drawn(self._figures, language)
            return self._sections[language]


def _drawn(figures: Figures, language: Language) -> Sections:
    made = make_charts(figures, language)
    return tuple(Markup(section(one, language)) for one in made)  # noqa: S704  (escaped where it is made)


@router.get("/charts")
def charts(request: Request) -> HTMLResponse:
    """All charts, each with its table beside it."""
    site = site_of(request)
    told = {"sections": site.drawn.sections(language_of(request)), "behind": site.finder.is_behind}
    return render(request, "charts.html", told)
