"""The door: where a visitor gives the token."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from saraban.app.web.form import Form
from saraban.app.web.guard import ENTRANCE, TOKEN, let_in
from saraban.app.web.pages import failure
from saraban.app.web.request import site_of

router = APIRouter()


@router.post(ENTRANCE)
def enter(request: Request, form: Form) -> Response:
    """Take the token, and send the visitor on to what was asked for."""
    admission, given = site_of(request).admission, form.get(TOKEN, "")
    if admission.token is None or not admission.accepts(given):
        return failure(request, 401, "token_needed")
    return let_in(RedirectResponse("/", 303), request, admission.token)
