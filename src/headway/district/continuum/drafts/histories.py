"""What was done to a draft, when and by whom."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import DraftChange, SuggestedChange
from headway.district.continuum.types import SEPARATOR, ActInfo, ChangeInfo
from headway.district.foundation.api import NotFound
from headway.district.people.api import person_names

__all__ = [
    "act_in",
    "history",
]


def history(
    draft_uuid: uuid.UUID, identifier: str | None = None, *, at_most: int | None = None
) -> tuple[ActInfo, ...]:
    """What was done to the draft, newest first; with `identifier` only what is about that competency."""
    changes = DraftChange.objects.filter(version__uuid=draft_uuid)
    if identifier is not None:
        changes = changes.filter(
            Q(subject="competency", subject_key=identifier)
            | Q(subject_key__startswith=f"{identifier}{SEPARATOR}")
            | Q(subject="prerequisite", subject_key__endswith=f"{SEPARATOR}{identifier}")
        )
    found = _acts(changes.order_by("-pk"), DraftChange.objects.filter(version__uuid=draft_uuid))
    return found[:at_most] if at_most else found


def act_in(version_id: int, act: uuid.UUID) -> ActInfo:
    """One act of a draft. Raises NotFound."""
    mine = DraftChange.objects.filter(version_id=version_id)
    found = _acts(mine.filter(act=act).order_by("-pk"), mine)
    if not found:
        raise NotFound(_("There is no such change in this draft."))
    return found[0]


def _acts(changes: QuerySet[DraftChange], all_changes: QuerySet[DraftChange]) -> tuple[ActInfo, ...]:
    grouped: dict[uuid.UUID, list[DraftChange]] = {}
    for change in changes:
        grouped.setdefault(change.act, []).append(change)
    # An accepted suggestion is carried out under its own identifier, so that its author has the credit.
    suggested = dict(SuggestedChange.objects.filter(uuid__in=grouped).values_list("uuid", "by_id"))
    people = [group[0].by_id for group in grouped.values() if group[0].by_id]
    names = person_names([*people, *suggested.values()])
    back = _taken_back(all_changes)
    return tuple(
        ActInfo(
            act=act,
            at=group[0].at,
            by=names.get(group[0].by_id, "") if group[0].by_id else "",
            by_id=group[0].by_id,
            changes=tuple(
                ChangeInfo(one.subject, one.subject_key, one.field, one.before, one.after)
                for one in reversed(group)
            ),
            undoes=group[0].undoes,
            taken_back_by=back.get(act),
            suggested_by=names.get(suggested.get(act, 0), ""),
        )
        for act, group in grouped.items()
    )


def _taken_back(changes: QuerySet[DraftChange]) -> dict[uuid.UUID, uuid.UUID]:
    """act → the act that takes it back and is not taken back itself; the latest word counts."""
    undoing: dict[uuid.UUID, uuid.UUID] = {}
    for act, undoes in changes.filter(undoes__isnull=False).order_by("pk").values_list("act", "undoes"):
        if undoes is not None:
            undoing[act] = undoes
    stands: dict[uuid.UUID, uuid.UUID] = {}
    for act, undoes in reversed(undoing.items()):
        if act not in stands:  # itself not taken back
            stands.setdefault(undoes, act)
    return stands
