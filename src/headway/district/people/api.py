"""The door of `people`: who is there, and who may see whom."""

from headway.district.people.policies import (
    Purpose,
    can_rate,
    can_see,
    check_rate,
    check_see,
    learner_scope,
    organisation_scope,
    reasons_to_see,
    section_scope,
    visible_learner,
    visible_learners,
    visible_sections,
)
from headway.district.people.viewers import Duty, Viewer, viewer_for_account, viewer_for_person

__all__ = [
    "Duty",
    "Purpose",
    "Viewer",
    "can_rate",
    "can_see",
    "check_rate",
    "check_see",
    "learner_scope",
    "organisation_scope",
    "reasons_to_see",
    "section_scope",
    "viewer_for_account",
    "viewer_for_person",
    "visible_learner",
    "visible_learners",
    "visible_sections",
]
