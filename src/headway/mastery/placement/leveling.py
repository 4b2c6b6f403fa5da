"""The way a district levels, as data; and what several sources together suggest for one domain or strand.

Sources stand side by side. Levels are ordinal, so nothing is added up or divided: one source leads, and the others say
whether they agree. A person's judgement outranks a score; otherwise the newest firm source leads.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headway.mastery.facts import Refused

__all__ = [
    "DECIDERS",
    "JUDGEMENT",
    "LevelingPolicy",
    "Source",
    "Suggested",
    "closure_below",
    "suggest_level",
]

DECIDERS = ("counsellor", "teacher", "leader")
JUDGEMENT = "judgement"
_FIRMNESS = {"firm": 2, "likely": 1, "open": 0}
HIGHEST_LEVEL = 13
MOST_LEVELS_BELOW = 6
MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class LevelingPolicy:
    """Which domains are leveled, where entrants of a school usually begin, when to look again, and who decides.

    core, leveled: domain codes; empty: every academic domain. entry: a school's uuid or code (or "*") → the levels at
    which learners usually enter it; it opens plan tasks and stands on no page of learners or families. plan_below: from
    how many levels below the usual entry a plan task opens. review_months: when a decision is looked at again.
    """

    core: tuple[str, ...] = ()
    leveled: tuple[str, ...] = ()
    entry: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    plan_below: int = 2
    review_months: int = 6
    deciders: tuple[str, ...] = DECIDERS

    @classmethod
    def from_dict(cls, parameters: Mapping[str, Any]) -> LevelingPolicy:
        """Raises Refused whose `params["field"]` names the setting."""
        if not isinstance(parameters, Mapping):
            raise _refused("leveling_settings", "", "The way of leveling is written as names with values.")
        for name in parameters:
            if name not in {"core", "leveled", "entry", "plan_below", "review_months", "deciders"}:
                raise _refused("leveling_unknown", name, f"There is no setting called {name}; remove it.")
        policy = cls(
            core=_texts(parameters.get("core", ()), "core"),
            leveled=_texts(parameters.get("leveled", ()), "leveled"),
            entry=_entry(parameters.get("entry", {})),
            plan_below=_whole(parameters.get("plan_below", 2), "plan_below", 1, MOST_LEVELS_BELOW),
            review_months=_whole(parameters.get("review_months", 6), "review_months", 1, MOST_MONTHS),
            deciders=_texts(parameters.get("deciders", DECIDERS), "deciders"),
        )
        if not policy.deciders or set(policy.deciders) - set(DECIDERS):
            raise _refused(
                "leveling_deciders",
                "deciders",
                f"Name at least one of: {', '.join(DECIDERS)}, and nobody else.",
            )
        if policy.leveled and set(policy.core) - set(policy.leveled):
            raise _refused(
                "leveling_core", "core", "Every core domain is leveled too; add it to the leveled domains."
            )
        return policy

    def to_dict(self) -> dict[str, Any]:
        return {
            "core": list(self.core),
            "leveled": list(self.leveled),
            "entry": {school: list(levels) for school, levels in self.entry.items()},
            "plan_below": self.plan_below,
            "review_months": self.review_months,
            "deciders": list(self.deciders),
        }

    def entry_levels(self, *schools: str) -> tuple[int, ...]:
        """The usual entry levels of the first of these names that the policy knows; of "*" otherwise."""
        for school in (*schools, "*"):
            if school in self.entry:
                return self.entry[school]
        return ()

    def is_far(self, level: int, expected: int | None) -> bool:
        """Whether a level asks for a plan of its own. Without a usual entry nobody is measured by it."""
        return expected is not None and expected - level >= self.plan_below


@dataclass(frozen=True, slots=True)
class Source:
    """One source for one domain or strand. levels: one, or two at a border. on: days since 1970."""

    kind: str
    levels: tuple[int, ...]
    confidence: str
    on: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the sources suggest. leading: which source; differing: those whose levels have none in common with it."""

    levels: tuple[int, ...] = ()
    leading: int | None = None
    differing: tuple[int, ...] = ()

    @property
    def is_border(self) -> bool:
        return len(self.levels) > 1

    def departs(self, level: int) -> bool:
        """A decision departs when something was suggested, and this was not among it."""
        return bool(self.levels) and level not in self.levels


def suggest_level(sources: Sequence[Source]) -> Suggested:
    """Which source leads, and which of the others say something else.

    The newest judgement leads; without one the newest firm source, then likely, then open; of two of one day the later
    in the list. Only the newest source of each kind is asked whether it agrees: an old test does not contradict a newer
    one of its kind.
    """
    if not sources:
        return Suggested()
    places = range(len(sources))
    judged = [place for place in places if sources[place].kind == JUDGEMENT]
    if judged:
        leading = max(judged, key=lambda place: (sources[place].on, place))
    else:
        leading = max(
            places,
            key=lambda place: (_FIRMNESS.get(sources[place].confidence, 0), sources[place].on, place),
        )
    newest: dict[str, int] = {}
    for place in sorted(places, key=lambda place: (sources[place].on, place)):
        newest[sources[place].kind] = place
    levels = sources[leading].levels
    differing = tuple(
        place
        for kind, place in sorted(newest.items(), key=lambda one: one[1])
        if kind != sources[leading].kind and not set(levels) & set(sources[place].levels)
    )
    return Suggested(levels, leading, differing)


def closure_below(
    below: Collection[int], gates: Mapping[int, Collection[int]], allowed: Collection[int]
) -> tuple[int, ...]:
    """These competencies and everything that they stand on by essential arrows, as far as allowed.

    A competency that is not allowed ends the way: what is open under it stays open.
    """
    wanted, waiting = set(), [one for one in below if one in allowed]
    while waiting:
        one = waiting.pop()
        if one in wanted:
            continue
        wanted.add(one)
        waiting.extend(before for before in gates.get(one, ()) if before in allowed and before not in wanted)
    return tuple(sorted(wanted))


# -- reading single settings --


def _entry(value: Any) -> dict[str, tuple[int, ...]]:
    if not isinstance(value, Mapping):
        raise _refused("leveling_entry", "entry", "Usual entry levels are written as school → levels.")
    found: dict[str, tuple[int, ...]] = {}
    for school, levels in value.items():
        if not isinstance(school, str) or not school.strip():
            raise _refused("leveling_entry", "entry", "Name each school by its code or identifier.")
        listed = levels if isinstance(levels, list | tuple) else [levels]
        if not listed:
            raise _refused(
                "leveling_entry_none", f"entry.{school}", "Give at least one level, or leave the school out."
            )
        found[school.strip()] = tuple(
            sorted({_whole(one, f"entry.{school}", 0, HIGHEST_LEVEL) for one in listed})
        )
    return found


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise _refused("leveling_list", where, "Write a list of codes.")
    if not all(isinstance(one, str) and one.strip() for one in value):
        raise _refused("leveling_list", where, "Write a list of codes, none of them empty.")
    return tuple(dict.fromkeys(one.strip() for one in value))


def _whole(value: Any, where: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise _refused(
            "leveling_number", where, f"Write a whole number from {least} to {most}.", least=least, most=most
        )
    return value


def _refused(code: str, where: str, sentence: str, **params: object) -> Refused:
    return Refused(code, sentence, field=where, **params)
