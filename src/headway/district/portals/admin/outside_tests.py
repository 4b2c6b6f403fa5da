"""The part of an import's page that is about outside tests: how the file is read, and what it would suggest."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.district.assessments.api import shipped_and_own_profiles
from headway.district.continuum.api import current_map
from headway.district.foundation.api import translated

__all__ = ["options_sent", "tests_page"]


def tests_page(run: Any) -> dict[str, Any] | None:
    """None for imports of other formats."""
    if run.format != "assessments":
        return None
    told = run.report if run.status == "applied" else run.plan
    facts = told.get("facts", {})
    names = _names()
    return {
        "profile": facts.get("profile", ""),
        "code": facts.get("profile_code", ""),
        "learners": facts.get("learners", 0),
        "unknown": facts.get("unknown_learners", 0),
        "in_question": facts.get("in_question", 0),
        "profiles": [
            (one.code, f"{one.vendor}: {one.title}")
            for one in shipped_and_own_profiles()
            if one.profile.holds == "results"
        ],
        "terms": [
            {"name": name, "first": days[0], "last": days[1]} for name, days in facts.get("terms", {}).items()
        ],
        "state_id": run.options.get("state_id", ""),
        "crosswalk": facts.get("crosswalk", ""),
        "is_example": facts.get("is_example", False),
        "two_levels": facts.get("two_levels", 0),
        "suggestions": [
            {
                "where": " – ".join(filter(None, (names.get(domain, domain), names.get(strand, strand)))),
                "level": _("level %(level)s") % {"level": level},
                "count": count,
            }
            for domain, strand, level, count in facts.get("suggestions", ())
        ],
    }


def _names() -> dict[str, str]:
    continuum = current_map()
    if continuum is None:
        return {}
    names = {one.code: translated(one, "name") for one in continuum.domains}
    return names | {one.code: translated(one, "name") for one in continuum.strands}


def options_sent(sent: Any) -> dict[str, Any]:
    """The options that the form says; terms without both days are left to the importer."""
    terms = {
        name: [sent.get(f"first.{at}", ""), sent.get(f"last.{at}", "")]
        for at, name in enumerate(sent.getlist("term"))
        if sent.get(f"first.{at}") and sent.get(f"last.{at}")
    }
    options: dict[str, Any] = {"profile": sent.get("profile", "")}
    if terms:
        options["terms"] = terms
    if sent.get("state_id"):
        options["state_id"] = sent["state_id"]
    return options
