"""Organisations and sessions of a bundle: the tree of places, and the calendar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Refused
from headway.district.interop.oneroster.gathering import Gathering, place_of, told
from headway.district.interop.oneroster.meanings import PLACES, SESSIONS
from headway.district.people import api as people
from headway.district.people.types import OrganisationKind, OrganisationRow, PlaceInfo, TermKind, TermRow
from headway.mastery.formats.oneroster import Org

__all__ = ["gather_places", "gather_sessions"]


def gather_places(g: Gathering) -> None:
    """Schools, districts and states; departments become a note about the place around them."""
    rows: dict[str, Org] = {row.sourced_id: row for row in g.bundle.table("orgs")}
    standing = {name: row for name, row in rows.items() if row.status != "tobedeleted"}
    _departments(g, standing)
    by_code = _by_code(g, standing)
    for row in standing.values():
        if row.sourced_id not in g.departments:
            _say_place(g, row, by_code)
    for name in sorted(rows.keys() - standing.keys()):
        g.leave(("org", name))
        g.leave(("department", name))
    table = g.bundle.table("orgs")
    for key, _record in g.stored("org", "department"):
        if key[1] in standing:
            # A place that is a department now, or the other way round.
            if key not in g.said and (key[0] == "org" or key[1] not in g.departments):
                g.leave(key)
        elif table.says_who_left and key[1] not in table.unread:
            g.leave(key)
    _under(g)


def _departments(g: Gathering, standing: dict[str, Org]) -> None:
    folded = 0
    for row in standing.values():
        parent = row.parent_sourced_id or ""
        known = parent in standing or ("org", parent) in g.records or parent in g.departments
        if row.type in PLACES:
            g.departments.pop(row.sourced_id, None)
        elif known:
            g.departments[row.sourced_id] = parent
            folded += 1
        else:
            g.departments.pop(row.sourced_id, None)
            g.remark(
                "department_as_school",
                row=place_of("orgs", row.line),
                identifier=row.sourced_id,
                field="parentSourcedId",
                other=row.name,
                type=row.type,
            )
    if folded:
        g.remark("department_folded", row="orgs.csv", field="type", count=folded)


def _say_place(g: Gathering, row: Org, by_code: dict[str, PlaceInfo]) -> None:
    kind = PLACES.get(row.type or "", OrganisationKind.SCHOOL)
    parent = row.parent_sourced_id or ""
    seen = {row.sourced_id}
    while parent in g.departments and parent not in seen:
        seen.add(parent)
        parent = g.departments[parent]
    key = ("org", row.sourced_id)
    governs = ["kind", "name", "code"]
    if parent:
        # A blank parent is silence: somebody may have given the file's district its place here.
        governs.append("parent")
    if key not in g.records and row.identifier in by_code:
        g.links[key] = by_code[row.identifier]
    g.say(
        OrganisationRow(row.sourced_id, kind, row.name or "", row.identifier or "", parent),
        governs,
        kept=told(type=row.type if row.type != kind else None, metadata=dict(row.extra)),
        memory=told(top=not parent),
        file="orgs",
        line=row.line,
    )


def _by_code(g: Gathering, standing: dict[str, Org]) -> dict[str, PlaceInfo]:
    if g.options.match != "identifier":
        return {}
    return people.places_called(codes=[row.identifier for row in standing.values() if row.identifier])


def _tops(g: Gathering) -> list[str]:
    """The names of the topmost organisations that this source tells of, this bundle and earlier ones together."""
    tops = [name for (kind, name), said in g.said.items() if kind == "org" and said.memory.get("top")]
    for key, record in g.stored("org"):
        if record.extra.get("top") and key not in g.said and key not in g.gone:
            tops.append(key[1])
    return tops


def _under(g: Gathering) -> None:
    """Give the topmost organisations of the file their place among ours."""
    tops = [name for name in _tops(g) if ("org", name) not in g.records and ("org", name) not in g.links]
    if not tops:
        return
    if not g.options.under:
        ours = [place for place in people.top_places() if not _is_known(g, place)]
        if ours:
            said = g.said["org", tops[0]]
            g.remark(
                "beside_district",
                row=said.place,
                identifier=tops[0],
                name=ours[0].name,
                other=said.row.name,  # type: ignore[union-attr]
            )
        return
    found = people.places_called(uuids=[g.options.under])
    place = found.get(g.options.under)
    if place is None:
        raise Refused(
            _("There is no such organisation to put this roster under."),
            remedy=_("Choose one of the organisations that are here."),
        )
    if len(tops) == 1 and g.said["org", tops[0]].row.kind == place.kind:  # type: ignore[union-attr]
        g.links["org", tops[0]] = place
        return
    g.links["org", str(place.uuid)] = place
    for name in tops:
        said = g.said.pop(("org", name))
        row = said.row
        g.say(
            OrganisationRow(name, row.kind, row.name, row.code, str(place.uuid)),  # type: ignore[union-attr]
            said.governs,
            kept=said.kept,
            memory=said.memory,
            file=said.file,
            line=said.line,
        )


def _is_known(g: Gathering, place: PlaceInfo) -> bool:
    return any(record.target_id == place.id for _key, record in g.stored("org", active=False))


def gather_sessions(g: Gathering) -> None:
    """School years and their parts. A session belongs to the file's topmost organisation, when there is only one."""
    table = g.bundle.table("academicSessions")
    tops = _tops(g)
    organisation = tops[0] if len(tops) == 1 else ""
    standing = {row.sourced_id: row for row in table if row.status != "tobedeleted"}
    reversed_ = {
        name
        for name, row in standing.items()
        if row.start_date and row.end_date and row.end_date < row.start_date
    }
    own_types = [row.type for row in standing.values() if row.type not in SESSIONS]
    strangers = []
    for row in standing.values():
        key = ("academicSession", row.sourced_id)
        if row.sourced_id in reversed_:
            g.cannot_read("term_reversed", key, "academicSessions", row.line, field="endDate")
            continue
        parent = row.parent_sourced_id or ""
        if parent and (
            parent in reversed_ or (parent not in standing and not g.knows("academicSession", parent))
        ):
            strangers.append(row.line)
            parent = ""
        g.say(
            TermRow(
                row.sourced_id,
                row.title or "",
                row.start_date,
                row.end_date,
                SESSIONS.get(row.type or "", TermKind.TERM),
                organisation,
                parent,
                row.school_year,
            ),
            ("name", "starts_on", "ends_on", "kind", "parent", "school_year")
            + (("organisation",) if organisation else ()),
            kept=told(type=row.type if row.type not in SESSIONS else None, metadata=dict(row.extra)),
            file="academicSessions",
            line=row.line,
        )
    if own_types:
        g.remark(
            "session_type", row="academicSessions.csv", field="type", count=len(own_types), type=own_types[0]
        )
    if strangers:
        g.remark(
            "term_unknown",
            row=place_of("academicSessions", strangers[0]),
            field="parentSourcedId",
            count=len(strangers),
            line=strangers[0],
        )
    for row in table:
        if row.status == "tobedeleted":
            g.leave(("academicSession", row.sourced_id))
    if table.says_who_left:
        for key, _record in g.stored("academicSession"):
            if key[1] not in standing and key[1] not in table.unread:
                g.leave(key)
