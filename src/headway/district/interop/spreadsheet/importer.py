"""The import of a framework as a spreadsheet: read with a mapping of columns, made a CASE package, loaded like one.

A table says little about itself. What the framework is called, who made it and whether it is a new version of one that
is here, a person says (`OPTIONS`). A title is always the same framework; a code keeps the identifier that it has in the
version before, so that evidence of learners stays with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django.utils import translation

from headway.district.continuum.api import VersionInfo, brought_version, case_objects, content_of, frameworks
from headway.district.foundation.api import Actor, clock
from headway.district.interop.case.importer import Told, plan_package
from headway.district.interop.case.loading import Work, load_planned
from headway.district.interop.case.options import OPTIONS as CASE_OPTIONS
from headway.district.interop.case.options import checked_options
from headway.district.interop.plans import Plan, PlanLine, Progress, Report
from headway.district.interop.spreadsheet.circles import by_rows
from headway.district.interop.spreadsheet.mapped import Mapped, mapped
from headway.district.interop.spreadsheet.wording import problem
from headway.district.people.api import district_organisation
from headway.district.policy.api import scale_for
from headway.mastery.formats.case import read_content
from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet import About, as_case, as_plain, identifier_for_title

__all__ = ["OPTIONS", "SpreadsheetImporter", "title_of"]

# mapping: as `as_plain` writes it. identifier: of the framework that this is a new version of, else by the title.
OPTIONS: Mapping[str, tuple[object, ...] | None] = {
    **CASE_OPTIONS,
    **dict.fromkeys(
        ("mapping", "title", "creator", "identifier", "language", "license", "description", "file_name")
    ),
}
# What the reader of tables says about the same thing, by row and column.
HUSHED = frozenset({"second_parent", "link_outside"})


class SpreadsheetImporter:
    """`headway.district.interop.plans.Importer` for CSV and XLSX."""

    format = "spreadsheet"

    def plan(self, raw: bytes, options: Mapping[str, Any], progress: Progress) -> Plan:
        """Raises FormatProblem when the file is no spreadsheet, or an option is not one of `OPTIONS`."""
        options = checked_options(options, OPTIONS)
        progress("read", 0, 0)
        wanted = options.get("mapping")
        table = mapped(
            raw, wanted if isinstance(wanted, Mapping) else {}, file_name=str(options.get("file_name") or "")
        )
        title = title_of(options)
        identifier = str(options.get("identifier") or "") or identifier_for_title(title)
        stored = brought_version(identifier)
        if not table.framework.entries:  # a version without items would retire all of the version before
            return self._nothing(table, identifier, title)
        content = as_case(table.framework, self._about(options, title, identifier, stored))
        package = read_content(_with_earlier_moments(content, stored))
        rows = {f"CFItems[{n}]": f"row {one.row}" for n, one in enumerate(table.framework.entries)}
        told = Told(
            self.format,
            problems=table.problems,
            lines=tuple(
                PlanLine("competency", "cannot_read", row=f"row {n}") for n in table.framework.left_out
            ),
            facts=_facts(table),
            row_of=lambda row: rows.get(row, row if row.startswith("row ") else ""),
            hushed=HUSHED,
            draft_continuum=True,
        )
        plan = plan_package(package, options, progress, told)
        said = self._about_titles(title, identifier, stored, bool(plan.facts["makes_version"]))
        field = table.layout.named("prerequisites")
        return replace(plan, problems=(*said, *by_rows(plan.problems, table.framework, content, field)))

    def _nothing(self, table: Mapped, identifier: str, title: str) -> Plan:
        """No row can be read as it is mapped now: nothing is added, changed or retired."""
        lines = [PlanLine("competency", "cannot_read", row=f"row {n}") for n in table.framework.left_out]
        facts = {"identifier": identifier, "title": title, "makes_version": False, **_facts(table)}
        return Plan.of(self.format, lines, problems=table.problems, facts=facts, work=Work())

    def apply(self, plan: Plan, by: Actor, progress: Progress) -> Report:
        return load_planned(plan, by, progress)

    def _about(
        self, options: Mapping[str, Any], title: str, identifier: str, stored: VersionInfo | None
    ) -> About:
        # The package is one, whoever brings it: its level names do not change with the reader's language.
        with translation.override("en"):
            level_names = tuple(str(name) for name in scale_for(None).names)
        return About(
            identifier=identifier,
            title=title,
            creator=_creator(options, stored),
            moment=clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            language=str(options.get("language") or ""),
            description=str(options.get("description") or "").strip(),
            license_text=str(options.get("license") or "").strip(),
            level_names=level_names,
            known=_codes_of(stored),
        )

    def _about_titles(
        self, title: str, identifier: str, stored: VersionInfo | None, makes_version: bool
    ) -> tuple[Problem, ...]:
        if stored is not None:
            wording = "new_version_of" if makes_version else "says_the_same"
            return (problem(wording, title=stored.title, number=stored.number),)
        same = [
            one
            for one in frameworks()
            if one.title.casefold() == title.casefold() and one.identifier != identifier
        ]
        return tuple(problem("same_title", title=one.title) for one in same[:1])


def title_of(options: Mapping[str, Any]) -> str:
    """The title that was asked for, else the name of the file in words."""
    title = " ".join(str(options.get("title") or "").split())
    stem = PurePath(str(options.get("file_name") or "")).name
    for ending in (".gz", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"):
        stem = stem.removesuffix(ending)
    return title or " ".join(stem.replace("_", " ").replace("-", " ").split()) or "Framework"


def _creator(options: Mapping[str, Any], stored: VersionInfo | None) -> str:
    """Who publishes it: as a person says, else as in the version before, else the district; CASE asks for somebody."""
    said = " ".join(str(options.get("creator") or "").split())
    if said:
        return said
    if stored is not None:
        document: Any = next((one.payload for one in case_objects(stored.id) if one.kind == "CFDocument"), {})
        if isinstance(document, Mapping) and document.get("creator"):
            return str(document["creator"])
    district = district_organisation()
    return district.name if district else ""


def _codes_of(stored: VersionInfo | None) -> dict[str, str]:
    """Code → identifier in the version before; a code that several items share tells nothing."""
    if stored is None:
        return {}
    found: dict[str, str] = {}
    shared: set[str] = set()
    for one in content_of(stored.id, with_case_objects=False).competencies:
        if one.code and found.setdefault(one.code, one.identifier) != one.identifier:
            shared.add(one.code)
    return {code: identifier for code, identifier in found.items() if code not in shared}


def _with_earlier_moments(content: dict[str, Any], stored: VersionInfo | None) -> dict[str, Any]:
    """What says the same as in the version before keeps its moment, so that only what changed has changed."""
    if stored is None:
        return content
    before: dict[tuple[str, str], dict[str, Any]] = {
        (one.kind, one.identifier): one.payload for one in case_objects(stored.id)
    }

    def steady(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        earlier = before.get((kind, payload["identifier"]))
        return earlier if earlier is not None and _timeless(earlier) == _timeless(payload) else payload

    made = {**content, "CFDocument": steady("CFDocument", content["CFDocument"])}
    for name, kind in (("CFItems", "CFItem"), ("CFAssociations", "CFAssociation"), ("CFRubrics", "CFRubric")):
        if name in content:
            made[name] = [steady(kind, one) for one in content[name]]
    if "CFDefinitions" in content:
        licenses = content["CFDefinitions"]["CFLicenses"]
        made["CFDefinitions"] = {"CFLicenses": [steady("CFLicense", one) for one in licenses]}
    return made


def _timeless(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _timeless(inner) for name, inner in value.items() if name != "lastChangeDateTime"}
    return [_timeless(inner) for inner in value] if isinstance(value, list) else value


def _facts(table: Mapped) -> dict[str, Any]:
    return {
        "sheet": table.layout.sheet,
        "language": table.framework.language,
        "mapping": as_plain(table.layout),
    }
