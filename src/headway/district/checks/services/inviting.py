"""Inviting a learner to a check, and setting one aside. Nobody starts a check for herself, and none rates anything."""

from __future__ import annotations

import secrets
import uuid
import zlib
from collections.abc import Collection, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.checks.engine import items_for, settings_for, structure_for
from headway.district.checks.models import CheckSitting
from headway.district.checks.policies import learner_of_staff, learners_of_staff, no_such_page
from headway.district.checks.types import CheckPurpose, CheckStage
from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map
from headway.district.continuum.types import DomainKind
from headway.district.foundation.api import Actor, Refused, audit, clock, refused
from headway.district.people.api import Viewer, lineage, lock_learners

__all__ = ["MOST_COMPETENCIES", "invite", "invite_many_to_set", "invite_to_set", "open_sitting", "set_aside"]

MOST_COMPETENCIES = 200


def invite(
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    domain_code: str,
    strand_code: str = "",
    purpose: str = CheckPurpose.ENTRY,
    module: str = "",
) -> uuid.UUID:
    """Open a check for a learner: a whole domain begins with the locator, one strand with its own questions.

    Inviting again while one is open gives the open one. For staff of the learner; raises NotFound for others, Refused
    naming the field where there is no such domain or strand, or too few questions.
    """
    learner = learner_of_staff(viewer, learner_uuid)
    continuum = _continuum()
    domain = next((one for one in continuum.domains if one.code == domain_code), None)
    if domain is None or domain.kind == DomainKind.HABITS:
        raise refused(
            "domain", _("There is no such domain on the continuum."), _("Choose one from the list.")
        )
    strand = next(
        (one for one in continuum.strands if one.code == strand_code and one.domain_id == domain.id), None
    )
    if strand_code and strand is None:
        raise refused("strand", _("This domain has no such strand."), _("Choose one from the list."))
    if purpose not in set(CheckPurpose):
        raise refused("purpose", _("Nothing says what this check is for."), _("Choose what it is for."))
    competencies = [
        one
        for one in continuum.competencies
        if one.domain_id == domain.id and (strand is None or one.strand_id == strand.id)
    ]
    stage = CheckStage.STRAND if strand else CheckStage.LOCATOR
    return open_sitting(
        learner,
        continuum,
        competencies if stage == CheckStage.LOCATOR else competencies[:MOST_COMPETENCIES],
        stage=stage,
        domain_code=domain_code,
        strand_code=strand_code,
        purpose=purpose,
        module=module,
        by=viewer.actor,
    ).uuid


def invite_to_set(
    viewer: Viewer, learner_uuid: uuid.UUID, competency_uuids: Collection[uuid.UUID], module: str = ""
) -> uuid.UUID:
    """Before a module: what of these competencies is already known, and what they stand on (R020).

    What comes directly before them is asked about, too, so that early help can be seen. Raises as `invite` does.
    """
    learner = learner_of_staff(viewer, learner_uuid)
    continuum = _continuum()
    wanted, every = _set_of(continuum, competency_uuids)
    return open_sitting(
        learner,
        continuum,
        every,
        stage=CheckStage.STRAND,
        domain_code=_domain_of(continuum, wanted[0]),
        strand_code="",
        purpose=CheckPurpose.MODULE,
        module=module or _name_of_set(wanted),
        by=viewer.actor,
        wanted=[one.id for one in wanted],
    ).uuid


def _set_of(
    continuum: ContinuumMap, competency_uuids: Collection[uuid.UUID]
) -> tuple[list[CompetencyInfo], list[CompetencyInfo]]:
    """What was chosen, and what is asked about: that with what comes directly before it. Raises Refused."""
    wanted = [continuum.by_uuid[one] for one in competency_uuids if one in continuum.by_uuid]
    if not wanted:
        raise refused("competencies", _("No competency was chosen."), _("Choose those of the module."))
    if len(wanted) > MOST_COMPETENCIES:
        raise refused(
            "competencies",
            _("One check covers up to %(most)s competencies.") % {"most": MOST_COMPETENCIES},
            _("Choose fewer, or check strand by strand."),
        )
    ids = {one.id for one in wanted}
    before = {one.before_id for one in continuum.prerequisites if one.after_id in ids} - ids
    every = [one for one in continuum.competencies if one.id in ids or one.id in before]
    return wanted, every[:MOST_COMPETENCIES]


def _domain_of(continuum: ContinuumMap, competency: CompetencyInfo) -> str:
    return {one.id: one.code for one in continuum.domains}.get(competency.domain_id or 0, "")


def _name_of_set(wanted: Sequence[CompetencyInfo]) -> str:
    """The same competencies are the same set, however they were typed."""
    return f"set-{zlib.crc32(' '.join(sorted(one.identifier for one in wanted)).encode()):08x}"


def invite_many_to_set(
    viewer: Viewer,
    learner_uuids: Collection[uuid.UUID],
    competency_uuids: Collection[uuid.UUID],
    module: str = "",
) -> int:
    """A whole section before a module; how many were invited. Raises as `invite_to_set` does, and then nobody is.

    Learners whose checks the viewer may not open (her own child, say) are passed over.
    """
    may = list(learners_of_staff(viewer).filter(uuid__in=list(learner_uuids)))
    if not may:
        return 0
    continuum = _continuum()
    wanted, every = _set_of(continuum, competency_uuids)
    about = {
        "stage": CheckStage.STRAND.value,
        "domain_code": _domain_of(continuum, wanted[0]),
        "strand_code": "",
        "module": module or _name_of_set(wanted),
    }
    with transaction.atomic():
        lock_learners({one.pk for one in may})
        open_ = set(_all_open(about).filter(learner__in=may).values_list("learner_id", flat=True))
        wants = [one for one in may if one.pk not in open_]
        settings = _settings_by_school(wants, continuum, every)
        sittings = [
            CheckSitting(
                learner=one,
                **about,
                purpose=CheckPurpose.MODULE,
                version_id=continuum.version.id,
                band={},
                competency_ids=[each.id for each in every],
                wanted_ids=[each.id for each in wanted],
                settings=settings[one.school_id],
                seed=secrets.randbits(62),
                language=one.person.language or "en",
                opened_by_id=viewer.actor.person_id,
                opened_at=clock.now(),
            )
            for one in wants
        ]
        CheckSitting.objects.bulk_create(sittings, batch_size=500)
        audit.record_many(
            by=viewer.actor,
            act="checks.invited",
            subject_kind="check",
            rows=[
                (one.uuid, one.learner.uuid, _facts(about["stage"], about["domain_code"], ""))
                for one in sittings
            ],
        )
    return len(may)


def _settings_by_school(
    learners: Collection[Any], continuum: ContinuumMap, competencies: Sequence[CompetencyInfo]
) -> dict[int | None, dict[str, Any]]:
    """The settings of a check by school: its questions are the school's and those of the district."""
    ids = [one.id for one in competencies]
    _structure, identifiers = structure_for(continuum.version.id, ids)
    found = {}
    for school_id in {one.school_id for one in learners}:
        rows = items_for(continuum.version.id, ids, lineage(school_id)) if school_id else []
        if not rows:
            raise _no_questions("domain")
        found[school_id] = settings_for(rows, identifiers).to_dict()
    return found


def _no_questions(field: str) -> Refused:
    return refused(
        field,
        _("There are no questions for this yet."),
        _("Those who keep the continuum can add some, or bring a file with questions."),
    )


def _facts(stage: str, domain: str, strand: str) -> dict[str, str]:
    return {"stage": stage, "domain": domain, "strand": strand}


@transaction.atomic
def open_sitting(
    learner: Any,
    continuum: ContinuumMap,
    competencies: Sequence[CompetencyInfo],
    *,
    stage: str,
    domain_code: str,
    strand_code: str,
    purpose: str,
    by: Actor,
    module: str = "",
    band: dict[str, float] | None = None,
    seed: int | None = None,
    language: str = "",
    wanted: Sequence[int] = (),
) -> CheckSitting:
    """The open sitting about this, or a new one. Raises Refused where there is not a single question for it."""
    lock_learners({learner.pk})
    about = {
        "learner_id": learner.pk,
        "stage": stage,
        "domain_code": domain_code,
        "strand_code": strand_code,
        "module": module,
    }
    found = _open(about)
    if found is not None:
        return found
    ids = [one.id for one in competencies]
    rows = items_for(continuum.version.id, ids, lineage(learner.school_id)) if learner.school_id else []
    if not rows:
        raise _no_questions("strand" if strand_code else "domain")
    if stage == CheckStage.LOCATOR:
        leveled = {one.id for one in competencies if one.level is not None}
        if not leveled & {row[1] for row in rows}:
            raise refused(
                "domain",
                _("No competency with a question has a level, so nothing says where to begin."),
                _("Choose one strand."),
            )
    _structure, identifiers = structure_for(continuum.version.id, ids)
    try:
        with transaction.atomic():
            sitting = CheckSitting.objects.create(
                **about,
                purpose=purpose,
                version_id=continuum.version.id,
                band=band or {},
                competency_ids=ids,
                wanted_ids=list(wanted),
                settings=settings_for(rows, identifiers).to_dict(),
                seed=secrets.randbits(62) if seed is None else seed,
                language=language or learner.person.language or "en",
                opened_by_id=by.person_id,
                opened_at=clock.now(),
            )
    except IntegrityError:  # somebody else invited her in this moment
        found = _open(about)
        if found is None:
            raise
        return found
    audit.record(
        by=by,
        act="checks.invited",
        subject_kind="check",
        subject_uuid=sitting.uuid,
        learner_uuid=learner.uuid,
        **_facts(stage, domain_code, strand_code),
    )
    return sitting


@transaction.atomic
def set_aside(viewer: Viewer, sitting_uuid: uuid.UUID, reason: str = "") -> None:
    """A person decided not to use this check; her answers stay, nothing is suggested from them any more.

    For staff of the learner. Doing it twice changes nothing. Raises NotFound.
    """
    sitting = CheckSitting.objects.select_related("learner").filter(uuid=sitting_uuid).first()
    if sitting is None:
        raise no_such_page()
    learner_of_staff(viewer, sitting.learner.uuid)
    changed = CheckSitting.objects.filter(pk=sitting.pk, set_aside_at=None).update(set_aside_at=clock.now())
    if changed:
        audit.record(
            by=viewer.actor,
            act="checks.set_aside",
            subject_kind="check",
            subject_uuid=sitting.uuid,
            learner_uuid=sitting.learner.uuid,
            reason=reason.strip()[:200],
        )


def _open(about: dict[str, Any]) -> CheckSitting | None:
    return _all_open(about).first()


def _all_open(about: dict[str, Any]) -> QuerySet[CheckSitting]:
    return CheckSitting.objects.filter(**about, finished_at=None, set_aside_at=None)


def _continuum() -> ContinuumMap:
    continuum = current_map()
    if continuum is None:
        raise refused(
            "domain", _("The district has no published continuum yet."), _("Publish one, then invite.")
        )
    return continuum
