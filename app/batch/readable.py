"""A report as people read it: counts first, then every input, those first that need a person."""

from __future__ import annotations

from collections.abc import Mapping

from saraban.app.batch.advice import ADVICE
from saraban.app.batch.rows import OUTCOMES, InputRow, Totals
from saraban.extract.source import printable

_MEANT = {
    "failed": "no record",
    "quarantined": "no record: read twice, and twice what read it died or ran out of time",
    "partial": "the record lacks pages, and says which",
    "no_text": "the record is empty: there is no text on any page",
    "waiting": "not read yet: run `saraban read` again",
    "skipped": "found in folders and not to be read",
    "same": "the same bytes as another file, which was read for both",
    "read": "the record is complete",
}


def head_text(run: Mapping[str, object], totals: Totals) -> str:
    """What run it was, and the counts."""
    lines = ["REPORT (รายงานผลการอ่าน)", ""]
    lines += [printable(f"{name}: {value}") for name, value in run.items()]
    lines += ["", f"{totals.inputs.total():>9,}  inputs (แฟ้ม)"]
    lines += [
        f"{totals.inputs[outcome]:>9,}    {outcome.replace('_', ' ')} ({thai})"
        for outcome, thai in OUTCOMES.items()
        if totals.inputs[outcome]
    ]
    lines.append(f"{totals.pages:>9,}  pages (หน้า)")
    if totals.failed_pages:
        lines.append(f"{totals.failed_pages:>9,}    failed (อ่านไม่ได้)")
    reasons = sorted(totals.reasons.items(), key=lambda reason: (-reason[1], reason[0]))
    if any(code for (_, code), _ in reasons):
        lines += ["", "REASONS (สาเหตุ)", ""]
        lines += [f"{number:>9,}  {outcome}: {code}" for (outcome, code), number in reasons if code]
    return "\n".join(lines) + "\n"


def group_text(group: tuple[str, str], totals: Totals) -> str:
    """What stands above the inputs of one outcome and code: how many, what it means, what to do."""
    outcome, code = group
    title = f"{outcome.replace('_', ' ').upper()} ({OUTCOMES[outcome]})" + (f": {code}" if code else "")
    lines = ["", "", f"{title}: {totals.reasons[group]:,}", f"  {_MEANT[outcome]}"]
    if code in ADVICE and outcome != "skipped":
        lines.append(f"  What to do: {ADVICE[code]}")
    return "\n".join(lines) + "\n\n"


def row_text(row: InputRow) -> str:
    """An input: its path, its record, what is to be known; each page that failed in a line of its own."""
    former = row.outcome in ("failed", "quarantined")
    lines = [f"  {row.shown}" + (f" -> {row.record}" if row.record and not former else "")]
    if row.record and former:
        lines.append(f"      what was read of it before stands in {row.record}")
    if row.message and not row.failed_pages:
        lines.append(f"      {row.message}")
    if row.alike is not None:
        other = row.alike.decode("utf-8", "backslashreplace")
        lines.append(f"      the name looks the same as that of {other}: one letter in two states, or two?")
    lines += [f"      page {page.page}: {page.message} [{page.code}]" for page in row.failed_pages]
    return "\n".join(map(printable, lines)) + "\n"


def urgency(group: tuple[str, str]) -> tuple[int, str]:
    """Sorts groups: what needs a person first."""
    return list(OUTCOMES).index(group[0]), group[1]
