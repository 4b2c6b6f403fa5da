"""The rule that turns a body of evidence into a proposed level: data that a district chooses and versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from headway.mastery.facts import Refused
from headway.mastery.proficiency.checking import count_of, list_of, needed, settings_of
from headway.mastery.proficiency.requirements import Predicate, Tree, tree_from
from headway.mastery.proficiency.summaries import MostRecentConsistent, OfNumbers, Summary, summary_from
from headway.mastery.scales import MOST_LEVELS, Scale

MOST_RECENT_CONSISTENT = MostRecentConsistent.KIND

# Two pieces at the least: with one piece every rule is wrong more than a quarter of the time, and no rule for
# two or three pieces is right much more than four times in five. A district may ask for more.
DEFAULT_MINIMUM_PIECES = 2

FLAT = ("kind", "minimum_pieces", "window", "agreement", "version")
FIELDS = ("summary", "minimum_pieces", "requires", "version")


@dataclass(frozen=True)
class Requirement:
    """From a level on, a tree of predicates must hold in the pieces that reach the level in question."""

    from_level: int
    that: Tree

    def __post_init__(self) -> None:
        count_of("from_level", self.from_level, most=MOST_LEVELS)

    @classmethod
    def from_dict(cls, value: object) -> Requirement:
        settings = settings_of(value, "A requirement of the rule", ("from_level", "that"))
        level = needed(settings, "from_level", "A requirement of the rule")
        return cls(level, tree_from(needed(settings, "that", "A requirement of the rule")))  # type: ignore[arg-type]

    def to_dict(self) -> dict[str, object]:
        return {"from_level": self.from_level, "that": self.that.to_dict()}


@dataclass(frozen=True, init=False)
class Rule:
    """How a body of evidence is summarised, and what else a level asks for.

    minimum_pieces: pieces of evidence before a level is proposed at all. requires: a level is proposed only where
    every requirement from that level or an earlier one on holds; else the highest level before it for which they
    hold. version: the district's own name for this setting, kept with every proposal that it made.
    """

    summary: Summary
    minimum_pieces: int
    requires: tuple[Requirement, ...]
    version: str

    def __init__(
        self,
        summary: Summary | None = None,
        minimum_pieces: int = DEFAULT_MINIMUM_PIECES,
        requires: Iterable[Requirement] = (),
        version: str = "1",
        *,
        window: int | None = None,
        agreement: int | None = None,
    ) -> None:
        """window, agreement: of the default summary, for rules written by hand."""
        if summary is None:
            given = {"window": window, "agreement": agreement}
            summary = MostRecentConsistent(**{name: one for name, one in given.items() if one is not None})
        object.__setattr__(self, "summary", summary)
        object.__setattr__(self, "minimum_pieces", count_of("minimum_pieces", minimum_pieces))
        object.__setattr__(self, "requires", tuple(requires))
        object.__setattr__(self, "version", version)
        self._check()

    def _check(self) -> None:
        if not isinstance(self.version, str) or not self.version.strip():
            raise Refused("rule_version", "The rule has no version; give it a short name, such as “1”.")
        if self.minimum_pieces < self.summary.least:
            raise Refused(
                "rule_minimum",
                f"The minimum ({self.minimum_pieces}) is smaller than the agreement ({self.summary.least}); "
                "ask for at least as many pieces as must agree.",
            )

    def check_for(self, scale: Scale) -> Rule:
        """The rule itself; refused where it speaks of a level that the scale doesn't have."""
        for requirement in self.requires:
            if requirement.from_level > scale.size:
                raise Refused(
                    "rule_level",
                    f"A requirement begins at level {requirement.from_level}, and the scale has levels 1 to "
                    f"{scale.size}; begin at one of them.",
                    level=requirement.from_level,
                    size=scale.size,
                )
        return self

    # -- what it asks for --

    @property
    def kind(self) -> str:
        return self.summary.kind

    @property
    def window(self) -> int | None:
        return getattr(self.summary, "window", None)

    @property
    def agreement(self) -> int | None:
        return getattr(self.summary, "agreement", None)

    @property
    def asks_for_circumstances(self) -> bool:
        """Whether ratings must come with their circumstances."""
        return any(predicate.asks_for_circumstances for predicate in self.predicates())

    @property
    def asks_for_today(self) -> bool:
        """Whether a level may change as days go by, without any new evidence."""
        return any(predicate.only.within_days is not None for predicate in self.predicates())

    @property
    def is_for_staff_only(self) -> bool:
        """Whether it makes a number on the way, which no learner or family is shown."""
        return isinstance(self.summary, OfNumbers)

    def predicates(self) -> Iterator[Predicate]:
        for requirement in self.requires:
            yield from requirement.that.leaves()

    # -- stored form --

    @classmethod
    def from_dict(cls, value: object) -> Rule:
        """From stored settings; what is left out takes the default. The flat form {kind, window, …} stays valid.

        Refused: what is not known, of the wrong type, could never be met, or contradicts itself.
        """
        if isinstance(value, Mapping) and not {"summary", "requires"} & set(value):
            return cls._from_flat(value)
        settings = settings_of(value, "The rule", FIELDS)
        parts = {name: settings[name] for name in ("minimum_pieces", "version") if name in settings}
        summary = summary_from(settings["summary"]) if "summary" in settings else None
        requires = [Requirement.from_dict(one) for one in list_of("requires", settings.get("requires", ()))]
        if "minimum_pieces" not in parts and summary is not None:
            parts["minimum_pieces"] = max(DEFAULT_MINIMUM_PIECES, summary.least)
        return cls(summary, requires=requires, **parts)  # type: ignore[arg-type]

    @classmethod
    def _from_flat(cls, value: Mapping[str, object]) -> Rule:
        settings = settings_of(value, "The rule", FLAT)
        if settings.get("kind") != MOST_RECENT_CONSISTENT:
            if "kind" not in settings:
                raise Refused(
                    "rule_kind", f"The rule doesn't say its kind; use one of {MOST_RECENT_CONSISTENT}."
                )
            raise Refused(
                "rule_kind",
                f"“{settings['kind']}” is not a kind of rule; use one of {MOST_RECENT_CONSISTENT}. "
                "Other ways stand in its summary: {summary: {kind: …}}.",
                kind=str(settings["kind"]),
            )
        summary = MostRecentConsistent(
            **{name: settings[name] for name in ("window", "agreement") if name in settings}  # type: ignore[arg-type]
        )
        parts = {name: settings[name] for name in ("minimum_pieces", "version") if name in settings}
        return cls(summary, **parts)  # type: ignore[arg-type]

    def to_dict(self) -> dict[str, object]:
        """As it is stored: flat where that says it all."""
        if isinstance(self.summary, MostRecentConsistent) and not self.requires:
            return {
                "kind": self.kind,
                "minimum_pieces": self.minimum_pieces,
                "window": self.summary.window,
                "agreement": self.summary.agreement,
                "version": self.version,
            }
        return {
            "summary": self.summary.to_dict(),
            "minimum_pieces": self.minimum_pieces,
            "requires": [requirement.to_dict() for requirement in self.requires],
            "version": self.version,
        }
