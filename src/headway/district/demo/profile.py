"""The demo's graduate profile: statements of our own, mapped to the demo's continuum."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map, link_competencies, save_statement
from headway.district.foundation.api import Actor, FieldProblem, Refused

__all__ = ["StatementText", "load_profile", "read_profile"]


@dataclass(frozen=True)
class StatementText:
    """A statement of the demo, in both languages, and the codes of what serves it."""

    code: str
    title: dict[str, str]
    text: dict[str, str]
    competencies: tuple[str, ...]


def read_profile(root: Path, codes: Collection[str]) -> tuple[StatementText, ...]:
    """profile.toml of the demo folder; none where a folder brings no profile. codes: those of the continuum.

    Raises Refused naming codes that are not on it, or the line that cannot be read.
    """
    path = root / "profile.toml"
    if not path.exists():
        return ()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise Refused(
            _("The file %(file)s can't be read: %(problem)s.") % {"file": path, "problem": problem},
            remedy=_("Correct this line of the file."),
        ) from problem
    statements = tuple(
        StatementText(one["code"], one["title"], one["text"], tuple(one["competencies"]))
        for one in found["statement"]
    )
    problems = tuple(
        FieldProblem(
            _("%(code)s is named, but there is no such competency.") % {"code": code},
            field="competencies",
            row=one.code,
            remedy=_("Correct the code, or add the competency."),
        )
        for one in statements
        for code in one.competencies
        if code not in codes
    )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=problems)
    return statements


def load_profile(statements: Collection[StatementText], *, by: Actor) -> None:
    """Write the statements and what serves them, through the continuum's door."""
    continuum = current_map()
    if continuum is None:
        return
    for one in statements:
        written = save_statement(
            code=one.code,
            title=one.title["en"],
            text=one.text["en"],
            translations={"es": {"title": one.title["es"], "text": one.text["es"]}},
            by=by,
        )
        link_competencies(
            written.uuid, [continuum.by_code[code].identifier for code in one.competencies], by=by
        )
