"""Finding it again: the index of an output folder, made from its records, and the questions put to it."""
