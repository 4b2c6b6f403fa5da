"""What files of assessments said about learners. Staff only; no rule of proficiency reads it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.assessments.types import ResultState
from headway.district.foundation.fields import instant_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "learner", "profile", "test", "area", "part", "taken_on", "state", "recorded_at"),
    why="What an outside test said: one source among others when a person levels a learner",
)
class AssessmentResult(models.Model):
    """One area of one test that one learner took, as its file said it. Append-only.

    Levels are suggested from it while a page is read, under the crosswalk in effect; nothing is stored as a level.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="assessment_results", db_index=False
    )
    # Code and version of the profile that read it, as "map_growth/1".
    profile = models.CharField(max_length=80)
    test = name_field(help_text="The test as its maker calls it")
    area = name_field(help_text="The subject, goal or part, as its maker calls it")
    part = name_field(blank=True, default="", help_text="The goal or subtest; blank is the whole area")
    scale = models.CharField(max_length=64, blank=True, default="")
    term = models.CharField(max_length=64, blank=True, default="")
    # Learner, profile, test, area, part, scale and day: two rows of one occasion that both stand contradict each other.
    occasion = models.CharField(max_length=64, blank=True, default="")
    taken_on = models.DateField()
    score = models.FloatField(null=True, blank=True)
    standard_error = models.FloatField(null=True, blank=True)
    label = models.CharField(
        max_length=128, blank=True, default="", help_text="The maker's own level, in its words"
    )
    state = models.CharField(max_length=16, choices=ResultState, default=ResultState.COUNTED)
    row = models.PositiveIntegerField(default=0, help_text="The line of the file")
    # What makes two rows the same result: the occasion and what was said, and how often that was taken back before. A
    # file sent again adds nothing, unless its import was taken back.
    digest = models.CharField(max_length=64, unique=True)
    recorded_at = instant_field()
    act = models.UUIDField(help_text="The act that brought it in (its audit row)")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=False) | ~Q(label="") | ~Q(state=ResultState.COUNTED),
                name="counted_result_says_something",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "taken_on", "id"], name="results_of_learner"),
            models.Index(fields=["act"], name="results_of_act"),
        ]

    def __str__(self) -> str:
        return f"assessment result {self.pk}"


@holds_personal_data(
    keeps=("id", "result"), why="What compares learners, where a district wants it; staff only"
)
class RestrictedScores(models.Model):
    """Percentiles, ranks, norms and equivalents of one result. Never on a page of learners or families."""

    result = models.OneToOneField(AssessmentResult, on_delete=models.PROTECT, related_name="restricted")
    values = models.JSONField()

    def __str__(self) -> str:
        return f"restricted part of assessment result {self.result_id}"


@holds_personal_data(keeps=("id", "result", "recorded_at"), why="Undo, as an act of its own")
class AssessmentWithdrawal(models.Model):
    """Takes one result back, or settles which of two conflicting rows stands. Append-only."""

    result = models.OneToOneField(AssessmentResult, on_delete=models.PROTECT, related_name="withdrawal")
    recorded_at = instant_field()
    withdrawn_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    act = models.UUIDField()

    def __str__(self) -> str:
        return f"withdrawal of assessment result {self.result_id}"
