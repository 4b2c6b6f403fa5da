"""One learner and one competency: everything behind a level, and the forms to rate, decide and take back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, DomainKind, competency, descriptors
from headway.district.evidence.api import (
    EvidenceForm,
    WithdrawalReason,
    captured,
    criteria_for,
    peer_looks_of,
)
from headway.district.foundation.api import NotAllowed, clock, new_uuid, translated
from headway.district.people.api import Viewer, check_rate, record_view, visible_learner
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.carried import carried_of
from headway.district.portals.presenting.examples import shown_of
from headway.district.portals.presenting.explained import how_of
from headway.district.portals.presenting.fluency import fluency_words
from headway.district.portals.presenting.standings import why_sentences
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.teacher.presenters.captures import CapturedLine, captured_lines
from headway.district.portals.teacher.presenters.pairs import (
    evidence_lines,
    history_lines,
    what_opens,
    why_question,
)
from headway.district.portals.teacher.presenters.stacks import Part, starters
from headway.district.portals.teacher.reading import uuid_of
from headway.district.portals.teacher.views.frame import frame, map_in_force, pair_url, section_of
from headway.district.proficiency import api as proficiency
from headway.district.proficiency.api import needs_next_step

_NOTHING_TYPED = dict.fromkeys(
    (
        "level",
        "form",
        "observed_on",
        "title",
        "note",
        "feedback",
        "decided_level",
        "reason",
        "step",
        "support",
        "show_on",
        "right",
        "tries",
        "seconds",
        "seen_on",
    ),
    "",
)

__all__ = ["Pair", "pair", "pair_of", "pair_page", "panel", "part_of", "state_of"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Who and what a page or an act is about. section: where it was opened from, or None."""

    learner: Any
    competency: CompetencyInfo
    section: Any

    def url(self, name: str, **query: Any) -> str:
        return pair_url(name, self.learner.uuid, self.competency.uuid, self.section_uuid, **query)

    @property
    def section_uuid(self) -> uuid.UUID | None:
        return self.section.uuid if self.section else None


def pair_of(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> Pair:
    """NotFound for learners the viewer may not see, competencies that don't exist, and sections not hers."""
    viewer: Viewer = request.viewer
    given = request.POST if request.method == "POST" else request.GET
    return Pair(
        learner=visible_learner(viewer, learner_uuid),
        competency=competency(competency_uuid),
        section=section_of(viewer, uuid_of(given, "section")),
    )


def pair(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    about = pair_of(request, learner_uuid, competency_uuid)
    if about.competency.kind == DomainKind.HABITS:
        return redirect("teacher:habits", learner_uuid=about.learner.uuid)
    return pair_page(request, about)


def pair_page(
    request: PortalRequest,
    about: Pair,
    *,
    problems: tuple = (),
    given: dict | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; with `problems` again after something could not be saved, and what was typed."""
    page = frame(request)
    page |= state_of(request, about, page, problems=problems, given=given)
    record_view(viewer=request.viewer, learner=about.learner, page="teacher:pair")
    continuum = map_in_force()
    domain = continuum.domain_by_id.get(about.competency.domain_id or 0)
    page |= {
        "crumbs": _crumbs(about),
        "descriptors": [(one.level, translated(one, "text")) for one in descriptors(about.competency.id)],
        "domain": domain,
        "shown": shown_of(about.competency.id, page["scale"], for_staff=True),
        "before": continuum.prerequisites_of(about.competency.id),
        "after": continuum.opens(about.competency.id),
        "learner_url": reverse("teacher:learner", args=[about.learner.uuid]),
        "captured": _captured(request, about, page),
        "fluency": fluency_words(
            request.viewer,
            about.learner,
            about.competency,
            understands=page["standing"].is_proficient,
            as_of=page["as_of"],
        ),
        "fluency_key": str(new_uuid()),
        "peer_looked": peer_looks_of(request.viewer, about.learner, continuum.family(about.competency.id)),
    }
    return render(request, "teacher/pair.html", page, status=status)


def panel(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """The small form above the grid. Without scripts the same address leads to the whole page's content."""
    about = pair_of(request, learner_uuid, competency_uuid)
    page = frame(request)
    page |= state_of(request, about, page)
    record_view(viewer=request.viewer, learner=about.learner, page="teacher:panel")
    return render(request, "teacher/panel.html", page)


def part_of(about: CompetencyInfo) -> Part:
    """The competency with the criteria of its rubric."""
    return Part(about, criteria_for(about.id), {})


def state_of(
    request: PortalRequest,
    about: Pair,
    page: dict[str, Any],
    *,
    problems: tuple = (),
    given: dict | None = None,
) -> dict[str, Any]:
    """What the panel and the page both show: level, proposal, evidence, and what the viewer may do."""
    viewer: Viewer = request.viewer
    as_of = page["as_of"]
    explanation = proficiency.explain(viewer, about.learner, about.competency, as_of, in_full=True)
    may_not = (
        _why_not(viewer, about)
        if as_of is None
        else _("This page shows the past, so nothing is recorded here.")
    )
    standing = explanation.standing
    opens: tuple[CompetencyInfo, ...] = ()
    if as_of is None and not standing.is_proficient:
        opens = what_opens(proficiency.frontier_of(viewer, about.learner), about.competency)
    return {
        "about": about,
        "explanation": explanation,
        "standing": standing,
        "question": why_question(explanation, page["scale"]),
        # While a decision is waiting the question is about the proposal, so the rule alone answers it.
        "reasons": explanation.sentences
        if standing.needs_decision
        else why_sentences(explanation, page["scale"]),
        "how": how_of(explanation, page["scale"], Voice(about.learner.person.given_name), in_full=True),
        "step_missing": as_of is None
        and needs_next_step(
            standing, {about.competency.id: explanation.next_step} if explanation.next_step else {}
        ),
        "step_key": str(new_uuid()),
        "evidence": evidence_lines(explanation, person_id=viewer.person_id, may_rate=not may_not),
        "history": history_lines(explanation.history, page["scale"], explanation.texts),
        "carried": carried_of(explanation, page["scale"]),
        "may_rate": not may_not,
        "why_not": may_not,
        "opens": opens,
        "part": part_of(about.competency),
        "starters": starters(),
        "forms": EvidenceForm.choices,
        "withdrawal_reasons": WithdrawalReason.choices,
        "today": clock.today(),
        "rating_key": str(new_uuid()),
        "decision_key": str(new_uuid()),
        "problems": problems,
        "at_field": {problem.field: problem for problem in problems},
        "given": {**_NOTHING_TYPED, **(given or {})},
    }


def _why_not(viewer: Viewer, about: Pair) -> str:
    """Why the viewer may not rate here, as a sentence; empty where she may."""
    try:
        check_rate(viewer, about.learner)
    except NotAllowed as why:
        return str(why)
    return ""


def _captured(request: PortalRequest, about: Pair, page: dict[str, Any]) -> list[CapturedLine]:
    """What anybody captured here that counts for nothing yet; only where the viewer may let it count."""
    if not page["may_rate"]:
        return []
    found = captured(request.viewer, learner_ids=[about.learner.pk], competency_id=about.competency.id)
    return captured_lines(found, map_in_force(), page["scale"], person_id=request.viewer.person_id)


def _crumbs(about: Pair) -> list[tuple[str, str]]:
    crumbs = [(_("Today"), reverse("teacher:home"))]
    if about.section:
        crumbs.append((about.section.title, reverse("teacher:section", args=[about.section.uuid])))
    crumbs.append((about.learner.person.name, reverse("teacher:learner", args=[about.learner.uuid])))
    return crumbs
