"""What a bundle says against what stands here: what would be added, changed, brought back, marked inactive, or left."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from headway.district.interop.oneroster.gathering import Gathering, Key, Said, place_of, told
from headway.district.interop.oneroster.traits import digest_of_traits
from headway.district.interop.plans import PlanLine
from headway.district.people import api as people
from headway.district.people.types import (
    CharacteristicRow,
    LearnerRow,
    PlaceInfo,
    RecordNote,
    RosterRow,
    TermKind,
    TermRow,
)

__all__ = ["Comparison", "Work", "compare"]

# A whole list that leaves out more than this part of what was here is worth a question.
MANY = 5
FEW = 10
_FILE_OF = {"user": "users.csv", "class": "classes.csv", "enrollment": "enrollments.csv", "org": "orgs.csv"}


@dataclass
class Work:
    """What applying has to do; never stored.

    rows      as they will stand, with what the file is silent about as it stands now.
    notes     on records whose rows stay as they are; `traits` the digests of demographics, noted once learners have ids.
    """

    source: str
    rows: dict[Key, RosterRow] = field(default_factory=dict)
    digests: dict[Key, str] = field(default_factory=dict)
    extras: dict[Key, dict[str, Any]] = field(default_factory=dict)
    notes: dict[Key, RecordNote] = field(default_factory=dict)
    links: dict[Key, PlaceInfo] = field(default_factory=dict)
    gone: list[Key] = field(default_factory=list)
    characteristics: list[CharacteristicRow] = field(default_factory=list)
    traits: dict[str, str] = field(default_factory=dict)
    unsaid: list[str] = field(default_factory=list)


@dataclass
class Comparison:
    work: Work
    lines: list[PlanLine] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)


def compare(g: Gathering, source: str) -> Comparison:
    """Raises nothing and writes nothing."""
    return _Comparing(g, source).compare()


class _Comparing:
    def __init__(self, g: Gathering, source: str):
        self.g = g
        self.work = Work(source, links=dict(g.links))
        self.found = Comparison(self.work)

    def compare(self) -> Comparison:
        fresh, pending = [], []
        for key, said in self.g.said.items():
            record = self.g.records.get(key)
            if key in self.g.links:
                pending.append((key, said, self.g.links[key].id))
            elif record is None or record.target_id is None:
                fresh.append((key, said))
            elif not record.is_active or record.digest != said.digest():
                pending.append((key, said, record.target_id))
            else:
                self._leave(key, said)
        standing = people.standing_rows(self.g.records, {key: target for key, _said, target in pending})
        for key, said in fresh:
            self._add(key, said)
        for key, said, _target in pending:
            row = standing.get(key)
            if row is None:
                self._add(key, said)
            else:
                self._change(key, said, row)
        self._departments()
        self._memories()
        self._gone()
        self._traits()
        return self.found

    def _line(self, key: Key, action: str, said: Said | None = None, fields: tuple[str, ...] = ()) -> None:
        self.found.lines.append(PlanLine(key[0], action, key[1], said.place if said else "", fields))

    def _write(self, key: Key, said: Said, row: RosterRow) -> None:
        self.work.rows[key] = row
        self.work.digests[key], self.work.extras[key] = said.digest(), said.extra
        if getattr(row, "is_active", True) is False:
            # Closed by hand, while the source still tells of it: it stays closed, and the source still tells of it.
            self.work.notes[key] = RecordNote(said.digest(), said.extra)

    def _add(self, key: Key, said: Said) -> None:
        self._write(key, said, said.row)
        self._line(key, "add", said)

    def _leave(self, key: Key, said: Said) -> None:
        record = self.g.records[key]
        if record.extra != said.extra:
            self.work.notes[key] = RecordNote(record.digest, said.extra)
        self.found.left[key[0]] += 1

    def _change(self, key: Key, said: Said, standing: RosterRow) -> None:
        record = self.g.records.get(key)
        extra = record.extra if record else {}
        new = {name: getattr(said.row, name) for name in said.governs}
        for name in set(extra.get("told", ())) - set(said.memory.get("told", ())):
            new[name] = getattr(said.row, name)  # it was told once, and is blank now
        returns = record is not None and not record.is_active
        names = {each.name for each in dataclasses.fields(standing)}
        if returns:
            new |= {"is_active": True} if "is_active" in names else {}
            new |= {"left_on": None} if isinstance(standing, LearnerRow) else {}
        row = dataclasses.replace(standing, **new)
        fields = [name for name in new if new[name] != getattr(standing, name) and name != "is_active"]
        before = extra.get("kept", {}) if record else said.kept
        fields += _differing(before, said.kept)
        if record is None:
            self._write(key, said, row)
            self._line(key, "change", said, ("sourcedId", *fields))
        elif returns:
            self._write(key, said, row)
            self._line(key, "reactivate", said, tuple(fields))
        elif fields:
            self._write(key, said, row)
            self._line(key, "change", said, tuple(fields))
        else:
            self.work.notes[key] = RecordNote(said.digest(), said.extra)
            self.found.left[key[0]] += 1

    def _departments(self) -> None:
        for row in self.g.bundle.table("orgs"):
            around = self.g.departments.get(row.sourced_id)
            if around is None:
                continue
            key = ("department", row.sourced_id)
            record = self.g.records.get(key)
            says = told(of=around, name=row.name, type=row.type, identifier=row.identifier)
            if record is not None and record.is_active and record.extra == says:
                self.found.left["department"] += 1
                continue
            action = "add" if record is None else "change" if record.is_active else "reactivate"
            self.found.lines.append(
                PlanLine(
                    *key[:1],
                    action,
                    key[1],
                    place_of("orgs", row.line),
                    _differing(record.extra, says) if record else (),
                )
            )
            self.work.notes[key] = RecordNote("", says)

    def _memories(self) -> None:
        for key, memory in self.g.memories.items():
            record = self.g.records.get(key)
            if record is None or key in self.g.said:
                continue
            extra = {name: value for name, value in record.extra.items() if name != "roles"} | memory
            if extra != record.extra:
                self.work.notes[key] = RecordNote(record.digest, extra)

    def _gone(self) -> None:
        linked = {(kind, place.id) for (kind, _name), place in self.g.links.items()}
        counts: Counter[str] = Counter()
        for key in self.g.gone:
            record = self.g.records[key]
            self._line(key, "deactivate")
            counts[key[0]] += 1
            if key[0] == "department" or (key[0], record.target_id) in linked:
                # Nothing of ours, or a person whom the source only calls by another name now.
                self.work.notes[key] = RecordNote(record.digest, record.extra, is_active=False)
            else:
                self.work.gone.append(key)
        for kind, file in _FILE_OF.items():
            everything = sum(1 for _each in self.g.stored(kind))
            if counts[kind] > FEW and counts[kind] * MANY > everything:
                self.g.remark("many_leave", row=file, file=file, count=counts[kind], all=everything)

    # -- demographics --

    def _traits(self) -> None:
        changed = []
        for user in self.g.births:
            record = self.g.records.get(("demographics", user))
            if record is not None and record.is_active and record.digest == digest_of_traits(self.g, user):
                self.found.left["demographics"] += 1
            else:
                changed.append(user)
        known = [user for user in (*changed, *sorted(self.g.unsaid)) if ("learner", user) in self.g.records]
        standing = people.standing_characteristics(self.g.records, known)
        learners = self._learners(changed)
        for user in changed:
            record = self.g.records.get(("demographics", user))
            fields = []
            birth, learner = self.g.births[user], learners[user]
            if birth is not None and learner.birth_on != birth:
                self._write_learner(user, dataclasses.replace(learner, birth_on=birth))
                fields.append("birth_on")
            fields += self._characteristics(user, self.g.traits[user], standing.get(user, []))
            self.work.traits[user] = digest_of_traits(self.g, user)
            action = "add" if record is None else "change" if record.is_active else "reactivate"
            place = place_of("demographics", self.g.lines_of_demographics[user])
            if action == "change" and not fields:
                self.found.left["demographics"] += 1
            else:
                self.found.lines.append(PlanLine("demographics", action, user, place, tuple(fields)))
        for user in sorted(self.g.unsaid):
            if self.g.records["demographics", user].is_active:
                self._characteristics(user, {}, standing.get(user, []))
                self.work.unsaid.append(user)
                self.found.lines.append(PlanLine("demographics", "deactivate", user))

    def _learners(self, users: list[str]) -> dict[str, LearnerRow]:
        """The learners as they will stand."""
        found: dict[str, Any] = {}
        targets = {}
        for user in users:
            key = ("learner", user)
            if key in self.work.rows:
                found[user] = self.work.rows[key]
            elif key in self.g.records:
                targets[key] = self.g.records[key].target_id or 0
        for key, row in people.standing_rows(self.g.records, targets).items():
            found[key[1]] = row
        return {user: found.get(user, LearnerRow(user)) for user in users}

    def _write_learner(self, user: str, row: LearnerRow) -> None:
        key = ("learner", user)
        self.work.rows[key] = row
        record = self.g.records.get(key)
        if key not in self.work.digests and record is not None:
            noted = self.work.notes.pop(key, None)
            self.work.digests[key] = noted.digest if noted else record.digest
            self.work.extras[key] = noted.extra if noted else record.extra

    def _characteristics(
        self, user: str, traits: dict[str, str], standing: list[CharacteristicRow]
    ) -> list[str]:
        """End what is no longer so, begin what is; the names of the kinds that change, never their values."""
        changed = []
        for kind in ("gender", "race_ethnicity"):
            before = [row for row in standing if row.kind == kind]
            value = traits.get(kind)
            if [row.value for row in before] == ([value] if value else []):
                continue
            changed.append(kind)
            for row in before:
                if row.value != value:
                    ended = dataclasses.replace(row, to_on=max(self.g.today, row.from_on))
                    self.work.characteristics.append(ended)
            if value and value not in [row.value for row in before]:
                # First told: it held when the school year began. Later: it changed when the file said so.
                since = self.g.today if before else self._school_year_began
                self.work.characteristics.append(CharacteristicRow(user, kind, value, since))
        return changed

    @cached_property
    def _school_year_began(self) -> Any:
        today = self.g.today
        years = [
            said.row.starts_on
            for (kind, _name), said in self.g.said.items()
            if kind == "academicSession"
            and isinstance(said.row, TermRow)
            and said.row.kind == TermKind.SCHOOL_YEAR
            and said.row.starts_on <= today
        ]
        return max(years, default=today)


def _differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in {**before, **now} if before.get(name) != now.get(name))
