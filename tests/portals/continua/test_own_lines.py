"""A learner's own line, for her, her family and her teachers: who may see it, what it shows, and that a look is noted."""

from __future__ import annotations

import pytest

from headway.district.foundation.api import trail
from tests.portals.showing import english_left_in, show, text_of  # noqa: F401  # show is a fixture


def teacher(world, learner="ana") -> str:
    return f"/teach/learner/{getattr(world, learner).uuid}/line/"


def family(world, learner="ana") -> str:
    return f"/family/{getattr(world, learner).uuid}/line/"


@pytest.mark.parametrize(
    ("who", "address", "opens"),
    [
        ("ortiz", teacher, True),
        ("webb", teacher, True),
        ("finch", teacher, False),
        ("ana", teacher, False),
        ("rosa", teacher, False),
        ("priya", teacher, False),
        (None, teacher, False),
        ("rosa", family, True),
        ("raul", family, False),
        ("greta", family, False),
        ("ortiz", family, False),
        (None, family, False),
    ],
)
def test_only_those_with_a_reason_see_it(world, sign_in, who, address, opens):
    client = sign_in(getattr(world, who) if who else None)
    assert client.get(address(world)).status_code == (200 if opens else 404)


@pytest.mark.parametrize(("who", "address"), [("ortiz", teacher), ("rosa", family)])
def test_it_shows_what_was_shown_and_what_is_next(world, sign_in, show, who, address):  # noqa: F811
    world.rosa.language = "en"
    world.rosa.save()
    show("MA.FR.1", 3, 3, 3, decided=3)
    page = sign_in(getattr(world, who)).get(address(world)).content.decode()
    assert 'aria-label="Parts of a whole: shown. Proficient, 3 of 4.' in page
    assert 'aria-label="Equal fractions: next, open to begin.' in page
    assert "The line of Ana" in page


@pytest.mark.parametrize(("who", "address"), [("ortiz", teacher), ("rosa", family)])
def test_the_past_shows_what_was_known_then_and_keeps_its_date(world, sign_in, show, who, address):  # noqa: F811
    show("MA.FR.1", 3, 3, 3, decided=3)
    page = sign_in(getattr(world, who)).get(address(world) + "?as_of=2026-09-01").content.decode()
    assert 'aria-label="Parts of a whole: shown' not in page
    assert "as_of=2026-09-01" in page


@pytest.mark.parametrize(("who", "address"), [("ortiz", teacher), ("rosa", family)])
def test_the_look_is_noted(world, sign_in, who, address):
    sign_in(getattr(world, who)).get(address(world))
    entries = trail(act="people.record_viewed", learner_uuid=world.ana.uuid).entries
    assert len(entries) == 1


def test_marks_lead_to_the_pages_of_the_same_portal(world, sign_in):
    page = sign_in(world.ortiz).get(teacher(world)).content.decode()
    one = world.competency("MA.FR.2").uuid
    assert f'href="/teach/learner/{world.ana.uuid}/competency/{one}/"' in page


def test_a_familys_line_reads_in_spanish(world, sign_in, show):  # noqa: F811
    show("MA.FR.1", 2)
    for query in ("", "?view=table", "?strand=MA.FR", "?focus=MA.FR.2"):
        assert english_left_in(sign_in(world.rosa).get(family(world) + query)) == [], query


def test_it_costs_few_queries(world, sign_in, show, django_assert_max_num_queries):  # noqa: F811
    show("MA.FR.1", 3, 3, 3, decided=3)
    for who, address in (("ortiz", teacher), ("rosa", family)):
        client = sign_in(getattr(world, who))
        client.get(address(world))
        with django_assert_max_num_queries(14):
            client.get(address(world))


def test_the_pages_of_the_learner_lead_there(world, sign_in):
    assert teacher(world) in sign_in(world.ortiz).get(f"/teach/learner/{world.ana.uuid}/").content.decode()
    assert family(world) in sign_in(world.rosa).get(f"/family/{world.ana.uuid}/").content.decode()
    assert text_of(sign_in(world.ana).get("/me/continuum/"))
