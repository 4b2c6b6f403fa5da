"""What the state's test asks, in the demo: school years as a roster names them, and the district's word on two subjects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock
from headway.district.people.api import account_named, viewer_for_account
from headway.district.people.types import LearnerRow, PersonRow, RosterRow
from headway.district.policy.api import PolicyKind, adopt

__all__ = ["decide_state_test", "school_years_told"]

# What the name of a domain begins with → first and last school year with a test.
TESTED = {"math": (3, 8), "litera": (3, 8)}
LAST_YEAR, STARTS_AT = 12, 5
TEXT = (
    "Our state tests mathematics and literacy in the years 3 to 8. For Cedar Ridge the test of a year asks the competencies "
    "at the level of that number. We look at it beside growth, never instead of it."
)
TEXT_ES = (
    "Nuestro estado examina matemáticas y lectura y escritura en los años 3 a 8. Para Cedar Ridge, el examen de un año pide "
    "las competencias del nivel de ese número. Lo miramos junto al crecimiento, nunca en su lugar."
)


def school_years_told(rows: Iterable[RosterRow], today: dt.date) -> Mapping[tuple[str, str], dict[str, Any]]:
    """What a roster tells beside its rows: of each learner the school year, as an import keeps it (`grades`).

    Simulated children begin kindergarten with five, whatever they have shown since.
    """
    began = dt.date(today.year - (today.month < 8), 9, 1)
    return {
        (PersonRow.RECORD_KIND, row.sourced_id): {"kept": {"grades": [_year(row.birth_on, began)]}}
        for row in rows
        if isinstance(row, LearnerRow) and row.birth_on is not None
    }


def _year(birth_on: dt.date, began: dt.date) -> str:
    """The code of the school year: KG, 01 to 12."""
    age = began.year - birth_on.year - ((began.month, began.day) < (birth_on.month, birth_on.day))
    year = min(max(age - STARTS_AT, 0), LAST_YEAR)
    return f"{year:02}" if year else "KG"


def decide_state_test() -> None:
    """The superintendent writes it in the policy book; nothing where the continuum has neither subject."""
    continuum, account = current_map(), account_named("superintendent")
    leader = viewer_for_account(account.pk) if account else None
    if continuum is None or leader is None:
        return
    years = {
        domain.code: list(span)
        for start, span in TESTED.items()
        for domain in continuum.domains
        if domain.name.casefold().startswith(start)
    }
    if years:
        adopt(
            kind=PolicyKind.STATE_LENS,
            text=TEXT,
            parameters={"years": years, "profile": ""},
            effective_on=clock.today(),
            by=leader.actor,
            translations={"es": {"text": TEXT_ES}},
        )
