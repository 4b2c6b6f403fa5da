"""What is said beside a proposal is true of it, whatever the rule asks."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.mastery.facts import Reason
from headway.mastery.proficiency import DEFAULT_LEVEL_NAMES, describe, propose, sentence
from headway.mastery.proficiency.body import body_of
from headway.mastery.proficiency.further import Addition
from headway.mastery.proficiency.showing import shown_by
from headway.mastery.proficiency.wording import phrases, reasons
from headway.mastery.proficiency.wording.rules import SENTENCES as OF_RULES
from tests.mathematics.pacing.test_words import NEVER_SAID, forms, params
from tests.mathematics.proficiency.random_rules import A_DAY, SCALE, bodies, rules

EXAMPLES = 150
today = st.sampled_from([None, 14, 16])


def one_body(rows):
    return [row for row in rows if row.learner == 1]


def traits_of(told):
    return dict(trait.partition("=")[::2] for trait in told.split(",") if trait)


def addition_of(reason):
    """The pieces that a reason speaks of."""
    said = dict(reason.params)
    every, one = traits_of(said.get("how", "")), traits_of(said.get("how_one", ""))
    values = {**every, **one}
    return Addition(
        said["level"],
        said["count"],
        frozenset(every),
        frozenset(one),
        form=int(values.get("form", -1)),
        depth=int(values.get("depth", -1)),
        people=int(values.get("second", 1)),
    )


@settings(max_examples=EXAMPLES)
@given(rules(), bodies(), today)
def test_what_is_said_to_raise_the_proposal_does_raise_it(rule, rows, on):
    rows = one_body(rows)
    body = body_of(rows, on, A_DAY)[0]
    proposal = propose(rows, rule, SCALE, on=on, a_day=A_DAY)
    for reason in (*proposal.reasons, *proposal.missing):
        if reason.code.startswith("would_raise"):
            raised = shown_by(addition_of(reason).to(body), rule, SCALE)
            assert raised.level >= reason["level"]


@settings(max_examples=EXAMPLES)
@given(rules(), bodies(), today)
def test_a_not_yet_always_carries_what_is_next(rule, rows, on):
    proposal = propose(one_body(rows), rule, SCALE, on=on, a_day=A_DAY)
    next_steps = {"pieces_needed", "still_needed", "asks_for", "more_at_level"}
    if not SCALE.is_proficient(proposal.level):
        said = {reason.code for reason in (*proposal.reasons, *proposal.missing)}
        assert said & next_steps or any(code.startswith("would_raise") for code in said)


@settings(max_examples=EXAMPLES)
@given(rules(), bodies(), today)
def test_requirements_that_hold_a_level_are_named_and_missing(rule, rows, on):
    rows = one_body(rows)
    body = body_of(rows, on, A_DAY)[0]
    shown = shown_by(body, rule, SCALE)
    proposal = propose(rows, rule, SCALE, on=on, a_day=A_DAY)
    held = shown.summary is not None and (shown.level or 0) < shown.summary
    assert bool(proposal.unmet) == held
    assert all(reason["asked"] == (shown.level or 0) + 1 for reason in proposal.unmet)
    needed = [reason for reason in proposal.missing if reason.code == "still_needed"]
    assert [one["requirement"] for one in needed] == [one["requirement"] for one in proposal.unmet]


@settings(max_examples=EXAMPLES)
@given(rules(), bodies(), today, st.sampled_from(["plain", "full"]), st.sampled_from(["en", "es"]))
def test_every_reason_and_every_rule_can_be_said(rule, rows, on, register, language):
    proposal = propose(one_body(rows), rule, SCALE, on=on, a_day=A_DAY)
    said = [
        *(
            sentence(reason, language, register=register)
            for reason in (*proposal.reasons, *proposal.missing, *proposal.unmet)
        ),
        *describe(rule, language, register=register),
    ]
    for text in said:
        assert text.endswith(".")
        assert "{" not in text
        assert "  " not in text


def every_phrase(language):
    for table in (phrases.ASKS, phrases.MORE, phrases.FILTER, phrases.HOW, phrases.JOINED):
        for name, phrase in table[language].items():
            for text in forms(phrase):
                yield name, text
    for table in (phrases.FORMS, phrases.DEPTHS):
        yield from enumerate(table[language])
    for table in (reasons.SENTENCES, reasons.IN_FULL, OF_RULES):
        for name, said in table[language].items():
            for text in forms(said):
                yield name, text


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_phrase_labels_or_compares_learners(language):
    pattern = re.compile(rf"(?<!\w)(?:{NEVER_SAID[language]})(?!\w)", re.IGNORECASE)
    assert [(where, text) for where, text in every_phrase(language) if pattern.search(text)] == []


@pytest.mark.parametrize(
    "table",
    [phrases.ASKS, phrases.MORE, phrases.FILTER, phrases.HOW, reasons.IN_FULL, OF_RULES],
)
def test_both_languages_say_the_same_things(table):
    english, spanish = table["en"], table["es"]
    assert list(english) == list(spanish)
    for name in english:
        for one, other in zip(forms(english[name]), forms(spanish[name]), strict=True):
            assert params(one) == params(other), name


def test_a_reason_of_an_earlier_time_is_said_as_it_was():
    stored = Reason.of("each_shows", count=3, reached=3, level=3)
    assert sentence(stored, register="full") == sentence(stored)


def test_the_full_register_speaks_only_of_reasons_that_there_are():
    for language in ("en", "es"):
        assert set(reasons.IN_FULL[language]) <= set(reasons.SENTENCES[language])
        assert len(DEFAULT_LEVEL_NAMES[language]) == SCALE.size
