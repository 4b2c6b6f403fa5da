"""A recomputation of everybody: interrupted, overtaken by another rule, and gone on with. It ends with one version."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap

import pytest
from django.db import connection

from headway.district.proficiency.api import recompute, record_ratings_in_bulk
from headway.district.proficiency.models import Recomputing, Standing
from headway.district.proficiency.services import recomputing
from headway.district.proficiency.types import StandingInfo
from tests import worlds
from tests.district.proficiency.carrying import standing, why
from tests.district.proficiency.conftest import BUILDER, ratings
from tests.district.proficiency.ruling import LAST_ONE, RECENT, THREE_PIECES, rule_from, show

CODE = "MA.FR.1"
LEARNERS = ("ana", "ben", "chloe", "dev")


def rated_class(world) -> str:
    """Four learners with three pieces each, in step with a rule; its name."""
    name = rule_from(world, dt.date(2026, 9, 1), {"minimum_pieces": 2})
    for who in LEARNERS:
        show(world, getattr(world, who), CODE, 2, 3, 4)
    recompute()
    return name


def versions() -> list[str]:
    return list(Standing.objects.order_by("learner_id").values_list("rule_version", flat=True))


def proposed() -> list[int | None]:
    return list(Standing.objects.order_by("learner_id").values_list("proposed_level", flat=True))


@pytest.fixture
def one_at_a_time(monkeypatch):
    monkeypatch.setattr(recomputing, "LEARNERS_AT_ONCE", 1)


def test_a_rule_that_changes_under_way_is_noticed_and_everybody_ends_with_it(world, one_at_a_time):
    before = rated_class(world)
    told = []

    def adopt_after_two(done: int, total: int) -> None:
        told.append(done)
        if len(told) == 2:
            rule_from(world, dt.date(2026, 10, 1), LAST_ONE)

    assert recompute(progress=adopt_after_two) == len(LEARNERS)
    assert told == [1, 2, 1, 2, 3, 4], "it begins again with the first learner"
    assert set(versions()) == {"proficiency.rule/2"} != {before}
    assert proposed() == [4, 4, 4, 4]


def test_a_rule_that_changes_under_way_is_noticed_for_some_learners_too(world, one_at_a_time):
    rated_class(world)
    told = []

    def adopt_after_two(done: int, total: int) -> None:
        told.append(done)
        if len(told) == 2:
            rule_from(world, dt.date(2026, 10, 1), LAST_ONE)

    recompute([getattr(world, who).pk for who in LEARNERS], adopt_after_two)
    assert set(versions()) == {"proficiency.rule/2"}


def test_an_interrupted_run_leaves_whole_parts_and_the_next_one_goes_on(world, one_at_a_time):
    rated_class(world)
    rule_from(world, dt.date(2026, 10, 1), LAST_ONE)

    class Interrupted(Exception):
        pass

    def interrupt(done: int, total: int) -> None:
        if done == 2:
            raise Interrupted

    with pytest.raises(Interrupted):
        recompute(progress=interrupt)
    assert versions() == ["proficiency.rule/2"] * 2 + ["proficiency.rule/1"] * 2
    assert Recomputing.objects.get().finished_at is None
    # Pages say what the rule in effect says all the same.
    assert {standing(world, getattr(world, who), CODE).proposed_level for who in LEARNERS} == {4}
    told = []
    recompute(progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 4), (4, 4)]
    assert set(versions()) == {"proficiency.rule/2"}
    assert Recomputing.objects.get().finished_at is not None


def test_what_is_written_without_being_brought_in_step_makes_the_next_run_begin_again(
    world, one_at_a_time, clock
):
    rated_class(world)

    class Interrupted(Exception):
        pass

    def interrupt(done: int, total: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        recompute(progress=interrupt)
    assert Recomputing.objects.get().through == world.ana.pk
    row = (world.ana.pk, world.competency(CODE).pk, 1, clock.instant, clock.instant)
    record_ratings_in_bulk(ratings([row]), by=BUILDER, project=False)
    recompute()
    assert Standing.objects.get(learner=world.ana).pieces == 4


def test_a_finished_run_is_done_anew_when_asked_again(world):
    rated_class(world)
    Standing.objects.update(proposed_level=1)
    assert recompute() == len(LEARNERS)
    assert proposed() == [3, 3, 3, 3]


KILLED = """
import sys, time
import django
django.setup()
import datetime as dt
from headway.district.foundation import clock
from headway.district.proficiency.services import projection, recomputing

recomputing.LEARNERS_AT_ONCE = 1
append, parts = projection._append, []

def append_and_wait(*given):
    append(*given)
    parts.append(1)
    if len(parts) == 3:
        print("in the third part", flush=True)
        time.sleep(60)

projection._append = append_and_wait
with clock.at(dt.datetime(2026, 10, 7, 9, tzinfo=dt.UTC)):
    recomputing.recompute()
"""


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_half_way_leaves_nothing_half_written_and_the_night_finishes_it(clock):
    world = worlds.build()
    rated_class(world)
    rule_from(world, dt.date(2026, 10, 1), LAST_ONE)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED)],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "headway.district.site.settings",
            "HEADWAY_DATABASE_URL": _this_database(),
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline().strip() == "in the third part"
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait(timeout=30) == -signal.SIGKILL
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    # Two whole parts are there, the third is not, and the mark says so.
    assert versions() == ["proficiency.rule/2"] * 2 + ["proficiency.rule/1"] * 2
    mark = Recomputing.objects.get()
    assert (mark.through, mark.finished_at) == (world.ben.pk, None)
    assert recompute() == len(LEARNERS)
    assert set(versions()) == {"proficiency.rule/2"}
    assert proposed() == [4, 4, 4, 4]
    assert Standing.objects.count() == len(LEARNERS)


def _this_database() -> str:
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    host = f"?host={given['HOST'].replace('/', '%2F')}" if given["HOST"] else ""
    return f"postgresql://{given['USER']}@/{given['NAME']}{host}"


# -- rules that ask for recent evidence --


def test_a_rule_that_asks_for_recent_evidence_is_asked_again_every_day(world, clock):
    rule_from(world, dt.date(2026, 9, 1), RECENT)
    show(world, world.ana, CODE, 3, 3)
    assert standing(world, world.ana, CODE).proposed_level == 3
    clock.advance(days=40)
    found: StandingInfo = standing(world, world.ana, CODE)
    assert found.proposed_level == 2, "the pieces are older than the rule wants, before any night has passed"
    assert why(world, world.ana, CODE).standing == found
    assert Standing.objects.get().proposed_level == 3
    recompute()
    assert Standing.objects.get().proposed_level == 2
    assert standing(world, world.ana, CODE) == found


def test_a_rule_that_asks_for_recent_evidence_says_the_same_all_day(world, clock):
    rule_from(world, dt.date(2026, 9, 1), RECENT)
    show(world, world.ana, CODE, 3, 3)
    said = []
    for instant in ("2026-11-05 06:00", "2026-11-05 18:00", "2026-11-05 23:00"):
        clock.set(instant)
        said.append(standing(world, world.ana, CODE).proposed_level)
        recompute()
        said.append(standing(world, world.ana, CODE).proposed_level)
    assert len(set(said)) == 1


def test_a_page_of_a_past_day_asks_for_what_was_recent_then(world, clock):
    rule_from(world, dt.date(2026, 9, 1), RECENT)
    show(world, world.ana, CODE, 3, 3)
    then = clock.instant
    clock.advance(days=40)
    assert why(world, world.ana, CODE).standing.proposed_level == 2
    assert why(world, world.ana, CODE, then).standing.proposed_level == 3


def test_three_pieces_are_asked_for_where_the_rule_says_so(world):
    rule_from(world, dt.date(2026, 9, 1), THREE_PIECES)
    show(world, world.ana, CODE, 3, 3)
    assert standing(world, world.ana, CODE).proposed_level is None
    show(world, world.ana, CODE, 3)
    assert standing(world, world.ana, CODE).proposed_level == 3
