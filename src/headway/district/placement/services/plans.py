"""A plan task after it was opened: who sees to it, its words, and who signed which words."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Conflict, NotAllowed, NotFound, audit, clock, refused
from headway.district.people.api import (
    Viewer,
    can_rate,
    can_see,
    children_of,
    guardians_of,
    lock_learners,
    staff_of,
)
from headway.district.people.types import Role
from headway.district.placement.models import (
    PlanTask,
    PlanTaskOutcome,
    PlanTaskOwner,
    PlanTaskSignature,
    PlanTaskWords,
)
from headway.district.placement.policies import (
    NO_SUCH_PAGE,
    as_staff,
    is_family,
    is_on_duty,
    sees_before_arrival,
    staff_learner,
)
from headway.district.placement.services.checking import check_words
from headway.district.placement.types import PlanSigner

__all__ = ["close", "own", "owner_among", "set_review", "sign", "write_plan"]

LONGEST_PART = 2000
LATEST_REVIEW = dt.timedelta(days=365)
LANGUAGES = ("en", "es")


@transaction.atomic
def own(*, viewer: Viewer, task_uuid: uuid.UUID, owner_uuid: uuid.UUID) -> PlanTask:
    """Name who sees to a plan: somebody who works with the learner. A teacher may take it on herself.

    Raises NotFound for strangers, NotAllowed, Refused for a person who doesn't see the learner.
    """
    row, learner = _open_task(viewer, task_uuid)
    family = is_family(viewer, learner)
    may_name = not family and is_on_duty(viewer, learner, Role.COUNSELLOR, Role.LEADER)
    takes_it = not family and owner_uuid == viewer.person_uuid and can_rate(as_staff(viewer), learner)
    if not may_name and not takes_it and (family or viewer.person_id != row.owner_id):
        raise NotAllowed(
            _("A counsellor or leader of the school names who sees to a plan."),
            remedy=_("You can take it on yourself if you teach or advise the learner."),
        )
    owner_id = owner_among(learner, owner_uuid)
    if row.owner_id == owner_id:
        return row
    row.owner_id = owner_id
    row.save(update_fields=["owner"])
    PlanTaskOwner.objects.create(
        task=row, owner_id=owner_id, named_by_id=viewer.person_id, from_at=clock.now()
    )
    audit.record(by=viewer.actor, act="placement.plan_task_owned", **_subject(row, learner))
    return row


def owner_among(learner: Any, owner_uuid: uuid.UUID) -> int:
    """The person's row id, if she works with the learner and is not her family. Raises Refused otherwise."""
    family = guardians_of((learner.pk,)).get(learner.pk, frozenset())
    found = next((one for one in staff_of(learner) if one.person_uuid == owner_uuid), None)
    if found is not None and found.person_id in family:
        raise refused(
            "owner",
            _("This person is family of the learner and signs the plan as family."),
            _("Choose somebody else who works with the learner."),
        )
    if found is None:
        raise refused(
            "owner",
            _("This person doesn't work with the learner."),
            _("Choose a teacher or adviser of the learner, or a counsellor or leader of the school."),
        )
    return found.person_id


@transaction.atomic
def write_plan(
    *,
    viewer: Viewer,
    task_uuid: uuid.UUID,
    goal: str,
    steps: str,
    support: str,
    home: str = "",
    translations: dict[str, dict[str, str]] | None = None,
    expected_revision: int | None = None,
) -> int:
    """Write the plan's words as a new revision, which asks everybody to sign anew. The revision's number.

    translations: {"es": {"goal": …, "steps": …, …}}. The same words again change nothing. Raises NotFound, NotAllowed,
    Refused naming the field, Conflict where somebody wrote in the meantime.
    """
    row, learner = _open_task(viewer, task_uuid)
    if not _may_write(viewer, row, learner):
        raise NotAllowed(
            _("The plan is written by whoever sees to it, with a counsellor or leader of the school."),
            remedy=_("Tell one of them what should stand in it."),
        )
    if expected_revision is not None and expected_revision != row.revision:
        raise Conflict(
            _("Somebody wrote in this plan in the meantime."),
            remedy=_("Open the page again and add your words to what stands there now."),
        )
    words = {
        name: check_words(name, text, LONGEST_PART)
        for name, text in (("goal", goal), ("steps", steps), ("support", support), ("home", home))
    }
    for name, sentence in (
        ("goal", _("Say what the learner will be able to do.")),
        ("steps", _("Say what happens first, and when.")),
        ("support", _("Say who helps, and how often.")),
    ):
        if not words[name]:
            raise refused(name, sentence, _("One or two sentences are enough."))
    kept = _translations(translations or {})
    before = row.words.filter(revision=row.revision).first()
    if (
        before is not None
        and kept == before.translations
        and all(getattr(before, name) == text for name, text in words.items())
    ):
        return row.revision
    row.revision += 1
    row.save(update_fields=["revision"])
    PlanTaskWords.objects.create(
        task=row,
        revision=row.revision,
        **words,
        translations=kept,
        written_by_id=viewer.person_id,
        written_at=clock.now(),
    )
    audit.record(
        by=viewer.actor, act="placement.plan_written", **_subject(row, learner), revision=row.revision
    )
    return row.revision


@transaction.atomic
def sign(*, viewer: Viewer, task_uuid: uuid.UUID, revision: int, role: str = "") -> str:
    """Sign the words that stand: as the learner, as her family, or as the person who sees to the plan. The role.

    Twice is the same. Raises NotFound for strangers, NotAllowed for staff who don't see to the plan, Conflict where the
    words were changed since the page was opened.
    """
    row = PlanTask.objects.select_related("learner__school").filter(uuid=task_uuid).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    roles = _roles_of(viewer, row)
    if not roles:
        staff_learner(viewer, row.learner.uuid)
        raise NotAllowed(
            _("A plan is signed by the learner, the family and whoever sees to it."),
            remedy=_("If you see to it, ask a counsellor to name you first."),
        )
    role = role or roles[0]
    if role not in roles:
        raise NotFound(NO_SUCH_PAGE)
    lock_learners({row.learner_id})
    row.refresh_from_db(fields=["revision", "closed_at"])
    if row.closed_at is not None:
        raise Conflict(_("This plan is closed."), remedy=_("Look at what became of it."))
    if row.revision == 0:
        raise refused(
            "revision", _("Nothing is written yet."), _("As soon as the plan has words, it can be signed.")
        )
    if revision != row.revision:
        raise Conflict(
            _("The words of the plan were changed since you opened the page."),
            remedy=_("Read them again and sign what stands there now."),
        )
    _signed, is_new = PlanTaskSignature.objects.get_or_create(
        task=row,
        revision=revision,
        role=role,
        signed_by_id=viewer.person_id,
        defaults={"signed_at": clock.now(), "language": (get_language() or "en")[:8]},
    )
    if is_new:
        audit.record(
            by=viewer.actor,
            act="placement.plan_signed",
            **_subject(row, row.learner),
            role=role,
            revision=revision,
        )
    return role


@transaction.atomic
def set_review(*, viewer: Viewer, task_uuid: uuid.UUID, review_on: dt.date | None) -> PlanTask:
    """Name the day on which somebody looks at the plan again. Raises NotFound, NotAllowed, Refused for a day that is not
    to come within a year."""
    row, learner = _open_task(viewer, task_uuid)
    if not _may_write(viewer, row, learner):
        raise NotAllowed(
            _("The plan is written by whoever sees to it, with a counsellor or leader of the school."),
            remedy=_("Tell one of them what should stand in it."),
        )
    today = clock.today()
    if review_on is None or not today < review_on <= today + LATEST_REVIEW:
        raise refused(
            "review_on",
            _("The day to look again lies after today, within a year."),
            _("Choose a day two or three weeks later."),
        )
    if row.review_on == review_on:
        return row
    row.review_on = review_on
    row.save(update_fields=["review_on"])
    audit.record(
        by=viewer.actor,
        act="placement.plan_review_set",
        **_subject(row, learner),
        review_on=review_on.isoformat(),
    )
    return row


@transaction.atomic
def close(*, viewer: Viewer, task_uuid: uuid.UUID, came_of_it: str, was_for: str = "") -> PlanTask:
    """The plan has done its work, or another one takes its place. A closed plan stays readable.

    It says what it was for and what came of it. was_for: where no words were written before; otherwise it is not read.
    Raises NotFound, NotAllowed, Conflict where it is closed, Refused naming the field.
    """
    row, learner = _open_task(viewer, task_uuid)
    if not _may_write(viewer, row, learner):
        raise NotAllowed(
            _("A plan is closed by whoever sees to it, or by a counsellor or leader of the school."),
            remedy=_("Tell one of them that it has done its work."),
        )
    came_of_it = check_words("came_of_it", came_of_it, LONGEST_PART)
    words = row.words.filter(revision=row.revision).first()
    is_unsaid = words is None or not words.goal.strip()
    was_for = check_words("was_for", was_for, LONGEST_PART)
    if is_unsaid and not was_for:
        raise refused(
            "was_for",
            _("The plan doesn't say yet what it was for, so it can't be closed."),
            _("One sentence is enough; it stays with the plan."),
        )
    if not came_of_it:
        raise refused(
            "came_of_it",
            _("Say what came of the plan before it is closed."),
            _("What was reached, or what takes its place; one sentence is enough."),
        )
    if is_unsaid:
        row.revision += 1
        PlanTaskWords.objects.create(
            task=row,
            revision=row.revision,
            goal=was_for,
            steps=words.steps if words else "",
            support=words.support if words else "",
            home=words.home if words else "",
            written_by_id=viewer.person_id,
            written_at=clock.now(),
        )
    PlanTaskOutcome.objects.create(
        task=row, text=came_of_it, written_by_id=viewer.person_id, written_at=clock.now()
    )
    row.closed_at, row.closed_by_id = clock.now(), viewer.person_id
    row.save(update_fields=["closed_at", "closed_by", "revision"])
    audit.record(by=viewer.actor, act="placement.plan_closed", **_subject(row, learner))
    return row


def _open_task(viewer: Viewer, task_uuid: uuid.UUID) -> tuple[PlanTask, Any]:
    row = PlanTask.objects.select_related("learner__school").filter(uuid=task_uuid).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner = row.learner
    if not sees_before_arrival(viewer, row):
        learner = staff_learner(viewer, row.learner.uuid)
    lock_learners({learner.pk})
    row.refresh_from_db()
    if row.closed_at is not None:
        raise Conflict(_("This plan is closed."), remedy=_("Look at what became of it."))
    return row, learner


def _may_write(viewer: Viewer, row: PlanTask, learner: Any) -> bool:
    if is_family(viewer, learner):
        return False
    return viewer.person_id == row.owner_id or is_on_duty(viewer, learner, Role.COUNSELLOR, Role.LEADER)


def _roles_of(viewer: Viewer, row: PlanTask) -> tuple[str, ...]:
    roles = []
    if viewer.learner_id == row.learner_id:
        roles.append(PlanSigner.LEARNER.value)
    if viewer.is_guardian and children_of(viewer).filter(pk=row.learner_id).exists():
        roles.append(PlanSigner.FAMILY.value)
    # Who sees to it and works elsewhere by now signs no longer.
    if (
        viewer.person_id == row.owner_id
        and not is_family(viewer, row.learner)
        and (can_see(as_staff(viewer), row.learner) or sees_before_arrival(viewer, row))
    ):
        roles.append(PlanSigner.OWNER.value)
    return tuple(roles)


def _translations(given: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    kept = {
        language: {
            name: check_words(f"{name}_{language}", str(text), LONGEST_PART)
            for name, text in words.items()
            if name in ("goal", "steps", "support", "home") and str(text).strip()
        }
        for language, words in given.items()
        if language in LANGUAGES
    }
    return {language: words for language, words in kept.items() if words}


def _subject(row: PlanTask, learner: Any) -> dict[str, Any]:
    return {"subject_kind": "plan_task", "subject_uuid": row.uuid, "learner_uuid": learner.uuid}
