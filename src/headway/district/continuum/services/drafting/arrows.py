"""What comes before what, in a draft. A circle is not refused here: it is named, and publishing waits for its end."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import Competency
from headway.district.continuum.services.drafting.acts import DraftAct, on_draft
from headway.district.continuum.services.drafting.things import gone, joined
from headway.district.continuum.types import Edited, PrerequisiteContent
from headway.district.foundation.api import Actor, Refused

__all__ = ["add_prerequisite", "add_prerequisites", "exchange_prerequisites", "remove_prerequisite"]


def add_prerequisite(
    draft_uuid: uuid.UUID,
    before: str,
    after: str,
    is_gate: bool = True,
    *,
    by: Actor,
    act: uuid.UUID | None = None,
) -> Edited:
    """`before` prepares for `after` (identifiers); only an essential one (`is_gate`) holds back.

    Where the arrow is there already, its `is_gate` is set. Raises Refused for a competency that is not in the draft,
    for one named as its own prerequisite, and for two of different kinds (academic, habits, developmental).
    """
    return add_prerequisites(draft_uuid, [PrerequisiteContent(before, after, is_gate)], by=by, act=act)


def add_prerequisites(
    draft_uuid: uuid.UUID,
    arrows: Iterable[PrerequisiteContent],
    *,
    by: Actor,
    act: uuid.UUID | None = None,
) -> Edited:
    """Many arrows as one act: all of them, or none."""
    with on_draft(draft_uuid, by=by, act=act) as work:
        wanted = list(arrows)
        for arrow in wanted:
            _add(work, arrow)
        return work.edited(wanted[0].after if len(wanted) == 1 else "")


def remove_prerequisite(
    draft_uuid: uuid.UUID, before: str, after: str, *, by: Actor, act: uuid.UUID | None = None
) -> Edited:
    """Take the arrow out; where there is none (any more), nothing happens."""
    with on_draft(draft_uuid, by=by, act=act) as work:
        work.delete("prerequisite", joined(before, after))
        return work.edited(after)


def exchange_prerequisites(
    draft_uuid: uuid.UUID,
    *,
    gone: Iterable[PrerequisiteContent],
    new: Iterable[PrerequisiteContent],
    by: Actor,
) -> Edited:
    """What a package says anew about the arrows of this framework, as one act: those that go, and those that come.

    An arrow whose ends are not both in the draft is left out.
    """
    with on_draft(draft_uuid, by=by) as work:
        for arrow in gone:
            work.delete("prerequisite", joined(arrow.before, arrow.after))
        there = set(Competency.objects.filter(version=work.version).values_list("identifier", flat=True))
        for arrow in new:
            key = joined(arrow.before, arrow.after)
            if {arrow.before, arrow.after} <= there and work.read("prerequisite", key) is None:
                work.create("prerequisite", key, {"is_gate": arrow.is_gate, "identifier": arrow.identifier})
        return work.edited()


def _add(work: DraftAct, arrow: PrerequisiteContent) -> None:
    if arrow.before == arrow.after:
        raise Refused(_("A competency does not prepare for itself."), remedy=_("Choose another competency."))
    key = joined(arrow.before, arrow.after)
    if work.read("prerequisite", key) is not None:
        work.write("prerequisite", key, "is_gate", bool(arrow.is_gate))
        return
    kinds = dict(
        Competency.objects.filter(
            version=work.version, identifier__in=(arrow.before, arrow.after)
        ).values_list("identifier", "kind")
    )
    for end in (arrow.before, arrow.after):
        if end not in kinds:
            raise gone(end)
    if len(set(kinds.values())) > 1:
        raise Refused(
            _("Academic competencies, habits and development are kept apart: no prerequisite joins them."),
            remedy=_("Say how they help each other in a note on the progression."),
        )
    work.create("prerequisite", key, {"is_gate": bool(arrow.is_gate), "identifier": arrow.identifier})
