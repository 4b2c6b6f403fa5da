"""Looking at every line that is to be recorded, before anything is written: what is wrong, and how to mend it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from headway.district.continuum.api import ContinuumMap, DomainKind, current_map
from headway.district.evidence.criteria import criteria_of_many
from headway.district.evidence.models import Evidence, Task
from headway.district.evidence.types import Criterion, EvidenceForm, RatingLine, Setting, Support
from headway.district.foundation.api import Actor, FieldProblem, clock
from headway.district.people.api import LearnerGate, Viewer, learner_gates, people_exist, sections_exist
from headway.district.policy.api import DistrictScale, scale_for

__all__ = [
    "Known",
    "Problem",
    "circumstance_problems",
    "field_problems",
    "is_level",
    "level_sentence",
    "line_problems",
    "problems_of_competency",
    "problems_of_kind",
    "problems_of_place",
    "problems_of_time",
    "problems_of_words",
    "told_circumstances",
]

# The field, what is wrong with it, and how to mend it.
Problem = tuple[str, str | Promise, str | Promise]
# As wide as their columns.
LONGEST = {"title": 255, "link": 1024, "misconception": 512, "context": 64, "source": 64}
DEEPEST = 4


class Known:
    """What the lines may refer to, looked up once for all of them."""

    scale: DistrictScale
    continuum: ContinuumMap | None
    learners: Mapping[int, LearnerGate]
    raters: set[int]
    sections: set[int]
    tasks: set[int]
    pieces: Mapping[uuid.UUID, Evidence]
    criteria: Mapping[tuple[int, int | None], tuple[Criterion, ...]]
    today: dt.date

    def __init__(self, lines: Sequence[RatingLine]):
        self.scale = scale_for()
        self.continuum = current_map()
        self.learners = learner_gates({line.learner_id for line in lines})
        self.raters = _existing(people_exist, {line.rater_id for line in lines})
        self.sections = _existing(sections_exist, {line.section_id for line in lines})
        self.tasks = _existing(_tasks_exist, {line.task_id for line in lines})
        self.pieces = _pieces({line.evidence_uuid for line in lines if line.evidence_uuid})
        asked = {(line.competency_id, self.task_of(line)) for line in lines if line.criteria}
        self.criteria = criteria_of_many(asked) if asked else {}
        self.today = clock.today()

    def task_of(self, line: RatingLine) -> int | None:
        piece = self.pieces.get(line.evidence_uuid) if line.evidence_uuid else None
        return piece.task_id if piece else line.task_id

    def criteria_of(self, line: RatingLine) -> dict[uuid.UUID, Criterion]:
        found = self.criteria.get((line.competency_id, self.task_of(line)), ())
        return {criterion.uuid: criterion for criterion in found}


def _existing(lookup: Any, ids: set[int | None]) -> set[int]:
    wanted = {one for one in ids if one is not None}
    return lookup(wanted) if wanted else set()


def _tasks_exist(ids: set[int]) -> set[int]:
    return set(Task.objects.filter(pk__in=ids).values_list("pk", flat=True))


def _pieces(uuids: set[uuid.UUID]) -> dict[uuid.UUID, Evidence]:
    if not uuids:
        return {}
    rows = Evidence.objects.filter(uuid__in=uuids).select_related("words", "circumstances")
    return {row.uuid: row for row in rows}


def line_problems(line: RatingLine, known: Known, by: Actor, viewer: Viewer | None) -> Iterator[Problem]:
    """Everything about one line that can't be recorded."""
    if not is_level(line.level, known.scale):
        yield "level", *level_sentence(line.level, known.scale)
    yield from problems_of_competency(line.competency_id, known.continuum)
    learner = known.learners.get(line.learner_id)
    if learner is None:
        yield "learner", _("There is no such learner."), _("Choose a learner from your section.")
    if line.evidence_uuid is None:
        yield from problems_of_time(line.observed_at, learner, known.today)
        yield from problems_of_kind(line.form, line.setting)
        yield from problems_of_place(line.section_id, line.task_id, known.sections, known.tasks)
    else:
        yield from _problems_of_piece(line, known)
    yield from _problems_of_rater(line, known, by, viewer)
    yield from _problems_of_criteria(line, known, viewer)
    yield from problems_of_words(line)
    yield from circumstance_problems(line)


# -- levels and criteria ---------------------------------------------------------------------------------------------


def is_level(level: object, scale: DistrictScale) -> bool:
    return isinstance(level, int) and not isinstance(level, bool) and 1 <= level <= scale.size


def level_sentence(level: object, scale: DistrictScale) -> tuple[str, str]:
    """What to say when something is not a level, and the levels there are."""
    choose = _("Choose one of: %(levels)s.") % {
        "levels": ", ".join(f"{one.number} {one.name}" for one in scale.levels)
    }
    if _counts_out_of_something(level):
        return (
            _("“%(given)s” counts right answers; the record keeps performance levels.") % {"given": level},
            _("Look at what the work shows, then choose its level. %(choose)s") % {"choose": choose},
        )
    if isinstance(level, str) and level.strip() and not _is_whole(level) and len(level.strip()) > 1:
        own = {name.casefold(): one for one in scale.levels for name in (one.code, one.name)}
        if one := own.get(level.strip().casefold()):
            return (
                _("The level “%(given)s” was sent as a word; it is kept as its number.") % {"given": level},
                _("Send %(number)s.") % {"number": one.number},
            )
        return (
            _("“%(given)s” isn't a word of the district's performance levels.") % {"given": level},
            _("If it comes from another scale, say which of ours it means. %(choose)s") % {"choose": choose},
        )
    return _("“%(given)s” isn't a performance level.") % {"given": level}, choose


def _counts_out_of_something(level: object) -> bool:
    """85 %, 17/20, 0.85: how many were right, which is no level."""
    if isinstance(level, float):
        return True
    if not isinstance(level, str):
        return False
    text = level.strip().replace(",", ".")
    if text.endswith("%"):
        return True
    part, slash, whole = text.partition("/")
    if slash:
        return _is_number(part) and _is_number(whole)
    return _is_number(text) and not _is_whole(text)


def _is_whole(text: str) -> bool:
    return text.strip().lstrip("-").isdecimal()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _problems_of_criteria(line: RatingLine, known: Known, viewer: Viewer | None) -> Iterator[Problem]:
    if not line.criteria:
        return
    rubric = known.criteria_of(line)
    seen: set[uuid.UUID] = set()
    for one in line.criteria:
        if not is_level(one.level, known.scale):
            sentence, remedy = level_sentence(one.level, known.scale)
            yield (
                "criteria",
                _("%(criterion)s: %(sentence)s")
                % {
                    "criterion": rubric[one.criterion].title if one.criterion in rubric else one.title,
                    "sentence": sentence,
                },
                remedy,
            )
        if one.criterion in seen:
            yield (
                "criteria",
                _("One criterion is rated twice in this rating."),
                _("Rate each criterion once."),
            )
        seen.add(one.criterion)
        # An import may bring criteria of another system with their titles; a page shows ours.
        if one.criterion not in rubric and (viewer is not None or not one.title.strip()):
            yield (
                "criteria",
                _("This criterion isn't part of what the work is looked at by."),
                _("The rubric may have changed meanwhile: open the page again, then rate once more."),
            )


# -- what, whose and when --------------------------------------------------------------------------------------------


def problems_of_competency(competency_id: int, continuum: ContinuumMap | None) -> Iterator[Problem]:
    if continuum is None:
        yield (
            "competency",
            _("The district has no published continuum yet."),
            _("An administrator brings it in as a CASE package. This page fills as soon as it is here."),
        )
    elif competency_id not in continuum.current_ids:
        yield (
            "competency",
            _("This competency isn't part of the district's published continuum."),
            _("Choose a competency from the continuum; drafts can't be rated."),
        )
    elif _is_habit(competency_id, continuum):
        yield (
            "competency",
            _("Habits of success are noted on a page of their own, apart from ratings of work."),
            _("Open the learner's page and choose Habits of success."),
        )


def _is_habit(competency_id: int, continuum: ContinuumMap) -> bool:
    current = continuum.by_id.get(continuum.current_ids[competency_id])
    return current is not None and current.kind == DomainKind.HABITS


def _problems_of_piece(line: RatingLine, known: Known) -> Iterator[Problem]:
    assert line.evidence_uuid is not None
    piece = known.pieces.get(line.evidence_uuid)
    if piece is None:
        yield (
            "evidence",
            _("This piece of work isn't in the record."),
            _("Open the page again, and choose a piece that is listed there."),
        )
        return
    if piece.learner_id != line.learner_id:
        yield (
            "evidence",
            _("This piece of work belongs to another learner."),
            _("Open it from the learner's page, and rate it there."),
        )
    told = told_circumstances(line)
    before = getattr(piece, "circumstances", None)
    if told and before and any(getattr(before, name) != value for name, value in told.items()):
        yield (
            "circumstances",
            _("How this piece came about is written already, and is not rewritten."),
            _("Leave it out; if it is wrong, record the piece anew and withdraw the ratings of this one."),
        )


def problems_of_time(at: dt.datetime, learner: LearnerGate | None, today: dt.date) -> Iterator[Problem]:
    if at.tzinfo is None:
        yield (
            "observed_at",
            _("The time of the observation has no time zone."),
            _("Give it with a time zone."),
        )
        return
    observed_on = clock.local_date(at)
    if observed_on > today:
        yield (
            "observed_at",
            _("The observation lies in the future."),
            _("Give the day on which the work was shown, today or earlier."),
        )
    if observed_on < clock.EARLIEST:
        yield (
            "observed_at",
            _("The date could not be read."),
            _("Write it as year-month-day, for example 2026-03-01."),
        )
    elif learner and learner.birth_on and observed_on < learner.birth_on:
        yield (
            "observed_at",
            _("The observation lies before the learner was born."),
            _(
                "Correct the year of the observation; if it is right, ask the registrar to look at the birth date."
            ),
        )
    if learner and learner.left_on and observed_on > learner.left_on:
        yield (
            "learner",
            _("This learner left the district, so nothing new can be recorded."),
            _("If the learner has come back, ask the registrar to reopen the enrolment."),
        )


def problems_of_kind(form: str, setting: str) -> Iterator[Problem]:
    if form not in EvidenceForm.values:
        yield "form", _("This form of evidence isn't known."), _options(EvidenceForm)
    if setting not in Setting.values:
        yield "setting", _("This setting isn't known."), _options(Setting)


def problems_of_place(
    section_id: int | None, task_id: int | None, sections: set[int], tasks: set[int]
) -> Iterator[Problem]:
    if section_id is not None and section_id not in sections:
        yield (
            "section",
            _("There is no such section."),
            _("Leave the section out; evidence belongs to the learner."),
        )
    if task_id is not None and task_id not in tasks:
        yield "task", _("There is no such task."), _("Leave the task out, or choose one from the list.")


def _problems_of_rater(line: RatingLine, known: Known, by: Actor, viewer: Viewer | None) -> Iterator[Problem]:
    if line.rater_id is None:
        return
    if viewer is not None and line.rater_id != viewer.person_id:
        yield (
            "rater",
            _("A rating carries the name of the person who records it."),
            _("Record your own ratings."),
        )
    elif line.rater_id not in known.raters:
        yield "rater", _("The rater isn't known here."), _("Leave the rater out, or import the staff first.")


# -- words and circumstances -----------------------------------------------------------------------------------------


def problems_of_words(line: Any) -> Iterator[Problem]:
    """Words that are too long for their place, and links that lead nowhere or run a program."""
    for name, longest in LONGEST.items():
        if len(getattr(line, name)) > longest:
            yield (
                name,
                _("This is longer than %(longest)s characters.") % {"longest": longest},
                _("Say it in fewer words, or put it into the note."),
            )
    if line.link and not line.link.lower().startswith(("https://", "http://")):
        yield (
            "link",
            _("This isn't the address of a page."),
            _("Paste the address from the browser; it begins with https://."),
        )


def circumstance_problems(line: Any) -> Iterator[Problem]:
    """How a piece came about, where it can't be so. `line` is anything with these fields."""
    depth = line.depth
    is_depth = isinstance(depth, int) and not isinstance(depth, bool) and 1 <= depth <= DEEPEST
    if depth is not None and not is_depth:
        yield (
            "depth",
            _("“%(given)s” isn't a depth of knowledge.") % {"given": depth},
            _("Use 1 (recall), 2 (skill), 3 (reasoning) or 4 (extended thinking), or leave it out."),
        )
    if line.support not in Support.values:
        codes = [code for code in Support.values if code]
        yield (
            "support",
            _("It isn't known what “%(given)s” says about help.") % {"given": line.support},
            _("Use one of: %(codes)s; or leave it out.") % {"codes": ", ".join(codes)},
        )


def told_circumstances(line: Any) -> dict[str, Any]:
    """What the line tells of how the piece came about; empty where it tells nothing."""
    told = {
        "context": line.context.strip(),
        "depth": line.depth,
        "support": line.support,
        "is_transfer": line.is_transfer,
        "is_cumulative": line.is_cumulative,
        "source": line.source.strip(),
    }
    return told if any(told.values()) else {}


def field_problems(rows: Iterable[tuple[str, Problem]]) -> tuple[FieldProblem, ...]:
    """Problems as errors carry them; each with the row that it is about ("" where there is one row only)."""
    return tuple(
        FieldProblem(sentence, field=field, row=row, remedy=remedy) for row, (field, sentence, remedy) in rows
    )


def _options(choices: Any) -> str:
    return ngettext("Use %(codes)s.", "Use one of: %(codes)s.", len(choices.values)) % {
        "codes": ", ".join(choices.values)
    }
