"""Schools side by side: honest counts, small groups left out of the page, the table and the file alike."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from django.conf import settings

from headway.district.people.models import Learner, Person
from headway.district.portals.leader.presenters import overview_page
from headway.district.proficiency.api import decide_in_bulk, overview_by_school, record_ratings_in_bulk
from tests.district.proficiency.conftest import BUILDER, decisions, ratings
from tests.portals.showing import english_left_in, text_of

LATELY = dt.datetime(2026, 9, 20, 12, tzinfo=dt.UTC)
LONG_AGO = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
HIDDEN = "fewer than 10, or hidden with one"


def learners(school, count):
    named = Person.objects.bulk_create(Person(given_name="A", family_name="B") for _n in range(count))
    return Learner.objects.bulk_create(Learner(person=one, school=school) for one in named)


@pytest.fixture
def schools(world):
    """Alder: 13 reached something, 14 showed evidence, 3 more and 4 from the world did not. Birch: 9 learners."""
    many = learners(world.alder, 30)
    learners(world.birch, 8)
    one = world.competency("MA.FR.1").pk
    record_ratings_in_bulk(ratings([(who.pk, one, 3, LATELY, LATELY) for who in many[:27]]), by=BUILDER)
    decide_in_bulk(decisions([(who.pk, one, 3, LATELY) for who in many[:13]]), by=BUILDER)
    return world


@pytest.fixture
def page(world, sign_in):
    def opened(query: str = "", who: str = "lena", address: str = ""):
        return sign_in(getattr(world, who)).get(f"/lead/{address}{query}")

    return opened


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def tables_of(response) -> list[list[str]]:
    """The rows of the page's tables as lists of words."""
    html = response.content.decode()
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.S)]
        for body in re.findall(r"<tbody>.*?</tbody>", html, re.S)
        for row in re.findall(r"<tr>.*?</tr>", body, re.S)
    ]


class TestSmallGroups:
    def test_a_small_school_is_named_and_not_counted(self, schools, page):
        html = page().content.decode()
        birch = html[html.index("<h2>Birch</h2>") : html.index('id="numbers"')]
        assert "Fewer than 10 learners: not shown" in birch
        assert not re.search(r">\s*\d+\s*<", birch)
        assert "<svg" not in birch

    def test_with_one_hidden_part_no_bar_gives_it_away(self, schools, page):
        html = page().content.decode()
        alder = html[html.index("<h2>Alder</h2>") : html.index("<h2>Birch</h2>")]
        assert "the others: too few to show apart" in alder
        assert "<svg" not in alder

    def test_the_hidden_parts_cannot_be_worked_out_from_the_page(self, schools, page):
        """Of the three parts, the total and what is shown, at least two numbers stay unknown together."""
        for row in rows_of(page(address="overview.csv")):
            parts = [row["Reached something new"], row["Showed evidence"], row["No recent evidence"]]
            hidden = parts.count(HIDDEN)
            assert hidden != 1
            assert all(part == HIDDEN or int(part) >= 10 for part in parts)

    def test_habits_are_not_among_the_numbers(self, schools, page):
        assert "Habits of success" not in text_of(page())

    def test_large_parts_are_drawn_in_proportion_and_fill_the_bar(self, schools):
        learners(schools.alder, 20)
        overview = overview_page(overview_by_school(schools.viewer("lena")))
        line = overview.schools[0].lines[0]
        assert (line.reached, line.showing, line.quiet) == (13, 14, 27)
        assert [part.kind for part in line.parts] == ["reached", "showing", "quiet"]
        assert sum(part.width for part in line.parts) == overview.bar_width
        assert line.parts[2].width == pytest.approx(overview.bar_width / 2, abs=1)


class TestTheSameEverywhere:
    def test_the_file_holds_the_numbers_of_the_page(self, schools, page):
        learners(schools.alder, 20)
        response = page(address="overview.csv")
        assert response["Content-Disposition"] == 'attachment; filename="schools-2026-10-07.csv"'
        schools_on_page = {"Alder", "Birch"}
        rows = rows_of(response)
        assert {row["School"] for row in rows} == schools_on_page
        shown = tables_of(page())[: len(rows)]
        assert [
            [
                row["Domain"],
                *list(row.values())[3:],
            ]
            for row in rows
        ] == shown

    def test_a_past_date_counts_what_was_known_then_and_goes_along_to_the_file(self, schools, page):
        learners(schools.alder, 20)
        now, then = text_of(page()), page("?as_of=2026-09-01")
        assert "13 reached something new" in now
        assert "reached something new" not in text_of(then).split("The same numbers")[0]
        assert "As it was known on Sept. 1, 2026" in text_of(then)
        assert "/lead/overview.csv?as_of=2026-09-01" in then.content.decode()
        rows = rows_of(page("?as_of=2026-09-01", address="overview.csv"))
        assert {row["Reached something new"] for row in rows} == {HIDDEN}

    def test_a_date_that_is_none_is_answered_with_a_sentence(self, schools, page):
        for address in ("", "overview.csv"):
            assert page("?as_of=soon", address=address).status_code == 422


class TestWhoSeesWhat:
    def test_a_school_leader_sees_her_own_school(self, schools, page):
        assert "Alder" in text_of(page(who="lee"))
        assert "Birch" not in text_of(page(who="lee"))
        assert {row["School"] for row in rows_of(page(who="lee", address="overview.csv"))} == {"Alder"}

    def test_the_neighbours_leader_sees_the_neighbour(self, schools, page):
        assert "Birch" in text_of(page(who="leo"))
        assert "Alder" not in text_of(page(who="leo"))

    @pytest.mark.parametrize("who", ["ortiz", "cora", "reggie", "adam", "priya", "rosa", "ana"])
    @pytest.mark.parametrize("address", ["", "overview.csv", "rules/"])
    def test_everybody_else_finds_no_such_page(self, schools, page, who, address):
        assert page(who=who, address=address).status_code == 404

    def test_nobody_is_named(self, schools, page):
        assert "Ana" not in page().content.decode()


def test_schools_stand_by_name_whatever_their_numbers(schools, page):
    assert re.findall(r"<h2>(Alder|Birch)</h2>", page().content.decode()) == ["Alder", "Birch"]
    learners(schools.birch, 40)
    one = schools.competency("MA.FR.1").pk
    at_birch = Learner.objects.filter(school=schools.birch)
    decide_in_bulk(decisions([(who.pk, one, 3, LATELY) for who in at_birch]), by=BUILDER)
    assert re.findall(r"<h2>(Alder|Birch)</h2>", page().content.decode()) == ["Alder", "Birch"]


def test_a_quiet_part_is_a_question_to_adults(schools, page):
    text = text_of(page())
    assert "whose move is it to make room for it?" in text
    assert "The numbers say where to look and ask, not who does well." in text


def test_the_rules_in_force_are_told_in_words(schools, page):
    text = text_of(page(address="rules/"))
    for part in (
        "What the district agreed on.",
        "a teacher decides",
        "How a level is proposed",
        "Proficient",
    ):
        assert part in text


def test_the_pages_can_be_read_in_spanish(schools, sign_in):
    lena = sign_in(schools.lena)
    lena.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    for address in ("", "?as_of=2026-09-01", "rules/"):
        assert english_left_in(lena.get(f"/lead/{address}"), except_for=("Alder", "Birch")) == []
    header = next(csv.reader(io.StringIO(lena.get("/lead/overview.csv").content.decode())))
    assert header[0] == "Escuela"
