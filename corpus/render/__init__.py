"""Renders `documents/*/*/source.toml` as scans; needs the Thai fonts of Debian's fonts-thai-tlwg."""
