"""Gradual release: how much of the planning a learner does alone, and on which evidence of habits that was decided."""

from __future__ import annotations

from django.db import models

from headway.district.agreements.types import AutonomyStage
from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "learner", "stage", "earlier", "decided_on", "recorded_at", "review_on"),
    why="How much of the planning a learner does alone",
)
class StageDecision(models.Model):
    """A person decided on a learner's autonomy stage. Append-only; the latest stands. Nobody decided: the policy's first.

    evidence: what it was decided on: which habit observations, how many weeks of check-ins, how many targets kept
    ({"habits": [uuids], "check_ins": n, "kept": n}); a wider stage wants some, a narrower one wants a reason in words.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="autonomy_stages")
    stage = models.PositiveSmallIntegerField(choices=AutonomyStage)
    earlier = models.PositiveSmallIntegerField(choices=AutonomyStage)
    evidence = models.JSONField(default=dict, blank=True)
    decided_on = models.DateField()
    recorded_at = instant_field()
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField(null=True, blank=True)
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["learner", "recorded_at"], name="stage_history")]

    def __str__(self) -> str:
        return f"stage decision {self.pk}"


@holds_personal_data(keeps=("id", "decision"), why="Why, in words to the learner; erasable")
class StageWords(models.Model):
    decision = models.OneToOneField(StageDecision, on_delete=models.CASCADE, related_name="words")
    reason = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of stage decision {self.decision_id}"
