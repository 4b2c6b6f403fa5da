"""Every sentence that the import of assessments says beyond those of the reader of their files."""

from __future__ import annotations

from headway.mastery.formats.wordings import Wording, Wordings

__all__ = ["WORDINGS", "WORDS", "problem", "refuse"]

WORDINGS: dict[str, Wording] = {
    "unknown_option": Wording(
        "error", "The import of assessments has no option {field}.", "Use one of: {known}."
    ),
    "not_recognised": Wording(
        "error",
        "No profile fits the headings of this file. Nearest is {nearest}.",
        "Choose a profile yourself, or make one for this layout from a sample file.",
    ),
    "profile_unknown": Wording(
        "error", "There is no profile called {value}.", "Choose one of the profiles that are listed."
    ),
    "several_profiles": Wording(
        "note",
        "The file was read as {value}. {other} would fit as well.",
        "Choose the other one if that is what the file holds.",
    ),
    "only_learners": Wording(
        "error",
        "This is a list of learners without results.",
        "Bring the file with the results that comes beside it.",
    ),
    "places_nobody": Wording(
        "note", "These results suggest no level: they are of a kind that places nobody.", ""
    ),
    # -- whose results --
    "unknown_learner": Wording(
        "error",
        "Line {line}: no learner here is called {value} ({identifier_kind}). Lines left out: {count}.",
        "Bring the roster first, or correct the identifier.",
    ),
    "several_learners": Wording(
        "error",
        "Line {line}: more than one learner here is called {value} ({identifier_kind}).",
        "Export the file with an identifier that is one learner's alone.",
    ),
    "two_learners": Wording(
        "error",
        "Line {line}: its identifiers are those of two different learners.",
        "Ask who took the test, and correct the identifiers where the file was made.",
    ),
    "name_only": Wording(
        "error",
        "Line {line} says whose result it is by a name only, and nobody is found by a name.",
        "Export the file with the district's own identifiers of learners.",
    ),
    # -- when --
    "no_day": Wording(
        "error",
        "Line {line} does not say when the test was taken, and neither does its term.",
        "Say from when to when the term lasted, and read the file again.",
    ),
    "in_future": Wording(
        "error",
        "Line {line}: the test would have been taken on {value}, which is yet to come.",
        "Correct the date where the file was made, or the dates of the term.",
    ),
    "before_birth": Wording(
        "error",
        "Line {line}: on {value} this learner was not born yet.",
        "Correct the date, or the learner's date of birth in the roster.",
    ),
    "after_leaving": Wording(
        "error",
        "Line {line}: on {value} this learner had left the district.",
        "Correct the date, or ask the registrar to reopen the enrolment.",
    ),
    "long_ago": Wording(
        "error",
        "Line {line}: {value} is longer ago than any record here reaches.",
        "Correct the date where the file was made.",
    ),
    "likely_term": Wording(
        "warning",
        "The file names the term {value} instead of days. It was taken as {first} to {last}.",
        "Correct the days of the term if they are others here.",
    ),
    "term_unreadable": Wording(
        "error",
        "The days of the term {value} cannot be read.",
        "Write both as year-month-day, the first day before the last.",
    ),
    "contradicts": Wording(
        "warning",
        "Line {line} says something else than what is here already of the same test, area and day. Both are kept apart.",
        "Say which one stands, on the page of questions about assessments.",
    ),
}
WORDS = Wordings("assessment_import", WORDINGS)
problem = WORDS.problem
refuse = WORDS.refuse
