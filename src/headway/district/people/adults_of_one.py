"""The adults who are there for one learner by work, by name, in one question: for pages that say whom to ask."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Length

from headway.district.foundation.api import remembered_in_request
from headway.district.people.at_work import advising, teaching
from headway.district.people.models import Guardianship, Learner, RoleAssignment
from headway.district.people.types import Role
from headway.district.people.viewers import current

__all__ = ["named_adults_of"]

ADVISES, TEACHES, COUNSELS = range(3)


@remembered_in_request
def named_adults_of(learner_id: int) -> tuple[tuple[int, str], ...]:
    """(row id, name) of her advisers, her teachers and the counsellors of her school and above, in the order of
    `adults_of_many`; never she herself nor her family. One query.
    """
    advises = advising(home_group__memberships__learner_id=learner_id)
    teaches = teaching(section__enrolments__learner_id=learner_id)
    reached = Learner.objects.filter(pk=learner_id, school__path__startswith=OuterRef("organisation__path"))
    counsels = RoleAssignment.objects.filter(
        current(), Exists(reached), is_active=True, person__is_active=True, role=Role.COUNSELLOR
    ).exclude(organisation__path="")
    never = Q(Exists(Guardianship.objects.filter(
        is_active=True, learner_id=learner_id, guardian_id=OuterRef("person_id")
    ))) | Q(Exists(Learner.objects.filter(pk=learner_id, person_id=OuterRef("person_id"))))  # fmt: skip
    # A primary teacher first, the nearest place first; then in the order in which they came to it.
    rows = _rows(advises.exclude(never), ADVISES, Value(0, output_field=IntegerField())).union(
        _rows(teaches.exclude(never), TEACHES, F("is_primary")),
        _rows(counsels.exclude(never), COUNSELS, Length("organisation__path")),
    )
    found: dict[int, str] = {}
    for _kind, _first, _pk, person, preferred, given, family in sorted(
        rows, key=lambda row: (row[0], -int(row[1]), row[2])
    ):
        found.setdefault(person, f"{preferred or given} {family}".strip())
    return tuple(found.items())


def _rows(rows: QuerySet, kind: int, first: Any) -> QuerySet:
    return rows.order_by().values_list(
        Value(kind, output_field=IntegerField()),
        Cast(first, IntegerField()),
        "pk",
        "person_id",
        "person__preferred_name",
        "person__given_name",
        "person__family_name",
    )
