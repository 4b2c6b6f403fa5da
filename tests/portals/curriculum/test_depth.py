"""Depth and alignment (R009): four planted tasks are found and nothing else, small counts stay hidden, words in two
languages."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.continuum.models import Competency, FrameworkVersion
from headway.district.evidence.api import RatingLine, TaskContent, load_tasks
from headway.district.evidence.models import Task
from headway.district.foundation.api import Actor, clock
from headway.district.people import services as people
from headway.district.proficiency.api import record_ratings
from tests.portals.showing import english_left_in, text_of

BY = Actor.system("test.depth")
PLANTED = (("Quick recall", 1, "MA.FR.2"), ("A worksheet", 1, "MA.DA.2"), ("Copy it", 2, "LI.RE.3"),
           ("Fill the gaps", 1, "LI.WR.2"))  # fmt: skip


@pytest.fixture
def line(world):
    """Every competency asks for depth 2, MA.DA.2 and LI.RE.3 for 3; each has a task that reaches it. HS.PR.1 supports."""
    Competency.objects.update(depth=2)
    Competency.objects.filter(code__in=("MA.DA.2", "LI.RE.3")).update(depth=3)
    Competency.objects.filter(code="HS.PR.1").update(importance="supporting")
    plant(world, *((f"Full task {code}", 3, code) for code in world.competencies))
    return world


@pytest.fixture
def page(world, sign_in):
    priya = sign_in(world.priya)
    return lambda address="", **more: priya.get(f"/continuum/depth/{address}", **more)


def plant(world, *tasks: tuple[str, int | None, str]) -> None:
    load_tasks(
        [
            TaskContent(
                code=title.upper().replace(" ", "-"),
                title=title,
                depth=depth,
                competency_ids=tuple(world.competency(code).pk for code in codes.split()),
            )
            for title, depth, codes in tasks
        ],
        organisation_id=world.district.pk,
        by=BY,
    )


def rows(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode())))[1:]


def tasks_on(response) -> list[str]:
    return re.findall(r'<p class="sentence">(?:<a [^>]*>)?([^<]+)<', response.content.decode())


def rate(world, learners, task: str, code: str) -> None:
    record_ratings(
        [
            RatingLine(
                learner_id=learner.pk,
                competency_id=world.competency(code).pk,
                level=3,
                observed_at=clock.now() - dt.timedelta(days=1),
                task_id=Task.objects.get(title=task).pk,
            )
            for learner in learners
        ],
        viewer=world.viewer("ortiz"),
    )


def class_of(world, count: int) -> list:
    """Ana's class with as many learners as needed."""
    found = [world.ana, world.ben, world.chloe, world.dev]
    for number in range(count - len(found)):
        person = people.create_person(given_name=f"Kim{number}", family_name="Lake", by=BY)
        learner = people.admit_learner(
            person=person,
            school=world.alder,
            local_identifier=f"L-kim{number}",
            entered_on=world.year.starts_on,
            by=BY,
        )
        people.enrol(section=world.mathematics, learner=learner, from_on=world.year.starts_on, by=BY)
        found.append(learner)
    return found


class TestWhatIsFound:
    def test_four_planted_tasks_are_found_and_nothing_else_is_new(self, line, page):
        before = rows(page("findings.csv"))
        assert before == []
        plant(line, *PLANTED)
        found = rows(page("findings.csv"))
        assert sorted((row[1], row[9]) for row in found) == sorted(
            (title, code) for title, _d, code in PLANTED
        )
        assert {row[0] for row in found} == {"Tasks that ask for less depth than their competency"}
        shown = page()
        assert sorted(tasks_on(shown)) == sorted(title for title, _depth, _code in PLANTED)
        assert "4 tasks ask for less depth than a competency they are for." in text_of(shown)

    def test_a_task_for_several_is_listed_once_with_those_that_lie_deeper(self, line, page):
        plant(line, ("Both at once", 2, "MA.FR.1 MA.DA.2 LI.RE.3"))
        assert tasks_on(page()) == ["Both at once"]
        assert [row[9] for row in rows(page("findings.csv"))] == ["MA.DA.2", "LI.RE.3"]

    def test_a_competency_whose_tasks_all_ask_for_less_is_named(self, line, page):
        Task.objects.filter(title="Full task MA.DA.2").update(depth=2)
        assert "1 competency has tasks, but none at its depth." in text_of(page())
        assert [(row[0], row[9]) for row in rows(page("findings.csv?kind=unreached"))] == [
            ("Competencies with tasks, none at their depth", "MA.DA.2")
        ]

    def test_competencies_without_a_task_come_essential_ones_first(self, line, page):
        Task.objects.filter(title__in=("Full task HS.PR.1", "Full task HS.PR.2")).update(is_active=False)
        text = text_of(page())
        assert "2 competencies have no task yet." in text
        assert "Habits of success · Persisting: 2 competencies, 1 essential" in text
        assert text.index("Trying another way") < text.index("Asking for help")

    def test_a_task_without_a_depth_is_listed_and_accused_of_nothing(self, line, page):
        plant(line, ("Open talk", None, "MA.DA.2"))
        shown = page()
        assert tasks_on(shown) == ["Open talk"]
        assert "1 task doesn't say its depth." in text_of(shown)
        assert "No task that says its depth asks for less" in text_of(shown)

    def test_a_task_out_of_use_is_not_looked_at(self, line, page):
        plant(line, PLANTED[0])
        Task.objects.filter(title=PLANTED[0][0]).update(is_active=False)
        assert tasks_on(page()) == []


class TestFilters:
    def test_domain_strand_and_kind_narrow_page_and_table_alike(self, line, page):
        plant(line, *PLANTED, ("Open talk", None, "LI.RE.1"))
        for query, titles in (
            ("?domain=LI", {"Copy it", "Fill the gaps", "Open talk"}),
            ("?strand=MA/MA.DA", {"A worksheet"}),
            ("?domain=LI&kind=silent", {"Open talk"}),
            ("?domain=LI&strand=MA/MA.DA", {"Copy it", "Fill the gaps", "Open talk"}),
            ("?domain=nonsense&kind=nonsense", {title for title, _d, _c in PLANTED} | {"Open talk"}),
        ):
            assert set(tasks_on(page(query))) == titles, query
            assert {row[1] for row in rows(page(f"findings.csv{query}"))} == titles, query

    def test_a_kind_without_findings_says_so(self, line, page):
        assert "Nothing of this kind is found here." in text_of(page("?kind=silent"))


class TestEvidence:
    def test_pieces_are_counted_from_ten_learners_on(self, line, page):
        plant(line, PLANTED[0])
        assert "No piece of evidence for this rests on it yet." in text_of(page())
        learners = class_of(line, 10)
        rate(line, learners[:9], "Quick recall", "MA.FR.2")
        assert "Evidence of fewer than 10 learners rests on it: not shown." in text_of(page())
        assert rows(page("findings.csv"))[0][5] == "fewer than 10 learners, not shown"
        rate(line, learners[9:], "Quick recall", "MA.FR.2")
        assert "10 pieces of evidence for this rest on it." in text_of(page())
        assert rows(page("findings.csv"))[0][5] == "10"

    def test_pieces_for_competencies_that_the_task_reaches_are_not_counted(self, line, page):
        plant(line, ("Both at once", 2, "MA.FR.1 MA.DA.2"))
        rate(line, class_of(line, 10), "Both at once", "MA.FR.1")
        assert "No piece of evidence for this rests on it yet." in text_of(page())

    def test_filters_never_change_a_count(self, line, page):
        plant(line, ("Both at once", 1, "MA.FR.2 MA.DA.2"))
        learners = class_of(line, 12)
        rate(line, learners, "Both at once", "MA.FR.2")
        rate(line, learners[:2], "Both at once", "MA.DA.2")
        counts = {
            re.search(r"(\d+) pieces of evidence", text_of(page(query))).group(1)
            for query in ("", "?strand=MA/MA.DA", "?strand=MA/MA.FR")
        }
        assert counts == {"14"}


class TestWhoAndHow:
    @pytest.mark.parametrize("who", ["ana", "rosa", "ortiz", "webb", "cora", "lee", "lena", "adam"])
    def test_it_does_not_exist_for_others(self, line, sign_in, who):
        client = sign_in(getattr(line, who))
        assert client.get("/continuum/depth/").status_code == 404
        assert client.get("/continuum/depth/findings.csv").status_code == 404

    def test_before_anything_is_published_it_says_what_will_be_here(self, line, page):
        FrameworkVersion.objects.update(status="draft")
        assert "once a continuum is published" in text_of(page())
        assert page("findings.csv").status_code == 404

    def test_without_tasks_it_says_that_there_is_nothing_to_compare(self, world, page):
        text = text_of(page())
        assert "No tasks are on record yet" in text
        assert "12" in text

    def test_everything_on_it_is_said_in_spanish(self, line, page, sign_in):
        plant(line, *PLANTED, ("Open talk", None, "LI.RE.1"))
        Task.objects.filter(title__in=("Full task MA.FR.1", "Full task MA.FR.3")).update(is_active=False)
        Task.objects.filter(title="Full task MA.DA.2").update(depth=2)
        typed = (*(title for title, _d, _c in PLANTED), "Open talk", "Full task MA.DA.2", "Three Rivers")
        typed += tuple(title.upper().replace(" ", "-") for title in typed)
        priya = sign_in(line.priya)
        priya.cookies["django_language"] = "es"
        assert english_left_in(priya.get("/continuum/depth/"), except_for=typed) == []
        assert all(
            row[0].startswith(("Tareas", "Competencias"))
            for row in rows(priya.get("/continuum/depth/findings.csv"))
        )

    def test_queries_don_t_grow_with_tasks_or_evidence(self, line, page):
        plant(line, PLANTED[0])
        page()
        with CaptureQueriesContext(connection) as few:
            page()
        plant(line, *PLANTED, *((f"Short {n}", 1, "MA.FR.2 MA.DA.2") for n in range(30)))
        rate(line, class_of(line, 12), "Short 3", "MA.DA.2")
        with CaptureQueriesContext(connection) as many:
            page()
        assert len(many) == len(few) <= 8

    def test_it_can_be_reached_from_the_bar_and_from_the_gap_finder(self, line, sign_in):
        client = sign_in(line.priya)
        assert client.get("/continuum/gaps/").content.decode().count('href="/continuum/depth/"') == 2
