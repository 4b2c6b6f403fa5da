"""How an error is written to the log: where it broke and what kind it was, without the values of anybody's row.

PostgreSQL says below the first line of an error which row it refused, with every value in it; a log is read by people
who may not see that row.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

__all__ = ["LogLine", "first_line"]


class LogLine(logging.Formatter):
    """A formatter that keeps the way to an error and the first line of its message, also of errors that led to it."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return "\n".join(_said(one) for one in reversed(list(_chain(ei[1]))))


def first_line(error: BaseException) -> str:
    """The kind of an error and the first line of its message."""
    return f"{type(error).__qualname__}: {str(error).partition(chr(10))[0]}"


def _chain(error: BaseException | None) -> Iterator[Any]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _said(error: BaseException) -> str:
    way = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{way}{first_line(error)}"
