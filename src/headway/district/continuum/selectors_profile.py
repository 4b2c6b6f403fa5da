"""What of the continuum serves the graduate profile, which statements nothing serves, and where a stretch is empty."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import ProfileLink, ProfileStatement
from headway.district.continuum.types import CompetencyInfo, ContinuumMap, Importance
from headway.district.continuum.types.profile import (
    Band,
    ProfileCoverage,
    ServedDomain,
    StatementCoverage,
    StatementInfo,
)
from headway.district.foundation.api import NotFound, translated
from headway.mastery.continuum.items import SEAMS
from headway.mastery.continuum.likeness import bm25, counted, spoken_words, tokens

__all__ = [
    "bands_of",
    "profile_coverage",
    "profile_statement",
    "profile_statements",
    "suggested_for",
]

# The language in which a continuum is written where nothing else is said (columns._language).
WRITTEN_IN = "en"
# From how many statements on a word that all of them use is a manner of speaking.
STATEMENTS_THAT_TELL = 3


def profile_statements(*, retired: bool = False) -> tuple[StatementInfo, ...]:
    """The statements of the district's graduate profile, in the community's order; the retired ones on request."""
    rows = ProfileStatement.objects.filter(retired_at__isnull=not retired)
    return tuple(_info(row) for row in rows.order_by("sequence", "pk"))


def profile_statement(statement_uuid: uuid.UUID) -> StatementInfo:
    """The statement with this identifier, retired or not. Raises NotFound."""
    row = ProfileStatement.objects.filter(uuid=statement_uuid).first()
    if row is None:
        raise NotFound(_("There is no such statement in the graduate profile."))
    return _info(row)


def profile_coverage(continuum: ContinuumMap) -> ProfileCoverage:
    """What serves each statement, per domain and stretch of the line. Two queries, however many competencies.

    A link names a competency by its lasting name and follows it where it lives on, as evidence does.
    """
    statements = list(ProfileStatement.objects.filter(retired_at__isnull=True).order_by("sequence", "pk"))
    links: defaultdict[int, set[int]] = defaultdict(set)
    lost: defaultdict[int, int] = defaultdict(int)
    rows = ProfileLink.objects.filter(statement__in=[row.pk for row in statements])
    for statement, identifier in rows.values_list("statement_id", "identifier"):
        living = continuum.lineage.names.get(identifier)
        if living is None:
            lost[statement] += 1
        else:
            links[statement].add(living)
    bands = bands_of(continuum)
    told = tuple(_statement(_info(row), links[row.pk], lost[row.pk], continuum, bands) for row in statements)
    statements_of: defaultdict[int, list[StatementInfo]] = defaultdict(list)
    for one in told:
        for competency in one.competencies:
            statements_of[competency.id].append(one.statement)
    return ProfileCoverage(
        statements=told,
        bands=bands,
        serving_none=tuple(
            one
            for one in continuum.competencies
            if one.importance == Importance.ESSENTIAL and one.id not in statements_of
        ),
        statements_of={one: tuple(served) for one, served in statements_of.items()},
    )


def suggested_for(
    statement: StatementInfo, continuum: ContinuumMap, *, besides: Collection[int] = (), at_most: int = 12
) -> tuple[tuple[CompetencyInfo, tuple[str, ...]], ...]:
    """Competencies that may serve a statement, with the words they share, the most telling first (BM25).

    besides: ids that are linked already. Words that every statement of the profile uses ("our graduates") tell nothing
    apart and are left out. Where the statement is translated into the reader's language, the words of that language
    decide; where nothing is found so, the words as they were written do, and none is quoted in a language that the
    reader did not choose. A beginning for people to choose from; one query.
    """
    profile = profile_statements()
    language = (get_language() or WRITTEN_IN).split("-")[0]
    if language != WRITTEN_IN and (statement.translations or {}).get(language, {}).get("title"):
        found = _alike(statement, profile, continuum, language, besides, at_most)
        if found:
            return found
    found = _alike(statement, profile, continuum, WRITTEN_IN, besides, at_most)
    return found if language == WRITTEN_IN else tuple((one, ()) for one, _words in found)


def _alike(
    statement: StatementInfo,
    profile: Sequence[StatementInfo],
    continuum: ContinuumMap,
    language: str,
    besides: Collection[int],
    at_most: int,
) -> tuple[tuple[CompetencyInfo, tuple[str, ...]], ...]:
    asked = _words(statement, ("title", "text"), language)
    texts = [
        tokens(_words(one, ("title", "statement"), language), language) for one in continuum.competencies
    ]
    common = _said_by_all(profile, language)
    telling = [token for token in tokens(asked, language) if token not in common]
    counts, vocabulary = counted(texts)
    question, _same = counted([telling], vocabulary)
    likely = question.products(bm25(counts))[0]
    spoken = {token: word for token, word in spoken_words(asked, language).items() if token not in common}
    found: list[tuple[CompetencyInfo, tuple[str, ...]]] = []
    for number in likely.argsort()[::-1]:
        one = continuum.competencies[int(number)]
        if likely[number] <= 0 or len(found) == at_most:
            break
        if one.id not in besides:
            shared = dict.fromkeys(spoken[token] for token in texts[int(number)] if token in spoken)
            found.append((one, tuple(shared)))
    return tuple(found)


def _words(row: StatementInfo | CompetencyInfo, fields: Sequence[str], language: str) -> str:
    if language == WRITTEN_IN:
        return " ".join(getattr(row, field) for field in fields)
    return " ".join(translated(row, field, language) for field in fields)


def _said_by_all(profile: Sequence[StatementInfo], language: str) -> frozenset[str]:
    """Tokens that every statement holds. One or two statements may share a word because they mean it."""
    if len(profile) < STATEMENTS_THAT_TELL:
        return frozenset()
    said = [set(tokens(_words(one, ("title", "text"), language), language)) for one in profile]
    return frozenset(set.intersection(*said))


def bands_of(continuum: ContinuumMap) -> tuple[Band, ...]:
    """The stretches of the line between the seams at which schools hand learners on; empty without levels."""
    if not continuum.levels:
        return ()
    lowest, highest = continuum.levels[0], continuum.levels[-1]
    edges = [lowest, *(seam for seam in SEAMS if lowest < seam <= highest), highest + 1]
    return tuple(Band(first, after - 1) for first, after in pairwise(edges))


def _statement(
    statement: StatementInfo, ids: set[int], lost: int, continuum: ContinuumMap, bands: Sequence[Band]
) -> StatementCoverage:
    serving = tuple(one for one in continuum.competencies if one.id in ids)
    levels = [one.level for one in serving if one.level is not None]
    return StatementCoverage(
        statement=statement,
        competencies=serving,
        domains=tuple(
            _domain(continuum, domain.id, [one for one in serving if one.domain_id == domain.id], bands)
            for domain in continuum.domains
            if any(one.domain_id == domain.id for one in serving)
        ),
        first=min(levels, default=None),
        last=max(levels, default=None),
        empty_bands=tuple(band for band in bands if not any(band.holds(level) for level in levels)),
        lost=lost,
    )


def _domain(
    continuum: ContinuumMap, domain_id: int, serving: Sequence[CompetencyInfo], bands: Sequence[Band]
) -> ServedDomain:
    levels = [one.level for one in serving if one.level is not None]
    return ServedDomain(
        domain=continuum.domain_by_id[domain_id],
        by_band=tuple(sum(band.holds(level) for level in levels) for band in bands),
        first=min(levels, default=None),
        last=max(levels, default=None),
        competencies=tuple(serving),
    )


def _info(row: ProfileStatement) -> StatementInfo:
    return StatementInfo(
        uuid=row.uuid,
        code=row.code,
        title=row.title,
        text=row.text,
        is_retired=row.retired_at is not None,
        translations=row.translations,
    )
