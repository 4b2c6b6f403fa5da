"""What an adult notes instead of a reading of the record, with why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.agreements.models.targets import Target
from headway.district.agreements.types import NoteAbout
from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "learner", "about", "domain_code", "target", "read", "noted", "recorded_at"),
    why="An adult sees a plan differently from what the record reads",
)
class PlanNote(models.Model):
    """One departure from a reading (R075). Append-only; the reading itself is kept beside it.

    about: the suggestion to go deeper in a domain, or where an agreed plan stands. read: what the record read at that
    moment; noted: what the adult notes instead. evidence: the numbers that the reading stood on. It ends by itself with
    the next evidence in what it is about, with another agreement, or with a row that `withdraws` it.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="plan_notes")
    about = models.CharField(max_length=16, choices=NoteAbout)
    domain_code = models.CharField(max_length=120, blank=True, default="")
    target = models.ForeignKey(
        Target, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_notes"
    )
    read = models.CharField(max_length=16)
    noted = models.CharField(max_length=16)
    evidence = models.JSONField(default=dict, blank=True)
    policy_version = models.CharField(max_length=64)
    recorded_at = instant_field()
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    withdraws = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawal"
    )
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(about="depth", target__isnull=True) | Q(about="standing", target__isnull=False),
                name="plan_note_about_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["learner", "recorded_at"], name="plan_notes_of_learner")]

    def __str__(self) -> str:
        return f"plan note {self.pk}"


@holds_personal_data(keeps=("id", "note"), why="Why, in words that the learner and her family read; erasable")
class PlanNoteWords(models.Model):
    note = models.OneToOneField(PlanNote, on_delete=models.CASCADE, related_name="words")
    reason = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of plan note {self.note_id}"
