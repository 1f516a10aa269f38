"""The connections of a shared socket: each process takes its part, and what a dead one leaves the others take."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from portal.pintu import DETAK, TIDUR, Papan, Pintu


def jawab(_lingkungan: Any, mulai: Callable[..., Any]) -> list[bytes]:
    mulai("200 OK", [("Content-Length", "2")])
    return [b"ya"]


@pytest.fixture
def soket() -> Iterator[socket.socket]:
    """What all processes listen on."""
    with socket.socket() as satu:
        satu.bind(("127.0.0.1", 0))
        satu.listen(64)
        satu.setblocking(False)
        yield satu


@pytest.fixture
def buka(soket: socket.socket) -> Iterator[Callable[[Papan, int], Pintu]]:
    """buka(papan, nomor): a door that is open, in a thread instead of a process."""
    semua: list[tuple[Pintu, threading.Thread]] = []
    cukup = threading.Event()

    def putar(pintu: Pintu) -> None:
        while not cukup.is_set():
            pintu.asyncore.loop(timeout=DETAK / 5, map=pintu._map, count=1)

    def satu(papan: Papan, nomor: int) -> Pintu:
        pintu = Pintu(jawab, soket.dup(), papan, nomor, threads=1, ident=None)
        semua.append((pintu, threading.Thread(target=putar, args=(pintu,))))
        semua[-1][1].start()
        return pintu

    yield satu
    cukup.set()
    for pintu, utas in semua:
        utas.join(10)
        pintu.task_dispatcher.shutdown()
        for lain in list(pintu._map.values()):
            lain.close()


def hubungi(soket: socket.socket) -> socket.socket:
    """A connection that was answered and stays open."""
    satu = socket.create_connection(soket.getsockname(), timeout=10)
    satu.sendall(b"GET / HTTP/1.1\r\nHost: uji\r\n\r\n")
    assert b"200 OK" in satu.recv(1000)
    return satu


def test_who_holds_more_than_another_leaves_the_next_one_to_him() -> None:
    papan = Papan(3)
    assert papan.boleh(0, 0, 100.0)
    assert papan.boleh(1, 0, 100.0)
    assert not papan.boleh(0, 1, 100.1)
    assert papan.boleh(1, 1, 100.1)
    assert papan.boleh(0, 1, 100.2)
    assert not papan.boleh(2, 2, 100.2)


def test_nothing_is_left_to_who_sleeps_or_was_never_there() -> None:
    papan = Papan(2)
    assert papan.boleh(0, 50, 100.0)
    assert papan.boleh(1, 0, 100.0)
    assert not papan.boleh(0, 50, 100.0 + TIDUR / 2)
    assert papan.boleh(0, 50, 100.0 + TIDUR)


def test_two_doors_hold_as_many_connections_each(soket: socket.socket, buka: Any) -> None:
    papan = Papan(2)
    satu, dua = buka(papan, 0), buka(papan, 1)
    sambungan = [hubungi(soket) for _ in range(20)]
    assert (len(satu.active_channels), len(dua.active_channels)) == (10, 10)
    for s in sambungan:
        s.close()


def test_what_a_door_that_stands_still_does_not_take_the_other_takes_after_a_moment(
    soket: socket.socket, buka: Any
) -> None:
    papan = Papan(2)
    hidup = buka(papan, 0)
    awal = time.monotonic()
    papan.boleh(1, 0, awal)  # it looked just now, and then died
    sambungan = [hubungi(soket) for _ in range(3)]
    assert time.monotonic() - awal < TIDUR + 4 * DETAK
    assert len(hidup.active_channels) == 3
    for s in sambungan:
        s.close()
