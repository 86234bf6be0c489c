"""`python -m bench`: start-up, speed and memory, one table each; `python -m bench recognisers`: the models."""

import sys

from bench import memory, speed, startup

if sys.argv[1:2] == ["recognisers"]:
    from bench.recognisers.__main__ import main

    main(sys.argv[2:])
else:
    startup.main([])
    print()
    speed.main([])
    print()
    memory.main([])
