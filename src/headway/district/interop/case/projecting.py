"""From a CASE package to the framework that Headway works with: competencies on a map, arrows, rubrics, crosswalks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headway.district.continuum.api import (
    AssociationContent,
    CaseObjectContent,
    CompetencyContent,
    CriterionContent,
    CriterionLevelContent,
    DescriptorContent,
    DomainContent,
    FrameworkContent,
    PrerequisiteContent,
    RubricContent,
    StrandContent,
)
from headway.district.interop.case.arrows import PRECEDES, Arrows, arrows_between
from headway.district.interop.case.extensions import (
    DEEPEST,
    HEAVIEST,
    importance_in,
    number_in,
    said_by_headway,
    translations_in,
)
from headway.district.interop.case.wording import problem
from headway.mastery.continuum.placing import Places, is_ratable, level_of, places_of, shortened
from headway.mastery.formats.case import (
    CasePackage,
    Item,
    RubricCriterion,
    RubricLevel,
    StoredObject,
    envelope,
)
from headway.mastery.formats.problems import Problem

__all__ = ["Projection", "associations_of", "case_object_contents", "project"]

LONGEST_IDENTIFIER = 64
LONGEST_ITEM_IDENTIFIER = 255
LONGEST_CODE = 255
LONGEST_URI = 1024


@dataclass(frozen=True)
class Projection:
    """content: ready for `continuum.load_framework`, still without the stored objects. places: the tree it came from."""

    content: FrameworkContent
    places: Places
    arrows: Arrows
    problems: tuple[Problem, ...]


def project(
    package: CasePackage,
    *,
    is_continuum: bool,
    kind: str,
    scale_size: int,
    links_from_elsewhere: Iterable[AssociationContent] = (),
    made_by_hand: Iterable[PrerequisiteContent] = (),
) -> Projection:
    """The framework in this package. Imported twice, the same package makes the same framework.

    made_by_hand: arrows of the newest version that came from no package; they stay where both ends are still there.
    """
    here = {item.identifier for item in package.items}
    by_hand = [one for one in made_by_hand if one.before in here and one.after in here]
    return _Projecting(package, is_continuum, kind, scale_size).projection(
        tuple(links_from_elsewhere), by_hand
    )


def associations_of(package: CasePackage) -> tuple[AssociationContent, ...]:
    """Every link that the reader took, also those that lead outside."""
    return tuple(
        AssociationContent(
            identifier=one.identifier,
            kind=one.type[:80],
            origin_identifier=one.origin.identifier[:LONGEST_ITEM_IDENTIFIER],
            origin_uri=one.origin.uri[:LONGEST_URI],
            destination_identifier=one.destination.identifier[:LONGEST_ITEM_IDENTIFIER],
            destination_uri=one.destination.uri[:LONGEST_URI],
            grouping_identifier=(one.grouping.identifier[:LONGEST_IDENTIFIER] if one.grouping else ""),
            is_outside=not (one.origin_inside and one.destination_inside),
        )
        for one in package.associations
        if len(one.identifier) <= LONGEST_IDENTIFIER
    )


def case_object_contents(stored: Iterable[StoredObject]) -> tuple[CaseObjectContent, ...]:
    return tuple(
        CaseObjectContent(
            one.kind, one.identifier[:LONGEST_ITEM_IDENTIFIER], one.position, one.payload, one.digested()
        )
        for one in stored
    )


class _Projecting:
    def __init__(self, package: CasePackage, is_continuum: bool, kind: str, scale_size: int) -> None:
        self.package = package
        self.is_continuum = is_continuum
        self.kind = kind
        self.scale_size = scale_size
        self.items: Mapping[str, Item] = {
            one.identifier: one for one in package.items if len(one.identifier) <= LONGEST_ITEM_IDENTIFIER
        }
        self.problems: list[Problem] = []

    def projection(
        self, links_from_elsewhere: tuple[AssociationContent, ...], by_hand: list[PrerequisiteContent]
    ) -> Projection:
        places = places_of(self.package)
        associations = associations_of(self.package)
        names = {one.identifier: one.short_name for one in self.items.values()}
        arrows = self._arrows(associations, links_from_elsewhere, names, by_hand)
        rubrics = self._rubrics()
        self._remark_on_identifiers()
        document = self.package.document
        content = FrameworkContent(
            identifier=document.identifier,
            title=shortened(document.title, 512) or document.identifier,
            creator=shortened(document.creator, 255),
            uri=document.uri[:LONGEST_URI],
            is_continuum=self.is_continuum,
            envelope=envelope(self.package),
            domains=tuple(
                DomainContent(one.code, one.name, self.kind, sequence=sequence)
                for sequence, one in enumerate(places.domains)
            ),
            strands=tuple(
                StrandContent(one.code, one.inside, one.name, sequence)
                for sequence, one in enumerate(places.strands)
            ),
            competencies=self._competencies(places),
            prerequisites=(*by_hand, *self._prerequisites(arrows)),
            associations=associations,
            rubrics=rubrics,
        )
        return Projection(content, places, arrows, tuple(self.problems))

    # -- competencies ----------------------------------------------------------------------------------------

    def _competencies(self, places: Places) -> tuple[CompetencyContent, ...]:
        descriptors = self._descriptors()
        beyond: Counter[str] = Counter()
        made = []
        for place in places.items:
            item = self.items.get(place.identifier)
            if item is None:
                continue
            level = level_of(item.education_levels)
            if level is None and item.education_levels:
                beyond[", ".join(item.education_levels)] += 1
            said = said_by_headway(item.payload)
            made.append(
                CompetencyContent(
                    identifier=item.identifier,
                    title=shortened(item.abbreviated or item.statement),
                    statement=item.statement,
                    code=shortened(item.code, LONGEST_CODE),
                    domain_code=place.domain,
                    strand_code=place.strand,
                    parent=place.parent if place.parent in self.items else "",
                    kind=self.kind,
                    level=level,
                    depth=number_in(said, "depth", DEEPEST),
                    importance=importance_in(said),
                    weight=number_in(said, "weight", HEAVIEST) or 1,
                    translations=translations_in(said, "title", "statement"),
                    is_ratable=is_ratable(item, item.identifier in places.tree.children),
                    sequence=place.sequence,
                    descriptors=descriptors.get(item.identifier, ()),
                )
            )
        self.problems += [
            problem("level_not_on_continuum", row="CFItems", field="educationLevel", value=value, count=count)
            for value, count in beyond.most_common()
        ]
        return tuple(made)

    # -- arrows ----------------------------------------------------------------------------------------------

    def _arrows(
        self,
        own: Iterable[AssociationContent],
        elsewhere: Iterable[AssociationContent],
        names: Mapping[str, str],
        by_hand: list[PrerequisiteContent],
    ) -> Arrows:
        wording = "circle_kept_as_draft" if self.is_continuum else "circle_opened"
        rows = {one.identifier: f"CFAssociations[{one.position}]" for one in self.package.associations}
        arrows = arrows_between([*own, *elsewhere], names, beside=by_hand)
        for arrow, loop in arrows.closing:
            self.problems.append(
                problem(
                    wording,
                    row=rows.get(arrow.identifier, ""),
                    identifier=arrow.identifier,
                    field="associationType",
                    loop=loop,
                )
            )
        self.problems += [
            problem(
                "precedes_itself",
                row=rows[one.identifier],
                identifier=one.identifier,
                name=names.get(one.origin_identifier, one.origin_identifier),
            )
            for one in own
            if one.kind == PRECEDES and one.origin_identifier == one.destination_identifier
        ]
        return arrows

    def _prerequisites(self, arrows: Arrows) -> tuple[PrerequisiteContent, ...]:
        """A continuum in draft keeps its circles for mending; a reference is opened where they close."""
        return (*arrows.kept, *(one for one, _loop in arrows.closing)) if self.is_continuum else arrows.kept

    # -- rubrics ---------------------------------------------------------------------------------------------

    def _rubrics(self) -> tuple[RubricContent, ...]:
        return tuple(
            RubricContent(
                rubric.identifier,
                shortened(rubric.title, 1024),
                tuple(
                    self._criterion(one, place)
                    for place, one in enumerate(rubric.criteria)
                    if len(one.identifier) <= LONGEST_IDENTIFIER
                ),
            )
            for rubric in self.package.rubrics
            if len(rubric.identifier) <= LONGEST_IDENTIFIER
        )

    def _criterion(self, criterion: RubricCriterion, place: int) -> CriterionContent:
        return CriterionContent(
            identifier=criterion.identifier,
            text=criterion.description or criterion.category,
            competency=self._about(criterion),
            position=place,
            levels=tuple(
                CriterionLevelContent(one.identifier, shortened(one.quality, 1024), one.description, position)
                for position, one in enumerate(criterion.levels)
                if len(one.identifier) <= LONGEST_IDENTIFIER
            ),
        )

    def _about(self, criterion: RubricCriterion) -> str:
        item = criterion.item
        if item is None or not criterion.item_inside or item.identifier not in self.items:
            return ""
        return item.identifier

    def _descriptors(self) -> dict[str, tuple[DescriptorContent, ...]]:
        """What each level looks like, from the one criterion about a competency, where it has as many levels as the
        district's scale. Nothing is stretched or squeezed to fit."""
        about: defaultdict[str, list[RubricCriterion]] = defaultdict(list)
        for rubric in self.package.rubrics:
            for criterion in rubric.criteria:
                if competency := self._about(criterion):
                    about[competency].append(criterion)
        single = {competency: found[0] for competency, found in about.items() if len(found) == 1}
        if len(single) < len(about):
            self.problems.append(problem("several_criteria", row="CFRubrics", count=len(about) - len(single)))
        fitting = {
            competency: one
            for competency, one in single.items()
            if len(one.levels) == self.scale_size and all(level.description.strip() for level in one.levels)
        }
        if len(fitting) < len(single):
            self.problems.append(
                problem(
                    "other_number_of_levels",
                    row="CFRubrics",
                    size=self.scale_size,
                    count=len(single) - len(fitting),
                )
            )
        return {
            competency: tuple(
                DescriptorContent(
                    number, level.description, translations_in(said_by_headway(level.payload), "text")
                )
                for number, level in enumerate(_lowest_first(one), start=1)
            )
            for competency, one in fitting.items()
        }

    # -- what cannot be referred to --------------------------------------------------------------------------

    def _remark_on_identifiers(self) -> None:
        def say(row: str, identifier: str, longest: int) -> None:
            if len(identifier) > longest:
                self.problems.append(
                    problem("identifier_too_long", row=row, identifier=identifier[:80], longest=longest)
                )

        for item in self.package.items:
            say(f"CFItems[{item.position}]", item.identifier, LONGEST_ITEM_IDENTIFIER)
        for link in self.package.associations:
            say(f"CFAssociations[{link.position}]", link.identifier, LONGEST_IDENTIFIER)
        for rubric in self.package.rubrics:
            say(f"CFRubrics[{rubric.position}]", rubric.identifier, LONGEST_IDENTIFIER)


def _lowest_first(criterion: RubricCriterion) -> list[RubricLevel]:
    """The steps from the lowest to the highest. Some rubrics list the highest first, and only the number that each
    step carries tells; without such numbers the rubric's own order is taken as rising."""
    numbers = [level.score for level in criterion.levels]
    if None in numbers or len(set(numbers)) < len(numbers):
        return list(criterion.levels)
    return sorted(criterion.levels, key=lambda level: level.score or 0.0)
