"""Schools side by side, without anybody being found out."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.district.foundation.api import NotFound
from headway.district.people.models import Learner, Person
from headway.district.proficiency.api import decide_in_bulk, overview_by_school, record_ratings_in_bulk
from headway.district.proficiency.suppression import is_told, suppress, suppress_nested
from tests.district.proficiency.conftest import BUILDER, decisions, ratings

LATELY = dt.datetime(2026, 9, 20, 12, tzinfo=dt.UTC)
LONG_AGO = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def learners(school, count):
    people = Person.objects.bulk_create(Person(given_name="A", family_name="B") for _n in range(count))
    return Learner.objects.bulk_create(Learner(person=one, school=school) for one in people)


@pytest.fixture
def two_schools(world):
    """Alder: 12 reached something lately, 14 showed evidence, 11 did not. Birch: 9 learners in all."""
    many = learners(world.alder, 33)
    learners(world.birch, 8)
    one = world.competency("MA.FR.1").pk
    record_ratings_in_bulk(
        ratings(
            [(who.pk, one, 3, LATELY, LATELY) for who in many[:26]]
            + [(who.pk, one, 3, LONG_AGO, LONG_AGO) for who in many[26:]]
        ),
        by=BUILDER,
    )
    decide_in_bulk(
        decisions(
            [(who.pk, one, 3, LATELY) for who in many[:12]]
            + [(who.pk, one, 3, LONG_AGO) for who in many[12:20]]
        ),
        by=BUILDER,
    )
    return world


def test_each_learner_is_in_one_of_three_parts_per_domain(two_schools):
    found = overview_by_school(two_schools.viewer("lena"))
    assert [one.code for one in found.domains] == ["MA", "LI"]
    alder, birch = found.schools
    assert (alder.name, alder.learners) == ("Alder", 37)
    mathematics, literacy = alder.domains
    assert (mathematics.reached, mathematics.showing, mathematics.quiet) == (12, 14, 11)
    # Nobody showed anything in literacy: that would be told of everybody, so it is not.
    assert (literacy.reached, literacy.showing, literacy.quiet) == (None, None, None)
    assert birch.learners is None
    assert all(part.reached is part.showing is part.quiet is None for part in birch.domains)
    assert found.shown_total.learners == 37
    assert found.shown_total.domains[0].quiet == 11


def test_a_past_moment_counts_what_was_recorded_by_then(two_schools):
    found = overview_by_school(two_schools.viewer("lena"), as_of=LONG_AGO + dt.timedelta(days=1))
    mathematics = found.schools[0].domains[0]
    assert (mathematics.reached, mathematics.showing, mathematics.quiet) == (None, None, 22)


def test_a_school_leader_sees_her_school_and_no_total(two_schools):
    found = overview_by_school(two_schools.viewer("lee"))
    assert [one.name for one in found.schools] == ["Alder"]
    assert found.shown_total is None


@pytest.mark.parametrize("who", ["ortiz", "cora", "adam", "ana", "rosa"])
def test_those_who_lead_nothing_find_no_such_page(world, who):
    with pytest.raises(NotFound):
        overview_by_school(world.viewer(who))


parts = st.lists(st.integers(0, 24), min_size=3, max_size=3)


@given(parts)
def test_no_part_below_ten_is_ever_shown(counts):
    assert all(shown is None or shown >= 10 for shown in suppress(counts))


def test_hidden_parts_cannot_be_worked_out_from_the_total_and_the_rule():
    """Whoever knows a group's size, what is shown and this very rule still has several answers for each hidden part."""
    for size in range(10, 70):
        answers = defaultdict(list)
        for first in range(size + 1):
            for second in range(size - first + 1):
                table = (first, second, size - first - second)
                answers[suppress(table)].append(table)
        for shown, tables in answers.items():
            for place in (place for place, count in enumerate(shown) if count is None):
                assert len({table[place] for table in tables}) > 1, (size, shown, tables)


@given(st.lists(st.integers(10, 500), min_size=2, max_size=5))
def test_large_parts_are_shown_as_they_are(counts):
    assert suppress(counts) == tuple(counts)


def test_nested_counts_give_no_small_number_away_by_subtraction():
    """Of 166, 160 wait and 20 of these were passed on: the 160 would tell of six."""
    assert suppress_nested((166, 160, 20)) == (166, None, 20)
    assert suppress_nested((166, 150, 145)) == (166, 150, None)
    assert suppress_nested((12, 12, 0)) == (12, 12, 0)
    answers = defaultdict(list)
    for whole in range(32):
        for part in range(whole + 1):
            for inner in range(part + 1):
                answers[suppress_nested((whole, part, inner))].append((whole, part, inner))
    for shown, chains in answers.items():
        told = [count for count in shown if count is not None]
        assert all(is_told(more - less) for more, less in itertools.combinations([*told, 0], 2)), shown
        for place in (place for place, count in enumerate(shown) if count is None):
            assert len({chain[place] for chain in chains}) > 1, (shown, chains)
