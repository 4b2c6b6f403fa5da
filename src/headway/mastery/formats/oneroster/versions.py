"""Rows of one version of OneRoster as rows of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from headway.mastery.formats.oneroster.columns import USER_ROLES_11
from headway.mastery.formats.oneroster.rows import LineItem, Role, User

Tables = Mapping[str, tuple[Any, ...]]

# What 1.1 calls the roles that 1.2 tells apart.
ROLE_IN_11 = {
    "counselor": "aide",
    "districtAdministrator": "administrator",
    "principal": "administrator",
    "siteAdministrator": "administrator",
    "systemAdministrator": "administrator",
}
# Without more knowledge, the narrowest of the administrators.
ROLE_IN_12 = {"administrator": "siteAdministrator"}


def in_version(tables: Tables, version: str) -> dict[str, tuple[Any, ...]]:
    """The tables as the version can say them; tables of the same version come back as they are."""
    return _as_12(dict(tables)) if version == "1.2" else _as_11(dict(tables))


def _as_12(tables: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    users: tuple[User, ...] = tables.get("users", ())
    if users and not tables.get("roles"):
        tables["roles"] = tuple(role for user in users for role in _roles_of(user))
    if users:
        tables["users"] = tuple(
            user._replace(
                org_sourced_ids=(),
                role=None,
                primary_org_sourced_id=user.primary_org_sourced_id
                or (user.org_sourced_ids[0] if len(user.org_sourced_ids) == 1 else None),
            )
            for user in users
        )
    school_of = {row.sourced_id: row.school_sourced_id for row in tables.get("classes", ())}
    if "lineItems" in tables:
        tables["lineItems"] = tuple(_with_school(row, school_of) for row in tables["lineItems"])
    return tables


def _roles_of(user: User) -> list[Role]:
    if not user.role:
        return []
    role = ROLE_IN_12.get(user.role, user.role)
    return [
        Role(
            # An identifier of its own, the same in every export, within the 255 characters that one may have.
            f"{user.sourced_id}@{org}"[-255:],
            status=user.status,
            date_last_modified=user.date_last_modified,
            user_sourced_id=user.sourced_id,
            role_type="primary",
            role=role,
            org_sourced_id=org,
            line=user.line,
        )
        for org in user.org_sourced_ids
    ]


def _with_school(row: LineItem, school_of: Mapping[str, str | None]) -> LineItem:
    if row.school_sourced_id or not row.class_sourced_id:
        return row
    return row._replace(school_sourced_id=school_of.get(row.class_sourced_id))


def _as_11(tables: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    held: dict[str, list[Role]] = defaultdict(list)
    for role in tables.get("roles", ()):
        if role.status != "tobedeleted" and role.user_sourced_id:
            held[role.user_sourced_id].append(role)
    if held:
        tables["users"] = tuple(
            _with_role(user, held.get(user.sourced_id, [])) for user in tables.get("users", ())
        )
    return tables


def _with_role(user: User, held: list[Role]) -> User:
    """A 1.1 user has one role: a primary one, in the primary organisation when there is one."""
    if not held or user.role:
        return user
    first = min(
        held, key=lambda r: (r.role_type != "primary", r.org_sourced_id != user.primary_org_sourced_id)
    )
    role = ROLE_IN_11.get(first.role or "", first.role)
    orgs = [first.org_sourced_id, *(r.org_sourced_id for r in held if r.role == first.role)]
    return user._replace(
        role=role if role in USER_ROLES_11 or (role or "").startswith("ext:") else None,
        org_sourced_ids=tuple(dict.fromkeys(org for org in orgs if org)),
    )
