"""What the state's test of a school year asks, as the district says it: levels of the continuum, subject by subject.

A lens of adults beside growth on the continuum (R073). It translates no result into a level and no level into a result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headway.mastery.facts import Refused

__all__ = ["LAST_YEAR", "StateLens", "is_span"]

# Kindergarten is 0; 13 is a year after the twelfth.
LAST_YEAR = 13


def is_span(given: Any) -> bool:
    """Whether these are a first and a last school year: two whole numbers, the first not after the last."""
    if not isinstance(given, Sequence) or len(given) != 2:
        return False
    whole = [one for one in given if isinstance(one, int) and not isinstance(one, bool)]
    return len(whole) == 2 and 0 <= whole[0] <= whole[1] <= LAST_YEAR


@dataclass(frozen=True, slots=True)
class StateLens:
    """years: per domain the first and the last school year with a state test. The test of a year asks the competencies at
    the level of that number. profile: which files hold the state's results ("" for none).

    Without any domain the lens is off. That is the default: nobody but the district knows what its state's test asks.
    """

    years: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    profile: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.years)

    def domains_in(self, year: int) -> tuple[str, ...]:
        """The domains (codes) that are tested in this school year."""
        return tuple(code for code, (first, last) in self.years.items() if first <= year <= last)

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> StateLens:
        """From the policy's parameters {"years": {domain: [first, last]}, "profile": code}. Raises Refused."""
        years = {}
        for code, span in dict(given.get("years") or {}).items():
            if not is_span(span):
                raise Refused(
                    f"years.{code}",
                    f"For {code} give the first and the last school year with a test, whole numbers from 0 to "
                    f"{LAST_YEAR}, the first not after the last; leave both empty where there is none.",
                )
            years[str(code)] = (span[0], span[1])
        return cls(years, str(given.get("profile") or ""))

    def to_dict(self) -> dict[str, Any]:
        return {"years": {code: list(span) for code, span in self.years.items()}, "profile": self.profile}
