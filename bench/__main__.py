"""`python -m bench`: start-up, speed and memory, one table each."""

from bench import memory, speed, startup

startup.main([])
print()
speed.main([])
print()
memory.main([])
