"""What was done to a draft, when and by whom."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import DraftChange, SuggestedChange
from headway.district.continuum.types import SEPARATOR, ActInfo, ChangeInfo, JoinedInfo
from headway.district.foundation.api import NotFound
from headway.district.people.api import person_names

__all__ = [
    "act_in",
    "history",
]

JOINING = "joining"
# Nobody reads more changes of one act than this; taking it back takes back all of them.
CHANGES_SHOWN = 200


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
    return _acts(changes, DraftChange.objects.filter(version__uuid=draft_uuid), at_most)


def act_in(version_id: int, act: uuid.UUID) -> ActInfo:
    """One act of a draft. Raises NotFound."""
    mine = DraftChange.objects.filter(version_id=version_id)
    found = _acts(mine.filter(act=act), mine)
    if not found:
        raise NotFound(_("There is no such change in this draft."))
    return found[0]


def _acts(
    changes: QuerySet[DraftChange], all_changes: QuerySet[DraftChange], at_most: int | None = None
) -> tuple[ActInfo, ...]:
    newest = changes.order_by().values("act").annotate(last=Max("pk"), count=Count("pk")).order_by("-last")
    counts = {row["act"]: row["count"] for row in (newest[:at_most] if at_most else newest)}
    grouped = _changes_of(changes, counts)
    # An accepted suggestion is carried out under its own identifier, so that its author has the credit.
    suggested = dict(SuggestedChange.objects.filter(uuid__in=grouped).values_list("uuid", "by_id"))
    people = [group[0].by_id for group in grouped.values() if group[0].by_id]
    names = person_names([*people, *suggested.values()])
    back = _taken_back(all_changes)
    joinings = all_changes.filter(subject=JOINING, act__in=counts)
    joined = {one.act: _joined(one.after or one.before or {}) for one in joinings}
    return tuple(
        ActInfo(
            act=act,
            at=group[0].at,
            by=names.get(group[0].by_id, "") if group[0].by_id else "",
            by_id=group[0].by_id,
            changes=tuple(
                ChangeInfo(one.subject, one.subject_key, one.field, one.before, one.after)
                for one in reversed(group)
                if one.subject != JOINING
            ),
            undoes=group[0].undoes,
            taken_back_by=back.get(act),
            suggested_by=names.get(suggested.get(act, 0), ""),
            count=counts[act] - (1 if any(one.subject == JOINING for one in group) else 0),
            joined=joined.get(act),
        )
        for act, group in grouped.items()
    )


def _changes_of(
    changes: QuerySet[DraftChange], counts: dict[uuid.UUID, int]
) -> dict[uuid.UUID, list[DraftChange]]:
    """act → its changes, the last one first; of an act with very many the first of them."""
    few = [act for act, count in counts.items() if count <= CHANGES_SHOWN]
    grouped: dict[uuid.UUID, list[DraftChange]] = {act: [] for act in counts}
    for change in changes.filter(act__in=few).order_by("-pk"):
        grouped[change.act].append(change)
    for act in counts.keys() - set(few):
        grouped[act] = list(changes.filter(act=act).order_by("pk")[:CHANGES_SHOWN])[::-1]
    return grouped


def _joined(said: dict[str, Any]) -> JoinedInfo:
    return JoinedInfo(tuple(said["frameworks"]), said["competencies"])


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
