"""What has to be true of a framework's content before anything of it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import Competency, Framework, FrameworkVersion
from headway.district.continuum.types import FrameworkContent
from headway.district.foundation.api import FieldProblem, Refused

__all__ = ["check_content"]


def check_content(content: FrameworkContent, before: FrameworkVersion | None = None) -> None:
    """Raises Refused with one problem per row: repeated names, references to nothing, a second continuum.

    before: the version that the content is added to, whose competencies may be referred to.
    """
    if before is None:
        _check_one_continuum(content)
    there = (
        set(Competency.objects.filter(version=before).values_list("identifier", flat=True))
        if before
        else set[str]()
    )
    problems = [
        *_repeated("identifier", (*there, *(one.identifier for one in content.competencies))),
        *_repeated("domain code", (one.code for one in content.domains)),
        *_repeated("strand code", (one.code for one in content.strands)),
        *_pointing_nowhere(content, there),
    ]
    if not content.identifier.strip() or not content.title.strip():
        problems.insert(0, FieldProblem(_("A framework needs an identifier and a title."), "identifier"))
    if problems:
        raise Refused(
            problems[0].sentence,
            remedy=_("Mend the framework and load it again; nothing was written."),
            problems=tuple(problems),
        )


def _check_one_continuum(content: FrameworkContent) -> None:
    if not content.is_continuum:
        return
    other = Framework.objects.filter(is_continuum=True).exclude(identifier=content.identifier).first()
    if other is not None:
        raise Refused(
            _("This district has its continuum already: %(title)s.") % {"title": other.title},
            remedy=_("Load this as a framework beside it, and join what you want from it to the continuum."),
        )


def _repeated(field: str, values: Iterable[str]) -> list[FieldProblem]:
    return [
        FieldProblem(
            _("The %(field)s %(value)s stands there %(count)s times; give each its own.")
            % {"field": field, "value": value, "count": count},
            field=field,
            row=value,
        )
        for value, count in Counter(values).items()
        if count > 1
    ]


def _pointing_nowhere(content: FrameworkContent, there: set[str]) -> list[FieldProblem]:
    competencies = there | {one.identifier for one in content.competencies}
    domains = {one.code for one in content.domains}
    strands = {one.code for one in content.strands}
    found = []

    def expect(row: str, field: str, value: str, known: set[str]) -> None:
        if value and value not in known:
            sentence = _("%(row)s names the %(field)s %(value)s, which is not in this framework.") % {
                "row": row,
                "field": field,
                "value": value,
            }
            found.append(
                FieldProblem(sentence, field=field, row=row, remedy=_("Add it, or correct the name."))
            )

    for strand in content.strands:
        expect(strand.code, "domain", strand.domain_code, domains)
    for one in content.competencies:
        expect(one.code or one.identifier, "domain", one.domain_code, domains)
        expect(one.code or one.identifier, "strand", one.strand_code, strands)
        expect(one.code or one.identifier, "parent", one.parent, competencies)
    for arrow in content.prerequisites:
        expect(f"{arrow.before} → {arrow.after}", "prerequisite", arrow.before, competencies)
        expect(f"{arrow.before} → {arrow.after}", "prerequisite", arrow.after, competencies)
        if arrow.before == arrow.after:
            sentence = _("%(row)s is named as its own prerequisite.") % {"row": arrow.before}
            found.append(FieldProblem(sentence, field="prerequisite", row=arrow.before))
    return found
