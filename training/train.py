"""The training loop: the stock network, more characters, painted lines, CTC. Resumes where it was stopped."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import Batch, Sample, Stream, batch_of, loader
from training.charset import Charset
from training.network import Reader, read_codes
from training.score import Score, score

_WARM_UP = 0.01  # of all lines
_RESTING = 0.3  # of all lines, while which the lowest layers stay as they are: that is faster by two thirds
_CLIP = 5.0  # the longest gradient
_SAVE_EVERY = 300  # seconds
_REPORT_EVERY = 100  # batches
_MEAN = 0.998  # of the running mean of the weights, a step


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how: `lines` to train with, `rate` the highest learning rate, `processes` that paint."""

    lines: int
    rate: float
    seed: int
    processes: int
    device: str
    texts: Path | None


class Training:
    """The network, its optimiser, the running mean of its weights, and how many lines it has seen."""

    def __init__(self, network: Reader, charset: Charset, blank: int, plan: Plan) -> None:
        self.network = network.to(plan.device)
        self.charset, self.blank, self.plan = charset, blank, plan
        self.mean = {name: value.detach().clone() for name, value in network.state_dict().items()}
        self._weights = [weight for weight in network.parameters() if weight.requires_grad]
        self._optimiser = torch.optim.Adam(self._weights, lr=plan.rate)
        self.seen = self.steps = 0

    def run(self, checkpoint: Path, held_out: Sequence[Sample]) -> None:
        """Trains until the plan's lines are seen; saves the checkpoint now and then, and however it ends."""
        if checkpoint.exists():
            self.resume(checkpoint)
        try:
            self._learn(checkpoint, held_out)
        finally:
            self.save(checkpoint)
        _say(f"held out: {self.measure(held_out)}")

    def _learn(self, checkpoint: Path, held_out: Sequence[Sample]) -> None:
        stream = Stream(self.charset, self.plan.texts, f"{self.plan.seed}/{self.seen}")
        batches = iter(loader(stream, self.plan.processes))
        started = saved = time.monotonic()
        first, losses = self.seen, 0.0
        while self.seen < self.plan.lines:
            losses += self.step(next(batches))
            if self.steps % _REPORT_EVERY == 0:
                speed = (self.seen - first) / (time.monotonic() - started)
                _say(f"{self.seen} lines, loss {losses / _REPORT_EVERY:.3f}, {speed:.0f} lines/s")
                losses = 0.0
            if time.monotonic() - saved > _SAVE_EVERY:
                self.save(checkpoint)
                _say(f"held out: {self.measure(held_out)}")
                saved = time.monotonic()

    def step(self, batch: Batch) -> float:
        """Learns from one batch; returns its loss for a character."""
        for group in self._optimiser.param_groups:
            group["lr"] = self.plan.rate * _pace(self.seen / self.plan.lines)
        for weight in self.network.lowest():
            weight.requires_grad_(self.seen >= _RESTING * self.plan.lines)
        device = self.plan.device
        with torch.autocast(device.split(":")[0], torch.bfloat16):
            scores = self.network(batch.pictures.to(device))
        chances = functional.log_softmax(scores.float(), -1)
        steps = torch.full_like(batch.lengths, batch.steps)
        loss = functional.ctc_loss(
            chances, batch.codes.to(device), steps, batch.lengths, self.blank, zero_infinity=True
        )
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._weights, _CLIP)
        self._optimiser.step()
        self.seen += len(batch.texts)
        self.steps += 1
        share = min(_MEAN, self.steps / (self.steps + 10))
        for name, value in self.network.state_dict().items():
            self.mean[name].lerp_(value.detach(), 1 - share)
        return loss.item()

    def measure(self, samples: Sequence[Sample]) -> Score:
        """The score of the mean network on painted lines."""
        reader = Reader(len(self.charset.units)).to(self.plan.device)
        reader.load_state_dict(self.mean)
        return measure(reader, samples, self.charset, self.blank)

    def save(self, checkpoint: Path) -> None:
        """Writes everything that going on needs; whole or not at all."""
        state: dict[str, Any] = {
            "network": self.network.state_dict(),
            "mean": self.mean,
            "optimiser": self._optimiser.state_dict(),
            "seen": self.seen,
            "steps": self.steps,
        }
        half = checkpoint.with_suffix(".part")
        torch.save(state, half)
        half.replace(checkpoint)

    def resume(self, checkpoint: Path) -> None:
        """Goes on from a checkpoint. Raises RuntimeError when it is another network's."""
        state = torch.load(checkpoint, weights_only=True, map_location=self.plan.device)
        self.network.load_state_dict(state["network"])
        self.mean = state["mean"]
        self._optimiser.load_state_dict(state["optimiser"])
        self.seen, self.steps = state["seen"], state["steps"]
        _say(f"going on after {self.seen} lines")


def measure(reader: Reader, samples: Sequence[Sample], charset: Charset, blank: int) -> Score:
    """The score of a network on painted lines, the best character of each step taken."""
    rng = random.Random(0)  # noqa: S311
    ordered = sorted(samples, key=lambda sample: sample.picture.shape[1])
    pairs = []
    for start in range(0, len(ordered), 16):
        batch = batch_of(ordered[start : start + 16], charset, rng)
        with torch.no_grad():
            scores: Tensor = reader(batch.pictures.to(next(reader.parameters()).device))
        readings = (charset.text(codes) for codes in read_codes(scores, blank))
        pairs += list(zip(batch.texts, readings, strict=True))
    return score(pairs)


def _pace(progress: float) -> float:
    """The learning rate's share: up over the first lines, then down along a cosine."""
    if progress < _WARM_UP:
        return max(0.02, progress / _WARM_UP)
    return max(0.01, (1 + math.cos(math.pi * min(1.0, progress))) / 2)


def _say(message: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)
