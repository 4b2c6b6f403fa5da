"""What every question about standings stands on: the continuum, the scale and the rules in effect."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map
from headway.district.foundation.api import Refused, clock, tables
from headway.district.policy.api import DistrictScale, PolicyKind, rule_in_effect, scale_for
from headway.mastery.facts import LANGUAGES, Reason
from headway.mastery.proficiency import Place, Rule, RuleBook, describe, sentence

__all__ = ["Ground", "continuum_in_force", "ground", "reading_language"]


@dataclass(frozen=True, slots=True)
class Ground:
    """The continuum, the scale and the district's book of rules that hold on a day.

    version: of the book, as decisions and standings keep it. moment: the last instant of that day, in microseconds. A
    rule that asks for recent evidence counts from it, so that it says the same all day long, on every page.
    """

    continuum: ContinuumMap
    scale: DistrictScale
    book: RuleBook
    version: str
    rule_text: str
    moment: int

    def rule_for(self, competency: CompetencyInfo, school: uuid.UUID | str | None = None) -> Rule:
        """The one rule that holds for a competency in a school (of the learner; by its uuid)."""
        return self.book.rule_for(self.place_of(competency, school))

    def place_of(self, competency: CompetencyInfo, school: uuid.UUID | str | None = None) -> Place:
        domain = self.continuum.domain_by_id.get(competency.domain_id or 0)
        return Place(
            domain=domain.code if domain else None,
            competency=competency.identifier,
            stage=None if competency.level is None else str(competency.level),
            school=str(school) if school else None,
            importance=competency.importance,
        )

    @property
    def asks_for_school(self) -> bool:
        return any(one.where.school for one in self.book.exceptions)

    def say(self, reasons: tuple[Reason, ...], *, in_full: bool = False) -> tuple[str, ...]:
        """Reasons of the mathematics as sentences in the reader's language, with the district's level names.

        In words that a child of twelve reads, or in full for staff.
        """
        language, register = reading_language(), _register(in_full)
        return tuple(sentence(reason, language, self.scale.names, register) for reason in reasons)

    def tell(self, rule: Rule, *, in_full: bool = False) -> tuple[str, ...]:
        """What a rule says, one sentence for each thing it asks."""
        return describe(rule, reading_language(), self.scale.names, _register(in_full))


def ground(as_of: dt.datetime | None = None) -> Ground:
    """Three queries, or what this request remembers. Raises Refused where no continuum is published."""
    parameters, version, text = rule_in_effect(PolicyKind.PROFICIENCY_RULE, as_of)
    day = clock.local_date(as_of) if as_of else clock.today()
    return Ground(
        continuum=continuum_in_force(),
        scale=scale_for(),
        book=_book(version, json.dumps(parameters, sort_keys=True)),
        version=version,
        rule_text=text,
        moment=tables.microseconds(clock.end_of_day(day)),
    )


@lru_cache(maxsize=32)
def _book(version: str, parameters: str) -> RuleBook:
    """Read once per process: what a version says never changes."""
    return RuleBook.from_dict(json.loads(parameters), version=version)


def continuum_in_force() -> ContinuumMap:
    continuum = current_map()
    if continuum is None:
        raise Refused(
            _("The district has no published continuum yet."),
            remedy=_(
                "An administrator brings it in as a CASE package. This page fills as soon as it is here."
            ),
        )
    return continuum


def _register(in_full: bool) -> Literal["plain", "full"]:
    return "full" if in_full else "plain"


def reading_language() -> str:
    """The reader's language among those that the mathematics speaks."""
    language = (get_language() or "en").split("-")[0]
    return language if language in LANGUAGES else "en"
