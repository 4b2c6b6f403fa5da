"""What the import of spreadsheets adds to the sentences of their reader. One table, for translation and review."""

from __future__ import annotations

from headway.mastery.formats.wordings import Wording, Wordings

__all__ = ["WORDINGS", "messages", "problem"]

WORDINGS: dict[str, Wording] = {
    "new_version_of": Wording(
        "note",
        "{title} is here already (version {number}). This table becomes a new version of it; codes keep their evidence.",
        "Give the framework another title if it is not the same.",
    ),
    "says_the_same": Wording(
        "note",
        "{title} is here already (version {number}), and this table says the same.",
        "Give the framework another title if it is not the same.",
    ),
    "rows_in_circle": Wording(
        "error",
        "These each come before the other, in a circle: {loop} (rows {rows}). The prerequisite of this row closes the "
        "circle and is not used.",
        "Decide which one comes first, and take the prerequisite that leads back to it out of the table.",
    ),
    "rows_in_circle_as_draft": Wording(
        "error",
        "These each come before the other, in a circle: {loop} (rows {rows}). All were kept, so this version stays a "
        "draft.",
        "Decide which one comes first, take the prerequisite that leads back to it out of the table, and bring it again.",
    ),
    "same_title": Wording(
        "warning",
        "Another framework called {title} is here already, from another source. This table would stand beside it.",
        "Choose that this is a new version of it, or give this one another title.",
    ),
}

_WORDS = Wordings("spreadsheet_import", WORDINGS)
problem = _WORDS.problem
messages = _WORDS.messages
