"""How lines for training look: faces, type, pen, wear."""

from training.lines.faces import Face, faces
from training.lines.painter import Painter

__all__ = ["Face", "Painter", "faces"]
