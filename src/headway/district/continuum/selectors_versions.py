"""The versions of a framework, and what the next one would leave behind."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import Competency, FrameworkVersion, Succession
from headway.district.continuum.selectors import map_of, version_info
from headway.district.continuum.standing_on import learners_standing_on
from headway.district.continuum.types import CompetencyInfo, ContinuumMap, VersionInfo, VersionStatus
from headway.district.continuum.types.versions import Candidate, ToMap, VersionLine, VersionState
from headway.district.foundation.api import NotFound, clock
from headway.district.people.api import names_by_key
from headway.mastery.continuum.likeness import counted, spoken_words, tfidf, tfidf_rarity, tokens

__all__ = [
    "base_of",
    "candidates_for",
    "left_behind",
    "version_called",
    "versions_of",
]

CANDIDATES = 4
LEAST_LIKE = 0.15
# What goes on usually stays in its strand, and is written anew.
SAME_STRAND = 0.1


def version_called(version_uuid: uuid.UUID) -> VersionInfo:
    """The version with this identifier, in whatever state. Raises NotFound."""
    row = FrameworkVersion.objects.select_related("framework").filter(uuid=version_uuid).first()
    if row is None:
        raise NotFound(_("There is no such version of a framework."))
    return version_info(row)


def versions_of(framework: int | uuid.UUID) -> tuple[VersionLine, ...]:
    """All versions of a framework, newest first, with where each stands today. Two queries."""
    which = {"framework_id": framework} if isinstance(framework, int) else {"framework__uuid": framework}
    rows = list(
        FrameworkVersion.objects.filter(**which)
        .select_related("framework", "based_on")
        .annotate(rated=Count("competencies", filter=Q(competencies__is_ratable=True)))
        .order_by("-number")
    )
    names = names_by_key({row.published_by for row in rows if row.published_by})
    lines = []
    next_on: dt.date | None = None
    in_force_seen = False
    for row in rows:
        state = _state(row, in_force_seen)
        in_force_seen = in_force_seen or state == VersionState.IN_FORCE
        lines.append(
            VersionLine(
                info=version_info(row),
                state=state,
                note=row.note,
                based_on=row.based_on.uuid if row.based_on else None,
                competencies=row.rated,
                published_by=names.get(row.published_by, ""),
                until=next_on - dt.timedelta(1) if next_on and state == VersionState.EARLIER else None,
            )
        )
        if row.status == VersionStatus.PUBLISHED:
            next_on = row.effective_on
    return tuple(lines)


def _state(row: FrameworkVersion, later_is_in_force: bool) -> str:
    if row.status != VersionStatus.PUBLISHED:
        return VersionState(row.status)
    if row.effective_on and row.effective_on > clock.today():
        return VersionState.PLANNED
    return VersionState.EARLIER if later_is_in_force else VersionState.IN_FORCE


def base_of(version: VersionInfo) -> VersionInfo | None:
    """What this version follows: the newest published one before it, in force or planned."""
    row = (
        FrameworkVersion.objects.filter(
            framework_id=version.framework_id, number__lt=version.number, status=VersionStatus.PUBLISHED
        )
        .select_related("framework")
        .order_by("-number")
        .first()
    )
    return version_info(row) if row else None


def left_behind(version: VersionInfo) -> tuple[ToMap, ...]:
    """The competencies of the version before that this one no longer has, those with most learners first.

    Words that no longer fit are among them, marked stale: a competency that is there again, or one that should live
    on in what was removed since.
    """
    base = base_of(version)
    if base is None:
        return ()
    before = map_of(base)
    here = {
        row[0]: row for row in Competency.objects.filter(version_id=version.id, is_ratable=True)
        .values_list("identifier", "code", "title")
    }  # fmt: skip
    said = {row.from_identifier: row for row in Succession.objects.filter(version_id=version.id)}
    gone = [one for one in before.competencies if one.identifier not in here or one.identifier in said]
    standing = learners_standing_on({one.identifier: before.family(one.id) for one in gone})
    found = [_to_map(one, said.get(one.identifier), here, standing.get(one.identifier, 0)) for one in gone]
    return tuple(sorted(found, key=lambda one: -one.learners))


def _to_map(
    one: CompetencyInfo, word: Succession | None, here: dict[str, tuple[str, str, str]], learners: int
) -> ToMap:
    target = here.get(word.to_identifier) if word else None
    is_stale = word is not None and (
        one.identifier in here or (bool(word.to_identifier) and target is None)
    )  # fmt: skip
    return ToMap(
        identifier=one.identifier,
        code=one.code,
        title=one.title,
        statement=one.statement,
        level=one.level,
        translations=one.translations,
        domain_id=one.domain_id,
        learners=learners,
        kind=word.kind if word else "",
        to_identifier=word.to_identifier if word else "",
        to_code=target[1] if target else "",
        to_title=target[2] if target else "",
        note=word.note if word else "",
        is_stale=is_stale,
    )


def candidates_for(
    gone: Sequence[ToMap], draft: ContinuumMap, before: ContinuumMap
) -> dict[str, tuple[Candidate, ...]]:
    """Where in the draft each of these may live on, the likeliest first: the same code, then shared words and place.

    Only competencies of the same kind: what was shown of a habit never counts for an academic one. Likeness is the
    cosine of the words weighted by how telling they are, and a little more in the same strand. No query.
    """
    counts, vocabulary = counted([_words(one) for one in draft.competencies])
    rarity = tfidf_rarity(counts)
    asked, _same = counted([_words(one) for one in gone], vocabulary)
    alike = tfidf(asked, rarity).products(tfidf(counts, rarity))
    old = {one.identifier: one for one in before.competencies}
    strands = {one.id: one.code for one in (*before.strands, *draft.strands)}
    found = {}
    for row, one in enumerate(gone):
        was = old.get(one.identifier)
        offers = [
            _candidate(
                one, was, other, float(alike[row, other.position]), strands, other.identifier not in old
            )
            for other in draft.competencies
            if was is None or other.kind == was.kind
        ]
        offers.sort(key=lambda each: (not each.same_code, -each.likeness, each.code))
        found[one.identifier] = tuple(
            each for each in offers[:CANDIDATES] if each.same_code or each.likeness >= LEAST_LIKE
        )
    return found


def _candidate(
    gone: ToMap,
    was: CompetencyInfo | None,
    other: CompetencyInfo,
    alike: float,
    strands: Mapping[int, str],
    is_new: bool,
) -> Candidate:
    same_strand = was is not None and bool(strands.get(was.strand_id or 0)) and (
        strands.get(was.strand_id or 0) == strands.get(other.strand_id or 0)
    )  # fmt: skip
    spoken = spoken_words(f"{gone.title} {gone.statement}")
    shared = dict.fromkeys(spoken[token] for token in _words(other) if token in spoken)
    return Candidate(
        identifier=other.identifier,
        code=other.code,
        title=other.title,
        statement=other.statement,
        level=other.level,
        translations=other.translations,
        likeness=alike + (SAME_STRAND if same_strand else 0.0) + (SAME_STRAND if is_new else 0.0),
        shared=tuple(shared),
        same_code=bool(gone.code) and other.code == gone.code,
        is_new=is_new,
    )


def _words(one: ToMap | CompetencyInfo) -> list[str]:
    return tokens(f"{one.title} {one.statement}")
