"""Every sentence that the import of ratings can say. One table, for translation and review."""

from __future__ import annotations

from typing import Any

from headway.mastery.formats.problems import (
    NO_REMEDY,
    FormatProblem,
    Message,
    Problem,
    Severity,
    message,
)

__all__ = ["messages", "problem", "refuse"]

_AGAIN = "Correct the file where it was made, then bring it again."

# key -> (severity, sentence, remedy)
WORDINGS: dict[str, tuple[Severity, str, str]] = {
    # -- the profile --
    "profile_unknown": (
        "error",
        "There is no profile called {name}.",
        "Choose one of {known}, or give the profile's own text (TOML or JSON).",
    ),
    "profile_unreadable": (
        "error",
        "The profile cannot be read: {detail}.",
        "Compare it with the profile called plain.",
    ),
    "profile_field": (
        "error",
        "The profile's {field} {detail}.",
        "Compare it with the profile called plain.",
    ),
    # -- the file as a whole --
    "empty": ("error", "The file holds no rows.", "Export it again, with at least one row below the header."),
    "not_text": (
        "error",
        "The file is not a table in {encoding}: byte {byte} cannot be read.",
        "Save it as CSV in UTF-8, or name its encoding in the profile.",
    ),
    "not_csv": ("error", "The table stops being readable at line {line}: {detail}.", _AGAIN),
    "zip_damaged": ("error", "The zip archive is incomplete or damaged.", "Make it again."),
    "too_large": (
        "error",
        "The file is larger than {limit} MB once unpacked.",
        "Split it, or ask the person who runs this site to raise the limit.",
    ),
    "file_missing": (
        "error",
        "This profile needs the file {name}, which is not here.",
        "Bring the whole export as one zip or folder.",
    ),
    "column_missing": (
        "error",
        "There is no column called {name}. The file has: {found}.",
        "Rename the column, or name the right one in the profile.",
    ),
    "column_twice": (
        "note",
        "Column {name} stands there {count} times; the first one was read.",
        "",
    ),
    "no_continuum": (
        "error",
        "The district has no published continuum yet, so ratings have nothing to be about.",
        "Publish the continuum, then bring the ratings again.",
    ),
    # -- one row --
    "ragged_row": ("error", "This row has {found} fields where the header has {expected}.", _AGAIN),
    "missing": ("error", "{field} is empty.", "Fill it in, or take the row out."),
    "unknown_learner": (
        "error",
        "No learner here has this identifier.",
        "Bring the roster first, or correct the identifier.",
    ),
    "ambiguous_learner": (
        "error",
        "More than one learner has this identifier.",
        "Use an identifier that is one learner's alone, such as the UUID.",
    ),
    "left_before": (
        "error",
        "This learner left the district before {value}.",
        "Correct the date, or ask the registrar to reopen the enrolment.",
    ),
    "unknown_competency": (
        "error",
        "{value} is not a competency of the district's continuum.",
        "Correct the code, or add the competency to the continuum.",
    ),
    "competency_elsewhere": (
        "error",
        "{value} stands in {title}, but not in the published continuum that learners stand on.",
        "Publish that version first, or use a competency of the continuum.",
    ),
    "competency_not_ratable": (
        "error",
        "{value} is a heading of the continuum, so no work can be rated against it.",
        "Use the code of a competency below it.",
    ),
    "ambiguous_competency": (
        "error",
        "{value} is the code of more than one competency.",
        "Use the competency's identifier.",
    ),
    "level_unknown": (
        "error",
        "{value} is not among the levels of this profile ({known}). Levels are never worked out from other numbers.",
        "Say in the profile which level it means, or correct it.",
    ),
    "date_unreadable": (
        "error",
        "{value} is not a date that can be read{expected}.",
        "Write dates like 2026-09-01, or name the form of the dates in the profile.",
    ),
    "date_ambiguous": (
        "error",
        "{value} could be two different days.",
        "Write dates like 2026-09-01, or name the form of the dates in the profile, such as %d/%m/%Y.",
    ),
    "date_in_future": ("error", "{value} lies in the future.", "Give the day on which the work was shown."),
    "date_too_early": ("error", "{value} is too long ago for a learner of today.", "Correct the date."),
    "repeated_row": (
        "warning",
        "This rating stands in row {first} already. It was taken once.",
        "Nothing needs to be done; if these are two pieces of work, name the piece in a column of its own.",
    ),
    "contradicting_row": (
        "error",
        "The same learner, competency and day stand there with different levels, in row {first} too. None was taken.",
        "Keep the level that holds; if these are two pieces of work, name the piece in a column of its own.",
    ),
    "changed_since": (
        "error",
        "This rating was imported before with another level, which still stands.",
        "Withdraw the earlier rating on the learner's page and record the level that holds.",
    ),
    "no_match": (
        "error",
        "{field} refers to {value}, which is not in {name}.",
        "Export all tables at the same moment, then bring them again.",
    ),
    "unknown_rater": (
        "warning",
        "The person who rated is not known here. The rating was taken without a name.",
        "Bring the staff first, or leave the column out.",
    ),
    "unknown_form": (
        "warning",
        "{value} is no form of evidence here. The rating was taken as {form}.",
        "Say in the profile which form it means.",
    ),
    "title_shortened": ("warning", "The title is longer than {longest} characters and was shortened.", ""),
    # -- counted --
    "left_out": ("note", "Rows left out, because {because}: {count}.", ""),
    "and_more": ("warning", "{count} more rows like this: {what}", "The counts above hold all of them."),
    "framework_first": (
        "note",
        "The district has no continuum yet. {title} ({count} competencies) becomes its continuum first.",
        "Look through it before you apply this import.",
    ),
}


def problem(key: str, *, row: str = "", identifier: str = "", field: str = "", **params: object) -> Problem:
    """The problem said in one of the `WORDINGS`; `field` may be used in its sentence."""
    severity, sentence, remedy = WORDINGS[key]
    values = {"field": field, **params}
    return Problem(
        severity,
        key,
        _message(f"ratings.{key}", sentence, values),
        _message(f"ratings.{key}.remedy", remedy, values) if remedy else NO_REMEDY,
        row,
        identifier,
        field,
    )


def refuse(key: str, *, row: str = "", field: str = "", **params: Any) -> FormatProblem:
    """The exception that refuses a whole file or profile."""
    return FormatProblem(problem(key, row=row, field=field, **params))


def messages() -> dict[str, str]:
    """Every key with its English template, for a translation catalogue."""
    found = {}
    for key, (_severity, sentence, remedy) in WORDINGS.items():
        found[f"ratings.{key}"] = sentence
        if remedy:
            found[f"ratings.{key}.remedy"] = remedy
    return found


def _message(key: str, template: str, values: dict[str, object]) -> Message:
    return message(
        key, template, **{name: value for name, value in values.items() if "{" + name + "}" in template}
    )
