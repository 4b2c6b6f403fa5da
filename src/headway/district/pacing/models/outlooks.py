"""Forecasts as they stood on a night, and how earlier forecasts came out. Rebuilt from the record, never typed."""

from __future__ import annotations

from django.db import models

from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data


@holds_no_personal_data
class ForecastFit(models.Model):
    """What the forecast was learned from. Append-only; outlooks name the version they were made with.

    settings: mastery.pacing.forecast.Fitted as JSON: rates and corrections, no learners.
    """

    uuid = outside_uuid_field()
    version = models.CharField(max_length=64, unique=True)
    settings = models.JSONField()
    learned_until = models.DateField()
    recorded_at = instant_field()

    def __str__(self) -> str:
        return f"forecast {self.version}"


@holds_personal_data(keeps=("id", "learner", "subject", "computed_on"), why="A forecast for a learner's plan")
class Outlook(models.Model):
    """A projection, replaced every night: when a subject could be finished. Range and chance, never a lone date.

    subject: "target:<uuid>". remaining: learning units still open.
    low_on..high_on: the 80 % range as dates of the school's calendar; refused: why there is none. by_on: the day that
    `chance` speaks of (the agreed date).
    """

    id = models.BigAutoField(primary_key=True)
    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="outlooks")
    subject = models.CharField(max_length=160)
    computed_on = models.DateField()
    remaining = models.FloatField()
    low_on = models.DateField(null=True, blank=True)
    high_on = models.DateField(null=True, blank=True)
    by_on = models.DateField(null=True, blank=True)
    chance = models.FloatField(null=True, blank=True)
    refused = models.CharField(max_length=32, blank=True, default="")
    version = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "subject"], name="outlook_once")]

    def __str__(self) -> str:
        return f"outlook {self.pk}"


@holds_no_personal_data
class BackTest(models.Model):
    """Append-only: one report. organisation: the school, or the district for all. report: the table as shown."""

    uuid = outside_uuid_field()
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="back_tests"
    )
    from_on = models.DateField()
    until_on = models.DateField()
    version = models.CharField(max_length=64)
    report = models.JSONField()
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = instant_field()

    class Meta:
        indexes = [models.Index(fields=["organisation", "until_on"], name="back_tests_of_school")]

    def __str__(self) -> str:
        return f"back-test {self.pk}"


@holds_no_personal_data
class BackTestWish(models.Model):
    """A leader asked for reports as of a day (empty: the usual one); made in the next nightly run. made: how many."""

    as_of = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = instant_field()
    done_at = models.DateTimeField(null=True, blank=True)
    made = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"wish for a back-test {self.pk}"
