"""The import of ratings: read with a profile, look everything up, say what cannot be taken, append the rest in one act."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import (
    ContinuumMap,
    DomainKind,
    FrameworkContent,
    current_map,
    latest_version,
    load_framework,
    publish,
)
from headway.district.evidence.api import OWN_PIECE, RatingColumns
from headway.district.foundation.api import Actor, Refused, clock, tables
from headway.district.habits.api import note_columns
from headway.district.interop.plans import Plan, PlanLine, Progress, Report
from headway.district.interop.ratings.apart import habits_apart
from headway.district.interop.ratings.framework import framework_in
from headway.district.interop.ratings.profiles import Profile, load_profile
from headway.district.interop.ratings.reading import Files
from headway.district.interop.ratings.repeats import Repeats, mark_repeats
from headway.district.interop.ratings.resolving import Resolved, resolve
from headway.district.interop.ratings.rows import Remarks
from headway.district.interop.ratings.wording import problem, refuse
from headway.district.policy.api import scale_for
from headway.district.proficiency.api import recompute, record_ratings_in_bulk
from headway.mastery.formats.problems import message, refusal

__all__ = ["OPTIONS", "RatingsImporter"]

# profile: the name of a shipped one, or the profile itself. source: the system that sends (for its own identifiers).
# recompute: false leaves standings to `headway determine` afterwards.
OPTIONS = ("profile", "source", "recompute")
DEFAULT_PROFILE = "plain"


@dataclass(frozen=True, eq=False)
class Work:
    """The rows to append, and the framework to load first, if any."""

    resolved: Resolved
    repeats: Repeats
    rows: np.ndarray
    framework: FrameworkContent | None
    recompute: bool
    source_sha256: str
    # Held, so that planning again inside the transaction need not read the file again (reading.Files.of).
    files: Files


class RatingsImporter:
    """`headway.district.interop.plans.Importer` for tables of ratings."""

    format = "ratings"

    def plan(self, raw: bytes, options: Mapping[str, Any], progress: Progress) -> Plan:
        """Raises FormatProblem when the profile or the file cannot be read as a whole."""
        for name in options:
            if name not in OPTIONS:
                raise refusal(
                    "unknown_option",
                    message(
                        "ratings.unknown_option", "The import of ratings has no option {name}.", name=name
                    ),
                    message(
                        "ratings.unknown_option.remedy", "Use one of: {known}.", known=", ".join(OPTIONS)
                    ),
                    field=name,
                )
        profile = load_profile(options.get("profile") or DEFAULT_PROFILE)
        return _Planning(raw, profile, options, progress).plan()

    def apply(self, plan: Plan, by: Actor, progress: Progress) -> Report:
        work: Work = plan.work
        if work.framework is not None:
            version = load_framework(work.framework, by=by)
            publish(version.id, by=by)
        started = time.perf_counter()
        columns = _columns(work)
        progress("write", 0, len(columns))
        facts = dict(plan.facts)
        if len(columns):
            columns, habits = habits_apart(columns)
            recorded = record_ratings_in_bulk(columns, by=by, source_sha256=work.source_sha256, project=False)
            facts["pieces"] = recorded.pieces
            facts["act"] = str(recorded.act_uuid)
            if len(habits):
                note_columns(habits, by=by, source_sha256=work.source_sha256)
                facts["habits"] = len(habits)
        facts["seconds_to_write"] = round(time.perf_counter() - started, 3)
        if work.recompute and len(columns):
            started = time.perf_counter()
            learners = np.unique(columns.learner).tolist()
            facts["standings"] = recompute(
                learners, lambda done, total: progress("recompute", done, total), by=by
            )
            facts["seconds_to_recompute"] = round(time.perf_counter() - started, 3)
        return Report(plan.counts, plan.problems, facts)


class _Planning:
    def __init__(self, raw: bytes, profile: Profile, options: Mapping[str, Any], progress: Progress) -> None:
        self.profile = profile
        self.options = options
        self.progress = progress
        self.sha256 = hashlib.sha256(raw).hexdigest()
        self.files = Files.of(raw, self.sha256, profile)

    def plan(self) -> Plan:
        self.progress("read", 0, 0)
        sheet = self.files.rows()
        remarks = Remarks.on(sheet)
        continuum, framework, known = self._competencies(remarks)
        source = self.options.get("source", "") or self.profile.name
        self.progress("look up", 0, len(sheet))
        scale = scale_for(None)
        resolved = resolve(
            self.files, self.profile, scale, known, continuum, remarks, self.options.get("source", "")
        )
        repeats = mark_repeats(resolved, source, remarks)
        new = ~(remarks.wrong | remarks.no_ratings | repeats.before | repeats.repeated)
        rows = np.flatnonzero(new)
        return Plan(
            format=RatingsImporter.format,
            counts=self._counts(
                remarks, repeats, len(rows), _about_habits(resolved, rows, framework, continuum), framework
            ),
            lines=self._lines(framework),
            problems=tuple(remarks.problems),
            facts={
                "profile": self.profile.name,
                "rows": len(sheet),
                "learners": len(np.unique(resolved.learner[rows])),
                "competencies": len(np.unique(resolved.competency[rows])),
                "problem_counts": dict(remarks.counts),
            },
            work=Work(
                resolved=resolved,
                repeats=repeats,
                rows=rows,
                framework=framework,
                recompute=bool(self.options.get("recompute", True)),
                source_sha256=self.sha256,
                files=self.files,
            ),
            seal=_seal(resolved, repeats, rows),
        )

    def _competencies(
        self, remarks: Remarks
    ) -> tuple[ContinuumMap | None, FrameworkContent | None, dict[str, str]]:
        """What may be rated: the published continuum; or the framework that comes with the file, where there is none."""
        continuum = current_map()
        if continuum is not None:
            return continuum, None, _names(continuum.competencies, uuids=True)
        if self.profile.framework is None:
            raise refuse("no_continuum")
        framework = framework_in(self.files, self.profile.framework)
        if latest_version(framework.identifier) is not None:
            # It is here as a draft or as a reference; making it the continuum is a person's decision.
            raise refuse("no_continuum")
        remarks.say(
            problem("framework_first", title=framework.title, count=len(framework.competencies)),
        )
        return None, framework, _names(framework.competencies)

    def _counts(
        self,
        remarks: Remarks,
        repeats: Repeats,
        added: int,
        habits: int,
        framework: FrameworkContent | None,
    ) -> dict[str, dict[str, int]]:
        """added: rows that are new; habits: how many of them are about habits, which are counted apart."""
        rating = {
            "add": added - habits,
            "leave": int(repeats.before.sum()),
            "cannot_read": int(((remarks.wrong | repeats.repeated) & ~remarks.no_ratings).sum()),
        }
        counts = {"rating": {action: count for action, count in rating.items() if count}}
        if habits:
            counts["habit"] = {"add": habits}
        if framework is not None:
            counts["framework"] = {"add": 1}
            counts["competency"] = {"add": len(framework.competencies)}
        return counts

    def _lines(self, framework: FrameworkContent | None) -> tuple[PlanLine, ...]:
        """Ratings are counted, not listed: 200,000 lines would tell nobody anything."""
        return (PlanLine("framework", "add", framework.identifier),) if framework else ()


def _about_habits(
    resolved: Resolved, rows: np.ndarray, framework: FrameworkContent | None, continuum: ContinuumMap | None
) -> int:
    """How many of these rows are about habits of success, on the line in force or the one that comes with the file."""
    known = framework.competencies if framework else continuum.competencies if continuum else ()
    habits = {one.identifier for one in known if one.kind == DomainKind.HABITS}
    is_habit = np.array([one in habits for one in (*resolved.competencies, "")], dtype=np.bool_)
    return int(is_habit[resolved.competency[rows]].sum())


def _names(competencies: Iterable[Any], uuids: bool = False) -> dict[str, str]:
    """Every way in which a file may name a competency → its identifier; empty where two share a code."""
    names: dict[str, str] = {}
    for one in competencies:
        if one.code:
            names[one.code] = "" if one.code in names else one.identifier
    # An identifier is nobody else's, whatever codes look like.
    for one in competencies:
        names[one.identifier] = one.identifier
        if uuids:
            names[str(one.uuid)] = one.identifier
    return names


def _seal(resolved: Resolved, repeats: Repeats, rows: np.ndarray) -> str:
    """Which rows would be added, to whom and at which level: two plans with one seal add the same ratings."""
    digest = hashlib.sha256("".join(resolved.competencies).encode())
    for column in (rows, resolved.learner[rows], resolved.competency[rows], resolved.level[rows]):
        digest.update(np.ascontiguousarray(column).astype("<i8").tobytes())
    digest.update(np.packbits(repeats.before).tobytes())
    return digest.hexdigest()


def _columns(work: Work) -> RatingColumns:
    """The rows to append, in the form of the record. After the framework was loaded, if it came along."""
    resolved, rows = work.resolved, work.rows
    continuum = current_map()
    if continuum is None:
        raise Refused(
            _("The district has no published continuum yet."), remedy=_("Publish it, then try again.")
        )
    ids = {one.identifier: one.id for one in continuum.competencies}
    competency_ids = np.array([ids.get(one, -1) for one in (*resolved.competencies, "")], dtype=np.int64)
    now = np.full(len(rows), tables.microseconds(clock.now()), dtype=np.int64).astype("datetime64[us]")
    piece = resolved.piece.at_rows(rows)
    unnamed = piece.where(lambda value: not value)
    title = resolved.title
    forms = resolved.form.at_rows(rows)
    used = {forms.values[one] for one in np.unique(forms.of_row).tolist()}
    return RatingColumns(
        learner=resolved.learner[rows],
        competency=competency_ids[resolved.competency[rows]],
        level=resolved.level[rows],
        observed_at=resolved.observed_at[rows].astype("datetime64[us]"),
        recorded_at=now,
        rater=resolved.rater[rows],
        piece=np.where(unnamed, OWN_PIECE, piece.of_row),
        form=used.pop() if len(used) == 1 else [forms.values[one] for one in forms.of_row.tolist()],
        words=_words(rows, resolved, piece.of_row, unnamed) if any(title.values) else {},
        request_key=work.repeats.keys[rows],
    )


def _words(
    rows: np.ndarray, resolved: Resolved, piece: np.ndarray, unnamed: np.ndarray
) -> dict[int, tuple[str, str]]:
    """The first title of each piece of work; `rows` holds the places of the ratings in the table."""
    words: dict[int, tuple[str, str]] = {}
    seen: set[tuple[int, int]] = set()
    learners, titles = resolved.learner[rows].tolist(), resolved.title.of_row[rows].tolist()
    for place, (learner, number, alone, title) in enumerate(
        zip(learners, piece.tolist(), unnamed.tolist(), titles, strict=True)
    ):
        text = resolved.title.values[title]
        if not text or (not alone and (learner, number) in seen):
            continue
        seen.add((learner, number))
        words[place] = (text, "")
    return words
