"""Where rows of the roster came from, so that the next import finds them again."""

from __future__ import annotations

from django.db import models

from headway.district.foundation.fields import name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data
from headway.district.people.models.organisations import Organisation

__all__ = ["RosterSource", "SourceRecord"]


@holds_no_personal_data
class RosterSource(models.Model):
    """A foreign system that sends rosters. Its identifiers are unique within it only."""

    uuid = outside_uuid_field()
    code = models.CharField(max_length=64, unique=True)
    name = name_field(blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="roster_sources"
    )

    def __str__(self) -> str:
        return self.code


@holds_personal_data(
    keeps=("id", "source", "kind", "target_uuid"), why="Matching the next import to this record"
)
class SourceRecord(models.Model):
    """Beside one of our rows: how a foreign system calls it, and what it last told us (as a digest).

    A record that a bulk file no longer contains is marked inactive, never deleted; a returning one is reactivated.
    """

    source = models.ForeignKey(RosterSource, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=24, help_text="The foreign system's own word: org, user, class …")
    sourced_id = models.CharField(max_length=255)
    target_id = models.BigIntegerField(null=True, blank=True, help_text="Our row's id")
    target_uuid = models.UUIDField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    extra = models.JSONField(
        default=dict, blank=True, help_text="metadata.* and fields we keep but do not use"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "sourced_id"], name="source_record_once"),
        ]
        indexes = [models.Index(fields=["target_uuid"], name="source_record_by_target")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.source_id}"
