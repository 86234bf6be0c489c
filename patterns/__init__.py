"""How each field is printed, with its proof. Order is precedence where patterns fill the same field."""

from __future__ import annotations

from functools import cache

from saraban.patterns.pattern import Pattern


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every pattern. Imported on first use: one sub-command that needs none stays quick to start."""
    from saraban.patterns import (
        agency,
        closing,
        contacts,
        date,
        dispositions,
        enclosures,
        laws,
        marks,
        meetings,
        minutes,
        number,
        receipts,
        references,
        register_notes,
        signatories,
        speaking,
        subject,
        torn,
    )

    modules = (
        number, date, torn, marks, subject, agency, speaking, closing, references, enclosures, receipts, signatories,
        dispositions, register_notes, minutes, meetings, contacts, laws,
    )  # fmt: skip
    return tuple(pattern for module in modules for pattern in module.PATTERNS)
