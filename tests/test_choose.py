"""No rule is written in vain: each that fills a number, date or office can win on some kind of document."""

from __future__ import annotations

import pytest

from saraban.extract.choose import CHOICES
from saraban.extract.find import Finding
from saraban.extract.flow import Flow
from saraban.extract.page import Line, Page
from saraban.extract.reading import Reading
from saraban.extract.split import Extent
from saraban.patterns import patterns
from saraban.patterns.pattern import Hit

KINDS = (
    "routing_slip", "memo", "letter", "stamped_letter", "order", "regulation", "announcement", "statement",
    "certificate", "minutes", "message",
)  # fmt: skip
RULES = [
    (rule.id, rule.fills)
    for rule in patterns()
    if rule.fills in ("document_number", "date", "agency", "e_document_number")
]


@pytest.mark.parametrize(("rule", "fills"), RULES)
def test_every_rule_can_win(rule: str, fills: str) -> None:
    flow = Flow.of([Page(number=1, text_from="transcript", lines=(Line(1, "ที่ กษ ๐๒๐๑/๑"),))])
    finding = Finding(fills, rule, Hit(0, 5, "value"), 0, 5)
    readings = [Reading(flow, Extent(0, 0, kind), [finding], (), None, frozenset()) for kind in KINDS]
    assert [reading.extent.kind for reading in readings if CHOICES[fills](reading) is finding]
