"""Check-ins for the two portals whose adults read them: teachers and advisers for their groups, counsellors for their schools."""

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
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.agreements import api as agreements
from headway.district.foundation.api import Conflict, Refused, new_uuid
from headway.district.people.api import Viewer, record_list_view, record_view, visible_learner
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.form_values import problems_of
from headway.district.portals.presenting.check_ins import (
    ANSWERS,
    adjust_chips,
    answer_text,
    cards_of,
    read_said,
    reflect_chips,
    week_words,
    went_options,
    went_words,
)

__all__ = ["Groups", "addresses"]


@dataclass(frozen=True)
class Groups:
    """The groups an adult may choose from, (identifier, name), which one is chosen, and who is in it today."""

    options: tuple[tuple[uuid.UUID, str], ...]
    chosen: uuid.UUID | None
    name: str
    learners: Any  # a query of `visible_learners`, or an empty tuple


def addresses(
    portal: str,
    frame_template: str,
    values: Callable[[PortalRequest, str], dict[str, Any]],
    groups: Callable[[Viewer, uuid.UUID | None], Groups],
) -> list[URLPattern]:
    """values: what the portal's frame knows (request, place in the navigation); groups: (viewer, the group asked for)."""
    pages = _Pages(portal, frame_template, values, groups)
    both = require_http_methods(["GET", "HEAD", "POST"])
    return [
        portal_path(portal, "check-ins/", require_safe(pages.listing), name="check_ins"),
        portal_path(
            portal,
            "check-ins/<uuid:check_in_uuid>/answer/",
            require_POST(pages.answer),
            name="answer_check_in",
        ),
        portal_path(
            portal, "learner/<uuid:learner_uuid>/check-ins/", both(pages.of_learner), name="learner_check_ins"
        ),
    ]


@dataclass(frozen=True)
class _Pages:
    portal: str
    frame_template: str
    values: Callable[[PortalRequest, str], dict[str, Any]]
    groups: Callable[[Viewer, uuid.UUID | None], Groups]

    def _at(self, name: str, *parts: Any) -> str:
        return reverse(f"{self.portal}:{name}", args=parts)

    def _render(
        self, request: PortalRequest, template: str, page: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        base = {"frame_template": self.frame_template, "at": self._at, **self.values(request, "check_ins")}
        return render(request, f"check_ins/{template}.html", {**base, **page}, status=status)

    def listing(self, request: PortalRequest) -> HttpResponse:
        """This week: who asks for help, what is new, who has not yet, what was answered."""
        return self._listing(request)

    def _listing(self, request: PortalRequest, given: dict[str, Any] | None = None) -> HttpResponse:
        viewer = request.viewer
        group = self.groups(viewer, _uuid(request.POST.get("group") or request.GET.get("group", "")))
        learners = _hers(viewer, group)
        states = agreements.states_of(learners)
        record_list_view(viewer=viewer, learners=len(states), page=f"{self.portal}:check_ins")
        cards = cards_of(learners, states, lambda one: self._at("learner_check_ins", one.uuid))
        weeks = {one.week.begins_on for one in states.values() if one.week}
        coming = min((one.next_due_on for one in states.values() if one.next_due_on), default=None)
        page = {
            "group": group,
            "learners": learners,
            "tabs": [
                (name, f"{request.path}?group={code}", code == group.chosen) for code, name in group.options
            ],
            "cards": cards,
            "reviews": self._reviews(learners),
            "order": [card for name in ("help", "new") for card in cards[name]],
            "week": week_words(max(weeks)) if weeks else "",
            "coming": date_format(coming) if coming else "",
            "answers": ANSWERS,
            "given": given or {},
            "request_key": str(new_uuid()),
        }
        return self._render(request, "listing", page, status=422 if given else 200)

    def _reviews(self, learners: list[Any]) -> list[tuple[Any, str, dt.date]]:
        """Whose stage is to be looked at again: the learner, where, and since when."""
        names = {one.pk: one for one in learners}
        return [
            (names[one.learner_id], self._at("stage", names[one.learner_id].uuid), one.review_on)
            for one in agreements.stage_reviews_due(learners)
        ]

    def answer(self, request: PortalRequest, check_in_uuid: uuid.UUID) -> HttpResponse:
        text = answer_text(request.POST.get("say", ""), request.POST.get("text", ""))
        try:
            agreements.answer_check_in(
                request.viewer,
                check_in_uuid,
                text=text,
                request_key=request.POST.get("request_key", "")[:64],
            )
        except (Refused, Conflict) as refused:
            given = {
                "uuid": check_in_uuid,
                "text": request.POST.get("text", ""),
                "problems": problems_of(refused),
            }
            return self._listing(request, given)
        messages.success(request, _("Answered. The learner is told."))
        if request.POST.get("to") == "board":
            return redirect(self._at("board"))
        group, after = _uuid(request.POST.get("group", "")), _uuid(request.POST.get("after", ""))
        address = self._at("check_ins") + (f"?group={group}" if group else "")
        return redirect(f"{address}#c-{after}" if after else address)

    def of_learner(self, request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
        """What a learner said, week by week, and the form to write down together what she says now."""
        viewer = request.viewer
        learner = visible_learner(viewer, learner_uuid)
        said = agreements.check_ins_of(viewer, learner)
        record_view(viewer=viewer, learner=learner, page=f"{self.portal}:learner_check_ins")
        problems: tuple[Any, ...] = ()
        if request.method == "POST":
            sent = read_said(request.POST, {})
            try:
                agreements.keep_check_in(
                    viewer,
                    learner_uuid,
                    went=sent.went,
                    reflect=sent.reflect,
                    adjust=sent.adjust,
                    plan=sent.plan,
                    wants_help=sent.wants_help,
                    week_on=sent.week_on,
                    request_key=sent.request_key,
                )
            except (Refused, Conflict) as refused:
                problems = problems_of(refused)
            else:
                messages.success(request, _("Saved, in the learner's words."))
                return redirect(request.path)
        state = agreements.check_in_state(learner)
        page = {
            "about": learner,
            "said": [(week_words(one.week_on), went_words(one.went), one) for one in said],
            "state": state,
            "week": week_words(state.week.begins_on) if state.week else "",
            "missed": [week_words(one) for one in state.missed],
            "went_options": went_options(),
            "reflect_chips": reflect_chips(),
            "adjust_chips": adjust_chips(),
            "given": request.POST,
            "ticked": {name: request.POST.getlist(name) for name in ("reflect_chip", "adjust_chip")},
            "problems": problems,
            "request_key": request.POST.get("request_key", "")[:64] or str(new_uuid()),
            "crumbs": [
                (_("Check-ins"), self._at("check_ins")),
                (learner.person.name, self._at("learner", learner.uuid)),
            ],
        }
        return self._render(request, "of_learner", page, status=422 if problems else 200)


def _hers(viewer: Viewer, group: Groups) -> list[Any]:
    """Those of the group whose words this adult may read, by name: her own child's she reads at home."""
    if not group.options:
        return []
    inside = group.learners.order_by().values("pk")
    found = agreements.learners_worked_with(viewer).filter(pk__in=inside)
    return list(found.order_by("person__family_name", "person__given_name", "pk"))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
