"""Why something is proposed, in words: never a number that looks like a measurement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import ProposedLink
from headway.mastery.continuum.items import Item

__all__ = ["reason_words", "why"]

REASONS_SHOWN = 3


def why(proposal: ProposedLink, items: Mapping[str, Item]) -> str:
    """The strongest reasons as one line: "shares the words …; one level earlier"."""
    said = [reason_words(kind, facts, items) for kind, facts in proposal.reasons]
    return "; ".join(list(dict.fromkeys(one for one in said if one))[:REASONS_SHOWN])


def reason_words(kind: str, facts: Mapping[str, Any], items: Mapping[str, Item]) -> str:
    """One reason in words; empty for a kind that has none."""
    if kind in ("shared_words", "alike_headings"):
        words = ", ".join(f"“{word}”" for word in facts.get("words", ()))
        if kind == "alike_headings":
            return _("stands under words alike: %(words)s") % {"words": words}
        return _("shares the words %(words)s") % {"words": words}
    if kind in _COUNTED:
        return _COUNTED[kind](_named(facts.get("items", ()), items))
    if kind == "earlier_level":
        levels = int(facts.get("levels", 1))
        return ngettext("one level earlier", "%(num)d levels earlier", levels) % {"num": levels}
    if kind == "often_linked":
        count = int(facts.get("count", 1))
        return ngettext(
            "one of that level is linked to it", "%(num)d of that level are linked to it", count
        ) % {"num": count}
    if kind in ("part_of", "same_heading", "same_heading_before"):
        heading = items.get(str(facts.get("heading", "")))
        name = _short(heading.title or heading.statement) if heading else ""
        if kind == "part_of":
            return _("is the standard that it is a part of")
        if kind == "same_heading_before" and facts.get("steps") == 1:
            return _("stands right before it under “%(name)s”") % {"name": name} if name else ""
        return _("stands under the same heading, “%(name)s”") % {"name": name} if name else ""
    plain = {
        "same_wording": _("says the same in other spelling"),
        "same_strand": _("same strand"),
        "same_level": _("same level"),
        "same_code": _("same code"),
        "levels_meet": _("same level"),
    }
    return plain.get(kind, "")


def _named(keys: Any, items: Mapping[str, Item]) -> str:
    names = [
        items[key].code or _short(items[key].title or items[key].statement, 30)
        for key in keys
        if key in items
    ]
    return ", ".join(names)


def _short(text: str, longest: int = 48) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"


_COUNTED = {
    "alike_need_it": lambda names: _("others like it need it: %(names)s") % {"names": names},
    "neighbours_need_it": lambda names: _("its neighbours need it: %(names)s") % {"names": names},
    "alike_need_alike": lambda names: (
        _("others like it need something like this: %(names)s") % {"names": names}
    ),
    "leads_the_same_way": lambda names: _("leads to the same: %(names)s") % {"names": names},
    "alike_linked": lambda names: _("others like it are linked to it: %(names)s") % {"names": names},
    "neighbours_linked": lambda names: _("its neighbours are linked to it: %(names)s") % {"names": names},
    "alike_linked_to_alike": lambda names: (
        _("others like it are linked to something like this: %(names)s") % {"names": names}
    ),
}
