"""The task bank at the teacher's and the curriculum leads' desks."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from headway.district.evidence.api import CriterionWords, TaskWords, make_ready, save_task
from headway.district.evidence.models import Task


@pytest.fixture
def write(world):
    """`write("ortiz", title=…)`: a ready task that this person wrote."""

    def add(who: str = "ortiz", *, is_common: bool = False, ready: bool = True, **changes: Any) -> Task:
        words = {
            "title": "Share the garden",
            "prompt": "Divide the garden fairly.",
            "competency_ids": (world.competency("MA.FR.2").pk,),
            "depth": 2,
            **changes,
        }
        viewer = world.viewer(who)
        task = save_task(viewer, TaskWords(**words), is_common=is_common)
        return make_ready(viewer, task.uuid) if ready else task

    return add


def form(world, **changes: Any) -> dict[str, Any]:
    """What the editor sends for a whole task."""
    return {
        "title": "Share the garden",
        "prompt": "Divide the garden fairly.",
        "form": "performance",
        "other_forms": ["writing"],
        "depth": "2",
        "competencies": [str(world.competency("MA.FR.2").uuid)],
        "criteria": "1",
        "criterion-0-title": "Reasons",
        "criterion-0-2": "Names a reason.",
        "criterion-0-3": "Gives a reason that holds.",
        "criterion-0-essential": "yes",
        "exemplars": "0",
        "do": "save",
        **changes,
    }


def page(portal: str, name: str, *args: Any) -> str:
    return reverse(f"{portal}:{name}", args=args)


# -- who opens what --


def test_the_neighbours_local_task_does_not_exist(world, sign_in, write):
    task = write("ortiz")
    client = sign_in(world.finch)
    for name in ("task", "task_edit", "task_paper", "task_give", "task_given"):
        assert client.get(page("teacher", name, task.uuid)).status_code == 404
    assert client.get(page("teacher", "task_words", task.uuid, "es")).status_code == 404
    for name, sent in (("task_edit", form(world)), ("task_copy", {}), ("task_act", {"act": "retire"})):
        assert client.post(page("teacher", name, task.uuid), sent).status_code == 404
    assert Task.objects.get().state == "ready"


def test_a_common_task_is_copied_but_not_changed_by_a_teacher(world, sign_in, write, text):
    task = write("priya", is_common=True)
    client = sign_in(world.ortiz)
    shown = client.get(page("teacher", "task", task.uuid))
    assert "Make a copy for my school" in text(shown)
    assert "Change it" not in text(shown)
    assert client.get(page("teacher", "task_edit", task.uuid)).status_code == 403
    assert client.post(page("teacher", "task_act", task.uuid), {"act": "retire"}).status_code == 403
    answer = client.post(page("teacher", "task_copy", task.uuid))
    copy = Task.objects.get(based_on=task)
    assert answer["Location"] == page("teacher", "task_edit", copy.uuid)
    assert "Copied from Share the garden" in text(client.get(page("teacher", "task", copy.uuid)))


def test_a_curriculum_lead_writes_common_tasks_and_reads_those_of_schools(world, sign_in, write, text):
    write("ortiz", title="Of Alder")
    client = sign_in(world.priya)
    assert "Of Alder" in text(client.get(page("curriculum", "tasks")))
    client.post(page("curriculum", "task_new"), form(world, title="For all"))
    task = Task.objects.get(title="For all")
    assert (task.is_common, task.organisation) == (True, world.district)
    client.post(page("curriculum", "task_act", task.uuid), {"act": "ready"})
    assert "For all" in text(sign_in(world.finch).get(page("teacher", "tasks")))
    assert client.get(page("teacher", "tasks")).status_code == 404


# -- the bank --


def test_an_empty_bank_says_how_it_begins(world, sign_in, text):
    shown = text(sign_in(world.ortiz).get(page("teacher", "tasks")))
    assert "The bank is empty so far." in shown
    assert "Write the first one" in shown


def test_filters_work_without_scripts_and_with_them_only_the_list_comes(world, sign_in, write, text):
    write("ortiz", title="Garden")
    write("ortiz", title="Letter", competency_ids=(world.competency("LI.WR.1").pk,))
    client = sign_in(world.ortiz)
    found = text(client.get(page("teacher", "tasks"), {"domain": "LI"}))
    assert "Letter" in found
    assert "Garden" not in found
    part = client.get(page("teacher", "tasks"), {"words": "garden"}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "Garden" in text(part)
    nothing = text(client.get(page("teacher", "tasks"), {"words": "no such words"}))
    assert "No task is like this yet." in nothing


@pytest.mark.parametrize(
    "asked", [{"level": "x"}, {"competency": "x"}, {"depth": "99999"}, {"form": "x"}, {"page": "-3"}]
)
def test_filters_that_nobody_can_read_do_no_harm(world, sign_in, write, asked):
    write("ortiz")
    assert sign_in(world.ortiz).get(page("teacher", "tasks"), asked).status_code == 200


def test_the_bank_asks_no_more_for_many_tasks(world, sign_in, write, django_assert_max_num_queries):
    client = sign_in(world.ortiz)
    for number in range(6):
        write("ortiz", title=f"Task {number}")
    client.get(page("teacher", "tasks"))
    with django_assert_max_num_queries(14):
        client.get(page("teacher", "tasks"))


def test_the_table_has_the_same_filters_and_no_formula(world, sign_in, write):
    write("ortiz", title="=cmd()")
    write("ortiz", title="Letter", competency_ids=(world.competency("LI.WR.1").pk,))
    answer = sign_in(world.ortiz).get(page("teacher", "tasks_csv"), {"domain": "MA"})
    lines = answer.content.decode().splitlines()
    assert len(lines) == 2
    assert "MA.FR.2" in lines[1]
    assert not lines[1].split(",")[1].startswith("=")


# -- one task --


def test_a_task_shows_what_a_learner_reads_and_what_adults_see(world, sign_in, write, text):
    task = write(
        "ortiz", criteria=(CriterionWords("Reasons", {3: "Gives a reason.", 4: "Begins the next unit."}),)
    )
    shown = text(sign_in(world.ortiz).get(page("teacher", "task", task.uuid)))
    for words in (
        "Divide the garden fairly.",
        "Equal fractions",
        "Gives a reason.",
        "None of your learners has it",
    ):
        assert words in shown
    assert "This speaks of the next target" in shown


def test_a_task_that_asks_for_less_says_so_and_the_depth_report_leads_to_it(world, sign_in, write, text):
    task = write("priya", is_common=True, depth=1)
    client = sign_in(world.priya)
    assert "work on it can't show all of it" in text(client.get(page("curriculum", "task", task.uuid)))
    report = client.get(reverse("curriculum:depth")).content.decode()
    assert page("curriculum", "task", task.uuid) in report
    assert "Share the garden" in text(client.get(page("curriculum", "tasks"), {"below": "yes"}))


def test_paper_has_the_task_and_no_words_for_adults(world, sign_in, write, text):
    task = write("ortiz", criteria=(CriterionWords("Reasons", {3: "For extra credit."}),))
    shown = text(sign_in(world.ortiz).get(page("teacher", "task_paper", task.uuid)))
    assert "Divide the garden fairly." in shown
    assert "Written by" not in shown


# -- the editor --


def test_what_the_editor_shows_comes_back_as_it_was(world, sign_in):
    client = sign_in(world.ortiz)
    client.post(page("teacher", "task_new"), form(world))
    task = Task.objects.get()
    (criterion,) = task.criteria.all()
    assert (task.organisation, task.author, task.state) == (world.alder, world.ortiz, "draft")
    assert (task.other_forms, task.depth) == (["writing"], 2)
    assert {row.level: row.text for row in criterion.levels.all()} == {
        2: "Names a reason.",
        3: "Gives a reason that holds.",
    }
    html = client.get(page("teacher", "task_edit", task.uuid)).content.decode()
    assert f'name="criterion-0-uuid" value="{criterion.uuid}"' in html
    assert 'name="revision" value="1"' in html


def test_a_row_more_saves_nothing_and_keeps_every_word(world, sign_in, text):
    answer = sign_in(world.ortiz).post(
        page("teacher", "task_new"), form(world, do="add-criterion", title="Half written")
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="criterion-1-title"' in html
    assert "Half written" in html
    assert "Gives a reason that holds." in html
    assert not Task.objects.exists()


@pytest.mark.parametrize("typed", ["LI.WR.1", "li.wr.1 An opinion with reasons", "an opinion"])
def test_a_competency_is_found_by_code_title_or_a_part_of_it(world, sign_in, typed):
    sign_in(world.ortiz).post(page("teacher", "task_new"), form(world, **{"competency-add": typed}))
    codes = set(Task.objects.get().competencies.values_list("code", flat=True))
    assert codes == {"MA.FR.2", "LI.WR.1"}


@pytest.mark.parametrize("typed", ["fractions", "no such thing"])
def test_a_competency_that_means_none_or_several_is_asked_for_again(world, sign_in, text, typed):
    answer = sign_in(world.ortiz).post(page("teacher", "task_new"), form(world, **{"competency-add": typed}))
    assert answer.status_code == 422
    assert "is no competency of the continuum, or it means several" in text(answer)
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "The task has no title yet."),
        ({"title": "x" * 300}, "This is longer than 255 characters."),
        ({"form": "telepathy"}, "This form of evidence isn't known."),
        ({"depth": "7"}, "This depth isn't known."),
        ({"criterion-0-title": ""}, "Criterion 1 has no title yet."),
        ({"exemplars": "1", "exemplar-0-work": "A poster"}, "An example of work has no title yet"),
    ],
)
def test_bad_input_is_named_and_nothing_is_lost(world, sign_in, text, changes, sentence):
    answer = sign_in(world.ortiz).post(page("teacher", "task_new"), form(world, **changes))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "Gives a reason that holds." in answer.content.decode()
    assert not Task.objects.exists()


def test_a_criterion_that_is_ticked_away_goes_and_a_blank_one_is_none(world, sign_in, write):
    task = write("ortiz", criteria=(CriterionWords("Old", {3: "Gone soon."}),))
    sent = form(
        world,
        criteria="3",
        revision="1",
        **{
            "criterion-0-gone": "yes",
            "criterion-1-title": "",
            "criterion-2-title": "New",
            "criterion-2-3": "Stays.",
        },
    )
    sign_in(world.ortiz).post(page("teacher", "task_edit", task.uuid), sent)
    assert [one.title for one in task.criteria.all()] == ["New"]


def test_two_editors_both_see_both_texts_and_the_second_decides(world, sign_in, write, text):
    task = write("priya", is_common=True)
    client = sign_in(world.priya)
    address = page("curriculum", "task_edit", task.uuid)
    client.post(address, form(world, revision="1", prompt="Theirs: cut it in quarters."))
    second = client.post(address, form(world, revision="1", prompt="Mine: cut it in eighths."))
    assert second.status_code == 409
    html = second.content.decode()
    assert "Theirs: cut it in quarters." in html
    assert "Mine: cut it in eighths." in html
    assert 'name="revision" value="2"' in html
    assert Task.objects.get().prompt == "Theirs: cut it in quarters."
    client.post(address, form(world, revision="2", prompt="Mine: cut it in eighths."))
    assert Task.objects.get().prompt == "Mine: cut it in eighths."


def test_words_are_remarked_while_they_are_typed_and_can_be_saved(world, sign_in, text):
    client = sign_in(world.ortiz)
    sent = form(world, **{"criterion-0-4": "Adds fractions for extra credit, as in Adding fractions."})
    part = client.post(page("teacher", "task_check"), sent, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    for words in ("extra credit", "Adding fractions", "Going further here means going deeper"):
        assert words in text(part)
    assert client.post(page("teacher", "task_new"), sent).status_code == 302
    assert Task.objects.exists()


def test_a_task_without_what_to_do_is_not_made_ready_and_says_what_is_missing(world, sign_in, write, text):
    task = write("ortiz", prompt="", ready=False)
    client = sign_in(world.ortiz)
    answer = client.post(page("teacher", "task_act", task.uuid), {"act": "ready"}, follow=True)
    assert "The task doesn't say yet what to do." in text(answer)
    assert Task.objects.get().state == "draft"
    assert client.post(page("teacher", "task_act", task.uuid), {"act": "explode"}).status_code == 404


def test_spanish_words_stand_beside_the_original_and_are_then_read(world, sign_in, write, text):
    task = write("ortiz", criteria=(CriterionWords("Reasons", {3: "Gives a reason."}),))
    (row,) = task.criteria.all()
    client = sign_in(world.ortiz)
    address = page("teacher", "task_words", task.uuid, "es")
    client.post(
        address,
        {
            "revision": "1",
            "title": "Reparte el huerto",
            "prompt": "Divídelo de forma justa.",
            f"c-{row.uuid}": "Razones",
            f"c-{row.uuid}-3": "Da una razón.",
        },
    )
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    shown = text(client.get(page("teacher", "task", task.uuid)))
    for words in ("Reparte el huerto", "Divídelo de forma justa.", "Razones", "Da una razón."):
        assert words in shown
    stale = client.post(address, {"revision": "1", "title": "Otra vez"})
    assert stale.status_code == 409
    assert client.get(page("teacher", "task_words", task.uuid, "xx")).status_code == 404
