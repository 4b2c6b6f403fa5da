"""Before a module: what seems met already, and who may need early help. Proposals for a person; nothing is rated."""

from __future__ import annotations

from collections.abc import Collection

from headway.district.checks.models import CheckReading, CheckSitting
from headway.district.checks.policies import learners_of_staff
from headway.district.checks.types import BeforeModule, CheckPurpose
from headway.district.continuum.api import current_map
from headway.district.people.api import Viewer, record_list_view

__all__ = ["before_module"]


def before_module(viewer: Viewer, learner_ids: Collection[int], module: str = "") -> tuple[BeforeModule, ...]:
    """Per learner the newest check before a module (of each module, without `module`), by name of the learner.

    met: competencies of the module that read as known, for the teacher to confirm. early_help: what the module stands
    on and reads as not yet. Learners whom the viewer may not see are left out; the look is noted. Four queries.
    """
    continuum = current_map()
    if continuum is None or not learner_ids:
        return ()
    may = learners_of_staff(viewer).filter(pk__in=list(learner_ids)).order_by()
    rows = (
        CheckSitting.objects.filter(
            learner__in=may.values("pk"), purpose=CheckPurpose.MODULE, set_aside_at=None
        )
        .select_related("learner__person")
        .defer("state", "settings")
        .order_by("opened_at", "pk")
    )
    rows = rows.filter(module=module) if module else rows
    newest = {(row.learner_id, row.module): row for row in rows}
    readings: dict[int, list[tuple[int, str]]] = {}
    for sitting, competency, reading in CheckReading.objects.filter(
        sitting_id__in=[row.pk for row in newest.values()]
    ).values_list("sitting_id", "competency_id", "reading"):
        readings.setdefault(sitting, []).append((competency, reading))

    def today(ids: Collection[int]) -> tuple:
        found = (continuum.by_id.get(continuum.current_ids.get(one, one)) for one in ids)
        return tuple(one for one in found if one is not None)

    found = []
    for row in newest.values():
        wanted = set(row.wanted_ids)
        said = readings.get(row.pk, [])
        found.append(
            BeforeModule(
                learner_uuid=row.learner.uuid,
                learner_name=row.learner.person.name,
                sitting_uuid=row.uuid,
                module=row.module,
                wanted=today(row.wanted_ids),
                is_finished=row.finished_at is not None,
                met=today([one for one, reading in said if one in wanted and reading == "known"]),
                early_help=today(
                    [one for one, reading in said if one not in wanted and reading == "not_yet"]
                ),
                is_unusual=bool(row.unusual),
            )
        )
    record_list_view(
        viewer=viewer, learners=len({one.learner_uuid for one in found}), page="checks:before_module"
    )
    return tuple(sorted(found, key=lambda one: (one.module, one.learner_name)))
