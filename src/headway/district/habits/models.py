"""Observations of habits, in tables of their own. Append-only; a withdrawal names what it withdraws."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import instant_field, level_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data
from headway.district.habits.types import ObserverRole


@holds_personal_data(
    keeps=("id", "uuid", "learner", "habit", "level", "role", "seen_at", "recorded_at"),
    why="What somebody saw of a habit of success",
)
class HabitObservation(models.Model):
    """Somebody saw how firmly a habit showed on one occasion. Append-only; its words live in HabitWords.

    `level` is on the district's scale of habits, which has no mark; nothing is decided from it.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="habit_observations", db_index=False
    )
    # An item of a domain of the kind habits.
    habit = models.ForeignKey(
        "continuum.Competency", on_delete=models.PROTECT, related_name="habit_observations", db_index=False
    )
    level = level_field()
    role = models.CharField(max_length=8, choices=ObserverRole, default=ObserverRole.ADULT)
    seen_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    section = models.ForeignKey(
        "people.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    seen_at = instant_field()
    recorded_at = instant_field()
    # The act that brought it in (its audit row).
    act = models.UUIDField(null=True, blank=True)
    # The same request sent twice is one observation.
    request_key = models.CharField(max_length=64, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=6), name="habit_level_1_to_6"),
            models.UniqueConstraint(
                fields=["request_key"],
                condition=Q(request_key__isnull=False),
                name="habit_observation_request_once",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "habit", "seen_at", "id"], name="habit_of_learner"),
        ]

    def __str__(self) -> str:
        return f"habit observation {self.pk}"


@holds_personal_data(keeps=("id", "observation"), why="What was seen, in a person's own words; erasable")
class HabitWords(models.Model):
    observation = models.OneToOneField(HabitObservation, on_delete=models.CASCADE, related_name="words")
    note = models.TextField()

    def __str__(self) -> str:
        return f"words of habit observation {self.observation_id}"


@holds_personal_data(keeps=("id", "observation", "recorded_at"), why="Undo, as an act of its own")
class HabitWithdrawal(models.Model):
    """Takes an observation back; what was known before stays known as of then. Append-only."""

    observation = models.OneToOneField(HabitObservation, on_delete=models.PROTECT, related_name="withdrawal")
    recorded_at = instant_field()
    withdrawn_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"withdrawal of habit observation {self.observation_id}"
