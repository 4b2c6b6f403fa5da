"""What the forms of profiles send and show: columns with their roles, the first lines as results, changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from headway.district.foundation.api import FieldProblem, Refused
from headway.district.interop.api import message_in_words, said_problem
from headway.mastery.formats.assessments import (
    Area,
    Name,
    Profile,
    Text,
    draft_profile,
    likely_terms,
    open_text,
    read_text,
    table_of,
)
from headway.mastery.formats.problems import FormatProblem, Message

__all__ = ["ROLE_WORDS", "Sample", "drafted", "edited", "problems_of", "profile_words", "said", "sample_of"]

SAMPLED_ROWS = 8
SHOWN_RESULTS = 12
SHOWN_PROBLEMS = 8
# A form with more selects than this helps nobody; what was guessed is always among them.
MOST_COLUMNS = 200
LONGEST_CELL = 120

ROLE_WORDS: dict[str, Promise] = {
    "nothing": lazy("Not used"),
    "local_id": lazy("The district's own identifier of the learner"),
    "state_id": lazy("The state's identifier of the learner"),
    "vendor_id": lazy("The publisher's identifier of the learner"),
    "last_name": lazy("Family name"),
    "first_name": lazy("Given name"),
    "birth_date": lazy("Date of birth"),
    "date": lazy("Day of the test"),
    "term": lazy("Term of the test"),
    "school_year": lazy("School year"),
    "test": lazy("Name of the test"),
    "area": lazy("Subject or area"),
    "part": lazy("Goal, domain or part"),
    "value": lazy("The result on the test's own scale"),
    "error": lazy("Its standard error"),
    "label": lazy("The publisher's own level, in words"),
    "hidden": lazy("A comparison with other learners, a projection: restricted"),
}


@dataclass(frozen=True)
class Sample:
    """The headings and first lines of a file. They travel in the form and are kept nowhere."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_json(self) -> str:
        return json.dumps([self.header, self.rows])

    @classmethod
    def from_json(cls, text: str) -> Sample:
        """Raises Refused for what was not sent by our own form."""
        try:
            header, rows = json.loads(text)
            return cls(
                tuple(str(one) for one in header),
                tuple(tuple(str(cell) for cell in row) for row in rows[:SAMPLED_ROWS]),
            )
        except (ValueError, TypeError) as slip:
            raise Refused(
                _("The sample did not come along with the form."), remedy=_("Upload the file once more.")
            ) from slip


def sample_of(raw: bytes) -> Sample:
    """Raises FormatProblem when it is no table."""
    table = table_of(open_text(raw), most_rows=SAMPLED_ROWS)
    return Sample(
        table.header, tuple(tuple(cell[:LONGEST_CELL] for cell in row) for row in table.rows[:SAMPLED_ROWS])
    )


def drafted(sample: Sample, sent: Mapping[str, str]) -> dict[str, Any]:
    """The page of a new profile: each column with its role, the fields, and the first lines as results.

    sent: what the form says so far; {} for the first look, when everything is guessed.
    """
    columns = list(dict.fromkeys(filter(None, sample.header)))
    numbered = {column: number for number, column in enumerate(columns)}
    roles = {
        column: sent[f"role.{number}"]
        for column, number in numbered.items()
        if sent.get(f"role.{number}", "") in ROLE_WORDS
    }
    name = sent.get("name", "").strip()
    key = _code(sent.get("key", "") or name)
    draft = draft_profile(
        sample.header,
        sample.rows,
        roles=roles,
        key=key or "our-test",
        vendor=sent.get("vendor", "").strip(),
        name=name,
    )
    errors: list[FieldProblem] = []
    areas = tuple(_limited(area, at, sent, errors) for at, area in enumerate(draft.profile.areas))
    if sent.get("area_name", "").strip():
        areas = tuple(
            replace(area, area=Name(sent["area_name"].strip())) if not area.area.columns else area
            for area in areas
        )
    profile = replace(draft.profile, areas=areas)
    guessed = ", ".join(profile.when.formats)
    # What was typed counts; a guess that merely travelled along doesn't outlive another column's choice.
    typed = sent.get("formats", "").strip()
    if typed and typed != sent.get("formats_guessed", "") and profile.when.columns:
        profile = replace(profile, when=replace(profile.when, formats=_listed(typed)))
    if sent.get("act") == "save":
        if not name:
            errors.append(FieldProblem(_("Give the profile a name that colleagues will know."), "name"))
        if not draft.usable:
            errors += [FieldProblem(said(one), "columns") for one in draft.open[:2]]
    examples = _examples(sample)
    lines = [
        {
            "field": f"role.{numbered[one.column]}",
            "column": one.column,
            "role": one.role,
            "why": said(one.reason),
            "sure": one.sure,
            "examples": examples.get(one.column, ""),
        }
        for one in draft.guesses
    ]
    used = [one for one in lines if one["role"] != "nothing"]
    unused = [one for one in lines if one["role"] == "nothing"]
    return {
        "sample": sample.to_json(),
        "roles": list(ROLE_WORDS.items()),
        "used": used[:MOST_COLUMNS],
        "unused": unused[: max(0, MOST_COLUMNS - len(used))],
        "not_shown": max(0, len(lines) - MOST_COLUMNS),
        "areas": [
            {
                "at": at,
                "value": area.value or area.label,
                "lowest": _number_words(area.lowest),
                "highest": _number_words(area.highest),
                "published_error": _number_words(area.published_error),
                "has_error": bool(area.error),
            }
            for at, area in enumerate(areas)
            if area.value
        ],
        "needs_area_name": any(not area.area.columns for area in areas) and len(areas) == 1,
        "formats": ", ".join(profile.when.formats),
        "formats_guessed": guessed,
        "has_dates": bool(profile.when.columns),
        "typed": {one: sent.get(one, "") for one in ("name", "vendor", "key", "area_name")},
        "open": [said(one) for one in draft.open],
        "definition": profile.to_dict(),
        "problems": errors,
        "known": [],
        **_read(sample, profile),
    }


def _limited(area: Area, at: int, sent: Mapping[str, str], errors: list[FieldProblem]) -> Area:
    """With the ends of the scale and the published error that somebody typed."""
    found: dict[str, float | None] = {}
    for member in ("lowest", "highest", "published_error"):
        field = f"{member}.{at}"
        if field not in sent:
            continue
        text = sent[field].strip()
        try:
            found[member] = float(text) if text else None
        except ValueError:
            errors.append(FieldProblem(_("“%(text)s” is no number.") % {"text": text[:40]}, field))
    return replace(area, **found)  # type: ignore[arg-type]


def _read(sample: Sample, profile: Profile) -> dict[str, Any]:
    """The first lines as results, and what the reader says of them."""
    if not profile.areas or not profile.learner:  # what is missing stands among what is open
        return {"results": [], "told": [], "more_results": 0}
    text = Text("", (sample.header, *sample.rows))
    try:
        reading = read_text(text, profile)
        if reading.terms_without_dates:
            reading = read_text(text, profile, terms=likely_terms(reading.terms_without_dates))
    except FormatProblem as problem:
        return {"results": [], "told": [said_problem(one)[0] for one in problem.problems], "more_results": 0}
    results = [
        {
            "line": one.line,
            "learner": next((value for _kind, value in one.learner.identifiers), "–"),
            "area": f"{one.area} – {one.part}" if one.part else one.area,
            "on": one.last.isoformat() if one.last else (one.term or "–"),
            "value": "–" if one.value is None else f"{one.value:g}",
            "error": "–" if one.error is None else f"{one.error:g}",
            "label": one.label or "–",
        }
        for one in list(reading.results)[:SHOWN_RESULTS]
    ]
    return {
        "results": results,
        "more_results": max(0, len(reading.results) - SHOWN_RESULTS),
        "told": [said_problem(one)[0] for one in reading.problems if one.severity != "note"][:SHOWN_PROBLEMS],
    }


def _examples(sample: Sample) -> dict[str, str]:
    """Column → its first different cells."""
    found: dict[str, str] = {}
    for place, column in reversed(list(enumerate(sample.header))):
        cells = dict.fromkeys(
            row[place].strip() for row in sample.rows if place < len(row) and row[place].strip()
        )
        found[column] = ", ".join(list(cells)[:3])[:80]
    return found


# -- one that is there --


def profile_words(profile: Profile) -> dict[str, Any]:
    """What a profile says, as a page shows it."""
    return {
        "identifiers": [" + ".join(key.columns) for key in profile.learner],
        "dates": ", ".join(profile.when.columns) or "–",
        "formats": ", ".join(profile.when.formats),
        "term": ", ".join(profile.when.term.columns) or profile.when.term.text or "–",
        "needed": ", ".join(profile.recognise.needed) or "–",
        "missing": ", ".join(profile.missing),
        "aliases": "\n".join(f"{column} = {', '.join(names)}" for column, names in profile.aliases.items()),
        "areas": list(_area_rows(profile.areas)),
    }


def _area_rows(areas: Sequence[Area]) -> Iterator[dict[str, Any]]:
    for at, area in enumerate(areas):
        words = _name_words(area.area)
        if area.part:
            words = f"{words} – {_name_words(area.part)}"
        if area.repeat:
            words += " × " + ", ".join(str(len(values)) for values in area.repeat.values())
        yield {
            "at": at,
            "words": words,
            "value": area.value or "–",
            "label": area.label or "–",
            "error": area.error or _number_words(area.published_error) or "–",
            "lowest": _number_words(area.lowest),
            "highest": _number_words(area.highest),
            "published_error": _number_words(area.published_error),
            "hidden": len(area.hidden),
        }


def _name_words(name: Name) -> str:
    return name.text or ", ".join(f"[{column}]" for column in name.columns)


def edited(profile: Profile, sent: Mapping[str, str]) -> Mapping[str, Any]:
    """The profile as the form or the JSON below it has it now. Raises Refused with the place of a slip."""
    if sent.get("act") == "json":
        try:
            found = json.loads(sent.get("json", ""))
        except json.JSONDecodeError as slip:
            sentence = _("The JSON stops making sense in line %(line)s.") % {"line": slip.lineno}
            raise Refused(sentence, problems=(FieldProblem(sentence, "json"),)) from slip
        if not isinstance(found, dict):
            sentence = _("This is no profile.")
            raise Refused(sentence, problems=(FieldProblem(sentence, "json"),))
        return found
    errors: list[FieldProblem] = []
    areas = tuple(_limited(area, at, sent, errors) for at, area in enumerate(profile.areas))
    aliases, wrong = _aliases(sent.get("aliases", ""))
    if wrong:
        errors.append(
            FieldProblem(_("“%(text)s” is not written as column = other name.") % {"text": wrong}, "aliases")
        )
    if errors:
        raise Refused(_("The profile was not saved."), problems=tuple(errors))
    changed = replace(
        profile,
        name=sent.get("name", "").strip() or profile.name,
        vendor=sent.get("vendor", "").strip() or profile.vendor,
        areas=areas,
        aliases=aliases,
        missing=_listed(sent.get("missing", "")),
        when=replace(profile.when, formats=_listed(sent.get("formats", ""))),
    )
    return changed.to_dict()


def _aliases(text: str) -> tuple[dict[str, tuple[str, ...]], str]:
    found: dict[str, tuple[str, ...]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        column, is_there, names = line.partition("=")
        if not is_there or not column.strip() or not _listed(names):
            return {}, line[:60]
        found[column.strip()] = _listed(names)
    return found, ""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))


# -- words --


def said(message: Message) -> str:
    return message_in_words(message)


def problems_of(problem: FormatProblem, field: str) -> Iterator[FieldProblem]:
    for one in problem.problems:
        sentence, remedy = said_problem(one)
        yield FieldProblem(sentence, field, remedy=remedy)


def _code(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:64]


def _number_words(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
