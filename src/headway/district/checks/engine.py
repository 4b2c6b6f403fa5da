"""From a sitting's rows to the engine and back: which structure, which questions are left, which state.

The state is kept as bytes with the sitting. Where it is missing, of another version, or no longer fits the answers
(a question was gone back to), the answers are replayed with the same seed and settings, which gives the same state.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, Sum

from headway.district.checks.models import CheckAnswer, CheckItem, CheckSitting
from headway.district.checks.types import CheckAnswerKind, CheckStage, ItemKind
from headway.district.continuum.api import current_map, current_version, map_of
from headway.mastery.facts import Refused as NotOfTheEngine
from headway.mastery.placement import Answer, Band, CheckSettings, Locator, State, Structure, answered, begin

__all__ = [
    "ANSWERS",
    "Asking",
    "answers_standing",
    "asking_of",
    "competency_of",
    "items_for",
    "locator_of",
    "settings_for",
    "state_of",
    "structure_for",
]

ANSWERS = {
    CheckAnswerKind.RIGHT.value: Answer.RIGHT,
    CheckAnswerKind.NOT_YET.value: Answer.NOT_YET,
    CheckAnswerKind.UNFAMILIAR.value: Answer.UNFAMILIAR,
}
# About half of those who don't know choose "haven't met this" instead of guessing; the model counts on the same share.
GUESSING = 0.5
# Imagining learners takes the engine longest, and nothing about it is anybody's own: so few beginnings serve everybody.
SEEDS = 4


@dataclass(frozen=True)
class Asking:
    """What can still be asked. left: questions per competency (by identifier); items: those, the wanted language first.

    structure: of the sitting; identifiers of competencies by their id in the sitting's version.
    """

    structure: Structure
    identifiers: Mapping[int, str]
    items: Mapping[str, tuple[int, ...]]

    @property
    def left(self) -> dict[str, int]:
        return {name: len(found) for name, found in self.items.items()}


@lru_cache(maxsize=64)
def _structure(version_id: int, competency_ids: tuple[int, ...]) -> tuple[Structure, Mapping[int, str]]:
    continuum = map_of(version_id)
    every = continuum.competencies
    strands = {one.id: one.code for one in continuum.strands}
    chosen = [continuum.by_id[one].position for one in competency_ids if one in continuum.by_id]
    structure = Structure.from_continuum(
        continuum.graph,
        chosen,
        identifiers=[one.identifier for one in every],
        levels=[None if one.level is None else float(one.level) for one in every],
        strands=[strands.get(one.strand_id or 0, "") for one in every],
    )
    return structure, {every[node].id: every[node].identifier for node in chosen}


def structure_for(version_id: int, competency_ids: Iterable[int]) -> tuple[Structure, Mapping[int, str]]:
    """The competencies of a sitting and what needs what, on the version of the continuum with which it began."""
    return _structure(version_id, tuple(competency_ids))


class ItemRow(NamedTuple):
    """One question that may be asked. competency: its id in the sitting's version."""

    item: int
    competency: int
    languages: tuple[str, ...]
    kind: str
    choices: int
    guess: float | None
    slip: float | None


def items_for(
    version_id: int, competency_ids: Sequence[int], organisation_ids: Sequence[int]
) -> tuple[ItemRow, ...]:
    """Active questions for these competencies, in fixed order.

    A question hangs on the competency of the version for which it was written; where the competency lives on in
    another version, so does the question. Remembered until a question comes or is retired.
    """
    today = current_version()
    written = CheckItem.objects.aggregate(
        newest=Max("pk"),
        active=Count("pk", filter=Q(is_active=True)),
        sum=Sum("pk", filter=Q(is_active=True)),
    )
    return _items(
        version_id,
        tuple(competency_ids),
        tuple(organisation_ids),
        today.id if today else None,
        tuple(written.values()),
    )


@lru_cache(maxsize=128)
def _items(
    version_id: int,
    competency_ids: tuple[int, ...],
    organisation_ids: tuple[int, ...],
    _today: int | None,
    _written: tuple[Any, ...],
) -> tuple[ItemRow, ...]:
    home = _homes(version_id, competency_ids)
    rows = CheckItem.objects.filter(
        competency_id__in=home, is_active=True, organisation_id__in=organisation_ids
    ).order_by("pk")
    return tuple(
        ItemRow(pk, home[competency], ("en", *(translations or {})), kind, len(choices), guess, slip)
        for pk, competency, translations, kind, choices, guess, slip in rows.values_list(
            "pk", "competency_id", "translations", "kind", "choices", "guess", "slip"
        )
    )


def _homes(version_id: int, competency_ids: Iterable[int]) -> dict[int, int]:
    """Ids of competencies in any version → the id of the same one in this version."""
    then, today = map_of(version_id), current_map()
    home: dict[int, int] = {}
    for one in competency_ids:
        for earlier in then.family(one):
            home[earlier] = one
        if today is not None and one in today.current_ids:
            for other in today.family(today.current_ids[one]):
                home.setdefault(other, one)
    return home


def competency_of(sitting: CheckSitting, competency_id: int) -> int:
    """The competency of the sitting's version that a question of this one asks about."""
    return _homes(sitting.version_id, sitting.competency_ids)[competency_id]


def settings_for(rows: Iterable[ItemRow], identifiers: Mapping[int, str]) -> CheckSettings:
    """The engine's settings for these questions: what a guess can do follows from the number of choices.

    One value stands for all questions of a competency: the most cautious one.
    """
    usual = CheckSettings()
    guesses: dict[str, float] = {}
    slips: dict[str, float] = {}
    for row in rows:
        name = identifiers[row.competency]
        own = row.guess
        if own is None:
            own = GUESSING / row.choices if row.kind == ItemKind.CHOICE and row.choices else usual.guess
        guesses[name] = max(guesses.get(name, usual.guess), own)
        slips[name] = max(slips.get(name, usual.slip), row.slip or 0.0)
    return CheckSettings(
        items=tuple(
            (name, slips[name], guesses[name])
            for name in sorted(guesses)
            if (slips[name], guesses[name]) != (usual.slip, usual.guess)
        )
    )


def asking_of(
    sitting: CheckSitting, standing: Sequence[CheckAnswer], organisation_ids: Sequence[int]
) -> Asking:
    """The questions that were not asked in this sitting yet."""
    structure, identifiers = structure_for(sitting.version_id, sitting.competency_ids)
    asked = {one.item_id for one in standing}
    told = Counter(one.competency_id for one in standing)
    found: dict[str, list[tuple[bool, int]]] = {}
    for row in items_for(sitting.version_id, list(identifiers), organisation_ids):
        if row.item not in asked and not (sitting.stage == CheckStage.LOCATOR and told[row.competency]):
            others = sitting.language not in row.languages
            found.setdefault(identifiers[row.competency], []).append((others, row.item))

    # Learners beside each other meet different questions: which comes first follows from the sitting's seed.
    def place(one: tuple[bool, int]) -> tuple[bool, int]:
        return one[0], _shuffled(sitting.seed, one[1])

    return Asking(
        structure,
        identifiers,
        {name: tuple(item for _, item in sorted(rows, key=place)) for name, rows in found.items()},
    )


def _shuffled(seed: int, item: int) -> int:
    return zlib.crc32(f"{seed}/{item}".encode())


def answers_standing(rows: Iterable[CheckAnswer]) -> list[CheckAnswer]:
    """The answers that count, in the order in which their questions were first asked: a later one replaces."""
    found: dict[int, CheckAnswer] = {}
    for row in rows:
        found[row.item_id] = row
    return list(found.values())


def state_of(sitting: CheckSitting, standing: Sequence[CheckAnswer]) -> State:
    """The engine's state after these answers; from the kept bytes where they are a part of the way."""
    structure, identifiers = structure_for(sitting.version_id, sitting.competency_ids)
    given = _given(standing, identifiers)
    settings = CheckSettings.from_dict(sitting.settings)
    state = _kept(sitting)
    if (
        state is None
        or (state.structure.competencies, state.structure.arrows)
        != (structure.competencies, structure.arrows)
        or state.settings != settings
        or state.answers != given[: len(state.answers)]
    ):
        state = _begun(
            sitting.version_id,
            tuple(sitting.competency_ids),
            json.dumps(sitting.settings, sort_keys=True),
            _band(sitting),
            sitting.seed % SEEDS,
        )
    for competency, answer in given[len(state.answers) :]:
        state = answered(state, competency, answer)
    return state


@lru_cache(maxsize=64)
def _begun(
    version_id: int, competency_ids: tuple[int, ...], settings: str, band: Band | None, seed: int
) -> State:
    """Before the first question. A class that begins in the same minute begins with the same imagined learners."""
    structure, _identifiers = structure_for(version_id, competency_ids)
    return begin(structure, CheckSettings.from_dict(json.loads(settings)), seed, band=band)


def locator_of(sitting: CheckSitting, standing: Sequence[CheckAnswer]) -> Locator:
    structure, identifiers = structure_for(sitting.version_id, sitting.competency_ids)
    settings = CheckSettings.from_dict(sitting.settings)
    return Locator(structure, settings, answers=_given(standing, identifiers))


def _given(standing: Sequence[CheckAnswer], identifiers: Mapping[int, str]) -> tuple[tuple[str, Answer], ...]:
    return tuple(
        (identifiers[one.competency_id], ANSWERS[one.answer])
        for one in standing
        if one.competency_id in identifiers
    )


def _kept(sitting: CheckSitting) -> State | None:
    if not sitting.state:
        return None
    try:
        return State.from_bytes(bytes(sitting.state))
    except NotOfTheEngine:
        return None  # written by another version of the engine, or damaged: the answers are enough


def _band(sitting: CheckSitting) -> Band | None:
    if not sitting.band or sitting.stage == CheckStage.LOCATOR:
        return None
    return Band(*(float(sitting.band[name]) for name in ("lowest", "likely", "highest")))
