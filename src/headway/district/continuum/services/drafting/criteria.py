"""The criteria of a competency's rubric as things of a draft: each with one text per performance level."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from headway.district.continuum.models import (
    FrameworkVersion,
    Rubric,
    RubricCriterion,
    RubricCriterionLevel,
)
from headway.district.continuum.services.drafting.things import (
    Thing,
    Value,
    gone,
    joined,
    parts,
    the_competency,
)

__all__ = ["Criteria"]

LEVEL = "level:"


class Criteria(Thing):
    """Fields: text, position, and per level of the criterion "level:<its identifier>" (what work there looks like).

    A criterion lives in a rubric; one that is added goes into the rubric that its value names, which is made with it.
    """

    subject = "criterion"
    plain = ("text", "position")
    named_by = "competency__identifier"

    def rows(self, version: FrameworkVersion) -> QuerySet[RubricCriterion]:
        rows = RubricCriterion.objects.filter(rubric__version=version, competency__isnull=False)
        return rows.select_related("competency", "rubric").prefetch_related("levels")

    def key_of(self, row: RubricCriterion) -> str:
        assert row.competency is not None
        return joined(row.competency.identifier, row.identifier)

    def knows(self, field: str) -> bool:
        return field in self.plain or field.startswith(LEVEL)

    def find(self, version: FrameworkVersion, key: str) -> RubricCriterion | None:
        identifier, own = parts(key)
        rows = RubricCriterion.objects.filter(rubric__version=version, identifier=own)
        return rows.filter(competency__identifier=identifier).select_related("rubric").first()

    def value_of(self, row: RubricCriterion) -> Value:
        value: Value = {"text": row.text, "position": row.position}
        value |= {"rubric": row.rubric.identifier, "rubric_title": row.rubric.title, "levels": []}
        for one in row.levels.all():
            value["levels"].append([one.identifier, one.quality, one.position])
            value[f"{LEVEL}{one.identifier}"] = one.text
        return value

    def write(self, version: FrameworkVersion, key: str, field: str, value: Any) -> None:
        row = self.find(version, key)
        if row is None:
            raise gone(parts(key)[0])
        if field.startswith(LEVEL):
            found = row.levels.filter(identifier=field.removeprefix(LEVEL)).update(text=value)
            if not found:
                raise gone(field.removeprefix(LEVEL))
            return
        setattr(row, field, value)
        row.save(update_fields=[field])

    def create(self, version: FrameworkVersion, key: str, value: Value) -> None:
        identifier, own = parts(key)
        rubric, _is_new = Rubric.objects.get_or_create(
            version=version, identifier=value["rubric"], defaults={"title": value["rubric_title"]}
        )
        row = RubricCriterion.objects.create(
            rubric=rubric,
            identifier=own,
            competency=the_competency(version, identifier),
            text=value["text"],
            position=value["position"],
        )
        RubricCriterionLevel.objects.bulk_create(
            RubricCriterionLevel(
                criterion=row,
                identifier=level,
                quality=quality,
                text=value.get(f"{LEVEL}{level}", ""),
                position=position,
            )
            for level, quality, position in value["levels"]
        )

    def delete(self, version: FrameworkVersion, key: str) -> None:
        row = self.find(version, key)
        if row is None:
            return
        rubric = row.rubric
        row.delete()
        if not rubric.criteria.exists():
            rubric.delete()
