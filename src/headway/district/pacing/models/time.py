"""How much of the instructional time a learner has, and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data
from headway.district.pacing.types import GraduationPlan, TimeShareKind


@holds_personal_data(
    keeps=("id", "uuid", "learner", "kind", "share", "from_on", "to_on", "recorded_at"),
    why="A learner has less instructional time here for a while",
)
class TimeShare(models.Model):
    """Part-time, dual enrolment or a long leave. Append-only; a row that withdraws another one takes it back.

    share: the part of an instructional day that this learner has here, 0 (leave) to 1. domain_code: only that domain
    (dual enrolment), empty for all. to_on: open where empty. Single days of absence are no share: they are told apart.
    """

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="time_shares")
    kind = models.CharField(max_length=16, choices=TimeShareKind)
    share = models.DecimalField(max_digits=4, decimal_places=3)
    domain_code = models.CharField(max_length=120, blank=True, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = instant_field()
    withdraws = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawal"
    )
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="time_share_is_a_part"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="time_share_in_order"
            ),
        ]
        indexes = [models.Index(fields=["learner", "from_on"], name="time_shares_of_learner")]

    def __str__(self) -> str:
        return f"time share {self.pk}"


@holds_personal_data(
    keeps=("id", "uuid", "learner", "on", "plan", "recorded_at"), why="When a learner plans to graduate"
)
class GraduationDate(models.Model):
    """Append-only; the latest stands. plan: with the cohort, steep to stay with it, or extended."""

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="graduation_dates")
    on = models.DateField()
    plan = models.CharField(max_length=8, choices=GraduationPlan)
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = instant_field()
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["learner", "recorded_at"], name="graduation_dates_history")]

    def __str__(self) -> str:
        return f"graduation date {self.pk}"
