"""Modules and courses: what belongs to them, what of it a learner has met, and since when a course is complete.

No date decides: a course ends for a learner on the day on which the last of its competencies was met, in October or in
June, and her next one begins then.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.columns import academic_domains, day_of, of_level
from headway.district.advancement.models import Module, ModuleCompetency
from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map
from headway.district.foundation.api import NotFound
from headway.district.people.api import Viewer, courses_attended, courses_near, organisation_scope
from headway.district.people.types import Role
from headway.district.proficiency.api import proficient_columns

__all__ = [
    "CourseState",
    "ModuleInfo",
    "ModuleState",
    "course_states",
    "courses_complete",
    "courses_to_choose",
    "editable_places",
    "module_of",
    "module_state",
    "module_states",
    "modules_for",
]

EDITORS = (Role.CURRICULUM_LEAD, Role.LEADER, Role.TEACHER)


@dataclass(frozen=True, slots=True)
class ModuleInfo:
    """parts: competencies of the continuum in force with whether the module isn't met without them, in their order."""

    uuid: UUID
    id: int
    title: str
    description: str
    place: str
    place_uuid: UUID
    course: str
    course_id: int | None
    course_uuid: UUID | None
    domain_code: str
    level: int | None
    parts: tuple[tuple[CompetencyInfo, bool], ...]
    next_uuid: UUID | None
    next_title: str
    revision: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class ModuleState:
    """One learner in one module. since: the day of the last decision that made it met; None: something is open."""

    met: tuple[CompetencyInfo, ...]
    open: tuple[CompetencyInfo, ...]
    since: dt.date | None

    @property
    def is_met(self) -> bool:
        return self.since is not None


@dataclass(frozen=True, slots=True)
class CourseState:
    """One learner in one course. asked: how many competencies it is about; complete_since: None as long as one is open."""

    course_id: int
    asked: int
    met: int
    complete_since: dt.date | None


def editable_places(viewer: Viewer) -> list[Any]:
    """Where this viewer may keep modules: the places of her duty, a whole district or a school."""
    return list(organisation_scope(viewer, *EDITORS))


def courses_to_choose(viewer: Viewer) -> list[Any]:
    """The courses to which a module of hers may belong, by title."""
    places = editable_places(viewer)
    return list(courses_near(places)) if places else []


def modules_for(viewer: Viewer) -> tuple[ModuleInfo, ...]:
    """The modules of the viewer's schools and of the places above them, in their order. A few queries in all."""
    places = {int(part) for one in editable_places(viewer) for part in one.path.split("/") if part}
    return _infos(Module.objects.filter(organisation_id__in=places, is_active=True))


def module_of(viewer: Viewer, module_uuid: UUID) -> ModuleInfo:
    """One module of these. NotFound for others."""
    places = {int(part) for one in editable_places(viewer) for part in one.path.split("/") if part}
    found = _infos(Module.objects.filter(uuid=module_uuid, organisation_id__in=places))
    if not found:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found[0]


def _infos(rows: Any) -> tuple[ModuleInfo, ...]:
    continuum = current_map()
    listed = list(rows.select_related("organisation", "course", "next_module").order_by("sequence", "pk"))
    parts = _parts([one.pk for one in listed], continuum)
    return tuple(
        ModuleInfo(
            uuid=one.uuid,
            id=one.pk,
            title=one.title,
            description=one.description,
            place=one.organisation.name,
            place_uuid=one.organisation.uuid,
            course=one.course.title if one.course else "",
            course_id=one.course_id,
            course_uuid=one.course.uuid if one.course else None,
            domain_code=one.domain_code,
            level=one.level,
            parts=tuple(parts.get(one.pk, ())),
            next_uuid=one.next_module.uuid if one.next_module else None,
            next_title=one.next_module.title if one.next_module else "",
            revision=one.revision,
            is_active=one.is_active,
        )
        for one in listed
    )


def _parts(
    module_ids: Collection[int], continuum: ContinuumMap | None
) -> dict[int, list[tuple[CompetencyInfo, bool]]]:
    found: dict[int, list[tuple[CompetencyInfo, bool]]] = defaultdict(list)
    if continuum is None:
        return found
    rows = ModuleCompetency.objects.filter(module__in=module_ids).order_by("position", "pk")
    for module, competency, essential in rows.values_list("module_id", "competency_id", "is_essential"):
        living = continuum.current_ids.get(competency)
        if living is not None:
            found[module].append((continuum.by_id[living], essential))
    return found


def module_state(learner_id: int, module: ModuleInfo) -> ModuleState:
    """What of a module one learner has met."""
    return module_states((learner_id,), (module,))[learner_id][module.id]


def module_states(
    learner_ids: Collection[int], modules: Collection[ModuleInfo]
) -> dict[int, dict[int, ModuleState]]:
    """Learner → module id → state. One query; access is decided by whoever gives the ids."""
    shown = _shown(learner_ids)
    return {
        learner: {one.id: _state(one.parts, shown.get(learner, {})) for one in modules}
        for learner in learner_ids
    }


def _state(parts: Iterable[tuple[CompetencyInfo, bool]], shown: Mapping[int, int]) -> ModuleState:
    listed = list(parts)
    met = tuple(one for one, _is_essential in listed if one.id in shown)
    essential = [one.id for one, is_essential in listed if is_essential]
    is_met = bool(essential) and all(one in shown for one in essential)
    return ModuleState(
        met,
        tuple(one for one, _is_essential in listed if one.id not in shown),
        day_of(max(shown[one] for one in essential)) if is_met else None,
    )


def _shown(learner_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """Learner → competency that is proficient → the day since which it is."""
    continuum = current_map()
    found: dict[int, dict[int, int]] = defaultdict(dict)
    if continuum is None or not learner_ids:
        return found
    columns = proficient_columns(sorted(learner_ids), continuum)
    for learner, competency, day in zip(
        columns.learner.tolist(), columns.competency.tolist(), columns.day.tolist(), strict=True
    ):
        found[learner][competency] = day
    return found


def course_states(
    learners_of: Mapping[int, Collection[int]], courses: Collection[Any]
) -> dict[tuple[int, int], CourseState]:
    """(learner, course id) → state, for the learners given for each course. Three queries in all.

    A course is complete when the essential competencies of its modules are met; where it has no modules, those of its
    domain and level. A course that names neither is never complete by itself.
    """
    continuum = current_map()
    if continuum is None:
        return {}
    asked = _asked_of_courses(courses, continuum)
    shown = _shown({one for ids in learners_of.values() for one in ids})
    found = {}
    for course, learners in learners_of.items():
        ids = asked.get(course, frozenset())
        for learner in learners:
            met = ids & shown.get(learner, {}).keys()
            is_complete = bool(ids) and len(met) == len(ids)
            found[learner, course] = CourseState(
                course,
                len(ids),
                len(met),
                day_of(max(shown[learner][one] for one in ids)) if is_complete else None,
            )
    return found


def courses_complete(
    learner: Any, met: Mapping[int, dt.date] | None = None
) -> tuple[tuple[Any, dt.date], ...]:
    """The courses in which a learner is today and which are complete for her, with the day since which they are.

    met: competency id → the day since which it is proficient, where that was read already. One query, or two.
    """
    continuum = current_map()
    if continuum is None:
        return ()
    courses, asked = _attended(learner.pk, continuum)
    if met is None:
        met = (
            {one: day_of(day) for one, day in _shown({learner.pk}).get(learner.pk, {}).items()}
            if courses
            else {}
        )
    found = [
        (course, max(met[one] for one in asked[pk]))
        for pk, course in courses.items()
        if asked[pk] and asked[pk] <= met.keys()
    ]
    return tuple(sorted(found, key=lambda pair: pair[1]))


def _attended(learner_id: int, continuum: ContinuumMap) -> tuple[dict[int, Any], dict[int, frozenset[int]]]:
    """The courses in which a learner is, and what each asks; with the parts of their modules in the same query."""
    active = FilteredRelation("modules", condition=Q(modules__is_active=True))
    rows = courses_attended(learner_id).annotate(
        active=active,
        module=F("active__pk"),
        part=F("active__parts__competency_id"),
        is_essential=F("active__parts__is_essential"),
    )
    courses: dict[int, Any] = {}
    of_module: dict[int, set[int]] = defaultdict(set)
    with_modules = set()
    for row in rows:
        courses.setdefault(row.pk, row)
        if row.module is not None:
            with_modules.add(row.pk)
        if row.is_essential and (living := continuum.current_ids.get(row.part)) is not None:
            of_module[row.pk].add(living)
    return courses, {
        pk: frozenset(of_module[pk] if pk in with_modules else _of_level_of(course, continuum))
        for pk, course in courses.items()
    }


def _of_level_of(course: Any, continuum: ContinuumMap) -> set[int]:
    """What a course without modules asks: the essential competencies of its domain and level."""
    if course.level is None or course.domain_code not in academic_domains(continuum):
        return set()
    found = of_level(continuum, course.domain_code, course.level)
    return {one.id for one in found if one.importance == "essential"}


def _asked_of_courses(courses: Collection[Any], continuum: ContinuumMap) -> dict[int, frozenset[int]]:
    modules = Module.objects.filter(course__in=[one.pk for one in courses], is_active=True)
    of_course: dict[int, list[int]] = defaultdict(list)
    for module, course in modules.values_list("pk", "course_id"):
        of_course[course].append(module)
    parts = _parts([one for ids in of_course.values() for one in ids], continuum)
    found = {}
    for course in courses:
        ids = {
            one.id for module in of_course[course.pk] for one, essential in parts.get(module, ()) if essential
        }
        found[course.pk] = frozenset(ids if of_course[course.pk] else _of_level_of(course, continuum))
    return found
