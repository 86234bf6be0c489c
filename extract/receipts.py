"""Receipts (การรับหนังสือ) of a document: each stamp found on its pages is read as one, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from saraban.extract.find import Finding
from saraban.extract.flow import Flow
from saraban.extract.split import Extent
from saraban.patterns.stampform import read_stamp

RULE = "receipt-stamp-found"
"""The name of the way by which stamps found on the page are read."""


def with_stamps(findings: Sequence[Finding], flow: Flow, extent: Extent) -> list[Finding]:
    """The findings of a document with the receipt of each stamp in place of what patterns found in it.

    A stamp that is no receipt leaves the findings as they are.
    """
    receipts = list(_receipts(flow, extent))
    kept = [
        one
        for one in findings
        if one.fills != "receipts"
        or not any(one.start < stamp.stop and stamp.start < one.stop for stamp in receipts)
    ]
    return sorted([*kept, *receipts], key=lambda finding: (finding.start, -finding.stop))


def _receipts(flow: Flow, extent: Extent) -> Iterator[Finding]:
    lines = flow.lines[extent.first : extent.last + 1]
    for (_, stamp), run in groupby(lines, key=lambda line: (line.page, line.line.stamp)):
        if stamp is None:
            continue
        members = list(run)
        start, stop = members[0].start, members[-1].stop
        hit = read_stamp(flow.text.string[start:stop])
        if hit is not None:
            yield Finding("receipts", RULE, hit, start + hit.start, start + hit.stop)
