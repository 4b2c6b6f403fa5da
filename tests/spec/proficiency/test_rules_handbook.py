"""The truth table of rules: every case of the handbook, and the page that is written from it."""

import json

import pytest

from headway.mastery.facts import Refused
from headway.mastery.proficiency import RuleBook, propose_many
from headway.mastery.proficiency.requirements import PREDICATES
from tests.spec.proficiency.cases_refused import REFUSED
from tests.spec.proficiency.rule_cases import (
    SCALE,
    Ratings,
    day,
    proposal_of,
    proposed,
    rows_of,
    rule_of,
    said,
)
from tests.spec.proficiency.rules_handbook import CHAPTERS, PAGE, page

CASES = [case for chapter in CHAPTERS.values() for case in chapter]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_case_of_the_handbook(case):
    proposal = proposal_of(case)
    assert proposed(proposal) == case.proposed
    assert case.says in said(proposal)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_columns_answer_the_handbook_too(case):
    ratings = Ratings.from_rows(rows_of(case.shown))
    ratings = ratings.as_of(day(case.as_of)) if case.as_of else ratings
    columns = propose_many(ratings, rule_of(case), SCALE, on=day(case.on) if case.on else None, a_day=1)
    levels = [None if level == -1 else level for level in columns.level.tolist()]
    assert levels == ([] if not len(ratings) else [proposal_of(case).level])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_rule_of_the_handbook_survives_being_stored_as_text(case):
    book = RuleBook.from_dict(case.rule)
    assert RuleBook.from_dict(json.loads(json.dumps(book.to_dict()))) == book


@pytest.mark.parametrize(("settings", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_rule_that_is_not_taken_says_why(settings, sentence):
    with pytest.raises(Refused) as refused:
        RuleBook.from_dict(settings)
    assert str(refused.value) == sentence


def test_every_case_has_its_own_title():
    titles = [case.title for case in CASES]
    assert len(set(titles)) == len(titles) >= 60


def test_every_requirement_has_a_case_that_holds_and_one_that_does_not():
    for name in PREDICATES:
        outcomes = {case.proposed for case in CASES if f'"{name}"' in json.dumps(case.rule)}
        assert {"proficient", "developing"} <= outcomes, name


def test_the_page_is_what_the_cases_say():
    assert PAGE.read_text() == page(), "run `make docs`"
