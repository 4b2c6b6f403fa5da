"""How the handbook writes a body of evidence, so that a teacher can read the tables.

    "Sep 4 developing, Oct 2 proficient"           two pieces of work, with their dates
    "Sep 4 developing (poster)"                    a named piece; the same name twice is double scoring
    "Sep 4 developing withdrawn"                   recorded, and withdrawn later
    "Sep 4 developing told Nov 1"                  shown in September, recorded in November

Ratings are numbered from 1 in the order written, which is the order in which they were recorded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from headway.mastery.facts import NEVER, NO_EVIDENCE_NAMED, Rating, Ratings
from headway.mastery.proficiency import Rule, propose, sentence, why_set_aside
from headway.mastery.scales import Scale

DEFAULT_RULE = Rule()
DEFAULT_SCALE = Scale.default()

LINE = re.compile(
    r"(?P<day>\w{3} \d+) (?P<level>\w+)(?: \((?P<piece>[\w ]+)\))?"
    r"(?: told (?P<told>\w{3} \d+))?(?P<withdrawn> withdrawn)?"
)


@dataclass(frozen=True)
class Case:
    """What was shown, and what is proposed because of it.

    proposed: "level, confidence", "not enough evidence" or "no evidence". because, needed: the sentences a person
    reads. aside: rating number → why it was not counted. as_of: what was known by the end of that day.
    """

    title: str
    shown: str
    proposed: str
    because: tuple[str, ...]
    needed: tuple[str, ...] = ()
    counted: tuple[int, ...] = ()
    aside: dict[int, str] = field(default_factory=dict)
    rule: Rule = DEFAULT_RULE
    scale: Scale = DEFAULT_SCALE
    level_names: tuple[str, ...] | None = None
    as_of: str | None = None


def what_is_proposed(case: Case) -> dict[str, object]:
    """The handbook's columns, computed."""
    ratings = Ratings.from_rows(ratings_of(case.shown, case.scale))
    if case.as_of:
        ratings = ratings.as_of(day(case.as_of))
    proposal = propose(ratings, case.rule, case.scale)
    level = f"{case.scale.code(proposal.level)}, {proposal.confidence}" if proposal.level else None
    return {
        "proposed": level or proposal.status.replace("_", " "),
        "because": tuple(sentence(reason, "en", case.level_names) for reason in proposal.reasons),
        "needed": tuple(sentence(reason, "en", case.level_names) for reason in proposal.missing),
        "counted": proposal.counted,
        "aside": {rating: why_set_aside(why) for rating, why in proposal.set_aside},
    }


def ratings_of(shown: str, scale: Scale) -> list[Rating]:
    lines = [line.strip() for line in shown.split(",") if line.strip()]
    pieces: dict[str, int] = {}
    return [_rating(number, line, pieces, scale) for number, line in enumerate(lines, start=1)]


def _rating(number: int, line: str, pieces: dict[str, int], scale: Scale) -> Rating:
    read = LINE.fullmatch(line)
    assert read, f"the handbook can't read “{line}”"
    observed = day(read["day"])
    recorded = day(read["told"]) if read["told"] else observed
    piece = read["piece"]
    return Rating(
        learner=1,
        competency=1,
        level=scale.level_of(read["level"]),
        observed_at=observed,
        recorded_at=recorded,
        rater=1,
        rating_id=number,
        evidence=pieces.setdefault(piece, len(pieces) + 1) if piece else NO_EVIDENCE_NAMED,
        withdrawn_at=recorded + 1 if read["withdrawn"] else NEVER,
    )


def day(written: str) -> int:
    """A school year: August to December of 2026, January to July of 2027."""
    read = datetime.strptime(f"{written} 2028", "%b %d %Y").date()  # noqa: DTZ007 - a date without a clock
    return date(2026 if read.month >= 8 else 2027, read.month, read.day).toordinal()
