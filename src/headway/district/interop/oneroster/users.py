"""Users, roles and agents of a bundle -> people, learners, duties and guardians.

Both versions say who holds which role in which organisation: 1.1 in users.csv, 1.2 in roles.csv. A bundle of changes
may hold only one of the two files, so what was said of a user's roles and agents is remembered beside her record.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from headway.district.interop.oneroster.gathering import Gathering, place_of, told
from headway.district.interop.oneroster.meanings import ADMINISTRATORS, DUTIES, GUARDIANS
from headway.district.people import api as people
from headway.district.people.types import DutyRow, GuardianRelation, GuardianRow, LearnerRow, PersonRow
from headway.mastery.formats.oneroster import Person

__all__ = ["TellsRole", "Users", "gather_users"]


class TellsRole(NamedTuple):
    """A role as the source tells of it; `name` is the sourcedId of its row, blank in version 1.1. Dates are ISO texts."""

    name: str
    role: str
    organisation: str
    is_primary: bool = True
    begins: str = ""
    ends: str = ""


def gather_users(g: Gathering) -> Users:
    users = Users(g)
    users.gather()
    return users


class Users:
    """Who is who, with what earlier bundles said of those whom this one is silent about."""

    def __init__(self, g: Gathering):
        self.g = g
        self.table = g.bundle.table("users")
        self.people: dict[str, Person] = {p.sourced_id: p for p in g.bundle.users if not p.leaving}
        self.known = {key[1]: record for key, record in g.stored("user")}
        self.leavers = {p.sourced_id for p in g.bundle.users if p.leaving}
        if self.table.says_who_left:
            self.leavers |= self.known.keys() - self.people.keys() - self.table.unread
        self.profiles = self._profiles()
        self.roles, self.touched = self._roles()
        self.touched |= self.people.keys()

    def gather(self) -> None:
        self._match()
        for person in self.people.values():
            self._say_person(person)
        stays = sorted(self.touched - self.leavers)
        for name in stays:
            self._say_duties(name)
            if name not in self.people:
                self.g.memories["user", name] = told(roles=[list(role) for role in self.roles_of(name)])
        self._say_guardians(set(stays) | self.leavers)
        for name in sorted(self.leavers):
            self.g.leave(("user", name))
        self._leave_what_is_no_longer_said(set(stays) | self.leavers)
        self._remark()

    # -- what a user's roles are, the bundle and earlier ones together --

    def roles_of(self, name: str) -> list[TellsRole]:
        if name in self.roles:
            return self.roles[name]
        record = self.known.get(name)
        return [TellsRole(*role) for role in record.extra.get("roles", ())] if record else []

    def holds(self, name: str, *roles: str) -> bool:
        return any(told_role.role in roles for told_role in self.roles_of(name))

    def relation_of(self, name: str) -> GuardianRelation | None:
        """What the user is to the children who are linked to her; None for everybody else."""
        held = {told_role.role for told_role in self.roles_of(name)}
        return next((relation for role, relation in GUARDIANS.items() if role in held), None)

    def _roles(self) -> tuple[dict[str, list[TellsRole]], set[str]]:
        if self.g.bundle.version != "1.2" and "roles" not in self.g.bundle.tables:
            return {name: _in_users(person) for name, person in self.people.items()}, set()
        table = self.g.bundle.table("roles")
        roles: dict[str, list[TellsRole]] = defaultdict(list)
        named: dict[str, str] = {}
        for name, record in self.known.items():
            before = [TellsRole(*role) for role in record.extra.get("roles", ())]
            if table.says_who_left:
                before = [role for role in before if role.name and role.name in table.unread]
            roles[name] = before
            named |= {role.name: name for role in before if role.name}
        touched: set[str] = set(self.known) if table.says_who_left else set()
        for row in table:
            name = row.user_sourced_id or named.get(row.sourced_id, "")
            if row.status == "tobedeleted":
                told_before = (row.role, row.org_sourced_id)
                roles[name] = [
                    role
                    for role in roles[name]
                    if role.name != row.sourced_id
                    and (role.name or (role.role, role.organisation) != told_before)
                ]
                touched.add(name)
                continue
            if name not in self.people and name not in self.known:
                self.g.cannot_read(
                    "user_unknown",
                    ("role", row.sourced_id),
                    "roles",
                    row.line,
                    field="userSourcedId",
                    other=name,
                )
                continue
            org = row.org_sourced_id or ""
            if not self.g.place(org):
                self.g.cannot_read(
                    "school_unknown",
                    ("role", row.sourced_id),
                    "roles",
                    row.line,
                    field="orgSourcedId",
                    other=org,
                )
                continue
            roles[name] = [
                role
                for role in roles[name]
                if role.name != row.sourced_id
                and (role.name or (role.role, role.organisation) != (row.role, org))
            ]
            roles[name].append(
                TellsRole(
                    row.sourced_id,
                    row.role or "",
                    org,
                    row.role_type == "primary",
                    _iso(row.begin_date),
                    _iso(row.end_date),
                )
            )
            touched.add(name)
        touched.discard("")
        return dict(roles), touched & (self.people.keys() | self.known.keys())

    def _profiles(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        table = self.g.bundle.table("userProfiles")
        for row in table:
            if row.status != "tobedeleted" and row.user_sourced_id:
                found[row.user_sourced_id].append(
                    told(
                        sourcedId=row.sourced_id,
                        profileType=row.profile_type,
                        vendorId=row.vendor_id,
                        applicationId=row.application_id,
                        description=row.description,
                        credentialType=row.credential_type,
                        username=row.username,
                    )
                )
        return found

    # -- people --

    def _match(self) -> None:
        """New users who are learners of ours by their local identifier, when that was asked for."""
        if self.g.options.match != "identifier":
            return
        new = {
            person.identifier: name
            for name, person in self.people.items()
            if person.identifier and ("user", name) not in self.g.records and self.holds(name, "student")
        }
        for identifier, pair in people.learners_called(new).items():
            for kind, target in pair.items():
                self.g.links[kind, new[identifier]] = target

    def _say_person(self, person: Person) -> None:
        name = person.sourced_id
        record = self.known.get(name)
        before = record.extra.get("kept", {}) if record else {}
        profiles = self.profiles.get(name) or []
        if not self.g.bundle.table("userProfiles").says_who_left:
            # Changes, or no such file: what was said of her other profiles still holds.
            mine = {profile["sourcedId"] for profile in profiles}
            profiles = [p for p in before.get("profiles", ()) if p["sourcedId"] not in mine] + profiles
        optional = told(preferred_name=person.preferred_given_name, email=person.email)
        self.g.say(
            PersonRow(name, person.given_name or "", person.family_name or "", **optional),
            ("given_name", "family_name", *optional),
            kept=told(
                username=person.username if person.username != name else None,
                userIds=[list(pair) for pair in person.user_ids],
                middleName=person.middle_name,
                preferredMiddleName=person.preferred_middle_name,
                preferredFamilyName=person.preferred_family_name,
                pronouns=person.pronouns,
                identifier=person.identifier,
                userMasterIdentifier=person.master_identifier,
                sms=person.sms,
                phone=person.phone,
                grades=list(person.grades),
                primaryOrg=person.primary_org_sourced_id,
                enabledUser=False if person.enabled is False else None,
                profiles=profiles,
                metadata=dict(person.extra),
            ),
            memory=told(
                roles=[list(role) for role in self.roles_of(name)],
                agents=list(person.agents),
                told=sorted(optional),
            ),
            file="users",
            line=person.line,
        )

    def _say_duties(self, name: str) -> None:
        """The learner and the duties that follow from a user's roles."""
        if not self.g.knows("user", name):
            return  # her own row was left out
        periods: dict[tuple[str, str], list[TellsRole]] = defaultdict(list)
        students = []
        for role in self.roles_of(name):
            organisation = self.g.place(role.organisation)
            if role.role == "student":
                students.append((role, organisation))
            elif role.role in DUTIES and organisation:
                periods[DUTIES[role.role], organisation].append(role)
        line = self.people[name].line if name in self.people else 0
        if students:
            self._say_learner(name, students, line)
        for (duty, organisation), roles in periods.items():
            begins = [role.begins for role in roles]
            ends = [role.ends for role in roles]
            self.g.say(
                DutyRow(
                    name,
                    duty,
                    organisation,
                    None if "" in begins else dt.date.fromisoformat(min(begins)),
                    None if "" in ends else dt.date.fromisoformat(max(ends)),
                ),
                ("person", "role", "organisation", "from_on", "to_on"),
                memory={"user": name},
                file="users",
                line=line,
            )

    def _say_learner(self, name: str, students: list[tuple[TellsRole, str]], line: int) -> None:
        person = self.people.get(name)
        record = self.known.get(name)
        kept = record.extra.get("kept", {}) if record else {}
        primary = person.primary_org_sourced_id if person else kept.get("primaryOrg")
        identifier = person.identifier if person else kept.get("identifier")
        # Her school: of several, the primary role's; of several of those, the one that users.csv calls primary.
        students.sort(key=lambda held: (not held[1], not held[0].is_primary, held[0].organisation != primary))
        fields = told(school=students[0][1], local_identifier=identifier)
        self.g.say(
            LearnerRow(name, **fields),
            tuple(fields),
            memory=told(told=sorted({"local_identifier"} & fields.keys())),
            file="users",
            line=line,
        )

    # -- guardians --

    def _agents_of(self, name: str) -> Iterable[str]:
        if name in self.people:
            return self.people[name].agents
        record = self.known.get(name)
        return record.extra.get("agents", ()) if record else ()

    def _is_learner(self, name: str) -> bool:
        if name in self.leavers:
            return False
        if ("learner", name) in self.g.said:
            return True
        record = self.g.records.get(("learner", name))
        return name not in self.touched and record is not None and record.is_active

    def _say_guardians(self, about: set[str]) -> None:
        """Links in either direction, between a learner and somebody with a family role; nobody sees by a stray link."""
        pairs: dict[tuple[str, str], None] = {}
        everybody = sorted(self.known.keys() | self.people.keys())
        for name in everybody:
            for agent in self._agents_of(name):
                if name in about or agent in about:
                    pairs[agent, name] = None
                    pairs[name, agent] = None
        relatives = 0
        for guardian, learner in sorted(pairs):
            relation = self.relation_of(guardian)
            if relation is None or guardian in self.leavers or not self._is_learner(learner):
                continue
            if not self.g.knows("user", guardian):
                continue
            relatives += relation == GuardianRelation.RELATIVE
            person = self.people.get(guardian)
            self.g.say(
                # Only for a new link: whether a family member may see is never governed by a file.
                GuardianRow(guardian, learner, relation, may_see=relation != GuardianRelation.RELATIVE),
                ("guardian", "learner", "relation"),
                memory={"guardian": guardian, "learner": learner},
                file="users",
                line=person.line if person else 0,
            )
        if relatives:
            self.g.remark("relatives", row="users.csv", count=relatives)

    def _leave_what_is_no_longer_said(self, about: set[str]) -> None:
        """Duties, learners and family links of these users that earlier bundles told of and this one doesn't."""
        for key, record in self.g.stored("learner", "role", "agent"):
            if key in self.g.said:
                continue
            names = {
                key[1] if key[0] == "learner" else "",
                record.extra.get("user", ""),
                record.extra.get("guardian", ""),
                record.extra.get("learner", ""),
            } - {""}
            if names & about:
                self.g.leave(key)

    # -- remarks --

    def _remark(self) -> None:
        left: Counter[str] = Counter()
        example: dict[str, int] = {}
        for name in self.people:
            for role in {told_role.role for told_role in self.roles_of(name)}:
                if role not in DUTIES and role not in GUARDIANS and role != "student":
                    left[role] += 1
                    example.setdefault(role, self.people[name].line)
        for role, count in sorted(left.items()):
            kind = "administrators" if role in ADMINISTRATORS else "role_left_out"
            self.g.remark(kind, row=place_of("users", example[role]), field="role", role=role, count=count)
        new = sum(("user", name) not in self.g.records for name in self.people)
        if new:
            self.g.remark("not_accounts", row="users.csv", count=new)
        off = sum(person.enabled is False for person in self.people.values())
        if off:
            self.g.remark("not_enabled", row="users.csv", field="enabledUser", count=off)


def _in_users(person: Person) -> list[TellsRole]:
    return [
        TellsRole(
            "", role.role, role.org_sourced_id or "", role.primary, _iso(role.begin_date), _iso(role.end_date)
        )
        for role in person.roles
    ]


def _iso(on: dt.date | None) -> str:
    return on.isoformat() if on else ""
