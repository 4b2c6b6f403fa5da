"""A stack of work to score: whose turn it is, what is left, what the work is, and the rubric beside it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo
from headway.district.evidence.api import (
    BesideRole,
    Criterion,
    EvidenceForm,
    FileKind,
    RatingItem,
    StackPlace,
    WorkItem,
)
from headway.district.portals.teacher.presenters.hiding import Hider, place_token
from headway.mastery.proficiency import overall_from_criteria

__all__ = [
    "Looked",
    "Part",
    "Piece",
    "PieceFile",
    "Place",
    "Stack",
    "conjunctive",
    "looked",
    "piece_shown",
    "places_in_order",
    "starters",
    "state_words",
]


@dataclass(frozen=True, slots=True)
class Part:
    """One competency of a stack with its criteria, and what its levels look like."""

    competency: CompetencyInfo
    criteria: tuple[Criterion, ...]
    descriptors: Mapping[int, str]

    @property
    def key(self) -> str:
        return str(self.competency.uuid)

    def name_of(self, criterion: Criterion) -> str:
        return f"criterion-{self.key}-{criterion.uuid}"


@dataclass(frozen=True, slots=True)
class Place:
    """One learner in the stack. label: her name, or “Learner 7” while names are hidden."""

    learner: Any
    token: str
    number: int
    label: str
    evidence_uuid: uuid.UUID | None
    is_scored: bool
    others: int

    @property
    def state(self) -> str:
        if self.is_scored:
            return "scored"
        return "waiting" if self.evidence_uuid else "none"


@dataclass(frozen=True, slots=True)
class Stack:
    """A task or a competency × a section. `address` is the page's own, without a query."""

    kind: str
    key: str
    title: str
    section: Any
    task: Any
    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    hides_names: bool
    address: str

    @property
    def scored(self) -> int:
        return sum(place.is_scored for place in self.places)

    @property
    def left(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if not place.is_scored)

    def place(self, token: str) -> Place | None:
        return next((one for one in self.places if one.token == token), None)

    def after(self, place: Place) -> Place | None:
        """The next one in order that isn't scored yet; None where this was the last."""
        return next((one for one in self.places[place.number :] if not one.is_scored), None)

    def before(self, place: Place) -> Place | None:
        return self.places[place.number - 2] if place.number > 1 else None

    def url(self, place: Place | None = None, **query: str) -> str:
        values = [f"{name}={value}" for name, value in query.items() if value]
        if self.hides_names and "names" not in query:
            values.append("names=hidden")
        if place is not None:
            values.insert(0, f"who={place.token}")
        return f"{self.address}?{'&'.join(values)}" if values else self.address


def places_in_order(
    person_id: int,
    stack: str,
    found: Sequence[tuple[Any, StackPlace]],
    *,
    hides_names: bool,
) -> tuple[Place, ...]:
    """The learners by name; while names are hidden by a shuffle that stays the same for this person and stack."""
    rows = [(place_token(person_id, stack, learner.pk), learner, one) for learner, one in found]
    if hides_names:
        rows.sort(key=lambda row: row[0])
    return tuple(
        Place(
            learner=learner,
            token=token,
            number=number,
            # Translators: a learner whose name is hidden while work is scored, e.g. "Learner 7".
            label=_("Learner %(number)s") % {"number": number} if hides_names else learner.person.name,
            evidence_uuid=one.evidence_uuid,
            is_scored=one.is_mine,
            others=one.others,
        )
        for number, (token, learner, one) in enumerate(rows, start=1)
    )


def conjunctive(levels: Mapping[uuid.UUID, int], criteria: Sequence[Criterion]) -> int | None:
    """What the criteria of a form show together, by the one rule that there is; None while it is open."""
    return overall_from_criteria((levels.get(one.uuid), one.is_essential) for one in criteria)


def state_words(place: Place) -> str:
    """Where one place of the stack stands, in words."""
    if place.is_scored:
        return _("rated by you")
    if place.evidence_uuid is None:
        return _("no evidence yet")
    return _("somebody else has rated it") if place.others else _("to look at")


def starters() -> tuple[str, ...]:
    """Beginnings of feedback. Each is about the work, and the ones about what is open name a next step."""
    return (
        _("This work shows"),
        _("The strongest part of this work is"),
        _("A question about this work:"),
        _("Next, the work could show"),
        _("One thing to try in the next version:"),
    )


# -- the work itself --


@dataclass(frozen=True, slots=True)
class PieceFile:
    label: str
    url: str
    kind: str
    is_erased: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work as the page shows it; without names where they are hidden.

    link_waits: there is a link, and its address would say who made the work.
    """

    title: str
    form: str
    observed_at: Any
    note: str
    link: str
    link_waits: bool
    files: tuple[PieceFile, ...]
    reflections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A piece of work as its scorer needs it.

    mine: her own ratings that stand, one for each competency (id on the current continuum). others: how many other
    people's ratings stand on it, per competency. own: the learner's own levels, per competency.
    """

    item: WorkItem
    mine: Mapping[int, RatingItem]
    others: Mapping[int, int]
    own: Mapping[int, int]


def looked(item: WorkItem, person_id: int, current: Mapping[int, int]) -> Looked:
    """current: competency as it was rated → what it is on the current continuum."""
    mine: dict[int, RatingItem] = {}
    others: dict[int, int] = {}
    for rating in sorted(item.ratings, key=lambda one: (one.recorded_at, one.rating_id)):
        if rating.withdrawn_at is not None:
            continue
        about = current.get(rating.competency_id, rating.competency_id)
        if rating.rater_id == person_id:
            mine[about] = rating
        else:
            others[about] = others.get(about, 0) + 1
    own = {
        current.get(one.competency_id, one.competency_id): one.level
        for one in item.beside
        if one.role == BesideRole.OWN and one.taken_back_at is None
    }
    return Looked(item, mine, others, own)


def piece_shown(item: WorkItem, hider: Hider | None) -> Piece:
    """The piece as the page shows it; with a hider nothing in it says who made it."""

    def text(words: str) -> str:
        return hider.text(words) if hider else words

    kinds = dict(FileKind.choices)
    counts: dict[str, int] = {}
    files = []
    for one in item.files:
        counts[one.kind] = counts.get(one.kind, 0) + 1
        unnamed = f"{kinds.get(one.kind, one.kind)} {counts[one.kind]}"
        address = reverse("file", kwargs={"file_uuid": one.uuid})
        files.append(
            PieceFile(
                label=unnamed if hider or not one.name else one.name,
                url=f"{address}?unnamed=1" if hider else address,
                kind=one.kind,
                is_erased=one.erased_at is not None,
            )
        )
    # Only addresses of the web: a link of another kind may run something.
    link = item.link if item.link.startswith(("https://", "http://")) else ""
    waits = bool(hider and link and hider.names(link))
    form = str(dict(EvidenceForm.choices).get(item.form, item.form))
    title = text(item.title or item.task_title)
    return Piece(
        title=title or form,
        form=form if title else "",
        observed_at=item.observed_at,
        note=text(item.note),
        link="" if waits else link,
        link_waits=waits,
        files=tuple(files),
        reflections=tuple(text(one.text) for one in item.reflections),
    )
