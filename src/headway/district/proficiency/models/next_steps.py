"""What comes next on a competency that is not yet proficient: the step, the support, and when it can be shown again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "learner", "competency", "is_open", "show_on", "planned_at"),
    why="A competency that is not yet proficient always carries what comes next",
)
class NextStep(models.Model):
    """A plan that a teacher and a learner made for one competency. Append-only; the latest one stands.

    It belongs to the learner and the competency, never to a term or a section, so it stays open across years until
    the competency is proficient or another plan takes its place. show_on is a plan, not a deadline. A row that isn't
    open takes the plan before it away.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="next_steps", db_index=False
    )
    competency = models.ForeignKey(
        "continuum.Competency", on_delete=models.PROTECT, related_name="next_steps", db_index=False
    )
    is_open = models.BooleanField(default=True)
    show_on = models.DateField(null=True, blank=True, help_text="The next opportunity to show it")
    planned_at = instant_field()
    planned_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # The same request sent twice is one plan.
    request_key = models.CharField(max_length=64, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request_key"],
                condition=Q(request_key__isnull=False),
                name="next_step_request_once",
            ),
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(show_on__isnull=False), name="open_next_step_has_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "competency", "planned_at", "id"], name="next_step_history"),
        ]

    def __str__(self) -> str:
        return f"next step {self.pk}"


@holds_personal_data(
    keeps=("id", "next_step"), why="The step and the support in a person's own words; erasable"
)
class NextStepWords(models.Model):
    next_step = models.OneToOneField(NextStep, on_delete=models.CASCADE, related_name="words")
    step = models.TextField(help_text="What the learner does next")
    support = models.TextField(help_text="What helps her, and who")

    def __str__(self) -> str:
        return f"words of next step {self.next_step_id}"
