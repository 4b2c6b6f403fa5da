"""The rule that turns a body of evidence into a proposed level: data that a district chooses and versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from headway.mastery.facts import Refused

MOST_RECENT_CONSISTENT = "most_recent_consistent"
KINDS = (MOST_RECENT_CONSISTENT,)

# Two pieces at the least: with one piece every rule is wrong more than a quarter of the time, and no rule for
# two or three pieces is right much more than four times in five. A district may ask for more.
DEFAULT_MINIMUM_PIECES = 2
DEFAULT_WINDOW = 3
DEFAULT_AGREEMENT = 2
# Longer windows would let work from long ago outweigh what a learner can do now.
LONGEST_WINDOW = 12


@dataclass(frozen=True)
class Rule:
    """Most recent consistent: the highest level that `agreement` of the last `window` pieces reach.

    minimum_pieces: pieces of evidence before a level is proposed at all. version: the district's own name for
    this setting, kept with every proposal that it made.
    """

    kind: str = MOST_RECENT_CONSISTENT
    minimum_pieces: int = DEFAULT_MINIMUM_PIECES
    window: int = DEFAULT_WINDOW
    agreement: int = DEFAULT_AGREEMENT
    version: str = "1"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Refused(
                "rule_kind",
                f"“{self.kind}” is not a kind of rule; use one of {', '.join(KINDS)}.",
                kind=self.kind,
            )
        for name in ("minimum_pieces", "window", "agreement"):
            _check_count(name, getattr(self, name))
        if not isinstance(self.version, str) or not self.version.strip():
            raise Refused("rule_version", "The rule has no version; give it a short name, such as “1”.")
        if self.window > LONGEST_WINDOW:
            raise Refused(
                "rule_window",
                f"The window is {self.window} pieces; use at most {LONGEST_WINDOW}, "
                "so that recent work is what counts.",
            )
        if self.agreement > self.window:
            raise Refused(
                "rule_agreement",
                f"The agreement ({self.agreement}) is larger than the window ({self.window}); "
                "no level could ever be proposed. Make it smaller, or the window larger.",
            )
        if self.minimum_pieces < self.agreement:
            raise Refused(
                "rule_minimum",
                f"The minimum ({self.minimum_pieces}) is smaller than the agreement ({self.agreement}); "
                "ask for at least as many pieces as must agree.",
            )

    @classmethod
    def from_dict(cls, value: Mapping[str, object]) -> Rule:
        """From stored settings. The kind must be named; what is left out takes the default."""
        known = [field.name for field in fields(cls)]
        unknown = [name for name in value if name not in known]
        if unknown:
            raise Refused(
                "rule_fields",
                f"The rule has a setting “{unknown[0]}” that is not known; use {', '.join(known)}.",
                unknown=unknown,
            )
        if "kind" not in value:
            raise Refused("rule_kind", f"The rule doesn't say its kind; use one of {', '.join(KINDS)}.")
        return cls(**value)  # type: ignore[arg-type]

    def to_dict(self) -> dict[str, object]:
        return asdict(self)


def _check_count(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Refused(
            "rule_count",
            f"The setting {name} is {value!r}; use a whole number from 1 on.",
            field=name,
        )
