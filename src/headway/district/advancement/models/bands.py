"""Bands: multi-age groups over some years, which a learner leaves when she is ready and not when a year is over."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from headway.district.advancement.types import GroupEnd
from headway.district.foundation.fields import name_field, outside_uuid_field, translations_field
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data


@holds_no_personal_data
class Band(models.Model):
    """A multi-age group of a school. exit_domains: {domain code: level} that is to be reached on leaving."""

    uuid = outside_uuid_field()
    school = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="bands")
    name = name_field()
    lowest_level = models.PositiveSmallIntegerField()
    highest_level = models.PositiveSmallIntegerField()
    usual_years = models.PositiveSmallIntegerField(default=3, help_text="Usual, never a limit")
    exit_domains = models.JSONField(default=dict, blank=True)
    translations = translations_field()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(highest_level__gte=F("lowest_level")), name="band_levels_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@holds_personal_data(
    keeps=("id", "band", "learner", "from_on", "to_on", "ended"), why="Who learns in which band"
)
class BandMembership(models.Model):
    band = models.ForeignKey(Band, on_delete=models.PROTECT, related_name="memberships")
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="bands")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=8, choices=GroupEnd, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="band_period_in_order"
            ),
            models.UniqueConstraint(
                fields=["learner"], condition=Q(to_on__isnull=True), name="one_band_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"learner {self.learner_id} in band {self.band_id}"
