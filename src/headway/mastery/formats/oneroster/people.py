"""The people of a bundle, said the same way for 1.1 (role in users.csv) and 1.2 (roles.csv)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from headway.mastery.formats.oneroster.bundle import HeldRole, Person, Table
from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.oneroster.rows import Enrollment, Role, User
from headway.mastery.formats.problems import message

GUARDIAN_ROLES = ("guardian", "parent", "relative")
_NOT_TEACHING = frozenset({"student", *GUARDIAN_ROLES})


def people_of(tables: Mapping[str, Table], notes: Notes) -> tuple[Person, ...]:
    """Every user with their roles and, for students, their guardians."""
    users: tuple[User, ...] = tables["users"].rows if "users" in tables else ()
    by_user: dict[str, list[HeldRole]] = defaultdict(list)
    if "roles" in tables:
        for row in tables["roles"].rows:
            if row.status != "tobedeleted":
                by_user[row.user_sourced_id].append(_from_row(row))
        _say_two_primaries(by_user, tables["roles"].rows, notes)
    people = [_person(user, tuple(by_user.get(user.sourced_id, ())) or _from_user(user)) for user in users]
    _say_without_role(people, tables, notes)
    return tuple(_with_guardians(people, notes))


def _from_row(row: Role) -> HeldRole:
    return HeldRole(
        row.role or "", row.org_sourced_id, row.role_type == "primary", row.begin_date, row.end_date, row.line
    )


def _from_user(user: User) -> tuple[HeldRole, ...]:
    if not user.role:
        return ()
    return tuple(HeldRole(user.role, org, line=user.line) for org in user.org_sourced_ids or (None,))


def _person(user: User, roles: tuple[HeldRole, ...]) -> Person:
    only_org = user.org_sourced_ids[0] if len(user.org_sourced_ids) == 1 else None
    return Person(
        sourced_id=user.sourced_id,
        given_name=user.given_name,
        family_name=user.family_name,
        roles=roles,
        agents=user.agent_sourced_ids,
        leaving=user.status == "tobedeleted",
        enabled=user.enabled_user,
        username=user.username,
        user_ids=user.user_ids,
        middle_name=user.middle_name,
        preferred_given_name=user.preferred_given_name,
        preferred_middle_name=user.preferred_middle_name,
        preferred_family_name=user.preferred_family_name,
        pronouns=user.pronouns,
        identifier=user.identifier,
        master_identifier=user.user_master_identifier,
        email=user.email,
        sms=user.sms,
        phone=user.phone,
        grades=user.grades,
        primary_org_sourced_id=user.primary_org_sourced_id or only_org,
        line=user.line,
        extra=user.extra,
    )


def _with_guardians(people: list[Person], notes: Notes) -> Iterable[Person]:
    by_id = {person.sourced_id: person for person in people}
    from_parent: dict[str, list[str]] = defaultdict(list)
    for person in people:
        if person.holds(*GUARDIAN_ROLES):
            for child in person.agents:
                from_parent[child].append(person.sourced_id)
    for person in people:
        if not person.holds("student") or not (person.agents or person.sourced_id in from_parent):
            yield person
            continue
        guardians = []
        for agent in person.agents:
            known = by_id.get(agent)
            if known is not None and known.holds(*GUARDIAN_ROLES):
                guardians.append(agent)
            elif known is not None and not known.holds("student"):
                notes.say(
                    "warning",
                    "agent_without_role",
                    "Row {line} links a student to “{other}”. That user isn't a guardian, parent or relative, and "
                    "was not linked as one.",
                    message(
                        "oneroster.remedy.agent",
                        "Give the user the role guardian, parent or relative as well.",
                    ),
                    file="users",
                    line=person.line,
                    identifier=person.sourced_id,
                    field="agentSourcedIds",
                    other=agent,
                )
        guardians += from_parent.get(person.sourced_id, [])
        yield replace(person, guardians=tuple(dict.fromkeys(guardians)))


def _say_without_role(people: list[Person], tables: Mapping[str, Table], notes: Notes) -> None:
    if "users" not in tables or tables["users"].mode != "bulk":
        return
    for person in people:
        if not person.roles and not person.leaving:
            notes.gather(
                "warning",
                "user_without_role",
                "Users without a role can't see anything yet (rows: {lines}; in all {count}).",
                message(
                    "oneroster.remedy.user_without_role",
                    "Add a row to roles.csv for each of them, with a role and an organisation.",
                ),
                file="users",
                line=person.line,
                identifier=person.sourced_id,
            )


def _say_two_primaries(by_user: Mapping[str, list[HeldRole]], rows: tuple[Role, ...], notes: Notes) -> None:
    for user, held in by_user.items():
        primaries = [role for role in held if role.primary]
        if len(primaries) == len({role.org_sourced_id for role in primaries}):
            continue
        seen: set[str | None] = set()
        for role in primaries:
            if role.org_sourced_id in seen:
                notes.say(
                    "warning",
                    "primary_twice",
                    "Row {line} is a second primary role of “{user}” in one organisation; both were taken.",
                    message("oneroster.remedy.primary_twice", "Make all but one of them secondary."),
                    file="roles",
                    line=role.line,
                    field="roleType",
                    user=user,
                )
            seen.add(role.org_sourced_id)


def say_other_roles(people: Iterable[Person], enrollments: tuple[Enrollment, ...], notes: Notes) -> None:
    """Enrolments whose role is another one than the person holds: often two people mixed up."""
    roles = {person.sourced_id: {held.role for held in person.roles} for person in people}
    for row in enrollments:
        held = roles.get(row.user_sourced_id or "")
        if not held or row.status == "tobedeleted":
            continue
        teaching = row.role == "teacher" and held <= _NOT_TEACHING
        learning = row.role == "student" and "student" not in held
        if teaching or learning:
            notes.gather(
                "warning",
                "role_differs",
                "Enrolments give a role that their user doesn't hold in the bundle, for example {role} for a user who is {held} "
                "(rows: {lines}; in all {count}).",
                message(
                    "oneroster.remedy.role_differs",
                    "Check that the right user is enrolled, or add the role to the user.",
                ),
                file="enrollments",
                line=row.line,
                identifier=row.sourced_id,
                field="role",
                role=row.role,
                held=", ".join(sorted(held)),
            )
