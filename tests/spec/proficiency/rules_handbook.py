"""The handbook of rules, written from the tables of cases: `python -m tests.spec.proficiency.rules_handbook`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.spec.proficiency.cases_of_judgement import CASES as OF_JUDGEMENT
from tests.spec.proficiency.cases_of_predicates import CASES as OF_PREDICATES
from tests.spec.proficiency.cases_of_rules import CASES as OF_RULES
from tests.spec.proficiency.cases_refused import REFUSED
from tests.spec.proficiency.rule_cases import RuleCase, rule_in_words, rule_of, split

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "rules-handbook.md"
CHAPTERS: dict[str, list[RuleCase]] = {**OF_PREDICATES, **OF_JUDGEMENT, **OF_RULES}

BEGINNING = """<!-- Written by `make docs` from tests/spec/proficiency/cases_*.py. Change it there. -->

# Handbook of rules

What a rule proposes, case by case. Every case is run by the tests. Unless a case says otherwise, a level is proposed
once there are 2 pieces of evidence, and it is the highest level that at least 2 of the 3 most recent pieces show;
what a level asks for besides stands above its case. How a level comes about is told in
[an explanation](../explanation/how-a-level-comes-about.md).

The sentence at the end of a case is one of those that stand beside the proposal. Square brackets tell how a piece
came about; the name after "by" is who rated it; work in round brackets is one piece that was rated several times.
"""

# Names of settings are code on a page.
NAMES, AS_CODE = re.compile(r"“([a-z_.]+)”"), r"`\1`"

# Sentences that the beginning of the page has said for all cases.
SAID_ONCE = 2
AT_THE_END = 3


def page() -> str:
    return "".join([BEGINNING, *(part for chapter in CHAPTERS for part in _chapter(chapter)), *_refused()])


def _chapter(chapter: str) -> Iterator[str]:
    yield f"\n## {chapter}\n"
    before: tuple[str, ...] | None = None
    for case in CHAPTERS[chapter]:
        rule = _rule(case)
        if rule and rule != before:
            yield "\n" + "".join(f"> {sentence}\n" for sentence in rule)
        before = rule
        yield f"\n**{case.title[0].upper()}{case.title[1:]}.**{_where_and_when(case)}\\\n"
        yield " · ".join(split(case.shown) or ["nothing yet"]) + "\\\n"
        yield f"→ *{case.proposed}*. {case.says}\n"


def _rule(case: RuleCase) -> tuple[str, ...]:
    """What the rule says beyond the beginning of the page."""
    said = rule_in_words(case)
    usual = rule_of(case).kind == "most_recent_consistent" and rule_of(case).minimum_pieces == 2
    usual = usual and (rule_of(case).window, rule_of(case).agreement) == (3, 2)
    return said[SAID_ONCE if usual else 0 : -AT_THE_END]


def _where_and_when(case: RuleCase) -> str:
    said = []
    if case.place:
        told = {name: value for name, value in vars(case.place).items() if value}
        said.append("at " + ", ".join(f"{name} {value}" for name, value in told.items()))
    if case.on:
        said.append(f"asked on {case.on}")
    if case.as_of:
        said.append(f"as known on {case.as_of}")
    return f" ({'; '.join(said)})" if said else ""


def _refused() -> Iterator[str]:
    yield "\n## Rules that are not taken\n\nA rule that could never be met, contradicts itself or is not understood "
    yield "is refused when somebody\nwants to adopt it, with what to change.\n\n| Asked for | What is said |\n| --- | --- |\n"
    for title, (_settings, sentence) in REFUSED.items():
        yield f"| {title} | {NAMES.sub(AS_CODE, sentence)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page())
