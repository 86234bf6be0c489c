"""`saraban date`, `number`, `schema`, `doctor`: what they print and how they end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


def saraban(*arguments: str, said: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "saraban.app.cli", *arguments]
    environ = os.environ | {"PYTHONIOENCODING": ""} | environment
    return subprocess.run(
        command, input=said, capture_output=True, encoding="utf-8", check=False, timeout=60, env=environ
    )


def test_dates_one_line_each() -> None:
    done = saraban("date", "๑๙ กันยายน ๒๕๕๙", "15 ก.พ. 2470")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == {
        "value": "2016-09-19",
        "raw": "๑๙ กันยายน ๒๕๕๙",
        "calendar": "BE",
        "alternatives": [],
        "review": None,
    }
    assert second["value"] == "1928-02-15"
    assert second["alternatives"] == ["1927-02-15"]
    assert second["review"] == {"reasons": ["old_new_year"]}
    assert done.returncode == 0


def test_a_refused_date_has_no_value_and_ends_with_1() -> None:
    done = saraban("date", "๓๑ กันยายน ๒๕๕๙", "๑ ต.ค. ๒๕๕๙")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["value"] is None
    assert first["review"] == {"reasons": ["day_not_in_month"]}
    assert second["value"] == "2016-10-01"
    assert done.returncode == 1
    assert done.stderr == ""


def test_lines_of_standard_input_are_answered_one_to_one() -> None:
    done = saraban("date", "-", said="๑ ม.ค. ๒๕๖๐\n\n๒ ม.ค. ๒๕๖๐")
    values = [json.loads(line)["value"] for line in done.stdout.splitlines()]
    assert values == ["2017-01-01", None, "2017-01-02"]


def test_a_text_that_looks_like_an_option() -> None:
    assert json.loads(saraban("date", "-๒-").stdout)["value"] is None


def test_numbers_and_their_parts() -> None:
    done = saraban("number", "กษ.๐๒๐๑.๐๖/ว.๘๕๓๗", "ไม่มีเลข")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["value"] == "กษ 0201.06/ว 8537"
    assert first["parts"] == {
        "prefix": "กษ",
        "office": "0201.06",
        "circular": True,
        "serial": "8537",
        "year": None,
    }
    assert (second["value"], second["parts"]) == (None, None)
    assert done.returncode == 1


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_thai_comes_out_in_any_locale(locale: str) -> None:
    done = saraban("number", "-", said="กษ ๐๒๐๑/๑\n", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert json.loads(done.stdout)["value"] == "กษ 0201/1"


def test_bytes_that_are_no_text_give_strict_json() -> None:
    command = [sys.executable, "-m", "saraban.app.cli", "date", b"\xff\xfe"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert json.loads(done.stdout.decode("utf-8"))["raw"] == "\ufffd\ufffd"


@pytest.mark.parametrize("command", ["date 1/1/2560", "schema", "--help"])
@pytest.mark.parametrize("output", [">/dev/full", ">&-"])
def test_an_output_that_takes_nothing_is_one_line(command: str, output: str) -> None:
    shell = f"{sys.executable} -m saraban.app.cli {command} {output}"
    done = subprocess.run(shell, shell=True, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("saraban: stopped, the output is not whole")
    assert done.stderr.count("\n") == 1


def test_closed_streams_are_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    shell = f"{sys.executable} -m saraban.app.cli read {tmp_path} --out {tmp_path}/out <&- 2>&-"
    done = subprocess.run(shell, shell=True, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.startswith("1 read, 1 skipped; records in ")) == (0, True)
    assert json.loads(next((tmp_path / "out" / "records").iterdir()).read_text())["source"]["name"] == "a.txt"


@pytest.mark.parametrize(
    "arguments", [[], ["read"], ["date"], ["unknown"], ["read", "--jobs", "0", "a.txt"], ["read", ""]]
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    done = saraban(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_schema_is_printed() -> None:
    done = saraban("schema")
    assert json.loads(done.stdout)["$id"] == "saraban/record/1"
    assert done.returncode == 0


@pytest.mark.ocr
def test_doctor_knows_what_is_there() -> None:
    done = saraban("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(done.stdout)}
    assert done.returncode == 0
    assert checks["python"]["found"].startswith("3.")
    assert checks["tesseract"]["found"]
    assert checks["poppler"]["found"]
    assert re.match(r"\S+.* \(sha256 [0-9a-f]{8}(, packaged)?\)$", checks["model"]["found"])
    assert len(saraban("doctor").stdout.splitlines()) == len(checks)


def test_doctor_knows_what_is_missing(tmp_path: Path) -> None:
    done = saraban("doctor", PATH=str(tmp_path))
    assert done.returncode == 3
    assert "missing: apt-get install poppler-utils" in done.stdout
    assert "missing: apt-get install tesseract-ocr tesseract-ocr-tha" in done.stdout
