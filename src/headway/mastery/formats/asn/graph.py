"""What RDF says, whatever it is written in: things, and what is said of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Graph", "Value"]


class Value(NamedTuple):
    """The end of one sentence of RDF: a text in a language, or the address of another thing."""

    text: str
    is_address: bool = False
    language: str = ""


@dataclass
class Graph:
    """Things by address, each with its properties in file order.

    `described` counts how often a thing was described; `unread` counts forms of RDF that were passed over.
    """

    things: dict[str, dict[str, list[Value]]] = field(default_factory=dict)
    described: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)

    def describe(self, address: str) -> dict[str, list[Value]]:
        """The properties of a thing, to be added to."""
        self.described[address] += 1
        return self.things.setdefault(address, defaultdict(list))

    def values(self, address: str, *names: str) -> Iterator[Value]:
        """What is said of a thing by any of these properties, in their order; the same thing is said once."""
        seen = set()
        said = self.things.get(address, {})
        for name in names:
            for value in said.get(name, ()):
                if value not in seen:
                    seen.add(value)
                    yield value

    def first(self, address: str, *names: str) -> str:
        """The first text of these properties; empty when there is none."""
        return next((value.text for value in self.values(address, *names) if value.text.strip()), "")

    def addresses(self, address: str, *names: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value.text for value in self.values(address, *names) if value.is_address))

    def is_a(self, address: str, *types: str) -> bool:
        return any(value.text in types for value in self.values(address, TYPE))


TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
