"""demographics.csv -> birth dates, and what equity work looks at in groups. Places of birth are not kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict

from headway.district.interop.oneroster.gathering import Gathering, Key, Said
from headway.district.interop.oneroster.meanings import RACES
from headway.district.people import api as people
from headway.mastery.formats.oneroster import Demographics

__all__ = ["digest_of_traits", "gather_traits", "remark_on_twins"]


def gather_traits(g: Gathering) -> None:
    """A file without somebody's row takes nothing back; a row that is to be deleted does."""
    adults = 0
    for row in g.bundle.table("demographics"):
        user = row.sourced_id
        if row.status == "tobedeleted":
            if ("demographics", user) in g.records:
                g.unsaid.add(user)
        elif not g.knows("learner", user):
            adults += 1
        else:
            g.births[user] = row.birth_date
            g.traits[user] = _traits(row)
            g.lines_of_demographics[user] = row.line
    if adults:
        g.remark("demographics_of_adults", row="demographics.csv", count=adults)


def _traits(row: Demographics) -> dict[str, str]:
    traits = {}
    if row.sex and row.sex != "unspecified":
        traits["gender"] = row.sex.removeprefix("ext:")[:64]
    races = [ours for field, ours in RACES.items() if getattr(row, field)]
    if row.hispanic_or_latino_ethnicity:
        traits["race_ethnicity"] = "hispanic_or_latino"
    elif row.demographic_race_two_or_more_races or len(races) > 1:
        traits["race_ethnicity"] = "multiracial"
    elif races:
        traits["race_ethnicity"] = races[0]
    return traits


def digest_of_traits(g: Gathering, user: str) -> str:
    """Keyed by the person, so that equal values of two people do not look equal."""
    birth = g.births[user]
    material = json.dumps([user, birth.isoformat() if birth else None, g.traits[user]], sort_keys=True)
    return hashlib.sha256(material.encode()).hexdigest()


def _is_new(g: Gathering, key: Key) -> bool:
    return key not in g.records and key not in g.links


def remark_on_twins(g: Gathering) -> None:
    """New learners who look like somebody: for a person to compare, never merged. No names are written."""
    new: dict[tuple[str, str, dt.date], list[Said]] = defaultdict(list)
    for (kind, name), said in g.said.items():
        birth = g.births.get(name)
        person = g.said.get(("user", name))
        if kind == "learner" and birth and person and _is_new(g, (kind, name)):
            row = person.row
            new[row.given_name.casefold(), row.family_name.casefold(), birth].append(said)  # type: ignore[union-attr]
    if not new:
        return
    here = people.learner_twins()
    for who, learners in new.items():
        first = learners[0]
        for said in learners:
            if who in here:
                g.remark("looks_twice", row=said.place, identifier=said.key[1], line=said.line)
            elif said is not first:
                g.remark(
                    "twins_in_file",
                    row=said.place,
                    identifier=said.key[1],
                    line=said.line,
                    other=first.key[1],
                )
