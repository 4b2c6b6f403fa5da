"""What people decided about where learners are, and the projection that pages read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import instant_field, level_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data
from headway.district.proficiency.types import ProposalStatus


@holds_personal_data(
    keeps=("id", "uuid", "learner", "competency", "level", "decided_at", "recorded_at", "rule_version"),
    why="The decision on a learner's level, with how it was made",
)
class Determination(models.Model):
    """A person's decision: this learner's work shows this level of this competency. Append-only.

    The latest one stands. A level may go back; the earlier decision stays. `proposal` keeps what the rule said
    at that moment (level, confidence, which ratings counted), so the decision can be explained for ever.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="determinations", db_index=False
    )
    competency = models.ForeignKey(
        "continuum.Competency", on_delete=models.PROTECT, related_name="determinations", db_index=False
    )
    # Null takes an earlier decision back: nothing is determined any more.
    level = level_field(null=True, blank=True)
    decided_at = instant_field()
    recorded_at = instant_field()
    decided_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    rule_version = models.CharField(max_length=64, blank=True, default="")
    proposal = models.JSONField(default=dict)
    departs = models.BooleanField(default=False, help_text="The decision differs from the proposal")
    # None: from evidence here. "placement" and "transfer": taken as met on arrival, to be confirmed by evidence; no
    # progress, pace or growth is counted from it (R024).
    basis = models.CharField(max_length=16, null=True, blank=True)
    # The same request sent twice is one decision.
    request_key = models.CharField(max_length=64, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request_key"],
                condition=Q(request_key__isnull=False),
                name="determination_request_once",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=6),
                name="determined_level_1_to_6",
            ),
        ]
        indexes = [
            # The standing decision of one learner for one competency, also as of a past date.
            models.Index(fields=["learner", "competency", "recorded_at", "id"], name="determination_history"),
        ]

    def __str__(self) -> str:
        return f"determination {self.pk}"


@holds_personal_data(keeps=("id", "determination"), why="The teacher's reason in her own words; erasable")
class DeterminationReason(models.Model):
    determination = models.OneToOneField(Determination, on_delete=models.CASCADE, related_name="reason")
    text = models.TextField()

    def __str__(self) -> str:
        return f"reason of determination {self.determination_id}"


@holds_personal_data(
    keeps=(
        "id",
        "learner",
        "competency",
        "determined_level",
        "determined_under",
        "to_confirm",
        "answered_level",
        "proposed_level",
        "pieces",
        "shows_less",
    ),
    why="Where each learner is, for the pages; rebuilt from ratings and determinations",
)
class Standing(models.Model):
    """Where a learner is on a competency: the standing decision and the rule's proposal, side by side.

    A projection, written in the transaction of what changes it and rebuilt by `headway determine`. One row for
    each pair that has evidence or a decision; no row means no evidence.
    """

    id = models.BigAutoField(primary_key=True)
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.CASCADE, related_name="standings", db_index=False
    )
    competency = models.ForeignKey(
        # A projection, but of what learners stand on: no row of the continuum goes away underneath it.
        "continuum.Competency",
        on_delete=models.PROTECT,
        related_name="standings",
        db_index=False,
    )
    determined_level = level_field(null=True, blank=True)
    determined_at = instant_field(null=True, blank=True)
    # The competency that was decided on, in the version of its time. The decision itself holds the row in place.
    determined_under = models.ForeignKey(
        "continuum.Competency",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    # Several competencies were merged into this one, and what was decided on them doesn't agree.
    to_confirm = models.BooleanField(default=False)
    # The proposal that the standing decision departs from: as long as the rule proposes that, nothing is waiting.
    answered_level = level_field(null=True, blank=True)
    # When the level first reached the mark for good, as far as we know now: the date that pace counts.
    proficient_since = instant_field(null=True, blank=True)
    proposed_status = models.CharField(
        max_length=24, choices=ProposalStatus, default=ProposalStatus.NO_EVIDENCE
    )
    proposed_level = level_field(null=True, blank=True)
    confidence = models.CharField(max_length=16, blank=True, default="")
    pieces = models.PositiveIntegerField(default=0)
    last_observed_at = instant_field(null=True, blank=True)
    rule_version = models.CharField(max_length=64, blank=True, default="")
    # The evidence shows less than what was decided: a person talks about it and decides; until then the level stands.
    shows_less = models.BooleanField(default=False)
    # Where the rule asks for recent evidence: from this moment on it may say otherwise, so it is asked again.
    holds_until = instant_field(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "competency"], name="standing_once")]

    def __str__(self) -> str:
        return f"standing {self.pk}"
