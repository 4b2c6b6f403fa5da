"""Arrows beside the evidence (R060): planted counter-examples are found, small groups stay hidden, nobody is named."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.continuum.api import open_draft
from headway.district.continuum.models import Prerequisite
from headway.district.evidence.api import RatingLine
from headway.district.foundation.api import Actor, NotFound, clock
from headway.district.people import services as people
from headway.district.proficiency.api import (
    DecisionColumns,
    contradicted_prerequisites,
    decide_in_bulk,
    record_ratings,
)
from headway.mastery.placement.contradictions import Verdict
from tests.portals.showing import english_left_in, text_of

BY = Actor.system("test.claims")
ADDRESS = "/continuum/arrows/"


def admit(world, count: int, school: str = "alder", start: int = 0) -> list[int]:
    found = []
    for number in range(start, start + count):
        person = people.create_person(given_name=f"Kim{number}", family_name="Lakeshore", by=BY)
        learner = people.admit_learner(
            person=person,
            school=getattr(world, school),
            local_identifier=f"L-{school}{number}",
            entered_on=world.year.starts_on,
            by=BY,
        )
        if school == "alder":
            people.enrol(section=world.mathematics, learner=learner, from_on=world.year.starts_on, by=BY)
        found.append(learner.pk)
    return found


def decided(world, rows) -> None:
    """Rows of learner id, code, level, days ago."""
    at = [
        np.datetime64((clock.now() - dt.timedelta(days=ago)).replace(tzinfo=None), "us") for *_r, ago in rows
    ]
    decide_in_bulk(
        DecisionColumns(
            learner=np.array([row[0] for row in rows]),
            competency=np.array([world.competency(row[1]).pk for row in rows]),
            level=np.array([row[2] for row in rows]),
            decided_at=np.array(at),
            recorded_at=np.array(at),
            decided_by=np.full(len(rows), -1),
        ),
        by=BY,
    )


def rated(world, learners, code: str, level: int) -> None:
    """Three pieces each, some weeks ago."""
    when = [clock.now() - dt.timedelta(days=days) for days in (22, 21, 20)]
    record_ratings(
        [
            RatingLine(
                learner_id=learner, competency_id=world.competency(code).pk, level=level, observed_at=observed
            )
            for learner in learners
            for observed in when
        ],
        viewer=world.viewer("ortiz"),
    )


def plant(world, learners, before: str, after: str, against: int) -> None:
    """All are proficient in the later one; the first so many were not yet so in the earlier one."""
    rows = []
    for place, learner in enumerate(learners):
        rows += [(learner, before, 2 if place < against else 3, 30), (learner, after, 3, 10)]
    decided(world, rows)


def arrows(world, domain: str = "MA", who: str = "priya"):
    found = contradicted_prerequisites(
        world.viewer(who), world.competency(f"{domain}.{'FR' if domain == 'MA' else 'RE'}.1").domain_id
    )
    codes = {one.pk: code for code, one in world.competencies.items()}
    return {(codes[one.before_id], codes[one.after_id]): one for one in found.arrows}


@pytest.fixture
def page(world, sign_in):
    priya = sign_in(world.priya)
    return lambda query="": priya.get(f"{ADDRESS}{query}")


class TestWhatIsFound:
    def test_planted_counter_examples_are_found_and_no_other_arrow_is_touched(self, world):
        learners = admit(world, 24)
        plant(world, learners, "MA.FR.1", "MA.FR.2", against=12)
        found = arrows(world)
        one = found["MA.FR.1", "MA.FR.2"]
        assert (one.verdict, one.with_both, one.counter_examples, one.schools) == (
            Verdict.CONTRADICTED,
            24,
            12,
            1,
        )
        assert {pair for pair, each in found.items() if each.verdict is not Verdict.TOO_FEW} == {
            ("MA.FR.1", "MA.FR.2")
        }

    def test_every_arrow_to_the_domain_is_listed_and_none_of_another(self, world):
        found = set(arrows(world))
        expected = Prerequisite.objects.filter(after__domain__code="MA").values_list(
            "before__code", "after__code"
        )
        assert found == set(expected)

    def test_the_contradicted_arrow_stands_first(self, world, page):
        learners = admit(world, 40)
        plant(world, learners, "MA.FR.2", "MA.FR.3", against=0)
        plant(world, learners, "MA.DA.1", "MA.DA.2", against=20)
        text = text_of(page())
        assert "The evidence contradicts one arrow." in text
        assert text.index("Planning a survey") < text.index("Adding fractions")
        assert "20 of 40 learners reached the later one while not yet there in the earlier one." in text

    def test_evidence_not_yet_proficient_counts_where_nobody_has_decided(self, world):
        learners = admit(world, 20)
        decided(world, [(learner, "MA.FR.2", 3, 10) for learner in learners])
        rated(world, learners, "MA.FR.1", 1)
        one = arrows(world)["MA.FR.1", "MA.FR.2"]
        assert (one.verdict, one.with_both) == (Verdict.CONTRADICTED, 20)

    def test_evidence_proficient_by_the_rule_waits_for_a_person(self, world):
        learners = admit(world, 20)
        decided(world, [(learner, "MA.FR.1", 2, 30) for learner in learners])
        rated(world, learners, "MA.FR.2", 4)
        assert arrows(world)["MA.FR.1", "MA.FR.2"].verdict is Verdict.TOO_FEW

    def test_looking_changes_no_arrow(self, world, page):
        plant(world, admit(world, 24), "MA.FR.1", "MA.FR.2", against=24)
        before = list(Prerequisite.objects.values_list("pk", "before", "after"))
        assert page().status_code == 200
        assert list(Prerequisite.objects.values_list("pk", "before", "after")) == before


class TestSmallGroups:
    def test_nine_learners_say_nothing_and_no_number_is_shown(self, world, page):
        plant(world, admit(world, 9), "MA.FR.1", "MA.FR.2", against=9)
        one = arrows(world)["MA.FR.1", "MA.FR.2"]
        assert one.verdict is Verdict.TOO_FEW
        assert (one.with_both, one.counter_examples, one.schools, one.by_slips_alone) == (None,) * 4
        assert "The evidence contradicts none of these arrows." in text_of(page())

    @pytest.mark.parametrize(("learners", "against"), [(30, 9), (30, 3), (30, 25), (12, 12), (40, 1)])
    def test_neither_side_is_shown_where_one_is_small(self, world, learners, against):
        plant(world, admit(world, learners), "MA.FR.1", "MA.FR.2", against=against)
        one = arrows(world)["MA.FR.1", "MA.FR.2"]
        hidden = (one.counter_examples, one.schools, one.expected_if_unrelated, one.by_slips_alone)
        assert one.with_both == learners
        assert hidden == (None,) * 4

    def test_nearly_all_is_said_in_words_only(self, world, page):
        plant(world, admit(world, 30), "MA.FR.1", "MA.FR.2", against=27)
        text = text_of(page())
        assert "Nearly all of 30 learners" in text
        assert "27" not in text

    def test_no_learner_is_named(self, world, page):
        plant(world, admit(world, 24), "MA.FR.1", "MA.FR.2", against=12)
        shown = page().content.decode()
        assert "Kim" not in shown
        assert "Lakeshore" not in shown


class TestWho:
    def test_a_leader_of_one_school_is_told_of_her_school_only(self, world):
        plant(world, admit(world, 24), "MA.FR.1", "MA.FR.2", against=12)
        plant(world, admit(world, 24, "birch"), "MA.FR.1", "MA.FR.2", against=24)
        assert arrows(world)["MA.FR.1", "MA.FR.2"].with_both == 48
        assert arrows(world)["MA.FR.1", "MA.FR.2"].schools == 2
        one = arrows(world, who="lee")["MA.FR.1", "MA.FR.2"]
        assert (one.with_both, one.counter_examples, one.schools) == (24, 12, 1)

    @pytest.mark.parametrize("who", ["ana", "rosa", "ortiz", "webb", "cora", "reggie", "adam"])
    def test_others_are_told_nothing(self, world, sign_in, who):
        with pytest.raises(NotFound):
            arrows(world, who=who)
        assert sign_in(getattr(world, who)).get(ADDRESS).status_code == 404

    def test_a_domain_that_is_not_there_is_not_found(self, world, page):
        assert page("?domain=nonsense").status_code == 404


class TestThePage:
    def test_the_way_to_the_editor_is_there_once_a_draft_is_open(self, world, page):
        plant(world, admit(world, 24), "MA.FR.1", "MA.FR.2", against=12)
        assert "Open a draft to change it" in text_of(page())
        open_draft(world.version.framework.uuid, by=world.viewer("priya").actor)
        shown = page().content.decode()
        assert "Look at it in the draft" in shown
        address = next(
            part.split('"')[0]
            for part in shown.split('href="')
            if part.split('"')[0].endswith("/prerequisites/")
        )
        assert address.startswith("/continuum/drafts/")

    def test_the_editor_that_the_page_leads_to_is_of_the_later_competency(self, world, page, sign_in):
        plant(world, admit(world, 24), "MA.FR.1", "MA.FR.2", against=12)
        open_draft(world.version.framework.uuid, by=world.viewer("priya").actor)
        shown = page().content.decode()
        address = next(
            part.split('"')[0]
            for part in shown.split('href="')
            if part.split('"')[0].endswith("/prerequisites/")
        )
        editor = sign_in(world.priya).get(address)
        assert editor.status_code == 200
        assert "Equal fractions" in text_of(editor)

    def test_the_gap_finder_leads_here(self, world, sign_in):
        assert f'href="{ADDRESS}"' in sign_in(world.priya).get("/continuum/gaps/").content.decode()

    def test_another_domain_can_be_chosen(self, world, page):
        text = text_of(page("?domain=LI"))
        assert "Evidence from the text" in text
        assert "Equal fractions" not in text

    def test_it_reads_in_spanish(self, world, page, sign_in):
        plant(world, admit(world, 24), "MA.FR.1", "MA.FR.2", against=12)
        priya = sign_in(world.priya)
        priya.cookies["django_language"] = "es"
        shown = priya.get(ADDRESS)
        assert "Lo que nuestras evidencias dicen de las flechas" in text_of(shown)
        assert english_left_in(shown, except_for=("Three Rivers",)) == []

    def test_questions_to_the_database_do_not_grow_with_learners(self, world, page):
        def asked() -> int:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page()
            return len(queries)

        plant(world, admit(world, 12), "MA.FR.1", "MA.FR.2", against=6)
        page()
        few = asked()
        plant(world, admit(world, 12, start=50), "MA.FR.1", "MA.FR.2", against=6)
        assert asked() == few
