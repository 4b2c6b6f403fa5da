"""The audit trail: who did or saw what, when and why. No foreign keys, so it never stands in the record's way."""

from __future__ import annotations

from django.db import models

from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data


@holds_no_personal_data
class AuditEntry(models.Model):
    """One act, one row: a tap is an act, and so is an import of 50,000 ratings.

    Append-only by a database trigger. People and learners appear by UUID only, so erasing a person's data leaves
    the trail's shape intact.
    """

    uuid = outside_uuid_field()
    at = instant_field()
    actor_kind = models.CharField(max_length=16)
    actor_key = models.CharField(max_length=64)
    act = models.CharField(max_length=64, help_text="What was done, as app.verb: evidence.ratings_recorded")
    subject_kind = models.CharField(max_length=48, blank=True, default="")
    subject_uuid = models.UUIDField(null=True, blank=True)
    learner_uuid = models.UUIDField(null=True, blank=True)
    reason = models.CharField(
        max_length=200, blank=True, default="", help_text="A code or a rule, not free text"
    )
    facts = models.JSONField(default=dict, blank=True, help_text="Counts, hashes, codes; never names")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(act__contains="."), name="audit_act_is_app_dot_verb"),
        ]
        indexes = [
            # The administrator's trail, newest first.
            models.Index(fields=["-at", "-id"], name="audit_newest_first"),
            # "Who has seen or changed this learner's record?" (FERPA disclosure log).
            models.Index(fields=["learner_uuid", "-at"], name="audit_by_learner"),
            # "Did she look at this list within the hour?", asked with every list of several learners.
            models.Index(fields=["actor_key", "-at"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.act} by {self.actor_kind} at {self.at:%Y-%m-%d %H:%M}"
