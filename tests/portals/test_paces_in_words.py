"""A pace as people read it: the number of the sentence is the number of its explanation, rounded."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import translation

from headway.district.portals.presenting.paces import number_words
from headway.district.portals.presenting.signals.words import cards
from headway.district.signals.types import BoardLine
from tests.architecture.language_rules import RULES


@pytest.mark.parametrize(
    ("value", "words"),
    [(3 / 63 * 180, "8.6"), (4 / 63 * 180, "11.4"), (2.96, "3"), (2.0, "2"), (0.25, "0.2")],
)
def test_a_number_is_rounded_and_never_cut_off(value, words):
    with translation.override("en"):
        assert number_words(value) == words


def test_a_number_is_written_as_the_language_writes_it():
    with translation.override("es"):
        assert number_words(3 / 63 * 180) == "8,6"


def line(code: str, kind: str, **evidence) -> BoardLine:
    on = dt.date(2026, 10, 1)
    known = {
        "uuid": uuid.uuid4(), "kind": kind, "learner_uuid": uuid.UUID(int=7), "learner_name": "Ana Reyes",
        "school": "Alder", "domain_code": code, "target_uuid": None, "since_on": on, "evidence": evidence,
        "still": True, "raised_on": on, "addressee": "Aiden Webb", "is_mine": True, "because": "adviser",
        "answer_by": None, "is_overdue": False,
    }  # fmt: skip
    return BoardLine(**known, latest=evidence, latest_on=on)


@pytest.mark.parametrize(
    ("kind", "evidence", "english", "spanish"),
    [
        ("not_negotiated", {}, "Active for up to 34 days of school", "Activas desde hace hasta 34 días lectivos"),
        ("waiting", {}, "For up to 34 days of school the record holds", "Desde hace hasta 34 días lectivos el registro"),
        ("stalled", {"open": 3.0}, "For up to 34 days of school nothing new", "En hasta 34 días lectivos no se mostró"),
    ],
)  # fmt: skip
def test_several_domains_are_told_in_one_sentence_with_the_longest_time(kind, evidence, english, spanish):
    domains = {"LI": "Literacy", "MA": "Mathematics", "SC": "Science"}
    lines = [line("SC", kind, days=12.0, **evidence), line("MA", kind, days=34.0, **evidence)]
    for language, begins in (("en", english), ("es", spanish)):
        with translation.override(language):
            (card,) = cards(lines, domains)
        (matter,) = card.matters
        assert matter.sentence.startswith(begins)
        assert (matter.where, [name for name, _uuid in matter.others]) == ("Mathematics", ["Science"])
        assert matter.next_step
        assert [rule.code for rule in RULES if rule.found_in(matter.sentence)] == []
