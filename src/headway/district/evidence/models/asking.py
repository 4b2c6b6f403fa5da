"""What learners ask for: to show what they can do, when they are ready; and a second look at a rating."""

from __future__ import annotations

from django.db import models

from headway.district.evidence.models.recorded import Evidence, Rating
from headway.district.evidence.models.tasks import Task, TaskAssignment
from headway.district.evidence.types import EvidenceForm, LookOutcome, ReadyStep
from headway.district.foundation.fields import instant_field, level_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "learner", "task", "form", "asked_at", "section"),
    why="A learner's wish to show what she can do, and how long it waited",
)
class ReadyRequest(models.Model):
    """“I'm ready”: a learner asks to show one or more competencies, in a form of her choice. Append-only.

    What became of it is told by its answers; without an answer it waits. `evidence` that came of it names it back
    through ReadyAnswer.
    """

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="ready_requests")
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="ready_requests"
    )
    assignment = models.ForeignKey(
        TaskAssignment, null=True, blank=True, on_delete=models.PROTECT, related_name="ready_requests"
    )
    section = models.ForeignKey(
        "people.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="ready_requests"
    )
    # The adult she asks; null asks whoever may rate her.
    asked = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    form = models.CharField(max_length=16, choices=EvidenceForm)
    asked_at = instant_field()
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return f"ready request {self.pk}"


@holds_personal_data(keeps=("id", "request", "competency", "own_level"), why="What she is ready to show")
class ReadyTarget(models.Model):
    """A competency that the learner is ready to show, and where she sees her own work on it first."""

    request = models.ForeignKey(ReadyRequest, on_delete=models.PROTECT, related_name="targets")
    competency = models.ForeignKey(
        "continuum.Competency", on_delete=models.PROTECT, related_name="ready_targets"
    )
    own_level = level_field(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "competency"], name="ready_target_once"),
        ]

    def __str__(self) -> str:
        return f"target of ready request {self.request_id}"


@holds_personal_data(keeps=("id", "request"), why="The learner's own words; erasable")
class ReadyWords(models.Model):
    request = models.OneToOneField(ReadyRequest, on_delete=models.CASCADE, related_name="words")
    plan = models.TextField(blank=True, default="", help_text="How she wants to show it")

    def __str__(self) -> str:
        return f"words of ready request {self.request_id}"


@holds_personal_data(keeps=("id", "request", "step", "at", "planned_for", "evidence"), why="What came of it")
class ReadyAnswer(models.Model):
    """One step of what became of a request: a time was set, work came in, it was looked at, it was taken back.

    Append-only; the latest step tells where it stands.
    """

    request = models.ForeignKey(ReadyRequest, on_delete=models.PROTECT, related_name="answers")
    step = models.CharField(max_length=16, choices=ReadyStep)
    at = instant_field()
    answered_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    planned_for = instant_field(null=True, blank=True)
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="ready_answers"
    )

    def __str__(self) -> str:
        return f"{self.step} of ready request {self.request_id}"


@holds_personal_data(
    keeps=("id", "uuid", "rating", "number", "learner", "asked_at"),
    why="A learner's wish for a second look at a rating",
)
class SecondLook(models.Model):
    """A learner (or her family) asks for a second rater. Append-only; the first rating stands until a person decides.

    number: counts the wishes for one rating, from 1. As many as are asked, one at a time: the next is asked once the
    one before is answered, and the number keeps two that are asked at once apart.
    """

    uuid = outside_uuid_field()
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="second_looks", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="second_looks")
    asked_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = instant_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rating", "number"], name="second_look_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"second look {self.pk}"


@holds_personal_data(keeps=("id", "look"), why="The reason in a person's own words; erasable")
class SecondLookWords(models.Model):
    look = models.OneToOneField(SecondLook, on_delete=models.CASCADE, related_name="words")
    reason = models.TextField()

    def __str__(self) -> str:
        return f"words of second look {self.look_id}"


@holds_personal_data(keeps=("id", "look", "outcome", "at", "rating"), why="How the second look ended")
class SecondLookAnswer(models.Model):
    """What the second rater saw: a rating of her own on the same piece, or that the wish was taken back. Append-only."""

    look = models.OneToOneField(SecondLook, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=16, choices=LookOutcome)
    rating = models.OneToOneField(
        Rating, null=True, blank=True, on_delete=models.PROTECT, related_name="answers_look"
    )
    at = instant_field()
    answered_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"answer to second look {self.look_id}"
