"""How the recogniser's model is made: not part of the wheel."""
