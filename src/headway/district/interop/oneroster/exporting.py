"""The roster and what was decided, as a strict OneRoster bundle.

Decisions go out as results of the gradebook, each naming its competency (the identifier of the CASE item). They carry the
name of the level and no number: a level is a place on an ordered scale, not an amount. Version 1.1 has no field for a
name, so a bundle of version 1.1 is a roster only.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo, current_map
from headway.district.foundation.api import Actor, NotFound, Refused, audit, clock
from headway.district.interop.oneroster.outgoing import Outgoing, guid, identifier_for, tables_of
from headway.district.people import api as people
from headway.district.policy.api import scale_for
from headway.district.proficiency.api import decided_levels
from headway.mastery.formats.oneroster import (
    Category,
    LineItem,
    LineItemLearningObjective,
    Result,
    ResultLearningObjective,
    write_bundle,
)
from headway.mastery.formats.problems import FormatProblem

__all__ = ["export_oneroster"]

SYSTEM = "Headway"


def export_oneroster(
    organisation_id: int | None = None,
    version: Literal["1.1", "1.2"] = "1.2",
    *,
    by: Actor,
    source: str = "",
    with_demographics: bool = False,
    with_results: bool = True,
) -> bytes:
    """A zip with a strict OneRoster bundle: who is here now, and the levels that were decided. One audit row.

    organisation_id    only this organisation and what is below it; its ancestors go along as places.
    source             call everything as this source does, where it told us of it; otherwise our own UUIDs.
    with_demographics  birth dates, gender and origin too; without, nothing of the kind leaves.

    Whoever calls has made sure that `by` may take the roster out of the house. Raises NotFound for an unknown
    organisation, Refused when the roster holds nothing that the standard could carry.
    """
    outgoing = Outgoing(
        source, _name_of(organisation_id, source), clock.today(), with_demographics=with_demographics
    )
    tables = tables_of(outgoing)
    if with_results and version == "1.2":
        tables |= _results(outgoing, source)
    if version == "1.1":
        # There, a user has exactly one role; who has none can't be said.
        roles = {row.user_sourced_id for row in tables["roles"]}
        tables["users"] = tuple(row for row in tables["users"] if row.sourced_id in roles)
        tables["userProfiles"] = ()
    try:
        raw = write_bundle(
            {name: rows for name, rows in tables.items() if rows},
            version,
            system_name=SYSTEM,
            system_code=source or SYSTEM.lower(),
        )
    except FormatProblem as problem:
        raise Refused(
            _("The roster can't be written as the standard asks: %(why)s")
            % {"why": problem.problems[0].sentence.text},
            remedy=_("Correct this record, then export again."),
        ) from problem
    with transaction.atomic():
        audit.record(
            by=by,
            act="interop.roster_exported",
            format="oneroster",
            version=version,
            sha256=hashlib.sha256(raw).hexdigest(),
            counts={name: len(rows) for name, rows in tables.items() if rows},
            left_out=dict(outgoing.left_out),
            organisation=organisation_id,
            with_demographics=with_demographics,
        )
    return raw


def _name_of(organisation_id: int | None, source: str) -> str:
    if organisation_id is None:
        return ""
    found = people.organisation_names([organisation_id])
    if organisation_id not in found:
        raise NotFound(_("There is no such organisation."))
    for (kind, name), record in people.source_records(source, "org").items() if source else ():
        if kind == "org" and record.target_id == organisation_id and record.is_active:
            return name
    return str(found[organisation_id][0])


def _results(outgoing: Outgoing, source: str) -> dict[str, tuple[Any, ...]]:
    """One line item for each competency in a class, one result for each decision, and the competency of both."""
    names = _learner_names(outgoing, source)
    homes = _Homes(outgoing)
    line_items: dict[str, tuple[LineItem, LineItemLearningObjective]] = {}
    results, objectives = [], []
    category = identifier_for("category", "competencies")
    with override(settings.LANGUAGE_CODE):
        scale = scale_for(None)
        category_title = gettext("Competencies")
        for decided in decided_levels():
            learner = names.get(decided.learner_id)
            if learner is None:
                continue
            group = homes.of(learner, decided.competency)
            if group is None:
                outgoing.left_out["decisions of learners without a class"] += 1
                continue
            item = identifier_for("lineItem", group, decided.competency.identifier)
            if item not in line_items:
                line_items[item] = _line_item(outgoing, item, group, category, decided.competency)
            level = scale.name_of(decided.level)
            result = identifier_for("result", learner, decided.competency.identifier)
            results.append(
                Result(
                    result,
                    line_item_sourced_id=item,
                    student_sourced_id=guid(learner),
                    score_status="fully graded",
                    score_date=clock.local_date(decided.decided_at),
                    text_score=level,
                    class_sourced_id=guid(group),
                )
            )
            kind, identifier = _objective(decided.competency)
            objectives.append(
                ResultLearningObjective(
                    identifier_for("objective", result),
                    result_sourced_id=result,
                    source=kind,
                    learning_objective_id=identifier,
                    text_score=level,
                )
            )
    if not results:
        return {}
    return {
        "categories": (Category(category, title=category_title),),
        "lineItems": tuple(item for item, _objective in line_items.values()),
        "lineItemLearningObjectiveIds": tuple(objective for _item, objective in line_items.values()),
        "results": tuple(results),
        "resultLearningObjectiveIds": tuple(objectives),
    }


def _learner_names(outgoing: Outgoing, source: str) -> dict[int, str]:
    """How the learners who go out are called, by our id."""
    names = {}
    for (_kind, name), record in people.source_records(source, "learner").items() if source else ():
        if record.target_id is not None and name in outgoing.learners:
            names[record.target_id] = name
    known = set(names.values())
    others = [name for name in outgoing.learners if name not in known]
    return names | {pk: name for name, pk in people.learner_ids(others).items()}


def _line_item(
    outgoing: Outgoing, item: str, group: str, category: str, competency: CompetencyInfo
) -> tuple[LineItem, LineItemLearningObjective]:
    session = min(
        (outgoing.terms[name] for name in outgoing.terms_of[group]), key=lambda term: term.starts_on
    )
    section = outgoing.sections.get(group) or outgoing.groups[group]
    kind, identifier = _objective(competency)
    return (
        LineItem(
            item,
            title=competency.title or competency.code,
            description=competency.statement or None,
            assign_date=session.starts_on,
            due_date=session.ends_on,
            class_sourced_id=guid(group),
            category_sourced_id=category,
            academic_session_sourced_id=guid(session.sourced_id),
            school_sourced_id=guid(section.school),
        ),
        LineItemLearningObjective(
            identifier_for("objective", item),
            line_item_sourced_id=item,
            source=kind,
            learning_objective_id=identifier,
        ),
    )


def _objective(competency: CompetencyInfo) -> tuple[str, str]:
    """A CASE item has a UUID; a competency under another identifier is said as one of an unknown source."""
    try:
        return "case", str(uuid.UUID(competency.identifier.removeprefix("urn:uuid:")))
    except ValueError:
        return "unknown", competency.identifier


class _Homes:
    """In which class a decision goes out. It belongs to the learner; the standard wants a class for every line item."""

    def __init__(self, outgoing: Outgoing):
        self.sections: dict[str, list[str]] = defaultdict(list)
        for row in sorted(outgoing.enrolments, key=lambda row: row.sourced_id):
            if row.section in outgoing.sections:
                self.sections[row.learner].append(row.section)
        self.groups: Mapping[str, str] = {
            row.learner: row.home_group for row in outgoing.members if row.home_group in outgoing.groups
        }
        self.domain_of = {
            name: outgoing.courses[row.course].domain_code
            for name, row in outgoing.sections.items()
            if row.course in outgoing.courses
        }
        continuum = current_map()
        self.domains = {one.id: one.code for one in continuum.domains} if continuum else {}

    def of(self, learner: str, competency: CompetencyInfo) -> str | None:
        """The class of the competency's domain, else her home group, else any class of hers."""
        domain = self.domains.get(competency.domain_id or 0, "")
        mine = self.sections.get(learner, [])
        of_domain: Iterable[str] = (name for name in mine if domain and self.domain_of.get(name) == domain)
        return next(iter(of_domain), None) or self.groups.get(learner) or (mine[0] if mine else None)
