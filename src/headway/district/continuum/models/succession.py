"""From one version to the next: where a competency lives on that changed its name, was merged or split."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.continuum.models.frameworks import FrameworkVersion
from headway.district.continuum.types import SuccessionKind
from headway.district.foundation.fields import instant_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "version", "from_identifier", "to_identifier", "kind", "at"),
    why="Who mapped an earlier competency to a new one",
)
class Succession(models.Model):
    """In this version the competency `from_identifier` of an earlier one lives on as `to_identifier`.

    What learners showed is carried over to it and marked so. An empty `to_identifier` is a person's word that it
    ends here: its evidence and decisions stay in the record, under the text they were made with.
    """

    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="successions")
    from_identifier = models.CharField(max_length=255)
    to_identifier = models.CharField(max_length=255, blank=True, default="")
    kind = models.CharField(max_length=16, choices=SuccessionKind)
    note = models.TextField(blank=True, default="")
    at = instant_field()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "from_identifier"], name="succession_once"),
            models.CheckConstraint(
                condition=Q(kind="ends", to_identifier="") | (~Q(kind="ends") & ~Q(to_identifier="")),
                name="succession_ends_or_goes_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_identifier} → {self.to_identifier}"
