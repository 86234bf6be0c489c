"""A page that was spoilt is read in full, or somebody is told: never less text, nor another value, without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.badfiles.damage import DAMAGES
from tests.badfiles.losses import Loss, losses

PAGE = Path(__file__).parent.parent / "corpus" / "scans" / "finance-slip.png"
WORST = (
    "turned 90",
    "turned 180",
    "specks 5%",
    "specks 15%",
    "specks 30%",
    "16 bits png",
    "inverted",
    "cut PNG",
    "mirrored",
    "half turned",
    "barred",
)
"""Those that a plain call of the engine loses without a word; `python -m bench losses` tries all."""


def test_there_are_forty_ways() -> None:
    assert len(DAMAGES) >= 40
    assert set(WORST) <= set(DAMAGES)


@pytest.mark.ocr
@pytest.mark.slow
def test_no_loss_is_silent(tmp_path: Path) -> None:
    found = {loss.damage: loss for loss in losses(PAGE, tmp_path, list(WORST))}
    assert [loss for loss in found.values() if loss.is_silent] == []
    assert all(found[name].kept > 0.9 for name in ("turned 90", "turned 180", "16 bits png", "inverted"))
    assert all(found[name].told for name in ("specks 30%", "cut PNG", "mirrored", "half turned", "barred"))


def test_what_is_silent_is_seen_as_such() -> None:
    assert Loss("a", 0.5, told=False, wrong=()).is_silent
    assert Loss("a", 1.0, told=True, wrong=("to: x",)).is_silent
    assert not Loss("a", 0.5, told=True, wrong=()).is_silent
