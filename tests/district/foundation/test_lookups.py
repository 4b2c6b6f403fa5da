"""Many row ids in one question: the same rows as with few, one value instead of hundreds."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from headway.district.foundation import audit
from headway.district.foundation.api import Actor
from headway.district.people.models import HomeGroupMembership, Learner

pytestmark = pytest.mark.django_db
NOBODY = list(range(10_000_000, 10_000_200))


def test_who_is_among_many_ids_is_who_is_among_few(world):
    two = [world.ana.pk, world.ben.pk]
    many = [*NOBODY, *two]
    for given in (many, tuple(many), set(many), dict.fromkeys(many)):
        assert set(Learner.objects.filter(pk__in=given).values_list("pk", flat=True)) == set(two)
    memberships = HomeGroupMembership.objects
    assert memberships.filter(learner_id__in=two).exists()
    for lookup in ("learner__in", "learner_id__in"):
        found = memberships.filter(**{lookup: many}).order_by("pk")
        assert list(found) == list(memberships.filter(learner_id__in=two).order_by("pk"))
    everybody = set(Learner.objects.values_list("pk", flat=True))
    assert set(Learner.objects.exclude(pk__in=many).values_list("pk", flat=True)) == everybody - set(two)


def test_rows_without_a_value_are_among_none_and_stay_when_others_are_left_out(world):
    Learner.objects.filter(pk=world.ana.pk).update(school=None)
    schools = [*NOBODY, world.alder.pk]
    assert not Learner.objects.filter(pk=world.ana.pk, school__in=schools).exists()
    assert Learner.objects.filter(pk=world.ana.pk).filter(~Q(school__in=schools)).exists()


def test_many_ids_are_one_value_and_few_are_asked_for_as_ever(world):
    def asked(ids):
        with CaptureQueriesContext(connection) as captured:
            list(Learner.objects.filter(pk__in=ids).values_list("pk"))
        return captured[0]["sql"]

    assert ("ANY" in asked(NOBODY)) == (connection.vendor == "postgresql")
    assert "ANY" not in asked(NOBODY[:5])


def test_what_is_no_plain_number_is_read_as_ever(world):
    learners = list(Learner.objects.all())
    assert Learner.objects.filter(pk__in=[*map(str, NOBODY), str(world.ana.pk)]).get() == world.ana
    assert HomeGroupMembership.objects.filter(learner__in=learners * 40).exists()


def test_the_trail_of_many_holds_who_it_is_about_or_nobody(world):
    by = Actor.system("test")
    rows = [(world.ana.uuid, None, {"kind": "a 'quoted' word é"}), (world.ben.uuid, world.ben.uuid, {})]
    assert audit.record_many(by=by, act="test.done", subject_kind="learner", rows=rows) == 2
    found = {row.subject_uuid: row for row in audit.trail(act="test.done")}
    assert found[world.ana.uuid].learner_uuid is None
    assert found[world.ana.uuid].facts == {"kind": "a 'quoted' word é"}
    assert found[world.ben.uuid].learner_uuid == world.ben.uuid
    assert len({row.uuid for row in found.values()}) == 2
