"""Which signals the record gives today, and on which thresholds."""

from headway.mastery.pacing.signals.policy import SignalPolicy

__all__ = ["SignalPolicy"]
