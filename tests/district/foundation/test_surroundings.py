"""The tests' own surroundings hold."""

from __future__ import annotations

import socket

import pytest


def test_no_test_reaches_the_network():
    with pytest.raises(OSError, match="tests do not reach the network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_this_machine_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
