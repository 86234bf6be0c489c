"""How a page is made of its template: everything escaped, what cannot be seen made visible, in one language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from saraban.app.web.failures import FAILURES
from saraban.app.web.language import COOKIE, Both, Language, in_language, language_of

HERE = Path(__file__).parent
_YEAR_SECONDS = 31_536_000
# Control and format characters, lone surrogates, private use: they hide text, turn it round, or cannot be sent.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def seen(text: str) -> str:
    """A text in which every character can be seen: U+202E stands as ⟨U+202E⟩. Line breaks stay."""
    return _UNSEEN.sub(lambda odd: f"⟨U+{ord(odd[0]):04X}⟩", text)


def typed(text: str) -> str:
    """A text as a person would type it: without what cannot be seen."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def render(request: Request, template: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """A page. The template knows `say(thai, english)`, `lang`, `here(name=value …)`, `table(…)` and `url(part, …)` besides."""
    language = language_of(request)
    page = _environment().get_template(template)
    made = page.render(
        lang=language,
        say=partial(_say, language),
        both=partial(in_language, language=language),
        here=partial(_here, local(request.scope["path"]), _asked(request)),
        table=partial(_here, "/documents.csv", _asked(request)),
        path=request.scope["path"],
        can_switch=request.method != "POST",
        **values,
    )
    answer = HTMLResponse(made.encode("utf-8", "backslashreplace"), status)
    if request.query_params.get("lang") in ("th", "en"):
        answer.set_cookie(COOKIE, language, max_age=_YEAR_SECONDS, httponly=True, samesite="lax")
    return answer


def failure(request: Request, status: int, why: str, said: str = "") -> HTMLResponse:
    """One clear page for whatever went wrong: `why` is one of FAILURES, `said` a sentence that says more."""
    title, advice = FAILURES[why]
    phrase = HTTPStatus(status).phrase
    told = {"status": status, "phrase": phrase, "title": title, "advice": advice, "said": said, "why": why}
    return render(request, "failure.html", told, status)


def prepare() -> None:
    """Read the templates, before anybody asks for a page."""
    _environment()


def url(*parts: str) -> str:
    """An address on this server: /part/part, whatever is in them."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


def local(path: str) -> str:
    """A path of this server as an address. It begins with one slash: two would be the name of another server."""
    return "/" + quote(path.lstrip("/\\"))


@cache
def _environment() -> Environment:
    """Where the templates are, read once."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,  # of every template, whatever its name ends in
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["typed"] = lambda text: Markup.escape(typed(text or ""))
    made.globals["url"] = url
    # All of them now: an update of the program must not reach a running server.
    for name in made.list_templates():
        made.get_template(name)
    return made


def _finalized(value: object) -> object:
    """What stands in a page for a value, before it is escaped."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) else seen(str(value))


def _say(language: Language, thai: str, english: str) -> str:
    both: Both = (thai, english)
    return in_language(both, language)


def _asked(request: Request) -> list[tuple[str, str]]:
    """The parameters of the address but for the language, which a cookie keeps."""
    query = request.scope["query_string"].decode("latin-1")
    return [one for one in parse_qsl(query) if one[0] != "lang"]


def _here(path: str, asked: list[tuple[str, str]], **changes: str | int | None) -> str:
    """The address of this page with some parameters set anew, or, where None, left out."""
    kept = [one for one in asked if one[0] not in changes]
    new = [(name, str(value)) for name, value in changes.items() if value is not None]
    return path + "?" + urlencode([*kept, *new])
