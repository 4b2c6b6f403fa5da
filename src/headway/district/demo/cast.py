"""Who the simulated people are: families with names, languages and accounts. Invented, and the same for one seed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from headway.mastery.simulation import SimulatedDistrict
from headway.mastery.simulation.district import GENDERS, HOME_LANGUAGES, ORIGINS
from headway.mastery.simulation.draws import Draws

__all__ = ["Adult", "Cast", "Child", "cast"]

Names = Mapping[str, Mapping[str, list[str]]]
# How many children of one family go to school here, and how often.
FAMILY_SIZES = (0.58, 0.31, 0.11)
TWO_GUARDIANS, OTHER_FAMILY_NAME, IS_GRANDPARENT, MAY_NOT_SEE = 0.6, 0.35, 0.06, 0.012
CHILD_READS_SPANISH, GUARDIAN_READS_SPANISH = 0.2, 0.88


@dataclass(frozen=True, slots=True)
class Child:
    """A learner's name and language; `family` counts families from 0."""

    given: str
    family_name: str
    language: str
    family: int


@dataclass(frozen=True, slots=True)
class Adult:
    """A guardian (of `family`) or a member of staff (family -1)."""

    given: str
    family_name: str
    language: str
    family: int = -1
    relation: str = ""
    may_see: bool = True


@dataclass(frozen=True)
class Cast:
    """children: by learner. guardians: one or two for each family. teachers, staff: in order of need."""

    children: tuple[Child, ...]
    guardians: tuple[Adult, ...]
    teachers: tuple[Adult, ...]
    staff: tuple[Adult, ...]


def cast(simulated: SimulatedDistrict, names: Names, *, staff: int) -> Cast:
    """Names for everybody in a simulated district, and for `staff` further adults."""
    draws = Draws(simulated.seed, "cast")
    namer = _Namer(names, draws)
    who = simulated.learners
    family_of, first = _families(simulated, draws)
    families = len(first)
    origin, language = who.origin[first], who.home_language[first]
    surnames = [namer.family(int(one)) for one in origin]
    guardians = []
    second = draws.yes(TWO_GUARDIANS, families)
    for family in range(families):
        for place in range(1 + int(second[family])):
            guardians.append(
                namer.guardian(family, int(origin[family]), int(language[family]), surnames[family], place)
            )
    reads_spanish = draws.yes(CHILD_READS_SPANISH, len(who))
    children = tuple(
        Child(
            given=namer.given(int(who.origin[learner]), int(who.gender[learner])),
            family_name=surnames[family_of[learner]],
            language=HOME_LANGUAGES[int(who.home_language[learner]) * int(reads_spanish[learner])],
            family=int(family_of[learner]),
        )
        for learner in range(len(who))
    )
    return Cast(
        children=children,
        guardians=tuple(guardians),
        teachers=tuple(namer.adult() for _ in range(len(simulated.teachers))),
        staff=tuple(namer.adult() for _ in range(staff)),
    )


def _families(simulated: SimulatedDistrict, draws: Draws) -> tuple[np.ndarray, np.ndarray]:
    """For each learner her family; and of each family the first learner. Brothers and sisters share the home."""
    who = simulated.learners
    count = len(who)
    order = np.lexsort((draws.uniform(count), who.low_income, who.origin, who.home_language))
    same_home = np.ones(count, dtype=bool)
    for column in (who.home_language, who.origin, who.low_income):
        same_home[1:] &= column[order][1:] == column[order][:-1]
    sizes = 1 + draws.choice(FAMILY_SIZES, count)
    family_of = np.empty(count, dtype=np.int64)
    first: list[int] = []
    room = 0
    for place, learner in enumerate(order.tolist()):
        if place == 0 or room == 0 or not same_home[place]:
            first.append(learner)
            room = int(sizes[place])
        family_of[learner] = len(first) - 1
        room -= 1
    return family_of, np.array(first)


class _Namer:
    """Draws names from the lists."""

    def __init__(self, names: Names, draws: Draws) -> None:
        self.names, self.draws = names, draws

    def _one_of(self, names: list[str]) -> str:
        return names[int(self.draws.below(len(names), 1)[0])]

    def given(self, origin: int, gender: int) -> str:
        lists = self.names[ORIGINS[origin]]
        if gender == GENDERS.index("nonbinary"):
            gender = int(self.draws.below(2, 1)[0])
        return self._one_of(lists[GENDERS[gender]])

    def family(self, origin: int) -> str:
        return self._one_of(self.names[ORIGINS[origin]]["family"])

    def guardian(self, family: int, origin: int, language: int, surname: str, place: int) -> Adult:
        chance = self.draws.uniform(4)
        reads = HOME_LANGUAGES[language] if chance[0] < GUARDIAN_READS_SPANISH else HOME_LANGUAGES[0]
        return Adult(
            given=self.given(origin, (place + int(chance[1] < 0.3)) % 2),
            family_name=self.family(origin) if place and chance[2] < OTHER_FAMILY_NAME else surname,
            language=reads,
            family=family,
            relation="relative" if place and chance[1] > 1 - IS_GRANDPARENT else "parent",
            may_see=not (place and chance[3] < MAY_NOT_SEE),
        )

    def adult(self) -> Adult:
        origin = int(self.draws.choice((0.24, 0.44, 0.15, 0.09, 0.03, 0.05), 1)[0])
        return Adult(
            given=self.given(origin, int(self.draws.below(2, 1)[0])),
            family_name=self.family(origin),
            language="en",
        )


def plain(text: str) -> str:
    """A name as part of a user name: small letters without accents, spaces or signs."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(sign for sign in flat.lower() if sign.isalnum())


class Usernames:
    """given.family, and a number for the second of that name; names of the showcase are taken."""

    def __init__(self, taken: set[str]) -> None:
        self.used = dict.fromkeys(taken, 1)

    def of(self, given: str, family: str) -> str:
        base = f"{plain(given)}.{plain(family)}"
        self.used[base] = self.used.get(base, 0) + 1
        return base if self.used[base] == 1 else f"{base}{self.used[base]}"
