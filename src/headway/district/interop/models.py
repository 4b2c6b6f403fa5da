"""Imports: what was sent, what it would do, what it did."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import instant_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data


class ImportFormat(models.TextChoices):
    ONEROSTER = "oneroster"
    CASE = "case"
    RATINGS = "ratings"
    ASN = "asn"
    SPREADSHEET = "spreadsheet"
    SLATE = "slate"
    ASSESSMENTS = "assessments"
    QUESTIONS = "questions"


class ImportStatus(models.TextChoices):
    PLANNED = "planned"
    APPLIED = "applied"
    REFUSED = "refused"
    SUPERSEDED = "superseded"


@holds_personal_data(
    keeps=("id", "uuid", "format", "status", "sha256", "size", "planned_at", "applied_at"),
    why="An import's preview and its result; the uploaded file is deleted when it is applied or refused",
)
class ImportRun(models.Model):
    """One file on its way in: planned, shown, then applied in one transaction, or refused with reasons."""

    uuid = outside_uuid_field()
    format = models.CharField(max_length=16, choices=ImportFormat)
    status = models.CharField(max_length=16, choices=ImportStatus, default=ImportStatus.PLANNED)
    file_name = name_field(blank=True, default="")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    stored_at = models.CharField(
        max_length=255, blank=True, default="", help_text="Path under the data folder"
    )
    options = models.JSONField(default=dict, blank=True)
    # Counts per kind of row, the problems with row, field and remedy, and the digest of the plan.
    plan = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    planned_at = instant_field()
    planned_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    applied_at = instant_field(null=True, blank=True)
    applied_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=ImportStatus.APPLIED) | Q(applied_at__isnull=False),
                name="applied_import_says_when",
            ),
        ]
        indexes = [models.Index(fields=["-planned_at"], name="import_newest_first")]

    def __str__(self) -> str:
        return f"{self.format} import {self.pk}"


@holds_no_personal_data
class KeptMapping(models.Model):
    """How the columns of a spreadsheet are read, kept under a name for the next file of its kind."""

    uuid = outside_uuid_field()
    name = name_field(unique=True)
    # As `headway.mastery.formats.spreadsheet.as_plain` writes it: columns by their headings, and the hierarchy.
    mapping = models.JSONField(default=dict)
    made_at = instant_field()
    made_by = models.CharField(max_length=64, blank=True, default="", help_text="The actor's key")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
