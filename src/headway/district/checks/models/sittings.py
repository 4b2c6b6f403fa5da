"""A learner at an adaptive check. What she answered is append-only; the sitting's state can be rebuilt from it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.checks.types import CheckAnswerKind, CheckPurpose, CheckStage
from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=(
        "id",
        "uuid",
        "learner",
        "purpose",
        "stage",
        "domain_code",
        "strand_code",
        "opened_at",
        "finished_at",
    ),
    why="An adaptive check that a learner was invited to, and how far she is",
)
class CheckSitting(models.Model):
    """One sitting: the locator of a domain, or one strand (or module). It can be left and gone on with.

    `state` is the engine's state in bytes after `answers` answers: a convenience that replaying the answers with the
    same seed and settings gives again. `competency_ids` is what the sitting is about, on one version of the continuum.
    """

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="check_sittings")
    purpose = models.CharField(max_length=16, choices=CheckPurpose, default=CheckPurpose.ENTRY)
    stage = models.CharField(max_length=16, choices=CheckStage)
    domain_code = models.CharField(max_length=120)
    strand_code = models.CharField(max_length=120, blank=True, default="")
    # advancement.Module lies above; its identifier is kept, not a relation.
    module = models.CharField(max_length=36, blank=True, default="")
    version = models.ForeignKey("continuum.FrameworkVersion", on_delete=models.PROTECT, related_name="+")
    band = models.JSONField(default=dict, blank=True, help_text="{lowest, likely, highest} of the locator")
    competency_ids = models.JSONField(default=list)
    # Of a check before a module: those of the module itself; the others are what it stands on.
    wanted_ids = models.JSONField(default=list, blank=True)
    settings = models.JSONField(default=dict)
    seed = models.BigIntegerField()
    language = models.CharField(max_length=8, default="en")
    state = models.BinaryField(null=True, blank=True)
    answers_kept = models.PositiveSmallIntegerField(default=0, help_text="Answers that `state` knows of")
    # The question that is on the screen, so that a reload shows the same one.
    asked_item = models.ForeignKey(
        "checks.CheckItem", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = instant_field(null=True, blank=True)
    opened_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = instant_field()
    begun_at = instant_field(null=True, blank=True)
    finished_at = instant_field(null=True, blank=True)
    stop_reason = models.CharField(max_length=24, blank=True, default="")
    # Facts for a person to look at, kindly: all answers alike, all within half a minute …
    unusual = models.JSONField(default=list, blank=True)
    set_aside_at = instant_field(null=True, blank=True, help_text="A person decided not to use it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "stage", "domain_code", "strand_code", "module"],
                condition=Q(finished_at__isnull=True, set_aside_at__isnull=True),
                name="open_sitting_once",
            ),
        ]
        indexes = [models.Index(fields=["learner", "-opened_at"], name="sittings_of_learner")]

    def __str__(self) -> str:
        return f"sitting {self.pk}"


@holds_personal_data(
    keeps=("id", "sitting", "number", "item", "answer", "answered_at", "seconds"),
    why="How one question of a check was answered; it rates nothing",
)
class CheckAnswer(models.Model):
    """Append-only. Going back a question appends another answer with the next number; the later one stands."""

    sitting = models.ForeignKey(CheckSitting, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey("checks.CheckItem", on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey("continuum.Competency", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=16, choices=CheckAnswerKind)
    answered_at = instant_field()
    seconds = models.FloatField(null=True, blank=True, help_text="From shown to answered")
    request_key = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "number"], name="check_answer_number_once"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"answer {self.number} of sitting {self.sitting_id}"


@holds_personal_data(keeps=("id", "answer"), why="What was written or chosen; erasable")
class CheckAnswerWords(models.Model):
    answer = models.OneToOneField(CheckAnswer, on_delete=models.CASCADE, related_name="words")
    given = models.JSONField()

    def __str__(self) -> str:
        return f"words of check answer {self.answer_id}"


@holds_personal_data(
    keeps=("id", "sitting", "competency", "reading", "is_next"),
    why="What a finished check says about a competency",
)
class CheckReading(models.Model):
    """What one finished sitting says about one competency: known, unsure or not yet, and whether it is next.

    A reading is a source for a person who levels, and asks ordinary evidence to confirm it. It is no rating.
    """

    sitting = models.ForeignKey(CheckSitting, on_delete=models.CASCADE, related_name="readings")
    competency = models.ForeignKey("continuum.Competency", on_delete=models.PROTECT, related_name="+")
    chance = models.FloatField(help_text="How likely it is that she knows it, by the model; staff only")
    reading = models.CharField(
        max_length=8, choices=[("known", "known"), ("unsure", "unsure"), ("not_yet", "not_yet")]
    )
    is_next = models.BooleanField(default=False)
    was_asked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "competency"], name="check_reading_once"),
        ]

    def __str__(self) -> str:
        return f"reading of sitting {self.sitting_id}"
