"""Looking at the line: reports of the gap finder, what people answered, crosswalks, and proposed prerequisites."""

from __future__ import annotations

from django.db import models

from headway.district.continuum.models.frameworks import Framework, FrameworkVersion
from headway.district.continuum.types import Answer, LinkRelation
from headway.district.foundation.fields import instant_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "made_at", "versions", "findings", "facts"),
    why="Who had the line checked",
)
class CoherenceReport(models.Model):
    """What the gap finder found in these versions at that moment; kept, so that the next one can say what is new."""

    uuid = outside_uuid_field()
    # Sorted identifiers of the frameworks, as one text: reports over the same frameworks follow one another.
    scope = models.CharField(max_length=64, help_text="Digest of the identifiers of the frameworks looked at")
    versions = models.JSONField(help_text="UUIDs of the versions looked at")
    made_at = instant_field()
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    findings = models.JSONField(default=list)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["scope", "-made_at"], name="coherence_reports_of_a_scope")]

    def __str__(self) -> str:
        return f"coherence report {self.pk}"


@holds_personal_data(
    keeps=("id", "fingerprint", "kind", "answer", "at"),
    why="Who answered a finding and why, in their words",
)
class FindingAnswer(models.Model):
    """What a person said to a finding. The latest answer stands; findings are known by fingerprint over versions."""

    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    answer = models.CharField(max_length=16, choices=Answer)
    reason = models.TextField(blank=True, default="")
    at = instant_field()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    # The draft in which an accepted remedy was carried out.
    version = models.ForeignKey(
        FrameworkVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["fingerprint", "-id"], name="answers_to_a_finding")]

    def __str__(self) -> str:
        return f"{self.answer} {self.fingerprint}"


@holds_no_personal_data
class Crosswalk(models.Model):
    """How the items of one framework relate to those of another; in CASE an association grouping."""

    uuid = outside_uuid_field()
    title = name_field(max_length=512)
    origin = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="crosswalks_out")
    destination = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="crosswalks_in")
    begun_at = instant_field()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["origin", "destination"], name="crosswalk_once")]

    def __str__(self) -> str:
        return self.title


@holds_personal_data(
    keeps=(
        "id",
        "uuid",
        "crosswalk",
        "origin_identifier",
        "destination_identifier",
        "relation",
        "answer",
        "at",
    ),
    why="Who linked two items, or declined to",
)
class CrosswalkLink(models.Model):
    """One link, accepted or declined; declined ones are kept so that they are not proposed again."""

    uuid = outside_uuid_field()  # the CASE association's identifier
    crosswalk = models.ForeignKey(Crosswalk, on_delete=models.CASCADE, related_name="links")
    origin_identifier = models.CharField(max_length=255)
    destination_identifier = models.CharField(max_length=255)
    relation = models.CharField(max_length=16, choices=LinkRelation, default=LinkRelation.RELATED)
    answer = models.CharField(max_length=16, choices=Answer)
    reasons = models.JSONField(default=list, help_text="Why it was proposed")
    at = instant_field()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["crosswalk", "origin_identifier", "destination_identifier"],
                name="crosswalk_link_once",
            )
        ]
        indexes = [models.Index(fields=["destination_identifier"], name="crosswalk_link_by_destination")]

    def __str__(self) -> str:
        return f"{self.origin_identifier} {self.relation} {self.destination_identifier}"


@holds_personal_data(
    keeps=("id", "framework", "before_identifier", "after_identifier", "answer", "at"),
    why="Who answered a proposed prerequisite",
)
class PrerequisiteAnswer(models.Model):
    """What a person said to a proposed prerequisite, so that a declined one is not proposed again."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="prerequisite_answers")
    before_identifier = models.CharField(max_length=255)
    after_identifier = models.CharField(max_length=255)
    answer = models.CharField(max_length=16, choices=Answer)
    at = instant_field()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "before_identifier", "after_identifier"], name="prerequisite_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.before_identifier} before {self.after_identifier}"
