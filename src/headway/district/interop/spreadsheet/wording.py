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
    "same_title": Wording(
        "warning",
        "Another framework called {title} is here already, from another source. This table would stand beside it.",
        "Choose that this is a new version of it, or give this one another title.",
    ),
}

_WORDS = Wordings("spreadsheet_import", WORDINGS)
problem = _WORDS.problem
messages = _WORDS.messages
