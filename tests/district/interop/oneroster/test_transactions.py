"""All or nothing: an import that stops half-way, a record that changed meanwhile, two imports at once."""

import threading

import pytest
from django.db import connection, connections

from headway.district.foundation.api import Conflict
from headway.district.interop import api as interop
from headway.district.interop.models import ImportRun
from headway.district.people import api as people
from headway.district.people.models import Organisation, Person, SourceRecord
from tests.district.interop.oneroster.bringing import BY, bring, changed, ours, preview, small


def test_an_import_that_stops_half_way_leaves_nothing_and_can_be_applied_again(
    transactional_db, clock, monkeypatch
):
    run, _plan = preview(small())
    noted = people.note_records

    def power_cut(*args, **kwargs):
        raise OSError("the power went")

    monkeypatch.setattr(people, "note_records", power_cut)
    with pytest.raises(OSError, match="power"):
        interop.apply(run_uuid=run.uuid, by=BY)
    assert not Person.objects.exists()
    assert not Organisation.objects.exists()
    assert not SourceRecord.objects.exists()
    assert ImportRun.objects.get().status == "planned"
    monkeypatch.setattr(people, "note_records", noted)
    interop.apply(run_uuid=run.uuid, by=BY)
    assert Person.objects.count() == 3


def test_nobody_applies_a_preview_that_no_longer_holds(db, clock):
    bring(small())
    run, _plan = preview(small(users=changed("users", 1, familyName="Vega")))
    bring(small(users=changed("users", 1, familyName="Soto")))
    bring(small())  # the same record as before, so the same preview
    interop.apply(run_uuid=run.uuid, by=BY)
    late, _plan = preview(small())
    bring(small(users=changed("users", 0, familyName="Oko")))
    with pytest.raises(Conflict):
        interop.apply(run_uuid=late.uuid, by=BY)
    assert ours(Person, "user", "l1").family_name == "Ruiz"


def test_what_somebody_entered_meanwhile_makes_the_preview_old(db, clock):
    bring(small())
    run, _plan = preview(small(users=changed("users", 1, familyName="Vega")))
    person = ours(Person, "user", "l1")
    people.correct_person(person=person, by=BY, family_name="Vega")
    with pytest.raises(Conflict):
        interop.apply(run_uuid=run.uuid, by=BY)


def test_two_imports_at_once_are_one_import(transactional_db, clock):
    runs = [preview(small())[0], preview(small())[0]]
    assert Person.objects.count() == 0
    start = threading.Barrier(2)
    outcomes = []

    def apply(run):
        try:
            start.wait(timeout=10)
            interop.apply(run_uuid=run.uuid, by=BY)
            outcomes.append("applied")
        except Conflict:
            outcomes.append("conflict")
        except Exception as other:
            outcomes.append(repr(other))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=apply, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["applied", "conflict"], connection.vendor
    assert Person.objects.count() == 3
    assert SourceRecord.objects.filter(kind="user").count() == 3
