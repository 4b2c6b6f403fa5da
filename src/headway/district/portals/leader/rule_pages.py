"""The parts of the rule form as plain values: ways to summarise, requirements, where an exception holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import FieldProblem, translated
from headway.district.policy.api import DistrictScale
from headway.district.portals.leader.rule_fields import GROUPS, ORDINAL
from headway.mastery.proficiency.numeric import NUMERIC
from headway.mastery.proficiency.requirements import PREDICATES
from headway.mastery.proficiency.requirements.filters import FORMS, MARKS

__all__ = [
    "Node",
    "Part",
    "RequirementLine",
    "Way",
    "WhereFields",
    "part_page",
    "unknown_competencies",
    "unknown_places",
    "where_fields",
]


@dataclass(frozen=True)
class Setting:
    id: str
    label: str
    value: Any
    words: tuple[tuple[str, str], ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Way:
    """One way to summarise a body of evidence."""

    kind: str
    title: str
    says: str
    when: str
    settings: tuple[Setting, ...]
    is_chosen: bool
    is_for_staff_only: bool = False
    needs_switch: bool = False
    is_switched: bool = False
    error: str = ""


@dataclass(frozen=True)
class Node:
    """One requirement, or a group of them."""

    name: str
    kind: str
    title: str
    values: Mapping[str, Any]
    errors: Mapping[str, str]
    children: tuple[Node, ...] = ()
    is_group: bool = False
    narrows: bool = False
    depth: int = 0


@dataclass(frozen=True)
class RequirementLine:
    name: str
    from_level: Any
    tree: Node
    error: str = ""


@dataclass(frozen=True)
class Part:
    """The district's rule, or what an exception changes of it."""

    name: str
    is_exception: bool
    has_summary: bool
    has_minimum: bool
    has_requires: bool
    ways: tuple[Way, ...]
    ways_elsewhere: tuple[Way, ...]
    minimum: Any
    minimum_error: str
    requirements: tuple[RequirementLine, ...]
    error: str = ""
    kinds: tuple[tuple[str, str], ...] = field(default=())
    joined: tuple[tuple[str, str], ...] = field(default=())
    forms: tuple[tuple[str, str], ...] = field(default=())
    marks: tuple[tuple[str, str], ...] = field(default=())
    depths: tuple[tuple[int, str], ...] = field(default=())
    agreements: tuple[tuple[str, str], ...] = field(default=())


def part_page(
    name: str,
    rule: Mapping[str, Any],
    problems: Sequence[FieldProblem],
    *,
    base: Mapping[str, Any] | None = None,
) -> Part:
    """base: the district's rule, beside which an exception says only what is different."""
    errors = {problem.field: str(problem.sentence) for problem in problems}
    summary = rule.get("summary") or (base or {}).get("summary") or {}
    return Part(
        name=name,
        is_exception=base is not None,
        has_summary="summary" in rule,
        has_minimum="minimum_pieces" in rule,
        has_requires="requires" in rule,
        ways=tuple(_way(name, kind, summary, errors) for kind in ORDINAL),
        ways_elsewhere=tuple(_way(name, kind, summary, errors) for kind in NUMERIC),
        minimum=rule.get("minimum_pieces", (base or {}).get("minimum_pieces", "")),
        minimum_error=errors.get(f"{name}.minimum_pieces", ""),
        requirements=tuple(
            RequirementLine(
                name=f"{name}.requires.{place}",
                from_level=one.get("from_level"),
                tree=_node(f"{name}.requires.{place}.that", one["that"], errors),
                error=errors.get(f"{name}.requires.{place}.from_level", ""),
            )
            for place, one in enumerate(rule.get("requires", ()))
        ),
        error=errors.get(f"{name}.changes", ""),
        kinds=tuple(_titles().items()),
        joined=(("all", _("all of these")), ("any", _("any one of these"))),
        forms=tuple(_forms().items()),
        marks=tuple(_marks().items()),
        depths=tuple(enumerate(_depths(), start=1)),
        agreements=(
            ("reach", _("each saw the level or beyond")),
            ("same", _("each saw the same level")),
            ("adjacent", _("at most one level apart")),
        ),
    )


def _way(name: str, kind: str, summary: Mapping[str, Any], errors: Mapping[str, str]) -> Way:
    chosen = summary.get("kind") == kind
    place = f"{name}.summary.{kind}"
    given = summary if chosen else {}
    title, says, when = _ways().get(kind, (kind, "", ""))
    if kind in ORDINAL:
        settings = tuple(
            Setting(
                f"{place}.{one}",
                _settings()[one],
                given.get(one, usual),
                error=errors.get(f"{place}.{one}", ""),
            )
            for one, usual in ORDINAL[kind].items()
        )
        return Way(kind, title, says, when, settings, chosen, error=errors.get(place, ""))
    way = NUMERIC[kind]
    return Way(
        kind=kind,
        title=kind,
        says="",
        when="",
        settings=tuple(
            Setting(
                f"{place}.{one.name}",
                _elsewhere().get(one.name, one.name),
                given.get(one.name, one.default if one.default is not None else ""),
                words=tuple((word, _at().get(word, word)) for word in one.words),
                error=errors.get(f"{place}.{one.name}", ""),
            )
            for one in way.settings
        ),
        is_chosen=chosen,
        is_for_staff_only=True,
        needs_switch=way.is_plain_mean,
        is_switched=bool(given.get("allow_mean")),
        error=errors.get(f"{place}.allow_mean", "") or errors.get(place, ""),
    )


def _elsewhere() -> dict[str, str]:
    """Settings of the ways of other systems."""
    return {
        "n": _("How many pieces"),
        "weight": _("Weight of the newest piece, of 100"),
        "recent": _("How many of the latest pieces are looked at"),
        "at": _("Where the curve is read"),
        "highest": _("The largest number it may give"),
    }


def _at() -> dict[str, str]:
    """Where a curve is read."""
    return {"n": _("at the latest piece"), "next": _("at the piece that would follow")}


def _node(name: str, tree: Mapping[str, Any], errors: Mapping[str, str], depth: int = 0) -> Node:
    ((kind, inside),) = tree.items()
    begins = f"{name}."
    mine = {field.removeprefix(begins): said for field, said in errors.items() if field.startswith(begins)}
    if name in errors:
        mine[""] = errors[name]
    if kind in GROUPS:
        children = tuple(
            _node(f"{name}.{place}", part, errors, depth + 1) for place, part in enumerate(inside)
        )
        return Node(name, kind, "", {}, mine, children, is_group=True, depth=depth)
    narrowing = {"forms", "marks", "without", "depth", "within_days", "last", "independent", "without_forms"}
    values = dict(inside)
    if values.pop("independent", None):
        values["marks"] = [*values.get("marks", []), "independent"]
    if kind != "second_scorer" and "raters" in values:
        narrowing.add("raters")
    wrong = any(one in mine for one in narrowing)
    title = _titles().get(kind, kind)
    return Node(name, kind, title, values, mine, narrows=wrong or bool(narrowing & set(inside)), depth=depth)


def _ways() -> dict[str, tuple[str, str, str]]:
    """Title, what it says, and when to use it."""
    return {
        "most_recent_consistent": (
            _("The most recent work, where it agrees"),
            _("The most advanced level that some of the latest pieces show or go beyond."),
            _(
                "Use it unless you have a reason not to: early tries never hold anybody back, one lucky piece doesn't carry."
            ),
        ),
        "mode_of_last": (
            _("What the latest pieces show most often"),
            _("Among levels shown equally often, the one shown most recently."),
            _("Use it where there is much evidence and single pieces vary."),
        ),
        "best_sustained": (
            _("The most advanced level shown several times in a row"),
            _("Once it was sustained it stays, also when later work shows less."),
            _("Use it for what is learned once and kept; ask for recent work beside it where that matters."),
        ),
        "top_n": (
            _("The level that the best pieces show"),
            _("Whenever they were shown; later work that shows less never lowers it."),
            _("Use it for portfolios, where learners choose what speaks for them."),
        ),
    }


def _settings() -> dict[str, str]:
    return {
        "window": _("How many of the latest pieces are looked at"),
        "agreement": _("How many of them must agree"),
        "times": _("How many times in a row"),
        "pieces": _("How many of the best pieces"),
    }


def _titles() -> dict[str, str]:
    titles = {
        "pieces": _("Pieces of evidence"),
        "contexts": _("Different situations"),
        "occasions": _("Different days"),
        "raters": _("Different people who rated"),
        "forms_of_evidence": _("Different forms of showing it"),
        "transfer": _("Pieces from a situation that was new"),
        "cumulative": _("Cumulative checks"),
        "second_scorer": _("Pieces on which several people agree"),
        "essential_criteria": _("Pieces with every essential criterion at the level"),
        "consistent": _("The level in the last pieces"),
    }
    known = {kind: titles.get(kind, kind) for kind in PREDICATES}
    return {**known, "any": _("A group: any one of …"), "all": _("A group: all of …")}


def _forms() -> dict[str, str]:
    titles = {
        "performance": _("Performance"),
        "product": _("Product"),
        "writing": _("Writing"),
        "discussion": _("Discussion"),
        "observation": _("Observation"),
        "project": _("Project"),
        "quiz": _("Quiz"),
        "conference": _("Conference"),
        "recording": _("Recording"),
        "other": _("Something else"),
    }
    return {form: titles.get(form, form) for form in FORMS}


def _marks() -> dict[str, str]:
    titles = {
        "transfer": _("from a situation that was new"),
        "cumulative": _("a cumulative check"),
        "independent": _("shown without help"),
        "supported": _("shown with help"),
        "task": _("answers a task of the bank"),
        "outside": _("told by another system"),
    }
    return {mark: titles.get(mark, mark) for mark in MARKS}


def _depths() -> tuple[str, ...]:
    return (
        _("1: recall and reproduce"),
        _("2: use skills and concepts"),
        _("3: reason and explain"),
        _("4: go deeper, over time"),
    )


@dataclass(frozen=True)
class WhereFields:
    """What an exception may be limited to, and what it is limited to now."""

    domains: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]
    schools: tuple[tuple[str, str], ...]
    importance: tuple[tuple[str, str], ...]
    chosen: Mapping[str, list[str]]
    codes: str
    error: str = ""
    codes_error: str = ""


def where_fields(
    where: Mapping[str, list[str]],
    continuum: ContinuumMap,
    schools: Mapping[str, str],
    scale: DistrictScale,
    errors: Mapping[str, str],
) -> WhereFields:
    del scale
    codes = {one.identifier: one.code for one in continuum.competencies}
    stages = sorted({one.level for one in continuum.competencies if one.level is not None})
    return WhereFields(
        domains=tuple((one.code, translated(one, "name")) for one in continuum.domains),
        stages=tuple((str(one), str(one)) for one in stages),
        schools=tuple(sorted(schools.items(), key=lambda pair: pair[1])),
        importance=(
            ("essential", _("what is essential")),
            ("supporting", _("what supports it")),
        ),
        chosen=where,
        codes=" ".join(codes.get(one, one) for one in where.get("competency", [])),
        error=errors.get("where", ""),
        codes_error=errors.get("where.competency", ""),
    )


def unknown_places(parameters: Mapping[str, Any], continuum: ContinuumMap) -> tuple[FieldProblem, ...]:
    """Domains and levels that the continuum doesn't have: an exception there would never hold."""
    known = {
        "domain": {one.code for one in continuum.domains},
        "stage": {str(one.level) for one in continuum.competencies if one.level is not None},
    }
    return tuple(
        FieldProblem(
            _("The continuum has no “%(place)s”, so this exception would never hold; choose another place.")
            % {"place": code},
            f"exceptions.{place}.where",
        )
        for place, one in enumerate(parameters.get("exceptions", ()))
        for name, there in known.items()
        for code in one.get("where", {}).get(name, ())
        if code not in there
    )


def unknown_competencies(parameters: Mapping[str, Any], continuum: ContinuumMap) -> tuple[FieldProblem, ...]:
    """Codes that were typed and that the continuum doesn't have."""
    known = {one.identifier for one in continuum.competencies}
    return tuple(
        FieldProblem(
            _("There is no competency with the code “%(code)s”; look it up on the continuum.")
            % {"code": code},
            f"exceptions.{place}.where.competency",
        )
        for place, one in enumerate(parameters.get("exceptions", ()))
        for code in one.get("where", {}).get("competency", ())
        if code not in known
    )
