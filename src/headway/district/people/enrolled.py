"""The school year in which the roster's source has somebody enrolled, for what the state asks of schools; nothing else.

It is kept from rosters and used nowhere in the record: not for a level, a pace, a signal or a proposal (LR05, LR26).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from headway.district.foundation.api import in_parts
from headway.district.people.models import Learner, SourceRecord

__all__ = ["enrolled_years"]

KINDERGARTEN, LAST = "KG", 13


def enrolled_years(learner_ids: Collection[int]) -> dict[int, int]:
    """{learner: school year, 0 for kindergarten to 13}; who is in none, or in several, is absent. Two queries for each part
    of the ids. Access is decided by whoever gives the ids."""
    found: dict[int, int] = {}
    for part in in_parts(learner_ids):
        learners = dict(Learner.objects.filter(pk__in=part).values_list("person__uuid", "pk"))
        said: dict[int, set[int]] = {}
        rows = SourceRecord.objects.filter(kind="user", is_active=True, target_uuid__in=list(learners))
        for person, extra in rows.order_by().values_list("target_uuid", "extra"):
            said.setdefault(learners[person], set()).update(_years(extra.get("kept", {}).get("grades") or ()))
        found |= {learner: years.pop() for learner, years in said.items() if len(years) == 1}
    return found


def _years(grades: Iterable[object]) -> set[int]:
    """Of the codes that rosters use, those of a school year."""
    words = {str(one).strip().upper() for one in grades}
    return {0 if one == KINDERGARTEN else int(one) for one in words if _is_year(one)}


def _is_year(word: str) -> bool:
    return word == KINDERGARTEN or (word.isascii() and word.isdigit() and 1 <= int(word) <= LAST)
