"""Check-ins for the two portals whose adults read them: teachers and advisers for their groups, counsellors for their schools."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.agreements import api as agreements
from headway.district.foundation.api import Conflict, Refused, clock, new_uuid
from headway.district.people.api import Viewer, record_list_view, record_view, visible_learner
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.form_values import problems_of
from headway.district.portals.presenting.check_in_words import in_readers_language
from headway.district.portals.presenting.check_ins import (
    adjust_chips,
    answer_text,
    answers_to,
    cards_of,
    form_of,
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
        order = [card for name in ("help", "new") for card in cards[name]]
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
            "order": order,
            "to_read": sum(not card.said.is_answered for card in order if card.said),
            "week": week_words(max(weeks)) if weeks else "",
            "coming": date_format(coming) if coming else "",
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
        say, to = request.POST.get("say", ""), request.POST.get("to", "")
        learner_uuid = _uuid(request.POST.get("learner", "")) if to == "learner" else None
        try:
            still_waits = agreements.answer_check_in(
                request.viewer,
                check_in_uuid,
                text=answer_text(say, request.POST.get("text", "")),
                seen=say == "seen",
                request_key=request.POST.get("request_key", "")[:64],
            )
        except (Refused, Conflict) as refused:
            given = {
                "uuid": check_in_uuid,
                "text": request.POST.get("text", ""),
                "problems": [
                    replace(one, field=f"text-{check_in_uuid}") if one.field == "text" else one
                    for one in problems_of(refused)
                ],
            }
            if learner_uuid:
                return self._of_learner(request, learner_uuid, given)
            return self._listing(request, given)
        if still_waits:
            messages.success(
                request, _("Read, and the learner is told; the wish stays until somebody comes by or writes.")
            )
        else:
            messages.success(request, _("Answered. The learner is told."))
        if to == "board":
            return redirect(self._at("board"))
        if learner_uuid:
            return redirect(self._at("learner_check_ins", learner_uuid))
        group, after = _uuid(request.POST.get("group", "")), _uuid(request.POST.get("after", ""))
        address = self._at("check_ins") + (f"?group={group}" if group else "")
        return redirect(f"{address}#c-{after}" if after else address)

    def of_learner(self, request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
        """What a learner said, week by week, and the form to write down together what she says now."""
        return self._of_learner(request, learner_uuid)

    def _of_learner(
        self, request: PortalRequest, learner_uuid: uuid.UUID, answered: dict[str, Any] | None = None
    ) -> HttpResponse:
        """answered: an answer that was refused, as it was given."""
        viewer = request.viewer
        learner = visible_learner(viewer, learner_uuid)
        said = [in_readers_language(one) for one in agreements.check_ins_of(viewer, learner)]
        record_view(viewer=viewer, learner=learner, page=f"{self.portal}:learner_check_ins")
        problems: tuple[Any, ...] = ()
        writes = request.method == "POST" and answered is None
        if writes:
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
                    in_place_of=_uuid(request.POST.get("in_place_of", "")),
                    request_key=sent.request_key,
                )
            except (Refused, Conflict) as refused:
                problems = problems_of(refused)
            else:
                messages.success(request, _("Saved, in the learner's words."))
                return redirect(request.path)
        state = agreements.check_in_state(learner)
        form, ticked = form_of(request.POST if writes else None, state.kept)
        here = not learner.left_on or learner.left_on >= clock.today()
        waits = said[0].uuid if said and said[0].wish_is_open else None
        page = {
            "about": learner,
            "said": [
                (
                    week_words(one.week_on),
                    went_words(one.went),
                    one,
                    answers_to(one) if here and (not one.is_answered or one.uuid == waits) else [],
                )
                for one in said
            ],
            "answered": answered or {},
            "state": state,
            "week": week_words(state.week.begins_on) if state.week else "",
            "missed": [week_words(one) for one in state.missed],
            "went_options": went_options(),
            "reflect_chips": reflect_chips(),
            "adjust_chips": adjust_chips(),
            "given": form,
            "ticked": ticked,
            "problems": problems,
            "request_key": (request.POST.get("request_key", "")[:64] if writes else "") or str(new_uuid()),
            "crumbs": [
                (_("Check-ins"), self._at("check_ins")),
                (learner.person.name, self._at("learner", learner.uuid)),
            ],
        }
        return self._render(request, "of_learner", page, status=422 if problems or answered else 200)


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
