"""A correction that could not be written down: why, and what was typed, so that nobody types it twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saraban.app.web.language import Both
from saraban.app.web.refusals import review_refused
from saraban.extract.errors import BadValue, ReviewConflict, SarabanError


@dataclass(frozen=True, slots=True)
class Trouble:
    """`field`: the path of the entry, empty where there is no trouble; `told`: what is wrong and what to do; `said`: the
    error in its own words. `conflict`: whether somebody else spoke of it first; `may_be_exact`: whether what was typed
    may be kept as it stands; `unsure`: whether it can be read in several ways, which `said` tells."""

    field: str = ""
    member: str = ""
    typed: str = ""
    why: str = ""
    who: str = ""
    told: Both = ("", "")
    said: str = ""
    conflict: bool = False
    may_be_exact: bool = False
    unsure: bool = False

    @classmethod
    def of(cls, form: Mapping[str, str], error: SarabanError) -> Trouble:
        """The trouble that a form led to."""
        kept = {name: form.get(name, "") for name in ("field", "member", "typed", "why", "who")}
        path = ".".join(filter(None, (kept["field"], kept["member"])))
        return cls(
            **kept,
            told=review_refused(error, path),
            said=str(error),
            conflict=isinstance(error, ReviewConflict),
            may_be_exact=isinstance(error, BadValue) and bool(kept["typed"]),
            unsure=isinstance(error, BadValue) and error.reason == "uncertain",
        )


NONE = Trouble()
