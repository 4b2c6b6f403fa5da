"""A learner's autonomy stage, for the two portals whose adults decide on it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.district.agreements import api as agreements
from headway.district.foundation.api import Conflict, Refused, clock, new_uuid, translated
from headway.district.habits.api import habit_scales, habits_on_line
from headway.district.people.api import record_view
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.form_values import day_or_none, problems_of, whole_or_none
from headway.district.portals.presenting.autonomy import (
    stages_shown,
    suggestion_words,
    targets_words,
    weeks_words,
)
from headway.district.portals.presenting.voices import Voice

__all__ = ["addresses"]


def addresses(
    portal: str, frame_template: str, values: Callable[[PortalRequest, str], dict[str, Any]]
) -> list[URLPattern]:
    pages = _Pages(portal, frame_template, values)
    both = require_http_methods(["GET", "HEAD", "POST"])
    return [portal_path(portal, "learner/<uuid:learner_uuid>/stage/", both(pages.stage), name="stage")]


@dataclass(frozen=True)
class _Pages:
    portal: str
    frame_template: str
    values: Callable[[PortalRequest, str], dict[str, Any]]

    def stage(self, request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
        """Where a learner stands, the evidence side by side, and the decision of a person."""
        viewer = request.viewer
        met = agreements.met_by_work(viewer, learner_uuid)
        learner = met.learner
        record_view(viewer=viewer, learner=learner, page=f"{self.portal}:stage")
        problems: tuple[Any, ...] = ()
        if request.method == "POST":
            try:
                decided = self._decide(request, learner_uuid)
            except (Refused, Conflict) as refused:
                problems = problems_of(refused)
            else:
                if decided.repeated:
                    messages.success(request, _("This form had been saved already, so nothing was added."))
                else:
                    messages.success(request, _("Decided. All support stays as it is."))
                return redirect(request.path)
        return self._page(request, met, problems)

    def _decide(self, request: PortalRequest, learner_uuid: uuid.UUID) -> Any:
        sent = request.POST
        return agreements.decide_stage(
            request.viewer,
            learner_uuid,
            whole_or_none(sent.get("stage", "")) or 0,
            habits=[found for text in sent.getlist("habit") if (found := _uuid(text))],
            check_ins=bool(sent.get("check_ins")),
            kept=bool(sent.get("kept")),
            reason=sent.get("reason", ""),
            review_on=day_or_none(sent.get("review_on", ""), "review_on"),
            expects=whole_or_none(sent.get("expects", "")),
            request_key=sent.get("request_key", "")[:64],
        )

    def _page(
        self, request: PortalRequest, met: agreements.MetLearner, problems: tuple[Any, ...]
    ) -> HttpResponse:
        learner, may_decide, here = met.learner, met.is_adult, met.stage
        history = agreements.stage_history_seen(learner)
        state = agreements.check_in_state(learner)
        habits = {one.id: one for one in habits_on_line()}
        scales = habit_scales()
        evidence = agreements.stage_evidence_seen(learner, state, scales)
        suggested = agreements.suggestion_of(learner.pk, here, evidence) if may_decide else None
        suggestion, reasons = suggestion_words(suggested, habits)
        sent = request.POST
        page = {
            "frame_template": self.frame_template,
            **self.values(request, "learners"),
            "about": learner,
            "here": here,
            "stages": stages_shown(here, Voice(learner.person.short_name)),
            "suggestion": suggestion,
            "reasons": reasons,
            "seen": [
                (
                    one,
                    translated(habits[one.habit_id], "title") if one.habit_id in habits else "",
                    scales.at(one.recorded_at).name_of(one.level),
                )
                for one in evidence.observations
            ],
            "weeks": weeks_words(evidence.weeks_kept, evidence.weeks_asked),
            "targets": targets_words(evidence),
            "evidence": evidence,
            "history": [(one, _STAGES[one.earlier].label, _STAGES[one.stage].label) for one in history],
            "may_decide": may_decide,
            "given": sent,
            "ticked": set(sent.getlist("habit")),
            "problems": problems,
            "earliest": clock.today() + dt.timedelta(days=1),
            "request_key": sent.get("request_key", "")[:64] or str(new_uuid()),
            "check_ins_address": reverse(f"{self.portal}:learner_check_ins", args=(learner.uuid,)),
            "crumbs": [
                (_("Learners"), reverse(f"{self.portal}:home")),
                (learner.person.name, reverse(f"{self.portal}:learner", args=(learner.uuid,))),
            ],
        }
        return render(request, "check_ins/stage.html", page, status=422 if problems else 200)


_STAGES = {one.value: one for one in agreements.AutonomyStage}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
