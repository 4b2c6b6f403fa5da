"""The server as a person starts it: prepared, answering, and stopped without a mess."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEADWAY = [sys.executable, "-c", "import sys; from headway.district.site.cli import main; sys.exit(main())"]
PATIENCE = 60  # seconds; how long it takes is not what is tried here


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def installation(tmp_path) -> dict[str, str]:
    """The environment of an installation of its own, with nothing in it."""
    return {
        **os.environ,
        "HEADWAY_ENV": "development",
        "HEADWAY_DATA_DIR": str(tmp_path / "var"),
        "HEADWAY_DATABASE_URL": f"sqlite:///{tmp_path}/var/headway.sqlite3",
        "HEADWAY_PORT": str(free_port()),
        "HEADWAY_WORKERS": "1",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src"),
    }


def run(installation: dict[str, str], *typed: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*HEADWAY, *typed], env=installation, capture_output=True, text=True, timeout=PATIENCE
    )


def look(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_an_installation_is_prepared_served_and_stopped(installation):
    refused = run(installation, "serve")
    assert refused.returncode == 1
    assert "headway migrate" in refused.stderr
    assert run(installation, "migrate").returncode == 0
    port = int(installation["HEADWAY_PORT"])
    server = subprocess.Popen([*HEADWAY, "serve"], env=installation, stderr=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and server.poll() is None:
            with contextlib.suppress(OSError):
                assert look(port, "/health/") == (200, b'{"status": "ok"}')
                break
            time.sleep(0.2)
        else:
            pytest.fail(f"the server did not answer: {server.stderr.read()}")
        assert look(port, "/static/css/tokens.css")[0] == 200
        taken = run(installation, "serve")
        assert taken.returncode == 1
        assert "choose another port" in taken.stderr
    finally:
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=PATIENCE)[1]
    assert "Traceback" not in said
    with pytest.raises(OSError, match="refused"):
        look(port, "/health/")
