"""Questions from files onto the continuum: looked at first, added once, exchanged where they changed."""

from __future__ import annotations

import pytest

from headway.district.checks.models import CheckItem
from headway.district.foundation.api import Actor, Refused
from headway.district.interop import api as interop

BY = Actor.system("test")
HEAD = "id,competency,kind,stem,choices,key\n"


def planned(text: str, **options):
    return interop.plan(
        format="questions", raw=(HEAD + text).encode(), file_name="q.csv", options=options, by=BY
    )


def brought(text: str, **options):
    run, _plan = planned(text, **options)
    return interop.apply(run_uuid=run.uuid, by=BY)


def test_a_look_writes_nothing_and_applying_adds(world):
    run, plan = planned("a,MA.FR.1,choice,Half of 4?,1|2,B\nb,ma.fr.2,short,1/2 of 2?,,1\n")
    assert plan.counts == {"question": {"add": 2}}
    assert not CheckItem.objects.exists()
    interop.apply(run_uuid=run.uuid, by=BY)
    assert {row.competency.code for row in CheckItem.objects.all()} == {"MA.FR.1", "MA.FR.2"}


def test_the_same_file_again_changes_nothing_and_a_changed_question_is_a_new_one(world):
    brought("a,MA.FR.1,choice,Half of 4?,1|2,B\n")
    assert planned("a,MA.FR.1,choice,Half of 4?,1|2,B\n")[1].changes_nothing
    brought("a,MA.FR.1,choice,Half of 6?,1|3,B\n")
    assert list(CheckItem.objects.order_by("pk").values_list("stem", "is_active")) == [
        ("Half of 4?", False),
        ("Half of 6?", True),
    ]


def test_an_unknown_competency_is_named_with_its_row(world):
    _run, plan = planned("a,NO.1,short,What?,,1\nb,,short,What?,,1\n")
    assert [(one.kind, one.identifier, one.row) for one in plan.problems] == [
        ("competency_unknown", "a", "row 2"),
        ("no_competency", "b", "row 3"),
    ]
    assert plan.counts == {"question": {"cannot_read": 2}}


def test_one_competency_for_the_whole_file(world):
    brought("b,,short,What?,,1\n", competency="MA.FR.3")
    assert CheckItem.objects.get().competency.code == "MA.FR.3"


def test_an_option_that_is_not_known_is_refused(world):
    with pytest.raises(Refused):
        planned("a,MA.FR.1,short,What?,,1\n", level="4")


def test_without_a_continuum_nothing_is_brought(db):
    with pytest.raises(Refused, match="no published continuum"):
        planned("a,MA.FR.1,short,What?,,1\n")
