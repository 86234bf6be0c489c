"""A correction that could not be written down: why, and what was typed, so that nobody types it twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saraban.extract.errors import SarabanError


@dataclass(frozen=True, slots=True)
class Trouble:
    """`field`: the path of the entry, empty where there is no trouble; `code` and `said` of the error."""

    field: str = ""
    member: str = ""
    typed: str = ""
    why: str = ""
    who: str = ""
    code: str = ""
    said: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str], error: SarabanError) -> Trouble:
        """The trouble that a form led to."""
        kept = {name: form.get(name, "") for name in ("field", "member", "typed", "why", "who")}
        return cls(**kept, code=error.code, said=str(error))


NONE = Trouble()
