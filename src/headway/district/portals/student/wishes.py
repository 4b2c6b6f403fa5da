"""What a learner fills in when she is ready, step by step, read into values; every step carries the ones before."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainKind, folded
from headway.district.evidence.api import OwnLook
from headway.district.foundation.api import FieldProblem

__all__ = ["Wish", "carried", "found_competencies", "read_wish", "uuid_of"]

SHOWN_WHEN_FOUND = 8
# What each step asks; everything else is carried along in hidden fields.
STEPS: dict[int, tuple[str, ...]] = {
    1: ("way", "task", "also", "q"),
    2: ("own-", "criterion-", "reflection"),
    3: ("asked", "plan", "title", "note", "link", "files"),
}
NEVER_CARRIED = ("csrfmiddlewaretoken", "at", "do", "q")


@dataclass(frozen=True, slots=True)
class Wish:
    """also: further competencies. own: competency → level; criteria: competency → criterion → level."""

    way: str = ""
    task: uuid.UUID | None = None
    also: tuple[uuid.UUID, ...] = ()
    words: str = ""
    own: Mapping[uuid.UUID, int] = field(default_factory=dict)
    criteria: Mapping[uuid.UUID, Mapping[uuid.UUID, int]] = field(default_factory=dict)
    reflection: str = ""
    asked: uuid.UUID | None = None
    plan: str = ""
    title: str = ""
    note: str = ""
    link: str = ""
    request_key: str = ""
    problems: tuple[FieldProblem, ...] = ()

    def looks(self) -> dict[uuid.UUID, OwnLook]:
        return {one: OwnLook(level, self.criteria.get(one, {})) for one, level in self.own.items()}


def uuid_of(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def read_wish(values: QueryDict) -> Wish:
    own, criteria, problems = _own(values)
    return Wish(
        way=values.get("way", ""),
        task=uuid_of(values.get("task", "")),
        also=tuple(dict.fromkeys(one for text in values.getlist("also") if (one := uuid_of(text)))),
        words=values.get("q", "").strip()[:80],
        own=own,
        criteria=criteria,
        reflection=values.get("reflection", ""),
        asked=uuid_of(values.get("asked", "")),
        plan=values.get("plan", ""),
        title=values.get("title", "").strip(),
        note=values.get("note", ""),
        link=values.get("link", "").strip(),
        request_key=values.get("request_key", "")[:48],
        problems=problems,
    )


def carried(values: QueryDict, step: int) -> list[tuple[str, str]]:
    """The fields of the other steps, for hidden inputs."""
    mine = STEPS[step]
    return [
        (name, value)
        for name, given in values.lists()
        if name not in NEVER_CARRIED and not name.startswith(mine)
        for value in given
        if value
    ]


def found_competencies(
    continuum: ContinuumMap, words: str, leave_out: Sequence[CompetencyInfo]
) -> tuple[CompetencyInfo, ...]:
    """The competencies whose title or sentence holds every one of these words, in any language they have."""
    wanted = folded(words).split()
    if not wanted:
        return ()
    skip = {one.id for one in leave_out}
    found = []
    for one in continuum.competencies:
        said = [one.code, one.title, one.statement]
        said += [text for words_of in (one.translations or {}).values() for text in words_of.values()]
        text = folded(" ".join(filter(None, said)))
        # Habits have a page of their own and are not rated.
        if one.kind != DomainKind.HABITS and one.id not in skip and all(word in text for word in wanted):
            found.append(one)
    return tuple(found[:SHOWN_WHEN_FOUND])


def _own(values: QueryDict):
    own: dict[uuid.UUID, int] = {}
    criteria: dict[uuid.UUID, dict[uuid.UUID, int]] = {}
    problems = []
    for name in values:
        text = values.get(name, "")
        if not text or not name.startswith(("own-", "criterion-")):
            continue
        level = int(text) if text.isdecimal() and len(text) < 3 else 0
        if name.startswith("own-"):
            if one := uuid_of(name.removeprefix("own-")):
                own[one] = level
        else:
            about = [uuid_of(part) for part in name.removeprefix("criterion-").split("_")]
            if len(about) == 2 and about[0] and about[1]:
                criteria.setdefault(about[0], {})[about[1]] = level
    for one in criteria:
        if one not in own:
            problems.append(
                FieldProblem(
                    _("You looked at single parts, and not at the whole yet."),
                    field=f"own-{one}",
                    remedy=_("Choose where you see the whole work, or leave the parts out."),
                )
            )
    return own, criteria, tuple(problems)
