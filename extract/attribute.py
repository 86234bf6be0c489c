"""Who decided, and when: a written order belongs to the name and the day that stand by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from saraban.extract.find import Finding
from saraban.extract.flow import Flow

_REACH = 14  # lines below an order within which its signature stands


def attribute(findings: Sequence[Finding], flow: Flow) -> list[Finding]:
    """The findings with actor and day put into written dispositions, and deciders taken off the signatories.

    Who signs below an order to the office decided on the document and did not sign it; on a slip, which
    is nothing but orders, everybody stays a signatory.
    """
    orders = [one for one in findings if one.rule == "disposition-written"]
    signers = [one for one in findings if one.fills == "signatories"]
    days = [one for one in findings if one.fills == "dates_mentioned" and _alone(one, flow)]
    certified = next((one.start for one in findings if one.hit.value == "true_copy"), None)
    boxes = any(one.rule == "disposition-box" for one in findings)
    deciders: set[int] = set()
    taken: set[int] = set()  # days that say when an order was given
    result: list[Finding] = []
    for finding in findings:
        if finding in orders:
            actor = next(
                (one for one in signers if one.start > finding.start and _near(finding, one, flow)), None
            )
            day = next((one for one in days if one.start > finding.start and _near(finding, one, flow)), None)
            if actor is not None:
                deciders.add(actor.start)
            if day is not None:
                taken.add(day.start)
            finding = _put(finding, actor, day)
        result.append(finding)
    result = [one for one in result if not (one.fills == "dates_mentioned" and one.start in taken)]
    if certified is not None:  # who signs under สำเนาถูกต้อง certifies the copy
        result = [one for one in result if not (one.fills == "signatories" and one.start > certified)]
    if boxes:
        return result
    return [one for one in result if not (one.fills == "signatories" and one.start in deciders)]


def _near(order: Finding, other: Finding, flow: Flow) -> bool:
    return flow.line_at(other.start) - flow.line_at(order.start) <= _REACH


def _alone(finding: Finding, flow: Flow) -> bool:
    """Whether a date fills its line: a day by a signature, not a date in a sentence."""
    line = flow.string(flow.line_at(finding.start)).strip()
    return len(line) - (finding.stop - finding.start) <= 8


def _put(order: Finding, actor: Finding | None, day: Finding | None) -> Finding:
    value = dict(order.hit.value) if isinstance(order.hit.value, dict) else {}
    doubts = order.hit.doubts
    if actor is not None and isinstance(actor.hit.value, dict):
        value["actor"] = f"{actor.hit.value['title'] or ''}{actor.hit.value['name']}"
    parts = dict(order.hit.parts)
    if day is not None:
        value["date"] = day.hit.value
        parts["date_raw"] = day.hit.parts.get("date_raw")
        doubts = (*doubts, *day.hit.doubts)
    return replace(order, hit=replace(order.hit, value=value, parts=parts, doubts=doubts))
