"""The history of one competency as learning: piece after piece, what was said about each, and what changed between."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.district.evidence.api import BesideRole, FileKind, LookInfo, LookOutcome, RatingItem, WorkItem
from headway.district.foundation.api import clock, translated
from headway.district.policy.api import DistrictScale
from headway.district.portals.presenting.requests import form_words
from headway.district.portals.presenting.voices import Voice, quoted

__all__ = ["Attempt", "AttemptFile", "SecondSeen", "Seen", "attempt_of", "attempts_of", "file_shown"]


@dataclass(frozen=True, slots=True)
class AttemptFile:
    """kind: photo, audio, video or document, as the browser shows it; empty once it was erased."""

    name: str
    kind: str
    media_type: str
    size: str
    address: str


@dataclass(frozen=True, slots=True)
class SecondSeen:
    """A second look in words: that it waits, what the other person saw, or that it was taken back."""

    uuid: uuid.UUID
    reason: str
    asked_by: str
    words: str
    waits: bool
    level: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What one person saw in the work, words first. criteria: (title, level, whether it is essential).

    looks: the second looks asked for, the first one first. talk: how her own view and this one meet; empty where she gave none. may_ask: a second look can be asked for.
    """

    rating_uuid: uuid.UUID
    competency_id: int
    competency_title: str
    level: int
    by: str
    on: dt.date
    feedback: str
    criteria: tuple[tuple[str, int, bool], ...]
    is_second: bool
    is_withdrawn: bool
    talk: str = ""
    looks: tuple[SecondSeen, ...] = ()
    may_ask: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One piece of work. changed: what is different from the piece before it. own: (competency, level) she gave."""

    evidence_uuid: uuid.UUID
    number: int
    on: dt.date
    title: str
    form: str
    task: str
    by_her: bool
    words: str
    note: str
    link: str
    files: tuple[AttemptFile, ...]
    shows: tuple[CompetencyInfo, ...]
    seen: tuple[Seen, ...]
    own: tuple[tuple[CompetencyInfo, int], ...]
    reflections: tuple[tuple[dt.date, str], ...]
    changed: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Nobody has said yet what it shows."""
        return all(one.is_withdrawn for one in self.seen)


def attempts_of(
    works: Sequence[WorkItem],
    competency: CompetencyInfo,
    *,
    continuum: ContinuumMap,
    scale: DistrictScale,
    voice: Voice,
    file_address: Callable[[uuid.UUID], str],
    her_id: int | None,
    looks: Mapping[int, LookInfo] | None = None,
    may_ask: bool = False,
) -> tuple[Attempt, ...]:
    """The pieces of one competency in the order in which they were shown, the first one first.

    her_id: the learner's own row among people, so that her words are told apart from a teacher's.
    """
    found: list[Attempt] = []
    before: tuple[RatingItem, ...] = ()
    for number, work in enumerate(sorted(works, key=lambda one: (one.observed_at, one.evidence_id)), start=1):
        ratings = _counting(work, competency.id, continuum)
        one = attempt_of(
            work,
            number=number,
            continuum=continuum,
            scale=scale,
            voice=voice,
            file_address=file_address,
            her_id=her_id,
            looks=looks,
            may_ask=may_ask,
            only=competency.id,
            changed=_changed(before, ratings, scale, voice) if before and ratings else (),
        )
        found.append(one)
        before = ratings or before
    return tuple(found)


def attempt_of(
    work: WorkItem,
    *,
    continuum: ContinuumMap,
    scale: DistrictScale,
    voice: Voice,
    file_address: Callable[[uuid.UUID], str],
    her_id: int | None,
    number: int = 1,
    looks: Mapping[int, LookInfo] | None = None,
    may_ask: bool = False,
    only: int | None = None,
    changed: tuple[str, ...] = (),
) -> Attempt:
    """One piece of work with everything said about it; `only` keeps what is about one competency."""
    by_her = her_id is not None and work.recorded_by_id == her_id
    own = {
        _current(one.competency_id, continuum): one.level
        for one in sorted(work.beside, key=lambda one: one.recorded_at)
        if one.role == BesideRole.OWN and one.taken_back_at is None
    }
    form = form_words(work.form)
    return Attempt(
        evidence_uuid=work.evidence_uuid,
        number=number,
        on=clock.local_date(work.observed_at),
        title=work.title or work.task_title or form,
        form=form,
        task=work.task_title if work.task_title != work.title else "",
        by_her=by_her,
        words=work.note if by_her else "",
        note="" if by_her else work.note,
        # Only addresses of the web: a link of another kind may run something.
        link=work.link if work.link.startswith(("https://", "http://")) else "",
        files=tuple(file_shown(one, file_address) for one in work.files),
        shows=tuple(continuum.by_id[one] for one in work.competency_ids if one in continuum.by_id),
        seen=tuple(
            _seen(one, own, continuum, scale, voice, looks or {}, may_ask)
            for one in sorted(work.ratings, key=lambda one: (one.recorded_at, one.rating_id))
            if only is None or _current(one.competency_id, continuum) == only
        ),
        own=tuple((continuum.by_id[one], level) for one, level in own.items() if one in continuum.by_id),
        reflections=tuple((clock.local_date(one.recorded_at), one.text) for one in work.reflections),
        changed=changed,
    )


def _current(competency_id: int, continuum: ContinuumMap) -> int:
    return continuum.current_ids.get(competency_id, competency_id)


def _counting(work: WorkItem, competency_id: int, continuum: ContinuumMap) -> tuple[RatingItem, ...]:
    return tuple(
        one
        for one in sorted(work.ratings, key=lambda one: (one.recorded_at, one.rating_id))
        if one.withdrawn_at is None and _current(one.competency_id, continuum) == competency_id
    )


def file_shown(one: Any, address: Callable[[uuid.UUID], str]) -> AttemptFile:
    if one.erased_at is not None:
        return AttemptFile(_("A file that was taken out"), "", "", "", "")
    label = str(FileKind(one.kind).label) if one.kind in FileKind.values else ""
    return AttemptFile(
        one.name or label, one.kind, one.media_type, filesizeformat(one.size), address(one.uuid)
    )


def _seen(
    rating: RatingItem,
    own: Mapping[int, int],
    continuum: ContinuumMap,
    scale: DistrictScale,
    voice: Voice,
    looks: Mapping[int, LookInfo],
    may_ask: bool,
) -> Seen:
    competency_id = _current(rating.competency_id, continuum)
    competency = continuum.by_id.get(competency_id)
    look = looks.get(rating.rating_id)
    withdrawn = rating.withdrawn_at is not None
    return Seen(
        rating_uuid=rating.rating_uuid,
        competency_id=competency_id,
        competency_title=translated(competency, "title") if competency else "",
        level=rating.level,
        by=rating.rater_name,
        on=clock.local_date(rating.recorded_at),
        feedback=rating.feedback,
        criteria=tuple((one.title, one.level, one.is_essential) for one in rating.criteria),
        is_second=rating.is_second_look,
        is_withdrawn=withdrawn,
        talk=""
        if withdrawn or competency_id not in own
        else _talk(own[competency_id], rating.level, scale, voice),
        looks=tuple(_second(one, scale) for one in (*look.before, look)) if look else (),
        may_ask=may_ask and (look is None or not look.waits) and not withdrawn and not rating.is_second_look,
    )


def _second(look: LookInfo, scale: DistrictScale) -> SecondSeen:
    if look.outcome == LookOutcome.SEEN and look.second_level is not None:
        words = _("%(who)s looked at the same work and sees %(level)s. Both stand here; people decide.") % {
            "who": look.second_rater or _("A second person"),
            "level": scale.name_of(look.second_level),
        }
    elif look.outcome == LookOutcome.TAKEN_BACK:
        words = _("The wish for a second look was taken back.")
    else:
        words = _("A second look is asked for. Somebody else will look at the same work.")
    return SecondSeen(look.uuid, look.reason, look.asked_by, words, look.waits, look.second_level)


def _talk(own: int, level: int, scale: DistrictScale, voice: Voice) -> str:
    """How the learner's view and an adult's meet: the start of a talk, whichever is higher."""
    words = {"own": scale.name_of(own), "level": scale.name_of(level)}
    if own == level:
        return voice.say(
            _("You see it the same way: %(own)s."), _("%(name)s sees it the same way: %(own)s."), **words
        )
    if own < level:
        return voice.say(
            _("You saw %(own)s in it. Ask what your teacher found that you did not see yet."),
            _("%(name)s saw %(own)s in it. Ask together what the teacher found."),
            **words,
        )
    return voice.say(
        _("You see %(own)s in it. Show your teacher the place in your work where you see it."),
        _("%(name)s sees %(own)s in it. It helps to show the teacher the place in the work."),
        **words,
    )


def _changed(
    before: Iterable[RatingItem], now: Iterable[RatingItem], scale: DistrictScale, voice: Voice
) -> tuple[str, ...]:
    """What is different from the piece before, what grew first. Less than before is told as what it is: another piece."""
    earlier, later = tuple(before)[-1], tuple(now)[-1]
    said = []
    if later.level > earlier.level:
        said.append(
            _("The work grew from %(from)s to %(to)s.")
            % {"from": scale.name_of(earlier.level), "to": scale.name_of(later.level)}
        )
    then = {one.criterion: one.level for one in earlier.criteria}
    grown = [one for one in later.criteria if one.criterion in then and one.level > then[one.criterion]]
    said += [
        _("%(criterion)s grew from %(from)s to %(to)s.")
        % {
            "criterion": quoted(one.title),
            "from": scale.name_of(then[one.criterion]),
            "to": scale.name_of(one.level),
        }
        for one in grown
    ]
    if said:
        return tuple(said)
    if later.level == earlier.level:
        return (_("The same level in a new piece of work: it shows that this holds."),)
    return (
        voice.say(
            _("This piece shows %(to)s. Your earlier piece stays in your history, and nothing is lost."),
            _("This piece shows %(to)s. The earlier piece stays in the history, and nothing is lost."),
            to=scale.name_of(later.level),
        ),
    )
