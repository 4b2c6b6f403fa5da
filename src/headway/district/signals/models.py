"""Signals about a plan, to whom each went, what was done, and whether it helped."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import instant_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data
from headway.district.signals.types import EndOfSignal, FollowUpOutcome, ResponseKind, SignalKind


@holds_personal_data(
    keeps=("id", "uuid", "learner", "kind", "domain_code", "target", "since_on", "recorded_at", "open"),
    why="The record says that a plan needs an adult",
)
class Signal(models.Model):
    """One signal about one learner's plan; staff only. Never two open ones of a kind for the same target or domain.

    The row itself is kept; `open` is the projection of its end, so that one open signal can be a constraint.
    since_on: from when the evidence says so. evidence: the numbers on which it was raised, as codes and dates; they are
    kept. latest, latest_on: the numbers of the last night that told of it, and that night; a projection.
    still: whether tonight's reading still says so (a reading that changed closes nothing by itself).
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="signals")
    kind = models.CharField(max_length=16, choices=SignalKind)
    domain_code = models.CharField(max_length=120, blank=True, default="")
    target = models.ForeignKey(
        "agreements.Target", null=True, blank=True, on_delete=models.PROTECT, related_name="signals"
    )
    # What it is about, as one text: the target's uuid or the domain's code. Keeps one open signal to each.
    subject = models.CharField(max_length=160)
    since_on = models.DateField()
    evidence = models.JSONField(default=dict)
    latest = models.JSONField(default=dict)
    latest_on = models.DateField(null=True, blank=True)
    policy_version = models.CharField(max_length=64)
    recorded_at = instant_field()
    open = models.BooleanField(default=True)
    still = models.BooleanField(default=True)
    addressee = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="signals_to_answer"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "kind", "subject"], condition=Q(open=True), name="open_signal_once"
            ),
        ]
        indexes = [
            models.Index(fields=["addressee", "open"], name="signals_of_addressee"),
            models.Index(fields=["learner", "open"], name="signals_of_learner"),
            models.Index(fields=["open", "recorded_at"], name="signals_open"),
        ]

    def __str__(self) -> str:
        return f"signal {self.pk}"


@holds_personal_data(
    keeps=("id", "signal", "person", "because", "at"), why="Who was to answer, and since when"
)
class Addressing(models.Model):
    """Append-only. because: adviser | teacher | counsellor | leader | handed_on | escalated | nobody."""

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="addressings")
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    because = models.CharField(max_length=16)
    named_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = instant_field()

    def __str__(self) -> str:
        return f"addressing of signal {self.signal_id}"


@holds_personal_data(
    keeps=("id", "uuid", "signal", "kind", "owner", "begins_on", "follow_up_on", "recorded_at"),
    why="What an adult does about a signal",
)
class Response(models.Model):
    """Append-only. begins_on: the day of the first support. owner sees to it; follow_up_on: when somebody looks again."""

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=16, choices=ResponseKind)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="responses_owned")
    begins_on = models.DateField()
    follow_up_on = models.DateField()
    plan_task = models.UUIDField(null=True, blank=True, help_text="The individual plan that it opened")
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = instant_field()
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "follow_up_on"], name="responses_to_follow_up")]

    def __str__(self) -> str:
        return f"response {self.pk}"


@holds_personal_data(keeps=("id", "response"), why="What is done, in words; erasable")
class ResponseWords(models.Model):
    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of response {self.response_id}"


@holds_personal_data(
    keeps=("id", "response", "outcome", "held_on", "recorded_at"), why="Whether a response helped"
)
class FollowUp(models.Model):
    """Append-only; a response is followed up once, and what needs more gets a further response."""

    response = models.OneToOneField(Response, on_delete=models.PROTECT, related_name="follow_up")
    outcome = models.CharField(max_length=8, choices=FollowUpOutcome)
    held_on = models.DateField()
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = instant_field()

    def __str__(self) -> str:
        return f"follow-up of response {self.response_id}"


@holds_personal_data(keeps=("id", "follow_up"), why="What was seen, in words; erasable")
class FollowUpWords(models.Model):
    follow_up = models.OneToOneField(FollowUp, on_delete=models.CASCADE, related_name="words")
    text = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of follow-up {self.follow_up_id}"


@holds_personal_data(keeps=("id", "signal", "ending", "ended_at"), why="A signal came to its end")
class SignalEnd(models.Model):
    """Append-only; a signal ends once. Evidence that arrives later about the time before changes nothing here."""

    signal = models.OneToOneField(Signal, on_delete=models.PROTECT, related_name="end")
    ending = models.CharField(max_length=16, choices=EndOfSignal)
    response = models.ForeignKey(
        Response, null=True, blank=True, on_delete=models.PROTECT, related_name="ends"
    )
    ended_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = instant_field()

    def __str__(self) -> str:
        return f"end of signal {self.signal_id}"


@holds_personal_data(keeps=("id", "end"), why="Why, in words; erasable")
class SignalEndWords(models.Model):
    end = models.OneToOneField(SignalEnd, on_delete=models.CASCADE, related_name="words")
    reason = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"words of end {self.end_id}"


@holds_personal_data(
    keeps=("id", "learner", "reviewed_by", "reviewed_on"), why="An adult looked at a learner's pace"
)
class PaceReview(models.Model):
    """Append-only: an adult says that she looked at how the plan goes. Other acts count as a review too (see README)."""

    learner = models.ForeignKey("people.Learner", on_delete=models.PROTECT, related_name="pace_reviews")
    reviewed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField()
    recorded_at = instant_field()
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["learner", "reviewed_on"], name="pace_reviews_of_learner")]

    def __str__(self) -> str:
        return f"pace review {self.pk}"
