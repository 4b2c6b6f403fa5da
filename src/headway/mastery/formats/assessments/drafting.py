"""A profile to begin with, for a layout that nobody described yet: what each column probably is, and why.

Everything here is a guess for a person to look at. Names of columns decide first, then what their cells hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from headway.mastery.formats.assessments.columns import folded
from headway.mastery.formats.assessments.dates import day_reader
from headway.mastery.formats.assessments.profile import (
    Area,
    LearnerKey,
    Name,
    Profile,
    Recognised,
    When,
)
from headway.mastery.formats.problems import Message, message

__all__ = ["ROLES", "Draft", "Guess", "draft_profile"]

ROLES = (
    "state_id",
    "local_id",
    "vendor_id",
    "last_name",
    "first_name",
    "birth_date",
    "date",
    "term",
    "school_year",
    "test",
    "area",
    "part",
    "value",
    "error",
    "label",
    "hidden",
    "nothing",
)

# The first pattern that fits a name decides; (role, kind of what is hidden).
_NAMES: tuple[tuple[str, str, str], ...] = (
    (r"percentile|pctile|\bpr\b|rank\b", "hidden", "percentile"),
    (r"quintile|stanine", "hidden", "quintile"),
    (r"normal ?curve|\bnce\b", "hidden", "normal_curve_equivalent"),
    (r"grade ?(?:level )?equivalent|\bge\b", "hidden", "grade_equivalent"),
    (r"growth|sgp", "hidden", "growth"),
    (r"project", "hidden", "projection"),
    (r"void|\bpossible\b|\braw\b|\bmin\b|\bmax\b|passing|accommodation|number of", "nothing", ""),
    (
        r"enrol|entry|school ?year ?(?:start|end)|window ?(?:start|end)|sync|release|report ?date",
        "nothing",
        "",
    ),
    (r"lexile", "hidden", "reading_measure"),
    (r"quantile", "hidden", "mathematics_measure"),
    (r"percent ?correct|pct ?correct", "hidden", "percent_correct"),
    (r"\brisk\b", "hidden", "risk"),
    (r"(?:birth ?date|date ?of ?birth|\bdob\b|birthday)", "birth_date", ""),
    (r"last ?name|surname|family ?name|\blname\b", "last_name", ""),
    (r"first ?name|given ?name|\bfname\b", "first_name", ""),
    (
        r"(?:school|teacher|staff|class|district|test|form|item|session) ?(?:\w+ )?(?:id|identifier|number|code)$",
        "nothing",
        "",
    ),
    (r"state.*(?:id|identifier|number)$|(?:id|identifier).*state|\bssid\b|\bsuns\b|\bstn\b", "state_id", ""),
    (
        r"(?:local|district|sis).*(?:id|identifier|number)$|^student ?(?:id|number|identifier)$|^(?:learner|pupil) ?(?:id|number)$",
        "local_id",
        "",
    ),
    (r"student.*(?:id|identifier|uuid)$|candidate ?(?:number|id)|examinee.*id", "vendor_id", ""),
    (r"standard ?err|std ?err|\bsem\b|\bcsem\b|\bse\b|\bse ?m\b", "error", ""),
    (
        r"(?:test|assess\w*|exam|complet\w*|taken|finish|end|start|admin\w*) ?(?:\w+ )?date|date ?(?:taken|tested|complete\w*)|^date$",
        "date",
        "",
    ),
    (
        r"\bterm\b|\bwindow\b|benchmark ?period|\bseason\b|(?:test )?\badmin(?:istration)?$|\bsemester\b",
        "term",
        "",
    ),
    (r"(?:school|academic) ?year|^year$", "school_year", ""),
    (r"test ?(?:name|title)|assessment ?(?:name|title)?$|^exam$", "test", ""),
    (r"^subject$|subject ?area|^discipline$|content ?area|measurement ?scale|^area$|^course$", "area", ""),
    (r"goal ?\d* ?name|^(?:domain|strand|goal|skill ?area)(?: ?name)?$", "part", ""),
    (
        r"performance ?level|achievement ?level|proficiency ?level|\bpld?\b|mastery ?level|\blevel$|perf ?lvl",
        "label",
        "",
    ),
    (r"scale[d]? ?score|rit ?score|\bscore\b|\bss\b|\btheta\b|\brit\b", "value", ""),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), role, kind) for pattern, role, kind in _NAMES)
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?$")
_DIGITS = re.compile(r"\d+")
_FORMATS = ("ISO", "M/D/YYYY", "YYYYMMDD", "MMDDYYYY", "MMDDYY", "D.M.YYYY", "M-D-YYYY", "M/D/YY")
_UNLIKELY_LABELS = 12
_NEED_CELLS = ("value", "error", "label", "date", "term", "school_year")


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column probably is. `sure` is False where only the cells speak for it."""

    column: str
    role: str
    reason: Message
    kind: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """`profile` is ready to be read with when `usable`; `open` says what a person still has to decide."""

    profile: Profile
    guesses: tuple[Guess, ...]
    open: tuple[Message, ...]

    @property
    def usable(self) -> bool:
        return bool(self.profile.learner and self.profile.areas)


def draft_profile(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    roles: dict[str, str] | None = None,
    key: str = "our-test",
    vendor: str = "",
    name: str = "",
) -> Draft:
    """What the columns of a file probably are, from its headings and some of its lines.

    `roles` are a person's own choices by column; they are taken as said, and the rest is guessed around them.
    """
    columns = [one.strip() for one in header]
    cells = {
        column: [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        for place, column in reversed(list(enumerate(columns)))
        if column
    }
    shared = _shared_cells(cells)
    guesses = tuple(
        _guess(column, shared[column], (roles or {}).get(column))
        for column in dict.fromkeys(filter(None, columns))
    )
    by_role = {role: [one.column for one in guesses if one.role == role] for role in ROLES}
    areas = _areas(guesses, by_role, cells, name or "Result")
    when, told = _when(by_role, cells)
    learner = [
        LearnerKey(kind, (column,))
        for kind in ("state_id", "local_id", "vendor_id")
        for column in by_role[kind]
    ]
    if by_role["last_name"] and by_role["first_name"] and by_role["birth_date"]:
        parts = (by_role["last_name"][0], by_role["first_name"][0], by_role["birth_date"][0])
        learner.append(LearnerKey("name_and_birth_date", parts))
    needed = [one.columns[0] for one in learner[:1]] + [one.value or one.label for one in areas[:2]]
    profile = Profile(
        key=key,
        vendor=vendor or "?",
        name=name or key,
        origin="Drafted from the headings and the first lines of a file.",
        recognise=Recognised(tuple(dict.fromkeys(needed)), tuple(when.columns)),
        learner=tuple(learner),
        test=Name("", (by_role["test"][0],)) if by_role["test"] else Name(name),
        when=when,
        areas=areas,
    )
    return Draft(profile, guesses, (*told, *_open(profile)))


def _shared_cells(cells: dict[str, list[str]]) -> dict[str, list[str]]:
    """Goal5RitScore may be blank in a small file where Goal1RitScore is not: a numbered family shares its cells."""
    families: dict[str, list[str]] = {}
    for column, values in cells.items():
        families.setdefault(_DIGITS.sub("#", column), []).extend(values)
    return {column: values or families[_DIGITS.sub("#", column)] for column, values in cells.items()}


def _guess(column: str, cells: Sequence[str], chosen: str | None) -> Guess:
    if chosen is not None:
        return Guess(
            column, chosen, message("assessments.draft.chosen", "Somebody said so."), _kind(column, chosen)
        )
    words = " ".join(_WORDS.findall(column)) or column
    for pattern, role, kind in _COMPILED:
        found = pattern.search(words) or pattern.search(column)
        if found is None:
            continue
        if role in _NEED_CELLS and not cells:
            break
        if role in ("value", "error") and not any(_NUMBER.match(one) for one in cells):
            break
        if role == "date" and not _date_formats(cells):
            break
        return Guess(
            column,
            role,
            message("assessments.draft.by_name", "The heading says “{value}”.", value=found.group().strip()),
            kind,
        )
    return _guess_by_cells(column, cells)


def _guess_by_cells(column: str, cells: Sequence[str]) -> Guess:
    if not cells:
        return Guess(
            column, "nothing", message("assessments.draft.blank", "Its cells are blank."), sure=False
        )
    distinct = set(cells)
    if _date_formats(cells) and not all(_NUMBER.match(one) for one in cells):
        return Guess(column, "date", message("assessments.draft.dates", "Its cells are dates."), sure=False)
    if (
        not any(map(_NUMBER.match, cells))
        and 1 < len(distinct) <= _UNLIKELY_LABELS
        and len(cells) >= 3 * len(distinct)
    ):
        reason = message(
            "assessments.draft.few",
            "Its cells say one of {count} things, as labels do; look at it.",
            count=len(distinct),
        )
        return Guess(column, "nothing", reason, sure=False)
    return Guess(
        column, "nothing", message("assessments.draft.unknown", "Nothing speaks for a result."), sure=False
    )


def _kind(column: str, role: str) -> str:
    if role != "hidden":
        return ""
    return next(
        (kind for pattern, one, kind in _COMPILED if one == "hidden" and pattern.search(column)), "other"
    )


def _date_formats(cells: Sequence[str]) -> tuple[str, ...]:
    """The ways in which every one of these cells is a date, likeliest first."""
    return tuple(one for one in _FORMATS if all(map(day_reader((one,)), cells[:200]))) if cells else ()


def _areas(
    guesses: Sequence[Guess], by_role: dict[str, list[str]], cells: dict[str, list[str]], name: str
) -> tuple[Area, ...]:
    """One area for each column with a value, with the error, label and hidden columns whose names are nearest."""
    values = by_role["value"]
    area = Name("", (by_role["area"][0],)) if by_role["area"] else Name(name)
    if not values:
        return tuple(
            Area(area if len(by_role["label"]) == 1 else Name(one), label=one) for one in by_role["label"]
        )
    taken: dict[str, dict[str, list[Guess]]] = {one: {} for one in values}
    for guess in guesses:
        if guess.role in ("error", "label", "hidden", "part"):
            taken[_nearest(guess.column, values)].setdefault(guess.role, []).append(guess)
    found = []
    for value in values:
        own = taken[value]
        part = Name("", (own["part"][0].column,)) if "part" in own else Name()
        low, high = _range(cells.get(value, []))
        found.append(
            Area(
                area=area if by_role["area"] or len(values) == 1 else Name(_plain_name(value)),
                part=part
                if not by_role["area"] or part or len(values) == 1 or value == values[0]
                else Name(_plain_name(value)),
                value=value,
                scale=_plain_name(value),
                lowest=low,
                highest=high,
                error=own["error"][0].column if "error" in own else "",
                label=own["label"][0].column if "label" in own else "",
                hidden=tuple((one.column, one.kind) for one in own.get("hidden", ())),
                optional=value != values[0],
            )
        )
    return tuple(found)


def _nearest(column: str, values: Sequence[str]) -> str:
    """The value column that this one belongs to: most letters in common at the beginning, with its number; else the first."""
    number = _DIGITS.findall(column)

    def alike(value: str) -> tuple[bool, int]:
        one, other = folded(column), folded(value)
        common = next(
            (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
            min(len(one), len(other)),
        )
        return (_DIGITS.findall(value) == number, common)

    return max(values, key=lambda value: (*alike(value), -values.index(value)))


def _range(cells: Sequence[str]) -> tuple[float | None, float | None]:
    """Nothing but whether the scale goes below zero: what a few lines hold is not what a test can give."""
    numbers = [float(one) for one in cells if _NUMBER.match(one)]
    return (0.0 if numbers and min(numbers) >= 0 else None), None


def _plain_name(column: str) -> str:
    words = [
        one
        for one in _WORDS.findall(column)
        if one.lower() not in ("score", "scale", "scaled", "ss", "value")
    ]
    return " ".join(words) or column


def _when(by_role: dict[str, list[str]], cells: dict[str, list[str]]) -> tuple[When, tuple[Message, ...]]:
    columns = tuple(by_role["date"])
    formats = tuple(dict.fromkeys(one for column in columns for one in _date_formats(cells[column])))
    told = []
    if "M/D/YYYY" in formats and "D.M.YYYY" not in formats:
        days = [
            int(cell.split("/")[1]) for column in columns for cell in cells[column] if cell.count("/") == 2
        ]
        if days and max(days) <= 12:
            told.append(
                message(
                    "assessments.draft.ambiguous",
                    "Every date could have day and month the other way round; it was taken as month/day/year.",
                )
            )
    terms = tuple((by_role["term"] + by_role["school_year"])[:2])
    return When(columns if formats else (), formats, Name("", terms) if terms else Name()), tuple(told)


def _open(profile: Profile) -> list[Message]:
    found = []
    if not profile.learner:
        found.append(
            message("assessments.draft.no_learner", "Say which column tells whose result a line holds.")
        )
    elif all(key.proposes_only for key in profile.learner):
        found.append(
            message(
                "assessments.draft.names_only",
                "Only names tell whose result it is, so a person confirms each learner. Ask for an export with identifiers.",
            )
        )
    if not profile.areas:
        found.append(message("assessments.draft.no_areas", "Say which column holds the result."))
    if not profile.when.columns and not profile.when.term:
        found.append(message("assessments.draft.no_date", "Say which column holds the date or the term."))
    if any(area.highest is None for area in profile.areas if area.value):
        found.append(
            message(
                "assessments.draft.no_range",
                "Say the smallest and largest possible value, so that slips are noticed.",
            )
        )
    if profile.areas and not any(area.error or area.published_error for area in profile.areas):
        found.append(
            message(
                "assessments.draft.no_error",
                "No column holds a standard error: say the published one, or results are to be judged with care.",
            )
        )
    return found
