"""What a further process of the same run does before anything else. Imports nothing that needs the settings."""

from __future__ import annotations

import os
import threading
from multiprocessing import connection, parent_process

__all__ = ["begin"]


def begin() -> None:
    """One thread of mathematics in each process; and nobody works on for a process that is no longer there."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    above = parent_process()
    if above is not None:

        def watch(sentinel: int) -> None:
            connection.wait([sentinel])
            os._exit(1)

        threading.Thread(target=watch, args=(above.sentinel,), daemon=True).start()
