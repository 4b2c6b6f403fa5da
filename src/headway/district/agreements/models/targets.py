"""What a learner and an adult agreed to reach by when: the target, every offer made for it, and who signed which one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from headway.district.agreements.types import Aim, PlanKind, Side, TargetEnding
from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "learner", "aim", "domain_code", "level", "recorded_at"),
    why="What a learner wants to reach",
)
class Target(models.Model):
    """What is to be reached; by when and how is in its offers. Append-only.

    competency_ids: row ids, where the aim is competencies; level: where it is a level of the domain. A diploma has
    neither, and no domain.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="pace_targets")
    aim = models.CharField(max_length=16, choices=Aim)
    domain_code = models.CharField(max_length=120, blank=True, default="")
    level = models.PositiveSmallIntegerField(null=True, blank=True, help_text="A level of the continuum")
    competency_ids = models.JSONField(default=list, blank=True)
    recorded_at = instant_field()
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=0, level__lte=13),
                name="target_level_on_the_line",
            ),
        ]
        indexes = [models.Index(fields=["learner", "domain_code"], name="targets_of_learner")]

    def __str__(self) -> str:
        return f"target {self.pk}"


@holds_personal_data(keeps=("id", "target"), why="What it is for, in the learner's own words; erasable")
class TargetWords(models.Model):
    target = models.OneToOneField(Target, on_delete=models.CASCADE, related_name="words")
    why = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of target {self.target_id}"


@holds_personal_data(
    keeps=(
        "id",
        "uuid",
        "target",
        "number",
        "side",
        "from_on",
        "by_on",
        "shape",
        "buffer_days",
        "support_minutes_per_week",
        "plan",
        "stage",
        "offered_at",
    ),
    why="A date and a way to it that somebody proposed",
)
class Offer(models.Model):
    """One proposal within a target. Append-only; the highest number is on the table, all earlier ones are kept.

    An agreement stands from the moment that the highest offer carries every signature that its `wants` names; until
    then the last offer that was signed in full keeps standing. The number is the lock: two people who answer the same
    offer at once can't both write the next number.
    shape: the trajectory as mastery.pacing.trajectories reads it. buffer_days: instructional days.
    wants: the sides whose signature this offer needs, as the policy and the learner's stage said at that moment.
    outlook: what the forecast said when it was made (range and rate needed), so that it can be explained for ever.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="offers")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=8, choices=Side)
    from_on = models.DateField()
    by_on = models.DateField()
    shape = models.JSONField(default=dict)
    buffer_days = models.PositiveSmallIntegerField(default=0)
    support_minutes_per_week = models.PositiveSmallIntegerField(default=0)
    plan = models.CharField(max_length=8, choices=PlanKind, default=PlanKind.USUAL)
    wants = models.JSONField(default=list)
    outlook = models.JSONField(default=dict, blank=True)
    stage = models.PositiveSmallIntegerField(help_text="The learner's autonomy stage at that moment")
    policy_version = models.CharField(max_length=64)
    offered_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    offered_at = instant_field()
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "number"], name="offer_number_once"),
            models.CheckConstraint(condition=Q(by_on__gt=F("from_on")), name="offer_ends_after_it_begins"),
        ]
        ordering = ["target", "number"]

    def __str__(self) -> str:
        return f"offer {self.number} of target {self.target_id}"


@holds_personal_data(keeps=("id", "offer"), why="Why, and who helps, in words; erasable")
class OfferWords(models.Model):
    """reason: why this date or why anew. support: who helps, where and when. Both are read by learner and family."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="words")
    reason = models.TextField(blank=True, default="")
    support = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of offer {self.offer_id}"


@holds_personal_data(
    keeps=("id", "offer", "side", "signed_by", "signed_at", "language"), why="Who agreed to which offer"
)
class Signature(models.Model):
    """Append-only. Of one offer; a later offer asks for it again."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=8, choices=Side)
    signed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = instant_field()
    language = models.CharField(max_length=8, default="en", help_text="In which it was read")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "side", "signed_by"], name="offer_signed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.side} signed offer {self.offer_id}"


@holds_personal_data(keeps=("id", "target", "ending", "ended_at"), why="A target is no longer open")
class TargetEnd(models.Model):
    """Append-only; a target ends once. replaced_by: the target that took its place."""

    target = models.OneToOneField(Target, on_delete=models.PROTECT, related_name="end")
    ending = models.CharField(max_length=16, choices=TargetEnding)
    replaced_by = models.ForeignKey(
        Target, null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    ended_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = instant_field()

    def __str__(self) -> str:
        return f"end of target {self.target_id}"


@holds_personal_data(keeps=("id", "end"), why="Why, in words; erasable")
class TargetEndWords(models.Model):
    end = models.OneToOneField(TargetEnd, on_delete=models.CASCADE, related_name="words")
    reason = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of end {self.end_id}"


@holds_personal_data(
    keeps=("id", "learner", "revision", "written_at"), why="What a learner wants of life; erasable"
)
class Vision(models.Model):
    """One revision of a learner's vision and goals. The highest stands. target_ids: the targets that lead there."""

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="visions")
    revision = models.PositiveIntegerField()
    text = models.TextField()
    goals = models.JSONField(default=list, blank=True, help_text='[{"text": …, "target_ids": [ids]}]')
    written_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    written_at = instant_field()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "revision"], name="vision_revision_once")]
        ordering = ["learner", "revision"]

    def __str__(self) -> str:
        return f"vision {self.revision} of learner {self.learner_id}"
