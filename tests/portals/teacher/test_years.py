"""The teacher's pages of modules, of levels by domain, of complete courses and of going beyond."""

from __future__ import annotations

import pytest
from django.urls import reverse

from headway.district.advancement.api import beyond_taught, modules_for
from tests.district.advancement.conftest import placed_at, show

pytestmark = pytest.mark.django_db
FOUR = ("MA.FR.2", "MA.DA.1")


def text_of(answer):
    return answer.content.decode()


def test_levels_stand_beside_the_home_group_each_with_its_day(world, sign_in):
    placed_at(world, "dev", "MA", 8)
    said = text_of(sign_in(world.ortiz).get(reverse("teacher:stages")))
    assert "Dev Patel" in said
    assert "Cedar" in said
    assert "Level 8 since" in said


def test_a_course_that_is_complete_asks_what_is_next(world, sign_in):
    show(world, "ana", FOUR)
    said = text_of(sign_in(world.ortiz).get(reverse("teacher:stages")))
    assert "is complete since" in said
    assert "What next?" in said


def test_the_levels_of_many_take_as_many_queries_as_those_of_one(
    world, sign_in, django_assert_max_num_queries
):
    for who in ("ana", "ben", "chloe", "dev"):
        placed_at(world, who, "MA", 4)
        show(world, who, FOUR)
    client = sign_in(world.ortiz)
    client.get(reverse("teacher:stages"))
    with django_assert_max_num_queries(17):
        client.get(reverse("teacher:stages"))


def test_a_module_is_made_in_two_steps_and_listed(world, sign_in):
    client = sign_in(world.ortiz)
    sent = {"title": "Fractions", "domain_code": "MA", "level": "4", "place": str(world.alder.uuid)}
    shown = text_of(client.post(reverse("teacher:module_new"), {**sent, "do": "show"}))
    assert str(world.competency("MA.FR.2").uuid) in shown
    assert modules_for(world.viewer("ortiz")) == ()
    chosen = [str(world.competency(code).uuid) for code in FOUR]
    client.post(reverse("teacher:module_new"), {**sent, "do": "save", "competencies": chosen})
    assert "Fractions" in text_of(client.get(reverse("teacher:modules")))
    (module,) = modules_for(world.viewer("ortiz"))
    page = text_of(client.get(reverse("teacher:module", args=[module.uuid])))
    assert page.count("checked") == 2
    client.post(reverse("teacher:module_retire", args=[module.uuid]))
    assert modules_for(world.viewer("ortiz")) == ()


def test_a_module_without_competencies_gets_a_sentence(world, sign_in):
    answer = sign_in(world.ortiz).post(
        reverse("teacher:module_new"),
        {"title": "Empty", "domain_code": "MA", "place": str(world.alder.uuid), "do": "save"},
    )
    assert answer.status_code == 422
    assert "at least one competency" in text_of(answer)


def test_the_curriculum_lead_makes_modules_for_everybody(world, sign_in):
    sign_in(world.priya).post(
        reverse("curriculum:module_new"),
        {
            "title": "For all",
            "domain_code": "MA",
            "place": str(world.district.uuid),
            "do": "save",
            "competencies": [str(world.competency("MA.FR.2").uuid)],
        },
    )
    assert "For all" in text_of(sign_in(world.finch).get(reverse("teacher:modules")))


def test_beyond_what_i_teach_reaches_the_counsellor_who_finds_a_way(world, sign_in):
    teacher = sign_in(world.ortiz)
    said = text_of(
        teacher.post(
            reverse("teacher:beyond"),
            {"learner": str(world.dev.uuid), "domain": "MA", "text": "Proofs."},
            follow=True,
        )
    )
    assert "A mentor" in said
    (one,) = beyond_taught(world.viewer("ortiz"))
    counsellor = sign_in(world.cora)
    assert "Proofs." in text_of(counsellor.get(reverse("counselor:beyond")))
    counsellor.post(reverse("counselor:beyond"), {"beyond": str(one.uuid), "way": "mentor"})
    assert "Nobody waits" in text_of(counsellor.get(reverse("counselor:beyond")))
    assert "A way on was found" in text_of(sign_in(world.ortiz).get(reverse("teacher:beyond")))


def test_nobody_flags_a_learner_of_another_school(world, sign_in):
    answer = sign_in(world.ortiz).post(
        reverse("teacher:beyond"), {"learner": str(world.emil.uuid), "domain": "MA"}
    )
    assert answer.status_code == 404
