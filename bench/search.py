"""The index over many records: how fast it is made and asked, how large it is; SQLite's own tokenizers beside it.

`python -m bench search --records 100000 [--postgres URL] [--keep DIR [--again]] [--only saraban,…]`. Records are generated
(`bench.search_records`) and handed to the function that `saraban index` calls for each record it has read from a file
(`build.made`); writing 100,000 files is no part of what is measured. The other ways hold the same texts in an FTS5
table alone, without any field, page or facet.

queries     300: words and pieces of words of the records, codes, numbers in either kind of digits, both spellings of ำ
found       of the documents that a scan of all texts finds, how many the way finds, over all queries; and how many besides
p95         of 100 queries, 95 take no longer: total, first page and facets; for the other ways only the count
CPU         the same in seconds of this process' processor: what remains where others use the machine
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bench.search_records import PREFIXES, as_bytes, places, records
from bench.search_tokenizers import TOGETHER, Stopwatch, Tokens, Way, coded, compared, fts5, text_of
from saraban.app.index.build import entered
from saraban.app.index.query import build
from saraban.app.index.search import matching, search
from saraban.app.index.store import Store
from saraban.app.index.words import clusters, folded
from saraban.normalize.digits import to_thai

_SAMPLE = 2000


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--postgres", metavar="URL", help="an empty database; else none is measured")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the indexes are left")
    parser.add_argument(
        "--again", action="store_true", help="ask the indexes that --keep left, of as many records; make none"
    )
    parser.add_argument(
        "--only",
        default="saraban,trigram,unicode61,clusters",
        help="ways, parted by commas; PostgreSQL goes by --postgres",
    )
    options = parser.parse_args(arguments)
    asked = queries(options.records)
    print(
        f"{options.records:,} records, {len(asked)} queries, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}\n"
    )
    head = (
        ("records/s", 10),
        ("CPU", 8),
        ("KB/record", 11),
        ("p95 ms", 8),
        ("CPU", 8),
        ("max ms", 8),
        ("found %", 9),
        ("false", 8),
    )
    print(f"{'way':26}{''.join(f'{name:>{width}}' for name, width in head)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-search-") as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        truth = _truth(folder / f"found-{options.records}.npz", options.records, asked)
        for name, way in _ways(folder, options.postgres, options.again).items():
            if name.partition(" ")[0] in options.only.split(",") or "PostgreSQL" in name:
                _print(way(name, options.records, asked, truth), options.records)
    sizes = sorted(map(len, truth))
    print(
        f"\ndocuments that a query finds: half of the queries {sizes[len(sizes) // 2]:,} or fewer, at most {sizes[-1]:,}"
    )


def _ways(folder: Path, postgres: str | None, again: bool) -> dict[str, Callable[..., Way]]:
    def ours(name: str, count: int, asked: Sequence[str], truth: Sequence[set[int]]) -> Way:
        address = postgres if postgres and "PostgreSQL" in name else folder / "index.sqlite"
        return _asked(name, address, None if again else _made(address, count), asked, truth)

    def fts(tokenizer: str, form: Callable[[str], str]) -> Callable[..., Way]:
        return lambda name, *rest: fts5(
            name, Tokens(folder / f"{name.split()[0]}.sqlite", tokenizer, form), *rest
        )

    ways: dict[str, Callable[..., Way]] = {"saraban": ours}
    if postgres:
        ways["saraban (PostgreSQL)"] = ours
    if again:
        return ways
    ways["trigram (FTS5)"] = fts("trigram", folded)
    ways["unicode61 (FTS5 default)"] = fts("unicode61", folded)
    ways["clusters (FTS5 phrases)"] = fts("ascii", coded)
    return ways


def queries(count: int) -> list[str]:
    """What people ask for: each taken from some record, but for codes and the names of some places."""
    rnd = random.Random(300)
    texts = [folded(text_of(record)) for _, record in itertools.islice(records(min(count, _SAMPLE)), _SAMPLE)]
    made = [*PREFIXES, *rnd.sample(places(), 40)]
    am = [word for text in texts[:200] for word in text.split() if "ำ" in word]
    made += [
        _cut(rnd, rnd.choice(am), 5).replace("้ำ", "\u0e4d้\u0e32").replace("ำ", "\u0e4d\u0e32")
        for _ in range(30)
    ]
    made += [str(rnd.randrange(2, 9000)) for _ in range(15)] + [
        to_thai(str(rnd.randrange(2, 9000))) for _ in range(15)
    ]
    while len(made) < 300:
        made.append(_cut(rnd, rnd.choice(texts), rnd.choice((2, 3, 4, 5, 6, 8, 12, 16))))
    return [one if folded(one) else "น้ำ" for one in made]


def _cut(rnd: random.Random, text: str, size: int) -> str:
    found = clusters(text)
    first = rnd.randrange(max(1, len(found) - size))
    return "".join(found[first : first + size]).strip() or "น้ำ"


def scan(count: int, asked: Sequence[str]) -> list[set[int]]:
    """Which records hold each query, by looking into every text. Clusters are parted by a sign that nothing else is."""
    wanted = ["\n" + "\n".join(clusters(folded(one))) + "\n" for one in asked]
    truth: list[set[int]] = [set() for _ in asked]
    for number, (_, record) in enumerate(records(count)):
        text = "\n" + "\n".join(clusters(folded(text_of(record)))) + "\n"
        for at, one in enumerate(wanted):
            if one in text:
                truth[at].add(number)
    return truth


def _truth(file: Path, count: int, asked: Sequence[str]) -> list[set[int]]:
    """What `scan` finds, kept for the next time beside the indexes."""
    if not file.exists():
        np.savez_compressed(file, *(np.array(sorted(found), np.int32) for found in scan(count, asked)))
    with np.load(file) as kept:
        return [set(kept[f"arr_{at}"].tolist()) for at in range(len(asked))]


def _made(address: Path | str, count: int) -> Stopwatch:
    """Make the index anew, and what that took."""
    if isinstance(address, Path):
        address.unlink(missing_ok=True)
    with Store(address) as store:
        store.clear()
        store.fill()
        spent = _enter(store, count)
        with spent:
            store.settle()
    return spent


def _asked(
    name: str,
    address: Path | str,
    spent: Stopwatch | None,
    asked: Sequence[str],
    truth: Sequence[set[int]],
) -> Way:
    with Store(address, read_only=True) as store:
        size = _size(store)
        times, answers = [], []
        for one in asked:
            query = build({"text": f'"{one}"'})
            with Stopwatch() as took:
                search(store, query)
            times.append(took)
            answers.append({one - 1 for one in matching(store, query)})  # one document each, in their order
    return Way(name, spent, size, times, *compared(answers, truth))


def _enter(store: Store, count: int) -> Stopwatch:
    """Take the records in as `saraban index` does, from their bytes on; making them up is not counted."""
    spent, made = Stopwatch(), records(count)
    while batch := [(name, as_bytes(record)) for name, record in itertools.islice(made, TOGETHER)]:
        with spent:
            store.enter([entered(name, "", data) for name, data in batch])
    return spent


def _size(store: Store) -> int:
    if isinstance(store.address, Path):
        return store.address.stat().st_size
    tables = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND starts_with(relname, 'index_')"
    return int(store.database.ask(tables)[0][0])


def _print(way: Way, count: int) -> None:
    share = 100 * way.found / max(1, way.found + way.missed)
    rates = [count / took for took in (way.spent.clock, way.spent.processor)] if way.spent else [0.0, 0.0]
    print(
        f"{way.name:26}{rates[0]:10.0f}{rates[1]:8.0f}{way.size / count / 1024:11.2f}"
        f"{_p95([one.clock for one in way.times]):8.1f}{_p95([one.processor for one in way.times]):8.1f}"
        f"{max(one.clock for one in way.times) * 1000:8.0f}{share:9.2f}{way.false:8,}",
        flush=True,
    )


def _p95(seconds: Sequence[float]) -> float:
    return 1000 * statistics.quantiles(seconds, n=20)[-1]


if __name__ == "__main__":
    main(sys.argv[1:])
