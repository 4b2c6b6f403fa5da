"""A draft of a framework in words: its fields, what was changed by whom, and what colleagues say about it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import (
    ActInfo,
    Answer,
    ChangeInfo,
    DraftInfo,
    DraftItem,
    DraftOutline,
    Importance,
    JoinedInfo,
    NoteKind,
    SuggestionInfo,
    VersionStatus,
)
from headway.district.continuum.types import SEPARATOR
from headway.district.foundation.api import translated
from headway.district.policy.api import DistrictScale
from headway.mastery.continuum.differences import Run, words_changed

__all__ = [
    "ActLine",
    "ChangeLine",
    "ItemLine",
    "SuggestionLine",
    "act_line",
    "act_lines",
    "change_sentence",
    "depth_options",
    "draft_title",
    "field_words",
    "item_line",
    "listed_items",
    "other_languages",
    "status_words",
    "suggestion_line",
    "value_words",
]


def other_languages() -> tuple[tuple[str, str], ...]:
    """The languages besides that of the record in which words can be written: (code, name)."""
    return tuple((code, str(name)) for code, name in settings.LANGUAGES if code != "en")


def draft_title(draft: DraftInfo) -> str:
    return _("%(title)s, version %(number)s") % {"title": translated(draft, "title"), "number": draft.number}


def status_words(status: str) -> str:
    return _("In review") if status == VersionStatus.IN_REVIEW else _("Being written")


# -- fields ------------------------------------------------------------------------------------------------------------


def field_words(subject: str, field: str, key: str, scale: DistrictScale) -> str:
    """What people call a field of a draft: “I can”, the level, what Proficient looks like (Español)."""
    name, _colon, language = field.partition(":")
    words = _name_of(subject, name, key, language, scale)
    if language and subject != "criterion":
        return _("%(field)s (%(language)s)") % {
            "field": words,
            "language": dict(settings.LANGUAGES).get(language, language),
        }
    return words


def _name_of(subject: str, name: str, key: str, _language: str, scale: DistrictScale) -> str:
    if subject == "descriptor":
        level = int(key.split(SEPARATOR)[-1])
        shown = scale.name_of(level) if 1 <= level <= scale.size else str(level)
        return _("What %(level)s looks like") % {"level": shown}
    found = {
        ("competency", ""): _("The competency"),
        ("competency", "title"): _("Short name"),
        ("competency", "statement"): _("“I can”"),
        ("competency", "code"): _("Code"),
        ("competency", "level"): _("Level"),
        ("competency", "depth"): _("Depth of knowledge"),
        ("competency", "importance"): _("Importance"),
        ("competency", "weight"): _("Learning units"),
        ("competency", "domain"): _("Domain"),
        ("competency", "strand"): _("Strand"),
        ("competency", "parent"): _("Heading"),
        ("prerequisite", ""): _("A prerequisite"),
        ("prerequisite", "is_gate"): _("Whether a prerequisite is essential"),
        ("exemplar", ""): _("An example of work"),
        ("exemplar", "title"): _("Title of an example"),
        ("exemplar", "level"): _("Level of an example"),
        ("exemplar", "work"): _("Work of an example"),
        ("exemplar", "annotations"): _("Remarks in an example"),
        ("exemplar", "source"): _("Source of an example"),
        ("exemplar", "address"): _("Address of an example"),
        ("note", ""): _("A note on the progression"),
        ("note", "text"): _("Text of a note"),
        ("note", "kind"): _("Kind of a note"),
        ("note", "source"): _("Source of a note"),
        ("criterion", ""): _("A criterion of the rubric"),
        ("criterion", "text"): _("A criterion of the rubric"),
        ("criterion", "level"): _("A level of a criterion"),
        ("criterion", "position"): _("The order of the criteria"),
        ("domain", ""): _("A domain"),
        ("strand", ""): _("A strand"),
        ("version", "note"): _("What is new"),
        ("version", "follows"): _("The version that the draft follows"),
        ("association", ""): _("Where it came from"),
    }
    return found.get((subject, name)) or {
        "domain": _("A domain"),
        "strand": _("A strand"),
    }.get(subject, name)


def value_words(subject: str, field: str, value: Any) -> str:
    """A value as people read it in the history and where two wordings meet."""
    name = field.partition(":")[0]
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, Mapping):
        if subject == "association":
            return str(value["destination_uri"] or value["destination_identifier"])
        return str(value.get("title") or value.get("text") or value.get("name") or "")
    if name == "annotations":
        return "\n".join(f"“{one['quote']}”: {one['note']}" for one in value)
    if name == "importance":
        return str(Importance(value).label)
    if subject == "note" and name == "kind":
        return str(NoteKind(value).label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def depth_options() -> tuple[tuple[str, str, str], ...]:
    """Webb's four depths of knowledge in plain words: (value, name, what it asks for)."""
    return (
        ("", _("Open"), _("Not decided yet.")),
        ("1", _("1 · Recall"), _("Name it, do it as it was shown.")),
        ("2", _("2 · Skill and concept"), _("Decide how to go about it; compare, sort, explain.")),
        ("3", _("3 · Strategic thinking"), _("More than one way; give reasons and evidence.")),
        ("4", _("4 · Extended thinking"), _("Over a longer time, from several sources, for a real purpose.")),
    )


# -- the history -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChangeLine:
    """One change: of which competency, which field, and the words that came and went."""

    about: str
    field: str
    runs: tuple[Run, ...]
    came: bool
    went: bool


@dataclass(frozen=True)
class ActLine:
    act: uuid.UUID
    at: dt.datetime
    by: str
    suggested_by: str
    summary: str
    changes: tuple[ChangeLine, ...]
    count: int
    is_joining: bool
    is_undo: bool
    is_taken_back: bool


def act_lines(acts: Iterable[ActInfo], names: Mapping[str, str], scale: DistrictScale) -> tuple[ActLine, ...]:
    return tuple(act_line(act, names, scale) for act in acts)


def act_line(act: ActInfo, names: Mapping[str, str], scale: DistrictScale) -> ActLine:
    """An act in words. names: identifier → what the competency is called."""
    changes = tuple(_change_line(one, names, scale) for one in act.changes)
    fields = list(dict.fromkeys(one.field for one in changes))
    shown = ", ".join(fields[:4])
    more = len(fields) - 4
    if more > 0:
        shown = ngettext("%(shown)s and one more", "%(shown)s and %(more)s more", more) % {
            "shown": shown,
            "more": more,
        }
    abouts = list(dict.fromkeys(one.about for one in changes if one.about))
    if len(abouts) == 1:
        shown = f"{abouts[0]}: {shown}"
    elif len(abouts) > 1:
        shown = ngettext(
            "%(count)s competency: %(shown)s", "%(count)s competencies: %(shown)s", len(abouts)
        ) % {
            "count": len(abouts),
            "shown": shown,
        }
    if act.count > len(changes):
        shown = _("%(count)s changes: %(shown)s") % {"count": act.count, "shown": shown}
    return ActLine(
        act=act.act,
        at=act.at,
        by=act.by or _("Headway"),
        suggested_by=act.suggested_by,
        summary=_joined_words(act.joined) if act.joined else shown,
        changes=changes,
        count=act.count,
        is_joining=act.joined is not None,
        is_undo=act.undoes is not None,
        is_taken_back=act.taken_back_by is not None,
    )


def _joined_words(joined: JoinedInfo) -> str:
    return ngettext(
        "joined one competency from %(frameworks)s",
        "joined %(count)s competencies from %(frameworks)s",
        joined.competencies,
    ) % {"count": joined.competencies, "frameworks": ", ".join(joined.frameworks)}


def _change_line(change: ChangeInfo, names: Mapping[str, str], scale: DistrictScale) -> ChangeLine:
    came = not change.field and change.before is None
    went = not change.field and change.after is None
    before = value_words(change.subject, change.field, change.before)
    after = value_words(change.subject, change.field, change.after)
    if change.subject == "prerequisite":
        first, second = change.key.split(SEPARATOR)
        arrow = _("%(before)s before %(after)s") % {
            "before": names.get(first, first),
            "after": names.get(second, second),
        }
        before, after = ("" if came else arrow), ("" if went else arrow)
        about = names.get(second, second)
    else:
        own = change.key.split(SEPARATOR)[0]
        if change.subject == "association":
            own = str((change.after or change.before or {}).get("origin_identifier", own))
        about = names.get(own, before or after or own) if change.subject not in ("domain", "strand") else own
    return ChangeLine(
        about=about,
        field=field_words(change.subject, change.field, change.key, scale),
        runs=words_changed(before, after),
        came=came,
        went=went,
    )


# -- suggestions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SuggestionLine:
    """A suggestion as a word diff: against what stands there now, and where that moved, what it was made for."""

    uuid: uuid.UUID
    field: str
    by: str
    at: dt.datetime
    reason: str
    base: str
    stored: str
    proposed: str
    runs: tuple[Run, ...]
    has_moved: bool
    is_gone: bool
    is_open: bool
    is_accepted: bool
    answered_by: str
    answer_reason: str


def suggestion_line(one: SuggestionInfo, scale: DistrictScale) -> SuggestionLine:
    subject, _colon, level = one.field.partition(":")
    key = f"{one.identifier}{SEPARATOR}{level}"
    field = f"text:{one.language}" if subject == "descriptor" else f"{one.field}:{one.language}"
    if not one.language:
        field = "text" if subject == "descriptor" else one.field
    words = field_words(subject if subject == "descriptor" else "competency", field, key, scale)
    return SuggestionLine(
        uuid=one.uuid,
        field=words,
        by=one.by,
        at=one.at,
        reason=one.reason,
        base=one.base,
        stored=one.stored or "",
        proposed=one.proposed,
        runs=words_changed(one.stored or "", one.proposed),
        has_moved=one.has_moved,
        is_gone=one.stored is None,
        is_open=one.answer == Answer.OPEN,
        is_accepted=one.answer == Answer.ACCEPTED,
        answered_by=one.answered_by,
        answer_reason=one.answer_reason,
    )


# -- the list of competencies ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ItemLine:
    uuid: uuid.UUID
    identifier: str
    code: str
    title: str
    statement: str
    level: str
    place: str
    change: str
    change_words: str


def listed_items(items: Iterable[DraftItem], outline: DraftOutline) -> tuple[ItemLine, ...]:
    """Competencies of a draft as lines of a list, each with the name of its strand or domain."""
    strands = {one.id: translated(one, "name") for one in outline.strands}
    domains = {one.id: translated(one, "name") for one in outline.domains}
    return tuple(
        item_line(one, strands.get(one.strand_id or 0) or domains.get(one.domain_id or 0, ""))
        for one in items
    )


def item_line(item: DraftItem, place: str = "") -> ItemLine:
    return ItemLine(
        uuid=item.uuid,
        identifier=item.identifier,
        code=item.code,
        title=translated(item, "title") or item.code,
        statement=translated(item, "statement"),
        level="" if item.level is None else str(item.level),
        place=place,
        change=item.change,
        change_words={"added": _("new"), "changed": _("changed"), "removed": _("taken out")}.get(
            item.change, ""
        ),
    )


def change_sentence(outline: DraftOutline, based_on: int | None) -> str:
    """What is different so far, in one sentence."""
    if based_on is None:
        return ngettext(
            "A framework of its own, with one competency so far.",
            "A framework of its own, with %(count)s competencies so far.",
            len(outline.items),
        ) % {"count": len(outline.items)}
    changed, added, removed = outline.count("changed"), outline.count("added"), len(outline.removed)
    parts = [
        ngettext("one competency changed", "%(count)s competencies changed", changed) % {"count": changed}
        if changed
        else "",
        ngettext("one new", "%(count)s new", added) % {"count": added} if added else "",
        ngettext("one taken out", "%(count)s taken out", removed) % {"count": removed} if removed else "",
    ]
    said = [one for one in parts if one]
    if not said:
        return _("Nothing is different from version %(number)s yet.") % {"number": based_on}
    return _("Against version %(number)s: %(changes)s.") % {"number": based_on, "changes": ", ".join(said)}
