"""What people were told, how they want to be told, and the mails that say that something is there.

A notice is a pointer to something else that only grows; it may be read, and then it is done. So it is no append-only row.
The notices without a letter are the outbox: they are written in the transaction of the act, and mailed later.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data
from headway.district.notices.types import (
    DEFAULT_DIGEST_AT,
    DEFAULT_QUIET_FROM,
    DEFAULT_QUIET_UNTIL,
    LetterState,
)


@holds_personal_data(
    keeps=("id", "uuid", "person", "state", "digest_on", "written_at"),
    why="Sending each mail once: to whom, and whether it went out; never what it said",
)
class Letter(models.Model):
    """One mail to one person: "there are 3 things for you". Its words are made when it is sent, from what is still unread.

    digest_on: the day whose daily mail it is; null for one that was sent at once.
    """

    uuid = outside_uuid_field()
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="letters")
    digest_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, default=LetterState.WAITING)
    written_at = instant_field()
    # Since when the state is what it is; a letter that is "sending" for long is one whose sender broke off.
    state_at = instant_field()
    next_try_at = instant_field()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "digest_on"], name="letter_one_digest_a_day"),
        ]
        indexes = [
            models.Index(
                fields=["state", "next_try_at"],
                condition=Q(state__in=(LetterState.WAITING.value, LetterState.SENDING.value)),
                name="letter_still_to_send",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"


@holds_personal_data(
    keeps=("id", "uuid", "person", "kind", "learner", "told_at", "read_at"),
    why="Telling a person that something is there for her",
)
class Notice(models.Model):
    """A person is told that something is there for her to do or to know. It says nothing of what it is about.

    subject: what it is about, for not telling it twice; link: where something can be done.
    """

    uuid = outside_uuid_field()
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="notices", db_index=False
    )
    kind = models.CharField(max_length=32)
    learner = models.ForeignKey(
        "people.Learner", null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    subject = models.CharField(max_length=64, blank=True, default="")
    link = models.CharField(max_length=255)
    told_at = instant_field()
    # The actor's key; an app of the system for what nobody pressed.
    told_by = models.CharField(max_length=64)
    read_at = instant_field(null=True, blank=True)
    letter = models.ForeignKey(
        Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject"],
                condition=Q(read_at__isnull=True),
                name="notice_told_once_while_unread",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-told_at"], name="notice_inbox"),
            models.Index(
                fields=["told_at"],
                condition=Q(read_at__isnull=True, letter__isnull=True),
                name="notice_outbox",
            ),
            models.Index(
                fields=["subject"], condition=Q(read_at__isnull=True), name="notice_unread_by_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


@holds_personal_data(keeps=("id", "person"), why="How and when a person wants to be told")
class NoticePreferences(models.Model):
    """What a person chose; who chose nothing has no row. channels: {kind: channel}, only what she chose."""

    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, related_name="notice_preferences"
    )
    channels = models.JSONField(default=dict, blank=True)
    digest_at = models.TimeField(default=DEFAULT_DIGEST_AT)
    quiet_from = models.TimeField(null=True, blank=True, default=DEFAULT_QUIET_FROM)
    quiet_until = models.TimeField(null=True, blank=True, default=DEFAULT_QUIET_UNTIL)
    quiet_weekends = models.BooleanField(default=True)
    changed_at = instant_field()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="notice_quiet_hours_have_both_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"notice preferences of person {self.person_id}"
