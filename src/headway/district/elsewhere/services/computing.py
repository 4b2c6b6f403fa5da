"""What another system's rules make of its results: read, worked out as columns, written in place of what stood."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.elsewhere.columns import enrolments_of, results_of, skills_of, write_rows
from headway.district.elsewhere.models import Source
from headway.district.foundation.api import Actor, NotFound, audit, clock
from headway.mastery.proficiency.slate import slate_rows

__all__ = ["compute"]


@transaction.atomic
def compute(source: str, *, by: Actor, learner_ids: Collection[int] | None = None) -> int:
    """Work out the rows of these learners anew (of all for None), all or none; how many there are.

    Raises NotFound for a source from which nothing ever came. One computation of a source waits for another.
    """
    held = Source.objects.select_for_update().filter(code=source).first()
    if held is None:
        raise NotFound(_("No results came from a system of this name."))
    ids, enrolments = enrolments_of(held.pk, learner_ids)
    rows = slate_rows(results_of(held.pk, learner_ids), skills_of(held.pk), enrolments)
    write_rows(ids, rows, clock.now())
    audit.record(
        by=by, act="elsewhere.computed", subject_kind="source", subject_uuid=held.uuid, rows=len(rows)
    )
    return len(rows)
