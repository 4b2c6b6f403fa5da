"""Following a competency through the versions: renamed, merged, split, ended, and what it read before.

A competency keeps its identifier from version to version. Where it does not, a person said where it lives on
(`Succession`), and that word is followed over all later versions: a → b → c.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import Q

from headway.district.continuum.models import Competency, Descriptor, FrameworkVersion, Succession
from headway.district.continuum.types import VersionInfo, VersionStatus
from headway.district.continuum.types.lineage import EarlierText, Lineage, Merge

__all__ = ["earlier_texts", "lineage_of"]

_STOOD = (VersionStatus.PUBLISHED, VersionStatus.RETIRED)


def lineage_of(version: VersionInfo, here: Mapping[str, int]) -> Lineage:
    """How everything that was ever published lives on in this version. Three or four queries.

    here: identifier → id of the version's competencies that can be rated.
    """
    chain = _chain(version)
    rows = _competencies(chain)
    words = _words_by_version(chain, version.id)
    moves = _moves(chain)
    walk = _Walk(here)
    earlier = [one for one in chain if one != version.id]
    newer = version.id
    for older in reversed(earlier):
        walk.step_back(rows[older], moves[newer])
        newer = older
    changed = frozenset(
        old
        for old, current in walk.current_ids.items()
        if old != current and words.get(old) != words.get(current)
    )
    return Lineage(
        current_ids=MappingProxyType(walk.current_ids),
        lines=MappingProxyType(walk.lines),
        merges=tuple(reversed(walk.merges)),
        names=MappingProxyType(walk.names),
        changed=changed,
    )


def earlier_texts(competency_ids: Collection[int]) -> dict[int, EarlierText]:
    """What these competencies, of any version, read: one query, none for none."""
    if not competency_ids:
        return {}
    rows = Competency.objects.filter(pk__in=competency_ids).values_list(
        "pk", "version__number", "code", "title", "statement", "translations"
    )
    return {row[0]: EarlierText(*row) for row in rows}


class _Walk:
    """From the newest version backwards: where each identifier of the version at hand lives on in the newest."""

    def __init__(self, here: Mapping[str, int]) -> None:
        self.current_ids = {one: one for one in here.values()}
        self.lines = dict(self.current_ids)
        self.merges: list[Merge] = []
        self.names = dict(here)
        # identifier in the version at hand → (id in the newest version, line of decisions)
        self.at_hand = {identifier: (one, one) for identifier, one in here.items()}

    def step_back(self, older: Mapping[str, int], moves: Mapping[str, str]) -> None:
        """One version back. older: its identifiers and ids. moves: who went where on the way, "" for an end."""
        then = self.at_hand
        before = dict(then)
        for gone, to in moves.items():
            before.pop(gone, None)
            if to in then:
                before[gone] = then[to]
        for parts in self._joined(older, moves).values():
            into = before[parts[0]][1]
            self.merges.append(Merge(into, tuple(sorted(older[part] for part in parts))))
            for part in parts:
                before[part] = (before[part][0], older[part])
        for identifier, row in older.items():
            if identifier in before:
                self.current_ids[row], self.lines[row] = before[identifier]
                self.names.setdefault(identifier, before[identifier][0])
        self.at_hand = before

    def _joined(self, older: Mapping[str, int], moves: Mapping[str, str]) -> dict[str, list[str]]:
        """Where several of the older version's competencies went to one: there → which."""
        went: defaultdict[str, list[str]] = defaultdict(list)
        for identifier in older:
            to = moves.get(identifier, identifier)
            if to in self.at_hand:
                went[to].append(identifier)
        return {to: parts for to, parts in went.items() if len(parts) > 1}


def _chain(version: VersionInfo) -> list[int]:
    """The versions on which learners stood before this one, oldest first, and this one."""
    rows = FrameworkVersion.objects.filter(
        Q(status__in=_STOOD) | Q(pk=version.id), framework_id=version.framework_id, number__lte=version.number
    )
    return list(rows.order_by("number").values_list("pk", flat=True))


def _competencies(versions: Collection[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {version: {} for version in versions}
    rows = Competency.objects.filter(version_id__in=versions).values_list("version_id", "identifier", "pk")
    for version, identifier, row in rows:
        found[version][identifier] = row
    return found


def _moves(versions: Collection[int]) -> defaultdict[int, dict[str, str]]:
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = Succession.objects.filter(version_id__in=versions).values_list(
        "version_id", "from_identifier", "to_identifier"
    )
    for version, gone, to in rows:
        found[version][gone] = to
    return found


def _words_by_version(versions: Collection[int], newest: int) -> dict[int, tuple[Any, ...]]:
    """What says what proficient means: the statement and the descriptors, in every language. Empty without a past."""
    if list(versions) == [newest]:
        return {}
    looks: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for competency, level, text, translations in (
        Descriptor.objects.filter(competency__version_id__in=versions)
        .order_by("level")
        .values_list("competency_id", "level", "text", "translations")
    ):
        looks[competency].append((level, text, _spoken(translations, "text")))
    statements = Competency.objects.filter(version_id__in=versions).values_list(
        "pk", "statement", "translations"
    )
    return {
        row: (statement, _spoken(translations, "statement"), tuple(looks.get(row, ())))
        for row, statement, translations in statements
    }


def _spoken(translations: Mapping[str, Mapping[str, str]] | None, field: str) -> tuple[tuple[str, str], ...]:
    spoken = ((language, texts.get(field, "")) for language, texts in (translations or {}).items())
    return tuple(sorted((language, text) for language, text in spoken if text))
