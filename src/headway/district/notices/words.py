"""What notices are called, for each reader. A line may name the learner; a label, which mails use too, never does."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from headway.district.notices.types import Channel, NoticeKind, Reader

__all__ = ["CHANNELS", "action_of", "is_for", "label_of", "line_of"]

STAFF, LEARNER, FAMILY = Reader.STAFF, Reader.LEARNER, Reader.FAMILY

# In the inbox: (what it is, what can be done there).
_LINES: dict[NoticeKind, dict[Reader, tuple[Promise, Promise]]] = {
    NoticeKind.SIGNAL_ADDRESSED: {
        STAFF: (lazy("A signal about the plan of %(name)s is addressed to you."), lazy("Look and answer")),
    },
    NoticeKind.SIGNAL_OVERDUE: {
        STAFF: (
            lazy("A signal about the plan of %(name)s is still waiting for an answer."),
            lazy("Look and answer"),
        ),
    },
    NoticeKind.READY_WAITING: {
        STAFF: (
            lazy("The record of %(name)s holds all that is asked, and nobody has signed yet."),
            lazy("Look and sign"),
        ),
    },
    NoticeKind.FOLLOW_UP_DUE: {
        STAFF: (
            lazy("The day has come to see whether the support helped: %(name)s."),
            lazy("Say what you see"),
        ),
    },
    NoticeKind.CONTACT_DUE: {
        STAFF: (
            lazy("It is time to be in touch with the family of %(name)s."),
            lazy("Write down how it went"),
        ),
    },
    NoticeKind.HELP_ASKED: {
        STAFF: (lazy("%(name)s asks for an adult to come by."), lazy("Read the check-in")),
    },
    NoticeKind.OFFER_WAITING: {
        STAFF: (
            lazy("An offer for the plan of %(name)s is waiting for your answer."),
            lazy("Read the offer"),
        ),
        LEARNER: (lazy("An offer for your plan is waiting for your answer."), lazy("Read the offer")),
        FAMILY: (
            lazy("An offer for the plan of %(name)s is waiting for your signature."),
            lazy("Read and sign"),
        ),
    },
    NoticeKind.OFFER_SIGNED: {
        STAFF: (lazy("The plan of %(name)s is signed."), lazy("See the plan")),
        LEARNER: (lazy("Your plan is signed."), lazy("See your plan")),
        FAMILY: (lazy("The plan of %(name)s is signed."), lazy("See the plan")),
    },
    NoticeKind.STAGE_DECIDED: {
        STAFF: (lazy("How much %(name)s plans alone was decided anew."), lazy("See the stage")),
        LEARNER: (lazy("How much you plan on your own was decided anew."), lazy("See your stage")),
        FAMILY: (lazy("How much %(name)s plans alone was decided anew."), lazy("See the plan")),
    },
    NoticeKind.CHECK_IN_DUE: {
        STAFF: (lazy("It is time for the check-in of %(name)s."), lazy("Open the check-in")),
        LEARNER: (lazy("It is time for your check-in. It takes three minutes."), lazy("Check in")),
        FAMILY: (lazy("It is time for the check-in of %(name)s."), lazy("See what it is about")),
    },
    NoticeKind.CHECK_IN_ANSWERED: {
        STAFF: (lazy("%(name)s checked in."), lazy("Read it")),
        LEARNER: (lazy("Your check-in has an answer."), lazy("Read it")),
        FAMILY: (lazy("The check-in of %(name)s has an answer."), lazy("Read it")),
    },
    NoticeKind.CHECK_IN_CHANGED: {
        STAFF: (lazy("The check-in of %(name)s was changed by an adult at school."), lazy("Read it")),
        LEARNER: (
            lazy("Your check-in was changed by an adult at school. Look whether it says what you mean."),
            lazy("Read it"),
        ),
        FAMILY: (lazy("The check-in of %(name)s was changed by an adult at school."), lazy("Read it")),
    },
}

# In mails, before a number, and in the preferences.
_LABELS: dict[NoticeKind, dict[Reader, Promise]] = {
    NoticeKind.SIGNAL_ADDRESSED: {STAFF: lazy("Signals addressed to you")},
    NoticeKind.SIGNAL_OVERDUE: {STAFF: lazy("Signals still waiting for an answer")},
    NoticeKind.READY_WAITING: {STAFF: lazy("Learners who are ready and waiting")},
    NoticeKind.FOLLOW_UP_DUE: {STAFF: lazy("Follow-ups whose day has come")},
    NoticeKind.CONTACT_DUE: {STAFF: lazy("Families to be in touch with")},
    NoticeKind.HELP_ASKED: {STAFF: lazy("Learners who ask for an adult to come by")},
    NoticeKind.OFFER_WAITING: {
        STAFF: lazy("Offers for plans, waiting for your answer"),
        LEARNER: lazy("Offers for your plan"),
        FAMILY: lazy("Offers for your child's plan"),
    },
    NoticeKind.OFFER_SIGNED: {
        STAFF: lazy("Plans that were signed"),
        LEARNER: lazy("Your plan was signed"),
        FAMILY: lazy("Your child's plan was signed"),
    },
    NoticeKind.STAGE_DECIDED: {
        STAFF: lazy("Stages of planning that were decided"),
        LEARNER: lazy("Your stage of planning was decided"),
        FAMILY: lazy("Your child's stage of planning was decided"),
    },
    NoticeKind.CHECK_IN_DUE: {
        STAFF: lazy("Check-ins whose time has come"),
        LEARNER: lazy("Time for your check-in"),
        FAMILY: lazy("Time for your child's check-in"),
    },
    NoticeKind.CHECK_IN_ANSWERED: {
        STAFF: lazy("Check-ins of learners"),
        LEARNER: lazy("Answers to your check-ins"),
        FAMILY: lazy("Answers to your child's check-ins"),
    },
    NoticeKind.CHECK_IN_CHANGED: {
        STAFF: lazy("Check-ins that an adult changed"),
        LEARNER: lazy("Your check-ins that an adult changed"),
        FAMILY: lazy("Your child's check-ins that an adult changed"),
    },
}

CHANNELS: dict[Channel, Promise] = {
    Channel.DIGEST: lazy("In the daily mail"),
    Channel.AT_ONCE: lazy("By mail at once"),
    Channel.APP: lazy("Only here, no mail"),
}


def is_for(kind: NoticeKind, reader: Reader) -> bool:
    """Is this kind ever told to this reader?"""
    return reader in _LINES[kind]


def line_of(kind: NoticeKind, reader: Reader, name: str) -> str:
    """The sentence of an inbox. name: the learner's; empty where it is about nobody in particular."""
    sentence, _action = _LINES[kind].get(reader) or _LINES[kind][STAFF]
    # Translators: stands for a name in sentences such as "The plan of %(name)s is signed."
    somebody = name or _("a learner")
    return str(capfirst(str(sentence) % {"name": somebody}))


def action_of(kind: NoticeKind, reader: Reader) -> Promise:
    """What can be done where the notice leads."""
    return (_LINES[kind].get(reader) or _LINES[kind][STAFF])[1]


def label_of(kind: NoticeKind, reader: Reader) -> Promise:
    """The kind in a few words, naming nobody."""
    return _LABELS[kind].get(reader) or _LABELS[kind][STAFF]
