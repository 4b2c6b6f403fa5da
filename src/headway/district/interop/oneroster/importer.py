"""The import of a OneRoster bundle: read it, say what it would change, do it in the caller's transaction.

The student information system decides who is enrolled where; Headway keeps everything that it never says: preferred
language, who may see a child, days off, evidence and decisions. Nobody is deleted. Nobody is merged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from headway.district.foundation.api import Actor, clock
from headway.district.interop.oneroster.calendar import remark_on_calendar
from headway.district.interop.oneroster.comparing import Work, compare
from headway.district.interop.oneroster.gathering import Gathering
from headway.district.interop.oneroster.meanings import FILE_KINDS, GRADEBOOK, RESOURCES
from headway.district.interop.oneroster.options import RosterOptions
from headway.district.interop.oneroster.places import gather_places, gather_sessions
from headway.district.interop.oneroster.quality import look_at
from headway.district.interop.oneroster.teaching import gather_classes, gather_courses, gather_enrolments
from headway.district.interop.oneroster.traits import gather_traits, remark_on_twins
from headway.district.interop.oneroster.users import gather_users
from headway.district.interop.plans import Plan, PlanLine, Progress, Report
from headway.district.pacing.api import record_times_away
from headway.district.people import api as people
from headway.district.people.types import LearnerRow, RecordNote
from headway.mastery.formats.oneroster import Bundle, Limits, read_bundle
from headway.mastery.formats.problems import Problem

__all__ = ["RosterImporter"]

FORMAT = "oneroster"
SOURCE = "sis"
# Sentences of one kind about one column; the rest is counted.
PROBLEMS_PER_KIND = 50
_BY_UUID = {
    "orgs": ("org",),
    "academicSessions": ("academicSession",),
    "courses": ("course",),
    "classes": ("class", "homeGroup"),
    "users": ("user", "learner"),
    "enrollments": ("enrollment", "enrollment.staff"),
}


class RosterImporter:
    format = FORMAT

    def plan(self, raw: bytes, options: Mapping[str, Any], progress: Progress) -> Plan:
        """What the bundle would change. Raises FormatProblem for a file that can't be trusted as a whole."""
        chosen = RosterOptions.of(options)
        progress("reading", 0, 0)
        bundle = read_bundle(
            raw,
            limits=Limits(problems_per_kind=PROBLEMS_PER_KIND),
            dates=chosen.dates,
            encoding=chosen.encoding,
        )
        source = chosen.source or bundle.system_code.strip()[:64] or SOURCE
        progress("comparing", 0, 0)
        gathering = Gathering(bundle, chosen, people.source_records(source), clock.today())
        _gather(gathering)
        comparison = compare(gathering, source)
        used = [each for each in bundle.problems if _is_used(each)]
        return Plan.of(
            FORMAT,
            [*comparison.lines, *gathering.unreadable, *_unread(bundle, used)],
            left=comparison.left,
            problems=[*gathering.problems, *used],
            facts={
                "source": source,
                "system": bundle.system_name,
                "version": bundle.version,
                "modes": {name: mode for name, mode in bundle.modes.items() if mode != "absent"},
                "left_out": dict(gathering.left_out),
            },
            work=comparison.work,
        )

    def apply(self, plan: Plan, by: Actor, progress: Progress) -> Report:
        """Do what the plan says, and look at what came of it."""
        work: Work = plan.work
        total = len(work.rows)
        done = 0

        def wrote(kind: str, count: int) -> None:
            nonlocal done
            done += count
            progress(kind, done, total)

        people.link_records(work.source, work.links, marks={"linked": True})
        last_days = _last_days(work)
        outcome = people.write_roster(
            [*work.rows.values(), *work.characteristics],
            by=by,
            source_code=work.source,
            digests=work.digests,
            extras=work.extras,
            progress=wrote,
            format=FORMAT,
        )
        if last_days:
            record_times_away(last_days, back_on=clock.today(), by=by)
        people.note_records(work.source, work.notes)
        if work.gone:
            people.mark_inactive(work.gone, by=by, source_code=work.source, on=clock.today())
        people.note_records(work.source, _notes_on_traits(work, outcome.ids))
        progress("looking", 0, 0)
        facts, problems = look_at(work.source, clock.today())
        return Report(
            counts=plan.counts,
            problems=(*problems, *plan.problems),
            facts={**plan.facts, "roster": facts},
        )


def _last_days(work: Work) -> dict[int, dt.date]:
    """The learners who left, and are here again by this bundle: since when none of their time was here."""
    back = {key for key, row in work.rows.items() if isinstance(row, LearnerRow) and row.left_on is None}
    records = people.source_records(work.source) if back else {}
    ids = {record.target_id for key, record in records.items() if key in back and record.target_id}
    gates = people.learner_gates(ids).values()
    return {one.id: one.left_on for one in gates if one.left_on and one.left_on < clock.today()}


def _gather(g: Gathering) -> None:
    """From places down to demographics: each may refer to those before it."""
    _find_own(g)
    gather_places(g)
    gather_sessions(g)
    remark_on_calendar(g)
    gather_courses(g)
    gather_classes(g)
    users = gather_users(g)
    gather_enrolments(g, users)
    gather_traits(g)
    remark_on_twins(g)
    for kind, files in (("gradebook_left_out", GRADEBOOK), ("resources_left_out", RESOURCES)):
        counts = {name: len(g.bundle.table(name)) for name in files if len(g.bundle.table(name))}
        g.left_out.update(counts)
        if counts:
            g.remark(kind, files=", ".join(f"{name}.csv" for name in counts), count=sum(counts.values()))


def _find_own(g: Gathering) -> None:
    """Records that go by our own UUIDs: a roster that was exported here comes back as itself."""
    for file, kinds in _BY_UUID.items():
        rows = g.bundle.table(file)
        for kind in kinds:
            new = [row.sourced_id for row in rows if (kind, row.sourced_id) not in g.records]
            for name, found in people.rows_called(kind, new).items():
                g.own[kind, name] = found


def _notes_on_traits(work: Work, ids: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], RecordNote]:
    notes = {
        ("demographics", user): RecordNote(digest, {}, target_id=ids.get(("learner", user)))
        for user, digest in work.traits.items()
    }
    for user in work.unsaid:
        notes["demographics", user] = RecordNote("", {}, is_active=False)
    return notes


def _is_used(each: Problem) -> bool:
    """What the reader said of files that are used here. Of a session that ends before it begins, its own line says more."""
    file = _file_of(each)
    return file not in {*GRADEBOOK, *RESOURCES} and (file, each.kind) != (
        "academicSessions",
        "dates_reversed",
    )


def _file_of(each: Problem) -> str:
    return each.row.partition(".csv")[0]


def _unread(bundle: Bundle, problems: list[Problem]) -> list[PlanLine]:
    """The rows that the reader left out, one line each however much is wrong with them."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for each in problems:
        file = _file_of(each)
        if each.severity == "error" and file in FILE_KINDS:
            places.setdefault((file, each.row, each.identifier), []).append(each.field)
    named = {(file, identifier) for file, _row, identifier in places}
    for file in FILE_KINDS:
        for name in sorted(bundle.table(file).unread):
            if (file, name) not in named:
                places[file, f"{file}.csv", name] = []
    return [
        PlanLine(FILE_KINDS[file], "cannot_read", name, row, tuple(dict.fromkeys(filter(None, fields))))
        for (file, row, name), fields in places.items()
    ]
