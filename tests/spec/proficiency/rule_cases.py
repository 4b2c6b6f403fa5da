"""How a rule's handbook writes a body of evidence with its circumstances, and what is read out of it.

"Sep 4 proficient"                              a piece of work with its date
"Sep 4 proficient (essay) by Ruiz"              a named piece and who rated it; the same name twice is one piece
"Sep 4 proficient [writing, depth 3, garden]"   form, depth, context; independent, supported, transfer, cumulative,
                                                task, outside are marks; any other word is a context
"Sep 4 proficient [essential developing]"       the lowest level of an essential criterion of the rubric
"Sep 4 proficient told Nov 1", "… withdrawn"    recorded later; recorded and taken back
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from headway.mastery.facts import Form, Mark, Rating, Ratings
from headway.mastery.proficiency import Place, Proposal, RuleBook, describe, propose, sentence
from headway.mastery.scales import Scale
from tests.spec.proficiency.handbook import day, ratings_of

SCALE = Scale.default()
AROUND = re.compile(r"\[(?P<around>[^\]]*)\]")
BY = re.compile(r"\bby (?P<rater>\w+)")
RATERS = ("Ruiz", "Chen", "Obi")
FORMS = {form.name.lower(): form for form in Form}
MARKS = {mark.name.lower(): mark for mark in Mark if mark.name}


@dataclass(frozen=True)
class RuleCase:
    """A rule as it is stored, what was shown, what is proposed, and a sentence that a person reads beside it.

    place: where in the district; then the rule may be a book with exceptions. on: the day of asking. as_of: what was
    known by the end of that day.
    """

    title: str
    rule: dict
    shown: str
    proposed: str
    says: str
    on: str | None = None
    as_of: str | None = None
    place: Place | None = None


def proposal_of(case: RuleCase) -> Proposal:
    ratings = Ratings.from_rows(rows_of(case.shown))
    if case.as_of:
        ratings = ratings.as_of(day(case.as_of))
    on = day(case.on) if case.on else None
    return propose(ratings, rule_of(case), SCALE, on=on, a_day=1)


def rule_of(case: RuleCase):
    return RuleBook.from_dict(case.rule).rule_for(case.place or Place())


def proposed(proposal: Proposal) -> str:
    return SCALE.code(proposal.level) if proposal.level else proposal.status.replace("_", " ")


def said(proposal: Proposal, register: str = "plain", language: str = "en") -> list[str]:
    return [
        sentence(reason, language, register=register)
        for reason in (*proposal.reasons, *proposal.unmet, *proposal.missing)
    ]


def rule_in_words(case: RuleCase) -> tuple[str, ...]:
    return describe(rule_of(case))


def rows_of(shown: str) -> list[Rating]:
    """Ratings; the occasion is the day of the work, and Ruiz rates where nobody is named."""
    bare = BY.sub("", AROUND.sub("", shown))
    lines = split(shown)
    rows = ratings_of(", ".join(" ".join(line.split()) for line in bare.split(",")), SCALE) if lines else []
    contexts: dict[str, int] = {}
    return [with_circumstances(row, line, contexts) for row, line in zip(rows, lines, strict=True)]


def split(shown: str) -> list[str]:
    """At commas, but not at those inside brackets."""
    return [line.strip() for line in re.split(r",(?![^\[]*\])", shown) if line.strip()]


def with_circumstances(row: Rating, line: str, contexts: dict[str, int]) -> Rating:
    found = AROUND.search(line)
    told = [one.strip() for one in found["around"].split(",")] if found else []
    values: dict[str, int] = {"occasion": row.observed_at}
    marks = Mark.NONE
    for word in filter(None, told):
        if word in FORMS:
            values["form"] = int(FORMS[word])
        elif word in MARKS:
            marks |= MARKS[word]
        elif word.startswith("depth "):
            values["depth"] = int(word.removeprefix("depth "))
        elif word.startswith("essential "):
            values["essential"] = SCALE.level_of(word.removeprefix("essential "))
        else:
            values["context"] = contexts.setdefault(word, len(contexts) + 1)
    rater = BY.search(line)
    who = RATERS.index(rater["rater"]) + 1 if rater else 1
    return replace(row, **values, marks=int(marks), rater=who)


def from_proficient(*trees: dict) -> dict:
    """A rule that asks for this from Proficient on."""
    that = trees[0] if len(trees) == 1 else {"all": list(trees)}
    return {"requires": [{"from_level": 3, "that": that}]}
