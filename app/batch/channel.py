"""Whole messages between a driver and a worker process, over a pair of sockets: eight bytes of length, then the message.

The driver takes what is there and never waits for the rest: a process that stops in the middle of a message, by a
signal or for want of memory, holds up nobody. (The connections of `multiprocessing` wait.)
"""

from __future__ import annotations

import socket
import struct

_LENGTH = struct.Struct("!Q")
_CHUNK = 1 << 20


class Channel:
    """One end of the pair; `close` is that of the socket."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._heard = bytearray()

    def fileno(self) -> int:
        """The descriptor of the socket."""
        return self._end.fileno()

    def close(self) -> None:
        """Close this end."""
        self._end.close()

    def send(self, message: bytes) -> None:
        """Send a message. Raises OSError when the other end is gone, or does not take it in the socket's time."""
        self._end.sendall(_LENGTH.pack(len(message)))
        self._end.sendall(message)

    def receive(self) -> bytes:
        """Wait for a message. Raises EOFError or OSError when the other end is gone."""
        message = self._whole()
        while message is None:
            message = self.hear()
        return message

    def hear(self) -> bytes | None:
        """Take in what has come, or wait until something does; a message when it is whole, else None.

        Raises EOFError or OSError when the other end is gone.
        """
        chunk = self._end.recv(_CHUNK)
        if not chunk:
            raise EOFError
        self._heard += chunk
        return self._whole()

    def _whole(self) -> bytes | None:
        start = _LENGTH.size
        if len(self._heard) < start:
            return None
        stop = start + _LENGTH.unpack_from(self._heard)[0]
        if len(self._heard) < stop:
            return None
        message = bytes(self._heard[start:stop])
        del self._heard[:stop]
        return message
