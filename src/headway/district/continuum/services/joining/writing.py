"""Writing the joined line: a draft in which every competency keeps its identifier and says where it came from."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import Framework
from headway.district.continuum.services.drafting.acts import on_draft
from headway.district.continuum.services.drafting.many import everything, note_what_came
from headway.district.continuum.services.joining.plans import BASE, Joining, Part, plan_joining
from headway.district.continuum.services.loading import extend_version, load_framework
from headway.district.continuum.types import (
    AssociationContent,
    CompetencyContent,
    DomainContent,
    FrameworkContent,
    PrerequisiteContent,
    RubricContent,
    StrandContent,
    VersionInfo,
)
from headway.district.foundation.api import Actor, Refused, audit, new_uuid

__all__ = ["join_frameworks"]

# For identifiers of links that joining makes: the same joining always makes the same ones.
NAMESPACE = uuid.UUID("0d6f3a52-1f0d-5b6e-9a8e-0c1f6b6f2b11")
KEPT_KINDS = ("exactMatchOf", "isPeerOf", "isTranslationOf")


@transaction.atomic
def join_frameworks(
    parts: Sequence[Part],
    *,
    title: str,
    domain: str,
    by: Actor,
    onto: VersionInfo | None = None,
    continues: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    keep_one_of_same: bool = True,
) -> VersionInfo:
    """Join parts of frameworks to one line, and return the draft that holds it.

    onto: an open draft that takes the parts in, as one act of its history; without it a new line called `title` begins, which becomes the
    district's continuum where it has none. Competencies keep identifier, words, descriptors and the prerequisites
    among them; of each the draft says which framework it is part of, and which ones it stands for (exactMatchOf).
    Nothing leads from one framework to the next yet: that is what the gap finder shows, and what people mend.
    Raises Refused as `plan_joining` does, and for a line that is not a draft.
    """
    planned = partial(
        plan_joining,
        parts,
        domain=domain,
        continues=continues,
        names=names,
        keep_one_of_same=keep_one_of_same,
    )
    if onto is None:
        joining = planned()
        if not title.strip():
            raise Refused(_("Name the line that the frameworks become."), remedy=_("Write a title."))
        identifier = str(new_uuid())
        is_first = not Framework.objects.filter(is_continuum=True).exists()
        content = replace(_content(joining, identifier), title=title.strip(), is_continuum=is_first)
        version = load_framework(content, by=by)
    else:
        # On the draft as it stands under its lock: it may have been edited, or published, while this waited.
        with on_draft(onto.uuid, by=by) as work:
            joining = planned(onto=onto)
            before = everything(work.version)
            said = {
                "frameworks": [one.title for one in joining.versions.values()],
                "competencies": joining.count,
            }
            work.note("joining", str(work.act), "", None, said)
            extend_version(work.version, _content(joining, onto.framework_identifier))
            note_what_came(work, before)
        version = onto
    audit.record(
        by=by,
        act="continuum.frameworks_joined",
        subject_kind="framework_version",
        subject_uuid=version.uuid,
        frameworks=[one.framework_identifier for one in joining.versions.values()],
        competencies=joining.count,
        left_out_as_same=len(joining.same),
        rows=len(joining.rows),
    )
    return version


def _content(joining: Joining, identifier: str) -> FrameworkContent:
    domain, strands = _places(joining)
    taken = tuple(_competencies(joining, domain.code, strands))
    held = {one.identifier for one in taken}
    if joining.base:
        held |= {one.identifier for one in joining.base.competencies}
    return FrameworkContent(
        identifier=identifier,
        title=joining.domain,
        domains=(domain,),
        strands=tuple(strands.values()),
        competencies=taken,
        prerequisites=tuple(_prerequisites(joining, held)),
        associations=tuple(_associations(joining, identifier, taken)),
        rubrics=tuple(_rubrics(joining, {one.identifier for one in taken})),
    )


# -- places on the map ---------------------------------------------------------------------------------------


def _places(joining: Joining) -> tuple[DomainContent, dict[str, StrandContent]]:
    """The domain, and for each row its strand; what the line has already keeps its code."""
    base = joining.base
    there = {one.name.casefold(): one for one in base.domains} if base else {}
    domain = there.get(joining.domain.casefold()) or DomainContent(
        code=_free(_initials(joining.domain), {one.code for one in base.domains} if base else set()),
        name=joining.domain,
        kind=_kind(joining),
        sequence=max((one.sequence for one in base.domains), default=-1) + 1 if base else 0,
    )
    known = {one.code: one for one in base.strands} if base else {}
    codes = set(known)
    strands: dict[str, StrandContent] = {}
    sequence = max((one.sequence for one in known.values()), default=-1) + 1
    for row in joining.rows:
        code = row.units[0].strand if row.units[0].part == BASE else ""
        if code in known:
            strands[row.key] = known[code]
            continue
        code = _free(f"{domain.code}.{len(codes) + 1:02d}", codes)
        codes.add(code)
        strands[row.key] = StrandContent(code, domain.code, row.name, sequence)
        sequence += 1
    return domain, strands


def _kind(joining: Joining) -> str:
    """Kinds never mix (R007): a domain that comes from one kind of framework is of that kind."""
    kinds = {one.kind for unit in joining.units for one in unit.competencies}
    if len(kinds) > 1:
        raise Refused(
            _("These frameworks are of different kinds (academic, habits of success, development)."),
            remedy=_("Join each kind into a domain of its own."),
        )
    return next(iter(kinds))


def _initials(name: str) -> str:
    letters = re.sub(r"[^A-Z]", "", name.upper())
    return letters[:4] or "D"


def _free(code: str, taken: set[str]) -> str:
    found, number = code, 2
    while found in taken:
        found, number = f"{code}-{number}", number + 1
    return found


# -- competencies --------------------------------------------------------------------------------------------


def _competencies(
    joining: Joining, domain: str, strands: Mapping[str, StrandContent]
) -> Iterator[CompetencyContent]:
    """What comes in, with the headings above it, in the order of the parts."""
    base = joining.base.competencies if joining.base else ()
    sequence = max((one.sequence for one in base), default=-1) + 1
    held = {one.identifier for one in base}
    for number, part in enumerate(joining.parts, start=1):
        known = {one.identifier: one for one in joining.contents[part.version_id].competencies}
        strand_of: dict[str, str] = {}
        for unit in joining.units:
            if unit.part == number:
                strand_of |= {one.identifier: strands[unit.continues].code for one in unit.competencies}
        for one in _with_headings(strand_of, known):
            if one.identifier in held:
                continue
            held.add(one.identifier)
            yield replace(
                one,
                domain_code=domain,
                strand_code=strand_of[one.identifier],
                parent=one.parent if one.parent in strand_of else "",
                sequence=sequence,
            )
            sequence += 1


def _with_headings(
    strand_of: dict[str, str], known: Mapping[str, CompetencyContent]
) -> list[CompetencyContent]:
    """The chosen competencies and every heading above one of them; a heading stands in the row of the first below."""
    for identifier in list(strand_of):
        above = known[identifier].parent
        while above and above not in strand_of and above in known and not known[above].is_ratable:
            strand_of[above] = strand_of[identifier]
            above = known[above].parent
    return [one for one in known.values() if one.identifier in strand_of]


# -- what hangs on them --------------------------------------------------------------------------------------


def _prerequisites(joining: Joining, held: set[str]) -> Iterator[PrerequisiteContent]:
    """The arrows of the parts; one that named a competency that was left out names what stands for it."""
    stands_for = dict(joining.same)
    base = joining.base.prerequisites if joining.base else ()
    said = {(one.before, one.after) for one in base}
    for content in joining.contents.values():
        for one in content.prerequisites:
            before = stands_for.get(one.before, one.before)
            after = stands_for.get(one.after, one.after)
            if before in held and after in held and before != after and (before, after) not in said:
                said.add((before, after))
                yield PrerequisiteContent(before, after, one.is_gate)


def _associations(
    joining: Joining, identifier: str, taken: Iterable[CompetencyContent]
) -> Iterator[AssociationContent]:
    """Where each came from, what it stands for, and the addresses that its framework gave it."""
    taken_identifiers = {one.identifier for one in taken}
    for version_id, content in joining.contents.items():
        uri = content.uri or f"urn:uuid:{joining.versions[version_id].framework_identifier}"
        for one in content.competencies:
            if one.identifier in taken_identifiers:
                yield _link(identifier, "isPartOf", one.identifier, content.identifier, uri)
        for link in content.associations:
            if link.kind in KEPT_KINDS and link.is_outside and link.origin_identifier in taken_identifiers:
                yield replace(
                    link,
                    identifier=_named(identifier, link.kind, link.identifier),
                    grouping_identifier="",
                )
    for left, kept in joining.same:
        yield _link(identifier, "exactMatchOf", kept, left, "")


def _link(framework: str, kind: str, origin: str, destination: str, uri: str) -> AssociationContent:
    return AssociationContent(
        identifier=_named(framework, kind, f"{origin}/{destination}"),
        kind=kind,
        origin_identifier=origin,
        destination_identifier=destination,
        destination_uri=uri,
        is_outside=True,
    )


def _named(framework: str, kind: str, name: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{framework}/{kind}/{name}"))


def _rubrics(joining: Joining, taken: set[str]) -> Iterator[RubricContent]:
    """Rubrics with a criterion about a competency that came in; other criteria are not about this line."""
    there = {one.identifier for one in joining.base.rubrics} if joining.base else set[str]()
    for content in joining.contents.values():
        for rubric in content.rubrics:
            criteria = tuple(one for one in rubric.criteria if one.competency in taken)
            if criteria and rubric.identifier not in there:
                there.add(rubric.identifier)
                yield replace(rubric, criteria=criteria)
