"""Schools in their tree, and their calendars: terms and days without instruction."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from headway.district.foundation.fields import code_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data
from headway.district.people.types import OrganisationKind, TermKind

__all__ = ["ExtraSchoolDay", "NonInstructionalDay", "Organisation", "Term"]


@holds_no_personal_data
class Organisation(models.Model):
    """A state, a district or a school, as a tree. `path` names the ancestors, so a subtree is one prefix."""

    uuid = outside_uuid_field()
    kind = models.CharField(max_length=16, choices=OrganisationKind)
    name = name_field()
    code = code_field()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=255, blank=True, default="", db_index=True, editable=False)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """The path needs the row's own id, so a new row is written and then given its place."""
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self.path = path
            Organisation.objects.filter(pk=self.pk).update(path=path)


@holds_no_personal_data
class Term(models.Model):
    """A school year or a part of it, at a district or a school."""

    uuid = outside_uuid_field()
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="terms"
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=16, choices=TermKind)
    name = name_field()
    starts_on = models.DateField()
    ends_on = models.DateField()
    school_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year in which it ends"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="term_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


@holds_no_personal_data
class NonInstructionalDay(models.Model):
    """A weekday within a term on which there is no instruction: holidays, snow days."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="days_off")
    on = models.DateField()
    name = name_field(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "on"], name="day_off_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"


@holds_no_personal_data
class ExtraSchoolDay(models.Model):
    """A day with instruction that would have none: a Saturday or a holiday on which a snow day is made up."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="extra_days")
    on = models.DateField()
    name = name_field(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "on"], name="extra_day_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"
