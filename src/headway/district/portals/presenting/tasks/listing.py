"""The bank: what was asked for, the cards of a page, and the table."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.api import BankTask, EvidenceForm, TaskFilter, TaskState
from headway.district.foundation.api import translated
from headway.district.portals.presenting.drafts import depth_options
from headway.district.portals.presenting.tasks.desks import Desk
from headway.district.portals.presenting.voices import listed, quoted

__all__ = [
    "TaskCard",
    "bank_sentence",
    "depth_words",
    "filter_choices",
    "form_words",
    "read_filter",
    "table_rows",
    "task_card",
    "task_query",
]

LONGEST_WORDS = 80
# A prompt in the list is read in a glance; the page has it whole.
GLANCE = 180


@dataclass(frozen=True, slots=True)
class TaskCard:
    """A task in the list, in finished words. attention: what an adult should look at first."""

    title: str
    href: str
    glance: str
    keeper: str
    form: str
    depth: str
    state: str
    shows: tuple[str, ...]
    beside: str
    attention: str


def read_filter(query: QueryDict) -> TaskFilter:
    """What was asked for; what cannot be read selects nothing."""
    return TaskFilter(
        words=query.get("words", "").strip()[:LONGEST_WORDS],
        domain=query.get("domain", "")[:120],
        competency=_uuid(query.get("competency", "")),
        level=_number(query.get("level", "")),
        depth=_number(query.get("depth", "")),
        form=_one_of(query.get("form", ""), EvidenceForm.values),
        whose=_one_of(query.get("whose", ""), ("common", "local", "mine")),
        state=_one_of(query.get("state", ""), TaskState.values),
        below=query.get("below", "") == "yes",
    )


def _one_of(text: str, known: list[str] | tuple[str, ...]) -> str:
    return text if text in known else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def task_query(asked: TaskFilter) -> str:
    """The same filters as a query: for the table, and for the next page."""
    values = {
        "words": asked.words,
        "domain": asked.domain,
        "competency": str(asked.competency or ""),
        "level": "" if asked.level is None else str(asked.level),
        "depth": "" if asked.depth is None else str(asked.depth),
        "form": asked.form,
        "whose": asked.whose,
        "state": asked.state,
        "below": "yes" if asked.below else "",
    }
    return urlencode({name: value for name, value in values.items() if value})


def filter_choices(continuum: ContinuumMap | None) -> dict[str, list[tuple[str, str]]]:
    """Every filter's options as value and words."""
    return {
        "domains": [(one.code, translated(one, "name")) for one in (continuum.domains if continuum else ())],
        "levels": [(str(one), str(one)) for one in (continuum.levels if continuum else ())],
        "depths": [(value, name) for value, name, _asks in depth_options() if value],
        "forms": [(value, str(label)) for value, label in EvidenceForm.choices],
        "whose": [("common", _("Common to all schools")), ("local", _("Of one school")), ("mine", _("Mine"))],
        "states": [(value, str(label)) for value, label in TaskState.choices],
    }


def bank_sentence(total: int, asked: TaskFilter) -> str:
    if not total:
        return _("No task is like this yet.") if task_query(asked) else _("The bank is empty so far.")
    if task_query(asked):
        return ngettext("%(num)s task is like this.", "%(num)s tasks are like this.", total) % {"num": total}
    return ngettext("%(num)s task in the bank.", "%(num)s tasks in the bank.", total) % {"num": total}


def form_words(form: str) -> str:
    return str(EvidenceForm(form).label) if form in EvidenceForm.values else form


def depth_words(depth: int | None) -> str:
    if depth is None:
        return _("Depth not set")
    names = {value: name for value, name, _asks in depth_options()}
    return _("Depth %(depth)s") % {"depth": names.get(str(depth), str(depth))}


def task_card(task: BankTask, continuum: ContinuumMap | None, desk: Desk) -> TaskCard:
    prompt = translated(task, "prompt")
    return TaskCard(
        title=translated(task, "title"),
        href=desk.url("task", task.uuid),
        glance=prompt if len(prompt) <= GLANCE else prompt[:GLANCE].rsplit(" ", 1)[0] + " …",
        keeper=_("Common to all schools") if task.is_common else task.owner,
        form=form_words(task.form),
        depth=depth_words(task.depth),
        state="" if task.state == TaskState.READY else str(TaskState(task.state).label),
        shows=_shows(task, continuum),
        beside=_beside(task, desk),
        attention=_deeper(task, continuum),
    )


def _shows(task: BankTask, continuum: ContinuumMap | None) -> tuple[str, ...]:
    if continuum is None:
        return ()
    return tuple(
        " · ".join(
            part
            for part in (
                translated(one, "title"),
                _("Level %(level)s") % {"level": one.level} if one.level is not None else "",
            )
            if part
        )
        for one in (continuum.by_id[it] for it in task.competency_ids)
    )


def _beside(task: BankTask, desk: Desk) -> str:
    said = []
    if task.criteria:
        said.append(ngettext("%(num)s criterion", "%(num)s criteria", task.criteria) % {"num": task.criteria})
    if task.exemplars:
        said.append(
            ngettext("%(num)s example of work", "%(num)s examples of work", task.exemplars)
            % {"num": task.exemplars}
        )
    if desk.gives and task.given:
        said.append(
            ngettext("%(num)s of your learners has it", "%(num)s of your learners have it", task.given)
            % {"num": task.given}
        )
    if task.is_cumulative:
        said.append(_("cumulative check"))
    return " · ".join(said)


def _deeper(task: BankTask, continuum: ContinuumMap | None) -> str:
    if not task.deeper or continuum is None:
        return ""
    titles = listed([quoted(translated(continuum.by_id[one], "title")) for one in task.deeper])
    return _("Asks for less depth than %(titles)s.") % {"titles": titles}


def table_rows(tasks: tuple[BankTask, ...], continuum: ContinuumMap | None) -> Iterator[list[str]]:
    """The bank as a table, in the reader's language; the first row names the columns."""
    yield [
        _("Code"),
        _("Title"),
        _("Whose"),
        _("State"),
        _("Form of evidence"),
        _("Also as"),
        _("Depth"),
        _("Competencies"),
        _("Deeper than the task"),
        _("Criteria"),
        _("Examples of work"),
        _("What to do"),
        _("Ways in"),
        _("Author"),
        _("Revision"),
        _("Identifier"),
    ]
    by_id = continuum.by_id if continuum else {}
    for task in tasks:
        yield [
            task.code,
            translated(task, "title"),
            _("Common to all schools") if task.is_common else task.owner,
            str(TaskState(task.state).label),
            form_words(task.form),
            ", ".join(form_words(one) for one in task.other_forms),
            "" if task.depth is None else str(task.depth),
            "; ".join(by_id[one].code or translated(by_id[one], "title") for one in task.competency_ids),
            "; ".join(by_id[one].code or translated(by_id[one], "title") for one in task.deeper),
            str(task.criteria),
            str(task.exemplars),
            translated(task, "prompt"),
            translated(task, "accommodations"),
            task.author,
            str(task.revision),
            str(task.uuid),
        ]
