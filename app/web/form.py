"""What a form sends: a few short texts, read with a limit. Nothing here takes files."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request

_BYTES_MAX, _FIELDS_MAX = 65_536, 32
_KIND = "application/x-www-form-urlencoded"


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form by name, the last of a name. HTTPException of what is none, or too long."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KIND:
        raise HTTPException(400)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BYTES_MAX:
            raise HTTPException(413)
    try:
        fields = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS_MAX, errors="strict"
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise HTTPException(400) from error
    return {name: text.replace("\r\n", "\n") for name, text in fields}


Form = Annotated[dict[str, str], Depends(_form)]
