"""What `headway migrate` says of the steps it takes."""

from __future__ import annotations

import argparse

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from headway.district.foundation.api import Conflict
from headway.district.site.check import check_database
from headway.district.site.cli import database


@pytest.mark.parametrize(("waiting", "said"), [(["one"], "1 step would"), (["one", "two"], "2 steps would")])
def test_one_step_is_said_in_the_singular(monkeypatch, capsys, waiting, said):
    monkeypatch.setattr(database, "waiting_migrations", lambda: waiting)
    database.migrate(argparse.Namespace(plan=True))
    assert said in capsys.readouterr().err


# -- steps that were joined --


@pytest.fixture
def taken_one_by_one(db):
    """A database that took the steps before they were joined; its record of them."""
    recorder = MigrationRecorder(connection)
    for (app, name), joined in MigrationLoader(None).disk_migrations.items():
        if joined.replaces:
            recorder.record_unapplied(app, name)
            for step in joined.replaces:
                recorder.record_applied(*step)
    return recorder


def test_a_database_that_took_the_steps_one_by_one_goes_on_and_knows_the_joined_one(taken_one_by_one, capsys):
    assert database.waiting_migrations() == []
    assert database.migrate(argparse.Namespace(plan=False)) == database.DONE
    assert "already" in capsys.readouterr().err
    assert ("evidence", "0001_tables") in taken_one_by_one.applied_migrations()


def test_a_database_between_two_steps_that_were_joined_is_not_taken_for_ready(taken_one_by_one):
    taken_one_by_one.record_unapplied("evidence", "0011_timed_tries")
    with pytest.raises(Conflict, match="earlier version"):
        database.waiting_migrations()
    (finding,) = [one for one in check_database() if one.what == "migrations"]
    assert finding.state == "not in order"
    assert "headway migrate" in finding.remedy
