"""What every predicate can do, whatever it counts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import ClassVar, Self

from headway.mastery.facts import Refused
from headway.mastery.proficiency.body import Body, Piece
from headway.mastery.proficiency.checking import count_of, needed, settings_of
from headway.mastery.proficiency.piece_columns import PieceColumns, Units
from headway.mastery.proficiency.requirements.filters import Filter

NO_FILTER = Filter()


@dataclass(frozen=True)
class Predicate(ABC):
    """At least so many of something, in the pieces that a filter leaves and that reach a level.

    A piece with a higher level reaches the lower ones too, so a predicate that holds for a level holds for the
    levels before it: `reached` may answer the highest level for which it holds.
    """

    at_least: int
    only: Filter = NO_FILTER

    NAME: ClassVar[str]
    # None: the number must be said.
    USUALLY: ClassVar[int | None] = None
    TAKES_LAST: ClassVar[bool] = True

    def __post_init__(self) -> None:
        count_of("at_least", self.at_least)
        self.check()
        if (most := self.most()) is not None and self.at_least > most:
            raise Refused(
                "never_met",
                f"The requirement “{self.NAME}” asks for {self.at_least} where there can be at most {most}; "
                "it could never be met. Ask for fewer, or look at more.",
                name=self.NAME,
                at_least=self.at_least,
                most=most,
            )

    def check(self) -> None:  # noqa: B027 - most predicates have no settings of their own
        """Refuses settings of its own that make no sense."""

    def most(self) -> int | None:
        """The largest count that there can ever be; None where there is no end."""
        return self.only.last

    @abstractmethod
    def counting(self, body: Body, level: int) -> list[Piece]:
        """The pieces that count for it at that level, oldest first."""

    def count(self, body: Body, level: int) -> int:
        """How many there are at that level, one body at a time."""
        return len(self.counting(body, level))

    @abstractmethod
    def units(self, columns: PieceColumns) -> Units:
        """What is counted, for all bodies at once: the body each one belongs to, and the level it reaches."""

    def holds(self, body: Body, level: int) -> bool:
        return self.count(body, level) >= self.at_least

    @property
    def asks_for_circumstances(self) -> bool:
        return self.only.asks_for_circumstances

    # -- stored form --

    @classmethod
    def own_fields(cls) -> tuple[str, ...]:
        return tuple(field.name for field in fields(cls) if field.name != "only")

    @classmethod
    def from_settings(cls, value: object) -> Self:
        what = f"The requirement “{cls.NAME}”"
        filters = tuple(name for name in Filter.FIELDS if cls.TAKES_LAST or name != "last")
        own = cls.own_fields()
        settings = settings_of(value, what, (*own, *(name for name in filters if name not in own)))
        if cls.USUALLY is None:
            needed(settings, "at_least", what)
        mine: Mapping[str, object] = {name: settings[name] for name in own if name in settings}
        filtered = {name: settings[name] for name in filters if name in settings and name not in own}
        return cls(
            **{"at_least": cls.USUALLY, **mine, "only": Filter.from_settings(filtered)}  # type: ignore[arg-type]
        )

    def to_dict(self) -> dict[str, object]:
        own = {name: getattr(self, name) for name in self.own_fields()}
        return {self.NAME: {**own, **self.only.to_settings()}}

    def leaves(self) -> Iterator[Predicate]:
        yield self
