"""The door of `signals`: what says that a plan needs an adult, who answers, and what was done."""

from headway.district.signals.policies import signal_learners, signal_policy
from headway.district.signals.services.addressing import escalate, hand_on
from headway.district.signals.services.raising import raise_signals, write_signals
from headway.district.signals.services.responding import end, follow_up, respond
from headway.district.signals.services.reviewing import review_pace

__all__ = [
    "end",
    "escalate",
    "follow_up",
    "hand_on",
    "raise_signals",
    "respond",
    "review_pace",
    "signal_learners",
    "signal_policy",
    "write_signals",
]
