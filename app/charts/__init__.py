"""Charts of an output folder: what was read, when it was written and by whom, what waits for people. SVG, no scripts."""
