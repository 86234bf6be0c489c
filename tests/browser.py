"""A browser for tests, and what it sees: a window that fails the test when anything runs or complains.

SARABAN_SCREENSHOTS names a folder that keeps pictures of what was seen.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
SIZES = {"wide": (1280, 860), "phone": (390, 844)}
Gray = npt.NDArray[np.float64]


@contextmanager
def served(out: Path) -> Iterator[str]:
    """The address of a server of an output folder."""
    command = [sys.executable, "-m", "saraban.app.cli", "serve", str(out), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            found = re.match(r"(http://127\.0\.0\.1:\d+)/", server.stdout.readline())
            assert found
            yield found[1]
        finally:
            server.terminate()


@dataclass
class Visit:
    """A window, and whatever the browser complained of."""

    page: Page
    name: str
    complaints: list[str] = field(default_factory=list)

    def keep(self, what: str) -> None:
        """A picture of what is seen; the page is never wider than the window."""
        width, window = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= window, what
        if folder := os.environ.get("SARABAN_SCREENSHOTS"):
            self.page.screenshot(path=Path(folder) / f"{self.name}-{what}.png")


@contextmanager
def visit(browser: Browser, size: str, name: str) -> Iterator[Visit]:
    """A window of that size without cookies; any script that runs, or is kept from running, fails the test."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    made = Visit(page, name)
    page.on("dialog", lambda dialog: made.complaints.append(f"dialog {dialog.message}"))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("console", lambda said: made.complaints.append(said.text) if said.type == "error" else None)
    yield made
    page.close()
    assert made.complaints == []


def likeness(one: Gray, other: Gray) -> float:
    """How alike two pictures are: 1 for the same, about 0 for others (correlation of their pixels)."""
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


def seen_in(page: Page, path: str) -> Gray:
    """What the browser shows within the box of a field, the box itself left out."""
    left, top, width, height = page.locator(f'[id="b-{path}"] rect').evaluate(
        "rect => { const box = rect.getBBox(), to = rect.getScreenCTM();"
        " return [box.x * to.a + to.e, box.y * to.d + to.f, box.width * to.a, box.height * to.d]; }"
    )
    show = (
        "seen => document.querySelectorAll('.paper svg, .zoom').forEach((one) => one.style.visibility = seen)"
    )
    page.evaluate(show, "hidden")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("L")
    page.evaluate(show, "")
    cut = shot.crop((round(left), round(top), round(left + width), round(top + height)))
    return np.asarray(cut, np.float64)


def on_paper(picture: npt.NDArray[np.uint8], box: list[int], size: tuple[int, int], shift: int = 0) -> Gray:
    left, top, right, bottom = box
    cut = Image.fromarray(picture[top + shift : bottom + shift, left:right]).convert("L")
    return np.asarray(cut.resize(size, Image.Resampling.BOX), np.float64)


def correct(page: Page, value: str) -> None:
    """Correct the subject as a person does, and see it beside what was read."""
    card = page.locator('[id="f-subject"]')
    card.locator("details.review > summary").click()
    card.locator("textarea").fill(value)
    card.locator('input[name="who"]').fill("สมศรี")
    card.locator('button[value="corrected"]').click()
    page.wait_for_selector('[id="f-subject"] .said')
    assert value in page.locator('[id="f-subject"] .said').inner_text()
    assert "ขอเบิกเงินค่าจ้างเหมา" in page.locator('[id="f-subject"] > .value').inner_text()
