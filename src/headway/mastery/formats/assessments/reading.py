"""Reads an export with a profile: every line becomes results, or is named with the reason why it did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from headway.mastery.formats.assessments.columns import Columns
from headway.mastery.formats.assessments.dates import Term
from headway.mastery.formats.assessments.lines import LineReader
from headway.mastery.formats.assessments.profile import Area, Profile
from headway.mastery.formats.assessments.results import Clash, HiddenValue, Learner, Reading, Results
from headway.mastery.formats.assessments.table import DEFAULT_MAX_BYTES, Table, Text, open_text, table_of
from headway.mastery.formats.assessments.wording import problem, refuse
from headway.mastery.formats.problems import Problem

__all__ = ["read", "read_text"]

# A sentence names so many columns at most.
MOST_NAMED = 8


def read(
    raw: bytes | Iterable[bytes],
    profile: Profile,
    *,
    terms: Mapping[str, Term] | None = None,
    with_hidden: bool = False,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Reading:
    """The results of a file.

    terms says from when to when each term lasted that the file names instead of a day; '' is for lines that name
    neither. with_hidden also reads percentiles and the like; without it they are not even looked at.

    Raises FormatProblem when the file is no table, or is laid out otherwise than the profile says.
    """
    return read_text(open_text(raw, max_bytes=max_bytes), profile, terms=terms, with_hidden=with_hidden)


def read_text(
    text: Text, profile: Profile, *, terms: Mapping[str, Term] | None = None, with_hidden: bool = False
) -> Reading:
    """As `read`, for a file that is open already (`open_text`)."""
    table = table_of(text, profile.file)
    columns = Columns(table.header, profile.aliases)
    problems: list[Problem] = [*text.problems, *table.problems]
    _refuse_another_layout(profile, columns)
    _refuse_short_lines(profile, text, table)
    areas = _areas_here(profile, columns, problems)
    _tell_about_columns(profile, areas, columns, problems)
    if not table.rows:
        problems.append(problem("no_lines"))

    reader = LineReader(profile, areas, columns, terms or {}, with_hidden, from_workbook=bool(text.rows))
    for line, row in zip(table.lines, table.rows, strict=True):
        reader.line(line, row)
    problems.extend(reader.problems)
    found, conflicts, said_twice = _once_each(reader.found, problems)
    for term, count in reader.undated.items():
        if term:
            problems.append(problem("term_without_dates", value=term, count=count))
    lines = {one[0] for one in reader.found}
    return Reading(
        profile.key,
        _in_columns(found, reader),
        tuple(problems),
        conflicts,
        said_twice,
        _hidden(found),
        tuple(reader.learners) if profile.holds == "learners" else (),
        len(table.rows),
        len(lines),
        tuple(term for term in reader.undated if term),
        profile.places_learners,
        tuple(
            dict.fromkeys(
                column for area in areas for column in area.columns() if columns.place(column) is not None
            )
        ),
    )


# -- the layout --------------------------------------------------------------------------------------------------------


def _refuse_another_layout(profile: Profile, columns: Columns) -> None:
    missing = columns.missing(profile.recognise.needed)
    if missing:
        raise refuse(
            "columns_missing",
            field=missing[0],
            profile=profile.name,
            columns=_named(missing),
            nearest=columns.nearest_of(missing),
        )
    if profile.learner and all(columns.missing(key.columns) for key in profile.learner):
        wanted = tuple(column for key in profile.learner for column in key.columns)
        raise refuse(
            "columns_missing",
            field=wanted[0],
            profile=profile.name,
            columns=_named(wanted),
            nearest=columns.nearest_of(wanted),
        )


def _refuse_short_lines(profile: Profile, text: Text, table: Table) -> None:
    """A fixed layout of another year cuts anywhere, so lines that end before the first result are refused."""
    if not profile.file.fixed_width or not table.rows:
        return
    longest = max(map(len, text.text.splitlines()), default=0)
    if longest < profile.file.line_length or text.text.split("\n", 1)[0].count(",") > 40:
        raise refuse("lines_too_short", count=longest, profile=profile.name, needed=profile.file.line_length)


def _areas_here(profile: Profile, columns: Columns, problems: list[Problem]) -> tuple[Area, ...]:
    """The areas whose results this file has."""
    everything = profile.expanded_areas()
    here, absent = [], []
    for area in everything:
        named = [one for one in (area.value, area.label) if one]
        if all(columns.place(one) is None for one in named) or columns.missing(area.area.columns):
            if not area.optional:
                absent.extend(named)
        else:
            here.append(area)
    absent = list(columns.missing(absent))
    if not here and profile.holds == "results":
        raise refuse(
            "no_results",
            field=everything[0].value or everything[0].label,
            profile=profile.name,
            nearest=columns.nearest_of(absent),
        )
    if absent:
        problems.append(problem("column_absent", columns=_named(absent), nearest=columns.nearest_of(absent)))
    return tuple(here)


def _tell_about_columns(
    profile: Profile, areas: Sequence[Area], columns: Columns, problems: list[Problem]
) -> None:
    used = [column for area in areas for column in area.columns()]
    used += [column for key in profile.learner for column in key.columns]
    dates = (*profile.when.columns, *profile.when.term.columns)
    for column in dict.fromkeys((*used, *dates)):
        place = columns.place(column)
        if place is None:
            continue
        written = columns.header[place]
        if written != column and written in profile.aliases.get(column, ()):
            problems.append(problem("column_renamed", field=column, value=written))
        if columns.times[written] > 1:
            problems.append(problem("column_twice", field=written, count=columns.times[written]))
    # Parts of a result that the file lacks although it has the result itself: its error above all.
    parts = columns.missing(
        one
        for area in areas
        if not area.optional
        for one in (area.error, area.error_low, area.error_high, area.value, area.label)
        if one
    )
    already = {one.kind for one in problems}
    if parts and "column_absent" not in already:
        problems.append(problem("column_absent", columns=_named(parts), nearest=columns.nearest_of(parts)))
    own = [column for area in areas if area.when for column in (*area.when.columns, *area.when.term.columns)]
    if dates and columns.missing(dates) == tuple(dict.fromkeys(dates)) and not own:
        problems.append(
            problem(
                "no_date_column", field=dates[0], columns=_named(dates), nearest=columns.nearest_of(dates)
            )
        )


def _named(columns: Iterable[str]) -> str:
    names = [f"“{one}”" for one in dict.fromkeys(columns)]
    return ", ".join(names[:MOST_NAMED]) + (f" +{len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else "")


# -- two lines for one test --------------------------------------------------------------------------------------------


def _once_each(
    found: list[tuple], problems: list[Problem]
) -> tuple[list[tuple], tuple[Clash, ...], tuple[tuple[int, int], ...]]:
    """Identical results once; different ones of the same learner, test, area and day both, as a conflict."""
    kept: list[tuple] = []
    places: dict[tuple, list[int]] = {}
    twice: list[tuple[int, int]] = []
    for one in found:
        line, learner, test, area, scale, day, term, value, error, label, _hidden_cells = one
        same = places.setdefault((learner, test, area, scale, day, term if day is None else ""), [])
        said = (value, error, label)
        first = next((kept[at] for at in same if (kept[at][7], kept[at][8], kept[at][9]) == said), None)
        if first is not None:
            twice.append((line, first[0]))
            problems.append(
                problem("same_twice", row=f"line {line}", line=line, first=first[0], area=_area_words(area))
            )
            continue
        if same:
            problems.append(
                problem(
                    "conflict", row=f"line {line}", line=line, first=kept[same[0]][0], area=_area_words(area)
                )
            )
        same.append(len(kept))
        kept.append(one)
    conflicts = tuple(
        Clash(tuple(same), tuple(kept[at][0] for at in same)) for same in places.values() if len(same) > 1
    )
    return kept, conflicts, tuple(twice)


def _area_words(area: tuple[str, str]) -> str:
    return " – ".join(one for one in area if one)


# -- into columns ------------------------------------------------------------------------------------------------------


def _in_columns(found: list[tuple], reader: LineReader) -> Results:
    def numbers(place: int) -> np.ndarray:
        return np.array([np.nan if one[place] is None else one[place] for one in found], dtype=np.float64)

    def coded(place: int) -> tuple[np.ndarray, tuple]:
        table: dict = {}
        codes = np.array([table.setdefault(one[place], len(table)) for one in found], dtype=np.int64)
        return codes, tuple(table)

    def days(last: bool) -> np.ndarray:
        windows = (one[5] for one in found)
        texts = [("NaT" if day is None else (day.last if last else day.first).isoformat()) for day in windows]
        return np.array(texts, dtype="datetime64[D]")

    test, tests = coded(2)
    area, areas = coded(3)
    scale, scales = coded(4)
    term, terms = coded(6)
    label, labels = coded(9)
    learners: tuple[Learner, ...] = tuple(reader.learners)
    return Results(
        np.array([one[0] for one in found], dtype=np.int64),
        np.array([one[1] for one in found], dtype=np.int64),
        test,
        area,
        scale,
        days(last=False),
        days(last=True),
        term,
        numbers(7),
        numbers(8),
        label,
        learners,
        tests,
        areas,
        scales,
        terms,
        labels,
    )


def _hidden(found: list[tuple]) -> tuple[HiddenValue, ...]:
    return tuple(
        HiddenValue(place, kind, column, text)
        for place, one in enumerate(found)
        for kind, column, text in one[10]
    )


def count_by_area(results: Results) -> Mapping[tuple[str, str], int]:
    """How many results each (area, part) has, for the preview."""
    return {results.areas[place]: count for place, count in Counter(results.area.tolist()).items()}
