"""How the files of an assessment are read: data, made in the browser, versioned."""

from __future__ import annotations

from django.db import models

from headway.district.foundation.fields import instant_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data


@holds_no_personal_data
class ReadingProfile(models.Model):
    """One version of a profile that the district made or changed. Append-only; the highest number stands.

    The profiles that Headway brings live in the package (mastery.formats.assessments.SHIPPED) and have no row; a row
    with the same code takes the place of the shipped one. `definition` is a Profile as mastery reads it.
    """

    uuid = outside_uuid_field()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    name = name_field()
    definition = models.JSONField()
    is_active = models.BooleanField(
        default=True, help_text="A version that isn't active takes the profile away"
    )
    recorded_at = instant_field()
    recorded_by = models.CharField(max_length=64, help_text="The actor's key")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "number"], name="reading_profile_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} version {self.number}"


@holds_no_personal_data
class NormTable(models.Model):
    """Norms that a district has licensed and brought itself; Headway ships none. Staff only."""

    uuid = outside_uuid_field()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    name = name_field()
    licence = models.TextField(help_text="Under which licence the district holds it")
    rows = models.JSONField()
    recorded_at = instant_field()
    recorded_by = models.CharField(max_length=64, help_text="The actor's key")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


@holds_no_personal_data
class CrosswalkDraft(models.Model):
    """The crosswalk that people work on before it is adopted into the policy book. One for each organisation."""

    uuid = outside_uuid_field()
    organisation = models.OneToOneField("people.Organisation", on_delete=models.PROTECT, related_name="+")
    definition = models.JSONField()
    changed_at = instant_field()
    changed_by = models.CharField(max_length=64, help_text="The actor's key")
    revision = models.PositiveIntegerField(
        default=1, help_text="Grows with every change, so that nobody writes over another"
    )

    def __str__(self) -> str:
        return f"draft of a crosswalk {self.pk}"
