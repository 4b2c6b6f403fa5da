"""Questions that can be answered and read by the machine; each asks one competency."""

from __future__ import annotations

from django.db import models

from headway.district.checks.types import ItemKind
from headway.district.foundation.fields import instant_field, outside_uuid_field, translations_field
from headway.district.foundation.privacy import holds_no_personal_data


@holds_no_personal_data
class CheckItem(models.Model):
    """One question for one competency.

    choices: [{"code": "A", "text": "…"}]; key: codes of what is right, or the accepted short answers. Further
    languages: {"es": {"stem": "…", "choices": {"A": "…"}, "key": […]}}. A changed question is a new row, so that an
    answer always names the words that were read; `is_active` tells which may still be asked.
    """

    uuid = outside_uuid_field()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(
        "continuum.Competency", on_delete=models.PROTECT, related_name="check_items"
    )
    # The task of the bank that it belongs to, where it came from one.
    task = models.ForeignKey(
        "evidence.Task", null=True, blank=True, on_delete=models.PROTECT, related_name="check_items"
    )
    kind = models.CharField(max_length=16, choices=ItemKind)
    stem = models.TextField()
    spoken = models.TextField(blank=True, default="", help_text="What is read aloud, where it differs")
    choices = models.JSONField(default=list, blank=True)
    key = models.JSONField()
    # How likely a right answer is without knowing, and a slip in spite of it; None takes the check's own.
    guess = models.FloatField(null=True, blank=True)
    slip = models.FloatField(null=True, blank=True)
    source = models.CharField(
        max_length=255, blank=True, default="", help_text="The file or person it came from"
    )
    source_identifier = models.CharField(max_length=255, blank=True, default="")
    translations = translations_field()
    is_active = models.BooleanField(default=True)
    recorded_at = instant_field()
    recorded_by = models.CharField(max_length=64, help_text="The actor's key")

    class Meta:
        indexes = [models.Index(fields=["competency", "is_active"], name="check_items_of_competency")]

    def __str__(self) -> str:
        return f"question {self.pk}"
