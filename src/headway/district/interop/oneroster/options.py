"""What a person may choose when she imports a roster."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import FieldProblem, Refused

__all__ = ["OPTIONS", "RosterOptions"]

LONGEST_SOURCE = 64
_WORDS = {
    "dates": ("iso", "dmy", "mdy"),
    "encoding": ("utf-8", "cp1252"),
    "match": ("", "identifier"),
}
OPTIONS = ("source", "under", *_WORDS)


@dataclass(frozen=True, slots=True)
class RosterOptions:
    """How to read the file, and what it is about.

    source    the system that sends: its identifiers are its own. Blank: what the manifest says, else "sis".
    under     the UUID of the organisation to which the topmost organisations of the file belong; one of the same kind is
              that organisation itself. Blank: they stand at the top.
    match     "identifier": a new learner with the local identifier of a learner who is here already is that learner, and
              an organisation with the code of one that is here is that one. Blank: nobody is matched but by the
              source's own identifiers.
    dates     how dates with slashes are meant; encoding: of the csv files.
    """

    source: str = ""
    under: str = ""
    match: str = ""
    dates: Any = "iso"
    encoding: Any = "utf-8"

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> RosterOptions:
        """Raises Refused for an option or a value that there isn't."""
        unknown = sorted(set(given) - set(OPTIONS))
        if unknown:
            raise _refused(unknown[0], _("A roster import has no such option."), ", ".join(OPTIONS))
        values = {name: str(value or "").strip() for name, value in given.items()}
        for name, words in _WORDS.items():
            values[name] = values.get(name) or words[0]
            if values[name] not in words:
                raise _refused(
                    name, _("This option doesn't have that value."), ", ".join(filter(None, words))
                )
        if len(values.get("source", "")) > LONGEST_SOURCE:
            raise _refused("source", _("The name of the source is too long."), f"1-{LONGEST_SOURCE}")
        if values.get("under"):
            try:
                values["under"] = str(uuid.UUID(values["under"]))
            except ValueError:
                raise _refused("under", _("This isn't the identifier of an organisation."), "UUID") from None
        return cls(**values)


def _refused(field: str, sentence: Any, possible: str) -> Refused:
    remedy = _("Possible: %(possible)s.") % {"possible": possible}
    return Refused(sentence, remedy=remedy, problems=(FieldProblem(sentence, field, remedy=remedy),))
