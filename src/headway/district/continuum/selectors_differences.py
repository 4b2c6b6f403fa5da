"""What is different between two versions, for people: which competencies, in what way, word by word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.contents import content_of
from headway.district.continuum.models import Competency, FrameworkVersion, Succession
from headway.district.continuum.selectors import version_info
from headway.district.continuum.selectors_lineage import lineage_of
from headway.district.continuum.types import CompetencyContent, FrameworkContent, VersionInfo
from headway.district.continuum.types.differences import (
    ChangeKind,
    CompetencyDifference,
    FactChange,
    Placed,
    TextChange,
    VersionDifference,
)
from headway.district.foundation.api import NotFound, Refused
from headway.mastery.continuum.differences import words_changed

__all__ = ["compare"]

_PLACE = ("level", "domain_code", "strand_code")
_MEASURES = ("depth", "importance", "weight")
OWN_LANGUAGE = ""


def compare(from_version_id: int, to_version_id: int) -> VersionDifference:
    """The differences of two versions of one framework. About twenty queries, however many competencies.

    Raises NotFound for an unknown version, Refused for versions of two frameworks.
    """
    before, after = _version(from_version_id), _version(to_version_id)
    if before.framework_id != after.framework_id:
        raise Refused(
            _("These are versions of two frameworks."),
            remedy=_("Compare two versions of one framework; a crosswalk joins two frameworks."),
        )
    old, new = _Side.read(before), _Side.read(after)
    found = list(_Comparing(old, new).differences())
    return VersionDifference(
        before=before,
        after=after,
        competencies=tuple(found),
        counts=Counter(kind for one in found for kind in one.kinds),
        unchanged=sum(one.identifier in old.competencies for one in new.content.competencies)
        - sum(one.before is not None and one.after is not None for one in found),
        domain_names={
            one.code: one for side in (old, new) for one in side.content.domains
        },
        strand_names={
            one.code: one for side in (old, new) for one in side.content.strands
        },
    )  # fmt: skip


def _version(version_id: int) -> VersionInfo:
    row = FrameworkVersion.objects.select_related("framework").filter(pk=version_id).first()
    if row is None:
        raise NotFound(_("There is no such version of a framework."))
    return version_info(row)


@dataclass(frozen=True)
class _Side:
    """One version, ready to be looked up."""

    version: VersionInfo
    content: FrameworkContent
    competencies: Mapping[str, CompetencyContent]
    ids: Mapping[str, int]
    needs: Mapping[str, Mapping[str, bool]]  # after → before → whether it holds back
    rubrics: Mapping[str, tuple[Any, ...]]

    @classmethod
    def read(cls, version: VersionInfo) -> _Side:
        content = content_of(version.id, with_case_objects=False)
        needs: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        for arrow in content.prerequisites:
            needs[arrow.after][arrow.before] = arrow.is_gate
        rubrics: defaultdict[str, list[Any]] = defaultdict(list)
        for rubric in content.rubrics:
            for one in rubric.criteria:
                levels = tuple((level.quality, level.text, level.position) for level in one.levels)
                rubrics[one.competency].append((one.text, one.position, levels))
        return cls(
            version=version,
            content=content,
            competencies={one.identifier: one for one in content.competencies},
            ids=dict(Competency.objects.filter(version_id=version.id).values_list("identifier", "pk")),
            needs=needs,
            rubrics={about: tuple(sorted(criteria)) for about, criteria in rubrics.items()},
        )

    def placed(self, identifier: str) -> Placed | None:
        one = self.competencies.get(identifier)
        return Placed(identifier, one.code, one.title, one.translations) if one else None


class _Comparing:
    def __init__(self, old: _Side, new: _Side) -> None:
        self.old, self.new = old, new
        ratable = {one.identifier for one in new.content.competencies if one.is_ratable}
        lineage = lineage_of(
            new.version, {name: row for name, row in new.ids.items() if name in ratable}
        )  # fmt: skip
        name_of = {row: name for name, row in new.ids.items()}
        # Where what is gone lives on, over all versions in between: identifier → identifier.
        self.lives_on = {
            name: name_of[lineage.current_ids[row]]
            for name, row in old.ids.items()
            if row in lineage.current_ids and name not in new.ids
        }
        self.grown_from: defaultdict[str, list[str]] = defaultdict(list)
        for gone, to in self.lives_on.items():
            self.grown_from[to].append(gone)
        between = Succession.objects.filter(
            version__framework_id=new.version.framework_id,
            version__number__gt=old.version.number,
            version__number__lte=new.version.number,
        ).order_by("version__number")
        self.said = {one.from_identifier: one for one in between}

    def differences(self) -> Iterator[CompetencyDifference]:
        """In the order of the map; what is gone stands where it stood."""
        order = [one.identifier for one in self.new.content.competencies]
        place = {identifier: (number, 0) for number, identifier in enumerate(order)}
        last = -1
        for number, one in enumerate(self.old.content.competencies):
            if one.identifier in place:
                last = place[one.identifier][0]
            else:
                place[one.identifier] = (last, number + 1)
        for identifier in sorted(place, key=place.__getitem__):
            found = self._of(identifier)
            if found.kinds:
                yield found

    def _of(self, identifier: str) -> CompetencyDifference:
        before, after = self.old.competencies.get(identifier), self.new.competencies.get(identifier)
        kinds: set[str] = set()
        texts: tuple[TextChange, ...] = ()
        facts: tuple[FactChange, ...] = ()
        if before is None:
            kinds.add(ChangeKind.ADDED)
        elif after is None:
            kinds.add(ChangeKind.REMOVED)
        else:
            texts = tuple(_texts(before, after))
            facts = tuple(_facts(before, after))
            if texts or any(one.field == "code" for one in facts):
                kinds.add(ChangeKind.REWORDED)
            kinds |= {ChangeKind.MOVED for one in facts if one.field in _PLACE}
            kinds |= {ChangeKind.WEIGHED for one in facts if one.field in _MEASURES}
            if self._material(identifier, before, self.old) != self._material(identifier, after, self.new):
                kinds.add(ChangeKind.MATERIAL)
        needed, needs = self.old.needs.get(identifier, {}), self.new.needs.get(identifier, {})
        both = needed.keys() & needs.keys()
        if before is not None and after is not None and needed != needs:
            kinds.add(ChangeKind.PREREQUISITES)
        said = self.said.get(identifier)
        return CompetencyDifference(
            identifier=identifier,
            kinds=frozenset(kinds),
            before=before,
            after=after,
            before_id=self.old.ids.get(identifier),
            after_id=self.new.ids.get(identifier),
            texts=texts,
            facts=facts,
            needs_now=_named(needs.keys() - needed.keys(), self.new),
            needs_no_more=_named(needed.keys() - needs.keys(), self.old),
            holds_back_now=_named((one for one in both if needs[one] and not needed[one]), self.new),
            holds_back_no_more=_named((one for one in both if needed[one] and not needs[one]), self.new),
            lives_on_as=self.new.placed(self.lives_on.get(identifier, "")),
            grown_from=_named(self.grown_from.get(identifier, ()), self.old),
            ends=after is None and said is not None and not said.to_identifier,
            word=said.note if after is None and said is not None else "",
        )

    @staticmethod
    def _material(identifier: str, one: CompetencyContent, side: _Side) -> tuple[Any, ...]:
        return (one.exemplars, one.notes, side.rubrics.get(identifier, ()))


def _named(identifiers: Iterable[str], side: _Side) -> tuple[Placed, ...]:
    found = (side.placed(identifier) for identifier in sorted(identifiers))
    return tuple(one for one in found if one is not None)


def _texts(before: CompetencyContent, after: CompetencyContent) -> Iterator[TextChange]:
    for field in ("title", "statement"):
        for language in _languages(before, after):
            yield from _text(
                field, language, None, _said(before, field, language), _said(after, field, language)
            )
    old = {one.level: one for one in before.descriptors}
    new = {one.level: one for one in after.descriptors}
    for level in sorted(old.keys() | new.keys()):
        one, other = old.get(level), new.get(level)
        for language in _languages(*(each for each in (one, other) if each)):
            yield from _text(
                "descriptor",
                language,
                level,
                _said(one, "text", language) if one else "",
                _said(other, "text", language) if other else "",
            )


def _text(field: str, language: str, level: int | None, before: str, after: str) -> Iterator[TextChange]:
    if before != after:
        yield TextChange(field, language, level, words_changed(before, after))


def _languages(*rows: Any) -> list[str]:
    return [OWN_LANGUAGE, *sorted({language for row in rows for language in row.translations})]


def _said(row: Any, field: str, language: str) -> str:
    return (
        getattr(row, field) if language == OWN_LANGUAGE else row.translations.get(language, {}).get(field, "")
    )


def _facts(before: CompetencyContent, after: CompetencyContent) -> Iterator[FactChange]:
    for field in ("code", *_PLACE, *_MEASURES):
        one, other = getattr(before, field), getattr(after, field)
        if one != other:
            yield FactChange(field, one, other)
