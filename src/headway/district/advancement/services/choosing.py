"""What a learner does with what she can do now: use it somewhere new, go on, or go deeper (R058)."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.models import NextChoice, NextChoiceWords
from headway.district.advancement.types import NextChoiceKind
from headway.district.continuum.api import CompetencyInfo, current_map
from headway.district.foundation.api import NotAllowed, NotFound, audit, clock, refused
from headway.district.people.api import Viewer, can_rate, check_rate, lock_learners, visible_learner
from headway.district.proficiency.api import standings_of

__all__ = ["LONGEST_CHOICE", "agree_choice", "choose"]

LONGEST_CHOICE = 1000
_NO_SUCH_PAGE = _("There is no such page, or it is not open to you.")


@transaction.atomic
def choose(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    competency_uuid: uuid.UUID,
    choice: str,
    text: str = "",
) -> uuid.UUID:
    """The learner proposes; a teacher who chooses with her agrees by it. The latest choice stands.

    Sending the same again changes nothing. Raises NotFound, NotAllowed for others, Refused naming the field, also
    where the competency is not proficient yet.
    """
    learner = visible_learner(viewer, learner_uuid)
    is_her_own = viewer.learner_id == learner.pk
    if not is_her_own and not can_rate(viewer, learner):
        raise NotAllowed(
            _("The learner chooses, together with a teacher."),
            remedy=_("Talk about it together; the learner can choose again on any day."),
        )
    if learner.left_on and learner.left_on < clock.today():
        check_rate(viewer, learner)
    competency = _competency(competency_uuid)
    if choice not in set(NextChoiceKind):
        raise refused("choice", _("Nothing was chosen."), _("Choose one of the three ways."))
    if len(text) > LONGEST_CHOICE:
        raise refused(
            "text",
            _("These are more than %(most)s characters.") % {"most": LONGEST_CHOICE},
            _("Keep it to what can be read in a minute."),
        )
    standing = standings_of(viewer, learner).get(competency.id)
    if standing is None or not standing.is_proficient:
        raise refused(
            "choice",
            _("This choice comes as soon as the competency is proficient."),
            _("Look at what the next piece of work can show."),
        )
    lock_learners({learner.pk})
    agreed_by = None if is_her_own else viewer.person_id
    latest = _latest(learner.pk, competency)
    if (
        latest is not None
        and latest.choice == choice
        and _text(latest) == text.strip()
        and (agreed_by is None or latest.agreed_by_id is not None)
    ):
        return latest.uuid
    return _append(learner, competency.id, choice, text.strip(), viewer.person_id, agreed_by, viewer).uuid


@transaction.atomic
def agree_choice(*, viewer: Viewer, choice_uuid: uuid.UUID) -> uuid.UUID:
    """Her teacher talked it over with her and agrees. Once is enough; a choice that was changed since is NotFound."""
    row = NextChoice.objects.select_related("learner", "words").filter(uuid=choice_uuid).first()
    if row is None:
        raise NotFound(_NO_SUCH_PAGE)
    learner = visible_learner(viewer, row.learner.uuid)
    check_rate(viewer, learner)
    lock_learners({learner.pk})
    latest = (
        NextChoice.objects.filter(learner=learner, competency_id=row.competency_id)
        .select_related("words")
        .order_by("-chosen_at", "-pk")
        .first()
    )
    if latest is None or latest.choice != row.choice:
        raise NotFound(_NO_SUCH_PAGE)
    if latest.agreed_by_id is not None:
        return latest.uuid
    return _append(
        learner,
        latest.competency_id,
        latest.choice,
        _text(latest),
        latest.chosen_by_id,
        viewer.person_id,
        viewer,
    ).uuid


def _append(
    learner: Any,
    competency_id: int,
    choice: str,
    text: str,
    chosen_by: int | None,
    agreed_by: int | None,
    viewer: Viewer,
) -> NextChoice:
    row = NextChoice.objects.create(
        learner=learner,
        competency_id=competency_id,
        choice=choice,
        chosen_by_id=chosen_by,
        agreed_by_id=agreed_by,
        chosen_at=clock.now(),
    )
    if text:
        NextChoiceWords.objects.create(choice=row, text=text)
    audit.record(
        by=viewer.actor,
        act="advancement.choice_agreed" if agreed_by else "advancement.chosen",
        subject_kind="next_choice",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        choice=choice,
    )
    return row


def _latest(learner_id: int, competency: CompetencyInfo) -> NextChoice | None:
    continuum = current_map()
    assert continuum is not None
    return (
        NextChoice.objects.filter(learner_id=learner_id, competency_id__in=continuum.family(competency.id))
        .select_related("words")
        .order_by("-chosen_at", "-pk")
        .first()
    )


def _text(row: NextChoice) -> str:
    return row.words.text if hasattr(row, "words") else ""


def _competency(competency_uuid: uuid.UUID) -> CompetencyInfo:
    continuum = current_map()
    found = continuum.by_uuid.get(competency_uuid) if continuum else None
    if found is None:
        raise NotFound(_("There is no such competency on the district's continuum."))
    return found
