"""What I recorded lately, and taking a whole act back: looked at first, then confirmed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from headway.district.evidence.api import ActLine, RecordedAct, lines_of_act, lines_of_ratings, recorded_acts
from headway.district.foundation.api import clock, translated
from headway.district.people.api import record_list_view
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.reading_stack import uuids_of
from headway.district.portals.teacher.views.frame import frame, map_in_force, offer_undo
from headway.district.proficiency import api as proficiency

__all__ = ["recorded", "take_back", "take_back_act"]

# Acts from this far back are listed. Earlier ones are taken back where they stand, one by one.
LISTED = dt.timedelta(days=60)
NAMED = 3


def recorded(request: PortalRequest) -> HttpResponse:
    """My acts of recording, newest first."""
    page = frame(request)
    acts = recorded_acts(request.viewer, since=clock.now() - LISTED)
    learners = len({line.learner_id for act in acts for line in act.lines})
    record_list_view(viewer=request.viewer, learners=learners, page="teacher:recorded")
    page |= {
        "as_of_on": None,
        "as_of": None,
        "acts": [_act_shown(act) for act in acts],
        "days": LISTED.days,
        "crumbs": [(_("Today"), reverse("teacher:home"))],
    }
    return render(request, "teacher/recorded.html", page)


def _act_shown(act: RecordedAct) -> dict[str, Any]:
    continuum = map_in_force()
    about = Counter(line.competency_id for line in act.lines)
    titles = [
        translated(continuum.by_id[one], "title")
        for one, _count in about.most_common(NAMED)
        if one in continuum.by_id
    ]
    names = list(dict.fromkeys(line.learner_name for line in act.lines))
    return {
        "at": act.recorded_at,
        "what": ", ".join(titles) + (" …" if len(about) > NAMED else ""),
        "who": ", ".join(names)
        if len(names) <= NAMED
        else ngettext("%(count)s learner", "%(count)s learners", len(names)) % {"count": len(names)},
        "ratings": len(act.lines),
        "standing": act.standing,
        "url": reverse("teacher:take_back_act", args=[act.act_uuid]) if act.act_uuid else "",
        "rating_uuids": [line.rating_uuid for line in act.lines if not line.is_withdrawn],
    }


def take_back_act(request: PortalRequest, act_uuid: uuid.UUID) -> HttpResponse:
    """Every rating that came with one act of mine."""
    lines = lines_of_act(request.viewer, act_uuid)
    if request.method == "POST":
        done = proficiency.withdraw_act(viewer=request.viewer, act_uuid=act_uuid)
        return _done(request, done.lines)
    return _check(request, lines, request.path, ())


@require_POST
def take_back(request: PortalRequest) -> HttpResponse:
    """Some ratings of mine, by name. `step=confirm` takes them back; anything else shows them first."""
    uuids = uuids_of(request.POST.getlist("rating"))
    if request.POST.get("step") == "confirm":
        done = proficiency.withdraw_ratings(viewer=request.viewer, rating_uuids=uuids)
        return _done(request, done.lines)
    return _check(request, lines_of_ratings(request.viewer, uuids), request.path, uuids)


def _check(
    request: PortalRequest, lines: Sequence[ActLine], address: str, uuids: Sequence[uuid.UUID]
) -> HttpResponse:
    page = frame(request)
    record_list_view(
        viewer=request.viewer, learners=len({one.learner_id for one in lines}), page="teacher:take_back"
    )
    continuum = map_in_force()
    page |= {
        "as_of_on": None,
        "as_of": None,
        "rows": [(one, continuum.by_id.get(one.competency_id)) for one in lines],
        "standing": sum(not one.is_withdrawn for one in lines),
        "at": lines[0].recorded_at,
        "address": address,
        "uuids": uuids,
        "back": reverse("teacher:recorded"),
        "crumbs": [
            (_("Today"), reverse("teacher:home")),
            (_("What I recorded"), reverse("teacher:recorded")),
        ],
    }
    return render(request, "teacher/take_back.html", page)


def _done(request: PortalRequest, lines: Sequence[ActLine]) -> HttpResponse:
    if lines:
        sentence = ngettext(
            "Taken back: %(count)s rating doesn't count any more. The record keeps it.",
            "Taken back: %(count)s ratings don't count any more. The record keeps them.",
            len(lines),
        ) % {"count": len(lines)}
    else:
        sentence = _("All of this had been taken back already.")
    offer_undo(request, sentence)
    return redirect("teacher:recorded")
