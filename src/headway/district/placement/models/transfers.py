"""What a learner brings from another school: courses, provisionally taken over until evidence here confirms them."""

from __future__ import annotations

from django.db import models

from headway.district.foundation.fields import instant_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data
from headway.district.placement.types import TransferStanding


@holds_personal_data(
    keeps=("id", "uuid", "learner", "domain_code", "level", "recorded_at"),
    why="A course on the transcript of another school",
)
class TransferCourse(models.Model):
    """One course as the other school told it. Append-only; what becomes of it are TransferActs.

    grade: exactly as it was told, for staff; it becomes no level and no number.
    """

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="transfer_courses")
    title = name_field()
    grade = models.CharField(max_length=64, blank=True, default="")
    school_year = models.CharField(max_length=16, blank=True, default="")
    domain_code = models.CharField(max_length=120, blank=True, default="")
    level = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The continuum level it was about"
    )
    # Competencies (row ids) that stand provisionally.
    competency_ids = models.JSONField(default=list, blank=True)
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = instant_field()

    def __str__(self) -> str:
        return f"transfer course {self.pk}"


@holds_personal_data(keeps=("id", "course"), why="The other school and notes, in words; erasable")
class TransferWords(models.Model):
    course = models.OneToOneField(TransferCourse, on_delete=models.CASCADE, related_name="words")
    school = name_field(blank=True, default="")
    note = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of transfer course {self.course_id}"


@holds_personal_data(
    keeps=("id", "course", "standing", "recorded_at"), why="A principal signed, or a person declined"
)
class TransferAct(models.Model):
    """Append-only; the latest stands. Without any the course is provisional."""

    course = models.ForeignKey(TransferCourse, on_delete=models.PROTECT, related_name="acts")
    standing = models.CharField(max_length=16, choices=TransferStanding)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = instant_field()

    def __str__(self) -> str:
        return f"{self.standing} for transfer course {self.course_id}"
