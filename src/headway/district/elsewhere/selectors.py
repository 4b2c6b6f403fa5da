"""What another system shows of one learner, by its own rules."""

from __future__ import annotations

from typing import Any

from headway.district.elsewhere.models import Source, SourceRow
from headway.district.elsewhere.policies import check_look
from headway.district.elsewhere.types import ElsewhereRow
from headway.district.people.api import Viewer

__all__ = ["has_rows", "rows_of", "sources"]


def sources() -> tuple[str, ...]:
    """The systems from which results came in, by name."""
    return tuple(Source.objects.order_by("code").values_list("code", flat=True))


def has_rows(learner: Any) -> bool:
    """Is there a page to lead staff to? Who may open it is `rows_of`'s to say."""
    return SourceRow.objects.filter(enrolment__learner=learner).exists()


def rows_of(viewer: Viewer, learner: Any) -> tuple[ElsewhereRow, ...]:
    """The rows of one learner: by source, competency and level. Raises NotFound for all but staff who may see her."""
    check_look(viewer, learner)
    found = SourceRow.objects.filter(enrolment__learner=learner).select_related(
        "enrolment__competency__source"
    )
    return tuple(
        ElsewhereRow(
            source=one.enrolment.competency.source.code,
            code=one.enrolment.competency.code or one.enrolment.competency.identifier,
            title=one.enrolment.competency.title,
            level=one.enrolment.level,
            baseline=one.baseline,
            average=one.average,
            growth=one.growth,
            complete=one.complete,
            required=one.required,
            missed=one.missed,
            progress=one.progress,
            is_complete=one.is_complete,
        )
        for one in found.order_by(
            "enrolment__competency__source__code",
            "enrolment__competency__code",
            "enrolment__competency_id",
            "enrolment__level",
        )
    )
