"""What the filter beside the rule assumes here: learned from the district's own ratings, kept as a version of a policy.

Kept are plain numbers about all ratings together. Nobody's own severity is kept: a list of who rates how severely would
be a file about staff that nobody asked for. What is left to each rater is told as a spread.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext, gettext_lazy, override

from headway.district.evidence import api as evidence
from headway.district.foundation.api import (
    Actor,
    FieldProblem,
    Refused,
    audit,
    clock,
    remembered_in_request,
    tables,
)
from headway.district.people.api import days_of_school, people_meant
from headway.district.policy.api import PolicyKind, adopt, rule_in_effect, scale_for
from headway.district.proficiency.ground import continuum_in_force
from headway.mastery import facts
from headway.mastery.proficiency import A_DAY
from headway.mastery.proficiency.sureness import (
    Learned,
    Moderation,
    SchoolTime,
    Settings,
    learned_from,
)

__all__ = ["LearnedSureness", "learn_sureness", "school_time", "sureness_settings"]

EPOCH = dt.date(1970, 1, 1)
COLUMNS = ("exemplar", "rater", "on", "agreed", "level")
LANGUAGES = ("en", "es")

Report = Callable[..., None]


@remembered_in_request
def school_time() -> SchoolTime:
    """The clock on which growth is counted: days of school, as far as the record knows them. One query."""
    days = ((day - EPOCH).days for day in days_of_school())
    return SchoolTime.of(days, A_DAY)


@dataclass(frozen=True)
class LearnedSureness:
    """version: of the policy that holds now. is_new: whether it was adopted just now. bodies: of evidence that were
    read; 0 where there are too few, and everything stays as it was. is_anchored: whether exemplars were enough."""

    version: str
    is_new: bool
    bodies: int
    is_anchored: bool
    settings: Settings


def sureness_settings(as_of: dt.datetime | None = None) -> Settings:
    """What the filter assumes on a day: what was learned by then, else its own beginnings. One query."""
    parameters, version, _text = rule_in_effect(PolicyKind.SURENESS, as_of)
    return Settings.from_dict({**parameters, "version": version})


def learn_sureness(
    *, by: Actor, moderation: Path | None = None, keep: bool = True, report: Report = lambda *told: None
) -> LearnedSureness:
    """Learn from all standing ratings, and adopt what was learned from today on; nothing before is told anew.

    moderation: a CSV of exemplars as raters rated them (exemplar, rater, on, agreed, level): the only thing that tells
    what all raters have in common. keep: False only tells what would be adopted.
    Refused: a moderation file that can't be read, with its row, field and remedy.
    """
    scale = scale_for().scale
    exemplars = moderation_from(moderation) if moderation else None
    report("reading the ratings", 0, 2)
    at_school = school_time()
    ratings = at_school.ratings(evidence.ratings_of(continuum=continuum_in_force()))
    if exemplars is not None:
        exemplars = at_school.moderation(exemplars)
    report("learning", 1, 2)
    try:
        learned = learned_from(ratings, scale, day=A_DAY, moderation=exemplars)
    except facts.Refused as problem:
        raise Refused(str(problem)) from problem
    before = sureness_settings()
    if learned.alone is None:
        return LearnedSureness(before.version, False, 0, False, before)
    parameters = {name: value for name, value in learned.alone.to_dict().items() if name != "version"}
    anchored = learned.severities is not None and learned.severities.anchored
    is_new = parameters != {name: value for name, value in before.to_dict().items() if name != "version"}
    version = before.version
    if is_new and keep:
        version = _adopted(learned, parameters, exemplars if anchored else None, by)
    report("learning", 2, 2)
    return LearnedSureness(version, is_new and keep, learned.bodies, anchored, learned.alone)


@transaction.atomic
def _adopted(learned: Learned, parameters: Mapping[str, Any], exemplars: Moderation | None, by: Actor) -> str:
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = _text(learned.bodies, exemplars)
    version = adopt(
        kind=PolicyKind.SURENESS,
        text=texts["en"],
        translations={"es": {"text": texts["es"]}},
        parameters=parameters,
        effective_on=clock.today(),
        by=by,
    )
    audit.record(
        by=by,
        act="sureness.learned",
        subject_kind="policy",
        version=version,
        bodies=learned.bodies,
        ratings_of_exemplars=len(exemplars) if exemplars is not None else 0,
    )
    return version


def _text(bodies: int, exemplars: Moderation | None) -> str:
    sentence = gettext(
        "How sure the evidence makes us is told by what the district's own ratings show: what was read is the work of "
        "%(bodies)s learners' competencies. It decides nothing, and never asks who a child is."
    ) % {"bodies": bodies}
    if exemplars is None:
        more = gettext(
            "Nobody has rated exemplars of an agreed level yet, so what all raters have in common is not known."
        )
    else:
        more = gettext(
            "What all raters have in common is told by %(exemplars)s exemplars of an agreed level."
        ) % {"exemplars": len(np.unique(exemplars.exemplar))}
    return f"{sentence} {more}"


def moderation_from(path: Path) -> Moderation:
    """Exemplars as raters rated them. Raises Refused naming row, field and remedy; nothing is taken in half."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise Refused(
            gettext_lazy("%(name)s is not a CSV file in UTF-8.") % {"name": path.name},
            remedy=gettext_lazy("Save it as CSV, then run the command again."),
        ) from problem
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if missing or not rows:
        raise Refused(
            gettext_lazy("%(name)s needs the columns %(columns)s, and a row for each rating.")
            % {"name": path.name, "columns": ", ".join(COLUMNS)},
            remedy=gettext_lazy("Add what is missing, then run the command again."),
        )
    people = people_meant({row["rater"].strip() for row in rows if row["rater"]})
    numbers = {name: place for place, name in enumerate(sorted({row["exemplar"] for row in rows}))}
    told = [list(_row(place, row, people, numbers)) for place, row in enumerate(rows, start=2)]
    return Moderation(*np.array(told, dtype=np.int64).T)


def _row(
    place: int, row: Mapping[str, str], people: Mapping[str, tuple[int, ...]], numbers: Mapping[str, int]
) -> Iterator[int]:
    yield numbers[row["exemplar"]]
    who = people.get((row["rater"] or "").strip(), ())
    if len(who) != 1:
        raise _refused(
            place,
            "rater",
            gettext_lazy("“%(value)s” names nobody, or several people") % {"value": row["rater"]},
            gettext_lazy("Write a sign-in name, an e-mail address or an identifier of one person."),
        )
    yield who[0]
    try:
        on = dt.date.fromisoformat((row["on"] or "").strip())
    except ValueError:
        on = dt.date.max
    if on > clock.today():
        raise _refused(
            place,
            "on",
            gettext_lazy("“%(value)s” is not a day up to today") % {"value": row["on"]},
            gettext_lazy("Write it as 2026-09-30."),
        )
    yield tables.microseconds(clock.end_of_day(on))
    size = scale_for().size
    for name in ("agreed", "level"):
        value = (row[name] or "").strip()
        if not value.isdigit() or not 1 <= int(value) <= size:
            raise _refused(
                place,
                name,
                gettext_lazy("“%(value)s” is no level") % {"value": row[name]},
                gettext_lazy("Write a number from 1 to %(size)s.") % {"size": size},
            )
        yield int(value)


def _refused(row: int, field: str, what: Any, remedy: Any) -> Refused:
    sentence = gettext_lazy("Row %(row)s, %(field)s: %(what)s.") % {"row": row, "field": field, "what": what}
    return Refused(sentence, remedy=remedy, problems=(FieldProblem(sentence, field=field, remedy=remedy),))
