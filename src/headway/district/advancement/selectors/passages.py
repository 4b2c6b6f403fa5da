"""One learner's way on: what holds, what is open, by which rule, who may sign, and which section would be next."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.columns import (
    Candidate,
    Reading,
    academic_domains,
    day_number,
    day_of,
    level_cases,
    levels_of_domain,
    next_level,
    read,
)
from headway.district.advancement.models import AwaitedVerification
from headway.district.advancement.policies import can_except, can_sign, can_verify, rule_of_moving
from headway.district.advancement.selectors.module_parts import module_parts
from headway.district.advancement.selectors.stages import stages_of
from headway.district.advancement.types import (
    AwaitedInfo,
    Grain,
    Passage,
    PassagePage,
    SectionOffer,
    Stage,
)
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import NotFound, Refused, translated
from headway.district.people.api import (
    Viewer,
    person_names,
    sections_attended,
    sections_of_level,
    visible_learner,
)
from headway.mastery.advancement import Cumulative, Ready, Showing, missing_words, readiness

__all__ = ["Assessed", "assess", "map_in_force", "offers_for", "passage_page"]


class Assessed:
    """What the record says today about one learner and one passage. Plain values, read once."""

    def __init__(self, learner: Any, grain: str, code: str, continuum: ContinuumMap):
        self.learner, self.continuum = learner, continuum
        self.school = str(learner.school.uuid) if learner.school else ""
        rule, self.version = rule_of_moving()
        self.reading: Reading = read((learner.pk,), continuum, rule, self.version)
        self.stages = stages_of((learner.pk,)).get(learner.pk, {})
        self.stage: Stage | None = None
        self.passage, self.asked_ids = self._passage(Grain(grain), code)
        self.rule = self.reading.rule_for(self.passage.grain, self.school, self.passage.domain_code)
        self.answer = self._answer()

    def _passage(self, grain: Grain, code: str) -> tuple[Passage, tuple[int, ...]]:
        reading, continuum = self.reading, self.continuum
        if grain == Grain.LEVEL:
            if code not in academic_domains(continuum):
                raise _unknown()
            self.stage = self.stages.get(code)
            level = self.stage.level if self.stage else self._level_shown(code)
            passage = Passage(grain, code, level, next_level(continuum, code, level))
            rule = reading.rule_for(grain, self.school, code)
            return passage, reading.asked_of_level(rule, code, level)
        if grain == Grain.MODULE:
            found = module_parts(continuum, (_uuid(code),))
            line = self.learner.school.path.split("/") if self.learner.school else []
            if not found or str(found[0].organisation_id) not in line:
                raise _unknown()
            rule = reading.rule_for(grain, self.school, found[0].passage.domain_code)
            return found[0].passage, reading.asked_of_module(rule, found[0])
        if grain == Grain.GATEWAY and code.isdecimal() and len(code) < 4:
            rule = reading.rule_for(grain, self.school, "")
            passage = Passage(grain, from_level=int(code), gateway_code=code)
            return passage, reading.asked_of_level(rule, "", int(code))
        raise _unknown()

    def _level_shown(self, domain_code: str) -> int:
        """Without a dated stage: the highest level that is met, else the lowest on which something is open."""
        learners = {self.learner.pk: self.school}
        cases = list(level_cases(learners, {}, self.reading, {self.learner.pk: (domain_code,)}))
        found = self.reading.evaluated(cases)
        met = [one.passage.from_level or 0 for one in found if one.since is not None]
        begun = [one.passage.from_level or 0 for one in found]
        levels = levels_of_domain(self.continuum, domain_code)
        if not levels:
            raise _unknown()
        return max(met) if met else max(begun) if begun else levels[0]

    def _answer(self):  # type: ignore[no-untyped-def]
        candidate = Candidate(self.learner.pk, self.passage, self.rule, True)
        cases = self.reading.cases_of([(candidate, self.asked_ids)])
        self.since = {
            one: (None if day < 0 else int(day))
            for one, day in zip(self.asked_ids, cases.since.tolist(), strict=True)
        }
        cumulative = [
            Cumulative(*row)
            for row in zip(
                cases.cumulative_competency.tolist(),
                cases.cumulative_on.tolist(),
                cases.cumulative_is_proficient.tolist(),
                cases.cumulative_order.tolist(),
                strict=True,
            )
        ]
        showing = [Showing(one, day) for one, day in self.since.items()]
        return readiness(self.rule, showing, cumulative, day_number(self.reading.today))

    def missing_words(self) -> tuple[str, ...]:
        if isinstance(self.answer, Ready):
            return ()
        names = {one.id: translated(one, "title") for one in self.continuum.competencies}
        return missing_words(self.answer.missing, names, _language())


def _language() -> str:
    return "es" if (get_language() or "en").startswith("es") else "en"


def assess(learner: Any, grain: str, code: str, continuum: ContinuumMap | None = None) -> Assessed:
    """Raises NotFound for a domain, module or gateway that there isn't."""
    if grain not in {Grain.LEVEL, Grain.MODULE, Grain.GATEWAY}:
        raise _unknown()
    return Assessed(learner, grain, code, continuum or map_in_force())


def map_in_force() -> ContinuumMap:
    continuum = current_map()
    if continuum is None:
        raise Refused(
            _("The district has no published continuum yet."),
            remedy=_("As soon as it has one, learners can move on along it."),
        )
    return continuum


def passage_page(viewer: Viewer, learner_uuid: uuid.UUID, grain: str, code: str) -> PassagePage:
    """Everything that a person needs before she signs. Raises NotFound for strangers."""
    learner = visible_learner(viewer, learner_uuid)
    found = assess(learner, grain, code)
    passage, continuum, answer = found.passage, found.continuum, found.answer
    row = AwaitedVerification.objects.filter(
        learner=learner, what=passage.key, closed_at__isnull=True
    ).first()
    awaited = None
    if row is not None:
        names = person_names((row.signed_by_id,)) if row.signed_by_id else {}
        awaited = AwaitedInfo(
            row.uuid,
            learner.uuid,
            learner.person.name,
            passage,
            names.get(row.signed_by_id or 0, ""),
            row.signed_at,
        )
    return PassagePage(
        learner_uuid=learner.uuid,
        learner_name=learner.person.name,
        passage=passage,
        rule=found.rule,
        rule_version=found.version,
        answer=answer,
        since=day_of(answer.since) if isinstance(answer, Ready) else None,
        asked=tuple(
            (continuum.by_id[one], None if day is None else day_of(day)) for one, day in found.since.items()
        ),
        cumulative=tuple(continuum.by_id[one] for one in answer.cumulative if one in continuum.by_id),
        missing=found.missing_words(),
        stage=found.stage,
        offers=offers_for(learner, passage),
        may_sign=found.rule.used and can_sign(viewer, learner, found.rule, passage.domain_code, continuum),
        may_verify=awaited is not None
        and row is not None
        and row.signed_by_id != viewer.person_id
        and can_verify(viewer, learner, passage.domain_code, continuum),
        may_except=found.rule.used and can_except(viewer, learner, found.rule),
        awaited=awaited,
    )


def offers_for(learner: Any, passage: Passage) -> tuple[SectionOffer, ...]:
    """The sections of her school for the level that comes next; one that she is in already says so."""
    if passage.grain != Grain.LEVEL or learner.school_id is None or passage.to_level is None:
        return ()
    hers = set(sections_attended(learner.pk, passage.domain_code).values_list("pk", flat=True))
    return tuple(
        SectionOffer(one.uuid, one.title, is_hers=one.pk in hers)
        for one in sections_of_level(learner.school_id, passage.domain_code, passage.to_level)
    )


def _uuid(code: str) -> uuid.UUID:
    try:
        return uuid.UUID(code)
    except ValueError as problem:
        raise _unknown() from problem


def _unknown() -> NotFound:
    return NotFound(_("There is no such page, or it is not open to you."))
