"""A plan task: somebody by name sees to it that a learner with much ground to build gets a plan, and it is signed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data
from headway.district.placement.types import PlanSigner, PlanTaskReason


@holds_personal_data(
    keeps=("id", "uuid", "learner", "domain_code", "reason", "opened_at", "review_on", "closed_at"),
    why="An individual plan is wanted for a learner in a domain, and who sees to it",
)
class PlanTask(models.Model):
    """Open until a person closes it. One open task per learner, domain and reason.

    facts: what it was opened for, as codes and row ids ({"level": 3, "entry_level": 6, "open": [ids]}); staff only.
    revision: grows when the words change, so that a signature says which words were signed.
    """

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="plan_tasks")
    domain_code = models.CharField(max_length=120, blank=True, default="")
    reason = models.CharField(max_length=16, choices=PlanTaskReason)
    facts = models.JSONField(default=dict, blank=True)
    # Who sees to it now; the history is in PlanTaskOwner. Nobody yet: it stands on the leader's page.
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="plan_tasks_owned"
    )
    opened_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = instant_field()
    review_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, help_text="0: nothing is written yet")
    closed_at = instant_field(null=True, blank=True)
    closed_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "domain_code", "reason"],
                condition=Q(closed_at__isnull=True),
                name="open_plan_task_once",
            ),
        ]
        indexes = [models.Index(fields=["owner", "closed_at"], name="plan_tasks_of_owner")]

    def __str__(self) -> str:
        return f"plan task {self.pk}"


@holds_personal_data(keeps=("id", "task", "revision", "written_at"), why="The plan in words; erasable")
class PlanTaskWords(models.Model):
    """One revision of the plan. The highest one stands."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="words")
    revision = models.PositiveIntegerField()
    goal = models.TextField(help_text="What she will be able to do, in words of strength")
    steps = models.TextField(help_text="What happens first, and when")
    support = models.TextField(help_text="Who helps, and how often")
    home = models.TextField(blank=True, default="", help_text="What helps at home")
    translations = models.JSONField(default=dict, blank=True)
    written_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    written_at = instant_field()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "revision"], name="plan_words_revision_once")]
        ordering = ["revision"]

    def __str__(self) -> str:
        return f"words {self.revision} of plan task {self.task_id}"


@holds_personal_data(keeps=("id", "task", "written_at"), why="What came of a plan, in words; erasable")
class PlanTaskOutcome(models.Model):
    """Written when the plan is closed."""

    task = models.OneToOneField(PlanTask, on_delete=models.CASCADE, related_name="outcome")
    text = models.TextField()
    written_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    written_at = instant_field()

    def __str__(self) -> str:
        return f"outcome of plan task {self.task_id}"


@holds_personal_data(keeps=("id", "task", "owner", "from_at"), why="Who saw to a plan, and since when")
class PlanTaskOwner(models.Model):
    """Append-only: every change of owner."""

    task = models.ForeignKey(PlanTask, on_delete=models.PROTECT, related_name="owners")
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    from_at = instant_field()

    def __str__(self) -> str:
        return f"owner of plan task {self.task_id}"


@holds_personal_data(
    keeps=("id", "task", "revision", "role", "signed_by", "signed_at"),
    why="Who agreed to which words of a plan",
)
class PlanTaskSignature(models.Model):
    """Append-only. A signature is of one revision; new words ask for it again."""

    task = models.ForeignKey(PlanTask, on_delete=models.PROTECT, related_name="signatures")
    revision = models.PositiveIntegerField()
    role = models.CharField(max_length=8, choices=PlanSigner)
    signed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = instant_field()
    language = models.CharField(max_length=8, default="en", help_text="In which it was read")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "revision", "role", "signed_by"], name="plan_signed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} signed plan task {self.task_id}"
