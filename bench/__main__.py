"""`python -m bench`: start-up, speed and memory, one table each; `python -m bench NAME`: one of the others."""

import sys
from importlib import import_module

from bench import memory, speed, startup

OTHERS = {
    "recognisers": "bench.recognisers.__main__",
    "pages": "bench.pages",
    "layers": "bench.layers",
    "heads": "bench.heads",
    "cage": "bench.cage",
    "fuzz": "bench.fuzz",
    "engines": "bench.engines",
    "kills": "bench.kills",
    "batch": "bench.batch",
    "scale": "bench.scale",
    "flips": "bench.flips",
    "hostile": "bench.hostile",
    "losses": "bench.losses",
    "search": "bench.search",
    "web": "bench.web",
}

if sys.argv[1:2] and sys.argv[1] in OTHERS:
    import_module(OTHERS[sys.argv[1]]).main(sys.argv[2:])
elif sys.argv[1:]:
    sys.exit(f"bench: there is no {sys.argv[1]}; there are {', '.join(OTHERS)}")
else:
    startup.main([])
    print()
    speed.main([])
    print()
    memory.main([])
