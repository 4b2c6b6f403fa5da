"""The addresses of everything about assessments from outside."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.leader.outside import crosswalk, profiles, start

__all__ = ["urlpatterns"]

HERE = "assessments/"
PROFILE = HERE + "profiles/<str:profile_code>/"
DRAFT = HERE + "crosswalk/draft/"


def _page(route, view, name):
    return portal_path("leader", route, view, name=name)


urlpatterns = [
    _page(HERE, start.home, "outside"),
    _page(HERE + "questions/", start.questions, "outside_questions"),
    _page(HERE + "questions/<uuid:result_uuid>/stands/", start.settle, "outside_settle"),
    _page(HERE + "imports/<uuid:act_uuid>/take-back/", start.take_back, "outside_take_back"),
    _page(HERE + "restricted/", start.restricted, "outside_restricted"),
    _page(HERE + "learner/<uuid:learner_uuid>/", start.learner, "outside_learner"),
    _page(HERE + "norms/", start.norms, "outside_norms"),
    _page(HERE + "norms/<uuid:norm_uuid>/take-away/", start.take_away_norms, "outside_norms_away"),
    _page(HERE + "profiles/", profiles.listing, "outside_profiles"),
    _page(HERE + "profiles/new/", profiles.new, "outside_profile_new"),
    _page(HERE + "profiles/from-file/", profiles.from_file, "outside_profile_from_file"),
    _page(PROFILE, profiles.show, "outside_profile"),
    _page(PROFILE + "edit/", profiles.edit, "outside_profile_edit"),
    _page(PROFILE + "copy/", profiles.copy, "outside_profile_copy"),
    _page(PROFILE + "take-away/", profiles.take_away, "outside_profile_away"),
    _page(PROFILE + "profile.json", profiles.as_file, "outside_profile_file"),
    _page(HERE + "crosswalk/", crosswalk.show, "outside_crosswalk"),
    _page(HERE + "crosswalk/crosswalk.json", crosswalk.as_file, "outside_crosswalk_file"),
    _page(HERE + "crosswalk/begin/", crosswalk.begin, "outside_crosswalk_begin"),
    _page(DRAFT, crosswalk.draft, "outside_draft"),
    _page(DRAFT + "try/", crosswalk.dry_run, "outside_draft_try"),
    _page(DRAFT + "adopt/", crosswalk.adopt, "outside_draft_adopt"),
    _page(DRAFT + "throw-away/", crosswalk.throw_away, "outside_draft_away"),
    _page(DRAFT + "rows/new/", crosswalk.new_row, "outside_row_new"),
    _page(DRAFT + "rows/<int:place>/", crosswalk.row, "outside_row"),
    _page(DRAFT + "rows/<int:place>/remove/", crosswalk.remove_row, "outside_row_remove"),
]
