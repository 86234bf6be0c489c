"""The network of the Thai model in PyTorch: the same layers, the same weights, the same text.

`[1,48,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx384 O1c]`: a line 48 pixels high; a convolution to 16
channels; the largest of 3 × 3; an LSTM down each column, of which the last output stays; an LSTM to the
right, one to the left, a large one to the right; then a score for each character. One step of the output is
three pixels of the line.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.model_file import Floats, Layer, with_matrices

STEP = 3  # pixels of the line for one step of the output
_WEIGHTS = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0")
_SECOND_BIAS = "bias_hh_l0"
_FILE_TO_TORCH = (1, 2, 0, 3)  # the file: cell, input, forget, output; PyTorch: input, forget, cell, output


class Reader(nn.Module):
    """Line pictures → scores. `outputs`: how many characters it knows."""

    def __init__(self, outputs: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(1, 16, 3)
        self.down = nn.LSTM(16, 64)
        self.right = nn.LSTM(64, 96)
        self.left = nn.LSTM(96, 96)
        self.wide = nn.LSTM(96, 384)
        self.output = nn.Linear(384, outputs)
        for lstm in self._lstms():
            lstm.get_parameter(_SECOND_BIAS).requires_grad_(False).zero_()  # the file has one bias

    def forward(self, lines: Tensor) -> Tensor:
        """(lines, 48, width) of values from -1 to 1 → (width // 3, lines, characters), not yet probabilities.

        What lies outside the picture is noise to Tesseract, so it is noise here.
        """
        batch, height, width = lines.shape
        framed = torch.rand((batch, 1, height + 2, width + 2), dtype=lines.dtype, device=lines.device) * 2 - 1
        framed[:, 0, 1:-1, 1:-1] = lines
        pooled = torch.tanh(functional.max_pool2d(self.convolution(framed), STEP))
        channels, rows, columns = pooled.shape[1:]
        upright = pooled.permute(2, 0, 3, 1).reshape(rows, batch * columns, channels)
        down = self.down(upright)[0][-1].view(batch, columns, -1).transpose(0, 1)
        right = self.right(down)[0]
        left = self.left(right.flip(0))[0].flip(0)
        scores: Tensor = self.output(self.wide(left)[0])
        return scores

    def lowest(self) -> list[nn.Parameter]:
        """The weights of the convolution and of the LSTM down the columns: they see strokes, not characters."""
        return [*self.convolution.parameters(), *(self.down.get_parameter(name) for name in _WEIGHTS)]

    def load(self, layer: Layer) -> None:
        """Takes the weights of a network's tree. The characters that the tree does not know keep theirs."""
        convolution, *rest = [layer.matrices for layer in layer.walk() if layer.matrices]
        with torch.no_grad():
            window = (
                _tensor(convolution[0][:, :-1]).view(16, 3, 3).transpose(1, 2)
            )  # the file runs down first
            self.convolution.weight.copy_(window.unsqueeze(1))
            _copy_bias(self.convolution, convolution[0])
            for lstm, matrices in zip(self._lstms(), rest, strict=False):
                _load_lstm(lstm, matrices)
            known = rest[-1][0]
            self.output.weight[: len(known)] = _tensor(known[:, :-1])
            self.output.bias[: len(known)] = _tensor(known[:, -1])

    def store(self, layer: Layer) -> Layer:
        """The tree with the weights of this network."""
        window = self.convolution.weight.detach().squeeze(1).transpose(1, 2).reshape(16, 9)
        matrices = [_with_bias(window, self.convolution.bias)]
        for lstm in self._lstms():
            matrices += _lstm_matrices(lstm)
        matrices.append(_with_bias(self.output.weight, self.output.bias))
        return with_matrices(layer, matrices)

    def _lstms(self) -> tuple[nn.LSTM, ...]:
        return self.down, self.right, self.left, self.wide


def read_codes(scores: Tensor, blank: int) -> list[list[int]]:
    """The best character of each step, without repetitions and blanks: a list of codes for each line."""
    best = scores.argmax(-1).T.cpu().numpy()
    lines = []
    for row in best:
        kept = row[np.append(True, row[1:] != row[:-1])]
        lines.append([int(code) for code in kept if code != blank])
    return lines


def _load_lstm(lstm: nn.LSTM, matrices: tuple[Floats, ...]) -> None:
    stacked = _tensor(np.concatenate([matrices[gate] for gate in _FILE_TO_TORCH]))
    inputs = lstm.input_size
    for name, part in zip(
        _WEIGHTS, (stacked[:, :inputs], stacked[:, inputs:-1], stacked[:, -1]), strict=True
    ):
        lstm.get_parameter(name).copy_(part)


def _lstm_matrices(lstm: nn.LSTM) -> list[Floats]:
    inputs, before, bias = (lstm.get_parameter(name) for name in _WEIGHTS)
    stacked = torch.cat([inputs, before, bias.unsqueeze(1)], 1)
    gates = np.split(stacked.detach().cpu().double().numpy(), 4)
    return [gates[_FILE_TO_TORCH.index(gate)] for gate in range(4)]


def _tensor(values: Floats) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(values, np.float32))


def _copy_bias(layer: nn.Conv2d, matrix: Floats) -> None:
    if layer.bias is not None:
        layer.bias.copy_(_tensor(matrix[:, -1]))


def _with_bias(weights: Tensor, bias: Tensor | None) -> Floats:
    columns = weights if bias is None else torch.cat([weights, bias.unsqueeze(1)], 1)
    return columns.detach().cpu().double().numpy()
