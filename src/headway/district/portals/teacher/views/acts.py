"""Rating, deciding, and taking back. Each is one act of `proficiency.api`; here it is read, called and answered.

The answer depends on the place it came from: a cell or an act of the grid gets that part again, the panel the panel,
and a page a redirect, so that reloading never sends twice.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.district.continuum.api import CompetencyInfo
from headway.district.evidence.api import RatingLine, WithdrawalReason
from headway.district.foundation.api import FieldProblem, Refused, new_uuid
from headway.district.people.api import Viewer, check_rate
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.presenters.acts import (
    Act,
    act_of_decision,
    act_of_rating,
    act_of_withdrawal,
)
from headway.district.portals.teacher.presenters.cells import Cell, CellMaker
from headway.district.portals.teacher.presenters.grids import count_parts, foot_id
from headway.district.portals.teacher.presenters.stacks import conjunctive
from headway.district.portals.teacher.reading import (
    Decided,
    at_fields,
    level_of,
    observed_at,
    place_of,
    read_decided,
    read_observed,
    reason_code,
    uuid_of,
)
from headway.district.portals.teacher.reading_stack import parts_given
from headway.district.portals.teacher.views.frame import address_of_pairs, frame, offer_undo
from headway.district.portals.teacher.views.pair import Pair, pair_of, pair_page, part_of, state_of
from headway.district.proficiency import api as proficiency
from headway.district.proficiency.api import StandingInfo

__all__ = ["decide", "rate", "withdraw"]


@require_POST
def rate(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Record one rating."""
    about = pair_of(request, learner_uuid, competency_uuid)
    observed = read_observed(request.POST)
    part = part_of(about.competency)
    # A button of a level says which; the one of the criteria leaves it to what they show together.
    named = {**request.POST.dict(), f"level-{part.key}": ""}
    (beside,) = parts_given(named, (part,), scale_for().size)
    level = level_of(request.POST.get("level")) or conjunctive(beside.criteria, part.criteria)
    problems = list(observed.problems)
    problems += [one for one in beside.problems if not one.field.startswith("level-")]
    if level is None:
        problems.insert(
            0,
            FieldProblem(
                _("No level is chosen yet."), field="level", remedy=_("Choose the level that the work shows.")
            ),
        )
    try:
        _refuse(problems)
        line = RatingLine(
            learner_id=about.learner.pk,
            competency_id=about.competency.id,
            level=level or 0,
            observed_at=observed_at(observed.observed_on),
            title=observed.title,
            form=observed.form,
            setting=observed.setting,
            section_id=about.section.pk if about.section else None,
            note=observed.note,
            feedback=beside.feedback,
            criteria=beside.lines,
            request_key=observed.request_key,
        )
        outcome = proficiency.record_ratings([line], viewer=_viewer(request))
    except Refused as problem:
        typed = {**observed.given, "feedback": beside.feedback}
        typed |= {part.name_of(one): str(beside.criteria.get(one.uuid, "")) for one in part.criteria}
        return _again(request, about, problem, typed)
    pair = outcome.pairs[0]
    seen = level_of(request.POST.get("seen"))
    act = act_of_rating(
        about.learner.person.name,
        pair,
        line.level,
        scale_for(),
        repeated=outcome.repeated,
        others=0 if seen is None or outcome.repeated else pair.standing.pieces - seen - 1,
        undo_url=about.url("withdraw"),
        undo=(("rating", str(outcome.rating_uuids[0])), ("withdrawal_reason", WithdrawalReason.UNDO)),
    )
    return _answer(request, about, act, pair.standing)


@require_POST
def decide(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Decide a level. `step=check` shows what it means before anything is written; anything else writes it."""
    about = pair_of(request, learner_uuid, competency_uuid)
    decided = read_decided(request.POST)
    typed = {"decided_level": request.POST.get("level", ""), "reason": decided.reason}
    viewer = _viewer(request)
    try:
        _refuse(decided.problems)
        if decided.step == "check":
            check_rate(viewer, about.learner)
            return _check(request, about, decided)
        before = proficiency.explain(viewer, about.learner, about.competency).level
        outcome = proficiency.decide(
            viewer=viewer,
            learner_uuid=about.learner.uuid,
            competency_uuid=about.competency.uuid,
            level=decided.level,
            reason=decided.reason,
            request_key=decided.request_key,
        )
    except Refused as problem:
        return _again(request, about, problem, typed, {"level": "decided_level"})
    undo: tuple[tuple[str, str], ...] = ()
    # What undoes is not itself undone by the same key, or pressing it twice would bring the decision back.
    if place_of(request.POST) != "act" and not outcome.repeated and before != decided.level:
        undo = (
            ("level", str(before or "none")),
            ("reason", _("Undone right after deciding.")),
            ("request_key", str(new_uuid())),
        )
    act = act_of_decision(
        about.learner.person.name,
        about.competency,
        outcome,
        decided.level,
        scale_for(),
        undoes=place_of(request.POST) == "act",
        undo_url=about.url("decide") if undo else "",
        undo=undo,
    )
    return _answer(request, about, act, outcome.standing, outcome.opened, outcome.closed, decides=True)


@require_POST
def withdraw(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Take a rating of one's own out of what counts."""
    about = pair_of(request, learner_uuid, competency_uuid)
    try:
        rating_uuid = uuid_of(request.POST, "rating")
        if rating_uuid is None:
            raise Refused(_("No rating is named."), remedy=_("Choose it in the list of evidence."))
        pair = proficiency.withdraw_rating(
            viewer=_viewer(request),
            rating_uuid=rating_uuid,
            reason=reason_code(request.POST),
            learner_uuid=about.learner.uuid,
            competency_uuid=about.competency.uuid,
        )
    except Refused as problem:
        return _again(request, about, problem, {})
    act = act_of_withdrawal(about.learner.person.name, pair, scale_for())
    return _answer(request, about, act, pair.standing)


def _viewer(request: PortalRequest) -> Viewer:
    return request.viewer


def _refuse(problems: Any) -> None:
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))


def _check(request: PortalRequest, about: Pair, decided: Decided) -> HttpResponse:
    """Check before you confirm: what is decided, how it stands to the evidence, what it opens."""
    page = frame(request)
    page |= state_of(request, about, page)
    standing: StandingInfo = page["standing"]
    scale = page["scale"]
    if decided.level is not None and decided.level > scale.size:
        raise Refused(
            _("This isn't a performance level of the district."),
            problems=(FieldProblem(_("This isn't a performance level of the district."), field="level"),),
        )
    departs = decided.level != standing.proposed_level
    if departs and not decided.reason:
        sentence = _("This departs from what the evidence suggests, so it needs a reason.")
        remedy = _("Write what you saw that the ratings don't show.")
        raise Refused(sentence, remedy=remedy, problems=(FieldProblem(sentence, "reason", "", remedy),))
    reaches = decided.level is not None and scale.is_proficient(decided.level)
    page |= {
        "decided": decided,
        "departs": departs,
        "opens_then": page["opens"] if reaches and not standing.is_proficient else (),
        "waits_then": standing.is_proficient and not reaches,
        "place": place_of(request.POST),
    }
    template = "teacher/check_part.html" if _is_part(request) else "teacher/check.html"
    return render(request, template, page)


def _is_part(request: PortalRequest) -> bool:
    return bool(getattr(request, "htmx", False)) and place_of(request.POST) != "page"


def _again(
    request: PortalRequest,
    about: Pair,
    problem: Refused,
    given: dict[str, str],
    names: dict[str, str] | None = None,
) -> HttpResponse:
    """The same form again with the problem at its field. A cell has no fields: it gets the sentence as a notice."""
    place = place_of(request.POST)
    if _is_part(request) and place in ("cell", "act"):
        raise problem
    problems = at_fields(problem, names)
    if _is_part(request):
        page = frame(request)
        page |= state_of(request, about, page, problems=problems, given=given)
        return render(request, "teacher/panel.html", page, status=problem.status)
    return pair_page(request, about, problems=problems, given=given, status=problem.status)


def _answer(
    request: PortalRequest,
    about: Pair,
    act: Act,
    standing: StandingInfo,
    opened: tuple[CompetencyInfo, ...] = (),
    closed: tuple[CompetencyInfo, ...] = (),
    *,
    decides: bool = False,
) -> HttpResponse:
    if not _is_part(request):
        offer_undo(request, str(act), act.undo_url, act.undo)
        return redirect(about.url("pair"))
    place = place_of(request.POST)
    page = frame(request)
    scale = page["scale"]
    maker = CellMaker(scale, address_of_pairs(about.section_uuid))
    cells: list[Cell] = []
    if standing.pieces or standing.determined_level is not None:
        cells.append(maker.make(about.learner.uuid, about.competency.uuid, standing, is_ready=False))
    else:
        # Nothing stands any more: whether work can begin here is a question about the whole map.
        ready = {
            item.competency.id for item in proficiency.frontier_of(_viewer(request), about.learner).ready
        }
        is_ready = about.competency.id in ready
        cells.append(maker.make(about.learner.uuid, about.competency.uuid, standing, is_ready=is_ready))
    if opened or closed:
        cells += _others(request, about, maker, opened, closed)
    page |= {"act": act, "cells": cells, "about": about, "foot": None}
    if decides and about.section:
        counts = proficiency.grid(_viewer(request), about.section, [about.competency.id]).counts[0]
        page["foot"] = (foot_id(about.competency.uuid), count_parts(counts, scale))
    if place == "panel":
        page |= state_of(request, about, page)
        return render(request, "teacher/saved_in_panel.html", page)
    return render(
        request, "teacher/saved_in_cell.html" if place == "cell" else "teacher/saved_in_act.html", page
    )


def _others(
    request: PortalRequest,
    about: Pair,
    maker: CellMaker,
    opened: tuple[CompetencyInfo, ...],
    closed: tuple[CompetencyInfo, ...],
) -> list[Cell]:
    """The cells of the same learner that a decision opened or closed."""
    standings = proficiency.standings_of(_viewer(request), about.learner)
    return [
        maker.make(about.learner.uuid, one.uuid, standings.get(one.id), is_ready=one in opened)
        for one in (*opened, *closed)
    ]
