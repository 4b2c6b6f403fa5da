"""Words of signals that other apps may hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["EndOfSignal", "FollowUpOutcome", "ResponseKind", "SignalKind"]


class SignalKind(models.TextChoices):
    """What the record says about a plan; each goes to an adult by name and asks for a response."""

    OFF_TARGET = "off_target", _("The plan needs adjusting")
    STALLED = "stalled", _("The work has come to a halt")
    NOT_SEEN = "not_seen", _("Not seen lately")
    NOT_NEGOTIATED = "not_negotiated", _("No target agreed yet")
    WAITING = "waiting", _("Ready, and waiting")


class ResponseKind(models.TextChoices):
    """What a school does: the responses that the founding articles name. A plan that is only read is none of them."""

    ENGAGE = "engage", _("Talk with learner and family")
    RESOURCES = "resources", _("More or other resources")
    TIME = "time", _("More time")
    PLAN = "plan", _("An individual plan")


class FollowUpOutcome(models.TextChoices):
    """What the follow-up found. Only `going` and `met` end the response; the others want a further one."""

    GOING = "going", _("The plan is going again")
    MET = "met", _("The target is met")
    MORE = "more", _("More support is needed")


class EndOfSignal(models.TextChoices):
    """How a signal came to its end. `response` needs a response with an owner and a follow-up."""

    RESPONSE = "response", _("Answered with a response")
    LAPSED = "lapsed", _("No longer so; an adult has seen it")
    MISTAKEN = "mistaken", _("Raised on a mistaken record")
