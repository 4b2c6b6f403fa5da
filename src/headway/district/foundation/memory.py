"""Remembering an answer for the length of one web request, and not a moment longer.

A page asks several apps, and each of them asks for the scale or the continuum in force. Within a request the answer
is the same; outside of requests (commands, tests, jobs) every question goes to the database.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.signals import request_finished, request_started
from django.utils.translation import get_language

from headway.district.foundation import clock

__all__ = ["forget", "remembered_in_request"]

Function = TypeVar("Function", bound=Callable[..., Any])

_memory: ContextVar[dict[Any, Any] | None] = ContextVar("headway_request_memory", default=None)


def remembered_in_request(function: Function) -> Function:
    """Ask once per request, language and date. Arguments must be hashable, answers immutable."""

    @functools.wraps(function)
    def ask(*args: Any, **kwargs: Any) -> Any:
        memory = _memory.get()
        if memory is None:
            return function(*args, **kwargs)
        question = (function, args, tuple(sorted(kwargs.items())), get_language(), clock.today())
        if question not in memory:
            memory[question] = function(*args, **kwargs)
        return memory[question]

    return ask  # type: ignore[return-value]


def forget() -> None:
    """Something that is remembered was changed: ask again."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()


def _begin(**_signal: Any) -> None:
    _memory.set({})


def _end(**_signal: Any) -> None:
    _memory.set(None)


request_started.connect(_begin, dispatch_uid="headway_request_memory")
request_finished.connect(_end, dispatch_uid="headway_request_memory")
