"""Check-ins of a learner who left the district: what was said stays to be read, and nobody is asked for more."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from headway.district.agreements import api as agreements
from headway.district.foundation.api import FieldProblem
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.agreements.leaving import last_day, left_words
from headway.district.portals.presenting.check_ins import week_words, went_words
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.student.frame import frame_of, me

__all__ = ["unless_left"]

View = Callable[[PortalRequest], HttpResponse]


def unless_left(view: View) -> View:
    """The page where the learner is here; after the last day only what was said until then."""

    def shown(request: PortalRequest) -> HttpResponse:
        learner = me(request)
        if last_day(learner) is None:
            return view(request)
        is_sent = request.method == "POST"
        problem = FieldProblem(
            _("Nothing was saved: after the last day nothing new can be recorded."),
            remedy=_("Speak with somebody at school where something needs to be said."),
        )
        said = agreements.check_ins_of(request.viewer, learner)
        page = {
            **frame_of(request, "check_in"),
            "left": left_words(learner, Voice()),
            "problems": (problem,) if is_sent else (),
            "said": [(week_words(one.week_on), went_words(one.went), one) for one in said],
        }
        return render(request, "student/check_in_left.html", page, status=403 if is_sent else 200)

    return shown
