"""Bringing small rosters in, for the tests of this folder."""

import csv
import datetime as dt
import io

from headway.district.foundation.api import Actor
from headway.district.interop import api as interop
from headway.district.people.models import SourceRecord
from tests.mathematics.formats.oneroster.small_bundles import (
    HEAD_11,
    ROLES_12,
    ROWS_11,
    USERS_12,
    csv_text,
    files_11,
    manifest,
    small,
    zip_of,
)

BY = Actor.system("test.roster")
TODAY = dt.date(2026, 10, 7)

# The sample district as the import counts it.
GRAND_BEND = {
    "org": 4,
    "academicSession": 9,
    "course": 84,
    "class": 532,
    "user": 2899,
    "learner": 960,
    "role": 67,
    "agent": 1872,
    "enrollment": 13440,
    "enrollment.staff": 532,
    "demographics": 960,
}

DELTA = "2026-10-01T08:00:00.000Z"


def preview(raw, **options):
    return interop.plan(format="oneroster", raw=raw, file_name="roster.zip", options=options, by=BY)


def bring(raw, **options):
    """Plan and apply; the plan and the report."""
    run, plan = preview(raw, **options)
    _run, report = interop.apply(run_uuid=run.uuid, by=BY)
    return plan, report


def changed(name, number, **cells):
    """The rows of one file of the small district, one of them with other cells, by column."""
    rows = list(ROWS_11[name])
    rows[number] = with_cells(name, rows[number], **cells)
    return rows


def with_cells(name, row, **cells):
    """A row of the small district with other cells, by column."""
    found = next(csv.reader([row]))
    for column, value in cells.items():
        found[HEAD_11[name].split(",").index(column)] = value
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(found)
    return out.getvalue()


def delta(**files):
    """A bundle of changes: rows as in the small district, with status and dateLastModified filled in where blank."""
    texts = {name: csv_text(HEAD_11[name], [_dated(each) for each in rows]) for name, rows in files.items()}
    return zip_of({"manifest": manifest("1.1", **dict.fromkeys(files, "delta")), **texts})


def _dated(text):
    name, status, dated, rest = text.split(",", 3)
    return ",".join([name, status or "active", dated or DELTA, rest])


USER_ROWS_12 = (
    "t1,,,true,okoye,,Ada,Okoye,,,ada@example.org,,,,,,,,,,,s1,",
    'l1,,,true,maya,"{LDAP:maya},{LTI:7}",Maya,Ruiz,,1001,,,,p1,06,,,,Mai,,,s1,she/her',
    "p1,,,true,ruiz,,Inés,Ruiz,,,,,,l1,,,,,,,,s1,",
)
ROLE_ROWS_12 = (
    "r1,,,t1,primary,teacher,2026-08-20,2027-06-10,s1,",
    "r2,,,l1,primary,student,,,s1,",
    "r3,,,p1,primary,parent,,,s1,",
)


def small_12(users=USER_ROWS_12, roles=ROLE_ROWS_12, **changed_files):
    """The small district in version 1.2."""
    files = files_11(**changed_files)
    files["users"] = csv_text(USERS_12, users)
    files["roles"] = csv_text(ROLES_12, roles)
    return zip_of({"manifest": manifest("1.2", **dict.fromkeys(files, "bulk")), **files})


def delta_12(**files):
    heads = {**HEAD_11, "users": USERS_12, "roles": ROLES_12}
    texts = {name: csv_text(heads[name], [_dated(each) for each in rows]) for name, rows in files.items()}
    return zip_of({"manifest": manifest("1.2", **dict.fromkeys(files, "delta")), **texts})


def ours(model, kind, name, source="sis"):
    """Our row behind a record of the source."""
    record = SourceRecord.objects.get(source__code=source, kind=kind, sourced_id=name)
    return model.objects.get(pk=record.target_id)


def actions(plan):
    """{(kind, identifier): action} of everything that is not left as it is."""
    return {(line.kind, line.identifier): line.action for line in plan.lines}


def fields(plan, kind, name):
    return next(line.fields for line in plan.lines if (line.kind, line.identifier) == (kind, name))


def said(problems, kind):
    return [each for each in problems if each.kind == kind]


__all__ = [
    "BY", "DELTA", "GRAND_BEND", "ROLE_ROWS_12", "ROWS_11", "TODAY", "USER_ROWS_12", "actions", "bring", "changed", "delta", "delta_12", "fields", "ours",
    "preview", "said", "small", "small_12", "with_cells",
]  # fmt: skip
