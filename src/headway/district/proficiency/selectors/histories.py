"""Decisions of several learners, for what is read from them: pace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.foundation.api import NotFound
from headway.district.people.api import Viewer, visible_learners
from headway.district.proficiency.columns import decisions_of
from headway.mastery.facts import Determinations

__all__ = ["decisions_in_columns", "determinations_of"]


def determinations_of(
    viewer: Viewer, learners: Collection[Any], as_of: dt.datetime | None = None
) -> Determinations:
    """The decisions that stand, and those before them, of learners the viewer may see, as known at a moment.

    One table by learner, competency and school day; competencies under the ids they have today. What was taken back
    is not among them. Raises NotFound when one of the learners is not hers to see.
    """
    ids = {learner.pk for learner in learners}
    others = ids - {viewer.learner_id}  # everybody may see her own record
    if others and visible_learners(viewer).filter(pk__in=others).count() < len(others):
        raise NotFound(_("There is no such page, or it is not open to you."))
    return decisions_of(ids, as_of=as_of, continuum=current_map()).for_mathematics()


def decisions_in_columns(
    learner_ids: Collection[int] | None, as_of: dt.datetime | None = None
) -> Determinations:
    """`determinations_of` for nightly work, by ids (None: everybody). Access is decided by whoever gives the ids."""
    ids = None if learner_ids is None else set(learner_ids)
    return decisions_of(ids, as_of=as_of, continuum=current_map()).for_mathematics()
