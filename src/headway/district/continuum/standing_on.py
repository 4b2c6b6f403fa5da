"""What stands on competencies: any row, of any app, that is about a learner and refers to them.

The continuum stands below the apps that hold evidence, decisions and targets, and imports none of them. It asks the
models that refer to a competency, as a deletion does; so what is added tomorrow is protected without a line here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from headway.district.continuum.models import Competency

__all__ = ["learners_standing_on", "stands_anything_on"]

# SQLite allows 32,766 parameters in one statement; well below it for both databases.
IDS_AT_ONCE = 10_000


def learners_standing_on(families: Mapping[str, Collection[int]]) -> dict[str, int]:
    """How many learners have something on these competencies? Each by name, with its ids in all versions.

    Counts each learner once; those without any are left out.
    """
    name_of = {row: name for name, ids in families.items() for row in ids}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for competency, learner in _pairs(sorted(name_of)):
        found[name_of[competency]].add(learner)
    return {name: len(learners) for name, learners in found.items()}


def stands_anything_on(version_id: int) -> bool:
    """Does any row about a learner refer to a competency of this version?"""
    return any(
        model._default_manager.filter(**{f"{field}__version_id": version_id}).exists()
        for model, field in _about_learners()
    )


def _pairs(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    for model, field in _about_learners():
        for begin in range(0, len(ids), IDS_AT_ONCE):
            part = {f"{field}_id__in": ids[begin : begin + IDS_AT_ONCE]}
            rows = model._default_manager.filter(**part).order_by()
            yield from rows.values_list(f"{field}_id", "learner_id").distinct()


def _about_learners() -> Iterator[tuple[type[Model], str]]:
    """Models with a learner and a competency, and what they call it."""
    for relation in Competency._meta.related_objects:
        model = relation.related_model
        if relation.one_to_many and model._meta.app_label != Competency._meta.app_label:
            try:
                model._meta.get_field("learner")
            except FieldDoesNotExist:
                continue
            yield model, relation.field.name
