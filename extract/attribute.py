"""Who decided, and when: a written order belongs to the name and the day that stand by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from saraban.extract.find import Finding
from saraban.extract.flow import Flow

_REACH = 14  # lines below an order within which its signature stands


def attribute(findings: Sequence[Finding], flow: Flow) -> list[Finding]:
    """The findings with actor and day put into the decisions, and who decided taken off the signatories.

    Who signs below an order to the office decided on the document and did not sign it; on a slip, which
    is nothing but orders, everybody stays a signatory. Who signs below สำเนาถูกต้อง certifies the copy.
    """
    signers = [one for one in findings if one.fills == "signatories"]
    days = [one for one in findings if one.fills == "dates_mentioned" and _alone(one, flow)]
    orders = _orders(findings, signers)
    decided = _allot(orders, signers, flow)
    dated = _allot(orders, days, flow)
    certified = _certifiers(findings)
    slip = _is_slip(findings, signers)
    deciders = {one.start for one in decided.values() if one} if not slip else set()
    to = {str(one.hit.value) for one in findings if one.fills == "to" and not slip}
    taken = {one.start for one in dated.values() if one}  # days that say when an order was given
    kept = [
        one
        for one in findings
        if not (one.fills == "dates_mentioned" and one.start in taken)
        and not (one.fills == "signatories" and one.start in deciders | certified)
    ]
    return [
        _put(one, decided[one.start], dated[one.start])
        if one in orders
        else _doubt_addressee(one, signers, to)
        for one in kept
    ]


def _orders(findings: Sequence[Finding], signers: Sequence[Finding]) -> list[Finding]:
    """Written orders; and ticked boxes below the signature of the document, where the next to sign decides."""
    return [
        one
        for one in findings
        if one.rule == "disposition-written"
        or (
            one.rule == "disposition-box"
            and isinstance(one.hit.value, dict)
            and one.hit.value["mark"] == "checked"
            and any(signer.stop <= one.start for signer in signers)
        )
    ]


def _is_slip(findings: Sequence[Finding], signers: Sequence[Finding]) -> bool:
    """Whether all boxes stand above all that is signed, as on a slip to route a document by.

    Choices in the text of a memo stand there as well; then others follow below its signature.
    """
    boxes = [one.start for one in findings if one.rule == "disposition-box"]
    return bool(boxes) and not any(signer.stop <= max(boxes) for signer in signers)


def _doubt_addressee(one: Finding, signers: Sequence[Finding], to: Collection[str]) -> Finding:
    """A signatory, doubted where it is below the writer that the addressee signs: who got the paper decides on it, and
    nothing of an order was read.
    """
    value = one.hit.value
    if one not in signers[1:] or not isinstance(value, dict) or value["position"] not in to:
        return one
    return replace(one, hit=replace(one.hit, doubts=(*one.hit.doubts, "addressee_signs")))


def _certifiers(findings: Sequence[Finding]) -> set[int]:
    """Where those signed who certify a copy: below the mark, when the text was closed or signed above it.

    A mark at the head of a paper has everybody below it: then nobody is told apart.
    """
    mark = next((one.start for one in findings if one.hit.value == "true_copy"), None)
    if mark is None:
        return set()
    ended = any(one.fills in ("signatories", "closing") and one.start < mark for one in findings)
    return {one.start for one in findings if one.fills == "signatories" and ended and one.start > mark}


def _allot(orders: Sequence[Finding], others: Sequence[Finding], flow: Flow) -> dict[int, Finding | None]:
    """For each order, by its start, the first name or day that stands near below it, in its own column if any does.

    Two orders side by side are read one after the other, and so are the names under them: what stands in the
    column of one belongs to it.
    """
    allotted: dict[int, Finding | None] = {}
    for order in orders:
        near = [one for one in others if one.start > order.start and _near(order, one, flow)]
        under = [one for one in near if _overlaps(order, one, flow)]
        allotted[order.start] = next(iter(under or near), None)
    return allotted


def _overlaps(order: Finding, other: Finding, flow: Flow) -> bool:
    """Whether a line stands at least in part below another, where boxes are known."""
    box, below = (flow.lines[flow.line_at(one.start)].line.box for one in (order, other))
    return box is not None and below is not None and box[0] < below[2] and below[0] < box[2]


def _near(order: Finding, other: Finding, flow: Flow) -> bool:
    return flow.line_at(other.start) - flow.line_at(order.start) <= _REACH


def _alone(finding: Finding, flow: Flow) -> bool:
    """Whether a date fills its line: a day by a signature, not a date in a sentence."""
    line = flow.string(flow.line_at(finding.start)).strip()
    return len(line) - (finding.stop - finding.start) <= 8


def _put(order: Finding, actor: Finding | None, day: Finding | None) -> Finding:
    value = dict(order.hit.value) if isinstance(order.hit.value, dict) else {}
    doubts = order.hit.doubts
    if actor is not None and isinstance(actor.hit.value, dict) and actor.hit.value["name"]:
        value["actor"] = f"{actor.hit.value['title'] or ''}{actor.hit.value['name']}"
    parts = dict(order.hit.parts)
    if day is not None and "no_year" not in day.hit.doubts:  # an order stands without its half-read day
        value["date"] = day.hit.value
        parts["date_raw"] = day.hit.parts.get("date_raw")
        doubts = (*doubts, *day.hit.doubts)
    return replace(order, hit=replace(order.hit, value=value, parts=parts, doubts=doubts))
