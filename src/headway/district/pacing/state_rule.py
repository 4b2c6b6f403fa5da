"""What may stand in the policy book about the state's test: subjects with their school years, and files that are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from headway.district.assessments.api import shipped_and_own_profiles
from headway.district.continuum.api import current_map
from headway.district.foundation.api import FieldProblem, translated
from headway.mastery.pacing.state_lens import LAST_YEAR, is_span

__all__ = ["problems_of_state_lens", "profiles_with_results"]


def profiles_with_results() -> tuple[tuple[str, str], ...]:
    """Code and name, in the reader's language, of the ways to read files in which results of learners stand."""
    return tuple(
        (one.code, one.title) for one in shipped_and_own_profiles() if one.profile.holds == "results"
    )


def problems_of_state_lens(parameters: Mapping[str, Any]) -> Iterator[FieldProblem]:
    """Everything that would be refused, each at its field: `years.MA.0`, `years.MA.1` or `profile`."""
    continuum = current_map()
    names = {one.code: translated(one, "name") for one in continuum.domains} if continuum else {}
    for code, span in dict(parameters.get("years") or {}).items():
        if not is_span(span):
            yield FieldProblem(
                _(
                    "%(subject)s: give the first and the last school year with a test, whole numbers from 0 to "
                    "%(last)s, the first not after the last; leave both empty where there is none."
                )
                % {"subject": names.get(code, code), "last": LAST_YEAR},
                f"years.{code}.{_end_to_correct(span)}",
            )
    profile = str(parameters.get("profile") or "")
    if profile and profile not in dict(profiles_with_results()):
        yield FieldProblem(
            _("There are no files with results called “%(profile)s”.") % {"profile": profile},
            "profile",
            remedy=_("Choose files that are listed, or none."),
        )


def _end_to_correct(span: Any) -> int:
    """The last year where only that can't stand, else the first."""
    first, last = span if isinstance(span, list | tuple) and len(span) == 2 else (None, None)
    return 1 if is_span((first, first)) and not is_span((last, last)) else 0
