"""“I'm ready” as pages show it: the ways to show something, and where a request stands, in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.district.evidence.api import EvidenceForm, Ready, ReadyStep
from headway.district.foundation.api import clock, translated
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.presenting.waiting import span_words

__all__ = [
    "WAYS",
    "RequestLine",
    "Way",
    "form_words",
    "request_line",
    "request_lines",
    "way_of",
    "ways_for",
]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to show something. needs: what is asked for when it is handed in: text, link, files, or nothing."""

    code: str
    form: str
    words: Any
    hint: Any
    needs: str = ""
    accept: str = ""


WAYS = (
    Way("text", EvidenceForm.WRITING, gettext_lazy("I write it"),
        gettext_lazy("A text, here or in a file"), "text", ".pdf,.docx,.odt,.txt,image/*"),
    Way("file", EvidenceForm.PRODUCT, gettext_lazy("I show what I made"),
        gettext_lazy("Photos or a file: a model, a drawing, a poster, a table"), "files", ""),
    Way("audio", EvidenceForm.RECORDING, gettext_lazy("I say it in a sound recording"),
        gettext_lazy("Speak in your own words; nobody looks at spelling"), "files", "audio/*"),
    Way("video", EvidenceForm.RECORDING, gettext_lazy("I show it in a video"),
        gettext_lazy("Show and explain how you do it"), "files", "video/*"),
    Way("link", EvidenceForm.PROJECT, gettext_lazy("It is on the web"),
        gettext_lazy("A link to slides, a page or a project"), "link"),
    Way("performance", EvidenceForm.PERFORMANCE, gettext_lazy("I do it while somebody watches"),
        gettext_lazy("An experiment, a piece of music, a task")),
    Way("conference", EvidenceForm.CONFERENCE, gettext_lazy("I talk about it with an adult"),
        gettext_lazy("Ten minutes, with or without notes")),
)  # fmt: skip


def ways_for(forms: Iterable[str] = ()) -> tuple[Way, ...]:
    """The ways that are open: all, or those of a task's forms. A form of a task without a way here gets one of its own."""
    wanted = list(dict.fromkeys(forms))
    if not wanted:
        return WAYS
    own = [
        Way(form, form, EvidenceForm(form).label, "", "files")
        for form in wanted
        if form in EvidenceForm.values and form not in {way.form for way in WAYS}
    ]
    return (*(way for way in WAYS if way.form in wanted), *own)


def way_of(code: str) -> Way | None:
    if found := next((way for way in WAYS if way.code == code), None):
        return found
    return next((way for way in ways_for([code]) if way.code == code), None)


def form_words(form: str) -> str:
    return str(EvidenceForm(form).label) if form in EvidenceForm.values else ""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request in words. shows: what it is about; told: what became of it so far, oldest first."""

    uuid: UUID
    title: str
    shows: tuple[CompetencyInfo, ...]
    form: str
    task: str
    asked_at: dt.datetime
    where: str
    next: str
    plan: str
    told: tuple[tuple[dt.datetime, str], ...]
    own: tuple[tuple[CompetencyInfo, int], ...]
    step: str
    planned_for: dt.datetime | None
    evidence_uuid: UUID | None
    is_open: bool

    @property
    def waits_for_work(self) -> bool:
        return self.is_open and self.evidence_uuid is None


def request_lines(
    every: Iterable[Ready], continuum: ContinuumMap | None, voice: Voice
) -> tuple[RequestLine, ...]:
    return tuple(request_line(one, continuum, voice) for one in every)


def request_line(ready: Ready, continuum: ContinuumMap | None, voice: Voice) -> RequestLine:
    shows = tuple(
        continuum.by_id[one] for one in ready.competency_ids if continuum and one in continuum.by_id
    )
    return RequestLine(
        uuid=ready.uuid,
        title=translated(shows[0], "title") if shows else _("Something that left the continuum"),
        shows=shows,
        form=form_words(ready.form),
        task=ready.task_title,
        asked_at=ready.asked_at,
        where=_where(ready, voice),
        next=_next(ready, voice),
        plan=ready.plan,
        told=tuple((one.at, _told(one)) for one in ready.told),
        own=tuple((one, ready.own_levels[one.id]) for one in shows if one.id in ready.own_levels),
        step=ready.step,
        planned_for=ready.planned_for,
        evidence_uuid=ready.evidence_uuid,
        is_open=ready.is_open,
    )


def _where(ready: Ready, voice: Voice) -> str:
    who = ready.asked_name or _("a teacher or adviser")
    if ready.step == ReadyStep.TAKEN_BACK:
        return voice.say(_("You took this back."), _("%(name)s took this back."))
    if ready.step == ReadyStep.LOOKED_AT:
        return voice.say(
            _("It was looked at. What was seen stands beside your work."),
            _("It was looked at. What was seen stands beside the work."),
        )
    if ready.step == ReadyStep.WORK_IN:
        return voice.say(
            _("Your work is in. Now %(who)s will look at it."),
            _("The work is in. Now %(who)s will look at it."),
            who=who,
        )
    if ready.step == ReadyStep.PLANNED and ready.planned_for:
        return _("A time is set: %(time)s.") % {"time": _instant(ready.planned_for)}
    return voice.say(
        _("You asked %(span)s ago. Now %(who)s will answer."),
        _("%(name)s asked %(span)s ago. Now %(who)s will answer."),
        span=span_words(ready.waited(clock.now())),
        who=who,
    )


def _next(ready: Ready, voice: Voice) -> str:
    if ready.step == ReadyStep.TAKEN_BACK:
        return voice.say(
            _("You can ask again whenever you are ready."), _("It can be asked again at any time.")
        )
    if ready.step == ReadyStep.LOOKED_AT:
        return voice.say(
            _("Read the feedback, and choose what you do next. You can show it again as often as you like."),
            _("Read the feedback together. It can be shown again as often as wanted."),
        )
    if ready.step == ReadyStep.WORK_IN:
        return voice.say(
            _("You can go on with something else meanwhile."), _("Nothing needs to be done meanwhile.")
        )
    if ready.step == ReadyStep.PLANNED:
        return voice.say(
            _("Bring what you need. You can also hand in something beforehand."),
            _("Ask what is still needed for that day."),
        )
    return voice.say(
        _("You can hand in your work meanwhile. If it takes long, ask in class."),
        _("If it takes long, ask the teacher."),
    )


def _told(one: Any) -> str:
    who = one.by or _("Somebody")
    if one.step == ReadyStep.PLANNED and one.planned_for:
        return _("%(who)s set a time: %(time)s.") % {"who": who, "time": _instant(one.planned_for)}
    sentences = {
        ReadyStep.WORK_IN: _("%(who)s put the work in."),
        ReadyStep.LOOKED_AT: _("%(who)s looked at it."),
        ReadyStep.TAKEN_BACK: _("%(who)s took it back."),
    }
    return sentences.get(one.step, _("%(who)s answered.")) % {"who": who}


def _instant(at: dt.datetime) -> str:
    return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")
