"""What speaks for a level, from everywhere: work in the record, judgement, transcript, outside tests, checks."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from headway.district.assessments.api import suggestions_of as of_assessments
from headway.district.checks.api import suggestions_of as of_checks
from headway.district.continuum.api import ContinuumMap, DomainKind
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer
from headway.district.placement.models import Judgement, TransferCourse
from headway.district.placement.types import (
    Confidence,
    SourceKind,
    SourceSuggestion,
    SuggestedLevel,
    TransferStanding,
)
from headway.district.proficiency.api import proficient_columns, taken_as_met
from headway.mastery.pacing import date_of, day_number
from headway.mastery.placement.leveling import Source, suggest_level

__all__ = ["Place", "sources_of", "suggested"]

Place = tuple[str, str]


def sources_of(
    viewer: Viewer, learner_ids: Collection[int], continuum: ContinuumMap
) -> dict[int, dict[Place, tuple[SourceSuggestion, ...]]]:
    """By learner, then (domain, strand): every source, the newest first. Access is decided by whoever gives the ids.

    As many queries for a school as for one learner.
    """
    found: dict[int, dict[Place, list[SourceSuggestion]]] = defaultdict(lambda: defaultdict(list))
    several: tuple[Iterable[tuple[int, SourceSuggestion]], ...] = (
        _of_work(learner_ids, continuum),
        _of_judgement(learner_ids),
        _of_transcripts(learner_ids, continuum),
        _flat(of_assessments(viewer, learner_ids)),
        _flat(of_checks(viewer, learner_ids)),
    )
    for rows in several:
        for learner, source in rows:
            found[learner][source.domain_code, source.strand_code].append(source)
    return {
        learner: {
            place: tuple(sorted(rows, key=lambda one: one.on, reverse=True)) for place, rows in places.items()
        }
        for learner, places in found.items()
    }


def suggested(sources: Collection[SourceSuggestion]) -> SuggestedLevel:
    """What these sources suggest together; the rule is `mastery.placement.leveling.suggest_level`."""
    oldest_first = sorted(sources, key=lambda one: one.on)
    said = suggest_level(
        [Source(one.kind, one.levels, one.confidence, day_number(one.on)) for one in oldest_first]
    )
    return SuggestedLevel(
        said.levels,
        oldest_first[said.leading] if said.leading is not None else None,
        tuple(oldest_first[place] for place in said.differing),
    )


def _flat(found: dict[int, tuple[SourceSuggestion, ...]]) -> Iterable[tuple[int, SourceSuggestion]]:
    return ((learner, source) for learner, sources in found.items() for source in sources)


def _of_work(learner_ids: Collection[int], continuum: ContinuumMap) -> Iterable[tuple[int, SourceSuggestion]]:
    """Strand by strand: the highest level with something proficient; the next one where all of it is.

    What was only taken as met says nothing: it would speak for itself.
    """
    strands = {one.id: one for one in continuum.strands}
    of_level: dict[tuple[int, int], set[int]] = defaultdict(set)
    for one in continuum.competencies:
        if one.strand_id in strands and one.level is not None and one.kind == DomainKind.ACADEMIC:
            of_level[one.strand_id, one.level].add(one.id)
    columns = proficient_columns(learner_ids, continuum)
    taken = taken_as_met(learner_ids, continuum) if len(columns.learner) else {}
    shown: dict[tuple[int, int], dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for learner, competency, day in zip(
        columns.learner.tolist(), columns.competency.tolist(), columns.day.tolist(), strict=True
    ):
        about = continuum.by_id.get(competency)
        if (
            about is None
            or (about.strand_id, about.level) not in of_level
            or competency in taken.get(learner, ())
        ):
            continue
        shown[learner, about.strand_id][about.level][competency] = day  # type: ignore[index]
    for (learner, strand_id), levels in shown.items():
        highest = max(levels)
        whole = set(levels[highest]) == of_level[strand_id, highest]
        after = min((lv for sid, lv in of_level if sid == strand_id and lv > highest), default=highest)
        strand = strands[strand_id]
        yield (
            learner,
            SourceSuggestion(
                kind=SourceKind.WORK.value,
                domain_code=continuum.domain_by_id[strand.domain_id].code,
                strand_code=strand.code,
                levels=(after if whole else highest,),
                confidence=(Confidence.FIRM if whole else Confidence.LIKELY).value,
                on=date_of(max(levels[highest].values())),
                said=(
                    _("Work here shows all of level %(level)s.")
                    if whole
                    else _("Work here shows part of level %(level)s.")
                )
                % {"level": highest},
            ),
        )


def _of_judgement(learner_ids: Collection[int]) -> Iterable[tuple[int, SourceSuggestion]]:
    rows = Judgement.objects.filter(learner_id__in=learner_ids).select_related("judged_by", "words")
    latest: dict[tuple[int, str, str, int | None], Judgement] = {}
    for row in rows.order_by("recorded_at", "pk"):
        latest[row.learner_id, row.domain_code, row.strand_code, row.judged_by_id] = row
    for row in latest.values():
        words = row.words.text if hasattr(row, "words") else ""
        by = row.judged_by.name if row.judged_by else _("a teacher")
        yield (
            row.learner_id,
            SourceSuggestion(
                kind=SourceKind.JUDGEMENT.value,
                domain_code=row.domain_code,
                strand_code=row.strand_code,
                levels=(row.level,),
                confidence=row.confidence,
                on=row.observed_on,
                said=f"{by}: {words}" if words else by,
                reference=row.uuid,
            ),
        )


def _of_transcripts(
    learner_ids: Collection[int], continuum: ContinuumMap
) -> Iterable[tuple[int, SourceSuggestion]]:
    """A course about a level speaks for that level and for the one after it: what was done there is unknown here."""
    of_domain: dict[str, set[int]] = defaultdict(set)
    for one in continuum.competencies:
        domain = continuum.domain_by_id.get(one.domain_id or 0)
        if one.level is not None and domain is not None:
            of_domain[domain.code].add(one.level)
    rows = TransferCourse.objects.filter(
        learner_id__in=learner_ids, level__isnull=False, domain_code__in=of_domain
    ).prefetch_related("acts")
    for row in rows:
        acts = sorted(row.acts.all(), key=lambda act: (act.recorded_at, act.pk))
        standing = acts[-1].standing if acts else TransferStanding.PROVISIONAL
        if standing == TransferStanding.DECLINED or row.level not in of_domain[row.domain_code]:
            continue
        after = min((one for one in of_domain[row.domain_code] if one > row.level), default=None)
        yield (
            row.learner_id,
            SourceSuggestion(
                kind=SourceKind.TRANSCRIPT.value,
                domain_code=row.domain_code,
                strand_code="",
                levels=(row.level,) if after is None else (row.level, after),
                confidence=(
                    Confidence.OPEN if standing == TransferStanding.PROVISIONAL else Confidence.LIKELY
                ).value,
                on=_day(row.recorded_at),
                said=_("The course “%(title)s” of another school was about level %(level)s.")
                % {"title": row.title, "level": row.level},
                reference=row.uuid,
            ),
        )


def _day(at: dt.datetime) -> dt.date:
    return clock.local_date(at)
