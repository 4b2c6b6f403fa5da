"""What somebody recorded, act by act: so that a whole act can be looked at again, and taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.evidence.models import Rating
from headway.district.evidence.types import CriterionLine, RatingLine, WithdrawalReason
from headway.district.foundation.api import NotFound
from headway.district.people.api import Viewer, visible_learners

__all__ = ["ActLine", "RecordedAct", "lines_of_act", "lines_of_ratings", "recorded_acts", "replaced_lines"]


@dataclass(frozen=True, slots=True)
class ActLine:
    """One rating of an act, as a page lists it. competency_id: on the current continuum."""

    rating_id: int
    rating_uuid: uuid.UUID
    learner_id: int
    learner_uuid: uuid.UUID
    learner_name: str
    competency_id: int
    level: int
    observed_at: dt.datetime
    recorded_at: dt.datetime
    title: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """One act of recording. act_uuid is None where it rated work that was here already: then `lines` name it."""

    act_uuid: uuid.UUID | None
    recorded_at: dt.datetime
    lines: tuple[ActLine, ...]

    @property
    def standing(self) -> int:
        """How many of its ratings stand."""
        return sum(not line.is_withdrawn for line in self.lines)

    @property
    def learners(self) -> int:
        return len({line.learner_id for line in self.lines})


def recorded_acts(viewer: Viewer, *, since: dt.datetime, limit: int = 60) -> tuple[RecordedAct, ...]:
    """What the viewer recorded about learners whom she may see, newest act first. Two queries."""
    rows = _mine(viewer).filter(recorded_at__gte=since).order_by("-recorded_at", "pk")
    acts: dict[tuple[dt.datetime, uuid.UUID | None], list[ActLine]] = {}
    for row in rows:
        evidence = row.evidence
        act = evidence.act if evidence.recorded_at == row.recorded_at else None
        key = (row.recorded_at, act)
        if key not in acts and len(acts) == limit:
            break
        acts.setdefault(key, []).append(_line(row))
    return tuple(RecordedAct(act, at, tuple(lines)) for (at, act), lines in acts.items())


def lines_of_act(viewer: Viewer, act_uuid: uuid.UUID) -> tuple[ActLine, ...]:
    """The viewer's ratings that came with one act, withdrawn ones too. NotFound where there is none of hers.

    Ratings that somebody added to the same pieces later are of other acts.
    """
    rows = _mine(viewer).filter(evidence__act=act_uuid, recorded_at=F("evidence__recorded_at"))
    lines = tuple(_line(row) for row in rows.order_by("learner__person__family_name", "pk"))
    if not lines:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return lines


def lines_of_ratings(viewer: Viewer, rating_uuids: Collection[uuid.UUID]) -> tuple[ActLine, ...]:
    """The viewer's ratings with these identifiers. NotFound where one of them isn't hers."""
    wanted = set(rating_uuids)
    lines = tuple(_line(row) for row in _mine(viewer).filter(uuid__in=wanted).order_by("pk"))
    if not lines or len(lines) != len(wanted):
        raise NotFound(_("There is no such rating."))
    return lines


def replaced_lines(viewer: Viewer, rating_uuids: Collection[uuid.UUID]) -> tuple[RatingLine, ...]:
    """What would record these ratings of the viewer's once more, on the same pieces, as they were.

    Only those that a correction of hers took the place of; others are left out.
    """
    rows = (
        _mine(viewer)
        .filter(uuid__in=set(rating_uuids), withdrawal__reason=WithdrawalReason.MISTAKEN_LEVEL)
        .select_related("words", "circumstances", "evidence")
        .prefetch_related("criteria")
        .order_by("pk")
    )
    return tuple(_line_again(row) for row in rows)


def _line_again(row: Rating) -> RatingLine:
    continuum = current_map()
    words, made = getattr(row, "words", None), getattr(row, "circumstances", None)
    return RatingLine(
        learner_id=row.learner_id,
        competency_id=continuum.current_ids.get(row.competency_id, row.competency_id)
        if continuum
        else row.competency_id,
        level=row.level,
        observed_at=row.observed_at,
        evidence_uuid=row.evidence.uuid,
        feedback=words.feedback if words else "",
        criteria=tuple(
            CriterionLine(one.criterion, one.title, one.level, one.is_essential) for one in row.criteria.all()
        ),
        names_hidden=bool(made and made.names_hidden),
        is_second_look=bool(made and made.is_second_look),
    )


def _mine(viewer: Viewer) -> QuerySet[Rating]:
    """The ratings that she gave, of learners whose record is open to her: found through the learners' index."""
    return Rating.objects.filter(
        rater_id=viewer.person_id,
        learner_id__in=visible_learners(viewer).order_by().values("pk"),
    ).select_related("evidence__words", "learner__person", "withdrawal")


def _line(row: Rating) -> ActLine:
    continuum = current_map()
    words = getattr(row.evidence, "words", None)
    return ActLine(
        rating_id=row.pk,
        rating_uuid=row.uuid,
        learner_id=row.learner_id,
        learner_uuid=row.learner.uuid,
        learner_name=row.learner.person.name,
        competency_id=continuum.current_ids.get(row.competency_id, row.competency_id)
        if continuum
        else row.competency_id,
        level=row.level,
        observed_at=row.observed_at,
        recorded_at=row.recorded_at,
        title=words.title if words else "",
        is_withdrawn=getattr(row, "withdrawal", None) is not None,
    )
