"""The policy book: plain text bound to executable rules, versioned and effective-dated."""

from __future__ import annotations

from django.db import models

from headway.district.foundation.fields import code_field, instant_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data


@holds_no_personal_data
class PolicyVersion(models.Model):
    """One version of one policy of one organisation: what it says in words, and the rule that does what it says.

    Append-only: a change is a new version with its own effective date. `kind` names what the parameters are for:
    `proficiency.rule` (mastery.proficiency.Rule), `pace.expectation` …
    """

    uuid = outside_uuid_field()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="policies")
    kind = models.CharField(max_length=48)
    number = models.PositiveIntegerField()
    text = models.TextField(help_text="The policy in plain words")
    translations = models.JSONField(default=dict, blank=True)
    parameters = models.JSONField(default=dict)
    effective_on = models.DateField()
    recorded_at = instant_field()
    approved_by = models.CharField(max_length=64, blank=True, default="", help_text="The actor's key")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "number"], name="policy_version_once"),
        ]
        indexes = [models.Index(fields=["organisation", "kind", "effective_on"], name="policy_in_effect")]

    def __str__(self) -> str:
        return f"{self.kind} version {self.number}"


@holds_no_personal_data
class PolicyWithdrawal(models.Model):
    """A version that was adopted for a later day, and taken back before that day came. Append-only."""

    version = models.OneToOneField(PolicyVersion, on_delete=models.PROTECT, related_name="withdrawal")
    recorded_at = instant_field()
    withdrawn_by = models.CharField(max_length=64, blank=True, default="", help_text="The actor's key")

    def __str__(self) -> str:
        return f"{self.version} withdrawn"


@holds_no_personal_data
class PolicyDraft(models.Model):
    """A rule that people still work on. It holds for nobody; what is adopted becomes a version, and the draft goes.

    parameters: a rule book as it was typed, which may say what could never be adopted.
    """

    uuid = outside_uuid_field()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=48)
    parameters = models.JSONField(default=dict)
    text = models.TextField(blank=True, default="")
    translations = models.JSONField(default=dict, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    started_by = models.CharField(max_length=64, help_text="The actor's key")
    started_at = instant_field()
    changed_at = instant_field()
    revision = models.PositiveIntegerField(default=1, help_text="Grows with every change")

    def __str__(self) -> str:
        return f"draft of {self.kind}"


@holds_no_personal_data
class PerformanceScale(models.Model):
    """A district's ordered performance levels with one proficiency mark; three to six of them."""

    uuid = outside_uuid_field()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="scales")
    code = code_field()
    name = name_field()
    proficient = models.PositiveSmallIntegerField(help_text="The lowest level that counts as proficient")
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(is_default=True),
                name="one_default_scale_per_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@holds_no_personal_data
class PerformanceLevel(models.Model):
    """One level of a scale: an ordinal number from 1, and a name in the district's words."""

    scale = models.ForeignKey(PerformanceScale, on_delete=models.CASCADE, related_name="levels")
    number = models.PositiveSmallIntegerField()
    code = code_field()
    name = name_field()
    translations = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scale", "number"], name="performance_level_once"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=6), name="performance_level_1_to_6"
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name
