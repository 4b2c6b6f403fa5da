"""Where my child is in each domain, when she moved on, and what she chose to do next."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headway.district.advancement import api as advancement
from headway.district.continuum.api import current_map
from headway.district.portals.access import PortalRequest, as_of_instant
from headway.district.portals.family.views import open_child
from headway.district.portals.presenting.moving import choice_line, domain_names, moved_words, stage_cards

__all__ = ["moving"]


@require_safe
def moving(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    learner, frame = open_child(request, learner_uuid, "family:moving")
    viewer, continuum, then = request.viewer, current_map(), as_of_instant(request)
    domains = domain_names(continuum)
    choices = advancement.choices_of(viewer, learner, then).values()
    return render(
        request,
        "family/moving.html",
        {
            **frame,
            "cards": stage_cards(
                advancement.stages_of((learner.pk,), then).get(learner.pk, {}),
                advancement.stage_histories(learner.pk, then),
                continuum,
            ),
            "moves": [
                (moved_words(one, domains), one) for one in advancement.moves_of(viewer, learner, then)
            ],
            "choices": [
                choice_line(one) for one in sorted(choices, key=lambda one: one.chosen_at, reverse=True)
            ],
        },
    )
