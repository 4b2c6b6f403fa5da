"""The rule form: what its fields are called, and what the sent form says. Nothing is judged here.

Fields are named by their place in the stored book: `rule.minimum_pieces`, `rule.summary.top_n.pieces`,
`rule.requires.0.that.1.at_least`. The draft is the shape of the form, so that nothing can be sent that it doesn't have.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django.http import QueryDict

from headway.mastery.proficiency.numeric import NUMERIC
from headway.mastery.proficiency.requirements import PREDICATES

__all__ = [
    "GROUPS",
    "ORDINAL",
    "acted",
    "added",
    "read_rule",
    "read_where",
    "removed",
    "whole",
    "with_groups",
]

GROUPS = ("all", "any")
# Settings of the ways that keep to the order of levels, with what they usually are.
ORDINAL: Mapping[str, Mapping[str, int]] = {
    "most_recent_consistent": {"window": 3, "agreement": 2},
    "mode_of_last": {"window": 5},
    "best_sustained": {"times": 2},
    "top_n": {"pieces": 2},
}
NEW: Mapping[str, Mapping[str, Any]] = {
    "consistent": {"at_least": 2, "of": 3},
    "second_scorer": {"at_least": 1, "raters": 2, "agree": "reach"},
    "transfer": {"at_least": 1},
    "cumulative": {"at_least": 1},
    "essential_criteria": {"at_least": 1},
}
NUMBERS = ("at_least", "of", "raters", "depth", "within_days", "last")
LISTS = ("forms", "marks", "without")
PLACES = ("domain", "stage", "school", "importance")


def whole(text: str) -> Any:
    """A whole number where it is one; what was typed where it isn't, so that it can be shown and refused."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else text


def with_groups(rule: Mapping[str, Any]) -> dict[str, Any]:
    """Every requirement as a group, so that another can be put beside it."""
    found = deepcopy(dict(rule))
    for one in found.get("requires", ()):
        if not set(GROUPS) & set(one["that"]):
            one["that"] = {"all": [one["that"]]}
    return found


def read_rule(sent: QueryDict, name: str, shape: Mapping[str, Any], *, is_part: bool) -> dict[str, Any]:
    """The rule as the form says it. is_part: of an exception, which says only what is different there."""
    found: dict[str, Any] = {}
    if not is_part or sent.get(f"{name}.has_summary"):
        found["summary"] = _summary(sent, name)
    if not is_part or sent.get(f"{name}.has_minimum"):
        minimum = sent.get(f"{name}.minimum_pieces", "")
        if minimum.strip():
            found["minimum_pieces"] = whole(minimum)
    if not is_part or sent.get(f"{name}.has_requires"):
        found["requires"] = [
            {
                "from_level": whole(sent.get(f"{name}.requires.{place}.from_level", "")),
                "that": _tree(sent, f"{name}.requires.{place}.that", one["that"]),
            }
            for place, one in enumerate(shape.get("requires", ()))
        ]
    return found


def _summary(sent: QueryDict, name: str) -> dict[str, Any]:
    kind = sent.get(f"{name}.kind", "most_recent_consistent")
    names = tuple(ORDINAL.get(kind, ()))
    if kind in NUMERIC:
        names = tuple(setting.name for setting in NUMERIC[kind].settings)
    found: dict[str, Any] = {"kind": kind}
    for setting in names:
        typed = sent.get(f"{name}.summary.{kind}.{setting}", "").strip()
        if typed:
            found[setting] = whole(typed)
    if kind in NUMERIC and sent.get(f"{name}.summary.{kind}.allow_mean"):
        found["allow_mean"] = True
    return found


def _tree(sent: QueryDict, name: str, shape: Mapping[str, Any]) -> dict[str, Any]:
    ((kind, inside),) = shape.items()
    if kind in GROUPS:
        joined = sent.get(f"{name}.joined", kind)
        parts = [_tree(sent, f"{name}.{place}", part) for place, part in enumerate(inside)]
        return {joined if joined in GROUPS else kind: parts}
    # What the form doesn't show (forms left out, in a rule that came as a file) stays as it was.
    kept = {setting: value for setting, value in inside.items() if setting == "without_forms"}
    for setting in NUMBERS:
        typed = sent.get(f"{name}.{setting}", "").strip()
        if typed:
            kept[setting] = whole(typed)
    for setting in LISTS:
        chosen = sent.getlist(f"{name}.{setting}")
        if chosen:
            kept[setting] = chosen
    if kind == "second_scorer":
        kept["agree"] = sent.get(f"{name}.agree", "reach")
    return {kind: kept}


def read_where(sent: QueryDict, identifiers: Mapping[str, str]) -> dict[str, list[str]]:
    """Where an exception holds. identifiers: of competencies by code; a code that is not known stays as it was typed."""
    found = {place: sent.getlist(f"where.{place}") for place in PLACES}
    typed = sent.get("where.competency", "").replace(",", " ").split()
    found["competency"] = [identifiers.get(code, code) for code in typed]
    return {place: some for place, some in found.items() if some}


def acted(rule: dict[str, Any], act: str, sent: QueryDict, name: str, level: int) -> dict[str, Any]:
    """The rule after one of the form's buttons: `add`, `add:PLACE`, `remove:PLACE`."""
    verb, _colon, place = act.partition(":")
    if verb == "add" and not place:
        return added(rule, "", sent.get(f"{name}.add", "pieces"), level)
    inside = place.removeprefix(f"{name}.")
    if verb == "add":
        return added(rule, inside, sent.get(f"{place}.add", "pieces"), level)
    return removed(rule, inside) if verb == "remove" else rule


def added(rule: dict[str, Any], place: str, kind: str, level: int) -> dict[str, Any]:
    """With a further requirement: from a level on, or (place: `requires.0.that.1`) inside a group."""
    found = deepcopy(rule)
    new: dict[str, Any] = {kind: []} if kind in GROUPS else {kind: dict(NEW.get(kind, {"at_least": 2}))}
    if kind not in GROUPS and kind not in PREDICATES:
        return found
    if not place:
        found.setdefault("requires", []).append({"from_level": level, "that": {"all": [new]}})
        return found
    group = _at(found, place)
    if isinstance(group, dict) and set(GROUPS) & set(group):
        next(iter(group.values())).append(new)
    return found


def removed(rule: dict[str, Any], place: str) -> dict[str, Any]:
    """Without a part; a requirement whose last part goes, goes with it."""
    found = deepcopy(rule)
    *before, last = place.split(".")
    if before == ["requires"]:
        holder: Any = found.get("requires", [])
    else:
        group = _at(found, ".".join(before))
        holder = next(iter(group.values())) if isinstance(group, dict) and len(group) == 1 else []
    if last.isdecimal() and isinstance(holder, list) and int(last) < len(holder):
        del holder[int(last)]
    found["requires"] = [one for one in found.get("requires", []) if _says_something(one["that"])]
    return found


def _says_something(tree: Mapping[str, Any]) -> bool:
    return next(iter(tree.values())) != []


def _at(rule: Mapping[str, Any], place: str) -> Any:
    """`requires.0.that.1` -> the part of the tree there; None where there is none."""
    steps = place.split(".")
    if len(steps) < 3 or steps[0] != "requires" or steps[2] != "that":
        return None
    try:
        found: Any = rule["requires"][int(steps[1])]["that"]
        for step in steps[3:]:
            found = next(iter(found.values()))[int(step)]
    except (IndexError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return found
