"""A command that did not do what it was asked to: why, in one line."""

from __future__ import annotations

import sys

from saraban.extract.errors import SarabanError
from saraban.extract.source import printable


def refused(error: SarabanError) -> int:
    """Say it on standard error; the exit code."""
    print(stop_line(error.code, str(error)), file=sys.stderr)
    return error.exit_code


def stop_line(code: str, message: str) -> str:
    """The line that says it."""
    return printable(f"saraban: {message} [{code}]")
