"""What the lines for training say."""

from training.text.language import Kind, Language
from training.text.line import LineText, Run

__all__ = ["Kind", "Language", "LineText", "Run"]
