"""Where a learner begins, domain by domain: who looked, what spoke for it, what was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data
from headway.district.placement.types import Confidence, LevelingReason

# The line ends with level 13 at the latest; one beyond it says that all of it is met.
_ON_THE_LINE = {"level__gte": 0, "level__lte": 14}


@holds_personal_data(
    keeps=("id", "uuid", "learner", "reason", "opened_at", "closed_at"),
    why="Somebody sits down to see where a learner is",
)
class LevelingSession(models.Model):
    """The sources of all domains side by side, until every wanted domain has a decision.

    expected_level: where learners who enter with her usually begin, as the district's policy or the roster says it;
    for opening a plan task only, never on a page of learners or families.
    """

    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="leveling_sessions")
    reason = models.CharField(max_length=16, choices=LevelingReason, default=LevelingReason.ENTRY)
    expected_level = models.PositiveSmallIntegerField(null=True, blank=True)
    opened_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = instant_field()
    closed_at = instant_field(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(closed_at__isnull=True), name="open_leveling_once"
            ),
        ]

    def __str__(self) -> str:
        return f"leveling session {self.pk}"


@holds_personal_data(
    keeps=("id", "uuid", "learner", "domain_code", "strand_code", "level", "observed_on", "recorded_at"),
    why="A teacher's judgement of where a learner is, as a source of its own",
)
class Judgement(models.Model):
    """What a teacher thinks, and how firmly. Append-only; it suggests, and it may be the only source (R018)."""

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="level_judgements")
    domain_code = models.CharField(max_length=120)
    strand_code = models.CharField(max_length=120, blank=True, default="")
    level = models.PositiveSmallIntegerField(help_text="A level of the continuum")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.LIKELY)
    observed_on = models.DateField()
    recorded_at = instant_field()
    judged_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(**_ON_THE_LINE), name="judged_level_on_the_line")]

    def __str__(self) -> str:
        return f"judgement {self.pk}"


@holds_personal_data(keeps=("id", "judgement"), why="Why, in the teacher's words; erasable")
class JudgementWords(models.Model):
    judgement = models.OneToOneField(Judgement, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of judgement {self.judgement_id}"


@holds_personal_data(
    keeps=(
        "id",
        "uuid",
        "learner",
        "domain_code",
        "strand_code",
        "level",
        "decided_on",
        "recorded_at",
        "departs",
        "review_on",
    ),
    why="The decision on where a learner begins in one domain or strand",
)
class Placement(models.Model):
    """A person decided where a learner begins in one domain, or in one strand of it. Append-only; the latest stands.

    A strand without a decision of its own follows its domain. `suggestion` keeps what the sources suggested at that
    moment, so that the decision can be explained for ever. `opens` lists the competencies (row ids) that the person
    took as met on arrival, because the level stands on them; they are determinations with the basis "placement".
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    session = models.ForeignKey(
        LevelingSession, null=True, blank=True, on_delete=models.PROTECT, related_name="placements"
    )
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="placements", db_index=False
    )
    domain_code = models.CharField(max_length=120)
    strand_code = models.CharField(max_length=120, blank=True, default="")
    level = models.PositiveSmallIntegerField(help_text="A level of the continuum")
    confidence = models.CharField(max_length=8, choices=Confidence)
    # What weighed most: a kind of source.
    basis = models.CharField(max_length=16)
    suggestion = models.JSONField(default=dict)
    departs = models.BooleanField(
        default=False, help_text="The decision differs from what the sources suggest"
    )
    opens = models.JSONField(default=list, blank=True)
    decided_on = models.DateField()
    recorded_at = instant_field()
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField(null=True, blank=True)
    act = models.UUIDField(null=True, blank=True, help_text="The act that made many at once (its audit row)")
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(**_ON_THE_LINE), name="placed_level_on_the_line")]
        indexes = [
            models.Index(
                fields=["learner", "domain_code", "strand_code", "recorded_at", "id"],
                name="placement_history",
            ),
            models.Index(fields=["review_on"], name="placements_to_review"),
        ]

    def __str__(self) -> str:
        return f"placement {self.pk}"


@holds_personal_data(keeps=("id", "placement"), why="The reason in the decider's own words; erasable")
class PlacementWords(models.Model):
    """reason: for staff, wanted where the decision departs. start_here: to the learner, in language of strengths."""

    placement = models.OneToOneField(Placement, on_delete=models.CASCADE, related_name="words")
    reason = models.TextField(blank=True, default="")
    start_here = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of placement {self.placement_id}"


@holds_personal_data(keeps=("id", "placement", "recorded_at"), why="Undo, as an act of its own")
class PlacementWithdrawal(models.Model):
    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="withdrawal")
    recorded_at = instant_field()
    withdrawn_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"withdrawal of placement {self.placement_id}"


@holds_personal_data(
    keeps=("id", "uuid", "placement", "asked_at"), why="A learner, a family or a teacher asks to look again"
)
class PlacementAppeal(models.Model):
    """Append-only. An open appeal stands on the list of whoever levels until a person answers it."""

    uuid = outside_uuid_field()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="appeals")
    asked_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = instant_field()

    def __str__(self) -> str:
        return f"appeal {self.pk}"


@holds_personal_data(keeps=("id", "appeal"), why="The wish in a person's own words; erasable")
class PlacementAppealWords(models.Model):
    appeal = models.OneToOneField(PlacementAppeal, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of appeal {self.appeal_id}"


@holds_personal_data(keeps=("id", "appeal", "answered_at", "placement"), why="What was answered to an appeal")
class PlacementAppealAnswer(models.Model):
    """Append-only. placement: the new decision, where the level was changed; answer: words to whoever asked."""

    appeal = models.OneToOneField(PlacementAppeal, on_delete=models.PROTECT, related_name="answer")
    placement = models.ForeignKey(
        Placement, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    answered_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = instant_field()
    code = models.CharField(max_length=16, help_text="kept | changed | taken_back")

    def __str__(self) -> str:
        return f"answer to appeal {self.appeal_id}"
