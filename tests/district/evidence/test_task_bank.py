"""The task bank: who reads and writes which tasks, and how words are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from headway.district.continuum.api import current_map
from headway.district.evidence.api import (
    CriterionWords,
    ExemplarWords,
    TaskConflict,
    TaskFilter,
    TaskWords,
    WordingKind,
    copy_task,
    discard_task,
    make_common,
    make_ready,
    remarks_on,
    retire_task,
    save_task,
    send_to_review,
    task_page,
    tasks_in_bank,
    translate_task,
    under_depth,
)
from headway.district.evidence.models import Evidence, Task, TaskAssignment
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused, audit, clock


@pytest.fixture
def words(world):
    """Words of a whole task for one competency of mathematics."""
    return TaskWords(
        title="Share the garden",
        prompt="Divide the garden fairly, and show why your parts are equal.",
        competency_ids=(world.competency("MA.FR.2").pk,),
        depth=3,
        criteria=(CriterionWords("Reasons", {2: "Names a reason.", 3: "Gives a reason that holds."}),),
    )


@pytest.fixture
def write(world, words):
    """`write("ortiz", title="…", ready=True)`: a task that this person wrote."""

    def add(who: str = "ortiz", *, ready: bool = True, is_common: bool = False, **changes) -> Task:
        viewer = world.viewer(who)
        task = save_task(viewer, replace(words, **changes), is_common=is_common)
        return make_ready(viewer, task.uuid) if ready else task

    return add


def titles(world, who: str, **asked) -> list[str]:
    return [task.title for task in tasks_in_bank(world.viewer(who), TaskFilter(**asked)).tasks]


# -- who reads what --


def test_a_task_of_the_neighbour_school_does_not_exist(world, write):
    task = write("ortiz")
    with pytest.raises(NotFound):
        task_page(world.viewer("finch"), task.uuid)
    assert titles(world, "finch") == []
    assert titles(world, "webb") == titles(world, "priya") == titles(world, "lee") == ["Share the garden"]


def test_a_common_task_is_read_in_every_school_and_changed_by_curriculum_leads_only(world, write, words):
    task = write("priya", is_common=True)
    for who in ("ortiz", "finch"):
        page = task_page(world.viewer(who), task.uuid)
        assert not page.can_write
        with pytest.raises(NotAllowed):
            save_task(world.viewer(who), words, task_uuid=task.uuid, revision=1)
        with pytest.raises(NotAllowed):
            retire_task(world.viewer(who), task.uuid)
    with pytest.raises(NotAllowed):
        save_task(world.viewer("ortiz"), words, is_common=True)
    assert task_page(world.viewer("priya"), task.uuid).can_write


def test_what_is_being_written_is_its_authors_and_the_leads_until_it_goes_to_review(world, write):
    task = write("ortiz", ready=False)
    with pytest.raises(NotFound):
        task_page(world.viewer("webb"), task.uuid)
    assert task_page(world.viewer("priya"), task.uuid).can_write
    send_to_review(world.viewer("ortiz"), task.uuid)
    assert not task_page(world.viewer("webb"), task.uuid).can_write


@pytest.mark.parametrize("who", ["ana", "rosa", "reggie", "adam", "nina"])
def test_the_bank_is_not_for_people_who_neither_teach_nor_lead(world, write, who):
    task = write("priya", is_common=True)
    assert titles(world, who) == []
    with pytest.raises(NotFound):
        task_page(world.viewer(who), task.uuid)


def test_a_teacher_writes_for_her_own_school_only(world, words):
    assert save_task(world.viewer("ortiz"), words).organisation == world.alder
    with pytest.raises(NotAllowed):
        save_task(world.viewer("ortiz"), words, organisation_id=world.birch.pk)
    with pytest.raises(NotAllowed):
        save_task(world.viewer("lee"), words)


# -- looking --


def test_every_word_that_is_looked_for_has_to_stand_somewhere(world, write):
    write(title="Share the garden")
    write(
        title="Write to the mayor",
        prompt="Say what you think.",
        competency_ids=(world.competency("LI.WR.1").pk,),
    )
    assert titles(world, "ortiz", words="garden") == ["Share the garden"]
    assert titles(world, "ortiz", words="garden mayor") == []
    # The title of a competency that the task is for.
    assert titles(world, "ortiz", words="opinion") == ["Write to the mayor"]


def test_words_are_looked_for_in_the_readers_language(world, write):
    task = write()
    translate_task(
        world.viewer("ortiz"),
        task.uuid,
        "es",
        task_words={"title": "Reparte el huerto"},
        criteria={},
        levels={},
        revision=task.revision,
    )
    assert titles(world, "ortiz", words="huerto") == []
    with translation.override("es"):
        assert titles(world, "ortiz", words="huerto") == ["Share the garden"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Deep", "Local"]),
        ({"whose": "common"}, ["Deep"]),
        ({"whose": "local"}, ["Local"]),
        ({"whose": "mine"}, ["Local"]),
        ({"depth": 4}, ["Deep"]),
        ({"form": "writing"}, ["Deep"]),
        ({"form": "recording"}, ["Local"]),
        ({"domain": "LI"}, ["Deep"]),
        ({"level": 4}, ["Local"]),
        ({"domain": "MA", "level": 5}, []),
        ({"state": "draft"}, ["Unfinished"]),
        ({"state": "retired"}, ["Old"]),
        ({"below": True}, ["Local"]),
    ],
)
def test_filters_let_through_what_they_say(world, write, asked, found):
    write(
        "priya",
        is_common=True,
        title="Deep",
        depth=4,
        form="writing",
        competency_ids=(world.competency("LI.RE.3").pk,),
    )
    write(title="Local", depth=1, other_forms=("recording",))
    write(title="Unfinished", ready=False)
    retire_task(world.viewer("ortiz"), write(title="Old").uuid)
    everything = titles(world, "ortiz", **asked)
    assert [one for one in everything if one != "Unfinished" or "state" in asked] == found


def test_the_number_of_queries_does_not_grow_with_tasks(world, write):
    viewer = world.viewer("ortiz")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            tasks_in_bank(viewer)
        return len(queries)

    write(title="One")
    asked()
    one = asked()
    for number in range(4):
        write(title=f"More {number}")
    assert asked() == one


# -- writing --


def test_a_save_that_saw_earlier_words_writes_nothing_and_tells_both(world, write, words):
    task = write("priya", is_common=True)
    viewer = world.viewer("priya")
    save_task(viewer, replace(words, title="Theirs"), task_uuid=task.uuid, revision=task.revision)
    with pytest.raises(TaskConflict) as caught:
        save_task(viewer, replace(words, title="Mine"), task_uuid=task.uuid, revision=task.revision)
    conflict = caught.value
    assert isinstance(conflict, Conflict)
    assert (conflict.mine.title, conflict.theirs.title, conflict.fields) == ("Mine", "Theirs", ("title",))
    assert Task.objects.get(pk=task.pk).title == "Theirs"
    save_task(viewer, conflict.mine, task_uuid=task.uuid, revision=conflict.revision)
    assert Task.objects.get(pk=task.pk).title == "Mine"


def test_two_people_who_save_the_same_words_do_not_stand_in_each_others_way(world, write, words):
    task = write("priya", is_common=True)
    changed = replace(words, title="Both")
    save_task(world.viewer("priya"), changed, task_uuid=task.uuid, revision=task.revision)
    save_task(world.viewer("priya"), changed, task_uuid=task.uuid, revision=task.revision)
    assert Task.objects.get(pk=task.pk).title == "Both"


def test_a_criterion_that_is_changed_keeps_its_identifier_and_its_other_language(world, write, words):
    task = write()
    (row,) = task.criteria.all()
    translate_task(
        world.viewer("ortiz"),
        task.uuid,
        "es",
        task_words={},
        criteria={row.uuid: "Razones"},
        levels={(row.uuid, 3): "Da una razón que se sostiene."},
        revision=task.revision,
    )
    changed = CriterionWords("Reasons given", {3: "Gives a reason that holds."}, uuid=row.uuid)
    save_task(
        world.viewer("ortiz"),
        replace(words, criteria=(changed, CriterionWords("Parts", {3: "Parts are equal."}))),
        task_uuid=task.uuid,
        revision=task.revision + 1,
    )
    first, second = task.criteria.all()
    assert (first.uuid, first.title, second.title) == (row.uuid, "Reasons given", "Parts")
    with translation.override("es"):
        rubric = task_page(world.viewer("ortiz"), task.uuid).rubric
    assert (rubric[0].title, dict(rubric[0].levels)) == ("Razones", {3: "Da una razón que se sostiene."})


def test_a_copy_is_mine_to_change_and_the_original_stays(world, write):
    task = write("priya", is_common=True, exemplars=(ExemplarWords(3, "Four beds", "Each has a quarter."),))
    copy = copy_task(world.viewer("ortiz"), task.uuid)
    assert (copy.organisation, copy.based_on, copy.state, copy.is_common) == (
        world.alder,
        task,
        "draft",
        False,
    )
    mine, theirs = task_page(world.viewer("ortiz"), copy.uuid), task_page(world.viewer("ortiz"), task.uuid)
    assert mine.can_write
    assert [one.title for one in mine.rubric] == [one.title for one in theirs.rubric]
    assert mine.rubric[0].uuid != theirs.rubric[0].uuid
    assert mine.exemplars == theirs.exemplars
    assert mine.based_on == task
    with pytest.raises(NotAllowed):
        copy_task(world.viewer("lee"), task.uuid)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"form": "telepathy"}, "form"),
        ({"other_forms": ("telepathy",)}, "form"),
        ({"depth": 5}, "depth"),
        ({"competency_ids": (10**9,)}, "competencies"),
        ({"criteria": (CriterionWords("", {3: "Something."}),)}, "criterion-0-title"),
        ({"criteria": (CriterionWords("Reasons", {9: "Something."}),)}, "criterion-0-9"),
        ({"criteria": tuple(CriterionWords(f"C{n}") for n in range(13))}, "criteria"),
        ({"exemplars": (ExemplarWords(0, "A poster"),)}, "exemplar-0-level"),
        ({"exemplars": (ExemplarWords(3, ""),)}, "exemplar-0-title"),
    ],
)
def test_wrong_words_are_named_with_their_field_and_nothing_is_written(world, words, changes, field):
    with pytest.raises(Refused) as caught:
        save_task(world.viewer("ortiz"), replace(words, **changes))
    assert field in [problem.field for problem in caught.value.problems]
    assert all(problem.remedy for problem in caught.value.problems)
    assert not Task.objects.exists()


# -- from a draft to common --


def test_a_task_without_prompt_or_competency_is_not_offered_to_learners(world, words):
    viewer = world.viewer("ortiz")
    task = save_task(viewer, replace(words, prompt="", competency_ids=()))
    with pytest.raises(Refused) as caught:
        make_ready(viewer, task.uuid)
    assert [problem.field for problem in caught.value.problems] == ["prompt", "competencies"]
    task.refresh_from_db()
    assert not task.is_active


def test_a_lead_makes_a_schools_task_common_and_then_keeps_it(world, write):
    task = write("ortiz")
    with pytest.raises(NotAllowed):
        make_common(world.viewer("ortiz"), task.uuid)
    make_common(world.viewer("priya"), task.uuid)
    assert task_page(world.viewer("finch"), task.uuid).task.is_common
    assert not task_page(world.viewer("ortiz"), task.uuid).can_write


def test_a_task_that_was_used_is_never_deleted(world, write):
    used = write(title="Used", ready=False)
    Evidence.objects.create(learner=world.ana, task=used, observed_at=clock.now(), recorded_at=clock.now())
    given = write(title="Given", ready=False)
    TaskAssignment.objects.create(task=given, learner=world.ana, assigned_at=clock.now())
    copied = write(title="Copied", ready=False)
    copy_task(world.viewer("ortiz"), copied.uuid)
    for task in (used, given, copied):
        with pytest.raises(Refused):
            discard_task(world.viewer("ortiz"), task.uuid)
        assert Task.objects.filter(pk=task.pk).exists()
    fresh = write(title="Fresh", ready=False)
    discard_task(world.viewer("ortiz"), fresh.uuid)
    assert not Task.objects.filter(pk=fresh.pk).exists()


def test_every_act_stands_in_the_trail(world, write, words):
    task = write()
    viewer = world.viewer("ortiz")
    copy_task(viewer, task.uuid)
    retire_task(viewer, task.uuid)
    acts = {entry.act for entry in audit.trail(act="evidence.task_", actor_key=viewer.actor.key)}
    assert acts == {
        "evidence.task_saved",
        "evidence.task_made_ready",
        "evidence.task_copied",
        "evidence.task_retired",
    }


# -- the rubric and its words --


def test_without_criteria_of_its_own_the_levels_of_the_competencies_stand(world, write):
    task = write(criteria=(), competency_ids=(world.competency("MA.FR.2").pk, world.competency("LI.WR.1").pk))
    rubric = task_page(world.viewer("ortiz"), task.uuid).rubric
    assert [(one.title, one.is_own, len(one.levels)) for one in rubric] == [
        ("Equal fractions", False, 4),
        ("An opinion with reasons", False, 4),
    ]


def test_a_competency_without_a_criterion_keeps_its_own_levels_beside_the_others(world, write):
    one, other = world.competency("MA.FR.2").pk, world.competency("LI.WR.1").pk
    task = write(
        competency_ids=(one, other), criteria=(CriterionWords("Reasons", {3: "Holds."}, competency_id=one),)
    )
    rubric = task_page(world.viewer("ortiz"), task.uuid).rubric
    assert [(row.title, row.competency_id) for row in rubric] == [
        ("Reasons", one),
        ("An opinion with reasons", other),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "cited"),
    [
        ("Also shows MA.FR.3.", WordingKind.NEXT_TARGET, "MA.FR.3"),
        ("Goes on to adding fractions.", WordingKind.NEXT_TARGET, "Adding fractions"),
        ("Begins with the next standard.", WordingKind.NEXT_TARGET, "next standard"),
        ("Adds a poster for extra credit.", WordingKind.EXTRA_CREDIT, "extra credit"),
        ("Gana puntos extra con un cartel.", WordingKind.EXTRA_CREDIT, "puntos extra"),
        ("Hands in neatly and on time.", WordingKind.BEHAVIOUR, "neatly"),
        ("Understands equal parts.", WordingKind.UNMEASURABLE, "Understands"),
    ],
)
def test_words_that_lead_away_from_the_target_are_remarked_with_the_words_themselves(
    world, words, text, kind, cited
):
    criteria = (CriterionWords("Reasons", {4: text}),)
    found = remarks_on(replace(words, criteria=criteria), current_map())
    assert (kind, cited) in [(one.kind, one.words) for one in found]
    assert all((one.criterion, one.level) == (0, 4) for one in found)
    # It is remarked, and saved all the same.
    assert save_task(world.viewer("ortiz"), replace(words, criteria=criteria)).pk


@pytest.mark.parametrize(
    "text",
    ["Explains why the parts are equal in a new setting.", "Compares MA.FR.2 with a drawing.", ""],
)
def test_going_deeper_into_the_same_target_is_left_alone(world, words, text):
    criteria = (CriterionWords("Reasons", {4: text}),)
    assert remarks_on(replace(words, criteria=criteria), current_map()) == ()


def test_tasks_that_ask_for_less_are_found_and_so_is_what_no_task_reaches(world, write):
    shallow = write(depth=1)
    write(title="Silent", depth=None, competency_ids=(world.competency("LI.WR.1").pk,))
    found = under_depth(current_map())
    assert [(task.uuid, [one.code for one in deeper]) for task, deeper in found.below] == [
        (shallow.uuid, ["MA.FR.2"])
    ]
    assert [one.code for one in found.unreached] == ["MA.FR.2"]
    assert [task.title for task in found.silent] == ["Silent"]
    assert "LI.WR.1" not in [one.code for one in found.without_task]
