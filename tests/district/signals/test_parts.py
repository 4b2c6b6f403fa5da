"""The night in parts and in processes: whoever does it, the same is written; what breaks is named and the rest stands."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import signal
from collections import Counter

import pytest
from django.db import connection, transaction

from headway.district.agreements.models import Target
from headway.district.foundation.api import Actor, audit
from headway.district.notices.models import Notice
from headway.district.pacing.models import Outlook
from headway.district.people.api import viewer_for_person
from headway.district.people.models import Learner
from headway.district.signals import parts, tasks, working
from headway.district.signals.api import NightIncomplete, nightly, processes_here, respond, responses_to
from headway.district.signals.models import Addressing, Signal
from headway.district.site.cli.pacing import pace
from tests import worlds
from tests.district.agreements.conftest import Plan
from tests.district.signals.test_finding import placed

BY = Actor.system("signals.nightly")
LATER = "2026-11-20 02:00"


def several_parts(monkeypatch):
    """Every school is a part of its own."""
    monkeypatch.setattr(tasks, "parts_of_district", lambda: parts.parts_of_district(1))


def two_nights(clock, workers=1):
    """What is raised on the first has gone on to the next adult on the second."""
    clock.set("2026-10-29 02:00")
    list(nightly(by=BY, workers=workers))
    clock.set(LATER)
    return {step.code: step.counts for step in nightly(by=BY, workers=workers)}


def written():
    """Everything that nights write, in words that don't depend on the order of writing."""
    signals = {
        str(row.uuid): (row.learner_id, row.kind, row.subject) for row in Signal.objects.order_by("pk")
    }

    def about(subject):
        return signals.get(subject, subject)

    def link(path):
        return tuple(about(part) for part in path.split("/"))

    return {
        "signals": Counter(
            map(str, Signal.objects.values_list(
                "learner_id", "kind", "subject", "domain_code", "target_id", "since_on", "evidence", "latest",
                "latest_on", "policy_version", "open", "still", "addressee_id", "recorded_at",
            ))
        ),
        "addressings": Counter(
            (about(str(of)), *rest)
            for of, *rest in Addressing.objects.values_list("signal__uuid", "person_id", "because", "at")
        ),
        "notices": Counter(
            (about(subject), link(path), *rest)
            for subject, path, *rest in Notice.objects.values_list(
                "subject", "link", "person_id", "kind", "learner_id", "told_at", "told_by", "read_at"
            )
        ),
        "outlooks": Counter(
            Outlook.objects.values_list(
                "learner_id", "subject", "computed_on", "remaining", "low_on", "high_on", "by_on", "chance",
                "refused", "version",
            )
        ),
        "trail": Counter(
            (row.act, row.actor_key, about(str(row.subject_uuid)), str(row.learner_uuid), str(row.facts))
            for row in audit.trail(act="signals.")
        ),
        "stored": sum(row.facts["count"] for row in audit.trail(act="pacing.outlooks_stored")),
    }  # fmt: skip


def stopped_from_outside(part, on, by):
    """In a process of its own: what a machine short of memory does to the one that works on Alder."""
    if "Alder" in part.schools:
        os.kill(os.getpid(), signal.SIGKILL)
    return working.do(part, on, by)


def lively(world):
    """Both schools have something to tell: plans, work that stands, learners whom nobody sees."""
    for name in ("ana", "ben", "emil"):
        placed(world, name)
    Plan(world).agreed()
    assert {one.school_id for one in Learner.objects.all()} >= {world.alder.pk, world.birch.pk}


@pytest.mark.django_db
def test_everybody_is_in_one_part_and_a_school_is_never_divided(world):
    Learner.objects.filter(pk=world.dev.pk).update(left_on=dt.date(2026, 9, 30))
    found = parts.parts_of_district(1)
    ids = [one for part in found for one in part.learner_ids]
    assert sorted(ids) == sorted(Learner.objects.values_list("pk", flat=True))
    assert sorted(name for part in found for name in part.schools) == ["Alder", "Birch"]
    (together,) = parts.parts_of_district()
    assert sorted(together.learner_ids) == sorted(ids)


@pytest.mark.django_db
def test_many_parts_write_the_same_as_one(world, clock, monkeypatch):
    lively(world)
    with transaction.atomic():
        counts = two_nights(clock)
        whole = written()
        transaction.set_rollback(True)
    assert Signal.objects.count() == 0
    several_parts(monkeypatch)
    assert two_nights(clock) == counts
    assert written() == whole
    assert counts["escalation"]["passed_on"] > 0
    assert counts["forecasts"]["outlooks"] == Target.objects.count() == 1


@pytest.mark.django_db
def test_a_second_run_of_a_night_tells_of_nothing_new(world, clock):
    lively(world)
    two_nights(clock)
    row = Signal.objects.filter(addressee__isnull=False, learner=world.ana).first()
    clock.set("2026-11-30 09:00")
    respond(
        viewer=viewer_for_person(row.addressee_id),
        signal_uuid=row.uuid,
        kind=responses_to(row.kind)[0],
        words="We talk.",
        begins_on=dt.date(2026, 11, 30),
        follow_up_on=dt.date(2026, 12, 4),
    )
    clock.set("2026-12-04 02:00")
    first, again = ({step.code: step.counts for step in nightly(by=BY)} for _run in range(2))
    assert first["forecasts"]["outlooks"] == 1
    assert first["reminders"]["follow_ups"] == 1
    assert again["forecasts"]["outlooks"] == 0
    assert set(again["reminders"].values()) == {0}
    assert set(again["escalation"].values()) == {0}


@pytest.mark.django_db
def test_a_part_that_breaks_is_named_the_others_stand_and_the_next_run_does_what_was_left_out(
    world, clock, monkeypatch, capsys
):
    lively(world)
    clock.set("2026-10-29 02:00")
    with transaction.atomic():
        list(nightly(by=BY))
        whole = written()["signals"]
        transaction.set_rollback(True)
    several_parts(monkeypatch)
    raised = parts.raise_signals

    def breaks(*, night, **given):
        found = raised(night=night, **given)
        if world.ana.pk in night.learner_ids:
            raise OSError("the disk is full")
        return found

    monkeypatch.setattr(parts, "raise_signals", breaks)
    assert pace(argparse.Namespace(verb="nightly", workers=1)) == 1
    told = capsys.readouterr().err
    assert "Signals about plans didn't work for Alder: OSError: the disk is full" in told
    assert {row.learner.school_id for row in Signal.objects.select_related("learner")} == {world.birch.pk}
    assert not audit.trail(act="signals.raised", learner_uuid=world.ana.uuid).exists()
    with pytest.raises(NightIncomplete) as again:
        list(nightly(by=BY))
    assert [(one.broke_at, one.part.schools) for one in again.value.parts] == [("signals", ("Alder",))]
    monkeypatch.setattr(parts, "raise_signals", raised)
    assert pace(argparse.Namespace(verb="nightly", workers=1)) == 0
    assert written()["signals"] == whole


@pytest.mark.django_db
def test_sqlite_has_one_writer_and_postgresql_as_many_as_asked_for():
    assert processes_here(3) == (3 if connection.vendor == "postgresql" else 1)
    assert processes_here() >= 1


@pytest.mark.django_db(transaction=True)
def test_two_processes_write_the_same_as_one(clock, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes one writer at a time, so one process does the night")
    world = worlds.build()
    lively(world)
    several_parts(monkeypatch)
    with transaction.atomic():
        counts = two_nights(clock)
        alone = written()
        transaction.set_rollback(True)
    assert Signal.objects.count() == 0
    assert two_nights(clock, workers=2) == counts
    assert written() == alone


@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_stopped_from_outside_is_named_and_the_next_run_does_what_was_left_out(
    clock, monkeypatch, capsys
):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes one writer at a time, so one process does the night")
    world = worlds.build()
    lively(world)
    several_parts(monkeypatch)
    clock.set("2026-10-29 02:00")
    with transaction.atomic():
        list(nightly(by=BY))
        whole = written()
        transaction.set_rollback(True)
    with monkeypatch.context() as tonight:
        tonight.setattr(tasks.working, "do", stopped_from_outside)
        assert pace(argparse.Namespace(verb="nightly", workers=2)) == 1
    told = capsys.readouterr().err
    assert "Alder: a working process was stopped from outside" in told
    assert not Signal.objects.filter(learner__school=world.alder).exists()
    assert pace(argparse.Namespace(verb="nightly", workers=2)) == 0
    assert written()["signals"] == whole["signals"]
    assert written()["notices"] == whole["notices"]
