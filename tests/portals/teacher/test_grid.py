"""The class grid: what stands in its cells, which rows it keeps, and what it costs."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from headway.district.portals.teacher.presenters.cells import cell_id


def cell_of(response, world, learner: str, code: str) -> str:
    """The markup of one cell."""
    name = cell_id(getattr(world, learner).uuid, world.competency(code).uuid)
    found = re.search(rf'<td id="{name}".*?</td>', response.content.decode(), re.S)
    assert found, f"no cell for {learner} and {code}"
    return found.group()


def names_in(response) -> list[str]:
    return re.findall(r'<tr><th scope="row"><a [^>]*>([^<]+)</a>', response.content.decode())


def test_the_grid_shows_everyone_of_the_section_and_the_domain_of_its_course(world, sign_in, url):
    page = sign_in(world.ortiz).get(url("section", section="mathematics"))
    assert page.status_code == 200
    assert names_in(page) == ["Chloe Nguyen", "Ben Okafor", "Dev Patel", "Ana Reyes"]
    assert "Equal fractions" in page.content.decode()
    assert "Main idea" not in page.content.decode(), "another domain"


def test_a_decided_level_stands_solid_and_a_proposal_dashed_beside_it(world, sign_in, url, rated, decided):
    rated("ana", "MA.FR.1", 3, 3)
    decided("ana", "MA.FR.1", 3)
    rated("ben", "MA.FR.1", 2, 2)
    rated("dev", "MA.FR.1", 2, 2)
    decided("dev", "MA.FR.1", 2)
    rated("dev", "MA.FR.1", 4, 4)
    page = sign_in(world.ortiz).get(url("section", section="mathematics"))
    ana, ben, dev = (cell_of(page, world, one, "MA.FR.1") for one in ("ana", "ben", "dev"))
    assert "#g-3" in ana
    assert "proposed" not in ana
    assert "needs-eyes" not in ana
    assert "#g-2-proposed" in ben
    assert '"#g-2"' not in ben
    assert "needs-eyes" in ben
    assert '"#g-2"' in dev
    assert "#g-4-proposed" in dev
    assert "needs-eyes" in dev


def test_a_cell_says_in_words_what_it_shows(world, sign_in, url, rated, decided):
    rated("ana", "MA.FR.1", 3, 3)
    decided("ana", "MA.FR.1", 3)
    rated("ben", "MA.FR.1", 2)
    page = sign_in(world.ortiz).get(url("section", section="mathematics"))
    assert 'aria-label="Proficient, 3 of 4."' in cell_of(page, world, "ana", "MA.FR.1")
    assert "1 piece of evidence, not enough yet" in cell_of(page, world, "ben", "MA.FR.1")
    assert "Ready to begin" in cell_of(page, world, "ana", "MA.FR.2"), "its prerequisite is proficient"
    assert "something else comes first" in cell_of(page, world, "ben", "MA.FR.2")


def test_the_foot_counts_learners_at_each_level_in_words(world, sign_in, url, rated, decided, text):
    for learner, level in (("ana", 3), ("ben", 3), ("chloe", 2)):
        rated(learner, "MA.FR.1", level, level)
        decided(learner, "MA.FR.1", level)
    foot = text(sign_in(world.ortiz).get(url("section", section="mathematics")))
    assert "2 Proficient 1 Developing 1 without a level yet" in foot
    assert "%" not in foot


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("needs_decision", ["Ben Okafor"]),
        ("not_yet", ["Chloe Nguyen", "Ben Okafor", "Dev Patel"]),
        ("stalled", ["Chloe Nguyen"]),
        ("no_recent_evidence", ["Dev Patel"]),
        ("ready", ["Chloe Nguyen", "Ben Okafor", "Dev Patel", "Ana Reyes"]),
    ],
)
def test_each_filter_keeps_the_learners_of_whom_it_is_true(
    world, sign_in, url, rated, decided, clock, name, kept
):
    clock.advance(days=-40)
    rated("chloe", "MA.FR.1", 2, 2)
    decided("chloe", "MA.FR.1", 2)
    rated("ana", "MA.FR.1", 3, 3)
    decided("ana", "MA.FR.1", 3)
    clock.advance(days=10)
    rated("dev", "MA.FR.1", 2)
    clock.advance(days=29)
    rated("chloe", "MA.FR.1", 2)
    rated("ben", "MA.FR.1", 2, 2)
    page = sign_in(world.ortiz).get(url("section", section="mathematics"), {"filter": name})
    assert names_in(page) == kept


def test_a_filter_that_keeps_nobody_leads_back_to_everyone(world, sign_in, url, text):
    page = sign_in(world.ortiz).get(url("section", section="mathematics"), {"filter": "needs_decision"})
    assert "Nobody is in this view just now." in text(page)
    assert "Show everyone" in text(page)


def test_levels_and_strand_that_were_asked_for_are_the_columns(world, sign_in, url):
    client = sign_in(world.ortiz)
    fives = client.get(url("section", section="mathematics"), {"from": "5", "to": "5"}).content.decode()
    assert "Adding fractions" in fives
    assert "Equal fractions" not in fives
    data = client.get(url("section", section="mathematics"), {"domain": "MA", "strand": "MA.DA"})
    assert "Reading a chart" in data.content.decode()
    assert "Equal fractions" not in data.content.decode()
    other = client.get(url("section", section="mathematics"), {"domain": "LI"}).content.decode()
    assert "Main idea" in other


def test_a_past_day_shows_what_was_known_and_records_nothing(world, sign_in, url, rated, clock):
    clock.advance(days=-10)
    rated("ana", "MA.FR.1", 3, 3)
    clock.advance(days=10)
    rated("ben", "MA.FR.1", 3, 3)
    page = sign_in(world.ortiz).get(url("section", section="mathematics"), {"as_of": "2026-10-01"})
    assert "As it was known on" in page.content.decode()
    assert "the continuum and the names of the levels are those of today" in page.content.decode()
    assert "#g-3-proposed" in cell_of(page, world, "ana", "MA.FR.1")
    assert "#g-3-proposed" not in cell_of(page, world, "ben", "MA.FR.1")
    assert "data-writable" not in page.content.decode()


def test_a_date_that_cannot_be_read_is_answered_with_a_sentence(world, sign_in, url, text):
    page = sign_in(world.ortiz).get(url("section", section="mathematics"), {"as_of": "yesterday"})
    assert page.status_code == 422
    assert "The date could not be read." in text(page)


def test_the_grid_costs_the_same_few_queries_for_more_learners_and_competencies(
    world, sign_in, url, rated, django_assert_max_num_queries
):
    client = sign_in(world.ortiz)
    client.get(url("section", section="mathematics"))
    with django_assert_max_num_queries(12) as small:
        client.get(url("section", section="mathematics"), {"from": "3", "to": "3"})
    for learner in ("ana", "ben", "chloe", "dev"):
        for code in ("MA.FR.1", "MA.FR.2", "MA.DA.1", "MA.DA.2"):
            rated(learner, code, 2, 3)
    with django_assert_max_num_queries(12) as large:
        client.get(url("section", section="mathematics"))
    with django_assert_max_num_queries(12) as filtered:
        client.get(url("section", section="mathematics"), {"filter": "needs_decision"})
    assert len(small) <= len(large) <= len(small) + 1, "the one that finds where the learners work"
    assert len(filtered) == len(large)


def test_learners_without_anything_yet_cost_nothing_more(
    world, sign_in, url, rated, django_assert_max_num_queries
):
    client = sign_in(world.ortiz)
    client.get(url("section", section="mathematics"))  # the map is read once per process
    with django_assert_max_num_queries(12) as nobody_has_anything:
        client.get(url("section", section="mathematics"))
    rated("ana", "MA.FR.1", 2)
    with django_assert_max_num_queries(12) as three_have_nothing:
        client.get(url("section", section="mathematics"))
    rated("ben", "MA.FR.1", 2)
    with django_assert_max_num_queries(12) as two_have_nothing:
        client.get(url("section", section="mathematics"))
    assert len(two_have_nothing) == len(three_have_nothing) == len(nobody_has_anything)


def test_the_grid_speaks_spanish(world, sign_in, url, rated):
    rated("ana", "MA.FR.1", 3, 3)
    client = sign_in(world.ortiz)
    client.cookies["django_language"] = "es"
    page = client.get(url("section", section="mathematics"))
    assert "Partes de un todo" in page.content.decode()
    with translation.override("es"):
        words = str(translation.gettext("A decision is waiting: %(proposed)s is proposed."))
    assert words.split("%")[0] in page.content.decode()
    assert "A decision is waiting" not in page.content.decode()


def test_without_scripts_every_cell_leads_to_its_page(world, sign_in, url):
    page = sign_in(world.ortiz).get(url("section", section="mathematics"))
    href = re.search(r'href="([^"]+)"', cell_of(page, world, "ana", "MA.FR.1")).group(1)
    assert href.startswith(url("pair", "ana", "MA.FR.1"))
    there = sign_in(world.ortiz).get(href.replace("&amp;", "&"))
    assert there.status_code == 200
    assert 'method="post"' in there.content.decode()


def test_a_list_for_narrow_screens_names_what_waits(world, sign_in, url, rated, text):
    rated("ana", "MA.FR.1", 2, 2)
    page = text(sign_in(world.ortiz).get(url("section", section="mathematics")))
    assert "By competency" in page
    assert "By learner" in page
    assert "1 decision is waiting" in page
