"""Level beside pace for a group: two readings, names in the order of the alphabet, filters that look at plans."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from headway.district.agreements import api as agreements
from headway.district.continuum.api import current_map
from headway.district.people import api as people
from headway.district.portals.presenting.pace_views.groups import read_group
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db


def section_page(world, show="", domain=""):
    at = reverse("teacher:section_pace", args=(world.mathematics.uuid,))
    return f"{at}?show={show}&domain={domain}"


def group_of(world, who="ortiz"):
    viewer = world.viewer(who)
    continuum = current_map()
    learners = list(people.learners_of_section(viewer, world.mathematics))
    domain = next(one for one in continuum.domains if one.code == "MA")
    return read_group(viewer, learners, domain, continuum)


def by_name(group):
    return {one.name.split()[0]: one for one in group.people}


@pytest.fixture
def october(world, plan, show, clock):
    """Ana's plan stands still; Ben, on the earliest level, reaches what he agreed on; Chloe has work and no agreement."""
    plan.agreed(weeks=4)
    bens = plan.propose("webb", "MA.FR.1", "MA.DA.1", learner="ben", weeks=4)
    assert plan.sign(bens, "ben")
    clock.set("2026-10-20 09:00")
    show("MA.FR.1", 3, 3, decided=3, learner="ben", days_ago=1)
    show("MA.FR.1", 1, learner="chloe", days_ago=1)
    clock.set("2026-11-02 09:00")


def test_level_and_pace_stand_beside_one_another_and_the_plan_apart(world, october):
    ben = by_name(group_of(world))["Ben"]
    assert ben.level == "Works at level 4"
    assert ben.pace.startswith("Learning units a year: ")
    assert ben.plan.startswith("The plan needs adjusting") or ben.plan.startswith("On target")


def test_where_an_offer_is_on_the_table_it_says_for_whom_it_waits(world, plan, october):
    assert by_name(group_of(world))["Chloe"].plan == "No agreement yet"
    made = plan.propose("webb", "MA.FR.1", learner="chloe", weeks=3)
    chloe = by_name(group_of(world))["Chloe"]
    assert (chloe.plan, chloe.next_step) == ("An offer waits for: learner", "Talk about the offer together.")
    plan.counter(made, "chloe", weeks=4)
    chloe = by_name(group_of(world))["Chloe"]
    assert chloe.plan == "An offer waits for: adult at school"
    assert "Sign it" in chloe.next_step


def test_standing_of_a_group_is_the_standing_on_the_learners_own_page(world, october, sign_in):
    viewer, continuum = world.viewer("webb"), current_map()
    for name, learner in (("Ana", world.ana), ("Ben", world.ben)):
        info = next(one for one in agreements.targets_seen(viewer, learner) if one.in_force)
        read = agreements.reading_of(info, info.in_force, agreements.school_days_of(learner), continuum)
        assert by_name(group_of(world))[name].standings == (read.standing,)


def test_a_low_level_alone_asks_nobody_to_act(world, plan, show, clock):
    target = plan.propose("webb", "MA.FR.1", "MA.DA.1", learner="ben", weeks=4)
    plan.sign(target, "ben")
    clock.set("2026-10-16 09:00")
    show("MA.FR.1", 3, 3, decided=3, learner="ben", days_ago=1)
    ben = by_name(group_of(world))["Ben"]
    assert ben.is_early
    assert ben.moves_well
    assert not ben.is_in("adjusting")
    assert ben.is_in("early")


def test_filters_look_at_plans(world, october, sign_in):
    client = sign_in(world.ortiz)
    adjusting = text_of(client.get(section_page(world, "adjusting")))
    assert "Ana Reyes" in adjusting
    assert "Chloe Nguyen" not in adjusting
    none = text_of(client.get(section_page(world, "none")))
    assert "Chloe Nguyen" in none
    assert not re.search("Ana Reyes|Dev Patel", none)
    assert "Plan a first target together." in none


def test_names_stand_in_order_whatever_the_readings_are(world, october, sign_in):
    page = text_of(sign_in(world.ortiz).get(section_page(world)))
    places = [page.index(name) for name in ("Ana Reyes", "Ben Okafor", "Chloe Nguyen", "Dev Patel")]
    assert places == sorted(places)
    assert not re.search(r"\b(rank|average|percent|behind|lagging|quadrant)\b", page)


def test_a_small_picture_has_its_sentence(world, october, sign_in):
    page = sign_in(world.ortiz).get(section_page(world)).content.decode()
    labels = re.findall(r'class="year-line is-small"[^>]*aria-label="([^"]+)"', page)
    assert len(labels) == 2
    assert all("competencies are proficient." in one for one in labels)


def test_an_adviser_reads_her_home_group_and_another_domain(world, october, sign_in):
    at = reverse("teacher:home_group_pace", args=(world.cedar.uuid,))
    page = text_of(sign_in(world.webb).get(at + "?domain=LI"))
    assert "Level and pace: Cedar" in page
    assert "Literacy" in page or "Reading" in page


@pytest.mark.parametrize("who", ["finch", "willow", "ana", "rosa", "cora"])
def test_others_find_no_such_group(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get(section_page(world)).status_code == 404
    assert client.get(reverse("teacher:home_group_pace", args=(world.cedar.uuid,))).status_code == 404


def test_a_teacher_who_does_not_advise_it_finds_no_home_group(world, sign_in):
    at = reverse("teacher:home_group_pace", args=(world.cedar.uuid,))
    assert sign_in(world.ortiz).get(at).status_code == 404


def test_the_page_can_be_read_in_spanish(world, october, sign_in):
    client = sign_in(world.ortiz)
    client.post("/language/", {"language": "es"})
    client.cookies["django_language"] = "es"
    answer = client.get(section_page(world))
    assert "Nivel y ritmo" in text_of(answer)
    assert english_left_in(answer, except_for=("Mathematics, Alder",)) == []


def test_forty_learners_cost_as_many_queries_as_four(world, october, sign_in, django_assert_max_num_queries):
    client = sign_in(world.ortiz)
    client.get(section_page(world))
    # The sixteenth is where they moved on to: from there the level is read at which they work.
    with django_assert_max_num_queries(16) as few:
        client.get(section_page(world))
    by = world.viewer("reggie").actor
    for number in range(36):
        person = people.create_person(given_name=f"Learner {number}", family_name="Q", by=by)
        learner = people.admit_learner(
            person=person,
            school=world.alder,
            local_identifier=f"Q-{number}",
            birth_on=world.year.starts_on.replace(year=2016),
            entered_on=world.year.starts_on,
            by=by,
        )
        people.enrol(section=world.mathematics, learner=learner, from_on=world.year.starts_on, by=by)
    with django_assert_max_num_queries(16) as many:
        page = text_of(client.get(section_page(world)))
    assert "Everyone (40)" in page
    assert len(many) == len(few)
