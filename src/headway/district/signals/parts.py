"""The night in parts: some whole schools each, so that several processes can work at once and none holds a district."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from headway.district.agreements.api import remind
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, first_line
from headway.district.notices.api import NoticeKind, Telling, tell_anew
from headway.district.people.api import adults_of_many, learners_by_school
from headway.district.signals.columns.night import Night
from headway.district.signals.models import Response
from headway.district.signals.services.addressing import escalate, link_of
from headway.district.signals.services.forecasting import refresh_forecasts
from headway.district.signals.services.raising import raise_signals

__all__ = ["LEARNERS_OF_A_PART", "STEPS", "DonePart", "NightStep", "Part", "do_part", "parts_of_district"]

# Enough for reading set-wise to pay, few enough that two processes end at about the same time.
LEARNERS_OF_A_PART = 1_500
# What is done for each part, in this order.
STEPS = ("forecasts", "signals", "escalation", "reminders")


@dataclass(frozen=True, slots=True)
class NightStep:
    """What one step of the night did: its code, its numbers by name, and how long it took (of all processes together)."""

    code: str
    counts: Mapping[str, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class Part:
    """Some schools by name ("": of no school) and all of their learners by row id, also those who left."""

    schools: tuple[str, ...]
    learner_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DonePart:
    """What was done for a part. broke_at: the step that didn't work, and of which nothing was written; those after it
    were left out ("" where it isn't known). problem: what was said then; "" where all of it was done."""

    part: Part
    steps: tuple[NightStep, ...]
    broke_at: str = ""
    problem: str = ""


def parts_of_district(size: int = LEARNERS_OF_A_PART) -> list[Part]:
    """Everybody on record, each in one part; the largest parts first. One query.

    A school is never divided: what is noted of a whole school, as its attendance, is read for its learners together.
    """
    schools = sorted(learners_by_school().values(), key=lambda one: (-len(one[1]), one[0], one[1][:1]))
    bins: list[tuple[list[str], list[int]]] = []
    for name, ids in schools:
        into = next((one for one in bins if len(one[1]) + len(ids) <= size), None)
        if into is None:
            into = ([], [])
            bins.append(into)
        into[0].append(name)
        into[1].extend(ids)
    bins.sort(key=lambda one: -len(one[1]))
    return [Part(tuple(sorted(names)), tuple(sorted(ids))) for names, ids in bins]


def do_part(part: Part, on: dt.date, by: Actor) -> DonePart:
    """All steps for one part, each in a transaction of its own. What doesn't work is told and stops this part only."""
    ids = part.learner_ids
    continuum = current_map()
    night = Night(on, continuum, ids) if continuum else None
    todo: tuple[Callable[[], Mapping[str, int]], ...] = (
        lambda: {"outlooks": refresh_forecasts(on, by=by, learns=False, night=night)["outlooks"]},
        lambda: _raised(on, by, night),
        lambda: {"passed_on": escalate(by=by, on=on, learner_ids=ids)},
        lambda: _reminded(on, by, ids),
    )
    done: list[NightStep] = []
    for code, step in zip(STEPS, todo, strict=True):
        begun = time.monotonic()
        try:
            with transaction.atomic():
                counts = step()
        except Exception as problem:
            logging.getLogger(__name__).exception("the night's step %s broke", code)
            return DonePart(part, tuple(done), code, first_line(problem))
        done.append(NightStep(code, counts, time.monotonic() - begun))
    return DonePart(part, tuple(done))


def _raised(on: dt.date, by: Actor, night: Night | None) -> Mapping[str, int]:
    if night is None:
        return {}
    done = raise_signals(by=by, on=on, night=night)
    new = {str(kind): count for kind, count in sorted(done.new.items())}
    return new | {"still": done.still, "no_longer": done.no_longer, "addressed_anew": done.addressed_anew}


def _reminded(on: dt.date, by: Actor, learner_ids: Collection[int]) -> Mapping[str, int]:
    done = remind(on, by=by, learner_ids=learner_ids)
    looks = tell_of_follow_ups(on, by=by, learner_ids=learner_ids)
    return {"check_ins": done.check_ins, "contacts": done.contacts, "follow_ups": looks}


def tell_of_follow_ups(on: dt.date, *, by: Actor, learner_ids: Collection[int]) -> int:
    """Tell the owner of each response whose day to look again has come; how many were told now. Of these
    learners, as far as they are here."""
    due = Response.objects.filter(follow_up__isnull=True, follow_up_on__lte=on, signal__open=True)
    among = set(learner_ids)
    rows = [row for row in due.select_related("signal").order_by("pk") if row.signal.learner_id in among]
    adults = adults_of_many(on, {row.signal.learner_id for row in rows})
    told = tell_anew(
        [
            Telling(
                to=row.owner_id,
                kind=NoticeKind.FOLLOW_UP_DUE,
                link=link_of(row.signal.uuid, row.owner_id, adults.get(row.signal.learner_id)),
                learner=row.signal.learner_id,
                subject=str(row.uuid),
            )
            for row in rows
            if row.signal.learner_id in adults
        ],
        by=by,
    )
    return len(told)
