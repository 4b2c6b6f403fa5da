"""Work on a draft: who changed which words when, what colleagues remarked, and what they proposed."""

from __future__ import annotations

from django.db import models

from headway.district.continuum.models.frameworks import FrameworkVersion
from headway.district.continuum.types import Answer
from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "version", "at", "subject", "subject_key", "field"),
    why="Who edited a draft, so that colleagues can talk to each other and a change can be undone",
)
class DraftChange(models.Model):
    """One change to one field of one thing in a draft; the history from which any change can be taken back.

    `act` joins the changes that were made together (one save, one accepted remedy). `before` and `after` hold the
    field's value; None where the thing did not exist before, or does not any more.
    """

    uuid = outside_uuid_field()
    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="changes")
    act = models.UUIDField()
    at = instant_field()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(
        max_length=24, help_text="competency, descriptor, prerequisite, exemplar, note …"
    )
    subject_key = models.CharField(max_length=540, help_text="Its lasting name in the draft")
    # "statement:es"; of a criterion "level:" and the identifier of its level, which other systems write up to 64 long.
    field = models.CharField(max_length=80, blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    undoes = models.UUIDField(null=True, blank=True, help_text="The act that this one takes back")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["version", "subject", "subject_key"], name="draft_change_of_a_thing"),
            models.Index(fields=["version", "act"], name="draft_change_of_an_act"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.subject} {self.subject_key}"


@holds_personal_data(
    keeps=("id", "uuid", "version", "identifier", "at", "settled_at"),
    why="What a colleague remarked about a competency of a draft, and who did",
)
class DraftRemark(models.Model):
    """A comment on a competency of a draft (or on the whole draft where `identifier` is empty)."""

    uuid = outside_uuid_field()
    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="remarks")
    identifier = models.CharField(max_length=255, blank=True, default="")
    text = models.TextField()
    at = instant_field()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    settled_at = instant_field(null=True, blank=True)
    settled_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["version", "identifier"], name="remark_on_a_competency")]

    def __str__(self) -> str:
        return f"remark on {self.identifier}"


@holds_personal_data(
    keeps=("id", "uuid", "version", "identifier", "field", "language", "at", "answer", "answered_at"),
    why="Which wording a colleague suggested, and who answered",
)
class SuggestedChange(models.Model):
    """Another wording that a teacher suggests for one field of one competency; an author accepts or declines it."""

    uuid = outside_uuid_field()
    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="suggested_changes")
    identifier = models.CharField(max_length=255)
    field = models.CharField(max_length=48)
    language = models.CharField(max_length=16, blank=True, default="")
    base = models.TextField(
        blank=True, default="", help_text="The words that it would replace, as they stood"
    )
    proposed = models.TextField()
    reason = models.TextField(blank=True, default="")
    at = instant_field()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=16, choices=Answer, default=Answer.OPEN)
    answered_at = instant_field(null=True, blank=True)
    answered_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answer_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["version", "identifier"], name="suggestion_for_a_competency")]

    def __str__(self) -> str:
        return f"suggested {self.field} of {self.identifier}"
