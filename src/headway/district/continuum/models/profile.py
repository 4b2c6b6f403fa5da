"""The graduate profile: what the community wants its graduates to know, do and be, and what serves it."""

from __future__ import annotations

from django.db import models

from headway.district.foundation.fields import (
    code_field,
    instant_field,
    name_field,
    outside_uuid_field,
    translations_field,
)
from headway.district.foundation.privacy import holds_no_personal_data


@holds_no_personal_data
class ProfileStatement(models.Model):
    """One sentence of the profile, e.g. "Our graduates weigh evidence before they judge." """

    uuid = outside_uuid_field()
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="profile_statements"
    )
    code = code_field()
    title = name_field(max_length=512)
    text = models.TextField(blank=True, default="")
    sequence = models.PositiveIntegerField(default=0)
    retired_at = instant_field(null=True, blank=True)
    translations = translations_field()

    class Meta:
        ordering = ["sequence", "id"]

    def __str__(self) -> str:
        return self.title


@holds_no_personal_data
class ProfileLink(models.Model):
    """This competency serves this statement. By lasting name, so that it holds over versions."""

    statement = models.ForeignKey(ProfileStatement, on_delete=models.CASCADE, related_name="links")
    identifier = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "identifier"], name="profile_link_once")]
        indexes = [models.Index(fields=["identifier"], name="profile_link_by_competency")]

    def __str__(self) -> str:
        return f"{self.identifier} serves {self.statement_id}"
