"""What every verb shares: one act and its audit row in one transaction, and two checks."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import FieldProblem, Refused

__all__ = ["fits", "given", "in_order", "one_act"]

Verb = TypeVar("Verb", bound=Callable[..., Any])


def one_act(verb: Verb) -> Verb:
    """The act and its audit row belong to one transaction."""

    @functools.wraps(verb)
    def atomic(*args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            return verb(*args, **kwargs)

    return atomic  # type: ignore[return-value]


def in_order(from_on: dt.date | None, to_on: dt.date | None, *, field: str = "to_on") -> None:
    if from_on and to_on and to_on < from_on:
        raise Refused(
            _("The last day lies before the first day."),
            problems=(
                FieldProblem(
                    _("The last day lies before the first day."), field, remedy=_("Swap the two dates.")
                ),
            ),
        )


def given(value: str, field: str, sentence: Any) -> str:
    value = value.strip()
    if not value:
        raise Refused(sentence, problems=(FieldProblem(sentence, field, remedy=_("Fill in this field.")),))
    return value


def fits(row: models.Model, *fields: str) -> None:
    """What was typed fits into these fields: not too long, an address that is one. Refused names each field."""
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields} - set(fields))
    except ValidationError as found:
        problems = tuple(
            FieldProblem(" ".join(sentences), field) for field, sentences in found.message_dict.items()
        )
        raise Refused(
            _("Something that was typed does not fit."),
            remedy=" ".join(str(problem.sentence) for problem in problems),
            problems=problems,
        ) from found
