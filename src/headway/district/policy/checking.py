"""What stands in the way of adopting a rule book, each problem at the field where it can be put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from headway.district.foundation.api import FieldProblem
from headway.district.policy.policies import book_from
from headway.district.policy.refusals import told
from headway.district.policy.selectors import scale_for
from headway.mastery.facts import Refused as NotReadable
from headway.mastery.proficiency import Requirement, Where
from headway.mastery.proficiency.checking import count_of
from headway.mastery.proficiency.requirements import PREDICATES, tree_from
from headway.mastery.proficiency.summaries import summary_from

__all__ = ["problems_of"]

# Where a refusal that names no setting is put right.
SETTING = {
    "never_met": "at_least",
    "rule_missing": "at_least",
    "filter_no_form": "forms",
    "filter_help": "marks",
    "filter_mark_both": "without",
    "second_scorer_alone": "raters",
    "second_scorer_agree": "agree",
    "rule_agreement": "agreement",
    "rule_window": "window",
    "rule_mean": "allow_mean",
}


def problems_of(parameters: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
    """Everything that would be refused; empty where the book {rule, exceptions} could be adopted.

    Fields are named by their place: `rule.minimum_pieces`, `rule.summary.top_n.pieces`,
    `rule.requires.0.that.1.at_least`, `exceptions.0.where`.
    """
    found = list(_of_rule("rule", parameters.get("rule", {})))
    for place, one in enumerate(parameters.get("exceptions", ())):
        name = f"exceptions.{place}"
        found += _tried(f"{name}.where", lambda one=one: Where.from_dict(one.get("where", {})))
        found += _of_rule(f"{name}.rule", one.get("rule", {}))
    return tuple(found) or (*_said_twice(parameters.get("exceptions", ())), *_of_the_whole(parameters))


def _said_twice(exceptions: Sequence[Mapping[str, Any]]) -> Iterator[FieldProblem]:
    """Exceptions that say as much about a place as an earlier one, and meet it somewhere: only one could hold."""
    places: list[Where] = [Where.from_dict(one.get("where", {})) for one in exceptions]
    for number, later in enumerate(places):
        for before, earlier in enumerate(places[:number]):
            if later.specific == earlier.specific and all(
                set(getattr(later, name)) & set(getattr(earlier, name)) for name in later.to_dict()
            ):
                yield FieldProblem(
                    _(
                        "The exceptions %(one)s and %(other)s are for the same place and contradict each other; "
                        "change the place of one, or remove it."
                    )
                    % {"one": before + 1, "other": number + 1},
                    f"exceptions.{number}.where",
                )
                break


def _of_the_whole(parameters: Mapping[str, Any]) -> Iterator[FieldProblem]:
    """What only shows when everything is read together; the first of it."""
    try:
        book_from({"rule": parameters.get("rule", {}), "exceptions": []})
    except NotReadable as problem:
        yield FieldProblem(told(problem), "rule.minimum_pieces")
        return
    for place, one in enumerate(parameters.get("exceptions", ())):
        try:
            book_from({"rule": parameters.get("rule", {}), "exceptions": [one]})
        except NotReadable as problem:
            setting = "minimum_pieces" if problem.code == "rule_minimum" else "changes"
            yield FieldProblem(told(problem), f"exceptions.{place}.rule.{setting}")


def _of_rule(name: str, rule: Mapping[str, Any]) -> Iterator[FieldProblem]:
    if "summary" in rule:
        kind = rule["summary"].get("kind", "")
        yield from _tried(f"{name}.summary.{kind}", lambda: summary_from(rule["summary"]))
    if "minimum_pieces" in rule:
        yield from _tried(
            f"{name}.minimum_pieces", lambda: count_of("minimum_pieces", rule["minimum_pieces"]), exact=True
        )
    for place, one in enumerate(rule.get("requires", ())):
        where = f"{name}.requires.{place}"
        inside = tuple(_of_tree(f"{where}.that", one.get("that")))
        yield from inside
        if not inside:
            yield from _tried(f"{where}.from_level", lambda one=one: Requirement.from_dict(one), exact=True)
            if not _on_scale(one.get("from_level")):
                sentence = told(NotReadable("rule_level", "Choose one of the levels of the scale."))
                yield FieldProblem(sentence, f"{where}.from_level")


def _of_tree(name: str, tree: Any) -> Iterator[FieldProblem]:
    if not isinstance(tree, Mapping) or len(tree) != 1:
        yield from _tried(name, lambda: tree_from(tree), exact=True)
        return
    ((kind, settings),) = tree.items()
    if kind in PREDICATES:
        yield from _tried(name, lambda: PREDICATES[kind].from_settings(settings))
        return
    inside = [
        problem
        for place, part in enumerate(settings if isinstance(settings, list) else ())
        for problem in _of_tree(f"{name}.{place}", part)
    ]
    yield from inside or _tried(name, lambda: tree_from(tree), exact=True)


def _tried(name: str, read: Any, *, exact: bool = False) -> Iterator[FieldProblem]:
    try:
        read()
    except NotReadable as problem:
        setting = "" if exact else str(problem.params.get("field") or SETTING.get(problem.code, ""))
        yield FieldProblem(told(problem), f"{name}.{setting}" if setting else name)


def _on_scale(level: Any) -> bool:
    return isinstance(level, int) and 1 <= level <= scale_for().size
