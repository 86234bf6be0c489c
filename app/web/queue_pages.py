"""The page of the queue: what people should look at, oldest or most doubtful first."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse

from saraban.app.review.queue import Order, Task, Wanted
from saraban.app.web.fields import Flag
from saraban.app.web.language import language_of
from saraban.app.web.pages import render
from saraban.app.web.request import site_of
from saraban.app.web.told import day_of, plain
from saraban.app.web.words import FIELDS, KINDS, either
from saraban.app.web.words import reason as meaning_of

router = APIRouter()
_SIZE = 50
_TAIL = re.compile(r"-[0-9a-f]{8,64}\.json\Z")  # what makes the name of a record one of its own
_CODE = Annotated[str | None, Query(pattern=r"^[a-z][a-z0-9_]{0,60}$")]
_PAGE = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/queue")
def queue(
    request: Request, by: Order = "oldest", kind: _CODE = None, reason: _CODE = None, page: _PAGE = 1
) -> HTMLResponse:
    """The tasks of one page, and how all of them divide."""
    found = site_of(request).tasks.slice(Wanted(by=by, kind=kind, reason=reason), (page - 1) * _SIZE, _SIZE)
    last = max(1, -(-found.total // _SIZE))
    told = {
        "by": by,
        "kind": kind,
        "reason": reason,
        "tasks": [_row(request, task) for task in found.tasks],
        "total": found.total,
        "unread": found.unread,
        "kinds": [(code, either(KINDS, code), count) for code, count in found.kinds],
        "reasons": [(code, meaning_of(code), count) for code, count in found.reasons],
        "page": page,
        "last": last,
    }
    return render(request, "queue.html", told)


def _row(request: Request, task: Task) -> dict[str, object]:
    name, language = task.field.partition(".")[0], language_of(request)
    return {
        "task": task,
        "title": either(FIELDS, name),
        "kind": either(KINDS, task.kind),
        "text": plain(name, task.value, language),
        "source": _TAIL.sub("", task.record),
        "since": day_of(task.since, language) if task.since else "",
        "flags": [Flag(code, meaning_of(code)) for code in task.reasons],
    }
