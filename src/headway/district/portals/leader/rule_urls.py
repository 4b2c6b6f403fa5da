"""The addresses of the policy book and of drafts of its rules."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.leader import rule_views as views

__all__ = ["urlpatterns"]

DRAFT = "rules/drafts/<uuid:rule_draft_uuid>/"


def _page(route, view, name):
    return portal_path("leader", route, view, name=name)


urlpatterns = [
    _page("rules/", views.book, "rules"),
    _page("rules/compare/", views.compare, "rule_compare"),
    _page("rules/version/<int:number>/", views.version, "rule_version"),
    _page("rules/version/<int:number>/rule.json", views.version_file, "rule_file"),
    _page("rules/version/<int:number>/take-back/", views.withdraw, "rule_withdraw"),
    _page("rules/drafts/", views.start, "rule_start"),
    _page(DRAFT, views.draft, "rule_draft"),
    _page(DRAFT + "exceptions/<int:place>/", views.exception, "rule_exception"),
    _page(DRAFT + "preview/", views.preview, "rule_preview"),
    _page(DRAFT + "what-if/", views.what_if, "rule_what_if"),
    _page(DRAFT + "words/", views.words, "rule_policy_words"),
    _page(DRAFT + "adopt/", views.adopt, "rule_adopt"),
    _page(DRAFT + "throw-away/", views.throw_away, "rule_throw_away"),
    _page(DRAFT + "rule.json", views.draft_file, "rule_draft_file"),
]
