"""Users, their roles and profiles, and demographics as rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from headway.district.interop.oneroster.meanings import DUTIES, GUARDIANS, RACES, ROLES_OUT
from headway.district.interop.oneroster.outgoing.selection import Outgoing, guid, identifier_for
from headway.district.people.types import (
    CharacteristicRow,
    DutyRow,
    OrganisationKind,
)
from headway.mastery.formats.oneroster import (
    Demographics,
    Role,
    User,
    UserProfile,
)

__all__ = ["demographics", "profiles", "roles", "users"]

_ROLES_12 = frozenset(
    {
        "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative",
        "siteAdministrator", "student", "systemAdministrator", "teacher",
    }
)  # fmt: skip


def users(o: Outgoing) -> Iterable[User]:
    agents: dict[str, list[str]] = defaultdict(list)
    for link in o.families:
        agents[link.learner].append(guid(link.guardian))
        agents[link.guardian].append(guid(link.learner))
    for name, row in o.persons.items():
        kept = o.kept("user", name)
        primary = kept.get("primaryOrg")
        learner = o.learners.get(name)
        yield User(
            guid(name),
            enabled_user=kept.get("enabledUser", True),
            username=kept.get("username") or row.username or guid(name),
            user_ids=tuple((str(kind), str(value)) for kind, value in kept.get("userIds", ())),
            given_name=row.given_name or row.family_name,
            family_name=row.family_name or row.given_name,
            middle_name=kept.get("middleName"),
            identifier=(learner.local_identifier if learner else "") or kept.get("identifier"),
            email=row.email or None,
            sms=kept.get("sms"),
            phone=kept.get("phone"),
            agent_sourced_ids=tuple(agents[name]),
            grades=tuple(kept.get("grades", ())),
            user_master_identifier=kept.get("userMasterIdentifier"),
            preferred_given_name=row.preferred_name or None,
            preferred_middle_name=kept.get("preferredMiddleName"),
            preferred_family_name=kept.get("preferredFamilyName"),
            primary_org_sourced_id=guid(primary) if primary and primary in o.known_orgs else None,
            pronouns=kept.get("pronouns"),
            extra=kept.get("metadata", {}),
        )


def roles(o: Outgoing) -> Iterable[Role]:
    ours: dict[str, dict[tuple[str, str], DutyRow | None]] = defaultdict(dict)
    for duty in o.duties:
        at_school = o.places[duty.organisation].kind == OrganisationKind.SCHOOL
        word = ROLES_OUT[duty.role][0 if at_school else 1]  # type: ignore[index]
        ours[duty.person][word, duty.organisation] = duty
    for row in o.staff:
        # Who teaches a class goes out as a teacher of its school, whatever other duties she has.
        if not any(word == "teacher" for word, _place in ours[row.person]):
            ours[row.person]["teacher", o.sections[row.section].school] = None
    for name, learner in o.learners.items():
        school = learner.school or o.top
        if school:
            ours[name]["student", school] = None
    for link in o.families:
        school = o.learners[link.learner].school or o.top
        if school and not any(word in GUARDIANS for word, _place in ours[link.guardian]):
            ours[link.guardian][_word_of(link.relation), school] = None
    for name in o.persons:
        yield from _roles_of(o, name, ours[name])


def _roles_of(o: Outgoing, name: str, ours: dict[tuple[str, str], DutyRow | None]) -> Iterable[Role]:
    """As the source said them, where they still hold; then those that it never said."""
    record = o.records.get(("user", name))
    primaries: set[str] = set()
    covered: set[tuple[str, str]] = set()
    for rid, word, org, is_primary, begins, ends in record.extra.get("roles", ()) if record else ():
        place = o.departments.get(org, {}).get("of", org)
        meaning = _meaning(o, word, place, ours)
        if org not in o.known_orgs or meaning is None:
            continue
        covered.add(meaning)
        primaries |= {org} if is_primary else set()
        yield Role(
            guid(rid) or identifier_for("role", name, word, org),
            user_sourced_id=guid(name),
            role_type="primary" if is_primary else "secondary",
            role=_in_12(o, word, place),
            begin_date=dt.date.fromisoformat(begins) if begins else None,
            end_date=dt.date.fromisoformat(ends) if ends else None,
            org_sourced_id=guid(org),
        )
    for (word, org), duty in ours.items():
        if (word, org) in covered or (word in GUARDIANS and any(w in GUARDIANS for w, _o in covered)):
            continue
        yield Role(
            identifier_for("role", name, word, org),
            user_sourced_id=guid(name),
            role_type="secondary" if org in primaries else "primary",
            role=word,
            begin_date=duty.from_on if duty else None,
            end_date=duty.to_on if duty else None,
            org_sourced_id=guid(org),
        )
        primaries.add(org)


def _meaning(
    o: Outgoing, word: str, place: str, ours: Mapping[tuple[str, str], DutyRow | None]
) -> tuple[str, str] | None:
    """Which role of ours this role of the source is; None where it no longer holds."""
    if word in GUARDIANS:
        return next((held for held in ours if held[0] in GUARDIANS), None)
    if word not in DUTIES:
        # A student, or a role that Headway has no duty for.
        return (word, place) if word != "student" or (word, place) in ours else None
    held = [pair for pair, duty in ours.items() if duty and duty.role == DUTIES[word] and pair[1] == place]
    return held[0] if held else None


def _in_12(o: Outgoing, word: str, place: str) -> str:
    if word in _ROLES_12 or word.startswith("ext:"):
        return word
    row = o.places.get(place)
    return "siteAdministrator" if row and row.kind == OrganisationKind.SCHOOL else "districtAdministrator"


def profiles(o: Outgoing) -> Iterable[UserProfile]:
    needed = {"sourcedId", "profileType", "vendorId", "credentialType", "username"}
    for name in o.persons:
        for profile in o.kept("user", name).get("profiles", ()):
            if needed <= profile.keys():
                yield UserProfile(
                    guid(profile["sourcedId"]),
                    user_sourced_id=guid(name),
                    profile_type=profile["profileType"],
                    vendor_id=profile["vendorId"],
                    application_id=profile.get("applicationId"),
                    description=profile.get("description"),
                    credential_type=profile["credentialType"],
                    username=profile["username"],
                )


def demographics(o: Outgoing) -> Iterable[Demographics]:
    traits: dict[str, dict[str, str]] = defaultdict(dict)
    for row in o.rows[CharacteristicRow]:
        if row.to_on is None:
            traits[row.learner][row.kind] = row.value
    columns = {ours: column for column, ours in RACES.items()}
    for name, learner in o.learners.items():
        gender, race = traits[name].get("gender"), traits[name].get("race_ethnicity")
        if not (learner.birth_on or gender or race):
            continue
        known = gender in (None, "male", "female", "other", "unspecified")
        yield Demographics(
            guid(name),
            birth_date=learner.birth_on,
            sex=gender if known else f"ext:{gender}",
            hispanic_or_latino_ethnicity=race == "hispanic_or_latino" if race else None,
            demographic_race_two_or_more_races=race == "multiracial" if race else None,
            **{columns[race]: True} if race in columns else {},  # type: ignore[arg-type]
        )


def _word_of(relation: str) -> str:
    return next((word for word, ours in GUARDIANS.items() if ours == relation), "guardian")
