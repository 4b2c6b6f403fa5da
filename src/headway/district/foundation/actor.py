"""Who acts: every write names one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

__all__ = ["SYSTEM", "Actor"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who signed in, or a part of the system that acts for the district.

    `kind` is "person" or "system"; `person_id` the row in `people.Person` (None for the system); `key` what the
    audit trail keeps (a UUID or the system part's name), never a name of a person.
    """

    kind: str
    key: str
    person_id: int | None = None
    uuid: UUID | None = None

    @classmethod
    def person(cls, *, person_id: int, uuid: UUID) -> Actor:
        return cls(kind="person", key=str(uuid), person_id=person_id, uuid=uuid)

    @classmethod
    def system(cls, part: str) -> Actor:
        return cls(kind="system", key=part)


SYSTEM = Actor.system("headway")
