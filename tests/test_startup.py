"""A small question is answered at once: its command loads nothing that it does not need."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "numpy",
    "cv2",
    "PIL",
    "pythainlp",
    "pytesseract",
    "pdf2image",
    "pypdfium2",
    "rich",
    "sqlite3",
    "asyncio",
    "distributed",
    "psycopg",
}
PROGRAM = """
import sys
from saraban.app.cli import main
sys.argv = ["saraban", *sys.argv[1:]]
try:
    main()
finally:
    print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [["date", "๑ ม.ค. ๒๕๖๐"], ["number", "กษ ๐๒๐๑/๑"], ["schema"], ["--help"]],
    ids=lambda a: a[0],
)
def test_nothing_heavy_is_loaded(arguments: list[str]) -> None:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert set(done.stderr.split()) & HEAVY == set()
