"""A test can reach this machine only, so that none depends on, or disturbs, the world."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


@pytest.mark.parametrize("alamat", ["192.0.2.1", "8.8.8.8", "169.254.169.254"])
def test_no_test_can_open_a_connection_to_another_machine(alamat):
    with socket.socket() as soket, pytest.warns(UserWarning, match=alamat), pytest.raises(SocketConnectBlockedError):
        soket.connect((alamat, 80))


def test_a_test_can_talk_to_a_server_on_this_machine():
    with socket.socket() as server, socket.socket() as soket:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        soket.connect(server.getsockname())
        assert soket.getpeername() == server.getsockname()
