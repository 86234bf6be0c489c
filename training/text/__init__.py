"""What the lines for training say."""

from training.text.language import Language
from training.text.line import LineText, Run

__all__ = ["Language", "LineText", "Run"]
