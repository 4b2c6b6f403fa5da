"""Timed tries: how surely and how readily a learner does what she understands. Beside the level, never inside it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "learner", "competency", "right", "tries", "seconds", "seen_on", "recorded_at"),
    why="One occasion on which fluency was looked at",
)
class FluencyTry(models.Model):
    """`right` of `tries` in `seconds` on one day. Append-only; a withdrawal takes it back. No level is made of it."""

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="fluency_tries")
    competency = models.ForeignKey("continuum.Competency", on_delete=models.PROTECT, related_name="+")
    right = models.PositiveSmallIntegerField()
    tries = models.PositiveSmallIntegerField()
    seconds = models.PositiveSmallIntegerField()
    seen_on = models.DateField()
    recorded_at = instant_field()
    seen_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    # The same request sent twice is one occasion.
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(tries__gte=1, right__lte=F("tries"), seconds__gte=1, seconds__lte=3600),
                name="fluency_try_possible",
            ),
        ]
        indexes = [models.Index(fields=["learner", "competency", "seen_on", "id"], name="fluency_of_learner")]

    def __str__(self) -> str:
        return f"fluency try {self.pk}"


@holds_personal_data(keeps=("id", "occasion", "recorded_at"), why="Undo, as an act of its own")
class FluencyWithdrawal(models.Model):
    occasion = models.OneToOneField(FluencyTry, on_delete=models.PROTECT, related_name="withdrawal")
    recorded_at = instant_field()
    withdrawn_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"withdrawal of fluency try {self.occasion_id}"
