"""Tasks, evidence and ratings. Evidence and ratings are append-only; a withdrawal names what it withdraws."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.evidence.types import EvidenceForm, Setting
from headway.district.foundation.fields import (
    code_field,
    instant_field,
    level_field,
    name_field,
    outside_uuid_field,
    translations_field,
)
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data


@holds_no_personal_data
class Task(models.Model):
    """Something to do that lets a learner show one or more competencies."""

    uuid = outside_uuid_field()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="tasks")
    code = code_field()
    title = name_field()
    prompt = models.TextField(blank=True, default="")
    form = models.CharField(max_length=16, choices=EvidenceForm, default=EvidenceForm.PERFORMANCE)
    depth = models.PositiveSmallIntegerField(null=True, blank=True)
    competencies = models.ManyToManyField("continuum.Competency", related_name="tasks", blank=True)
    translations = translations_field()
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title


@holds_personal_data(
    keeps=("id", "uuid", "learner", "task", "form", "setting", "observed_at", "recorded_at"),
    why="The body of evidence behind every level",
)
class Evidence(models.Model):
    """One piece of work or one observation of one learner. Append-only; its words live in EvidenceWords.

    `observed_at` is when it was shown, `recorded_at` when we were told. It belongs to the learner; the section is
    only where it happened to arise.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    # Found through its ratings, so without an index of its own; the same holds for the task.
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="evidence", db_index=False
    )
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence", db_index=False
    )
    section = models.ForeignKey(
        "people.Section",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
        db_index=False,
    )
    form = models.CharField(max_length=16, choices=EvidenceForm, default=EvidenceForm.OBSERVATION)
    setting = models.CharField(max_length=16, choices=Setting, default=Setting.CLASSROOM)
    observed_at = instant_field()
    recorded_at = instant_field()
    recorded_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # The act that brought it in (its audit row): one act may bring one piece or fifty thousand.
    act = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return f"evidence {self.pk}"


@holds_personal_data(keeps=("id", "evidence"), why="Title, note and link in a person's own words; erasable")
class EvidenceWords(models.Model):
    """The words around a piece of evidence: correctable and erasable, so apart from the append-only row."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="words")
    title = name_field(blank=True, default="")
    note = models.TextField(blank=True, default="", help_text="Feedback to the learner")
    link = models.CharField(max_length=1024, blank=True, default="")

    def __str__(self) -> str:
        return f"words of evidence {self.evidence_id}"


@holds_personal_data(
    keeps=("id", "uuid", "evidence", "learner", "competency", "level", "observed_at", "recorded_at"),
    why="A person's judgement of one piece of evidence",
)
class Rating(models.Model):
    """A person's judgement: this piece of evidence shows this level of this competency. Append-only.

    `learner` and `observed_at` repeat the evidence's, so that a body of evidence is one index range.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="ratings")
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="ratings", db_index=False
    )
    competency = models.ForeignKey(
        "continuum.Competency", on_delete=models.PROTECT, related_name="ratings", db_index=False
    )
    level = level_field()
    rater = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    observed_at = instant_field()
    recorded_at = instant_field()
    # The same request sent twice is one rating.
    request_key = models.CharField(max_length=64, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=6), name="rating_level_1_to_6"),
            models.UniqueConstraint(
                fields=["request_key"],
                condition=Q(request_key__isnull=False),
                name="rating_request_once",
            ),
        ]
        indexes = [
            # The body of evidence of one learner for one competency, in order.
            models.Index(
                fields=["learner", "competency", "observed_at", "id"], name="rating_body_of_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk}"


@holds_personal_data(keeps=("id", "rating", "recorded_at"), why="Undo, as an act of its own")
class RatingWithdrawal(models.Model):
    """Takes a rating out of what counts from now on; what was known before stays known as of then. Append-only."""

    uuid = outside_uuid_field()
    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="withdrawal")
    recorded_at = instant_field()
    withdrawn_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=32, help_text="A code: undo, mistaken_learner, mistaken_level …")

    def __str__(self) -> str:
        return f"withdrawal of rating {self.rating_id}"
