"""`python -m training`: makes the model, from Debian's Thai model, fonts and text to a file in extract/models."""

from __future__ import annotations

import argparse
import random
import signal
import sys
from pathlib import Path

import torch

from saraban.extract.engine import stock_model
from training.batches import Sample, paint
from training.charset import Charset, extended, read_charset
from training.export import export
from training.lines import Painter, faces
from training.model_file import LSTM, UNICHARSET, Network, read_components, read_network
from training.network import Reader
from training.text import Language
from training.train import Plan, Training

_HOME = Path(__file__).resolve().parent.parent
_HELD_OUT_LINES = 500
_NEW_ROWS = 0.03  # spread of the weights of characters that the stock model does not know


def main() -> None:
    """Trains, or goes on training, and writes the model."""
    wish = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was learned is saved
    torch.manual_seed(wish.seed)
    torch.set_num_threads(wish.threads)
    network, charset = starting_point(wish.start or stock_model())
    plan = Plan(wish.lines, wish.rate, wish.seed, wish.processes, wish.device, texts_of(wish.texts))
    training = Training(reader_of(network, charset), charset, network.null, plan)
    wish.work.mkdir(parents=True, exist_ok=True)
    try:
        training.run(wish.work / "checkpoint.pt", held_out_lines(charset, plan.texts, _HELD_OUT_LINES))
    except KeyboardInterrupt:
        sys.exit(f"training: stopped after {training.seen} lines; the same command goes on there")
    trained = Reader(len(charset.units))
    trained.load_state_dict(training.mean)
    wish.model.parent.mkdir(parents=True, exist_ok=True)
    export(trained, network, charset, wish.version, wish.model)
    print(f"{wish.model}: {wish.model.stat().st_size / 1e6:.2f} MB after {training.seen} lines")


def starting_point(stock: Path) -> tuple[Network, Charset]:
    """The network of a model and its character set, extended by ours."""
    parts = read_components(stock)
    return read_network(parts[LSTM]), extended(read_charset(parts[UNICHARSET]))


def reader_of(network: Network, charset: Charset) -> Reader:
    """The network in PyTorch, with small rows for the characters that it has still to learn."""
    reader = Reader(len(charset.units))
    with torch.no_grad():
        reader.output.weight.normal_(0, _NEW_ROWS)
        reader.output.bias.fill_(-2.0)
    reader.load(network.layer)
    return reader


def held_out_lines(charset: Charset, texts: Path | None, count: int, hard: float = 1.0) -> list[Sample]:
    """Painted lines in the families that training never sees, the same at every call."""
    rng = random.Random("held out")  # noqa: S311
    language, painter = Language(texts), Painter(faces(held_out=True), hard)
    lines: list[Sample] = []
    while len(lines) < count:
        sample = paint(language, painter, charset, rng)
        if sample is not None:
            lines.append(sample)
    return lines


def texts_of(folder: Path) -> Path | None:
    """The folder of running text, or None where it is missing: then vocabulary and forms must do."""
    if folder.is_dir():
        return folder
    print(f"training: no texts in {folder}; going on with vocabulary and forms alone", file=sys.stderr)
    return None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--lines", type=int, default=400_000, help="lines to learn from")
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="threads of the network")
    parser.add_argument("--processes", type=int, default=1, help="processes that paint lines")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument(
        "--texts", type=Path, default=_HOME.parent / "shared" / "text", help="running text, *.txt"
    )
    parser.add_argument("--start", type=Path, help="the model to start from (default: Debian's tha)")
    parser.add_argument(
        "--work", type=Path, default=_HOME / ".make" / "training", help="where checkpoints lie"
    )
    parser.add_argument("--model", type=Path, default=_HOME / "extract" / "models" / "saraban.traineddata")
    parser.add_argument("--version", default="saraban 2026.11")
    return parser.parse_args()


if __name__ == "__main__":
    main()
