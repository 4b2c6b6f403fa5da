"""What another rule would change in the district: counted with care, explained for those who may see, never kept."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import NotFound, forget, trail
from headway.district.people import services as people
from headway.district.people.models import Learner, Person
from headway.district.policy.api import book_from
from headway.district.proficiency.api import decide_in_bulk, record_ratings_in_bulk
from headway.district.proficiency.models import Determination, Standing
from headway.district.proficiency.whatif import what_if
from headway.mastery.proficiency.whatif import Move
from tests.district.proficiency.conftest import BUILDER, decisions, ratings
from tests.district.proficiency.ruling import LAST_ONE, THREE_PIECES

LATELY = dt.datetime(2026, 9, 20, 12, tzinfo=dt.UTC)
SAME = {"minimum_pieces": 2}


def crowd(school, count):
    named = Person.objects.bulk_create(Person(given_name="A", family_name=f"B{n}") for n in range(count))
    return Learner.objects.bulk_create(Learner(person=one, school=school) for one in named)


def showing(learners, competency, *levels):
    rows = [
        (who.pk, competency.pk, level, LATELY + dt.timedelta(hours=place), LATELY)
        for who in learners
        for place, level in enumerate(levels)
    ]
    record_ratings_in_bulk(ratings(rows), by=BUILDER)


@pytest.fixture
def district(world):
    """Alder: 20 learners with two pieces at 3, 15 with 2, 2, 4. Birch: 12 with two pieces at 3, and 4 with one piece."""
    one = world.competency("MA.FR.1")
    world.more["two"], world.more["rising"] = crowd(world.alder, 20), crowd(world.alder, 15)
    world.more["birch_two"], world.more["single"] = crowd(world.birch, 12), crowd(world.birch, 4)
    showing(world.two, one, 3, 3)
    showing(world.rising, one, 2, 2, 4)
    showing(world.birch_two, one, 3, 3)
    showing(world.single, one, 3)
    return world


def looked(world, parameters, who="lena"):
    forget()
    return what_if(world.viewer(who), book_from(parameters))


class TestMoves:
    def test_the_same_rule_changes_nothing(self, district):
        answer = looked(district, SAME)
        assert answer.changes_nothing
        assert answer.examples == ()
        assert answer.learners == 51

    def test_every_move_is_counted(self, district):
        answer = looked(district, THREE_PIECES)
        assert answer.together.parts[1] == 32
        # Nobody moves down, and the number of those who lose their level would say so.
        assert {one.move: one.proposals for one in answer.moves}[Move.LOST] is None
        assert not answer.changes_nothing

    def test_few_learners_are_not_counted_anywhere(self, district):
        answer = looked(district, LAST_ONE)
        shown = {one.move: one.proposals for one in answer.moves}
        assert shown[Move.GAINED] is None  # four learners
        assert shown[Move.UP] is None  # or the four would follow from the sum
        assert answer.together.parts[0] == 19

    def test_exceptions_are_asked_where_they_hold(self, district):
        book = {
            "rule": SAME,
            "exceptions": [{"where": {"school": [str(district.birch.uuid)]}, "rule": {"minimum_pieces": 3}}],
        }
        answer = looked(district, book)
        assert answer.together.parts[1] == 12
        assert {one.school for one in answer.examples} == {"Birch"}
        # The total is Birch's own number, so showing it would say that Alder has none.
        assert [row.parts[1] for row in answer.schools.counts.rows] == [None, None]


class TestGroups:
    def test_each_kind_of_characteristic_has_its_table(self, district):
        for value, some in (("es", district.two), ("en", district.birch_two)):
            for who in some:
                people.set_characteristic(
                    learner=who, kind="home_language", value=value, from_on=dt.date(2026, 8, 1), by=BUILDER
                )
        (table,) = looked(district, THREE_PIECES).groups
        assert (table.kind, table.names) == ("home_language", ("en", "es", ""))
        # In each group everybody moves or nobody does, and a number would say so of each of them.
        assert [row.parts[1] for row in table.counts.rows] == [None, None, None]
        assert [row.learners for row in table.counts.rows] == [12, 20, 19]

    def test_every_table_has_the_same_row_of_everybody(self, district):
        answer = looked(district, THREE_PIECES)
        rows = {table.counts.together.parts for table in (answer.schools, answer.domains, *answer.groups)}
        assert rows == {answer.together.parts}


class TestDecisions:
    def test_decisions_that_the_other_rule_would_read_otherwise_are_counted_and_stay(self, district):
        one = district.competency("MA.FR.1")
        decide_in_bulk(decisions([(who.pk, one.pk, 2, LATELY) for who in district.rising]), by=BUILDER)
        before = list(Determination.objects.values_list("pk", "level"))
        answer = looked(district, LAST_ONE)
        assert (answer.otherwise.more, answer.otherwise.less) == (15, 0)
        assert list(Determination.objects.values_list("pk", "level")) == before

    def test_a_few_are_not_told(self, district):
        one = district.competency("MA.FR.1")
        decide_in_bulk(decisions([(who.pk, one.pk, 2, LATELY) for who in district.rising[:4]]), by=BUILDER)
        assert looked(district, LAST_ONE).otherwise.more is None

    def test_nothing_is_kept_but_the_look(self, district):
        before = list(Standing.objects.order_by("pk").values())
        looked(district, LAST_ONE)
        looked(district, LAST_ONE)
        assert list(Standing.objects.order_by("pk").values()) == before
        (look,) = trail(act="proficiency.what_if_looked").entries
        assert look.act == "proficiency.what_if_looked"


class TestExamples:
    def test_every_kind_of_move_occurs_and_nobody_twice(self, district):
        showing(district.two[:5], district.competency("MA.FR.2"), 4, 4, 2)
        answer = looked(district, LAST_ONE)
        assert {one.move for one in answer.examples} == {Move.UP, Move.DOWN, Move.GAINED}
        assert len(answer.examples) == 10
        assert len({one.learner_uuid for one in answer.examples}) == 10

    def test_both_rules_say_why(self, district):
        example = next(one for one in looked(district, THREE_PIECES).examples if one.move is Move.LOST)
        assert (example.level_now, example.level_then) == (3, None)
        assert any("at least 2 must agree" in said for said in example.reasons_now)
        assert any("One more piece of evidence is needed" in said for said in example.reasons_then)

    def test_each_is_noted_as_a_look_at_the_record(self, district):
        answer = looked(district, THREE_PIECES)
        seen = {str(entry.learner_uuid) for entry in trail(act="people.record_viewed").entries}
        assert {str(one.learner_uuid) for one in answer.examples} <= seen

    def test_a_school_leader_meets_her_own_learners_only(self, district):
        answer = looked(district, THREE_PIECES, who="lee")
        assert {one.school for one in answer.examples} == {"Alder"}
        assert answer.schools.names == ("Alder",)


@pytest.mark.parametrize("who", ["ortiz", "adam", "rosa", "ana", "cora"])
def test_who_leads_nothing_finds_nothing(district, who):
    with pytest.raises(NotFound):
        looked(district, SAME, who)


def test_parts_of_the_district_read_apart_answer_the_same(district, monkeypatch):
    whole = looked(district, THREE_PIECES)
    monkeypatch.setattr("headway.district.proficiency.whatif.looking.LEARNERS_AT_ONCE", 7)
    assert looked(district, THREE_PIECES) == whole


def test_a_rule_that_asks_how_evidence_came_about_is_answered(district):
    book = {"requires": [{"from_level": 3, "that": {"forms_of_evidence": {"at_least": 2}}}]}
    answer = looked(district, book)
    assert answer.learners == 51
    assert answer.together.parts[1] == 32


def test_without_any_evidence_there_is_nothing_to_show(world):
    answer = looked(world, THREE_PIECES)
    assert (answer.learners, answer.together.parts, answer.examples) == (None, (None, None, None), ())
