"""Prerequisites that are proposed for a draft: accepted into it, declined for good, taken back."""

from __future__ import annotations

import pytest

from headway.district.continuum.api import (
    Part,
    StepAnswer,
    answer_steps,
    content_of,
    draft_of,
    history,
    join_frameworks,
    line_of_version,
    steps_for,
    take_back_steps,
    waiting_for_steps,
)
from headway.district.continuum.models import PrerequisiteAnswer
from headway.district.foundation.api import NotFound, Refused
from tests.district.continuum.lines import BUILDER, framework, three_slices

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(clock):
    versions = three_slices()
    return join_frameworks(
        [Part(one.id) for one in versions], title="Our line", domain="Mathematics", by=BUILDER
    )


def arrows_of(version) -> dict[tuple[str, str], bool]:
    return {(one.before, one.after): one.is_gate for one in content_of(version.id).prerequisites}


def test_what_waits_is_what_nothing_prepares_for(draft):
    line = line_of_version(draft)
    assert [one.key for one in waiting_for_steps(line)] == ["M.RP.6", "M.GE.6", "H.GE.9"]
    assert [one.key for one in waiting_for_steps(line, strand="Geometry")] == ["M.GE.6", "H.GE.9"]
    assert [one.key for one in waiting_for_steps(line, seam=9)] == ["H.GE.9"]
    assert "E.FR.5" in {one.key for one in waiting_for_steps(line, every=True)}


def test_proposals_for_a_seam_stand_before_it(draft):
    line = line_of_version(draft)
    (found,) = steps_for(draft, line, ["M.GE.6"], before_level=6)
    assert found.proposals[0].key == "E.GE.5"
    assert {line.by_key[one.key].level for one in found.proposals} <= {4, 5}
    assert found.proposals[0].reasons


def test_nothing_that_would_close_a_circle_is_proposed(clock):
    items = [(f"A.{n}", 4, "S", "I can add fractions with unlike denominators.") for n in (1, 2, 3)]
    line = framework(
        "Line", items, arrows=[("A.1", "A.2"), ("A.2", "A.3")], is_continuum=True, published=False
    )
    (found,) = steps_for(line, line_of_version(line), ["A.1"])
    assert found.proposals == ()


def test_accepted_steps_are_in_the_draft_as_one_act(draft):
    done = answer_steps(
        draft,
        [StepAnswer("E.GE.5", "M.GE.6", True), StepAnswer("M.GE.8", "H.GE.9", True, is_gate=False)],
        by=BUILDER,
    )
    arrows = arrows_of(draft)
    assert (arrows["E.GE.5", "M.GE.6"], arrows["M.GE.8", "H.GE.9"]) == (True, False)
    assert [one.act for one in history(draft.uuid)] == [done.act]


def test_declined_steps_do_not_come_again_also_in_a_later_draft(draft):
    line = line_of_version(draft)
    (first,) = steps_for(draft, line, ["M.GE.6"])
    answer_steps(draft, [StepAnswer(first.proposals[0].key, "M.GE.6", False)], by=BUILDER)
    (again,) = steps_for(draft, line, ["M.GE.6"])
    assert first.proposals[0].key not in {one.key for one in again.proposals}
    assert first.proposals[0].key not in {before for before, after in arrows_of(draft) if after == "M.GE.6"}


def test_answers_are_taken_back_with_the_edit_of_the_draft(draft):
    before = arrows_of(draft)
    done = answer_steps(
        draft, [StepAnswer("E.GE.5", "M.GE.6", True), StepAnswer("E.FR.5", "M.GE.6", False)], by=BUILDER
    )
    assert PrerequisiteAnswer.objects.count() == 2
    take_back_steps(draft, done.earlier, by=BUILDER, act=done.act)
    assert arrows_of(draft) == before
    assert not PrerequisiteAnswer.objects.exists()


def test_nothing_chosen_and_strangers_are_refused_and_nothing_is_written(draft):
    before = arrows_of(draft)
    with pytest.raises(Refused):
        answer_steps(draft, [], by=BUILDER)
    with pytest.raises(Refused):
        answer_steps(
            draft, [StepAnswer("E.GE.5", "M.GE.6", True), StepAnswer("nobody", "M.GE.6", True)], by=BUILDER
        )
    with pytest.raises(NotFound):
        steps_for(draft, line_of_version(draft), ["nobody"])
    assert arrows_of(draft) == before
    assert draft_of(draft.framework_id) is not None


@pytest.mark.parametrize("is_accepted", [True, False])
def test_what_the_draft_does_not_hold_is_neither_accepted_nor_declined(draft, is_accepted):
    with pytest.raises(Refused):
        answer_steps(draft, [StepAnswer("E.GE.5", "NOT.HERE", is_accepted)], by=BUILDER)
    assert not PrerequisiteAnswer.objects.exists()
    assert not history(draft.uuid)
