"""A Tesseract model as a file: its components, and the tree of layers of its network.

A `.traineddata` file is an index (32-bit count, then that many 64-bit offsets, -1 where a component is
absent) and the components one after the other. The component `lstm` is the network: a tree of layers, each
written as its type, its numbers and its matrices, then the settings of its training. Tesseract 5 reads
matrices of 8-bit integers with one scale a row, and matrices of doubles; value = integer * scale.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CONFIG, LSTM, PUNCTUATION, WORDS, NUMBERS, UNICHARSET, RECODER, VERSION = 0, 17, 18, 19, 20, 21, 22, 23
_COMPONENTS = 24
_INT8, _WRITTEN = 0x01, 0x84  # "doubles, trained with Adam" stands in every model since Tesseract 4
_INT8_TRAINING = 1  # of the flags of training
_NUMBERS = {"Input": 5, "Convolve": 2, "Maxpool": 2, "Reconfig": 2}
_FOLDED = ("Series", "Parallel", "Replicated", "ParBidiLSTM", "RTLReversed", "TTBReversed", "XYTranspose")
_GATES = {"LSTM": 4, "SummLSTM": 4}
_MATRICES = {"Logistic": 1, "Linear": 1, "Tanh": 1, "Relu": 1, "Softmax": 1, "SoftmaxNoCTC": 1} | _GATES
_LAYER_RATES = 64  # flag of a layer that has a learning rate for each child

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the tree. `numbers`: what its type adds (sizes of a window, shape of the input);
    `matrices`: (outputs, inputs + 1), the bias in the last column; an LSTM has four: the cell's input, the
    input gate, the forget gate, the output gate, each over [input, its own last output].
    """

    kind: str
    training: int
    backward: int
    flags: int
    inputs: int
    outputs: int
    weights: int
    name: str
    numbers: tuple[int, ...] = ()
    matrices: tuple[Floats, ...] = ()
    children: tuple[Layer, ...] = ()
    rates: tuple[float, ...] = ()  # learning rates of the children, where they have their own

    def walk(self) -> list[Layer]:
        """This layer and all below it, in the order of the file."""
        return [self, *(below for child in self.children for below in child.walk())]


@dataclass(frozen=True, slots=True)
class Network:
    """The component `lstm`. `spec` is its description in Tesseract's own language (VGSL), `null` the code of
    the blank, `flags` those of the training, `rest` the settings of the training that reading does not need.
    """

    layer: Layer
    spec: str
    flags: int
    null: int
    iterations: tuple[int, int]
    rates: tuple[float, float, float]


def read_components(file: Path) -> dict[int, bytes]:
    """The components of a `.traineddata` file by number. Raises OSError, ValueError when it is none."""
    data = file.read_bytes()
    if len(data) < 4 or not 0 < (count := struct.unpack_from("<i", data)[0]) <= 64:
        raise ValueError(f"{file} is not a Tesseract model")
    offsets = struct.unpack_from(f"<{count}q", data, 4)
    present = sorted((offset, number) for number, offset in enumerate(offsets) if offset >= 0)
    ends = [offset for offset, _ in present[1:]] + [len(data)]
    return {number: data[start:end] for (start, number), end in zip(present, ends, strict=True)}


def write_components(parts: Mapping[int, bytes], file: Path) -> None:
    """Packs the components into a `.traineddata` file; written whole or not at all."""
    offset = 4 + 8 * _COMPONENTS
    offsets = []
    for number in range(_COMPONENTS):
        offsets.append(offset if number in parts else -1)
        offset += len(parts.get(number, b""))
    data = struct.pack(f"<i{_COMPONENTS}q", _COMPONENTS, *offsets)
    data += b"".join(parts[number] for number in sorted(parts))
    half = file.with_name(file.name + ".part")
    half.write_bytes(data)
    half.replace(file)


def read_network(data: bytes) -> Network:
    """The component `lstm`. Raises ValueError at a layer of an unknown kind or at bytes left over."""
    stream = io.BytesIO(data)
    layer = _read_layer(stream)
    spec = _string(stream)
    flags, iteration, sample, null, beta, rate, momentum = struct.unpack("<4i3f", stream.read(28))
    if stream.read(1):
        raise ValueError("bytes are left over behind the network")
    return Network(layer, spec, flags, null, (iteration, sample), (beta, rate, momentum))


def write_network(network: Network, int8: bool) -> bytes:
    """The component `lstm`, with matrices of 8-bit integers or of doubles."""
    flags = network.flags | _INT8_TRAINING if int8 else network.flags & ~_INT8_TRAINING
    tail = struct.pack("<4i3f", flags, *network.iterations, network.null, *network.rates)
    spec = network.spec.encode()
    return _layer_bytes(network.layer, int8) + struct.pack("<I", len(spec)) + spec + tail


def rounded(matrix: Floats) -> tuple[NDArray[np.int8], Floats]:
    """A matrix as 8-bit integers and the scale of each row: the largest weight of a row becomes 127."""
    scales = np.maximum(np.abs(matrix).max(axis=1), 1e-9) / 127
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales


def with_matrices(layer: Layer, matrices: list[Floats]) -> Layer:
    """The same tree with other matrices, taken from the front of the list in the order of the file; the
    layers' sizes follow the matrices' rows.
    """
    mine = tuple(matrices.pop(0) for _ in layer.matrices)
    children = tuple(with_matrices(child, matrices) for child in layer.children)
    outputs, weights = layer.outputs, layer.weights
    if mine:
        outputs, weights = mine[0].shape[0], sum(matrix.size for matrix in mine)
    elif children:
        outputs, weights = children[-1].outputs, sum(child.weights for child in children)
        outputs = layer.outputs if layer.kind == "Input" else outputs
    return replace(layer, matrices=mine, children=children, outputs=outputs, weights=weights)


def _read_layer(stream: io.BytesIO) -> Layer:
    if stream.read(1) != b"\0":
        raise ValueError("a layer without the name of its kind")
    kind = _string(stream)
    training, backward = struct.unpack("<2b", stream.read(2))
    flags, inputs, outputs, weights = struct.unpack("<4i", stream.read(16))
    layer = Layer(kind, training, backward, flags, inputs, outputs, weights, _string(stream))
    if kind in _FOLDED:
        count = struct.unpack("<I", stream.read(4))[0]
        children = tuple(_read_layer(stream) for _ in range(count))
        count = struct.unpack("<I", stream.read(4))[0] if flags & _LAYER_RATES else 0
        rates = struct.unpack(f"<{count}f", stream.read(4 * count))
        return replace(layer, children=children, rates=rates)
    if kind not in _NUMBERS and kind not in _MATRICES:
        raise ValueError(f"a layer of the unknown kind {kind}")
    count = _NUMBERS.get(kind, 1 if kind in _GATES else 0)
    numbers = struct.unpack(f"<{count}i", stream.read(4 * count))
    matrices = tuple(_read_matrix(stream) for _ in range(_MATRICES.get(kind, 0)))
    return replace(layer, numbers=numbers, matrices=matrices)


def _read_matrix(stream: io.BytesIO) -> Floats:
    mode = stream.read(1)[0]
    rows, columns = struct.unpack("<2i", stream.read(8))
    if mode & _INT8:
        stream.read(1)  # the value of an empty cell
        whole = np.frombuffer(stream.read(rows * columns), np.int8).reshape(rows, columns)
        count = struct.unpack("<I", stream.read(4))[0]
        scales = np.frombuffer(stream.read(8 * count), np.float64)[:rows]
        return whole * scales[:, None]
    stream.read(8)
    return np.frombuffer(stream.read(8 * rows * columns), np.float64).reshape(rows, columns).copy()


def _layer_bytes(layer: Layer, int8: bool) -> bytes:
    kind, name = layer.kind.encode(), layer.name.encode()
    data = b"\0" + struct.pack("<I", len(kind)) + kind
    data += struct.pack(
        "<2b4i", layer.training, layer.backward, layer.flags, layer.inputs, layer.outputs, layer.weights
    )
    data += struct.pack("<I", len(name)) + name
    if layer.kind in _FOLDED:
        children = b"".join(_layer_bytes(child, int8) for child in layer.children)
        data += struct.pack("<I", len(layer.children)) + children
        rates = struct.pack(f"<I{len(layer.rates)}f", len(layer.rates), *layer.rates)
        return data + rates if layer.flags & _LAYER_RATES else data
    data += struct.pack(f"<{len(layer.numbers)}i", *layer.numbers)
    return data + b"".join(_matrix_bytes(matrix, int8) for matrix in layer.matrices)


def _matrix_bytes(matrix: Floats, int8: bool) -> bytes:
    size = struct.pack("<2i", *matrix.shape)
    if not int8:
        return bytes([_WRITTEN]) + size + bytes(8) + matrix.astype("<f8").tobytes()
    whole, scales = rounded(matrix)
    data = bytes([_WRITTEN | _INT8]) + size + b"\0" + whole.tobytes()
    return data + struct.pack("<I", len(scales)) + scales.astype("<f8").tobytes()


def _string(stream: io.BytesIO) -> str:
    size = struct.unpack("<I", stream.read(4))[0]
    return stream.read(size).decode("utf-8")
