"""One truth, two voices: to the learner ("You have shown …") and about her ("Ana has shown …")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

__all__ = ["Voice", "listed", "quoted"]


@dataclass(frozen=True, slots=True)
class Voice:
    """`name` is empty where the page speaks to the learner herself."""

    name: str = ""

    @property
    def is_hers(self) -> bool:
        """The reader is the learner."""
        return not self.name

    def say(self, to_her: str, about_her: str, **words: Any) -> str:
        """The translated sentence of this voice, filled in; `about_her` may use %(name)s."""
        sentence = to_her if self.is_hers else about_her
        return sentence % {"name": self.name, **words}


def listed(words: list[str] | tuple[str, ...], joined_by_or: bool = False) -> str:
    """ "a", "a and b", "a, b and c", in the reader's language."""
    parts = list(words)
    if len(parts) < 2:
        return "".join(parts)
    # Translators: the last two of a list, e.g. "Fractions and Data".
    last = _("%(first)s or %(last)s") if joined_by_or else _("%(first)s and %(last)s")
    return last % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def quoted(words: str) -> str:
    """A title within a sentence: titles hold commas and "and" of their own."""
    # Translators: quotation marks of the language around a title.
    return _("“%(words)s”") % {"words": words}
