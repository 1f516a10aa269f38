"""The portal's door: waitress on a socket that several processes share, each taking its part of the connections.

Left to themselves, whoever wakes first takes what comes, and of two processes one may hold nearly all connections that
stay open while the other is idle: its people then wait several times as long. Here each process writes on a board that
all can read how many it holds, and takes another only while no other that is awake holds fewer.
"""

import mmap
import socket
import time
from collections.abc import Callable
from typing import Any

from waitress.server import TcpWSGIServer

DETAK = 0.25
"""Seconds after which a process looks at the board again though nothing happened; as long, a connection that should be
another's is left to him."""
TIDUR = 1.0
"""Who has not looked for so many seconds is dead or stuck, and nothing is left to him."""


class Papan:
    """The board: for each process how many connections it holds and when it looked last. Made before they are forked;
    a torn number would cost one connection its balance, nothing else."""

    def __init__(self, banyak: int) -> None:
        self._angka = memoryview(mmap.mmap(-1, 16 * banyak)).cast("d")
        self._banyak = banyak

    def boleh(self, nomor: int, pegang: int, kini: float) -> bool:
        """Write that process `nomor` holds so many; whether it may take one more."""
        angka = self._angka
        angka[2 * nomor], angka[2 * nomor + 1] = pegang, kini
        lain = (n for n in range(self._banyak) if n != nomor and kini - angka[2 * n + 1] < TIDUR)
        return all(pegang <= angka[2 * n] for n in lain)


class Pintu(TcpWSGIServer):  # type: ignore[misc]
    """One process's end of the shared socket."""

    def __init__(self, aplikasi: Callable[..., Any], soket: socket.socket, papan: Papan, nomor: int, **lain: Any):
        self._papan, self._nomor, self._menahan = papan, nomor, 0.0
        info = (soket.family, soket.type, soket.proto, soket.getsockname())
        super().__init__(aplikasi, _sock=soket, sockinfo=info, bind_socket=False, sockets=[soket], **lain)
        self.adj.asyncore_loop_timeout = DETAK  # as an argument it would be cut to whole seconds

    def readable(self) -> bool:
        """Whether a waiting connection is to be taken; asked once per turn of waitress's loop."""
        kini = time.monotonic()
        boleh = self._papan.boleh(self._nomor, len(self.active_channels), kini)
        if boleh or not self._menahan:
            self._menahan = 0.0 if boleh else kini
        elif kini - self._menahan >= DETAK:  # whoever should have taken it did not
            self._menahan, boleh = kini, True
        return bool(super().readable()) and boleh
