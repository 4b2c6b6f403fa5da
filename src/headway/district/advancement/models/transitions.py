"""Changes of school and of year: who comes, what is still open, who sees to it; and learners beyond what is taught."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "learner", "from_school", "to_school", "starts_on", "ended_at"),
    why="Which school a learner comes to next, so that it can get ready",
)
class Transition(models.Model):
    """A learner is going to change schools. The receiving school's counsellors and leaders see her foundations.

    This is the reason, and the only one, for which they may look before she is theirs; each look is in the trail.
    """

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="transitions")
    from_school = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="transitions_out"
    )
    to_school = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="transitions_in"
    )
    starts_on = models.DateField()
    # Foundations are looked at up to this level; None: up to the level at which her school ends (Feeder).
    through_level = models.PositiveSmallIntegerField(null=True, blank=True)
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="transitions_owned"
    )
    in_bridge = models.BooleanField(
        default=False, help_text="She is invited to the bridge before school begins"
    )
    planned_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    planned_at = instant_field()
    ended_at = instant_field(null=True, blank=True, help_text="It happened, or it was called off")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(ended_at__isnull=True), name="one_transition_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(from_school=F("to_school")), name="transition_changes_schools"
            ),
        ]

    def __str__(self) -> str:
        return f"transition {self.pk}"


@holds_no_personal_data
class Rollover(models.Model):
    """One change of the school year. before and after: digests over every standing, open step and plan, which agree."""

    uuid = outside_uuid_field()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()
    done_at = instant_field()
    done_by = models.CharField(max_length=64, help_text="The actor's key")
    attempt = models.PositiveSmallIntegerField(default=1, help_text="Grows where one was taken back")
    learners = models.PositiveIntegerField(default=0)
    before = models.CharField(max_length=64)
    after = models.CharField(max_length=64)
    report = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "to_year", "attempt"], name="rollover_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"rollover to {self.to_year}"


@holds_no_personal_data
class RolloverWithdrawal(models.Model):
    """A change of the year that was taken back within a day: rosters and schools are as they were. Append-only."""

    rollover = models.OneToOneField(Rollover, on_delete=models.PROTECT, related_name="withdrawal")
    recorded_at = instant_field()
    done_by = models.CharField(max_length=64, help_text="The actor's key")

    def __str__(self) -> str:
        return f"withdrawal of rollover {self.rollover_id}"


@holds_no_personal_data
class Feeder(models.Model):
    """Where most learners of a school go when it ends for them, and up to which level its foundations reach."""

    from_school = models.OneToOneField(
        "people.Organisation", on_delete=models.CASCADE, related_name="feeds_into"
    )
    to_school = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="fed_by")
    through_level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(from_school=F("to_school")), name="feeder_changes_schools"),
        ]

    def __str__(self) -> str:
        return f"from {self.from_school_id} to {self.to_school_id}"


@holds_personal_data(
    keeps=("id", "uuid", "learner", "domain_code", "flagged_at", "closed_at", "way"),
    why="A learner has gone beyond what her teachers teach; somebody finds her a way on (R059)",
)
class BeyondReach(models.Model):
    """Open until a way on is found: another group, a course elsewhere, dual enrolment, a mentor."""

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="beyond_reach")
    domain_code = models.CharField(max_length=120)
    flagged_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    flagged_at = instant_field()
    way = models.CharField(
        max_length=16, blank=True, default="", help_text="regroup | course | dual | mentor"
    )
    closed_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = instant_field(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "domain_code"],
                condition=Q(closed_at__isnull=True),
                name="beyond_reach_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"beyond reach {self.pk}"


@holds_personal_data(keeps=("id", "beyond"), why="What was thought of, in words; erasable")
class BeyondReachWords(models.Model):
    beyond = models.OneToOneField(BeyondReach, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of beyond reach {self.beyond_id}"
