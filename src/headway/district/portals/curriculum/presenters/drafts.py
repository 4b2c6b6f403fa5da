"""The pages of a draft's authors: fields with what was seen, where two writers met, choices of places."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from headway.district.continuum.api import (
    CompetencyContent,
    DraftCompetency,
    DraftOutline,
    Edited,
    FieldConflict,
    Importance,
)
from headway.district.continuum.types import SEPARATOR
from headway.district.foundation.api import clock, translated
from headway.district.policy.api import DistrictScale
from headway.district.portals.presenting.drafts import field_words, other_languages, value_words
from headway.mastery.continuum.differences import Run, words_changed

__all__ = [
    "Filters",
    "Meeting",
    "State",
    "after_conflicts",
    "content_fields",
    "domain_choices",
    "filtered",
    "importance_choices",
    "level_choices",
    "meeting",
    "place_choices",
    "place_of",
    "places_as_fields",
    "read_filters",
    "sent_states",
    "states_of",
]

SEEN = "seen:"


@dataclass(frozen=True)
class Meeting:
    """Two writers met in one field: what stands there now, by whom and since when; `runs` from theirs to mine."""

    stored: str
    by: str
    at: dt.datetime | None
    runs: tuple[Run, ...]

    @property
    def sentence(self) -> str:
        if self.at is None:
            return _("%(name)s changed this meanwhile.") % {"name": self.by}
        style = "TIME_FORMAT" if clock.local_date(self.at) == clock.today() else "DATETIME_FORMAT"
        when = formats.date_format(timezone.localtime(self.at), style)
        # "p.m." brings a full stop of its own.
        return _("%(name)s changed this at %(time)s.") % {"name": self.by, "time": when.rstrip(".")}


@dataclass(frozen=True)
class State:
    """One field of a form: what it shows, what its writer had seen, and a meeting with other words."""

    name: str
    value: Any
    seen: Any
    meeting: Meeting | None = None


# -- fields of forms ---------------------------------------------------------------------------------------------------


def content_fields(one: CompetencyContent) -> dict[str, Any]:
    """The fields of the editor's first page, as forms name them."""
    fields: dict[str, Any] = {
        "title": one.title,
        "statement": one.statement,
        "code": one.code,
        "level": "" if one.level is None else str(one.level),
        "depth": "" if one.depth is None else str(one.depth),
        "importance": one.importance,
        "weight": str(one.weight),
        "place": place_of(one.domain_code, one.strand_code),
    }
    for language, _name in other_languages():
        words = one.translations.get(language, {})
        fields |= {f"{name}:{language}": words.get(name, "") for name in ("title", "statement")}
    return fields


def states_of(fields: Mapping[str, Any]) -> dict[str, State]:
    """A form as it is opened: everything as it stands."""
    return {name: State(name, value, value) for name, value in fields.items()}


def sent_states(fields: Mapping[str, Any], sent: QueryDict) -> dict[str, State]:
    """A form as it was sent and could not be taken: what was typed, and what its writer had seen."""
    return {
        name: State(name, sent.get(name, value), sent.get(f"{SEEN}{name}", value))
        for name, value in fields.items()
    }


def after_conflicts(
    fields: Mapping[str, Any], edited: Edited, names: Mapping[tuple[str, str], str] | None = None
) -> dict[str, State]:
    """A form in which others wrote meanwhile: their words are stored, hers stand in the field, both are shown.

    names: (key, field) of a conflict → the form's name, where the two differ.
    """
    states = states_of(fields)
    for conflict in edited.conflicts:
        name = (names or {}).get((conflict.key, conflict.field), conflict.field)
        states[name] = State(name, conflict.mine, fields.get(name, ""), meeting(conflict))
    return states


def meeting(conflict: FieldConflict) -> Meeting:
    stored = value_words(conflict.subject, conflict.field, conflict.stored)
    mine = value_words(conflict.subject, conflict.field, conflict.mine)
    return Meeting(stored, conflict.by or _("A colleague"), conflict.at, words_changed(stored, mine))


# -- places ------------------------------------------------------------------------------------------------------------


def place_of(domain: str, strand: str) -> str:
    """Domain and strand as one choice: strands lie in one domain each."""
    return f"strand {strand}" if strand else f"domain {domain}" if domain else ""


def places_as_fields(given: dict[str, str], seen: dict[str, str]) -> None:
    """The choice of a place as the fields that the record has."""
    for values in (given, seen):
        place = values.pop("place", None)
        if place is None:
            continue
        kind, _blank, code = place.partition(" ")
        values["strand"] = code if kind == "strand" else ""
        if kind != "strand":
            values["domain"] = code


def place_choices(outline: DraftOutline) -> list[tuple[str, str]]:
    choices = []
    for domain in outline.domains:
        name = translated(domain, "name")
        choices += [
            (f"strand {strand.code}", f"{name} · {translated(strand, 'name')}")
            for strand in outline.strands
            if strand.domain_id == domain.id
        ]
        choices.append((f"domain {domain.code}", _("%(domain)s, in no strand") % {"domain": name}))
    return choices


def domain_choices(outline: DraftOutline) -> list[tuple[str, str]]:
    return [(one.code, translated(one, "name")) for one in outline.domains]


def level_choices() -> list[tuple[str, str]]:
    """Kindergarten is level 0."""
    return [("0", _("0 (kindergarten)")), *((str(level), str(level)) for level in range(1, 13))]


def importance_choices() -> list[tuple[str, str, str]]:
    return [
        (
            Importance.ESSENTIAL,
            str(Importance.ESSENTIAL.label),
            _("Everybody needs it; what grows from it waits for it."),
        ),
        (Importance.SUPPORTING, str(Importance.SUPPORTING.label), _("It helps; nothing waits for it.")),
    ]


# -- the list ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filters:
    words: str = ""
    domain: str = ""
    level: str = ""
    change: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not any((self.words, self.domain, self.level, self.change))


def read_filters(values: QueryDict) -> Filters:
    return Filters(
        words=values.get("q", "").strip(),
        domain=values.get("domain", ""),
        level=values.get("level", ""),
        change=values.get("change", ""),
    )


def filtered(outline: DraftOutline, asked: Filters) -> list:
    """The items that the filters ask for; words in the code, the name and the statement, in every language."""
    domains = {one.code: one.id for one in outline.domains}
    words = asked.words.casefold()
    items = list(outline.items)
    if asked.change == "removed":
        items = list(outline.removed)
    elif asked.change:
        items = [one for one in items if one.change and asked.change in (one.change, "any")]
    if asked.domain and asked.change != "removed":
        items = [one for one in items if one.domain_id == domains.get(asked.domain, -1)]
    if asked.level:
        items = [one for one in items if str(one.level) == asked.level]
    if words:
        items = [one for one in items if words in _text(one)]
    return items


def _text(item: Any) -> str:
    said = [item.code, item.title, item.statement]
    said += [str(one) for words in item.translations.values() for one in words.values()]
    return " ".join(said).casefold()


def annotations_json(pairs: Any) -> str:
    """Annotations as one hidden value, to be compared with what stands there when the form comes back."""
    return json.dumps([{"quote": quote, "note": note} for quote, note in pairs], ensure_ascii=False)


def level_field(level: int, language: str = "") -> str:
    return f"looks:{level}:{language}" if language else f"looks:{level}"


def level_fields(one: DraftCompetency, scale: DistrictScale) -> dict[str, str]:
    """The descriptors' fields of a competency: every level in every language."""
    texts = {descriptor.level: descriptor for descriptor in one.content.descriptors}
    fields = {}
    for level in range(1, scale.size + 1):
        there = texts.get(level)
        fields[level_field(level)] = there.text if there else ""
        for language, _name in other_languages():
            fields[level_field(level, language)] = (
                there.translations.get(language, {}).get("text", "") if there else ""
            )
    return fields


def field_name(subject: str, name: str, scale: DistrictScale) -> str:
    return field_words(subject, name, "", scale)


def conflict_names(edited: Edited) -> dict[tuple[str, str], str]:
    """What the form calls the descriptors in which two writers met."""
    names = {}
    for conflict in edited.conflicts:
        level = int(conflict.key.split(SEPARATOR)[-1])
        names[conflict.key, conflict.field] = level_field(level, conflict.field.partition(":")[2])
    return names


def meetings(criterion: str, edited: Edited) -> dict[tuple[str, str], tuple[str, Meeting]]:
    """For a criterion's fields: what was written here, and whose words stand there."""
    return {(criterion, one.field): (str(one.mine), meeting(one)) for one in edited.conflicts}
