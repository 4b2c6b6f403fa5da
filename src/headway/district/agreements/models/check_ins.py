"""The weekly check-in of a learner, what the adviser answers, and when school and family spoke."""

from __future__ import annotations

from django.db import models

from headway.district.agreements.types import ContactKind
from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "learner", "week_on", "went", "wants_help", "recorded_at"),
    why="A learner looked back on a week and ahead to the next",
)
class CheckIn(models.Model):
    """Plan, reflect, adjust, for one week. Append-only; a second one for the same week stands in place of the first.

    week_on: the Monday. went: how the plan went, 1 (much to change) to 4 (as planned); of the plan, never of the
    person, and never added up. wants_help: she asks an adult to come by. seconds: how long it took, where the page knows.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="check_ins")
    week_on = models.DateField()
    went = models.PositiveSmallIntegerField(null=True, blank=True)
    wants_help = models.BooleanField(default=False)
    target_ids = models.JSONField(default=list, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = instant_field()
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["learner", "week_on", "id"], name="check_ins_of_learner")]

    def __str__(self) -> str:
        return f"check-in {self.pk}"


@holds_personal_data(keeps=("id", "check_in"), why="The learner's own words; erasable")
class CheckInWords(models.Model):
    """reflect: what went well and what was hard. adjust: what changes. plan: what comes this week."""

    check_in = models.OneToOneField(CheckIn, on_delete=models.CASCADE, related_name="words")
    reflect = models.TextField(blank=True, default="")
    adjust = models.TextField(blank=True, default="")
    plan = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of check-in {self.check_in_id}"


@holds_personal_data(keeps=("id", "check_in", "answered_at"), why="An adult read a check-in")
class CheckInAnswer(models.Model):
    """Append-only. Reading it is an answer too: its words may be empty."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="answers")
    answered_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = instant_field()
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return f"answer to check-in {self.check_in_id}"


@holds_personal_data(keeps=("id", "answer"), why="The adult's words; erasable")
class CheckInAnswerWords(models.Model):
    answer = models.OneToOneField(CheckInAnswer, on_delete=models.CASCADE, related_name="words")
    text = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of answer {self.answer_id}"


@holds_personal_data(
    keeps=("id", "uuid", "learner", "kind", "reached", "held_on", "recorded_at"),
    why="School and family spoke",
)
class FamilyContact(models.Model):
    """One contact about how the plan goes. Append-only. reached: somebody was spoken with; else it was an attempt."""

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="family_contacts")
    guardian = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=ContactKind)
    reached = models.BooleanField(default=True)
    learner_was_there = models.BooleanField(default=False)
    held_on = models.DateField()
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = instant_field()
    withdraws = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawal"
    )
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["learner", "held_on"], name="contacts_of_learner")]

    def __str__(self) -> str:
        return f"family contact {self.pk}"


@holds_personal_data(keeps=("id", "contact"), why="What was said; erasable")
class FamilyContactWords(models.Model):
    """shared: what both sides may read. note: for staff of the learner."""

    contact = models.OneToOneField(FamilyContact, on_delete=models.CASCADE, related_name="words")
    shared = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of contact {self.contact_id}"
