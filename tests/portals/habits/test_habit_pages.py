"""Habits on the pages of those who note them and of those they are about: apart from subjects."""

from __future__ import annotations

import pytest
from django.urls import reverse

from headway.district.habits.models import HabitObservation


@pytest.fixture
def ortiz(world, sign_in):
    return sign_in(world.ortiz)


def text_of(answer):
    return answer.content.decode()


def habit(world, code="HS.PR.1"):
    return world.competency(code).uuid


def note(client, world, step="3", **more):
    return client.post(
        reverse("teacher:note_habit", args=(world.ana.uuid, habit(world))), {"step": step} | more, follow=True
    )


def test_a_teacher_notes_what_she_saw_and_sees_it(world, ortiz):
    page = text_of(ortiz.get(reverse("teacher:habits", args=(world.ana.uuid,))))
    assert "Note what you saw" in page
    assert "no level of learning is made from them" in page
    page = text_of(note(ortiz, world, note="Went back to the draft."))
    assert "Noted. You can take it back" in page
    assert "Most of the time" in page
    assert "Went back to the draft." in page
    assert "Noted once so far." in page


def test_the_learner_and_her_family_read_it_at_once(world, ortiz, sign_in):
    note(ortiz, world, note="Went back to the draft.")
    assert "Went back to the draft." in text_of(sign_in(world.ana).get(reverse("student:habits")))
    at_home = text_of(sign_in(world.rosa).get(reverse("family:habits", args=(world.ana.uuid,))))
    assert "Went back to the draft." in at_home


def test_a_learner_says_how_she_sees_it_and_takes_it_back(world, sign_in):
    ana = sign_in(world.ana)
    page = text_of(
        ana.post(
            reverse("student:note_habit", args=(habit(world),)),
            {"step": "4", "note": "I asked twice."},
            follow=True,
        )
    )
    assert "Your view stands beside what adults noted." in page
    assert "I asked twice." in page
    observation = HabitObservation.objects.get()
    assert (observation.role, observation.level) == ("own", 4)
    page = text_of(ana.post(reverse("student:take_back_habit", args=(observation.uuid,)), follow=True))
    assert "I asked twice." not in page


def test_without_a_step_the_form_comes_back_open_and_says_so(world, ortiz):
    answer = note(ortiz, world, step="")
    assert answer.status_code == 422
    assert "No step is chosen yet." in text_of(answer)
    assert HabitObservation.objects.count() == 0


def test_the_same_form_sent_twice_is_one_note(world, ortiz):
    note(ortiz, world, request_key="one")
    assert "nothing was added" in text_of(note(ortiz, world, request_key="one"))
    assert HabitObservation.objects.count() == 1


def test_one_habit_for_a_whole_section_in_one_act(world, ortiz):
    address = reverse("teacher:section_habits", args=(world.mathematics.uuid,))
    page = text_of(ortiz.get(address, {"habit": habit(world, "HS.PR.2")}))
    assert world.ana.person.name in page
    assert world.ben.person.name in page
    page = text_of(
        ortiz.post(
            address,
            {"habit": habit(world, "HS.PR.2"), f"step-{world.ana.uuid}": "1", f"step-{world.ben.uuid}": "2"},
            follow=True,
        )
    )
    assert "Noted for 2 learners." in page
    assert set(HabitObservation.objects.values_list("level", flat=True)) == {1, 2}
    assert len(set(HabitObservation.objects.values_list("act", flat=True))) == 1


def test_a_section_form_without_a_choice_says_so(world, ortiz):
    address = reverse("teacher:section_habits", args=(world.mathematics.uuid,))
    answer = ortiz.post(address, {"habit": habit(world)})
    assert answer.status_code == 422
    assert "There is nothing to note." in text_of(answer)


def test_strangers_find_nothing(world, sign_in):
    finch = sign_in(world.finch)
    assert finch.get(reverse("teacher:habits", args=(world.ana.uuid,))).status_code == 404
    assert note(finch, world).status_code == 404
    greta = sign_in(world.greta)
    assert greta.get(reverse("family:habits", args=(world.ana.uuid,))).status_code == 404


def test_habits_say_nothing_of_levels_of_learning(world, ortiz, sign_in):
    for step in ("1", "1", "1"):
        note(ortiz, world, step=step)
    page = text_of(sign_in(world.ana).get(reverse("student:habits")))
    for word in ("Proficient", "Emerging", "Developing", "Extending"):
        assert word not in page
    assert "With support" in page


def test_a_past_day_is_read_only(world, ortiz):
    note(ortiz, world, note="Today.")
    page = text_of(ortiz.get(reverse("teacher:habits", args=(world.ana.uuid,)), {"as_of": "2026-09-15"}))
    assert "Today." not in page
    assert "Note what you saw" not in page
