"""What these tests share: a request's memory, a class of twenty-five, and columns by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from headway.district.continuum.api import (
    CompetencyContent,
    DomainContent,
    FrameworkContent,
    PrerequisiteContent,
    VersionInfo,
    load_framework,
    publish,
)
from headway.district.evidence.api import NOBODY, OWN_PIECE, RatingColumns
from headway.district.foundation.api import Actor
from headway.district.people.models import Learner, Person
from headway.district.proficiency.api import DecisionColumns

BUILDER = Actor.system("test")


@pytest.fixture
def request_memory() -> Callable[[], Any]:
    """`with request_memory():` answers are remembered as within one web request."""

    @contextmanager
    def remembering() -> Iterator[None]:
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            request_started.send(sender=None)
            yield
        finally:
            request_finished.send(sender=None)
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)

    return remembering


@dataclass
class Crowd:
    """A section of one teacher with many learners, and a continuum wide enough for a real class grid."""

    world: Any
    learners: list[Learner]
    version: VersionInfo
    competency_ids: list[int]

    def decisions(self, learners: list[Learner], level: int, at: dt.datetime) -> DecisionColumns:
        return decisions([(one.pk, code, level, at) for one in learners for code in self.competency_ids])


@pytest.fixture
def crowd(world) -> Crowd:
    """Twenty-five learners in Ms Ortiz' section and forty competencies in a chain."""
    from headway.district.continuum.api import map_of
    from headway.district.people.models import SectionEnrolment

    people = Person.objects.bulk_create(
        Person(given_name=f"L{n:02d}", family_name="Crowd") for n in range(25)
    )
    learners = Learner.objects.bulk_create(
        Learner(person=one, school=world.alder, entered_on=world.year.starts_on) for one in people
    )
    SectionEnrolment.objects.all().delete()
    SectionEnrolment.objects.bulk_create(
        SectionEnrolment(section=world.mathematics, learner=one, from_on=world.year.starts_on)
        for one in learners
    )
    version = load_framework(
        FrameworkContent(
            identifier=world.version.framework.identifier,
            title="Three Rivers continuum",
            is_continuum=True,
            domains=(DomainContent("MA", "Mathematics"), DomainContent("LI", "Literacy", sequence=1)),
            competencies=tuple(
                CompetencyContent(
                    f"c{n:02d}", f"Step {n}", "I can …", code=f"C{n:02d}", domain_code="MA", level=4
                )
                for n in range(40)
            ),
            prerequisites=tuple(PrerequisiteContent(f"c{n:02d}", f"c{n + 1:02d}") for n in range(39)),
        ),
        by=BUILDER,
    )
    version = publish(version.id, by=BUILDER)
    ids = [one.id for one in map_of(version).competencies]
    return Crowd(world, learners, version, ids)


def ratings(rows: list[tuple], **more: Any) -> RatingColumns:
    """From (learner, competency, level, observed at, recorded at[, rater[, piece]])."""
    full = [(*row, *(NOBODY, OWN_PIECE)[len(row) - 5 :]) for row in rows]
    learner, competency, level, observed, recorded, rater, piece = zip(*full, strict=True)
    return RatingColumns(
        learner=np.array(learner),
        competency=np.array(competency),
        level=np.array(level),
        observed_at=instants(observed),
        recorded_at=instants(recorded),
        rater=np.array(rater),
        piece=np.array(piece),
        **more,
    )


def decisions(rows: list[tuple]) -> DecisionColumns:
    """From (learner, competency, level, decided at)."""
    learner, competency, level, decided = zip(*rows, strict=True)
    return DecisionColumns(
        learner=np.array(learner),
        competency=np.array(competency),
        level=np.array(level),
        decided_at=instants(decided),
        recorded_at=instants(decided),
        decided_by=np.full(len(rows), NOBODY),
    )


def instants(values: Any) -> np.ndarray:
    return np.array([one.astimezone(dt.UTC).replace(tzinfo=None) for one in values], dtype="datetime64[us]")
