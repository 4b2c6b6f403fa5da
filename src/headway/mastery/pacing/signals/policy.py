"""When the record says that a plan needs an adult, and how long an answer may take: the district's thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from headway.mastery.facts import Refused

__all__ = ["SignalPolicy"]

# The least and the most of each setting; what lies outside is a slip of the keyboard.
_LIMITS: Mapping[str, tuple[float, float]] = {
    "chance_below": (0.01, 0.99),
    "lead_days": (0, 120),
    "stalled_days": (5, 120),
    "not_seen_days": (2, 60),
    "negotiate_days": (1, 120),
    "waiting_days": (1, 60),
    "answer_days": (1, 30),
    "escalate_days": (1, 30),
    "review_weeks": (1, 26),
    "shallow_share": (0, 1),
    "depth_weeks": (4, 52),
    "depth_fewest": (1, 30),
}


@dataclass(frozen=True, slots=True)
class SignalPolicy:
    """Thresholds; all days are instructional days.

    chance_below: off target when the chance to reach the agreed date is below this. lead_days: not in the last days
    before the date, where nothing can change the plan any more (it is then a matter of a new date). stalled_days: none
    of the work became more proficient for so long, although there was time. not_seen_days: no evidence, check-in or
    attendance. negotiate_days: an active domain without an agreed target. waiting_days: ready, and nobody signed.
    answer_days: how long the addressee has. escalate_days: after further so many it goes to the next adult.
    review_weeks: how often an adult looks at every learner's pace (R142). shallow_share, depth_weeks, depth_fewest: going
    deeper is suggested where the pace of the last so many weeks reaches its rate, and of at least so many competencies
    gained whose evidence names a depth more than this share rest on recall and routine (R072).
    """

    chance_below: float = 0.25
    lead_days: int = 0
    stalled_days: int = 20
    not_seen_days: int = 8
    negotiate_days: int = 10
    waiting_days: int = 5
    answer_days: int = 5
    escalate_days: int = 5
    review_weeks: int = 4
    shallow_share: float = 0.5
    depth_weeks: int = 12
    depth_fewest: int = 3

    @classmethod
    def from_dict(cls, parameters: Mapping[str, Any]) -> SignalPolicy:
        """Raises Refused whose `params["field"]` names the setting."""
        if not isinstance(parameters, Mapping):
            raise _refused("parameters", "The thresholds of signals are written as names with values.")
        for name in parameters:
            if name not in _LIMITS:
                raise _refused(str(name), f"There is no setting called {name}; remove it.")
        read = {}
        for one in fields(cls):
            value = parameters.get(one.name, one.default)
            least, most = _LIMITS[one.name]
            whole = one.type == "int"
            usable = not isinstance(value, bool) and isinstance(value, int if whole else (int, float))
            if not usable or not least <= value <= most:
                kind = "a whole number" if whole else "a number"
                raise Refused(
                    "setting_whole" if whole else "setting_number",
                    f"{one.name} is {kind} from {least:g} to {most:g}.",
                    field=one.name,
                    least=least,
                    most=most,
                )
            read[one.name] = value
        return cls(**read)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def _refused(name: str, sentence: str) -> Refused:
    return Refused("signal_settings", sentence, field=name)
