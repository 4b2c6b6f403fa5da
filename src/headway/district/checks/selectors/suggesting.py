"""What finished checks say for a level: one level, or two where they are not sure. A source; a person decides."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.assessments.api import Confidence, SourceKind, SourceSuggestion
from headway.district.checks.models import CheckReading, CheckSitting
from headway.district.checks.policies import learners_of_staff
from headway.district.checks.types import CheckPurpose, CheckStage
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import clock, translated
from headway.district.people.api import Viewer

__all__ = ["known_and_holes", "known_and_holes_of", "levels_from", "suggestions_of"]

KNOWN, NOT_YET = "known", "not_yet"
# A reading that stands on fewer answers is worth a look soon.
FIRM_FROM = 8
# One or two answers say hardly anything, however they read.
LIKELY_FROM = 3
# More learners than this are not named one by one in a question to the database.
AT_ONCE = 10_000


@dataclass
class _Level:
    known: int = 0
    not_yet: int = 0
    unsure: int = 0

    def note(self, reading: str) -> None:
        name = reading if reading in (KNOWN, NOT_YET) else "unsure"
        setattr(self, name, getattr(self, name) + 1)


def levels_from(readings: Iterable[tuple[int, str]]) -> tuple[int, ...]:
    """The highest level up to which the competencies are known; two where the next one is open.

    readings: (level, reading). A level holds when more of it is known than not, and nothing below it speaks against:
    known outnumbers not yet and unsure together. Where it would hold only if unsure ones turned out known, both levels
    are named. Where not even the lowest level holds, that is the level. Empty without readings.
    """
    by_level: dict[int, _Level] = {}
    for level, reading in readings:
        by_level.setdefault(level, _Level()).note(reading)
    if not by_level:
        return ()
    levels = sorted(by_level)
    held: int | None = None
    for level in levels:
        here = by_level[level]
        if here.known > here.not_yet + here.unsure:
            held = level
            continue
        could_hold = here.known + here.unsure > here.not_yet and here.known + here.unsure > 0
        if held is None:
            return (level,)
        return (held, level) if could_hold else (held,)
    assert held is not None
    return (held,)


@dataclass
class _Strand:
    domain: str
    strand: str
    on: Any
    reference: uuid.UUID
    answers: int
    has_unusual: bool
    readings: list[tuple[Any, str]] = field(default_factory=list)


def suggestions_of(viewer: Viewer, learner_ids: Collection[int]) -> dict[int, tuple[SourceSuggestion, ...]]:
    """What the newest finished check of each strand says for a level, for those learners whom the viewer may see.

    Learners without one are absent; three queries however many learners. What a person set aside says nothing, and a
    check before a module is about that module only.
    """
    continuum = current_map()
    if continuum is None or not learner_ids:
        return {}
    may = set(
        learners_of_staff(viewer).filter(pk__in=list(learner_ids)).order_by().values_list("pk", flat=True)
    )
    rows = (
        CheckSitting.objects.filter(
            learner_id__in=may,
            finished_at__isnull=False,
            stage__in=(CheckStage.STRAND, CheckStage.LOCATOR),
            purpose=CheckPurpose.ENTRY,
        )
        .order_by("finished_at", "pk")
        .values_list(
            "pk",
            "uuid",
            "learner_id",
            "domain_code",
            "strand_code",
            "finished_at",
            "unusual",
            "stage",
            "set_aside_at",
            "seed",
        )
    )
    newest: dict[tuple[int, str, str], tuple[Any, ...]] = {}
    # A locator chooses what its strands ask (they share its seed): where a person should talk first about its answers,
    # or has set it aside, that holds for what they say, too.
    doubtful: set[tuple[int, str, int]] = set()
    for row in rows:
        if row[7] == CheckStage.LOCATOR:
            if row[6] or row[8] is not None:
                doubtful.add((row[2], row[3], row[9]))
        elif row[8] is None:
            newest[(row[2], row[3], row[4])] = row
    sittings = {
        row[0]: _Strand(
            row[3],
            row[4],
            clock.local_date(row[5]),
            row[1],
            0,
            bool(row[6]) or (row[2], row[3], row[9]) in doubtful,
        )
        for row in newest.values()
    }
    for sitting, competency_id, reading, was_asked in CheckReading.objects.filter(
        sitting_id__in=sittings
    ).values_list("sitting_id", "competency_id", "reading", "was_asked"):
        competency = continuum.by_id.get(continuum.current_ids.get(competency_id, competency_id))
        if competency is not None:
            sittings[sitting].readings.append((competency, reading))
        sittings[sitting].answers += was_asked
    found: dict[int, list[SourceSuggestion]] = {}
    for row in newest.values():
        said = _suggestion(sittings[row[0]], continuum)
        if said is not None:
            found.setdefault(row[2], []).append(said)
    return {learner: tuple(sources) for learner, sources in found.items()}


def _suggestion(one: _Strand, continuum: ContinuumMap) -> SourceSuggestion | None:
    levels = levels_from((c.level, reading) for c, reading in one.readings if c.level is not None)
    if not levels:
        return None
    counted = [reading for _c, reading in one.readings]
    known, not_yet = counted.count(KNOWN), counted.count(NOT_YET)
    strand = next((s for s in continuum.strands if s.code == one.strand), None)
    if one.has_unusual or one.answers < LIKELY_FROM:
        confidence = Confidence.OPEN
    else:
        confidence = Confidence.FIRM if len(levels) == 1 and one.answers >= FIRM_FROM else Confidence.LIKELY
    said = _("%(strand)s: %(known)s, %(open)s, %(unsure)s.") % {
        "strand": translated(strand, "name") if strand else one.domain,
        "known": ngettext("%(num)s competency reads as known", "%(num)s competencies read as known", known)
        % {"num": known},
        "open": ngettext("%(num)s as not yet", "%(num)s as not yet", not_yet) % {"num": not_yet},
        "unsure": ngettext("%(num)s as unsure", "%(num)s as unsure", len(counted) - known - not_yet)
        % {"num": len(counted) - known - not_yet},
    }
    if one.answers < LIKELY_FROM:
        few = ngettext(
            "It asked about %(num)s competency only.",
            "It asked about %(num)s competencies only.",
            one.answers,
        )
        said += " " + few % {"num": one.answers}
    if one.has_unusual:
        said += " " + _("Something about the answers is worth a talk first.")
    return SourceSuggestion(
        kind=SourceKind.CHECK.value,
        domain_code=one.domain,
        strand_code=one.strand,
        levels=levels,
        confidence=confidence.value,
        on=one.on,
        said=said,
        reference=one.reference,
    )


def known_and_holes(learner_id: int, domain_code: str) -> tuple[frozenset[int], frozenset[int]]:
    """(known, holes) as ids of today's competencies, from the newest finished checks of a domain.

    A hole reads as not yet though something that stands on it reads as known, or its level lies under the highest
    level that holds known ones. Callers have asked already whether the viewer may see the learner.
    """
    return known_and_holes_of((learner_id,), domain_code).get(learner_id, (frozenset(), frozenset()))


def known_and_holes_of(
    learner_ids: Collection[int], domain_code: str
) -> dict[int, tuple[frozenset[int], frozenset[int]]]:
    """`known_and_holes` for many learners; those without a finished check of the domain are absent. Two queries."""
    continuum = current_map()
    if continuum is None or not learner_ids:
        return {}
    finished = CheckSitting.objects.filter(set_aside_at=None, finished_at__isnull=False)
    wanted = set(learner_ids) & set(finished.order_by().values_list("learner_id", flat=True).distinct())
    domain = {one.id for one in continuum.domains if one.code == domain_code}
    rows = CheckReading.objects.filter(sitting__in=finished)
    if len(wanted) <= AT_ONCE:
        rows = rows.filter(sitting__learner_id__in=wanted)
    readings: dict[int, dict[int, str]] = {}
    for learner, competency_id, reading in rows.order_by("-sitting__finished_at", "pk").values_list(
        "sitting__learner_id", "competency_id", "reading"
    ):
        competency = continuum.by_id.get(continuum.current_ids.get(competency_id, competency_id))
        if learner in wanted and competency is not None and competency.domain_id in domain:
            readings.setdefault(learner, {}).setdefault(competency.id, reading)
    return {learner: _holes(of_her, continuum) for learner, of_her in readings.items()}


def _holes(readings: dict[int, str], continuum: ContinuumMap) -> tuple[frozenset[int], frozenset[int]]:
    known = frozenset(one for one, reading in readings.items() if reading == KNOWN)
    of_strand: dict[int | None, int] = {}
    for one in known:
        competency = continuum.by_id[one]
        if competency.level is not None:
            of_strand[competency.strand_id] = max(of_strand.get(competency.strand_id, 0), competency.level)
    under = {one.before_id for one in continuum.prerequisites if one.after_id in known}
    holes = frozenset(
        one
        for one, reading in readings.items()
        if reading == NOT_YET
        and (
            one in under
            or (
                (level := continuum.by_id[one].level) is not None
                and level < of_strand.get(continuum.by_id[one].strand_id, -1)
            )
        )
    )
    return known, holes
