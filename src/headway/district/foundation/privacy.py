"""Every model says whether it holds personal data, and what a scrubbed copy keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import models

__all__ = ["holds_no_personal_data", "holds_personal_data"]

Model = TypeVar("Model", bound=type[models.Model])


def holds_no_personal_data(model: Model) -> Model:
    """Nothing in this row tells who a person is."""
    model.personal_data = None  # type: ignore[attr-defined]
    return model


def holds_personal_data(*, keeps: tuple[str, ...], why: str) -> Callable[[Model], Model]:
    """This row is about a person: `keeps` names the fields that a scrubbed copy may keep, `why` what it is for."""

    def mark(model: Model) -> Model:
        model.personal_data = {"keeps": keeps, "why": why}  # type: ignore[attr-defined]
        return model

    return mark
