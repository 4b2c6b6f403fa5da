"""What the forms of leveling send, read and handed on; refusals come back as problems of fields."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from headway.district.foundation.api import Conflict, FieldProblem, NotAllowed, Refused, clock
from headway.district.people.api import Viewer
from headway.district.placement import api as placement

__all__ = [
    "answer_form",
    "attempted",
    "day_of",
    "errors_of",
    "judge_form",
    "number_of",
    "place_form",
    "plan_form",
    "typed",
    "uuid_of",
]

Form = Any


def attempted(act: Callable[[], Any]) -> tuple[Any, tuple[FieldProblem, ...]]:
    """What the act returns, or the problems that it refuses with. Strangers get their 404 as everywhere."""
    try:
        return act(), ()
    except (Refused, NotAllowed, Conflict) as refused:
        problems = getattr(refused, "problems", ()) or (
            FieldProblem(refused.sentence, remedy=refused.remedy),
        )
        return None, tuple(problems)


def answer_form(viewer: Viewer, form: Form) -> tuple[tuple[FieldProblem, ...], str]:
    """The answer to a wish to look again; the problems, else what is said to whoever answered."""
    appeal_uuid = uuid_of(form, "appeal") or uuid.UUID(int=0)
    _done, problems = attempted(
        lambda: placement.answer_appeal(viewer=viewer, appeal_uuid=appeal_uuid, code=form.get("code", ""))
    )
    return problems, _("Answered; whoever asked reads it under “Where you start and why”.")


def judge_form(viewer: Viewer, learner_uuid: uuid.UUID, form: Form) -> uuid.UUID:
    return placement.judge(
        viewer=viewer,
        learner_uuid=learner_uuid,
        domain_code=form.get("place", "").partition("|")[0],
        strand_code=form.get("place", "").partition("|")[2],
        level=number_of(form, "level"),
        confidence=form.get("confidence", ""),
        text=form.get("text", ""),
        request_key=form.get("request_key", ""),
    )


def place_form(
    viewer: Viewer, learner_uuid: uuid.UUID, domain_code: str, strand_code: str, form: Form
) -> placement.PlaceOutcome:
    taken = [int(one) for one in form.getlist("taken") if one.isdecimal()]
    return placement.place(
        viewer=viewer,
        learner_uuid=learner_uuid,
        domain_code=domain_code,
        strand_code=strand_code,
        level=number_of(form, "level"),
        confidence=form.get("confidence", ""),
        basis=form.get("basis", ""),
        reason=form.get("reason", ""),
        start_here=form.get("start_here", ""),
        takes_as_met=taken if "choosing" in form else form.get("take") == "yes",
        review_on=day_of(form, "review_on"),
        owner_uuid=uuid_of(form, "owner"),
        request_key=form.get("request_key", ""),
    )


def plan_form(viewer: Viewer, task_uuid: uuid.UUID, form: Form) -> int:
    spanish = {
        name: form.get(f"{name}_es", "")
        for name in ("goal", "steps", "support", "home")
        if form.get(f"{name}_es")
    }
    return placement.write_plan(
        viewer=viewer,
        task_uuid=task_uuid,
        goal=form.get("goal", ""),
        steps=form.get("steps", ""),
        support=form.get("support", ""),
        home=form.get("home", ""),
        translations={"es": spanish} if spanish else {},
        expected_revision=number_of(form, "revision"),
    )


def number_of(form: Mapping[str, str], name: str) -> int | None:
    text = form.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) < 9 else None


def uuid_of(form: Mapping[str, str], name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(form.get(name, ""))
    except ValueError:
        return None


def day_of(form: Mapping[str, str], name: str) -> dt.date | None:
    text = form.get(name, "").strip()
    if not text:
        return None
    try:
        return clock.read_date(text)
    except ValueError:
        return None


def typed(request: Any, problems: tuple[FieldProblem, ...]) -> dict[str, str]:
    """What was typed, to be shown again where something needs another look; "" for every field otherwise."""
    return defaultdict(str, request.POST.dict() if problems else {})


def errors_of(problems: tuple[FieldProblem, ...]) -> dict[str, Any]:
    """Field → sentence; "" for every other field."""
    return defaultdict(str, {one.field: one.sentence for one in problems if one.field})
