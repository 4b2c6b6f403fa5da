"""Real data for tests, read in place and never copied into this repository."""

import os
from pathlib import Path

import pytest

VARIABLE = "HEADWAY_SHARED"


def shared(path: str) -> Path:
    """A file of the shared material. Without the variable the test is skipped; a missing file is an error."""
    root = os.environ.get(VARIABLE)
    if not root:
        pytest.skip(f"{VARIABLE} is not set: it names the folder with real data that this test reads")
    found = Path(root) / path
    if not found.exists():
        pytest.fail(f"{VARIABLE} is set, but {path} is not there")
    return found
