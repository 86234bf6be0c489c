"""Pages through saraban's own way, from picture to text, in a process of its own: it is timed and watched.

`python -m bench.recognisers.whole_way MODEL PICTURE...` prints a line of JSON for each page.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from saraban.extract.engine import load_engine
from saraban.extract.pages import read_pages
from saraban.extract.source import open_source


def main(model: Path, pictures: list[Path]) -> None:
    """Print for each picture its text and the seconds that the processor spent on it."""
    engine = load_engine(model)
    for picture in pictures:
        before = _seconds()
        page = next(iter(read_pages(open_source(picture), engine)))
        text = "\n".join(line.text for line in page.lines)
        print(json.dumps({"text": text, "seconds": _seconds() - before}), flush=True)


def _seconds() -> float:
    """Processor time so far, of this process and of the programs it has run."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
