"""Bad input, made anew for every run: nothing of it is kept."""

from tests.badfiles import containers, images, sheets
from tests.badfiles.bad import Bad

BAD: tuple[Bad, ...] = (*containers.ROWS, *sheets.ROWS, *images.ROWS)
