"""The task bank: what learners can do to show a competency, and who was given what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.evidence.types import EvidenceForm, TaskState
from headway.district.foundation.fields import (
    code_field,
    instant_field,
    level_field,
    name_field,
    outside_uuid_field,
    translations_field,
)
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "organisation", "code", "title", "form", "depth", "state", "is_common"),
    why="A task names who wrote it",
)
class Task(models.Model):
    """Something to do that lets a learner show one or more competencies.

    is_common: every school of the organisation uses it unchanged; otherwise it is local to whoever wrote it.
    """

    uuid = outside_uuid_field()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="tasks")
    code = code_field()
    title = name_field()
    prompt = models.TextField(blank=True, default="")
    accommodations = models.TextField(
        blank=True, default="", help_text="Ways in that change how it is shown, never what"
    )
    form = models.CharField(max_length=16, choices=EvidenceForm, default=EvidenceForm.PERFORMANCE)
    # Other forms in which a learner may choose to show it.
    other_forms = models.JSONField(default=list, blank=True)
    depth = models.PositiveSmallIntegerField(null=True, blank=True)
    context = models.CharField(max_length=64, blank=True, default="")
    is_transfer = models.BooleanField(default=False, help_text="Asks for a context that was not taught")
    is_cumulative = models.BooleanField(default=False, help_text="The district's cumulative check of a level")
    is_common = models.BooleanField(default=False)
    state = models.CharField(max_length=16, choices=TaskState, default=TaskState.READY)
    competencies = models.ManyToManyField("continuum.Competency", related_name="tasks", blank=True)
    translations = translations_field()
    is_active = models.BooleanField(default=True)
    author = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    # The number of the words as they are; a save that saw an earlier one is refused.
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.title


@holds_no_personal_data
class TaskCriterion(models.Model):
    """One criterion by which work on a task is looked at; for one of its competencies, or for all of them."""

    uuid = outside_uuid_field()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="criteria")
    competency = models.ForeignKey(
        "continuum.Competency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = name_field(max_length=512)
    is_essential = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    translations = translations_field()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


@holds_no_personal_data
class TaskCriterionLevel(models.Model):
    """What work at one performance level looks like for a criterion."""

    criterion = models.ForeignKey(TaskCriterion, on_delete=models.CASCADE, related_name="levels")
    level = level_field()
    text = models.TextField()
    translations = translations_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criterion", "level"], name="task_criterion_level_once"),
        ]
        ordering = ["level"]

    def __str__(self) -> str:
        return f"level {self.level} of {self.criterion_id}"


@holds_no_personal_data
class TaskExemplar(models.Model):
    """Work on a task that shows one level, made unrecognisable, with notes on what to see in it."""

    uuid = outside_uuid_field()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="exemplars")
    level = level_field()
    title = name_field(max_length=512)
    work = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    translations = translations_field()

    class Meta:
        ordering = ["level", "id"]

    def __str__(self) -> str:
        return self.title


@holds_personal_data(
    keeps=("id", "uuid", "task", "learner", "section", "assigned_at", "show_by"),
    why="Which learner was given which task",
)
class TaskAssignment(models.Model):
    """A task given to one learner; `act` joins those that a section or a group was given in one go."""

    uuid = outside_uuid_field()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="assignments")
    section = models.ForeignKey(
        "people.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    group = name_field(blank=True, default="", help_text="The teacher's word for the group")
    assigned_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    assigned_at = instant_field()
    show_by = models.DateField(null=True, blank=True, help_text="A day agreed on; it never changes a rating")
    act = models.UUIDField(null=True, blank=True)
    taken_back_at = instant_field(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "learner"],
                condition=Q(taken_back_at__isnull=True),
                name="task_open_once_for_learner",
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"
