"""The recognisers that are compared, and how each is called: as a process of its own, timed and watched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.memory import descendants

STOCK = {"tha": "tesseract-ocr-tha", "tha+eng": "tesseract-ocr-eng", "Thai": "tesseract-ocr-script-thai"}
"""What is compared with our model, and the Debian package that each needs."""

DPI = 300
_MODEL = ".traineddata"
_LOOK_EVERY = 0.01  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One configuration of Tesseract. `languages`: what `-l` is given, models of the folder `models`."""

    name: str
    languages: str
    models: Path

    @property
    def file(self) -> Path:
        """The model file (of several, the first)."""
        return self.models / f"{self.languages.split('+')[0]}{_MODEL}"


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process: what it printed, seconds on the processor, and peak memory in MB: the highest that each
    process alive at one moment had held by then, together.
    """

    output: str
    seconds: float
    megabytes: float


def stock() -> tuple[Recogniser, ...]:
    """The stock configurations. Ends the program with what to install where a model is missing."""
    listed = run(["tesseract", "--list-langs"]).output
    named = re.search(r'available languages in "(.+)"', listed)
    models = Path(named.group(1)) if named else Path()
    found: list[Recogniser] = []
    missing: list[str] = []
    for name, package in STOCK.items():
        languages = (
            "script/Thai" if name == "Thai" and (models / "script" / f"Thai{_MODEL}").exists() else name
        )
        if all((models / f"{language}{_MODEL}").exists() for language in languages.split("+")):
            found.append(Recogniser(name, languages, models))
        else:
            missing.append(package)
    if missing:
        sys.exit(f"models are missing: apt-get install {' '.join(missing)}")
    return tuple(found)


def ours(files: Sequence[Path], folder: Path) -> tuple[Recogniser, ...]:
    """Model files as configurations, each linked in a folder of its own, for Tesseract wants folders."""
    made: list[Recogniser] = []
    for number, file in enumerate(files):
        name = file.name.removesuffix(_MODEL)
        models = folder / f"model-{number}"
        models.mkdir()
        (models / f"model{_MODEL}").symlink_to(file.resolve())
        taken = any(name == other.name for other in made)
        made.append(Recogniser(f"{file.parent.name}/{name}" if taken else name, "model", models))
    return tuple(made)


def read_lines(recogniser: Recogniser, pictures: Sequence[Path]) -> list[str]:
    """What a recogniser reads in pictures of one line each, all in one call."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        listed, out = Path(folder) / "list.txt", Path(folder) / "out"
        listed.write_text("".join(f"{picture}\n" for picture in pictures))
        run([*_tesseract(recogniser, listed, out), "--psm", "13"])
        texts = out.with_suffix(".txt").read_text(encoding="utf-8").split("\f")
    if len(texts) != len(pictures):
        raise RuntimeError(f"{recogniser.name} read {len(texts)} of {len(pictures)} lines")
    return texts


def read_page(recogniser: Recogniser, picture: Path, psm: int) -> Run:
    """A page as Tesseract itself parts it into lines, in the given page segmentation mode."""
    return run([*_tesseract(recogniser, picture, Path("stdout")), "--psm", str(psm), "--dpi", str(DPI)])


def run(command: Sequence[str]) -> Run:
    """Runs a command to its end on one core; raises RuntimeError if it fails."""
    environment = os.environ | {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, env=environment
        )
        peak, done = 0.0, 0
        while not done:
            peak = max(peak, sum(map(_highest, (child.pid, *descendants(child.pid)))))
            time.sleep(_LOOK_EVERY)
            done, status, usage = os.wait4(child.pid, os.WNOHANG)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if child.returncode:
            raise RuntimeError(f"{command[0]} failed: {errors.read().decode('utf-8', 'replace').strip()}")
        return Run(out.read().decode("utf-8"), usage.ru_utime + usage.ru_stime, peak)


def _tesseract(recogniser: Recogniser, picture: Path, out: Path) -> list[str]:
    models = ["--tessdata-dir", str(recogniser.models), "-l", recogniser.languages]
    return ["tesseract", str(picture), str(out), *models]


def _highest(pid: int) -> float:
    """The most memory in MB that a process has held so far; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    held = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(held.group(1)) * 1024 / 1e6 if held else 0.0
