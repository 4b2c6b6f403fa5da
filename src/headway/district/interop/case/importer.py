"""The import of a CASE package: read, compare with what is stored, show, load as a version.

Versions are never edited: a package that differs from the newest version becomes a further version, with its changed
competencies under the same identifiers. Ratings keep the text they were made under, and count for the competency of
the new version with the same identifier (`ContinuumMap.current_ids`). A package that differs in nothing adds nothing.

Links of a package between the items of another framework (a prerequisite map published apart) belong to that
framework's map, so it gets a further version too; the same happens when the two arrive in the other order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings

from headway.district.continuum.api import (
    AssociationContent,
    DomainKind,
    FrameworkContent,
    PrerequisiteContent,
    VersionInfo,
    brought_version,
    case_objects,
    case_source,
    content_of,
    current_version,
    latest_links,
    latest_versions_holding,
    links_of_version,
    outline_of,
    prerequisites_of_version,
)
from headway.district.foundation.api import Actor
from headway.district.interop.case.arrows import PRECEDES, arrows_between
from headway.district.interop.case.comparing import Comparison, compare, keepable_objects
from headway.district.interop.case.loading import Attachment, Work, load_planned
from headway.district.interop.case.options import OPTIONS, checked_options
from headway.district.interop.case.projecting import (
    LONGEST_IDENTIFIER,
    Projection,
    associations_of,
    project,
)
from headway.district.interop.case.quality import quality_of
from headway.district.interop.case.wording import problem
from headway.district.interop.plans import Plan, PlanLine, Progress, Report
from headway.district.policy.api import scale_for
from headway.mastery.formats.case import CasePackage, StoredObject, envelope, read_package
from headway.mastery.formats.problems import FormatProblem, Problem

__all__ = ["CaseImporter", "Told", "plan_package"]

# More than this many items, or more than a third of them, are not retired without a person saying so.
MOST_GOING_UNASKED, MOST_GOING_PART = 10, 3


@dataclass(frozen=True)
class Told:
    """What the reader of another format says of a framework that it turned into a package.

    problems, lines and facts stand beside those of the package; row_of says where an object of the package came from
    ('CFItems[3]' → 'row 7'). hushed: kinds of remarks on the package that `problems` say in better words.
    draft_continuum: a new version of the district's continuum waits for a person, unless publishing was asked for.
    """

    format: str
    problems: tuple[Problem, ...] = ()
    lines: tuple[PlanLine, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    row_of: Callable[[str], str] = str
    hushed: frozenset[str] = frozenset()
    draft_continuum: bool = False


class CaseImporter:
    """`headway.district.interop.plans.Importer` for CASE 1.0 and 1.1."""

    format = "case"

    def plan(self, raw: bytes, options: Mapping[str, Any], progress: Progress) -> Plan:
        """Raises FormatProblem when the package cannot be read as a whole, or an option is not one of `OPTIONS`."""
        options = checked_options(options, OPTIONS)
        progress("read", 0, 0)
        package = read_package(raw, max_bytes=settings.MAX_UPLOAD_BYTES)
        return plan_package(package, options, progress, Told(self.format))

    def apply(self, plan: Plan, by: Actor, progress: Progress) -> Report:
        return load_planned(plan, by, progress)


def plan_package(package: CasePackage, options: Mapping[str, Any], progress: Progress, told: Told) -> Plan:
    """What loading this package would do; `options` are checked already. For every format that becomes a package."""
    return _Planning(package, options, progress, told).plan()


class _Planning:
    def __init__(
        self, package: CasePackage, options: Mapping[str, Any], progress: Progress, told: Told
    ) -> None:
        self.package = package
        self.told = told
        self.options = options
        self.progress = progress
        self.identifier = package.document.identifier
        if len(self.identifier) > LONGEST_IDENTIFIER:
            raise FormatProblem(
                problem("framework_identifier_too_long", row="CFDocument", longest=LONGEST_IDENTIFIER)
            )
        self.stored = brought_version(self.identifier)
        self.prerequisites = prerequisites_of_version(self.stored.id) if self.stored else ()
        self.stored_links = links_of_version(self.stored.id, PRECEDES) if self.stored else ()
        self.problems: list[Problem] = []

    def plan(self) -> Plan:
        package, new = self.package, keepable_objects(self.package)
        self.progress("compare", 0, len(new))
        comparison = compare(package, new, self._stored_objects())
        outline = outline_of(self.stored.id) if self.stored else None
        is_continuum = self._is_continuum(outline)
        projection = project(
            package,
            is_continuum=is_continuum,
            kind=self.options.get("kind", DomainKind.ACADEMIC),
            scale_size=scale_for(None).size,
            links_from_elsewhere=latest_links(PRECEDES, besides=[self.identifier]) if package.items else (),
            made_by_hand=[one for one in self.prerequisites if not one.identifier],
        )
        changes = self._framework_changes(comparison, projection, outline)
        lines = [*comparison.lines, *changes]
        is_new = self.stored is None or (bool(lines) and _changes(lines)) or comparison.differs
        own_lines = self._prerequisite_lines(projection)
        is_new = is_new or _changes(own_lines)
        attachments = self._attachments()
        lines += own_lines
        lines += [line for one in attachments for line in _attachment_lines(one)]
        lines = [replace(line, row=self.told.row_of(line.row)) for line in lines]
        publishes = self._publishes(is_continuum)
        left = self._left(comparison, projection, own_lines, bool(changes))
        going: dict[str, Any] = dict(_going(lines, left))
        if going:
            self.problems.insert(0, problem("many_go", **going))
        return Plan.of(
            self.told.format,
            [*lines, *self.told.lines],
            left=left,
            problems=self._all_problems(projection),
            facts={
                **self._facts(projection, is_continuum, is_new, attachments),
                "publishes": is_new and publishes,
                **({"many_go": going} if going else {}),
                **self.told.facts,
            },
            work=Work(
                content=projection.content if is_new else None,
                objects=tuple(new) if is_new else (),
                publishes=publishes,
                attachments=attachments,
            ),
        )

    # -- this framework --------------------------------------------------------------------------------------

    def _stored_objects(self) -> Iterable[StoredObject]:
        if self.stored is None:
            return ()
        return [
            StoredObject(one.kind, one.identifier, "", one.payload, one.position, one.digest)
            for one in case_objects(case_source(self.stored.id) or self.stored.id)
        ]

    def _is_continuum(self, outline: FrameworkContent | None) -> bool:
        """The district has one continuum. What is the continuum stays it, also when the option is not given again."""
        if outline is not None and outline.is_continuum:
            return True
        if not self.options.get("continuum"):
            return False
        current = current_version()
        if current is not None:
            self.problems.append(problem("continuum_exists", title=current.title))
            return False
        return True

    def _framework_changes(
        self, comparison: Comparison, projection: Projection, outline: FrameworkContent | None
    ) -> list[PlanLine]:
        """Changes that no object shows: what is around the objects, the role of the framework, unread objects."""
        if outline is None or any(line.kind == "framework" for line in comparison.lines):
            return []
        fields = []
        if _plain(outline.envelope) != _plain(envelope(self.package)):
            fields.append("package")
        if outline.is_continuum != projection.content.is_continuum:
            fields.append("continuum")
        if comparison.differs and not _changes(comparison.lines):
            fields.append("unread")
        return (
            [PlanLine("framework", "change", self.identifier, "CFDocument", tuple(fields))] if fields else []
        )

    def _prerequisite_lines(self, projection: Projection) -> list[PlanLine]:
        """The arrows of this framework against those of its newest version."""
        added, removed = _difference(self.prerequisites, projection.content.prerequisites)
        return _arrow_lines(added, removed)

    def _left(
        self, comparison: Comparison, projection: Projection, own_lines: list[PlanLine], changes: bool
    ) -> dict[str, int]:
        left = dict(comparison.left)
        added = sum(1 for line in own_lines if line.action == "add")
        left["prerequisite"] = len(projection.content.prerequisites) - added
        if changes:
            left.pop("framework", None)
        return left

    def _publishes(self, is_continuum: bool) -> bool:
        """Whether the new version is published at once; says so where a person might expect otherwise."""
        wanted = self.options.get("publish")
        if not self.package.items or wanted is False:
            return False
        status = self.package.document.adoption_status.strip()
        if "draft" in status.lower():
            wording = "draft_published" if wanted else "draft_stays"
            self.problems.append(problem(wording, row="CFDocument", field="adoptionStatus", value=status))
            return bool(wanted)
        if is_continuum and self.told.draft_continuum and not wanted:
            self.problems.append(problem("continuum_waits"))
            return False
        return True

    # -- other frameworks ------------------------------------------------------------------------------------

    def _attachments(self) -> tuple[Attachment, ...]:
        """What the links of this package between items of other frameworks change there."""
        links = [
            one
            for one in associations_of(self.package)
            if one.kind == PRECEDES
            and one.is_outside
            and one.origin_identifier
            and one.destination_identifier
        ]
        own = {one.identifier for one in self.package.items}
        ends = {end for one in links for end in (one.origin_identifier, one.destination_identifier)} - own
        earlier = self._earlier_arrows()
        if not ends and not earlier:
            return ()
        spelled = {form for end in ends for form in (end, end.lower(), end.upper())}
        targets = {version.id: version for version, _held in latest_versions_holding(spelled)}
        for version in earlier:
            targets.setdefault(version.id, version)
        targets = {key: one for key, one in targets.items() if one.framework_identifier != self.identifier}
        if links and not targets:
            self.problems.append(problem("framework_not_here", row="CFAssociations", count=len(links)))
        attachments = [self._attachment(version, links) for version in targets.values()]
        return tuple(one for one in attachments if one.added or one.removed)

    def _earlier_arrows(self) -> list[VersionInfo]:
        """Newest versions that the stored version of this package attached to."""
        ends = {
            end
            for one in self.stored_links
            for end in (one.origin_identifier, one.destination_identifier)
            if end
        }
        return [version for version, _held in latest_versions_holding(ends)] if ends else []

    def _attachment(self, target: VersionInfo, links: list[AssociationContent]) -> Attachment:
        before = prerequisites_of_version(target.id)
        earlier = {one.identifier for one in self.stored_links}
        standing = [one for one in before if not one.identifier or one.identifier not in earlier]
        content = content_of(target.id, with_case_objects=False)
        names = {one.identifier: one.code or one.title for one in content.competencies}
        arrows = arrows_between(links, names, beside=standing)
        prerequisites = (*standing, *arrows.kept)
        added, removed = _difference(before, prerequisites)
        self.problems += [
            problem("circle_opened", identifier=arrow.identifier, field="associationType", loop=loop)
            for arrow, loop in arrows.closing
        ]
        if added or removed:
            wording = "attaches_to_continuum" if content.is_continuum else "attaches"
            self.problems.append(problem(wording, title=target.title, added=len(added), removed=len(removed)))
        return Attachment(target, prerequisites, tuple(added), tuple(removed))

    # -- what is said ----------------------------------------------------------------------------------------

    def _all_problems(self, projection: Projection) -> list[Problem]:
        circles = {one.kind for one in projection.problems}
        said = "circle_opened" in circles or "circle_kept_as_draft" in circles
        if not self.package.items:
            self.problems.append(problem("links_only"))
        read = [
            # The reader's remark on a circle is said again here, with what it means for this record.
            replace(one, severity="error") if one.kind == "precedes_cycle" else one
            for one in self.package.problems
            if not (one.kind == "precedes_cycle" and said)
        ]
        said_here = [*read, *projection.problems, *self.problems]
        return [
            *self.told.problems,
            *(
                replace(one, row=self.told.row_of(one.row))
                for one in said_here
                if one.kind not in self.told.hushed
            ),
        ]

    def _facts(
        self,
        projection: Projection,
        is_continuum: bool,
        is_new: bool,
        attachments: tuple[Attachment, ...],
    ) -> dict[str, Any]:
        package = self.package
        return {
            "identifier": self.identifier,
            "title": projection.content.title,
            "case_version": package.case_version,
            "is_continuum": is_continuum,
            "newest_version": self.stored.number if self.stored else None,
            "makes_version": is_new,
            "attaches": [
                {
                    "framework": one.target.framework_identifier,
                    "title": one.target.title,
                    "added": len(one.added),
                    "removed": len(one.removed),
                }
                for one in attachments
            ],
            "quality": quality_of(package, projection),
        }


def _changes(lines: Iterable[PlanLine]) -> bool:
    return any(line.action not in {"leave", "cannot_read"} for line in lines)


def _going(lines: Iterable[PlanLine], left: Mapping[str, int]) -> dict[str, int]:
    """How many items of the version before would be retired, and of how many, where a person should be asked."""
    fates = Counter(line.action for line in lines if line.kind == "competency")
    gone = fates["deactivate"]
    held = gone + fates["change"] + fates["reactivate"] + fates["leave"] + left.get("competency", 0)
    if gone <= MOST_GOING_UNASKED and MOST_GOING_PART * gone <= held:
        return {}
    return {"gone": gone, "held": held}


def _difference(
    before: Iterable[PrerequisiteContent], after: Iterable[PrerequisiteContent]
) -> tuple[list[PrerequisiteContent], list[PrerequisiteContent]]:
    """The arrows that are new, and those that are gone."""
    old = {(one.before, one.after): one for one in before}
    new = {(one.before, one.after): one for one in after}
    return (
        [one for pair, one in new.items() if pair not in old],
        [one for pair, one in old.items() if pair not in new],
    )


def _arrow_lines(
    added: Iterable[PrerequisiteContent], removed: Iterable[PrerequisiteContent]
) -> list[PlanLine]:
    return [
        *(PlanLine("prerequisite", "add", one.identifier) for one in added),
        *(PlanLine("prerequisite", "deactivate", one.identifier) for one in removed),
    ]


def _attachment_lines(attachment: Attachment) -> list[PlanLine]:
    target = PlanLine("framework", "change", attachment.target.framework_identifier, "", ("prerequisites",))
    return [target, *_arrow_lines(attachment.added, attachment.removed)]


def _plain(value: Any) -> Any:
    """1.0 and 1 are the same number; some databases keep one spelling, some the other."""
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
