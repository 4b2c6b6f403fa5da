"""Sign-offs: who moved on from what, on whose word, with which evidence, and what opened the same minute."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.advancement.types import Grain, NextChoiceKind
from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=(
        "id",
        "uuid",
        "learner",
        "grain",
        "domain_code",
        "from_level",
        "to_level",
        "signed_at",
        "recorded_at",
        "is_exception",
    ),
    why="The dated sign-off with which a learner moves on",
)
class Advancement(models.Model):
    """A learner moved on from a module, a level of a domain, or a gateway. Append-only; a withdrawal takes it back.

    A competency needs no row: the determination is its sign-off. facts: what held at that moment, by the policy's
    version: {"rule": "advancement.policy/3", "met": [ids], "open": [ids], "cumulative": [determination or rating
    uuids]}. An exception names the essential competencies still open and the plan task that sees to them.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="advancements")
    grain = models.CharField(max_length=16, choices=Grain)
    domain_code = models.CharField(max_length=120, blank=True, default="")
    from_level = models.PositiveSmallIntegerField(null=True, blank=True)
    to_level = models.PositiveSmallIntegerField(null=True, blank=True)
    module = models.ForeignKey(
        "advancement.Module", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gateway_code = models.CharField(max_length=120, blank=True, default="")
    policy_version = models.CharField(max_length=64, blank=True, default="")
    facts = models.JSONField(default=dict)
    signed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = instant_field()
    # Somebody who did not teach the learner, where the policy asks for her.
    verified_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_exception = models.BooleanField(default=False)
    plan_task = models.ForeignKey(
        "placement.PlanTask", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = instant_field()
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_exception=False) | Q(plan_task__isnull=False),
                name="exception_has_a_plan",
            ),
            models.CheckConstraint(
                condition=~Q(grain=Grain.LEVEL) | Q(to_level__isnull=False), name="level_advance_says_where"
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "domain_code", "recorded_at", "id"], name="advancement_history"),
            models.Index(fields=["is_exception", "recorded_at"], name="advancement_exceptions"),
        ]

    def __str__(self) -> str:
        return f"advancement {self.pk}"


@holds_personal_data(keeps=("id", "advancement"), why="The reason, in the signer's own words; erasable")
class AdvancementWords(models.Model):
    advancement = models.OneToOneField(Advancement, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of advancement {self.advancement_id}"


@holds_personal_data(keeps=("id", "advancement", "recorded_at"), why="Undo, as an act of its own")
class AdvancementWithdrawal(models.Model):
    advancement = models.OneToOneField(Advancement, on_delete=models.PROTECT, related_name="withdrawal")
    recorded_at = instant_field()
    withdrawn_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"withdrawal of advancement {self.advancement_id}"


@holds_personal_data(
    keeps=("id", "advancement", "section", "left_section"),
    why="Which roster changed because a learner moved on",
)
class OpenedSeat(models.Model):
    """The section that a learner joined, and left, when she moved on; so that undo can give the seat back."""

    advancement = models.OneToOneField(Advancement, on_delete=models.PROTECT, related_name="seat")
    section = models.ForeignKey(
        "people.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    left_section = models.ForeignKey(
        "people.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"seat opened by advancement {self.advancement_id}"


@holds_personal_data(
    keeps=("id", "uuid", "learner", "competency", "choice", "chosen_at"),
    why="What a learner chose to do with what she can do now",
)
class NextChoice(models.Model):
    """Append-only; the latest one stands. agreed_by: the teacher who talked it over with her, once she did."""

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="next_choices")
    competency = models.ForeignKey("continuum.Competency", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=NextChoiceKind)
    chosen_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = instant_field()

    class Meta:
        indexes = [models.Index(fields=["learner", "competency", "chosen_at"], name="choices_of_learner")]

    def __str__(self) -> str:
        return f"choice {self.pk}"


@holds_personal_data(keeps=("id", "choice"), why="What exactly, in words; erasable")
class NextChoiceWords(models.Model):
    choice = models.OneToOneField(NextChoice, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of choice {self.choice_id}"


@holds_personal_data(
    keeps=("id", "uuid", "learner", "grain", "domain_code", "what", "signed_by", "signed_at", "closed_at"),
    why="The first of two signatures, until the second person has looked",
)
class AwaitedVerification(models.Model):
    """Somebody signed, and the rule asks for a second person who did not teach the learner. Open until she did.

    what: the passage as one key ("level/MA/4"), so that nobody signs the same thing twice while it waits. section:
    the section that was chosen for afterwards, where there was a choice.
    """

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    grain = models.CharField(max_length=16, choices=Grain)
    domain_code = models.CharField(max_length=120, blank=True, default="")
    signed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = instant_field()
    section = models.ForeignKey(
        "people.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    named_open = models.JSONField(default=list, blank=True)
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    closed_at = instant_field(null=True, blank=True)
    advancement = models.OneToOneField(
        Advancement, null=True, blank=True, on_delete=models.PROTECT, related_name="awaited"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "what"],
                condition=Q(closed_at__isnull=True),
                name="awaited_verification_once",
            ),
        ]

    def __str__(self) -> str:
        return f"awaited verification {self.pk}"
