"""Every pattern on hostile texts of 100 kB, what one phrase repeated makes: seconds of the processor, the slowest first.

`python -m bench hostile [--letters N]`; exit code 1 where one needs more than its time.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from saraban.normalize.text import clean
from saraban.patterns import patterns

SECONDS_MAX = 0.1
PHRASES = (
    "ก", "1", "๑", " ", "\n", ".", "่้", "0123456789/", "ที่ ", "วันที่\n", "(นาย", "1 ม.ค. 2560 - ", "มกราคม",
    "กษ 0201.06/ว ", "0 2280-", "เรื่อง ", "เรียน  ผู้อำนวยการ\n", "aA0 ", "☐ ☑ ", "พระราชบัญญัติ พ.ศ. ",
    "(ลงชื่อ)\n(นายก ข)\nผู้อำนวยการ\n", "สิ่งที่ส่งมาด้วย  1. ", "อ้างถึง  หนังสือ ที่ ", "ครั้งที่ 1/25",
    "เลขรับ 1 วันที่ 2 เวลา 3", "คำสั่ง ที่ 1/", "โทร. 0", "ส่วนราชการ ", "จึงเรียนมาเพื่อโปรด", "รักษาการแทน ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Try:
    """One pattern on one text. `hits`: how many it found, None where it ran out of time."""

    seconds: float
    pattern: str
    phrase: str
    hits: int | None


def tries(letters: int) -> Iterator[Try]:
    """Every pattern on every text of so many letters."""
    for phrase in PHRASES:
        string = clean((phrase * (letters // len(phrase) + 1))[:letters]).string
        for pattern in patterns():
            since = time.process_time()
            try:
                hits: int | None = sum(1 for _ in pattern.scan(string))
            except TimeoutError:
                hits = None
            yield Try(time.process_time() - since, pattern.id, phrase, hits)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench hostile")
    parser.add_argument("--letters", type=int, default=100_000)
    options = parser.parse_args(arguments)
    done = sorted(tries(options.letters), key=lambda one: -one.seconds)
    slow = [one for one in done if one.seconds > SECONDS_MAX or one.hits is None]
    for one in slow or done[:10]:
        found = "ran out of time" if one.hits is None else f"{one.hits} hits"
        print(f"{one.seconds:7.3f} s  {one.pattern:24}{one.phrase!r:40}{found}")
    print(f"\n{len(done)} pairs of a pattern and a text; {len(slow)} took more than {SECONDS_MAX:g} s")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
