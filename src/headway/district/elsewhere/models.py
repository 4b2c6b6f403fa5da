"""Another system's results, enrolments and rows, in tables of their own. No relation leads from here to the record."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import code_field, instant_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data
from headway.mastery.proficiency.slate import HIGHEST_STEP


@holds_no_personal_data
class Source(models.Model):
    """The other system, by the name under which its files come in."""

    uuid = outside_uuid_field()
    code = code_field(unique=True)

    def __str__(self) -> str:
        return self.code


@holds_no_personal_data
class SourceCompetency(models.Model):
    """A competency of the other system, under its own name; it is none of ours."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="competencies")
    identifier = code_field()
    code = code_field()
    title = name_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "identifier"], name="elsewhere_competency_once")
        ]

    def __str__(self) -> str:
        return self.code


@holds_no_personal_data
class SourceSkill(models.Model):
    """requirements: the other system's level → how many results it asks for."""

    competency = models.ForeignKey(SourceCompetency, on_delete=models.PROTECT, related_name="skills")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="skills")
    identifier = code_field()
    code = code_field()
    title = name_field()
    requirements = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="elsewhere_skill_once")]

    def __str__(self) -> str:
        return self.code


@holds_personal_data(
    keeps=("id", "learner", "competency", "level", "baseline"),
    why="At which level of the other system a learner was, and from where she began there",
)
class SourceEnrolment(models.Model):
    """A learner at one level of a competency there. baseline: hundredths of a step, as it was stored there."""

    id = models.BigAutoField(primary_key=True)
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="elsewhere_enrolments", db_index=False
    )
    competency = models.ForeignKey(SourceCompetency, on_delete=models.PROTECT, related_name="enrolments")
    level = models.PositiveSmallIntegerField()
    baseline = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "competency", "level"], name="elsewhere_enrolment_once"
            ),
            models.CheckConstraint(condition=Q(level__lte=HIGHEST_STEP), name="elsewhere_enrolment_level"),
        ]

    def __str__(self) -> str:
        return f"enrolment elsewhere {self.pk}"


@holds_personal_data(
    keeps=("id", "learner", "skill", "level", "step", "is_override", "shown_at", "recorded_at"),
    why="What another system recorded, so that its numbers can be found again",
)
class SourceResult(models.Model):
    """One result of the other system, on its own steps. Append-only.

    step: 0 is missed (the learner was to show something and nothing came); none only for an override, which is a
    decision without a piece of work. level: the level that it was set for.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="results", db_index=False)
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="elsewhere_results", db_index=False
    )
    skill = models.ForeignKey(SourceSkill, on_delete=models.PROTECT, related_name="results", db_index=False)
    level = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    is_override = models.BooleanField(default=False)
    shown_at = instant_field()
    # The other system's own numbers, which order what was shown at the same instant.
    demonstration = models.BigIntegerField()
    identifier = models.BigIntegerField()
    recorded_at = instant_field()
    # The act that brought it in (its audit row).
    act = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "identifier"], name="elsewhere_result_once"),
            models.CheckConstraint(
                condition=Q(level__lte=HIGHEST_STEP) & (Q(step__isnull=True) | Q(step__lte=HIGHEST_STEP)),
                name="elsewhere_result_steps",
            ),
            models.CheckConstraint(
                condition=Q(step__isnull=False) | Q(is_override=True), name="elsewhere_result_has_a_step"
            ),
        ]
        indexes = [models.Index(fields=["learner", "skill"], name="elsewhere_result_of_learner")]

    def __str__(self) -> str:
        return f"result elsewhere {self.pk}"


@holds_personal_data(
    keeps=(
        "id",
        "enrolment",
        "average",
        "growth",
        "complete",
        "required",
        "missed",
        "progress",
        "is_complete",
    ),
    why="What the other system's rules make of its results",
)
class SourceRow(models.Model):
    """What the other system shows for one enrolment, by its own rules. Worked out, so it may be worked out again.

    baseline, average, growth: tenths of a step. progress: hundredths. missed and complete: of required.
    """

    id = models.BigAutoField(primary_key=True)
    enrolment = models.OneToOneField(SourceEnrolment, on_delete=models.PROTECT, related_name="row")
    baseline = models.PositiveSmallIntegerField(null=True, blank=True)
    average = models.PositiveSmallIntegerField(null=True, blank=True)
    growth = models.SmallIntegerField(null=True, blank=True)
    complete = models.PositiveSmallIntegerField()
    required = models.PositiveSmallIntegerField()
    missed = models.PositiveSmallIntegerField()
    progress = models.PositiveSmallIntegerField()
    is_complete = models.BooleanField()
    computed_at = instant_field()

    def __str__(self) -> str:
        return f"row elsewhere {self.pk}"
