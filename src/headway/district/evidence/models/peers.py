"""Classmates look at one piece of work, because its learner invited them: beside the record, and never inside it."""

from __future__ import annotations

from django.db import models

from headway.district.evidence.models.recorded import Evidence
from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "evidence", "learner", "peer", "invited_at"),
    why="Whom a learner asked to look at one piece of her work",
)
class PeerInvite(models.Model):
    """A learner asks one classmate to look at one piece of her work. Append-only.

    It opens this piece to the classmate and nothing else, until it is closed or they share no section any more.
    """

    uuid = outside_uuid_field()
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="peer_invites", db_index=False
    )
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="peer_invites_made")
    peer = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="peer_invites_had")
    invited_at = instant_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "peer"], name="peer_invited_once_to_a_piece"),
        ]

    def __str__(self) -> str:
        return f"peer invite {self.pk}"


@holds_personal_data(keeps=("id", "invite", "written_at"), why="A classmate's own words; erasable")
class PeerWords(models.Model):
    """What the classmate wrote: two things she sees in the work, and one idea."""

    invite = models.OneToOneField(PeerInvite, on_delete=models.CASCADE, related_name="words")
    sees_first = models.TextField()
    sees_second = models.TextField()
    idea = models.TextField()
    written_at = instant_field()

    def __str__(self) -> str:
        return f"words of peer invite {self.invite_id}"


@holds_personal_data(keeps=("id", "invite", "closed_at"), why="A look that was closed, and by whom")
class PeerClosing(models.Model):
    """The learner or an adult who may rate her closed it: the piece is shut, the words are shown to adults only. Append-only."""

    invite = models.OneToOneField(PeerInvite, on_delete=models.PROTECT, related_name="closing")
    closed_at = instant_field()
    closed_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"closing of peer invite {self.invite_id}"
