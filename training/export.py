"""The trained network as an ordinary Tesseract model of 8-bit integers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from training.charset import Charset
from training.model_file import (
    CONFIG,
    LSTM,
    RECODER,
    UNICHARSET,
    VERSION,
    Network,
    write_components,
    write_network,
)
from training.network import Reader

_SETTINGS = (
    b"preserve_interword_spaces 1\n"  # Thai has no spaces between words; where one stands, it means something
)


def export(reader: Reader, network: Network, charset: Charset, version: str, file: Path) -> None:
    """Writes the model. `network`: the tree that the reader was loaded from; its shape is kept.

    Without word lists: they would turn what stands on the paper into what is in a dictionary.
    """
    trained = replace(network, layer=reader.store(network.layer))
    parts = {
        CONFIG: _SETTINGS,
        LSTM: write_network(trained, int8=True),
        UNICHARSET: charset.component(),
        RECODER: charset.recoder(),
        VERSION: version.encode(),
    }
    write_components(parts, file)
