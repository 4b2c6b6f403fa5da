"""Beside a number stands what it counts, and what it leaves out: learning units, their weights, and what comes first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.translation import override

from headway.district.continuum.api import current_map
from headway.district.portals.presenting.pace_views.year_words import so_far_words
from headway.mastery.pacing.trajectories import Reading, Standing
from tests.portals.agreements.conftest import adult_page, family_page
from tests.portals.showing import text_of

pytestmark = pytest.mark.django_db
FIRST = "“Parts of a whole” comes first and is not counted here. Begin with it, or plan both together."
UNITS = "A pace is counted in learning units. A competency weighs as many of them"


def target_of_ana(target):
    return f"/me/plan/{target}/"


def test_a_plan_on_what_comes_later_names_what_comes_first(ana, webb, world, plan, show):
    target = plan.agreed("MA.FR.2")
    for client, address in (
        (ana, target_of_ana(target)),
        (webb, adult_page(world, target)),
        (ana, "/me/pace/"),
    ):
        assert FIRST in text_of(client.get(address)), address
    show("MA.FR.1", 3, 3, decided=3)
    assert "comes first" not in text_of(ana.get(target_of_ana(target))), "it is proficient now"


def test_what_is_looked_at_before_an_offer_names_it_too(webb, world, plan):
    given = {
        "act": "look",
        "domain": "MA",
        "aim": "competencies",
        "competency": [str(world.competency("MA.FR.2").uuid)],
        "by_on": plan.day(4).isoformat(),
        "shape": "linear",
    }
    assert FIRST in text_of(webb.post(adult_page(world) + "new/", given))
    both = [str(world.competency(one).uuid) for one in ("MA.FR.1", "MA.FR.2")]
    assert "comes first" not in text_of(webb.post(adult_page(world) + "new/", given | {"competency": both}))


def test_a_family_reads_it_in_its_language(world, plan, sign_in):
    plan.agreed("MA.FR.2")
    page = text_of(sign_in(world.rosa).get(reverse("family:pace", args=(world.ana.uuid,))))
    assert "va primero y no se cuenta aquí" in page


def test_every_page_of_pace_says_what_a_learning_unit_is(ana, webb, world, plan, show, sign_in):
    target = plan.agreed()
    show("MA.FR.1", 3, 3, decided=3)
    assert UNITS in text_of(ana.get("/me/pace/"))
    assert UNITS in text_of(ana.get(target_of_ana(target)))
    assert "unidades de aprendizaje. Una competencia pesa" in text_of(
        sign_in(world.rosa).get(family_page(world, target))
    )
    assert UNITS in text_of(webb.get(reverse("teacher:home_group_pace", args=(world.cedar.uuid,))))
    assert UNITS in text_of(sign_in(world.lee).get(reverse("leader:pace")))


def test_competencies_that_weigh_differently_say_how_much(world):
    held = [world.competency(one) for one in ("MA.FR.1", "MA.DA.1")]
    infos = [current_map().by_id[one.pk] for one in held]
    heavy = _heavier(infos[0], 2)
    reading = Reading(Standing.ON_TARGET, 0.0, 0.5, 0.0, 5.0)
    with override("en"):
        said = " ".join(so_far_words(reading, [infos[1], heavy], []))
    assert "about 1.5 of 3 learning units; reached: 0." in said
    assert said.endswith("What each weighs in learning units: “Parts of a whole”: 2; “Reading a chart”: 1.")


def _heavier(info, weight):
    return replace(info, weight=weight)


@pytest.mark.parametrize("who", ["ana", "rosa", "webb"])
def test_naming_what_comes_first_keeps_to_the_questions_of_a_page(
    world, plan, show, sign_in, django_assert_max_num_queries, who
):
    show("MA.FR.1", 2)
    target = plan.agreed("MA.FR.2", "MA.DA.2")
    client = sign_in(getattr(world, who))
    plans = {"ana": "/me/plan/", "rosa": family_page(world), "webb": adult_page(world)}[who]
    for address in (f"{plans}{target}/", plans, plans.replace("plan/", "pace/")):
        assert client.get(address).status_code == 200
        with django_assert_max_num_queries(15):
            client.get(address)
