"""Every sentence that the import of another system's results can say. One table, for translation and review."""

from headway.mastery.formats.wordings import Wording, Wordings

__all__ = ["WORDS"]

_AGAIN = "Correct it in the system that it comes from, then export all tables again."

WORDS = Wordings(
    "slate",
    WORDINGS := {
        "unknown_option": Wording(
            "error",
            "This import has no option {name}.",
            "Use only source, the name of the system that sends it.",
        ),
        "ragged_row": Wording(
            "error", "This row has {found} fields where the header has {expected}.", _AGAIN
        ),
        "number_unreadable": Wording("error", "{value} is not a whole number from 0 on.", _AGAIN),
        "number_twice": Wording(
            "error", "Another row above has the number {value} too. This one was not taken.", _AGAIN
        ),
        "no_match": Wording(
            "error",
            "{field} refers to {value}, which is not in {name}, or could not be read there.",
            "Look at that table first, or export all tables at the same moment.",
        ),
        "unknown_learner": Wording(
            "error",
            "No learner here has the identifier {value}.",
            "Bring the roster first, or say with source under which name its identifiers came in.",
        ),
        "ambiguous_learner": Wording(
            "error",
            "More than one learner has the identifier {value}.",
            "Use an identifier that is one learner's alone, such as the UUID.",
        ),
        "date_unreadable": Wording(
            "error", "{value} is not a moment that can be read.", "Write moments like 2026-09-01 10:30:00."
        ),
        "date_in_future": Wording(
            "error", "{value} lies in the future.", "Give the day on which the work was shown."
        ),
        "step_unknown": Wording(
            "error",
            "{value} is not a step of Slate.",
            "Use 0 for missed and 1 to 13 for a rating; only an override may leave it empty.",
        ),
        "level_unknown": Wording(
            "error", "{value} is not a level of Slate.", "Use a whole number from 0 to 13."
        ),
        "override_unknown": Wording(
            "error", "{value} does not say whether this is an override.", "Use 0 or 1."
        ),
        "baseline_unreadable": Wording(
            "error",
            "{value} is not a baseline.",
            "Use a number from 0 to 13, such as 9.25, or leave it empty.",
        ),
        "requirements_unreadable": Wording(
            "error",
            "What this skill asks for could not be read: {value}.",
            "Write it as Slate does: a number of results for each level, and one called default.",
        ),
        "enrolment_twice": Wording(
            "error",
            "The same learner, competency and level stand in another row above. This one was not taken.",
            _AGAIN,
        ),
        "changed_since": Wording(
            "error",
            "This result came in before and says something else now. What came in before still stands.",
            "If the new one holds, ask the person who runs this site: a record of another system isn't rewritten here.",
        ),
        "and_more": Wording(
            "warning", "{count} more rows like this: {what}", "The counts above hold all of them."
        ),
    },
)
