"""Whose record holds what the rule asks, and who waits for a signature; longest waiting first (R060)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from headway.district.advancement.columns import (
    Candidate,
    ModuleParts,
    Reading,
    academic_domains,
    day_of,
    level_cases,
    read,
)
from headway.district.advancement.models import Advancement, AwaitedVerification
from headway.district.advancement.policies import can_verify_many, rule_of_moving
from headway.district.advancement.selectors.module_parts import module_parts
from headway.district.advancement.selectors.stages import stages_of
from headway.district.advancement.types import AwaitedInfo, Grain, ReadyCount, ReadyItem, Stage
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.people.api import (
    Purpose,
    Rosters,
    Viewer,
    learners_on_duty,
    rosters_of,
    sections_taught,
    visible_learner,
)
from headway.district.people.types import Role
from headway.mastery.advancement import AdvancementRule, Signer

__all__ = ["candidates_of", "ready_counts", "ready_for_verifier", "ready_on_duty", "ready_to_advance"]


def ready_to_advance(
    viewer: Viewer,
    *,
    section: Any = None,
    learner_uuid: uuid.UUID | None = None,
    rosters: Rosters | None = None,
    sections: Collection[Any] | None = None,
    awaited: Collection[AwaitedInfo] | None = None,
) -> tuple[ReadyItem, ...]:
    """For a teacher or adviser: her learners, in the domains that she teaches them; advisers see every domain.

    section narrows it to one of her sections and its domain. rosters, sections, awaited (`awaited_among` all of
    them): where the page has read them already.
    Ten queries at most, however many learners.
    """
    continuum = current_map()
    if continuum is None:
        return ()
    if learner_uuid is not None:
        one = visible_learner(viewer, learner_uuid, Purpose.RATE)
        return _items({one.pk: one}, {one.pk: None}, continuum)
    rosters = rosters or rosters_of(viewer)
    taught = {one.pk: one for one in (sections_taught(viewer) if sections is None else sections)}
    if section is not None and section.pk not in taught:
        return ()
    domains_of: dict[int, set[str] | None] = {}
    for section_id, members in rosters.sections.items():
        if section is not None and section_id != section.pk:
            continue
        course = taught[section_id].course if section_id in taught else None
        code = course.domain_code if course else ""
        for member in members:
            known = domains_of.setdefault(member, set())
            if known is not None and code:
                known.add(code)
            elif not code:
                domains_of[member] = None
    if section is None:
        for members in rosters.home_groups.values():
            domains_of |= dict.fromkeys(members)
    return _items({pk: rosters.learners[pk] for pk in domains_of}, domains_of, continuum, awaited)


def ready_on_duty(viewer: Viewer) -> tuple[ReadyItem, ...]:
    """For a leader: everybody in her schools, in every domain."""
    continuum = current_map()
    if continuum is None:
        return ()
    learners = {one.pk: one for one in learners_on_duty(viewer, Role.LEADER)}
    return _items(learners, dict.fromkeys(learners), continuum)


def ready_for_verifier(viewer: Viewer) -> tuple[ReadyItem, ...]:
    """For a counsellor: who is ready where the rule asks for one signature, of somebody who did not teach her.

    Learners whom she taught, rated or decided on in the domain are not among them. Nothing is read where no rule
    asks for it.
    """
    continuum = current_map()
    rule, _version = rule_of_moving()
    signers: list[Any] = [one.signer for one in rule.grains.values()]
    signers += [one.changes.get("signer") for one in rule.variations]
    if continuum is None or Signer.VERIFIER not in signers:
        return ()
    learners = {one.pk: one for one in learners_on_duty(viewer, Role.COUNSELLOR)}
    items = [
        one
        for one in _items(learners, dict.fromkeys(learners), continuum)
        if one.rule.signer == Signer.VERIFIER
    ]
    mine = can_verify_many(
        viewer, [(learners[one.learner_id], one.passage.domain_code) for one in items], continuum
    )
    return tuple(one for one in items if (one.learner_id, one.passage.domain_code) in mine)


def _items(
    learners: Mapping[int, Any],
    domains_of: Mapping[int, Collection[str] | None],
    continuum: ContinuumMap,
    known: Collection[AwaitedInfo] | None = None,
) -> tuple[ReadyItem, ...]:
    if not learners:
        return ()
    rule, version = rule_of_moving()
    reading = read(tuple(learners), continuum, rule, version)
    stages = stages_of(tuple(learners))
    found = [one for one in candidates_of(learners, stages, reading, domains_of) if one.since is not None]
    if known is None:
        rows = AwaitedVerification.objects.filter(learner_id__in=learners, closed_at__isnull=True)
        awaited = {(one.learner_id, one.what): one.uuid for one in rows}
    else:
        ids = {one.uuid: pk for pk, one in learners.items()}
        awaited = {
            (ids[one.learner_uuid], one.passage.key): one.uuid for one in known if one.learner_uuid in ids
        }
    items = [
        ReadyItem(
            learner_id=one.learner_id,
            learner_uuid=learners[one.learner_id].uuid,
            learner_name=learners[one.learner_id].person.name,
            passage=one.passage,
            since=day_of(one.since),  # type: ignore[arg-type]
            days_waiting=_waits(one, stages, reading.today),
            met=one.asked - one.open,
            open=one.open,
            rule=one.rule,
            rule_version=version,
            is_dated=one.is_dated,
            awaited=awaited.get((one.learner_id, one.passage.key)),
        )
        for one in found
    ]
    return tuple(
        sorted(
            items,
            key=lambda item: (not item.is_dated, -item.days_waiting, item.learner_name, item.passage.key),
        )
    )


def _waits(one: Candidate, stages: Mapping[int, Mapping[str, Stage]], today: dt.date) -> int:
    """Days since the rule was met; nobody waits to leave a level from before the day on which she came to it."""
    assert one.since is not None  # only of who is ready
    since, stage = day_of(one.since), stages.get(one.learner_id, {}).get(one.passage.domain_code)
    if stage is not None and one.passage.grain == Grain.LEVEL:
        since = max(since, stage.since)
    return max((today - since).days, 0)


def candidates_of(
    learners: Mapping[int, Any],
    stages: Mapping[int, Mapping[str, Stage]],
    reading: Reading,
    domains_of: Mapping[int, Collection[str] | None],
) -> list[Candidate]:
    """Every learner's level in every domain, and the modules of it where a school signs modules.

    Without a dated stage the highest level that is met stands for what could be signed.
    """
    schools = {pk: str(one.school.uuid) if one.school else "" for pk, one in learners.items()}
    cases = list(level_cases(schools, stages, reading, domains_of))
    if _signs_modules(reading.rule):
        cases += _module_cases(learners, schools, stages, reading, domains_of)
    found: list[Candidate] = []
    highest: dict[tuple[int, str], Candidate] = {}
    for one in reading.evaluated(cases):
        if one.is_dated:
            found.append(one)
        elif one.since is not None:
            key = (one.learner_id, one.passage.domain_code)
            before = highest.get(key)
            if before is None or (before.passage.from_level or 0) < (one.passage.from_level or 0):
                highest[key] = one
    return found + list(highest.values())


def _signs_modules(rule: AdvancementRule) -> bool:
    return rule.grains[Grain.MODULE].used or any(one.grain == Grain.MODULE for one in rule.variations)  # type: ignore[index]


def _module_cases(
    learners: Mapping[int, Any],
    schools: Mapping[int, str],
    stages: Mapping[int, Mapping[str, Stage]],
    reading: Reading,
    domains_of: Mapping[int, Collection[str] | None],
) -> Iterable[tuple[Candidate, tuple[int, ...]]]:
    modules = module_parts(reading.continuum)
    signed = set(
        Advancement.objects.filter(
            grain=Grain.MODULE, learner_id__in=learners, withdrawal__isnull=True
        ).values_list("learner_id", "module_id")
    )
    for pk, learner in learners.items():
        line = learner.school.path.split("/") if learner.school else []
        wanted = domains_of.get(pk)
        for one in modules:
            domain = one.passage.domain_code
            stage = stages.get(pk, {}).get(domain)
            if (
                str(one.organisation_id) not in line
                or (wanted is not None and domain not in wanted)
                or (pk, one.passage.module_id) in signed
                or not _is_on_her_level(one, stage)
            ):
                continue
            rule = reading.rule_for(Grain.MODULE, schools[pk], domain)
            if rule.used:
                yield Candidate(pk, one.passage, rule, True), reading.asked_of_module(rule, one)


def _is_on_her_level(module: ModuleParts, stage: Stage | None) -> bool:
    return stage is None or module.level is None or module.level == stage.level


def ready_counts(viewer: Viewer, rule: AdvancementRule) -> tuple[ReadyCount, ...]:
    """By school and academic domain, how many learners would be ready for their next level under this rule.

    For a form that tries a rule: numbers only, also zeros, to be suppressed by whoever shows them.
    """
    continuum = current_map()
    if continuum is None:
        return ()
    learners = {one.pk: one for one in learners_on_duty(viewer, Role.LEADER)}
    reading = read(tuple(learners), continuum, rule, "")
    found = candidates_of(learners, stages_of(tuple(learners)), reading, dict.fromkeys(learners))
    counts: Counter[tuple[int | None, str]] = Counter()
    for one in found:
        if one.since is not None and one.passage.grain == Grain.LEVEL:
            counts[learners[one.learner_id].school_id, one.passage.domain_code] += 1
    sizes = Counter(one.school_id for one in learners.values())
    names = {one.school_id: one.school.name if one.school else "" for one in learners.values()}
    return tuple(
        ReadyCount(names[school], domain, counts[school, domain], sizes[school])
        for school in sorted(names, key=lambda one: (names[one], one or 0))
        for domain in academic_domains(continuum)
    )
