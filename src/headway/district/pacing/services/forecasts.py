"""What is learned from the record: the forecast, outlooks for the night, and how earlier forecasts came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.db.models import Max

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, audit, clock, in_parts, tables
from headway.district.pacing.models import ForecastFit, Outlook
from headway.district.pacing.selectors.histories import AT_ONCE, WHOLE, histories_for_forecast, joined
from headway.district.pacing.selectors.outlooks import Asked, answers, fit_in_force
from headway.district.pacing.types import OutlookInfo
from headway.district.people.api import learners_with_schools
from headway.mastery.pacing.forecast import Histories, fit

__all__ = ["OutlookPlan", "learn_forecast", "store_outlooks"]


@dataclass(frozen=True, slots=True)
class OutlookPlan:
    """What an outlook is wanted for. subject: "target:<uuid>"; domain_code: "" for everything together; remaining:
    learning units still open."""

    learner_id: int
    subject: str
    domain_code: str
    remaining: float
    by_on: dt.date | None


def learn_forecast(by: Actor, on: dt.date | None = None) -> str:
    """Learn the forecast from everybody's history up to a day; its version. The same histories give the same version,
    which is stored once."""
    on = on or clock.today()
    fitted = fit(_everybody(on))
    with transaction.atomic():
        row, is_new = ForecastFit.objects.get_or_create(
            version=fitted.version,
            defaults={"settings": fitted.to_dict(), "learned_until": on, "recorded_at": clock.now()},
        )
        if is_new:
            audit.record(
                by=by,
                act="pacing.forecast_learned",
                subject_kind="forecast",
                subject_uuid=row.uuid,
                version=fitted.version,
                by_default=fitted.by_default,
            )
    return fitted.version


def store_outlooks(
    plans: Iterable[OutlookPlan],
    by: Actor,
    on: dt.date | None = None,
    among: Collection[int] | None = None,
) -> int:
    """Work out these outlooks as of a day and put them in the place of the earlier ones; how many are new or say
    something else than an earlier run of the same day. For the night.

    What is not among the plans any more is removed, whosever it is; or of the learners `among` whom this is done.
    """
    on = on or clock.today()
    latest = Outlook.objects.aggregate(Max("pk"))["pk__max"] or 0
    fitted = fit_in_force(on)
    version = fitted.version
    listed = sorted(plans, key=lambda plan: plan.learner_id)
    continuum = current_map()
    codes = {one.code: one.id for one in continuum.domains} if continuum else {}
    done = 0
    for part in _by_learner(listed):
        ids = sorted({plan.learner_id for plan in part})
        asked = [
            Asked(p.learner_id, codes.get(p.domain_code, WHOLE), p.domain_code, p.remaining, p.by_on)
            for p in part
        ]
        agreed = [(one.learner_id, one.domain_id) for one in asked if one.by_on]
        found = histories_for_forecast(ids, on, agreed=agreed)
        told = answers(found, asked, fitted)
        with transaction.atomic():
            earlier = _stored(ids, on)
            Outlook.objects.filter(learner_id__in=ids).delete()
            _append(part, told, on, version)
            done += len(_stored(ids, on) - earlier) if earlier else len(told)
    with transaction.atomic():
        unwanted = Outlook.objects.filter(pk__lte=latest)
        if among is None:
            unwanted.delete()
        else:
            for ids in in_parts(among):
                unwanted.filter(learner_id__in=ids).delete()
        audit.record(by=by, act="pacing.outlooks_stored", count=done, version=version)
    return done


def _stored(learner_ids: Collection[int], on: dt.date) -> set[tuple[object, ...]]:
    """What is stored about these learners as of a day, row by row."""
    rows = Outlook.objects.filter(learner_id__in=learner_ids, computed_on=on).values_list(
        "learner_id", "subject", "remaining", "low_on", "high_on", "by_on", "chance", "refused", "version"
    )
    return set(rows)


def _append(plans: Sequence[OutlookPlan], told: Sequence[OutlookInfo], on: dt.date, version: str) -> None:
    """A row for each plan: whole columns, as a row of a model for each costs ten times as much by night."""
    rows = len(plans)

    def days(dates: Iterable[dt.date | None]) -> tables.Days:
        return tables.Days(np.array(list(dates), dtype="datetime64[D]"))

    tables.append(
        Outlook._meta.db_table,
        {
            "learner_id": tables.Whole(np.array([one.learner_id for one in plans], dtype=np.int64)),
            "subject": tables.Words.each([one.subject for one in plans]),
            "computed_on": days([on] * rows),
            "remaining": tables.Measured(np.array([one.remaining for one in plans], dtype=np.float64)),
            "low_on": days(one.low_on for one in told),
            "high_on": days(one.high_on for one in told),
            "by_on": days(one.by_on for one in plans),
            "chance": tables.Measured(np.array([one.chance for one in told], dtype=np.float64)),
            "refused": tables.Words.each([one.refused for one in told]),
            "version": tables.Words.same(version, rows),
        },
    )


def _by_learner(plans: Sequence[OutlookPlan]) -> Iterator[list[OutlookPlan]]:
    """Parts with all plans of each of their learners."""
    part: list[OutlookPlan] = []
    seen: set[int] = set()
    for plan in plans:
        if len(seen) >= AT_ONCE and plan.learner_id not in seen:
            yield part
            part, seen = [], set()
        part.append(plan)
        seen.add(plan.learner_id)
    if part:
        yield part


def _everybody(on: dt.date) -> Histories:
    """Every learner's histories, domain by domain, as one table."""
    ids = [one.pk for one in learners_with_schools()]
    return joined([histories_for_forecast(ids[at : at + AT_ONCE], on) for at in range(0, len(ids), AT_ONCE)])
