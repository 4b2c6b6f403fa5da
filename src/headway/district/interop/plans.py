"""What an import would do: counted, listed, explained, and sealed with a digest. Nothing here writes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from headway.district.foundation.api import Actor
from headway.mastery.formats.problems import Problem

__all__ = ["ACTIONS", "Importer", "Plan", "PlanLine", "Progress", "Report", "no_progress"]

# In the order in which a preview tells them.
ACTIONS = ("add", "change", "reactivate", "deactivate", "leave", "cannot_read")

# Called with what is being done (a stable word), how much is done, and how much there is (0: not known).
Progress = Callable[[str, int, int], None]


def no_progress(step: str, done: int, total: int) -> None:
    """For callers who show nothing."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row's fate. `fields` names what would change; never its values, which may be personal."""

    kind: str
    action: str
    identifier: str = ""
    row: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What applying would do. `work` is the importer's own material and is never stored.

    `lines` lists what would change (rows that stay as they are are only counted). The digest covers the counts, the
    lines and the problems: two plans with the same digest do the same. Where lines would be too many to list, `seal`
    is a digest of what they would have said.
    """

    format: str
    counts: Mapping[str, Mapping[str, int]]
    lines: tuple[PlanLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    work: Any = None
    seal: str = ""

    @classmethod
    def of(
        cls,
        format: str,
        lines: Iterable[PlanLine],
        *,
        left: Mapping[str, int] | None = None,
        problems: Iterable[Problem] = (),
        facts: Mapping[str, Any] | None = None,
        work: Any = None,
    ) -> Plan:
        """Count the lines; `left` counts, per kind, the rows that need nothing."""
        lines = tuple(lines)
        counts: dict[str, Counter[str]] = {}
        for line in lines:
            counts.setdefault(line.kind, Counter())[line.action] += 1
        for kind, number in (left or {}).items():
            if number:
                counts.setdefault(kind, Counter())["leave"] += number
        return cls(
            format=format,
            counts={kind: dict(counter) for kind, counter in counts.items()},
            lines=tuple(line for line in lines if line.action != "leave"),
            problems=tuple(problems),
            facts=dict(facts or {}),
            work=work,
        )

    def total(self, action: str) -> int:
        return sum(counter.get(action, 0) for counter in self.counts.values())

    @property
    def changes_nothing(self) -> bool:
        return not any(self.total(action) for action in ACTIONS if action not in {"leave", "cannot_read"})

    @property
    def digest(self) -> str:
        material = json.dumps(
            [
                self.format,
                {kind: dict(sorted(counter.items())) for kind, counter in sorted(self.counts.items())},
                [[line.kind, line.action, line.identifier, line.row, line.fields] for line in self.lines],
                [[p.severity, p.kind, p.row, p.identifier, p.field] for p in self.problems],
                *([self.seal] if self.seal else []),
            ],
            sort_keys=True,
        )
        return hashlib.sha256(material.encode()).hexdigest()


@dataclass(frozen=True)
class Report:
    """What applying did, and what a person should look at in the data: the data-quality report."""

    counts: Mapping[str, Mapping[str, int]]
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


class Importer(Protocol):
    """One outside format. `plan` reads only; `apply` runs inside the caller's transaction."""

    format: str

    def plan(self, raw: bytes, options: Mapping[str, Any], progress: Progress) -> Plan:
        """Raises `headway.mastery.formats.problems.FormatProblem` when the file is refused as a whole."""

    def apply(self, plan: Plan, by: Actor, progress: Progress) -> Report:
        """Do what the plan says. The caller writes the audit row and the run."""
