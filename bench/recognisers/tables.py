"""The comparison as tables for people and as figures for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bench.recognisers.lines import Group
from bench.recognisers.pages import Reading, Report
from training.score import Score

DIGITS = "๐๑๒๓๔๕๖๗๘๙"
YARDSTICK = "tha+eng, psm 3"
"""The way whose seconds and memory ours are held against."""

_HEAD = f"{'characters':>10}  {'CER':>7}  {'digits':>6}  {'wrong':>7}"


def print_lines(groups: Sequence[Group]) -> None:
    """Painted lines: one table a kind, then each digit's recall in the first."""
    for group in groups:
        print(f"{group.title + ', ' + str(_lines(group)) + ' lines':<32}  {_HEAD}  {'lines right':>11}")
        for name, score in group.scores.items():
            print(f"{name:<32}  {_row(score)}  {score.right / max(1, score.lines):>11.1%}")
        print()
    print_recall(f"recall, {groups[0].title}", groups[0].scores)


def print_recall(title: str, scores: Mapping[str, Score]) -> None:
    """How many of each Thai digit were read as themselves."""
    of = next(iter(scores.values())).of
    print(f"{title:<32}  " + "  ".join(f"{digit:>5}" for digit in DIGITS))
    print(f"{'how many':<32}  " + "  ".join(f"{of[digit]:>5}" for digit in DIGITS))
    for name, score in scores.items():
        shares = (score.recalled[digit] / score.of[digit] if score.of[digit] else None for digit in DIGITS)
        print(f"{name:<32}  " + "  ".join(f"{'' if s is None else format(s, '.1%'):>5}" for s in shares))


def print_pages(report: Report) -> None:
    """Whole pages: accuracy, each digit's recall, seconds and memory, the best stock way and ours page by page."""
    ways = (*report.models, *report.stock)
    print(
        f"{f'{len(report.names)} of {report.found} pages at 300 dpi':<32}  {_HEAD}  {'s a page':>8}  {'MB':>5}"
    )
    for way in ways:
        seconds = way.seconds / len(report.names)
        print(f"{way.way:<32}  {_row(way.score)}  {seconds:>8.2f}  {way.megabytes:>5.0f}")
    best = best_of(report.stock)
    ours = report.models[0]
    share = ours.score.character_error / max(1e-9, best.score.character_error)
    print(f"best stock way: {best.way}; {ours.way} makes {share:.2f} times its errors\n")
    print_recall("recall", {way.way: way.score for way in (*report.models, best)})
    print()
    _print_cost(report)
    print(f"\n{'errors by page':<46}  characters  {'ours':>5}  {'stock':>5}   wrong digits: ours, stock")
    for name, mine, theirs in zip(report.names, ours.by_page, best.by_page, strict=True):
        digits = f"{mine.digit_errors:>4}  {theirs.digit_errors:>4}  of {mine.digits}"
        print(f"{name:<46}  {mine.characters:>10}  {mine.errors:>5}  {theirs.errors:>5}   {digits}")


def print_families(groups: Sequence[Group], stock: str, ours: str) -> None:
    """Character error family by family. `more`: ours makes more errors; `MORE`: more than chance would."""
    print(f"{'text without digits':<24}  {'characters':>10}  {stock:>7}  {ours:>14}   errors")
    marks: Counter[str] = Counter()
    for group in groups:
        old, new = group.scores[stock], group.scores[ours]
        mark = _mark(old.errors, new.errors)
        marks[mark] += group is not groups[-1]
        shares = f"{old.character_error:>7.2%}  {new.character_error:>14.2%}"
        print(
            f"{group.title:<24}  {old.characters:>10}  {shares}   {old.errors:>4} {new.errors:>4}  {mark}".rstrip()
        )
    more = marks["more"] + marks["MORE"]
    print(
        f"{ours} makes more errors than {stock} in {more} of {len(groups) - 1} families, beyond chance in {marks['MORE']}"
    )


def _mark(old: int, new: int) -> str:
    """Counts of errors scatter by about their root: two of these apart is beyond chance."""
    if new <= old:
        return ""
    return "MORE" if new - old > 2 * (new + old) ** 0.5 else "more"


def best_of(readings: Iterable[Reading]) -> Reading:
    """The reading with the fewest errors."""
    return min(readings, key=lambda reading: reading.score.errors)


def figures(score: Score) -> dict[str, object]:
    """A score as plain figures."""
    return {
        "lines": score.lines,
        "lines_right": score.right,
        "characters": score.characters,
        "errors": score.errors,
        "character_error": score.character_error,
        "thai_digits": score.digits,
        "digit_errors": score.digit_errors,
        "digit_error": score.digit_error,
        "digits": {digit: [score.recalled[digit], score.of[digit]] for digit in DIGITS},
    }


def groups_figures(groups: Iterable[Group]) -> dict[str, object]:
    """Painted lines as figures: kind, recogniser, score."""
    return {group.title: {name: figures(score) for name, score in group.scores.items()} for group in groups}


def pages_figures(report: Report) -> dict[str, object]:
    """Whole pages as figures."""
    ways = {
        reading.way: figures(reading.score)
        | {
            "seconds": reading.seconds,
            "start_seconds": reading.start,
            "megabytes": reading.megabytes,
            "errors_by_page": [score.errors for score in reading.by_page],
            "digit_errors_by_page": [score.digit_errors for score in reading.by_page],
        }
        for reading in (*report.models, *report.stock)
    }
    return {"pages": list(report.names), "found": report.found, "ways": ways}


def _print_cost(report: Report) -> None:
    """Seconds of the processor and peak memory against the yardstick's, page by page and for one page alone."""
    pages = len(report.names)
    yard = next(reading for reading in report.stock if reading.way == YARDSTICK)
    print(f"{'against ' + YARDSTICK:<32}  times its seconds a page, one page alone with start-up, MB")
    for way in (reading for reading in report.models if "psm" not in reading.way):
        mine, alone = way.seconds / yard.seconds, (way.seconds / pages + way.start) / (yard.seconds / pages)
        print(f"{way.way:<32}  {mine:>25.2f}  {alone:>28.2f}  {way.megabytes:>4.0f} ({yard.megabytes:.0f})")


def _row(score: Score) -> str:
    return (
        f"{score.characters:>10}  {score.character_error:>7.2%}  {score.digits:>6}  {score.digit_error:>7.2%}"
    )


def _lines(group: Group) -> int:
    return next(iter(group.scores.values())).lines
