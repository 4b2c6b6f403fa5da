"""What a change of the year would do, in numbers and sentences, before anybody does it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headway.district.advancement.models import Rollover, Transition
from headway.district.advancement.rollover.fingerprints import rows_of
from headway.district.foundation.api import FieldProblem, clock
from headway.district.people.api import (
    EndingYear,
    Viewer,
    ending_year,
    names_by_key,
    organisation_scope,
)
from headway.district.people.types import Role

__all__ = [
    "ONE_DAY",
    "ROLES",
    "RolloverInfo",
    "RolloverPlan",
    "moving_with",
    "organisations_to_turn",
    "plan_rollover",
    "rollovers_of",
    "usual_year",
]

ONE_DAY = dt.timedelta(days=1)
ROLES = (Role.REGISTRAR, Role.ADMINISTRATOR)
# What goes along untouched, by the tables in which it lies.
KEPT = {
    "decisions": ("proficiency_determination",),
    "standings": ("proficiency_standing",),
    "placements": ("placement_placement", "advancement_advancement"),
    "next_steps": ("proficiency_nextstep",),
    "plans": ("placement_plantask",),
    "requests": ("evidence_readyrequest",),
    "choices": ("advancement_nextchoice",),
    "work": ("evidence_evidence",),
}


@dataclass(frozen=True, eq=False)
class RolloverPlan:
    """year: what would change. moving: learner → the school she comes to. kept: code → rows of the record that stay
    as they are. problems: what stands in the way; empty when it can be done. done: it was done already."""

    year: EndingYear
    moving: dict[int, int]
    kept: dict[str, int]
    problems: tuple[FieldProblem, ...]
    done: RolloverInfo | None

    @property
    def key(self) -> str:
        return f"{self.year.key}.{len(self.moving)}"

    @property
    def can_be_done(self) -> bool:
        return not self.problems and self.done is None


@dataclass(frozen=True, slots=True)
class RolloverInfo:
    """A change of the year as it is told afterwards. different: learners who stand elsewhere than before, always 0."""

    uuid: uuid.UUID
    organisation: str
    from_year: int
    to_year: int
    done_at: dt.datetime
    done_by: str
    learners: int
    different: int
    counts: dict[str, int]
    digest: str
    is_withdrawn: bool
    may_take_back: bool


def organisations_to_turn(viewer: Viewer) -> list[Any]:
    """The places whose year this viewer may change: those at which she has the duty, the widest first."""
    at = {duty.organisation_id for duty in viewer.duties if duty.role in ROLES}
    return [one for one in organisation_scope(viewer, *ROLES) if one.pk in at and one.is_active]


def usual_year(organisation: Any, today: dt.date | None = None) -> int:
    """The year to which the next change would lead: the one after the school year that is going on, or is just over."""
    on = today or clock.today()
    for to_year in (on.year, on.year + 1, on.year + 2):
        year = ending_year(organisation, to_year)
        if year.last_day is not None and (
            year.last_day >= on or (year.sections and not _standing(organisation, to_year))
        ):
            return to_year
    return on.year + 1


def moving_with(year: EndingYear) -> dict[int, int]:
    """Learner → the school she comes to: changes of school that were planned for the beginning of the next year."""
    if year.last_day is None:
        return {}
    latest = (year.first_day or year.last_day) + dt.timedelta(days=60)
    rows = Transition.objects.filter(
        ended_at__isnull=True,
        from_school__path__startswith=year.organisation.path,
        starts_on__gt=year.last_day,
        starts_on__lte=latest,
    ).exclude(learner__left_on__lte=year.last_day)
    return dict(rows.values_list("learner_id", "to_school_id"))


def plan_rollover(organisation: Any, to_year: int) -> RolloverPlan:
    """Look at the change without doing it; nothing is written."""
    year = ending_year(organisation, to_year)
    done = _standing(organisation, to_year)
    return RolloverPlan(
        year=year,
        moving=moving_with(year),
        kept={code: rows_of(*tables) for code, tables in KEPT.items()},
        problems=tuple(_problems(year)),
        done=_info(done) if done else None,
    )


def _problems(year: EndingYear) -> list[FieldProblem]:
    names = {"from": year.from_year - 1, "to": year.from_year, "next": year.to_year}
    if year.last_day is None:
        return [
            FieldProblem(
                _("There is no school year %(from)s–%(to)s here that could end.") % names,
                "to_year",
                remedy=_("Look at the terms in the calendar, and choose the year that follows them."),
            )
        ]
    if year.without_terms:
        return [
            FieldProblem(
                _("The school year %(to)s–%(next)s has no terms yet for: %(schools)s.")
                % {**names, "schools": ", ".join(year.without_terms)},
                "to_year",
                remedy=_("Bring the terms of the next year with the roster; then look at this page again."),
            )
        ]
    if clock.today() <= year.last_day:
        return [
            FieldProblem(
                _("The school year %(from)s–%(to)s goes on until %(day)s.")
                % {**names, "day": date_format(year.last_day, "DATE_FORMAT")},
                "to_year",
                remedy=_("The change can be made from the day after. Until then you can look at it here."),
            )
        ]
    return []


def _standing(organisation: Any, to_year: int) -> Rollover | None:
    """A change to this year, here or at a place above, that was not taken back."""
    line = [int(part) for part in organisation.path.split("/") if part]
    rows = Rollover.objects.filter(organisation_id__in=line, to_year=to_year, withdrawal__isnull=True)
    return rows.select_related("organisation").order_by("-done_at").first()


def rollovers_of(viewer: Viewer) -> tuple[RolloverInfo, ...]:
    """Every change of the year at the places of this viewer, the newest first."""
    rows = Rollover.objects.filter(organisation__in=organisation_scope(viewer, *ROLES))
    listed = list(rows.select_related("organisation", "withdrawal").order_by("-done_at", "-pk"))
    names = names_by_key([one.done_by for one in listed])
    return tuple(_info(one, names) for one in listed)


def _info(row: Rollover, names: dict[str, str] | None = None) -> RolloverInfo:
    known = names if names is not None else names_by_key([row.done_by])
    withdrawn = hasattr(row, "withdrawal")
    return RolloverInfo(
        uuid=row.uuid,
        organisation=row.organisation.name,
        from_year=row.from_year,
        to_year=row.to_year,
        done_at=row.done_at,
        done_by=known.get(row.done_by, ""),
        learners=row.learners,
        different=row.report.get("different", 0),
        counts=row.report.get("counts", {}),
        digest=row.after,
        is_withdrawn=withdrawn,
        may_take_back=not withdrawn and clock.now() - row.done_at <= ONE_DAY,
    )


info_of = _info
